//! The form of the tables: a head, then a word a row with its other cells, between tabs.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::characters::CharSet;
use crate::words::Words;

/// The first `N` cells of each row of a table.
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).filter_map(|row| {
        let cells: Vec<_> = row.split('\t').take(N).collect();
        cells.try_into().ok()
    })
}

/// A table of words whose second column, `stands`, has the places in which each may stand.
pub(super) struct Table(pub(super) &'static str);

impl Table {
    /// The words that may stand in a place, in the order of the table.
    pub(super) fn list(&self, place: &str) -> Vec<&'static str> {
        let stands = |places: &str| places.split(',').any(|one| one == place);
        rows(self.0).filter(|[_, places]| stands(places)).map(|[word, _]| word).collect()
    }

    /// The same, to be looked for in running text or at its beginning.
    pub(super) fn words(&self, place: &str) -> Words {
        Words::new(self.list(place))
    }

    /// The same, to be looked for at the end of a text.
    pub(super) fn endings(&self, place: &str) -> Endings {
        Endings::new(self.list(place))
    }

    /// The same, to be taken from either end of a text.
    pub(super) fn affixes(&self, place: &str) -> Affixes {
        Affixes::new(self.list(place))
    }
}

/// Words with which a text begins or ends.
#[derive(Clone, Debug)]
pub(crate) struct Affixes {
    beginnings: Words,
    endings: Endings,
}

impl Affixes {
    pub(crate) fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let words: Vec<_> = words.into_iter().collect();
        Self { beginnings: Words::new(words.iter().copied()), endings: Endings::new(words) }
    }

    /// The text behind the longest word with which it begins.
    pub(crate) fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.beginnings.leading(text)?.1..)
    }

    /// The text before the longest word with which it ends: 不定期 ends with 定期.
    pub(crate) fn before<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.strip_suffix(self.endings.of(text)?)
    }
}

/// Words with which a text may end, by their last characters.
#[derive(Clone, Debug)]
pub(crate) struct Endings {
    words: FxHashMap<char, Vec<&'static str>>,
    /// Their last characters, since most texts end with none of them.
    last: CharSet,
}

impl Endings {
    pub(crate) fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut by_last: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
        for word in words {
            by_last.entry(word.chars().next_back().unwrap_or_default()).or_default().push(word);
        }
        // The longest first: 实施方案 ends with 方案.
        by_last.values_mut().for_each(|words| words.sort_by_key(|word| Reverse(word.len())));
        let mut last: Vec<char> = by_last.keys().copied().collect();
        last.sort_unstable();
        Self { words: by_last, last: last.into_iter().collect() }
    }

    /// The longest word with which a text ends.
    pub(crate) fn of(&self, text: &str) -> Option<&'static str> {
        let last = text.chars().next_back().filter(|c| self.last.has(*c))?;
        let words = self.words.get(&last)?;
        words.iter().copied().find(|word| text.ends_with(word))
    }

    /// Whether a text ends with one of the words.
    pub(crate) fn close(&self, text: &str) -> bool {
        self.of(text).is_some()
    }

    /// Whether a word ends with this character.
    pub(crate) fn may_end_in(&self, c: char) -> bool {
        self.last.has(c)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The tables whose second column has one or several of a few words, and these words.
    const OF_PLACES: [(&str, &str); 16] = [
        (include_str!("deadline.tsv"), "before behind made until was"),
        (
            include_str!("ending.tsv"),
            "branch charge class column group head issuer list name part partner rare short sign subject \
             subunit sure works",
        ),
        (include_str!("fixed.tsv"), "body by first on person want works"),
        (include_str!("frame.tsv"), "after before whole"),
        (include_str!("grant.tsv"), "given granted paid"),
        (
            include_str!("header.tsv"),
            "contact data label leader number owner people planned points report run text time warden",
        ),
        (include_str!("heading.tsv"), "charges states"),
        (
            include_str!("kind.tsv"),
            "about alone annex heading issued long numbered other page plan regional title \
             unclosed work years",
        ),
        (include_str!("measure.tsv"), "count money share size"),
        (include_str!("measured.tsv"), "part property shared size tally thing total yield"),
        (include_str!("page.tsv"), "button first last"),
        (include_str!("post.tsv"), "beside body nation"),
        (include_str!("review.tsv"), "before beside closes head"),
        (include_str!("role.tsv"), "bare label prose time verb"),
        (include_str!("verb.tsv"), "duty name order part task title"),
        (include_str!("zone.tsv"), "body region"),
    ];

    #[test]
    fn words_stand_in_known_places_and_there_is_one_for_each() {
        for (table, places) in OF_PLACES {
            let stands = rows(table).flat_map(|[_, stands]| stands.split(','));
            let known = places.split_whitespace().collect();
            assert_eq!(stands.collect::<BTreeSet<_>>(), known);
        }
    }

    #[test]
    fn tables_are_sorted_and_every_row_has_a_word_of_its_own_and_a_reason() {
        let others = [include_str!("manner.tsv"), include_str!("surname.tsv")];
        for table in OF_PLACES.map(|(table, _)| table).into_iter().chain(others) {
            assert!(rows(table).is_sorted_by(|[one], [next]| one < next), "{table}");
            is_whole(table);
        }
        // A verb may mean something else behind a title than before it.
        let relations = include_str!("relation.tsv");
        assert!(rows::<2>(relations).is_sorted_by(|one, next| one < next));
        is_whole(relations);
    }

    /// Checks that each row of a table has all cells of the first.
    fn is_whole(table: &str) {
        let n_columns = |row: &str| row.split('\t').filter(|cell| !cell.is_empty()).count();
        let mut lines = table.lines();
        let n = lines.next().map(n_columns);
        assert!(lines.all(|row| Some(n_columns(row)) == n), "{table}");
    }
}
