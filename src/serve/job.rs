//! The messages between the service and its worker processes.
//!
//! Messages in both directions are frames: four bytes with the length, most significant first, one
//! byte with the kind, then the payload.

use std::hash::{Hash as _, Hasher as _};
use std::io::{self, Read, Write};

use crate::affix::AnyOf;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

/// The longest frame, in bytes.
pub(super) const MAX_FRAME: usize = 256 << 20;

/// One query.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Job {
    pub(super) text: String,
    /// The base IRI.
    pub(super) base: String,
    /// `default-graph-uri` and `named-graph-uri`.
    pub(super) default: Vec<String>,
    pub(super) named: Vec<String>,
    /// Whether to run the query only if it cannot blow up.
    pub(super) only_cheap: bool,
    /// Whether to query the default graph alone.
    pub(super) only_default: bool,
    /// The media types of solutions and of triples that the client prefers, if any.
    pub(super) solutions: Option<String>,
    pub(super) triples: Option<String>,
}

impl Job {
    /// Whether the answer is always the same for a given state of the store: it depends neither on
    /// the time nor on chance.
    pub(super) fn is_lasting(&self) -> bool {
        let lower = self.text.to_ascii_lowercase();
        !lower.contains_any(&["now", "rand", "uuid", "bnode"])
    }

    /// Returns a hash of the query, whatever the format of its answer.
    pub(super) fn hash(&self) -> u64 {
        let mut hasher = FxHasher::default();
        (&self.text, &self.default, &self.named, self.only_default).hash(&mut hasher);
        hasher.finish()
    }
}

/// A change to the store.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Change {
    pub(super) base: String,
    pub(super) kind: Kind,
    /// The state that must be current, if the client gave a precondition.
    pub(super) only_if: Option<String>,
}

/// The kind of a change.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Kind {
    /// A SPARQL update.
    Update { text: String, default: Vec<String>, named: Vec<String> },
    /// Replaces or adds to a graph; `None` means the default graph.
    Load { graph: Option<String>, parts: Vec<Part>, replace: bool },
    /// Deletes a graph.
    Delete { graph: Option<String> },
}

/// Triples as received.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) media_type: String,
    pub(super) text: String,
}

/// The effect of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Done {
    /// The graph is new.
    Created,
    /// The graph existed.
    Changed,
}

/// The kinds of frames.
pub(super) mod frame {
    /// From a worker: the store is open. No payload.
    pub(in crate::serve) const READY: u8 = b'R';
    /// From a worker: the query may blow up, and was not run.
    pub(in crate::serve) const COSTLY: u8 = b'C';
    /// From a worker: the answer begins. The payload is its media type.
    pub(in crate::serve) const HEAD: u8 = b'H';
    /// From a worker: a chunk of the answer.
    pub(in crate::serve) const DATA: u8 = b'D';
    /// From a worker: the answer is complete; for a change, the payload is [`Done`](super::Done).
    pub(in crate::serve) const END: u8 = b'E';
    /// From a worker: the change is ready, and will be committed on [`KEEP`]. No payload.
    pub(in crate::serve) const MADE: u8 = b'M';
    /// From a worker: there is no answer. The payload is a problem.
    pub(in crate::serve) const PROBLEM: u8 = b'P';
    /// To a worker: a job or a change.
    pub(in crate::serve) const JOB: u8 = b'J';
    /// To a worker: commit the change.
    pub(in crate::serve) const KEEP: u8 = b'K';
}

/// Writes one frame.
pub(super) fn write(mut to: impl Write, kind: u8, said: &[u8]) -> io::Result<()> {
    let length = u32::try_from(said.len() + 1).map_err(|_| io::ErrorKind::InvalidInput)?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(&[kind])?;
    to.write_all(said)?;
    to.flush()
}

/// Reads one frame; `None` at the end of input.
pub(super) fn read(mut from: impl Read) -> io::Result<Option<(u8, Vec<u8>)>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_be_bytes(length) as usize;
    if length == 0 || length > MAX_FRAME {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut kind = [0];
    from.read_exact(&mut kind)?;
    let mut said = vec![0; length - 1];
    from.read_exact(&mut said)?;
    Ok(Some((kind[0], said)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_arrive_as_they_were_sent() {
        let mut bytes = Vec::new();
        write(&mut bytes, frame::DATA, b"abc").expect("a frame");
        write(&mut bytes, frame::END, b"").expect("a frame");
        let mut from = bytes.as_slice();
        assert_eq!(read(&mut from).ok().flatten(), Some((frame::DATA, b"abc".to_vec())));
        assert_eq!(read(&mut from).ok().flatten(), Some((frame::END, Vec::new())));
        assert_eq!(read(&mut from).ok(), Some(None));
        assert!(read([0, 0, 0, 9, b'D'].as_slice()).is_err());
    }
}
