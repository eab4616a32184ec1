//! zeren reads official documents and says who answers for what.

pub mod diagnostic;
pub mod extract;
pub mod lexicon;
pub mod model;
pub mod parse;
pub mod read;
pub mod resolve;
pub mod rule;
pub mod span;

pub use read::Source;
