//! Tables of names, and what they tell about a string by itself. Nothing here opens files: the
//! tables are compiled into the program.
//!
//! `README.md` in this folder says what each table holds, where it comes from and how to add a row.

pub(crate) mod combined;
pub(crate) mod deadlines;
pub mod divisions;
pub(crate) mod endings;
pub(crate) mod fixed;
pub(crate) mod frames;
pub(crate) mod grants;
pub(crate) mod headers;
pub mod headings;
pub(crate) mod key;
pub(crate) mod kinds;
pub mod laws;
pub(crate) mod levels;
pub(crate) mod manners;
pub(crate) mod measured;
pub(crate) mod measures;
pub mod national;
pub(crate) mod pages;
pub(crate) mod posts;
pub(crate) mod quantifiers;
pub(crate) mod reviews;
pub(crate) mod roles;
pub(crate) mod said;
pub(crate) mod site;
mod split;
pub(crate) mod table;
pub mod unit_types;
pub(crate) mod verbs;
pub mod web_labels;
pub(crate) mod zones;

pub(crate) use split::is_branch;
pub use split::split_names;
