//! Findings to text under the lines of the document, to JSON, and to SARIF.

mod json;
mod sarif;
mod text;

pub use json::json;
pub use sarif::sarif;
pub use text::{Style, text};

use super::Finding;
use crate::read::Source;
use crate::span::{Position, Positions, Span};

/// A document with what was found in it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The path by which it was named.
    pub path: String,
    /// Its text.
    pub source: Source,
    /// What is to be mended, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Where a finding stands, as people count it.
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
