//! Finds positions in the text: converts `zr:start`, which counts characters, to file, line and
//! column.
//!
//! A unit has no position of its own; that of the earliest fact that refers to it is used. What no
//! fact refers to has none.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use crate::graph::vocab::{dcterms, prov, zr};

/// The number of steps from a thing to the facts that refer to it: run, input, text, document.
const N_STEPS: usize = 3;

/// A position in the text of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file of the text, if the graph gives it.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The quote, if the graph has one.
    pub quote: Option<String>,
}

/// The positions in one graph.
pub(super) struct Places<'g> {
    /// The spans of nodes that have one.
    spans: BTreeMap<String, (usize, usize)>,
    quotes: BTreeMap<String, &'g str>,
    /// The text of each fact.
    in_text: BTreeMap<String, String>,
    /// The nodes that refer to each node.
    namers: BTreeMap<String, Vec<String>>,
    texts: Vec<Text>,
}

/// A text to which offsets refer.
struct Text {
    iri: String,
    file: Option<String>,
    /// The offset of each line, in characters.
    lines: Vec<usize>,
    n_chars: usize,
}

impl<'g> Places<'g> {
    /// Indexes a graph.
    pub(super) fn new(graph: &'g [Quad]) -> Self {
        let mut places = Self {
            spans: BTreeMap::new(),
            quotes: BTreeMap::new(),
            in_text: BTreeMap::new(),
            namers: BTreeMap::new(),
            texts: Vec::new(),
        };
        let (mut starts, mut ends) = (BTreeMap::new(), BTreeMap::new());
        let (mut inputs, mut names) = (BTreeMap::new(), BTreeMap::new());
        for quad in graph {
            let (subject, predicate) = (quad.subject.to_string(), quad.predicate.as_ref());
            match &quad.object {
                Term::Literal(value) if predicate == zr::START => {
                    starts.insert(subject, value.value().parse());
                }
                Term::Literal(value) if predicate == zr::END => {
                    ends.insert(subject, value.value().parse());
                }
                Term::Literal(value) if predicate == zr::QUOTE => {
                    places.quotes.insert(subject, value.value());
                }
                Term::Literal(value) if predicate == zr::TEXT => {
                    places.texts.push(Text::new(subject, value.value()))
                }
                Term::Literal(value) if predicate == dcterms::IDENTIFIER => {
                    names.insert(subject, value.value());
                }
                Term::Literal(_) => {}
                object => {
                    if predicate == prov::WAS_DERIVED_FROM {
                        inputs.insert(subject.clone(), object.to_string());
                    }
                    if predicate == zr::IN_TEXT {
                        places.in_text.insert(subject.clone(), object.to_string());
                    }
                    if predicate != rdf::TYPE && predicate != zr::IN_TEXT {
                        places.namers.entry(object.to_string()).or_default().push(subject);
                    }
                }
            }
        }
        for (node, start) in starts {
            let Ok(start) = start else { continue };
            let quoted = places.quotes.get(&node).map(|quote| start + quote.chars().count());
            let end = ends.get(&node).and_then(|end| end.clone().ok()).or(quoted).unwrap_or(start);
            places.spans.insert(node, (start, end));
        }
        for text in &mut places.texts {
            let name = inputs.get(&text.iri).and_then(|input| names.get(input));
            text.file = name.map(|name| (*name).to_owned());
        }
        places.texts.sort_by(|a, b| a.iri.cmp(&b.iri));
        places
    }

    /// Returns the position of a node, or else of the first fact that refers to it, directly or
    /// through others.
    pub(super) fn of(&self, node: &NamedOrBlankNode) -> Option<Place> {
        let mut seen = BTreeSet::new();
        let mut level = vec![node.to_string()];
        for _ in 0..=N_STEPS {
            // A name ends before the clause, the task and the document that contain it.
            let placed = level
                .iter()
                .filter_map(|node| self.spans.get(node).map(|(start, end)| (end, start, node)));
            if let Some((_, start, node)) = placed.min() {
                return self.at(node, *start);
            }
            let namers = level.iter().filter_map(|node| self.namers.get(node)).flatten();
            level = namers.filter(|node| seen.insert(*node)).cloned().collect();
        }
        None
    }

    /// Returns the position of a character in the text of a fact, or in the first text if the fact
    /// names none.
    fn at(&self, node: &str, start: usize) -> Option<Place> {
        let named =
            self.in_text.get(node).and_then(|iri| self.texts.iter().find(|text| text.iri == *iri));
        let text = named.or(self.texts.first())?;
        let start = start.min(text.n_chars);
        let line = text.lines.partition_point(|first| *first <= start);
        let first = text.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let quote = self.quotes.get(node).map(|quote| (*quote).to_owned());
        Some(Place { file: text.file.clone(), line, column: start - first + 1, quote })
    }
}

impl Text {
    fn new(iri: String, text: &str) -> Self {
        let mut lines = vec![0];
        let mut n_chars = 0;
        for c in text.chars() {
            n_chars += 1;
            if c == '\n' {
                lines.push(n_chars);
            }
        }
        Self { iri, file: None, lines, n_chars }
    }
}
