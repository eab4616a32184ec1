//! What is known of a thing: statements with it as subject or object, and the names of its
//! neighbours.
//!
//! All statements are found through the index of the store, up to a limit, so no thing costs more
//! than some thousand statements, however often it is mentioned; the rest is on further pages.

use std::collections::BTreeSet;

use axum::http::header;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};

use super::term::{naming, of_path};
use super::visit::{Form, Visit, encoded};
use super::{Refusal, Reply, thing_page};
use crate::message;
use crate::query::Format;
use crate::syntax;

/// The most statements with the thing as subject.
const SAID: usize = 2000;

/// The most statements with the thing as object on one page.
const SAID_WITH: usize = 100;

/// The farthest offset of a page; beyond it, use SPARQL.
const FARTHEST: usize = 1_000_000;

/// The syntaxes; the first is for clients that express no preference.
pub(super) const FORMS: &[Form] = &[
    ("text/turtle", "ttl"),
    ("text/html", "html"),
    ("application/n-triples", "nt"),
    ("application/n-quads", "nq"),
    ("application/trig", "trig"),
    ("application/rdf+xml", "rdf"),
    ("application/ld+json", "jsonld"),
];

/// A thing, with what is known of it.
pub(super) struct Thing {
    pub(super) iri: NamedNode,
    /// Statements with it as subject.
    pub(super) said: Vec<Quad>,
    /// Statements with it as object, on this page.
    pub(super) said_with: Vec<Quad>,
    /// The offset of this page and of the next.
    pub(super) from: usize,
    pub(super) next: Option<usize>,
    /// Whether it is the name of a graph.
    pub(super) is_graph: bool,
}

/// `GET /id/…` and the like.
pub(super) fn page(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&["from"])?;
    let from = visit.number("from")?.unwrap_or_default();
    if from > FARTHEST {
        return Err(Refusal::bad(message!("page-too-far", n = FARTHEST)));
    }
    let (path, suffix) = match visit.path.rsplit_once('.') {
        Some((path, suffix)) if FORMS.iter().any(|(_, one)| *one == suffix) => (path, Some(suffix)),
        _ => (visit.path.as_str(), None),
    };
    let unknown = || {
        let hint = message!("hint-page-thing", search = visit.to("search"));
        Refusal::missing(message!(
            "page-no-thing",
            iri = format!("{}{}", super::term::BASE, path.trim_start_matches('/'))
        ))
        .hinted(hint)
    };
    let iri = of_path(path).ok_or_else(unknown)?;
    let thing = Thing::read(visit, iri, from)?.ok_or_else(unknown)?;
    let (media_type, form) = visit.form(FORMS, suffix)?;
    let reply = match Format::find(form).ok().and_then(Format::rdf) {
        None => Reply::html(thing_page::page(visit, &thing)?),
        Some(syntax) => {
            let mut text = Vec::new();
            syntax::write(&thing.quads(visit)?, syntax, &mut text)
                .map_err(|_| Refusal::ours(message!("answer-write")))?;
            Reply::new(media_type, text)
        }
    };
    Ok(linked(reply, visit, &thing, path)
        .with(header::CONTENT_LOCATION, format!("{}.{form}", encoded(path))))
}

impl Thing {
    /// Reads what is known of an IRI; `None` if that is nothing.
    fn read(visit: &Visit, iri: NamedNode, from: usize) -> Result<Option<Self>, Refusal> {
        let said =
            visit.store.said_of(iri.as_ref(), None).take(SAID).collect::<Result<Vec<_>, _>>()?;
        let mut said_with = visit
            .store
            .said_with(iri.as_ref())
            .skip(from)
            .take(SAID_WITH + 1)
            .collect::<Result<Vec<_>, _>>()?;
        let next = (said_with.len() > SAID_WITH).then_some(from + SAID_WITH);
        said_with.truncate(SAID_WITH);
        let is_graph = visit.store.has_graph(iri.as_ref())?;
        let is_known = is_graph || !said.is_empty() || !said_with.is_empty() || from > 0;
        let mut thing = Self { iri, said, said_with, from, next, is_graph };
        syntax::sort(&mut thing.said);
        syntax::sort(&mut thing.said_with);
        Ok(is_known.then_some(thing))
    }

    /// Returns everything as data, with the statements that name its neighbours.
    fn quads(&self, visit: &Visit) -> Result<Vec<Quad>, Refusal> {
        let all = || self.said.iter().chain(&self.said_with);
        let subjects = all().filter_map(|quad| match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node),
            NamedOrBlankNode::BlankNode(_) => None,
        });
        let objects = all().filter_map(|quad| match &quad.object {
            Term::NamedNode(node) => Some(node),
            _ => None,
        });
        let neighbours: BTreeSet<&NamedNode> =
            subjects.chain(objects).filter(|node| **node != self.iri).collect();
        let mut quads: Vec<Quad> = all().cloned().collect();
        for neighbour in neighbours {
            quads.extend(naming(visit, neighbour.as_ref())?);
        }
        syntax::sort(&mut quads);
        quads.dedup();
        Ok(quads)
    }
}

/// Adds `Link` headers: to the other formats, and to the thing described.
fn linked(reply: Reply, visit: &Visit, thing: &Thing, path: &str) -> Reply {
    let path = encoded(path);
    let alternates = FORMS.iter().map(|(media_type, suffix)| {
        format!("<{path}.{suffix}>; rel=\"alternate\"; type=\"{media_type}\"")
    });
    let fixed = [
        format!("<{}>; rel=\"describes\"", thing.iri.as_str()),
        format!("<{}>; rel=\"describedby\"; type=\"text/turtle\"", visit.to("shapes")),
        format!("<{}>; rel=\"http://rdfs.org/ns/void#inDataset\"", visit.to(".well-known/void")),
    ];
    let next = thing
        .next
        .map(|next| format!("<{}>; rel=\"next\"", visit.here(&[("from", &next.to_string())])));
    let links: Vec<_> = fixed.into_iter().chain(next).chain(alternates).collect();
    reply.with(header::LINK, links.join(", "))
}
