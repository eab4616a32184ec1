//! What the service asks of a worker process, and the frames in which it answers.
//!
//! Both directions carry frames: four bytes with the length, most significant first, one byte with
//! the kind, and what it says.

use std::hash::{Hash as _, Hasher as _};
use std::io::{self, Read, Write};

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

/// The longest frame, in bytes.
pub(super) const MAX_FRAME: usize = 256 << 20;

/// One query.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Job {
    pub(super) text: String,
    /// What relative IRIs are relative to.
    pub(super) base: String,
    /// `default-graph-uri` and `named-graph-uri`.
    pub(super) default: Vec<String>,
    pub(super) named: Vec<String>,
    /// Whether it is only run where it cannot explode.
    pub(super) only_cheap: bool,
    /// Whether the graph without a name is asked, and no other.
    pub(super) only_default: bool,
    /// The media types of solutions and of triples that the client likes best, if any.
    pub(super) solutions: Option<String>,
    pub(super) triples: Option<String>,
}

impl Job {
    /// Whether it is answered in the same way for as long as the store is the same: neither the
    /// time nor chance have a say in it.
    pub(super) fn is_lasting(&self) -> bool {
        let lower = self.text.to_ascii_lowercase();
        !["now", "rand", "uuid", "bnode"].iter().any(|name| lower.contains(name))
    }

    /// Tells the query from others, whatever form its answer has.
    pub(super) fn hash(&self) -> u64 {
        let mut hasher = FxHasher::default();
        (&self.text, &self.default, &self.named, self.only_default).hash(&mut hasher);
        hasher.finish()
    }
}

/// One change of the store.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Change {
    pub(super) base: String,
    pub(super) kind: Kind,
    /// The state that has to hold, where the client has looked at it before.
    pub(super) only_if: Option<String>,
}

/// What is changed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Kind {
    /// By a SPARQL update.
    Update { text: String, default: Vec<String>, named: Vec<String> },
    /// A graph, none for the default one: what it holds is replaced or added to.
    Load { graph: Option<String>, parts: Vec<Part>, replace: bool },
    /// A graph is taken away.
    Delete { graph: Option<String> },
}

/// Triples as they were sent.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) media_type: String,
    pub(super) text: String,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Done {
    /// The graph is new.
    Created,
    /// It was there.
    Changed,
}

/// Kinds of frames from a worker.
pub(super) mod frame {
    /// The store is open; says nothing.
    pub(in crate::serve) const READY: u8 = b'R';
    /// The query may explode, and was not run.
    pub(in crate::serve) const COSTLY: u8 = b'C';
    /// The answer begins: its media type.
    pub(in crate::serve) const HEAD: u8 = b'H';
    /// A part of the answer.
    pub(in crate::serve) const DATA: u8 = b'D';
    /// The answer is whole; of a change, what was [`Done`](super::Done).
    pub(in crate::serve) const END: u8 = b'E';
    /// The change is made, and holds when it is agreed to; says nothing.
    pub(in crate::serve) const MADE: u8 = b'M';
    /// There is no answer: a problem.
    pub(in crate::serve) const PROBLEM: u8 = b'P';
    /// To a worker: a job or a change.
    pub(in crate::serve) const JOB: u8 = b'J';
    /// To a worker: the change is to hold.
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

/// Reads one frame; none at the end.
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
