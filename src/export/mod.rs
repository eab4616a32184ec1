//! EXPORT: what is known, written in one format a file.

mod json;

pub use json::json;
