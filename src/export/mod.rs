//! EXPORT: what a store or a document holds, in the forms that others read; one format a file.

pub mod canonical;
pub mod csv;
mod json;
mod outline;
pub mod rdf;

pub use json::json;
pub use outline::outline;
