//! What a store knows about its sources: one [`Entry`] per file, stored beside the graphs and
//! updated with them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Print, packed};
use crate::graph::Card;
use crate::message;
use crate::message::Message;

/// The sources of a store.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The entries by key, which identifies a file on this machine.
    pub entries: BTreeMap<String, Entry>,
    /// The corrections files of entries, by SHA-256, because a copy that comes to speak must be
    /// corrected too.
    pub corrections: BTreeMap<String, String>,
}

/// One file, or one member of an archive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The path below the given folder.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its media type.
    pub format: String,
    /// SHA-256 of its text.
    pub text: String,
    /// The version of zeren that read it.
    pub version: String,
    /// A hash of its corrections, which is part of the name of its run.
    pub corrected: Option<String>,
    /// The SHA-256 of its corrections file.
    pub corrections: Option<String>,
    /// The cards of its documents, the notice first.
    pub cards: Vec<Card>,
    /// The fingerprint of its text.
    pub print: Print,
    /// The number of doubts.
    pub n_doubts: usize,
    /// The number of tasks.
    pub n_tasks: usize,
    /// The number of assignments.
    pub n_assignments: usize,
    /// How its facts are held.
    pub held: Held,
    /// Its earlier states, oldest first.
    pub states: Vec<State>,
}

/// Whether a source speaks, that is, provides the facts of its work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Held {
    /// Its facts are in a graph.
    Speaks {
        /// The IRI of its first document.
        first: String,
        /// Hashes of the triples that it contributes to the graph of things, sorted.
        #[serde(with = "packed")]
        things: Vec<u64>,
    },
    /// Another copy speaks; the text of this one is kept, in case that copy is removed.
    Kept {
        /// The text.
        text: String,
    },
}

/// An earlier state of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// When it was replaced, by the clock of the build: `2023-06-27T08:00:00Z`.
    pub until: String,
    /// What the change affected: `number, 2 tasks more`.
    pub changed: String,
    /// The same in Chinese; empty if written by an older zeren.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub changed_zh: String,
}

impl Entry {
    /// Returns the name of its first document.
    pub fn title(&self) -> &str {
        self.cards.first().map_or("no document", Card::name)
    }

    /// Returns in what another reading differs from this one, for people; empty if nothing compared
    /// differs.
    pub fn differs(&self, other: &Self) -> Vec<Message> {
        let mut told = Vec::new();
        if let (Some(mine), Some(theirs)) = (self.cards.first(), other.cards.first()) {
            let fields = [
                (message!("differs-number"), mine.number == theirs.number),
                (message!("differs-title"), mine.title_key() == theirs.title_key()),
                (message!("differs-date"), mine.date == theirs.date),
                (message!("differs-region"), mine.region == theirs.region),
                (message!("differs-issuers"), mine.issuers == theirs.issuers),
            ];
            told.extend(fields.into_iter().filter(|(_, equal)| !equal).map(|(field, _)| field));
        }
        let counts: [(Count, usize, usize); 4] = [
            (|n| message!("n-documents", n = n), self.cards.len(), other.cards.len()),
            (|n| message!("n-tasks", n = n), self.n_tasks, other.n_tasks),
            (|n| message!("n-assignments", n = n), self.n_assignments, other.n_assignments),
            (|n| message!("n-doubts", n = n), self.n_doubts, other.n_doubts),
        ];
        for (count, mine, theirs) in counts.into_iter().filter(|(_, mine, theirs)| mine != theirs) {
            let n = count(theirs.abs_diff(mine));
            told.push(if theirs > mine {
                message!("differs-more", n = n)
            } else {
                message!("differs-fewer", n = n)
            });
        }
        if self.corrected != other.corrected {
            told.push(message!("differs-corrections"));
        }
        if told.is_empty() && self.text != other.text {
            told.push(message!("differs-layout"));
        }
        told
    }
}

/// Returns the message with a count.
type Count = fn(usize) -> Message;
