//! Page numbers and running heads that a copy left between the lines or, where it joined the lines,
//! inside them.
//!
//! `…（县住建局、县水` ⏎ `— 3 —` ⏎ `利局负责）` is one sentence, and so is `县水— 3 —利局负责`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::continued::is_label;
use super::line::Line;
use super::normalize::normal;
use super::numbering;
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::characters::{leading_digits, signs};
use crate::context;
use crate::folio::{Folio, Set};
use crate::lexicon::measures::begins_with_measure;

/// The maximum length of a line with a page number, in bytes.
const LONGEST_FOLIO: usize = 48;
/// The minimum length of the text between two page numbers that may be others, in bytes. Table
/// rows, which may be numbered too, are seldom as long.
const SHORTEST_PAGE: usize = 900;
/// The maximum number of lines that a label takes with its names.
const MOST_NAMES: usize = 3;
/// The maximum length of a running head, in characters.
const LONGEST_HEAD: usize = 40;

/// The offsets of the lines that are page numbers or running heads.
pub(super) fn furniture(lines: &[(&str, usize)]) -> BTreeSet<usize> {
    let numbers = numbers(lines);
    let heads = if numbers.is_empty() { Vec::new() } else { heads(lines, &numbers) };
    let between = between_labels(lines).into_iter().chain(within_brackets(lines));
    numbers.into_iter().chain(heads).chain(between).collect()
}

/// The offsets of numbers on lines of their own within a bracket that opens in the line before and
/// closes in the one behind: `（县司法局牵头，各镇（园` ⏎ `3` ⏎ `区）配合）`, not `（共` ⏎ `3` ⏎
/// `个）`.
fn within_brackets(lines: &[(&str, usize)]) -> Vec<usize> {
    let is_written = |line: &&(&str, usize)| !line.0.trim().is_empty();
    let opens = |(line, _): &(&str, usize)| Brackets::CLAUSE.balance(&normal(line)) > 0;
    let closes = |(line, _): &(&str, usize)| {
        let line = normal(line);
        let goes_on = line.starts_with(context::is_han) && !begins_with_measure(&line);
        goes_on && Brackets::CLAUSE.close(&line).is_some()
    };
    let is_within = |n: &usize| {
        let before = lines.get(..*n).unwrap_or_default().iter().rev().find(is_written);
        let behind = lines.get(n + 1..).unwrap_or_default().iter().find(is_written);
        before.is_some_and(opens) && behind.is_some_and(closes)
    };
    let is_page = |n: &usize| lines.get(*n).is_some_and(|(line, _)| is_number(line));
    let within = (0..lines.len()).filter(is_page).filter(is_within);
    within.filter_map(|n| lines.get(n)).map(|(_, base)| *base).collect()
}

/// The offsets of page numbers, however written, between the lines of a clause, and of the running
/// heads beside them: `牵头单位：县司法局` ⏎ `2` ⏎ `配合单位：县公安局`.
fn between_labels(lines: &[(&str, usize)]) -> Vec<usize> {
    let line = |n: usize| lines.get(n).map_or("", |(line, _)| line);
    let is_filled = |line: &str| is_labelled(line) && !line.trim_end().ends_with(['：', ':']);
    let is_cut = |range: &Range<usize>| {
        // The names behind a label may take several lines.
        let mut before = (range.start.saturating_sub(MOST_NAMES)..range.start).rev().map(line);
        let clause = before.find(|line| is_labelled(line) || line.contains('。'));
        clause.is_some_and(is_filled) && is_labelled(line(range.end))
    };
    let numbers = (0..lines.len()).filter(|n| is_number(line(*n)));
    let cuts = numbers.map(|n| page_break(lines, n)).filter(is_cut);
    let places = cuts.flatten().filter(|n| !line(*n).trim().is_empty());
    places.filter_map(|n| lines.get(n)).map(|(_, base)| *base).collect()
}

/// The lines of a page break around its number in line `n`.
fn page_break(lines: &[(&str, usize)], n: usize) -> Range<usize> {
    /// How many lines a page break has at most on either side of its number.
    const REACH: usize = 4;
    let is_break = |line: &&(&str, usize)| {
        line.0.trim().is_empty() || is_number(line.0) || is_masthead(line.0)
    };
    let before = lines.get(..n).unwrap_or_default().iter().rev();
    let behind = lines.get(n + 1..).unwrap_or_default().iter();
    n - before.take(REACH).take_while(is_break).count()
        ..n + 1 + behind.take(REACH).take_while(is_break).count()
}

fn is_number(line: &str) -> bool {
    line.len() <= LONGEST_FOLIO
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && Folio::of(line).is_some()
}

/// Whether a line is the head of a series: 某县人民政府办公室文件.
fn is_masthead(line: &str) -> bool {
    line.contains_any(&["文件", "公报", "简报"]) && can_run(line.trim())
}

fn is_labelled(line: &str) -> bool {
    is_label(&normal(context::first_chars(line, LONGEST_HEAD)))
}

/// The offsets of the lines that are page numbers.
fn numbers(lines: &[(&str, usize)]) -> BTreeSet<usize> {
    let (mut found, mut last) = (BTreeSet::new(), None);
    for (line, base) in lines.iter().copied() {
        if line.len() > LONGEST_FOLIO || !line.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        match Folio::of(line) {
            Some(Folio { set: Set::Apart, .. }) => {
                found.insert(base);
            }
            // Others are page numbers if each is one more than the last, written like it.
            Some(Folio { set, number }) => {
                if let Some((before, as_set, at)) = last
                    && (before + 1, as_set) == (number, set)
                    && at + SHORTEST_PAGE < base
                {
                    found.extend([at, base]);
                }
                last = Some((number, set, base));
            }
            None => {}
        }
    }
    found
}

/// The offsets of lines that occur next to several page numbers.
fn heads(lines: &[(&str, usize)], numbers: &BTreeSet<usize>) -> Vec<usize> {
    let mut beside: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut last: Option<(&str, usize)> = None;
    let trimmed = lines.iter().map(|(line, base)| (line.trim(), *base));
    for (line, base) in trimmed.filter(|(line, _)| !line.is_empty()) {
        let is_beside =
            numbers.contains(&base) || last.is_some_and(|(_, at)| numbers.contains(&at));
        if is_beside {
            for (line, at) in last.into_iter().chain([(line, base)]) {
                if !numbers.contains(&at) && can_run(line) {
                    beside.entry(line).or_default().insert(at);
                }
            }
        }
        last = Some((line, base));
    }
    beside.into_values().filter(|places| places.len() > 1).flatten().collect()
}

/// The page numbers between dashes inside the lines of a source. There are none unless each is one
/// more than the number before it.
pub(super) fn inside(source: &str) -> BTreeSet<u32> {
    let numbers: Vec<u32> = marks(source).map(|(_, number)| number).collect();
    let counts = numbers.len() > 1 && numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    if counts { numbers.into_iter().collect() } else { BTreeSet::new() }
}

/// Removes page numbers inside a line.
pub(super) fn cut(line: &mut Line, numbers: &BTreeSet<u32>) {
    if numbers.is_empty() {
        return;
    }
    let known = marks(&line.text).filter(|(_, number)| numbers.contains(number));
    let cuts: Vec<_> = known.map(|(range, _)| (range, None)).collect();
    line.rewrite(cuts);
}

/// The numbers between dashes with other text on both sides: `— 3 —`, not the month of 2024-3-15.
fn marks(text: &str) -> impl Iterator<Item = (Range<usize>, u32)> + '_ {
    let mut from = 0;
    signs(text).filter(|(_, c)| is_dash(*c)).filter_map(move |(at, dash)| {
        let inner = text.get(at + dash.len_utf8()..)?.trim_start_matches(' ');
        let (digits, rest) = leading_digits(inner);
        let behind = rest.trim_start_matches(' ').strip_prefix(is_dash)?;
        let before = text.get(from..at)?.chars().next_back()?;
        let is_text = |c: char| !c.is_ascii_alphanumeric() && !is_dash(c) && !c.is_whitespace();
        let is_inside = is_text(before) && behind.chars().next().is_some_and(is_text);
        let number = digits.parse().ok().filter(|_| is_inside && digits.len() < 4)?;
        from = text.len() - behind.len();
        Some((at..from, number))
    })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '－')
}

/// Whether a line can be a running head: short, without punctuation, and not an item.
fn can_run(line: &str) -> bool {
    line.chars().nth(LONGEST_HEAD).is_none()
        && !line
            .contains(['。', '；', '，', '、', '：', ':', '（', '）', '(', ')', '〔', '〕', '|'])
        && numbering::leading(line).is_none()
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn numbers_of_pages_inside_lines_count_up() {
        for (text, expected) in [
            ("（县水— 3 —利局、县财-4-政局）", vec![3, 4]),
            ("（县水— 3 —利局、县财— 5 —政局）", vec![]),
            ("（县水— 3 —利局）", vec![]),
            ("2024-3-15至2024-4-15，增长3—4—5个", vec![]),
            ("甲\n— 3 —\n乙\n— 4 —\n丙", vec![]),
        ] {
            assert_eq!(inside(text).into_iter().collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_and_running_heads_of_pages_are_found() {
        let page = "加强监督检查，落实工作责任，".repeat(SHORTEST_PAGE / 39);
        for (text, expected) in [
            ("改造管网。（县水\n— 3 —\n利局负责）".to_owned(), vec!["— 3 —"]),
            ("强化保障\n第 3 页 共 5 页\n推进改造".to_owned(), vec!["第 3 页 共 5 页"]),
            (
                "甲\n— 3 —\n某县文件\n乙\n- 4 -\n某县文件\n丙".to_owned(),
                vec!["— 3 —", "某县文件", "- 4 -", "某县文件"],
            ),
            (format!("{page}供水\n3\n普及率{page}\n4\n"), vec!["3", "4"]),
            (format!("{page}供水\n3/9\n普及率{page}\n4/9\n"), vec!["3/9", "4/9"]),
            (format!("{page}供水\n3\n普及率{page}\n4/9\n"), vec![]),
            ("1\n加强学习\n县司法局\n2\n加强监督\n县司法局\n".to_owned(), vec![]),
            (format!("3\n{page}\n7\n"), vec![]),
            (
                "牵头单位：县司法局、县气\n象局\n\n2 / 8\n某县人民政府文件\n责任单位：县公安局\n3\n完成时限：6月".to_owned(),
                vec!["2 / 8", "某县人民政府文件", "3"],
            ),
            ("牵头单位：县司法局\n（二）抓好排查。\n2\n责任单位：县公安局".to_owned(), vec![]),
            ("牵头单位：县司法局、县公\n2\n安局\n责任单位：县公安局".to_owned(), vec![]),
            ("完成数量：\n2\n责任单位：县公安局".to_owned(), vec![]),
        ] {
            let found: Vec<_> = furniture(&lines(&text).collect::<Vec<_>>())
                .into_iter()
                .map(|at| text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default())
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
