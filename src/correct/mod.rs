//! CORRECT: applies what people know better than the rules to the facts of a source.
//!
//! In: [`Facts`], the source, and a file of [`Corrections`]. Out: the corrected facts, with
//! [`Facts::corrections`] as the report: every correction that applies to the source, with what it
//! changed or why it no longer applies. Opens no file and never fails.
//!
//! # For those who correct
//!
#![doc = include_str!("page.md")]

mod assignment;
mod file;
mod name;
mod number;

pub use file::{Corrections, CorrectionsError};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message;
use crate::message::Message;
use crate::model::path::{self, Numbers};
use crate::model::{Agent, Assignment, Corrected, Correction, Evidence, Facts, Statement};
use crate::parse::normal;
use crate::parse::text::Text;
use crate::read::Source;
use crate::rule::{Rule, here};
use crate::span::Span;

use file::{Change, Entry};

/// The page about files of corrections, which `zeren build --help` prints.
pub const PAGE: &str = include_str!("page.md");

/// The same page in Chinese.
pub const PAGE_ZH: &str = include_str!("page.zh.md");

/// The code of the doubt about a correction that does not apply.
pub const UNUSED: Code = Code::CorrectionUnused;

/// The rules for facts set by people.
pub const RULES: &[Rule] = &[
    Rule {
        id: "human-restore",
        home: here!(),
        summary: "A person gave back a number or a date that the copy lost, in `corrections.toml`.",
        examples: &[
            "[[restore]] document = \"滑县2023年度工作安排\" number = \"滑法政〔2023〕2号\"",
        ],
        counterexamples: &[],
    },
    Rule {
        id: "human-rename",
        home: here!(),
        summary: "A person gave a unit its right name, in `corrections.toml`.",
        examples: &["[[rename]] surface = \"县市检察\" name = \"县检察院\""],
        counterexamples: &[],
    },
    Rule {
        id: "human-merge",
        home: here!(),
        summary: "A person said that several names are one unit, in `corrections.toml`.",
        examples: &[
            "[[merge]] surfaces = [\"县市场监管局\", \"县工商局\"] name = \"县市场监管局\"",
        ],
        counterexamples: &[],
    },
    Rule {
        id: "human-drop",
        home: here!(),
        summary: "A person took away an assignment that the text does not give, in `corrections.toml`.",
        examples: &[
            "[[drop]] document = \"滑法政〔2023〕2号\" task = \"d2/五/（十三）\" agent = \"县公安局\"",
        ],
        counterexamples: &[],
    },
    Rule {
        id: "human-add",
        home: here!(),
        summary: "A person added an assignment that the rules did not read, in `corrections.toml`.",
        examples: &[
            "[[add]] document = \"滑法政〔2023〕2号\" task = \"d2/五/（十三）\" role = \"lead\" agent = \"县司法局\" quote = \"由县司法局牵头\"",
        ],
        counterexamples: &[],
    },
];

/// Applies the corrections of a source to its facts.
///
/// The facts must be as [`resolve`](crate::resolve()) returns them, not corrected already.
pub fn correct(facts: &mut Facts, source: &Source, corrections: &Corrections) {
    // A restored number must not change to which documents the other entries apply.
    let entries: Vec<&Entry> =
        corrections.entries.iter().filter(|entry| entry.is_of(source, facts)).collect();
    if entries.is_empty() {
        return;
    }
    let mut desk = Desk { facts, source, text: crate::parse::text_of(source) };
    for entry in entries {
        let n = desk.facts.corrections.len();
        let outcome = desk.apply(&entry.change, n);
        // What is meant for all documents need not apply to each.
        if entry.document.is_some() || outcome.is_ok() {
            desk.facts.corrections.push(entry.correction(outcome));
        }
    }
    name::drop_unused(desk.facts);
    let unused =
        facts.corrections.iter().filter_map(|one| Some((one, one.outcome.as_ref().err()?)));
    let doubt = |(correction, reason): (&Correction, &Message)| Diagnostic {
        severity: Severity::Doubt,
        code: UNUSED,
        span: Span::default(),
        message: message!(
            "doubt-correction",
            summary = correction.summary.clone(),
            why = reason.clone()
        ),
    };
    let doubts: Vec<_> = unused.map(doubt).collect();
    facts.diagnostics.extend(doubts);
}

impl Entry {
    /// Whether it applies to a source: by file name, hash, document number or title, or to all.
    fn is_of(&self, source: &Source, facts: &Facts) -> bool {
        /// The number of digits that suffice to identify a file by its hash.
        const DIGITS: usize = 8;
        let Some(document) = &self.document else { return true };
        let names = facts.documents.iter().flat_map(|one| [&one.number, &one.title]).flatten();
        let is_hash =
            document.len() >= DIGITS && source.hash.starts_with(&document.to_ascii_lowercase());
        // The end of a path such as `2023/通知.docx` suffices.
        let file = normal(&source.name);
        let is_file = file
            .strip_suffix(document.as_str())
            .is_some_and(|folder| folder.is_empty() || folder.ends_with('/'));
        is_hash || is_file || names.into_iter().any(|name| *document == normal(name))
    }

    fn correction(&self, outcome: Result<Vec<Corrected>, Message>) -> Correction {
        let rule = match &self.change {
            Change::Restore(_) => "human-restore",
            Change::Rename(_) => "human-rename",
            Change::Merge(_) => "human-merge",
            Change::Drop(_) => "human-drop",
            Change::Add(_) => "human-add",
        };
        let (by, reason) = (self.by.clone(), self.reason.clone());
        Correction {
            line: self.line,
            rule,
            summary: self.summary(),
            by,
            on: self.on,
            reason,
            outcome,
        }
    }

    /// Everything that it asks for, in one line.
    fn summary(&self) -> Message {
        let words = |words: &[&Option<file::Words>]| {
            let given = words.iter().filter_map(|words| words.as_ref());
            given.map(|words| format!(", {}", words.0)).collect::<String>()
        };
        match &self.change {
            Change::Restore(one) => {
                let given = [
                    one.number.as_ref().map(|number| number.0.clone()),
                    one.date.map(|day| day.0.to_string()),
                ];
                let given = given.into_iter().flatten().collect::<Vec<_>>().join(" ");
                let place = words(&[&one.task, &one.quote]);
                message!(
                    "correction-restore",
                    given = given,
                    place = place.trim_start_matches(", ")
                )
            }
            Change::Rename(one) => {
                let to = format!("{}{}", one.name.0, words(&[&one.canonical, &one.kind]));
                message!("correction-rename", from = &one.surface.0, to = to)
            }
            Change::Merge(one) => {
                let surfaces: Vec<_> = one.surfaces.iter().map(|one| one.0.as_str()).collect();
                message!("correction-merge", from = surfaces.join("、"), to = &one.name.0)
            }
            Change::Drop(one) => match one.role {
                Some(role) => {
                    message!(
                        "correction-drop-role",
                        role = role.0,
                        agent = &one.agent.0,
                        task = &one.task.0
                    )
                }
                None => message!("correction-drop", agent = &one.agent.0, task = &one.task.0),
            },
            Change::Add(one) => {
                let agent = format!("{}{}", one.agent.0, words(&[&one.post]));
                let task = format!("{}{}", one.task.0, words(&[&one.quote]));
                message!("correction-add", role = one.role.0, agent = agent, task = task)
            }
        }
    }
}

/// The facts being corrected.
struct Desk<'a> {
    facts: &'a mut Facts,
    source: &'a Source,
    text: Text,
}

/// Something that has assignments, by index.
#[derive(Clone, Copy)]
enum Holder {
    Document(usize),
    Section(usize),
    Task(usize),
}

impl Desk<'_> {
    fn apply(&mut self, change: &Change, n: usize) -> Result<Vec<Corrected>, Message> {
        match change {
            Change::Restore(one) => self.restore(one),
            Change::Rename(one) => self.rename(one),
            Change::Merge(one) => self.merge(one),
            Change::Drop(one) => self.drop(one),
            Change::Add(one) => self.add(one, n),
        }
    }

    /// The holder at a path of the ledger.
    fn holder(&self, path: &str) -> Result<Holder, Message> {
        let facts = &*self.facts;
        let place = path::split(path);
        let is_section = |doc, number| place == Some((doc, Numbers::new(number)));
        let task = facts.tasks.iter().position(|task| task.id == path).map(Holder::Task);
        let section = || {
            facts
                .sections
                .iter()
                .position(|one| is_section(&one.doc, &one.number))
                .map(Holder::Section)
        };
        let document =
            || facts.documents.iter().position(|one| one.id == path).map(Holder::Document);
        task.or_else(section)
            .or_else(document)
            .ok_or_else(|| message!("correction-no-path", path = path))
    }

    fn assignments(&mut self, holder: Holder) -> &mut Vec<Assignment> {
        match holder {
            Holder::Document(n) => &mut self.facts.documents[n].assignments,
            Holder::Section(n) => &mut self.facts.sections[n].assignments,
            Holder::Task(n) => &mut self.facts.tasks[n].assignments,
        }
    }

    /// Where the words of a holder may be: in the task itself, or anywhere in its document.
    fn reach(&self, holder: Holder) -> Span {
        let facts = &*self.facts;
        match holder {
            Holder::Document(n) => facts.documents[n].evidence.span,
            Holder::Task(n) => facts.tasks[n].evidence.span,
            Holder::Section(n) => {
                let section = &facts.sections[n];
                let document = facts.documents.iter().find(|one| one.id == section.doc);
                document.map_or(section.evidence.span, |document| document.evidence.span)
            }
        }
    }

    /// The first place of some words, in normal form, within a span.
    fn find(&self, words: &str, within: Span) -> Option<Span> {
        // Quotes may use the characters of the source or simplified ones.
        let places = [self.text.written(), self.text.as_str()]
            .into_iter()
            .flat_map(|text| text.match_indices(words));
        let mut spans = places.map(|(at, found)| self.text.span(at..at + found.len()));
        spans.find(|span| within.contains(*span) && span.start < span.end)
    }

    /// The words that support a statement, if the text contains them.
    fn evidence(&self, words: &str, rule: &'static str) -> Option<Evidence> {
        let whole = Span::new(0, self.source.text.len());
        self.find(words, whole).map(|span| Evidence { span, rule })
    }

    /// Whether an agent has this name.
    fn is_named(&self, agent: Agent, name: &str) -> bool {
        match agent {
            Agent::Unit(n) => {
                self.facts.units.get(n).is_some_and(|unit| {
                    [&unit.surface, &unit.canonical].contains(&&name.to_owned())
                })
            }
            Agent::Person(n) => self.facts.persons.get(n).is_some_and(|person| person.name == name),
        }
    }
}

/// The single change that a correction made.
fn one(statement: Statement, evidence: Option<Evidence>) -> Vec<Corrected> {
    vec![Corrected { statement, evidence }]
}
