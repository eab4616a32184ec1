//! Writes the tasks of a store as a table for spreadsheets, one task a line.
//!
//! `县司法局牵头，各有关部门配合` fills the columns `lead` and `support` of its task; several names
//! are joined by `、`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use oxigraph::sparql::QuerySolution;

use crate::message;
use crate::message::Message;
use crate::model::Role;
use crate::query::{QueryError, rows, text};
use crate::store::Store;

const TASKS: &str = "SELECT ?task ?region ?number ?plan ?section ?path ?title {
  ?task a zr:Task ; zr:path ?path ; eli-dl:activity_label ?title ; zr:start ?start ; zr:inText ?text .
  ?graph prov:wasGeneratedBy/prov:used ?input . ?text prov:wasDerivedFrom ?input .
  OPTIONAL { ?task zr:inSection/dcterms:title ?section }
  OPTIONAL { ?task eli-dl:documented_by_a_realization_of ?work OPTIONAL { ?work dcterms:title ?plan }
    OPTIONAL { ?work dcterms:spatial/skos:prefLabel ?region } OPTIONAL { ?work eli:number|(^eli:has_annex/eli:number) ?number } }
} ORDER BY ?graph ?start ?path";

const AGENTS: &str = "SELECT DISTINCT ?task ?role ?name ?start {
  ?task a zr:Task ; eli-dl:had_participation ?assignment . ?assignment eli-dl:participation_role/skos:notation ?role ; zr:start ?start .
  ?assignment eli-dl:had_participant_organization|eli-dl:had_participant_person|zr:had_participant_class ?agent .
  ?agent skos:prefLabel|foaf:name ?name
} ORDER BY ?task ?start ?name";

const DAYS: &str =
    "SELECT DISTINCT ?task ?day { ?task a zr:Task ; zr:dueDate ?day } ORDER BY ?task ?day";

/// Why the table was not written.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// The store could not be read.
    Query(#[from] QueryError),
    /// The writer failed.
    Io(#[from] io::Error),
}

impl CsvError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Query(_) => message!("csv-query"),
            Self::Io(_) => message!("csv-write"),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Query(error) => error.hint(),
            Self::Io(_) => message!("hint-write"),
        }
    }
}

message::tells!(CsvError);

/// Writes the tasks of all documents of `store`, document by document in the order of the text.
pub fn tasks(store: &Store, writer: impl Write) -> Result<(), CsvError> {
    let agents = gather(store, AGENTS, &["task", "role"], "name")?;
    let days = gather(store, DAYS, &["task"], "day")?;
    let mut table = csv::Writer::from_writer(writer);
    let own = ["region", "number", "plan", "section", "path", "title"];
    let header =
        own.into_iter().chain(Role::ALL.iter().map(|role| role.word())).chain(["due", "task"]);
    table.write_record(header).map_err(io::Error::from)?;
    for row in rows(store, TASKS)? {
        let task = cell(&row, "task");
        let names =
            Role::ALL.iter().map(|role| agents.get(&vec![task.clone(), role.word().to_owned()]));
        let names = names
            .chain([days.get(&vec![task.clone()])])
            .map(|all| all.map(|all| all.join("、")).unwrap_or_default());
        let record = own.iter().map(|name| cell(&row, name)).chain(names).chain([task.clone()]);
        table.write_record(record).map_err(io::Error::from)?;
    }
    Ok(table.flush()?)
}

/// Collects the values of the variable `value` for each combination of `keys`, in the order of the
/// rows.
fn gather(
    store: &Store,
    query: &str,
    keys: &[&str],
    value: &str,
) -> Result<BTreeMap<Vec<String>, Vec<String>>, CsvError> {
    let mut all = BTreeMap::<_, Vec<_>>::new();
    for row in rows(store, query)? {
        let key: Vec<String> = keys.iter().map(|key| cell(&row, key)).collect();
        all.entry(key).or_default().push(cell(&row, value));
    }
    Ok(all)
}

fn cell(row: &QuerySolution, variable: &str) -> String {
    text(row, variable).unwrap_or_default()
}
