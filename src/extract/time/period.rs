//! Interprets periods: `2021—2025年`, `3月—5月`, `“十四五”期间`.

use jiff::civil::Date;

use super::place::Place;
use super::reading::{Reading, date, last_day, month_end, number};
use crate::affix::AnyOf;
use crate::context;
use crate::extract::past;
use crate::lexicon::kinds;
use crate::model::TimeKind;
use crate::patterns::Groups;

/// The first and last year of the five-year plan in the match, the fourteenth of which is 2021 to
/// 2025. A plan that was over when the document was issued sets no time.
fn plan_years(place: &Place<'_>, found: &Groups<'_>) -> Option<(i16, i16)> {
    let is_ahead = |end: i16| place.calendar.year.is_none_or(|base| base <= end);
    past::plan_years(number(found, "plan")?).filter(|(_, end)| is_ahead(*end))
}

/// Reads `“十四五”末`.
pub(super) fn plan_end(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let (_, end) = plan_years(place, found)?;
    Some(Reading::by(date(end, 12, 31)))
}

/// Reads `“十四五”期间`.
pub(super) fn plan(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let (start, end) = plan_years(place, found)?;
    Some(interval(date(start, 1, 1), date(end, 12, 31)))
}

fn interval(start: Option<Date>, end: Option<Date>) -> Reading {
    Reading::new(TimeKind::Period, start.zip(end).map(|(start, end)| format!("{start}/{end}")))
}

/// Reads `2021—2025年`, but not `行动计划（2021—2025年）`.
pub(super) fn years(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let (start, end): (i16, i16) = (number(found, "y")?, number(found, "z")?);
    let is_titled = place.previous() == Some('（') && {
        let name = context::last_chars(place.text, place.start - '（'.len_utf8(), 2);
        kinds::BEFORE_YEARS.close(name) || name == "设〉"
    };
    (start < end && !is_titled && !place.splits_number(found))
        .then(|| interval(date(start, 1, 1), date(end, 12, 31)))
}

/// An end of a period.
struct End<'f> {
    year: Option<i16>,
    month: i8,
    day: Option<i8>,
    part: Option<&'f str>,
}

impl<'f> End<'f> {
    fn of(found: &'f Groups<'_>, [month, day, part]: [&str; 3]) -> Option<Self> {
        let part = found.name(part);
        Some(Self { year: None, month: number(found, month)?, day: number(found, day), part })
    }

    fn first_day(&self, year: i16) -> Option<Date> {
        self.day
            .map_or_else(|| part_start(year, self.month, self.part), |d| date(year, self.month, d))
    }

    fn last_day(&self, year: i16) -> Option<Date> {
        last_day(year, self.month, self.day, self.part)
    }
}

/// The first day of a part of a month: 中旬.
fn part_start(year: i16, month: i8, part: Option<&str>) -> Option<Date> {
    match part {
        Some("中旬") => date(year, month, 11),
        Some("下旬") => date(year, month, 21),
        Some("底" | "末") => month_end(year, month),
        _ => date(year, month, 1),
    }
}

/// Reads `2023年3月—5月`, `2023年6月1日至7月31日`, `6月20日—25日`, `11月至次年3月`.
pub(super) fn months(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let (start, end) = ends(place, found)?;
    // A leap year has every day.
    let order = |year: Option<i16>| year.unwrap_or(2024);
    let in_order = start.first_day(order(start.year)) < end.last_day(order(end.year));
    let rest = place.rest(found);
    let is_other = is_reported(rest) || rest.starts_with('龄') || place.is_of_each_year();
    if place.splits_number(found) || !in_order || is_other {
        return None;
    }
    let by_end = !is_stage(place) && start.day.or(end.day).is_none();
    let (start, end) = (
        start.year.and_then(|year| start.first_day(year)),
        end.year.and_then(|year| end.last_day(year)),
    );
    // Months such as 1—5月 may be those of a report.
    Some(Reading { by_end, ..interval(start, end) })
}

/// The ends of a period with their years.
fn ends<'f>(place: &Place<'_>, found: &'f Groups<'_>) -> Option<(End<'f>, End<'f>)> {
    let start = End::of(found, ["m1", "d1", "p1"])?;
    let end = End::of(found, ["m2", "d2", "p2"]).unwrap_or(End {
        day: number(found, "d2"),
        year: None,
        ..start
    });
    let is_next = found.name("next").is_some();
    let due =
        if is_next || found.name("y2").is_some() { &End { day: None, ..start } } else { &end };
    let may_be_told = !is_stage(place) && place.rest(found).starts_with('，');
    let first = number(found, "y1").or_else(|| match may_be_told {
        true => place.told_year(due.month, due.day),
        false => place.implied_year(due.month, due.day),
    });
    let last = number(found, "y2").or_else(|| first.map(|year: i16| year + i16::from(is_next)));
    Some((End { year: first, ..start }, End { year: last, ..end }))
}

/// Whether the place is that of the time of a stage: `（1月—3月）`.
fn is_stage(place: &Place<'_>) -> bool {
    matches!(place.previous(), Some('（' | '〔')) || place.is_labelled()
}

/// Whether the text after a period tells what happened in it: `1—5月，全县查处案件217起`.
fn is_reported(rest: &str) -> bool {
    const TELLS: &[&str] = &["全县", "全市", "全区", "全省", "全国", "我", "累计", "共", "已"];
    let rest = rest.strip_prefix('，').unwrap_or_default();
    rest.starts_with_any(TELLS)
}
