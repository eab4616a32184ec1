//! What a build did to every file, to be told.

use serde::Serialize;

use crate::message::Message;
use crate::read::ReadError;

/// What became of every file, in the order in which they were found.
#[derive(Debug, Default)]
pub struct Report {
    /// One line a file.
    pub lines: Vec<Line>,
    /// Whether the store changed.
    pub is_changed: bool,
}

/// What became of one file.
#[derive(Debug)]
pub struct Line {
    /// Path below the folder that was given.
    pub name: String,
    /// What was done.
    pub outcome: Outcome,
    /// What the caller told of its reading.
    pub told: String,
    /// What else is to be said: that another copy speaks now, that a number is shared.
    pub notes: Vec<Message>,
}

/// What was done with a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome {
    /// It is new.
    Added,
    /// It says something else than before.
    Changed {
        /// What is different; nothing where only the layout is.
        #[serde(skip)]
        differs: Vec<Message>,
    },
    /// It is as it was.
    Unchanged,
    /// It is as it was, and was called otherwise.
    Renamed {
        /// What it was called.
        from: String,
    },
    /// Another file of the same work speaks for both.
    Copy {
        /// The one that speaks.
        of: String,
        /// In what this one differs from it.
        #[serde(skip)]
        differs: Vec<Message>,
    },
    /// It was taken away.
    Removed,
    /// It is gone from its folder, and the store still holds what it said.
    Missing,
    /// It cannot be read.
    NotRead {
        /// Why.
        #[serde(skip)]
        error: ReadError,
    },
}

impl Report {
    /// How many files ended with an outcome for which `is` holds.
    pub fn count(&self, is: impl Fn(&Outcome) -> bool) -> usize {
        self.lines.iter().filter(|line| is(&line.outcome)).count()
    }
}
