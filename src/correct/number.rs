//! Restores numbers and dates that a copy lost: of a document, of an item, or of words that are
//! really an item of their own.

use super::file::Restore;
use super::{Desk, Holder, one};
use crate::message;
use crate::message::Message;
use crate::model::path;
use crate::model::{Corrected, Evidence, Facts, Statement, Task};
use crate::span::Span;

const RULE: &str = "human-restore";

impl Desk<'_> {
    pub(super) fn restore(&mut self, restore: &Restore) -> Result<Vec<Corrected>, Message> {
        let path = restore.task.as_ref().map_or("d1", |task| &task.0);
        match (self.holder(path)?, &restore.number, &restore.quote) {
            (Holder::Document(n), ..) => self.restore_document(n, restore),
            (Holder::Section(_), ..) => Err(message!("correction-heading", path = path)),
            (Holder::Task(_), None, _) => Err(message!("correction-item-date")),
            (Holder::Task(n), Some(number), None) => self.renumber(n, bare(&number.0)),
            (Holder::Task(n), Some(number), Some(quote)) => {
                self.split(n, bare(&number.0), &quote.0)
            }
        }
    }

    fn restore_document(&mut self, n: usize, restore: &Restore) -> Result<Vec<Corrected>, Message> {
        let mut corrected = Vec::new();
        let id = self.facts.documents[n].id.clone();
        if let Some(number) = restore
            .number
            .as_ref()
            .filter(|new| self.facts.documents[n].number.as_ref() != Some(&new.0))
        {
            self.facts.documents[n].number = Some(number.0.clone());
            corrected
                .extend(one(Statement::DocumentNumber(id.clone()), self.evidence(&number.0, RULE)));
        }
        if let Some(day) = restore.date.filter(|new| self.facts.documents[n].date != Some(new.0)) {
            self.facts.documents[n].date = Some(day.0);
            let written = day.0.strftime("%Y年%-m月%-d日").to_string();
            corrected.extend(one(Statement::DocumentDate(id), self.evidence(&written, RULE)));
        }
        if corrected.is_empty() { Err(message!("correction-needless")) } else { Ok(corrected) }
    }

    /// Gives an item another number, and changes all paths that contain it.
    fn renumber(&mut self, n: usize, number: &str) -> Result<Vec<Corrected>, Message> {
        let from = path::whole(&self.facts.tasks[n].id).to_owned();
        let to = self.free(&from, number)?;
        for task in self.facts.tasks.iter_mut().filter(|task| path::whole(&task.id) == from) {
            number.clone_into(&mut task.number);
            task.number_inferred = false;
            task.evidence.rule = RULE;
        }
        each_path(self.facts, &mut |path| {
            if let Some(new) = path::moved(path, &from, &to) {
                *path = new;
            }
        });
        let task = &self.facts.tasks[n];
        Ok(one(
            Statement::TaskNumber(task.id.clone()),
            Some(Evidence { rule: RULE, ..task.evidence }),
        ))
    }

    /// Makes the words of an item from a quotation on an item of their own, with everything read in
    /// them.
    fn split(&mut self, n: usize, number: &str, quote: &str) -> Result<Vec<Corrected>, Message> {
        let task = self.facts.tasks[n].clone();
        let missing = || message!("correction-no-item", quote = quote, task = &task.id);
        let at = self.find(quote, task.evidence.span).ok_or_else(missing)?.start;
        let (own, words) = task
            .body
            .find(quote)
            .and_then(|at| task.body.split_at_checked(at))
            .ok_or_else(missing)?;
        if own.is_empty() {
            return Err(missing());
        }
        let id = self.free(path::whole(&task.id), number)?;
        let (title, rest) = words.split_once('。').unwrap_or((words, ""));
        let end = task.evidence.span.end;
        let is_behind = |span: Span| at <= span.start && span.start < end;
        let (behind, before) =
            task.assignments.into_iter().partition(|one| is_behind(one.evidence.span));
        let evidence = Evidence { span: Span::new(at, end), rule: RULE };
        let new = Task {
            id: id.clone(),
            doc: task.doc,
            section: task.section,
            number: number.to_owned(),
            number_inferred: false,
            title: title.trim_end_matches(['；', '：', '，']).to_owned(),
            body: if rest.is_empty() { words } else { rest }.to_owned(),
            assignments: behind,
            noun_list: false,
            general: false,
            evidence,
        };
        let old = &mut self.facts.tasks[n];
        (old.body, old.assignments, old.evidence.span.end) = (own.to_owned(), before, at);
        each_detail(self.facts, &mut |path, span| {
            if *path == task.id && is_behind(span) {
                path.clone_from(&id);
            }
        });
        self.facts.tasks.insert(n + 1, new);
        Ok(one(Statement::TaskNumber(id), Some(evidence)))
    }

    /// The path of an item with another number, unless that is taken.
    fn free(&self, path: &str, number: &str) -> Result<String, Message> {
        let new = path::beside(path, number);
        let is_taken = self.facts.tasks.iter().any(|task| path::whole(&task.id) == new);
        if is_taken { Err(message!("correction-taken", path = new)) } else { Ok(new) }
    }
}

/// Strips the mark from a number, as tasks have it: `6` for `6.` and `6、`.
fn bare(number: &str) -> &str {
    number.trim_end_matches(['.', '、'])
}

/// Calls `visit` for the paths of all tasks, of the facts within them, and of all sections.
fn each_path(facts: &mut Facts, visit: &mut impl FnMut(&mut String)) {
    facts.tasks.iter_mut().for_each(|task| visit(&mut task.id));
    each_detail(facts, &mut |path, _| visit(path));
    let corrected = facts.corrections.iter_mut().flat_map(|one| &mut one.outcome).flatten();
    for one in corrected {
        if let Statement::TaskNumber(path) = &mut one.statement {
            visit(path);
        }
    }
    let sections = facts.sections.iter_mut().map(|section| (&section.doc, &mut section.number));
    let above = facts.tasks.iter_mut().filter_map(|task| Some((&task.doc, task.section.as_mut()?)));
    for (doc, number) in sections.chain(above) {
        let mut path = path::join(doc, number);
        visit(&mut path);
        if let Some((_, new)) = path::split(&path) {
            new.as_str().clone_into(number);
        }
    }
}

/// Calls `visit` for the task and place of every time, target, citation and person.
fn each_detail(facts: &mut Facts, visit: &mut impl FnMut(&mut String, Span)) {
    let times = facts.times.iter_mut().map(|one| (&mut one.task, one.evidence.span));
    let indicators = facts.indicators.iter_mut().map(|one| (&mut one.task, one.evidence.span));
    let citations = facts.citations.iter_mut().map(|one| (&mut one.task, one.evidence.span));
    let persons = facts.persons.iter_mut().map(|one| (&mut one.task, one.evidence.span));
    for (task, span) in times.chain(indicators).chain(citations).chain(persons) {
        task.iter_mut().for_each(|path| visit(path, span));
    }
}
