//! Searchable entries: tasks, headings and documents, each with what a person wants to see of it.

use std::collections::BTreeMap;

use oxigraph::sparql::QuerySolution;
use serde::{Deserialize, Serialize};

use crate::model::Role;
use crate::query::{QueryError, rows, text};
use crate::store::Store;

const ITEMS: &str = "SELECT DISTINCT ?item ?title ?path ?quote ?start ?in ?work {
  ?item a zr:Task ; zr:quote ?quote ; zr:start ?start ; zr:inText ?in .
  OPTIONAL { ?item eli-dl:activity_label ?title } OPTIONAL { ?item zr:path ?path }
  OPTIONAL { ?item eli-dl:documented_by_a_realization_of ?work }
} ORDER BY ?in ?start ?item";

/// A heading is part of another heading or of its document; a SPARQL path to the latter would be
/// slow.
const HEADINGS: &str = "SELECT DISTINCT ?item ?title ?path ?quote ?start ?in ?within {
  ?item a eli:WorkSubdivision ; zr:quote ?quote ; zr:start ?start ; zr:inText ?in .
  OPTIONAL { ?item dcterms:title ?title } OPTIONAL { ?item eli:number ?path } OPTIONAL { ?item eli:is_part_of ?within }
} ORDER BY ?in ?start ?item";

const DOCUMENTS: &str =
    "SELECT ?work ?title (SAMPLE(?own) AS ?number) (SAMPLE(?place) AS ?region) (SAMPLE(?name) AS ?label) ?start ?in {
  ?work a eli:Work ; eli:is_realized_by ?any ; dcterms:title ?title .
  OPTIONAL { ?work zr:start ?start ; zr:inText ?in }
  OPTIONAL { ?work eli:number|(^eli:has_annex/eli:number) ?own }
  OPTIONAL { ?work dcterms:spatial|(^eli:has_annex/dcterms:spatial) ?place . ?place skos:prefLabel ?name }
} GROUP BY ?work ?title ?start ?in ORDER BY ?in ?start ?work";

const AGENTS: &str = "SELECT DISTINCT ?item ?role ?agent ?name ?start {
  ?item eli-dl:had_participation|zr:hasAssignment ?assignment .
  ?assignment eli-dl:participation_role/skos:notation ?role ; zr:start ?start .
  ?assignment eli-dl:had_participant_organization|eli-dl:had_participant_person|zr:had_participant_class ?agent .
  ?agent skos:prefLabel|foaf:name ?name
} ORDER BY ?item ?start ?name";

const TEXTS: &str = "SELECT ?in ?source ?file { ?in zr:text ?source ; prov:wasDerivedFrom/dcterms:identifier ?file } ORDER BY ?in ?file";

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// An item that asks for something to be done.
    Task,
    /// A heading over items.
    Heading,
    /// A notice or a plan.
    Document,
}

/// An agent's role in a task or under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// The word of the [`Role`].
    pub role: String,
    /// The IRI of the unit, class of units or person.
    pub agent: String,
    /// Its name.
    pub name: String,
}

/// A searchable entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its kind.
    pub what: What,
    /// Its IRI.
    pub iri: String,
    /// Its title or heading; may be empty.
    pub title: String,
    /// Its text: the whole item for a task, else the title.
    pub text: String,
    /// Its path in the document: `d2/五/（十三）`, or the number of a heading.
    pub path: Option<String>,
    /// The file or address from which it was read.
    pub file: String,
    /// The line on which it begins.
    pub line: usize,
    /// The IRI of its document.
    pub document: Option<String>,
    /// The title of its document.
    pub plan: Option<String>,
    /// The 发文字号 of its document, or of the notice to which that is annexed.
    pub number: Option<String>,
    /// The IRI of the region.
    pub region: Option<String>,
    /// The name of the region.
    pub place: Option<String>,
    /// Who has a role in it, in the order of the text.
    pub duties: Vec<Duty>,
}

impl Entry {
    /// Returns the names of those with a role.
    pub fn names_of(&self, role: Role) -> impl Iterator<Item = &str> {
        self.duties
            .iter()
            .filter(move |duty| duty.role == role.word())
            .map(|duty| duty.name.as_str())
    }
}

/// A document, as its items need it.
struct Work {
    title: String,
    number: Option<String>,
    region: Option<String>,
    place: Option<String>,
}

/// A text: its file, and the offsets of its lines in characters.
struct Place {
    file: String,
    lines: Vec<usize>,
}

/// Returns all entries of a store, text by text, in order.
pub(super) fn entries(store: &Store) -> Result<Vec<Entry>, QueryError> {
    let documents = rows(store, DOCUMENTS)?;
    let headings = rows(store, HEADINGS)?;
    let within = headings
        .iter()
        .filter_map(|row| Some((text(row, "item")?, text(row, "within")?)))
        .collect();
    let reader =
        Reader { works: works(&documents), places: places(store)?, duties: duties(store)?, within };
    let mut found: Vec<Entry> = documents.iter().filter_map(|row| reader.document(row)).collect();
    found.extend(
        headings.iter().filter_map(|row| reader.item(What::Heading, row, reader.outermost(row))),
    );
    found.extend(
        rows(store, ITEMS)?
            .iter()
            .filter_map(|row| reader.item(What::Task, row, text(row, "work"))),
    );
    Ok(found)
}

/// Lookup tables for completing rows.
struct Reader {
    works: BTreeMap<String, Work>,
    places: BTreeMap<String, Place>,
    duties: BTreeMap<String, Vec<Duty>>,
    /// The IRI that each heading is part of.
    within: BTreeMap<String, String>,
}

impl Reader {
    /// Returns the document of a heading, following what it is part of.
    fn outermost(&self, row: &QuerySolution) -> Option<String> {
        let first = text(row, "within");
        let outward = std::iter::successors(first.as_ref(), |part| self.within.get(*part));
        outward.take(self.within.len() + 1).last().cloned()
    }

    fn document(&self, row: &QuerySolution) -> Option<Entry> {
        let iri = text(row, "work")?;
        let title = text(row, "title").unwrap_or_default();
        Some(Entry {
            text: title.clone(),
            title,
            ..self.placed(What::Document, iri.clone(), row, Some(iri))
        })
    }

    fn item(&self, what: What, row: &QuerySolution, document: Option<String>) -> Option<Entry> {
        let entry = self.placed(what, text(row, "item")?, row, document);
        let title = text(row, "title").unwrap_or_default();
        Some(Entry {
            title,
            text: text(row, "quote").unwrap_or_default(),
            path: text(row, "path"),
            ..entry
        })
    }

    /// Returns an entry with position, document and duties, but without text.
    fn placed(
        &self,
        what: What,
        iri: String,
        row: &QuerySolution,
        document: Option<String>,
    ) -> Entry {
        let work = document.as_ref().and_then(|document| self.works.get(document));
        let place = text(row, "in").and_then(|text| self.places.get(&text));
        Entry {
            what,
            title: String::new(),
            text: String::new(),
            path: None,
            file: place.map(|place| place.file.clone()).unwrap_or_default(),
            line: place.map_or(1, |place| place.line(text(row, "start"))),
            plan: work.map(|work| work.title.clone()),
            number: work.and_then(|work| work.number.clone()),
            region: work.and_then(|work| work.region.clone()),
            place: work.and_then(|work| work.place.clone()),
            duties: self.duties.get(&iri).cloned().unwrap_or_default(),
            iri,
            document,
        }
    }
}

impl Place {
    /// Returns the line of an offset in characters.
    fn line(&self, start: Option<String>) -> usize {
        let start: usize = start.and_then(|start| start.parse().ok()).unwrap_or_default();
        self.lines.partition_point(|line| *line <= start).max(1)
    }
}

fn works(rows: &[QuerySolution]) -> BTreeMap<String, Work> {
    let work = |row: &QuerySolution| Work {
        title: text(row, "title").unwrap_or_default(),
        number: text(row, "number"),
        region: text(row, "region"),
        place: text(row, "label"),
    };
    rows.iter().filter_map(|row| Some((text(row, "work")?, work(row)))).collect()
}

fn places(store: &Store) -> Result<BTreeMap<String, Place>, QueryError> {
    let place = |row: &QuerySolution| {
        let source = text(row, "source").unwrap_or_default();
        let ends = source.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(at, _)| at + 1);
        Place {
            file: text(row, "file").unwrap_or_default(),
            lines: [0].into_iter().chain(ends).collect(),
        }
    };
    Ok(rows(store, TEXTS)?.iter().filter_map(|row| Some((text(row, "in")?, place(row)))).collect())
}

fn duties(store: &Store) -> Result<BTreeMap<String, Vec<Duty>>, QueryError> {
    let mut duties = BTreeMap::<String, Vec<Duty>>::new();
    for row in rows(store, AGENTS)? {
        let [item, role, agent, name] =
            ["item", "role", "agent", "name"].map(|name| text(&row, name).unwrap_or_default());
        let of_item = duties.entry(item).or_default();
        let duty = Duty { role, agent, name };
        if !of_item.contains(&duty) {
            of_item.push(duty);
        }
    }
    Ok(duties)
}
