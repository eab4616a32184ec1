//! DIFF: what changed from one version of documents to another: tasks added, dropped, moved or
//! reworded; who is responsible; deadlines, targets, citations.
//!
//! In: two graphs, from a document, an RDF file or a store. All are read the same way
//! (`version.rs`), so a document can be compared with what a store says about it. Things are
//! matched by what they say and where (`pair.rs`), not by their IRIs: 滑县's plan for 2023 shares
//! 35 items with 驻马店市's. White space, the width of punctuation and the format of the file make
//! no difference.

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

/// Returns what changed from the first graph to the second.
pub fn diff(before: &[Quad], after: &[Quad]) -> Diff {
    compare::compare(&Version::read(before), &Version::read(after))
}
