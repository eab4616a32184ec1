//! Writes answers in their formats.

use std::io::{self, Write};

use oxigraph::model::{GraphName, Quad, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolutionIter};

use super::{Format, heading, sheet, table};
use crate::message;
use crate::message::{Lang, Message};
use crate::syntax;

/// Why an answer was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The format is for triples, but the answer has none; or vice versa.
    Kind(&'static str),
    /// The evaluation failed half-way.
    Evaluation(#[from] QueryEvaluationError),
    /// The workbook could not be written.
    Sheet(#[from] rust_xlsxwriter::XlsxError),
    /// The writer failed.
    Io(#[from] io::Error),
}

impl WriteError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Kind(format) => message!("answer-format", format = *format),
            Self::Evaluation(_) => message!("query-evaluation"),
            Self::Sheet(_) => message!("answer-sheet"),
            Self::Io(_) => message!("answer-write"),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Kind(_) => message!("hint-answer-format"),
            Self::Evaluation(_) => message!("hint-query-evaluation"),
            Self::Sheet(_) => message!("hint-answer-sheet"),
            Self::Io(_) => message!("hint-write"),
        }
    }
}

message::tells!(WriteError);

/// Writes an answer in `format`, and returns how many rows or triples it has; triples are sorted,
/// solutions are in the order of the query.
pub fn write(
    results: QueryResults<'_>,
    format: Format,
    writer: impl Write,
) -> Result<usize, WriteError> {
    match results {
        QueryResults::Boolean(value) => boolean(value, format, writer).map(|()| 1),
        QueryResults::Solutions(solutions) => self::solutions(solutions, format, writer),
        QueryResults::Graph(triples) => {
            let triples = triples.collect::<Result<Vec<Triple>, _>>()?;
            let quads: Vec<Quad> = triples
                .into_iter()
                .map(|triple| triple.in_graph(GraphName::DefaultGraph))
                .collect();
            let n = quads.len();
            match (format, format.rdf()) {
                (_, Some(rdf)) => syntax::write(&quads, rdf, writer)?,
                (Format::Table, _) => table::triples(quads, writer)?,
                _ => return Err(WriteError::Kind(format.name())),
            }
            Ok(n)
        }
    }
}

/// The most triples that are sorted before sending.
const SORTED: usize = 20_000;

/// Writes an answer of any length in bounded memory: like [`write()`], except that a large number
/// of triples are written in the order found.
pub fn stream(
    results: QueryResults<'_>,
    format: Format,
    writer: impl Write,
) -> Result<(), WriteError> {
    let (mut triples, rdf) = match (results, format.rdf()) {
        (QueryResults::Graph(triples), Some(rdf)) => (triples, rdf),
        (results, _) => return write(results, format, writer).map(drop),
    };
    let first = triples.by_ref().take(SORTED + 1).collect::<Result<Vec<Triple>, _>>()?;
    if first.len() <= SORTED {
        let quads: Vec<Quad> =
            first.into_iter().map(|triple| triple.in_graph(GraphName::DefaultGraph)).collect();
        return Ok(syntax::write(&quads, rdf, writer)?);
    }
    let mut serializer = syntax::serializer(rdf)?.for_writer(writer);
    for triple in first.into_iter().map(Ok).chain(triples) {
        serializer.serialize_triple(&triple?)?;
    }
    Ok(serializer.finish()?.flush()?)
}

fn boolean(value: bool, format: Format, mut writer: impl Write) -> Result<(), WriteError> {
    match format.results() {
        // The W3C defines no booleans in CSV and TSV; a bare word is what readers of both expect.
        Some(QueryResultsFormat::Csv | QueryResultsFormat::Tsv) => Ok(writeln!(writer, "{value}")?),
        Some(results) => {
            QueryResultsSerializer::from_format(results)
                .serialize_boolean_to_writer(writer, value)?;
            Ok(())
        }
        None if format == Format::Table => Ok(writeln!(writer, "{value}")?),
        None => Err(WriteError::Kind(format.name())),
    }
}

fn solutions(
    solutions: QuerySolutionIter<'_>,
    format: Format,
    writer: impl Write,
) -> Result<usize, WriteError> {
    let Some(results) = format.results() else {
        return match format {
            Format::Table => {
                let variables = solutions
                    .variables()
                    .iter()
                    .map(|variable| variable.as_str().to_owned())
                    .collect();
                table::solutions(solutions, variables, |_, term| table::term(term), writer)
            }
            Format::Xlsx => {
                let headings = heading::titles(&solutions, Lang::user());
                sheet::solutions(solutions, &headings, |_, term| table::term(term), writer)
            }
            _ => Err(WriteError::Kind(format.name())),
        };
    };
    let serializer = QueryResultsSerializer::from_format(results);
    let mut serializer =
        serializer.serialize_solutions_to_writer(writer, solutions.variables().to_vec())?;
    let mut n = 0;
    for solution in solutions {
        serializer.serialize(&solution?)?;
        n += 1;
    }
    serializer.finish()?.flush()?;
    Ok(n)
}
