//! The facts of one document for people to read: its documents, parts and tasks, with who is
//! responsible, by when, and on what basis.
//!
//! `（责任单位：县委宣传部，县直党委（党组））` becomes the line `责任 responsible
//! 县委宣传部、县直党委（党组）` under its task.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::Source;
use crate::message;
use crate::message::{Lang, Message, padded};
use crate::model::path;
use crate::model::{
    Agent, Assignment, Citation, Document, Facts, Indicator, Provision, Role, Section, Task, Terms,
    Time,
};

/// Returns an outline of all facts of `source`, one fact a line.
pub fn outline(source: &Source, facts: &Facts) -> String {
    let mut outline = Outline { facts, held: Held::of(facts), text: format!("{}\n", source.name) };
    if facts.documents.is_empty() {
        outline.line(0, &message!("outline-none").to_string());
    }
    for document in &facts.documents {
        outline.document(document);
    }
    outline.text
}

/// A document, and possibly a task in it.
type Place<'a> = (&'a str, Option<&'a str>);

/// Facts by the place that contains them, collected once, as a document may have thousands of
/// tasks.
#[derive(Default)]
struct Held<'a> {
    /// Headings and tasks by document, in the order of the text.
    parts: BTreeMap<&'a str, Vec<Part<'a>>>,
    times: BTreeMap<Place<'a>, Vec<&'a Time>>,
    indicators: BTreeMap<Place<'a>, Vec<&'a Indicator>>,
    citations: BTreeMap<Place<'a>, Vec<&'a Citation>>,
}

impl<'a> Held<'a> {
    fn of(facts: &'a Facts) -> Self {
        let mut held = Self::default();
        // A heading that is itself a task is listed as the task.
        let ids: BTreeSet<&str> = facts.tasks.iter().map(|task| task.id.as_str()).collect();
        let is_task = |one: &&Section| ids.contains(path::join(&one.doc, &one.number).as_str());
        for section in facts.sections.iter().filter(|one| !is_task(one)) {
            held.parts.entry(&section.doc).or_default().push(Part::Section(section));
        }
        for task in &facts.tasks {
            held.parts.entry(&task.doc).or_default().push(Part::Task(task));
        }
        held.parts.values_mut().for_each(|parts| parts.sort_by_key(Part::start));
        for time in &facts.times {
            held.times.entry((&time.doc, time.task.as_deref())).or_default().push(time);
        }
        for one in &facts.indicators {
            held.indicators.entry((&one.doc, one.task.as_deref())).or_default().push(one);
        }
        for one in &facts.citations {
            held.citations.entry((&one.doc, one.task.as_deref())).or_default().push(one);
        }
        held
    }
}

/// A heading or a task.
enum Part<'a> {
    Section(&'a Section),
    Task(&'a Task),
}

impl Part<'_> {
    /// Where it begins.
    fn start(&self) -> usize {
        match self {
            Self::Section(section) => section.evidence.span.start,
            Self::Task(task) => task.evidence.span.start,
        }
    }
}

struct Outline<'a> {
    facts: &'a Facts,
    held: Held<'a>,
    text: String,
}

impl<'a> Outline<'a> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:width$}{text}", "", width = depth * 2);
    }

    fn document(&mut self, document: &'a Document) {
        self.line(0, "");
        let number =
            document.number.as_deref().map(|number| format!("  {number}")).unwrap_or_default();
        let date = document.date.map(|date| format!("  {date}")).unwrap_or_default();
        let title = document.title.clone().unwrap_or_else(|| message!("no-title").to_string());
        self.line(0, &format!("{} {title}{number}{date}", document.id));
        let heads = [
            (message!("outline-from"), &document.issuers),
            (message!("outline-to"), &document.addressees),
        ];
        for (label, mentions) in heads {
            let names: Vec<_> = mentions.iter().map(|mention| self.unit(mention.unit)).collect();
            if !names.is_empty() {
                self.line(1, &format!("{label} {}", names.join("、")));
            }
        }
        self.assignments(1, &document.assignments);
        self.details(1, &document.id, None);
        for part in self.held.parts.remove(document.id.as_str()).unwrap_or_default() {
            match part {
                Part::Section(section) => self.section(section),
                Part::Task(task) => self.task(task),
            }
        }
        for scheme in self.facts.assessments.iter().filter(|scheme| scheme.doc == document.id) {
            self.line(1, &message!("outline-assessment").to_string());
            scheme.provisions.iter().for_each(|one| self.provision(one));
        }
    }

    /// Writes a provision with its numbers and its condition.
    fn provision(&mut self, one: &Provision) {
        let Terms {
            points,
            max_points,
            weight,
            at_least,
            at_most,
            below,
            condition,
            duration,
            working_days,
            ..
        } = &one.terms;
        let said: [(&Option<f64>, Say); 6] = [
            (points, |n| message!("term-points", n = n)),
            (max_points, |n| message!("term-points-at-most", n = n)),
            (weight, |n| message!("term-weight", n = n)),
            (at_least, |n| message!("term-from", n = n)),
            (at_most, |n| message!("term-to", n = n)),
            (below, |n| message!("term-below", n = n)),
        ];
        let said = said.iter().filter_map(|(number, say)| Some(say((**number)?.to_string())));
        let mut terms: Vec<String> = said.map(|term| term.to_string()).collect();
        terms.extend(duration.as_ref().map(|length| match working_days {
            true => message!("term-working-days", length = length).to_string(),
            false => length.clone(),
        }));
        terms.extend(condition.as_ref().filter(|condition| **condition != one.name).cloned());
        let terms =
            if terms.is_empty() { String::new() } else { format!("（{}）", terms.join("，")) };
        self.line(3, &format!("{}{}{terms}", column(one.kind.name(Lang::user())), one.name));
    }

    fn section(&mut self, section: &Section) {
        self.line(section.level, &format!("{} {}", section.number, section.title));
        self.assignments(section.level + 2, &section.assignments);
    }

    fn task(&mut self, task: &'a Task) {
        let depth = 1 + task
            .section
            .as_deref()
            .map_or(0, |above| path::Numbers::new(above).levels().count());
        let part = path::split(&task.id).and_then(|(_, numbers)| numbers.last().part);
        let part = part.map(|part| format!("#{part}")).unwrap_or_default();
        let inferred = if task.number_inferred {
            format!(" {}", message!("number-inferred"))
        } else {
            String::new()
        };
        self.line(depth, &format!("{}{part} {}{inferred}", task.number, task.title));
        self.assignments(depth + 2, &task.assignments);
        self.details(depth + 2, &task.doc, Some(&task.id));
    }

    /// Writes one line per role, with names in the order of the text.
    fn assignments(&mut self, depth: usize, assignments: &[Assignment]) {
        for role in Role::ALL {
            let of_role = assignments.iter().filter(|one| one.role == *role);
            let names: Vec<_> = of_role.map(|one| self.agent(one)).collect();
            if !names.is_empty() {
                self.line(
                    depth,
                    &format!("{}{}", column(role.name(Lang::user())), names.join("、")),
                );
            }
        }
    }

    /// Writes the details of a task, or of a document outside its tasks.
    fn details(&mut self, depth: usize, doc: &'a str, task: Option<&'a str>) {
        let (place, lang) = ((doc, task), Lang::user());
        for time in self.held.times.remove(&place).unwrap_or_default() {
            let value = time.value.as_deref().unwrap_or("-");
            self.line(depth, &format!("{}{value}  {}", column(time.kind.name(lang)), time.text));
        }
        for one in self.held.indicators.remove(&place).unwrap_or_default() {
            let change =
                one.change.map(|change| format!("{} ", change.name(lang))).unwrap_or_default();
            let Indicator { measure, op, value, unit, .. } = one;
            let label = column(&message!("outline-target").to_string());
            self.line(depth, &format!("{label}{measure} {change}{} {value}{unit}", op.name(lang)));
        }
        for one in self.held.citations.remove(&place).unwrap_or_default() {
            let number =
                one.number.as_deref().map(|number| format!("  {number}")).unwrap_or_default();
            self.line(
                depth,
                &format!("{}《{}》{number}", column(one.relation.name(lang)), one.title),
            );
        }
    }

    fn agent(&self, assignment: &Assignment) -> String {
        let name = match assignment.agent {
            Agent::Unit(unit) => self.unit(unit),
            Agent::Person(person) => {
                self.facts.persons.get(person).map_or("", |person| &person.name)
            }
        };
        let duty = assignment.duty.as_ref().map(|duty| format!("（{duty}）")).unwrap_or_default();
        format!("{name}{duty}")
    }

    fn unit(&self, unit: usize) -> &str {
        self.facts.units.get(unit).map_or("", |unit| &unit.surface)
    }
}

/// Returns the message that states a number.
type Say = fn(String) -> Message;

/// Pads the kind of a fact to the width of its column.
fn column(kind: &str) -> String {
    padded(kind, 12)
}
