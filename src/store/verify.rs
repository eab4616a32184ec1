//! Verifies that the files of a database are what was written.
//!
//! RocksDB has a checksum for each block and reports mismatches; but a failed iterator keeps
//! returning its error, and whatever waits for its end, such as a join or a count, hangs. So
//! nothing is read from files that were not verified. Hashing 64 MB takes less than 50 ms; larger
//! tables are hashed when first opened after a change, and once a day: `verified` in the folder of
//! the state records when that was. Programs that read for longer than a moment have them hashed in
//! the meantime ([`Store::watch`](super::Store::watch)), because a disk may fail without changing
//! file times.

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

/// The folder of the database within that of a state.
pub(super) const DATABASE: &str = "db";
/// A file whose time tells when every file was last verified.
pub(super) const VERIFIED: &str = "verified";
/// The size of tables up to which they are hashed whenever a store is opened, in bytes.
const SMALL: u64 = 64 << 20;
/// How long larger tables are trusted.
const BELIEVED: Duration = Duration::from_secs(24 * 60 * 60);

/// The result of verifying a state on opening.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// The problems found.
    pub(super) found: Vec<Finding>,
    /// Whether tables were trusted because they had been verified recently.
    pub(super) is_believed: bool,
}

/// Verifies what is cheap to verify whenever a state is opened.
pub(super) fn opening(state: &Path, record: &Record) -> io::Result<Looked> {
    up_to(state, record, SMALL)
}

/// Verifies a state; tables of up to `small` bytes in total are always hashed.
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
        // On a read-only disk they are hashed every time.
        let _ = verified(state);
    }
    looked(found)
}

/// Verifies every byte.
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

/// Records that every file is intact.
pub(super) fn verified(state: &Path) -> io::Result<()> {
    write(&state.join(VERIFIED), b"every file was whole\n")
}

/// Whether every table was verified recently, and has not changed since.
fn is_verified(state: &Path, tables: &[&String]) -> bool {
    let time = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
    let Ok(then) = time(&state.join(VERIFIED)) else { return false };
    let is_older = |name: &&String| {
        time(&state.join(DATABASE).join(name)).is_ok_and(|changed| changed <= then)
    };
    age(then).is_some_and(|age| age < BELIEVED) && tables.iter().all(is_older)
}

/// Returns how long ago a time is; `None` if it is in the future.
fn age(then: SystemTime) -> Option<Duration> {
    then.elapsed().ok()
}

/// Finds files that are missing, that have the wrong size, or that nobody wrote but RocksDB would
/// read.
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

/// Finds files whose bytes are not what was written.
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

/// Hashes files, on as many threads as the machine has CPUs; results are in the order of the names.
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

/// Returns the record of the files of a closed database. Tables never change, so those in `before`
/// are not hashed again.
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

/// Whether a database file holds data, rather than being a lock or an information log.
fn is_kept(name: &str) -> bool {
    !(name.starts_with("LOG") || name == "LOCK")
}

fn is_table(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "sst")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A state with one table and one log.
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

    /// Overwrites the table with one of the same length, and sets its time.
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
