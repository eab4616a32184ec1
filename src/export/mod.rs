//! EXPORT: what a store or a document holds, in the forms that others read; one format a file.

pub mod csv;
pub mod graphml;
mod json;
pub mod labels;
pub mod neo4j;
mod outline;
pub mod profile;
mod proof;
pub mod property;
pub mod release;
pub mod system;

pub use json::json;
pub use outline::outline;
pub use proof::proof;
