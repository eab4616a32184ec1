//! Figures with a unit of measurement: `95%`, `不少于二十家`, `百分之九十`, `前三名`.

use super::{Around, Reason, Search};
use crate::diagnostic::Sign;
use crate::extract::{figures, no_target};
use crate::message;

pub(super) fn search() -> Search {
    Search { sign: Sign::Measure, find: figures, reason: measure }
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
