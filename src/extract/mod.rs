//! EXTRACT: what the text says, with nothing resolved.

pub mod citation;
mod context;
pub mod indicator;
pub(crate) mod numeral;
pub mod person;
pub mod time;

use crate::rule::Rule;

/// The rules by which facts are read, one table a kind.
pub const RULES: &[&[Rule]] = &[citation::RULES, time::RULES, indicator::RULES, person::RULES];
