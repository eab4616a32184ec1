//! Classes of characters, decided without Unicode tables for everyday Chinese characters.

use regex::Regex;

/// The Chinese characters in documents, as a character class: those of `\p{Han}` without radicals
/// and tallies, in so few ranges that a pattern compiles in a third of the time.
pub(crate) const HAN: &str = "[々-〇㐀-鿿豈-\u{faff}\u{20000}-\u{3ffff}]";

/// Compiles a pattern in which `\p{Han}` means [`HAN`], which is several times faster than with all
/// of Unicode.
pub(crate) fn han_regex(pattern: &str) -> Result<Regex, regex::Error> {
    Regex::new(&pattern.replace(r"\p{Han}", HAN))
}

/// Whether a character is a letter, a digit or a Chinese character, like [`char::is_alphanumeric`].
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    is_common_han(c) || c.is_alphanumeric()
}

/// Whether a character is an everyday Chinese character, from the first Unicode block.
#[inline]
pub(crate) fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The first two characters of a text.
#[inline]
pub(crate) fn first_two(text: &str) -> Option<(char, char)> {
    let mut chars = text.chars();
    Some((chars.next()?, chars.next()?))
}

/// The digits with which a text begins, and the text behind them.
pub(crate) fn leading_digits(text: &str) -> (&str, &str) {
    text.split_at(text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len())
}

/// The characters of a text other than everyday Chinese characters, with their offsets: stops,
/// brackets, digits, letters.
///
/// These are few, and include everything that separates parts of a text. The others are skipped by
/// their first bytes.
#[inline]
pub(crate) fn signs(text: &str) -> Signs<'_> {
    Signs { text, at: 0 }
}

/// The iterator returned by [`signs`].
pub(crate) struct Signs<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Signs<'_> {
    type Item = (usize, char);

    #[inline]
    fn next(&mut self) -> Option<(usize, char)> {
        let mut rest = self.text.as_bytes().get(self.at..)?;
        while let [lead, second, _, behind @ ..] = rest
            && is_common_lead(*lead, *second)
        {
            rest = behind;
        }
        let at = self.text.len() - rest.len();
        let c = self.text.get(at..)?.chars().next()?;
        self.at = at + c.len_utf8();
        Some((at, c))
    }
}

/// Like [`signs`], but backwards from the byte `at`, over the last `reach` characters.
pub(crate) fn signs_before(
    text: &str,
    at: usize,
    reach: usize,
) -> impl Iterator<Item = (usize, char)> + '_ {
    let (mut end, mut left) = (at, reach);
    std::iter::from_fn(move || {
        let mut rest = text.as_bytes().get(..end)?;
        while left > 0
            && let [before @ .., lead, second, _] = rest
            && is_common_lead(*lead, *second)
        {
            (rest, left) = (before, left - 1);
        }
        left = left.checked_sub(1)?;
        let c = text.get(..rest.len())?.chars().next_back()?;
        end = rest.len() - c.len_utf8();
        Some((end, c))
    })
}

/// Whether an everyday Chinese character begins with these bytes: the first Unicode block is
/// encoded as E4 B8 80 to E9 BF BF.
#[inline]
fn is_common_lead(lead: u8, second: u8) -> bool {
    matches!(lead, 0xe5..=0xe9) || lead == 0xe4 && second >= 0xb8
}

/// A set of characters of the basic multilingual plane, one bit each.
#[derive(Clone, Debug)]
pub(crate) struct CharSet(Box<[u64; PLANE / 64]>);

/// The number of characters of the plane.
const PLANE: usize = 0x1_0000;

impl CharSet {
    /// Whether a character is in the set.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        self.has_code(c as usize)
    }

    #[inline]
    fn has_code(&self, code: usize) -> bool {
        self.0.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// The characters in a text that are in the set, with their offsets.
    pub(crate) fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, char)> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let mut rest = text.as_bytes().get(at..)?;
                // Most characters of a Chinese text have three bytes.
                while let [lead @ 0xe0..=0xef, second, third, behind @ ..] = rest
                    && !self.has_code(code(*lead, *second, *third))
                {
                    rest = behind;
                }
                let found = text.len() - rest.len();
                let c = text.get(found..)?.chars().next()?;
                at = found + c.len_utf8();
                if self.has(c) {
                    return Some((found, c));
                }
            }
        })
    }
}

/// The code point of a character of three bytes.
#[inline]
fn code(lead: u8, second: u8, third: u8) -> usize {
    (usize::from(lead) & 0xf) << 12 | (usize::from(second) & 0x3f) << 6 | usize::from(third) & 0x3f
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut words = Box::new([0; PLANE / 64]);
        for code in chars.into_iter().map(|c| c as usize) {
            if let Some(word) = words.get_mut(code / 64) {
                *word |= 1 << (code % 64);
            }
        }
        Self(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_unicode() {
        for c in ['县', '〇', 'a', '7', '①', '（', '。', ' ', '\u{3400}', '\u{20000}', 'é'] {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c}");
        }
        assert!(('\u{4e00}'..='\u{9fff}').all(char::is_alphanumeric));
    }

    #[test]
    fn the_class_of_chinese_characters_is_that_of_unicode_without_radicals() {
        let [ours, all] = [HAN, r"\p{Han}"]
            .map(|class| Regex::new(&format!(r"\A{class}\z")).expect("a class is a pattern"));
        let mut buffer = [0; 4];
        let missing: Vec<char> = ('\u{303c}'..='\u{ffff}')
            .filter(|c| {
                all.is_match(c.encode_utf8(&mut buffer))
                    && !ours.is_match(c.encode_utf8(&mut [0; 4]))
            })
            .collect();
        assert_eq!(missing, []);
        assert!(
            ["县", "〇", "々", "㐀", "𠀀"].iter().all(|c| ours.is_match(c)) && !ours.is_match("、")
        );
    }

    #[test]
    fn signs_are_what_is_no_everyday_chinese_character() {
        let text = "一、〇县\u{4dff}\u{4e00}\u{9fff}\u{a000}（1）局\u{20000}。";
        let found: Vec<_> = signs(text).collect();
        let expected: Vec<_> = text.char_indices().filter(|(_, c)| !is_common_han(*c)).collect();
        assert_eq!(found, expected);
        let back: Vec<_> = signs_before(text, text.len(), 100).collect();
        assert!(back.iter().rev().eq(&expected));
        assert_eq!(
            signs_before("，县局。县", "，县局。县".len(), 4).collect::<Vec<_>>(),
            [(9, '。')]
        );
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let set: CharSet = "县局a".chars().collect();
        assert!("县局a".chars().all(|c| set.has(c)));
        assert!(!"乡b\u{20000}".chars().any(|c| set.has(c)));
        let places: Vec<_> = set.places("县乡a\u{20000}é局b县").collect();
        assert_eq!(places, [(0, '县'), (6, 'a'), (13, '局'), (17, '县')]);
    }
}
