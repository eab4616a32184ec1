//! A store as a folder: the states, which of them holds, and who may do what at a time.
//!
//! ```text
//! FORMAT               the version of this layout
//! lock                 held by the one process that writes
//! state                the name of the state that holds: 000012
//! states/000012/       db, manifest.json, and lock, which is held by those who read; what searches made of it
//! states/000013.new/   what a build is making; rubbish if no build runs
//! ```

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use oxigraph::store::Store as Database;
use serde::{Deserialize, Serialize};

use super::{FORMAT, FORMAT_FILE, STATE_FILE, StoreError, is_store};
use crate::message;
use crate::message::Message;
use crate::sources::Manifest;

/// Tries to open a state that a build may replace at that moment.
const TRIES: usize = 20;

/// A folder that is a store.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    location: String,
    root: PathBuf,
}

/// A state that was opened for reading.
pub(super) struct Opened {
    pub(super) inner: Database,
    pub(super) beside: Beside,
    pub(super) folder: PathBuf,
    pub(super) in_use: File,
}

/// What stands beside the graphs of a state.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Beside {
    /// The SHA-256 of the ontology that the state holds.
    pub(super) ontology: String,
    pub(super) manifest: Manifest,
    /// The graphs that no document is behind: people put them here.
    #[serde(default)]
    pub(super) edited: BTreeSet<String>,
}

impl Folder {
    /// A store that is there.
    pub(super) fn existing(location: &str) -> Result<Self, StoreError> {
        let folder = Self { location: location.to_owned(), root: PathBuf::from(location) };
        if !is_store(&folder.root) {
            return Err(StoreError::Missing(location.to_owned()));
        }
        folder.check()?;
        Ok(folder)
    }

    /// A store to be written to, which is made when the folder is missing or empty; with the lock that keeps others out.
    pub(super) fn writable(location: &str) -> Result<(Self, File), StoreError> {
        let folder = Self { location: location.to_owned(), root: PathBuf::from(location) };
        if folder.is_foreign()? {
            return Err(StoreError::Foreign(location.to_owned()));
        }
        if is_store(&folder.root) {
            folder.check()?;
        }
        fs::create_dir_all(folder.root.join("states"))?;
        let lock = File::options().create(true).truncate(false).write(true).open(folder.root.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(StoreError::Locked(location.to_owned())),
            Err(fs::TryLockError::Error(error)) => return Err(error.into()),
        }
        if !is_store(&folder.root) {
            replace(&folder.root.join(FORMAT_FILE), FORMAT.as_bytes())?;
        }
        folder.tidy();
        Ok((folder, lock))
    }

    /// Whether the folder holds what no store holds. A build that was killed at once may have left anything that one begins with.
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
            if !(name == "states" || name == "lock" || name.as_encoded_bytes().starts_with(b".tmp")) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Refuses another layout.
    fn check(&self) -> Result<(), StoreError> {
        let found = match text(&self.root.join(FORMAT_FILE)) {
            Ok(found) => found.trim().to_owned(),
            // The first layout had its format within the database.
            Err(error) if error.kind() == io::ErrorKind::NotFound => "1".to_owned(),
            Err(error) => return Err(error.into()),
        };
        if found == FORMAT { Ok(()) } else { Err(StoreError::Format { location: self.location.clone(), found }) }
    }

    /// The name of the state that holds; none before the first build has ended.
    pub(super) fn current(&self) -> Result<Option<String>, StoreError> {
        let name = match text(&self.root.join(STATE_FILE)) {
            Ok(name) => name.trim().to_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if name.is_empty() || !self.state(&name).join("db").is_dir() {
            return Err(self.damaged(message!("store-no-state", name = name)));
        }
        Ok(Some(name))
    }

    fn damaged(&self, what: Message) -> StoreError {
        StoreError::Damaged { location: self.location.clone(), what }
    }

    fn state(&self, name: &str) -> PathBuf {
        self.root.join("states").join(name)
    }

    /// Opens the state that holds, and keeps it from being removed.
    pub(super) fn open(&self) -> Result<Opened, StoreError> {
        for _ in 0..TRIES {
            let Some(name) = self.current_or_moved()? else { continue };
            let state = self.state(&name);
            let Ok(in_use) = open(&state.join("lock")) else { continue };
            in_use.lock_shared()?;
            // It may have been removed between the look and the lock.
            if state.join("db").is_dir() {
                let beside = self.beside(&name)?;
                let inner = Database::open_read_only(state.join("db"))?;
                remove_logs(&state.join("db"), "LOG.old.");
                return Ok(Opened { inner, beside, folder: state, in_use });
            }
        }
        Err(StoreError::Locked(self.location.clone()))
    }

    /// As [`current`](Self::current), where a state that is missing may just have been replaced.
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

    /// What stands beside the graphs of a state.
    pub(super) fn beside(&self, name: &str) -> Result<Beside, StoreError> {
        let file = open(&self.state(name).join("manifest.json"))?;
        serde_json::from_reader(BufReader::new(file))
            .map_err(|error| self.damaged(message!("store-manifest", error = error.to_string())))
    }

    /// Begins the state after `from`: a folder with the database of it, of links to its files.
    pub(super) fn begin(&self, from: Option<&str>) -> Result<PathBuf, StoreError> {
        let n = from.and_then(|name| name.parse::<u64>().ok()).unwrap_or_default() + 1;
        let new = self.state(&format!("{n:06}.new"));
        let database = new.join("db");
        fs::create_dir_all(&database)?;
        let old = from.map(|name| self.state(name).join("db"));
        for entry in old.iter().flat_map(fs::read_dir).flatten() {
            let entry = entry?;
            let name = entry.file_name();
            let bytes = name.as_encoded_bytes();
            if bytes.starts_with(b"LOG") || bytes == b"LOCK" {
                continue;
            }
            let to = database.join(&name);
            // Tables never change; what the database appends to must not be shared.
            if !(bytes.ends_with(b".sst") && fs::hard_link(entry.path(), &to).is_ok()) {
                fs::copy(entry.path(), &to)?;
            }
        }
        Ok(new)
    }

    /// Makes a state that was begun the one that holds, once its database is closed.
    pub(super) fn publish(&self, new: &Path, beside: &Beside) -> Result<(), StoreError> {
        let database = new.join("db");
        remove_logs(&database, "LOG");
        remove_logs(&database, "bulk-");
        let mut manifest = BufWriter::new(File::create(new.join("manifest.json"))?);
        serde_json::to_writer(&mut manifest, beside).map_err(io::Error::from)?;
        manifest.flush()?;
        manifest.get_ref().sync_all()?;
        File::create(new.join("lock"))?.sync_all()?;
        sync(&database)?;
        sync(new)?;
        let stem = new.file_stem().unwrap_or_default();
        let state = new.with_file_name(stem);
        if state.exists() {
            fs::remove_dir_all(&state)?;
        }
        fs::rename(new, &state)?;
        sync(&self.root.join("states"))?;
        replace(&self.root.join(STATE_FILE), stem.as_encoded_bytes())?;
        self.tidy();
        Ok(())
    }

    /// Removes what no state needs: what a killed build left, and states that do not hold and that nobody reads.
    pub(super) fn tidy(&self) {
        let Ok(current) = self.current() else { return };
        for entry in self.root.join("states").read_dir().into_iter().flatten().flatten() {
            let path = entry.path();
            if current.as_deref().is_some_and(|current| entry.file_name() == current) {
                continue;
            }
            let is_new = path.extension().is_some();
            let lock = open(&path.join("lock")).ok();
            if is_new || lock.is_none_or(|lock| lock.try_lock().is_ok()) {
                // What cannot be removed now is tried again by the next build.
                let _ = fs::remove_dir_all(&path);
            }
        }
        remove_logs(&self.root, ".tmp");
    }
}

#[expect(clippy::disallowed_methods, reason = "files of the store itself, no documents")]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[expect(clippy::disallowed_methods, reason = "files of the store itself, no documents")]
fn text(path: &Path) -> io::Result<String> {
    fs::read_to_string(path)
}

/// Puts `bytes` in place of what a file holds, at once.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync(folder)
}

/// Waits until the names in a folder are on disk, where the system can.
fn sync(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) { Ok(open(folder)?.sync_all()?) } else { Ok(()) }
}

/// Removes the files of a folder whose names begin so.
fn remove_logs(folder: &Path, start: &str) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(start.as_bytes()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
