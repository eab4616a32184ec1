//! What can go wrong with a map, and what to do then.

use thiserror::Error;

use crate::query::QueryError;

/// Why a map was not drawn.
#[derive(Debug, Error)]
pub enum MapError {
    /// The store could not be read.
    #[error("cannot read the responsibilities from the store")]
    Query(#[from] QueryError),
    /// No unit, class of units or person has the name.
    #[error("no unit `{name}` in the graph")]
    UnknownUnit {
        /// The name that was asked for.
        name: String,
        /// Names that the graph has, nearest first.
        nearest: Vec<String>,
    },
    /// No document has the number, title or id.
    #[error("no document `{name}` in the graph")]
    UnknownDocument {
        /// The name that was asked for.
        name: String,
        /// Numbers and titles that the graph has, nearest first.
        nearest: Vec<String>,
    },
    /// No section of the first level has the number or title.
    #[error("no part `{name}` in the graph")]
    UnknownPart {
        /// The number or title that was asked for.
        name: String,
        /// Parts that the graph has, nearest first.
        nearest: Vec<String>,
    },
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
            Self::UnknownUnit { nearest, .. }
            | Self::UnknownDocument { nearest, .. }
            | Self::UnknownPart { nearest, .. } => did_you_mean(nearest),
            Self::Nothing { .. } => "ask for a wider slice, or add documents with `zeren build`".into(),
            Self::NoDot => "use `--format svg` or `--format json`, or `--view tasks`".into(),
            Self::Missing { packages, .. } => {
                format!("install the packages {packages}, or use `--format dot` or `--format json`")
            }
            Self::Failed { .. } => "use `--format dot` or `--format json`".into(),
        }
    }
}

/// Names the nearest names, or says that there is none.
fn did_you_mean(nearest: &[String]) -> String {
    if nearest.is_empty() {
        return "the graph names none; add documents with `zeren build`".into();
    }
    let names: Vec<_> = nearest.iter().map(|name| format!("`{name}`")).collect();
    format!("did you mean {}?", names.join(", "))
}
