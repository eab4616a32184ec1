//! The current state of the store, from which every request is answered.

use std::sync::{Arc, Mutex, PoisonError};

use super::problem::Problem;
use crate::store::{Store, StoreError, state_stamp};

/// A state of the store, open for reading. It does not change while builds and writes go on.
pub(super) struct Snapshot {
    /// Identifies the state among those of this store.
    pub(super) name: String,
    /// A fingerprint of its contents, for entity tags.
    pub(super) print: String,
    pub(super) store: Store,
}

/// Knows which state is current, and keeps the last one opened.
///
/// A one-line file names the current state; whoever writes a new state replaces it atomically.
/// Reading that file on every request takes some microseconds; opening a state takes some
/// milliseconds, once a build. So a request sees everything built before it, and the service need
/// not be notified.
pub(super) struct Current {
    location: String,
    opened: Mutex<Option<Arc<Snapshot>>>,
    /// Held while opening a new state, so that others wait for it rather than open it too.
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

    /// Returns the folder of the store.
    pub(super) fn location(&self) -> &str {
        &self.location
    }

    /// Returns the current state. If it cannot be opened, the error is returned, and the next
    /// request tries again.
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

    /// Like [`Current::get`], for a thread that may block.
    pub(super) fn now(&self) -> Result<Arc<Snapshot>, StoreError> {
        self.fresh().map_or_else(|| self.reopen(state_stamp(&self.location)), Ok)
    }

    fn fresh(&self) -> Option<Arc<Snapshot>> {
        let name = state_stamp(&self.location);
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.as_ref().filter(|snapshot| snapshot.name == name).map(Arc::clone)
    }

    /// Opens the state; `name` was read before, so if the state is newer than its name, the next
    /// request opens it again.
    fn reopen(&self, name: String) -> Result<Arc<Snapshot>, StoreError> {
        let store = Store::open_existing(&self.location)?;
        let print = store.fingerprint().unwrap_or(&name).to_owned();
        let snapshot = Arc::new(Snapshot { name, print, store });
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }
}
