//! A graph under construction: where quads go, and how evidence is attached to nodes.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use foldhash::fast::RandomState;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, QuadRef, Term};

use super::vocab::{RULE, zr};
use super::{THINGS, iri};
use crate::confidence::Confidence;
use crate::graph::Card;
use crate::message::{Lang, Message};
use crate::model::path::Numbers;
use crate::model::{Agent, Evidence, Facts};
use crate::read::Source;
use crate::resolve::person::identities;
use crate::span::{CodePoints, Span};

/// What takes the quads of a source one by one: a list of them, or the lines of a file.
pub(crate) trait Sink {
    /// Takes a quad, which may come again.
    fn take(&mut self, quad: QuadRef<'_>);
}

impl Sink for Vec<Quad> {
    fn take(&mut self, quad: QuadRef<'_>) {
        self.push(quad.into_owned());
    }
}

/// What is written of one source, and the IRIs of its facts.
pub(super) struct Draft<'a> {
    pub(super) source: &'a Source,
    pub(super) facts: &'a Facts,
    /// The graph of the source.
    pub(super) graph: NamedNode,
    /// The graph being written: that of the source, or [`THINGS`].
    into: NamedNode,
    text: NamedNode,
    points: CodePoints,
    confidence: Confidence,
    sink: &'a mut dyn Sink,
    /// IRIs assigned so far, so that none is assigned twice.
    taken: BTreeSet<String>,
    /// The next number for each IRI prefix, so that no number is tried twice.
    next: BTreeMap<String, usize>,
    documents: BTreeMap<&'a str, NamedNode>,
    sections: BTreeMap<(&'a str, &'a str), NamedNode>,
    tasks: BTreeMap<&'a str, NamedNode>,
    units: Vec<NamedNode>,
    persons: Vec<NamedNode>,
}

impl<'a> Draft<'a> {
    /// Assigns every document, section, task, unit and person its IRI; that of the first document
    /// is `first`, and `text` is the SHA-256 of the text.
    pub(super) fn new(
        source: &'a Source,
        facts: &'a Facts,
        text: &str,
        first: &NamedNode,
        sink: &'a mut dyn Sink,
    ) -> Self {
        let graph = super::graph_name(first);
        let mut draft = Self {
            source,
            facts,
            into: graph.clone(),
            graph,
            text: iri::text(text),
            points: CodePoints::new(&source.text),
            confidence: Confidence::new(facts),
            sink,
            taken: BTreeSet::new(),
            next: BTreeMap::new(),
            documents: BTreeMap::new(),
            sections: BTreeMap::new(),
            tasks: BTreeMap::new(),
            units: facts.units.iter().map(iri::unit).collect(),
            persons: identities(facts).iter().map(iri::person).collect(),
        };
        for (index, document) in facts.documents.iter().enumerate() {
            // Annexes, and annexes of annexes, are numbered consecutively, so that their IRIs do
            // not depend on what they are annexed to.
            let is_annex =
                facts.documents.iter().any(|other| other.attaches.contains(&document.id));
            let node = match is_annex {
                _ if index == 0 => first.clone(),
                true => iri::under(first, &format!("annex/{index}")),
                false => iri::document(&Card::of(facts, document), text),
            };
            let node = draft.unique(node);
            draft.documents.insert(&document.id, node);
        }
        for section in &facts.sections {
            let node = draft.under(
                &draft.document(&section.doc),
                &format!("section/{}", iri::path(Numbers::new(&section.number))),
            );
            draft.sections.insert((&section.doc, &section.number), node);
        }
        for task in &facts.tasks {
            let kind = if task.asks() { "task" } else { "statement" };
            let path = format!("{kind}/{}", iri::path(iri::numbers(&task.id)));
            let node = draft.under(&draft.document(&task.doc), &path);
            draft.tasks.insert(&task.id, node);
        }
        draft
    }

    /// Writes a quad.
    pub(super) fn add(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<Term>,
    ) {
        self.sink.take(QuadRef::new(subject, predicate, &object.into(), &self.into));
    }

    /// Writes to [`THINGS`] what other texts may say too, so that it is stored once.
    pub(super) fn of_things<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let own = std::mem::replace(&mut self.into, THINGS.into_owned());
        let written = write(self);
        self.into = own;
        written
    }

    /// Writes that `subject` is an instance of `class`.
    pub(super) fn class(&mut self, subject: &NamedNode, class: NamedNodeRef<'_>) {
        self.add(subject, rdf::TYPE, class);
    }

    /// Writes a message in both languages.
    pub(super) fn said(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        message: &Message,
    ) {
        for lang in Lang::ALL {
            let literal =
                Literal::new_language_tagged_literal_unchecked(message.in_lang(lang), lang.tag());
            self.add(subject, predicate, literal);
        }
    }

    /// Writes a string.
    pub(super) fn string(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: &str) {
        self.add(subject, predicate, Literal::new_simple_literal(value));
    }

    /// Writes a string, if there is one.
    pub(super) fn maybe(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        value: Option<&str>,
    ) {
        if let Some(value) = value {
            self.string(subject, predicate, value);
        }
    }

    /// Writes `true` if `value` is true, and nothing otherwise.
    pub(super) fn flag(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: bool) {
        if value {
            self.add(subject, predicate, Literal::from(true));
        }
    }

    /// Writes the position and quote of a fact, and the rule that read it; its confidence is that
    /// of the rule, and is written only if the text was repaired.
    pub(super) fn evidence(&mut self, subject: &NamedNode, evidence: Evidence) {
        self.quote(subject, evidence.span);
        self.rule(subject, evidence.rule);
        if self.confidence.is_repaired(evidence) {
            self.add(subject, zr::CONFIDENCE, super::confidence(self.confidence.of(evidence)));
        }
    }

    /// Writes which rule read a fact.
    pub(super) fn rule(&mut self, subject: &NamedNode, rule: &str) {
        self.add(subject, zr::RULE, NamedNode::new_unchecked(format!("{RULE}{rule}")));
    }

    /// Writes the text and position (in code points) of a span, and quotes it; the length of the
    /// quote implies the end.
    pub(super) fn quote(&mut self, subject: &NamedNode, span: Span) {
        self.offset(subject, zr::START, span.start);
        self.string(subject, zr::QUOTE, span.of(&self.source.text));
        self.add(subject, zr::IN_TEXT, self.text());
    }

    /// Writes start and end of a span that is too long to be quoted.
    pub(super) fn range(&mut self, subject: &NamedNode, span: Span) {
        self.offset(subject, zr::START, span.start);
        self.offset(subject, zr::END, span.end);
        self.add(subject, zr::IN_TEXT, self.text());
    }

    fn offset(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, offset: usize) {
        let n = self.points.before(&self.source.text, offset);
        self.add(subject, predicate, Literal::from(i64::try_from(n).unwrap_or(i64::MAX)));
    }

    /// Returns the node of the text to which offsets refer.
    pub(super) fn text(&self) -> NamedNode {
        self.text.clone()
    }

    /// Returns a new IRI under `parent`.
    pub(super) fn under(&mut self, parent: &NamedNode, path: &str) -> NamedNode {
        self.unique(iri::under(parent, path))
    }

    /// Returns the next numbered IRI of a kind under `parent`, from 1.
    pub(super) fn nth(&mut self, parent: &NamedNode, kind: &str) -> NamedNode {
        self.numbered(format!("{}/{kind}/", parent.as_str()), 1)
    }

    /// Returns the IRI itself, or one with `~2`, `~3` … appended if it has been assigned already.
    fn unique(&mut self, node: NamedNode) -> NamedNode {
        if self.taken.insert(node.as_str().to_owned()) {
            return node;
        }
        self.numbered(format!("{}~", node.as_str()), 2)
    }

    /// Returns `stem` with the first number from `first` on that gives a new IRI.
    fn numbered(&mut self, stem: String, first: usize) -> NamedNode {
        let mut n = self.next.get(&stem).copied().unwrap_or(first);
        while !self.taken.insert(format!("{stem}{n}")) {
            n += 1;
        }
        let node = NamedNode::new_unchecked(format!("{stem}{n}"));
        self.next.insert(stem, n + 1);
        node
    }

    /// Returns the document with this id, or the graph if there is none.
    pub(super) fn document(&self, id: &str) -> NamedNode {
        self.documents.get(id).unwrap_or(&self.graph).clone()
    }

    /// Returns the section of a document, if there is one.
    pub(super) fn section(&self, doc: &str, number: &str) -> Option<NamedNode> {
        self.sections.get(&(doc, number)).cloned()
    }

    /// Returns the task that contains a fact, or else its document.
    pub(super) fn holder(&self, doc: &str, task: Option<&str>) -> NamedNode {
        task.and_then(|id| self.tasks.get(id)).cloned().unwrap_or_else(|| self.document(doc))
    }

    /// Returns the unit at the index.
    pub(super) fn unit(&self, index: usize) -> NamedNode {
        self.units[index].clone()
    }

    /// Returns the person at the index.
    pub(super) fn person(&self, index: usize) -> NamedNode {
        self.persons[index].clone()
    }

    /// Returns the agent of an assignment.
    pub(super) fn agent(&self, agent: Agent) -> NamedNode {
        match agent {
            Agent::Unit(index) => self.unit(index),
            Agent::Person(index) => self.person(index),
        }
    }
}

/// Drops duplicates.
pub(super) fn once(mut quads: Vec<Quad>) -> Vec<Quad> {
    let mut seen = HashSet::with_capacity_and_hasher(quads.len(), RandomState::default());
    let first: Vec<bool> = quads.iter().map(|quad| seen.insert(quad)).collect();
    let mut first = first.into_iter();
    quads.retain(|_| first.next() == Some(true));
    quads
}
