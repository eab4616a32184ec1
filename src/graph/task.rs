//! Tasks, and who has which role in them.
//!
//! `（责任单位：县委宣传部，各乡镇（街道））` becomes a `zr:Assignment` for each name, and a
//! shortcut `zr:responsible`.

use oxigraph::model::{NamedNode, NamedNodeRef};

use super::draft::Draft;
use super::vocab::{self, dcterms, eli, eli_dl, zr};
use super::{iri, provenance};
use crate::model::{Agent, Assignment};

/// Writes the tasks of all documents, and items that do not ask for anything to be done.
pub(super) fn describe(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    for task in &facts.tasks {
        let node = draft.holder(&task.doc, Some(&task.id));
        let plan = draft.document(&task.doc);
        match task.asks() {
            true => {
                draft.class(&node, zr::TASK);
                draft.string(&node, eli_dl::ACTIVITY_LABEL, &task.title);
                draft.add(&node, eli_dl::DOCUMENTED_BY, plan);
            }
            false => {
                draft.class(&node, zr::STATEMENT);
                draft.string(&node, eli::NUMBER, iri::numbers(&task.id).as_str());
                draft.string(&node, dcterms::TITLE, &task.title);
                draft.add(&node, eli::IS_PART_OF, plan);
            }
        }
        if !task.number.is_empty() {
            draft.string(&node, zr::NUMBER, &task.number);
        }
        draft.flag(&node, zr::NUMBER_INFERRED, task.number_inferred);
        draft.string(&node, zr::PATH, &task.id);
        if let Some(section) =
            task.section.as_deref().and_then(|number| draft.section(&task.doc, number))
        {
            draft.add(&node, zr::IN_SECTION, section);
        }
        draft.evidence(&node, task.evidence);
        assignments(draft, &node, eli_dl::HAD_PARTICIPATION, &task.assignments);
    }
}

/// Writes the assignments of a section or document, which are texts, not activities with
/// participants.
pub(super) fn assignments_of_text(
    draft: &mut Draft<'_>,
    text: &NamedNode,
    assignments: &[Assignment],
) {
    self::assignments(draft, text, zr::HAS_ASSIGNMENT, assignments);
}

fn assignments(
    draft: &mut Draft<'_>,
    holder: &NamedNode,
    has: NamedNodeRef<'_>,
    assignments: &[Assignment],
) {
    for one in assignments {
        let (role, shortcut) = vocab::role(one.role);
        let agent = draft.agent(one.agent);
        let node = draft.under(holder, &format!("{}/{}", one.role, spell(draft, one.agent)));
        draft.add(holder, has, node.clone());
        draft.add(holder, shortcut, agent.clone());
        draft.class(&node, zr::ASSIGNMENT);
        draft.add(&node, eli_dl::PARTICIPATION_ROLE, role);
        let participant = match one.agent {
            Agent::Person(_) => eli_dl::HAD_PARTICIPANT_PERSON,
            Agent::Unit(index) if draft.facts.units[index].collective => zr::HAD_PARTICIPANT_CLASS,
            Agent::Unit(_) => eli_dl::HAD_PARTICIPANT_ORGANIZATION,
        };
        draft.add(&node, participant, agent);
        draft.maybe(&node, zr::DUTY, one.duty.as_deref());
        draft.flag(&node, zr::IMPLIED, one.implied);
        draft.evidence(&node, one.evidence);
        if let Some(correction) = one.correction {
            provenance::attribute(draft, &node, correction);
        }
    }
}

/// Returns the name of an agent in pinyin.
fn spell(draft: &Draft<'_>, agent: Agent) -> String {
    match agent {
        Agent::Unit(index) => iri::spell(&draft.facts.units[index].surface),
        Agent::Person(index) => iri::spell(&draft.facts.persons[index].name),
    }
}
