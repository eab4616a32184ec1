//! Invariants of the facts of any text.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use zeren::Source;
use zeren::model::{Agent, Assignment, Evidence, Facts};
use zeren::rules::rule;
use zeren::span::Span;

/// Returns a source with this text.
pub(crate) fn source(text: String) -> Source {
    Source {
        name: "mutated.txt".to_owned(),
        text,
        hash: "0123456789abcdef".repeat(4),
        format: "text/plain",
        notes: Vec::new(),
    }
}

/// Processes a source completely, as `zeren build` and `zeren extract` do.
pub(crate) fn read(source: &Source) -> Facts {
    let facts = zeren::extract_facts(source);
    let n_quads = zeren::graph(source, &facts).len();
    let view =
        zeren::export::json(source, &facts).len() + zeren::export::outline(source, &facts).len();
    assert!(n_quads > 0 && view > 0);
    facts
}

/// Fails if the facts contradict the text or themselves.
pub(crate) fn check(source: &Source, facts: &Facts) {
    let (documents, sections, tasks) = (&facts.documents, &facts.sections, &facts.tasks);
    let assignments = documents.iter().flat_map(|one| &one.assignments);
    let assignments = assignments.chain(sections.iter().flat_map(|one| &one.assignments));
    let assignments: Vec<&Assignment> =
        assignments.chain(tasks.iter().flat_map(|one| &one.assignments)).collect();
    let mentions = documents
        .iter()
        .flat_map(|one| one.issuers.iter().chain(&one.addressees).chain(&one.printed_by));
    let mentions: Vec<_> = mentions.collect();

    let evidence =
        documents.iter().map(|one| one.evidence).chain(sections.iter().map(|one| one.evidence));
    let evidence = evidence.chain(tasks.iter().map(|one| one.evidence));
    let evidence = evidence.chain(assignments.iter().map(|one| one.evidence));
    let evidence = evidence.chain(mentions.iter().map(|one| one.evidence));
    let evidence = evidence.chain(facts.citations.iter().map(|one| one.evidence));
    let evidence = evidence.chain(facts.times.iter().map(|one| one.evidence));
    let evidence = evidence.chain(facts.indicators.iter().map(|one| one.evidence));
    let evidence = evidence.chain(facts.persons.iter().map(|one| one.evidence));
    for Evidence { span, rule: id } in evidence {
        assert!(fits(span, &source.text), "{span:?} of {id} does not fit the text");
        assert!(
            span.start < span.end || source.text.trim().is_empty(),
            "{id} quotes nothing at {}",
            span.start
        );
        assert!(rule(id).is_some(), "no rule `{id}`");
    }
    for one in &facts.diagnostics {
        assert!(
            fits(one.span, &source.text),
            "{:?} of {} does not fit the text",
            one.span,
            one.code
        );
    }

    let n_units = facts.units.len();
    for one in &assignments {
        match one.agent {
            Agent::Unit(unit) => assert!(unit < n_units),
            Agent::Person(person) => assert!(person < facts.persons.len()),
        }
    }
    assert!(mentions.iter().all(|one| one.unit < n_units));
    let surfaces = unique(facts.units.iter().map(|unit| unit.surface.clone()), "names of units");
    assert!(!surfaces.contains(""), "a unit has no name");

    let docs = unique(documents.iter().map(|one| one.id.clone()), "documents");
    let numbers =
        unique(sections.iter().map(|one| format!("{}/{}", one.doc, one.number)), "sections");
    let ids = unique(tasks.iter().map(|one| one.id.clone()), "tasks");
    for task in tasks {
        let section = task.section.as_ref().map(|number| format!("{}/{number}", task.doc));
        assert!(
            docs.contains(&task.doc) && section.is_none_or(|section| numbers.contains(&section)),
            "{} stands nowhere",
            task.id
        );
    }
    let owners = facts.citations.iter().map(|one| (&one.doc, &one.task));
    let owners = owners.chain(facts.times.iter().map(|one| (&one.doc, &one.task)));
    let owners = owners.chain(facts.indicators.iter().map(|one| (&one.doc, &one.task)));
    for (doc, task) in owners.chain(facts.persons.iter().map(|one| (&one.doc, &one.task))) {
        assert!(
            docs.contains(doc) && task.as_ref().is_none_or(|task| ids.contains(task)),
            "{doc} or {task:?} is not there"
        );
    }
}

/// Fails if a name in the graph is not a valid IRI.
pub(crate) fn check_names(source: &Source, facts: &Facts) {
    let mut names = BTreeSet::new();
    for quad in zeren::graph(source, facts) {
        if let NamedOrBlankNode::NamedNode(name) = quad.subject {
            names.insert(name.into_string());
        }
        if let Term::NamedNode(name) = quad.object {
            names.insert(name.into_string());
        }
    }
    for name in names {
        assert!(NamedNode::new(&name).is_ok() && name.is_ascii(), "`{name}` is no IRI in ASCII");
    }
}

fn fits(span: Span, text: &str) -> bool {
    text.get(span.start..span.end).is_some()
}

fn unique(ids: impl Iterator<Item = String>, what: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for id in ids {
        assert!(!seen.contains(&id), "{what}: `{id}` stands twice");
        seen.insert(id);
    }
    seen
}
