//! Rows that are not tasks: totals, names of those who filled in the table, remarks below it, empty
//! rows.

use super::cell::Cell;
use super::column::is_caption;
use crate::affix::AnyOf;
use crate::message;
use crate::message::Message;
use crate::read::table::LEFT;

/// What a row is, if it is not a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    Total,
    Signature,
    /// A remark on the table, which becomes a paragraph of its own.
    Remark,
}

const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "累计", "总分", "合 计"];
const SIGNATURES: &[&str] = &[
    "填表人",
    "填报人",
    "制表人",
    "制表：",
    "审核人",
    "审批人",
    "复核人",
    "经办人",
    "填表单位",
    "填报单位",
    "填表日期",
    "填报日期",
    "填表时间",
    "填报时间",
    "单位负责人",
    "负责人签字",
    "负责人（签字",
    "主要负责人（签",
    "分管领导（签",
    "分管领导签",
    "领导签字",
    "盖章",
    "（盖章",
    "单位（盖章",
    "单位盖章",
    "签字：",
    "签名：",
    "联系电话：",
    "联系人：",
];
const REMARKS: &[&str] =
    &["备注：", "注：", "说明：", "附注：", "填表说明", "备注:", "注1", "注2", "备注1"];

impl Rest {
    /// The message that names it.
    pub(super) fn message(self) -> Message {
        match self {
            Self::Total => message!("row-total"),
            Self::Signature => message!("row-signature"),
            Self::Remark => message!("row-remark"),
        }
    }
}

/// Decides from its beginning whether a row is something other than a task.
pub(super) fn of(row: &[Cell]) -> Option<Rest> {
    let said =
        row.iter().filter(|cell| !cell.continued && cell.raw != LEFT && !cell.raw.is_empty());
    let first = said.clone().next()?.plain();
    let begins = |words: &[&str]| first.starts_with_any(words);
    let is_alone = said.clone().count() == 1;
    match () {
        () if is_total(&first) => Some(Rest::Total),
        () if begins(SIGNATURES) => Some(Rest::Signature),
        () if begins(REMARKS) || is_alone && first == "备注" => Some(Rest::Remark),
        () => None,
    }
}

/// Whether a row is no part of the body of a table: a caption, a signature, a remark.
pub(super) fn is_apart(row: &[Cell]) -> bool {
    is_caption(row) || of(row).is_some()
}

/// Whether a line is a remark on the table above it.
pub(super) fn is_remark(line: &str) -> bool {
    line.starts_with_any(REMARKS)
}

/// Whether a text is `合计`, `总计（项）` or `小计：12`, and not `合计算力规模…`.
fn is_total(text: &str) -> bool {
    let rest = text.strip_any_prefix(TOTALS);
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || "（：: ".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_no_tasks_are_told_by_how_they_begin() {
        for (row, expected) in [
            (&["合计", "", "12"][..], Some(Rest::Total)),
            (&["", "合计（项）", "3"], Some(Rest::Total)),
            (&["填表人：张三", "审核人：李四"], Some(Rest::Signature)),
            (&["备注：★牵头 △配合", "<<", "<<"], Some(Rest::Remark)),
            (&["合计算力规模达到3EFLOPS", "县工信局"], None),
            (&["1", "制表册", "县统计局"], None),
            (&["", "", ""], None),
        ] {
            let cells: Vec<Cell> =
                row.iter().map(|raw| Cell { raw, at: 0, continued: false }).collect();
            assert_eq!(of(&cells), expected, "{row:?}");
        }
    }
}
