//! What is to be read, and what it is called.

use std::path::{Path, PathBuf};

use super::error::{Problem, ReadError};
use super::find;
use super::{STDIN, metadata, name};

/// One document to be read: where its bytes are, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// The file on disk, or `-` for standard input.
    pub path: PathBuf,
    /// Which member of the archive at `path`.
    pub member: Option<Member>,
    /// What people and the graph call it: the path below the folder that was given, with `/`
    /// (`2023/通知.docx`), `附件.zip/方案.docx` for a member; the file name for a file that was
    /// named itself; `-`.
    ///
    /// It can be shown anywhere: control characters are spelled out.
    pub name: String,
}

/// A member of an archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Its place in the archive, from 0.
    pub index: usize,
    /// What it is called within the archive, where no other member has this name:
    /// `方案/实施方案.docx`, and `方案.txt#2` for the second of one name.
    ///
    /// It is data. Nothing in it leads out of the archive, and it is never opened as a path.
    pub name: String,
}

impl Input {
    /// A file as it was named; `附件.zip/方案.docx` names a member where `附件.zip` is a file, and
    /// an archive of one document names that.
    ///
    /// # Errors
    ///
    /// When there is no such file or member, or when it is known without reading it that it holds
    /// no document.
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

    /// A file by its own name.
    fn file(path: PathBuf) -> Self {
        Self { name: called(&path), path, member: None }
    }

    /// The member at a path that goes on behind an archive; only people write such paths.
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

    /// Itself, unless something speaks against reading it.
    pub(super) fn unless(self, problem: Option<Problem>) -> Result<Self, ReadError> {
        match problem {
            None => Ok(self),
            Some(problem) => Err(ReadError::of(&self, problem)),
        }
    }

    /// A member of the archive at `path`, which is called `archive`.
    pub(super) fn member(path: &Path, archive: &str, member: Member) -> Self {
        Self {
            path: path.to_owned(),
            name: format!("{archive}/{}", member.name),
            member: Some(member),
        }
    }

    /// Identifies the file on this machine from build to build: its absolute path, in which the
    /// folder is canonical, and behind a `\0` the name of the member. For `-` it is `-`.
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

    /// Where it is, as a person would type it: the path, and the member behind it.
    pub fn place(&self) -> String {
        place(&self.path, self.member.as_ref())
    }
}

/// Where something is, as a person would type it.
pub(super) fn place(path: &Path, member: Option<&Member>) -> String {
    member.iter().fold(name::shown(path), |place, member| format!("{place}/{}", member.name))
}

/// What a file is called that was named itself.
pub(super) fn called(path: &Path) -> String {
    path.file_name().map_or_else(|| name::shown(path), |file| name::harmless(&name::decoded(file)))
}
