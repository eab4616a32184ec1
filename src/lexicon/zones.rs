//! The words of `zone.tsv`, with which names of development zones and new areas end: 高新区.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::table::{rows, standing};

static TABLE: &str = include_str!("zone.tsv");

/// Of zones that speak for themselves, each with its full form, the longest first.
pub(crate) static OF_REGION: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let of_region = rows(TABLE).filter(|[_, stands, _]| stands.contains("region"));
    let mut ends: Vec<_> = of_region.map(|[word, _, full]| (word, full)).collect();
    ends.sort_by_key(|(word, _)| Reverse(word.len()));
    ends
});

/// Of zones that stand for their committees, the longest first.
pub(crate) static OF_BODY: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut ends: Vec<_> = standing(TABLE, "body").collect();
    ends.sort_by_key(|word| Reverse(word.len()));
    ends
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::table::checked;

    #[test]
    fn the_table_is_sorted_and_each_word_stands_in_known_places() {
        for [word, stands, full] in checked(TABLE) {
            assert!(matches!(stands, "body" | "region" | "body,region"), "{word}");
            assert!(stands != "body" || full == word, "{word}");
        }
    }
}
