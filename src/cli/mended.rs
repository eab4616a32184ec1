//! Rebuilds a damaged store, and reports what is lost.

#[cfg(feature = "rocksdb")]
use zeren::message;
use zeren::sources::Manifest;
#[cfg(feature = "rocksdb")]
use zeren::store::StoreError;
use zeren::store::Writer;

use super::Failure;
#[cfg(feature = "rocksdb")]
use super::output;

/// What the damaged store contained; `None` if the store was intact.
#[derive(Default)]
pub(super) struct Mended(#[cfg(feature = "rocksdb")] Option<zeren::store::Lost>);

impl Mended {
    /// Opens the store for writing; if all documents are read `again`, a damaged store is
    /// recreated.
    pub(super) fn open(location: &str, again: bool) -> Result<(Writer, Self), Failure> {
        match Writer::open(location) {
            #[cfg(feature = "rocksdb")]
            Err(error @ StoreError::Damaged { .. }) if again => {
                output::note(message!("warning", text = error.message()));
                let (writer, lost) = Writer::anew(location)?;
                Ok((writer, Self(Some(lost))))
            }
            opened => {
                #[cfg(not(feature = "rocksdb"))]
                let _ = again;
                Ok((opened?, Self::default()))
            }
        }
    }

    /// Reports what the new store lacks; `now` lists its sources.
    #[cfg(feature = "rocksdb")]
    pub(super) fn tell(self, now: &Manifest) {
        let Some(lost) = self.0 else { return };
        let warn = |text| output::note(message!("warning", text = text));
        if lost.is_unknown {
            warn(message!("mended-unknown"));
        }
        let names = lost
            .sources
            .iter()
            .filter(|(key, _)| !now.entries.contains_key(*key))
            .map(|(_, name)| name);
        names.for_each(|name| warn(message!("mended-source", name = name)));
        lost.graphs.iter().for_each(|graph| warn(message!("mended-graph", graph = graph)));
    }

    /// A store in memory cannot be damaged.
    #[cfg(not(feature = "rocksdb"))]
    pub(super) fn tell(self, _: &Manifest) {}
}
