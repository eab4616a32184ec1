//! Page numbers and running heads that a copy left between the lines or, where it joined the lines,
//! inside them.
//!
//! `…（县住建局、县水` ⏎ `— 3 —` ⏎ `利局负责）` is one sentence, and so is `县水— 3 —利局负责`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::line::Line;
use super::numbering;
use crate::characters::signs;
use crate::folio::{Folio, Set};

/// The maximum length of a line with a page number, in bytes.
const LONGEST_FOLIO: usize = 48;
/// The minimum length of the text between two bare page numbers, in bytes. Table rows, which may be
/// numbered too, are seldom as long.
const SHORTEST_PAGE: usize = 900;
/// The maximum length of a running head, in characters.
const LONGEST_HEAD: usize = 40;

/// The offsets of the lines that are page numbers or running heads.
pub(super) fn furniture(lines: &[(&str, usize)]) -> BTreeSet<usize> {
    let numbers = numbers(lines);
    let heads = if numbers.is_empty() { Vec::new() } else { heads(lines, &numbers) };
    numbers.into_iter().chain(heads).collect()
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
            // Bare numbers are page numbers if each is one more than the last.
            Some(Folio { set: Set::Bare, number }) => {
                if let Some((before, at)) = last
                    && before + 1 == number
                    && at + SHORTEST_PAGE < base
                {
                    found.extend([at, base]);
                }
                last = Some((number, base));
            }
            _ => {}
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
        let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = inner.get(..inner.len() - rest.len()).filter(|digits| digits.len() < 4)?;
        let behind = rest.trim_start_matches(' ').strip_prefix(is_dash)?;
        let before = text.get(from..at)?.chars().next_back()?;
        let is_text = |c: char| !c.is_ascii_alphanumeric() && !is_dash(c) && !c.is_whitespace();
        let is_inside = is_text(before) && behind.chars().next().is_some_and(is_text);
        let number = digits.parse().ok().filter(|_| is_inside)?;
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
            ("1\n加强学习\n县司法局\n2\n加强监督\n县司法局\n".to_owned(), vec![]),
            (format!("3\n{page}\n7\n"), vec![]),
        ] {
            let found: Vec<_> = furniture(&lines(&text).collect::<Vec<_>>())
                .into_iter()
                .map(|at| text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default())
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
