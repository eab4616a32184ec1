//! What is to be read, and its name.

use std::path::{Path, PathBuf};

use super::error::{Problem, ReadError};
use super::find;
use super::{STDIN, metadata, name};

/// One document to be read: where its bytes are, and its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// The file on disk, or `-` for standard input.
    pub path: PathBuf,
    /// The member, if `path` is an archive.
    pub member: Option<Member>,
    /// The name of the document for people and the graph: the path below the given folder, with `/`
    /// (`2023/通知.docx`); `附件.zip/方案.docx` for a member; the file name of a file given by
    /// itself; `-`.
    ///
    /// It is safe to display: control characters are escaped.
    pub name: String,
}

/// A member of an archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Its index in the archive, from 0.
    pub index: usize,
    /// Its name within the archive, made unique: `方案/实施方案.docx`, and `方案.txt#2` for the
    /// second of one name.
    ///
    /// It is only data: it cannot lead out of the archive, and is never opened as a path.
    pub name: String,
}

impl Input {
    /// Returns the document at a path; `附件.zip/方案.docx` means a member if `附件.zip` is a file,
    /// and an archive of a single document means that document.
    ///
    /// # Errors
    ///
    /// If there is no such file or member, or if it is clear without reading it that it holds no
    /// document.
    pub fn of(path: &Path) -> Result<Self, ReadError> {
        let told = |problem| ReadError::at(path, problem);
        if path == Path::new(STDIN) {
            return Ok(Self::file(path.to_owned()));
        }
        match metadata(path) {
            Ok(metadata) if metadata.is_dir() => Err(told(Problem::Folder)),
            Ok(metadata) if metadata.is_file() => {
                let Some(archive) = find::look(path, &called(path)).map_err(told)? else {
                    return Ok(Self::file(path.to_owned()));
                };
                let (member, problem) = archive.members().only().map_err(told)?;
                Self::member(path, &called(path), member).unless(problem)
            }
            Ok(_) => Ok(Self::file(path.to_owned())),
            Err(Problem::Missing) => Self::typed(path),
            Err(problem) => Err(told(problem)),
        }
    }

    /// Creates the input of a file, called by its file name.
    fn file(path: PathBuf) -> Self {
        Self { name: called(&path), path, member: None }
    }

    /// Returns the member that a path continuing below an archive means; only people type such
    /// paths.
    fn typed(path: &Path) -> Result<Self, ReadError> {
        let told = |problem| ReadError::at(path, problem);
        let archive = path
            .ancestors()
            .skip(1)
            .find(|above| above.is_file())
            .ok_or_else(|| told(Problem::Missing))?;
        let wanted = name::below(path.strip_prefix(archive).unwrap_or(path));
        let members = match find::look(archive, &called(archive)) {
            Ok(Some(archive)) => archive.members().listed,
            Ok(None) => return Err(told(Problem::Missing)),
            Err(problem) => return Err(ReadError::at(archive, problem)),
        };
        let (member, problem) = members
            .into_iter()
            .find(|(one, _)| one.name == wanted)
            .ok_or_else(|| told(Problem::NoMember))?;
        Self::member(archive, &called(archive), member).unless(problem)
    }

    /// Returns itself, or an error if there is a problem with reading it.
    pub(super) fn unless(self, problem: Option<Problem>) -> Result<Self, ReadError> {
        match problem {
            None => Ok(self),
            Some(problem) => Err(ReadError::of(&self, problem)),
        }
    }

    /// Creates the input of a member of the archive at `path`, which is called `archive`.
    pub(super) fn member(path: &Path, archive: &str, member: Member) -> Self {
        Self {
            path: path.to_owned(),
            name: format!("{archive}/{}", member.name),
            member: Some(member),
        }
    }

    /// Returns a key that identifies the document on this machine from build to build: its absolute
    /// path with a canonical folder, followed by `\0` and the name of the member, if any. For `-`
    /// it is `-`.
    pub fn key(&self) -> String {
        let Some(file) = self.path.file_name().filter(|_| self.path != Path::new(STDIN)) else {
            return STDIN.to_owned();
        };
        let folder = self
            .path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let folder = folder
            .canonicalize()
            .or_else(|_| std::path::absolute(folder))
            .unwrap_or_else(|_| folder.to_owned());
        let key = name::exact(&folder.join(file));
        self.member.iter().fold(key, |key, member| format!("{key}\0{}", member.name))
    }

    /// Returns where the document is, as one would type it: the path, followed by the member.
    pub fn place(&self) -> String {
        place(&self.path, self.member.as_ref())
    }
}

/// Returns the path and member as one would type them.
pub(super) fn place(path: &Path, member: Option<&Member>) -> String {
    member.iter().fold(name::shown(path), |place, member| format!("{place}/{}", member.name))
}

/// Returns the name of a file that was given by itself.
pub(super) fn called(path: &Path) -> String {
    path.file_name().map_or_else(|| name::shown(path), |file| name::harmless(&name::decoded(file)))
}
