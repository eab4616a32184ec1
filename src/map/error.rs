//! What can go wrong with a map, and what to do then.

use thiserror::Error;

use crate::names::NameError;
use crate::query::QueryError;

/// Why a map was not drawn.
#[derive(Debug, Error)]
pub enum MapError {
    /// The store could not be read.
    #[error("cannot read the responsibilities from the store")]
    Query(#[from] QueryError),
    /// Nothing has a name that the slice gives.
    #[error("{0}")]
    Name(#[from] NameError),
    /// The slice has no link that the view would show.
    #[error("nothing to draw in view `{view}`")]
    Nothing {
        /// The word of the view.
        view: &'static str,
    },
    /// The matrix is no node-link drawing.
    #[error("view `matrix` has no dot form")]
    NoDot,
    /// A program is not installed.
    #[error("`{program}` not found")]
    Missing {
        /// Its name.
        program: &'static str,
        /// Packages that bring it and a font for Chinese.
        packages: &'static str,
    },
    /// A program ended with an error.
    #[error("`{program}` failed: {message}")]
    Failed {
        /// Its name.
        program: &'static str,
        /// What it said.
        message: String,
    },
}

impl MapError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Query(error) => error.hint().into(),
            Self::Name(error) => error.hint(),
            Self::Nothing { .. } => "ask for a wider slice, or add documents with `zeren build`".into(),
            Self::NoDot => "use `--format svg` or `--format json`, or `--view tasks`".into(),
            Self::Missing { packages, .. } => {
                format!("install the packages {packages}, or use `--format dot` or `--format json`")
            }
            Self::Failed { .. } => "use `--format dot` or `--format json`".into(),
        }
    }
}
