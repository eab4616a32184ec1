//! Filters rows, by the names that people use for things.

use std::collections::BTreeSet;

use super::super::{Kind, Ledger, LedgerError, Row};
use crate::model::Role;
use crate::names;
use crate::store::Store;
use oxigraph::model::NamedNode;

/// Selects rows of a ledger; by default all. Names are looked up by [`names`](crate::names).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Rows in which this unit, class of units or person has a role.
    pub unit: Option<String>,
    /// Rows of these documents, and of their annexes.
    pub document: Option<String>,
    /// Rows in which somebody, or the unit, has this role.
    pub role: Option<Role>,
    /// Rows of this part of the plan: its number, or a substring of its heading or of a task's.
    pub part: Option<String>,
}

impl Filter {
    /// Removes what does not match from a ledger.
    pub(super) fn cut(&self, store: &Store, ledger: &mut Ledger) -> Result<(), LedgerError> {
        if ledger.rows.is_empty() {
            return Err(LedgerError::NoTasks);
        }
        let documents =
            self.document.as_ref().map(|name| names::documents(store, name)).transpose()?;
        let agents = self.unit.as_ref().map(|name| names::agents(store, name)).transpose()?;
        let parts = self.part.as_ref().map(|name| parts(ledger, name)).transpose()?;
        if let Some(found) = documents {
            cut_documents(ledger, &iris(&found.nodes));
        }
        if let Some(parts) = parts {
            ledger.rows.retain(|row| {
                parts.contains(&row.iri) || row.parts.iter().any(|part| parts.contains(&part.iri))
            });
        }
        let wanted = agents.as_ref().map(|found| iris(&found.nodes));
        if wanted.is_some() || self.role.is_some() {
            ledger.rows.retain(|row| self.has(row, wanted.as_ref()));
        }
        ledger.unit = agents.map(|found| match found.labels.as_slice() {
            [only] => only.clone(),
            _ => self.unit.clone().unwrap_or_default(),
        });
        if ledger.rows.is_empty() { Err(LedgerError::Nothing(self.clone())) } else { Ok(()) }
    }

    /// Whether a row has an assignment with the wanted role to one of `agents`, where these are
    /// given.
    fn has(&self, row: &Row, agents: Option<&BTreeSet<String>>) -> bool {
        row.assignments.iter().any(|one| {
            self.role.is_none_or(|role| one.role == role)
                && agents.is_none_or(|agents| agents.contains(&one.agent))
        })
    }
}

/// Keeps the rows of some documents and their annexes.
fn cut_documents(ledger: &mut Ledger, wanted: &BTreeSet<String>) {
    let documents = &ledger.documents;
    let is_wanted = |at: usize| {
        documents.get(at).is_some_and(|one| {
            wanted.contains(&one.iri)
                || one.notice.as_ref().is_some_and(|notice| wanted.contains(notice))
        })
    };
    ledger.rows.retain(|row| is_wanted(row.document));
    let files: BTreeSet<_> =
        ledger.rows.iter().filter_map(|row| Some(row.at.as_ref()?.file.clone())).collect();
    ledger.doubts.retain(|doubt| doubt.at.as_ref().is_some_and(|at| files.contains(&at.file)));
    ledger.provisions.retain(|one| is_wanted(one.document));
}

/// Returns the headings and tasks with a name; in each document those of the highest level.
fn parts(ledger: &Ledger, name: &str) -> Result<BTreeSet<String>, LedgerError> {
    let mut all: Vec<(NamedNode, names::Place<'_>)> = Vec::new();
    for row in &ledger.rows {
        let document = ledger.document(row).map(|document| document.iri.as_str());
        for (depth, part) in row.parts.iter().enumerate() {
            let place =
                names::Place { document, depth, number: &part.number, heading: &part.title };
            all.push((NamedNode::new_unchecked(&part.iri), place));
        }
        if row.kind == Kind::Task {
            // A heading matches before tasks, however deep they are.
            let place = names::Place {
                document,
                depth: usize::MAX,
                number: &row.number,
                heading: &row.title,
            };
            all.push((NamedNode::new_unchecked(&row.iri), place));
        }
    }
    Ok(iris(&names::parts(&all, name)?))
}

fn iris(nodes: &[NamedNode]) -> BTreeSet<String> {
    nodes.iter().map(|node| node.as_str().to_owned()).collect()
}
