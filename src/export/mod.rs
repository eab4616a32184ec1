//! EXPORT: what a store or a document holds, in the forms that others read.

pub mod canonical;
pub mod rdf;
