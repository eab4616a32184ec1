//! A quad as a line of N-Quads, the form by which quads are sorted.

use std::fmt::Write as _;
use std::io::{self, Write};

use oxigraph::model::{GraphName, Quad};

/// A quad in N-Quads with its graph in front: `<g> <s> <p> "o" `.
///
/// Sorted as text, lines are in the order of graph, subject, predicate and object: a term is never
/// the beginning of another, but for the string of a literal, and that is followed by a space,
/// which comes before `@` and `^`.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Line {
    text: String,
    /// Where the triple begins.
    triple: usize,
}

impl Line {
    /// Leaves the graph out if it is the default one, or not asked for.
    pub(super) fn new(quad: &Quad, with_graph: bool) -> Self {
        let mut text = String::new();
        let told = match &quad.graph_name {
            _ if !with_graph => Ok(()),
            GraphName::DefaultGraph => Ok(()),
            graph => write!(text, "{graph} "),
        };
        let triple = text.len();
        told.and_then(|()| write!(text, "{} {} {} ", quad.subject, quad.predicate, quad.object))
            .expect("memory takes it");
        Self { text, triple }
    }

    /// Writes the line as N-Quads have it, with the graph behind the triple.
    pub(super) fn write(&self, writer: &mut impl Write) -> io::Result<()> {
        let (graph, triple) = self.text.split_at(self.triple);
        writer.write_all(triple.as_bytes())?;
        writer.write_all(graph.as_bytes())?;
        writer.write_all(b".\n")
    }
}
