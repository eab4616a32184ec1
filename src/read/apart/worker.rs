//! The child process that reads documents for its parent, one after another, until its input ends.

use std::ffi::OsString;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use super::super::error::Problem;
use super::super::format::Format;
use super::super::{document_here, mail, sheets};
use super::{RECOGNISING, Task, frame, limits, wire};

/// Answers the requests on standard input on standard output; `args` are those that follow
/// [`WORKER`](super::WORKER).
///
/// # Errors
///
/// If the process cannot limit itself, or a request is malformed.
#[expect(clippy::disallowed_methods, reason = "standard input is where the parent asks")]
pub fn work(args: impl Iterator<Item = OsString>) -> io::Result<()> {
    let recognises = args.into_iter().any(|arg| arg == RECOGNISING);
    limits::confine(recognises)?;
    let reader = thread::Builder::new().name("reader".into()).stack_size(limits::STACK);
    let running = reader
        .spawn(move || answers(&mut io::stdin().lock(), &mut io::stdout().lock(), recognises))?;
    running.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
}

fn answers(from: &mut impl io::Read, to: &mut impl io::Write, recognises: bool) -> io::Result<()> {
    while let Some(message) = frame::read(&mut *from)? {
        let [task, name, bytes] = &message[..] else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let name = String::from_utf8_lossy(name);
        limits::allow(bytes.len(), recognises)?;
        let parts = catch_unwind(AssertUnwindSafe(|| answer(task.first().copied(), &name, bytes)));
        let parts = parts.unwrap_or_else(|_| wire::pack::<()>(Err(Problem::Broke)));
        frame::write(&mut *to, &parts.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
    }
    Ok(())
}

fn answer(task: Option<u8>, name: &str, bytes: &[u8]) -> Vec<Vec<u8>> {
    let is = |one: Task| task == Some(one as u8);
    match () {
        () if is(Task::Mail) => wire::pack(mail::read(bytes).map(wire::of_mail)),
        () if is(Task::Sheets) => {
            wire::pack(sheets::here(name, bytes).map(|grids| (grids, Vec::new())))
        }
        () => wire::pack(
            document_here(Format::of_head(bytes, name), bytes, is(Task::Recognised))
                .map(wire::of_told),
        ),
    }
}
