//! SOURCES: which files hold which works, which of several copies speaks, and what a store knows of
//! all that.
//!
//! In: what was found in folders, and the [`Manifest`] of a store. Out: the graphs that the store
//! has to hold, and a [`Report`] that tells what became of every file. `滑法政〔2023〕2号.pdf` and
//! `滑法政〔2023〕2号.txt` are two sources of one work; the facts come from the better one,
//! whichever was read first. `ontology/README.md` has the rules.

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
pub use update::{Options, Target, graph, update};
