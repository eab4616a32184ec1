//! The one who changes a store: what it does is seen by nobody until it has ended.

use std::collections::BTreeSet;
#[cfg(feature = "rocksdb")]
use std::fs::File;
#[cfg(feature = "rocksdb")]
use std::path::PathBuf;
use std::sync::Arc;

use oxigraph::model::{NamedNode, NamedNodeRef, Quad};
use oxigraph::store::StorageError;

#[cfg(feature = "rocksdb")]
use super::folder::{Beside, Folder};
use super::{MEMORY, Store, StoreError};
#[cfg(feature = "rocksdb")]
use crate::digest::sha256;
use crate::graph::{CATALOGUE, THINGS};
#[cfg(feature = "rocksdb")]
use crate::graph::{ONTOLOGY, ontology};
use crate::sources::{Manifest, Target, short_hash};

/// A store that is being changed.
pub struct Writer {
    /// What is written to, from the first change on.
    store: Option<Store>,
    manifest: Manifest,
    #[cfg(feature = "rocksdb")]
    disk: Option<Disk>,
}

#[cfg(feature = "rocksdb")]
struct Disk {
    folder: Folder,
    /// The state that is begun with.
    from: Option<String>,
    /// The state that is being made.
    new: Option<PathBuf>,
    ontology: String,
    _lock: File,
}

impl Writer {
    /// Opens the store at `location` ([`MEMORY`] or a folder, which is made when it is missing). No other process can write to it until this is dropped;
    /// reading goes on.
    pub fn open(location: &str) -> Result<Self, StoreError> {
        if location == MEMORY {
            return Self::memory();
        }
        Self::on_disk(location)
    }

    /// Opens a store on disk that is there.
    pub fn existing(location: &str) -> Result<Self, StoreError> {
        match super::is_store(std::path::Path::new(location)) {
            true => Self::on_disk(location),
            false => Err(StoreError::Missing(location.to_owned())),
        }
    }

    /// A new store in memory.
    pub fn memory() -> Result<Self, StoreError> {
        Ok(Self {
            store: Some(Store::memory()?),
            manifest: Manifest::default(),
            #[cfg(feature = "rocksdb")]
            disk: None,
        })
    }

    #[cfg(feature = "rocksdb")]
    fn on_disk(location: &str) -> Result<Self, StoreError> {
        let (folder, lock) = Folder::writable(location)?;
        let from = folder.current()?;
        let Beside { ontology, manifest } =
            from.as_ref().map(|from| folder.beside(from)).transpose()?.unwrap_or_default();
        let disk = Disk { folder, from, new: None, ontology, _lock: lock };
        Ok(Self { store: None, manifest, disk: Some(disk) })
    }

    #[cfg(not(feature = "rocksdb"))]
    fn on_disk(location: &str) -> Result<Self, StoreError> {
        Err(StoreError::MemoryOnly(location.to_owned()))
    }

    /// The store as it is so far. On disk the first call begins the new state.
    fn store(&mut self) -> Result<&Store, StoreError> {
        #[cfg(feature = "rocksdb")]
        if let (None, Some(disk)) = (&self.store, &mut self.disk) {
            let new = disk.folder.begin(disk.from.as_deref())?;
            let inner = oxigraph::store::Store::open(new.join("db"))?;
            disk.new = Some(new);
            let store = Store { inner, manifest: Arc::default(), state: None, _in_use: None, revision: Arc::default() };
            let is = hash_of_ontology();
            if disk.ontology != is {
                store.replace(ONTOLOGY, ontology())?;
                disk.ontology = is;
            }
            self.store = Some(store);
        }
        Ok(self.store.as_ref().expect("memory has one from the beginning"))
    }

    /// Puts `quads` in place of all that `graph` holds, a graph that no document speaks in, and lets the new state hold.
    pub fn keep(&mut self, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<(), StoreError> {
        self.store()?.replace(graph, quads)?;
        self.publish()
    }

    /// Lets the state hold that was made.
    fn publish(&mut self) -> Result<(), StoreError> {
        #[cfg(feature = "rocksdb")]
        if let Some(disk) = &mut self.disk
            && let (Some(store), Some(new)) = (self.store.take(), disk.new.take())
        {
            store.inner.flush()?;
            // Closed before it is moved: the database knows its files by their paths.
            drop(store);
            let beside = Beside { ontology: disk.ontology.clone(), manifest: self.manifest.clone() };
            disk.folder.publish(&new, &beside)?;
            disk.from = disk.folder.current()?;
        }
        Ok(())
    }

    /// What was built in memory, to be read.
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

    fn put(&mut self, graphs: &mut dyn Iterator<Item = (NamedNode, Vec<Quad>)>) -> Result<(), StoreError> {
        #[cfg(feature = "rocksdb")]
        let is_on_disk = self.disk.is_some();
        #[cfg(not(feature = "rocksdb"))]
        let is_on_disk = false;
        let store = self.store()?;
        if !is_on_disk {
            // A loader in memory holds the one transaction that there can be, so that nothing could be cleared meanwhile.
            for (name, quads) in graphs {
                store.replace(name.as_ref(), &quads)?;
            }
            return Ok(());
        }
        let mut loader = store.inner.bulk_loader();
        let quads = graphs.flat_map(|(name, quads)| match store.clear(name.as_ref(), &quads) {
            Ok(()) => quads.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        });
        loader.load_ok_quads::<StoreError, StoreError>(quads)?;
        Ok(loader.commit()?)
    }

    fn remove(&mut self, graphs: &BTreeSet<NamedNode>) -> Result<(), StoreError> {
        for graph in graphs {
            self.store()?.inner.remove_named_graph(graph)?;
        }
        Ok(())
    }

    fn retract(&mut self, things: &BTreeSet<u64>) -> Result<(), StoreError> {
        let store = self.store()?;
        let unsaid =
            store.of(THINGS).filter(|quad| quad.as_ref().map_or(true, |quad| things.contains(&short_hash(quad))));
        let unsaid: Vec<Quad> = unsaid.collect::<Result<_, StorageError>>()?;
        let mut transaction = store.inner.start_transaction()?;
        unsaid.iter().for_each(|quad| transaction.remove(quad));
        Ok(transaction.commit()?)
    }

    fn finish(&mut self, catalogue: &[Quad], manifest: &Manifest) -> Result<(), StoreError> {
        self.store()?.replace(CATALOGUE, catalogue)?;
        self.manifest = manifest.clone();
        self.publish()
    }
}

#[cfg(feature = "rocksdb")]
impl Drop for Writer {
    /// Takes away a state that was begun and not ended.
    fn drop(&mut self) {
        self.store = None;
        if let Some(new) = self.disk.as_ref().and_then(|disk| disk.new.as_ref()) {
            // What cannot be removed now the next build removes.
            let _ = std::fs::remove_dir_all(new);
        }
    }
}

#[cfg(feature = "rocksdb")]
fn hash_of_ontology() -> String {
    let lines: Vec<String> = ontology().iter().map(ToString::to_string).collect();
    sha256(lines.join("\n"))
}
