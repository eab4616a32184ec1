//! READ: paths and bytes to sources. The only stage that opens documents, and the only one that can fail on them.
//!
//! The format is told from the bytes, not from the name: a `通知.doc` is often a web page, and a `通知.txt` a PDF file.
//! A member of an archive has the path `通知.zip/附件.docx`, as if the archive were a folder. What is read keeps its order; a
//! paragraph is a line, and a table of any format is written as a pipe table of Markdown, by `read/table.rs`.

mod archive;
mod docx;
mod encoding;
mod error;
mod format;
mod html;
mod markup;
mod metadata;
#[cfg(feature = "pdf")]
mod pdf;
pub(crate) mod table;

use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

pub use error::{Problem, ReadError};
pub use format::Foreign;

use crate::digest::sha256;
use format::Format;

/// The largest document that is read, in bytes: a thousand times the longest one known.
pub const MAX_BYTES: u64 = 64 << 20;

/// The longest text that is read out of a document, in bytes.
const MAX_TEXT: usize = 128 << 20;

/// The path that means standard input.
pub const STDIN: &str = "-";

/// Extensions of files that are documents: what is read, and what the user is told how to convert.
const EXTENSIONS: &[&str] = &[
    "doc", "docx", "htm", "html", "md", "mht", "mhtml", "ofd", "pdf", "rtf", "shtml", "txt", "wps", "xls", "xlsx",
    "zip",
];

/// One document as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// File name without its folder, `archive.zip/member` in an archive, or `-` for standard input.
    pub name: String,
    /// The text, whose bytes every [`Span`](crate::span::Span) counts.
    pub text: String,
    /// SHA-256 of the bytes that were read, in lower-case hexadecimal digits.
    pub hash: String,
}

/// Reads one file, one member of an archive, or standard input where `path` is `-`.
pub fn read(path: &Path) -> Result<Source, ReadError> {
    let name = path.file_name().map_or_else(|| STDIN.into(), OsStr::to_string_lossy).into_owned();
    let told = |problem| ReadError { path: path.to_owned(), problem };
    let (name, bytes) = match archive::split(path) {
        Some((archive, member)) => {
            let name = archive.file_name().unwrap_or_default().to_string_lossy();
            let bytes = open(archive).and_then(|file| archive::member(file, member)).map_err(told)?;
            if Format::of(&bytes) == Format::Zip {
                return Err(told(Problem::NestedArchive));
            }
            (format!("{name}/{member}"), bytes)
        }
        None => (name, whole(path).map_err(told)?),
    };
    source(name, &bytes).map_err(told)
}

/// Reads a document that is at hand as bytes, such as one that was sent.
///
/// An archive is read when it holds one document.
pub fn source(name: String, bytes: &[u8]) -> Result<Source, Problem> {
    if Format::of(bytes) == Format::Zip {
        let (member, inner) = archive::only(io::Cursor::new(bytes))?;
        return Ok(Source { name: format!("{name}/{member}"), text: text(&inner)?, hash: sha256(&inner) });
    }
    Ok(Source { text: text(bytes)?, hash: sha256(bytes), name })
}

/// The text of a document.
fn text(bytes: &[u8]) -> Result<String, Problem> {
    let text = match Format::of(bytes) {
        Format::Html => html::text(&encoding::decode(bytes)?)?,
        Format::Docx => docx::text(bytes)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::text(bytes)?,
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => return Err(Problem::NoPdf),
        Format::Text => encoding::decode(bytes)?,
        Format::Zip => return Err(Problem::NestedArchive),
        Format::Foreign(format) => return Err(Problem::Foreign(format)),
    };
    match text {
        text if text.trim().is_empty() => Err(Problem::Empty),
        text if text.len() > MAX_TEXT => Err(Problem::Expands),
        text => Ok(text),
    }
}

/// The documents at `path`: the file itself, the members of an archive, or all files of a folder that are documents, at any
/// depth, in the order of their paths.
///
/// Hidden files and folders are passed over, and a symbolic link that leads back to a folder above it ends there. What
/// cannot be looked into is told in its place, so that the rest can still be read.
pub fn documents(path: &Path) -> Vec<Result<PathBuf, ReadError>> {
    if path == Path::new(STDIN) || archive::split(path).is_some() {
        return vec![Ok(path.to_owned())];
    }
    let found: Vec<_> = match metadata(path) {
        Err(error) => vec![Err(ReadError { path: path.to_owned(), problem: error })],
        Ok(metadata) if metadata.is_dir() => {
            walk(path).flat_map(|found| found.map_or_else(|error| vec![Err(error)], members)).collect()
        }
        Ok(_) => members(path.to_owned()),
    };
    if found.is_empty() { vec![Err(ReadError { path: path.to_owned(), problem: Problem::NoDocuments })] } else { found }
}

/// The members of an archive, or the file itself.
fn members(path: PathBuf) -> Vec<Result<PathBuf, ReadError>> {
    let listed = open(&path).and_then(|mut file| match Format::of_file(&mut file)? {
        Format::Zip => archive::members(file).map(Some),
        _ => Ok(None),
    });
    match listed {
        Ok(Some(names)) => names.into_iter().map(|name| Ok(path.join(name))).collect(),
        Ok(None) => vec![Ok(path)],
        Err(problem) => vec![Err(ReadError { path, problem })],
    }
}

fn walk(folder: &Path) -> impl Iterator<Item = Result<PathBuf, ReadError>> {
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)).filter_map(|entry| match entry {
        Ok(entry) => (entry.file_type().is_file() && is_document(entry.path())).then(|| Ok(entry.into_path())),
        Err(error) if error.loop_ancestor().is_some() => None,
        Err(error) => {
            let path = error.path().unwrap_or(folder).to_owned();
            Some(Err(ReadError { path, problem: io::Error::from(error).into() }))
        }
    })
}

/// Opens a file that is no folder.
#[expect(clippy::disallowed_methods, reason = "the one place that opens documents")]
fn open(path: &Path) -> Result<File, Problem> {
    if metadata(path)?.is_dir() { Err(Problem::Folder) } else { Ok(File::open(path)?) }
}

fn metadata(path: &Path) -> Result<Metadata, Problem> {
    Ok(path.metadata()?)
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads documents")]
fn whole(path: &Path) -> Result<Vec<u8>, Problem> {
    if path == Path::new(STDIN) { bytes(io::stdin().lock()) } else { bytes(open(path)?) }
}

/// Reads to the end, but never more than the limit, whatever length the system tells.
fn bytes(reader: impl Read) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES { Err(Problem::Large) } else { Ok(bytes) }
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|one| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(one)))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}
