//! Details of tasks and documents: citations, times, targets, people without a role, and doubts.
//!
//! `2023年年底前` becomes a `zr:Time` and a `zr:dueDate`; citations are written by [`cited`].

use std::collections::BTreeSet;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef};

use super::draft::Draft;
use super::vocab::{self, owl_time, schema, zr};
use super::{cited, document};
use crate::model::{Agent, Assignment, Change, Indicator, Time, TimeKind};

/// Writes all details, kind by kind.
pub(super) fn describe(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    cited::describe(draft);
    for one in &facts.times {
        time(draft, one);
    }
    for one in &facts.indicators {
        indicator(draft, one);
    }
    persons(draft);
    diagnostics(draft);
}

fn time(draft: &mut Draft<'_>, time: &Time) {
    let holder = draft.holder(&time.doc, time.task.as_deref());
    let node = draft.nth(&holder, "time");
    draft.add(&holder, zr::HAS_TIME, node.clone());
    draft.class(&node, zr::TIME);
    draft.add(&node, zr::TIME_KIND, vocab::time_kind(time.kind));
    draft.maybe(&node, zr::VALUE, time.value.as_deref());
    draft.flag(&node, zr::WORKING_DAYS, time.working_days);
    if let Some(each_by) = &time.each_by {
        draft.add(&node, zr::EACH_BY, Literal::new_typed_literal(each_by, day_of(each_by)));
    }
    let of_owl_time = match (time.kind, time.due, &time.value) {
        (TimeKind::Deadline, Some(day), _) => {
            Some((owl_time::INSTANT, owl_time::IN_XSD_DATE, document::date(day)))
        }
        // XML Schema durations have no half days.
        (TimeKind::Duration, _, Some(value)) if !value.contains('.') => {
            let length = Literal::new_typed_literal(value, xsd::DURATION);
            Some((owl_time::TEMPORAL_ENTITY, owl_time::HAS_XSD_DURATION, length))
        }
        _ => None,
    };
    if let Some((class, property, value)) = of_owl_time {
        draft.class(&node, class);
        draft.add(&node, property, value);
    }
    draft.evidence(&node, time.evidence);
    if let Some(day) = time.due {
        draft.add(&holder, zr::DUE_DATE, document::date(day));
    }
}

/// Returns the datatype of a recurring day or month.
fn day_of(each_by: &str) -> NamedNodeRef<'static> {
    match each_by.len() {
        5 => xsd::G_DAY,
        4 => xsd::G_MONTH,
        _ => xsd::G_MONTH_DAY,
    }
}

fn indicator(draft: &mut Draft<'_>, indicator: &Indicator) {
    let holder = draft.holder(&indicator.doc, indicator.task.as_deref());
    let node = draft.nth(&holder, "target");
    draft.add(&holder, zr::HAS_TARGET, node.clone());
    draft.class(&node, schema::PROPERTY_VALUE);
    draft.string(&node, schema::NAME, &indicator.measure);
    draft.string(&node, zr::OPERATOR, indicator.op.word());
    draft.maybe(&node, zr::CHANGE, indicator.change.map(Change::word));
    draft.add(
        &node,
        schema::VALUE,
        Literal::new_typed_literal(indicator.value.to_string(), xsd::DECIMAL),
    );
    if !indicator.unit.is_empty() {
        draft.string(&node, schema::UNIT_TEXT, &indicator.unit);
    }
    draft.evidence(&node, indicator.evidence);
}

/// Writes mentions of people that no assignment covers.
fn persons(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    let assigned: BTreeSet<usize> = facts.assignments().filter_map(person_of).collect();
    for (index, person) in
        facts.persons.iter().enumerate().filter(|(index, _)| !assigned.contains(index))
    {
        let holder = draft.holder(&person.doc, person.task.as_deref());
        let node = draft.person(index);
        document::mention(draft, [&holder, &zr::NAMES.into_owned(), &node], person.evidence);
    }
}

fn person_of(assignment: &Assignment) -> Option<usize> {
    match assignment.agent {
        Agent::Person(index) => Some(index),
        Agent::Unit(_) => None,
    }
}

fn diagnostics(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    // Signs that were passed over are neither facts nor doubts: they are in the proof that
    // `zeren extract --doubts` prints, but not in the graph.
    for one in facts.diagnostics.iter().filter(|one| !one.is_passed()) {
        let graph = draft.graph.clone();
        let node = draft.nth(&graph, "diagnostic");
        draft.class(&node, zr::DIAGNOSTIC);
        draft.string(&node, zr::CODE, one.code.word());
        draft.string(&node, zr::SEVERITY, one.severity.word());
        draft.said(&node, zr::MESSAGE, &one.message);
        draft.quote(&node, one.span);
    }
}
