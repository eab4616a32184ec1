//! EXPORT: what a store or a document holds, in the forms that others read; one format a file.

pub mod canonical;
pub mod csv;
mod json;
mod ledger;
mod outline;
pub mod profile;
pub mod rdf;
pub mod release;

pub use json::json;
pub use ledger::ledger;
pub use outline::outline;
