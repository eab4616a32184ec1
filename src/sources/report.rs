//! The report on what a build did with every file.

use serde::Serialize;

use crate::message::Message;
use crate::read::ReadError;

/// What became of every file, in the order found.
#[derive(Debug, Default)]
pub struct Report {
    /// One line per file.
    pub lines: Vec<Line>,
    /// Whether the store changed.
    pub is_changed: bool,
}

/// What became of a file.
#[derive(Debug)]
pub struct Line {
    /// The path below the given folder.
    pub name: String,
    /// Its outcome.
    pub outcome: Outcome,
    /// What the caller reported about reading it.
    pub told: String,
    /// Further notes: that another copy speaks now, or that a number is shared.
    pub notes: Vec<Message>,
}

/// The outcome for a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome {
    /// It is new.
    Added,
    /// Its contents have changed.
    Changed {
        /// What is different; empty if only the layout is.
        #[serde(skip)]
        differs: Vec<Message>,
    },
    /// It is unchanged.
    Unchanged,
    /// It is unchanged, but its name is different.
    Renamed {
        /// Its former name.
        from: String,
    },
    /// It is a copy; another file of the same work speaks for both.
    Copy {
        /// The name of the file that speaks.
        of: String,
        /// How this file differs from it.
        #[serde(skip)]
        differs: Vec<Message>,
    },
    /// It was removed.
    Removed,
    /// It is gone from its folder, but the store still has its contents.
    Missing,
    /// It could not be read.
    NotRead {
        /// The reason.
        #[serde(skip)]
        error: ReadError,
    },
}

impl Report {
    /// Returns how many files have an outcome for which `is` holds.
    pub fn count(&self, is: impl Fn(&Outcome) -> bool) -> usize {
        self.lines.iter().filter(|line| is(&line.outcome)).count()
    }
}
