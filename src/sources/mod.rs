//! SOURCES: which files contain which works, which of several copies speaks (provides the facts),
//! and what a store knows about all that.
//!
//! In: the files found in folders, and the [`Manifest`] of a store. Out: the graphs that the store
//! should contain, and a [`Report`] on every file. `滑法政〔2023〕2号.pdf` and
//! `滑法政〔2023〕2号.txt` are two sources of one work; the facts come from the better one,
//! regardless of the order of reading. The rules are in `ontology/README.md`.

mod catalogue;
mod manifest;
mod packed;
mod plan;
mod print;
mod report;
mod settle;
mod update;

pub use catalogue::catalogue;
pub use manifest::{Entry, Held, Manifest, State};
pub use plan::short_hash;
pub use print::Print;
pub use report::{Line, Outcome, Report};
pub use settle::{Doubt, Settled, Work, settle};
pub use update::{Options, Target, graph, n_quads, update};
