//! What can go wrong with a map, and what to do then.

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
    /// Nothing has a name that the slice gives.
    Name(#[from] NameError),
    /// The slice has no link that the view would show.
    Nothing {
        /// The word of the view.
        view: &'static str,
    },
    /// The matrix is no node-link drawing.
    NoDot,
    /// A program is not installed.
    Missing {
        /// Its name.
        program: &'static str,
        /// Packages that bring it and a font for Chinese.
        packages: &'static str,
    },
    /// A program took longer than it may.
    Overdue {
        /// Its name.
        program: &'static str,
        /// How long it may take.
        limit: Duration,
    },
    /// A program ended with an error.
    Failed {
        /// Its name.
        program: &'static str,
        /// What it said.
        message: String,
    },
}

impl MapError {
    /// What is wrong.
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

    /// What to do next.
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
