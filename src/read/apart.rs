//! Reading in separate processes, so that a hostile file can harm only the process that reads it.
//!
//! A PDF file may nest deeper than the stack allows, and XML may unpack to more than fits in
//! memory: the decoder dies, and its process with it. A program that has called [`isolate`]
//! therefore reads everything packed, binary or large in child processes running the same program.
//! They have limits on memory, time and stack, and where the system has Landlock they can open no
//! file and reach no network. A child stays alive for the next file; a file that killed one is
//! reported as unreadable. Small texts and pages are read in the calling process, as is everything
//! in a program that has not called [`isolate`].

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
/// The second argument of such a process if it may run the programs that recognise text.
const RECOGNISING: &str = "recognising";

/// The largest text or page read in the calling process, in bytes.
#[cfg(unix)]
const SMALL: usize = 1 << 20;

/// What a child process is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(unix), expect(dead_code, reason = "nothing is read apart there"))]
enum Task {
    /// Return the text of a document.
    Document,
    /// Return the text of a document, recognising that of its pictures.
    Recognised,
    /// Return the sheets of a workbook.
    Sheets,
    /// Return the parts of a mail.
    Mail,
}

/// Makes this process read risky files in children from now on: they run `program` with [`WORKER`]
/// as their first argument, upon which it must call [`work`].
///
/// Later calls have no effect. Where the platform does not support this, everything is read in the
/// calling process.
pub fn isolate(program: PathBuf) {
    #[cfg(unix)]
    pool::set(program);
    #[cfg(not(unix))]
    drop(program);
}

/// Stands in for the worker on a platform without one.
///
/// # Errors
///
/// Always.
#[cfg(not(unix))]
pub fn work(_: impl Iterator<Item = std::ffi::OsString>) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Returns the media type and text of a document.
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

/// Returns the sheets of the workbook called `name`.
pub(super) fn sheets(name: &str, bytes: &[u8]) -> Result<Vec<Grid>, Problem> {
    #[cfg(unix)]
    if let Some(pool) = pool::of(false).filter(|_| may_explode(Format::of_head(bytes, name), bytes))
    {
        return wire::grids(pool.ask(Task::Sheets, name, bytes)?);
    }
    super::sheets::here(name, bytes)
}

/// Returns the parts of a mail.
pub(super) fn mail(bytes: &[u8]) -> Result<Mail, Problem> {
    #[cfg(unix)]
    if let Some(pool) = pool::of(false).filter(|_| bytes.len() > SMALL) {
        return wire::mail(pool.ask(Task::Mail, "", bytes)?);
    }
    super::mail::read(bytes)
}

/// Whether decoding a document may exhaust memory or stack: true of everything but small texts and
/// pages, and formats that are not read at all.
#[cfg(unix)]
fn may_explode(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Foreign(_) => false,
        Format::Text | Format::Markdown | Format::Csv | Format::Html => bytes.len() > SMALL,
        _ => true,
    }
}
