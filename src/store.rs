//! STORE: where graphs are kept, in memory or on disk. The sole owner of `oxigraph::store::Store`.
//!
//! On disk a store is a row of states, of which one holds. [`Writer`] makes the next one beside it, of hard links to what stays the same, and
//! then points to it: a build that is killed, or finds the disk full, leaves the state before it, and who reads goes on reading the state that was opened.
//!
//! Every triple is in one named graph only, so that a query without `GRAPH` sees the union of all and each triple once, without a merged copy.

#[cfg(feature = "rocksdb")]
mod folder;
mod writer;

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};
use oxigraph::store::StorageError;

use crate::digest::sha256;
use crate::graph::vocab::zr;
use crate::graph::{CATALOGUE, ONTOLOGY, STATUSES, THINGS, VERSION, ontology, text_of};
use crate::message;
use crate::message::Message;
use crate::sources::Manifest;

pub use writer::Writer;

/// The location of a store that lives as long as the process.
pub const MEMORY: &str = ":memory:";
/// Version of the layout; a store of another is refused.
const FORMAT: &str = "2";
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
            Self::Damaged { location, what } => message!("store-damaged", location = location, what = what.clone()),
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
            Self::Damaged { .. } => message!("hint-store-damaged"),
            Self::File(_) | Self::Storage(_) => message!("hint-store-unusable"),
        }
    }
}

message::tells!(StoreError);

/// Whether a store of this or an earlier version is at `path`.
pub fn is_store(path: &Path) -> bool {
    path.join(FORMAT_FILE).is_file() || path.join("CURRENT").is_file()
}

/// A store of graphs, to be read.
#[derive(Clone)]
pub struct Store {
    inner: oxigraph::store::Store,
    manifest: Arc<Manifest>,
    /// The folder of the state on disk.
    state: Option<Arc<Path>>,
    /// Keeps it from being removed.
    _in_use: Option<Arc<File>>,
    /// The name of the state, once somebody asked for it.
    revision: Arc<OnceLock<String>>,
}

impl Store {
    /// A store in memory that holds the ontology alone.
    pub fn memory() -> Result<Self, StoreError> {
        let inner = oxigraph::store::Store::new()?;
        inner.extend(ontology().iter().cloned())?;
        Ok(Self { inner, manifest: Arc::default(), state: None, _in_use: None, revision: Arc::default() })
    }

    /// Opens a store on disk for reading; nothing is made, and nothing is written.
    ///
    /// It shows the state of the moment: what is built afterwards is not seen.
    #[cfg(feature = "rocksdb")]
    pub fn open_existing(location: &str) -> Result<Self, StoreError> {
        let state = folder::Folder::existing(location)?.open()?;
        Ok(Self {
            inner: state.inner,
            manifest: Arc::new(state.manifest),
            state: Some(state.folder.into()),
            _in_use: Some(Arc::new(state.in_use)),
            revision: Arc::default(),
        })
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
        let mut found = self.inner.quads_for_pattern(Some(text.as_ref().into()), Some(zr::TEXT), None, None);
        Ok(found.next().transpose()?.and_then(|quad| match quad.object {
            Term::Literal(text) => Some(text.destruct().0),
            _ => None,
        }))
    }

    /// The quads of one graph, unsorted.
    fn of(&self, graph: NamedNodeRef<'_>) -> impl Iterator<Item = Result<Quad, StorageError>> {
        self.inner.quads_for_pattern(None, None, None, Some(graph.into()))
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
        let graphs = self.graphs()?.into_iter();
        Ok(graphs.filter(|name| ![THINGS, CATALOGUE, STATUSES].contains(&name.as_ref())).collect())
    }

    /// What one text says with all that it speaks of: its graph, and of the others what is said of the things that it names, and of those that these
    /// name in turn.
    pub fn whole(&self, graph: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
        let mut quads = self.quads(Some(graph))?;
        let (mut seen, mut at): (HashSet<NamedNode>, usize) = (HashSet::new(), 0);
        let mut subjects: HashSet<NamedNode> = quads.iter().filter_map(subject).collect();
        while at < quads.len() || !subjects.is_empty() {
            let objects = quads.iter().skip(at).filter_map(object).chain(subjects.drain()).collect::<Vec<_>>();
            at = quads.len();
            for node in objects {
                if !seen.insert(node.clone()) {
                    continue;
                }
                for shared in [THINGS, CATALOGUE] {
                    for quad in
                        self.inner.quads_for_pattern(Some(node.as_ref().into()), None, None, Some(shared.into()))
                    {
                        quads.push(quad?);
                    }
                }
            }
        }
        quads.sort_by_cached_key(sort_key);
        quads.dedup();
        Ok(quads)
    }

    /// How many quads there are, those of the ontology left out; counts them, which takes its time in a large store.
    pub fn len(&self) -> Result<usize, StoreError> {
        Ok(self.graphs()?.iter().map(|graph| self.of(graph.as_ref()).count()).sum())
    }

    /// Whether the store holds nothing but the ontology.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.graphs()?.is_empty())
    }

    /// The quads of one graph, or of all but that of the ontology, sorted by graph, subject, predicate and object.
    pub fn quads(&self, graph: Option<NamedNodeRef<'_>>) -> Result<Vec<Quad>, StoreError> {
        let graphs = graph.map_or_else(|| self.graphs(), |graph| Ok(vec![graph.into_owned()]))?;
        let mut quads = Vec::new();
        for graph in &graphs {
            let from = quads.len();
            for quad in self.of(graph.as_ref()) {
                quads.push(quad?);
            }
            quads.get_mut(from..).into_iter().for_each(|of_graph| of_graph.sort_by_cached_key(sort_key));
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
    pub(crate) fn said_with(&self, node: NamedNodeRef<'_>) -> impl Iterator<Item = Result<Quad, StorageError>> + use<> {
        self.inner.quads_for_pattern(None, None, Some(node.into()), None)
    }

    /// Whether a graph of this name holds anything.
    pub(crate) fn has_graph(&self, name: NamedNodeRef<'_>) -> bool {
        self.of(name).next().is_some()
    }

    /// A name of the state: what is read under one name is the same. Of a store in memory it is a hash of the quads, made when it is first
    /// asked for.
    pub(crate) fn revision(&self) -> Result<String, StoreError> {
        if let Some(known) = self.revision.get() {
            return Ok(known.clone());
        }
        let state = match &self.state {
            Some(folder) => {
                format!("{}\n{}", folder.display(), serde_json::to_string(&*self.manifest).unwrap_or_default())
            }
            None => self.quads(None)?.iter().map(|quad| format!("{quad}\n")).collect(),
        };
        Ok(self.revision.get_or_init(|| sha256(format!("{VERSION}\n{state}"))).clone())
    }

    /// Runs a query that was prepared elsewhere.
    pub(crate) fn evaluate(&self, query: PreparedSparqlQuery) -> Result<QueryResults<'static>, QueryEvaluationError> {
        query.on_store(&self.inner).execute()
    }
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

/// The order of quads: graph, subject, predicate, object, by code points of their N-Quads form.
pub fn sort_key(quad: &Quad) -> [String; 4] {
    [quad.graph_name.to_string(), quad.subject.to_string(), quad.predicate.to_string(), quad.object.to_string()]
}
