//! What a graph was made from and by what: one run, without a clock, so that the same input gives the same bytes.

use oxigraph::model::{Literal, NamedNode};

use super::draft::Draft;
use super::iri;
use super::vocab::{dcterms, eli, prov, zr};
use crate::read::Source;

/// Version of the software, part of the run's IRI.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The run that makes the graph of a source: named by the hash of the input and the version of the software.
///
/// A store that holds a graph of this run needs no other.
pub fn run(source: &Source) -> NamedNode {
    iri::thing(&format!("run/{VERSION}/{}", source.hash))
}

/// Writes the run, its input, the software, and the text that offsets count.
pub(super) fn describe(draft: &mut Draft<'_>) {
    let source = draft.source;
    let (run, graph) = (run(source), draft.graph.clone());
    let input = iri::thing(&format!("input/{}", source.hash));
    let tool = iri::thing(&format!("tool/zeren-{VERSION}"));
    draft.add(&graph, prov::WAS_GENERATED_BY, run.clone());
    draft.class(&run, prov::ACTIVITY);
    draft.add(&run, prov::USED, input.clone());
    draft.add(&run, prov::WAS_ASSOCIATED_WITH, tool.clone());
    draft.class(&input, prov::ENTITY);
    draft.string(&input, zr::SHA256, &source.hash);
    draft.string(&input, dcterms::IDENTIFIER, &source.name);
    draft.class(&tool, prov::SOFTWARE_AGENT);
    draft.string(&tool, zr::VERSION, VERSION);
    let text = draft.text();
    draft.class(&text, eli::EXPRESSION);
    draft.add(&text, prov::WAS_DERIVED_FROM, input);
    draft.add(&text, zr::TEXT, Literal::new_simple_literal(&source.text));
}
