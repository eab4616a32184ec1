//! The reasons why a document cannot be read, and what to do about each.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::apart::wire;
use super::archive::{MAX_MEMBERS, MAX_TOTAL};
use super::format::Foreign;
use super::input::{self, Input, Member};
use super::{MAX_BYTES, name};
use crate::message;
use crate::message::Message;

/// A document that cannot be read.
#[derive(Debug, thiserror::Error)]
pub struct ReadError {
    /// The file or folder.
    pub path: PathBuf,
    /// The member, if the file is an archive.
    pub member: Option<Member>,
    /// The name of the document, as in [`Input::name`].
    pub name: String,
    /// Why it cannot be read.
    pub problem: Problem,
}

impl ReadError {
    /// Creates an error about a document.
    pub fn of(input: &Input, problem: Problem) -> Self {
        let Input { path, member, name } = input.clone();
        Self { path, member, name, problem }
    }

    /// Creates an error about a path.
    pub(super) fn at(path: &Path, problem: Problem) -> Self {
        Self { path: path.to_owned(), member: None, name: input::called(path), problem }
    }

    /// Returns the message: which file cannot be read, and why.
    pub fn message(&self) -> Message {
        message!(
            "cannot-read",
            path = input::place(&self.path, self.member.as_ref()),
            why = self.problem.message()
        )
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        self.problem.hint()
    }
}

/// A string constant of the program.
type Word = &'static str;
type ForeignFormat = &'static Foreign;

/// Why something cannot be read.
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing is at the path.
    Missing,
    /// The system denies permission.
    Denied,
    /// Another I/O error.
    Refused(#[serde(with = "wire::system")] io::Error),
    /// A symbolic link to nothing.
    Dangling,
    /// A pipe, a device, or anything else that is neither file nor folder.
    Special,
    /// A folder where a file is expected.
    Folder,
    /// A folder or an archive without any readable document.
    NoDocuments,
    /// A store of zeren where documents are expected.
    Store,
    /// No text but white space.
    Empty,
    /// No text, except in a part that the format's reader does not read.
    Unread(Box<Message>),
    /// A file of more than [`MAX_BYTES`].
    Large,
    /// A file that unpacks to more than the limits allow.
    Expands,
    /// Elements nested deeper than anyone writes.
    Deep,
    /// A known but unsupported format.
    Foreign(#[serde(with = "wire::foreign")] ForeignFormat),
    /// Bytes that do not occur in text.
    Binary,
    /// Text in an unknown encoding.
    Encoding,
    /// A document that violates its format.
    Damaged {
        /// The format that it was taken for.
        #[serde(deserialize_with = "wire::word")]
        format: Word,
        /// What is wrong.
        reason: Box<Message>,
    },
    /// A document protected by a password.
    Locked,
    /// A PDF file that holds only scanned pages.
    Scanned,
    /// Text whose fonts do not say which characters they draw.
    Opaque,
    /// A PDF file, in a build without PDF support.
    NoPdf,
    /// An archive of that many documents where one document is expected.
    Several(usize),
    /// That many members beyond the last one read.
    Members(usize),
    /// A member beyond the limit on unpacked bytes.
    Beyond,
    /// A member with an unsupported compression method.
    Packing,
    /// A member that is a symbolic link.
    Link,
    /// An archive inside an archive.
    NestedArchive,
    /// A text recognition program that is not installed.
    NoProgram(#[serde(deserialize_with = "wire::word")] Word),
    /// A text recognition program that failed or took too long.
    Recogniser(#[serde(deserialize_with = "wire::word")] Word),
    /// Reading exceeded the memory or stack allowed for one document.
    Broke,
    /// Reading exceeded the time allowed for one document.
    Overran,
    /// A name that matches no member of the archive.
    NoMember,
}

impl Problem {
    /// Creates [`Problem::Damaged`].
    pub(super) fn damaged(format: &'static str, reason: Message) -> Self {
        Self::Damaged { format, reason: Box::new(reason) }
    }

    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => message!("problem-missing"),
            Self::Denied => message!("problem-denied"),
            Self::Dangling => message!("problem-dangling"),
            Self::Special => message!("problem-special"),
            Self::Folder => message!("problem-folder"),
            Self::NoDocuments => message!("problem-no-documents"),
            Self::Store => message!("problem-store"),
            Self::Empty => message!("problem-empty"),
            Self::Expands => message!("problem-expands"),
            Self::Deep => message!("problem-deep"),
            Self::Binary => message!("problem-binary"),
            Self::Encoding => message!("problem-encoding"),
            Self::Locked => message!("problem-locked"),
            Self::Scanned => message!("problem-scanned"),
            Self::Opaque => message!("problem-opaque"),
            Self::NoPdf => message!("problem-no-pdf"),
            Self::Packing => message!("problem-packing"),
            Self::Link => message!("problem-link"),
            Self::NestedArchive => message!("problem-nested"),
            Self::NoMember => message!("problem-no-member"),
            Self::Broke => message!("problem-broke"),
            Self::Overran => message!("problem-overran"),
            Self::Refused(error) => message::io(error),
            Self::Unread(why) => (**why).clone(),
            Self::Large => message!("problem-large", n = megabytes(MAX_BYTES)),
            Self::Foreign(format) => (format.name)(),
            Self::Damaged { format, reason } => {
                message!("problem-damaged", format = *format, why = (**reason).clone())
            }
            Self::Several(n) => message!("problem-several", n = *n),
            Self::Members(n) => message!("problem-members", n = *n, most = MAX_MEMBERS),
            Self::Beyond => message!("problem-beyond", n = megabytes(MAX_TOTAL)),
            Self::NoProgram(program) => message!("problem-no-program", program = *program),
            Self::Recogniser(program) => message!("problem-recogniser", program = *program),
        }
    }

    /// Whether the file is no document at all: a picture, a program, data.
    pub fn is_foreign(&self) -> bool {
        matches!(self, Self::Foreign(_))
    }

    /// Returns a count of files with this problem: `2 scans`.
    pub fn kind(&self, n: usize) -> Message {
        match self {
            Self::Foreign(format) => (format.kind)(n),
            Self::Missing | Self::NoMember => message!("kind-missing", n = n),
            Self::Denied | Self::Refused(_) => message!("kind-refused", n = n),
            Self::Dangling | Self::Link => message!("kind-link", n = n),
            Self::Special => message!("kind-special", n = n),
            Self::Folder => message!("kind-folder", n = n),
            Self::NoDocuments => message!("kind-no-documents", n = n),
            Self::Store => message!("kind-store", n = n),
            Self::Empty => message!("kind-empty", n = n),
            Self::Unread(_) => message!("kind-unread", n = n),
            Self::Large
            | Self::Expands
            | Self::Deep
            | Self::Beyond
            | Self::Broke
            | Self::Overran => {
                message!("kind-large", n = n)
            }
            Self::Binary => message!("kind-binary", n = n),
            Self::Encoding => message!("kind-encoding", n = n),
            Self::Damaged { .. } => message!("kind-damaged", n = n),
            Self::Locked => message!("kind-locked", n = n),
            Self::NoProgram(_) | Self::Recogniser(_) | Self::Scanned | Self::Opaque => {
                message!("kind-scan", n = n)
            }
            Self::NoPdf => message!("kind-pdf", n = n),
            Self::Several(_) | Self::Members(_) | Self::NestedArchive => {
                message!("kind-archive", n = n)
            }
            Self::Packing => message!("kind-member", n = n),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Missing => message!("hint-missing"),
            Self::Denied => message!("hint-denied"),
            Self::Refused(_) => message!("hint-refused"),
            Self::Dangling => message!("hint-dangling"),
            Self::Special => message!("hint-special"),
            Self::Folder => message!("hint-folder"),
            Self::NoDocuments => message!("hint-no-documents"),
            Self::Store => message!("hint-store"),
            Self::Empty => message!("hint-empty"),
            Self::Unread(_) => message!("hint-unread"),
            Self::Large => message!("hint-large"),
            Self::Expands => message!("hint-expands"),
            Self::Deep => message!("hint-deep"),
            Self::Broke | Self::Overran => message!("hint-broke"),
            Self::Binary => message!("hint-binary"),
            Self::Encoding => message!("hint-encoding"),
            Self::Damaged { .. } => message!("hint-damaged"),
            Self::Locked => message!("hint-locked"),
            Self::Scanned => message!("hint-scanned"),
            Self::Opaque => message!("hint-opaque"),
            Self::NoPdf => message!("hint-no-pdf"),
            Self::Several(_) => message!("hint-several"),
            Self::Members(_) | Self::Beyond | Self::Packing => message!("hint-unpack"),
            Self::Link => message!("hint-link"),
            Self::NestedArchive => message!("hint-nested"),
            Self::NoProgram(_) => message!("hint-no-program"),
            Self::Recogniser(_) => message!("hint-recogniser"),
            Self::NoMember => message!("hint-no-member"),
            Self::Foreign(format) => (format.hint)(),
        }
    }
}

/// Returns the wording of a decoder, made harmless.
pub(super) fn decoder(error: impl ToString) -> Message {
    message!("damage-told", text = name::harmless(&error.to_string()))
}

fn megabytes(n: u64) -> usize {
    usize::try_from(n >> 20).unwrap_or(usize::MAX)
}

message::tells!(ReadError, Problem);

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        // A path that continues below a file does not exist either.
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Refused(error),
        }
    }
}
