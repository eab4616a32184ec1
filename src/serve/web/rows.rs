//! Query solutions as a table.

use maud::{Markup, html};
use oxigraph::model::Term;

use super::Visit;
use super::term::Names;
use crate::message;
use crate::store::StoreError;

/// The most rows that a page shows.
pub(super) const SHOWN: usize = 1000;

/// A table under construction.
pub(super) struct Table {
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Vec<Markup>>,
    /// Whether rows were left out.
    pub(super) is_cut: bool,
}

impl Table {
    /// Creates a table without rows.
    pub(super) fn new(headings: Vec<String>) -> Self {
        Self { headings, rows: Vec::new(), is_cut: false }
    }

    /// Adds a row, unless the table is full.
    pub(super) fn push(&mut self, row: Vec<Markup>) {
        if self.rows.len() < SHOWN { self.rows.push(row) } else { self.is_cut = true }
    }

    /// Returns the table with the number of its rows.
    pub(super) fn shown(&self, visit: &Visit) -> Markup {
        let n = self.rows.len();
        html! {
            p.count {
                @if self.is_cut { (visit.say(&message!("page-cut", n = n))) } @else { (visit.say(&message!("n-rows", n = n))) }
            }
            @if n > 0 {
                div.wide { table {
                    thead { tr { @for heading in &self.headings { th scope="col" { (heading) } } } }
                    tbody { @for row in &self.rows { tr { @for cell in row { td { (cell) } } } } }
                } }
            }
        }
    }
}

/// Returns the contents of a cell for a term.
pub(super) fn cell(names: &Names<'_>, term: Option<&Term>) -> Result<Markup, StoreError> {
    term.map_or_else(|| Ok(html! {}), |term| names.term(term))
}
