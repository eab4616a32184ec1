//! Views of tasks and their assignments.

use serde::Serialize;

use super::{Context, EvidenceView, is_false, surface};
use crate::model::{Agent, Assignment, Task};

/// How many characters of the body `starts` and `ends` quote: 把深入学习贯彻习近平法治.
const N_QUOTED: usize = 12;

#[derive(Serialize)]
pub(super) struct TaskView<'a> {
    id: &'a str,
    kind: &'static str,
    doc: &'a str,
    section: Option<&'a str>,
    number: &'a str,
    number_inferred: bool,
    title: &'a str,
    starts: String,
    ends: String,
    assignments: Vec<AssignmentView<'a>>,
    #[serde(skip_serializing_if = "is_false")]
    noun_list: bool,
    #[serde(flatten)]
    evidence: EvidenceView,
}

impl<'a> TaskView<'a> {
    pub(super) fn new(task: &'a Task, context: &Context<'a>) -> Self {
        Self {
            id: &task.id,
            kind: if task.asks() { "task" } else { "statement" },
            doc: &task.doc,
            section: task.section.as_deref(),
            number: &task.number,
            number_inferred: task.number_inferred,
            title: &task.title,
            starts: first(&task.body),
            ends: last(&task.body),
            assignments: assignments(&task.assignments, context),
            noun_list: task.noun_list,
            evidence: context.evidence(task.evidence),
        }
    }
}

#[derive(Serialize)]
pub(super) struct AssignmentView<'a> {
    role: &'static str,
    agent: &'a str,
    collective: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    duty: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    implied: bool,
    #[serde(flatten)]
    evidence: EvidenceView,
}

impl<'a> AssignmentView<'a> {
    pub(super) fn new(assignment: &'a Assignment, context: &Context<'a>) -> Self {
        let facts = context.facts;
        let (agent, collective) = match assignment.agent {
            Agent::Unit(unit) => {
                (surface(facts, unit), facts.units.get(unit).is_some_and(|unit| unit.collective))
            }
            Agent::Person(person) => {
                (facts.persons.get(person).map_or("", |person| &person.name), false)
            }
        };
        Self {
            role: assignment.role.word(),
            agent,
            collective,
            duty: assignment.duty.as_deref(),
            implied: assignment.implied,
            evidence: context.evidence(assignment.evidence),
        }
    }
}

pub(super) fn assignments<'a>(
    all: &'a [Assignment],
    context: &Context<'a>,
) -> Vec<AssignmentView<'a>> {
    all.iter().map(|assignment| AssignmentView::new(assignment, context)).collect()
}

fn first(body: &str) -> String {
    body.chars().take(N_QUOTED).collect()
}

fn last(body: &str) -> String {
    let skipped = body.chars().count().saturating_sub(N_QUOTED);
    body.chars().skip(skipped).collect()
}
