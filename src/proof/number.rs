//! Document numbers: 滑法政〔2023〕2号, damaged ones included.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Around, Reason, Search};
use crate::diagnostic::Sign;
use crate::message;

const PATTERN: &str = r"\p{Han}{1,8}〔\d{2,4}〕?\d{1,4}号?|(?:令|公告)(?:〔?\d{4}〕?年?)?第\d{1,4}号";

pub(super) fn search() -> Search {
    Search { sign: Sign::Number, find, codes: ["number-unread", "number-passed"], reason: number }
}

/// Where the signs are, in the order of the text.
fn find(text: &str) -> Vec<Range<usize>> {
    static SIGN: LazyLock<Regex> = LazyLock::new(|| Regex::new(PATTERN).expect("the pattern is fixed"));
    SIGN.find_iter(text).map(|found| found.range()).collect()
}

fn number(around: &Around<'_>) -> Reason {
    Reason::Doubt(message!("doubt-number-alone", sign = around.sign))
}
