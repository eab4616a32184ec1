//! Figures with a unit of measurement: `95%`, `不少于二十家`, `百分之九十`, `前三名`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Around, Reason, Search};
use crate::diagnostic::Sign;
use crate::extract::{measure_pattern, no_target};
use crate::message;

pub(super) fn search() -> Search {
    Search { sign: Sign::Measure, find, reason: measure }
}

/// Finds the signs, in the order of the text.
fn find(text: &str) -> Vec<Range<usize>> {
    static SIGN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&measure_pattern()).expect("the pattern is fixed"));
    SIGN.find_iter(text).map(|found| found.range()).collect()
}

fn measure(around: &Around<'_>) -> Reason {
    let ranks = around.sign.starts_with('前') && around.sign.ends_with(['名', '位']);
    let is_granted = || around.after.starts_with(['的', '给', '奖', '予']);
    match no_target(around.text, around.range.clone(), around.base_year) {
        _ if ranks && !is_granted() => Reason::Doubt(message!("doubt-rank", sign = around.sign)),
        Some(reason) => Reason::Note(reason),
        None => Reason::Doubt(message!("doubt-measure-unread", sign = around.sign)),
    }
}
