//! Quads by subject, regardless of their graph.

use std::collections::BTreeMap;

use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, Quad, TermRef};

/// All statements by subject.
pub(super) struct Graph<'q> {
    said: BTreeMap<&'q str, Vec<(&'q str, TermRef<'q>)>>,
}

impl<'q> Graph<'q> {
    /// Indexes statements about things with an IRI.
    pub(super) fn new(quads: &'q [Quad]) -> Self {
        let mut said: BTreeMap<&str, Vec<(&str, TermRef<'_>)>> = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNodeRef::NamedNode(node) = quad.subject.as_ref() {
                said.entry(node.as_str())
                    .or_default()
                    .push((quad.predicate.as_str(), quad.object.as_ref()));
            }
        }
        for one in said.values_mut() {
            one.sort_by_cached_key(|(predicate, object)| (*predicate, object.to_string()));
            one.dedup();
        }
        Self { said }
    }

    /// All subjects, in order.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &'q str> {
        self.said.keys().copied()
    }

    /// The literals and IRIs that a subject has for a property, in order.
    pub(super) fn all(
        &self,
        subject: &str,
        predicate: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = &'q str> {
        let of = self.said.get(subject).map(Vec::as_slice).unwrap_or_default();
        let predicate = predicate.as_str().to_owned();
        of.iter().filter(move |(one, _)| *one == predicate).filter_map(|(_, object)| match object {
            TermRef::NamedNode(node) => Some(node.as_str()),
            TermRef::Literal(literal) => Some(literal.value()),
            TermRef::BlankNode(_) => None,
        })
    }

    /// The first of [`Graph::all`].
    pub(super) fn one(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Option<&'q str> {
        self.all(subject, predicate).next()
    }

    /// The same as a number; 0 if there is none.
    pub(super) fn number(&self, subject: &str, predicate: NamedNodeRef<'_>) -> usize {
        self.one(subject, predicate).and_then(|value| value.parse().ok()).unwrap_or_default()
    }
}
