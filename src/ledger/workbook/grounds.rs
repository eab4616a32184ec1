//! The sheet 依据与疑点: every assignment, citation, time and doubt on a line of its own, with its
//! text and position, for checking one by one.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::super::column::{Value, of_role};
use super::super::{Assignment, At, Doubt, Ledger, Row};
use super::table::{Table, words};
use crate::model::TimeKind;

const COLUMNS: &[(&str, usize)] = &[
    ("标识", 11),
    ("编号", 4),
    ("类型", 4),
    ("内容", 12),
    ("原文", 24),
    ("出处", 10),
    ("法律依据", 12),
    ("把握", 4),
    ("疑点", 10),
    ("处理", 6),
];

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, ledger: &Ledger) -> Result<(), XlsxError> {
    let mut rows: Vec<Vec<Value>> = ledger.rows.iter().flat_map(of_row).collect();
    rows.extend(ledger.doubts.iter().map(|one| doubt(("", ""), one)));
    Table { name: "依据与疑点", title: Some("依据与疑点"), columns: COLUMNS, rows }
        .write(workbook)?;
    Ok(())
}

fn of_row(row: &Row) -> Vec<Vec<Value>> {
    let iri = crate::syntax::short(&row.iri);
    let key = (iri.as_str(), row.number.as_str());
    let mut lines: Vec<Vec<Value>> =
        row.assignments.iter().map(|one| assignment(key, one)).collect();
    lines.extend(
        row.citations
            .iter()
            .map(|one| line(key, "依据", "", (&one.quote, one.at.as_ref()), &one.told())),
    );
    lines.extend(row.times.iter().map(|one| {
        let value = format!("{} {}", time(one.kind), one.value);
        line(key, "时限", value.trim(), (&one.words, None), "")
    }));
    lines.extend(row.targets.iter().map(|one| line(key, "指标", "", (one, None), "")));
    lines.extend(row.doubts.iter().map(|one| doubt(key, one)));
    lines
}

fn time(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Deadline => "期限",
        TimeKind::Period => "期间",
        TimeKind::Recurrence => "周期",
        TimeKind::Duration => "时长",
    }
}

/// Returns a line without confidence and doubt.
fn line(
    (iri, number): (&str, &str),
    kind: &str,
    what: &str,
    (quote, at): (&str, Option<&At>),
    basis: &str,
) -> Vec<Value> {
    let place = at.map(At::told).unwrap_or_default();
    [iri, number, kind, what, quote, &place, basis, "", "", ""].into_iter().map(words).collect()
}

fn assignment(key: (&str, &str), one: &Assignment) -> Vec<Value> {
    let what = format!("{}：{}", of_role(one.role), one.marked());
    let quote = one
        .duty
        .as_deref()
        .filter(|duty| one.sentence.is_empty() && !duty.is_empty())
        .unwrap_or(&one.sentence);
    let mut cells = line(key, "责任", &what, (quote, one.at.as_ref()), "");
    if let (Some(cell), Some(sure)) = (cells.get_mut(7), one.confidence) {
        *cell = Value::Number((sure * 100.0).round() / 100.0);
    }
    cells
}

fn doubt(key: (&str, &str), one: &Doubt) -> Vec<Value> {
    let mut cells = line(key, "疑点", &one.code, (&one.quote, one.at.as_ref()), "");
    if let Some(cell) = cells.get_mut(8) {
        *cell = words(&one.message);
    }
    cells
}
