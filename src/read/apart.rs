//! Reading in a process of its own: what a file of a stranger does to its reader, it does to that
//! process alone.
//!
//! A PDF file may nest deeper than a stack reaches, and a page of XML may unpack to more than a
//! memory holds: the decoder ends there, and with it its process. So the program that called
//! [`isolate`] reads in children of its own kind what is packed, binary or large; they have limits
//! on their memory, time and stack, and where the system has Landlock they can open no file and
//! reach no network. They stay for the next file, and a file on which one ended is a file that
//! cannot be read. Small texts and pages are read where they are, as is all by a program that did
//! not call it.

mod frame;
#[cfg(unix)]
mod limits;
#[cfg(unix)]
mod pool;
pub(super) mod wire;
#[cfg(unix)]
mod worker;

use std::path::PathBuf;

#[cfg(unix)]
pub use worker::work;

use super::error::Problem;
#[cfg(unix)]
use super::format::Format;
use super::mail::Mail;
use super::sheets::Grid;
use super::told::Told;

/// The first argument of a process that reads for its parent.
pub const WORKER: &str = "read-worker";
/// The second argument of one that may run the programs that recognise text.
const RECOGNISING: &str = "recognising";

/// The longest text or page that is read where it is, in bytes.
#[cfg(unix)]
const SMALL: usize = 1 << 20;

/// What a process is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(unix), expect(dead_code, reason = "nothing is read apart there"))]
enum Task {
    /// The text of a document.
    Document,
    /// The same with the text of its pictures recognised.
    Recognised,
    /// The sheets of a workbook.
    Sheets,
    /// The parts of a mail.
    Mail,
}

/// From here on, what may explode is read by children that run `program` with [`WORKER`] as their
/// first argument, where it is to call [`work`].
///
/// Later calls change nothing. Where the system knows no such processes, all is read where it is.
pub fn isolate(program: PathBuf) {
    #[cfg(unix)]
    pool::set(program);
    #[cfg(not(unix))]
    drop(program);
}

/// Reads for a parent that asks for nothing here.
///
/// # Errors
///
/// Always: the system knows no such processes.
#[cfg(not(unix))]
pub fn work(_: impl Iterator<Item = std::ffi::OsString>) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// The media type and the text of a document.
pub(super) fn document(
    name: &str,
    bytes: &[u8],
    recognises: bool,
) -> Result<(&'static str, Told), Problem> {
    let format = Format::of_head(bytes, name);
    #[cfg(unix)]
    if let Some(pool) = pool::of(recognises).filter(|_| may_explode(format, bytes)) {
        let task = if recognises { Task::Recognised } else { Task::Document };
        return wire::told(pool.ask(task, name, bytes)?);
    }
    super::document_here(format, bytes, recognises)
}

/// The sheets of a workbook that is called `name`.
pub(super) fn sheets(name: &str, bytes: &[u8]) -> Result<Vec<Grid>, Problem> {
    #[cfg(unix)]
    if let Some(pool) = pool::of(false).filter(|_| may_explode(Format::of_head(bytes, name), bytes))
    {
        return wire::grids(pool.ask(Task::Sheets, name, bytes)?);
    }
    super::sheets::here(name, bytes)
}

/// The parts of a mail.
pub(super) fn mail(bytes: &[u8]) -> Result<Mail, Problem> {
    #[cfg(unix)]
    if let Some(pool) = pool::of(false).filter(|_| bytes.len() > SMALL) {
        return wire::mail(pool.ask(Task::Mail, "", bytes)?);
    }
    super::mail::read(bytes)
}

/// Whether the decoder of a document may need more than there is: all but short texts and pages,
/// and what is not read at all.
#[cfg(unix)]
fn may_explode(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Foreign(_) => false,
        Format::Text | Format::Markdown | Format::Csv | Format::Html => bytes.len() > SMALL,
        _ => true,
    }
}
