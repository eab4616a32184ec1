//! STORE: keeps graphs in memory or on disk. The sole owner of `oxigraph::store::Store`.
//!
//! On disk a store is a series of states, one of which is current. [`Writer`] creates the next one
//! beside it, with hard links to everything unchanged, and then switches to it: a build that is
//! killed, or runs out of disk space, leaves the previous state intact, and readers keep the state
//! they opened.
//!
//! Every triple is in only one named graph, so a query without `GRAPH` sees the union of all
//! graphs, and each triple once, without a merged copy.

#[cfg(feature = "rocksdb")]
mod archive;
#[cfg(feature = "rocksdb")]
mod beside;
#[cfg(feature = "rocksdb")]
mod changes;
#[cfg(feature = "rocksdb")]
mod check;
#[cfg(feature = "rocksdb")]
mod disk;
#[cfg(feature = "rocksdb")]
mod fault;
#[cfg(feature = "rocksdb")]
mod folder;
#[cfg(feature = "rocksdb")]
mod mend;
#[cfg(feature = "rocksdb")]
mod record;
#[cfg(feature = "rocksdb")]
mod states;
#[cfg(feature = "rocksdb")]
mod verify;
mod writer;

use std::collections::{BTreeSet, HashSet};
#[cfg(feature = "rocksdb")]
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};
use oxigraph::store::StorageError;

use crate::graph::vocab::zr;
use crate::graph::{CATALOGUE, ONTOLOGY, STATUSES, THINGS, ontology, text_of};
use crate::message;
use crate::message::Message;
use crate::sources::Manifest;
use crate::syntax;

#[cfg(feature = "rocksdb")]
pub use archive::{ArchiveError, Copied, backup, restore};
#[cfg(feature = "rocksdb")]
pub use changes::{GraphChange, What};
#[cfg(feature = "rocksdb")]
pub use check::{Checked, check};
#[cfg(feature = "rocksdb")]
pub use fault::{Fault, Finding};
#[cfg(feature = "rocksdb")]
pub use mend::Lost;
pub use writer::{Change, Writer};

/// The location of an in-memory store, which lives as long as the process.
pub const MEMORY: &str = ":memory:";
/// The version of the layout; stores of unknown versions are refused.
const FORMAT: &str = "3";
/// The previous version, which had no records; the next build upgrades it.
#[cfg(feature = "rocksdb")]
const OLD_FORMAT: &str = "2";
/// How long to wait before verifying files that were not verified on opening.
#[cfg(feature = "rocksdb")]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);
/// The file with the version of the layout.
const FORMAT_FILE: &str = "FORMAT";

/// Why a store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// This build has no on-disk storage.
    MemoryOnly(String),
    /// There is no store at this location.
    Missing(String),
    /// The folder was not made by zeren.
    Foreign(String),
    /// The layout has another version.
    Format {
        /// The location of the store.
        location: String,
        /// The version found.
        found: String,
    },
    /// Another process is writing to it.
    Locked(String),
    /// The contents are not what was written.
    Damaged {
        /// The location of the store.
        location: String,
        /// What is wrong.
        what: Message,
    },
    /// A file could not be read or written.
    File(#[from] io::Error),
    /// The database failed.
    Storage(#[from] StorageError),
}

impl StoreError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::MemoryOnly(location) => message!("store-memory-only", location = location),
            Self::Missing(location) => message!("store-missing", location = location),
            Self::Foreign(location) => message!("store-foreign", location = location),
            Self::Format { location, found } => {
                message!("store-format", location = location, found = found, known = FORMAT)
            }
            Self::Locked(location) => message!("store-locked", location = location),
            Self::Damaged { location, what } => {
                message!("store-damaged", location = location, what = what.clone())
            }
            Self::File(_) | Self::Storage(_) => message!("store-unusable"),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::MemoryOnly(_) => message!("hint-store-memory-only"),
            Self::Missing(_) => message!("hint-store-missing"),
            Self::Foreign(_) => message!("hint-store-foreign"),
            Self::Format { .. } => message!("hint-store-format"),
            Self::Locked(_) => message!("hint-store-locked"),
            Self::Damaged { location, .. } => message!("hint-store-damaged", location = location),
            Self::File(_) | Self::Storage(_) => message!("hint-store-unusable"),
        }
    }
}

message::tells!(StoreError);

/// Whether there is a store of this or an earlier version at `path`.
pub fn is_store(path: &Path) -> bool {
    let has = |name: &str| path.join(name).is_file();
    has(FORMAT_FILE) || has("CURRENT") || (has("state") && path.join("states").is_dir())
}

/// Returns a stamp that distinguishes the current state of a store from every earlier one: the
/// identity and time of the file that names it. Takes some microseconds. Empty if there is no
/// current state.
pub fn state_stamp(location: &str) -> String {
    let Ok(file) = Path::new(location).join("state").metadata() else { return String::new() };
    let since = file.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&file);
    #[cfg(not(unix))]
    let number = 0;
    format!("{number:x}-{:x}", since.unwrap_or_default().as_nanos())
}

/// A store of graphs, for reading.
#[derive(Clone)]
pub struct Store {
    inner: oxigraph::store::Store,
    manifest: Arc<Manifest>,
    /// The graphs that do not come from documents.
    edited: Arc<BTreeSet<String>>,
    /// The recent changes of graphs.
    #[cfg(feature = "rocksdb")]
    changes: Arc<changes::Changes>,
    /// The folder of the state on disk.
    state: Option<Arc<Path>>,
    /// The fingerprint of the contents.
    fingerprint: Option<Arc<str>>,
    /// The record of its files, if not all of them were verified on opening.
    #[cfg(feature = "rocksdb")]
    believed: Option<Arc<record::Record>>,
    /// Keeps the state from being removed.
    #[cfg(feature = "rocksdb")]
    in_use: Option<Arc<File>>,
}

impl Store {
    /// Creates a store in memory that contains only the ontology.
    pub fn memory() -> Result<Self, StoreError> {
        let inner = oxigraph::store::Store::new()?;
        inner.extend(ontology().iter().cloned())?;
        Ok(Self::of_database(inner))
    }

    /// Wraps a database that has no state yet.
    fn of_database(inner: oxigraph::store::Store) -> Self {
        Self {
            inner,
            manifest: Arc::default(),
            edited: Arc::default(),
            #[cfg(feature = "rocksdb")]
            changes: Arc::default(),
            state: None,
            fingerprint: None,
            #[cfg(feature = "rocksdb")]
            believed: None,
            #[cfg(feature = "rocksdb")]
            in_use: None,
        }
    }

    /// Opens a store on disk for reading; creates and writes nothing.
    ///
    /// It shows the current state: later builds are not seen.
    #[cfg(feature = "rocksdb")]
    pub fn open_existing(location: &str) -> Result<Self, StoreError> {
        let state = folder::Folder::existing(location)?.open()?;
        Ok(Self {
            inner: state.inner,
            manifest: Arc::new(state.beside.manifest),
            edited: Arc::new(state.beside.edited),
            changes: Arc::new(state.beside.changes),
            state: Some(state.folder.into()),
            fingerprint: Some(state.digest.into()),
            believed: state.is_believed.then(|| Arc::new(state.beside.record)),
            in_use: Some(Arc::new(state.in_use)),
        })
    }

    /// Opens a state that another process has opened and verified, without verifying it again.
    #[cfg(feature = "rocksdb")]
    pub(crate) fn of_state(state: &Path) -> Result<Self, StoreError> {
        let in_use = folder::held(state)?;
        let inner = oxigraph::store::Store::open_read_only(state.join(verify::DATABASE))?;
        Ok(Self {
            state: Some(state.into()),
            in_use: Some(Arc::new(in_use)),
            ..Self::of_database(inner)
        })
    }

    /// Fails: there is no on-disk storage.
    #[cfg(not(feature = "rocksdb"))]
    pub(crate) fn of_state(state: &Path) -> Result<Self, StoreError> {
        Err(StoreError::MemoryOnly(state.display().to_string()))
    }

    /// Fails: there is no on-disk storage.
    #[cfg(not(feature = "rocksdb"))]
    pub fn open_existing(location: &str) -> Result<Self, StoreError> {
        Err(StoreError::MemoryOnly(location.to_owned()))
    }

    /// Returns the folder for data derived from this state, which is removed together with it;
    /// `None` for a store in memory.
    pub fn beside(&self) -> Option<&Path> {
        self.state.as_deref()
    }

    /// Verifies, on a thread and after some time, what was not verified on opening, and calls
    /// `damaged` if it is not what was written: a query that reads a damaged block may never end.
    /// See `verify`.
    #[cfg(feature = "rocksdb")]
    pub fn watch(&self, damaged: impl FnOnce(StoreError) + Send + 'static) {
        let (Some(record), Some(state)) = (self.believed.clone(), self.state.clone()) else {
            return;
        };
        let in_use = self.in_use.clone();
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            let found = verify::whole(&state, &record);
            drop(in_use);
            if let Some(found) = found.ok().filter(|found| !found.is_empty()) {
                let location = state.ancestors().nth(2).unwrap_or(&state).display().to_string();
                damaged(StoreError::Damaged { location, what: folder::told(&found) });
            }
        });
    }

    /// Returns a fingerprint of the contents, by which caches distinguish states: the SHA-256 of
    /// the state's record. `None` for a store in memory.
    pub fn fingerprint(&self) -> Option<&str> {
        self.fingerprint.as_deref()
    }

    /// Returns the number of the state; 0 for a store in memory.
    #[cfg(feature = "rocksdb")]
    pub fn state_number(&self) -> u64 {
        self.state.as_deref().map(states::number).unwrap_or_default()
    }

    /// Returns the recent changes of graphs, oldest first.
    #[cfg(feature = "rocksdb")]
    pub fn changes(&self) -> impl Iterator<Item = &GraphChange> {
        self.changes.kept.iter()
    }

    /// Returns the number of the state since which all changes are known.
    #[cfg(feature = "rocksdb")]
    pub fn changes_since(&self) -> u64 {
        self.changes.since
    }

    /// Returns what is known of the sources.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Replaces the contents of `graph` by `quads`; quads of other graphs are added.
    pub fn replace(&self, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<(), StoreError> {
        self.clear(graph, quads)?;
        Ok(self.inner.extend(quads.iter().cloned())?)
    }

    /// Removes from `graph` everything not among `quads`.
    fn clear(&self, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<(), StoreError> {
        let old: Vec<Quad> = self.of(graph).collect::<Result<_, _>>()?;
        if old.is_empty() {
            return Ok(());
        }
        let new: HashSet<&Quad> = quads.iter().collect();
        let mut transaction = self.inner.start_transaction()?;
        old.iter().filter(|quad| !new.contains(quad)).for_each(|quad| transaction.remove(quad));
        Ok(transaction.commit()?)
    }

    /// Returns the text with this SHA-256.
    fn text(&self, sha256: &str) -> Result<Option<String>, StoreError> {
        let text = text_of(sha256);
        let mut found =
            self.inner.quads_for_pattern(Some(text.as_ref().into()), Some(zr::TEXT), None, None);
        Ok(found.next().transpose()?.and_then(|quad| match quad.object {
            Term::Literal(text) => Some(text.destruct().0),
            _ => None,
        }))
    }

    /// Whether the graph exists, even if it has no triples.
    pub fn has_graph(&self, graph: NamedNodeRef<'_>) -> Result<bool, StoreError> {
        Ok(self.inner.contains_named_graph(graph)?)
    }

    /// Returns the quads of one graph, unsorted.
    fn of(
        &self,
        graph: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = Result<Quad, StorageError>> + use<> {
        of(&self.inner, graph)
    }

    /// Returns all graphs except that of the ontology, sorted by name.
    pub fn graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let mut names = Vec::new();
        for graph in self.inner.named_graphs() {
            match graph? {
                NamedOrBlankNode::NamedNode(name) if name != ONTOLOGY => names.push(name),
                _ => {}
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Returns the graphs of texts, sorted by name.
    pub fn texts(&self) -> Result<Vec<NamedNode>, StoreError> {
        let graphs = self.graphs()?.into_iter().filter(|name| !self.edited.contains(name.as_str()));
        Ok(graphs.filter(|name| ![THINGS, CATALOGUE, STATUSES].contains(&name.as_ref())).collect())
    }

    /// Returns one text's graph with everything that it refers to: from other graphs, the
    /// statements about things that it mentions, and about things that those mention in turn.
    pub fn whole(&self, graph: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
        let mut quads = self.quads(Some(graph))?;
        let (mut seen, mut at): (HashSet<NamedNode>, usize) = (HashSet::new(), 0);
        let mut subjects: HashSet<NamedNode> = quads.iter().filter_map(subject).collect();
        while at < quads.len() || !subjects.is_empty() {
            let objects = quads
                .iter()
                .skip(at)
                .filter_map(object)
                .chain(subjects.drain())
                .collect::<Vec<_>>();
            at = quads.len();
            for node in objects {
                if !seen.insert(node.clone()) {
                    continue;
                }
                for shared in [THINGS, CATALOGUE] {
                    for quad in self.inner.quads_for_pattern(
                        Some(node.as_ref().into()),
                        None,
                        None,
                        Some(shared.into()),
                    ) {
                        quads.push(quad?);
                    }
                }
            }
        }
        syntax::sort(&mut quads);
        quads.dedup();
        Ok(quads)
    }

    /// Counts the quads, except those of the ontology, which takes a while for a large store.
    pub fn len(&self) -> Result<usize, StoreError> {
        let mut n = 0;
        for graph in self.graphs()? {
            for quad in self.of(graph.as_ref()) {
                quad?;
                n += 1;
            }
        }
        Ok(n)
    }

    /// Whether the store contains only the ontology.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.graphs()?.is_empty())
    }

    /// Returns the quads of one graph, or of all except that of the ontology, sorted by graph,
    /// subject, predicate and object.
    pub fn quads(&self, graph: Option<NamedNodeRef<'_>>) -> Result<Vec<Quad>, StoreError> {
        let graphs = graph.map_or_else(|| self.graphs(), |graph| Ok(vec![graph.into_owned()]))?;
        let mut quads = Vec::new();
        for graph in &graphs {
            let from = quads.len();
            for quad in self.of(graph.as_ref()) {
                quads.push(quad?);
            }
            quads.get_mut(from..).into_iter().for_each(syntax::sort);
        }
        Ok(quads)
    }

    /// Returns the statements about a thing, all or with one property, in no particular order.
    pub(crate) fn said_of(
        &self,
        node: NamedNodeRef<'_>,
        property: Option<NamedNodeRef<'_>>,
    ) -> impl Iterator<Item = Result<Quad, StorageError>> + use<> {
        self.inner.quads_for_pattern(Some(node.into()), property, None, None)
    }

    /// Returns the statements with a thing as object, in an order that is stable within a state.
    pub(crate) fn said_with(
        &self,
        node: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = Result<Quad, StorageError>> + use<> {
        self.inner.quads_for_pattern(None, None, Some(node.into()), None)
    }

    /// Runs a prepared query.
    pub(crate) fn evaluate(
        &self,
        query: PreparedSparqlQuery,
    ) -> Result<QueryResults<'static>, QueryEvaluationError> {
        query.on_store(&self.inner).execute()
    }
}

/// Returns the quads of one graph, unsorted. Stops at the first error, which the database's own
/// iterator would return forever.
fn of(
    database: &oxigraph::store::Store,
    graph: NamedNodeRef<'_>,
) -> impl Iterator<Item = Result<Quad, StorageError>> + use<> {
    let mut has_failed = false;
    database.quads_for_pattern(None, None, None, Some(graph.into())).take_while(move |quad| {
        let goes_on = !has_failed;
        has_failed |= quad.is_err();
        goes_on
    })
}

fn subject(quad: &Quad) -> Option<NamedNode> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.clone()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn object(quad: &Quad) -> Option<NamedNode> {
    match &quad.object {
        Term::NamedNode(node) => Some(node.clone()),
        _ => None,
    }
}
