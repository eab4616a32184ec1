//! A damaged store is made anew from its documents; what no document says is carried over, where it
//! is what was written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oxigraph::model::{NamedNode, Quad};
use oxigraph::store::Store as Database;

use super::beside::{Beside, MANIFEST};
use super::disk::bytes;
use super::folder::Folder;
use super::of;
use super::record::{Record, Sum};
use super::verify::DATABASE;
use crate::graph::{CATALOGUE, ONTOLOGY, THINGS, graph_name};
use crate::sources::{Held, Manifest};

/// What a damaged store held that is not in the one made in its place.
#[derive(Clone, Debug, Default)]
pub struct Lost {
    /// Its sources, by key, and how they are called: what was read from them is read again where
    /// they are given again.
    pub sources: BTreeMap<String, String>,
    /// Graphs that no document speaks in, and that cannot be read any more.
    pub graphs: Vec<String>,
    /// Whether it cannot be said what it held.
    pub is_unknown: bool,
}

/// Graphs with all that they hold.
pub(super) type Graphs = Vec<(NamedNode, Vec<Quad>)>;

/// What can be carried over from a store that is damaged, and what cannot.
pub(super) fn salvage(folder: &Folder) -> (Graphs, Lost) {
    let name = folder.current().ok().flatten().or_else(|| folder.states().pop_last());
    let Some(state) = name.map(|name| folder.state(&name)) else {
        return (Graphs::new(), Lost { is_unknown: true, ..Lost::default() });
    };
    let Some(beside) = beside(&state) else {
        return (Graphs::new(), Lost { is_unknown: true, ..Lost::default() });
    };
    let (kept, graphs) = graphs(&state, &beside.record, &spoken(&beside.manifest));
    let sources = beside.manifest.entries.into_iter().map(|(key, entry)| (key, entry.name));
    (kept, Lost { sources: sources.collect(), graphs, is_unknown: false })
}

/// The manifest, as far as it can be read: what it says of a graph is held against the graph.
fn beside(state: &Path) -> Option<Beside> {
    serde_json::from_slice(&bytes(&state.join(MANIFEST)).ok()?).ok()
}

/// The graphs that are made from documents.
fn spoken(manifest: &Manifest) -> BTreeSet<String> {
    let speaks = manifest.entries.values().filter_map(|entry| match &entry.held {
        Held::Speaks { first, .. } => {
            Some(graph_name(&NamedNode::new_unchecked(first)).into_string())
        }
        Held::Kept { .. } => None,
    });
    speaks.chain([ONTOLOGY, THINGS, CATALOGUE].map(|graph| graph.as_str().to_owned())).collect()
}

/// The graphs that no document speaks in and that are what was written, and the names of those that
/// are not.
fn graphs(state: &Path, record: &Record, spoken: &BTreeSet<String>) -> (Graphs, Vec<String>) {
    let database = Database::open_read_only(state.join(DATABASE)).ok();
    let (mut kept, mut lost) = (Graphs::new(), Vec::new());
    for (name, sum) in
        record.graphs.iter().filter(|(name, sum)| sum.quads > 0 && !spoken.contains(*name))
    {
        let graph = NamedNode::new_unchecked(name);
        let quads = database
            .as_ref()
            .and_then(|database| of(database, graph.as_ref()).collect::<Result<Vec<_>, _>>().ok());
        let quads =
            quads.filter(|quads| Sum::of(quads.iter().cloned().map(Ok::<_, ()>)) == Ok(*sum));
        match quads {
            Some(quads) => kept.push((graph, quads)),
            None => lost.push(name.clone()),
        }
    }
    (kept, lost)
}
