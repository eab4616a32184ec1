//! The posts of `post.tsv`, which stand beside the name of who holds them.

use std::sync::LazyLock;

use crate::words::Words;

static POSTS: LazyLock<Words> = LazyLock::new(|| {
    let rows = include_str!("post.tsv").lines().skip(1);
    Words::new(rows.filter_map(|row| row.split('\t').next()))
});

/// The posts, to be looked for in running text.
pub(crate) fn posts() -> &'static Words {
    &POSTS
}
