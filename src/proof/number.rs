//! Document numbers, even damaged ones: 滑法政〔2023〕2号.

use std::ops::Range;
use std::sync::LazyLock;

use super::{Around, Reason, Search};
use crate::context::near;
use crate::diagnostic::Sign;
use crate::message;
use crate::patterns::{Pattern, pattern};
use crate::words::Words;

const PATTERN: &str =
    r"\p{Han}{1,8}〔[0-9]{2,4}〕?[0-9]{1,4}号?|(?:令|公告)(?:〔?[0-9]{4}〕?年?)?第[0-9]{1,4}号";

pub(super) fn search() -> Search {
    Search { sign: Sign::Number, find, reason: number }
}

/// Finds the signs, in the order of the text.
fn find(text: &str) -> Vec<Range<usize>> {
    /// The maximum length of a number before its bracket or 第, and after it, in characters.
    const LONGEST: usize = 12;
    static NUMBER: Pattern = pattern!(PATTERN);
    static SIGNS: LazyLock<Words> = LazyLock::new(|| {
        let years = ('0'..='9').map(|digit| format!("〔{digit}"));
        let orders = ('0'..='9').map(|digit| format!("第{digit}"));
        Words::new(years.chain(orders))
    });
    near(text, &NUMBER, &SIGNS, LONGEST).collect()
}

fn number(around: &Around<'_>) -> Reason {
    Reason::Doubt(message!("doubt-number-alone", sign = around.sign))
}
