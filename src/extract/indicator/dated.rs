//! Times and comparisons beside the name of what a target measures, which do not belong to it:
//! `到2025年底森林覆盖率比2020年提高`.

use super::quantity;
use crate::affix::AnyOf;
use crate::characters::leading_digits;

/// Earlier years used for comparison: 上年 in `较上年提高5个百分点`.
const EARLIER: &[&str] = &["上年", "上年度", "上一年", "上一年度", "去年", "上年同期", "去年同期"];

/// Words before what a value is compared to.
const COMPARING: &[char] = &['比', '较', '从', '由', '自', '与', '同'];

/// A name without the time by which it is to be reached: 森林覆盖率 of `森林覆盖率到2025年`.
pub(super) fn without_time(name: &str) -> &str {
    const TIMES: &[&str] = &["今年", "明年", "年底", "年内", "“十四五”末", "“十五五”末"];
    let year = || {
        let year = name.trim_end_matches(['底', '末', '内', '度']).trim_end_matches('年');
        let before = year.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = year.get(before.len()..)?;
        let is_year = digits.len() == "2025".len() && digits.starts_with("20");
        (is_year && name.get(year.len()..)?.starts_with('年')).then_some(before)
    };
    let time = year().or_else(|| name.strip_any_suffix(TIMES));
    // A year to which something is compared is none: 比2020年.
    let named = time.filter(|before| !before.ends_with(COMPARING));
    let named = named.map(|before| before.trim_end_matches(['到', '至', '在', '于']));
    // 2024—2026年 and 2024年、2025年 are several.
    let goes_on =
        |named: &str| named.ends_with(|c: char| "年、和—–-~～".contains(c) || c.is_ascii_digit());
    named.filter(|named| !goes_on(named)).unwrap_or(name)
}

/// The text after the year to which values are compared: `下降` of `比2020年下降`.
pub(super) fn behind_comparison(text: &str) -> &str {
    let Some(compared) = text.strip_prefix(COMPARING) else { return text };
    let year = leading_digits(compared).1.strip_prefix('年');
    let year = year.filter(|_| compared.starts_with("20"));
    let earlier = || EARLIER.iter().filter_map(|word| compared.strip_prefix(word));
    let rest = year.or_else(|| earlier().min_by_key(|rest| rest.len()));
    rest.map_or(text, |rest| rest.trim_start_matches(['底', '末']))
}

/// The text after a span of time: 新建公园 in `三年内新建公园`.
pub(super) fn behind_span(name: &str) -> Option<&str> {
    let name = name.strip_prefix('在').unwrap_or(name);
    let ahead = name.strip_any_prefix(&["今后", "未来"]);
    let number = ahead.unwrap_or(name);
    let rest =
        number.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六十".contains(c));
    let spans = ["年内", "年累计", "个月内", "日内", "天内", "个工作日内"];
    let span =
        spans.into_iter().chain(ahead.and(Some("年"))).find(|span| rest.starts_with(span))?;
    rest.get(span.trim_end_matches("累计").len()..).filter(|_| rest.len() < number.len())
}

/// A name without the comparison after it: 森林覆盖率 of `森林覆盖率比2020年`, `与上年相比`.
pub(super) fn without_comparison(name: &str) -> &str {
    let (with, marks) = match name.strip_suffix("相比") {
        Some(with) => (with, ['与', '同', '和']),
        None => (name, ['比', '较', '比']),
    };
    let Some((before, year)) = with.rfind(marks).and_then(|at| with.split_at_checked(at)) else {
        return name;
    };
    let year = without_value(year.trim_start_matches(marks));
    let digits = year.trim_end_matches(['底', '末']).strip_suffix('年').unwrap_or_default();
    let is_digits = digits.len() == "2020".len() && digits.chars().all(|c| c.is_ascii_digit());
    if is_digits || EARLIER.contains(&year) || year.starts_with("法定") { before } else { name }
}

/// A year without the values that it had: 2020年 of `2020年的1吨标准煤`, `2020年的5万吨、6万吨`.
fn without_value(year: &str) -> &str {
    let valued = year
        .split_once('的')
        .filter(|(_, values)| values.split(['、', '和']).all(quantity::is_quantity));
    valued.map_or(year, |(year, _)| year)
}

/// The text after the last deadline in a clause: 清零率 in `年底前清零率`.
pub(super) fn behind_deadline(clause: &str) -> &str {
    const ENDS: [&str; 6] = ["年底", "年末", "月底", "月末", "日前", "月前"];
    let end = ENDS.iter().filter_map(|end| Some(clause.rfind(end)? + end.len())).max();
    let Some(behind) = end.and_then(|end| clause.get(end..)) else { return clause };
    behind.strip_any_prefix(&["之前", "以前", "前"]).unwrap_or(behind)
}

/// A name without the date before it: 用水量 in `到2025年用水量`, 上报率 in `3月31日上报率`.
pub(super) fn without_date(name: &str) -> &str {
    let part = |text: &'_ str, unit: char, longest: usize| -> Option<usize> {
        let (digits, behind) = leading_digits(text);
        let is_part = (1..=longest).contains(&digits.len()) && behind.starts_with(unit);
        is_part.then_some(digits.len() + unit.len_utf8())
    };
    let date = name.strip_prefix(['到', '至']).unwrap_or(name);
    let year = part(date, '年', 4).filter(|len| *len == "2025年".len()).unwrap_or_default();
    let behind_year = date.get(year..).unwrap_or_default();
    let behind_year = behind_first_month(behind_year).unwrap_or(behind_year);
    let month = part(behind_year, '月', 2).unwrap_or_default();
    let behind_month = behind_year.get(month..).unwrap_or_default();
    let day = part(behind_month, '日', 2).filter(|_| month > 0).unwrap_or_default();
    let rest = behind_month.get(day..).unwrap_or_default();
    if year + month == 0 { name } else { rest.trim_start_matches(['底', '末', '前', '起']) }
}

/// The text from the last of several months on: 6月 of `1—6月`.
fn behind_first_month(text: &str) -> Option<&str> {
    let (first, rest) = leading_digits(text);
    let last = rest.strip_prefix(['—', '–', '-', '～', '~', '至'])?;
    let (digits, behind) = leading_digits(last);
    let is_month = |digits: &str| (1..=2).contains(&digits.len());
    (is_month(first) && is_month(digits) && behind.starts_with('月')).then_some(last)
}
