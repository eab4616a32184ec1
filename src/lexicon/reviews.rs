//! Headings over what has been done and how things stand: 主要成效, 存在的问题, 发展基础.

use std::sync::LazyLock;

use super::table::standing;

static TABLE: &str = include_str!("review.tsv");

/// The words of `review.tsv`, by where they stand in a heading.
struct Words {
    /// The last word: 成效.
    heads: Vec<&'static str>,
    /// What stands beside another part that looks back: 工作 in 工作及成效.
    beside: Vec<&'static str>,
    /// What stands before the last word: 存在的.
    before: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let standing = |place| standing(TABLE, place).collect();
    Words { heads: standing("head"), beside: standing("beside"), before: standing("before") }
});

/// Whether the text below a heading tells what has been done or how things stand: `主要成效`,
/// `2023年工作回顾`, `存在的问题和不足`.
///
/// Every part of the heading has to look back: `存在问题及整改措施` asks for something.
pub(crate) fn reviews(heading: &str) -> bool {
    let heading = heading.trim_end_matches(['：', '。']);
    let is_head = |part: &str| WORDS.heads.iter().any(|word| without_modifiers(part) == *word);
    let is_beside = |part: &str| WORDS.beside.iter().any(|word| without_modifiers(part) == *word);
    let parts = || heading.split(['、', '和', '与', '及']);
    WORDS.heads.iter().any(|word| heading.ends_with(word))
        && parts().any(is_head)
        && parts().all(|part| is_head(part) || is_beside(part))
}

/// The last word of a heading, without the words and the year before it: 问题 of
/// `当前存在的主要问题`.
fn without_modifiers(part: &str) -> &str {
    let mut rest = part;
    loop {
        let stripped = WORDS.before.iter().filter_map(|word| rest.strip_prefix(word));
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
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = (text.len() - digits.len() == 4).then(|| digits.strip_prefix('年')).flatten();
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
    use crate::lexicon::table::checked;

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

    #[test]
    fn the_table_is_sorted_and_has_no_doubles() {
        let rows = checked::<3>(TABLE);
        assert!(rows.windows(2).all(|pair| pair[0][..2] < pair[1][..2]));
        let mut places = rows.iter().map(|row| row[1]);
        assert!(places.all(|place| matches!(place, "head" | "beside" | "before")));
    }
}
