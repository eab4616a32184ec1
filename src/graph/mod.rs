//! GRAPH: turns facts into quads in a fixed order. Decides nothing, reads nothing, and uses no
//! blank nodes.
//!
//! Each source gives one named graph, and adds to [`THINGS`] what other sources may say too.
//! `（责任单位：县委宣传部）` at the end of item （一） becomes
//! `…/annex/1/task/1.1 zr:responsible …/unit/410526/huaxianweixuanchuanbu-…`, and an assignment
//! with the position of the name and the rule that read it.

mod agent;
mod assessment;
mod card;
mod cited;
mod detail;
mod document;
mod draft;
mod iri;
mod provenance;
mod scheme;
mod task;
pub mod vocab;

pub use card::Card;
pub(crate) use draft::Sink;
pub(crate) use iri::{number_key, title_key};
pub(crate) use provenance::{VERSION, correction_run};
pub use provenance::{input, run};

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use crate::confidence::of_rule;
use crate::digest::sha256;
use crate::model::Facts;
use crate::read::Source;
use crate::rules::rules;
use vocab::{RULE, dcterms, skos, zr};

/// The graph of the ontology, its schemes and the rules.
pub const ONTOLOGY: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/ns");

/// The graph of what does not belong to a single text: units, persons, regions, cited works, names,
/// types.
pub const THINGS: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/things");

/// The graph of the sources, their copies, and relations between texts.
pub const CATALOGUE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/catalogue");

/// The graph of what people report on tasks: statuses, progress, evidence; rebuilding documents
/// does not change it.
pub const STATUSES: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/statuses");

/// The shapes to which these graphs conform.
pub const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

/// Returns the quads of a source, given the SHA-256 of its text and the IRI of its first document,
/// as determined by `sources`.
pub fn graph_as(source: &Source, facts: &Facts, text: &str, first: &NamedNode) -> Vec<Quad> {
    let mut quads = Vec::new();
    write_as(source, facts, text, first, &mut quads);
    draft::once(quads)
}

/// Writes the same quads, some of them repeatedly, to `sink`.
pub(crate) fn write_as(
    source: &Source,
    facts: &Facts,
    text: &str,
    first: &NamedNode,
    sink: &mut dyn Sink,
) {
    let mut draft = draft::Draft::new(source, facts, text, first, sink);
    provenance::describe(&mut draft);
    document::describe(&mut draft);
    task::describe(&mut draft);
    detail::describe(&mut draft);
    assessment::describe(&mut draft);
    agent::describe(&mut draft);
    provenance::corrections(&mut draft);
}

/// Returns the IRI of a source's first document, derived from what it says about itself, or of the
/// text if there is no document.
pub fn document(source: &Source, facts: &Facts) -> NamedNode {
    let card = facts.documents.first().map(|first| Card::of(facts, first));
    document_of(card.as_ref(), &sha256(&source.text))
}

/// Like [`document`], from the card of the document and the SHA-256 of the text.
pub(crate) fn document_of(card: Option<&Card>, text: &str) -> NamedNode {
    card.map_or_else(|| iri::text(text), |card| iri::document(card, text))
}

/// Returns the IRI of the text with this SHA-256.
pub(crate) fn text_of(sha256: &str) -> NamedNode {
    iri::text(sha256)
}

/// Returns the name of the graph of a text: the IRI of its first document, followed by `/graph`.
pub fn graph_name(first: &NamedNode) -> NamedNode {
    iri::under(first, "graph")
}

/// Returns a confidence, from 0 to 1, as a literal.
fn confidence(value: f64) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::DECIMAL)
}

/// Returns the quads of the ontology, its concept schemes, and the rules by which facts are read,
/// each once, in the graph [`ONTOLOGY`].
pub fn ontology() -> &'static [Quad] {
    static QUADS: LazyLock<Vec<Quad>> = LazyLock::new(|| {
        let files = [
            include_str!("../../ontology/zeren.ttl"),
            include_str!("../../ontology/document-types.ttl"),
            include_str!("../../ontology/regions.ttl"),
            include_str!("../../ontology/units.ttl"),
        ];
        draft::once(files.into_iter().flat_map(turtle).chain(rules().flat_map(rule)).collect())
    });
    &QUADS
}

/// Returns what the ontology says about the concepts and rules in `quads`, and about their
/// successor types, so that the quads can be understood without the rest of the ontology.
///
/// The result is in the order of the ontology, in the graph [`ONTOLOGY`], and repeats what `quads`
/// already contains.
pub fn excerpt(quads: &[Quad]) -> Vec<Quad> {
    static PLACES: LazyLock<BTreeMap<&NamedNode, Vec<usize>>> = LazyLock::new(|| {
        let mut places: BTreeMap<&NamedNode, Vec<usize>> = BTreeMap::new();
        for (place, quad) in ontology().iter().enumerate() {
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                places.entry(subject).or_default().push(place);
            }
        }
        places
    });
    let subjects = quads.iter().filter_map(|quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    });
    let objects = quads.iter().filter_map(|quad| match &quad.object {
        Term::NamedNode(node) => Some(node),
        _ => None,
    });
    let mut seen: HashSet<&NamedNode> = subjects.chain(objects).collect();
    let mut open: Vec<&NamedNode> = seen.iter().copied().collect();
    let mut places: Vec<usize> = Vec::new();
    while let Some(node) = open.pop() {
        for place in PLACES.get(node).into_iter().flatten() {
            places.push(*place);
            if let Some(Quad { predicate, object: Term::NamedNode(next), .. }) =
                ontology().get(*place)
                && *predicate == dcterms::IS_REPLACED_BY
                && seen.insert(next)
            {
                open.push(next);
            }
        }
    }
    places.sort_unstable();
    places.into_iter().filter_map(|place| ontology().get(place)).cloned().collect()
}

fn turtle(text: &'static str) -> impl Iterator<Item = Quad> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(ONTOLOGY);
    parser.for_slice(text).map(|quad| quad.expect("the ontology is Turtle, as the tests see"))
}

/// Returns the description of a rule.
fn rule(rule: &'static crate::rule::Rule) -> impl Iterator<Item = Quad> {
    let node = NamedNode::new_unchecked(format!("{RULE}{}", rule.id));
    let class = Quad::new(node.clone(), rdf::TYPE, zr::RULE_CLASS, ONTOLOGY);
    let summary = [(skos::NOTATION, rule.id), (skos::DEFINITION, rule.summary)];
    let strings =
        summary.into_iter().chain(rule.examples.iter().map(|example| (skos::EXAMPLE, *example)));
    let confidence = (zr::CONFIDENCE, confidence(of_rule(rule.id)));
    let said = strings
        .map(|(predicate, value)| (predicate, Literal::new_simple_literal(value)))
        .chain([confidence]);
    std::iter::once(class).chain(
        said.map(move |(predicate, value)| Quad::new(node.clone(), predicate, value, ONTOLOGY)),
    )
}
