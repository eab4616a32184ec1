//! Loads who has which role in which row: from clauses of the tasks themselves, and of headings
//! over them.

use std::collections::BTreeMap;

use super::super::text::Texts;
use super::super::{Assignment, Kind, Row};
use super::places::{Places, Section};
use crate::model::Role;
use crate::model::path::Numbers;
use crate::parse::normal;
use crate::query::{QueryError, rows, text};
use crate::store::Store;

const ASSIGNMENTS: &str = "SELECT DISTINCT ?item ?assignment ?role ?agent ?how ?start ?quote ?text ?duty ?implied ?own ?of_rule {
  ?item eli-dl:had_participation|zr:hasAssignment ?assignment .
  ?assignment eli-dl:participation_role/skos:notation ?role ; ?how ?agent ; zr:start ?start ; zr:quote ?quote ; zr:inText ?text .
  VALUES ?how { eli-dl:had_participant_organization eli-dl:had_participant_person zr:had_participant_class }
  OPTIONAL { ?assignment zr:duty ?duty } OPTIONAL { ?assignment zr:implied ?implied }
  OPTIONAL { ?assignment zr:confidence ?own } OPTIONAL { ?assignment zr:rule/zr:confidence ?of_rule }
} ORDER BY ?text ?start ?assignment ?item";

const NAMES: &str = "SELECT DISTINCT ?agent ?full ?name {
  ?agent skos:prefLabel|foaf:name ?full . OPTIONAL { ?agent skos:altLabel ?name }
} ORDER BY ?agent ?full ?name";

/// Assignments by the IRI of the item that has them.
type Borne = BTreeMap<String, Vec<Assignment>>;

/// Adds assignments to the rows, and creates rows for headings and documents with duties of their
/// own.
pub(super) fn assign(
    store: &Store,
    places: &Places,
    texts: &Texts,
    tasks: &mut BTreeMap<String, (usize, Row)>,
) -> Result<(), QueryError> {
    let mut borne = read(store, texts)?;
    for (_, task) in tasks.values_mut() {
        task.assignments = borne.remove(&task.iri).unwrap_or_default();
    }
    for (iri, assignments) in borne {
        if let Some(section) = places.sections.get(&iri) {
            of_section(places, texts, (&iri, section), assignments, tasks);
        } else if let Some(at) = places.index(&iri) {
            let row = Row {
                document: at,
                path: String::new(),
                assignments,
                ..super::blank(iri.clone(), Kind::Document)
            };
            let title =
                places.documents.get(at).map(|document| document.title.clone()).unwrap_or_default();
            // After the tasks of the document.
            tasks.insert(iri, (usize::MAX, Row { title, ..row }));
        }
    }
    Ok(())
}

/// Passes the clauses of a heading on to the tasks under it; a duty in prose, or a clause without
/// tasks, becomes a row of its own.
fn of_section(
    places: &Places,
    texts: &Texts,
    (iri, section): (&str, &Section),
    assignments: Vec<Assignment>,
    tasks: &mut BTreeMap<String, (usize, Row)>,
) {
    let (mut own, clauses): (Vec<_>, Vec<_>) =
        assignments.into_iter().partition(|one| one.duty.is_some());
    let mut is_taken = false;
    for (_, task) in
        tasks.values_mut().filter(|(_, task)| task.parts.iter().any(|part| part.iri == iri))
    {
        if task.kind == Kind::Task {
            is_taken = true;
            task.assignments
                .extend(clauses.iter().cloned().map(|one| Assignment { inherited: true, ..one }));
        }
    }
    if !is_taken {
        own.splice(0..0, clauses);
    }
    let Some(document) = places.document_of(iri).filter(|_| !own.is_empty()) else { return };
    let number = Numbers::new(&section.number).last().to_string();
    let row = Row {
        document,
        parts: places.parts(iri),
        number,
        path: section.number.clone(),
        title: section.title.clone(),
        quote: section.quote.clone(),
        at: texts.at(&section.text, section.start),
        assignments: own,
        ..super::blank(iri.to_owned(), Kind::Section)
    };
    tasks.insert(iri.to_owned(), (section.start, row));
}

fn read(store: &Store, texts: &Texts) -> Result<Borne, QueryError> {
    let names = names(store)?;
    let mut borne = Borne::new();
    let mut last = String::new();
    for row in rows(store, ASSIGNMENTS)? {
        let get = |name: &str| text(&row, name).unwrap_or_default();
        let (Some(role), key) = (Role::from_word(&get("role")), get("assignment") + &get("item"))
        else {
            continue;
        };
        // A rule with two confidences would yield an assignment twice.
        if std::mem::replace(&mut last, key.clone()) == key {
            continue;
        }
        let (agent, quote, how) = (get("agent"), get("quote"), get("how"));
        let start: usize = get("start").parse().unwrap_or_default();
        let (name, full) = name(names.get(&agent), &quote);
        let assignment = Assignment {
            iri: get("assignment"),
            role,
            agent,
            written: name.clone(),
            name,
            full,
            is_class: how.ends_with("had_participant_class"),
            is_person: how.ends_with("had_participant_person"),
            implied: get("implied") == "true",
            inherited: false,
            duty: text(&row, "duty"),
            sentence: texts.sentence(&get("text"), start, start + quote.chars().count()),
            at: texts.at(&get("text"), start),
            confidence: text(&row, "own")
                .or_else(|| text(&row, "of_rule"))
                .and_then(|number| number.parse().ok()),
        };
        borne.entry(get("item")).or_default().push(assignment);
    }
    Ok(borne)
}

/// Returns the full name of each agent, and its names as documents write them.
fn names(store: &Store) -> Result<BTreeMap<String, (String, Vec<String>)>, QueryError> {
    let mut names: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for row in rows(store, NAMES)? {
        let (Some(agent), Some(full)) = (text(&row, "agent"), text(&row, "full")) else { continue };
        let (_, others) = names.entry(agent).or_insert_with(|| (full, Vec::new()));
        others.extend(text(&row, "name"));
    }
    Ok(names)
}

/// Returns the name written in the document at `quote`, and the full name.
fn name(known: Option<&(String, Vec<String>)>, quote: &str) -> (String, String) {
    let Some((full, others)) = known else { return (quote.to_owned(), quote.to_owned()) };
    let written = normal(quote);
    let all = || std::iter::once(full).chain(others);
    let exactly = all().find(|one| **one == written || **one == quote);
    // 宣传部 after 县委组织部 stands for 县委宣传部.
    let ending = || others.iter().find(|one| one.ends_with(&written));
    let shortest = || others.iter().min_by_key(|one| one.chars().count());
    let name = exactly.or_else(ending).or_else(shortest).unwrap_or(full);
    (name.clone(), full.clone())
}
