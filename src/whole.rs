//! Files that replace older ones only once they are complete.
//!
//! If a process is killed while it writes `copy.zip`, what it leaves has a name derived from that,
//! `.zeren-0d5f2e7b-…`, and is removed when `copy.zip` is written again.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::digest::sha256;

/// A file being written, next to the one it will replace.
#[derive(Debug)]
pub struct Whole {
    new: NamedTempFile,
    target: PathBuf,
}

impl Whole {
    /// Begins a file that will replace `path`, or the file to which that links, and removes what
    /// earlier attempts left behind.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let (folder, start) = (parent(&target), start(&target));
        tidy(folder, &start);
        loop {
            let mut builder = tempfile::Builder::new();
            #[cfg(unix)]
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
            let new = builder.prefix(&start).tempfile_in(folder)?;
            // Another process may be tidying up at this moment, and have seen the file before it
            // was locked. On file systems without locks, nothing is tidied up.
            if new.as_file().lock().is_err() || new.path().exists() {
                return Ok(Self { new, target });
            }
        }
    }

    /// The file to write to.
    pub fn file(&mut self) -> &mut File {
        self.new.as_file_mut()
    }

    /// Its path until it is kept.
    pub fn path(&self) -> &Path {
        self.new.path()
    }

    /// Replaces the target.
    pub fn keep(self) -> io::Result<()> {
        self.new.persist(&self.target).map_err(|error| error.error)?;
        Ok(())
    }

    /// Replaces the target, and returns once the file and its name are on disk.
    pub fn keep_on_disk(self) -> io::Result<()> {
        self.new.as_file().sync_all()?;
        let folder = parent(&self.target).to_owned();
        self.keep()?;
        if cfg!(unix) { open(&folder)?.sync_all() } else { Ok(()) }
    }
}

/// The folder that contains a file.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The prefix of the names of files that will become `target`. Its length is fixed, since the name
/// of `target` may already have the maximum length.
fn start(target: &Path) -> OsString {
    let name = target.file_name().unwrap_or_default().as_encoded_bytes();
    format!(".zeren-{:.8}-", sha256(name)).into()
}

/// Removes the files with a prefix that nobody is writing.
fn tidy(folder: &Path, start: &OsString) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let is_left = entry.file_name().as_encoded_bytes().starts_with(start.as_encoded_bytes())
            && open(&entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_left {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "to lock a file and to sync a folder; nothing is read"
)]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let names =
            folder.read_dir().expect("a folder").map(|entry| entry.expect("an entry").file_name());
        names.map(|name| name.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn what_was_left_is_removed_and_what_is_written_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("copy.zip");
        let left = folder.path().join(format!("{}left", start(&path).to_string_lossy()));
        let of_another = folder
            .path()
            .join(format!("{}left", start(Path::new("another.zip")).to_string_lossy()));
        fs::write(&left, "half").expect("a file");
        fs::write(&of_another, "half").expect("a file");
        let mut one = Whole::begin(&path).expect("a file");
        assert!(!left.exists() && of_another.exists(), "{:?}", names(folder.path()));
        let mut two = Whole::begin(&path).expect("a file");
        one.file().write_all(b"one").expect("it is written");
        two.file().write_all(b"two").expect("it is written");
        two.keep_on_disk().expect("it is kept");
        one.keep().expect("it is kept");
        #[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
        let told = fs::read(&path);
        assert_eq!(told.expect("a file"), b"one");
        assert_eq!(names(folder.path()).len(), 2, "{:?}", names(folder.path()));
    }

    #[test]
    fn a_name_may_be_as_long_as_any() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("责".repeat(85));
        Whole::begin(&path).and_then(Whole::keep).expect("it is kept");
        assert!(path.exists());
    }
}
