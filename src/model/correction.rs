//! Corrections by people, and their effects.

use super::{Date, Evidence};
use crate::message::Message;

/// A correction that applies to a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its line in the file of corrections, from 1.
    pub line: usize,
    /// The identifier of the [`Rule`](crate::rule::Rule) that it follows: `human-rename`.
    pub rule: &'static str,
    /// What it asks for: `rename 县市检察 to 县检察院`.
    pub summary: Message,
    /// Who made it.
    pub by: Option<String>,
    /// When it was made.
    pub on: Option<Date>,
    /// Why it was made.
    pub reason: Option<String>,
    /// What it changed, or why it does not apply.
    pub outcome: Result<Vec<Corrected>, Message>,
}

/// A statement set by a person. Assignments refer to their correction themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// What the statement says.
    pub statement: Statement,
    /// The words that support it, if the text has them.
    pub evidence: Option<Evidence>,
}

/// What a person can set, other than assignments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// The name of a unit, by its index.
    Name(usize),
    /// The number of a document, by its id.
    DocumentNumber(String),
    /// The date of a document, by its id.
    DocumentDate(String),
    /// The number of a task, by its id.
    TaskNumber(String),
}
