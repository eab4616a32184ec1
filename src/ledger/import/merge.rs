//! Merges several files into one state, relative to the issued copy.

use std::collections::BTreeMap;

use super::lines::{Desk, Line, content};
use super::{Imported, Remark, RemarkKind, value};
use crate::ledger::record::state;
use crate::ledger::{Column, Field, Filled, Ledger, Record, Status};
use crate::message;

/// The earlier records, the current state, and the states that issued copies included.
struct Past<'a> {
    records: &'a [(usize, Record)],
    now: BTreeMap<String, Filled>,
    /// The states by the number of the last import that they include.
    then: BTreeMap<usize, BTreeMap<String, Filled>>,
    /// The lines of the issued copy, by row, if it was given.
    base: Option<BTreeMap<usize, &'a Line>>,
}

/// The value in the issued copy.
enum Base {
    Known(String),
    /// The row was pasted from elsewhere, so its issued value is unknown; the current value is
    /// used.
    Unknown,
}

impl Past<'_> {
    fn now(&self, task: &str, field: Field) -> String {
        self.now.get(task).map(|filled| filled.get(field).to_owned()).unwrap_or_default()
    }

    fn base(&self, line: &Line, marker: Option<usize>, task: &str, field: Field) -> Base {
        if let Some(base) = &self.base {
            let cell = base.get(&line.row).and_then(|line| line.cells.get(&Column::Field(field)));
            return cell.map_or(Base::Unknown, |cell| {
                Base::Known(value::value(field, cell).unwrap_or_default())
            });
        }
        let then = marker.and_then(|marker| self.then.get(&marker));
        then.map_or(Base::Unknown, |then| {
            Base::Known(
                then.get(task).map(|filled| filled.get(field).to_owned()).unwrap_or_default(),
            )
        })
    }

    /// Whether a value was reported earlier and has since been replaced.
    fn is_stale(&self, task: &str, field: Field, value: &str) -> bool {
        let of_task = self.records.iter().filter(|(_, record)| record.task == task);
        of_task.filter_map(|(_, record)| record.filled.0.get(&field)).any(|old| old == value)
    }
}

/// Merges the lines of all files.
pub(super) fn merge(
    ledger: &Ledger,
    records: &[(usize, Record)],
    desk: &mut Desk<'_>,
    base: Option<&[Line]>,
) -> Imported {
    let markers = desk.files.iter().filter_map(|file| file.marker);
    let then = markers.map(|marker| {
        (
            marker,
            state(records.iter().filter(|(import, _)| *import <= marker).map(|(_, record)| record)),
        )
    });
    let past = Past {
        records,
        now: state(records.iter().map(|(_, record)| record)),
        then: then.collect(),
        base: base.map(|lines| lines.iter().map(|line| (line.row, line)).collect()),
    };
    let mut by_row: BTreeMap<usize, Vec<&Line>> = BTreeMap::new();
    for line in &desk.lines {
        by_row.entry(line.row).or_default().push(line);
    }
    let (mut made, mut remarks) = (Vec::new(), Vec::new());
    for (at, lines) in &by_row {
        let Some(row) = ledger.rows.get(*at) else { continue };
        let mut task = Task {
            past: &past,
            desk,
            iri: &row.iri,
            title: desk.title(*at),
            remarks: &mut remarks,
        };
        made.extend(task.merge(lines));
    }
    desk.remarks.append(&mut remarks);
    desk.tell_other_wordings();
    Imported { records: made, before: past.now, ..Imported::default() }
}

/// The lines of one task being merged.
struct Task<'a> {
    past: &'a Past<'a>,
    desk: &'a Desk<'a>,
    iri: &'a str,
    title: String,
    remarks: &'a mut Vec<Remark>,
}

/// A change that a line makes.
struct Change<'a> {
    value: String,
    /// Whether the issued copy had the current value, so that the change builds on it.
    goes_on: bool,
    line: &'a Line,
}

impl Task<'_> {
    fn merge(&mut self, lines: &[&Line]) -> Vec<Record> {
        let mut by_file: BTreeMap<&str, Record> = BTreeMap::new();
        for field in Field::ALL {
            if let Some((value, line)) = self.field(field, lines) {
                let name = self
                    .desk
                    .files
                    .get(line.file)
                    .map(|file| file.name.as_str())
                    .unwrap_or_default();
                let record = by_file.entry(name).or_insert_with(|| Record {
                    task: self.iri.to_owned(),
                    file: name.to_owned(),
                    ..Record::default()
                });
                record.filled.0.insert(field, value);
            }
        }
        let records: Vec<Record> = by_file.into_values().collect();
        self.tell_done_without_evidence(&records, lines);
        records
    }

    /// Returns the new value of a field and the line that gives it, unless there is no change or a
    /// conflict.
    fn field<'l>(&mut self, field: Field, lines: &[&'l Line]) -> Option<(String, &'l Line)> {
        let now = self.past.now(self.iri, field);
        let mut changes: Vec<Change<'l>> = Vec::new();
        for line in lines {
            changes.extend(self.change(field, line, &now));
        }
        changes.dedup_by(|one, other| one.value == other.value);
        let first = changes.first()?;
        if changes.iter().all(|change| change.value == first.value) {
            if first.value == now {
                return None;
            }
            if changes.iter().any(|change| change.goes_on) {
                return Some((first.value.clone(), first.line));
            }
        }
        let mut said: Vec<String> =
            changes.iter().map(|one| format!("“{}”〔{}〕", one.value, one.line.place)).collect();
        if !now.is_empty() {
            said.push(format!("“{now}”"));
        }
        let (said, title) = (said.join(" / "), self.title.as_str());
        let message =
            message!("import-conflict", task = title, column = field.zh(), values = said.as_str());
        let content = format!("{} {}：{said}", self.iri, field.zh());
        self.remarks.push(Remark {
            kind: RemarkKind::Conflict,
            place: first.line.place.clone(),
            message,
            content,
        });
        None
    }

    /// Returns what a line changes in a field, compared with the copy that was issued.
    fn change<'l>(&mut self, field: Field, line: &'l Line, now: &str) -> Option<Change<'l>> {
        let cell = line.cells.get(&Column::Field(field))?;
        let Ok(value) = value::value(field, cell) else {
            self.unknown(field, line, cell);
            return None;
        };
        let marker = self.desk.files.get(line.file).and_then(|file| file.marker);
        match self.past.base(line, marker, self.iri, field) {
            Base::Known(base) => {
                (value != base).then(|| Change { goes_on: base == now, value, line })
            }
            Base::Unknown if value == now || value.is_empty() => None,
            Base::Unknown if self.past.is_stale(self.iri, field, &value) => {
                let title = self.title.as_str();
                let message = message!(
                    "import-stale",
                    task = title,
                    column = field.zh(),
                    value = value.as_str(),
                    now = now
                );
                self.remarks.push(Remark {
                    kind: RemarkKind::Stale,
                    place: line.place.clone(),
                    message,
                    content: content(&line.cells),
                });
                None
            }
            Base::Unknown => Some(Change { goes_on: true, value, line }),
        }
    }

    fn unknown(&mut self, field: Field, line: &Line, cell: &str) {
        let title = self.title.as_str();
        let message = message!("import-unknown", task = title, column = field.zh(), value = cell);
        let content = content(&line.cells);
        self.remarks.push(Remark {
            kind: RemarkKind::Unknown,
            place: line.place.clone(),
            message,
            content,
        });
    }

    /// Reports a task marked as done without evidence; the status is accepted nevertheless.
    fn tell_done_without_evidence(&mut self, records: &[Record], lines: &[&Line]) {
        let told =
            |field: Field| records.iter().find_map(|record| record.filled.0.get(&field).cloned());
        let becomes = told(Field::Status).and_then(|status| Status::read(&status));
        let evidence =
            told(Field::Evidence).unwrap_or_else(|| self.past.now(self.iri, Field::Evidence));
        if becomes.is_some_and(Status::is_done) && evidence.is_empty() {
            let message = message!("import-no-evidence", task = self.title.as_str());
            let place = lines.first().map(|line| line.place.clone()).unwrap_or_default();
            let content = self.iri.to_owned();
            self.remarks.push(Remark { kind: RemarkKind::NoEvidence, place, message, content });
        }
    }
}
