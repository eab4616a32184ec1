//! What people filled in, read back: rows to tasks, words to values, several files to one state,
//! and what is not taken told.
//!
//! The clerk's columns alone are taken. A value is a change where it differs from that of the copy
//! that was issued; two different changes of one value are a conflict, which is told and not
//! decided. What was edited in the other columns becomes proposed corrections.

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

/// A file that people filled in.
#[derive(Clone, Debug)]
pub struct File {
    /// What it is called.
    pub name: String,
    /// Its sheets.
    pub sheets: Sheets,
}

/// Who gives the files, and when.
#[derive(Clone, Copy, Debug)]
pub struct Giver<'a> {
    /// Who.
    pub by: Option<&'a str>,
    /// The time: `2023-06-27T08:00:00Z`.
    pub now: &'a str,
    /// The day that the records are of.
    pub day: Date,
}

/// What kind of thing was not taken, or is odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// Two changes of one value that differ.
    Conflict,
    /// A row whose key is of no task of the store.
    Unmatched,
    /// A row without a key that names a task that no document has.
    New,
    /// A row whose key is of one task and whose words are of another.
    Disagreeing,
    /// A word that means no status, a rate or a day that is none.
    Unknown,
    /// A value that was told before and replaced since.
    Stale,
    /// Two rows of one task in a file.
    Doubled,
    /// A task of which a file has no row.
    Missing,
    /// A row that was issued before the wording changed.
    OtherWording,
    /// A task that is done without evidence.
    NoEvidence,
    /// An edit to what the document says.
    Edited,
}

impl RemarkKind {
    /// Whether what people wrote is not in the new state, so that somebody has to look at it.
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

/// Something that is told of what was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// What kind of thing.
    pub kind: RemarkKind,
    /// Where: file, sheet, row.
    pub place: String,
    /// What.
    pub message: Message,
    /// What the row says, so that nothing is lost.
    pub content: String,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// What changes, task by task.
    pub records: Vec<Record>,
    /// What holds before.
    pub before: BTreeMap<String, super::Filled>,
    /// What is odd, worst first.
    pub remarks: Vec<Remark>,
    /// Proposed corrections, in the form of `corrections.toml`; empty where there are none.
    pub proposals: String,
    /// How many rows were found to be of which task.
    pub n_matched: usize,
    /// The graph of statuses with the import added; none where it is known already.
    pub graph: Option<Vec<Quad>>,
}

/// Reads files against a store; nothing is written.
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

/// What the graph keeps of what was not taken.
fn kept(remark: &Remark) -> String {
    format!("{} {}: {}", remark.place, remark.kind.word(), remark.content)
}

/// Text by which two ways of writing it are one: without white space, signs and marks.
fn key(text: &str) -> String {
    let text = crate::parse::normal(&super::day::wide_to_narrow(text));
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What a line of a file says in a column of the document.
fn source_text(ledger: &Ledger, row: &super::Row, column: Column, layout: &Layout) -> String {
    column.value(ledger, row, 1, layout.lights).text()
}
