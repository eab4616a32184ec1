//! Copies of a store in a single file: a ZIP archive of one state, containing its files unchanged,
//! and the record that describes them.
//!
//! What is written is read back, and what is read is compared with its record, both on backup and
//! on restore. Members are stored uncompressed: tables are compressed already, and any ZIP program
//! can open them.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::beside::{Beside, DIGEST, MANIFEST};
use super::disk::open;
use super::folder::Folder;
use super::record::{FileRecord, Record};
use super::verify::DATABASE;
use super::{Store, StoreError, is_store};
use crate::digest::{hex, sha256_of};
use crate::message;
use crate::message::Message;
use crate::whole::Whole;

/// The comment of an archive that contains a store.
const LABEL: &str = "zeren store 3";
/// The size of the copy buffer, in bytes.
const CHUNK: usize = 256 << 10;

/// Why a copy could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The store cannot be used.
    Store(#[from] StoreError),
    /// The file is not a copy of a store.
    Foreign(PathBuf),
    /// The copy is not what was written.
    Changed {
        /// The file.
        file: PathBuf,
        /// The member that differs or is missing.
        member: String,
    },
    /// There is already a store.
    Exists(String),
    /// The copy could not be read or written.
    File {
        /// Which file.
        file: PathBuf,
        /// The I/O error.
        #[source]
        error: io::Error,
    },
}

impl ArchiveError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Store(error) => error.message(),
            Self::Foreign(file) => message!("archive-foreign", file = file.display()),
            Self::Changed { file, member } => {
                message!("archive-changed", file = file.display(), member = member)
            }
            Self::Exists(location) => message!("archive-exists", location = location),
            Self::File { file, .. } => message!("archive-file", file = file.display()),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Store(error) => error.hint(),
            Self::Foreign(_) => message!("hint-archive-foreign"),
            Self::Changed { .. } => message!("hint-archive-changed"),
            Self::Exists(_) => message!("hint-archive-exists"),
            Self::File { .. } => message!("hint-archive-file"),
        }
    }
}

message::tells!(ArchiveError);

/// The result of copying a store.
#[derive(Clone, Debug)]
pub struct Copied {
    /// How many sources the store has.
    pub n_sources: usize,
    /// The size of its files, in bytes.
    pub bytes: u64,
    /// The fingerprint of its contents.
    pub fingerprint: String,
}

impl Copied {
    fn of(beside: &Beside, fingerprint: String) -> Self {
        let bytes = beside.record.files.values().map(|file| file.size).sum();
        Self { n_sources: beside.manifest.entries.len(), bytes, fingerprint }
    }
}

/// Copies the current state into `file`, which appears, or replaces an older one, only when it is
/// completely on disk and has been read back. Builds and readers may continue meanwhile.
pub fn backup(location: &str, file: &Path) -> Result<Copied, ArchiveError> {
    let folder = Folder::existing(location)?;
    let (state, _in_use) = folder.hold()?;
    let (beside, fingerprint) = folder.recorded(&state)?;
    let failed = |error: io::Error| ArchiveError::File { file: file.to_owned(), error };
    let mut new = Whole::begin(file).map_err(failed)?;
    let mut zip = ZipWriter::new(BufWriter::new(new.file()));
    zip.set_comment(LABEL).map_err(|error| failed(error.into()))?;
    for name in [DIGEST, MANIFEST] {
        add(&mut zip, name, state.join(name).as_path(), failed)?;
    }
    for (name, record) in &beside.record.files {
        let is = add(&mut zip, &member(name), &state.join(DATABASE).join(name), failed)?;
        if is != *record {
            let what = message!("store-part", part = name, what = message!("fault-changed"));
            return Err(folder.damaged(what).into());
        }
    }
    let written = zip.finish().map_err(|error| failed(error.into()))?;
    written.into_inner().map_err(|error| failed(error.into_error()))?;
    read_back(new.path(), file)?;
    new.keep_on_disk().map_err(failed)?;
    Ok(Copied::of(&beside, fingerprint))
}

/// Returns the name of a database file in an archive.
fn member(name: &str) -> String {
    format!("{DATABASE}/{name}")
}

/// Adds a file to an archive; returns its record.
fn add<W: Write + io::Seek>(
    zip: &mut ZipWriter<W>,
    name: &str,
    path: &Path,
    failed: impl Fn(io::Error) -> ArchiveError,
) -> Result<FileRecord, ArchiveError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .large_file(true);
    zip.start_file(name, options).map_err(|error| failed(error.into()))?;
    let from = open(path).map_err(StoreError::from)?;
    copy(from, zip).map_err(failed)
}

/// Copies all of `from`; returns its record.
fn copy(mut from: impl Read, to: &mut impl Write) -> io::Result<FileRecord> {
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut chunk = vec![0; CHUNK];
    loop {
        let n = match from.read(&mut chunk) {
            Ok(0) => return Ok(FileRecord { size, sha256: hex(&hash.finalize()) }),
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let read = chunk.get(..n).unwrap_or_default();
        hash.update(read);
        to.write_all(read)?;
        size += n as u64;
    }
}

/// A copy being read.
struct Archive<'a> {
    zip: ZipArchive<BufReader<File>>,
    /// The file, for messages.
    file: &'a Path,
}

impl<'a> Archive<'a> {
    fn open(path: &Path, file: &'a Path) -> Result<Self, ArchiveError> {
        let opened =
            open(path).map_err(|error| ArchiveError::File { file: file.to_owned(), error })?;
        let foreign = || ArchiveError::Foreign(file.to_owned());
        let zip = ZipArchive::new(BufReader::new(opened)).map_err(|_| foreign())?;
        if zip.comment() == LABEL.as_bytes() { Ok(Self { zip, file }) } else { Err(foreign()) }
    }

    fn changed(&self, member: &str) -> ArchiveError {
        ArchiveError::Changed { file: self.file.to_owned(), member: member.to_owned() }
    }

    /// Opens a member for reading.
    fn member(&mut self, name: &str) -> Result<impl Read, ArchiveError> {
        let changed = self.changed(name);
        self.zip.by_name(name).map_err(|_| changed)
    }

    /// Extracts `manifest.json` and its digest, and reads them like those of a state.
    fn beside(&mut self, folder: &Path) -> Result<(Beside, String), ArchiveError> {
        for name in [DIGEST, MANIFEST] {
            self.extract(name, &folder.join(name))?;
        }
        let (beside, digest) = Beside::read(folder).map_err(|_| self.changed(MANIFEST))?;
        // The archive may come from anybody, so names must not be paths.
        let is_plain =
            |name: &&String| Path::new(name).file_name().is_some_and(|last| last == name.as_str());
        match beside.record.files.keys().find(|name| !is_plain(name)) {
            Some(name) => Err(self.changed(name)),
            None => Ok((beside, digest)),
        }
    }

    /// Extracts a member to a file; returns its record.
    fn extract(&mut self, name: &str, to: &Path) -> Result<FileRecord, ArchiveError> {
        let mut file = File::create(to).map_err(StoreError::from)?;
        let changed = self.changed(name);
        let is = copy(Told(self.member(name)?), &mut file);
        let is = is.map_err(|error| {
            if is_of_archive(&error) { changed } else { StoreError::from(error).into() }
        })?;
        file.sync_all().map_err(StoreError::from)?;
        Ok(is)
    }

    /// Fails if any file of the copy differs from its record.
    fn verify(&mut self, record: &Record) -> Result<(), ArchiveError> {
        for (name, was) in &record.files {
            let sum = sha256_of(self.member(&member(name))?);
            if !sum.is_ok_and(|(size, sha256)| FileRecord { size, sha256 } == *was) {
                return Err(self.changed(&member(name)));
            }
        }
        Ok(())
    }
}

/// A reader that marks errors of the archive, to distinguish them from errors of the disk written
/// to.
struct Told<R>(R);

/// An error of the archive.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct OfArchive(io::Error);

impl<R: Read> Read for Told<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => io::Error::other(OfArchive(error)),
        })
    }
}

fn is_of_archive(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<OfArchive>())
}

/// Verifies a copy like [`restore`], without writing it anywhere.
fn read_back(path: &Path, file: &Path) -> Result<(), ArchiveError> {
    let scratch = tempfile::tempdir().map_err(StoreError::from)?;
    let mut archive = Archive::open(path, file)?;
    let (beside, _) = archive.beside(scratch.path())?;
    archive.verify(&beside.record)
}

/// Makes the state in `file` the current one at `location`. An existing store is left alone, unless
/// `replace`; it then stays current until the whole copy has been read, verified, and is on disk.
pub fn restore(file: &Path, location: &str, replace: bool) -> Result<Copied, ArchiveError> {
    let root = Path::new(location);
    let mut archive = Archive::open(file, file)?;
    let is_there = is_store(root);
    if is_there
        && !replace
        && Folder::existing(location)
            .and_then(|folder| folder.current())
            .map_or(true, |name| name.is_some())
    {
        return Err(ArchiveError::Exists(location.to_owned()));
    }
    let (folder, _lock) =
        if is_there { Folder::replaced(location)? } else { Folder::writable(location)? };
    let new = folder.begin(None)?;
    let copied = extract(&mut archive, &new).and_then(|copied| {
        folder.install(&new)?;
        Store::open_existing(location)?;
        Ok(copied)
    });
    if copied.is_err() {
        let _ = fs::remove_dir_all(if is_there { &new } else { root });
    }
    copied
}

/// Extracts a whole copy into the folder of a state.
fn extract(archive: &mut Archive<'_>, state: &Path) -> Result<Copied, ArchiveError> {
    let (beside, digest) = archive.beside(state)?;
    for (name, was) in &beside.record.files {
        if archive.extract(&member(name), &state.join(DATABASE).join(name))? != *was {
            return Err(archive.changed(&member(name)));
        }
    }
    Ok(Copied::of(&beside, digest))
}
