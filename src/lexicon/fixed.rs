//! The words of `fixed.tsv`, to be taken whole: 局 in 布局 is no bureau, 和 in 和平镇 joins
//! nothing, 由 in 自由 says nothing of who does it.

use std::sync::LazyLock;

use super::table::{Endings, Table};
use crate::words::Words;

static TABLE: Table = Table(include_str!("fixed.tsv"));

/// Those that end as names of bodies do: 布局, 查处.
pub(crate) static LIKE_BODIES: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("body"));

/// Those that end as names of villages, schools and works do: 农村, 建厂.
pub(crate) static LIKE_WORKS: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("works"));

/// Those with which names begin, though a word that leads to a name does too: 和平, 为民.
pub(crate) static FIRST: LazyLock<Words> = LazyLock::new(|| TABLE.words("first"));

/// Those that begin with a surname: 包片 in 包片副镇长, 严格 in `局长严格要求`.
pub(crate) static LIKE_PEOPLE: LazyLock<Words> = LazyLock::new(|| TABLE.words("person"));

/// Those with 由: 自由.
pub(crate) static WITH_BY: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("by"));

/// Those with 对: 对外, 针对.
pub(crate) static WITH_ON: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("on"));

/// Those with 要: 主要, 要求.
pub(crate) static WITH_WANT: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.list("want"));

/// Whether the place `at` in a text is within one of the words.
pub(crate) fn covers(words: &[&str], text: &str, at: usize) -> bool {
    words.iter().any(|word| {
        let mut starts = word.char_indices().filter_map(|(n, _)| text.get(at.checked_sub(n)?..));
        starts.any(|from| from.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_words_are_told_from_others() {
        for (text, n, expected) in [
            ("在自由贸易区", 2, true),
            ("自由", 1, true),
            ("自由由县", 2, false),
            ("由县财政局", 0, false),
            ("各自由", 3, false),
        ] {
            let at = text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
            assert_eq!(covers(&WITH_BY, text, at), expected, "{text}");
        }
    }
}
