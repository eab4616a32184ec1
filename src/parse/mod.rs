//! PARSE: a source to an outline. Never fails: an odd document gives less and says why.

mod normalize;
pub mod text;

use crate::rule::Rule;

/// The rules by which structure is read.
pub const RULES: &[Rule] = &[];
