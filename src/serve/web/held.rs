//! What is made of one state of the store and asked for again and again.

use std::sync::{Arc, Mutex, PoisonError};

use super::catalog::Counts;
use crate::search::Index;

/// One value, of the state that was asked for last.
pub(super) struct Kept<T>(Mutex<Option<(String, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Kept<T> {
    /// The value of a state; others wait while it is made.
    pub(super) fn of<E>(
        &self,
        state: &str,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        // A page that panicked while it made one has put nothing here.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, value)) = kept.as_ref().filter(|(of, _)| of == state) {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(make()?);
        *kept = Some((state.to_owned(), Arc::clone(&value)));
        Ok(value)
    }
}

/// All that is kept.
#[derive(Default)]
pub(super) struct Held {
    /// The index of words.
    pub(super) index: Kept<Index>,
    /// How much there is of what.
    pub(super) counts: Kept<Counts>,
}
