//! Finds words in running text, dozens or thousands at once; each is compared only where its first
//! two characters occur.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::characters::CharSet;

/// The first two characters of a word, or its only one.
type Opening = (char, Option<char>);

/// A list of words.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// The first characters of all words, of which a text has few.
    first: CharSet,
    /// The second characters of all words; `None` if a word has a single character, after which
    /// there may be any.
    second: Option<CharSet>,
    /// The words with their indexes in the list, longest first, keyed by their first two characters
    /// or their only one.
    by_opening: FxHashMap<Opening, Vec<(usize, String)>>,
}

/// A word that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its index in the list.
    pub(crate) n: usize,
    /// Its place, in bytes.
    pub(crate) range: Range<usize>,
}

impl Words {
    /// Creates a list of words, none of them empty.
    pub(crate) fn new(words: impl IntoIterator<Item: Into<String>>) -> Self {
        let mut by_opening = FxHashMap::<_, Vec<(usize, String)>>::default();
        for (n, word) in words.into_iter().enumerate() {
            let word: String = word.into();
            let mut chars = word.chars();
            if let Some(first) = chars.next() {
                by_opening.entry((first, chars.next())).or_default().push((n, word));
            }
        }
        by_opening
            .values_mut()
            .for_each(|alike| alike.sort_by_key(|(_, word)| std::cmp::Reverse(word.len())));
        let first = by_opening.keys().map(|(first, _)| *first).collect();
        let second = by_opening.keys().map(|(_, second)| *second).collect();
        Self { first, second, by_opening }
    }

    /// The longest word with which a text begins: its index in the list, and its length in bytes.
    pub(crate) fn leading(&self, text: &str) -> Option<(usize, usize)> {
        let mut chars = text.chars();
        let (first, second) = (chars.next()?, chars.next());
        let longer = self.by_opening.get(&(first, second)).filter(|_| second.is_some());
        let known =
            longer.and_then(|words| words.iter().find(|(_, word)| text.starts_with(word.as_str())));
        let (n, word) = known.or_else(|| self.single(first)?.first())?;
        Some((*n, word.len()))
    }

    /// Whether a text is one of the words.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.leading(text).is_some_and(|(_, len)| len == text.len())
    }

    /// The words that have only this character.
    fn single(&self, first: char) -> Option<&Vec<(usize, String)>> {
        if self.second.is_some() { None } else { self.by_opening.get(&(first, None)) }
    }

    /// Whether a word may begin with the character before this text.
    fn may_go_on(&self, behind: &str) -> bool {
        self.second.as_ref().is_none_or(|second| behind.starts_with(|c| second.has(c)))
    }

    /// The words in a text from left to right, including those within others.
    pub(crate) fn all_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Found> + 'a {
        let begin = move |(at, first): (usize, char)| {
            let rest = text.get(at..)?;
            let behind = rest.get(first.len_utf8()..).filter(|behind| self.may_go_on(behind))?;
            let longer = behind.chars().next();
            let longer = longer.and_then(|second| self.by_opening.get(&(first, Some(second))));
            let words = self.single(first).into_iter().chain(longer).flatten();
            let here = words.filter(move |(_, word)| rest.starts_with(word.as_str()));
            Some(here.map(move |(n, word)| Found { n: *n, range: at..at + word.len() }))
        };
        self.first.places(text).filter_map(begin).flatten()
    }

    /// The first place of each word that a text contains, by the order of the list: the index of
    /// the word, and the byte at which it begins.
    pub(crate) fn first_places(&self, text: &str) -> Vec<(usize, usize)> {
        let mut places: Vec<_> =
            self.all_in(text).map(|found| (found.n, found.range.start)).collect();
        places.sort_unstable();
        places.dedup_by_key(|(n, _)| *n);
        places
    }

    /// Whether a text contains one of the words.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.find_iter(text).next().is_some()
    }

    /// The words in a text from left to right, the longest at each place, without overlaps.
    pub(crate) fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Found> + 'a {
        let mut end = 0;
        self.first.places(text).filter_map(move |(at, first)| {
            if at < end || !self.may_go_on(text.get(at + first.len_utf8()..)?) {
                return None;
            }
            let (n, len) = self.leading(text.get(at..)?)?;
            end = at + len;
            Some(Found { n, range: at..end })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leftmost_and_longest_words_are_found() {
        let words = Words::new(["县", "县司法局", "县司法", "司法局", "“甲", "法治"]);
        let found =
            |text: &str| words.find_iter(text).map(|one| (one.n, one.range)).collect::<Vec<_>>();
        assert_eq!(found("由县司法局"), [(1, 3..15)]);
        assert_eq!(found("县司法治"), [(2, 0..9)]);
        assert_eq!(
            found("县法治，“甲司法局县"),
            [(0, 0..3), (5, 3..9), (4, 12..18), (3, 18..27), (0, 27..30)]
        );
        assert_eq!(found("司法"), []);
        assert!(words.are_in("法治") && !words.are_in("法制"));
        let mut all: Vec<_> = words.all_in("县司法局").map(|found| found.n).collect();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3]);
        assert_eq!(words.first_places("法治司法局县县"), [(0, 15), (3, 6), (5, 0)]);
    }
}
