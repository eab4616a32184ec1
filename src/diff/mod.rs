//! DIFF: what changed from one version of documents to another: tasks added, dropped, moved,
//! reworded; who answers; deadlines, targets, citations.
//!
//! In: two graphs, of a document, a file of RDF or a store; all are read alike (`version.rs`), so
//! that a document can be held against what a store says of it. Things are matched by what they say
//! and where they stand (`pair.rs`), not by their IRIs: 滑县's plan for 2023 has 35 items that
//! 驻马店市's has too. White space, the width of punctuation and the format of the file are no
//! difference.

mod change;
mod compare;
mod graph;
mod pair;
pub mod patch;
mod rename;
pub mod report;
mod version;
mod wording;

pub use change::{Change, Diff, ItemDiff, ItemRef, Rename, WorkDiff};
pub use version::{Detail, DetailKind, Duty, Item, Version, What, Work};
pub use wording::{Piece, pieces};

use oxigraph::model::Quad;

/// What changed from the first graph to the second.
pub fn diff(before: &[Quad], after: &[Quad]) -> Diff {
    compare::compare(&Version::read(before), &Version::read(after))
}
