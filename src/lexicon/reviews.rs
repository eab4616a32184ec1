//! Headings over what has been done and how things stand: 主要成效, 存在的问题, 发展基础.

use std::sync::LazyLock;

use super::table::{Affixes, Endings, Table};
use super::verbs;
use crate::affix::AnyOf;
use crate::characters::leading_digits;

static TABLE: Table = Table(include_str!("review.tsv"));

/// The last word: 成效.
static HEADS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.list("head"));

/// What stands beside another part that looks back: 工作 in 工作及成效.
static BESIDE: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.list("beside"));

/// What stands before the last word: 存在的.
static BEFORE: LazyLock<Affixes> = LazyLock::new(|| TABLE.affixes("before"));

/// The end of a heading that is a sentence: 取得积极进展 in `生态保护取得积极进展`.
static CLOSES: LazyLock<Endings> = LazyLock::new(|| TABLE.endings("closes"));

/// Whether the text below a heading tells what has been done or how things stand: `主要成效`,
/// `2023年工作回顾`, `存在的问题和不足`.
///
/// Every part of the heading has to look back: `存在问题及整改措施` asks for something.
pub(crate) fn reviews(heading: &str) -> bool {
    let heading = heading.trim_end_matches(['：', '。']);
    let is_head = |part: &str| ends(part).any(|end| HEADS.contains(&end));
    let is_beside = |part: &str| ends(part).any(|end| BESIDE.contains(&end));
    let parts = || heading.split(['、', '和', '与', '及']);
    let is_list = heading.ends_with_any(&HEADS)
        && parts().any(is_head)
        && parts().all(|part| is_head(part) || is_beside(part));
    is_list || tells(heading)
}

/// Whether a heading is a sentence that tells how things stand, rather than what is to be done:
/// `生态保护取得积极进展`, but not `推动生态保护取得积极进展`.
fn tells(heading: &str) -> bool {
    const WANTED: [&str; 4] = ["力争", "争取", "努力", "使"];
    let wants = || verbs::begin_duty(heading) || heading.starts_with_any(&WANTED);
    CLOSES.close(heading)
        && !heading.contains(['，', '；', '：'])
        && !heading.contains(|c: char| c.is_ascii_digit())
        && !wants()
}

/// A part of a heading, and what is left of it without the words and the year before it, one after
/// the other: 问题 of `当前存在的主要问题`.
fn ends(part: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(part), |rest| {
        BEFORE.behind(rest).or_else(|| behind_year(rest)).filter(|rest| !rest.is_empty())
    })
}

/// The text behind a year: `2023年`, `“十三五”时期`.
fn behind_year(text: &str) -> Option<&str> {
    let (digits, rest) = leading_digits(text);
    let year = rest.strip_prefix('年').filter(|_| digits.len() == 4);
    let plan = || {
        let (plan, rest) = text.strip_prefix('“')?.split_once('”')?;
        let is_plan = plan.ends_with('五') && plan.chars().count() < 4;
        let behind = rest.strip_any_prefix(&["时期", "期间", "以来"]);
        Some(behind.unwrap_or(rest)).filter(|_| is_plan)
    };
    year.or_else(plan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_look_back() {
        for heading in [
            "主要成效",
            "2023年主要工作及成效",
            "2023年工作回顾",
            "存在的问题和不足",
            "当前存在的主要问题",
            "发展基础",
            "“十三五”时期发展成就",
            "现状与形势",
            "工作开展情况",
            "机遇和挑战",
            "“十三五”工作回顾",
            "2023年国民经济和社会发展计划执行情况",
            "现实基础",
            "生态保护取得积极进展",
            "环境形势依然严峻",
        ] {
            assert!(reviews(heading), "{heading}");
        }
        for heading in [
            "",
            "主要工作",
            "工作任务",
            "存在问题及整改措施",
            "解决突出问题",
            "优化发展环境",
            "夯实工作基础",
            "提升工作成效",
            "2024年工作安排",
            "主要任务和工作措施",
            "推动生态保护取得积极进展",
            "6月底前取得明显成效",
            "加快补齐突出短板",
        ] {
            assert!(!reviews(heading), "{heading}");
        }
    }
}
