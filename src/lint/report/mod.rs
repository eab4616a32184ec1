//! Findings as text below the lines of the document, as JSON, and as SARIF.

mod json;
mod sarif;
mod text;

pub use json::json;
pub use sarif::sarif;
pub use text::{Style, text};

use super::Finding;
use crate::read::Source;
use crate::span::{Position, Positions, Span};

/// A document with its findings.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The path given for it.
    pub path: String,
    /// Its text.
    pub source: Source,
    /// What is to be corrected, in the order of the text.
    pub findings: Vec<Finding>,
}

/// The place of a finding in lines and columns.
struct Place {
    start: Position,
    /// One past the last character.
    end: Position,
}

impl Place {
    fn of(positions: &Positions<'_>, span: Span) -> Self {
        Self { start: positions.of(span.start), end: positions.of(span.end) }
    }
}
