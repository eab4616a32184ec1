//! 成文日期, in figures or numerals, with or without its marks.

use jiff::civil::Date;

use super::{Block, Dated, short};
use crate::numeral;
use crate::patterns::{Pattern, pattern};

/// A date in figures, in urgent notices with the hour.
static DATE: Pattern = pattern!(
    r"^（?([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日(?:[0-9]{1,2}时(?:[0-9]{1,2}分)?|[0-9]{1,2}[:：][0-9]{2})?）?$"
);

/// A date without a day.
static MONTH: Pattern = pattern!(
    r"^（?(?:[0-9]{4}年[0-9]{1,2}月|[一二三四五六七八九〇零○ＯO]{4}年[一二三四五六七八九十]{1,2}月)）?$"
);

static HAN_DATE: Pattern = pattern!(
    r"^（?([0-9]{4}|[一二三四五六七八九〇零○ＯO]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日）?$"
);

/// Reads a date that fills a block. If 年, 月 and 日 were lost, it is read when only one date fits
/// the digits.
pub(in crate::parse) fn date(text: &str, range: Block) -> Option<Dated> {
    let text = without_remark(short(text)?);
    if !text.ends_with(['日', '）']) && !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(parts) = DATE.captures(text) {
        let part = |n: usize| parts.get(n).and_then(|part| part.as_str().parse::<i16>().ok());
        let date = Date::new(part(1)?, part(2)? as i8, part(3)? as i8).ok()?;
        return Some(Dated { date, raw: None, range });
    }
    if let Some(parts) = HAN_DATE.captures(text) {
        let by_place = || numeral::by_place(&parts[1]).and_then(|year| i16::try_from(year).ok());
        let year = parts[1].parse().ok().or_else(by_place)?;
        let part =
            |n: usize| numeral::chinese(&parts[n]).and_then(|value| i8::try_from(value).ok());
        return Some(Dated { date: Date::new(year, part(2)?, part(3)?).ok()?, raw: None, range });
    }
    let [first, second] = readings(&digits(text)?);
    first.filter(|_| second.is_none()).map(|date| Dated { date, raw: Some(text.to_owned()), range })
}

/// A date without the remark on its line: `2023年3月1日（此件公开发布）`.
fn without_remark(text: &str) -> &str {
    let dated = text.strip_suffix('）').and_then(|text| text.split_once("（此"));
    dated.map_or(text, |(date, _)| date)
}

/// Whether a block is a date that lost so many of 年, 月 and 日 that it may be either of two days.
pub(crate) fn is_open(text: &str) -> bool {
    short(text).and_then(digits).is_some_and(|digits| readings(&digits)[1].is_some())
}

/// The digits of a date without 月, and perhaps without 年 and 日.
fn digits(text: &str) -> Option<String> {
    let (year, rest) = text.split_at_checked(4)?;
    let day = rest.strip_prefix('年').unwrap_or(rest);
    let day = day.strip_suffix('日').unwrap_or(day);
    // 2019年11 lacks the day.
    let is_long = day.len() > 2 || day.len() == 2 && day == rest;
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (is_long && are_digits(year) && are_digits(day)).then(|| format!("{year}{day}"))
}

/// Whether a block is a date without a day: `二〇二四年五月`.
pub(in crate::parse) fn is_month(text: &str) -> bool {
    short(text).is_some_and(|text| MONTH.is_match(text))
}

/// Reads a date in any form a document or a field may use: `2023-08-14 09:30`, `2023/8/14`.
pub(in crate::parse) fn any_date(text: &str, range: Block) -> Option<Dated> {
    let mut parts = text
        .split(['-', '/', '.', ' '])
        .map(|part| part.get(..2.min(part.len())).unwrap_or_default());
    let iso = || {
        let year = text.get(..4)?.parse().ok()?;
        parts.next()?;
        let mut part = || parts.next()?.trim_start_matches('0').parse::<i8>().ok();
        Date::new(year, part()?, part()?).ok()
    };
    let plain = date(text, range.clone());
    plain.or_else(|| Some(Dated { date: Some(iso)?()?, raw: None, range }))
}

/// The days that digits may be, the first two: `2023814` can only be 14 August, `2023111` either of
/// two days.
fn readings(digits: &str) -> [Option<Date>; 2] {
    let whole = || {
        let (year, rest) = digits.split_at_checked(4)?;
        let year: i16 = year.parse().ok().filter(|year| (1949..2100).contains(year))?;
        Some((year, rest))
    };
    let Some((year, rest)) = whole() else { return [None, None] };
    let mut found = (1..rest.len().min(3)).filter_map(|n| {
        let (month, day) = rest.split_at_checked(n)?;
        let plain = |part: &str| part.len() <= 2 && !part.starts_with('0') || part.len() == 2;
        (plain(month) && plain(day)).then_some(())?;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    });
    [found.next(), found.next()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_whose_marks_were_lost_are_read_when_only_one_day_fits() {
        for (text, expected) in [
            ("2023年6月27日", Some("2023-06-27")),
            ("2023814", Some("2023-08-14")),
            ("2023111", None),
            ("2021年920", Some("2021-09-20")),
            ("2007322日", Some("2007-03-22")),
            ("2019年116", None),
            ("2019年11", None),
            ("二〇二三年六月二十七日", Some("2023-06-27")),
            ("2023年六月二十七日", Some("2023-06-27")),
            ("2023年6月27日14时", Some("2023-06-27")),
            ("2023年6月27日14时30分", Some("2023-06-27")),
            ("2023年6月", None),
            ("2023年6月27日（此件公开发布）", Some("2023-06-27")),
            ("2023年6月27日（星期二）", None),
        ] {
            assert_eq!(date(text, 0..0).map(|dated| dated.date.to_string()).as_deref(), expected);
        }
        for (text, expected) in [("2019116", true), ("2019118日", true), ("2019922", false)] {
            assert_eq!(is_open(text), expected, "{text}");
        }
    }
}
