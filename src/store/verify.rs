//! Whether the files of a database are those that were written.
//!
//! RocksDB has a checksum of each block and tells when it does not fit; but an iterator that failed gives its error for ever, and what asks it
//! waits for the end: a join, a count. So nothing is read from files that were not looked at. To hash 64 MB takes less than 50 ms; above that,
//! tables are hashed at the first opening after they were changed, and once a day: `verified` in the folder of the state says when that was.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use super::disk::{open, write};
use super::record::{FileRecord, Record};
use crate::digest::sha256_of;
use crate::message;
use crate::message::Message;

/// The folder of the database in that of a state.
pub(super) const DATABASE: &str = "db";
/// Says that every file was whole when it was written.
pub(super) const VERIFIED: &str = "verified";
/// Bytes of tables that are hashed whenever a store is opened.
const SMALL: u64 = 64 << 20;
/// How long larger ones are believed.
const BELIEVED: Duration = Duration::from_secs(24 * 60 * 60);

/// What is wrong with one part of a store.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The file, the graph, or the folder.
    pub part: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What can be wrong with a part of a store.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It has another number of bytes than were written.
    Size {
        /// What it has.
        is: u64,
        /// What was written.
        was: u64,
    },
    /// It has other bytes than were written.
    Changed,
    /// It cannot be read.
    Unreadable(String),
    /// It was not written by zeren.
    Unknown,
    /// A graph holds other quads than were written.
    Quads {
        /// What it holds.
        is: u64,
        /// What was written.
        was: u64,
    },
    /// It was left by a run that did not end; the next one that writes removes it.
    Left,
}

impl Fault {
    /// What kind of fault it is; stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Size { .. } => "size",
            Self::Changed => "changed",
            Self::Unreadable(_) => "unreadable",
            Self::Unknown => "unknown",
            Self::Quads { .. } => "quads",
            Self::Left => "left",
        }
    }

    /// Whether something that was written may be lost by it.
    pub fn is_damage(&self) -> bool {
        !matches!(self, Self::Left)
    }

    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => message!("fault-missing"),
            Self::Size { is, was } => message!("fault-size", is = is.to_string(), was = was.to_string()),
            Self::Changed => message!("fault-changed"),
            Self::Unreadable(error) => message!("fault-unreadable", error = error),
            Self::Unknown => message!("fault-unknown"),
            Self::Quads { is, was } if is == was => message!("fault-quads-differ", n = is.to_string()),
            Self::Quads { is, was } => message!("fault-quads", is = is.to_string(), was = was.to_string()),
            Self::Left => message!("fault-left"),
        }
    }
}

/// Looks at what can be looked at cheaply whenever a state is opened; an empty list where nothing is wrong.
pub(super) fn opening(state: &Path, record: &Record) -> io::Result<Vec<Finding>> {
    let folder = state.join(DATABASE);
    let found = sizes(&folder, record)?;
    if !found.is_empty() {
        return Ok(found);
    }
    let (tables, others): (Vec<&String>, Vec<&String>) = record.files.keys().partition(|name| is_table(name));
    let found = hashes(&folder, record, &others);
    if !found.is_empty() {
        return Ok(found);
    }
    let bytes: u64 = tables.iter().filter_map(|name| record.files.get(*name)).map(|file| file.size).sum();
    if bytes > SMALL && is_verified(state, &tables) {
        return Ok(found);
    }
    let found = hashes(&folder, record, &tables);
    if bytes > SMALL && found.is_empty() {
        // On a disk that is read-only they are hashed every time.
        let _ = verified(state);
    }
    Ok(found)
}

/// Looks at every byte.
pub(super) fn whole(state: &Path, record: &Record) -> io::Result<Vec<Finding>> {
    let folder = state.join(DATABASE);
    let mut found = sizes(&folder, record)?;
    let names: Vec<&String> = record.files.keys().filter(|name| found.iter().all(|one| one.part != **name)).collect();
    found.extend(hashes(&folder, record, &names));
    if found.is_empty() {
        let _ = verified(state);
    }
    Ok(found)
}

/// Says that every file is whole.
pub(super) fn verified(state: &Path) -> io::Result<()> {
    write(&state.join(VERIFIED), b"every file was whole\n")
}

/// Whether every table was looked at lately, and not changed since.
fn is_verified(state: &Path, tables: &[&String]) -> bool {
    let time = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
    let Ok(then) = time(&state.join(VERIFIED)) else { return false };
    let is_older = |name: &&String| time(&state.join(DATABASE).join(name)).is_ok_and(|changed| changed <= then);
    age(then).is_some_and(|age| age < BELIEVED) && tables.iter().all(is_older)
}

/// How long ago a time is; none where it is yet to come.
fn age(then: SystemTime) -> Option<Duration> {
    then.elapsed().ok()
}

/// Files that are missing, that have another size, or that RocksDB would read and nobody wrote.
fn sizes(folder: &Path, record: &Record) -> io::Result<Vec<Finding>> {
    let mut there = BTreeMap::new();
    match folder.read_dir() {
        Ok(entries) => {
            for entry in entries {
                let entry = entry?;
                there.insert(entry.file_name().to_string_lossy().into_owned(), entry.metadata()?.len());
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(vec![Finding { part: DATABASE.to_owned(), fault: Fault::Missing }]);
        }
        Err(error) => return Err(error),
    }
    let fault = |(name, file): (&String, &FileRecord)| match there.get(name) {
        None => Some(Finding { part: name.clone(), fault: Fault::Missing }),
        Some(size) if *size != file.size => {
            Some(Finding { part: name.clone(), fault: Fault::Size { is: *size, was: file.size } })
        }
        Some(_) => None,
    };
    let mut found: Vec<Finding> = record.files.iter().filter_map(fault).collect();
    let strange = there.keys().filter(|name| is_kept(name) && !record.files.contains_key(*name));
    found.extend(strange.map(|name| Finding { part: name.clone(), fault: Fault::Unknown }));
    Ok(found)
}

/// Files whose bytes are not those that were written.
fn hashes(folder: &Path, record: &Record, names: &[&String]) -> Vec<Finding> {
    let sums = sums(folder, names);
    let fault = |(name, sum): (&&String, io::Result<FileRecord>)| {
        let fault = match sum {
            Ok(sum) if record.files.get(*name) == Some(&sum) => return None,
            Ok(_) => Fault::Changed,
            Err(error) => Fault::Unreadable(error.to_string()),
        };
        Some(Finding { part: (*name).clone(), fault })
    };
    names.iter().zip(sums).filter_map(fault).collect()
}

/// What files are, hashed by as many threads as the machine has processors, in the order of their names.
fn sums(folder: &Path, names: &[&String]) -> Vec<io::Result<FileRecord>> {
    let at = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(names.len()));
    let work = || {
        loop {
            let n = at.fetch_add(1, Ordering::Relaxed);
            let Some(name) = names.get(n) else { return };
            let sum = open(&folder.join(name)).and_then(sha256_of).map(|(size, sha256)| FileRecord { size, sha256 });
            done.lock().expect("hashing does not panic").push((n, sum));
        }
    };
    let n_threads = thread::available_parallelism().map_or(1, usize::from).min(names.len());
    thread::scope(|scope| {
        for _ in 1..n_threads {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done.into_inner().expect("hashing does not panic");
    done.sort_unstable_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, sum)| sum).collect()
}

/// The record of the files of a database that is closed. Tables never change: of those that `before` has too, its word is taken.
pub(super) fn record(folder: &Path, before: &Record) -> io::Result<BTreeMap<String, FileRecord>> {
    let (mut files, mut new) = (BTreeMap::new(), Vec::new());
    for entry in folder.read_dir()? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let size = entry.metadata()?.len();
        match before.files.get(&name).filter(|old| is_table(&name) && old.size == size) {
            Some(old) => drop(files.insert(name, old.clone())),
            None if is_kept(&name) => new.push(name),
            None => {}
        }
    }
    let names: Vec<&String> = new.iter().collect();
    for (name, sum) in names.iter().zip(sums(folder, &names)) {
        files.insert((*name).clone(), sum?);
    }
    Ok(files)
}

/// Whether a file of a database holds something that was written, and is no lock and no log of what was done.
fn is_kept(name: &str) -> bool {
    !(name.starts_with("LOG") || name == "LOCK")
}

fn is_table(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "sst")
}
