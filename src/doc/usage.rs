//! Counts how often terms are used in a store.

use std::collections::BTreeMap;

use crate::graph::ONTOLOGY;
use crate::query::{QueryError, rows, text};
use crate::store::Store;

/// Uses by the IRI of the term: instances of a class, statements with a property, things related to
/// a concept.
pub type Usage = BTreeMap<String, u64>;

/// Counts the uses of all terms in the graphs of documents.
pub fn usage(store: &Store) -> Result<Usage, QueryError> {
    let outside = format!("FILTER(?graph != {ONTOLOGY})");
    let own = "FILTER(!STRSTARTS(STR(?term), STR(id:)))";
    let properties = format!(
        "SELECT ?term (COUNT(*) AS ?n) {{ GRAPH ?graph {{ ?s ?term ?o }} {outside} {own} }} GROUP BY ?term"
    );
    let values = format!(
        "SELECT ?term (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?graph {{ ?s ?p ?term FILTER(isIRI(?term)) }} {outside} {own} }} GROUP BY ?term"
    );
    let mut usage = Usage::new();
    for query in [properties, values] {
        for row in rows(store, &query)? {
            if let (Some(term), Some(n)) =
                (text(&row, "term"), text(&row, "n").and_then(|n| n.parse::<u64>().ok()))
            {
                *usage.entry(term).or_default() += n;
            }
        }
    }
    Ok(usage)
}
