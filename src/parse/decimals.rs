//! Numbers with several places, `2.1 指挥机构`, as emergency plans (应急预案) and standards use
//! them. Their items get the numbers of GB/T 9704-2012 instead; the level is the number of places.
//!
//! Lines can begin with figures, too: `1.8万亿元`. So these numbers only count if they follow one
//! another through the text, starting with 1 or 1.1, and nothing else numbers its first levels.
//! Before a heading, one number may be missing, and a single place needs no space: `1总则`. Lists
//! below such headings, `（一）`, get a level of their own.

mod line;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use self::line::{Line, lines};
use super::headings::{KINDS, Numbered};
use super::numbering::{self, Kind};

/// The minimum number of numbers with more than one place in such a text.
const LEAST: usize = 3;
/// How many lines that look like items must be left out of an outline to put it in doubt.
const LEAST_LEFT: usize = 2;
/// The items of a text that begin with numbers of several places.
#[derive(Debug, Default)]
pub(super) struct Decimals {
    /// Lines that begin with such a number, or are in a list below one, keyed by their offsets.
    pub(super) numbers: BTreeMap<usize, Numbered>,
    /// The offset of the first line that looks like such an item but was not read as one.
    pub(super) unread: Option<usize>,
}

/// Reads the numbers of several places in a text, except in the given tables of contents.
pub(super) fn decimals(source: &str, contents: &[Range<usize>]) -> Decimals {
    let lines = lines(source, contents);
    // `1.` may be a number of the first level, unless it also numbers other lists.
    let read = in_sequence(&lines, true).or_else(|| in_sequence(&lines, false));
    let numbers = read.unwrap_or_default();
    let mut unread = lines.iter().filter(|(start, line)| match line {
        Line::Number(number) => {
            number.places.len() > 1 && number.is_heading && !numbers.contains_key(start)
        }
        _ => false,
    });
    let first = unread.next().map(|(start, _)| *start);
    // A single one may be a figure at the beginning of a line.
    let least = if numbers.is_empty() { LEAST } else { LEAST_LEFT };
    Decimals { unread: first.filter(|_| unread.count() + 1 >= least), numbers }
}

/// Reads numbers that follow one another. With `takes_entries`, a number such as `1.` may be one of
/// them. Returns `None` if the numbers do not make an outline.
fn in_sequence(lines: &[(usize, Line)], takes_entries: bool) -> Option<BTreeMap<usize, Numbered>> {
    let numbered = || {
        lines.iter().filter_map(|(start, line)| match line {
            Line::Number(number) => Some((*start, number)),
            _ => None,
        })
    };
    let all: BTreeSet<&[u32]> = numbered().map(|(_, number)| number.places.as_slice()).collect();
    let mut numbers = BTreeMap::new();
    let mut last: Vec<u32> = Vec::new();
    let (mut n_deep, mut n_stray) = (0, 0);
    let mut next = numbered().skip(1);
    for (start, number) in numbered() {
        let places = &number.places;
        let next = next.next().map(|(_, number)| number.places.as_slice());
        // Another document of the same source begins at 1 again.
        if *places == [1] && next == Some(&[1, 1]) && last.first().is_some_and(|top| *top > 1) {
            last.clear();
        }
        let is_deep = usize::from(places.len() > 1);
        let is_next = follows(places, &last) || number.is_heading && skips(places, &last, &all);
        match is_next && (number.is_heading || !number.is_bare) {
            _ if number.is_entry && !takes_entries => {}
            true => {
                n_deep += is_deep;
                let (kind, value) = KINDS.get(places.len() - 1).zip(places.last())?;
                let written = numbering::mark(*kind, *value);
                numbers.insert(start, Numbered { number: written, replaced: number.len });
                last.clone_from(places);
            }
            false if number.is_entry => return None,
            // A figure that begins a line: 1.8万亿元.
            false => n_stray += is_deep,
        }
    }
    let is_outline = n_deep >= LEAST && n_stray < n_deep;
    let lists = lists(lines, &numbers).filter(|_| is_outline)?;
    numbers.extend(lists);
    Some(numbers)
}

/// Reads lists below numbers of several places, `2.3 成员单位职责` ⏎ `（一）县公安局`, as a level
/// of their own. Returns `None` if the document numbers its first levels in another way.
fn lists(
    lines: &[(usize, Line)],
    numbers: &BTreeMap<usize, Numbered>,
) -> Option<BTreeMap<usize, Numbered>> {
    let mut lists = BTreeMap::new();
    let (mut is_outline, mut is_other) = (false, false);
    let mut under: Option<Kind> = None;
    for (start, line) in lines {
        match line {
            Line::Number(_) if numbers.contains_key(start) => {
                (is_outline, under) = (true, None);
            }
            Line::Number(_) => {}
            Line::Break => (is_outline, is_other) = (false, false),
            Line::Other(Kind::HanBracketed, value, len) if is_outline => {
                if under == Some(Kind::ArabicBracketed) {
                    return None;
                }
                under = Some(Kind::HanBracketed);
                let number = numbering::mark(Kind::ArabicBracketed, *value);
                lists.insert(*start, Numbered { number, replaced: *len });
            }
            Line::Other(Kind::ArabicBracketed, ..) => {
                if under == Some(Kind::HanBracketed) {
                    return None;
                }
                under = Some(Kind::ArabicBracketed);
            }
            Line::Other(..) => is_other = true,
        }
        if is_outline && is_other {
            return None;
        }
    }
    Some(lists)
}

/// Whether a number comes directly after another: 2.2 or 3 after 2.1.4, 2.1.1 after 2.1.
fn follows(places: &[u32], last: &[u32]) -> bool {
    let Some((own, above)) = places.split_last() else { return false };
    match last.get(above.len()) {
        Some(before) => last.starts_with(above) && *own == before + 1,
        // The heading above the first number may be lost: 1.1.
        None => *own == 1 && (above == last || last.is_empty() && above == [1]),
    }
}

/// Whether exactly one number is missing between another and this one, 2.3 after 2.1, and is
/// nowhere in the text.
fn skips(places: &[u32], last: &[u32], all: &BTreeSet<&[u32]>) -> bool {
    let Some((own, above)) = places.split_last().filter(|(own, _)| **own > 1) else {
        return false;
    };
    let missing: Vec<u32> = above.iter().copied().chain([own - 1]).collect();
    !last.is_empty() && follows(&missing, last) && !all.contains(missing.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_those_of_items() {
        for (source, expected) in [
            (
                "某预案\n1 总则\n1.1 编制目的\n为做好工作。\n1.2编制依据\n2　组织体系\n2.1 指挥部\n2.1.1 职责\n2.1.2 成员\n",
                "一、 （一） （二） 二、 （一） 1. 2.",
            ),
            ("1.1 目的\n1.2 依据\n1.3 原则\n", "（一） （二） （三）"),
            ("1 总则\n1.1 目的\n1.8万亿元\n1.2 依据\n", ""),
            ("1 总则\n1.1 目的\n1.8万亿元\n1.2 依据\n1.3 原则\n", "一、 （一） （二） （三）"),
            ("一、总则\n1.1 目的\n1.2 依据\n1.3 原则\n", ""),
            ("1 总则\n1.1 目的\n1.2 依据\n1.3 原则\n二、体系\n", ""),
            (
                "一、请落实。\n2024年3月5日\n1 总则\n1.1 目的\n1.2 依据\n2 体系\n2.1 机构\n附件1\n一、清单\n",
                "一、 （一） （二） 二、 （一）",
            ),
            (
                "1 总则\n1.1 目的\n1.2 依据\n2 体系\n2.1 机构\n（一）甲局\n(二)乙局\n2.2 职责\n（1）丙局\n",
                "一、 （一） （二） 二、 （一） （1） （2） （二）",
            ),
            ("1 总则\n1.1 目的\n1.2 依据\n1.3 原则\n（一）甲局\n（1）乙局\n", ""),
            (
                "1 总则\n1.1 目的\n2 体系\n2.1 机构\n1 总则\n1.1 目的\n2 体系\n2.1 机构\n",
                "一、 （一） 二、 （一） 一、 （一） 二、 （一）",
            ),
            ("1.总则\n1.1 目的\n1.2 依据\n2.体系\n2.1 机构\n", "一、 （一） （二） 二、 （一）"),
            (
                "1 总则\n1.1 目的\n1.甲\n2.乙\n3.丙\n1.2 依据\n2 体系\n2.1 机构\n",
                "一、 （一） （二） 二、 （一）",
            ),
            // Marks such as `1）` are not read as a first level.
            ("1）甲\n1.1 目的\n1.2 依据\n1.3 原则\n2）乙\n2.1 甲\n2.2 乙\n2.3 丙\n", ""),
            ("3 月底前\n2.1 万元\n2.2 万元\n2.3 万元\n", ""),
            (
                "1总则\n1.1编制目的\n2职责分工\n3月底前\n2.1县指挥部\n3附则\n3.1预案管理\n",
                "一、 （一） 二、 （一） 三、 （一）",
            ),
            (
                "1 总则\n1.1 目的\n2 预警\n2.1 Ⅰ级预警\n2.2 “红色”预警\n2.3 III级响应\n",
                "一、 （一） 二、 （一） （二） （三）",
            ),
            (
                "1 总则\n1.1 目的\n2 预警\n2.1 分级\n2.3 解除\n4 附则\n4.1 解释\n",
                "一、 （一） 二、 （一） （三） 四、 （一）",
            ),
            // 1.4 is a figure.
            ("1 总则\n1.1 目的\n1.2 依据\n1.4万亿元\n1.3 原则\n", "一、 （一） （二） （三）"),
        ] {
            let numbers: Vec<_> =
                decimals(source, &[]).numbers.into_values().map(|one| one.number).collect();
            assert_eq!(numbers.join(" "), expected, "{source}");
        }
    }

    #[test]
    fn what_is_left_out_is_told() {
        for (source, expected) in [
            (
                "1）甲\n1.1 目的\n1.2 依据\n1.3 原则\n2）乙\n2.1 甲\n2.2 乙\n2.3 丙\n",
                Some("1.1 目的"),
            ),
            ("一、总则\n1.1 目的\n1.2 依据\n1.3 原则\n", Some("1.1 目的")),
            ("1 总则\n1.1 目的\n1.2 依据\n1.3 原则\n5.1 机构\n5.2 职责\n", Some("5.1 机构")),
            ("1 总则\n1.1 目的\n1.8万亿元\n1.2 依据\n1.3 原则\n", None),
        ] {
            let unread = decimals(source, &[]).unread;
            let line = unread.and_then(|at| source.get(at..)).and_then(|rest| rest.lines().next());
            assert_eq!(line, expected, "{source}");
        }
    }
}
