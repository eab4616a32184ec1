//! Digits that text recognition took for letters, or the other way round: `2O24年`, `l00%`,
//! `二0二四年`.

use super::line::Line;
use crate::context;

/// Characters after a number that is restored: `9O%`, `〔2O24〕l2号`.
const BEHIND: [char; 10] = ['年', '月', '日', '号', '%', '％', '〕', ']', '］', '】'];

/// The character to put in place of `c` at the byte `at` of a line: the digit it stands for if it
/// is part of a number, and `c` itself otherwise.
pub(super) fn figure(line: &str, at: usize, c: char) -> char {
    let before = line.get(..at).unwrap_or_default();
    let behind = line.get(at + c.len_utf8()..).unwrap_or_default();
    if is_zero(c) && is_amid_han_figures(before, behind) {
        return '〇';
    }
    if c.is_ascii_digit() {
        return c;
    }
    let head = before.trim_end_matches(is_figure);
    let tail = behind.trim_start_matches(is_figure);
    let number = line.get(head.len()..line.len() - tail.len()).unwrap_or_default();
    let is_apart = !head.ends_with(|c: char| c.is_ascii_alphanumeric());
    let is_number = number.contains(|c: char| c.is_ascii_digit()) && tail.starts_with(BEHIND)
        || number.chars().count() == 2 && tail.starts_with(['月', '日'])
        || may_count(number) && is_item(head, tail);
    match c {
        _ if !is_apart || !is_number => c,
        'l' | 'I' => '1',
        _ => '0',
    }
}

/// Whether a text has characters that [`restore`] would change.
pub(super) fn has_lookalikes(text: &str) -> bool {
    ["丶", "曰"].iter().any(|c| context::places(text, c).next().is_some())
}

/// Restores characters of a line that look like others: 丶 is `、`, and 曰 after a digit is 日.
pub(super) fn restore(line: &mut Line) {
    let text = line.text.as_str();
    let stroke = text.match_indices('丶').map(|(at, c)| (at..at + c.len(), Some('、')));
    let is_day = |at: &usize| {
        text.get(..*at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
    };
    let days = text.match_indices('曰').map(|(at, _)| at).filter(is_day);
    let mut changes: Vec<_> =
        stroke.chain(days.map(|at| (at..at + '曰'.len_utf8(), Some('日')))).collect();
    changes.sort_by_key(|(range, _)| range.start);
    line.rewrite(changes);
}

/// Whether figures may be the number of an item: l, 1l, l0.
fn may_count(figures: &str) -> bool {
    figures == "l" || figures.chars().count() <= 3 && figures.contains(|c: char| c.is_ascii_digit())
}

/// Whether figures between `head` and `tail` are the number of an item: `l.推进改造` at the
/// beginning of a line.
fn is_item(head: &str, tail: &str) -> bool {
    let text = tail.strip_prefix(['.', '．', '、']);
    head.trim().is_empty()
        && text.is_some_and(|text| !text.trim_start().starts_with(|c: char| c.is_ascii()))
}

fn is_zero(c: char) -> bool {
    matches!(c, '0' | 'O' | 'o' | 'Ｏ' | '〇' | '○')
}

/// Whether a character is a digit or may be a misread one.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || is_zero(c) || matches!(c, 'l' | 'I')
}

/// Whether a zero between these texts belongs to a number like 二〇〇四.
fn is_amid_han_figures(before: &str, behind: &str) -> bool {
    let is_han = |c: &char| "一二三四五六七八九".contains(*c);
    let is_other = |c: &char| !is_zero(*c);
    before.chars().rev().find(is_other).is_some_and(|c| is_han(&c))
        && behind.chars().find(is_other).is_some_and(|c| is_han(&c))
}

#[cfg(test)]
mod tests {
    use super::super::normalize::{self, normal};
    use super::*;

    #[test]
    fn characters_that_look_alike_are_restored() {
        let mut line = Line::default();
        normalize::line("一丶重点任务，6月30曰前，子曰", 0, &mut line);
        restore(&mut line);
        assert_eq!(line.text, "一、重点任务，6月30日前，子曰");
    }

    #[test]
    fn figures_are_told_from_letters() {
        for (raw, expected) in [
            ("2O24年l2月，lO月31日前", "2024年12月，10月31日前"),
            ("2〇24年，〔2O24〕l2号", "2024年，〔2024〕12号"),
            ("达到l00%、9O%", "达到100%、90%"),
            ("二0二四年，二OO四年，二ＯＯ四年", "二〇二四年，二〇〇四年，二〇〇四年"),
            ("l.推进改造", "1.推进改造"),
            ("l0.推进改造", "10.推进改造"),
            ("1l、推进改造", "11、推进改造"),
            ("4I.5亿元", "4I.5亿元"),
            ("O2O模式、H2O、CO2、Al层、IO号、l.a", "O2O模式、H2O、CO2、Al层、IO号、l.a"),
            ("A1O1号楼，二〇二四年", "A1O1号楼，二〇二四年"),
            ("100万元、20%", "100万元、20%"),
        ] {
            assert_eq!(normal(raw), expected);
        }
    }
}
