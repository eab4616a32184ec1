//! GRAPH: facts to quads in a fixed order. Decides nothing, reads nothing, and uses no blank nodes.
//!
//! One source gives one named graph, and adds to [`THINGS`] what other sources may say as well.
//! `（责任单位：县委宣传部）` at the end of item （一） becomes `…/annex/1/task/1.1 zr:responsible
//! …/unit/410526/huaxianweixuanchuanbu-…` and an assignment that says where the name stands and
//! which rule read it.

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

/// The graph of what belongs to no text: units, persons, regions, cited works, names, types.
pub const THINGS: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/things");

/// The graph of the sources, their copies, and what holds between texts.
pub const CATALOGUE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/catalogue");

/// The graph of what people tell of tasks: statuses, progress, evidence; no rebuilding of documents
/// changes it.
pub const STATUSES: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/statuses");

/// The shapes that these graphs keep to.
pub const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

/// What a source itself says, with the IRI that its first document has among others (`sources`).
pub fn graph_as(source: &Source, facts: &Facts, first: &NamedNode) -> Vec<Quad> {
    let mut draft = draft::Draft::new(source, facts, first);
    provenance::describe(&mut draft);
    document::describe(&mut draft);
    task::describe(&mut draft);
    detail::describe(&mut draft);
    assessment::describe(&mut draft);
    agent::describe(&mut draft);
    provenance::corrections(&mut draft);
    draft.finish()
}

/// The IRI of the first document of a source, by what it says of itself; of the text where it has
/// none.
pub fn document(source: &Source, facts: &Facts) -> NamedNode {
    let card = facts.documents.first().map(|first| Card::of(facts, first));
    document_of(card.as_ref(), &sha256(&source.text))
}

/// As [`document`], by the card of the document and the SHA-256 of the text.
pub(crate) fn document_of(card: Option<&Card>, text: &str) -> NamedNode {
    card.map_or_else(|| iri::text(text), |card| iri::document(card, text))
}

/// The text with this SHA-256.
pub(crate) fn text_of(sha256: &str) -> NamedNode {
    iri::text(sha256)
}

/// The name of the graph of a text: the IRI of its first document, then `/graph`.
pub fn graph_name(first: &NamedNode) -> NamedNode {
    iri::under(first, "graph")
}

/// How sure a fact or the facts of a rule are, from 0 to 1.
fn confidence(value: f64) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::DECIMAL)
}

/// The quads of the ontology, of its schemes and of the rules by which facts are read, each once,
/// in the graph [`ONTOLOGY`].
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

/// What the ontology says of the concepts and rules that `quads` name, and of the types that took
/// over from these: with it they can be understood without the rest of the ontology.
///
/// In the order of the ontology, in the graph [`ONTOLOGY`]; what is in `quads` already is given
/// once more.
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

/// The description of a rule.
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
