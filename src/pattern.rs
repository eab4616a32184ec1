//! Patterns that are compiled on first use.

use std::sync::LazyLock;

use regex::Regex;

/// A pattern, compiled on first use.
pub(crate) type Pattern = LazyLock<Regex>;

/// Makes a [`Pattern`] in which `\p{Han}` means [`HAN`](crate::characters::HAN).
macro_rules! pattern {
    ($pattern:expr) => {
        std::sync::LazyLock::new(|| {
            $crate::characters::han_regex($pattern).expect("the pattern is fixed")
        })
    };
}

pub(crate) use pattern;
