//! What can be wrong with a store, and how that is said.

use crate::message;
use crate::message::Message;

/// What is wrong with one part of a store.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The file, the graph, or the folder.
    pub part: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What can be wrong with a part of a store.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It has another number of bytes than were written.
    Size {
        /// What it has.
        is: u64,
        /// What was written.
        was: u64,
    },
    /// It has other bytes than were written.
    Changed,
    /// It cannot be read.
    Unreadable(String),
    /// It was not written by zeren.
    Unknown,
    /// A graph holds other quads than were written.
    Quads {
        /// What it holds.
        is: u64,
        /// What was written.
        was: u64,
    },
    /// It was left by a run that did not end; the next one that writes removes it.
    Left,
}

impl Fault {
    /// What kind of fault it is; stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Size { .. } => "size",
            Self::Changed => "changed",
            Self::Unreadable(_) => "unreadable",
            Self::Unknown => "unknown",
            Self::Quads { .. } => "quads",
            Self::Left => "left",
        }
    }

    /// Whether something that was written may be lost by it.
    pub fn is_damage(&self) -> bool {
        !matches!(self, Self::Left)
    }

    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => message!("fault-missing"),
            Self::Size { is, was } => {
                message!("fault-size", is = is.to_string(), was = was.to_string())
            }
            Self::Changed => message!("fault-changed"),
            Self::Unreadable(error) => message!("fault-unreadable", error = error),
            Self::Unknown => message!("fault-unknown"),
            Self::Quads { is, was } if is == was => {
                message!("fault-quads-differ", n = is.to_string())
            }
            Self::Quads { is, was } => {
                message!("fault-quads", is = is.to_string(), was = was.to_string())
            }
            Self::Left => message!("fault-left"),
        }
    }
}
