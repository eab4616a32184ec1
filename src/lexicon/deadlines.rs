//! The words of `deadline.tsv`, by which a day is told to be the last one for something.

use std::sync::LazyLock;

use super::table::{Endings, Table};
use crate::words::Words;

static TABLE: Table = Table(include_str!("deadline.tsv"));

/// Before the last day for something: `不迟于6月30日`.
pub(crate) static BEFORE: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("before"));

/// What runs until the day behind 至 or 到: `政策执行至6月30日`.
pub(crate) static UNTIL: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("until"));

/// What is to be done by the day before it: `2025年，建成平台`.
pub(crate) static BEHIND: LazyLock<Words> = LazyLock::new(|| TABLE.words("behind"));

/// What was so by the day before it, and says which things are meant: `2000年底前建成的小区`.
pub(crate) static WAS: LazyLock<Words> = LazyLock::new(|| TABLE.words("was"));

/// The same of verbs that may also ask for something, unless 的 follows: `2023年底前印发的文件`,
/// but `2024年底前印发统一的标准`.
pub(crate) static MADE: LazyLock<Words> = LazyLock::new(|| TABLE.words("made"));
