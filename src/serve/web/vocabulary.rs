//! The vocabulary of the graph: ontology, shapes, prefixes, JSON-LD context.

use std::fmt::Write as _;

use maud::html;
use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::Quad;
use serde_json::{Map, Value};

use super::html::layout;
use super::visit::Form;
use super::{Refusal, Reply, Visit};
use crate::doc::{Ontology, page};
use crate::graph::vocab::PREFIXES;
use crate::message;
use crate::query::Format;
use crate::syntax::{self, jsonld};

/// Formats of the ontology.
const FORMS: &[Form] = &[
    ("text/turtle", "ttl"),
    ("text/html", "html"),
    ("application/n-triples", "nt"),
    ("application/rdf+xml", "rdf"),
    ("application/ld+json", "jsonld"),
];

/// Suffixes of the ontology's path.
pub(super) const ONTOLOGY_SUFFIXES: &[&str] = &["ttl", "html", "nt", "rdf", "jsonld"];

/// Formats of the shapes, which have blank nodes and lists.
const SHAPES: &[Form] =
    &[("text/turtle", "ttl"), ("application/n-triples", "nt"), ("application/rdf+xml", "rdf")];

/// Suffixes of the path of the shapes.
pub(super) const SHAPES_SUFFIXES: &[&str] = &["ttl", "nt", "rdf"];

/// Formats of the prefixes.
const OF_PREFIXES: &[Form] = &[
    ("application/json", "json"),
    ("text/html", "html"),
    ("text/turtle", "ttl"),
    ("application/sparql-query", "sparql"),
];

/// Suffixes of the path of the prefixes.
pub(super) const PREFIXES_SUFFIXES: &[&str] = &["json", "html", "ttl", "sparql"];

/// `GET /ontology`, `GET /ns`.
pub(super) fn ontology(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&[])?;
    let (media_type, form) = visit.form(FORMS, visit.path.strip_prefix("/ontology."))?;
    let Some(syntax) = Format::find(form).ok().and_then(Format::rdf) else {
        return Ok(Reply::styled(media_type, page(&Ontology::new(), None)));
    };
    let mut text = Vec::new();
    syntax::write(crate::graph::ontology(), syntax, &mut text)
        .map_err(|_| Refusal::ours(message!("answer-write")))?;
    Ok(Reply::new(media_type, text))
}

/// `GET /shapes`.
pub(super) fn shapes(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&[])?;
    let (media_type, form) = visit.form(SHAPES, visit.path.strip_prefix("/shapes."))?;
    if form == "ttl" {
        return Ok(Reply::new(media_type, crate::graph::SHAPES));
    }
    let failed = |_| Refusal::ours(message!("answer-write"));
    let syntax = Format::find(form).ok().and_then(Format::rdf).unwrap_or(RdfFormat::NTriples);
    let mut serializer = RdfSerializer::from_format(syntax).for_writer(Vec::new());
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(crate::graph::SHAPES);
    for quad in quads.collect::<Result<Vec<Quad>, _>>().unwrap_or_default() {
        serializer
            .serialize_triple(oxigraph::model::TripleRef::from(quad.as_ref()))
            .map_err(failed)?;
    }
    Ok(Reply::new(media_type, serializer.finish().map_err(failed)?))
}

/// `GET /context`: the JSON-LD context.
pub(super) fn context(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&[])?;
    Ok(Reply::new("application/ld+json", jsonld::context()))
}

/// `GET /prefixes`.
pub(super) fn prefixes(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&[])?;
    let (media_type, form) = visit.form(OF_PREFIXES, visit.path.strip_prefix("/prefixes."))?;
    let lines = |line: fn(&str, &str) -> String| {
        PREFIXES.iter().fold(String::new(), |mut text, (name, iri)| {
            let _ = writeln!(text, "{}", line(name, iri));
            text
        })
    };
    Ok(match form {
        "ttl" => Reply::new(media_type, lines(|name, iri| format!("@prefix {name}: <{iri}> ."))),
        "sparql" => Reply::new(media_type, lines(|name, iri| format!("PREFIX {name}: <{iri}>"))),
        "html" => {
            let title = visit.say(&message!("page-prefixes"));
            let rows = html! {
                table { tbody { @for (name, iri) in PREFIXES { tr { th scope="row" { code { (name) ":" } } td { code { (iri) } } } } } }
            };
            Reply::html(layout(visit, &title, rows))
        }
        _ => {
            let all = PREFIXES.iter().map(|(name, iri)| ((*name).to_owned(), Value::from(*iri)));
            Reply::json(&Value::Object(all.collect::<Map<_, _>>()))
        }
    })
}
