//! Interprets a match of a form: its kind and value, or nothing if its context shows that it sets
//! no time.

use jiff::Span;
use jiff::civil::Date;
use regex::Captures;

use super::listing::{self, Lead};
use super::near::Near;
use super::place::Place;
use super::spans;
use crate::context;
use crate::extract::past;
use crate::model::TimeKind;
use crate::numeral;

/// What a match says.
pub(super) struct Reading {
    pub(super) kind: TimeKind,
    pub(super) value: Option<String>,
    pub(super) working_days: bool,
    pub(super) each_by: Option<String>,
    /// Whether the only sign of a deadline is that something ends on that day: 2024年6月30日完成.
    pub(super) by_end: bool,
    /// How the day follows from the day of issue.
    pub(super) near: Option<Near>,
    /// Bytes at the beginning of the match that do not belong to the time.
    pub(super) skip: usize,
}

impl Reading {
    pub(super) fn new(kind: TimeKind, value: Option<String>) -> Self {
        Self { kind, value, working_days: false, each_by: None, by_end: false, near: None, skip: 0 }
    }

    pub(super) fn by(date: Option<Date>) -> Self {
        Self::new(TimeKind::Deadline, date.map(|date| date.to_string()))
    }
}

/// The last day of a month.
pub(super) fn month_end(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

pub(super) fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

pub(super) fn number<T: TryFrom<u32>>(found: &Captures<'_>, name: &str) -> Option<T> {
    let text = found.name(name)?.as_str();
    let value =
        text.parse().ok().or_else(|| numeral::chinese(text)).or_else(|| numeral::by_place(text));
    T::try_from(value?).ok()
}

/// Reads `2023年年底前`, `今年底`, `年内`.
pub(super) fn year_end(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let end = place.year(found).and_then(|year| date(year, 12, 31));
    let amid = place.is_state_on(found, end)
        || place.splits_number(found)
        || place.previous().is_some_and(|c| found[0].starts_with('年') && !is_free(c));
    let rest = place.rest(found);
    // 考核年度内 and 同一年度内 may be any year.
    if &found[0] == "年度内" && (place.ends_a_word() || !place.is_to_be_done(found)) {
        return None;
    }
    (!amid && !place.is_told(found) && !rest.starts_with(['后', '外', '蕴']))
        .then(|| Reading::by(end))
}

/// Reads `24年底前`.
pub(super) fn short_year_end(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    place.starts_year(found).then(|| year_end(place, found))?
}

/// Reads `24年6月底前`.
pub(super) fn short_year_month(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    place.starts_year(found).then(|| month(place, found))?
}

/// Whether a word may begin after `c`: `三年底` and `每年底` do not contain `年底`.
fn is_free(c: char) -> bool {
    !c.is_ascii_digit() && !"一二三四五六七八九十两半几多每去前近全同".contains(c)
}

/// Reads `到2025年`, `2025年前`.
pub(super) fn by_year(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let rest = place.rest(found);
    let goes_on = rest
        .starts_with(|c: char| c.is_ascii_digit() || "后年度底末初中上下第、一二三两".contains(c))
        && !listing::years_go_on(rest);
    let from =
        place.is_state() || place.previous().is_some_and(|c| c == '年' || c.is_ascii_digit());
    (!goes_on && !from && !place.is_told(found))
        .then(|| Reading::by(place.year(found).and_then(|year| date(year, 12, 31))))
}

/// The first and last year of the five-year plan in the match; the fourteenth is 2021 to 2025.
fn plan_years(found: &Captures<'_>) -> Option<(i16, i16)> {
    past::plan_years(number(found, "plan")?)
}

/// Reads `“十四五”末`.
pub(super) fn plan_end(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let (_, end) = plan_years(found)?;
    place.calendar.year.is_none_or(|base| base <= end).then(|| Reading::by(date(end, 12, 31)))
}

/// Reads `“十四五”期间`; a plan that was over when the document was issued sets no time.
pub(super) fn plan(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let (start, end) = plan_years(found)?;
    place
        .calendar
        .year
        .is_none_or(|base| base <= end)
        .then(|| interval(date(start, 1, 1), date(end, 12, 31)))
}

fn interval(start: Option<Date>, end: Option<Date>) -> Reading {
    Reading::new(TimeKind::Period, start.zip(end).map(|(start, end)| format!("{start}/{end}")))
}

/// Reads `2023年6月底前`, `6月30日前`, `完成时限：2019年12月`.
pub(super) fn month(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let (month, day) = (number::<i8>(found, "m")?, number::<i8>(found, "d"));
    let part = found.name("part").map(|part| part.as_str());
    let year = place.year_by(found, month, day);
    let due = year.and_then(|year| match day {
        Some(day) => date(year, month, day),
        None => part_end(year, month, part),
    });
    if place.is_state_on(found, due)
        || place.splits_number(found)
        || place.is_told(found)
        || place.splits_year(found)
        || place.previous().is_some_and(|c| found[0].starts_with('年') && !is_free(c))
        || !is_due(place, found, year)
    {
        return None;
    }
    if listing::is_yearly(place.text, place.start) {
        return Some(spans::listed(Some(month), day));
    }
    let has_mark = found.name("by").is_some() || part.is_some() || place.is_labelled();
    let by_end = day.is_some() && !has_mark && place.ends_then(found);
    Some(Reading { by_end, ..Reading::by(due) })
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

/// The last day of a part of a month, or of all of it.
fn part_end(year: i16, month: i8, part: Option<&str>) -> Option<Date> {
    match part {
        Some("上旬" | "初") => date(year, month, 10),
        Some("中旬") => date(year, month, 20),
        _ => month_end(year, month),
    }
}

/// Whether something is to be done by a month or day of the year `year`.
fn is_due(place: &Place<'_>, found: &Captures<'_>, year: Option<i16>) -> bool {
    let rest = place.rest(found);
    if rest.starts_with(['起', '至', '—', '-', '－']) {
        return false;
    }
    let has_end = found.name("by").is_some_and(|_| !rest.starts_with('后'))
        || found.name("part").is_some_and(|part| matches!(part.as_str(), "底" | "末"));
    // A state that is still to come is a deadline: 截至2024年6月30日，完成全部任务.
    if has_end || place.is_labelled() || place.is_state() {
        return true;
    }
    let is_day = found.name("d").is_some();
    let shares_end = match is_day {
        true => listing::days_go_on(place.rest(found)),
        false => found.name("part").is_none() && listing::months_go_on(place.rest(found)),
    };
    let is_past = place.calendar.year.zip(year).is_some_and(|(base, year)| year < base);
    let is_set = !is_day
        && (is_named(place, found) && place.is_to_be_done(found) || place.dates_a_stage(found));
    shares_end || !is_past && (is_set || place.is_last_day(found) || place.asks_for_figure(found))
}

/// Whether the year of a month is named: by the match, or in its sentence. A clause in brackets may
/// omit it: `（11月取得明显成效，牵头单位：…）`.
fn is_named(place: &Place<'_>, found: &Captures<'_>) -> bool {
    found.name("y").is_some()
        || matches!(place.previous(), Some('（' | '〔'))
        || place.sentence_year().is_some_and(|(year, _)| Some(year) >= place.calendar.year)
}

/// Reads a day that takes its month from the day listed before it: `28日前` in
/// `6月25日、28日前`.
pub(super) fn listed_day(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let by = found.name("by").is_some_and(|_| !place.rest(found).starts_with('后'));
    if !by && !listing::days_go_on(place.rest(found)) || place.is_told(found) {
        return None;
    }
    let day = number::<i8>(found, "d")?;
    match listing::lead(place.text, place.start)? {
        Lead::EachMonth => Some(spans::listed(None, Some(day))),
        Lead::Month(month) => {
            let year = place.year_by(found, month, Some(day));
            Some(Reading::by(year.and_then(|year| date(year, month, day))))
        }
    }
}

/// Reads `2024.6.30前`, `完成时限：2024/12/31`.
pub(super) fn figures(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || "./-—~%".contains(c);
    let amid = place.previous().is_some_and(|c| c.is_ascii_alphanumeric() || "./-〔".contains(c));
    let rest = place.rest(found);
    let by = found.name("by").is_some() && !rest.starts_with('后') || found.name("part").is_some();
    let is_set = by || place.is_labelled() && place.ends(found);
    if amid || !is_set || rest.starts_with(goes_on) || place.is_told(found) {
        return None;
    }
    let (year, month) = (number(found, "y")?, number(found, "m")?);
    let day =
        number(found, "d").map_or_else(|| month_end(year, month), |day| date(year, month, day))?;
    (!place.is_state_on(found, Some(day))).then(|| Reading::by(Some(day)))
}

/// Reads `完成时限：45657`: days since 30 December 1899, as spreadsheets count them.
pub(super) fn serial(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let is_cell = place.is_labelled() && place.ends(found);
    let days = number::<i32>(found, "serial").filter(|_| is_cell)?;
    let day = date(1899, 12, 30)?.checked_add(Span::new().days(days)).ok()?;
    (day.year() >= 2000).then(|| Reading::by(Some(day)))
}

/// Reads `2019年上半年`, `第三季度`.
pub(super) fn part_of_year(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let month = match found.name("half").map(|half| half.as_str()) {
        Some("上") => 6,
        Some(_) => 12,
        None => 3 * number::<i8>(found, "q")?,
    };
    let year = place.year_by(found, month, None);
    let is_past = place.calendar.year.zip(year).is_some_and(|(base, year)| year < base);
    let has_end = found.name("end").is_some() || found.name("by").is_some();
    // 前三季度 may also be what is reported.
    let is_year =
        found.name("first").is_none() && (found.name("y").is_some() || found.name("rel").is_some());
    // The part of a year that sets no time sets none, either: 2019年上半年, 2023年前三季度.
    let is_rest = place.previous().is_some_and(|c| c == '前' || c == '年');
    if is_past
        || is_rest
        || place.splits_number(found)
        || !(has_end || is_year || place.is_labelled() || place.is_to_be_done(found))
    {
        return None;
    }
    Some(Reading::by(year.and_then(|year| month_end(year, month))))
}

/// Reads `2021—2025年`, but not `行动计划（2021—2025年）`.
pub(super) fn years(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let (start, end): (i16, i16) = (number(found, "y")?, number(found, "z")?);
    let is_titled = place.previous() == Some('（') && {
        let name = context::last_chars(place.text, place.start - '（'.len_utf8(), 2);
        let kinds = [
            "方案", "规划", "计划", "纲要", "意见", "行动", "安排", "措施", "政策", "要点", "办法",
            "任务", "清单", "工程", "设〉",
        ];
        kinds.contains(&name)
    };
    (start < end && !is_titled && !place.splits_number(found))
        .then(|| interval(date(start, 1, 1), date(end, 12, 31)))
}

/// Whether the text after a period tells what happened in it: `1—5月，全县查处案件217起`.
fn is_reported(rest: &str) -> bool {
    const TELLS: &[&str] = &["全县", "全市", "全区", "全省", "全国", "我", "累计", "共", "已"];
    let rest = rest.strip_prefix('，').unwrap_or_default();
    TELLS.iter().any(|word| rest.starts_with(word))
}

/// Reads `2023年3月—5月`, `2023年6月1日至7月31日`, `6月20日—25日`, `11月至次年3月`.
pub(super) fn months(place: &Place<'_>, found: &Captures<'_>) -> Option<Reading> {
    let year = |name| number::<i16>(found, name);
    let month = number::<i8>(found, "m1")?;
    let last = number::<i8>(found, "m2").unwrap_or(month);
    let part = |name| found.name(name).map(|part| part.as_str());
    let (from, to) = (number::<i8>(found, "d1"), number::<i8>(found, "d2"));
    let is_next = found.name("next").is_some();
    let is_split = is_next || found.name("y2").is_some();
    let (month_due, day_due) = if is_split { (month, None) } else { (last, to) };
    let first = year("y1").or_else(|| place.implied_year(month_due, day_due));
    let second = year("y2").or_else(|| first.map(|year| year + i16::from(is_next)));
    // A leap year has every day.
    let order = |year: Option<i16>| year.unwrap_or(2024);
    let (start, end) = (
        |year| from.map_or_else(|| part_start(year, month, part("p1")), |d| date(year, month, d)),
        |year| to.map_or_else(|| part_end(year, last, part("p2")), |d| date(year, last, d)),
    );
    let in_order = start(order(first)) < end(order(second));
    let rest = place.rest(found);
    if place.splits_number(found)
        || is_reported(rest)
        || !in_order
        || rest.starts_with('龄')
        || place.is_of_each_year()
    {
        return None;
    }
    let (start, end) = (first.and_then(start), second.and_then(end));
    // Months such as 1—5月 may be those of a report.
    let is_stage = matches!(place.previous(), Some('（' | '〔')) || place.is_labelled();
    let by_end = !is_stage && found.name("d1").or_else(|| found.name("d2")).is_none();
    Some(Reading { by_end, ..interval(start, end) })
}
