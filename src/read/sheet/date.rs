//! Dates in spreadsheet cells, as programs write them: `2024/12/31`, `2024.12.31`, and 45657, a
//! count of days since the end of 1899.
//!
//! All become `2024年12月31日`. A number is a date only in a column whose header asks for one:
//! `完成时限`.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use regex::Regex;

use super::super::table::Cell;
use crate::affix::AnyOf;

/// Words in headers of date columns.
const HEADERS: [&str; 8] = ["时限", "期限", "日期", "时间", "截止", "时点", "节点", "办结"];
/// How many rows at the top may be the header.
const HEADER_ROWS: usize = 3;
/// The longest header, in characters.
const LONGEST: usize = 12;
/// The day counts taken for dates: those of the 21st century.
const DAYS: std::ops::Range<i64> = 36_526..73_051;

static FULL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(\d{4})\s*[-/.．年]\s*(\d{1,2})\s*[-/.．月]\s*(\d{1,2})\s*日?(?:[T\s]+(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?)?$";
    Regex::new(pattern).expect("the pattern is fixed")
});
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(20\d\d)\s*[-/.．]\s*(\d{1,2})$").expect("the pattern is fixed")
});
static COMPACT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(20\d\d)(\d{2})(\d{2})$").expect("the pattern is fixed"));

/// Rewrites the dates of a table in the form that documents use.
pub(super) fn write(rows: &mut [Vec<Cell>]) {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let asks: Vec<bool> = (0..width).map(|at| asks_when(rows, at)).collect();
    for row in rows {
        for (cell, asks) in row.iter_mut().zip(&asks) {
            let Cell::Text(text) = cell else { continue };
            let lines = text.split('\n').map(|line| date(line.trim(), *asks));
            if let Some(date) = lines.collect::<Option<Vec<String>>>() {
                *text = date.join("\n");
            }
        }
    }
}

/// Whether the header of the column at `at` asks for a date.
fn asks_when(rows: &[Vec<Cell>], at: usize) -> bool {
    let header = |row: &Vec<Cell>| {
        let own = row.iter().take(at + 1).rev().find(|cell| **cell != Cell::Left)?;
        let text: String = own.text().chars().filter(|c| !c.is_whitespace()).collect();
        (text.chars().count() <= LONGEST && text.contains_any(&HEADERS)).then_some(())
    };
    rows.iter().take(HEADER_ROWS).any(|row| header(row).is_some())
}

/// Returns the date that a text is; `asked` tells whether its column asks for one.
fn date(text: &str, asked: bool) -> Option<String> {
    if let Some(found) = FULL.captures(text) {
        let time = found
            .get(4)
            .map(|time| time.as_str())
            .filter(|time| !matches!(*time, "00:00" | "0:00"));
        return Some(format!("{}{}", day(&found)?, time.unwrap_or_default()));
    }
    if !asked {
        return None;
    }
    if let Some(found) = MONTH.captures(text) {
        let month: i8 = found.get(2)?.as_str().parse().ok()?;
        return (1..=12).contains(&month).then(|| format!("{}年{month}月", &found[1]));
    }
    if let Some(found) = COMPACT.captures(text) {
        return day(&found);
    }
    serial(text)
}

fn day(found: &regex::Captures<'_>) -> Option<String> {
    let part = |n| found.get(n).map(|part| part.as_str());
    let date =
        Date::new(part(1)?.parse().ok()?, part(2)?.parse().ok()?, part(3)?.parse().ok()?).ok()?;
    Some(written(date))
}

/// Converts a count of days since the end of 1899.
pub(super) fn serial(text: &str) -> Option<String> {
    let days: i64 = text.strip_suffix(".0").unwrap_or(text).parse().ok()?;
    let span: Span = DAYS.contains(&days).then(|| days.days())?;
    Some(written(Date::constant(1899, 12, 30).checked_add(span).ok()?))
}

fn written(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_documents_do() {
        for (text, asked, expected) in [
            ("2024/12/31", false, Some("2024年12月31日")),
            ("2024.12.31", false, Some("2024年12月31日")),
            ("2024-06-05", false, Some("2024年6月5日")),
            ("2024年06月05日", true, Some("2024年6月5日")),
            ("2024-12-31 00:00:00", false, Some("2024年12月31日")),
            ("2024-12-31T17:30:00", false, Some("2024年12月31日17:30")),
            ("45657", true, Some("2024年12月31日")),
            ("45657.0", true, Some("2024年12月31日")),
            ("20241231", true, Some("2024年12月31日")),
            ("2024.12", true, Some("2024年12月")),
            ("45657", false, None),
            ("2024.12", false, None),
            ("2024/13/31", true, None),
            ("2024/2/30", true, None),
            ("1024", true, None),
            ("长期", true, None),
            ("2024年底前", true, None),
        ] {
            assert_eq!(date(text, asked).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_header_asks_for_dates() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let mut rows = vec![
            vec![text("金额"), text("完成\n时限")],
            vec![text("45657"), text("45657")],
            vec![text("45657"), text("2024/6/30\n2024/12/31")],
        ];
        write(&mut rows);
        assert_eq!(rows[1], [text("45657"), text("2024年12月31日")]);
        assert_eq!(rows[2], [text("45657"), text("2024年6月30日\n2024年12月31日")]);
    }
}
