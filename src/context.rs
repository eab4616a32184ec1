//! The context of a place in a normalised text: its clause, its sentence, the title that contains
//! it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::characters::{signs, signs_before};
use crate::words::Words;

/// Characters that end a clause.
pub(crate) const CLAUSE: &[char] = &['，', '。', '；', '：', '！', '？', '\n'];
/// Characters that end a sentence.
pub(crate) const SENTENCE: &[char] = &['。', '；', '！', '？', '\n'];
/// How many characters of a clause or title are examined before and after a place.
const REACH: usize = 160;
/// The maximum length of a character, in bytes.
const LONGEST_CHARACTER: usize = 4;

/// Marks of the entries of a list.
pub(crate) const BULLETS: [char; 5] = ['•', '●', '·', '■', '◆'];

/// The range of a text without the mark of an entry at its beginning: `——县民政局`, `◆县卫健局`.
pub(crate) fn behind_mark(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let rest = piece.trim_start_matches(|c| BULLETS.contains(&c) || matches!(c, '—' | '-'));
    range.end - rest.len()..range.end
}

/// The last character boundary in a text that is not after `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// The text before byte `at`, back to the last of `stops`, which must not be Chinese characters.
pub(crate) fn before<'t>(text: &'t str, at: usize, stops: &[char]) -> &'t str {
    match signs_before(text, at, REACH).find(|(_, c)| stops.contains(c)) {
        Some((stop, c)) => text.get(stop + c.len_utf8()..at).unwrap_or_default(),
        None => last_chars(text, at, REACH),
    }
}

/// The clause before byte `at`.
pub(crate) fn clause_before(text: &str, at: usize) -> &str {
    before(text, at, CLAUSE)
}

/// The text after byte `at`, up to the first of `stops`, which must not be Chinese characters.
pub(crate) fn after<'t>(text: &'t str, at: usize, stops: &[char]) -> &'t str {
    let tail = text.get(at..).unwrap_or_default();
    let within = tail.get(..floor(tail, REACH * LONGEST_CHARACTER)).unwrap_or_default();
    let mut near = signs(within).take(REACH);
    let stop = near.find(|(_, c)| stops.contains(c)).map_or(within.len(), |(end, _)| end);
    first_chars(within.get(..stop).unwrap_or_default(), REACH)
}

/// Whether byte `at` is between `《` and its `》`.
pub(crate) fn in_title(text: &str, at: usize) -> bool {
    let mut depth = 0;
    for (_, c) in signs_before(text, at, REACH) {
        match c {
            '》' | '〉' => depth += 1,
            '《' | '〈' if depth == 0 => return true,
            '《' | '〈' => depth -= 1,
            '\n' => return false,
            _ => {}
        }
    }
    false
}

/// The character that ends at byte `at`.
pub(crate) fn previous(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character that begins at byte `at`.
pub(crate) fn next(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The last `n` characters before byte `at`.
pub(crate) fn last_chars(text: &str, at: usize, n: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let before = |end: usize| match head.as_bytes().get(..end) {
        // Most characters of a Chinese text have three bytes.
        Some([rest @ .., 0xe0..=0xef, _, _]) => rest.len(),
        _ => floor(head, end.saturating_sub(1)),
    };
    let start = (0..n).fold(head.len(), |end, _| before(end));
    head.get(start..).unwrap_or_default()
}

/// The first `n` characters of a text.
pub(crate) fn first_chars(text: &str, n: usize) -> &str {
    let end = text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Removes all repetitions of a word from the end of a text.
pub(crate) fn without_end<'t>(mut text: &'t str, word: &str) -> &'t str {
    while let Some(rest) = text.strip_suffix(word) {
        text = rest;
    }
    text
}

/// Whether `c` is a Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}')
}

/// The last of the elements that come first because they pass a test.
pub(crate) fn last_of<T>(elements: &[T], passes: impl Fn(&T) -> bool) -> Option<&T> {
    elements.get(elements.partition_point(passes).checked_sub(1)?)
}

/// The places of `word` in a text.
pub(crate) fn places(text: &str, word: &str) -> impl Iterator<Item = usize> {
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes())
}

/// The matches of a pattern, each of which contains a sign within `reach` characters of both its
/// ends: the text is searched for signs, and the pattern is tried only around them.
pub(crate) fn near<'a>(
    text: &'a str,
    pattern: &'static LazyLock<Regex>,
    signs: &'a Words,
    reach: usize,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut from = 0;
    signs.find_iter(text).filter_map(move |sign| {
        let sign = sign.range;
        let start = from.max(sign.start - last_chars(text, sign.start, reach).len());
        let end = sign.end + first_chars(text.get(sign.end..)?, reach).len();
        let found = pattern.find(text.get(start..end)?)?;
        let found = start + found.start()..start + found.end();
        // A match after the sign has a sign of its own.
        let holds = found.start <= sign.start && sign.end <= found.end;
        holds.then(|| {
            from = found.end;
            found
        })
    })
}

/// Checks that [`near`] finds even the longest match of a pattern as a whole.
#[cfg(test)]
pub(crate) fn reaches(pattern: &'static LazyLock<Regex>, signs: &Words, reach: usize) {
    let longest = crate::patterns::longest(pattern);
    let found: Vec<_> = near(&longest, pattern, signs, reach).map(|found| found.len()).collect();
    assert_eq!(found, [longest.len()], "{longest}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_and_titles_around_a_place() {
        let text = "加强培训，落实《关于印发〈甲〉的通知》，提高能力。";
        let at = text.find("甲").expect("the text has it");
        assert!(in_title(text, at));
        assert!(in_title(text, text.find("通知").expect("the text has it")));
        assert!(!in_title(text, text.find("提高").expect("the text has it")));
        assert_eq!(before(text, text.find('《').expect("the text has it"), CLAUSE), "落实");
        assert_eq!(after(text, text.find("提高").expect("the text has it"), CLAUSE), "提高能力");
        assert_eq!(last_chars(text, at, 3), "印发〈");
    }
}
