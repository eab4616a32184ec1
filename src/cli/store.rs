//! Which store a command reads: one on disk, or one made in memory from documents for this run
//! alone.

use std::path::PathBuf;

use clap::Args;
use tempfile::TempDir;
use zeren::store::{Store, Writer};

use super::build::{self, Building};
use super::corrections::CorrectionsArgs;
use super::inputs::{find, find_with_pictures};
use super::remote::RemoteArgs;
use super::{Failure, report};

/// The store that `zeren build` makes where none is named.
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
    /// Opens the store for reading; of a remote one a copy in memory.
    pub(crate) fn open(&self) -> Result<Store, Failure> {
        if let Some(remote) = self.remote.open() {
            return Ok(remote.copy()?);
        }
        if self.from.is_empty() {
            return open(&self.location);
        }
        from(&self.from)
    }

    /// The folder of a store on disk: the one that is named, or one of its own for what is read or
    /// copied, which goes with what is given beside.
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

/// Opens a store on disk for reading. The program ends where it is found to be damaged while it is
/// read, for what reads may not.
pub(crate) fn open(location: &str) -> Result<Store, Failure> {
    let store = Store::open_existing(location)?;
    #[cfg(feature = "rocksdb")]
    store.watch(|damaged| {
        Failure::from(damaged).warn();
        std::process::exit(2);
    });
    Ok(store)
}

/// A store in memory of all that is at `paths`. What cannot be read is told, and the rest is
/// answered from; with nothing to read it fails.
pub(crate) fn from(paths: &[PathBuf]) -> Result<Store, Failure> {
    read(paths, &CorrectionsArgs::default(), false)
}

/// The same with corrections that were named, and with the text of pictures where that is asked
/// for.
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
