//! EXPORT: the contents of a store or document in formats that others read, one submodule each.

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
