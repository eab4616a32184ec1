//! Data stored beside the graphs of a state: its sources, and the record of its contents.
//!
//! `manifest.sha256` gives the hash of `manifest.json`, which gives those of all database files, so
//! the former identifies the whole state. Its format is that of `sha256sum -c`.

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

/// Data stored beside the graphs of a state.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Beside {
    /// The version of the layout, which tells a damaged `FORMAT` from one of another version.
    #[serde(default)]
    pub(super) format: String,
    /// The SHA-256 of the ontology in the state.
    pub(super) ontology: String,
    pub(super) manifest: Manifest,
    /// The graphs that people put here, rather than documents.
    #[serde(default)]
    pub(super) edited: BTreeSet<String>,
    /// The recent changes of graphs.
    #[serde(default)]
    pub(super) changes: Changes,
    /// Missing in states of the layout without records.
    #[serde(default)]
    pub(super) record: Record,
}

impl Beside {
    /// Reads the data from the folder of a state, with the digest that identifies it; or returns
    /// what is wrong.
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

    /// Reads the data of a state without records.
    pub(super) fn unrecorded(state: &Path) -> Result<Self, Message> {
        let json = bytes(&state.join(MANIFEST))
            .map_err(|error| message!("store-manifest", error = error.to_string()))?;
        serde_json::from_slice(&json).map_err(|error| unread(&error))
    }

    /// Writes the data into the folder of a state; returns the digest.
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
