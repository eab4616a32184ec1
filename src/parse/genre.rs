//! 文种: the kinds of documents, named at the end of their titles.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Kinds of documents. Where one ends with another, the longer one comes first, so that the first
/// match is the most specific.
const KINDS: &[&str] = &[
    "重点任务分工方案",
    "任务分工方案",
    "实施意见",
    "指导意见",
    "工作意见",
    "实施方案",
    "工作方案",
    "考核方案",
    "分工方案",
    "行动方案",
    "试点方案",
    "整治方案",
    "总体方案",
    "行动计划",
    "实施计划",
    "工作计划",
    "实施纲要",
    "工作要点",
    "工作安排",
    "重点任务分工",
    "任务分工",
    "实施办法",
    "管理办法",
    "考核办法",
    "考评办法",
    "评价办法",
    "考评方案",
    "考评指标",
    "考核指标",
    "暂行办法",
    "实施细则",
    "工作规则",
    "若干措施",
    "若干政策",
    "政策措施",
    "任务清单",
    "责任清单",
    "工作清单",
    "任务分工表",
    "责任分工表",
    "分工表",
    "任务分解表",
    "责任分解表",
    "任务分解",
    "责任分解",
    "责任分工",
    "职责分工",
    "职能分工",
    "一览表",
    "责任表",
    "任务表",
    "矩阵表",
    "明细表",
    "推进表",
    "进度表",
    "调度表",
    "配档表",
    "时间表",
    "汇总表",
    "项目表",
    "对照表",
    "认领表",
    "路线图",
    "作战图",
    "任务书",
    "责任书",
    "计划表",
    "安排表",
    "工作台账",
    "台账",
    "应急预案",
    "会议纪要",
    "答复意见",
    "答复",
    "复函",
    "通知",
    "通报",
    "通告",
    "公告",
    "公报",
    "决定",
    "决议",
    "命令",
    "意见",
    "议案",
    "报告",
    "请示",
    "批复",
    "纪要",
    "方案",
    "计划",
    "规划",
    "纲要",
    "要点",
    "安排",
    "办法",
    "规定",
    "细则",
    "条例",
    "规则",
    "措施",
    "政策",
    "清单",
    "预案",
    "制度",
    "规程",
    "准则",
    "标准",
    "函",
    "令",
];

/// Kinds that headings within documents end with too: only long titles are of them.
const LONG: &[&str] = &["目标责任分解书", "责任分解书", "重点工作任务", "三年行动"];
/// The minimum length of such a title, in characters.
const LONG_TITLE: usize = 12;

/// The kind in [`LONG`] that a long title without a number in front of it ends with.
fn long_kind(title: &str) -> Option<&'static str> {
    let is_heading = title.starts_with('（') || title.chars().nth(1) == Some('、');
    let is_title = !is_heading && title.chars().nth(LONG_TITLE - 1).is_some();
    LONG.iter().copied().find(|kind| is_title && title.ends_with(kind))
}

/// Returns the kind that a title ends with, ignoring years and 试行 in brackets.
pub(super) fn kind(title: &str) -> Option<&'static str> {
    static BY_LAST: LazyLock<FxHashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
        let mut kinds: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
        for kind in KINDS {
            kinds.entry(kind.chars().next_back().unwrap_or_default()).or_default().push(kind);
        }
        kinds
    });
    let title = without_tail(title);
    let kinds = BY_LAST.get(&title.chars().next_back()?);
    let found = kinds.into_iter().flatten().copied().find(|kind| title.ends_with(kind));
    found.or_else(|| long_kind(title))
}

/// Whether a line is the title of a law, judging also by the line after it: `中华人民共和国节水法`
/// ⏎ `（2024年6月10日…通过）`.
pub(super) fn is_law(line: &str, behind: &str) -> bool {
    let passed = behind.starts_with('（') && (behind.contains("通过") || behind.contains("公布"));
    let opens = ["目录", "第一章", "第一编", "第一条"].iter().any(|word| behind.starts_with(word));
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
