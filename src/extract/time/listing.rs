//! Days and months that share the word after the last of them: `6月25日、9月25日、12月15日前`,
//! `6月和12月底前`.

use std::sync::LazyLock;

use regex::Regex;

use super::fragments::{BY, CLOCK, DAY_DIGITS, MONTH, WEEKDAY, YEAR};
use super::place::Place;
use crate::context;
use crate::numeral;

/// What joins two of them.
const AND: &str = "(?:、|和|及|与|或|以及)";
/// How many characters before a place may belong to its list.
const REACH: usize = 60;

/// What the day of a list takes from the days before it.
pub(super) enum Lead {
    /// The month of the last of them.
    Month(i8),
    /// Each month: `每月5日、20日前`.
    EachMonth,
}

/// Whether the text after a day goes on with other days, and a word after the last makes all of
/// them deadlines.
pub(super) fn days_go_on(rest: &str) -> bool {
    static DAYS: LazyLock<Regex> = LazyLock::new(|| {
        compile(&format!(
            r"\A(?:{AND}(?:{YEAR}年)?(?:{MONTH}月)?{DAY_DIGITS}[日号]{WEEKDAY}?{CLOCK}?)+{BY}"
        ))
    });
    ends_a_list(&DAYS, rest)
}

/// The same for a month; months may end with 底 instead.
pub(super) fn months_go_on(rest: &str) -> bool {
    static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
        let month = format!("{AND}(?:{YEAR}年)?{MONTH}月份?");
        compile(&format!(r"\A(?:{month}(?:底|末)?)*{month}(?:(?:底|末){BY}?|{BY})"))
    });
    ends_a_list(&MONTHS, rest)
}

/// Whether the text after a year goes on with other years, and the last ends its clause:
/// `到2025年、2030年，`.
pub(super) fn years_go_on(rest: &str) -> bool {
    static YEARS: LazyLock<Regex> =
        LazyLock::new(|| compile(&format!(r"\A(?:{AND}{YEAR}年)+(?:[，。；]|分别|\z)")));
    YEARS.is_match(context::first_chars(rest, REACH))
}

/// Whether the text after a year goes on with other years, and 底 after the last makes all of them
/// deadlines: `2024年、2025年底`.
pub(super) fn ends_go_on(rest: &str) -> bool {
    static YEARS: LazyLock<Regex> =
        LazyLock::new(|| compile(&format!(r"\A(?:{AND}{YEAR}年)*{AND}{YEAR}年年?[底末]")));
    YEARS.is_match(context::first_chars(rest, REACH))
}

/// Whether the year at byte `at` follows others with the same 到: `到2025年、`.
pub(super) fn follows_years(text: &str, at: usize) -> bool {
    static YEARS: LazyLock<Regex> =
        LazyLock::new(|| compile(&format!(r"[到至](?:{YEAR}年{AND})+\z")));
    joined_before(text, at).is_some_and(|before| YEARS.is_match(before))
}

/// The text before byte `at` without the months or days listed right before it:
/// `完成时限：` of `完成时限：6月、`.
pub(super) fn before_list(text: &str, at: usize) -> &str {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        let part = format!("(?:{DAY_DIGITS}[日号]|底|末|[上中下]旬|初)?{BY}?");
        compile(&format!(r"(?:(?:{YEAR}年)?{MONTH}月份?{part}{AND})+\z"))
    });
    let listed = joined_before(text, at).and_then(|before| Some(LIST.find(before)?.len()));
    text.get(..at - listed.unwrap_or(0)).unwrap_or_default()
}

/// The last month of a list, of which `month` is at `place` and `rest` follows it, if something is
/// done in each of them: 12 in `6月和12月各开展一次督查`.
pub(super) fn last_of_event(place: &Place<'_>, month: i8, rest: &str) -> Option<i8> {
    static EVENT: LazyLock<Regex> = LazyLock::new(|| {
        let month = format!("{AND}(?:{YEAR}年)?(?P<m>{MONTH})月份?");
        let done =
            "(?:(?:各|分别|集中|分[两二三四]批)?(?:组织|开展|进行)|各[^，。；、]{1,4}[一1]次)";
        compile(&format!(r"\A(?:{month})*{done}"))
    });
    let found = EVENT.captures(context::first_chars(rest, REACH))?;
    match found.name("m") {
        Some(last) => month_of(last.as_str()),
        None => (before_list(place.text, place.start).len() < place.start).then_some(month),
    }
}

fn ends_a_list(pattern: &Regex, rest: &str) -> bool {
    // Lists are not longer than this.
    let rest = context::first_chars(rest, REACH);
    rest.starts_with(['、', '和', '及', '与', '或', '以'])
        && pattern
            .find(rest)
            .and_then(|found| rest.get(found.end()..))
            .is_some_and(|behind| !behind.starts_with('后'))
}

/// What a day without a month at byte `at` takes from the days listed before it.
pub(super) fn lead(text: &str, at: usize) -> Option<Lead> {
    static DAYS: LazyLock<Regex> = LazyLock::new(|| {
        let day = format!("{DAY_DIGITS}[日号]{WEEKDAY}?{CLOCK}?{AND}");
        compile(&format!(r"(?:每个?月|(?P<m>{MONTH})月)(?:{day})+\z"))
    });
    let before = joined_before(text, at)?;
    let found = DAYS.captures(before)?;
    match found.name("m") {
        None => Some(Lead::EachMonth),
        // A month of every year is not a month of the document's year.
        Some(_) if is_yearly(text, at) => None,
        Some(month) => month_of(month.as_str()).map(Lead::Month),
    }
}

/// A month in digits or numerals.
fn month_of(text: &str) -> Option<i8> {
    let month = text.parse().ok().or_else(|| numeral::chinese(text));
    i8::try_from(month?).ok()
}

/// Whether the days or months listed before byte `at` are those of each year:
/// `每年6月25日、`.
pub(super) fn is_yearly(text: &str, at: usize) -> bool {
    static YEARLY: LazyLock<Regex> = LazyLock::new(|| {
        let part = format!("(?:{DAY_DIGITS}[日号]|底|末|上旬|中旬|下旬|初)?{BY}?");
        compile(&format!(
            r"每年度?(?:的|于)?(?:{MONTH}月份?{part}{AND}于?(?:{DAY_DIGITS}[日号]{AND})*)+\z"
        ))
    });
    joined_before(text, at).is_some_and(|before| YEARLY.is_match(before))
}

/// Whether the last day or month named in the sentence before byte `at` is one of each year:
/// `每年1月10日前报送总结，`.
pub(super) fn follows_yearly(text: &str, at: usize) -> bool {
    static YEARLY: LazyLock<Regex> = LazyLock::new(|| {
        compile(&format!(r"每年度?(?:的|于)?{MONTH}月(?:{DAY_DIGITS}[日号]|底|末)?{BY}[^0-9年]*\z"))
    });
    let sentence = context::before(text, at, context::SENTENCE);
    sentence.contains("每年") && YEARLY.is_match(sentence)
}

/// The text before byte `at`, if it ends with what joins two times.
fn joined_before(text: &str, at: usize) -> Option<&str> {
    let before = context::last_chars(text, at, REACH);
    before.ends_with(['、', '和', '及', '与', '或']).then_some(before)
}

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the fragments make a pattern")
}

#[cfg(test)]
mod tests {
    use crate::extract::time;

    #[test]
    fn times_share_the_word_after_the_last() {
        for (text, expected) in [
            ("2024年6月25日、9月25日、12月15日前报送", "2024-06-25 2024-09-25 2024-12-15"),
            ("分别于6月和12月底前完成", "2023-06-30 2023-12-31"),
            ("于6月25日、28日前报送", "2023-06-25 2023-06-28"),
            ("3月底、6月底以及9月底前", "2023-03-31 2023-06-30 2023-09-30"),
            ("每月5日、20日前汇总", "P1M ---05 P1M ---20"),
            ("每年6月25日、12月25日前报送", "P1Y --06-25 P1Y --12-25"),
            ("6月25日、28日召开会议", ""),
            ("6月和12月分别召开", ""),
            ("6月、9月、12月各开展一次检查", ""),
        ] {
            let found = time::find(text, Some(2023)).into_iter();
            let told = found.flat_map(|time| time.value.into_iter().chain(time.each_by));
            assert_eq!(told.collect::<Vec<_>>().join(" "), expected, "{text}");
        }
    }
}
