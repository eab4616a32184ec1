//! The posts of `post.tsv`, which stand beside the name of who holds them.

use std::sync::LazyLock;

use super::table::{Endings, standing};
use crate::words::Words;

static TABLE: &str = include_str!("post.tsv");

/// Posts at the head of a body, also as deputies: 局长 of 县司法局局长.
pub(crate) static AT_BODY: LazyLock<Endings> =
    LazyLock::new(|| Endings::new(standing(TABLE, "body")));

/// Posts of the nation, each held by one person.
pub(crate) static OF_NATION: LazyLock<Endings> =
    LazyLock::new(|| Endings::new(standing(TABLE, "nation")));

/// The posts beside names, to be looked for in running text.
pub(crate) fn posts() -> &'static Words {
    static BESIDE: LazyLock<Words> = LazyLock::new(|| Words::new(standing(TABLE, "beside")));
    &BESIDE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::table::stands_in;

    #[test]
    fn the_table_is_sorted_and_each_post_stands_in_known_places() {
        stands_in(TABLE, &["beside", "body", "nation"]);
    }
}
