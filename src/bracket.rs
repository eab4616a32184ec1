//! Brackets: the text outside them, and where one closes.
//!
//! `县发改委、各乡镇（含街道、园区）` has one `、` outside brackets. Copies mix the kinds, so any
//! bracket of a set closes any other.

use std::ops::Range;

use crate::characters::is_common_han;

/// A set of brackets that may nest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brackets {
    open: &'static [char],
    close: &'static [char],
}

impl Brackets {
    /// `（）`.
    pub(crate) const ROUND: Self = Self { open: &['（'], close: &['）'] };
    /// The brackets of clauses: `（）` and `〔〕`.
    pub(crate) const CLAUSE: Self = Self { open: &['（', '〔'], close: &['）', '〕'] };
    /// `《》`.
    pub(crate) const BOOK: Self = Self { open: &['《'], close: &['》'] };
    /// The brackets of titles, which nest: `《〈〉》`.
    pub(crate) const TITLE: Self = Self { open: &['《', '〈'], close: &['》', '〉'] };
    /// The brackets of clauses, also as a copy may have misread them: `〈责任单位：县统计局〉`.
    pub(crate) const MISREAD: Self =
        Self { open: &['（', '〔', '〈'], close: &['）', '〕', '〉'] };
    /// The brackets of clauses, and `《》`.
    pub(crate) const ANY: Self =
        Self { open: &['（', '〔', '《'], close: &['）', '〕', '》'] };

    /// Whether a character opens a bracket.
    pub(crate) fn opens(self, c: char) -> bool {
        self.open.contains(&c)
    }

    /// How a character changes the depth: by 1, 0 or -1.
    #[inline]
    fn step(self, c: char) -> isize {
        if is_common_han(c) {
            return 0;
        }
        isize::from(self.open.contains(&c)) - isize::from(self.close.contains(&c))
    }

    /// The characters outside brackets, with their offsets. An unmatched closing bracket is one of
    /// them.
    pub(crate) fn outside(self, text: &str) -> impl Iterator<Item = (usize, char)> {
        let mut depth = 0_usize;
        text.char_indices().filter(move |(_, c)| {
            let before = depth;
            depth = depth.saturating_add_signed(self.step(*c));
            before == 0 && depth == 0
        })
    }

    /// A text without its brackets and what they hold.
    pub(crate) fn stripped(self, text: &str) -> String {
        self.outside(text).map(|(_, c)| c).collect()
    }

    /// What the outermost brackets of a text hold, and the text behind one that is never closed.
    pub(crate) fn held(self, text: &str) -> (Vec<&str>, Option<&str>) {
        let (mut held, mut rest) = (Vec::new(), text);
        while let Some((_, inner)) = rest.split_once(self.open) {
            let closed = self.close(inner).and_then(|at| inner.split_at_checked(at));
            let Some((whole, behind)) = closed else { return (held, Some(inner)) };
            held.push(whole);
            rest = behind;
        }
        (held, None)
    }

    /// Where the bracket that opened just before `text` closes.
    pub(crate) fn close(self, text: &str) -> Option<usize> {
        let mut depth = 1_isize;
        let closes = |(_, c): &(usize, char)| {
            depth += self.step(*c);
            depth == 0
        };
        text.char_indices().find(closes).map(|(at, _)| at)
    }

    /// How many more brackets a text opens than it closes.
    pub(crate) fn balance(self, text: &str) -> isize {
        text.chars().map(|c| self.step(c)).sum()
    }
}

/// Splits at any of `marks` outside brackets, into ranges that are not empty.
pub(crate) fn split(text: &str, marks: &[char]) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let has_words = marks.iter().any(|mark| is_common_han(*mark));
    for (at, c) in text.char_indices().filter(|(_, c)| has_words || !is_common_han(*c)) {
        depth = depth.saturating_add_signed(Brackets::ANY.step(c));
        if depth == 0 && marks.contains(&c) {
            parts.push(start..at);
            start = at + c.len_utf8();
        }
    }
    parts.push(start..text.len());
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_brackets_hold_is_passed_over() {
        let outside = |text: &str| Brackets::CLAUSE.stripped(text);
        for (text, expected) in [
            ("各镇（园区）、县直", "各镇、县直"),
            ("各镇（园区〔含飞地〕、街道）", "各镇"),
            ("各镇）、县直", "各镇）、县直"),
            ("各镇（园区", "各镇"),
        ] {
            assert_eq!(outside(text), expected);
        }
        assert_eq!(
            Brackets::TITLE.close("关于印发〈甲〉的通知》（国办发"),
            Some("关于印发〈甲〉的通知".len())
        );
        assert_eq!(Brackets::TITLE.close("关于印发〈甲〉的通知"), None);
        assert_eq!(Brackets::TITLE.held("《甲〈乙〉》和》《丙"), (vec!["甲〈乙〉"], Some("丙")));
        assert_eq!(split("甲（乙、丙）、、丁", &['、']), [0..18, 24..27]);
    }
}
