//! READ: turns paths and bytes into sources. The only stage that opens documents, and the only one
//! that can fail on them.
//!
//! The format is detected from the bytes, not the name: a `通知.doc` is often a web page, and a
//! `通知.txt` a PDF file. [`inputs`] lists every file of a folder and, as if it were a folder too,
//! every member of an archive, named like `通知.zip/附件.docx`; a [`Reader`] reads them. Text keeps
//! its order; a paragraph becomes a line, and a table of any format a Markdown pipe table, written
//! by `read/table.rs`.

mod apart;
mod archive;
mod docx;
mod encoding;
mod error;
mod find;
mod format;
mod gap;
mod html;
mod input;
mod mail;
mod markdown;
mod markup;
mod metadata;
mod mojibake;
mod name;
mod ocr;
mod odf;
#[cfg(feature = "pdf")]
mod ofd;
mod office;
mod pack;
#[cfg(feature = "pdf")]
mod pdf;
mod rtf;
mod sheet;
mod sheets;
mod spans;
mod symbol;
pub(crate) mod table;
mod told;
mod xml;

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use apart::{WORKER, isolate, work};
pub use error::{Problem, ReadError};
pub use find::{CORRECTIONS, Found, Passed, find, inputs};
pub use format::Foreign;
pub(crate) use format::media_type;
pub use input::{Input, Member};
pub use sheets::{Grid, Sheets, sheets};

use crate::diagnostic::{Diagnostic, Severity};
use crate::digest::sha256;
use crate::message;
use archive::Archive;
use format::Format;
use pack::{Held, Pack};
use told::Told;

/// The size limit of a document, in bytes: a thousand times the longest one known.
pub const MAX_BYTES: u64 = 64 << 20;

/// The limit on the text read from one document, in bytes: three hundred times the longest one
/// known.
const MAX_TEXT: usize = 16 << 20;

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// One document as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// What it is called: [`Input::name`].
    pub name: String,
    /// The text; every [`Span`](crate::span::Span) is a range of its bytes.
    pub text: String,
    /// SHA-256 of the original bytes, in lower-case hexadecimal.
    pub hash: String,
    /// The media type of the original bytes, detected from their content: `text/html`.
    pub format: &'static str,
    /// Notes on what was left out or repaired while reading; they become part of
    /// [`Facts::diagnostics`](crate::model::Facts::diagnostics).
    pub notes: Vec<Diagnostic>,
}

/// Reads documents one after another.
///
/// Keeps the archive it read last open, so that the archive's list of members is read only once.
#[derive(Default)]
pub struct Reader {
    archive: Option<(PathBuf, Pack)>,
    recognises: bool,
}

impl Reader {
    /// Creates a reader with nothing open.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a reader that, if asked to, has programs installed on the machine recognise the text
    /// of pictures and scanned pages.
    pub fn recognising(recognises: bool) -> Self {
        Self { recognises, ..Self::default() }
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// If the document does not exist or cannot be read.
    pub fn read(&mut self, input: &Input) -> Result<Source, ReadError> {
        let read = match &input.member {
            None => whole(&input.path)
                .and_then(|bytes| recognised(input.name.clone(), &bytes, self.recognises)),
            Some(member) => {
                let bytes = self.member(&input.path, member);
                bytes.and_then(|bytes| document(input.name.clone(), &bytes, self.recognises))
            }
        };
        read.map_err(|problem| ReadError::of(input, problem))
    }

    /// Returns the bytes of a member of the archive at `path`.
    fn member(&mut self, path: &Path, member: &Member) -> Result<Vec<u8>, Problem> {
        match &mut self.archive {
            Some((known, archive)) if known == path => archive.unpack(member),
            place => {
                let pack = find::look(path, &input::called(path))?.ok_or(Problem::NoMember)?;
                place.insert((path.to_owned(), pack)).1.unpack(member)
            }
        }
    }
}

/// Reads one document.
///
/// # Errors
///
/// As [`Reader::read`], which is preferable for reading several documents.
pub fn read(input: &Input) -> Result<Source, ReadError> {
    Reader::new().read(input)
}

/// Reads the document at a path, as [`Input::of`] takes it.
///
/// # Errors
///
/// If the document does not exist or cannot be read.
pub fn read_path(path: &Path) -> Result<Source, ReadError> {
    read(&Input::of(path)?)
}

/// Reads a document that is already in memory, such as an upload.
///
/// An archive or a mail with attachments is read only if it holds a single document.
pub fn source(name: String, bytes: &[u8]) -> Result<Source, Problem> {
    recognised(name, bytes, false)
}

/// Reads a document as [`source`] does, recognising the text of pictures if asked to.
fn recognised(name: String, bytes: &[u8], recognises: bool) -> Result<Source, Problem> {
    if mail::is_mail(format::beginning(bytes)) {
        let mail = apart::mail(bytes)?;
        if mail.attachments.is_empty() {
            return document(name, bytes, recognises);
        }
        let held = Held::mail(mail);
        let (member, _) = held.members().only()?;
        return document(format!("{name}/{}", member.name), &held.unpack(&member)?, recognises);
    }
    if !format::is_archive(bytes) {
        return document(name, bytes, recognises);
    }
    let mut archive = Archive::open(io::Cursor::new(bytes))?;
    if archive.format() != Format::Zip {
        return document(name, bytes, recognises);
    }
    // Unpacking reports any problem with the member.
    let (member, _) = archive.members().only()?;
    document(format!("{name}/{}", member.name), &archive.unpack(&member)?, recognises)
}

/// Reads a document that is not an archive.
fn document(name: String, bytes: &[u8], recognises: bool) -> Result<Source, Problem> {
    let (format, Told { text, notes }) = apart::document(&name, bytes, recognises)?;
    Ok(Source { text, hash: sha256(bytes), format, name, notes })
}

/// Reads a document in this process and returns its media type and text; `format` was detected from
/// its first bytes.
fn document_here(
    format: Format,
    bytes: &[u8],
    recognises: bool,
) -> Result<(&'static str, Told), Problem> {
    let format = format.of_whole(bytes)?;
    Ok((format.media_type(), told(bytes, format, recognises)?))
}

/// Returns the text of a document, with notes on what is missing from it.
fn told(bytes: &[u8], format: Format, recognises: bool) -> Result<Told, Problem> {
    let told = match format {
        // No limit here: a page may embed pictures, which are not text.
        Format::Html => written(bytes, usize::MAX, html::text)?,
        Format::Docx => docx::text(bytes)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::text(bytes, recognises.then_some(ocr::page as pdf::Recognise))?,
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => return Err(Problem::NoPdf),
        Format::Text | Format::Markdown => {
            written(bytes, MAX_TEXT, |text| Ok(markdown::plain(text)))?
        }
        Format::Csv => written(bytes, MAX_TEXT, |text| sheet::csv(text).map(gap::taken))?,
        Format::Xls | Format::Xlsx => gap::taken(office::workbook(bytes, format)?),
        Format::Doc => gap::taken(office::doc(bytes)?),
        Format::Rtf => gap::taken(rtf::text(bytes)?),
        Format::Odt | Format::Ods => gap::taken(odf::text(bytes)?),
        #[cfg(feature = "pdf")]
        Format::Ofd => gap::taken(ofd::text(bytes)?),
        #[cfg(not(feature = "pdf"))]
        Format::Ofd => return Err(Problem::NoPdf),
        Format::Mail => gap::taken(mail::text(bytes)?),
        Format::Zip => return Err(Problem::NestedArchive),
        Format::Compound => return Err(Problem::damaged("Office", message!("damage-streams"))),
        Format::Foreign(format) if recognises && format.is_picture() => {
            gap::taken(ocr::picture(bytes)?)
        }
        Format::Foreign(format) => return Err(Problem::Foreign(format)),
    };
    match told {
        Told { text, notes } if text.trim().is_empty() => {
            let unread = notes.into_iter().find(|note| note.severity == Severity::Doubt);
            Err(unread.map_or(Problem::Empty, |note| Problem::Unread(Box::new(note.message))))
        }
        Told { text, .. } if text.len() > MAX_TEXT => Err(Problem::Expands),
        told => Ok(told),
    }
}

/// Reads a document that is itself text, whatever its encoding, and repairs mojibake; fails if the
/// text is longer than `most` bytes.
fn written(
    bytes: &[u8],
    most: usize,
    read: impl Fn(&str) -> Result<Told, Problem>,
) -> Result<Told, Problem> {
    let decoded = encoding::decode(bytes)?;
    if decoded.len() > most {
        return Err(Problem::Expands);
    }
    let (text, mended) = mojibake::mended(decoded);
    let mut told = read(&text)?;
    mended.tell(&mut told);
    Ok(told)
}

/// Opens a file; fails on a folder.
#[expect(clippy::disallowed_methods, reason = "the one place that opens documents")]
fn open(path: &Path) -> Result<File, Problem> {
    if metadata(path)?.is_dir() { Err(Problem::Folder) } else { Ok(File::open(path)?) }
}

fn metadata(path: &Path) -> Result<Metadata, Problem> {
    path.metadata().map_err(|error| match Problem::from(error) {
        Problem::Missing if path.is_symlink() => Problem::Dangling,
        problem => problem,
    })
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads documents")]
fn whole(path: &Path) -> Result<Vec<u8>, Problem> {
    if path == Path::new(STDIN) { bytes(io::stdin().lock()) } else { bytes(open(path)?) }
}

/// Reads to the end, but never beyond [`MAX_BYTES`], whatever length the system reports.
fn bytes(reader: impl Read) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES { Err(Problem::Large) } else { Ok(bytes) }
}
