//! Why a document cannot be read, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use super::archive::{MAX_MEMBERS, MAX_TOTAL};
use super::format::Foreign;
use super::input::{self, Input, Member};
use super::{MAX_BYTES, name};

/// A document that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read `{}`: {problem}", input::place(.path, .member.as_ref()))]
pub struct ReadError {
    /// The file or folder.
    pub path: PathBuf,
    /// The member of the archive at `path`.
    pub member: Option<Member>,
    /// What it is called, as in [`Input::name`].
    pub name: String,
    /// Why it cannot be read.
    pub problem: Problem,
}

impl ReadError {
    /// A problem with a document.
    pub fn of(input: &Input, problem: Problem) -> Self {
        let Input { path, member, name } = input.clone();
        Self { path, member, name, problem }
    }

    /// A problem with a path that was given.
    pub(super) fn at(path: &Path, problem: Problem) -> Self {
        Self { path: path.to_owned(), member: None, name: input::called(path), problem }
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        self.problem.hint()
    }
}

/// Why something cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Nothing is at the path.
    #[error("no such file or folder")]
    Missing,
    /// The system lets others read it.
    #[error("you may not read it")]
    Denied,
    /// The system refuses.
    #[error("{0}")]
    Refused(io::Error),
    /// A symbolic link to nothing.
    #[error("a link to a file that is not there")]
    Dangling,
    /// A pipe, a device, or whatever else is neither file nor folder.
    #[error("a device or pipe, not a file")]
    Special,
    /// A folder where a file is wanted.
    #[error("a folder, not a file")]
    Folder,
    /// A folder or an archive in which nothing can be read.
    #[error("no documents in it")]
    NoDocuments,
    /// A store where documents are wanted.
    #[error("a store of zeren, not documents")]
    Store,
    /// Nothing but white space.
    #[error("it is empty")]
    Empty,
    /// No text but in a part that is not read, as its reader told.
    #[error("{0}")]
    Unread(String),
    /// More than [`MAX_BYTES`].
    #[error("larger than {} MB", MAX_BYTES >> 20)]
    Large,
    /// A small file that holds a huge document.
    #[error("it unpacks to more than is read")]
    Expands,
    /// Elements in elements, deeper than people write.
    #[error("its elements are nested too deep")]
    Deep,
    /// A known format that is not read.
    #[error("{}", .0.name)]
    Foreign(&'static Foreign),
    /// Bytes that no text has.
    #[error("a binary file, not text")]
    Binary,
    /// Text in no encoding that is known.
    #[error("neither UTF-8 nor UTF-16, GB18030 or Big5")]
    Encoding,
    /// A document that breaks the rules of its format.
    #[error("a damaged {format} file: {reason}")]
    Damaged {
        /// The format that it begins as.
        format: &'static str,
        /// What is wrong, in the words of the decoder.
        reason: String,
    },
    /// A document that asks for a password.
    #[error("it is locked with a password")]
    Locked,
    /// Pictures of pages.
    #[error("a scan: pictures of pages, without text")]
    Scanned,
    /// Text of which only the shapes are known.
    #[error("a PDF file whose fonts do not tell their characters")]
    Opaque,
    /// PDF in a program that was built without it.
    #[error("a PDF file, and this program was built without PDF")]
    NoPdf,
    /// An archive where one document is wanted.
    #[error("an archive of {0} files")]
    Several(usize),
    /// Members behind the last one that is read.
    #[error("{0} more files in it than the {MAX_MEMBERS} that are read")]
    Members(usize),
    /// A member behind the last byte that is unpacked.
    #[error("with this its archive unpacks to more than {} MB", MAX_TOTAL >> 20)]
    Beyond,
    /// A member that is packed as few programs do.
    #[error("packed in a way that is not read")]
    Packing,
    /// A member that points elsewhere in place of holding a document.
    #[error("a link to another file, which is not followed")]
    Link,
    /// An archive in an archive.
    #[error("an archive within an archive")]
    NestedArchive,
    /// A program that recognises text, and is not on the machine.
    #[error("`{0}` is not on this machine, and is needed to recognise text")]
    NoProgram(&'static str),
    /// A program that recognises text, and failed or took too long.
    #[error("`{0}` failed or took too long to recognise its text")]
    Recogniser(&'static str),
    /// A name that no member of the archive has.
    #[error("the archive has no such member")]
    NoMember,
}

impl Problem {
    /// A document that breaks the rules of its format.
    pub(super) fn damaged(format: &'static str, reason: impl ToString) -> Self {
        Self::Damaged { format, reason: name::harmless(&reason.to_string()) }
    }

    /// Whether nobody takes the file for a document: a picture, a program, data.
    pub fn is_foreign(&self) -> bool {
        matches!(self, Self::Foreign(_))
    }

    /// What files with this problem are called, one or several of them.
    pub fn kind(&self, n: usize) -> &'static str {
        let (one, several) = match self {
            Self::Foreign(format) => format.kind,
            Self::Missing | Self::NoMember => ("missing file", "missing files"),
            Self::Denied | Self::Refused(_) => ("file that the system refuses", "files that the system refuses"),
            Self::Dangling | Self::Link => ("link", "links"),
            Self::Special => ("device or pipe", "devices or pipes"),
            Self::Folder => ("folder", "folders"),
            Self::NoDocuments => ("place without documents", "places without documents"),
            Self::Store => ("store", "stores"),
            Self::Empty => ("empty file", "empty files"),
            Self::Unread(_) => ("file whose text is not read", "files whose text is not read"),
            Self::Large | Self::Expands | Self::Deep | Self::Beyond => {
                ("file that is too large", "files that are too large")
            }
            Self::Binary => ("binary file", "binary files"),
            Self::Encoding => ("text in no known encoding", "texts in no known encoding"),
            Self::Damaged { .. } => ("damaged file", "damaged files"),
            Self::Locked => ("locked file", "locked files"),
            Self::NoProgram(_) | Self::Recogniser(_) | Self::Scanned | Self::Opaque => ("scan", "scans"),
            Self::NoPdf => ("PDF file", "PDF files"),
            Self::Several(_) | Self::Members(_) | Self::NestedArchive => ("archive", "archives"),
            Self::Packing => ("member of an archive", "members of archives"),
        };
        if n == 1 { one } else { several }
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Missing => "check the spelling, or give the folder that holds the documents",
            Self::Denied => "ask its owner, or whoever looks after the machine, to let you read it",
            Self::Refused(_) => "see whether the disk or the folder on the network can be reached, and try again",
            Self::Dangling => "put the file itself there, or take the link away",
            Self::Special => "name a file; what comes from a program can be given with `-` on standard input",
            Self::Folder => "give one file, or `-` for standard input",
            Self::NoDocuments => {
                "zeren reads text, web pages, documents and sheets of Word, Excel, WPS and LibreOffice, PDF, and .zip archives of these"
            }
            Self::Store => "give the folder of the documents; `--location` names the store",
            Self::Empty => {
                "give a document with text; a page whose text comes by script has to be saved from the browser"
            }
            Self::Unread(_) => "open it in Word, WPS or LibreOffice and save it anew, or copy its text into a document",
            Self::Large => "split it into documents",
            Self::Expands => "if it is a real document, save its text as .txt and read that",
            Self::Deep => "copy the document's text out of the page and read that",
            Self::Foreign(format) => format.hint,
            Self::Binary => "convert it to DOCX, PDF with text, or plain text first",
            Self::Encoding => "open it in an editor that shows it right, and save it as UTF-8",
            Self::Damaged { .. } => "get the file again, or open it and save it anew",
            Self::Locked => "take the password off first",
            Self::Scanned => {
                "give `--ocr`, or have the text recognised (OCR) first, such as with `ocrmypdf -l chi_sim`"
            }
            Self::Opaque => {
                "give `--ocr`, or have the text recognised (OCR) first, such as with `ocrmypdf --force-ocr -l chi_sim`"
            }
            Self::NoPdf => "build with `--features pdf`, or convert it with `pdftotext -layout`",
            Self::Several(_) => "`zeren build` reads all of them; `zeren extract archive.zip/member` reads one",
            Self::Members(_) | Self::Beyond | Self::Packing => "unpack it, and give the folder",
            Self::Link => "pack the file itself, or give it on its own",
            Self::NestedArchive => "unpack the inner archive first",
            Self::NoProgram(_) => "on Debian, `apt install tesseract-ocr tesseract-ocr-chi-sim poppler-utils`",
            Self::Recogniser(_) => "see whether `tesseract --list-langs` has chi_sim, or give the text itself",
            Self::NoMember => "list the members, such as with `unzip -l`",
        }
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        // A path that goes on behind a file leads nowhere either.
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Refused(error),
        }
    }
}
