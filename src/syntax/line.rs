//! Quads as lines of N-Quads, the form by which they are sorted.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphNameRef, Quad, QuadRef, TermRef};

use crate::graph::Sink;

/// Quads in N-Quads, each with its graph in front: `<g> <s> <p> "o" `.
///
/// Sorted as text, lines are in the order of graph, subject, predicate and object: a term is never
/// the beginning of another, but for the string of a literal, and that is followed by a space,
/// which comes before `@` and `^`.
#[derive(Default)]
pub(crate) struct Lines {
    /// All lines in one string: thousands of small ones take longer to get than to fill.
    text: String,
    lines: Vec<Line>,
}

/// A line, by its place in the text.
#[derive(Clone)]
struct Line {
    range: Range<usize>,
    parts: Parts,
    /// How many lines were written before it.
    n: usize,
}

/// Where the parts of a line begin.
#[derive(Clone, Copy)]
struct Parts {
    triple: usize,
    predicate: usize,
}

/// The length of an average line, in bytes.
const LENGTH: usize = 300;

/// What N-Quads have behind the triple and the graph.
const END: &[u8] = b".\n";

impl Lines {
    /// Writes a line for each of `quads`. Graphs are left out if not asked for.
    pub(super) fn of(quads: &[Quad], with_graphs: bool) -> Self {
        let mut lines = Self {
            text: String::with_capacity(quads.len() * LENGTH),
            lines: Vec::with_capacity(quads.len()),
        };
        quads.iter().for_each(|quad| lines.push(quad.as_ref(), with_graphs));
        lines
    }

    /// Writes a line for each of `quads`.
    pub(crate) fn extend(&mut self, quads: &[Quad]) {
        quads.iter().for_each(|quad| self.push(quad.as_ref(), true));
    }

    fn push(&mut self, quad: QuadRef<'_>, with_graph: bool) {
        let start = self.text.len();
        let parts = push_quad(&mut self.text, quad, with_graph);
        let range = start..self.text.len();
        self.lines.push(Line { range, parts, n: self.lines.len() });
    }

    /// Sorts the lines and leaves out repeated ones.
    ///
    /// What is said about a subject mostly comes together, so subjects, which begin alike for a
    /// hundred bytes, are compared once for all lines about them.
    pub(super) fn sorted(self) -> Self {
        let text = self.text.as_bytes();
        let subject = |line: &Line| &text[line.range.start..line.parts.predicate];
        let rest = |line: &Line| &text[line.parts.predicate..line.range.end];
        let mut runs: Vec<&[Line]> =
            self.lines.chunk_by(|one, other| subject(one) == subject(other)).collect();
        runs.sort_by_key(|run| run.first().map(subject));
        let mut lines = Vec::with_capacity(self.lines.len());
        for same in
            runs.chunk_by(|one, other| one.first().map(subject) == other.first().map(subject))
        {
            let mut about = same.concat();
            about.sort_unstable_by_key(rest);
            about.dedup_by_key(|line| rest(line));
            lines.append(&mut about);
        }
        Self { text: self.text, lines }
    }

    /// The places of the quads in what was given, in the order of the lines.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().map(|line| line.n)
    }

    /// Returns the lines, sorted, as N-Quads have them.
    pub(crate) fn into_n_quads(self) -> Vec<u8> {
        let sorted = self.sorted();
        let n_bytes = sorted.lines.iter().map(|line| line.range.len() + END.len()).sum();
        let mut written = Vec::with_capacity(n_bytes);
        sorted.write(&mut written).expect("memory takes it");
        written
    }

    /// Writes the lines as N-Quads have them, with the graph behind the triple.
    pub(super) fn write(&self, mut writer: impl Write) -> io::Result<()> {
        let text = self.text.as_bytes();
        for line in &self.lines {
            writer.write_all(&text[line.parts.triple..line.range.end])?;
            writer.write_all(&text[line.range.start..line.parts.triple])?;
            writer.write_all(END)?;
        }
        writer.flush()
    }
}

impl Sink for Lines {
    fn take(&mut self, quad: QuadRef<'_>) {
        self.push(quad, true);
    }
}

/// A quad as a line of its own.
pub(super) fn line(quad: &Quad) -> String {
    let mut text = String::with_capacity(LENGTH);
    push_quad(&mut text, quad.as_ref(), true);
    text
}

/// Writes a line without its end, and returns where its parts begin. The graph is left out if it is
/// the default one, or not asked for.
fn push_quad(text: &mut String, quad: QuadRef<'_>, with_graph: bool) -> Parts {
    match quad.graph_name {
        GraphNameRef::NamedNode(node) if with_graph => push(text, node.into()),
        GraphNameRef::BlankNode(node) if with_graph => push(text, node.into()),
        _ => (),
    }
    let triple = text.len();
    push(text, quad.subject.into());
    let predicate = text.len();
    push(text, quad.predicate.into());
    push(text, quad.object);
    Parts { triple, predicate }
}

/// Writes a term and a space. The crate formats terms character by character, which takes longer
/// than all else that is done with a line; most are copied instead.
fn push(text: &mut String, term: TermRef<'_>) {
    match term {
        TermRef::NamedNode(node) => text.extend(["<", node.as_str(), "> "]),
        TermRef::Literal(literal) if is_plain(literal.value()) => {
            text.push('"');
            push_escaped(text, literal.value());
            match literal.language() {
                Some(language) => text.extend(["\"@", language, " "]),
                None if literal.datatype() == xsd::STRING => text.push_str("\" "),
                None => text.extend(["\"^^<", literal.datatype().as_str(), "> "]),
            }
        }
        other => write!(text, "{other} ").expect("memory takes it"),
    }
}

/// Whether the only escapes of a value are those of signs, tabs and line ends.
fn is_plain(value: &str) -> bool {
    let is_coded = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r');
    !value.bytes().any(is_coded) && !value.contains(['\u{fffe}', '\u{ffff}'])
}

/// Writes a value that [`is_plain`] with its escapes.
fn push_escaped(text: &mut String, mut value: &str) {
    let escape = |byte: u8| match byte {
        b'"' => Some("\\\""),
        b'\\' => Some("\\\\"),
        b'\n' => Some("\\n"),
        b'\r' => Some("\\r"),
        b'\t' => Some("\\t"),
        _ => None,
    };
    let next =
        |value: &str| value.bytes().enumerate().find_map(|(at, byte)| Some((at, escape(byte)?)));
    while let Some((at, escaped)) = next(value) {
        text.extend([value.get(..at).unwrap_or_default(), escaped]);
        value = value.get(at + 1..).unwrap_or_default();
    }
    text.push_str(value);
}

#[cfg(test)]
mod tests {
    use oxigraph::model::Literal;

    use super::*;

    #[test]
    fn terms_are_written_as_the_crate_formats_them() {
        let values = ["", "县司法局", "一\n二\t\r\"三\"\\", "\u{8}", "\u{c}", "\u{7f}", "\u{ffff}"];
        let literals = values.iter().flat_map(|value| {
            [
                Literal::new_simple_literal(*value),
                Literal::new_language_tagged_literal(*value, "zh").expect("a language"),
                Literal::new_typed_literal(*value, xsd::DATE),
            ]
        });
        for literal in literals {
            let mut text = String::new();
            push(&mut text, literal.as_ref().into());
            assert_eq!(text, format!("{literal} "));
        }
    }
}
