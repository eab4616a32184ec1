//! The posts of `post.tsv`, which stand beside the name of who holds them.

use std::ops::Range;
use std::sync::LazyLock;

use super::table::{Endings, Table};
use crate::words::Words;

static TABLE: Table = Table(include_str!("post.tsv"));

/// Posts at the head of a body, also as deputies: 局长 of 县司法局局长.
pub(crate) static AT_BODY: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("body"));

/// Posts of the nation, each held by one person.
pub(crate) static OF_NATION: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("nation"));

/// The posts beside names, to be looked for in running text.
pub(crate) static BESIDE_NAME: LazyLock<Words> = LazyLock::new(|| TABLE.words("beside"));

/// The place of the last post in a text.
pub(crate) fn last_in(text: &str) -> Option<Range<usize>> {
    BESIDE_NAME.find_iter(text).last().map(|post| post.range)
}
