//! Faults of a store, and their messages.

use crate::message;
use crate::message::Message;

/// A fault of one part of a store.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The file, the graph, or the folder.
    pub part: String,
    /// Its fault.
    pub fault: Fault,
}

/// The kinds of faults.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It is missing.
    Missing,
    /// Its size is not what was written.
    Size {
        /// Its size, in bytes.
        is: u64,
        /// The size written.
        was: u64,
    },
    /// Its bytes are not what was written.
    Changed,
    /// It cannot be read.
    Unreadable(String),
    /// It was not written by zeren.
    Unknown,
    /// The quads of a graph are not what was written.
    Quads {
        /// The number of quads.
        is: u64,
        /// The number written.
        was: u64,
    },
    /// It was left by an interrupted run; the next writer removes it.
    Left,
}

impl Fault {
    /// Returns the code of the kind of fault; stable, for programs.
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

    /// Whether data may be lost.
    pub fn is_damage(&self) -> bool {
        !matches!(self, Self::Left)
    }

    /// Returns what is wrong.
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
