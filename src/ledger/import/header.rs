//! Finds the header of a sheet by its words, wherever it is, and the marker that tells which copy
//! was issued.

use crate::ledger::{Column, Field, Layout};
use crate::read::Grid;

/// The heading in the hidden sheet above the number of the last import that the copy includes.
pub(in crate::ledger) const MARKER: &str = "签发时导入次数";

/// Sheets of the workbook other than the ledger.
const OTHERS: &[&str] =
    &["单位汇总", "进展记录", "依据与疑点", "考核评分", "字典", "填表说明", "交办单"];

/// Alternative headings of the columns to fill in.
const SYNONYMS: &[(Field, &[&str])] = &[
    (Field::Status, &["完成状态", "办理状态", "当前状态", "工作状态", "完成情况"]),
    (Field::Rate, &["完成率%", "进度", "完成进度", "完成比例"]),
    (Field::Progress, &["进展", "具体进展", "工作进展", "落实情况", "推进情况"]),
    (Field::Problem, &["问题", "存在的问题", "存在的困难或问题", "困难和问题"]),
    (Field::Next, &["下一步举措", "下步措施", "下一步措施", "下一步工作", "下一步打算"]),
    (Field::Evidence, &["佐证", "证明材料", "佐证资料"]),
    (Field::Closed, &["办结时间", "完成日期", "实际完成日期", "落实时间"]),
    (Field::Person, &["具体责任人", "经办人"]),
    (Field::Phone, &["电话", "联系方式"]),
    (Field::Remark, &["说明"]),
];

/// How many rows from the top may hold the header.
const HIGHEST: usize = 30;

/// Returns the row of the header, and its columns.
pub(super) fn header(grid: &Grid, layout: &Layout) -> Option<(usize, Vec<Option<Column>>)> {
    if OTHERS.contains(&grid.name.as_str()) || grid.name.starts_with("督办导入") {
        return None;
    }
    let rows = grid.rows.iter().take(HIGHEST).enumerate();
    let read =
        rows.map(|(at, row)| (at, row.iter().map(|cell| column(cell, layout)).collect::<Vec<_>>()));
    // The row of group headings above the header contains some of its words too.
    let n = |columns: &[Option<Column>]| columns.iter().flatten().count();
    read.filter(|(_, columns)| is_header(columns))
        .max_by_key(|(at, columns)| (n(columns), std::cmp::Reverse(*at)))
}

fn is_header(columns: &[Option<Column>]) -> bool {
    let has = |wanted: fn(&Column) -> bool| columns.iter().flatten().any(wanted);
    has(|column| matches!(column, Column::Task | Column::Id))
        && has(|column| matches!(column, Column::Field(_)))
        && columns.iter().flatten().count() > 2
}

fn column(cell: &str, layout: &Layout) -> Option<Column> {
    let bare: String =
        cell.chars().filter(|c| !c.is_whitespace() && !"（）()*＊".contains(*c)).collect();
    let renamed = || Column::ALL.into_iter().find(|column| layout.heading(*column) == bare);
    let synonym = || {
        SYNONYMS
            .iter()
            .find(|(_, words)| words.contains(&bare.as_str()))
            .map(|(field, _)| Column::Field(*field))
    };
    Column::of_heading(&bare).or_else(renamed).or_else(synonym)
}

/// Returns the number of the last import that the issued copy includes, and the unit to which it is
/// restricted.
pub(super) fn marker(grids: &[Grid]) -> (Option<usize>, Option<String>) {
    let below = |mark: &str| {
        grids.iter().find_map(|grid| {
            let (at, column) = grid
                .rows
                .iter()
                .enumerate()
                .find_map(|(at, row)| Some((at, row.iter().position(|cell| cell == mark)?)))?;
            grid.rows.get(at + 1)?.get(column).cloned()
        })
    };
    let number = below(MARKER).and_then(|number| number.parse().ok());
    (number, below("签发单位").filter(|unit| !unit.is_empty()))
}
