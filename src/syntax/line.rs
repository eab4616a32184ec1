//! A quad as a line of N-Quads, the form by which quads are sorted.

use std::fmt::Write as _;
use std::io::{self, Write};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, LiteralRef, NamedOrBlankNodeRef, Quad, TermRef};

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

/// The length of most lines, in bytes.
const LENGTH: usize = 512;

impl Line {
    /// Leaves the graph out if it is the default one, or not asked for.
    pub(super) fn new(quad: &Quad, with_graph: bool) -> Self {
        let mut text = String::with_capacity(LENGTH);
        match &quad.graph_name {
            GraphName::NamedNode(node) if with_graph => push(&mut text, node.as_ref().into()),
            GraphName::BlankNode(node) if with_graph => push(&mut text, node.as_ref().into()),
            _ => (),
        }
        let triple = text.len();
        push(&mut text, NamedOrBlankNodeRef::from(&quad.subject).into());
        push(&mut text, quad.predicate.as_ref().into());
        push(&mut text, quad.object.as_ref());
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

/// Writes a term and a space. Terms are formatted character by character, which takes longer than
/// all else that is done with a line; most are copied instead.
fn push(text: &mut String, term: TermRef<'_>) {
    match term {
        TermRef::NamedNode(node) => text.extend(["<", node.as_str(), "> "]),
        TermRef::Literal(string) if is_verbatim(string) => {
            text.extend(["\"", string.value(), "\" "]);
        }
        other => write!(text, "{other} ").expect("memory takes it"),
    }
}

/// Whether a literal is nothing but a string of which no character is escaped.
fn is_verbatim(literal: LiteralRef<'_>) -> bool {
    let is_escaped = |byte: u8| byte.is_ascii_control() || matches!(byte, b'"' | b'\\');
    literal.datatype() == xsd::STRING
        && !literal.value().bytes().any(is_escaped)
        && !literal.value().contains(['\u{fffe}', '\u{ffff}'])
}
