//! Errors of maps, and what to do about each.

use std::time::Duration;

use thiserror::Error;

use crate::message;
use crate::message::Message;
use crate::names::NameError;
use crate::query::QueryError;

/// Why a map was not drawn.
#[derive(Debug, Error)]
pub enum MapError {
    /// The store could not be read.
    Query(#[from] QueryError),
    /// A name in the slice matches nothing.
    Name(#[from] NameError),
    /// The slice has no links that the view would show.
    Nothing {
        /// The name of the view.
        view: &'static str,
    },
    /// The matrix is not a node-link drawing.
    NoDot,
    /// A program is not installed.
    Missing {
        /// Its name.
        program: &'static str,
        /// The packages that provide it and a Chinese font.
        packages: &'static str,
    },
    /// A program exceeded its time limit.
    Overdue {
        /// Its name.
        program: &'static str,
        /// The time limit.
        limit: Duration,
    },
    /// A program ended with an error.
    Failed {
        /// Its name.
        program: &'static str,
        /// Its error message.
        message: String,
    },
}

impl MapError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Query(_) => message!("map-query"),
            Self::Name(error) => error.message(),
            Self::Nothing { view } => message!("map-nothing", view = *view),
            Self::NoDot => message!("map-no-dot"),
            Self::Missing { program, .. } => message!("map-missing", program = *program),
            Self::Overdue { program, limit } => {
                message!(
                    "map-overdue",
                    program = *program,
                    seconds = limit.as_secs_f64().to_string()
                )
            }
            Self::Failed { program, message } => {
                message!("map-failed", program = *program, told = message)
            }
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Query(error) => error.hint(),
            Self::Name(error) => error.hint(),
            Self::Nothing { .. } => message!("hint-map-nothing"),
            Self::NoDot => message!("hint-map-no-dot"),
            Self::Missing { packages, .. } => message!("hint-map-missing", packages = *packages),
            Self::Overdue { .. } => message!("hint-map-overdue"),
            Self::Failed { .. } => message!("hint-map-failed"),
        }
    }
}

message::tells!(MapError);
