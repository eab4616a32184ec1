//! Interprets durations and recurrences: `7个工作日内`, `每月25日前`.

use super::listing;
use super::place::Place;
use super::reading::{Reading, month_end, number};
use super::whole_year;
use crate::affix::AnyOf;
use crate::context;
use crate::extract::change;
use crate::model::TimeKind;
use crate::numeral;
use crate::patterns::{Groups, Pattern, pattern};

/// The ISO 8601 duration of `n` units; `半年` is six months, `半个月` fifteen days.
fn duration(n: f64, unit: &str) -> Option<String> {
    let unit = unit.strip_prefix('个').unwrap_or(unit);
    Some(match unit {
        "工作日" | "自然日" | "日" | "天" => format!("P{n}D"),
        "周" | "星期" => format!("P{}D", n * 7.0),
        "旬" => format!("P{}D", n * 10.0),
        "半月" => format!("P{}D", n * 15.0),
        "月" if n == 0.5 => "P15D".to_owned(),
        "月" => format!("P{n}M"),
        "季度" | "季" => format!("P{}M", n * 3.0),
        "学期" | "半年" => format!("P{}M", n * 6.0),
        "年" | "年度" | "学年" | "周年" if n < 1.0 => "P6M".to_owned(),
        "年" | "年度" | "学年" | "周年" => format!("P{n}Y"),
        "小时" => format!("PT{n}H"),
        "分钟" => format!("PT{n}M"),
        _ => return None,
    })
}

fn count(found: &Groups<'_>) -> Option<f64> {
    found.name("n").map_or(Some(1.0), numeral::value)
}

fn unit<'f>(found: &'f Groups<'_>) -> &'f str {
    found.name("u").unwrap_or_default()
}

/// Reads `每半年`, `每两年`, `每月25日前`; a rate such as `每年每公里` or `每人每月500元` is not a
/// time.
pub(super) fn every(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let rest = place.rest(found);
    let clause = context::after(rest, 0, &['，', '。', '；', '、', '\n']);
    let head = context::last_chars(place.text, place.start, 4);
    let is_rate = rest.starts_with('每') || (head.contains('每') && clause.contains('元'));
    let is_unit = clause.starts_with(|c: char| c.is_ascii_digit()) && clause.ends_with('元');
    let value = duration(count(found)?, unit(found));
    // 每年3月、9月 sets several times.
    let goes_on = rest
        .strip_prefix(['、', '和'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_whole = !goes_on || found.whole().ends_with('前') || listing::days_go_on(rest);
    let each_by = each_by(found).filter(|_| is_whole);
    // 每小时5吨 is a rate, too.
    let is_of_hours = found.name("n").is_none() && ["小时", "分钟"].contains(&unit(found));
    let reading = Reading { each_by, ..Reading::new(TimeKind::Recurrence, value) };
    (!is_rate && !is_unit && !is_of_hours).then_some(reading)
}

/// The day or month within each year or month: `---25` for `每月25日前`, `--12-31` for `每年年底`,
/// `--03` for `每年3月`.
fn each_by(found: &Groups<'_>) -> Option<String> {
    if count(found)? != 1.0 {
        return None;
    }
    let is_last = found.name("last").is_some();
    match (unit(found), number::<i8>(found, "m"), number::<i8>(found, "d")) {
        ("月" | "个月", None, Some(day)) => Some(format!("---{day:02}")),
        ("年" | "年度", Some(month), Some(day)) => Some(format!("--{month:02}-{day:02}")),
        // The last day of February differs from year to year.
        ("年" | "年度", Some(month), None) if is_last && month != 2 => {
            month_end(2023, month).map(|end| format!("--{month:02}-{:02}", end.day()))
        }
        ("年" | "年度", Some(month), None) => Some(format!("--{month:02}")),
        ("年" | "年度", None, None) if is_last => Some("--12-31".to_owned()),
        _ => None,
    }
}

/// Reads a later day of a list: `20日前` in `每月5日、20日前`, `12月25日前` in
/// `每年6月25日、12月25日前`.
pub(super) fn listed(month: Option<i8>, day: Option<i8>) -> Reading {
    let (period, each_by) = match (month, day) {
        (Some(month), Some(day)) => ("P1Y", Some(format!("--{month:02}-{day:02}"))),
        (None, Some(day)) => ("P1M", Some(format!("---{day:02}"))),
        _ => ("P1Y", None),
    };
    Reading { each_by, ..Reading::new(TimeKind::Recurrence, Some(period.to_owned())) }
}

/// Reads `按季度通报`; `按月份` and `按季节` mean something else.
pub(super) fn by_turns(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let other =
        place.rest(found).starts_with(['份', '节', '龄', '薪', '租', '边', '期', '度', '序', '供']);
    (!other).then(|| Reading::new(TimeKind::Recurrence, duration(1.0, unit(found))))
}

/// Reads `周调度、月通报`, `实行日报告`; `每月通报` and `3月通报` are none of these.
pub(super) fn of_turns(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    const LEADS: &[&str] =
        &["实行", "坚持", "落实", "执行", "建立", "推行", "采取", "实施", "健全", "完善", "严格"];
    static NEXT: Pattern = pattern!("\\A、[日周旬月季年]\\p{Han}{2}");
    static BEFORE: Pattern = pattern!("[日周旬月季年]\\p{Han}{2}、\\z");
    let clause = context::clause_before(place.text, place.start);
    let is_listed = NEXT.is_match(context::first_chars(place.rest(found), 4))
        || BEFORE.is_match(context::last_chars(clause, clause.len(), 4));
    let leads = || clause.contains_any(LEADS);
    let is_word =
        clause.is_empty() || clause.ends_with(['、', '“', '（']) || clause.ends_with_any(LEADS);
    (is_word && (is_listed || leads()))
        .then(|| Reading::new(TimeKind::Recurrence, duration(1.0, unit(found))))
}

/// Reads `7个工作日内`, `两年之内`; `近三年内` is past, and `2023年内` is a deadline.
pub(super) fn within(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let n = count(found)?;
    let is_past = place.previous().is_some_and(|c| "近去前第每".contains(c));
    let is_calendar = n >= 1900.0
        || (unit(found) == "月")
        || (unit(found) == "日" && place.previous() == Some('月'));
    // 不超过55周岁 is an age.
    let is_age = place.rest(found).starts_with('岁');
    if is_past || is_calendar || is_age || place.splits_number(found) {
        return None;
    }
    let mut reading = Reading::new(TimeKind::Duration, duration(n, unit(found)));
    reading.working_days = unit(found).ends_with("工作日");
    Some(reading)
}

/// Reads `7个工作日`, unless it is shortened to something else: `由20个工作日压缩至5个工作日`.
pub(super) fn alone(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    if change::begins(place.rest(found)) { None } else { within(place, found) }
}

/// Reads `完成时限：3个月`.
pub(super) fn labelled(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    (place.is_labelled() && place.ends(found)).then(|| within(place, found))?
}

/// Reads `不少于7个工作日`, `连续2年`, `压缩至3天`. The limiting word belongs to the time only in
/// `连续`.
pub(super) fn limited(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let limit = found.name("limit")?;
    let mut reading = within(place, found)?;
    let rest = place.rest(found);
    // 优良天数不少于265天 measures something.
    let is_measured = place.previous() == Some('数') && limit != "连续";
    if is_measured
        || rest.starts_with(['期', '制'])
        || (limit == "至少" && rest.starts_with("一次"))
    {
        return None;
    }
    if limit != "连续" {
        reading.skip = limit.len();
    }
    Some(reading)
}

/// Reads `两个月一次`, `半年一总结`, `季度开展一次`, `原则上半年调整一次`; `一次性` says something
/// else.
pub(super) fn again(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let is_rule = place.text.get(..place.start).is_some_and(|before| before.ends_with("原则上"));
    let is_free = is_rule
        || place.previous().is_none_or(|c| !"第上下前近每隔用满过中来".contains(c))
            && (found.name("n").is_some() || place.opens());
    let is_set = is_free && !place.splits_number(found) && !place.rest(found).starts_with('性');
    is_set.then(|| every(place, found))?
}

/// Reads `三年完成`, `用3年左右建成`, `未来三年达到`: in how many years something is reached.
pub(super) fn to_reach(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let leads = found.name("ahead").is_some() || place.opens();
    (leads && whole_year::reaches(place.rest(found))).then(|| within(place, found))?
}

/// Reads `任期内`.
pub(super) fn term(_: &Place<'_>, _: &Groups<'_>) -> Option<Reading> {
    Some(Reading::new(TimeKind::Duration, None))
}

/// Reads `完成时限：持续推进`, `；长期坚持）`.
pub(super) fn open(_: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let skip = found.name("label")?.len();
    Some(Reading { skip, ..Reading::new(TimeKind::Duration, None) })
}

/// Reads `（长期坚持；责任单位：县司法局）`.
pub(super) fn open_clause(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let rest = place.rest(found).split(['）', '\n']).next().unwrap_or_default();
    let says_who = rest.contains_any(&["单位：", "部门：", "牵头", "负责"]);
    says_who.then(|| open(place, found))?
}

#[cfg(test)]
mod tests {
    use crate::extract::time;

    #[test]
    fn recurrences_tell_by_when() {
        for (text, each_by) in [
            ("每月25日前报送", Some("---25")),
            ("每年年底前通报", Some("--12-31")),
            ("每年12月31日前报送", Some("--12-31")),
            ("每年6月底前报送", Some("--06-30")),
            ("每年2月底前报送", Some("--02")),
            ("每年3月开展", Some("--03")),
            ("每年3月、9月开展", None),
            ("每季度末报送", None),
        ] {
            let found = time::find(text, Some(2023));
            assert_eq!(found.first().and_then(|time| time.each_by.as_deref()), each_by, "{text}");
        }
    }
}
