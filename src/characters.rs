//! Classes of characters, told without the tables of Unicode where the character is one of everyday Chinese.

use regex::Regex;

/// The Chinese characters that documents are written in, as a class of a pattern: those of `\p{Han}` without the radicals, in fewer ranges.
pub(crate) const HAN: &str = "[々〇〡-〩〸-〻㐀-䶿一-鿿豈-\u{faff}\u{20000}-\u{323af}]";

/// Compiles a pattern whose `\p{Han}` is what documents are written in; that is several times quicker than with all of Unicode.
pub(crate) fn han_regex(pattern: &str) -> Result<Regex, regex::Error> {
    Regex::new(&pattern.replace(r"\p{Han}", HAN))
}

/// Whether a character is a letter, a digit or a Chinese character, as [`char::is_alphanumeric`] tells it.
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    is_common_han(c) || c.is_alphanumeric()
}

/// Whether a character is one of the Chinese characters in everyday use, those of the first block of Unicode.
#[inline]
pub(crate) fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The two characters that a text begins with.
#[inline]
pub(crate) fn first_two(text: &str) -> Option<(char, char)> {
    let mut chars = text.chars();
    Some((chars.next()?, chars.next()?))
}

/// A set of characters of the basic plane, one bit for each.
#[derive(Clone, Debug)]
pub(crate) struct CharSet(Vec<u64>);

impl CharSet {
    /// Whether a character is in the set.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        let code = c as usize;
        self.0.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut words = vec![0; 0x1_0000 / 64];
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
        let [ours, all] =
            [HAN, r"\p{Han}"].map(|class| Regex::new(&format!(r"\A{class}\z")).expect("a class is a pattern"));
        let mut buffer = [0; 4];
        let missing: Vec<char> = ('\u{2fe0}'..='\u{ffff}')
            .filter(|c| all.is_match(c.encode_utf8(&mut buffer)) && !ours.is_match(c.encode_utf8(&mut [0; 4])))
            .collect();
        assert_eq!(missing, []);
        assert!(["县", "〇", "々", "㐀", "𠀀"].iter().all(|c| ours.is_match(c)) && !ours.is_match("、"));
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let set: CharSet = "县局a".chars().collect();
        assert!("县局a".chars().all(|c| set.has(c)));
        assert!(!"乡b\u{20000}".chars().any(|c| set.has(c)));
    }
}
