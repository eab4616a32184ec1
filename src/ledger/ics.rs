//! Writes the deadlines as a calendar: an all-day entry for each, with reminders, and recurrence
//! rules for recurring tasks.
//!
//! No entry depends on the clock: the same store gives the same calendar, so a phone that imports
//! it twice has each entry once.

use icalendar::{Alarm, Calendar, Component, Event, Property, Related};
use jiff::ToSpan;

use super::{Ledger, Row, Status};
use crate::model::{Date, Role, TimeKind};

/// How many days before a deadline there are reminders.
const REMINDERS: [u8; 3] = [7, 3, 1];

/// Returns the calendar of a ledger.
pub fn ics(ledger: &Ledger) -> String {
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("PRODID", "-//zeren//ledger//ZH"));
    calendar.name(&ledger.title());
    for row in &ledger.rows {
        if row.filled.status() == Status::Ended || row.filled.status().is_done() {
            continue;
        }
        for (n, day) in row.dues.iter().enumerate() {
            let uid = if n == 0 { row.iri.clone() } else { format!("{}#{}", row.iri, n + 1) };
            calendar.push(event(ledger, row, *day, &uid));
        }
        for (n, rule) in rules(row).into_iter().enumerate() {
            let Some(from) = begin(ledger, row) else { continue };
            let mut event = event(ledger, row, from, &format!("{}#every{}", row.iri, n + 1));
            event.append_property(Property::new("RRULE", rule));
            calendar.push(event);
        }
    }
    calendar.to_string()
}

fn event(ledger: &Ledger, row: &Row, day: Date, uid: &str) -> Event {
    let stamp = stamp(ledger, row, day);
    let mut event = Event::with_uid(uid);
    event
        .add_property("DTSTAMP", &stamp)
        .add_property("SUMMARY", format!("{}{}", row.number, row.title))
        .add_property("DESCRIPTION", description(ledger, row))
        .add_property("TRANSP", "TRANSPARENT");
    for (name, day) in [("DTSTART", Some(day)), ("DTEND", day.tomorrow().ok())] {
        if let Some(day) = day {
            let mut property = Property::new(name, day.strftime("%Y%m%d").to_string());
            property.add_parameter("VALUE", "DATE");
            event.append_property(property);
        }
    }
    for days in REMINDERS {
        let mut alarm = Alarm::display(&row.title, (Default::default(), Related::Start));
        alarm
            .add_property("TRIGGER", format!("-P{days}D"))
            .add_property("UID", format!("{uid}#alarm{days}"))
            .add_property("DTSTAMP", &stamp);
        event.append_component(alarm);
    }
    event
}

/// Returns the timestamp of an entry: the date of the document, not the current time.
fn stamp(ledger: &Ledger, row: &Row, day: Date) -> String {
    let made = ledger.document(row).and_then(|document| document.date).unwrap_or(day);
    made.strftime("%Y%m%dT000000Z").to_string()
}

fn description(ledger: &Ledger, row: &Row) -> String {
    let mut lines: Vec<String> = Vec::new();
    for role in [Role::Leader, Role::Lead, Role::Host, Role::Responsible, Role::Support] {
        let names = row.names(role);
        if !names.is_empty() {
            lines.push(format!("{}：{}", super::column::of_role(role), names.join("、")));
        }
    }
    lines.push(format!("完成时限：{}", ledger.words(row)));
    lines.push(format!(
        "依据：{}",
        ledger.document(row).map(super::Document::name).unwrap_or_default()
    ));
    lines.join("\n")
}

/// Returns recurrence rules: `P6M` becomes `FREQ=MONTHLY;INTERVAL=6`.
fn rules(row: &Row) -> Vec<String> {
    let recurrences = row.times.iter().filter(|time| time.kind == TimeKind::Recurrence);
    let mut rules: Vec<String> = recurrences.filter_map(|time| rule(&time.value)).collect();
    rules.dedup();
    rules
}

fn rule(value: &str) -> Option<String> {
    let bare = value.strip_prefix('P')?;
    let (number, unit) = bare.split_at_checked(bare.len().checked_sub(1)?)?;
    let n: u32 = number.parse().ok().filter(|n| *n > 0)?;
    let frequency = match unit {
        "D" => "DAILY",
        "W" => "WEEKLY",
        "M" => "MONTHLY",
        "Y" => "YEARLY",
        _ => return None,
    };
    Some(format!("FREQ={frequency};INTERVAL={n}"))
}

/// Returns the first day of a recurring task: the one that the text gives, else the end of the
/// calendar period in which the document was issued, or the next day or week.
fn begin(ledger: &Ledger, row: &Row) -> Option<Date> {
    let issued = ledger.document(row)?.date?;
    let time = row
        .times
        .iter()
        .find(|time| time.kind == TimeKind::Recurrence && rule(&time.value).is_some())?;
    if let Some(day) = each(&time.each_by, issued) {
        return Some(day);
    }
    match time.value.as_str() {
        "P1W" | "P7D" => issued.checked_add(7.days()).ok(),
        "P1D" => issued.tomorrow().ok(),
        "P1Y" => Date::new(issued.year(), 12, 31).ok(),
        "P6M" if issued.month() <= 6 => Date::new(issued.year(), 6, 30).ok(),
        "P6M" => Date::new(issued.year(), 12, 31).ok(),
        "P3M" => {
            Date::new(issued.year(), (issued.month() + 2) / 3 * 3, 1).ok().map(Date::last_of_month)
        }
        _ => Some(issued.last_of_month()),
    }
}

/// Returns the first day on or after `issued` that matches a day of the year or month: `--12-31`,
/// `--06`, `---20`.
fn each(each_by: &str, issued: Date) -> Option<Date> {
    let numbers: Vec<i8> = each_by.split('-').filter_map(|number| number.parse().ok()).collect();
    let (year, month) = (issued.year(), issued.month());
    let days: Vec<Option<Date>> = match (numbers.as_slice(), each_by.starts_with("---")) {
        ([day], true) => vec![
            Date::new(year, month, *day).ok(),
            Date::new(year, month, 1)
                .ok()
                .and_then(|first| first.checked_add(1.month()).ok()?.with().day(*day).build().ok()),
        ],
        ([month], false) => {
            let last = |year| Date::new(year, *month, 1).ok().map(Date::last_of_month);
            vec![last(year), last(year + 1)]
        }
        ([month, day], _) => {
            vec![Date::new(year, *month, *day).ok(), Date::new(year + 1, *month, *day).ok()]
        }
        _ => Vec::new(),
    };
    days.into_iter().flatten().find(|day| *day >= issued)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_become_rules() {
        for (value, expected) in [
            ("P6M", Some("FREQ=MONTHLY;INTERVAL=6")),
            ("P1Y", Some("FREQ=YEARLY;INTERVAL=1")),
            ("P2W", Some("FREQ=WEEKLY;INTERVAL=2")),
            ("PT1H", None),
            ("P0.5M", None),
            ("P", None),
            ("", None),
        ] {
            assert_eq!(rule(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn days_that_come_again_begin_after_the_issue() {
        let issued = Date::constant(2024, 5, 6);
        for (each_by, expected) in [
            ("--12-31", Some("2024-12-31")),
            ("--03-31", Some("2025-03-31")),
            ("--06", Some("2024-06-30")),
            ("---20", Some("2024-05-20")),
            ("---05", Some("2024-06-05")),
            ("", None),
        ] {
            assert_eq!(
                each(each_by, issued).map(|day| day.to_string()).as_deref(),
                expected,
                "{each_by}"
            );
        }
    }
}
