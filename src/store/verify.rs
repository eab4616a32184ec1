//! Whether the files of a database are those that were written.
//!
//! RocksDB has a checksum of each block and tells when it does not fit; but an iterator that failed
//! gives its error for ever, and what asks it waits for the end: a join, a count. So nothing is
//! read from files that were not looked at. To hash 64 MB takes less than 50 ms; above that, tables
//! are hashed at the first opening after they were changed, and once a day: `verified` in the
//! folder of the state says when that was. Who reads longer than a moment has them hashed meanwhile
//! ([`Store::watch`](super::Store::watch)), for a disk may fail without a change of time.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use super::disk::{open, write};
use super::fault::{Fault, Finding};
use super::record::{FileRecord, Record};
use crate::digest::sha256_of;

/// The folder of the database in that of a state.
pub(super) const DATABASE: &str = "db";
/// Says that every file was whole when it was written.
pub(super) const VERIFIED: &str = "verified";
/// Bytes of tables that are hashed whenever a store is opened.
const SMALL: u64 = 64 << 20;
/// How long larger ones are believed.
const BELIEVED: Duration = Duration::from_secs(24 * 60 * 60);

/// What was looked at when a state was opened.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// What is wrong.
    pub(super) found: Vec<Finding>,
    /// Whether tables were believed that had been looked at lately.
    pub(super) is_believed: bool,
}

/// Looks at what can be looked at cheaply whenever a state is opened.
pub(super) fn opening(state: &Path, record: &Record) -> io::Result<Looked> {
    up_to(state, record, SMALL)
}

/// The same where tables of so many bytes are small.
fn up_to(state: &Path, record: &Record, small: u64) -> io::Result<Looked> {
    let folder = state.join(DATABASE);
    let looked = |found| Ok(Looked { found, is_believed: false });
    let found = sizes(&folder, record)?;
    if !found.is_empty() {
        return looked(found);
    }
    let (tables, others): (Vec<&String>, Vec<&String>) =
        record.files.keys().partition(|name| is_table(name));
    let found = hashes(&folder, record, &others);
    if !found.is_empty() {
        return looked(found);
    }
    let bytes: u64 =
        tables.iter().filter_map(|name| record.files.get(*name)).map(|file| file.size).sum();
    if bytes > small && is_verified(state, &tables) {
        return Ok(Looked { found, is_believed: true });
    }
    let found = hashes(&folder, record, &tables);
    if bytes > small && found.is_empty() {
        // On a disk that is read-only they are hashed every time.
        let _ = verified(state);
    }
    looked(found)
}

/// Looks at every byte.
pub(super) fn whole(state: &Path, record: &Record) -> io::Result<Vec<Finding>> {
    let folder = state.join(DATABASE);
    let mut found = sizes(&folder, record)?;
    let names: Vec<&String> =
        record.files.keys().filter(|name| found.iter().all(|one| one.part != **name)).collect();
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
    let is_older = |name: &&String| {
        time(&state.join(DATABASE).join(name)).is_ok_and(|changed| changed <= then)
    };
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
                there.insert(
                    entry.file_name().to_string_lossy().into_owned(),
                    entry.metadata()?.len(),
                );
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

/// What files are, hashed by as many threads as the machine has processors, in the order of their
/// names.
fn sums(folder: &Path, names: &[&String]) -> Vec<io::Result<FileRecord>> {
    let at = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(names.len()));
    let work = || {
        loop {
            let n = at.fetch_add(1, Ordering::Relaxed);
            let Some(name) = names.get(n) else { return };
            let sum = open(&folder.join(name))
                .and_then(sha256_of)
                .map(|(size, sha256)| FileRecord { size, sha256 });
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

/// The record of the files of a database that is closed. Tables never change: of those that
/// `before` has too, its word is taken.
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

/// Whether a file of a database holds something that was written, and is no lock and no log of what
/// was done.
fn is_kept(name: &str) -> bool {
    !(name.starts_with("LOG") || name == "LOCK")
}

fn is_table(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "sst")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A state of one table and one log.
    fn state() -> (tempfile::TempDir, Record) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = folder.path().join(DATABASE);
        fs::create_dir(&database).expect("a folder");
        fs::write(database.join("1.sst"), "a table").expect("a file");
        fs::write(database.join("2.log"), "a log").expect("a file");
        fs::write(database.join("LOG"), "what was done").expect("a file");
        let files = record(&database, &Record::default()).expect("it can be read");
        (folder, Record { files, ..Record::default() })
    }

    /// Writes a table that is as long, with another time.
    fn change(state: &Path, time: SystemTime) {
        let table = state.join(DATABASE).join("1.sst");
        fs::write(&table, "A table").expect("a file");
        fs::File::options()
            .write(true)
            .open(table)
            .and_then(|file| file.set_modified(time))
            .expect("a file");
    }

    fn codes(found: &[Finding]) -> Vec<(&str, &str)> {
        found.iter().map(|one| (one.part.as_str(), one.fault.code())).collect()
    }

    #[test]
    fn what_is_wrong_is_named() {
        let (folder, record) = state();
        let database = folder.path().join(DATABASE);
        let found = || whole(folder.path(), &record).expect("it can be read");
        assert_eq!(codes(&found()), []);
        fs::write(database.join("2.log"), "a lag").expect("a file");
        assert_eq!(codes(&found()), [("2.log", "changed")]);
        fs::write(database.join("2.log"), "a lo").expect("a file");
        fs::write(database.join("3.log"), "").expect("a file");
        assert_eq!(codes(&found()), [("2.log", "size"), ("3.log", "unknown")]);
        fs::remove_file(database.join("1.sst")).expect("it is there");
        assert_eq!(
            codes(&found()),
            [("1.sst", "missing"), ("2.log", "size"), ("3.log", "unknown")]
        );
    }

    #[test]
    fn large_tables_are_believed_until_they_change_or_a_day_is_over() {
        let (folder, record) = state();
        let look = || up_to(folder.path(), &record, 0).expect("it can be read");
        assert!(!look().is_believed && look().is_believed);
        let now = fs::metadata(folder.path().join(VERIFIED))
            .and_then(|file| file.modified())
            .expect("a time");
        change(folder.path(), now + Duration::from_secs(1));
        assert_eq!(codes(&look().found), [("1.sst", "changed")]);
        change(folder.path(), now - Duration::from_secs(9));
        assert!(look().is_believed, "the time tells nothing");
        let small = up_to(folder.path(), &record, 100).expect("it can be read");
        assert_eq!(codes(&small.found), [("1.sst", "changed")]);
        let before = now - BELIEVED - Duration::from_secs(9);
        change(folder.path(), before - Duration::from_secs(9));
        let verified = fs::File::options().write(true).open(folder.path().join(VERIFIED));
        verified.and_then(|file| file.set_modified(before)).expect("a file");
        assert_eq!(codes(&look().found), [("1.sst", "changed")]);
    }

    #[test]
    fn tables_that_were_there_before_keep_their_entry() {
        let (folder, before) = state();
        change(folder.path(), SystemTime::UNIX_EPOCH);
        fs::write(folder.path().join(DATABASE).join("2.log"), "a lag").expect("a file");
        let after = record(&folder.path().join(DATABASE), &before).expect("it can be read");
        assert_eq!(after.get("1.sst"), before.files.get("1.sst"));
        assert_ne!(after.get("2.log"), before.files.get("2.log"));
    }
}
