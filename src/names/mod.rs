//! NAMES: resolves what people call things to the things in a store.
//!
//! In: `县发改委`, `国办发[2022]27号`, `《优化营商环境条例》`, `牵头`. Out: the nodes with that
//! name, or the word that it means; or a [`NameError`] with the nearest names, since a name that
//! matches nothing must never become an empty answer. Named questions, maps and all other commands
//! use the same names. Reads only the store, with one or two queries per name, and never the texts.

mod error;
mod find;
mod part;
mod tables;
mod word;

use oxigraph::model::NamedNode;
use oxigraph::sparql::{QueryResults, QuerySolution};

use crate::message;
use crate::message::Message;
use crate::query::{Query, QueryError, rows};
use crate::remote::Remote;
use crate::store::Store;
use find::{Entry, Strictness, find, search, unknown};
use tables::{Documents, Units, node};

pub use error::NameError;
pub use find::Found;
pub(crate) use part::{Place, parts};
pub(crate) use word::choice;
pub use word::{provision, role, severity};

/// What kind of thing a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A body or a class of bodies: 县司法局.
    Unit,
    /// A person: 王永涛.
    Person,
    /// A unit or a person.
    Agent,
    /// What units of all regions have in common: 司法局.
    Type,
    /// 滑县, 410526.
    Region,
    /// A document that was read.
    Document,
    /// A document that others cite.
    Work,
    /// A heading of a plan.
    Part,
    /// 牵头, lead.
    Role,
    /// What a provision of an assessment scheme is about: reward.
    Provision,
    /// doubt or note.
    Severity,
    /// A view of a map.
    View,
    /// A day: 2023-12-31.
    Day,
    /// A document, a unit, a person or a work.
    Thing,
}

impl Kind {
    /// The kinds that parameters of questions may have, with their words in the files of the
    /// questions.
    const PARAMETERS: &[(Self, &str)] = &[
        (Self::Unit, "unit"),
        (Self::Person, "person"),
        (Self::Type, "type"),
        (Self::Region, "region"),
        (Self::Document, "document"),
        (Self::Work, "work"),
        (Self::Role, "role"),
        (Self::Provision, "provision"),
        (Self::Severity, "severity"),
        (Self::Day, "day"),
    ];

    /// Reads the word of a parameter.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::PARAMETERS.iter().find(|(_, one)| *one == word).map(|(kind, _)| *kind)
    }

    /// The named question that lists everything of this kind.
    fn listed_by(self) -> Option<&'static str> {
        match self {
            Self::Unit | Self::Agent | Self::Type => Some("workload"),
            Self::Document | Self::Region | Self::Thing => Some("documents"),
            _ => None,
        }
    }
}

impl Kind {
    /// A message that names it.
    pub fn message(self) -> Message {
        match self {
            Self::Unit => message!("name-unit"),
            Self::Person => message!("name-person"),
            Self::Agent => message!("name-agent"),
            Self::Type => message!("name-type"),
            Self::Region => message!("name-region"),
            Self::Document => message!("name-document"),
            Self::Work => message!("name-work"),
            Self::Part => message!("name-part"),
            Self::Role => message!("name-role"),
            Self::Provision => message!("name-provision"),
            Self::Severity => message!("name-severity"),
            Self::View => message!("name-view"),
            Self::Day => message!("name-day"),
            Self::Thing => message!("name-thing"),
        }
    }
}

/// A store in which names can be looked up.
pub trait Lookup {
    /// Returns the solutions of a SELECT query with the project's prefixes over the union of all
    /// graphs.
    fn solutions(&self, query: &str) -> Result<Vec<QuerySolution>, NameError>;
}

impl Lookup for Store {
    fn solutions(&self, query: &str) -> Result<Vec<QuerySolution>, NameError> {
        Ok(rows(self, query)?)
    }
}

impl Lookup for Remote {
    fn solutions(&self, query: &str) -> Result<Vec<QuerySolution>, NameError> {
        match self.query(&Query::parse(query)?.text())? {
            QueryResults::Solutions(solutions) => {
                Ok(solutions.collect::<Result<_, _>>().map_err(QueryError::from)?)
            }
            QueryResults::Boolean(_) | QueryResults::Graph(_) => Ok(Vec::new()),
        }
    }
}

/// Finds the units and classes of units with `name`: in full, as written (县司法局), by their type
/// in full or short (司法局, 发改委), by a region or level and their type (县发改委), or by a part
/// of one of these.
pub fn units(store: &impl Lookup, name: &str) -> Result<Found, NameError> {
    if let Some(found) = Units::exactly(store, name)? {
        return Ok(found);
    }
    let units = Units::read(store)?;
    units.find(name).ok_or_else(|| unknown(Kind::Unit, &units.entries, name))
}

/// Finds the units with `name`, as [`units`] does, or the persons.
pub fn agents(store: &impl Lookup, name: &str) -> Result<Found, NameError> {
    let persons = tables::persons(store)?;
    let exactly = [find(&persons, name, Strictness::Whole), Units::exactly(store, name)?];
    if let Some(found) = exactly.into_iter().flatten().reduce(Found::and) {
        return Ok(found);
    }
    let mut units = Units::read(store)?;
    let found = units.find(name).or_else(|| find(&persons, name, Strictness::Part));
    units.entries.extend(persons);
    found.ok_or_else(|| unknown(Kind::Agent, &units.entries, name))
}

/// Finds the persons with `name`, a part of it, or the post.
pub fn persons(store: &impl Lookup, name: &str) -> Result<Found, NameError> {
    search(Kind::Person, &tables::persons(store)?, name)
}

/// Finds the types of units with `name`, in full or short, or the types of the units with this
/// name.
pub fn types(store: &impl Lookup, name: &str) -> Result<Found, NameError> {
    let units = Units::read(store)?;
    let found =
        find(units.types(), name, Strictness::Whole).or_else(|| units.types_of(&units.find(name)?));
    found.map_or_else(|| search(Kind::Type, units.types(), name), Ok)
}

/// Finds the regions with `name`: 滑县, 滑, 河南省安阳市滑县, or 410526.
pub fn regions(store: &impl Lookup, name: &str) -> Result<Found, NameError> {
    search(Kind::Region, &tables::regions(store)?, name)
}

/// Finds the documents with `name`: the number with any brackets, the title or a part of it, the
/// IRI or its end.
pub fn documents(store: &impl Lookup, name: &str) -> Result<Found, NameError> {
    let documents = Documents::read(store)?;
    documents.find(name).ok_or_else(|| unknown(Kind::Document, &documents.entries, name))
}

/// Finds the single document with `name`; the notice, if one of its annexes has the name as well.
pub fn document(store: &impl Lookup, name: &str) -> Result<Found, NameError> {
    let documents = Documents::read(store)?;
    let found =
        documents.find(name).ok_or_else(|| unknown(Kind::Document, &documents.entries, name))?;
    documents.outermost(found).one(Kind::Document, name)
}

/// Finds the cited works with `name`: the number with any brackets, the title with or without 《》,
/// or a part of it.
pub fn works(store: &impl Lookup, name: &str) -> Result<Found, NameError> {
    search(Kind::Work, &tables::works(store)?, name)
}

/// Finds the single document, unit, person or cited work with `name` or a part of it.
pub fn thing(store: &impl Lookup, name: &str) -> Result<Found, NameError> {
    let documents = Documents::read(store)?;
    let units = Units::read(store)?;
    let (persons, works) = (tables::persons(store)?, tables::works(store)?);
    let whole = |entries: &[Entry]| find(entries, name, Strictness::Whole);
    let found = whole(&documents.entries)
        .or_else(|| units.find_whole(name))
        .or_else(|| whole(&persons))
        .or_else(|| whole(&works))
        .or_else(|| documents.find(name))
        .or_else(|| units.find(name))
        .or_else(|| find(&persons, name, Strictness::Part))
        .or_else(|| find(&works, name, Strictness::Part));
    match found {
        Some(found) => documents.outermost(found).one(Kind::Thing, name),
        None => Err(unknown(
            Kind::Thing,
            &[documents.entries, units.entries, persons, works].concat(),
            name,
        )),
    }
}

/// Returns the graph in which the document with this name was read.
pub fn graph_of(store: &impl Lookup, name: &str) -> Result<NamedNode, NameError> {
    let found = document(store, name)?;
    let document = found.node();
    let query = format!(
        "SELECT ?graph {{ GRAPH ?graph {{ {document} eli:is_realized_by ?text }} }} ORDER BY ?graph LIMIT 1"
    );
    let graph = store.solutions(&query)?.iter().find_map(|row| node(row, "graph"));
    Ok(graph.expect("a document that was found was read in a graph"))
}

/// Whether the store contains no documents.
pub fn is_empty(store: &impl Lookup) -> Result<bool, NameError> {
    Ok(store.solutions("SELECT ?text { ?work eli:is_realized_by ?text } LIMIT 1")?.is_empty())
}
