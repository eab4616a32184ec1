//! The documents in folders and archives: every file is told, as one to be read or with the reason
//! why not.
//!
//! Only what nobody put there as a document is passed over, and that is counted: hidden files, what
//! systems and programs leave behind, and stores of zeren.

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

/// The file of corrections beside documents, which is read as such and is no document.
pub const CORRECTIONS: &str = "corrections.toml";

/// Files that only a store has: the one of zeren's own, and RocksDB's.
const OF_STORE: [&str; 2] = ["FORMAT", "CURRENT"];

/// What is at a path.
#[derive(Debug, Default)]
pub struct Found {
    /// The documents in the order of their paths, and in its place what cannot be read.
    pub inputs: Vec<Result<Input, ReadError>>,
    /// What was passed over.
    pub passed: Passed,
}

/// What is no document, and was not meant to be one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Hidden files and folders, in archives too.
    pub n_hidden: usize,
    /// Folders that are stores of zeren, by name.
    pub stores: Vec<String>,
}

impl Passed {
    /// Whether nothing was passed over.
    pub fn is_empty(&self) -> bool {
        self.n_hidden == 0 && self.stores.is_empty()
    }
}

impl Passed {
    /// What it was, as a list.
    pub fn message(&self) -> Message {
        let hidden = (self.n_hidden > 0).then(|| message!("passed-hidden", n = self.n_hidden));
        let stores = self.stores.iter().map(|store| message!("passed-store", store = store));
        message!(
            "list",
            list = hidden.into_iter().chain(stores).map(Value::from).collect::<Vec<_>>()
        )
    }
}

/// The documents at `path`: the file itself, the members of an archive, or all files of a folder,
/// at any depth, in the order of their paths.
///
/// What cannot be read is told in its place, so that the rest still can. A symbolic link to a file
/// or folder is followed; one that leads back to a folder above it ends there.
pub fn inputs(path: &Path) -> Vec<Result<Input, ReadError>> {
    find(path).inputs
}

/// The documents at `path`, as [`inputs`] gives them, and what was passed over.
pub fn find(path: &Path) -> Found {
    let mut found = Found::default();
    match metadata(path) {
        _ if path == Path::new(STDIN) => found.inputs.push(Input::of(path)),
        Ok(metadata) if metadata.is_dir() => found.folder(path),
        Ok(metadata) if metadata.is_file() => found.file(path.to_owned(), called(path)),
        // Members, pipes, and what is not there.
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

    /// Tells what is in a folder and no folder itself.
    fn entry(&mut self, entry: DirEntry, name: String) {
        if !entry.file_type().is_file() {
            // To open a pipe is to wait for whoever writes to it.
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

    /// Tells a file that is called `name`, or the members of an archive.
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

/// Looks at a file that is called `name`: an archive of documents is opened, and a mail with
/// attachments; a document gives nothing, and what its first bytes tell to be none of these is a
/// problem.
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

/// Whether the last step of a name is hidden; those before it would not have been walked.
fn is_hidden(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(name::is_hidden)
}
