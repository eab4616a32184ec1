//! Quads as lines of N-Quads, the form by which they are sorted.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, LiteralRef, NamedOrBlankNodeRef, Quad, TermRef};

/// Quads in N-Quads, each with its graph in front: `<g> <s> <p> "o" `.
///
/// Sorted as text, lines are in the order of graph, subject, predicate and object: a term is never
/// the beginning of another, but for the string of a literal, and that is followed by a space,
/// which comes before `@` and `^`.
pub(super) struct Lines<'a> {
    /// All lines in one string: thousands of small ones take longer to get than to fill.
    text: String,
    lines: Vec<Line<'a>>,
}

/// A line, by its place in the text.
struct Line<'a> {
    range: Range<usize>,
    /// Where the triple begins.
    triple: usize,
    quad: &'a Quad,
}

/// The length of an average line, in bytes.
const LENGTH: usize = 300;

/// What N-Quads have behind the triple and the graph.
const END: &[u8] = b".\n";

impl<'a> Lines<'a> {
    /// Sorts `quads` and leaves out repeated ones. Graphs are left out if not asked for.
    pub(super) fn sorted(quads: &'a [Quad], with_graphs: bool) -> Self {
        let mut text = String::with_capacity(quads.len() * LENGTH);
        let line = |quad| {
            let start = text.len();
            let triple = push_quad(&mut text, quad, with_graphs);
            Line { range: start..text.len(), triple, quad }
        };
        let mut lines: Vec<_> = quads.iter().map(line).collect();
        let bytes = text.as_bytes();
        lines.sort_unstable_by_key(|line| &bytes[line.range.clone()]);
        lines.dedup_by_key(|line| &bytes[line.range.clone()]);
        Self { text, lines }
    }

    /// The quads in the order of their lines.
    pub(super) fn quads(&self) -> impl Iterator<Item = &'a Quad> {
        self.lines.iter().map(|line| line.quad)
    }

    /// The length of all lines as they are written, in bytes.
    pub(super) fn n_bytes(&self) -> usize {
        self.lines.iter().map(|line| line.range.len() + END.len()).sum()
    }

    /// Writes the lines as N-Quads have them, with the graph behind the triple.
    pub(super) fn write(&self, mut writer: impl Write) -> io::Result<()> {
        let text = self.text.as_bytes();
        for line in &self.lines {
            writer.write_all(&text[line.triple..line.range.end])?;
            writer.write_all(&text[line.range.start..line.triple])?;
            writer.write_all(END)?;
        }
        writer.flush()
    }
}

/// A quad as a line of its own.
pub(super) fn line(quad: &Quad) -> String {
    let mut text = String::with_capacity(LENGTH);
    push_quad(&mut text, quad, true);
    text
}

/// Writes a line without its end, and returns where its triple begins. The graph is left out if it
/// is the default one, or not asked for.
fn push_quad(text: &mut String, quad: &Quad, with_graph: bool) -> usize {
    match &quad.graph_name {
        GraphName::NamedNode(node) if with_graph => push(text, node.as_ref().into()),
        GraphName::BlankNode(node) if with_graph => push(text, node.as_ref().into()),
        _ => (),
    }
    let triple = text.len();
    push(text, NamedOrBlankNodeRef::from(&quad.subject).into());
    push(text, quad.predicate.as_ref().into());
    push(text, quad.object.as_ref());
    triple
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
