//! Options that select the store to read: one on disk, or one built in memory from documents for
//! this run.

use std::path::PathBuf;

use clap::Args;
use tempfile::TempDir;
use zeren::store::{Store, Writer};

use super::build::{self, Building};
use super::corrections::CorrectionsArgs;
use super::inputs::{find, find_with_pictures};
use super::remote::RemoteArgs;
use super::{Failure, report};

/// The default store of `zeren build`.
pub(crate) const DEFAULT: &str = "./zeren-store";

#[derive(Args, Default)]
pub(crate) struct StoreArgs {
    /// Folder of the store
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT)]
    location: String,
    /// Read documents or folders into memory instead of opening a store; may be repeated
    #[arg(long, value_name = "PATH", conflicts_with = "location")]
    from: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) remote: RemoteArgs,
}

impl StoreArgs {
    /// Opens the store for reading; a remote one is copied into memory.
    pub(crate) fn open(&self) -> Result<Store, Failure> {
        if let Some(remote) = self.remote.open() {
            return Ok(remote.copy()?);
        }
        if self.from.is_empty() {
            return open(&self.location);
        }
        from(&self.from)
    }

    /// Returns the folder of a store on disk: the given one, or a temporary copy of a store that is
    /// read or remote, which is deleted with the returned guard.
    pub(crate) fn folder(&self) -> Result<(String, Option<TempDir>), Failure> {
        if self.from.is_empty() && self.remote.name().is_none() {
            return Ok((self.location.clone(), None));
        }
        let folder = tempfile::tempdir()?;
        let location = folder.path().to_string_lossy().into_owned();
        Writer::open(&location)?.copy_from(&self.open()?)?;
        Ok((location, Some(folder)))
    }
}

/// Opens a store on disk for reading. If damage is found while reading, the program exits, because
/// not every read can report it.
pub(crate) fn open(location: &str) -> Result<Store, Failure> {
    let store = Store::open_existing(location)?;
    #[cfg(feature = "rocksdb")]
    store.watch(|damaged| {
        Failure::from(damaged).warn();
        std::process::exit(2);
    });
    Ok(store)
}

/// Builds a store in memory from everything at `paths`. What cannot be read is reported and left
/// out; fails if nothing can be read.
pub(crate) fn from(paths: &[PathBuf]) -> Result<Store, Failure> {
    read(paths, &CorrectionsArgs::default(), false)
}

/// Like [`from`], with corrections given by option, and with recognition of the text of pictures if
/// `ocr`.
pub(crate) fn read(
    paths: &[PathBuf],
    corrections: &CorrectionsArgs,
    ocr: bool,
) -> Result<Store, Failure> {
    let found = if ocr { find_with_pictures(paths, ocr) } else { find(paths) };
    if found.iter().all(Result::is_err) {
        return Err(build::give_up(found, false));
    }
    let book = corrections.book(paths, found.iter().flatten())?;
    let mut writer = Writer::memory()?;
    let building = Building::new(paths, &found, book, false).recognising(ocr);
    let told = building.run(&mut writer, found, false, false)?;
    report::left_out(&told);
    Ok(writer.into_memory().expect("it is in memory"))
}
