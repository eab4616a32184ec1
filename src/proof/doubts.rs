//! What a person should look at: places that were repaired, and places where a fact may be missing.
//!
//! A number that jumps from （三） to （五）, a task without a clause among tasks that have one, a
//! text that is no official document, an unknown region.

use std::collections::{BTreeMap, BTreeSet};

use crate::clause;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message;
use crate::message::Message;
use crate::model::path::Numbers;
use crate::model::{Facts, Task};
use crate::parse::numbering::label;
use crate::parse::{Outline, is_open_date};
use crate::span::Span;

/// Returns all remarks on a source, except those on signs.
pub(super) fn doubts(outline: &Outline, facts: &Facts) -> Vec<Diagnostic> {
    let mut found = repairs(facts);
    found.extend(no_document(outline, facts));
    found.extend(jumps(outline));
    found.extend(open_date(outline));
    let asked = asked(facts);
    let is_told = |one: &Diagnostic| asked.contains_key(&one.span.start);
    found.extend(without_clause(facts).into_iter().filter(|one| !is_told(one)));
    found.extend(asked.into_values());
    if facts.region.is_none() && outline.nature.is_none() {
        let span =
            facts.documents.first().map(|document| document.evidence.span).unwrap_or_default();
        found.push(doubt(Code::RegionUnknown, span, message!("doubt-no-region")));
    }
    found
}

fn doubt(code: Code, span: Span, message: Message) -> Diagnostic {
    Diagnostic { severity: Severity::Doubt, code, span, message }
}

/// Remarks that a text is not an official document, or has nothing of one.
fn no_document(outline: &Outline, facts: &Facts) -> Option<Diagnostic> {
    let span = facts.documents.first().map(|document| document.evidence.span).unwrap_or_default();
    match outline.nature {
        Some(nature) => Some(doubt(
            Code::NotOfficial,
            span,
            message!("doubt-not-official", nature = nature.message()),
        )),
        None if facts.hold_a_document() => None,
        None => Some(doubt(Code::NoDocument, span, message!("doubt-no-document"))),
    }
}

/// Remarks on a date of a signature that may be either of two days, if a document has none.
fn open_date(outline: &Outline) -> Option<Diagnostic> {
    let lacks_one = outline.documents.iter().any(|document| document.head.date.is_none());
    let mut blocks = outline.blocks().filter(|_| lacks_one);
    let block = blocks.find(|block| is_open_date(outline.text.get((*block).clone())))?;
    let message = message!("doubt-date-open", raw = outline.text.get(block.clone()));
    Some(doubt(Code::DateUnread, outline.text.span(block.clone()), message))
}

/// Titles, dates and numbers that were damaged in the copy.
fn repairs(facts: &Facts) -> Vec<Diagnostic> {
    let note = |code, span, message| Diagnostic { severity: Severity::Note, code, span, message };
    let mut found = Vec::new();
    for document in &facts.documents {
        let span = document.evidence.span;
        if let (Some(raw), Some(title)) = (&document.raw_title, &document.title) {
            found.push(note(
                Code::TitleRestored,
                span,
                message!("note-title-restored", raw = raw, title = title),
            ));
        }
        if let (Some(raw), Some(date)) = (&document.raw_date, &document.date) {
            found.push(note(
                Code::DateRestored,
                span,
                message!("note-date-restored", raw = raw, date = date.to_string()),
            ));
        }
    }
    let restored = facts.tasks.iter().filter(|task| task.evidence.rule == "item-number-restored");
    found.extend(restored.map(|task| {
        let message = message!("note-number-restored", number = &task.number);
        note(Code::NumberRestored, task.evidence.span, message)
    }));
    let repaired = facts
        .citations
        .iter()
        .filter_map(|one| Some((one, one.raw_number.as_ref()?, one.number.as_ref()?)));
    found.extend(repaired.map(|(citation, raw, number)| {
        let message = message!("note-citation-restored", raw = raw, number = number);
        note(Code::CitationNumberRestored, citation.evidence.span, message)
    }));
    found
}

/// Numbers that do not follow the previous one.
fn jumps(outline: &Outline) -> impl Iterator<Item = Diagnostic> {
    outline.jumps().into_iter().map(|(item, before)| {
        let is = label(item.kind, item.value);
        let message = match before {
            None => message!("doubt-first-number", number = is),
            Some(before) => {
                message!("doubt-number-jump", number = is, before = label(item.kind, before))
            }
        };
        let end = item.blocks.first().map_or(item.start, |block| block.start);
        doubt(Code::NumberJump, outline.text.span(item.start..end), message)
    })
}

/// The first-level heading above a task, with its document.
fn chapter(task: &Task) -> (&str, Option<(&str, Option<usize>)>) {
    let first = task.section.as_deref().map(|section| Numbers::new(section).first());
    (&task.doc, first.map(|first| (first.number, first.nth)))
}

/// The id of a task and those of the items above it.
fn upwards(id: &str) -> impl Iterator<Item = &str> {
    Numbers::new(id).upwards().map(Numbers::as_str)
}

/// Tasks without anybody responsible, for themselves or for an item above or below them, in a
/// first-level heading most of whose tasks have somebody.
fn without_clause(facts: &Facts) -> Vec<Diagnostic> {
    let assigned = facts.tasks.iter().filter(|task| !task.assignments.is_empty());
    let assigned: BTreeSet<&str> = assigned.map(|task| task.id.as_str()).collect();
    let with_below: BTreeSet<&str> = assigned.iter().copied().flat_map(upwards).collect();
    let is_left = |task: &Task| {
        let id = task.id.as_str();
        !with_below.contains(id) && !upwards(id).any(|above| assigned.contains(above))
    };
    let mut chapters: BTreeMap<_, Vec<&Task>> = BTreeMap::new();
    for task in facts.tasks.iter().filter(|task| !task.noun_list && task.asks()) {
        chapters.entry(chapter(task)).or_default().push(task);
    }
    let mut found = Vec::new();
    for tasks in chapters.values() {
        let without: Vec<_> = tasks.iter().filter(|task| is_left(task)).collect();
        if without.len() * 2 < tasks.len() {
            found.extend(without.iter().map(|task| {
                let message = message!("doubt-task-without-unit", number = &task.number);
                doubt(Code::TaskWithoutUnit, task.evidence.span, message)
            }));
        }
    }
    found
}

/// Headings and tasks to which nobody is assigned, though their first sentence says what a named
/// body should do, `二、县财政局要加强资金保障。`, by where they begin.
fn asked(facts: &Facts) -> BTreeMap<usize, Diagnostic> {
    let sections = facts.sections.iter().filter(|one| one.assignments.is_empty());
    let sections = sections.map(|one| (&one.title, one.evidence.span));
    let tasks = facts.tasks.iter().filter(|one| one.assignments.is_empty() && one.asks());
    let titles = sections.chain(tasks.map(|one| (&one.title, one.evidence.span)));
    let remark = |(title, span): (&String, Span)| {
        let name = title.split('，').find_map(clause::asked)?;
        let message = message!("doubt-asked", name = name);
        Some((span.start, doubt(Code::TaskWithoutUnit, span, message)))
    };
    titles.filter_map(remark).collect()
}
