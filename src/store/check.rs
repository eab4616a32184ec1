//! Checks everything in a store against what was written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use oxigraph::model::NamedNode;
use oxigraph::store::Store as Database;

use super::beside::{Beside, DIGEST, MANIFEST};
use super::fault::{Fault, Finding};
use super::folder::Folder;
use super::record::{Record, Sum, named_graphs};
use super::verify::{self, DATABASE};
use super::{StoreError, of};
use crate::graph::graph_name;
use crate::sources::{Held, Manifest};

/// The result of a check.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The folder of the current state.
    pub state: PathBuf,
    /// The fingerprint of its contents.
    pub fingerprint: String,
    /// How many sources it has.
    pub n_sources: usize,
    /// How many files its database has.
    pub n_files: usize,
    /// The size of these files, in bytes.
    pub bytes: u64,
    /// How many graphs it has.
    pub n_graphs: usize,
    /// How many quads it has, including those of the ontology.
    pub n_quads: u64,
    /// Problems with its files.
    pub files: Vec<Finding>,
    /// Problems with its graphs.
    pub graphs: Vec<Finding>,
    /// Leftovers of interrupted runs.
    pub left: Vec<Finding>,
    /// The names of the documents of damaged graphs, by the IRI of the graph.
    pub names: BTreeMap<String, String>,
}

impl Checked {
    /// Whether everything that was written is there.
    pub fn is_whole(&self) -> bool {
        self.files.is_empty() && self.graphs.is_empty()
    }
}

/// Checks every byte and every quad of a store, and stray files. Readers and a build may continue
/// meanwhile.
///
/// Fails if it is not known what the store contained.
pub fn check(location: &str) -> Result<Checked, StoreError> {
    let folder = Folder::existing(location)?;
    let (state, _in_use) = folder.hold()?;
    check_state(&folder, state)
}

/// Checks a state that is kept from being removed.
pub(super) fn check_state(folder: &Folder, state: PathBuf) -> Result<Checked, StoreError> {
    let (Beside { manifest, record, .. }, fingerprint) = folder.recorded(&state)?;
    let files = verify::whole(&state, &record)?;
    let graphs = graphs(&state, &record, files.is_empty());
    let names = names(&manifest, &graphs);
    let left = left(folder, &state);
    let quads: u64 = record.graphs.values().map(|sum| sum.quads).sum();
    Ok(Checked {
        state,
        fingerprint,
        n_sources: manifest.entries.len(),
        n_files: record.files.len() + [MANIFEST, DIGEST].len(),
        bytes: record.files.values().map(|file| file.size).sum(),
        n_graphs: record.graphs.len(),
        n_quads: quads,
        files,
        graphs,
        left,
        names,
    })
}

/// Returns the graphs that are not what was written. Only if the files are intact does it also ask
/// the database whether its indexes agree, since that iterates over them, and never ends at an
/// unreadable block.
fn graphs(state: &Path, record: &Record, are_files_whole: bool) -> Vec<Finding> {
    let whole = |fault| vec![Finding { part: DATABASE.to_owned(), fault }];
    let database = match Database::open_read_only(state.join(DATABASE)) {
        Ok(database) => database,
        Err(error) => return whole(Fault::Unreadable(error.to_string())),
    };
    let there: BTreeSet<String> = match named_graphs(&database) {
        Ok(names) => names.into_iter().map(NamedNode::into_string).collect(),
        Err(error) => return whole(Fault::Unreadable(error.to_string())),
    };
    let mut found: Vec<Finding> = record
        .graphs
        .iter()
        .filter_map(|(name, sum)| graph(&database, name, *sum, there.contains(name)))
        .collect();
    let strange = there.iter().filter(|name| !record.graphs.contains_key(*name));
    found.extend(strange.map(|name| Finding { part: name.clone(), fault: Fault::Unknown }));
    if found.is_empty()
        && are_files_whole
        && let Err(error) = database.validate()
    {
        return whole(Fault::Unreadable(error.to_string()));
    }
    found
}

fn graph(database: &Database, name: &str, sum: Sum, is_there: bool) -> Option<Finding> {
    let fault = match Sum::of(of(database, NamedNode::new_unchecked(name).as_ref())) {
        Ok(is) if is == sum && is_there => return None,
        Ok(is) if is.quads == 0 && !is_there => Fault::Missing,
        Ok(is) => Fault::Quads { is: is.quads, was: sum.quads },
        Err(error) => Fault::Unreadable(error.to_string()),
    };
    Some(Finding { part: name.to_owned(), fault })
}

/// Returns the names of the documents behind damaged graphs.
fn names(manifest: &Manifest, graphs: &[Finding]) -> BTreeMap<String, String> {
    let damaged: BTreeSet<&str> = graphs.iter().map(|one| one.part.as_str()).collect();
    let speaks = manifest.entries.values().filter_map(|entry| match &entry.held {
        Held::Speaks { first, .. } => {
            let graph = graph_name(&NamedNode::new_unchecked(first)).into_string();
            damaged
                .contains(graph.as_str())
                .then(|| (graph, format!("{} ({})", entry.title(), entry.name)))
        }
        Held::Kept { .. } => None,
    });
    speaks.collect()
}

/// Returns leftovers of killed runs: unfinished states, and temporary files.
fn left(folder: &Folder, state: &Path) -> Vec<Finding> {
    let states = state.parent().unwrap_or(state);
    let named = |folder: &Path| -> Vec<String> {
        let entries = folder.read_dir().into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        names
    };
    let is_temporary = |name: &String| name.starts_with(".tmp") || name.starts_with(".find-");
    let begun = named(states).into_iter().filter(|name| Path::new(name).extension().is_some());
    let files = named(folder.root()).into_iter().chain(named(state)).filter(is_temporary);
    begun.chain(files).map(|part| Finding { part, fault: Fault::Left }).collect()
}
