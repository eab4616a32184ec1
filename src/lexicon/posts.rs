//! The posts of `post.tsv`, which stand beside the name of who holds them.

use std::sync::LazyLock;

use super::table::rows;
use crate::words::Words;

static POSTS: LazyLock<Words> =
    LazyLock::new(|| Words::new(rows(include_str!("post.tsv")).map(|[post]| post)));

/// The posts, to be looked for in running text.
pub(crate) fn posts() -> &'static Words {
    &POSTS
}
