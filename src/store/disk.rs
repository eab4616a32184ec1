//! File operations of a store: opening, atomic replacement, and syncing to disk.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::StoreError;

/// Opens a file of a store, the one place to do so.
#[expect(clippy::disallowed_methods, reason = "files of the store itself, no documents")]
pub(super) fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[expect(clippy::disallowed_methods, reason = "files of the store itself, no documents")]
pub(super) fn text(path: &Path) -> io::Result<String> {
    fs::read_to_string(path)
}

#[expect(clippy::disallowed_methods, reason = "files of the store itself, no documents")]
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Writes a new file and syncs it to disk.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Atomically replaces the contents of a file.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(sync(folder)?)
}

/// Syncs the entries of a folder to disk, if the platform can.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes the files of a folder whose names begin with `start`.
pub(super) fn remove_files(folder: &Path, start: &str) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(start.as_bytes()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
