//! RDF terms for people: an IRI as a link with the name of its thing, a literal as its text.

use std::cell::RefCell;
use std::collections::BTreeMap;

use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};

use super::visit::{Visit, encoded};
use super::{GRAPHS, SCHEMES};
use crate::doc;
use crate::export::labels::LABELS;
use crate::graph::vocab::{dcterms, eli, owl_time, prov, skos, zr};
use crate::message::Message;
use crate::query::kebab;
use crate::store::StoreError;
use crate::syntax::short;

/// The common prefix of all IRIs of the project.
pub(super) const BASE: &str = "https://w3id.org/zeren/";

/// Properties that stand in for a name, the best first.
const OTHERWISE: &[NamedNodeRef<'static>] = &[
    eli::NUMBER,
    zr::QUOTE,
    skos::NOTATION,
    owl_time::IN_XSD_DATE,
    zr::VALUE,
    zr::VERSION,
    zr::MESSAGE,
    dcterms::IDENTIFIER,
];

/// Properties that lead from a nameless thing to one with a name: from a notice to its annex, from
/// a text to its file.
const THROUGH: &[NamedNodeRef<'static>] = &[eli::HAS_ANNEX, prov::WAS_DERIVED_FROM];

/// The longest name, in characters.
const LONGEST: usize = 60;

/// The length from which on a literal is folded, in characters.
const FOLDED: usize = 1000;

/// Returns where an IRI is described: on this service, or at the IRI itself; `None` if it is not a
/// web address.
pub(super) fn address(visit: &Visit, iri: &str) -> Option<String> {
    if let Some(local) = iri.strip_prefix(BASE) {
        let first = local.split(['/', '#']).next().unwrap_or_default();
        match first {
            "ns" => return Some(visit.to(&format!("ontology.html#{}", doc::anchor(iri)))),
            first if first == "id" || SCHEMES.contains(&first) || GRAPHS.contains(&first) => {
                return Some(visit.to(&encoded(local)));
            }
            _ => {}
        }
    }
    let is_web = iri.starts_with("https://") || iri.starts_with("http://");
    is_web.then(|| iri.to_owned())
}

/// The names of things, with a cache.
pub(super) struct Names<'v> {
    visit: &'v Visit,
    known: RefCell<BTreeMap<String, Option<String>>>,
}

impl<'v> Names<'v> {
    /// Creates names from the store that a visit sees.
    pub(super) fn new(visit: &'v Visit) -> Self {
        Self { visit, known: RefCell::default() }
    }

    /// Returns the name of a thing, if the store has one.
    pub(super) fn of(&self, iri: &str) -> Result<Option<String>, StoreError> {
        if let Some(known) = self.known.borrow().get(iri) {
            return Ok(known.clone());
        }
        let node = NamedNodeRef::new_unchecked(iri);
        let quads = match naming(self.visit, node)? {
            quads if quads.is_empty() => through(self.visit, node)?,
            quads => quads,
        };
        let rank = |quad: &&Quad| match &quad.object {
            Term::Literal(text) if text.language() == Some(self.visit.lang.tag()) => 0,
            Term::Literal(text) if text.language().is_none() => 1,
            _ => 2,
        };
        let best = quads.iter().min_by_key(rank).map(|quad| match &quad.object {
            Term::Literal(text) => shortened(text.value()),
            other => other.to_string(),
        });
        self.known.borrow_mut().insert(iri.to_owned(), best.clone());
        Ok(best)
    }

    /// Returns the name of a thing, or its abbreviated IRI.
    pub(super) fn or_short(&self, iri: &str) -> Result<String, StoreError> {
        Ok(self.of(iri)?.unwrap_or_else(|| short(iri)))
    }

    /// Returns a link to a thing, with its name.
    pub(super) fn link(&self, iri: &str) -> Result<Markup, StoreError> {
        let name = self.or_short(iri)?;
        Ok(match address(self.visit, iri) {
            Some(address) => html! { a href=(address) title=(short(iri)) { (name) } },
            None => html! { (name) },
        })
    }

    /// Returns a link to a property; those of other vocabularies have Chinese names here.
    pub(super) fn property(&self, iri: &str) -> Result<Markup, StoreError> {
        let name = kebab(&short(iri)).replace([':', '_'], "-");
        match (
            Message::about(format!("column-of-{name}"), self.visit.lang),
            address(self.visit, iri),
        ) {
            (Some(name), Some(address)) => {
                Ok(html! { a href=(address) title=(short(iri)) { (name) } })
            }
            _ => self.link(iri),
        }
    }

    /// Returns a term: a link, or text marked with its language.
    pub(super) fn term(&self, term: &Term) -> Result<Markup, StoreError> {
        match term {
            Term::NamedNode(node) => self.link(node.as_str()),
            Term::Literal(text) if text.value().chars().count() > FOLDED => Ok(html! {
                details { summary { (shortened(text.value())) } pre lang=[text.language()] { (text.value()) } }
            }),
            Term::Literal(text) => Ok(html! { span lang=[text.language()] { (text.value()) } }),
            other => Ok(html! { code { (other) } }),
        }
    }
}

/// Returns the statements that name a thing, with the best property that it has.
pub(super) fn naming(visit: &Visit, node: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
    for property in LABELS.iter().chain(OTHERWISE) {
        let quads = visit
            .store
            .said_of(node, Some(*property))
            .take(LONGEST)
            .collect::<Result<Vec<_>, _>>()?;
        if !quads.is_empty() {
            return Ok(quads);
        }
    }
    Ok(Vec::new())
}

/// Returns the statements that name what a nameless thing leads to.
fn through(visit: &Visit, node: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
    for property in THROUGH {
        let next = visit.store.said_of(node, Some(*property)).next().transpose()?;
        if let Some(Quad { object: Term::NamedNode(next), .. }) = next {
            return naming(visit, next.as_ref());
        }
    }
    Ok(Vec::new())
}

/// Returns the beginning of a text.
pub(super) fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// Returns the IRI that a path of this service stands for.
pub(super) fn of_path(path: &str) -> Option<NamedNode> {
    NamedNode::new(format!("{BASE}{}", path.trim_start_matches('/'))).ok()
}
