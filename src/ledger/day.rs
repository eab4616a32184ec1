//! Parses dates in all the ways in which people and programs write them.

use std::sync::LazyLock;

use jiff::{Span, ToSpan};
use regex::Regex;

use crate::model::Date;

static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(\d{4})\s*[-/.．。年]\s*(\d{1,2})\s*[-/.．。月]\s*(\d{1,2})\s*[日号]?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$";
    Regex::new(pattern).expect("the pattern is fixed")
});
static COMPACT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(20\d\d)(\d{2})(\d{2})$").expect("the pattern is fixed"));

/// The day counts taken for dates, since the end of 1899: those of the 21st century.
const SERIAL: std::ops::Range<i64> = 36_526..73_051;

/// Parses `2023-12-31`, `2023.12.31`, `2023年12月31日`, `20231231`, and `45291`, a spreadsheet's
/// day count.
pub fn day(text: &str) -> Option<Date> {
    let text = wide_to_narrow(text.trim());
    if let Some(found) = PARTS.captures(&text).or_else(|| COMPACT.captures(&text)) {
        let part = |n: usize| found.get(n).map(|part| part.as_str());
        return Date::new(part(1)?.parse().ok()?, part(2)?.parse().ok()?, part(3)?.parse().ok()?)
            .ok();
    }
    let whole = text.split_once('.').map_or(text.as_str(), |(whole, _)| whole);
    let days: i64 = whole.parse().ok().filter(|days| SERIAL.contains(days))?;
    let span: Span = days.days();
    Date::constant(1899, 12, 30).checked_add(span).ok()
}

/// Converts full-width digits and signs to half-width ones.
pub(super) fn wide_to_narrow(text: &str) -> String {
    let narrow = |c: char| match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_all_shapes() {
        for text in [
            "2023-12-31",
            "2023.12.31",
            "2023/12/31",
            "2023年12月31日",
            "20231231",
            "45291",
            "45291.0",
            " 2023－12－31 ",
            "2023-12-31 00:00:00",
        ] {
            assert_eq!(day(text), Some(Date::constant(2023, 12, 31)), "{text}");
        }
        for text in ["", "2023-13-01", "2023年底", "12.31", "50", "2023-02-30"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
