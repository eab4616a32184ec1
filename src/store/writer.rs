//! Changes a store; nobody sees the changes until they are complete.

use std::collections::BTreeSet;
#[cfg(feature = "rocksdb")]
use std::fs::File;
#[cfg(feature = "rocksdb")]
use std::path::PathBuf;
use std::sync::Arc;

use oxigraph::model::{NamedNode, NamedNodeRef, Quad};
use oxigraph::store::{StorageError, Store as Database};

#[cfg(feature = "rocksdb")]
use super::beside::Beside;
#[cfg(feature = "rocksdb")]
use super::changes::Changes;
#[cfg(feature = "rocksdb")]
use super::folder::Folder;
#[cfg(feature = "rocksdb")]
use super::mend::{Graphs, Lost, salvage};
#[cfg(feature = "rocksdb")]
use super::record::{Record, Sums};
use super::{MEMORY, Store, StoreError};
#[cfg(feature = "rocksdb")]
use crate::digest::sha256;
use crate::graph::{CATALOGUE, ONTOLOGY, STATUSES, THINGS, ontology};
use crate::sources::{Manifest, Target, short_hash};

/// A change to the graphs of a store, for the record of their contents.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// A graph's contents are replaced by these quads; quads of other graphs are added to those.
    /// Costs one hash per quad.
    Put(NamedNodeRef<'a>, &'a [Quad]),
    /// A graph is changed in another way, and read back when the new state is published.
    Touched(NamedNodeRef<'a>),
    /// Any graph may change, and all are read back.
    Any,
}

/// A store being changed.
pub struct Writer {
    /// The store written to, from the first change on.
    store: Option<Store>,
    manifest: Manifest,
    /// The graphs that do not come from documents.
    edited: BTreeSet<String>,
    #[cfg(feature = "rocksdb")]
    disk: Option<Disk>,
}

#[cfg(feature = "rocksdb")]
struct Disk {
    folder: Folder,
    /// The state it is based on.
    from: Option<String>,
    /// The state being made.
    new: Option<PathBuf>,
    ontology: String,
    /// The record of the state it is based on.
    record: Record,
    /// The sums of graphs in the new state, as far as known.
    sums: Sums,
    /// The recent changes of graphs.
    changes: Changes,
    /// Graphs carried over from a damaged store.
    kept: Graphs,
    _lock: File,
}

#[cfg(feature = "rocksdb")]
impl Disk {
    /// Creates a store to which nothing has been written yet.
    fn new(folder: Folder, lock: File) -> Self {
        Self {
            folder,
            from: None,
            new: None,
            ontology: String::new(),
            record: Record::default(),
            sums: Sums::default(),
            changes: Changes::default(),
            kept: Graphs::new(),
            _lock: lock,
        }
    }
}

impl Writer {
    /// Opens the store at `location`: [`MEMORY`], or a folder, which is created if missing. No
    /// other process can write to it until this is dropped; reading is unaffected.
    pub fn open(location: &str) -> Result<Self, StoreError> {
        if location == MEMORY {
            return Self::memory();
        }
        Self::on_disk(location)
    }

    /// Opens an existing store on disk.
    pub fn existing(location: &str) -> Result<Self, StoreError> {
        match super::is_store(std::path::Path::new(location)) {
            true => Self::on_disk(location),
            false => Err(StoreError::Missing(location.to_owned())),
        }
    }

    /// Creates a store in memory.
    pub fn memory() -> Result<Self, StoreError> {
        Ok(Self {
            store: Some(Store::memory()?),
            manifest: Manifest::default(),
            edited: BTreeSet::new(),
            #[cfg(feature = "rocksdb")]
            disk: None,
        })
    }

    /// Opens a damaged store to rebuild it: its contents stay until the new state is published.
    /// Also returns what cannot be carried over.
    #[cfg(feature = "rocksdb")]
    pub fn anew(location: &str) -> Result<(Self, Lost), StoreError> {
        let (folder, lock) = Folder::replaced(location)?;
        let (kept, lost) = salvage(&folder);
        let edited = kept
            .iter()
            .map(|(graph, _)| graph)
            .filter(|graph| graph.as_ref() != STATUSES)
            .map(|graph| graph.as_str().to_owned());
        let edited = edited.collect();
        let disk = Disk { kept, ..Disk::new(folder, lock) };
        Ok((Self { store: None, manifest: Manifest::default(), edited, disk: Some(disk) }, lost))
    }

    #[cfg(feature = "rocksdb")]
    fn on_disk(location: &str) -> Result<Self, StoreError> {
        let (folder, lock) = Folder::writable(location)?;
        let from = folder.current()?;
        let Beside { ontology, manifest, edited, changes, record, .. } =
            from.as_ref().map(|from| folder.beside(from)).transpose()?.unwrap_or_default();
        let disk = Disk { from, ontology, record, changes, ..Disk::new(folder, lock) };
        Ok(Self { store: None, manifest, edited, disk: Some(disk) })
    }

    #[cfg(not(feature = "rocksdb"))]
    fn on_disk(location: &str) -> Result<Self, StoreError> {
        Err(StoreError::MemoryOnly(location.to_owned()))
    }

    /// Returns the store with the changes so far. On disk the first call begins the new state.
    fn store(&mut self) -> Result<&Store, StoreError> {
        #[cfg(feature = "rocksdb")]
        if let (None, Some(disk)) = (&self.store, &mut self.disk) {
            let new = disk.folder.begin(disk.from.as_deref())?;
            let inner = oxigraph::store::Store::open(new.join("db"))?;
            disk.new = Some(new);
            disk.sums = Sums::new(&disk.record);
            let store = Store::of_database(inner);
            let is = hash_of_ontology();
            if disk.ontology != is {
                disk.sums.note(&Change::Put(ONTOLOGY, ontology()));
                store.replace(ONTOLOGY, ontology())?;
                disk.ontology = is;
            }
            for (graph, quads) in &disk.kept {
                disk.sums.note(&Change::Put(graph.as_ref(), quads));
                store.replace(graph.as_ref(), quads)?;
            }
            self.store = Some(store);
        }
        Ok(self.store.as_ref().expect("memory has one from the beginning"))
    }

    /// Replaces the contents of `graph`, which must not come from a document, by `quads`, and
    /// publishes the new state.
    pub fn keep(&mut self, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<(), StoreError> {
        self.replace(graph, quads)?;
        self.publish()
    }

    fn replace(&mut self, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<(), StoreError> {
        self.changing(&Change::Put(graph, quads))?.replace(graph, quads)
    }

    /// Returns the store for a change that is announced by `change`.
    ///
    /// A state records the contents of every graph, and a graph without an announced change is
    /// assumed to be unchanged. So every write to a graph goes through here; new and removed graphs
    /// are noticed anyway.
    fn changing(&mut self, change: &Change<'_>) -> Result<&Store, StoreError> {
        self.store()?;
        #[cfg(feature = "rocksdb")]
        if let Some(disk) = &mut self.disk {
            disk.sums.note(change);
        }
        #[cfg(not(feature = "rocksdb"))]
        let _ = change;
        self.store()
    }

    /// Copies all graphs of another store, with what is known of their sources.
    pub fn copy_from(&mut self, other: &Store) -> Result<(), StoreError> {
        self.store()?;
        for graph in other.graphs()? {
            self.replace(graph.as_ref(), &other.quads(Some(graph.as_ref()))?)?;
        }
        self.manifest = other.manifest().clone();
        self.edited = other.edited.as_ref().clone();
        self.publish()
    }

    /// Lets `change` modify graphs that do not come from documents, and publishes the new state;
    /// after a failure nothing has changed.
    ///
    /// `change` is given the database, and the names of the graphs that it must leave alone;
    /// `agree` is called when the new state is ready, before it is published.
    pub(crate) fn edit<T, E: From<StoreError>>(
        &mut self,
        change: impl FnOnce(&Database, &BTreeSet<NamedNode>) -> Result<T, E>,
        agree: impl FnOnce() -> Result<(), E>,
    ) -> Result<T, E> {
        let edited = self.edited.clone();
        let mut guarded: BTreeSet<NamedNode> = self.store()?.graphs()?.into_iter().collect();
        guarded.retain(|graph| !edited.contains(graph.as_str()));
        guarded.extend([ONTOLOGY, CATALOGUE, THINGS, STATUSES].map(NamedNodeRef::into_owned));
        let done = change(&self.store()?.inner, &guarded)?;
        if self.store()?.of(ONTOLOGY).next().is_none() {
            self.replace(ONTOLOGY, ontology())?;
        }
        let graphs: Vec<NamedNode> = self.store()?.graphs()?;
        let own: BTreeSet<NamedNode> =
            graphs.into_iter().filter(|graph| !guarded.contains(graph)).collect();
        for graph in &own {
            self.changing(&Change::Touched(graph.as_ref()))?;
        }
        self.edited = own.into_iter().map(NamedNode::into_string).collect();
        agree()?;
        self.publish()?;
        Ok(done)
    }

    /// Publishes the new state. The one place where a state gets its record.
    fn publish(&mut self) -> Result<(), StoreError> {
        #[cfg(feature = "rocksdb")]
        if let Some(disk) = &mut self.disk
            && let (Some(store), Some(new)) = (self.store.take(), disk.new.take())
        {
            let record = Record { graphs: disk.sums.settle(&store.inner)?, ..Record::default() };
            store.inner.flush()?;
            // It must be closed before it is moved, because the database refers to its files by
            // path.
            drop(store);
            let mut beside = Beside {
                ontology: disk.ontology.clone(),
                manifest: self.manifest.clone(),
                edited: self.edited.clone(),
                changes: std::mem::take(&mut disk.changes),
                record,
                ..Beside::default()
            };
            disk.folder.publish(&new, &mut beside, &disk.record)?;
            disk.from = disk.folder.current()?;
            disk.record = beside.record;
            disk.changes = beside.changes;
            disk.kept.clear();
        }
        Ok(())
    }

    /// Returns the store built in memory, for reading.
    pub fn into_memory(mut self) -> Option<Store> {
        #[cfg(feature = "rocksdb")]
        if self.disk.is_some() {
            return None;
        }
        let manifest = Arc::new(std::mem::take(&mut self.manifest));
        self.store.take().map(|store| Store { manifest, ..store })
    }
}

impl Target for Writer {
    type Error = StoreError;

    fn manifest(&mut self) -> Result<Manifest, StoreError> {
        Ok(self.manifest.clone())
    }

    fn text(&mut self, sha256: &str) -> Result<Option<String>, StoreError> {
        self.store()?.text(sha256)
    }

    fn put(
        &mut self,
        graphs: &mut dyn Iterator<Item = (NamedNode, Vec<Quad>)>,
    ) -> Result<(), StoreError> {
        self.store()?;
        #[cfg(feature = "rocksdb")]
        if let (Some(store), Some(disk)) = (&self.store, &mut self.disk) {
            return load(store, &mut disk.sums, graphs);
        }
        // The bulk loader would hold the only transaction that a store in memory allows, so nothing
        // could be cleared meanwhile.
        let store = self.store()?;
        for (name, quads) in graphs {
            store.replace(name.as_ref(), &quads)?;
        }
        Ok(())
    }

    fn remove(&mut self, graphs: &BTreeSet<NamedNode>) -> Result<(), StoreError> {
        for graph in graphs {
            self.changing(&Change::Touched(graph.as_ref()))?.inner.remove_named_graph(graph)?;
        }
        Ok(())
    }

    fn retract(&mut self, things: &BTreeSet<u64>) -> Result<(), StoreError> {
        let store = self.changing(&Change::Touched(THINGS))?;
        let unsaid = store
            .of(THINGS)
            .filter(|quad| quad.as_ref().map_or(true, |quad| things.contains(&short_hash(quad))));
        let unsaid: Vec<Quad> = unsaid.collect::<Result<_, StorageError>>()?;
        let mut transaction = store.inner.start_transaction()?;
        unsaid.iter().for_each(|quad| transaction.remove(quad));
        Ok(transaction.commit()?)
    }

    fn finish(&mut self, catalogue: &[Quad], manifest: &Manifest) -> Result<(), StoreError> {
        self.replace(CATALOGUE, catalogue)?;
        self.manifest = manifest.clone();
        self.publish()
    }
}

#[cfg(feature = "rocksdb")]
impl Drop for Writer {
    /// Removes a state that was begun but not published.
    fn drop(&mut self) {
        self.store = None;
        if let Some(new) = self.disk.as_ref().and_then(|disk| disk.new.as_ref()) {
            // Whatever cannot be removed now is left to the next build.
            let _ = std::fs::remove_dir_all(new);
        }
    }
}

/// Replaces graphs by new contents, in bulk.
#[cfg(feature = "rocksdb")]
fn load(
    store: &Store,
    sums: &mut Sums,
    graphs: &mut dyn Iterator<Item = (NamedNode, Vec<Quad>)>,
) -> Result<(), StoreError> {
    sums.begin();
    let mut loader = store.inner.bulk_loader();
    let quads = graphs.flat_map(|(name, quads)| match store.clear(name.as_ref(), &quads) {
        Ok(()) => {
            sums.note(&Change::Put(name.as_ref(), &quads));
            quads.into_iter().map(Ok).collect()
        }
        Err(error) => vec![Err(error)],
    });
    loader.load_ok_quads::<StoreError, StoreError>(quads)?;
    Ok(loader.commit()?)
}

#[cfg(feature = "rocksdb")]
fn hash_of_ontology() -> String {
    let lines: Vec<String> = ontology().iter().map(ToString::to_string).collect();
    sha256(lines.join("\n"))
}
