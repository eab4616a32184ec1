//! GRAPH: facts to quads in a fixed order. Decides nothing, reads nothing, and uses no blank nodes.
//!
//! One source gives one named graph. `（责任单位：县委宣传部）` at the end of item （一） becomes
//! `…/annex/1/task/1.1 zr:responsible …/unit/410526/huaxianweixuanchuanbu-…` and an assignment that says
//! where the name stands and which rule read it.

mod agent;
mod assessment;
mod cited;
mod detail;
mod document;
mod draft;
mod iri;
mod provenance;
mod scheme;
mod task;
pub mod vocab;

pub use provenance::{input, run};

use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad};

use crate::model::Facts;
use crate::read::Source;
use crate::rule::rules;
use vocab::{RULE, skos, zr};

/// The graph of the ontology, its schemes and the rules.
pub const ONTOLOGY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/zeren/ns");

/// The quads of a source, all in the graph [`graph_name`], in a fixed order.
pub fn graph(source: &Source, facts: &Facts) -> Vec<Quad> {
    let mut draft = draft::Draft::new(source, facts);
    provenance::describe(&mut draft);
    document::describe(&mut draft);
    task::describe(&mut draft);
    detail::describe(&mut draft);
    assessment::describe(&mut draft);
    agent::describe(&mut draft);
    provenance::corrections(&mut draft);
    draft.finish()
}

/// The name of the graph of a source: the IRI of its first document, then `/graph`.
///
/// A source without a document is named by its bytes.
pub fn graph_name(source: &Source, facts: &Facts) -> NamedNode {
    let first = match facts.documents.is_empty() {
        true => iri::thing(&format!("input/{}", source.hash)),
        false => iri::document(source, facts, 0),
    };
    iri::under(&first, "graph")
}

/// The quads of the ontology, of its schemes and of the rules by which facts are read, each once, in the
/// graph [`ONTOLOGY`].
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

fn turtle(text: &'static str) -> impl Iterator<Item = Quad> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(ONTOLOGY);
    parser.for_slice(text).map(|quad| quad.expect("the ontology is Turtle, as the tests see"))
}

/// The description of a rule.
fn rule(rule: &'static crate::rule::Rule) -> impl Iterator<Item = Quad> {
    let node = NamedNode::new_unchecked(format!("{RULE}{}", rule.id));
    let class = Quad::new(node.clone(), rdf::TYPE, zr::RULE_CLASS, ONTOLOGY);
    let summary = [(skos::NOTATION, rule.id), (skos::DEFINITION, rule.summary)];
    let strings = summary.into_iter().chain(rule.examples.iter().map(|example| (skos::EXAMPLE, *example)));
    let strings = strings.map(move |(predicate, value)| {
        Quad::new(node.clone(), predicate, Literal::new_simple_literal(value), ONTOLOGY)
    });
    std::iter::once(class).chain(strings)
}
