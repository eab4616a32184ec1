//! Deadlines near the day of issue, which alone says what day they are: `本月底前`, `下周五前`,
//! `国庆节前`.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::place::Place;
use super::reading::{Reading, number};
use crate::context;
use crate::model::TimeKind;
use crate::patterns::Groups;

/// A day that depends on the day of issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// A day of a month, or its last one.
    Month {
        /// 1 for the month after that of the issue.
        ahead: i8,
        /// The day of the month; `None` for the last.
        day: Option<i8>,
    },
    /// The last day of a quarter; 1 for the quarter after that of the issue.
    Quarter {
        /// 1 for the quarter after that of the issue.
        ahead: i8,
    },
    /// A day of a week.
    Week {
        /// 1 for the week after that of the issue.
        ahead: i8,
        /// The day of the week.
        day: Weekday,
    },
    /// The next such day of a year: National Day.
    Next {
        /// The month.
        month: i8,
        /// The day of the month.
        day: i8,
    },
}

impl Near {
    /// The day, for a document issued on `issued`; `None` if the month has no such day.
    pub fn day(self, issued: Date) -> Option<Date> {
        match self {
            Self::Month { ahead, day } => {
                let first = issued.first_of_month().checked_add(i64::from(ahead).months()).ok()?;
                match day {
                    Some(day) => first.with().day(day).build().ok(),
                    None => Some(first.last_of_month()),
                }
            }
            Self::Quarter { ahead } => {
                let months = i64::from((issued.month() - 1) / 3 * 3 + 2 + 3 * ahead);
                let last = issued.first_of_year().checked_add(months.months()).ok()?;
                Some(last.last_of_month())
            }
            Self::Week { ahead, day } => {
                let days = i64::from(day.to_monday_zero_offset())
                    - i64::from(issued.weekday().to_monday_zero_offset())
                    + 7 * i64::from(ahead);
                issued.checked_add(Span::new().days(days)).ok()
            }
            Self::Next { month, day } => {
                let of = |year| Date::new(year, month, day).ok();
                of(issued.year()).filter(|day| *day > issued).or_else(|| of(issued.year() + 1))
            }
        }
    }
}

fn near(place: &Place<'_>, found: &Groups<'_>, near: Near) -> Option<Reading> {
    let sentence = context::before(place.text, place.start, context::SENTENCE);
    let rest = place.rest(found);
    // 每月…，下月5日前 is any month's.
    let is_any =
        sentence.contains(['每', '按']) || rest.starts_with(['后', '期', '容', '部', '夕', '段']);
    let reading = Reading { near: Some(near), ..Reading::new(TimeKind::Deadline, None) };
    (!is_any).then_some(reading)
}

/// 1 if the match says 下, the one after this.
fn ahead(found: &Groups<'_>) -> i8 {
    i8::from(found.name("which").is_some_and(|which| which == "下"))
}

/// Reads `本月底前`, `下月10日前`.
pub(super) fn month(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let has_end = found.name("by").is_some() || found.name("end").is_some();
    let day = number(found, "d").or_else(|| match found.name("part")? {
        "上旬" | "初" => Some(10),
        _ => Some(20),
    });
    has_end.then(|| near(place, found, Near::Month { ahead: ahead(found), day }))?
}

/// Reads `月底前`, where no month precedes it.
pub(super) fn this_month(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let is_own = place.previous().is_none_or(|c| !c.is_ascii_digit() && !OTHERS.contains(c));
    is_own.then(|| near(place, found, Near::Month { ahead: 0, day: None }))?
}

/// Characters before 月底 that name the month.
const OTHERS: &str = "一二三四五六七八九十两半几多每去前近全同本下上当次该个逐按腊正";

/// Reads `本季度末`.
pub(super) fn quarter(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    near(place, found, Near::Quarter { ahead: ahead(found) })
}

/// Reads `本周五前`, `下周内`.
pub(super) fn week(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let day = match found.name("w") {
        Some("一") => Weekday::Monday,
        Some("二") => Weekday::Tuesday,
        Some("三") => Weekday::Wednesday,
        Some("四") => Weekday::Thursday,
        Some("五") => Weekday::Friday,
        Some("六") => Weekday::Saturday,
        _ => Weekday::Sunday,
    };
    near(place, found, Near::Week { ahead: ahead(found), day })
}

/// Reads `国庆节前`, `2024年元旦前`.
pub(super) fn holiday(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let (month, day) = match found.name("day").or_else(|| found.name("quoted"))? {
        "元旦" => (1, 1),
        "国庆" | "十一" => (10, 1),
        _ => (5, 1),
    };
    if found.name("y").is_some() || found.name("rel").is_some() {
        return Some(Reading::by(
            place.year(found).and_then(|year| Date::new(year, month, day).ok()),
        ));
    }
    near(place, found, Near::Next { month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_from_the_day_of_issue() {
        let days = [
            (Near::Month { ahead: 0, day: None }, "2024-12-31"),
            (Near::Month { ahead: 1, day: Some(10) }, "2025-01-10"),
            (Near::Quarter { ahead: 0 }, "2024-12-31"),
            (Near::Quarter { ahead: 1 }, "2025-03-31"),
            (Near::Week { ahead: 0, day: Weekday::Friday }, "2024-12-06"),
            (Near::Week { ahead: 1, day: Weekday::Monday }, "2024-12-09"),
            (Near::Next { month: 10, day: 1 }, "2025-10-01"),
            (Near::Next { month: 1, day: 1 }, "2025-01-01"),
        ];
        let issued: Date = "2024-12-03".parse().expect("a date");
        for (near, day) in days {
            assert_eq!(near.day(issued).map(|day| day.to_string()).as_deref(), Some(day));
        }
        assert_eq!(
            Near::Month { ahead: 0, day: Some(31) }.day("2024-04-03".parse().expect("a date")),
            None
        );
    }
}
