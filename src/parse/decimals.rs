//! Numbers with several places, `2.1 指挥机构`, as emergency plans (应急预案) and standards use
//! them. Their items get the numbers of GB/T 9704-2012 instead; the level is the number of places.
//!
//! Lines can begin with figures, too: `1.8万亿元`. So these numbers only count if they follow one
//! another through the text, starting with 1 or 1.1, and nothing else numbers its first levels.
//! Before a heading, one number may be missing, and a single place needs no space: `1总则`. Lists
//! below such headings, `（一）`, get a level of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::headings::{KINDS, Numbered, written as written_as};
use super::lines::is_date;
use super::normalize::normal;
use super::numbering::{self, Kind};
use super::plans::is_annex_mark;
use crate::context::is_han;

/// The minimum number of numbers with more than one place in such a text.
const LEAST: usize = 3;
/// How many lines that look like items must be left out of an outline to put it in doubt.
const LEAST_LEFT: usize = 2;
/// The maximum length of a number, in characters.
const LONGEST: usize = 12;

/// The maximum length of a heading after such a number, in characters.
const LONGEST_HEADING: usize = 24;
/// Units after figures, `3月底前`, `20个`. No heading begins with one.
const MEASURES: &[&str] = &[
    "年", "月", "日前", "日内", "日至", "号", "小时", "分钟", "天", "周", "个", "名", "户", "家",
    "次", "项", "条", "万", "亿", "千", "百", "元", "吨", "米", "公里", "亩", "台", "套", "辆",
];

/// A number at the beginning of a line.
struct Leading {
    places: Vec<u32>,
    /// Length of the number and the spaces around it, in bytes.
    len: usize,
    /// Whether it is a single place with a stop, `1.`, which may also number the entries of a list.
    is_entry: bool,
    /// Whether it is a single place with neither a stop nor a space, `1总则`.
    is_bare: bool,
    /// Whether the text after it can be a heading.
    is_heading: bool,
}

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

/// A line that matters for the numbering of a text.
enum Line {
    /// Begins with a number as read here.
    Number(Leading),
    /// Begins with another number: its kind, its value, its length with spaces, in bytes.
    Other(Kind, u32, usize),
    /// Ends a document: the date of a signature, or the mark of an annex.
    Break,
}

/// The lines that matter for the numbering of a text, with their offsets.
fn lines(source: &str, contents: &[Range<usize>]) -> Vec<(usize, Line)> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in source.split('\n') {
        let start = at;
        at += line.len() + 1;
        if contents.iter().any(|listed| listed.contains(&start)) {
            continue;
        }
        let counted = leading(line).map(Line::Number).or_else(|| otherwise(line));
        let breaks = || (is_date(line) || is_annex_mark(line.trim())).then_some(Line::Break);
        lines.extend(counted.or_else(breaks).map(|line| (start, line)));
    }
    lines
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
                let written = KINDS.get(places.len() - 1).zip(places.last());
                let written = written.map(|(kind, value)| written_as(*kind, *value))?;
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

/// Reads lists below numbers of several places, `2.3 成员单位职责` ⏎ `（一）县公安局`, as a level of
/// their own. Returns `None` if the document numbers its first levels in another way.
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
                let number = written_as(Kind::ArabicBracketed, *value);
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

/// Reads the number at the beginning of a line. A single place needs a space or a stop after it.
fn leading(line: &str) -> Option<Leading> {
    let bare = line.trim_start();
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '．');
    let end = bare.char_indices().take(LONGEST + 1).find(|(_, c)| !is_of_number(*c))?.0;
    let (number, rest) = bare.split_at_checked(end)?;
    let plain = number.trim_end_matches(['.', '．']);
    let places: Option<Vec<u32>> = plain.split(['.', '．']).map(place).collect();
    let places = places.filter(|places| places.len() <= KINDS.len())?;
    let text = rest.trim_start();
    let is_entry = places.len() == 1 && plain.len() < number.len();
    let is_bare = places.len() == 1 && !is_entry && text.len() == rest.len();
    let len = line.len() - text.len();
    let is_heading = is_heading(text);
    let is_number = begins_text(text) && (is_heading || !is_bare);
    is_number.then_some(Leading { places, len, is_entry, is_bare, is_heading })
}

/// Whether text begins here. It may begin with a Roman numeral or a quotation mark: `Ⅰ级响应`,
/// `“红色”预警`.
fn begins_text(text: &str) -> bool {
    let degree = |c: char| matches!(c, 'Ⅰ'..='Ⅻ' | 'I' | 'V' | 'X');
    text.trim_start_matches(['“', '"', '《']).trim_start_matches(degree).starts_with(is_han)
}

/// Whether a line can be a heading: short, with neither stops nor a figure.
fn is_heading(text: &str) -> bool {
    let text = text.trim_end();
    text.chars().nth(LONGEST_HEADING).is_none()
        && !text.contains(['。', '，', '；', '：', ',', ';', ':'])
        && !MEASURES.iter().any(|unit| text.starts_with(unit))
}

/// Reads one place of a number, from 1 to 99.
fn place(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|place| (1..100).contains(place) && digits.len() <= 2)
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

/// Whether exactly one number is missing between another and this one, 2.3 after 2.1, and is nowhere
/// in the text.
fn skips(places: &[u32], last: &[u32], all: &BTreeSet<&[u32]>) -> bool {
    let Some((own, above)) = places.split_last().filter(|(own, _)| **own > 1) else {
        return false;
    };
    let missing: Vec<u32> = above.iter().copied().chain([own - 1]).collect();
    !last.is_empty() && follows(&missing, last) && !all.contains(missing.as_slice())
}

/// Reads a number at the beginning of a line that other texts use for their first levels or for
/// lists.
fn otherwise(line: &str) -> Option<Line> {
    let bare = line.trim_start();
    let opens = bare.starts_with(|c| "（(一二三四五六七八九十".contains(c));
    let head = || normal(bare.get(..bare.len().min(40)).unwrap_or(bare));
    let number = opens.then(|| numbering::leading(&head())).flatten()?;
    let mark = bare.find(['）', ')', '、', '.', '．']).unwrap_or_default();
    let len = mark + bare.get(mark..)?.chars().next().map_or(0, char::len_utf8);
    let is_level = matches!(number.kind, Kind::Han | Kind::HanBracketed | Kind::ArabicBracketed);
    is_level.then_some(Line::Other(number.kind, number.value, line.len() - bare.len() + len))
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
