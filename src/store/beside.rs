//! What stands beside the graphs of a state: its sources, and the record of all that it holds.
//!
//! `manifest.sha256` says what `manifest.json` is, and that says what every file of the database
//! is, so that the first names the whole state. It is written as `sha256sum -c` reads it.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::changes::Changes;
use super::disk::{bytes, text, write};
use super::record::Record;
use crate::digest::sha256;
use crate::message;
use crate::message::Message;
use crate::sources::Manifest;

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const DIGEST: &str = "manifest.sha256";

/// What stands beside the graphs of a state.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Beside {
    /// The version of the layout, by which a damaged `FORMAT` is told from another.
    #[serde(default)]
    pub(super) format: String,
    /// The SHA-256 of the ontology that the state holds.
    pub(super) ontology: String,
    pub(super) manifest: Manifest,
    /// The graphs that no document is behind: people put them here.
    #[serde(default)]
    pub(super) edited: BTreeSet<String>,
    /// Which graphs changed lately.
    #[serde(default)]
    pub(super) changes: Changes,
    /// Missing in a state of the layout that knew no records.
    #[serde(default)]
    pub(super) record: Record,
}

impl Beside {
    /// What stands in the folder of a state, and the digest that names it; else what is wrong.
    pub(super) fn read(state: &Path) -> Result<(Self, String), Message> {
        let missing = |file: &str, error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => message!("store-no-file", file = file),
            _ => message!("store-manifest", error = error.to_string()),
        };
        let json = bytes(&state.join(MANIFEST)).map_err(|error| missing(MANIFEST, error))?;
        let said = text(&state.join(DIGEST)).map_err(|error| missing(DIGEST, error))?;
        let digest = sha256(&json);
        if said.split_whitespace().next() != Some(&digest) {
            return Err(message!("store-manifest-changed"));
        }
        let beside = serde_json::from_slice(&json).map_err(|error| unread(&error))?;
        Ok((beside, digest))
    }

    /// What stands in a state of the layout that knew no records.
    pub(super) fn unrecorded(state: &Path) -> Result<Self, Message> {
        let json = bytes(&state.join(MANIFEST))
            .map_err(|error| message!("store-manifest", error = error.to_string()))?;
        serde_json::from_slice(&json).map_err(|error| unread(&error))
    }

    /// Writes it into the folder of a state; gives the digest.
    pub(super) fn write(&self, state: &Path) -> io::Result<String> {
        let json = serde_json::to_vec(self).map_err(io::Error::from)?;
        let digest = sha256(&json);
        write(&state.join(MANIFEST), &json)?;
        write(&state.join(DIGEST), format!("{digest}  {MANIFEST}\n").as_bytes())?;
        Ok(digest)
    }
}

fn unread(error: &serde_json::Error) -> Message {
    message!("store-manifest", error = error.to_string())
}
