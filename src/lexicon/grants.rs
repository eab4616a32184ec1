//! The words of `grant.tsv` for money that is given or taken: no target.

use std::sync::LazyLock;

use super::table::standing;
use crate::words::Words;

static TABLE: &str = include_str!("grant.tsv");

/// Words about grants and fines.
pub(crate) static GRANTED: LazyLock<Words> =
    LazyLock::new(|| Words::new(standing(TABLE, "granted")));

/// What may be given to someone, with the most of it: `给予最高50%的资金支持`.
pub(crate) static GIVEN: LazyLock<Words> = LazyLock::new(|| Words::new(standing(TABLE, "given")));

/// What is done at a rate: `按标准的70%收取`.
pub(crate) static PAID: LazyLock<Words> = LazyLock::new(|| Words::new(standing(TABLE, "paid")));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::table::stands_in;

    #[test]
    fn the_table_is_sorted_and_each_word_stands_in_known_places() {
        stands_in(TABLE, &["granted", "given", "paid"]);
    }
}
