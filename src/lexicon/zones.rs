//! The words of `zone.tsv`, with which names of development zones and new areas end: 高新区.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::table::{Table, rows};

static TABLE: Table = Table(include_str!("zone.tsv"));

/// Of zones that speak for themselves, each with its full form, the longest first.
pub(crate) static OF_REGION: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let of_region = rows(TABLE.0).filter(|[_, stands, _]| stands.contains("region"));
    let mut ends: Vec<_> = of_region.map(|[word, _, full]| (word, full)).collect();
    ends.sort_by_key(|(word, _)| Reverse(word.len()));
    ends
});

/// Of zones that stand for their committees, the longest first.
pub(crate) static OF_BODY: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut ends = TABLE.list("body");
    ends.sort_by_key(|word| Reverse(word.len()));
    ends
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_that_stand_for_their_committees_only_have_no_other_form() {
        assert!(rows(TABLE.0).all(|[word, stands, full]| stands != "body" || full == word));
    }
}
