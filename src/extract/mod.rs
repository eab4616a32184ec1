//! EXTRACT: what the text says, with nothing resolved.

use crate::rule::Rule;

/// The rules by which facts are read, one table a kind.
pub const RULES: &[&[Rule]] = &[];
