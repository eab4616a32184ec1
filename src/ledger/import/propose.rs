//! Turns edits to the text of the document into proposed corrections: units added to or removed
//! from a task, a number that was lost.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::lines::{Desk, Line};
use super::{Remark, RemarkKind, key, source_text};
use crate::ledger::{Assignment, Column, Kind, Layout, Ledger, Row, day};
use crate::message;
use crate::model::Role;

/// Returns all edits in the form of `corrections.toml`; those that it cannot express become
/// comments.
pub(super) fn proposals(
    ledger: &Ledger,
    desk: &mut Desk<'_>,
    layout: &Layout,
    by: Option<&str>,
) -> String {
    let (mut out, mut remarks) = (String::new(), Vec::new());
    for line in &desk.lines {
        let Some(row) = ledger.rows.get(line.row) else { continue };
        for (column, cell) in &line.cells {
            let issued = source_text(ledger, row, *column, layout);
            if !is_edited(row, *column, cell, &issued) {
                continue;
            }
            let title = desk.title(line.row);
            let message = message!(
                "import-edited",
                task = title,
                column = column.heading(),
                value = cell,
                issued = issued.as_str()
            );
            let content = format!("{}={cell}", column.heading());
            remarks.push(Remark {
                kind: RemarkKind::Edited,
                place: line.place.clone(),
                message,
                content,
            });
            out.push_str(&proposal(ledger, (row, line), (*column, cell, &issued), by));
        }
    }
    desk.remarks.append(&mut remarks);
    out
}

/// Whether a cell differs from the document. Emptying a cell is not an edit, since rows get copied
/// without some of their columns.
fn is_edited(row: &Row, column: Column, cell: &str, issued: &str) -> bool {
    match column {
        Column::Serial
        | Column::Document
        | Column::Light
        | Column::Id
        | Column::Hash
        | Column::Field(_) => false,
        _ if cell.trim().is_empty() => false,
        Column::Due => day(cell) != day(issued),
        Column::Role(role) => {
            let (added, taken) = edits(row, role, cell);
            !added.is_empty() || !taken.is_empty()
        }
        _ => key(cell) != key(issued),
    }
}

/// Returns the names in a cell, without the marks after them.
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
    let document =
        ledger.document(row).map(|document| document.name().to_owned()).unwrap_or_default();
    let head = |kind: &str| {
        let by = by.map(|by| format!("by = {}\n", quoted(by))).unwrap_or_default();
        let reason = quoted(&line.place);
        format!(
            "[[{kind}]]\ndocument = {}\ntask = {}\n{by}reason = {reason}\n",
            quoted(&document),
            quoted(&row.path)
        )
    };
    match column {
        Column::Role(role) if row.kind == Kind::Task => roles(role, edits(row, role, cell), head),
        Column::Number if row.kind == Kind::Task && !cell.contains(['/', '#']) => {
            format!("{}number = {}\n\n", head("restore"), quoted(cell))
        }
        _ => {
            let one_line = |text: &str| text.replace(['\n', '\r'], " ");
            let (place, path) = (&line.place, &row.path);
            format!(
                "# {place} {path} {}：{} → {}\n\n",
                column.heading(),
                one_line(issued),
                one_line(cell)
            )
        }
    }
}

/// Returns the names that the cell adds, and those that it removes. A name may be in full, or as
/// the document writes it.
fn edits(row: &Row, role: Role, cell: &str) -> (Vec<String>, Vec<String>) {
    let new = names(cell);
    let own = || row.assignments.iter().filter(|one| one.role == role);
    let is_own =
        |name: &String| own().any(|one| [&one.name, &one.written, &one.full].contains(&name));
    let added = new.iter().filter(|name| !is_own(name)).cloned().collect();
    let is_kept = |one: &Assignment| {
        [&one.name, &one.written, &one.full].iter().any(|name| new.contains(*name))
    };
    let taken: BTreeSet<String> =
        own().filter(|one| !is_kept(one)).map(|one| one.written.clone()).collect();
    (added, taken.into_iter().collect())
}

fn roles(
    role: Role,
    (added, taken): (Vec<String>, Vec<String>),
    head: impl Fn(&str) -> String,
) -> String {
    let mut out = String::new();
    for (kind, names) in [("add", added), ("drop", taken)] {
        for name in names {
            let _ = write!(out, "{}role = \"{role}\"\nagent = {}\n\n", head(kind), quoted(&name));
        }
    }
    out
}

/// Returns a TOML string, which is written like one in JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_order_are_no_edit() {
        let names = |cell: &str| names(cell).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(names("县财政局、各乡镇＊△"), names("各乡镇，县财政局"));
        assert_eq!(names(""), "");
        assert_eq!(quoted("a\"\n"), r#""a\"\n""#);
    }
}
