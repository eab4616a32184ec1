//! Headings about generalities: 指导思想, 基本原则, 考核方式.

use std::sync::LazyLock;

use super::table::rows;
use crate::characters::CharSet;
use crate::words::Words;

/// What the text below a heading does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// States aims, principles or how an assessment works, which asks nobody to do anything.
    States,
    /// Lists measures and stages, which may be asked of nobody in particular.
    Charges,
}

/// A row of `heading.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The words of the heading.
    pub words: &'static str,
    /// What the text below it does.
    pub under: Under,
}

static TABLE: &str = include_str!("heading.tsv");

/// Returns the table, in its order.
pub fn headings() -> &'static [Heading] {
    static HEADINGS: LazyLock<Vec<Heading>> = LazyLock::new(|| {
        let under = |under| if under == "states" { Under::States } else { Under::Charges };
        rows(TABLE).map(|[words, kind]| Heading { words, under: under(kind) }).collect()
    });
    &HEADINGS
}

/// Whether the text below a heading asks nobody to do anything: `总体要求`, `指导思想和基本原则`,
/// `（一）考核对象`.
///
/// Every part of the heading has to say so: `考核方式及结果运用` may ask somebody.
pub fn states(heading: &str) -> bool {
    static LAST: LazyLock<CharSet> = LazyLock::new(|| {
        let stating = headings().iter().filter(|heading| heading.under == Under::States);
        stating.filter_map(|heading| heading.words.chars().next_back()).collect()
    });
    let heading = heading.trim_end_matches(['：', '。']);
    // A heading that ends with another word has a part that says something else.
    if !heading.ends_with(|c| LAST.has(c) || matches!(c, '、' | '和' | '与' | '及')) {
        return false;
    }
    let parts = heading.split(['、', '和', '与', '及']).filter(|part| !part.is_empty());
    let is_stating = |part: &str| {
        headings().iter().any(|heading| {
            heading.under == Under::States
                && part
                    .strip_suffix(heading.words)
                    .is_some_and(|before| before.chars().count() <= AROUND)
        })
    };
    let mut parts = parts.peekable();
    parts.peek().is_some() && parts.all(is_stating)
}

/// Whether every part of a heading is about generalities: `保障措施`, `工作要求和组织领导`.
pub fn is_general(heading: &str) -> bool {
    let mut parts = heading.split(['、', '和', '与', '及']);
    parts.all(|part| {
        headings().iter().any(|heading| {
            part.strip_suffix(heading.words).is_some_and(|before| before.chars().count() <= AROUND)
        })
    })
}

/// The length in bytes of the longest heading in the table with which a text begins.
pub fn leading(text: &str) -> Option<usize> {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| Words::new(headings().iter().map(|heading| heading.words)));
    WORDS.leading(text).map(|(_, len)| len)
}

/// How many characters a heading may have before the words of the table: 全市总体目标,
/// 年度考核对象.
const AROUND: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_state_or_charge() {
        for heading in ["总体要求", "指导思想和基本原则", "考核对象及考核内容", "年度工作目标"]
        {
            assert!(states(heading), "{heading}");
        }
        for heading in
            ["", "组织领导", "总体要求和重点任务", "健全工作原则落实机制", "考核方式及结果运用"]
        {
            assert!(!states(heading), "{heading}");
        }
        for (heading, general) in
            [("保障措施", true), ("工作要求和组织领导", true), ("重点任务", false), ("", false)]
        {
            assert_eq!(is_general(heading), general, "{heading}");
        }
    }
}
