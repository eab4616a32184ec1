//! STORE: where graphs are kept, in memory or on disk. The sole owner of `oxigraph::store::Store`.
//!
//! Each source has one named graph, replaced as a whole in one transaction; the ontology has its own, and what
//! belongs to the store itself (the version of its layout) stands in a third that no answer shows.
//!
//! The default graph is the merge of them, each triple once. oxigraph could show the graphs as one by itself, but gives
//! a triple of three graphs three times: 国务院办公厅, named in three documents, would count thrice.

use std::collections::HashSet;
use std::path::Path;

use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, Quad, QuadRef, Term, TripleRef};
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};
use oxigraph::store::StorageError;

use crate::graph::vocab::{prov, zr};
use crate::graph::{ONTOLOGY, ontology};

/// The location of a store that lives as long as the process.
pub const MEMORY: &str = ":memory:";
/// Version of the layout; a store of another is refused.
const FORMAT: &str = "1";
/// The graph of what belongs to the store itself.
const META: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/zeren/store");

/// New graphs from which on a load of all together is worth its fixed cost.
const MANY: usize = 10;

/// Why a store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The build has no storage on disk.
    #[error("cannot open `{0}`: this build keeps stores in memory only")]
    MemoryOnly(String),
    /// Nothing is there.
    #[error("no store at `{0}`")]
    Missing(String),
    /// What is there was not made by zeren.
    #[error("`{0}` is not a store of zeren")]
    Foreign(String),
    /// The layout is of another version.
    #[error("the store `{location}` has format `{found}`, not `{FORMAT}`")]
    Format {
        /// Where it is.
        location: String,
        /// What it says.
        found: String,
    },
    /// Another process writes to it.
    #[error("the store `{0}` is in use")]
    Locked(String),
    /// Storage failed.
    #[error("cannot use the store")]
    Storage(#[from] StorageError),
}

impl StoreError {
    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::MemoryOnly(_) => "build with the feature `rocksdb`, or use `:memory:`",
            Self::Missing(_) => "make one with `zeren build` first, or name its folder",
            Self::Foreign(_) => "name an empty or a new folder",
            Self::Format { .. } => "make it anew with `zeren build` in a new folder",
            Self::Locked(_) => "wait for the other zeren to end, or use another folder",
            Self::Storage(_) => "see whether the disk is full or the folder damaged; make the store anew if so",
        }
    }
}

/// What [`Store::replace`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The graph is new.
    Added,
    /// The graph was there and is another now.
    Replaced,
    /// The graph was there and is the same.
    Unchanged,
}

/// A store of graphs.
#[derive(Clone)]
pub struct Store {
    inner: oxigraph::store::Store,
    is_on_disk: bool,
}

impl Store {
    /// Opens the store at `location` ([`MEMORY`] or a folder) for writing, making it when it is missing, and brings
    /// its ontology up to date.
    pub fn open(location: &str) -> Result<Self, StoreError> {
        let inner = match location {
            MEMORY => oxigraph::store::Store::new()?,
            _ => disk::open(location)?,
        };
        let store = Self { inner, is_on_disk: location != MEMORY };
        if store.inner.is_empty()? {
            store.inner.insert(QuadRef::new(META, zr::STORE_FORMAT, Literal::from(FORMAT).as_ref(), META))?;
        }
        store.check(location)?;
        store.replace(ONTOLOGY, ontology())?;
        Ok(store)
    }

    /// Opens a store on disk for reading; nothing is made and nothing is written.
    ///
    /// It shows the state of the moment: what another process writes afterwards is not seen.
    pub fn open_existing(location: &str) -> Result<Self, StoreError> {
        if location == MEMORY || !Path::new(location).is_dir() {
            return Err(StoreError::Missing(location.to_owned()));
        }
        let store = Self { inner: disk::open_read_only(location)?, is_on_disk: true };
        store.check(location)?;
        Ok(store)
    }

    /// Refuses a store of another layout.
    fn check(&self, location: &str) -> Result<(), StoreError> {
        let of_format =
            self.inner.quads_for_pattern(Some(META.into()), Some(zr::STORE_FORMAT), None, Some(META.into()));
        let found = of_format.map(|quad| quad.map(|quad| quad.object)).next().transpose()?;
        match found {
            Some(Term::Literal(literal)) if literal.value() == FORMAT => Ok(()),
            Some(Term::Literal(literal)) => {
                Err(StoreError::Format { location: location.to_owned(), found: literal.value().to_owned() })
            }
            _ => Err(StoreError::Foreign(location.to_owned())),
        }
    }

    /// Puts `quads`, which must be of `graph`, in place of all that it holds, in one transaction; does nothing when it
    /// holds just these.
    pub fn replace(&self, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<Change, StoreError> {
        let mut transaction = self.inner.start_transaction()?;
        let old: Vec<Quad> = self.of(graph).collect::<Result<_, _>>()?;
        let (was, is): (HashSet<&Quad>, HashSet<&Quad>) = (old.iter().collect(), quads.iter().collect());
        if !old.is_empty() && was == is {
            return Ok(Change::Unchanged);
        }
        for quad in quads.iter().filter(|quad| !was.contains(quad)) {
            transaction.insert(quad);
            transaction.insert(merged(quad));
        }
        for quad in old.iter().filter(|quad| !is.contains(quad)) {
            transaction.remove(quad);
            if !self.elsewhere(quad)? {
                transaction.remove(merged(quad));
            }
        }
        transaction.commit()?;
        Ok(if old.is_empty() { Change::Added } else { Change::Replaced })
    }

    /// As [`replace`](Self::replace) for each of `graphs` in turn; many new ones go in together, which on disk is three
    /// times as fast.
    pub fn replace_all(&self, graphs: &[(NamedNode, Vec<Quad>)]) -> Result<Vec<Change>, StoreError> {
        let mut seen = HashSet::new();
        let mut is_new = Vec::with_capacity(graphs.len());
        for (name, _) in graphs {
            is_new.push(seen.insert(name) && !self.inner.contains_named_graph(name)?);
        }
        let is_together = self.is_on_disk && is_new.iter().filter(|is_new| **is_new).count() >= MANY;
        if is_together {
            let new = graphs.iter().zip(&is_new).filter(|(_, is_new)| **is_new);
            self.load(new.flat_map(|((_, quads), _)| quads))?;
        }
        let change = |((name, quads), is_new): (&(NamedNode, Vec<Quad>), bool)| match is_new && is_together {
            true => Ok(Change::Added),
            false => self.replace(name.as_ref(), quads),
        };
        graphs.iter().zip(is_new).map(change).collect()
    }

    /// Adds quads of new graphs.
    fn load<'a>(&self, quads: impl Iterator<Item = &'a Quad>) -> Result<(), StoreError> {
        let mut loader = self.inner.bulk_loader();
        loader.load_quads(quads.flat_map(|quad| [quad.clone(), merged(quad).into()]))?;
        Ok(loader.commit()?)
    }

    /// Removes a graph; says whether it was there.
    pub fn remove(&self, graph: NamedNodeRef<'_>) -> Result<bool, StoreError> {
        let held = self.replace(graph, &[])? == Change::Replaced;
        self.inner.remove_named_graph(graph)?;
        Ok(held)
    }

    /// Whether another graph than the quad's has its triple.
    fn elsewhere(&self, quad: &Quad) -> Result<bool, StorageError> {
        let (subject, object) = (quad.subject.as_ref(), quad.object.as_ref());
        for other in self.inner.quads_for_pattern(Some(subject), Some(quad.predicate.as_ref()), Some(object), None) {
            let name = other?.graph_name;
            if name != GraphName::DefaultGraph && name != quad.graph_name {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The quads of one graph, unsorted.
    fn of(&self, graph: NamedNodeRef<'_>) -> impl Iterator<Item = Result<Quad, StorageError>> {
        self.inner.quads_for_pattern(None, None, None, Some(graph.into()))
    }

    /// Whether a graph of this [`run`](crate::graph::run) is held: the same input, read by the same version.
    pub fn has_run(&self, run: NamedNodeRef<'_>) -> Result<bool, StoreError> {
        let mut graphs = self.inner.quads_for_pattern(None, Some(prov::WAS_GENERATED_BY), Some(run.into()), None);
        Ok(graphs.next().transpose()?.is_some())
    }

    /// Removes the graphs of an [`input`](crate::graph::input) that have another name than `kept`: a correction can give a
    /// document the number that it is named by.
    pub fn supersede(&self, input: NamedNodeRef<'_>, kept: NamedNodeRef<'_>) -> Result<(), StoreError> {
        let mut others = Vec::new();
        for run in self.inner.quads_for_pattern(None, Some(prov::USED), Some(input.into()), None) {
            let graph = run?.graph_name;
            if graph != kept.into_owned().into() && !others.contains(&graph) {
                others.push(graph);
            }
        }
        for graph in others {
            if let GraphName::NamedNode(graph) = graph {
                self.remove(graph.as_ref())?;
            }
        }
        Ok(())
    }

    /// The graphs of sources, sorted by name.
    pub fn graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let mut names = Vec::new();
        for graph in self.inner.named_graphs() {
            match graph? {
                oxigraph::model::NamedOrBlankNode::NamedNode(name) if name != META && name != ONTOLOGY => {
                    names.push(name)
                }
                _ => {}
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// How many quads the graphs of sources hold; counts them, which takes its time in a large store.
    pub fn len(&self) -> Result<usize, StoreError> {
        Ok(self.graphs()?.iter().map(|graph| self.of(graph.as_ref()).count()).sum())
    }

    /// Whether the store holds no graph of a source.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.graphs()?.is_empty())
    }

    /// The quads of one graph, or of all graphs of sources, sorted by graph, subject, predicate and object.
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

    /// Runs a query that was prepared elsewhere.
    pub(crate) fn evaluate(&self, query: PreparedSparqlQuery) -> Result<QueryResults<'static>, QueryEvaluationError> {
        query.on_store(&self.inner).execute()
    }
}

/// The order of quads: graph, subject, predicate, object, by code points of their N-Quads form.
pub fn sort_key(quad: &Quad) -> [String; 4] {
    [quad.graph_name.to_string(), quad.subject.to_string(), quad.predicate.to_string(), quad.object.to_string()]
}

/// The copy of a quad in the merge of all graphs.
fn merged(quad: &Quad) -> QuadRef<'_> {
    TripleRef::from(quad.as_ref()).in_graph(GraphNameRef::DefaultGraph)
}

#[cfg(feature = "rocksdb")]
mod disk {
    use std::path::Path;

    use oxigraph::store::{StorageError, Store};

    use super::StoreError;

    /// Opens a folder for writing; an empty or missing one becomes a store, one with other things in it does not.
    pub(super) fn open(location: &str) -> Result<Store, StoreError> {
        let path = Path::new(location);
        let used = path.is_file() || path.read_dir().is_ok_and(|mut entries| entries.next().is_some());
        if used && !is_store(path) {
            return Err(StoreError::Foreign(location.to_owned()));
        }
        Store::open(location).map_err(|error| locked(location, error))
    }

    /// Opens a folder for reading.
    pub(super) fn open_read_only(location: &str) -> Result<Store, StoreError> {
        if !is_store(Path::new(location)) {
            return Err(StoreError::Missing(location.to_owned()));
        }
        Store::open_read_only(location).map_err(|error| locked(location, error))
    }

    /// Whether RocksDB has been here: `CURRENT` is the one file that every state of it has.
    fn is_store(path: &Path) -> bool {
        path.join("CURRENT").is_file()
    }

    /// RocksDB tells of a lock in words only.
    fn locked(location: &str, error: StorageError) -> StoreError {
        match error.to_string().to_lowercase().contains("lock") {
            true => StoreError::Locked(location.to_owned()),
            false => error.into(),
        }
    }
}

#[cfg(not(feature = "rocksdb"))]
mod disk {
    use oxigraph::store::Store;

    use super::StoreError;

    /// Refuses: there is no storage on disk.
    pub(super) fn open(location: &str) -> Result<Store, StoreError> {
        Err(StoreError::MemoryOnly(location.to_owned()))
    }

    /// Refuses: there is no storage on disk.
    pub(super) fn open_read_only(location: &str) -> Result<Store, StoreError> {
        open(location)
    }
}

#[cfg(all(test, feature = "rocksdb"))]
mod tests {
    use super::*;

    #[test]
    fn graphs_together_are_as_graphs_one_by_one() {
        let graph = |name: usize, values: [i64; 2]| {
            let name = NamedNode::new_unchecked(format!("http://example.org/{name}"));
            let quad = |value: i64| Quad::new(META, zr::VALUE, Literal::from(value), name.clone());
            (name.clone(), values.map(quad).to_vec())
        };
        let first: Vec<_> = (0..MANY).map(|n| graph(n, [0, 1])).collect();
        let twice = [graph(0, [1, 2]), graph(2 * MANY, [3, 4]), graph(2 * MANY, [4, 5])];
        let second: Vec<_> = twice.into_iter().chain((MANY..2 * MANY).map(|n| graph(n, [0, 2]))).collect();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let together = Store::open(folder.path().to_str().expect("a path in UTF-8")).expect("a store on disk");
        let apart = Store::open(MEMORY).expect("a store in memory");
        let all = |store: &Store| {
            let mut quads: Vec<Quad> = store.inner.iter().map(|quad| quad.expect("a quad")).collect();
            quads.sort_by_cached_key(sort_key);
            quads
        };
        for graphs in [first, second] {
            let one_by_one =
                graphs.iter().map(|(name, quads)| apart.replace(name.as_ref(), quads).expect("it is stored"));
            let one_by_one: Vec<_> = one_by_one.collect();
            assert_eq!(together.replace_all(&graphs).expect("they are stored"), one_by_one);
            assert_eq!(all(&together), all(&apart));
        }
    }
}
