//! Headings of Markdown without numbers, `## 重点任务`, numbered by their levels: they are sections like any others.
//!
//! A level is numbered when none of its headings has a number of its own. What looks like the title of a document is no section, and
//! where the text below already counts in the same way, nothing is put before it.

use std::collections::BTreeMap;

use super::genre;
use super::normalize::normal;
use super::numbering::{self, Kind};

/// Kinds of numbers, from the widest level down.
const KINDS: [Kind; 4] = [Kind::Han, Kind::HanBracketed, Kind::Arabic, Kind::ArabicBracketed];
/// Kinds that end titles, and seldom headings.
const TITLES: &[&str] = &[
    "通知",
    "通告",
    "公告",
    "公报",
    "决定",
    "决议",
    "命令",
    "意见",
    "报告",
    "请示",
    "批复",
    "纪要",
    "方案",
    "规划",
    "纲要",
    "要点",
    "办法",
    "规定",
    "细则",
    "条例",
    "预案",
    "函",
    "行动计划",
    "工作计划",
    "工作安排",
    "表",
    "清单",
    "台账",
];
/// Verbs that begin headings of tasks.
const ORDERS: &[&str] = &[
    "制定", "制订", "完善", "健全", "落实", "出台", "编制", "修订", "印发", "建立", "细化", "明确", "优化", "推进",
    "实施", "开展", "加强", "做好", "强化", "推动", "深化", "规范", "公布", "梳理",
];
/// A heading is not longer than this, in characters.
const LONGEST: usize = 60;

/// A heading where it stands.
struct Heading {
    at: usize,
    level: usize,
    kind: Option<Kind>,
    is_title: bool,
}

/// The numbers of headings that have none, by the byte at which their lines begin.
pub(super) fn numbers(source: &str) -> BTreeMap<usize, String> {
    if !source.contains('#') {
        return BTreeMap::new();
    }
    let (headings, counted) = read(source);
    let kinds = kinds(&headings, &counted);
    let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    for heading in &headings {
        counts.retain(|level, _| *level <= heading.level && !heading.is_title);
        let Some(kind) = kinds.get(&heading.level).filter(|_| !heading.is_title) else { continue };
        let count = counts.entry(heading.level).or_default();
        *count += 1;
        numbers.insert(heading.at, written(*kind, *count));
    }
    numbers
}

/// The headings of a text, and the kinds of numbers that its other lines begin with.
fn read(source: &str) -> (Vec<Heading>, Vec<Kind>) {
    let (mut headings, mut counted) = (Vec::new(), Vec::new());
    let mut at = 0;
    for line in source.split('\n') {
        let start = at;
        at += line.len() + 1;
        let bare = line.trim_start();
        let level = bare.bytes().take_while(|byte| *byte == b'#').count();
        if !(1..=6).contains(&level) {
            let kind =
                numbering::leading(&normal(bare.get(..bare.len().min(40)).unwrap_or(bare))).map(|number| number.kind);
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
    // A heading that stands alone over all others is the title.
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or_default();
    let n_top = headings.iter().filter(|heading| heading.level == top).count();
    if let Some(first) = headings.first_mut().filter(|first| n_top == 1 && first.level == top && first.kind.is_none()) {
        first.is_title = true;
    }
    (headings, counted)
}

/// Whether a heading is the title of a document or stands around it.
fn is_title(text: &str) -> bool {
    let is_order = ORDERS.iter().any(|verb| text.starts_with(verb));
    let bare = genre::without_tail(text);
    let names = TITLES.iter().any(|end| bare.ends_with(end));
    names && !is_order && text.chars().nth(4).is_some()
        || text.contains("关于")
        || ["附件", "附表", "附录", "目录", "前言"].iter().any(|word| text.starts_with(word))
        || ["文件", "号"].iter().any(|end| text.ends_with(end))
}

/// The kind of number for each level that gets numbers.
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
        let deeper = headings.iter().filter(|heading| heading.level > level).filter_map(|heading| heading.kind);
        let mut taken = deeper.chain(counted.iter().copied());
        let Some(next) = next.filter(|next| taken.all(|kind| kind > *next)) else { break };
        kinds.insert(level, next);
        above = Some(next);
    }
    kinds
}

fn written(kind: Kind, count: u32) -> String {
    match kind {
        Kind::Han => format!("{}、", numbering::han(count)),
        Kind::HanBracketed => format!("（{}）", numbering::han(count)),
        Kind::Arabic => format!("{count}."),
        _ => format!("（{count}）"),
    }
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
        ] {
            let numbers: Vec<String> = numbers(source).into_values().collect();
            assert_eq!(numbers.join(" "), expected, "{source}");
        }
    }
}
