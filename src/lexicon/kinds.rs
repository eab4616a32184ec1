//! The words of `kind.tsv`: what documents are called at the end of their titles, 实施方案 in
//! `滑县节水实施方案`.

use std::sync::LazyLock;

use super::table::{Endings, Table};

static TABLE: Table = Table(include_str!("kind.tsv"));

/// The kinds with which a title ends.
pub(crate) static OF_TITLE: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("title"));

/// Kinds with which headings end too: only long titles are of them.
pub(crate) static OF_LONG_TITLE: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("long"));

/// What annexes are called that are no documents.
pub(crate) static OF_ANNEX: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("annex"));

/// Kinds that often end titles and seldom headings.
pub(crate) static OF_HEADING: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("heading"));

/// Kinds of titles that may have lost their closing mark.
pub(crate) static UNCLOSED: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("unclosed"));

/// Kinds of what a notice issues.
pub(crate) static ISSUED: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("issued"));

/// What plans are called that are named with their years.
pub(crate) static OF_PLAN: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("plan"));

/// What is called so before its years in brackets: `行动计划（2021—2025年）`.
pub(crate) static BEFORE_YEARS: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("years"));

/// Kinds of documents that have a number of their own; a plan may instead be annexed to a notice
/// that has the number.
pub(crate) static NUMBERED: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("numbered"));

/// What is no normative document: 日报, 申请表.
pub(crate) static OTHER: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("other"));

/// What films, songs and books are called, before their titles.
pub(crate) static OF_WORK: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("work"));

/// The same, where they may stand behind a title.
pub(crate) static WORKS: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("work"));

/// Kinds that alone stand for the last document of their kind: `《信访工作条例》…《条例》`.
pub(crate) static ALONE: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("alone"));

/// Kinds by which the title of a page is told from the name of its site.
pub(crate) static ON_PAGE: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("page"));

/// The pattern of kinds of titles that begin with 关于.
pub(crate) fn about() -> String {
    TABLE.list("about").join("|")
}

/// The pattern of kinds of the regulations of regions.
pub(crate) fn regional() -> String {
    TABLE.list("regional").join("|")
}
