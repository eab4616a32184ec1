//! What one document says, for people to read: its documents, parts and tasks with who answers, by when, and on what ground.
//!
//! `（责任单位：县委宣传部，县直党委（党组））` becomes the line `责任 responsible  县委宣传部、县直党委（党组）` under its task.

use std::fmt::Write as _;

use crate::Source;
use crate::model::{Agent, Assignment, Document, Facts, Role, Section, Task};

/// Writes an outline of all that `source` says, with a line for each fact.
pub fn outline(source: &Source, facts: &Facts) -> String {
    let mut outline = Outline { facts, text: format!("{}\n", source.name) };
    if facts.documents.is_empty() {
        outline.line(0, "no official document found");
    }
    for document in &facts.documents {
        outline.document(document);
    }
    outline.text
}

struct Outline<'a> {
    facts: &'a Facts,
    text: String,
}

impl Outline<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:width$}{text}", "", width = depth * 2);
    }

    fn document(&mut self, document: &Document) {
        self.line(0, "");
        let number = document.number.as_deref().map(|number| format!("  {number}")).unwrap_or_default();
        let date = document.date.map(|date| format!("  {date}")).unwrap_or_default();
        let title = document.title.as_deref().unwrap_or("(no title)");
        self.line(0, &format!("{} {title}{number}{date}", document.id));
        for (label, mentions) in [("from", &document.issuers), ("to", &document.addressees)] {
            let names: Vec<_> = mentions.iter().map(|mention| self.unit(mention.unit)).collect();
            if !names.is_empty() {
                self.line(1, &format!("{label} {}", names.join("、")));
            }
        }
        self.assignments(1, &document.assignments);
        self.details(1, &document.id, None);
        let facts = self.facts;
        let tasks: Vec<_> = facts.tasks.iter().filter(|task| task.doc == document.id).collect();
        for task in tasks.iter().filter(|task| task.section.is_none()) {
            self.task(1, task);
        }
        for section in facts.sections.iter().filter(|section| section.doc == document.id) {
            self.section(section);
            for task in tasks.iter().filter(|task| task.section.as_ref() == Some(&section.number)) {
                self.task(section.level + 1, task);
            }
        }
    }

    fn section(&mut self, section: &Section) {
        self.line(section.level, &format!("{} {}", section.number, section.title));
        self.assignments(section.level + 2, &section.assignments);
    }

    fn task(&mut self, depth: usize, task: &Task) {
        let part = task.id.split_once('#').map(|(_, part)| format!("#{part}")).unwrap_or_default();
        let inferred = if task.number_inferred { " (number inferred)" } else { "" };
        self.line(depth, &format!("{}{part} {}{inferred}", task.number, task.title));
        self.assignments(depth + 2, &task.assignments);
        self.details(depth + 2, &task.doc, Some(&task.id));
    }

    /// One line a role, the names in the order of the text.
    fn assignments(&mut self, depth: usize, assignments: &[Assignment]) {
        for role in Role::ALL {
            let of_role = assignments.iter().filter(|one| one.role == *role);
            let names: Vec<_> = of_role.map(|one| self.agent(one)).collect();
            if !names.is_empty() {
                self.line(depth, &format!("{role:<12}{}", names.join("、")));
            }
        }
    }

    /// What stands in a task, or in a document outside its tasks.
    fn details(&mut self, depth: usize, doc: &str, task: Option<&str>) {
        let here = |own_doc: &str, own_task: &Option<String>| own_doc == doc && own_task.as_deref() == task;
        let facts = self.facts;
        for time in facts.times.iter().filter(|time| here(&time.doc, &time.task)) {
            let value = time.value.as_deref().unwrap_or("-");
            self.line(depth, &format!("{:<12}{value}  {}", time.kind, time.text));
        }
        for one in facts.indicators.iter().filter(|one| here(&one.doc, &one.task)) {
            self.line(depth, &format!("{:<12}{} {} {}{}", "target", one.measure, one.op, one.value, one.unit));
        }
        for one in facts.citations.iter().filter(|one| here(&one.doc, &one.task)) {
            let number = one.number.as_deref().map(|number| format!("  {number}")).unwrap_or_default();
            self.line(depth, &format!("{:<12}《{}》{number}", one.relation, one.title));
        }
    }

    fn agent(&self, assignment: &Assignment) -> String {
        let name = match assignment.agent {
            Agent::Unit(unit) => self.unit(unit),
            Agent::Person(person) => self.facts.persons.get(person).map_or("", |person| &person.name),
        };
        let duty = assignment.duty.as_ref().map(|duty| format!("（{duty}）")).unwrap_or_default();
        format!("{name}{duty}")
    }

    fn unit(&self, unit: usize) -> &str {
        self.facts.units.get(unit).map_or("", |unit| &unit.surface)
    }
}
