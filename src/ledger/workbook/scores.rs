//! The sheet 考核评分, for documents that say how they are assessed: what counts for how much, and
//! space for the result.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::super::Ledger;
use super::super::column::Value;
use super::table::{Table, words};

const COLUMNS: &[(&str, usize)] = &[
    ("考核项目", 7),
    ("考核内容", 20),
    ("所属", 10),
    ("基础分值", 5),
    ("考核标准", 26),
    ("分值说明", 10),
    ("件数", 4),
    ("加分", 4),
    ("扣分", 4),
    ("得分", 4),
];

/// Writes the sheet, if there is a scheme.
pub(super) fn write(workbook: &mut Workbook, ledger: &Ledger) -> Result<(), XlsxError> {
    if ledger.provisions.is_empty() {
        return Ok(());
    }
    let rows = ledger.provisions.iter().map(|one| {
        let standard = if one.rule.is_empty() { &one.quote } else { &one.rule };
        let own = [words(&one.kind), words(&one.name), words(&one.of)];
        let points = one.points.map_or_else(|| words(""), Value::Number);
        let told = [points, words(standard), words(&one.terms)];
        own.into_iter().chain(told).chain((0..4).map(|_| words(""))).collect()
    });
    Table {
        name: "考核评分", title: Some("考核评分表"), columns: COLUMNS, rows: rows.collect()
    }
    .write(workbook)?;
    Ok(())
}
