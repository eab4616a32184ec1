//! Answers as a table for people: Chinese characters take two columns, IRIs are shortened by the prefixes.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};
use oxigraph::model::{Quad, Term};
use oxigraph::sparql::QuerySolutionIter;

use super::WriteError;
use crate::names::short;
use crate::store::sort_key;

/// Writes solutions, one a row, and how many there are.
pub(super) fn solutions(solutions: QuerySolutionIter<'_>, writer: impl Write) -> Result<usize, WriteError> {
    let mut table = empty(solutions.variables().iter().map(|variable| variable.as_str()).collect());
    let n = solutions.variables().len();
    for solution in solutions {
        let solution = solution?;
        let cell = |column: usize| solution.get(column).map(term).unwrap_or_default();
        table.add_row((0..n).map(cell).collect::<Vec<_>>());
    }
    finish(&table, writer)?;
    Ok(table.row_iter().count())
}

/// Writes triples, sorted.
pub(super) fn triples(mut quads: Vec<Quad>, writer: impl Write) -> io::Result<()> {
    let mut table = empty(vec!["subject", "predicate", "object"]);
    quads.sort_by_cached_key(sort_key);
    for quad in quads {
        table.add_row([term(&quad.subject.into()), term(&quad.predicate.into()), term(&quad.object)]);
    }
    finish(&table, writer)
}

fn empty(header: Vec<&str>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(header);
    table
}

fn finish(table: &Table, mut writer: impl Write) -> io::Result<()> {
    let n = table.row_iter().count();
    writeln!(writer, "{table}\n{n} row{}", if n == 1 { "" } else { "s" })?;
    writer.flush()
}

/// A literal without quotes and type, an IRI with a prefix where one fits.
fn term(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => short(node.as_str()),
        other => other.to_string(),
    }
}
