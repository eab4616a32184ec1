//! Writes answers as a table for people: Chinese characters take two columns, and IRIs are
//! abbreviated with prefixes.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};
use oxigraph::model::{Quad, Term};
use oxigraph::sparql::QuerySolutionIter;

use super::WriteError;
use crate::message;
use crate::syntax;
use crate::syntax::short;

/// Writes solutions under `headings`, one a row, with terms formatted by `told`; returns their
/// number.
pub(crate) fn solutions(
    solutions: QuerySolutionIter<'_>,
    headings: Vec<String>,
    told: impl Fn(&str, &Term) -> String,
    writer: impl Write,
) -> Result<usize, WriteError> {
    let mut table = empty(headings);
    let variables: Vec<String> =
        solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    for solution in solutions {
        let solution = solution?;
        let cell =
            |variable: &String| solution.get(variable.as_str()).map(|term| told(variable, term));
        table.add_row(variables.iter().map(|variable| cell(variable).unwrap_or_default()));
    }
    finish(&table, writer)?;
    Ok(table.row_iter().count())
}

/// Writes triples, sorted.
pub(super) fn triples(mut quads: Vec<Quad>, writer: impl Write) -> io::Result<()> {
    let headings =
        [message!("column-subject"), message!("column-predicate"), message!("column-object")];
    let mut table = empty(headings.map(String::from).to_vec());
    syntax::sort(&mut quads);
    for quad in quads {
        table.add_row([
            term(&quad.subject.into()),
            term(&quad.predicate.into()),
            term(&quad.object),
        ]);
    }
    finish(&table, writer)
}

fn empty(header: Vec<String>) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(header);
    table
}

fn finish(table: &Table, mut writer: impl Write) -> io::Result<()> {
    let n = table.row_iter().count();
    writeln!(writer, "{table}\n{}", message!("n-rows", n = n))?;
    writer.flush()
}

/// Formats a literal without quotes and type, and an IRI with a prefix if possible.
pub(crate) fn term(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => short(node.as_str()),
        other => other.to_string(),
    }
}
