//! Writes a property graph as the two tables that `neo4j-admin database import` reads.
//!
//! `iri:ID,:LABEL,name,…` and `:START_ID,:END_ID,:TYPE,quote,…`; a node has the label `Thing` in
//! addition to its kind, and the type of a link is the word of the role or relation.

use std::io::{self, Write};

use super::property::PropertyGraph;

/// Numeric values.
const NUMBERS: &[(&str, &str)] = &[("confidence", "double"), ("end", "int"), ("start", "int")];

/// Values that a node may have several of.
const LISTS: &[&str] = &["other", "post"];

/// Writes the table of nodes.
///
/// # Errors
///
/// If the writer fails.
pub fn nodes(graph: &PropertyGraph, writer: impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(writer);
    let keys = graph.node_keys();
    let header = ["iri:ID".to_owned(), ":LABEL".to_owned()]
        .into_iter()
        .chain(keys.iter().map(|key| column(key)));
    table.write_record(header)?;
    for node in &graph.nodes {
        let values = keys.iter().map(|key| node.values.get(*key).map_or("", String::as_str));
        let label = format!("Thing;{}", node.kind);
        table.write_record([node.iri.as_str(), &label].into_iter().chain(values))?;
    }
    table.flush()
}

/// Writes the table of links.
///
/// # Errors
///
/// If the writer fails.
pub fn relationships(graph: &PropertyGraph, writer: impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(writer);
    let keys = graph.link_keys();
    let header = [":START_ID", ":END_ID", ":TYPE"]
        .into_iter()
        .map(str::to_owned)
        .chain(keys.iter().map(|key| column(key)));
    table.write_record(header)?;
    for link in &graph.links {
        let values = keys.iter().map(|key| link.values.get(*key).map_or("", String::as_str));
        table.write_record([link.from.as_str(), &link.to, &link.kind].into_iter().chain(values))?;
    }
    table.flush()
}

/// Returns the heading of a column, with the type of its values.
fn column(key: &str) -> String {
    match NUMBERS.iter().find(|(name, _)| *name == key) {
        Some((_, kind)) => format!("{key}:{kind}"),
        None if LISTS.contains(&key) => format!("{key}:string[]"),
        None => key.to_owned(),
    }
}
