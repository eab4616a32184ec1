//! The state of the store that is answered from: always the one that holds now.

use std::sync::{Arc, Mutex, PoisonError};

use super::problem::Problem;
use crate::store::{Store, StoreError, state_stamp};

/// A state of the store, open for reading. What is asked of it stays the same while builds and
/// writes go on.
pub(super) struct Snapshot {
    /// Tells it from every other state of this store.
    pub(super) name: String,
    /// Tells what it holds from all else, for entity tags.
    pub(super) print: String,
    pub(super) store: Store,
}

/// Which state holds, and the last one that was opened.
///
/// A file of one line says which state holds, and is replaced at once by who makes a new one. To
/// look at it for every request takes some microseconds; to open a state, some milliseconds, once a
/// build. So a request sees all that was built before it, and no service needs to be told.
pub(super) struct Current {
    location: String,
    opened: Mutex<Option<Arc<Snapshot>>>,
    /// Held by the one who opens a new state, so that others wait for it and do not open it too.
    opening: tokio::sync::Mutex<()>,
}

impl Current {
    /// Opens the store at `location`.
    pub(super) fn open(location: String) -> Result<Self, StoreError> {
        let current =
            Self { location, opened: Mutex::default(), opening: tokio::sync::Mutex::default() };
        let name = state_stamp(&current.location);
        current.reopen(name)?;
        Ok(current)
    }

    /// The folder of the store.
    pub(super) fn location(&self) -> &str {
        &self.location
    }

    /// The state that holds. Where it cannot be opened, which is told, the next request tries
    /// again.
    pub(super) async fn get(self: &Arc<Self>) -> Result<Arc<Snapshot>, Problem> {
        if let Some(snapshot) = self.fresh() {
            return Ok(snapshot);
        }
        let _only = self.opening.lock().await;
        if let Some(snapshot) = self.fresh() {
            return Ok(snapshot);
        }
        let this = Arc::clone(self);
        let opened = tokio::task::spawn_blocking(move || this.now());
        Ok(opened.await.map_err(Problem::internal)??)
    }

    /// The same for a thread that may wait.
    pub(super) fn now(&self) -> Result<Arc<Snapshot>, StoreError> {
        self.fresh().map_or_else(|| self.reopen(state_stamp(&self.location)), Ok)
    }

    fn fresh(&self) -> Option<Arc<Snapshot>> {
        let name = state_stamp(&self.location);
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.as_ref().filter(|snapshot| snapshot.name == name).map(Arc::clone)
    }

    /// Reads the name before the state, so that a state that is newer than its name is opened once
    /// more rather than believed.
    fn reopen(&self, name: String) -> Result<Arc<Snapshot>, StoreError> {
        let store = Store::open_existing(&self.location)?;
        let print = store.fingerprint().unwrap_or(&name).to_owned();
        let snapshot = Arc::new(Snapshot { name, print, store });
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }
}
