//! The form of the tables: a head, then a word a row with its other cells, between tabs.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

/// The first `N` cells of each row of a table.
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).filter_map(|row| {
        let cells: Vec<_> = row.split('\t').take(N).collect();
        cells.try_into().ok()
    })
}

/// The words of a table whose second column, `stands`, has a place, among others or alone.
pub(crate) fn standing(table: &'static str, place: &str) -> impl Iterator<Item = &'static str> {
    let stands = move |places: &str| places.split(',').any(|one| one == place);
    rows(table).filter(move |[_, places]| stands(places)).map(|[word, _]| word)
}

/// Words with which a text begins or ends.
#[derive(Clone, Debug)]
pub(crate) struct Affixes(Vec<&'static str>);

impl Affixes {
    /// Takes the longest first: 不定期 ends with 定期.
    pub(crate) fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_by_key(|word| Reverse(word.len()));
        Self(words)
    }

    /// The text behind the word with which it begins.
    pub(crate) fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.0.iter().find_map(|word| text.strip_prefix(word))
    }

    /// The text before the word with which it ends.
    pub(crate) fn before<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.0.iter().find_map(|word| text.strip_suffix(word))
    }
}

/// Words with which a text may end, by their last characters.
#[derive(Clone, Debug)]
pub(crate) struct Endings(FxHashMap<char, Vec<&'static str>>);

impl Endings {
    pub(crate) fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut endings: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
        for word in words {
            endings.entry(word.chars().next_back().unwrap_or_default()).or_default().push(word);
        }
        // The longest first: 实施方案 ends with 方案.
        endings.values_mut().for_each(|words| words.sort_by_key(|word| Reverse(word.len())));
        Self(endings)
    }

    /// The longest word with which a text ends.
    pub(crate) fn of(&self, text: &str) -> Option<&'static str> {
        let words = self.0.get(&text.chars().next_back()?)?;
        words.iter().copied().find(|word| text.ends_with(word))
    }

    /// Whether a text ends with one of the words.
    pub(crate) fn close(&self, text: &str) -> bool {
        self.of(text).is_some()
    }

    /// Whether a word ends with this character.
    pub(crate) fn may_end_in(&self, c: char) -> bool {
        self.0.contains_key(&c)
    }
}

/// Checks a table, and that its words stand nowhere but in these places.
#[cfg(test)]
pub(crate) fn stands_in(table: &'static str, places: &[&str]) {
    for [word, stands] in checked(table) {
        assert!(stands.split(',').all(|place| places.contains(&place)), "{word}");
    }
}

/// Checks that a table is sorted, has no row twice, and that each row has a word, a reason and all
/// cells between them; returns the first `N` cells of each.
#[cfg(test)]
pub(crate) fn checked<const N: usize>(table: &'static str) -> Vec<[&'static str; N]> {
    let n_columns = table.lines().next().unwrap_or_default().split('\t').count();
    let lines: Vec<_> = table.lines().skip(1).collect();
    assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
    for line in lines {
        let cells: Vec<_> = line.split('\t').collect();
        assert!(cells.len() == n_columns && cells.iter().all(|cell| !cell.is_empty()), "{line}");
    }
    rows(table).collect()
}
