//! Progress as a graph: each import with who, when and from which files, its records, and the
//! resulting state of each task.
//!
//! A record holds changes and is itself immutable, so that the history of each task, and any
//! earlier state, can be recovered.

use std::collections::BTreeMap;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{Field, Filled, Record, Status};
use crate::graph::STATUSES;
use crate::graph::vocab::{ID, dcterms, foaf, prov, zr};
use crate::model::Date;
use crate::query::{QueryError, rows, text};
use crate::store::{Store, StoreError};

const RECORDS: &str = "SELECT ?record ?task ?day ?by ?file ?property ?value {
  ?record a zr:ProgressRecord ; zr:recordOf ?task ; ?property ?value .
  OPTIONAL { ?record dcterms:date ?day } OPTIONAL { ?record prov:wasAttributedTo/foaf:name ?by }
  OPTIONAL { ?record prov:wasDerivedFrom/dcterms:identifier ?file }
} ORDER BY ?record ?property ?file";

const LEFT: &str = "SELECT DISTINCT ?left { ?import zr:leftOver ?left }";

impl Field {
    /// Returns its property in the graph.
    pub(super) fn property(self) -> NamedNodeRef<'static> {
        match self {
            Self::Status => zr::STATUS,
            Self::Rate => zr::COMPLETION,
            Self::Progress => zr::PROGRESS,
            Self::Problem => zr::PROBLEM,
            Self::Next => zr::NEXT_STEP,
            Self::Evidence => zr::PROOF_MATERIAL,
            Self::Closed => zr::DONE_ON,
            Self::Person => zr::PERSON_IN_CHARGE,
            Self::Phone => zr::TELEPHONE,
            Self::Remark => zr::REMARK,
        }
    }

    /// Returns a value as a literal of the graph.
    fn literal(self, value: &str) -> Literal {
        match self {
            Self::Status => Literal::new_simple_literal(
                Status::read(value).map_or(value.to_owned(), |one| one.word().to_owned()),
            ),
            Self::Rate if !value.is_empty() => Literal::new_typed_literal(value, xsd::DECIMAL),
            Self::Closed if !value.is_empty() => Literal::new_typed_literal(value, xsd::DATE),
            _ => Literal::new_simple_literal(value),
        }
    }

    /// Returns a value of the graph as the ledger writes it.
    fn shown(self, value: String) -> String {
        match self {
            Self::Status => Status::read(&value).map_or(value, |one| one.zh().to_owned()),
            _ => value,
        }
    }
}

/// Returns the records of a store, oldest first, each with the number of its import.
pub(super) fn read(store: &Store) -> Result<Vec<(usize, Record)>, QueryError> {
    let mut records: BTreeMap<(usize, usize), Record> = BTreeMap::new();
    for row in rows(store, RECORDS)? {
        let get = |name: &str| text(&row, name).unwrap_or_default();
        let Some(key) = key(&get("record")) else { continue };
        let property = get("property");
        let Some(field) =
            Field::ALL.into_iter().find(|field| field.property().as_str() == property)
        else {
            continue;
        };
        let record = records.entry(key).or_insert_with(|| Record {
            task: get("task"),
            day: get("day").parse().ok(),
            by: get("by"),
            file: get("file"),
            filled: Filled::default(),
        });
        record.filled.0.insert(field, field.shown(get("value")));
    }
    Ok(records.into_iter().map(|((import, _), record)| (import, record)).collect())
}

/// Returns the numbers of the import and the record: `…/import/3/record/12`.
fn key(iri: &str) -> Option<(usize, usize)> {
    let (import, record) = iri.rsplit_once("/record/")?;
    Some((import.rsplit_once('/')?.1.parse().ok()?, record.parse().ok()?))
}

/// Returns the state of each task after these records; an empty value deletes the previous one.
pub(super) fn state<'a>(records: impl IntoIterator<Item = &'a Record>) -> BTreeMap<String, Filled> {
    let mut state: BTreeMap<String, Filled> = BTreeMap::new();
    for record in records {
        let task = state.entry(record.task.clone()).or_default();
        for (field, value) in &record.filled.0 {
            if value.is_empty() {
                task.0.remove(field);
            } else {
                task.0.insert(*field, value.clone());
            }
        }
    }
    state
}

/// Returns how many imports there were.
pub(super) fn n_imports(store: &Store) -> Result<usize, QueryError> {
    let all = rows(store, "SELECT ?import { ?import a zr:ProgressImport }")?;
    let number = |iri: String| iri.rsplit('/').next().and_then(|number| number.parse().ok());
    Ok(all.iter().filter_map(|row| number(text(row, "import")?)).max().unwrap_or_default())
}

/// Returns what all imports so far have left over.
pub(super) fn left(store: &Store) -> Result<Vec<String>, QueryError> {
    Ok(rows(store, LEFT)?.iter().filter_map(|row| text(row, "left")).collect())
}

/// An import to be added to the graph.
pub(super) struct Import<'a> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Who submitted it.
    pub(super) by: Option<&'a str>,
    /// When it was made: `2023-06-27T08:00:00Z`.
    pub(super) now: &'a str,
    /// The day to which its records refer.
    pub(super) day: Date,
    /// The SHA-256 of each file, by name.
    pub(super) files: &'a BTreeMap<String, String>,
    pub(super) records: &'a [Record],
    /// What was read but not accepted.
    pub(super) left: &'a [String],
}

/// Returns the graph of statuses with an import added, and the states of tasks updated.
pub(super) fn added(store: &Store, import: &Import<'_>) -> Result<Vec<Quad>, StoreError> {
    let mut draft = Draft { quads: store.quads(Some(STATUSES))? };
    // The states of changed tasks are replaced.
    let changed: Vec<&str> = import.records.iter().map(|record| record.task.as_str()).collect();
    let is_state = |quad: &Quad| {
        let subject = quad.subject.to_string();
        changed.contains(&subject.trim_matches(['<', '>']))
    };
    draft.quads.retain(|quad| !is_state(quad));
    draft.import(import);
    let before = read(store).map_err(|error| StoreError::File(std::io::Error::other(error)))?;
    let all = before.iter().map(|(_, record)| record).chain(import.records);
    for (task, filled) in state(all).iter().filter(|(task, _)| changed.contains(&task.as_str())) {
        let node = NamedNode::new_unchecked(task);
        for (field, value) in &filled.0 {
            draft.add(&node, field.property(), field.literal(value));
        }
    }
    Ok(draft.quads)
}

struct Draft {
    quads: Vec<Quad>,
}

impl Draft {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, STATUSES));
    }

    fn import(&mut self, import: &Import<'_>) {
        let node = NamedNode::new_unchecked(format!("{ID}import/{}", import.number));
        let teller = teller(import.by);
        self.add(&node, rdf::TYPE, zr::PROGRESS_IMPORT);
        self.add(&node, prov::WAS_ASSOCIATED_WITH, teller.clone());
        self.add(
            &node,
            prov::ENDED_AT_TIME,
            Literal::new_typed_literal(import.now, xsd::DATE_TIME),
        );
        self.add(&teller, rdf::TYPE, if import.by.is_some() { prov::PERSON } else { prov::AGENT });
        if let Some(name) = import.by {
            self.add(&teller, foaf::NAME, Literal::new_simple_literal(name));
        }
        for (name, hash) in import.files {
            let file = file(hash);
            self.add(&node, prov::USED, file.clone());
            self.add(&file, rdf::TYPE, prov::ENTITY);
            self.add(&file, dcterms::IDENTIFIER, Literal::new_simple_literal(name));
            self.add(&file, zr::SHA256, Literal::new_simple_literal(hash));
        }
        for left in import.left {
            self.add(&node, zr::LEFT_OVER, Literal::new_simple_literal(left));
        }
        for (n, record) in (1..).zip(import.records) {
            self.record((import, &node, &teller), n, record);
        }
    }

    fn record(
        &mut self,
        (import, activity, teller): (&Import<'_>, &NamedNode, &NamedNode),
        n: usize,
        record: &Record,
    ) {
        let node = NamedNode::new_unchecked(format!("{}/record/{n}", activity.as_str()));
        self.add(&node, rdf::TYPE, zr::PROGRESS_RECORD);
        self.add(&node, zr::RECORD_OF, NamedNode::new_unchecked(&record.task));
        self.add(
            &node,
            dcterms::DATE,
            Literal::new_typed_literal(import.day.to_string(), xsd::DATE),
        );
        self.add(&node, prov::WAS_GENERATED_BY, activity.clone());
        self.add(&node, prov::WAS_ATTRIBUTED_TO, teller.clone());
        if let Some(hash) = import.files.get(&record.file) {
            self.add(&node, prov::WAS_DERIVED_FROM, file(hash));
        }
        for (field, value) in &record.filled.0 {
            self.add(&node, field.property(), field.literal(value));
        }
    }
}

/// Returns the IRI of who reported, by name, or of somebody unknown.
fn teller(by: Option<&str>) -> NamedNode {
    let name = by.map(|name| format!("/{}", &crate::digest::sha256(name))).unwrap_or_default();
    NamedNode::new_unchecked(format!("{ID}teller{name}"))
}

/// Returns the IRI of a file, by the SHA-256 of its bytes.
fn file(hash: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{ID}filled/{hash}"))
}
