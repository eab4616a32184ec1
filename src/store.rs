//! STORE: where graphs are kept, in memory or on disk. The sole owner of `oxigraph::store::Store`.
//!
//! On disk a store is a row of states, of which one holds. [`Writer`] makes the next one beside it,
//! of hard links to what stays the same, and then points to it: a build that is killed, or finds
//! the disk full, leaves the state before it, and who reads goes on reading the state that was
//! opened.
//!
//! Every triple is in one named graph only, so that a query without `GRAPH` sees the union of all
//! and each triple once, without a merged copy.

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
use crate::syntax::sort_key;

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

/// The location of a store that lives as long as the process.
pub const MEMORY: &str = ":memory:";
/// Version of the layout; a store of another is refused.
const FORMAT: &str = "3";
/// The version before, which had no records: the next build takes it over.
#[cfg(feature = "rocksdb")]
const OLD_FORMAT: &str = "2";
/// How long is read from files that were looked at lately before they are looked at again.
#[cfg(feature = "rocksdb")]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);
/// The file that says so.
const FORMAT_FILE: &str = "FORMAT";

/// Why a store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The build has no storage on disk.
    MemoryOnly(String),
    /// Nothing is there.
    Missing(String),
    /// What is there was not made by zeren.
    Foreign(String),
    /// The layout is of another version.
    Format {
        /// Where it is.
        location: String,
        /// What it says.
        found: String,
    },
    /// Another process writes to it.
    Locked(String),
    /// What is there is not what was written.
    Damaged {
        /// Where it is.
        location: String,
        /// What is wrong.
        what: Message,
    },
    /// A file of it cannot be read or written.
    File(#[from] io::Error),
    /// Storage failed.
    Storage(#[from] StorageError),
}

impl StoreError {
    /// What is wrong.
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

    /// What to do next.
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

/// Whether a store of this or an earlier version is at `path`.
pub fn is_store(path: &Path) -> bool {
    let has = |name: &str| path.join(name).is_file();
    has(FORMAT_FILE) || has("CURRENT") || (has("state") && path.join("states").is_dir())
}

/// What tells the state of a store that holds now from every other that it had: which file says so,
/// and since when. To look takes some microseconds. Empty where no state holds.
pub fn state_stamp(location: &str) -> String {
    let Ok(file) = Path::new(location).join("state").metadata() else { return String::new() };
    let since = file.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&file);
    #[cfg(not(unix))]
    let number = 0;
    format!("{number:x}-{:x}", since.unwrap_or_default().as_nanos())
}

/// A store of graphs, to be read.
#[derive(Clone)]
pub struct Store {
    inner: oxigraph::store::Store,
    manifest: Arc<Manifest>,
    /// The graphs that no document is behind.
    edited: Arc<BTreeSet<String>>,
    /// Which graphs changed lately.
    #[cfg(feature = "rocksdb")]
    changes: Arc<changes::Changes>,
    /// The folder of the state on disk.
    state: Option<Arc<Path>>,
    /// The name of what it holds.
    fingerprint: Option<Arc<str>>,
    /// What its files have to be, where they were not all looked at.
    #[cfg(feature = "rocksdb")]
    believed: Option<Arc<record::Record>>,
    /// Keeps it from being removed.
    #[cfg(feature = "rocksdb")]
    in_use: Option<Arc<File>>,
}

impl Store {
    /// A store in memory that holds the ontology alone.
    pub fn memory() -> Result<Self, StoreError> {
        let inner = oxigraph::store::Store::new()?;
        inner.extend(ontology().iter().cloned())?;
        Ok(Self::of_database(inner))
    }

    /// A database that has no state yet.
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

    /// Opens a store on disk for reading; nothing is made, and nothing is written.
    ///
    /// It shows the state of the moment: what is built afterwards is not seen.
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

    /// Opens a state that another process has opened and looked at, without looking at it again.
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

    /// Refuses: there is no storage on disk.
    #[cfg(not(feature = "rocksdb"))]
    pub(crate) fn of_state(state: &Path) -> Result<Self, StoreError> {
        Err(StoreError::MemoryOnly(state.display().to_string()))
    }

    /// Refuses: there is no storage on disk.
    #[cfg(not(feature = "rocksdb"))]
    pub fn open_existing(location: &str) -> Result<Self, StoreError> {
        Err(StoreError::MemoryOnly(location.to_owned()))
    }

    /// Where what is made from this state may lie, to go when it goes; none for a store in memory.
    pub fn beside(&self) -> Option<&Path> {
        self.state.as_deref()
    }

    /// Looks at what was not looked at when it was opened, in a thread, when some time is over, and
    /// calls `damaged` where it is not what was written: a query that reads from a block that is
    /// damaged may never end. See `verify`.
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

    /// A name for all that it holds, which changes with it: the SHA-256 of the record of the state,
    /// by which caches can tell one state from another. None for a store in memory.
    pub fn fingerprint(&self) -> Option<&str> {
        self.fingerprint.as_deref()
    }

    /// The number of the state; 0 of a store in memory.
    #[cfg(feature = "rocksdb")]
    pub fn state_number(&self) -> u64 {
        self.state.as_deref().map(states::number).unwrap_or_default()
    }

    /// The graphs that changed lately, the oldest change first.
    #[cfg(feature = "rocksdb")]
    pub fn changes(&self) -> impl Iterator<Item = &GraphChange> {
        self.changes.kept.iter()
    }

    /// The state after which all changes are known.
    #[cfg(feature = "rocksdb")]
    pub fn changes_since(&self) -> u64 {
        self.changes.since
    }

    /// What is known of the sources.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Puts `quads` in place of all that `graph` holds; quads of other graphs are added.
    pub fn replace(&self, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<(), StoreError> {
        self.clear(graph, quads)?;
        Ok(self.inner.extend(quads.iter().cloned())?)
    }

    /// Removes from `graph` what is not among `quads`.
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

    /// The text with this SHA-256.
    fn text(&self, sha256: &str) -> Result<Option<String>, StoreError> {
        let text = text_of(sha256);
        let mut found =
            self.inner.quads_for_pattern(Some(text.as_ref().into()), Some(zr::TEXT), None, None);
        Ok(found.next().transpose()?.and_then(|quad| match quad.object {
            Term::Literal(text) => Some(text.destruct().0),
            _ => None,
        }))
    }

    /// Whether the graph is there, be it without a triple.
    pub fn has_graph(&self, graph: NamedNodeRef<'_>) -> Result<bool, StoreError> {
        Ok(self.inner.contains_named_graph(graph)?)
    }

    /// The quads of one graph, unsorted.
    fn of(
        &self,
        graph: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = Result<Quad, StorageError>> + use<> {
        of(&self.inner, graph)
    }

    /// The graphs but that of the ontology, sorted by name.
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

    /// The graphs of texts, sorted by name.
    pub fn texts(&self) -> Result<Vec<NamedNode>, StoreError> {
        let graphs = self.graphs()?.into_iter().filter(|name| !self.edited.contains(name.as_str()));
        Ok(graphs.filter(|name| ![THINGS, CATALOGUE, STATUSES].contains(&name.as_ref())).collect())
    }

    /// What one text says with all that it speaks of: its graph, and of the others what is said of
    /// the things that it names, and of those that these name in turn.
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
        quads.sort_by_cached_key(sort_key);
        quads.dedup();
        Ok(quads)
    }

    /// How many quads there are, those of the ontology left out; counts them, which takes its time
    /// in a large store.
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

    /// Whether the store holds nothing but the ontology.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.graphs()?.is_empty())
    }

    /// The quads of one graph, or of all but that of the ontology, sorted by graph, subject,
    /// predicate and object.
    pub fn quads(&self, graph: Option<NamedNodeRef<'_>>) -> Result<Vec<Quad>, StoreError> {
        let graphs = graph.map_or_else(|| self.graphs(), |graph| Ok(vec![graph.into_owned()]))?;
        let mut quads = Vec::new();
        for graph in &graphs {
            let from = quads.len();
            for quad in self.of(graph.as_ref()) {
                quads.push(quad?);
            }
            quads
                .get_mut(from..)
                .into_iter()
                .for_each(|of_graph| of_graph.sort_by_cached_key(sort_key));
        }
        Ok(quads)
    }

    /// What is said of a thing, all or with one property, in no certain order.
    pub(crate) fn said_of(
        &self,
        node: NamedNodeRef<'_>,
        property: Option<NamedNodeRef<'_>>,
    ) -> impl Iterator<Item = Result<Quad, StorageError>> + use<> {
        self.inner.quads_for_pattern(Some(node.into()), property, None, None)
    }

    /// All that is said with a thing as its object, in an order that stays the same in one state.
    pub(crate) fn said_with(
        &self,
        node: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = Result<Quad, StorageError>> + use<> {
        self.inner.quads_for_pattern(None, None, Some(node.into()), None)
    }

    /// Runs a query that was prepared elsewhere.
    pub(crate) fn evaluate(
        &self,
        query: PreparedSparqlQuery,
    ) -> Result<QueryResults<'static>, QueryEvaluationError> {
        query.on_store(&self.inner).execute()
    }
}

/// The quads of one graph, unsorted. It ends with the first error, where the iterator of the
/// database would give it for ever.
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
