//! REPORTS: the progress of a ledger's tasks in a period, as a circular (通报), and as reminders to
//! units that are late (提醒函).
//!
//! The state at the end of the period comes from the records of progress; nothing is inferred.

mod circular;
mod docx;
mod letter;
mod paper;
mod period;

use std::collections::BTreeMap;

use super::{Filled, Ledger, Record, record};
use crate::model::Date;

pub use circular::circular;
pub use letter::letter;
pub use paper::{Block, Paper};
pub use period::Period;

impl Ledger {
    /// Returns the ledger as it was at the end of a day, without later records.
    #[must_use]
    pub fn at(&self, day: Date) -> Self {
        let is_known = |record: &&Record| record.day.is_none_or(|told| told <= day);
        let records: Vec<Record> = self.records.iter().filter(is_known).cloned().collect();
        let mut state: BTreeMap<String, Filled> = record::state(&records);
        let mut then = Self { records, as_of: Some(day), ..self.clone() };
        for row in &mut then.rows {
            row.filled = state.remove(&row.iri).unwrap_or_default();
        }
        then
    }
}

/// Returns the sender of a paper: the issuers of the documents; empty if they differ, since none of
/// them speaks for the others.
pub(super) fn sender(ledger: &Ledger) -> String {
    let mut issuers =
        ledger.rows.iter().filter_map(|row| ledger.document(row)).map(|document| &document.issuers);
    let first = issuers.next();
    let is_one = issuers.all(|other| Some(other) == first);
    first.filter(|_| is_one).map(|names| names.join("、")).unwrap_or_default()
}

/// Returns a day as documents write it: 2023年9月30日.
fn written(day: Date) -> String {
    day.strftime("%Y年%-m月%-d日").to_string()
}

/// Returns a task for a list: number, title, who is primarily responsible, and a remark.
fn item(ledger: &Ledger, row: &super::Row, said: &str) -> String {
    let mut owners: Vec<&str> = Vec::new();
    for one in row.owners() {
        if !owners.contains(&one.name.as_str()) {
            owners.push(&one.name);
        }
    }
    let document = match ledger.n_sources() {
        0 | 1 => String::new(),
        _ => ledger
            .document(row)
            .map(|document| format!("{}，", document.name()))
            .unwrap_or_default(),
    };
    let owners =
        if owners.is_empty() { "责任单位未明确".to_owned() } else { owners.join("、") };
    let said = if said.is_empty() { String::new() } else { format!("；{said}") };
    format!("{}{}（{document}{owners}{said}）", row.number, row.title)
}
