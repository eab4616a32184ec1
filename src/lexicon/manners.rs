//! The adverbs of `manner.tsv`, which stand between who does something and the verb: 分别 in
//! `县司法局、县财政局分别负责`.

use std::sync::LazyLock;

use super::table::{Affixes, rows};

static TABLE: &str = include_str!("manner.tsv");

/// The adverbs.
pub(crate) static MANNERS: LazyLock<Affixes> =
    LazyLock::new(|| Affixes::new(rows(TABLE).map(|[word]| word)));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adverbs_are_stripped() {
        assert_eq!(MANNERS.behind("不定期抽查"), Some("抽查"));
        assert_eq!(MANNERS.before("县司法局不定期"), Some("县司法局"));
        assert_eq!(MANNERS.before("县司法局"), None);
    }
}
