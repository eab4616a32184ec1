//! Edits to what the document says, as proposed corrections: who was added to a task, who was taken out, a number that was lost.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::lines::{Desk, Line};
use super::{Remark, RemarkKind, key, source_text};
use crate::ledger::{Column, Kind, Layout, Ledger, Row, day};
use crate::message;
use crate::model::Role;

/// All edits in the form of `corrections.toml`; what that form has no word for is a comment in it.
pub(super) fn proposals(ledger: &Ledger, desk: &mut Desk<'_>, layout: &Layout, by: Option<&str>) -> String {
    let (mut out, mut remarks) = (String::new(), Vec::new());
    for line in &desk.lines {
        let Some(row) = ledger.rows.get(line.row) else { continue };
        for (column, cell) in &line.cells {
            let issued = source_text(ledger, row, *column, layout);
            if !is_edited(*column, cell, &issued) {
                continue;
            }
            let title = desk.title(line.row);
            let message =
                message!("import-edited", task = title, column = column.heading(), value = cell, issued = issued.as_str());
            let content = format!("{}={cell}", column.heading());
            remarks.push(Remark { kind: RemarkKind::Edited, place: line.place.clone(), message, content });
            out.push_str(&proposal(ledger, (row, line), (*column, cell, &issued), by));
        }
    }
    desk.remarks.append(&mut remarks);
    out
}

/// Whether a cell says something else than the document. What was emptied is no edit: rows are copied without some of their columns.
fn is_edited(column: Column, cell: &str, issued: &str) -> bool {
    match column {
        Column::Serial | Column::Document | Column::Light | Column::Id | Column::Hash | Column::Field(_) => false,
        _ if cell.trim().is_empty() => false,
        Column::Due => day(cell) != day(issued),
        Column::Role(_) => names(cell) != names(issued),
        _ => key(cell) != key(issued),
    }
}

/// The names in a cell, without the signs behind them.
fn names(cell: &str) -> BTreeSet<String> {
    let parts = cell.split(['、', '，', ',', '；', ';', '\n', ' ']);
    let bare = parts.map(|name| name.trim().trim_end_matches(['＊', '△', '◇', '*']).to_owned());
    bare.filter(|name| !name.is_empty()).collect()
}

fn proposal(
    ledger: &Ledger,
    (row, line): (&Row, &Line),
    (column, cell, issued): (Column, &str, &str),
    by: Option<&str>,
) -> String {
    let document = ledger.document(row).map(|document| document.name().to_owned()).unwrap_or_default();
    let head = |kind: &str| {
        let by = by.map(|by| format!("by = {}\n", quoted(by))).unwrap_or_default();
        let reason = quoted(&line.place);
        format!("[[{kind}]]\ndocument = {}\ntask = {}\n{by}reason = {reason}\n", quoted(&document), quoted(&row.path))
    };
    match column {
        Column::Role(role) if row.kind == Kind::Task => roles(role, (cell, issued), head),
        Column::Number if row.kind == Kind::Task && !cell.contains(['/', '#']) => {
            format!("{}number = {}\n\n", head("restore"), quoted(cell))
        }
        _ => {
            let one_line = |text: &str| text.replace(['\n', '\r'], " ");
            let (place, path) = (&line.place, &row.path);
            format!("# {place} {path} {}：{} → {}\n\n", column.heading(), one_line(issued), one_line(cell))
        }
    }
}

fn roles(role: Role, (cell, issued): (&str, &str), head: impl Fn(&str) -> String) -> String {
    let (new, old) = (names(cell), names(issued));
    let mut out = String::new();
    for name in new.difference(&old) {
        let _ = write!(out, "{}role = \"{role}\"\nagent = {}\n\n", head("add"), quoted(name));
    }
    for name in old.difference(&new) {
        let _ = write!(out, "{}role = \"{role}\"\nagent = {}\n\n", head("drop"), quoted(name));
    }
    out
}

/// A string of TOML, which is one of JSON too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_order_are_no_edit() {
        let role = Column::Role(Role::Support);
        assert!(!is_edited(role, "县财政局、各乡镇", "各乡镇＊△、县财政局"));
        assert!(is_edited(role, "县财政局、县审计局", "县财政局"));
        assert!(!is_edited(Column::Due, "2023/12/31", "2023-12-31"));
        assert!(!is_edited(Column::Task, "", "加强学习"));
    }
}
