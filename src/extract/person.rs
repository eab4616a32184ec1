//! x
use crate::rule::Rule;
/// x
pub const RULES: &[Rule] = &[];
