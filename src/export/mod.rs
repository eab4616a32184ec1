//! EXPORT: what a store or a document holds, in the forms that others read; one format a file.

pub mod canonical;
mod json;
pub mod rdf;

pub use json::json;
