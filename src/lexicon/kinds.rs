//! The words of `kind.tsv`: what documents are called at the end of their titles, 实施方案 in
//! `滑县节水实施方案`.

use std::sync::LazyLock;

use super::table::{Endings, standing};

static TABLE: &str = include_str!("kind.tsv");

/// The kinds with which a title ends.
pub(crate) static OF_TITLE: LazyLock<Endings> = LazyLock::new(|| endings("title"));

/// Kinds with which headings end too: only long titles are of them.
pub(crate) static OF_LONG_TITLE: LazyLock<Endings> = LazyLock::new(|| endings("long"));

/// What annexes are called that are no documents.
pub(crate) static OF_ANNEX: LazyLock<Endings> = LazyLock::new(|| endings("annex"));

/// Kinds that often end titles and seldom headings.
pub(crate) static OF_HEADING: LazyLock<Endings> = LazyLock::new(|| endings("heading"));

/// Kinds of titles that may have lost their closing mark.
pub(crate) static UNCLOSED: LazyLock<Endings> = LazyLock::new(|| endings("unclosed"));

/// Kinds of what a notice issues.
pub(crate) static ISSUED: LazyLock<Endings> = LazyLock::new(|| endings("issued"));

/// What plans are called that are named with their years.
pub(crate) static OF_PLAN: LazyLock<Endings> = LazyLock::new(|| endings("plan"));

/// What is called so before its years in brackets: `行动计划（2021—2025年）`.
pub(crate) static BEFORE_YEARS: LazyLock<Endings> = LazyLock::new(|| endings("years"));

/// Kinds of documents that have a number of their own; a plan may instead be annexed to a notice
/// that has the number.
pub(crate) static NUMBERED: LazyLock<Endings> = LazyLock::new(|| endings("numbered"));

/// What is no normative document: 日报, 申请表.
pub(crate) static OTHER: LazyLock<Endings> = LazyLock::new(|| endings("other"));

/// What films, songs and books are called, before their titles.
pub(crate) static OF_WORK: LazyLock<Endings> = LazyLock::new(|| endings("work"));

/// Kinds that alone stand for the last document of their kind: `《信访工作条例》…《条例》`.
pub(crate) static ALONE: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| standing(TABLE, "alone").collect());

/// Kinds by which the title of a page is told from the name of its site.
pub(crate) static ON_PAGE: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| standing(TABLE, "page").collect());

/// The pattern of kinds of titles that begin with 关于.
pub(crate) fn about() -> String {
    alternatives("about")
}

/// The pattern of kinds of the regulations of regions.
pub(crate) fn regional() -> String {
    alternatives("regional")
}

fn endings(place: &str) -> Endings {
    Endings::new(standing(TABLE, place))
}

fn alternatives(place: &str) -> String {
    standing(TABLE, place).collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::table::stands_in;

    #[test]
    fn the_table_is_sorted_and_each_word_stands_in_known_places() {
        stands_in(
            TABLE,
            &[
                "about", "alone", "annex", "heading", "issued", "long", "numbered", "other",
                "page", "plan", "regional", "title", "unclosed", "work", "years",
            ],
        );
    }
}
