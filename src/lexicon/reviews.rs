//! Headings over what has been done and how things stand: 主要成效, 存在的问题, 发展基础.

use crate::characters::leading_digits;
use std::sync::LazyLock;

use super::table::Table;

static TABLE: Table = Table(include_str!("review.tsv"));

/// The last word: 成效.
static HEADS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.list("head"));

/// What stands beside another part that looks back: 工作 in 工作及成效.
static BESIDE: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.list("beside"));

/// What stands before the last word: 存在的.
static BEFORE: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.list("before"));

/// Whether the text below a heading tells what has been done or how things stand: `主要成效`,
/// `2023年工作回顾`, `存在的问题和不足`.
///
/// Every part of the heading has to look back: `存在问题及整改措施` asks for something.
pub(crate) fn reviews(heading: &str) -> bool {
    let heading = heading.trim_end_matches(['：', '。']);
    let is_head = |part: &str| HEADS.contains(&without_modifiers(part));
    let is_beside = |part: &str| BESIDE.contains(&without_modifiers(part));
    let parts = || heading.split(['、', '和', '与', '及']);
    HEADS.iter().any(|word| heading.ends_with(word))
        && parts().any(is_head)
        && parts().all(|part| is_head(part) || is_beside(part))
}

/// The last word of a heading, without the words and the year before it: 问题 of
/// `当前存在的主要问题`.
fn without_modifiers(part: &str) -> &str {
    let mut rest = part;
    loop {
        let stripped = BEFORE.iter().filter_map(|word| rest.strip_prefix(word));
        match stripped
            .min_by_key(|rest| rest.len())
            .or_else(|| behind_year(rest))
            .filter(|rest| !rest.is_empty())
        {
            Some(shorter) => rest = shorter,
            None => return rest,
        }
    }
}

/// The text behind a year: `2023年`, `“十三五”时期`.
fn behind_year(text: &str) -> Option<&str> {
    let (digits, rest) = leading_digits(text);
    let year = rest.strip_prefix('年').filter(|_| digits.len() == 4);
    let plan = || {
        let (plan, rest) = text.strip_prefix('“')?.split_once('”')?;
        let is_plan = plan.ends_with('五') && plan.chars().count() < 4;
        let rest = ["时期", "期间", "以来"].iter().find_map(|word| rest.strip_prefix(word));
        rest.filter(|_| is_plan)
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
        ] {
            assert!(!reviews(heading), "{heading}");
        }
    }
}
