//! Interprets a match of a form: its kind and value, or nothing if its context shows that it sets
//! no time.

use jiff::Span;
use jiff::civil::Date;

use super::listing::{self, Lead};
use super::near::Near;
use super::place::Place;
use super::spans;
use crate::affix::AnyOf;
use crate::context;
use crate::model::TimeKind;
use crate::numeral;
use crate::patterns::Groups;

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

pub(super) fn number<T: TryFrom<u32>>(found: &Groups<'_>, name: &str) -> Option<T> {
    let text = found.name(name)?;
    let value =
        text.parse().ok().or_else(|| numeral::chinese(text)).or_else(|| numeral::by_place(text));
    T::try_from(value?).ok()
}

/// Reads `2023年年底前`, `今年底`, `年内`.
pub(super) fn year_end(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let end = place.year(found).and_then(|year| date(year, 12, 31));
    let amid = place.is_state_on(found, end)
        || place.splits_number(found)
        || place.previous().is_some_and(|c| found.whole().starts_with('年') && !is_free(c));
    let rest = place.rest(found);
    // 考核年度内 and 同一年度内 may be any year.
    if found.whole() == "年度内" && (place.ends_a_word() || !place.is_to_be_done(found)) {
        return None;
    }
    (!amid && !place.is_told(found) && !rest.starts_with(['后', '外', '蕴']))
        .then(|| Reading::by(end))
}

/// Reads `24年底前`.
pub(super) fn short_year_end(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    place.starts_year(found).then(|| year_end(place, found))?
}

/// Reads `24年6月底前`.
pub(super) fn short_year_month(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    place.starts_year(found).then(|| month(place, found))?
}

/// Whether a word may begin after `c`: `三年底` and `每年底` do not contain `年底`.
fn is_free(c: char) -> bool {
    !c.is_ascii_digit() && !"一二三四五六七八九十两半几多每去前近全同".contains(c)
}

/// Reads `到2025年`, `2025年前`.
pub(super) fn by_year(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let rest = place.rest(found);
    let goes_on = rest
        .starts_with(|c: char| c.is_ascii_digit() || "后年度底末初中上下第、一二三两".contains(c))
        && !listing::years_go_on(rest);
    let from =
        place.is_state() || place.previous().is_some_and(|c| c == '年' || c.is_ascii_digit());
    (!goes_on && !from && !place.is_told(found))
        .then(|| Reading::by(place.year(found).and_then(|year| date(year, 12, 31))))
}

/// Reads `2023年6月底前`, `6月30日前`, `完成时限：2019年12月`.
pub(super) fn month(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let (month, day) = (number::<i8>(found, "m")?, number::<i8>(found, "d"));
    let part = found.name("part");
    let year = place.year_by(found, month, day);
    let due = year.and_then(|year| last_day(year, month, day, part));
    if place.is_state_on(found, due)
        || place.splits_number(found)
        || place.is_told(found)
        || place.splits_year(found)
        || place.previous().is_some_and(|c| found.whole().starts_with('年') && !is_free(c))
        || !is_due(place, found, year, due)
    {
        return None;
    }
    if listing::is_yearly(place.text, place.start) || is_of_each_year(place, found) {
        return Some(spans::listed(Some(month), day));
    }
    let has_mark = found.name("by").is_some() || part.is_some() || place.is_labelled();
    let by_end = day.is_some() && !has_mark && place.ends_then(found);
    Some(Reading { by_end, ..Reading::by(due) })
}

/// Whether a day is one of each year, as that named before it is; one that names its year or is the
/// first is not.
fn is_of_each_year(place: &Place<'_>, found: &Groups<'_>) -> bool {
    let once = || {
        let clause = context::clause_before(place.text, place.start);
        let behind = context::after(place.rest(found), 0, context::CLAUSE);
        clause.contains("首次") || behind.contains_any(&["本轮", "本次", "首次"])
    };
    !names_year(found) && listing::follows_yearly(place.text, place.start) && !once()
}

/// The last day of a part of a month, or of all of it.
fn part_end(year: i16, month: i8, part: Option<&str>) -> Option<Date> {
    match part {
        Some("上旬" | "初") => date(year, month, 10),
        Some("中旬") => date(year, month, 20),
        _ => month_end(year, month),
    }
}

/// The day, or the last one of the month or of a part of it.
pub(super) fn last_day(year: i16, month: i8, day: Option<i8>, part: Option<&str>) -> Option<Date> {
    day.map_or_else(|| part_end(year, month, part), |day| date(year, month, day))
}

/// Whether a match says of what year it is.
pub(super) fn names_year(found: &Groups<'_>) -> bool {
    ["y", "rel", "short"].iter().any(|name| found.name(name).is_some())
}

/// Whether something is to be done by a month or day of the year `year`.
fn is_due(place: &Place<'_>, found: &Groups<'_>, year: Option<i16>, due: Option<Date>) -> bool {
    let rest = place.rest(found);
    if rest.starts_with(['起', '至', '—', '-', '－']) {
        return false;
    }
    let has_end = found.name("by").is_some_and(|_| !rest.starts_with('后'))
        || found.name("part").is_some_and(|part| matches!(part, "底" | "末"));
    // A state that is still to come is a deadline: 截至2024年6月30日，完成全部任务.
    if has_end || place.is_labelled() || place.is_state() || begins_now(place) {
        return true;
    }
    let is_day = found.name("d").is_some();
    let shares_end = match is_day {
        true => listing::days_go_on(place.rest(found)),
        false => found.name("part").is_none() && listing::months_go_on(place.rest(found)),
    };
    let is_past = place.calendar.is_past(year);
    let is_set = !is_day
        && (is_named(place, found, due) && place.is_to_be_done(found)
            || place.dates_a_stage(found));
    let shares_event = !is_day && is_of_event_to_come(place, found, rest);
    shares_end
        || shares_event
        || !is_past
            && (is_set
                || place.closes_a_duty(found)
                || place.is_last_day(found)
                || place.asks_for_figure(found)
                || place.calendar.is_ahead(due) && place.ends_clause(found))
}

/// Whether a day ends a time that begins at once: `即日起-6月10日`.
fn begins_now(place: &Place<'_>) -> bool {
    let before = context::last_chars(place.text, place.start, 4);
    let head = before.trim_end_matches(['-', '—', '－', '～', '~']);
    head.len() < before.len() && head.ends_with("日起")
}

/// Whether a month is one of those in which something is done, the last of which is to come.
fn is_of_event_to_come(place: &Place<'_>, found: &Groups<'_>, rest: &str) -> bool {
    let last = number(found, "m").and_then(|month| listing::last_of_event(place, month, rest));
    last.is_some_and(|month| {
        let year = place.year_by(found, month, None);
        place.calendar.is_ahead(year.and_then(|year| month_end(year, month)))
    })
}

/// Whether the year of a month is named: by the match, or in its sentence. What opens a clause may
/// omit it, in brackets, `（11月取得明显成效，牵头单位：…）`, or if the day is certainly to come:
/// `3月启动，6月完成`.
fn is_named(place: &Place<'_>, found: &Groups<'_>, due: Option<Date>) -> bool {
    let opens = || place.previous().is_none_or(|c| "，。；：、\n于".contains(c));
    found.name("y").is_some()
        || matches!(place.previous(), Some('（' | '〔'))
        || place.sentence_year().is_some_and(|said| Some(said.year) >= place.calendar.year)
        || opens() && place.calendar.is_ahead(due) && due.map(Date::year) == place.calendar.year
}

/// Reads a day that takes its month from the day listed before it: `28日前` in
/// `6月25日、28日前`.
pub(super) fn listed_day(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
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
pub(super) fn figures(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || "./-—~%".contains(c);
    let amid = place.previous().is_some_and(|c| c.is_ascii_alphanumeric() || "./-〔".contains(c));
    let rest = place.rest(found);
    let by = found.name("by").is_some() && !rest.starts_with('后') || found.name("part").is_some();
    let is_set = by || place.is_labelled() && place.ends(found);
    if amid || !is_set || rest.starts_with(goes_on) || place.is_told(found) {
        return None;
    }
    let (year, month) = (number(found, "y")?, number(found, "m")?);
    let day = last_day(year, month, number(found, "d"), None)?;
    (!place.is_state_on(found, Some(day))).then(|| Reading::by(Some(day)))
}

/// Reads `完成时限：45657`: days since 30 December 1899, as spreadsheets count them.
pub(super) fn serial(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let is_cell = place.is_labelled() && place.ends(found);
    let days = number::<i32>(found, "serial").filter(|_| is_cell)?;
    let day = date(1899, 12, 30)?.checked_add(Span::new().days(days)).ok()?;
    (day.year() >= 2000).then(|| Reading::by(Some(day)))
}

/// Whether something begins then and goes on: `从2023年第二季度起`, `从下半年开始`.
fn begins_then(place: &Place<'_>, found: &Groups<'_>) -> bool {
    let rest = place.rest(found);
    let is_since = || place.previous().is_some_and(|c| matches!(c, '从' | '自'));
    rest.starts_with("起，") || (rest.starts_with('起') || rest.starts_with("开始")) && is_since()
}

/// Whether the text after a part of a year is that after the header of a column, or after what
/// stands like one, and says what is to be done then: `：主体封顶`, not `：已完成`.
fn heads_a_plan(rest: &str) -> bool {
    const STANDS: &str = "已未暂尚无";
    let first = rest.strip_prefix('：').and_then(|told| told.chars().next());
    first.is_some_and(|first| context::is_han(first) && !STANDS.contains(first))
}

/// Verbs for what is done in a part of a year.
const PLANNED: &[&str] = &["开展", "组织", "召开", "举办", "进行", "对"];

/// Reads `2019年上半年`, `第三季度`.
pub(super) fn part_of_year(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let month = match found.name("half") {
        Some("上") => 6,
        Some(_) => 12,
        None => 3 * number::<i8>(found, "q")?,
    };
    let has_end = found.name("end").is_some() || found.name("by").is_some();
    // 一季度完成60% may also be reported.
    let may_be_told = !has_end && found.name("y").or_else(|| found.name("rel")).is_none();
    let year =
        if may_be_told { place.told_year(month, None) } else { place.year_by(found, month, None) };
    let is_past = place.calendar.is_past(year);
    let due = year.and_then(|year| month_end(year, month));
    let rest = place.rest(found);
    // What is still to come cannot be reported: `第四季度，开展评估` in a document of March.
    let is_planned = || {
        let rest = rest.trim_start_matches('，');
        place.opens() && place.calendar.is_ahead(due) && rest.starts_with_any(PLANNED)
    };
    let heads = place.opens() && heads_a_plan(rest.strip_prefix("目标").unwrap_or(rest));
    // 前三季度 may also be what is reported.
    let is_year =
        found.name("first").is_none() && (found.name("y").is_some() || found.name("rel").is_some());
    // The part of a year that sets no time sets none, either: 2019年上半年, 2023年前三季度.
    // 原则上半年调整一次 is every half year.
    let is_rest = place.previous().is_some_and(|c| matches!(c, '前' | '年' | '则'));
    if is_past
        || is_rest
        || begins_then(place, found)
        || place.splits_number(found)
        || !(has_end
            || is_year
            || place.is_labelled()
            || place.closes_a_duty(found)
            || heads
            || place.is_to_be_done(found)
            || is_planned())
    {
        return None;
    }
    Some(Reading::by(due))
}
