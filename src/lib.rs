//! zeren reads official documents and says who answers for what.

pub mod diagnostic;
pub mod export;
pub mod extract;
pub mod graph;
pub mod lexicon;
pub mod map;
pub mod model;
pub mod parse;
pub mod query;
pub mod read;
pub mod resolve;
pub mod rule;
pub mod serve;
pub mod span;
pub mod store;

pub use extract::extract;
pub use graph::graph;
pub use parse::parse;
pub use read::Source;
pub use resolve::resolve;

/// Reads all that a source says: [`parse`], [`extract`], [`resolve`].
pub fn extract_facts(source: &Source) -> model::Facts {
    let outline = parse(source);
    let mentions = extract(&outline);
    resolve(&outline, &mentions)
}
