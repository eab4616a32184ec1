//! Years, months and days, also in figures; times in words; and whatever follows the label of a
//! deadline.

use std::ops::Range;
use std::sync::LazyLock;

use super::{Around, Reason, Search};
use crate::affix::AnyOf;
use crate::characters::CharSet;
use crate::context;
use crate::diagnostic::Sign;
use crate::extract::{names_what_was, tells_done, tells_since};
use crate::message;
use crate::patterns::{End, Pattern, Patterns, pattern};
use crate::words::Words;

/// What begins with any character.
const FREE: &str = concat!(
    "(?:时限|期限|完成时间|办结时间|时间节点)(?:要求|安排)?：[^，。；：、（）《》〔〕\n]{1,24}|",
    "(?:(?:19|20)[0-9]{2}|二[〇○零][一二三四五六七八九〇○零]{2})年",
    "(?:[0-9一二三四五六七八九十]{1,2}月(?:[0-9一二三四五六七八九十]{1,3}[日号])?)?|",
    r"[0-9]{1,2}月(?:[0-9]{1,2}[日号]?|底|末|[上中下]旬)|年(?:底|末)前?|",
    "[本下]个?(?:季度|月|周|星期|学期)(?:[底末内]|[一二三四五六日天](?:之前|以前|前)|[0-9]{1,2}[日号](?:之前|以前|前))|月[底末](?:之前|以前|前)|近期(?:内|完成)|",
    "(?:“(?:五一|十一|七一|八一|国庆|元旦|春节|中秋)”|春节|国庆节?|元旦|五一|劳动节|中秋节?|端午节?|清明节?|汛期?|供暖季|采暖季|开学|[高中]考)(?:假期)?(?:来临|到来)?(?:之前|以前|前)",
);

/// Figures that are no part of a longer word or number.
const BOUND: &str = concat!(
    r"20[0-9]{2}[./-](?:1[0-2]|0?[1-9])(?:[./-](?:3[01]|[12][0-9]|0?[1-9])日?(?-u:\b)|月?[底末]|前)|",
    r"[1-4][0-9]年(?:年?[底末]|[0-9]{1,2}月)|",
    r"(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9])日?前",
);

/// The first two characters of signs that begin with none of [`DIGITS`], or their only one.
const OPENINGS: &[&str] = &[
    "时限", "期限", "完成", "办结", "时间", "二〇", "二○", "二零", "年底", "年末", "本", "下",
    "月底", "月末", "近期", "“", "春节", "国庆", "元旦", "五一", "劳动", "中秋", "端午", "清明",
    "汛", "供暖", "采暖", "开学", "高考", "中考",
];

const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

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
    static BEGINS: LazyLock<CharSet> = LazyLock::new(|| {
        OPENINGS.iter().filter_map(|opening| opening.chars().next()).chain(DIGITS).collect()
    });
    let mut end = 0;
    let begin = BEGINS.places(text).filter_map(|(at, _)| {
        end = at + length(text, at).filter(|_| end <= at)?;
        Some(at..end)
    });
    begin.collect()
}

/// The length of the sign that begins at byte `at`, if one does.
fn length(text: &str, at: usize) -> Option<usize> {
    static SIGNS: LazyLock<[Patterns; 2]> = LazyLock::new(|| {
        [FREE, BOUND].map(|pattern| Patterns::new(End::Start, &[pattern.to_owned()]))
    });
    let rest = text.get(at..).filter(|rest| may_be_one(rest))?;
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (head, [free, bound]) = (text.get(..at)?, &*SIGNS);
    free.longest(rest).or_else(|| bound.longest(rest).filter(|_| !head.ends_with(is_word)))
}

/// Whether a text begins like a sign.
fn may_be_one(text: &str) -> bool {
    static OPEN: LazyLock<Words> = LazyLock::new(|| Words::new(OPENINGS.iter().copied()));
    /// The maximum number of digits of a year, month or day.
    const LONGEST: usize = 4;
    match text.bytes().take(LONGEST + 1).take_while(u8::is_ascii_digit).count() {
        0 => OPEN.leading(text).is_some(),
        digits => {
            text.get(digits..).is_some_and(|rest| rest.starts_with(['年', '月', '.', '/', '-']))
        }
    }
}

fn date(around: &Around<'_>) -> Reason {
    // 防汛前期, 汛前后
    let goes_on = around.after.starts_with(['后', '期', '线', '沿', '夕']);
    let by = around.goes_on(&["前", "以前", "之前", "底", "末", "内"])
        && !around.goes_on(&["前后", "以来", "内容", "前期", "内部", "末端"])
        || around.sign.ends_with('前') && !goes_on;
    let by = by || is_bounded(around);
    let in_words = !goes_on && around.sign.starts_with_any(IN_WORDS);
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
    let is_state = around.before.contains_any(&["截至", "截止"]);
    let is_done = is_state || tells_done(around.text, around.range.start);
    let ends = around.after.strip_any_prefix(ENDS);
    around.sign.contains('月')
        && (BOUND.is_match(context::first_chars(around.after, REACH))
            || around.before.ends_with_any(LATEST)
            || !is_done && ends.is_some_and(|behind| !behind.starts_with(['了', '后', '的'])))
}

/// Whether the sign is the year by which something had been so: `2005年底前建成的小区`.
fn tells_what_was(around: &Around<'_>) -> bool {
    let year = context::first_chars(around.sign, 4).parse::<i16>();
    let is_past = year.is_ok_and(|year| year < around.base_year.unwrap_or(OLD));
    let rest = around.after.strip_any_prefix(&["年底", "底", "末", ""]);
    let rest = rest.unwrap_or_default();
    let rest = rest.strip_any_prefix(&["之前", "以前", "前", "以后", "后"]);
    let of_things = around.before.ends_with_any(&["对", "对于", "凡"]);
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

#[cfg(test)]
mod tests {
    use regex_syntax::hir::literal::{Extractor, Literal};

    use super::*;

    #[test]
    fn signs_begin_with_an_opening_or_a_digit() {
        let mut extractor = Extractor::new();
        extractor.limit_class(usize::MAX).limit_total(usize::MAX).limit_literal_len(6);
        for pattern in [FREE, BOUND] {
            let pattern = regex_syntax::parse(pattern).expect("the pattern is fixed");
            let seq = extractor.extract(&pattern);
            let begins = |literal: &Literal| {
                let text = String::from_utf8_lossy(literal.as_bytes());
                text.starts_with(DIGITS) || text.starts_with_any(OPENINGS)
            };
            let literals = seq.literals().expect("a sign begins with something");
            assert!(literals.len() > 100 && literals.iter().all(begins));
        }
    }
}
