//! Weeks, months, quarters and years: `2023-W30`, `2023-07`, `2023-Q3`, `2023`, and 2023年第三季度.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{ISOWeekDate, Weekday};
use regex::Regex;

use crate::model::Date;

static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(\d{4})(?:年度?)?[-/]?(?:(?:W|第)(\d{1,2})周?|Q([1-4])|第?([一二三四1-4])季度|(\d{1,2})月?)?$";
    Regex::new(pattern).expect("the pattern is fixed")
});

/// A period that is reported on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Its name: 2023年第三季度.
    pub name: String,
}

impl Period {
    /// Parses a period; `None` if it is invalid.
    pub fn parse(text: &str) -> Option<Self> {
        let found = WRITTEN.captures(text.trim())?;
        let part = |n: usize| found.get(n).map(|part| part.as_str());
        let year: i16 = part(1)?.parse().ok()?;
        match (part(2), part(3).or(part(4)), part(5)) {
            (Some(week), ..) => Self::week(year, week.parse().ok()?),
            (_, Some(quarter), _) => Self::quarter(year, quarter),
            (.., Some(month)) => Self::months(
                year,
                month.parse().ok()?,
                1,
                format!("{year}年{}月", month.trim_start_matches('0')),
            ),
            _ => Self::months(year, 1, 12, format!("{year}年度")),
        }
    }

    fn week(year: i16, week: i8) -> Option<Self> {
        let from = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
        let to = from.checked_add(6.days()).ok()?;
        Some(Self { from, to, name: format!("{year}年第{week}周") })
    }

    fn quarter(year: i16, quarter: &str) -> Option<Self> {
        const NAMES: [&str; 4] = ["一", "二", "三", "四"];
        let at = NAMES
            .iter()
            .position(|name| *name == quarter)
            .or_else(|| quarter.parse::<usize>().ok()?.checked_sub(1))?;
        let first = i8::try_from(at * 3 + 1).ok()?;
        Self::months(year, first, 3, format!("{year}年第{}季度", NAMES.get(at)?))
    }

    fn months(year: i16, first: i8, n: i8, name: String) -> Option<Self> {
        let from = Date::new(year, first, 1).ok()?;
        let to = Date::new(year, first + n - 1, 1).ok()?.last_of_month();
        Some(Self { from, to, name })
    }

    /// Whether it contains a day.
    pub fn has(&self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read() {
        for (text, expected) in [
            ("2023-Q3", Some("2023-07-01 2023-09-30 2023年第三季度")),
            ("2023年第三季度", Some("2023-07-01 2023-09-30 2023年第三季度")),
            ("2023-07", Some("2023-07-01 2023-07-31 2023年7月")),
            ("2023年7月", Some("2023-07-01 2023-07-31 2023年7月")),
            ("2023", Some("2023-01-01 2023-12-31 2023年度")),
            ("2023年", Some("2023-01-01 2023-12-31 2023年度")),
            ("2023-W30", Some("2023-07-24 2023-07-30 2023年第30周")),
            ("2023-W54", None),
            ("2023-13", None),
            ("2023-Q5", None),
            ("上季度", None),
        ] {
            let told =
                Period::parse(text).map(|one| format!("{} {} {}", one.from, one.to, one.name));
            assert_eq!(told.as_deref(), expected, "{text}");
        }
    }
}
