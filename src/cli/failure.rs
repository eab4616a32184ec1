//! Failures of commands, and how they are reported.

use std::error::Error;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use zeren::diff::patch::BlankNodes;
use zeren::export::csv::CsvError;
use zeren::export::release::ReleaseError;
use zeren::export::system::SystemError;
use zeren::ledger::LedgerError;
use zeren::map::MapError;
use zeren::message;
use zeren::message::Message;
use zeren::names::NameError;
use zeren::query::{FormatError, QueryError, WriteError};
use zeren::question::NamedError;
use zeren::read::ReadError;
use zeren::remote::RemoteError;
use zeren::search::SearchError;
use zeren::serve::ServeError;
use zeren::store::StoreError;
use zeren::validate::ShapesError;

use super::output;

/// The exit code of a command that could not run.
const COULD_NOT_RUN: u8 = 2;

/// The exit code for a name that matches nothing, or several things where only one is allowed.
const NO_SUCH_NAME: u8 = 1;

/// The failure of a command: the reason, and advice.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    /// The exit code.
    code: u8,
    /// Whether the reader of the output has closed it, which is not a failure:
    /// `zeren query … | head`.
    is_quiet: bool,
}

impl Failure {
    /// Creates a failure with advice.
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: Some(hint.into()),
            code: COULD_NOT_RUN,
            is_quiet: false,
        }
    }

    /// Creates a failure about a name that matches nothing.
    pub(crate) fn name(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code: NO_SUCH_NAME, ..Self::new(message, hint) }
    }

    /// Creates a failure about a file that cannot be written.
    pub(crate) fn write(path: &Path, error: &io::Error) -> Self {
        let message = message!("cannot-write", path = path.display(), why = message::io(error));
        Self { is_quiet: is_broken_pipe(error), ..Self::new(message, message!("hint-write")) }
    }

    /// Creates a failure from an error and its causes.
    fn of(error: &(dyn Error + 'static), hint: impl Into<String>) -> Self {
        let causes = || {
            std::iter::successors(Some(error), |error: &&(dyn Error + 'static)| (*error).source())
        };
        let mut message = match error.downcast_ref::<io::Error>() {
            Some(error) => message::io(error).to_string(),
            None => error.to_string(),
        };
        for cause in causes().skip(1) {
            // Many errors already include the message of their cause.
            if !message.contains(&cause.to_string()) {
                message = message!("caused", message = message, cause = told(cause)).to_string();
            }
        }
        let is_quiet =
            causes().filter_map(|error| error.downcast_ref::<io::Error>()).any(is_broken_pipe);
        let is_of_a_name = causes()
            .filter_map(|error| error.downcast_ref::<NameError>())
            .any(NameError::is_of_the_name);
        let is_of_a_ledger = causes()
            .filter_map(|error| error.downcast_ref::<LedgerError>())
            .any(LedgerError::is_of_the_name);
        let code = if is_of_a_name || is_of_a_ledger { NO_SUCH_NAME } else { COULD_NOT_RUN };
        Self { is_quiet, code, ..Self::new(message, hint) }
    }

    /// Prints the failure and returns the exit code.
    pub(crate) fn report(self) -> ExitCode {
        if self.is_quiet {
            return ExitCode::SUCCESS;
        }
        self.warn();
        ExitCode::from(self.code)
    }

    /// Prints the failure.
    pub(crate) fn warn(&self) {
        output::note(message!("error", message = &self.message));
        if let Some(hint) = &self.hint {
            output::note(message!("hint", hint = hint));
        }
    }
}

/// Returns the message of a cause: from the catalogue if the error is zeren's own or an I/O error,
/// otherwise as it is.
fn told(cause: &(dyn Error + 'static)) -> Message {
    let text = cause.to_string();
    match cause.downcast_ref::<io::Error>() {
        Some(error) => message::io(error),
        None if is_ours(cause) => message!("cause", text = text),
        None => message!("told", text = text),
    }
}

fn is_broken_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::of(&error, message!("hint-write"))
    }
}

/// Error types with advice of their own.
macro_rules! told {
    ($($error:ty),+) => { $(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                let hint = error.hint();
                Self::of(&error, hint)
            }
        }
    )+

    fn is_ours(cause: &(dyn Error + 'static)) -> bool {
        $(cause.is::<$error>())||+
    } };
}

told!(
    BlankNodes, ReadError, StoreError, QueryError, NamedError, WriteError, FormatError, CsvError,
    LedgerError, MapError, NameError, ReleaseError, RemoteError, SearchError, ServeError,
    ShapesError, SystemError
);

#[cfg(feature = "rocksdb")]
impl From<zeren::store::ArchiveError> for Failure {
    fn from(error: zeren::store::ArchiveError) -> Self {
        let hint = error.hint();
        Self::of(&error, hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_has_gone_is_no_failure() {
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(Failure::from(gone()).is_quiet && Failure::from(WriteError::Io(gone())).is_quiet);
        assert!(!Failure::from(io::Error::from(io::ErrorKind::StorageFull)).is_quiet);
    }

    #[test]
    fn causes_follow_and_are_not_told_twice() {
        let failure = Failure::from(zeren::query::Query::parse("SELECT").expect_err("no query"));
        assert!(
            failure.message.starts_with("cannot read the query: error at 1:"),
            "{}",
            failure.message
        );
    }
}
