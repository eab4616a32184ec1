//! Finds the documents in folders and archives; every file is listed, either as an input or with
//! the reason why it cannot be read.
//!
//! Only what nobody put there as a document is passed over, and counted: hidden files, leftovers of
//! systems and programs, and stores of zeren.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::archive::Archive;
use super::error::{Problem, ReadError};
use super::format::{self, Format};
use super::input::{Input, called};
use super::pack::{Held, Pack};
use super::{STDIN, apart, metadata, name, open};
use crate::message;
use crate::message::{Message, Value};

/// The corrections file that may lie beside documents, and is not a document itself.
pub const CORRECTIONS: &str = "corrections.toml";

/// Files by which a store is recognised: zeren's own, and RocksDB's.
const OF_STORE: [&str; 2] = ["FORMAT", "CURRENT"];

/// The result of looking at a path.
#[derive(Debug, Default)]
pub struct Found {
    /// The documents in the order of their paths, with errors in the place of those that cannot be
    /// read.
    pub inputs: Vec<Result<Input, ReadError>>,
    /// What was passed over.
    pub passed: Passed,
}

/// What was skipped because it is not, and is not meant to be, a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Hidden files and folders, including those in archives.
    pub n_hidden: usize,
    /// The names of folders that are stores of zeren.
    pub stores: Vec<String>,
}

impl Passed {
    /// Whether nothing was passed over.
    pub fn is_empty(&self) -> bool {
        self.n_hidden == 0 && self.stores.is_empty()
    }
}

impl Passed {
    /// Returns what was passed over, as a list.
    pub fn message(&self) -> Message {
        let hidden = (self.n_hidden > 0).then(|| message!("passed-hidden", n = self.n_hidden));
        let stores = self.stores.iter().map(|store| message!("passed-store", store = store));
        message!(
            "list",
            list = hidden.into_iter().chain(stores).map(Value::from).collect::<Vec<_>>()
        )
    }
}

/// Returns the documents at `path`: the file itself, the members of an archive, or all files of a
/// folder at any depth, in the order of their paths.
///
/// What cannot be read appears as an error, so that the rest can still be read. Symbolic links are
/// followed; one that leads back to a folder above it ends there.
pub fn inputs(path: &Path) -> Vec<Result<Input, ReadError>> {
    find(path).inputs
}

/// Returns the documents at `path`, like [`inputs`], and what was passed over.
pub fn find(path: &Path) -> Found {
    let mut found = Found::default();
    match metadata(path) {
        _ if path == Path::new(STDIN) => found.inputs.push(Input::of(path)),
        Ok(metadata) if metadata.is_dir() => found.folder(path),
        Ok(metadata) if metadata.is_file() => found.file(path.to_owned(), called(path)),
        // Archive members, pipes, and paths that do not exist.
        _ => found.inputs.push(Input::of(path)),
    }
    if found.inputs.is_empty() {
        found.inputs.push(Err(ReadError::at(path, Problem::NoDocuments)));
    }
    found
}

impl Found {
    fn folder(&mut self, folder: &Path) {
        if is_store(folder) {
            return self.inputs.push(Err(ReadError::at(folder, Problem::Store)));
        }
        let mut entries =
            WalkDir::new(folder).min_depth(1).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let path = match &entry {
                Ok(entry) => entry.path(),
                Err(error) => error.path().unwrap_or(folder),
            };
            let path = path.to_owned();
            let name = name::below(path.strip_prefix(folder).unwrap_or(&path));
            match entry {
                _ if is_hidden(&name) => {
                    self.passed.n_hidden += 1;
                    if entry.is_ok_and(|entry| entry.file_type().is_dir()) {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_dir() => {
                    if is_store(&path) {
                        self.passed.stores.push(name);
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) => self.entry(entry, name),
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    let problem = if path.is_symlink() {
                        Problem::Dangling
                    } else {
                        io::Error::from(error).into()
                    };
                    self.inputs.push(Err(ReadError { path, member: None, name, problem }));
                }
            }
        }
    }

    /// Lists an entry of a folder that is not itself a folder.
    fn entry(&mut self, entry: DirEntry, name: String) {
        if !entry.file_type().is_file() {
            // Opening a pipe would block until someone writes to it.
            let path = entry.into_path();
            self.inputs.push(Err(ReadError {
                path,
                member: None,
                name,
                problem: Problem::Special,
            }));
        } else if entry.file_name() != CORRECTIONS {
            self.file(entry.into_path(), name);
        }
    }

    /// Lists a file called `name`, or its members if it is an archive.
    fn file(&mut self, path: PathBuf, name: String) {
        match look(&path, &name) {
            Ok(None) => self.inputs.push(Ok(Input { path, member: None, name })),
            Ok(Some(archive)) => self.members(path, name, &archive),
            Err(problem) => self.inputs.push(Err(ReadError { path, member: None, name, problem })),
        }
    }

    fn members(&mut self, path: PathBuf, name: String, archive: &Pack) {
        let members = archive.members();
        self.passed.n_hidden += members.n_hidden;
        let nothing = members.listed.is_empty().then_some(Problem::NoDocuments);
        let listed = members.listed.into_iter();
        self.inputs.extend(
            listed.map(|(member, problem)| Input::member(&path, &name, member).unless(problem)),
        );
        if let Some(problem) = members.rest.or(nothing) {
            self.inputs.push(Err(ReadError { path, member: None, name, problem }));
        }
    }
}

/// Opens a file called `name` if it is an archive of documents or a mail with attachments; returns
/// `None` for a document. A file whose first bytes show that it is none of these is a problem.
pub(super) fn look(path: &Path, name: &str) -> Result<Option<Pack>, Problem> {
    let mut file = open(path)?;
    let head = format::head(&mut file)?;
    match Format::of_head(&head, name) {
        Format::Foreign(format) => Err(Problem::Foreign(format)),
        Format::Zip => {
            let archive = Archive::open(file)?;
            match archive.format() {
                Format::Zip => Ok(Some(Pack::Zip(archive))),
                Format::Foreign(format) => Err(Problem::Foreign(format)),
                _ => Ok(None),
            }
        }
        Format::Mail => {
            let mail = apart::mail(&super::bytes(file)?)?;
            Ok((!mail.attachments.is_empty()).then(|| Pack::Held(Held::mail(mail))))
        }
        _ => Ok(None),
    }
}

fn is_store(folder: &Path) -> bool {
    OF_STORE.iter().any(|file| folder.join(file).is_file())
}

/// Whether the last segment of a name is hidden; hidden folders above it are never walked.
fn is_hidden(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(name::is_hidden)
}
