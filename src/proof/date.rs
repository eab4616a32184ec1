//! Years, months and days, also in figures; times in words; and whatever follows the label of a
//! deadline.

use std::ops::Range;

use super::{Around, Reason, Search};
use crate::context;
use crate::diagnostic::Sign;
use crate::extract::{names_what_was, tells_done, tells_since};
use crate::message;
use crate::pattern::{Pattern, pattern};

const PATTERN: &str = concat!(
    "(?:时限|期限|完成时间|办结时间|时间节点)(?:要求|安排)?：[^，。；：、（）《》〔〕\n]{1,24}|",
    "(?:(?:19|20)[0-9]{2}|二[〇○零][一二三四五六七八九〇○零]{2})年",
    "(?:[0-9一二三四五六七八九十]{1,2}月(?:[0-9一二三四五六七八九十]{1,3}[日号])?)?|",
    r"(?-u:\b)20[0-9]{2}[./-](?:1[0-2]|0?[1-9])(?:[./-](?:3[01]|[12][0-9]|0?[1-9])日?(?-u:\b)|月?[底末]|前)|",
    r"(?-u:\b)[1-4][0-9]年(?:年?[底末]|[0-9]{1,2}月)|",
    r"(?-u:\b)(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9])日?前|",
    r"[0-9]{1,2}月(?:[0-9]{1,2}[日号]?|底|末|[上中下]旬)|年(?:底|末)前?|",
    "[本下]个?(?:季度|月|周|星期|学期)(?:[底末内]|[一二三四五六日天](?:之前|以前|前)|[0-9]{1,2}[日号](?:之前|以前|前))|月[底末](?:之前|以前|前)|近期(?:内|完成)|",
    "(?:“(?:五一|十一|七一|八一|国庆|元旦|春节|中秋)”|春节|国庆节?|元旦|五一|劳动节|中秋节?|端午节?|清明节?|汛期?|供暖季|采暖季|开学|[高中]考)(?:假期)?(?:来临|到来)?(?:之前|以前|前)",
);

/// Words that begin a time without a day.
const IN_WORDS: &[&str] = &[
    "本", "下", "月", "近期", "春节", "国庆", "元旦", "五一", "劳动", "中秋", "端午", "清明", "汛",
    "供暖", "采暖", "开学", "高考", "中考", "“",
];

pub(super) fn search() -> Search {
    Search { sign: Sign::Date, find, reason: date }
}

/// Finds the signs, in the order of the text.
fn find(text: &str) -> Vec<Range<usize>> {
    static SIGN: Pattern = pattern!(PATTERN);
    SIGN.find_iter(text).map(|found| found.range()).collect()
}

fn date(around: &Around<'_>) -> Reason {
    // 防汛前期, 汛前后
    let goes_on = around.after.starts_with(['后', '期', '线', '沿', '夕']);
    let by = around.goes_on(&["前", "以前", "之前", "底", "末", "内"])
        && !around.goes_on(&["前后", "以来", "内容", "前期", "内部", "末端"])
        || around.sign.ends_with('前') && !goes_on;
    let by = by || is_bounded(around);
    let in_words = !goes_on && IN_WORDS.iter().any(|word| around.sign.starts_with(word));
    match () {
        () if around.in_title => Reason::Note(message!("passed-in-title")),
        () if around.sign.contains('：') => {
            Reason::Doubt(message!("doubt-time-unread", sign = around.sign))
        }
        () if tells_since(around.text, around.range.start)
            || is_of_last_century(around)
            || tells_what_was(around) =>
        {
            Reason::Note(message!("passed-past"))
        }
        () if by || in_words || stands_alone(around) => {
            Reason::Doubt(message!("doubt-deadline-unread", sign = around.sign))
        }
        () => Reason::Note(message!("passed-no-time")),
    }
}

/// Whether what stands around a month or day makes it the last for something, though not with 前
/// right after it: `6月30日17时前`, `不迟于6月30日`, `6月30日完成`.
fn is_bounded(around: &Around<'_>) -> bool {
    /// How many characters after a day may say so.
    const REACH: usize = 20;
    static BOUND: Pattern = pattern!(
        r"\A(?:[（〔][^（）〔〕]{1,5}[）〕])?(?:[上中下]午)?(?:[0-9一二三四五六七八九十]{1,3}[时点：:][0-9]{0,2}[分整半]?|下班)?(?:之前|以前|前)(?:[^后]|\z)"
    );
    const LATEST: &[&str] =
        &["不迟于", "不晚于", "不得迟于", "不得晚于", "最迟", "最晚", "最迟于", "最晚于"];
    const ENDS: &[&str] = &["完成", "截止", "到位", "止"];
    let is_state = ["截至", "截止"].iter().any(|word| around.before.contains(word));
    let is_done = is_state || tells_done(around.text, around.range.start);
    let ends = ENDS.iter().find_map(|end| around.after.strip_prefix(end));
    around.sign.contains('月')
        && (BOUND.is_match(context::first_chars(around.after, REACH))
            || LATEST.iter().any(|word| around.before.ends_with(word))
            || !is_done && ends.is_some_and(|behind| !behind.starts_with(['了', '后', '的'])))
}

/// Whether the sign is the year by which something had been so: `2005年底前建成的小区`.
fn tells_what_was(around: &Around<'_>) -> bool {
    let year = context::first_chars(around.sign, 4).parse::<i16>();
    let is_past = year.is_ok_and(|year| year < around.base_year.unwrap_or(OLD));
    let rest = ["年底", "底", "末", ""].iter().find_map(|end| around.after.strip_prefix(end));
    let rest = rest.unwrap_or_default();
    let rest = ["之前", "以前", "前", "以后", "后"].iter().find_map(|by| rest.strip_prefix(by));
    let of_things = ["对", "对于", "凡"].iter().any(|word| around.before.ends_with(word));
    (is_past || of_things) && rest.is_some_and(names_what_was)
}

/// No document at hand sets a time in a year before this.
const OLD: i16 = 2010;

/// Whether the two digits of a year are none of this century so far: `95年底前`.
fn is_of_last_century(around: &Around<'_>) -> bool {
    let digits =
        around.before.len() - around.before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let year = around.before.get(around.before.len() - digits..).unwrap_or_default();
    around.sign.starts_with('年') && digits == 2 && year.starts_with(['5', '6', '7', '8', '9'])
}

/// Whether a month or day makes up a whole clause at the end of its sentence:
/// `建设平台，2024年12月。`
fn stands_alone(around: &Around<'_>) -> bool {
    around.sign.contains('月')
        && around.before.is_empty()
        && around.after.starts_with(['。', '；', '（', '〔'])
}
