//! A store as a folder: its states, which of them is current, and locking.
//!
//! ```text
//! FORMAT               the version of this layout
//! lock                 held by the one process that writes
//! state                the name of the state that holds: 000012
//! states/000012/       db; manifest.json and manifest.sha256, which say what it holds; lock, which
//!                      is held by those who read; verified, which says when all was whole; what
//!                      searches made of it
//! states/000013.new/   what a build is making; rubbish if no build runs
//! ```

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use oxigraph::store::Store as Database;

use super::beside::{Beside, DIGEST};
use super::disk::{open, remove_files, replace, text};
use super::fault::Finding;
use super::record::named_graphs;
use super::verify::{self, DATABASE};
use super::{FORMAT, FORMAT_FILE, OLD_FORMAT, StoreError, is_store};
use crate::message;
use crate::message::Message;

/// The folder of states.
pub(super) const STATES: &str = "states";
/// The file that names the current state.
pub(super) const STATE: &str = "state";
/// The file locked by writers of a store, and by readers of a state.
pub(super) const LOCK: &str = "lock";
/// How long to wait for a lock that is being released: a child process inherits open files until it
/// executes its program.
const MOMENT: Duration = Duration::from_millis(100);
/// How many times to try to open a state that a build may be replacing.
const TRIES: usize = 20;

/// A folder that contains a store.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    location: String,
    root: PathBuf,
}

/// A state opened for reading.
pub(super) struct Opened {
    pub(super) inner: Database,
    pub(super) beside: Beside,
    /// The SHA-256 of its manifest, which identifies its contents.
    pub(super) digest: String,
    pub(super) folder: PathBuf,
    pub(super) in_use: File,
    /// Whether tables were not verified because they had been recently.
    pub(super) is_believed: bool,
}

impl Folder {
    /// Opens an existing store.
    pub(super) fn existing(location: &str) -> Result<Self, StoreError> {
        let folder = Self { location: location.to_owned(), root: PathBuf::from(location) };
        if !is_store(&folder.root) {
            return Err(StoreError::Missing(location.to_owned()));
        }
        folder.check()?;
        Ok(folder)
    }

    /// Opens a store for writing, creating it if the folder is missing or empty; also returns the
    /// lock that keeps other writers out.
    pub(super) fn writable(location: &str) -> Result<(Self, File), StoreError> {
        let folder = Self { location: location.to_owned(), root: PathBuf::from(location) };
        if folder.is_foreign()? {
            return Err(StoreError::Foreign(location.to_owned()));
        }
        if is_store(&folder.root) {
            folder.check()?;
        }
        let lock = folder.lock()?;
        if !is_store(&folder.root) {
            replace(&folder.root.join(FORMAT_FILE), FORMAT.as_bytes())?;
        }
        if let Ok(Some(name)) = folder.current() {
            folder.complete(&name)?;
        }
        folder.tidy();
        Ok((folder, lock))
    }

    /// Opens a store, damaged or not, to be rebuilt; also returns the lock that keeps other writers
    /// out. Its contents stay until a new state is current.
    pub(super) fn replaced(location: &str) -> Result<(Self, File), StoreError> {
        let folder = Self { location: location.to_owned(), root: PathBuf::from(location) };
        if folder.is_foreign()? {
            return Err(StoreError::Foreign(location.to_owned()));
        }
        let lock = folder.lock()?;
        Ok((folder, lock))
    }

    fn lock(&self) -> Result<File, StoreError> {
        fs::create_dir_all(self.root.join(STATES))?;
        let lock =
            File::options().create(true).truncate(false).write(true).open(self.root.join(LOCK))?;
        let until = Instant::now() + MOMENT;
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(lock),
                Err(fs::TryLockError::WouldBlock) if Instant::now() < until => {
                    thread::sleep(MOMENT / 20);
                }
                Err(fs::TryLockError::WouldBlock) => {
                    return Err(StoreError::Locked(self.location.clone()));
                }
                Err(fs::TryLockError::Error(error)) => return Err(error.into()),
            }
        }
    }

    /// Whether the folder contains what no store does. A build killed early may have left any part
    /// of a new store.
    fn is_foreign(&self) -> Result<bool, StoreError> {
        if is_store(&self.root) {
            return Ok(false);
        }
        let entries = match self.root.read_dir() {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(_) if self.root.is_file() => return Ok(true),
            Err(error) => return Err(error.into()),
        };
        for entry in entries {
            let name = entry?.file_name();
            if !(name == STATES || name == LOCK || name.as_encoded_bytes().starts_with(b".tmp")) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Fails on another layout.
    fn check(&self) -> Result<(), StoreError> {
        let found = match text(&self.root.join(FORMAT_FILE)) {
            Ok(found) => found.trim().to_owned(),
            Err(error)
                if error.kind() == io::ErrorKind::NotFound && self.root.join(STATES).is_dir() =>
            {
                return Err(self.damaged(message!("store-no-file", file = FORMAT_FILE)));
            }
            // The first layout had its version inside the database.
            Err(error) if error.kind() == io::ErrorKind::NotFound => "1".to_owned(),
            Err(error) => return Err(error.into()),
        };
        let is_recorded = || {
            let state = self.current().ok().flatten().map(|name| self.state(&name));
            state
                .and_then(|state| Beside::read(&state).ok())
                .is_some_and(|(beside, _)| beside.format == FORMAT)
        };
        match found.as_str() {
            FORMAT | OLD_FORMAT => Ok(()),
            _ if is_recorded() => Err(self.damaged(message!(
                "store-part",
                part = FORMAT_FILE,
                what = message!("fault-changed")
            ))),
            _ => Err(self.of_format(found)),
        }
    }

    fn of_format(&self, found: String) -> StoreError {
        StoreError::Format { location: self.location.clone(), found }
    }

    /// Whether it has the layout without records.
    fn is_old(&self) -> bool {
        text(&self.root.join(FORMAT_FILE)).is_ok_and(|found| found.trim() == OLD_FORMAT)
    }

    /// Returns the name of the current state; `None` before the first build has finished.
    pub(super) fn current(&self) -> Result<Option<String>, StoreError> {
        let name = match text(&self.root.join(STATE)) {
            Ok(name) => name.trim().to_owned(),
            // The newest state is complete: a folder is renamed only when everything is in it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(self.states().pop_last());
            }
            Err(error) => return Err(error.into()),
        };
        if name.is_empty() || !self.state(&name).is_dir() {
            return Err(self.damaged(message!("store-no-state", name = name)));
        }
        Ok(Some(name))
    }

    /// Returns the existing states, current or not.
    pub(super) fn states(&self) -> BTreeSet<String> {
        let entries = self.root.join(STATES).read_dir().into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.filter(|name| name.parse::<u64>().is_ok()).collect()
    }

    pub(super) fn damaged(&self, what: Message) -> StoreError {
        StoreError::Damaged { location: self.location.clone(), what }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn state(&self, name: &str) -> PathBuf {
        self.root.join(STATES).join(name)
    }

    /// Opens the current state after verifying it, and keeps it from being removed.
    pub(super) fn open(&self) -> Result<Opened, StoreError> {
        let (folder, in_use) = self.hold()?;
        let (beside, digest, is_believed) = self.load(&folder)?;
        let inner = Database::open_read_only(folder.join(DATABASE))?;
        remove_files(&folder.join(DATABASE), "LOG.old.");
        let names: BTreeSet<String> =
            named_graphs(&inner)?.into_iter().map(|name| name.into_string()).collect();
        if !names.iter().eq(beside.record.graphs.keys()) {
            let (is, was) = (names.len(), beside.record.graphs.len());
            return Err(self.damaged(message!("store-graphs", is = is, was = was)));
        }
        Ok(Opened { inner, beside, digest, folder, in_use, is_believed })
    }

    /// Returns the folder of the current state, which is not removed as long as the file is open.
    pub(super) fn hold(&self) -> Result<(PathBuf, File), StoreError> {
        let mut missing = None;
        for _ in 0..TRIES {
            let Some(name) = self.current_or_moved()? else { continue };
            let state = self.state(&name);
            let in_use = match open(&state.join(LOCK)) {
                Ok(in_use) => in_use,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    missing = Some(LOCK);
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            in_use.lock_shared()?;
            // It may have been removed before it was locked.
            if state.join(DATABASE).is_dir() {
                return Ok((state, in_use));
            }
            missing = Some(DATABASE);
        }
        Err(match missing {
            Some(file) => self.damaged(message!("store-no-file", file = file)),
            None => StoreError::Locked(self.location.clone()),
        })
    }

    /// Returns the data beside the graphs of a state, and the digest that identifies it.
    pub(super) fn recorded(&self, state: &Path) -> Result<(Beside, String), StoreError> {
        if self.is_old() && !state.join(DIGEST).exists() {
            return Err(self.of_format(OLD_FORMAT.to_owned()));
        }
        Beside::read(state).map_err(|what| self.damaged(what))
    }

    /// Like [`recorded`](Self::recorded), after verifying the files; also returns whether the
    /// tables were trusted without verification.
    fn load(&self, state: &Path) -> Result<(Beside, String, bool), StoreError> {
        let (beside, digest) = self.recorded(state)?;
        let looked = verify::opening(state, &beside.record)?;
        match looked.found.as_slice() {
            [] => Ok((beside, digest, looked.is_believed)),
            found => Err(self.damaged(told(found))),
        }
    }

    /// Like [`load`](Self::load), for a writer, who may upgrade a state of the older layout.
    pub(super) fn beside(&self, name: &str) -> Result<Beside, StoreError> {
        let state = self.state(name);
        match self.load(&state) {
            Err(StoreError::Format { .. }) => {
                Beside::unrecorded(&state).map_err(|what| self.damaged(what))
            }
            loaded => Ok(loaded?.0),
        }
    }

    /// Like [`current`](Self::current), retrying once, as a missing state may just have been
    /// replaced.
    fn current_or_moved(&self) -> Result<Option<String>, StoreError> {
        match self.current() {
            Ok(Some(name)) => Ok(Some(name)),
            Ok(None) => Err(StoreError::Missing(self.location.clone())),
            Err(StoreError::Damaged { location, what }) => {
                std::thread::sleep(std::time::Duration::from_millis(10));
                match self.current() {
                    Ok(now) => Ok(now),
                    Err(_) => Err(StoreError::Damaged { location, what }),
                }
            }
            Err(error) => Err(error),
        }
    }
}

/// Returns a message with the first problem, and how many more there are.
pub(super) fn told(found: &[Finding]) -> Message {
    let part = |one: &Finding| message!("store-part", part = &one.part, what = one.fault.message());
    match found {
        [] => message!("check-store-ok"),
        [one] => part(one),
        [first, more @ ..] => message!("store-parts", first = part(first), more = more.len()),
    }
}

/// Keeps a state from being removed for as long as the file is open.
pub(super) fn held(state: &Path) -> io::Result<File> {
    let in_use = open(&state.join(LOCK))?;
    in_use.lock_shared()?;
    Ok(in_use)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_being_let_go_is_waited_for_and_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let location = folder.path().join("store").to_string_lossy().into_owned();
        let (_, lock) = Folder::replaced(&location).expect("nobody else writes");
        let goes = thread::spawn(move || {
            thread::sleep(MOMENT / 4);
            drop(lock);
        });
        let held = Folder::replaced(&location).expect("it was waited for");
        goes.join().expect("it ends");
        assert!(matches!(Folder::replaced(&location), Err(StoreError::Locked(_))));
        drop(held);
    }
}
