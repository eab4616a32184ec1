//! Documents and sections, with issuers and addressees.
//!
//! `滑法政〔2023〕2号` becomes an `eli:Work` with its number, date, issuer and annexed plan.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

use super::draft::Draft;
use super::vocab::{dc, dcterms, eli, zr};
use super::{agent, cited, iri, task};
use crate::model::path::Numbers;
use crate::model::{Date, Document, Evidence, Mention, Section};

/// Writes the documents of a source, then their sections.
pub(super) fn describe(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    for document in &facts.documents {
        let node = draft.document(&document.id);
        draft.of_things(|draft| cited::own(draft, &node, document));
        titles(draft, &node, document);
        dates(draft, &node, document);
        links(draft, &node, document);
        web(draft, &node, document);
        draft.range(&node, document.evidence.span);
        draft.rule(&node, document.evidence.rule);
        task::assignments_of_text(draft, &node, &document.assignments);
    }
    for section in &facts.sections {
        if let Some(node) = draft.section(&section.doc, &section.number) {
            self::section(draft, &node, section);
        }
    }
}

fn titles(draft: &mut Draft<'_>, node: &NamedNode, document: &Document) {
    draft.maybe(node, zr::RAW_TITLE, document.raw_title.as_deref());
    draft.maybe(node, zr::MASTHEAD, document.masthead.as_deref());
    if !document.kind.is_empty() {
        let kind = agent::document_type(draft, &document.kind);
        draft.add(node, eli::WORK_TYPE, kind);
    }
}

fn dates(draft: &mut Draft<'_>, node: &NamedNode, document: &Document) {
    for (predicate, day) in
        [(eli::DATE_DOCUMENT, document.date), (zr::PRINTED_DATE, document.printed_date)]
    {
        if let Some(day) = day {
            draft.add(node, predicate, date(day));
        }
    }
    draft.maybe(node, zr::RAW_DATE, document.raw_date.as_deref());
}

fn links(draft: &mut Draft<'_>, node: &NamedNode, document: &Document) {
    let facts = draft.facts;
    for id in
        document.attaches.iter().filter(|id| facts.documents.iter().any(|other| other.id == **id))
    {
        let annex = draft.document(id);
        draft.add(node, eli::HAS_ANNEX, annex);
    }
    if let Some(region) = &facts.region {
        draft.add(node, dcterms::SPATIAL, iri::region(&region.code));
    }
    let expression = draft.under(node, "expression");
    draft.add(node, eli::IS_REALIZED_BY, expression.clone());
    draft.class(&expression, eli::EXPRESSION);
    let text = draft.text();
    draft.add(&expression, zr::IN_TEXT, text);
    mentions(draft, node, dcterms::CREATOR, &document.issuers);
    mentions(draft, node, zr::ADDRESSEE, &document.addressees);
    mentions(draft, node, zr::PRINTED_BY, document.printed_by.as_slice());
}

fn mentions(
    draft: &mut Draft<'_>,
    document: &NamedNode,
    predicate: NamedNodeRef<'_>,
    mentions: &[Mention],
) {
    for one in mentions {
        let unit = draft.unit(one.unit);
        mention(draft, [document, &predicate.into_owned(), &unit], one.evidence);
    }
}

/// Writes a statement, and where it was read.
pub(super) fn mention(draft: &mut Draft<'_>, statement: [&NamedNode; 3], evidence: Evidence) {
    let [subject, predicate, object] = statement;
    draft.add(subject, predicate.as_ref(), object.clone());
    let node = draft.nth(subject, "mention");
    draft.class(&node, zr::MENTION);
    for (part, value) in
        [(rdf::SUBJECT, subject), (rdf::PREDICATE, predicate), (rdf::OBJECT, object)]
    {
        draft.add(&node, part, value.clone());
    }
    draft.evidence(&node, evidence);
}

/// Writes the metadata of a web page for which there is a published property.
fn web(draft: &mut Draft<'_>, node: &NamedNode, document: &Document) {
    for (name, value) in &document.web {
        let predicate = match *name {
            "index" => dcterms::IDENTIFIER,
            "publisher" => dc::PUBLISHER,
            "category" => dcterms::SUBJECT,
            _ => continue,
        };
        draft.string(node, predicate, value);
    }
}

fn section(draft: &mut Draft<'_>, node: &NamedNode, section: &Section) {
    draft.class(node, eli::WORK_SUBDIVISION);
    draft.string(node, eli::NUMBER, &section.number);
    draft.string(node, dcterms::TITLE, &section.title);
    let above = Numbers::new(&section.number)
        .above()
        .and_then(|above| draft.section(&section.doc, above.as_str()))
        .unwrap_or_else(|| draft.document(&section.doc));
    draft.add(node, eli::IS_PART_OF, above);
    draft.evidence(node, section.evidence);
    task::assignments_of_text(draft, node, &section.assignments);
}

/// Returns a day as a typed literal.
pub(super) fn date(date: Date) -> Literal {
    Literal::new_typed_literal(date.to_string(), xsd::DATE)
}
