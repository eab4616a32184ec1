//! The words of `frame.tsv` beside the name of what a target measures: 力争 and 应 in
//! `力争群众满意率应`.

use std::sync::LazyLock;

use super::table::{Affixes, standing};

static TABLE: &str = include_str!("frame.tsv");

/// The words before a name that do not belong to it.
pub(crate) static BEFORE: LazyLock<Affixes> =
    LazyLock::new(|| Affixes::new(standing(TABLE, "before")));

/// The words after a name that do not belong to it.
pub(crate) static AFTER: LazyLock<Affixes> =
    LazyLock::new(|| Affixes::new(standing(TABLE, "after")));

/// Words that begin like such a word, but are part of the name: 到位资金.
pub(crate) static WHOLE: LazyLock<Affixes> =
    LazyLock::new(|| Affixes::new(standing(TABLE, "whole")));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::table::stands_in;

    #[test]
    fn the_table_is_sorted_and_each_word_stands_in_known_places() {
        stands_in(TABLE, &["before", "after", "whole"]);
    }
}
