//! Stores built from annotations, without reading documents.

use std::fs;

use serde_json::Value;
use zeren::Source;
use zeren::graph;
use zeren::graph::graph_name;
use zeren::model::{
    Agent, Assignment, Citation, Document, Evidence, Facts, Person, Relation, Role, Section, Task,
    Unit,
};
use zeren::span::Span;
use zeren::store::Store;

/// Builds facts in the order of an annotation, each at a position of its own.
struct Reader<'a> {
    gold: &'a Value,
    facts: Facts,
    at: usize,
}

impl Reader<'_> {
    fn evidence(&mut self) -> Evidence {
        self.at += 1;
        Evidence { span: Span::new(self.at, self.at + 1), rule: "test" }
    }

    fn documents(&mut self) {
        for one in list(self.gold, "documents") {
            let document = Document {
                id: string(one, "id"),
                kind: string(one, "kind"),
                title: maybe(one, "title"),
                number: maybe(one, "number"),
                attaches: list(one, "attaches").iter().map(text).collect(),
                evidence: self.evidence(),
                ..document()
            };
            self.facts.documents.push(document);
        }
    }

    /// Adds sections and tasks, each section before its tasks.
    fn body(&mut self) {
        let mut sections = list(self.gold, "sections").iter();
        for task in list(self.gold, "tasks") {
            let is_told = |facts: &Facts| {
                let mut told = facts.sections.iter();
                task["section"].is_null()
                    || told.any(|one| task["doc"] == *one.doc && task["section"] == *one.number)
            };
            while !is_told(&self.facts) {
                let Some(one) = sections.next() else { break };
                self.section(one);
            }
            self.task(task);
        }
        sections.for_each(|one| self.section(one));
    }

    fn section(&mut self, one: &Value) {
        let evidence = self.evidence();
        let assignments = self.assignments(one);
        let number = string(one, "number");
        let level = number.matches('/').count() + 1;
        let (doc, title) = (string(one, "doc"), string(one, "title"));
        self.facts.sections.push(Section { doc, number, title, level, assignments, evidence });
    }

    fn task(&mut self, one: &Value) {
        let evidence = self.evidence();
        let assignments = self.assignments(one);
        self.facts.tasks.push(Task {
            id: string(one, "id"),
            doc: string(one, "doc"),
            section: maybe(one, "section"),
            number: string(one, "number"),
            number_inferred: false,
            title: string(one, "title"),
            body: String::new(),
            assignments,
            noun_list: false,
            general: false,
            evidence,
        });
    }

    fn assignments(&mut self, holder: &Value) -> Vec<Assignment> {
        let read = |one: &Value| {
            let role = Role::from_word(&string(one, "role")).expect("the role is known");
            let agent = self.agent(role, &string(one, "agent"), one["collective"] == true);
            let implied = one["implied"] == true;
            Assignment {
                role,
                agent,
                duty: None,
                implied,
                correction: None,
                evidence: self.evidence(),
            }
        };
        list(holder, "assignments").iter().map(read).collect()
    }

    fn agent(&mut self, role: Role, name: &str, collective: bool) -> Agent {
        if role == Role::Leader {
            return Agent::Person(self.person(name));
        }
        let known = self.facts.units.iter().position(|unit| unit.surface == name);
        Agent::Unit(known.unwrap_or_else(|| {
            let unit = list(self.gold, "units").iter().find(|unit| unit["surface"] == name);
            let region = Some("410526".to_owned());
            self.facts.units.push(Unit {
                surface: name.to_owned(),
                canonical: unit.map_or_else(|| name.to_owned(), |unit| string(unit, "canonical")),
                kind: unit.map_or_else(String::new, |unit| string(unit, "type")),
                collective,
                region,
            });
            self.facts.units.len() - 1
        }))
    }

    fn person(&mut self, name: &str) -> usize {
        let known = self.facts.persons.iter().position(|person| person.name == name);
        known.unwrap_or_else(|| {
            let evidence = self.evidence();
            let (doc, name, post) = ("d1".to_owned(), name.to_owned(), "县领导".to_owned());
            self.facts.persons.push(Person { doc, task: None, name, post, evidence });
            self.facts.persons.len() - 1
        })
    }

    fn citations(&mut self) {
        for one in list(self.gold, "citations") {
            let task = maybe(one, "task");
            let doc =
                task.as_ref().and_then(|task| task.split('/').next()).unwrap_or("d1").to_owned();
            let citation = Citation {
                doc,
                task,
                title: string(one, "title"),
                number: maybe(one, "number"),
                short_for: None,
                raw_number: None,
                inner: Vec::new(),
                relation: Relation::from_word(&string(one, "relation"))
                    .expect("the relation is known"),
                bracketed: true,
                evidence: self.evidence(),
            };
            self.facts.citations.push(citation);
        }
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn string(value: &Value, key: &str) -> String {
    text(&value[key])
}

fn maybe(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}

fn document() -> Document {
    Document {
        id: String::new(),
        kind: String::new(),
        title: None,
        raw_title: None,
        number: None,
        masthead: None,
        issuers: Vec::new(),
        addressees: Vec::new(),
        date: None,
        raw_date: None,
        printed_by: None,
        printed_date: None,
        attaches: Vec::new(),
        assignments: Vec::new(),
        web: Vec::new(),
        evidence: Evidence { span: Span::default(), rule: "test" },
    }
}

/// Adds an annotation to a store.
fn add(store: &Store, gold: &Value) {
    let mut reader = Reader { gold, facts: Facts::default(), at: 0 };
    reader.documents();
    reader.body();
    reader.citations();
    let source = Source {
        name: string(gold, "seed"),
        text: " ".repeat(10_000),
        hash: string(gold, "seed"),
        format: "text/plain",
        notes: Vec::new(),
    };
    let name = graph_name(&zeren::graph::document(&source, &reader.facts));
    store
        .replace(name.as_ref(), &graph(&source, &reader.facts))
        .expect("a store in memory takes quads");
}

pub(super) fn store_of(gold: &[Value]) -> Store {
    let store = Store::memory().expect("a store in memory opens");
    gold.iter().for_each(|one| add(&store, one));
    store
}

/// Returns the annotation of a seed.
pub(super) fn seed(number: &str) -> Value {
    let text = fs::read_to_string(format!("tests/gold/seeds/{number}.json"))
        .expect("the annotation is there");
    serde_json::from_str(&text).expect("the annotation is JSON")
}
