//! Gives regular numbers to lines that begin with odd ones: `（一深化改革。`, `1 深化改革。`,
//! `1.1 深化改革。` below `一、`, `【1】深化改革。`, and headings such as `一 总体要求` or
//! `第一、总体要求`.
//!
//! Prose can begin like that, too, so such a number only counts as the next in a sequence.

use std::collections::BTreeMap;
use std::ops::Range;

use super::headings::Numbered;
use super::lines::as_set;
use super::normalize::normal;
use super::numbering::{self, Kind};
use crate::characters::leading_digits;
use crate::context::{self, is_han};

/// The maximum length of a number with its marks, in characters.
const LONGEST: usize = 10;
/// The maximum length of a heading, in characters.
const HEADING: usize = 30;

/// The number at the beginning of a line.
#[derive(Clone, Copy)]
struct Mark {
    kind: Kind,
    value: u32,
    /// The length of the odd number, blanks included, in bytes; 0 for a regular one.
    len: usize,
    /// The number of the section above it: 2 in `2.1`.
    within: Option<u32>,
}

/// Returns regular numbers for lines with odd ones, keyed by the offsets of the lines.
pub(super) fn numbers(source: &str, contents: &[Range<usize>]) -> BTreeMap<usize, Numbered> {
    let is_listed = |start: &usize| contents.iter().any(|listed| listed.contains(start));
    let lines = as_set(source).filter(|(_, start)| !is_listed(start));
    let marks: Vec<_> =
        lines.filter_map(|(line, start)| mark(line).map(|mark| (start, mark))).collect();
    let mut open = Open::default();
    let mut numbers = BTreeMap::new();
    for (n, (start, mark)) in marks.iter().enumerate() {
        let behind = marks.get(n + 1..).unwrap_or_default();
        if mark.len > 0 {
            let Some(kind) = open.kind_of(*mark, behind) else { continue };
            let number = numbering::mark(kind, mark.value);
            numbers.insert(*start, Numbered { number, replaced: mark.len });
        }
        open.take(*mark);
    }
    numbers
}

/// The last numbers read.
#[derive(Default)]
struct Open {
    /// The last of each kind.
    last: numbering::Last,
    /// The last number of two places.
    of_two: Option<(u32, u32)>,
}

impl Open {
    fn take(&mut self, mark: Mark) {
        if let Some(within) = mark.within {
            self.of_two = Some((within, mark.value));
            return;
        }
        self.last.take(mark.kind, mark.value);
    }

    /// The kind that an odd number stands for; `None` if it is not the next in a sequence.
    fn kind_of(&self, mark: Mark, behind: &[(usize, Mark)]) -> Option<Kind> {
        let Some(within) = mark.within else {
            let follows = self.last.precedes(mark.kind, mark.value);
            return (follows || begins(mark, behind)).then_some(mark.kind);
        };
        // A section may have a single item: 2.1.
        let follows = self.of_two.is_some_and(|(section, last)| match section == within {
            true => mark.value == last + 1,
            false => mark.value == 1,
        });
        let sections = [(Kind::HanBracketed, Kind::Arabic), (Kind::Han, Kind::HanBracketed)];
        let below = sections.iter().find(|(kind, _)| self.last.of(*kind) == Some(within));
        below.filter(|_| follows || begins(mark, behind)).map(|(_, kind)| *kind)
    }
}

/// Whether a number is the first, and the second of its kind follows.
fn begins(mark: Mark, behind: &[(usize, Mark)]) -> bool {
    /// How many numbers may stand between them.
    const BETWEEN: usize = 12;
    let is_alike = |other: &&Mark| other.kind == mark.kind && other.within == mark.within;
    let near = behind.iter().take(BETWEEN).map(|(_, other)| other);
    mark.value == 1 && near.into_iter().find(is_alike).is_some_and(|second| second.value == 2)
}

/// The number at the beginning of a line.
fn mark(line: &str) -> Option<Mark> {
    let bare = line.trim_start();
    let first = bare.chars().next()?;
    let may_be = first.is_ascii_digit() || "（(【[〔第一二三四五六七八九十".contains(first);
    if !may_be {
        return None;
    }
    let head = normal(context::first_chars(bare, LONGEST * 2));
    if let Some(number) = numbering::leading(&head) {
        let kind = Some(number.kind).filter(|_| !number.damaged)?;
        return Some(Mark { kind, value: number.value, len: 0, within: None });
    }
    let odd = half_bracketed(bare).or_else(|| boxed(bare)).or_else(|| spaced(bare));
    let (mark, text) = odd.or_else(|| heading(bare))?;
    let len = line.len() - text.len();
    text.starts_with(is_han).then_some(Mark { len, ..mark })
}

fn odd(kind: Kind, value: u32, within: Option<u32>) -> Mark {
    Mark { kind, value, len: 0, within }
}

/// Reads `（一深化改革。`, whose second bracket was lost.
fn half_bracketed(bare: &str) -> Option<(Mark, &str)> {
    let inner = bare.strip_prefix(['（', '('])?;
    let (value, len) = numbering::leading_bare(inner)?;
    let text = inner.get(len..)?.trim_start();
    is_item(text).then(|| (odd(Kind::HanBracketed, value, None), text))
}

/// Reads `【1】深化改革。`.
fn boxed(bare: &str) -> Option<(Mark, &str)> {
    let (digits, rest) = leading_digits(bare.strip_prefix(['【', '〔', '['])?);
    let text = rest.strip_prefix(['】', '〕', ']'])?.trim_start();
    let value = place(digits)?;
    is_item(text).then(|| (odd(Kind::Arabic, value, None), text))
}

/// Reads `1 深化改革。` and `1.1 深化改革。`.
fn spaced(bare: &str) -> Option<(Mark, &str)> {
    let (digits, rest) = leading_digits(bare);
    let first = place(digits)?;
    let (second, rest) = match rest.strip_prefix(['.', '．']) {
        Some(rest) => {
            let (digits, rest) = leading_digits(rest);
            (Some(place(digits)?), rest)
        }
        None => (None, rest),
    };
    let text = rest.trim_start();
    let is_apart = text.len() < rest.len()
        && !numbering::begins_with_unit(text)
        && (second.is_some() || is_item(text));
    let (value, within) = second.map_or((first, None), |second| (second, Some(first)));
    is_apart.then(|| (odd(Kind::Arabic, value, within), text))
}

/// Reads the number of a heading that has a blank or a comma for its mark, `一 总体要求`,
/// `一，总体要求`, or a word before it, `第一、总体要求`.
fn heading(bare: &str) -> Option<(Mark, &str)> {
    let counted = bare.strip_prefix('第');
    let (value, len) = numbering::leading_bare(counted.unwrap_or(bare))?;
    let rest = counted.unwrap_or(bare).get(len..)?;
    let mark = |c: char| c.is_whitespace() || matches!(c, '，' | ',');
    let marks = |c: char| mark(c) || counted.is_some() && c == '、';
    let text = rest.trim_start_matches(marks);
    let is_heading = text.len() < rest.len()
        && (4..=HEADING).contains(&text.trim_end().chars().count())
        && text.trim_end().chars().all(|c| is_han(c) || c == '、');
    is_heading.then(|| (odd(Kind::Han, value, None), text))
}

/// Whether a text can be that of an item: a short sentence, then more.
fn is_item(text: &str) -> bool {
    let title = text.split_once('。').map(|(title, rest)| (title.chars().count(), rest.trim()));
    title.is_some_and(|(n_chars, rest)| (4..=60).contains(&n_chars) && !rest.is_empty())
}

/// Reads one place of a number, from 1 to 99.
fn place(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|place| (1..100).contains(place) && digits.len() <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_numbers_count_in_sequence() {
        for (source, expected) in [
            ("（一改造管网。更新。\n（二安装水表。检修。", "（一） （二）"),
            ("（一）改造管网。更新。\n（二安装水表。检修。\n（三）巡查。", "（二）"),
            ("一、任务\n1 改造管网。更新。\n02 安装水表。检修。", "1. 2."),
            (
                "一、任务\n1.1 改造管网。更新。\n1.2 装表。\n二、要求\n2.1 巡查。",
                "（一） （二） （一）",
            ),
            ("一、任务\n（一）改造\n1.1 改造管网。更新。\n1.2 装表。", "1. 2."),
            ("【1】改造管网。更新。\n【2】安装水表。检修。", "1. 2."),
            (
                "一、任务\n（一改造管网。更新。\n（二安装水表。检修。\n二、要求\n（三检修管网。更新。",
                "（一） （二） （三）",
            ),
            ("一 总体要求\n（一）改造\n二　重点任务", "一、 二、"),
            ("一，总体要求\n二，重点任务", "一、 二、"),
            ("第一、总体要求\n第二、重点任务", "一、 二、"),
            ("（一般情况下不得更改。经批准的除外。", ""),
            ("1 改造管网。更新。\n3 安装水表。检修。", ""),
            ("1 改造管网 县水利局\n2 安装水表 县水利局", ""),
            ("1 月底前改造管网。更新。\n2 月底前安装水表。检修。", ""),
            ("1.1 万亿元的产值。更新。\n1.2 万亿元的产值。", ""),
            ("一 体化推进改革\n三 项工作要求", ""),
        ] {
            let numbers: Vec<String> =
                numbers(source, &[]).into_values().map(|one| one.number).collect();
            assert_eq!(numbers.join(" "), expected, "{source}");
        }
    }
}
