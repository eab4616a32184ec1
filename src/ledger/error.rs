//! Errors of making or reading a ledger.

use super::Filter;
use crate::message;
use crate::message::Message;
use crate::names::NameError;
use crate::query::QueryError;
use crate::store::StoreError;

/// Why a ledger cannot be made or read.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The store could not be read.
    Query(#[from] QueryError),
    /// The store could not be used.
    Store(#[from] StoreError),
    /// A name matches nothing.
    Name(#[from] NameError),
    /// The store has no tasks.
    NoTasks,
    /// The documents given have no tasks.
    NoTasksRead,
    /// All names match something, but no row matches all of them.
    Nothing(Filter),
    /// The workbook could not be written.
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// No sheet of the files has a ledger's header.
    NoLedger(String),
    /// A file that lists columns is malformed.
    Columns(String),
    /// No column has this name.
    NoColumn(String),
    /// No light has this name.
    NoLight(String),
    /// A colour is invalid.
    NoColour(String),
}

impl LedgerError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Query(_) => message!("ledger-no-answer"),
            Self::Store(error) => error.message(),
            Self::Name(error) => error.message(),
            Self::NoTasks => message!("ledger-no-tasks"),
            Self::NoTasksRead => message!("ledger-no-tasks-read"),
            Self::Nothing(_) => message!("ledger-nothing"),
            Self::Workbook(_) => message!("ledger-not-written"),
            Self::NoLedger(files) => message!("import-no-ledger", files = files),
            Self::Columns(why) => message!("ledger-columns-malformed", why = why),
            Self::NoColumn(name) => message!("ledger-no-column", name = name),
            Self::NoLight(name) => message!("ledger-no-light", name = name),
            Self::NoColour(text) => message!("ledger-no-colour", text = text),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Query(error) => error.hint(),
            Self::Store(error) => error.hint(),
            Self::Name(error) => error.hint(),
            Self::NoTasks => message!("ledger-no-tasks-hint"),
            Self::NoTasksRead => message!("ledger-no-tasks-read-hint"),
            Self::Nothing(_) => message!("ledger-nothing-hint"),
            Self::Workbook(_) => message!("ledger-not-written-hint"),
            Self::NoLedger(_) => message!("import-no-ledger-hint"),
            Self::Columns(_) => message!("ledger-columns-hint"),
            Self::NoColumn(_) => {
                let all: Vec<&str> =
                    super::Column::ALL.iter().map(|column| column.heading()).collect();
                message!("ledger-no-column-hint", columns = all.join("、"))
            }
            Self::NoLight(_) => {
                message!(
                    "ledger-no-light-hint",
                    lights = super::Light::ALL.map(super::Light::name).join("、")
                )
            }
            Self::NoColour(_) => message!("ledger-no-colour-hint"),
        }
    }

    /// Whether a name is at fault, rather than the store.
    pub fn is_of_the_name(&self) -> bool {
        match self {
            Self::Name(error) => error.is_of_the_name(),
            Self::Nothing(_) | Self::NoTasks | Self::NoTasksRead => true,
            _ => false,
        }
    }
}

message::tells!(LedgerError);
