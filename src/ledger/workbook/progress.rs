//! The sheet 进展记录: what was reported on each task and when; lines are added, never changed.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::super::column::Value;
use super::super::{Field, Ledger, Record};
use super::table::{Table, words};

const COLUMNS: &[(&str, usize)] = &[
    ("日期", 7),
    ("任务标识", 16),
    ("任务", 16),
    ("状态", 5),
    ("完成率", 5),
    ("进展", 24),
    ("填报人", 7),
    ("来源文件", 14),
];

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, ledger: &Ledger) -> Result<(), XlsxError> {
    let rows = ledger.records.iter().map(|record| row(ledger, record)).collect();
    Table { name: "进展记录", title: Some("进展记录"), columns: COLUMNS, rows }.write(workbook)?;
    Ok(())
}

fn row(ledger: &Ledger, record: &Record) -> Vec<Value> {
    let task = ledger.rows.iter().find(|row| row.iri == record.task);
    let get = |field| words(record.filled.get(field));
    vec![
        record.day.map_or_else(|| words(""), Value::Day),
        words(crate::syntax::short(&record.task)),
        words(task.map(|task| task.title.clone()).unwrap_or_default()),
        get(Field::Status),
        record.filled.rate().map_or_else(|| words(""), |rate| Value::Share(rate / 100.0)),
        get(Field::Progress),
        words(&record.by),
        words(&record.file),
    ]
}
