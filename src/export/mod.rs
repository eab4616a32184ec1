//! EXPORT: what a store or a document holds, in the forms that others read; one format a file.

pub mod canonical;
pub mod csv;
pub mod graphml;
mod json;
pub mod jsonld;
pub mod labels;
mod ledger;
pub mod neo4j;
mod outline;
pub mod profile;
pub mod property;
pub mod rdf;
pub mod release;
pub mod system;

pub use json::json;
pub use ledger::ledger;
pub use outline::outline;
