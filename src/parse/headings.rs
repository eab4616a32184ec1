//! Gives numbers to Markdown headings that have none, `## 重点任务`, so that they become sections
//! like any others.
//!
//! List entries below a heading, `- 完善制度。（牵头单位：县水利局）`, are numbered too if one of
//! them says who is responsible.
//!
//! A level is numbered only if none of its headings has a number already. A heading that looks like
//! the title of a document is not a section, and a level is left alone if the text below already
//! uses its kind of number or a wider one.

use std::collections::BTreeMap;

use super::genre;
use super::lines::as_set;
use super::normalize::normal;
use super::numbering::{self, Kind};
use crate::affix::AnyOf;
use crate::lexicon::{kinds, verbs};

/// Kinds of numbers, from the widest level down.
pub(super) const KINDS: [Kind; 4] =
    [Kind::Han, Kind::HanBracketed, Kind::Arabic, Kind::ArabicBracketed];
/// The level given to list entries.
const ENTRY: usize = 9;
/// Words by which an entry says who is responsible.
const ANSWERS: &[&str] = &["单位：", "部门：", "单位:", "牵头", "负责", "主办"];
/// The maximum length of a heading, in characters.
const LONGEST: usize = 60;

/// A heading or list entry and its offset.
struct Heading {
    at: usize,
    level: usize,
    kind: Option<Kind>,
    is_title: bool,
}

/// The number given to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    /// As GB/T 9704-2012 writes it: `（一）`.
    pub(super) number: String,
    /// How many bytes at the beginning of the line it replaces.
    pub(super) replaced: usize,
}

/// Returns the numbers of unnumbered headings, keyed by the offsets of their lines.
pub(super) fn numbers(source: &str) -> BTreeMap<usize, Numbered> {
    let numbers = unnumbered(source).into_iter();
    numbers.map(|(at, number)| (at, Numbered { number, replaced: 0 })).collect()
}

fn unnumbered(source: &str) -> BTreeMap<usize, String> {
    if !source.contains('#') {
        return BTreeMap::new();
    }
    let (headings, counted) = read(source);
    let kinds = kinds(&headings, &counted);
    let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    let mut entries: Vec<usize> = Vec::new();
    let mut under: Option<Kind> = None;
    for heading in &headings {
        if heading.level == ENTRY {
            entries.push(heading.at);
            continue;
        }
        list(source, &std::mem::take(&mut entries), under, &counted, &mut numbers);
        under = heading
            .kind
            .or_else(|| kinds.get(&heading.level).copied())
            .filter(|_| !heading.is_title);
        counts.retain(|level, _| *level <= heading.level && !heading.is_title);
        let Some(kind) = kinds.get(&heading.level).filter(|_| !heading.is_title) else { continue };
        let count = counts.entry(heading.level).or_default();
        *count += 1;
        numbers.insert(heading.at, numbering::mark(*kind, *count));
    }
    list(source, &entries, under, &counted, &mut numbers);
    numbers
}

/// Numbers the entries of a list below a heading, if one of them says who is responsible.
fn list(
    source: &str,
    entries: &[usize],
    under: Option<Kind>,
    counted: &[Kind],
    numbers: &mut BTreeMap<usize, String>,
) {
    let line =
        |at: &usize| source.get(*at..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
    let answers = |at: &usize| ANSWERS.iter().any(|word| line(at).contains(word));
    let kind = KINDS
        .into_iter()
        .find(|kind| under.is_some_and(|above| *kind > above) && !counted.contains(kind));
    let Some(kind) = kind.filter(|_| entries.len() > 1 && entries.iter().any(answers)) else {
        return;
    };
    numbers.extend(entries.iter().zip(1..).map(|(at, count)| (*at, numbering::mark(kind, count))));
}

/// Reads the headings of a text, and the kinds of numbers that its other lines begin with.
fn read(source: &str) -> (Vec<Heading>, Vec<Kind>) {
    let (mut headings, mut counted) = (Vec::new(), Vec::new());
    for (line, start) in as_set(source) {
        let bare = line.trim_start();
        let level = bare.bytes().take_while(|byte| *byte == b'#').count();
        if bare.starts_with_any(&["- ", "+ ", "* "]) && !headings.is_empty() {
            let is_numbered =
                numbering::leading(&normal(bare.get(2..).unwrap_or_default())).is_some();
            if !is_numbered {
                headings.push(Heading { at: start, level: ENTRY, kind: None, is_title: true });
            }
            continue;
        }
        if !(1..=6).contains(&level) {
            let kind = numbering::leading(&normal(bare.get(..bare.len().min(40)).unwrap_or(bare)))
                .map(|number| number.kind);
            counted.extend(kind.filter(|kind| !counted.contains(kind)));
            continue;
        }
        let text = normal(bare);
        if text.is_empty() || text.chars().nth(LONGEST).is_some() {
            continue;
        }
        let kind = numbering::leading(&text).map(|number| number.kind);
        let is_title = kind.is_none() && (is_title(&text) || text.contains('。'));
        headings.push(Heading { at: start, level, kind, is_title });
    }
    // A single heading on the topmost level is the title.
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or_default();
    let n_top = headings.iter().filter(|heading| heading.level == top).count();
    if let Some(first) = headings
        .first_mut()
        .filter(|first| n_top == 1 && first.level == top && first.kind.is_none())
    {
        first.is_title = true;
    }
    (headings, counted)
}

/// Whether a heading is the title of a document or belongs to its frame.
fn is_title(text: &str) -> bool {
    let bare = genre::without_tail(text);
    let names = kinds::OF_HEADING.close(bare);
    names && !verbs::begin_order(text) && text.chars().nth(4).is_some()
        || text.contains("关于")
        || text.starts_with_any(&["附件", "附表", "附录", "目录", "前言"])
        || text.ends_with_any(&["文件", "号"])
}

/// Chooses the kind of number for each level without numbers.
fn kinds(headings: &[Heading], counted: &[Kind]) -> BTreeMap<usize, Kind> {
    let mut kinds: BTreeMap<usize, Kind> = BTreeMap::new();
    let mut above: Option<Kind> = None;
    for level in 1..=6 {
        let here = || headings.iter().filter(|heading| heading.level == level && !heading.is_title);
        if let Some(own) = here().find_map(|heading| heading.kind) {
            above = Some(own);
            continue;
        }
        if here().next().is_none() {
            continue;
        }
        let next = KINDS.into_iter().find(|kind| above.is_none_or(|above| *kind > above));
        let deeper = headings
            .iter()
            .filter(|heading| heading.level > level)
            .filter_map(|heading| heading.kind);
        let mut taken = deeper.chain(counted.iter().copied());
        let Some(next) = next.filter(|next| taken.all(|kind| kind > *next)) else { break };
        kinds.insert(level, next);
        above = Some(next);
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered_by_level_unless_the_text_counts() {
        for (source, expected) in [
            (
                "# 滑县节水行动方案\n## 重点任务\n### 完善制度\n建立。\n### 改造管网\n## 保障措施\n### 加强领导\n",
                "一、 （一） （二） 二、 （一）",
            ),
            ("# 滑县节水行动方案\n# 重点任务\n# 保障措施\n", "一、 二、"),
            ("# 节水工作\n## 任务\n1. 建立。\n", "一、"),
            ("## 一、重点任务\n### 完善制度\n### 改造管网\n", "（一） （二）"),
            ("# 文件\n## 一、重点任务\n## 保障\n", ""),
            ("# 方案\n## 任务\n一、完善制度。\n", ""),
            ("# 滑县人民政府文件\n## 关于印发方案的通知\n### 任务分工表\n", ""),
            ("滑县方案\n一、任务\n", ""),
            (
                "# 滑县方案\n## 任务\n- 建立。（牵头单位：甲局）\n\n* 改造。\n## 保障\n- 领导。\n- 宣传。\n",
                "一、 （一） （二） 二、",
            ),
            ("# 滑县方案\n- 建立。（牵头单位：甲局）\n- 改造。\n", ""),
        ] {
            let numbers: Vec<String> = unnumbered(source).into_values().collect();
            assert_eq!(numbers.join(" "), expected, "{source}");
        }
    }
}
