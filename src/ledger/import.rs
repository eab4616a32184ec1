//! Reads filled-in ledgers back: matches rows to tasks, normalises values, merges several files
//! into one state, and reports whatever is not accepted.
//!
//! Only the columns that clerks fill in are imported. A value is a change if it differs from that
//! of the issued copy; two different changes of one value are a conflict, which is reported and not
//! resolved. Edits in the other columns become proposed corrections.

mod header;
mod lines;
mod merge;
mod propose;
mod value;

use std::collections::BTreeMap;

use oxigraph::model::Quad;

use super::record::{self, added};
use super::{Column, Filter, Layout, Ledger, LedgerError, Record, load};
use crate::message::Message;
use crate::model::Date;
use crate::read::Sheets;
use crate::store::Store;

pub(super) use header::MARKER;
use lines::Desk;

/// A filled-in file.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its sheets.
    pub sheets: Sheets,
}

/// Who submits the files, and when.
#[derive(Clone, Copy, Debug)]
pub struct Giver<'a> {
    /// The name of the person or unit.
    pub by: Option<&'a str>,
    /// The current time: `2023-06-27T08:00:00Z`.
    pub now: &'a str,
    /// The day to which the records refer.
    pub day: Date,
}

/// The kind of a remark on what was not accepted, or is odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// Different changes of the same value.
    Conflict,
    /// A row whose key matches no task of the store.
    Unmatched,
    /// A row without a key, with a task that is in no document.
    New,
    /// A row whose key belongs to one task and whose text to another.
    Disagreeing,
    /// An unknown status, or an invalid rate or date.
    Unknown,
    /// A value reported earlier that has since been replaced.
    Stale,
    /// Two rows of the same task in one file.
    Doubled,
    /// A task without a row in a file.
    Missing,
    /// A row issued before the wording changed.
    OtherWording,
    /// A task marked as done without evidence.
    NoEvidence,
    /// An edit to the text of the document.
    Edited,
}

impl RemarkKind {
    /// Whether the value was not accepted, so that somebody has to look at it.
    pub fn is_left_over(self) -> bool {
        matches!(
            self,
            Self::Conflict
                | Self::Unmatched
                | Self::New
                | Self::Disagreeing
                | Self::Unknown
                | Self::Stale
        )
    }

    fn word(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Unmatched => "unmatched",
            Self::New => "new",
            Self::Disagreeing => "disagreeing",
            Self::Unknown => "unknown",
            Self::Stale => "stale",
            Self::Doubled => "doubled",
            Self::Missing => "missing",
            Self::OtherWording => "other-wording",
            Self::NoEvidence => "no-evidence",
            Self::Edited => "edited",
        }
    }
}

/// A remark on what was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// Its kind.
    pub kind: RemarkKind,
    /// The file, sheet and row.
    pub place: String,
    /// What is wrong or odd.
    pub message: Message,
    /// The contents of the row, so that nothing is lost.
    pub content: String,
}

/// The result of an import.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The changes, task by task.
    pub records: Vec<Record>,
    /// The state before the import.
    pub before: BTreeMap<String, super::Filled>,
    /// Remarks, the worst first.
    pub remarks: Vec<Remark>,
    /// Proposed corrections, in the form of `corrections.toml`; empty if there are none.
    pub proposals: String,
    /// How many rows were matched to a task.
    pub n_matched: usize,
    /// The graph of statuses including this import; `None` if there is nothing new.
    pub graph: Option<Vec<Quad>>,
}

/// Reads files and compares them with a store; writes nothing.
pub fn import(
    store: &Store,
    (files, base): (&[File], Option<&File>),
    layout: &Layout,
    giver: Giver<'_>,
) -> Result<Imported, LedgerError> {
    let ledger = load(store, &Filter::default(), None)?;
    let records = record::read(store)?;
    let mut desk = Desk::new(&ledger, layout);
    for file in files {
        desk.take(file);
    }
    if desk.lines.is_empty() {
        return Err(LedgerError::NoLedger(
            files.iter().map(|file| file.name.clone()).collect::<Vec<_>>().join(", "),
        ));
    }
    let base = base.map(|file| Desk::new(&ledger, layout).read(file));
    let mut imported = merge::merge(&ledger, &records, &mut desk, base.as_deref());
    imported.proposals = propose::proposals(&ledger, &mut desk, layout, giver.by);
    imported.remarks.append(&mut desk.remarks);
    imported.remarks.sort_by(|a, b| (a.kind, &a.place).cmp(&(b.kind, &b.place)));
    imported.n_matched = desk.lines.len();
    let left: Vec<String> =
        imported.remarks.iter().filter(|one| one.kind.is_left_over()).map(kept).collect();
    let known = record::left(store)?;
    if imported.records.is_empty() && left.iter().all(|one| known.contains(one)) {
        return Ok(imported);
    }
    let import = record::Import {
        number: records
            .iter()
            .map(|(number, _)| *number)
            .max()
            .unwrap_or_default()
            .max(record::n_imports(store)?)
            + 1,
        by: giver.by,
        now: giver.now,
        day: giver.day,
        files: &files.iter().map(|file| (file.name.clone(), file.sheets.hash.clone())).collect(),
        records: &imported.records,
        left: &left,
    };
    imported.graph = Some(added(store, &import)?);
    Ok(imported)
}

/// Returns a remark in the form stored in the graph.
fn kept(remark: &Remark) -> String {
    format!("{} {}: {}", remark.place, remark.kind.word(), remark.content)
}

/// Normalises a text for comparison, dropping white space and punctuation.
fn key(text: &str) -> String {
    let text = crate::parse::normal(&super::day::wide_to_narrow(text));
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns what the document says in a column of a row.
fn source_text(ledger: &Ledger, row: &super::Row, column: Column, layout: &Layout) -> String {
    column.value(ledger, row, 1, layout.lights).text()
}
