//! What a store knows of its sources: one [`Entry`] a file, kept beside the graphs and changed with
//! them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Print, packed};
use crate::graph::Card;
use crate::message;
use crate::message::Message;

/// The sources of a store.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// By key, which tells where a file is on this machine.
    pub entries: BTreeMap<String, Entry>,
    /// Files of corrections that entries name by their SHA-256, since a copy that comes to speak
    /// must be corrected too.
    pub corrections: BTreeMap<String, String>,
}

/// One file, or one member of an archive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Path below the folder that was given.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its media type.
    pub format: String,
    /// SHA-256 of its text.
    pub text: String,
    /// The version of zeren that read it.
    pub version: String,
    /// What people corrected, as the run that made the graph is named.
    pub corrected: Option<String>,
    /// The file of corrections, by its SHA-256.
    pub corrections: Option<String>,
    /// Its documents, the notice first.
    pub cards: Vec<Card>,
    /// The fingerprint of its text.
    pub print: Print,
    /// Doubts that its reading left.
    pub n_doubts: usize,
    /// Tasks that were read.
    pub n_tasks: usize,
    /// Assignments that were read.
    pub n_assignments: usize,
    /// How its facts are held.
    pub held: Held,
    /// What it was before, oldest first.
    pub states: Vec<State>,
}

/// Whether a source speaks in the graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Held {
    /// Its facts stand in a graph.
    Speaks {
        /// The IRI of its first document.
        first: String,
        /// What it says of things that belong to no text: short hashes of the triples, sorted.
        #[serde(with = "packed")]
        things: Vec<u64>,
    },
    /// Another copy speaks; its text is kept, so that nothing is lost when that one goes.
    Kept {
        /// The text.
        text: String,
    },
}

/// What a source was until it changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// When another took its place, as the clock of the build said: `2023-06-27T08:00:00Z`.
    pub until: String,
    /// What the change changed: `number, 2 tasks more`.
    pub changed: String,
    /// The same in Chinese; empty where an older zeren wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub changed_zh: String,
}

impl Entry {
    /// How people call what it holds.
    pub fn title(&self) -> &str {
        self.cards.first().map_or("no document", Card::name)
    }

    /// In what another reading differs from this one, for people; empty where what is compared is
    /// equal.
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

/// Says how many there are of something.
type Count = fn(usize) -> Message;
