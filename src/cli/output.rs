//! Writes answers to standard output, or to a file that is renamed when it is complete.

mod safe;

use std::fmt::Display;
use std::fs::OpenOptions;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use zeren::whole::Whole;

use super::Failure;
use safe::{Colours, Safe, safe};

/// Prints a message that is not part of the answer.
pub(crate) fn note(text: impl Display) {
    tell(&text.to_string(), Colours::Spelled);
}

/// Prints a message with colours.
pub(crate) fn coloured(text: impl Display) {
    tell(&text.to_string(), Colours::Kept);
}

#[expect(clippy::print_stderr, reason = "the one place that writes to standard error")]
fn tell(text: &str, colours: Colours) {
    eprintln!("{}", safe(text, colours));
}

/// Passes `write` a writer like [`write()`] does, for text that people read: control characters are
/// escaped wherever it goes.
pub(crate) fn text<E: Into<Failure>>(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), Failure> {
    answer(true, path, write)
}

/// Passes `write` a writer for text that people read, or for data.
pub(crate) fn answer<E: Into<Failure>>(
    is_text: bool,
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), Failure> {
    if !is_text {
        return self::write(path, write);
    }
    self::write(path, |out| {
        let mut out = Safe::new(out, Colours::Spelled);
        write(&mut out).map_err(Into::into)?;
        Ok::<_, Failure>(out.flush()?)
    })
}

/// Passes `write` a buffered writer to `path`, or to standard output if that is `None`.
///
/// Data is written unchanged, except that to a terminal only colours pass unescaped.
///
/// A file is replaced only when everything is written; after a failure the old one is unchanged.
pub(crate) fn write<E: Into<Failure>>(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), Failure> {
    match path {
        None if io::stdout().is_terminal() => {
            through(Safe::new(io::stdout().lock(), Colours::Kept), write)
        }
        None => through(io::stdout().lock(), write),
        // A device or a pipe has no old content to keep, and must not be replaced by a file.
        Some(path) if path.metadata().is_ok_and(|metadata| !metadata.is_file()) => {
            let file = OpenOptions::new()
                .write(true)
                .open(path)
                .map_err(|error| Failure::write(path, &error))?;
            through(file, write)
        }
        Some(path) => file(path, write),
    }
}

fn file<E: Into<Failure>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::write(path, &error);
    let mut new = Whole::begin(path).map_err(failed)?;
    through(new.file(), write)?;
    new.keep().map_err(failed)
}

fn through<E: Into<Failure>>(
    writer: impl Write,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), Failure> {
    let mut writer = BufWriter::new(writer);
    write(&mut writer).map_err(Into::into)?;
    Ok(writer.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_fails_leaves_the_older_one() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.ttl");
        let content = || std::fs::read_to_string(&path).expect("it is there");
        write(Some(&path), |out| out.write_all(b"one")).expect("it is written");
        let failed = write(Some(&path), |out| {
            out.write_all(b"two")?;
            Err(io::Error::other("half-way"))
        });
        assert!(failed.is_err());
        assert_eq!(content(), "one");
        write(Some(&path), |out| out.write_all(b"three")).expect("it is written");
        assert_eq!(content(), "three");
        assert_eq!(folder.path().read_dir().expect("the folder").count(), 1);
    }
}
