//! RDF Patch: the quads to delete and add, which turn one graph into the other.
//!
//! The format is that of <https://afs.github.io/rdf-delta/rdf-patch.html>: rows of `A` and `D` in
//! one transaction, below a header that identifies the patch.

use std::collections::BTreeSet;

use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use crate::digest::sha256;
use crate::message;
use crate::message::Message;

/// A graph has blank nodes, which a patch cannot identify.
#[derive(Debug, thiserror::Error)]
pub struct BlankNodes;

impl BlankNodes {
    /// What to do next.
    pub fn hint(&self) -> Message {
        message!("hint-patch-blank")
    }

    /// What is wrong.
    pub fn message(&self) -> Message {
        message!("patch-blank")
    }
}

message::tells!(BlankNodes);

/// Writes how to turn `before` into `after`, deletions first, each in order. The same two graphs
/// always give the same patch.
///
/// # Errors
///
/// Fails if a quad has a blank node.
pub fn patch(before: &[Quad], after: &[Quad]) -> Result<String, BlankNodes> {
    if before.iter().chain(after).any(has_blank) {
        return Err(BlankNodes);
    }
    let [old, new] =
        [before, after].map(|quads| quads.iter().map(ToString::to_string).collect::<BTreeSet<_>>());
    let mut rows = String::from("TX .\n");
    let deleted = old.difference(&new).map(|quad| format!("D {quad} .\n"));
    rows.extend(deleted.chain(new.difference(&old).map(|quad| format!("A {quad} .\n"))));
    rows.push_str("TC .\n");
    Ok(format!("H id <uuid:{}> .\n{rows}", uuid(&rows)))
}

fn has_blank(quad: &Quad) -> bool {
    matches!(quad.subject, NamedOrBlankNode::BlankNode(_))
        || matches!(quad.object, Term::BlankNode(_))
        || matches!(quad.graph_name, oxigraph::model::GraphName::BlankNode(_))
}

/// Derives a UUID of version 8 (RFC 9562) from the SHA-256 of the rows.
fn uuid(rows: &str) -> String {
    let hex = sha256(rows);
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-8{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}
