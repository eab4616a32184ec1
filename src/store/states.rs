//! Switches from one state to the next.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::beside::Beside;
use super::disk::{open, remove_files, replace, sync, text};
use super::folder::{Folder, LOCK, STATE, STATES};
use super::record::Record;
use super::verify::{self, DATABASE};
use super::{FORMAT, FORMAT_FILE, StoreError};

impl Folder {
    /// Recreates files beside a state that hold no data and are missing: its lock, and the file
    /// that names it as current.
    pub(super) fn complete(&self, name: &str) -> Result<(), StoreError> {
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.state(name).join(LOCK))?;
        if self.root().join(STATE).exists() {
            Ok(())
        } else {
            replace(&self.root().join(STATE), name.as_bytes())
        }
    }

    /// Begins the state after `from`: creates a folder with hard links to the files of its
    /// database.
    pub(super) fn begin(&self, from: Option<&str>) -> Result<PathBuf, StoreError> {
        let n =
            self.states().pop_last().and_then(|name| name.parse::<u64>().ok()).unwrap_or_default()
                + 1;
        let new = self.state(&format!("{n:06}.new"));
        if new.exists() {
            fs::remove_dir_all(&new)?;
        }
        let database = new.join(DATABASE);
        fs::create_dir_all(&database)?;
        let old = from.map(|name| self.state(name).join(DATABASE));
        for entry in old.iter().flat_map(fs::read_dir).flatten() {
            let entry = entry?;
            let name = entry.file_name();
            let bytes = name.as_encoded_bytes();
            if bytes.starts_with(b"LOG") || bytes == b"LOCK" {
                continue;
            }
            let to = database.join(&name);
            // Tables never change; files that the database appends to must not be shared.
            if !(bytes.ends_with(b".sst") && fs::hard_link(entry.path(), &to).is_ok()) {
                fs::copy(entry.path(), &to)?;
            }
        }
        Ok(new)
    }

    /// Makes a new state the current one, once its database is closed; `before` is the record of
    /// the state that it was based on.
    pub(super) fn publish(
        &self,
        new: &Path,
        beside: &mut Beside,
        before: &Record,
    ) -> Result<(), StoreError> {
        let database = new.join(DATABASE);
        remove_files(&database, "LOG");
        remove_files(&database, "bulk-");
        FORMAT.clone_into(&mut beside.format);
        beside.record.files = verify::record(&database, before)?;
        beside.changes.note(number(new), &before.graphs, &beside.record.graphs);
        beside.write(new)?;
        self.install(new)
    }

    /// Makes a complete folder the current state.
    pub(super) fn install(&self, new: &Path) -> Result<(), StoreError> {
        File::create(new.join(LOCK))?.sync_all()?;
        verify::verified(new)?;
        sync(&new.join(DATABASE))?;
        sync(new)?;
        let stem = new.file_stem().unwrap_or_default();
        let state = new.with_file_name(stem);
        if state.exists() {
            fs::remove_dir_all(&state)?;
        }
        fs::rename(new, &state)?;
        sync(&self.root().join(STATES))?;
        replace(&self.root().join(STATE), stem.as_encoded_bytes())?;
        if !text(&self.root().join(FORMAT_FILE)).is_ok_and(|found| found.trim() == FORMAT) {
            replace(&self.root().join(FORMAT_FILE), FORMAT.as_bytes())?;
        }
        self.tidy();
        Ok(())
    }

    /// Removes leftovers of killed builds, and states that are neither current nor being read.
    pub(super) fn tidy(&self) {
        let Ok(current) = self.current() else { return };
        for entry in self.root().join(STATES).read_dir().into_iter().flatten().flatten() {
            let path = entry.path();
            if current.as_deref().is_some_and(|current| entry.file_name() == current) {
                continue;
            }
            let is_new = path.extension().is_some();
            let lock = open(&path.join(LOCK)).ok();
            if is_new || lock.is_none_or(|lock| lock.try_lock().is_ok()) {
                // Whatever cannot be removed now is left to the next build.
                let _ = fs::remove_dir_all(&path);
            }
        }
        remove_files(self.root(), ".tmp");
    }
}

/// Returns the number of a state, given its folder.
pub(super) fn number(state: &Path) -> u64 {
    state.file_stem().and_then(|stem| stem.to_str()?.parse().ok()).unwrap_or_default()
}
