//! Rebuilds a damaged store from its documents; graphs that come from no document are carried over
//! if they are intact.

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

/// What a damaged store contained that its replacement lacks.
#[derive(Clone, Debug, Default)]
pub struct Lost {
    /// The names of its sources, by key; they are read again if they are given again.
    pub sources: BTreeMap<String, String>,
    /// Graphs that come from no document and cannot be read any more.
    pub graphs: Vec<String>,
    /// Whether it is unknown what it contained.
    pub is_unknown: bool,
}

/// Graphs with their contents.
pub(super) type Graphs = Vec<(NamedNode, Vec<Quad>)>;

/// Returns what can be carried over from a damaged store, and what cannot.
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

/// Reads the manifest without checking its digest; its statements about graphs are compared with
/// the graphs themselves.
fn beside(state: &Path) -> Option<Beside> {
    serde_json::from_slice(&bytes(&state.join(MANIFEST)).ok()?).ok()
}

/// Returns the graphs that are made from documents.
fn spoken(manifest: &Manifest) -> BTreeSet<String> {
    let speaks = manifest.entries.values().filter_map(|entry| match &entry.held {
        Held::Speaks { first, .. } => {
            Some(graph_name(&NamedNode::new_unchecked(first)).into_string())
        }
        Held::Kept { .. } => None,
    });
    speaks.chain([ONTOLOGY, THINGS, CATALOGUE].map(|graph| graph.as_str().to_owned())).collect()
}

/// Returns the intact graphs that come from no document, and the names of damaged ones.
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
