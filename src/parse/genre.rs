//! 文种: the kinds of documents, named at the end of their titles.

use crate::affix::AnyOf;
use crate::lexicon::kinds;

/// The minimum length of a title of a kind that headings within documents end with too, in
/// characters.
const LONG_TITLE: usize = 12;

/// Returns the kind that a title ends with, ignoring years and 试行 in brackets.
pub(super) fn kind(title: &str) -> Option<&'static str> {
    let title = without_tail(title);
    kinds::OF_TITLE.of(title).or_else(|| long_kind(title))
}

/// The kind that a long title without a number in front of it ends with.
fn long_kind(title: &str) -> Option<&'static str> {
    let is_heading = title.starts_with('（') || title.chars().nth(1) == Some('、');
    let is_title = !is_heading && title.chars().nth(LONG_TITLE - 1).is_some();
    kinds::OF_LONG_TITLE.of(title).filter(|_| is_title)
}

/// Whether a line is the title of a law, judging also by the line after it: `中华人民共和国节水法`
/// ⏎ `（2024年6月10日…通过）`.
pub(super) fn is_law(line: &str, behind: &str) -> bool {
    let passed = behind.starts_with('（') && (behind.contains("通过") || behind.contains("公布"));
    let opens = behind.starts_with_any(&["目录", "第一章", "第一编", "第一条"]);
    line.ends_with('法')
        && line.chars().count() > 3
        && (line.starts_with("中华人民共和国") || passed || opens)
}

/// Removes brackets from the end of a title: `（2021—2025年）`, `（试行）`.
pub(super) fn without_tail(title: &str) -> &str {
    let mut title = title.trim_end_matches(['》', '”']);
    while let Some(inner) = title.strip_suffix('）') {
        match inner.rsplit_once('（') {
            Some((head, tail)) if tail.chars().count() <= 14 => {
                title = head.trim_end_matches(['》', '”'])
            }
            _ => break,
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_end_in_their_kind() {
        for (title, expected) in [
            ("关于印发《某县2023年度工作安排》的通知", Some("通知")),
            ("某县法治政府建设实施方案（2021—2025年）", Some("实施方案")),
            ("法治某县（法治政府）建设考核方案", Some("考核方案")),
            ("某县2024年节水工作责任表", Some("责任表")),
            ("某县节水工作任务分解", Some("任务分解")),
            ("青河市2024年重点工作任务", Some("重点工作任务")),
            ("青河市国有企业改革三年行动（2024—2026年）", Some("三年行动")),
            ("《节水规划》目标责任分解书", Some("目标责任分解书")),
            ("二、2024年全市节水重点工作任务", None),
            ("重点工作任务", None),
            ("国务院办公厅", None),
        ] {
            assert_eq!(kind(title), expected);
        }
    }
}
