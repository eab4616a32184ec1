//! Tasks and sections, with who does them: by clauses, by prose, and by what the document decides
//! for its own clauses.

use std::ops::Range;

use super::binder::Binder;
use super::standing::Rules;
use super::{doc_id, evidence, is_within};
use crate::clause::Clause;
use crate::extract::{Mentions, SectionMention, TaskMention};
use crate::model::path;
use crate::model::{Assignment, Section, Task};
use crate::parse::{Item, Outline};

pub(super) fn section(
    binder: &mut Binder,
    mentions: &Mentions,
    section: &SectionMention,
) -> Section {
    let outline = binder.outline;
    let item = &outline.items[section.item];
    let mut assignments: Vec<_> =
        section.clauses.iter().flat_map(|clause| clause_assignments(binder, clause)).collect();
    if !section.is_task {
        let prose = item.blocks.iter();
        assignments
            .extend(prose.flat_map(|block| duties(binder, mentions, block, &section.clauses)));
    }
    Section {
        doc: doc_id(item.doc),
        number: outline.path(section.item),
        title: section.title.clone(),
        level: outline.depth(section.item) + 1,
        assignments,
        evidence: evidence(outline, &section.range, "section"),
    }
}

/// Resolves the tasks in order, applying what a clause decides for later ones.
pub(super) fn tasks(binder: &mut Binder, mentions: &Mentions, ids: &[String]) -> Vec<Task> {
    let outline = binder.outline;
    let mut standing = Rules::default();
    let mut tasks = Vec::with_capacity(mentions.tasks.len());
    let mut sections = mentions.sections.iter().peekable();
    for (mention, id) in mentions.tasks.iter().zip(ids) {
        let item = &outline.items[mention.item];
        standing.enter(outline, item.doc);
        while let Some(section) = sections.next_if(|section| section.item < mention.item) {
            if outline.items[section.item].doc == item.doc {
                standing.hear(section);
            }
        }
        binder.task = Some(id.clone());
        mention.clauses.iter().for_each(|clause| standing.take(clause));
        let mut assignments: Vec<Assignment> =
            mention.clauses.iter().flat_map(|clause| clause_assignments(binder, clause)).collect();
        standing.lead(&mut assignments);
        assignments.extend(standing.implied(binder, mention));
        for place in own_text(item, &mention.range) {
            assignments.extend(duties(binder, mentions, &place, &mention.clauses));
        }
        tasks.push(task(outline, mention, id, assignments));
    }
    binder.task = None;
    tasks
}

/// The text of an item within a range, without that of the items it contains.
fn own_text(item: &Item, range: &Range<usize>) -> Vec<Range<usize>> {
    if !item.has_children {
        return vec![range.clone()];
    }
    let within = |block: &Range<usize>| block.start.max(range.start)..block.end.min(range.end);
    item.blocks.iter().map(within).filter(|place| !place.is_empty()).collect()
}

pub(super) fn task_id(outline: &Outline, mention: &TaskMention) -> String {
    let path = path::join(&doc_id(outline.items[mention.item].doc), &outline.path(mention.item));
    match mention.part {
        Some(part) => path::part(&path, part),
        None => path,
    }
}

fn task(outline: &Outline, mention: &TaskMention, id: &str, assignments: Vec<Assignment>) -> Task {
    let item = &outline.items[mention.item];
    let rule = if item.inferred { "item-number-restored" } else { "item" };
    let section = if item.has_children { Some(mention.item) } else { item.parent };
    Task {
        id: id.to_owned(),
        doc: doc_id(item.doc),
        section: section.map(|section| outline.path(section)),
        number: crate::parse::numbering::label(item.kind, item.value),
        number_inferred: item.inferred,
        title: mention.title.clone(),
        body: mention.body.clone(),
        assignments,
        noun_list: mention.noun_list,
        general: mention.general,
        evidence: evidence(outline, &mention.range, rule),
    }
}

/// Assignments from prose within `place`, except inside the given clauses.
pub(super) fn duties(
    binder: &mut Binder,
    mentions: &Mentions,
    place: &Range<usize>,
    clauses: &[Clause],
) -> Vec<Assignment> {
    let mut assignments = Vec::new();
    let first = mentions.duties.partition_point(|duty| duty.range.start < place.start);
    let here = mentions.duties.iter().skip(first).take_while(|duty| duty.range.end <= place.end);
    for duty in
        here.filter(|duty| clauses.iter().all(|clause| !is_within(&duty.range, &clause.range)))
    {
        let mut found = binder.assigned(duty.role, &duty.names, "", duty.rule);
        let text = binder.outline.text.get(duty.range.clone());
        found.iter_mut().for_each(|assignment| assignment.duty = Some(text.to_owned()));
        assignments.extend(found);
    }
    assignments
}

fn clause_assignments(binder: &mut Binder, clause: &Clause) -> Vec<Assignment> {
    let parts = clause.parts.iter();
    parts.flat_map(|part| binder.assigned(part.role, &part.names, &part.cue, part.rule)).collect()
}
