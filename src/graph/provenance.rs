//! Provenance: what a graph was made from, by what, and by whom it was corrected. A run has no
//! time, so that the same input gives the same bytes.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode};

use super::draft::Draft;
use super::vocab::{dcterms, eli, foaf, prov, skos, zr};
use super::{document, iri};
use crate::digest::sha256;
use crate::message::{Lang, Message};
use crate::model::{Corrected, Correction, Statement};
use crate::read::Source;

/// The version of the software, part of the run's IRI.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Returns the IRI of the bytes with this SHA-256, from which a graph was made.
pub fn input(hash: &str) -> NamedNode {
    iri::thing(&format!("input/{hash}"))
}

/// Returns the IRI of the run that makes the graph of a source, from the hash of the input, the
/// version of the software, and the corrections.
///
/// A store with a graph of this run is up to date.
pub fn run(source: &Source, corrections: &[Correction]) -> NamedNode {
    let run = iri::thing(&format!("run/{VERSION}/{}", source.hash));
    correction_run(corrections).map_or(run.clone(), |corrected| iri::under(&run, &corrected))
}

/// Returns a hash of the corrections, by which runs differ; `None` if there are none.
pub(crate) fn correction_run(corrections: &[Correction]) -> Option<String> {
    // The line of a correction in its file does not affect what it does.
    let said = |message: &Message| message.in_lang(Lang::En);
    let outcome = |one: &Correction| one.outcome.as_ref().map(Vec::len).map_err(said);
    let all = corrections
        .iter()
        .map(|one| (one.rule, said(&one.summary), &one.by, one.on, &one.reason, outcome(one)));
    (!corrections.is_empty()).then(|| sha256(format!("{:?}", all.collect::<Vec<_>>())))
}

/// Writes the run, its input, the software, and the text to which offsets refer.
pub(super) fn describe(draft: &mut Draft<'_>) {
    let source = draft.source;
    let (run, graph) = (run(source, &draft.facts.corrections), draft.graph.clone());
    let input = input(&source.hash);
    let tool = iri::thing(&format!("tool/zeren-{VERSION}"));
    draft.class(&graph, prov::ENTITY);
    draft.add(&graph, prov::WAS_GENERATED_BY, run.clone());
    draft.class(&run, prov::ACTIVITY);
    draft.add(&run, prov::USED, input);
    draft.add(&run, prov::WAS_ASSOCIATED_WITH, tool.clone());
    draft.of_things(|draft| {
        draft.class(&tool, prov::SOFTWARE_AGENT);
        draft.string(&tool, zr::VERSION, VERSION);
    });
    let text = draft.text();
    draft.class(&text, prov::ENTITY);
    draft.add(&text, zr::TEXT, Literal::new_simple_literal(&source.text));
}

/// Writes the corrections: the activity, and the statements that it made. Those that could not be
/// applied become diagnostics.
pub(super) fn corrections(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    for (n, correction) in facts.corrections.iter().enumerate() {
        let Ok(corrected) = &correction.outcome else { continue };
        let (node, person) = (activity(draft, n), corrector(correction));
        draft.class(&node, zr::CORRECTION);
        draft.said(&node, dcterms::TITLE, &correction.summary);
        draft.maybe(&node, dcterms::DESCRIPTION, correction.reason.as_deref());
        if let Some(day) = correction.on {
            draft.add(&node, dcterms::DATE, document::date(day));
        }
        draft.rule(&node, correction.rule);
        draft.add(&node, prov::WAS_ASSOCIATED_WITH, person.clone());
        draft.of_things(|draft| {
            draft.class(&person, if correction.by.is_some() { prov::PERSON } else { prov::AGENT });
            draft.maybe(&person, foaf::NAME, correction.by.as_deref());
        });
        for one in corrected {
            statement(draft, n, correction.rule, one);
        }
    }
}

/// Writes that a fact comes from the `n`th correction, and who made it.
pub(super) fn attribute(draft: &mut Draft<'_>, fact: &NamedNode, n: usize) {
    if let Some(correction) = draft.facts.corrections.get(n) {
        let activity = activity(draft, n);
        draft.class(fact, prov::ENTITY);
        draft.add(fact, prov::WAS_GENERATED_BY, activity);
        draft.add(fact, prov::WAS_ATTRIBUTED_TO, corrector(correction));
    }
}

fn activity(draft: &Draft<'_>, n: usize) -> NamedNode {
    iri::under(&draft.graph, &format!("correction/{}", n + 1))
}

/// Returns who corrected: a person by name, or somebody unknown.
fn corrector(correction: &Correction) -> NamedNode {
    match &correction.by {
        Some(name) => iri::concept("corrector", name),
        None => iri::thing("corrector"),
    }
}

/// Writes a corrected statement as a node of its own, because the person did not make the unit or
/// document that it is about.
fn statement(draft: &mut Draft<'_>, n: usize, rule: &'static str, corrected: &Corrected) {
    let facts = draft.facts;
    let document = |id: &str| facts.documents.iter().find(|document| document.id == id);
    let said = match &corrected.statement {
        Statement::Name(unit) => facts.units.get(*unit).map(|one| {
            (draft.unit(*unit), skos::PREF_LABEL, Literal::new_simple_literal(&one.canonical))
        }),
        Statement::DocumentNumber(id) => document(id)
            .and_then(|one| one.number.as_ref())
            .map(|number| (draft.document(id), eli::NUMBER, Literal::new_simple_literal(number))),
        Statement::DocumentDate(id) => document(id)
            .and_then(|one| one.date)
            .map(|date| (draft.document(id), eli::DATE_DOCUMENT, document::date(date))),
        Statement::TaskNumber(id) => facts.tasks.iter().find(|task| task.id == *id).map(|task| {
            (
                draft.holder(&task.doc, Some(id)),
                zr::NUMBER,
                Literal::new_simple_literal(&task.number),
            )
        }),
    };
    let Some((subject, predicate, object)) = said else { return };
    let activity = activity(draft, n);
    let node = draft.nth(&activity, "mention");
    draft.class(&node, zr::MENTION);
    draft.add(&node, rdf::SUBJECT, subject);
    draft.add(&node, rdf::PREDICATE, predicate);
    draft.add(&node, rdf::OBJECT, object);
    match corrected.evidence {
        Some(evidence) => draft.evidence(&node, evidence),
        None => draft.rule(&node, rule),
    }
    attribute(draft, &node, n);
}
