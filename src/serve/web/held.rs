//! Caches what is computed from one state of the store and needed again and again.

use std::sync::{Arc, Mutex, PoisonError};

use super::catalog::Counts;
use crate::search::Index;

/// A cached value, of the state requested last.
pub(super) struct Kept<T>(Mutex<Option<(String, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Kept<T> {
    /// Returns the value for a state; others wait while it is computed.
    pub(super) fn of<E>(
        &self,
        state: &str,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        // A page that panicked while computing has stored nothing.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, value)) = kept.as_ref().filter(|(of, _)| of == state) {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(make()?);
        *kept = Some((state.to_owned(), Arc::clone(&value)));
        Ok(value)
    }
}

/// Everything that is cached.
#[derive(Default)]
pub(super) struct Held {
    /// The full-text index.
    pub(super) index: Kept<Index>,
    /// Statistics of the store.
    pub(super) counts: Kept<Counts>,
}
