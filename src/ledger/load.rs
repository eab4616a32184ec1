//! Loads rows from the store, by SPARQL over all named graphs.

mod assigned;
mod details;
mod filter;
mod places;

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;

use super::record;
use super::text::Texts;
use super::{Kind, Ledger, LedgerError, Row};
use crate::digest::sha256;
use crate::model::Date;
use crate::query::{QueryError, rows, text};
use crate::store::Store;
use places::Places;

pub use filter::Filter;

const TASKS: &str = "SELECT DISTINCT ?task ?path ?title ?number ?document ?section ?start ?quote ?text {
  ?task a zr:Task ; zr:path ?path ; eli-dl:activity_label ?title ; zr:start ?start ; zr:quote ?quote ; zr:inText ?text ;
    eli-dl:documented_by_a_realization_of ?document .
  OPTIONAL { ?task zr:number ?number } OPTIONAL { ?task zr:inSection ?section }
} ORDER BY ?document ?start ?path";

/// Loads the rows that match `filter`, with everything reported about them, as of a day.
pub fn load(store: &Store, filter: &Filter, as_of: Option<Date>) -> Result<Ledger, LedgerError> {
    let texts = Texts::read(store)?;
    let places = Places::read(store)?;
    let mut found = tasks(store, &places, &texts)?;
    assigned::assign(store, &places, &texts, &mut found)?;
    // Documents in order, and their tasks in the order of the text.
    let mut ordered: Vec<(usize, Row)> = found.into_values().collect();
    ordered.sort_by(|(a_start, a), (b_start, b)| {
        (a.document, a_start, &a.path).cmp(&(b.document, b_start, &b.path))
    });
    let mut ledger = Ledger { documents: places.documents, ..Ledger::default() };
    ledger.doubts = details::add(store, &texts, &mut ordered)?;
    ledger.rows = ordered.into_iter().map(|(_, row)| row).collect();
    fill(store, &mut ledger)?;
    ledger.provisions = super::scheme::read(store, &ledger.documents)?;
    filter.cut(store, &mut ledger)?;
    let rows: BTreeSet<&str> = ledger.rows.iter().map(|row| row.iri.as_str()).collect();
    ledger.records.retain(|record| rows.contains(record.task.as_str()));
    name_apart(&mut ledger);
    ledger.hash = hash(store, &ledger)?;
    ledger.as_of = as_of.or_else(|| last_day(&ledger));
    Ok(ledger)
}

/// Returns the tasks by IRI, each with its offset in the text.
fn tasks(
    store: &Store,
    places: &Places,
    texts: &Texts,
) -> Result<BTreeMap<String, (usize, Row)>, QueryError> {
    let mut tasks = BTreeMap::new();
    for row in rows(store, TASKS)? {
        let get = |name: &str| text(&row, name).unwrap_or_default();
        let Some(document) = places.index(&get("document")) else { continue };
        let start: usize = get("start").parse().unwrap_or_default();
        let one = Row {
            document,
            parts: places.parts(&get("section")),
            number: get("number"),
            path: get("path"),
            title: get("title"),
            quote: get("quote"),
            at: texts.at(&get("text"), start),
            ..blank(get("task"), Kind::Task)
        };
        tasks.entry(one.iri.clone()).or_insert((start, one));
    }
    Ok(tasks)
}

/// Returns an empty row.
fn blank(iri: String, kind: Kind) -> Row {
    Row {
        iri,
        kind,
        document: 0,
        parts: Vec::new(),
        number: String::new(),
        path: String::new(),
        title: String::new(),
        quote: String::new(),
        at: None,
        targets: Vec::new(),
        assignments: Vec::new(),
        times: Vec::new(),
        dues: Vec::new(),
        citations: Vec::new(),
        doubts: Vec::new(),
        filled: super::Filled::default(),
    }
}

/// Replaces short names by full ones if the rows cover several regions: then 县司法局 alone is
/// ambiguous.
fn name_apart(ledger: &mut Ledger) {
    let documents = &ledger.documents;
    let regions: BTreeSet<_> = ledger
        .rows
        .iter()
        .filter_map(|row| documents.get(row.document))
        .map(|document| &document.region)
        .collect();
    if regions.len() > 1 {
        for one in ledger.rows.iter_mut().flat_map(|row| &mut row.assignments) {
            one.name.clone_from(&one.full);
        }
    }
}

/// Fills in what people reported.
fn fill(store: &Store, ledger: &mut Ledger) -> Result<(), QueryError> {
    ledger.n_imports = record::n_imports(store)?;
    ledger.records = record::read(store)?.into_iter().map(|(_, record)| record).collect();
    let mut state = record::state(&ledger.records);
    for row in &mut ledger.rows {
        row.filled = state.remove(&row.iri).unwrap_or_default();
    }
    Ok(())
}

/// Returns a hash of the graphs of the rows, independent of the order of statements.
fn hash(store: &Store, ledger: &Ledger) -> Result<String, LedgerError> {
    let mut graphs: Vec<&str> =
        ledger.rows.iter().filter_map(|row| Some(ledger.document(row)?.graph.as_str())).collect();
    graphs.sort_unstable();
    graphs.dedup();
    let mut all = String::new();
    for graph in graphs {
        for quad in store.quads(Some(NamedNode::new_unchecked(graph).as_ref()))? {
            all.push_str(&quad.to_string());
            all.push('\n');
        }
    }
    Ok(sha256(all))
}

/// Returns the latest date of a document or record.
fn last_day(ledger: &Ledger) -> Option<Date> {
    let documents = ledger.rows.iter().filter_map(|row| ledger.document(row)?.date);
    documents.chain(ledger.records.iter().filter_map(|record| record.day)).max()
}
