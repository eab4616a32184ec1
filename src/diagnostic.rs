//! What is odd about a document: data, collected to the end, never an error.

use crate::span::Span;

/// How much a [`Diagnostic`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was repaired or inferred.
    Note,
    /// A fact may be missing or wrong: a person should look.
    Doubt,
}

/// One remark on one place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of remark it is, such as `number-inferred`; stable, for filters.
    pub code: &'static str,
    /// The place.
    pub span: Span,
    /// What is odd, in lower case, without a full stop.
    pub message: String,
}
