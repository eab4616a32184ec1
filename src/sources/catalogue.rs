//! The graph of the sources: every file with its hash and format, which is a copy of which, and
//! relations between texts.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{Doubt, Entry, Settled, Work};
use crate::diagnostic::{Code, Severity};
use crate::graph::vocab::{dc, dcterms, eli, prov, zr};
use crate::graph::{CATALOGUE, input, text_of};
use crate::message;
use crate::message::{Lang, Message};

/// Returns the quads of [`CATALOGUE`] for settled entries, each once.
pub fn catalogue(entries: &BTreeMap<String, Entry>, settled: &Settled) -> Vec<Quad> {
    let mut writing = Writing::default();
    for work in &settled.works {
        let Some(speaks) = entries.get(&work.speaks) else { continue };
        writing.source(speaks);
        for kept in work.kept.iter().filter_map(|key| entries.get(key)) {
            writing.copy(speaks, kept);
        }
        writing.doubts(work, speaks);
    }
    for (notice, annex) in &settled.annexes {
        writing.add(notice, eli::HAS_ANNEX, annex.clone());
    }
    crate::syntax::sort(&mut writing.quads);
    writing.quads.dedup();
    writing.quads
}

#[derive(Default)]
struct Writing {
    quads: Vec<Quad>,
}

impl Writing {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, CATALOGUE));
    }

    fn string(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: &str) {
        self.add(subject, predicate, Literal::new_simple_literal(value));
    }

    /// Adds a message in both languages.
    fn said(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, message: &Message) {
        for lang in Lang::ALL {
            self.add(
                subject,
                predicate,
                Literal::new_language_tagged_literal_unchecked(message.in_lang(lang), lang.tag()),
            );
        }
    }

    fn source(&mut self, entry: &Entry) -> NamedNode {
        let node = input(&entry.sha256);
        self.add(&node, rdf::TYPE, prov::ENTITY);
        self.string(&node, zr::SHA256, &entry.sha256);
        self.string(&node, dcterms::IDENTIFIER, &entry.name);
        self.string(&node, dc::FORMAT, &entry.format);
        self.add(&text_of(&entry.text), prov::WAS_DERIVED_FROM, node.clone());
        node
    }

    fn copy(&mut self, speaks: &Entry, kept: &Entry) {
        let node = self.source(kept);
        if speaks.sha256 != kept.sha256 {
            self.add(&node, prov::ALTERNATE_OF, input(&speaks.sha256));
            let differs = speaks.differs(kept);
            if !differs.is_empty() {
                self.said(&node, dcterms::DESCRIPTION, &message!("list", list = differs));
            }
        }
    }

    fn doubts(&mut self, work: &Work, speaks: &Entry) {
        for doubt in &work.doubts {
            let node =
                NamedNode::new_unchecked(format!("{}/doubt/{}", work.first.as_str(), doubt.code()));
            self.add(&node, rdf::TYPE, zr::DIAGNOSTIC);
            self.string(&node, zr::CODE, doubt.code().word());
            self.string(&node, zr::SEVERITY, Severity::Doubt.word());
            self.said(&node, zr::MESSAGE, &doubt.message());
            self.add(&node, zr::IN_TEXT, text_of(&speaks.text));
        }
    }
}

impl Doubt {
    /// Returns the code of the doubt; stable, for filters.
    pub fn code(&self) -> Code {
        match self {
            Self::SameName { .. } => Code::IdentityShared,
            Self::SameNumber { .. } => Code::NumberShared,
            Self::OtherWording { .. } => Code::AnnexDiffers,
        }
    }

    /// Returns what is odd, in lower case, without a full stop.
    pub fn message(&self) -> Message {
        match self {
            Self::SameName { others } => message!("doubt-same-name", others = others.clone()),
            Self::SameNumber { others } => message!("doubt-same-number", others = others.clone()),
            Self::OtherWording { of } => message!("doubt-other-wording", of = of),
        }
    }
}
