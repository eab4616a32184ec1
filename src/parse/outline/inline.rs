//! Numbers in the middle of a block, in copies that lost their line breaks: which of them open an
//! item.

use std::ops::Range;
use std::sync::LazyLock;

use super::walk::{HEADING, Walk};
use crate::characters::{CharSet, leading_digits};
use crate::clause::{ends_as_a_label, names_a_unit, who_end};
use crate::context;
use crate::numeral;
use crate::parse::letterhead;
use crate::parse::numbering::{self, Kind, Number};

/// How far from the first inline number the second must be, in bytes.
pub(super) const SIBLING_WITHIN: usize = 6000;

/// Characters that may begin a number, and those that decide whether it may open an item.
static MARKS: LazyLock<CharSet> = LazyLock::new(|| {
    let numbers = "（第一二三四五六七八九十—0123456789".chars();
    let numbers = numbers.chain('①'..='⑳').chain('⑴'..='⒛');
    numbers.chain("《》）〔〕。；：".chars()).collect()
});

/// The place of an inline number.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) before: char,
    /// Whether there is no stop between the previous number and this one.
    pub(super) heading: bool,
    /// Whether it is in a bracket that its sentence opened.
    pub(super) is_enclosed: bool,
}

impl Walk<'_> {
    /// Finds the next number in `range` that opens an item.
    pub(super) fn next_inline(&self, range: Range<usize>) -> Option<(usize, Number)> {
        let piece = self.text.get(range.clone())?;
        let (mut depth, mut stop_seen) = (0_usize, false);
        for (at, c) in MARKS.places(piece) {
            let before = context::previous(piece, at);
            if may_open(c, before)
                && let Some(number) = numbering::leading(piece.get(at..)?)
                    .or_else(|| self.before_figure(range.start + at, before))
                && let Some(before) = before
            {
                let heading = !stop_seen && at < HEADING * 3;
                let is_enclosed = depth > 0 && before != '。';
                let place = Place { at: range.start + at, before, heading, is_enclosed };
                if self.accepts(number, place) {
                    return Some((place.at, number));
                }
            }
            match c {
                '《' | '（' | '〔' => depth += 1,
                '》' | '）' | '〕' => depth = depth.saturating_sub(1),
                '。' => (depth, stop_seen) = (0, true),
                '；' | '：' => stop_seen = true,
                _ => {}
            }
        }
        None
    }

    /// The next number before a name that begins with a figure, `11.121人才工程`: it comes behind a
    /// stop or a clause, and so does the one after it.
    fn before_figure(&self, at: usize, before: Option<char>) -> Option<Number> {
        let rest = self.text.get(at..).filter(|_| matches!(before, Some('。' | '）' | '〕')))?;
        let (digits, behind) = leading_digits(rest);
        let value: u32 = digits.parse().ok()?;
        let behind = behind.strip_prefix('.')?;
        let open = self.stack.last().map(|n| &self.items[*n])?;
        let follows = open.kind == Kind::Arabic && open.value + 1 == value;
        // 2.35亿元 is an amount, 2.121人才工程 is none.
        let (figure, name) = leading_digits(behind);
        let is_figure = follows && figure.len() == 3 && name.starts_with(context::is_han);
        let next = format!("{}.", value + 1);
        let end = context::floor(self.text, at + SIBLING_WITHIN);
        let ahead = self.text.get(at..end).filter(|_| is_figure)?;
        let mut places = ahead.match_indices(&next).map(|(place, _)| place);
        let goes_on = places.any(|place| {
            ahead.get(..place).is_some_and(|text| text.ends_with(['。', '）', '〕', '\n']))
        });
        goes_on.then(|| Number::new(Kind::Arabic, value, rest.len() - behind.len()))
    }

    fn accepts(&self, number: Number, place: Place) -> bool {
        // In a bracket that was never closed, an item can begin only after a stop.
        !place.is_enclosed && self.counts_on(number, place) || self.bridges(number, place)
    }

    /// Whether a number opens an item because it is the next one, or the first.
    fn counts_on(&self, number: Number, place: Place) -> bool {
        if number.damaged
            || number.value == 0
            || number.kind == Kind::Chapter && place.before != '。'
        {
            return false;
        }
        let is_next = self.last.precedes(number.kind, number.value);
        let bound = matches!(place.before, '。' | '！' | '？' | '）' | '〕' | '”' | '：' | '；');
        let under_heading = place.heading
            && self.stack.last().is_some_and(|top| self.items[*top].kind < number.kind);
        match self.open_of(number.kind) {
            Some(_) => {
                // The copy has no stop after a formula:
                // `…（10%）年度分值=（上半年+下半年）÷2（二）实行百分制`.
                let lost = self.collapsed
                    && number.kind == Kind::HanBracketed
                    && place.before.is_ascii_digit();
                is_next && (bound || lost || self.follows_clause(number, place))
            }
            None => {
                let runs_on = number.value > 1 && is_next;
                let begins = number.value == 1 || runs_on;
                let enumerates = place.before == '：'
                    && number.kind > Kind::Arabic
                    && !self.holds_sentence(place.at);
                let after_stop = matches!(place.before, '。' | '）' | '〕')
                    || self.collapsed && bound && place.before != '；' && !enumerates;
                let allowed = under_heading
                    || self.begins_list(number, place)
                    || after_stop && (self.collapsed || number.kind <= Kind::Arabic);
                begins
                    && allowed
                    && !follows_date(number, place)
                    && (runs_on || self.has_sibling(number, place.at))
            }
        }
    }

    /// Whether sections begin behind a colon in a short text without other numbers:
    /// `现批复如下：一、同意立项。二、落实资金。`
    fn begins_list(&self, number: Number, place: Place) -> bool {
        let ahead = || {
            let end = context::floor(self.text, place.at + SIBLING_WITHIN);
            self.text.get(place.at..end)?.split('\n').next()
        };
        !self.has_numbers
            && self.stack.is_empty()
            && number.kind == Kind::Han
            && place.before == '：'
            && ahead().is_some_and(|ahead| ahead.contains("。二、") || ahead.contains("）二、"))
    }

    /// `…公安局 4.着力…`: the next item comes directly after a list of names.
    pub(super) fn follows_clause(&self, number: Number, place: Place) -> bool {
        if follows_date(number, place) {
            return self.collapsed && self.follows_time(place);
        }
        let start = context::floor(self.text, place.at.saturating_sub(SIBLING_WITHIN));
        let before = self.text.get(start..place.at).unwrap_or_default();
        let tail = before.rsplit(['。', '\n']).next().unwrap_or_default();
        let before = |(at, _): (usize, &str)| tail.get(..at).unwrap_or_default();
        let is_labelled = tail.match_indices('：').map(before).any(|one| who_end(one).is_some());
        let last = tail.rsplit(['、', '，', '：']).next().unwrap_or_default();
        is_labelled && (number.kind > Kind::Han || names_a_unit(last))
    }

    /// `…完成时限：2022年12月五、…`: the next section comes directly after the time behind a label.
    fn follows_time(&self, place: Place) -> bool {
        /// The maximum length of a time with its label, in characters.
        const LONGEST: usize = 30;
        let tail = context::last_chars(self.text, place.at, LONGEST);
        let label = tail.rsplit_once('：').map(|(label, _)| label);
        label.is_some_and(|label| ends_as_a_label(label) && who_end(label).is_none())
    }

    /// Whether the first point of an enumeration is a whole sentence. The points of
    /// `其中：（1）公益类企业…；（2）…` share one.
    fn holds_sentence(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find(['。', '；', '\n'])
            .and_then(|end| rest.get(end..))
            .is_some_and(|end| end.starts_with('。'))
    }

    /// Whether the next number of the same kind occurs further on; `一、` does not need one.
    pub(super) fn has_sibling(&self, number: Number, at: usize) -> bool {
        let next = |n: u32| match number.kind {
            Kind::Han => format!("{}、", numeral::han(number.value + n)),
            Kind::Arabic => format!("{}.", number.value + n),
            kind => numbering::label(kind, number.value + n),
        };
        let end = context::floor(self.text, at + SIBLING_WITHIN);
        let ahead = self.text.get(at..end).unwrap_or_default();
        match number.kind {
            Kind::Han => true,
            // The copy may have lost one.
            Kind::HanBracketed => ahead.contains(&next(1)) || ahead.contains(&next(2)),
            Kind::Arabic => ahead.contains(&next(1)) || ahead.contains(&next(1).replace('.', "、")),
            _ => ahead.contains(&next(1)),
        }
    }
}

/// Whether a sentence, or a clause behind it, ends with a character.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '）' | '〕' | '”')
}

/// Whether a clause may end with a character, though its bracket was lost: 负责, 牵头, 各部门.
fn ends_clause(c: char) -> bool {
    letterhead::ends_body(c) || matches!(c, '责' | '头' | '合' | '与' | '实' | '门' | '位')
}

/// Whether a time may end with a character.
fn is_time_end(c: char) -> bool {
    matches!(c, '月' | '日' | '底' | '前' | '末')
}

/// Whether `一、` comes behind what may be a day: `12月一、二日`.
fn follows_date(number: Number, place: Place) -> bool {
    number.kind == Kind::Han && is_time_end(place.before)
}

/// Whether a number may begin with `c` after `before`.
fn may_open(c: char, before: Option<char>) -> bool {
    match c {
        '（' | '〔' | '第' | '①'..='⑳' | '⑴'..='⒛' => true,
        '0'..='9' => before.is_none_or(|c| {
            !c.is_ascii_alphanumeric() && !matches!(c, '.' | '—' | '-' | '第' | '〔')
        }),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '—' => {
            matches!(before, Some('。' | '）' | '〕' | '：' | '；' | '！' | '”'))
                || before.is_some_and(|c| ends_clause(c) || is_time_end(c))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::parse;
    use crate::read::Source;

    /// The paths of the items of a text that lost its line breaks.
    fn paths(end: &str) -> Vec<String> {
        let filler = "加强监督检查，落实工作责任，".repeat(60);
        let text = format!("某县节水行动方案\n一、任务1.改造管网。{filler}改造。{end}");
        let outline = parse(&Source { text, ..Source::default() });
        (0..outline.items.len()).map(|n| outline.path(n)).collect()
    }

    #[test]
    fn a_name_behind_a_number_may_begin_with_a_figure() {
        for (end, last) in [
            ("2.121人才工程。培养人才。3.装表。", "一/3"),
            ("2.121人才工程。培养人才。", "一/1"),
            ("用水2.5万吨。3.装表。", "一/1"),
            ("2.5万吨用水要节约。装表。", "一/1"),
            ("2.35亿元用于改管。3.装表。", "一/1"),
        ] {
            assert_eq!(paths(end).last().map(String::as_str), Some(last), "{end}");
        }
    }

    #[test]
    fn a_section_may_follow_the_time_behind_a_label() {
        for (end, last) in [
            ("完成时限：2024年12月二、要求2.更新水表。安装阀门。", "二/2"),
            ("责任单位：县水利局完成时限：6月底二、要求2.更新水表。安装阀门。", "二/2"),
            ("检修时间为12月二、三日。", "一"),
        ] {
            assert_eq!(paths(end).last().map(String::as_str), Some(last), "{end}");
        }
    }
}
