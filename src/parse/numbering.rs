//! Reads, orders and writes the numbers of items.
//!
//! `一、`, `（一）`, `1.`, `（1）`, `①`, `第一章`; damaged ones have lost a bracket, `十一）`, or
//! the number itself, `）`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::affix::AnyOf;
use crate::characters::leading_digits;
use crate::context;
use crate::lexicon::measures::begins_with_measure;
use crate::numeral;

/// The kinds of numbers, from the widest level to the narrowest, as GB/T 9704-2012 (7.3.3) orders
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// 第一章, 第一部分.
    Chapter,
    /// 第一条.
    Article,
    /// 一、
    Han,
    /// （一）
    HanBracketed,
    /// 1.
    Arabic,
    /// （1）
    ArabicBracketed,
    /// ①
    Circled,
}

/// A number at the beginning of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// How it is written.
    pub kind: Kind,
    /// Its value; 0 if the copy lost all but a bracket.
    pub value: u32,
    /// The length of the whole mark with its brackets or stop, in bytes.
    pub len: usize,
    /// Whether a bracket or the number itself was lost.
    pub damaged: bool,
}

impl Number {
    /// A number as it is written.
    pub(super) fn new(kind: Kind, value: u32, len: usize) -> Self {
        Self { kind, value, len, damaged: false }
    }

    /// A number of which a bracket or more was lost.
    pub(super) fn damaged(kind: Kind, value: u32, len: usize) -> Self {
        Self { kind, value, len, damaged: true }
    }

    /// Whether it comes next behind another of its kind.
    pub(super) fn follows(self, before: Self) -> bool {
        self.kind == before.kind && self.value.checked_sub(1) == Some(before.value)
    }

    /// The number as it appears in ids: `一`, `（一）`, `1`, `（1）`.
    pub fn label(self) -> String {
        label(self.kind, self.value)
    }
}

/// Writes the number `value` of a kind as it appears in ids.
pub fn label(kind: Kind, value: u32) -> String {
    match kind {
        Kind::Chapter | Kind::Han => numeral::han(value),
        Kind::Article => format!("第{}条", numeral::han(value)),
        Kind::HanBracketed => format!("（{}）", numeral::han(value)),
        Kind::Arabic => value.to_string(),
        Kind::ArabicBracketed => format!("（{value}）"),
        Kind::Circled => char::from_u32(0x245f + value)
            .filter(|_| (1..=20).contains(&value))
            .map_or_else(|| value.to_string(), String::from),
    }
}

/// Writes the number `value` of a kind as it stands before an item: `一、`, `（一）`, `1.`,
/// `（1）`.
pub(super) fn mark(kind: Kind, value: u32) -> String {
    let stop = match kind {
        Kind::Han => "、",
        Kind::Arabic => ".",
        _ => "",
    };
    label(kind, value) + stop
}

/// The last value of each kind, for numbers that continue from section to section.
#[derive(Debug, Default)]
pub(super) struct Last(BTreeMap<Kind, u32>);

impl Last {
    /// Takes a number as the last of its kind.
    pub(super) fn take(&mut self, kind: Kind, value: u32) {
        self.0.insert(kind, value);
    }

    /// The last value of a kind.
    pub(super) fn of(&self, kind: Kind) -> Option<u32> {
        self.0.get(&kind).copied()
    }

    /// Whether a value comes next behind the last of its kind.
    pub(super) fn precedes(&self, kind: Kind, value: u32) -> bool {
        self.of(kind).is_some_and(|last| value.checked_sub(1) == Some(last))
    }
}

/// Reads the number at the beginning of `text`.
pub fn leading(text: &str) -> Option<Number> {
    let first = text.chars().next()?;
    match first {
        '（' => bracketed(text),
        '〔' | '〈' => bracketed(text).filter(|number| number.kind == Kind::HanBracketed),
        '）' => lost(text),
        '第' => chapter(text),
        '①'..='⑳' => one_sign(Kind::Circled, first, '①'),
        '⑴'..='⒇' => one_sign(Kind::ArabicBracketed, first, '⑴'),
        '⒈'..='⒛' => one_sign(Kind::Arabic, first, '⒈'),
        '㈠'..='㈩' => one_sign(Kind::HanBracketed, first, '㈠'),
        '—' if text.starts_with("—、") => Some(Number::new(Kind::Han, 1, "—、".len())),
        _ if first.is_ascii_digit() => arabic(text),
        _ if is_han_digit(first) => chinese(text),
        _ => None,
    }
}

/// Reads what is left of a number, `）加强监管`. What goes on with a stop closes another bracket.
fn lost(text: &str) -> Option<Number> {
    let behind = text.strip_prefix('）')?;
    let is_item =
        !behind.starts_with(|c: char| c.is_ascii_punctuation() || "、，；：。）〕".contains(c));
    is_item.then(|| Number::damaged(Kind::HanBracketed, 0, '）'.len_utf8()))
}

/// Reads a number that is a single character, where `one` is the character for 1.
fn one_sign(kind: Kind, sign: char, one: char) -> Option<Number> {
    Some(Number::new(kind, sign as u32 - one as u32 + 1, sign.len_utf8()))
}

/// Reads `（一）` or `（1）`, whatever the brackets, including a superfluous mark after it:
/// `（一）、推进改造`.
fn bracketed(text: &str) -> Option<Number> {
    let inner = text.strip_prefix(['（', '〔', '〈'])?;
    let (at, close) =
        inner.char_indices().take(6).find(|(_, c)| matches!(c, '）' | '〕' | '〉'))?;
    let (body, behind) = (inner.get(..at)?, inner.get(at + close.len_utf8()..)?);
    let mark = if behind.starts_with(['、', '.']) { behind.chars().next() } else { None };
    let len = text.len() - behind.len() + mark.map_or(0, char::len_utf8);
    let digits = body.bytes().all(|byte| byte.is_ascii_digit());
    let (kind, value) = if digits && body.len() <= 2 {
        (Kind::ArabicBracketed, body.parse().ok()?)
    } else {
        (Kind::HanBracketed, value(&restored(body))?)
    };
    (value > 0).then_some(Number::new(kind, value, len))
}

/// The number in which 九, 十 or 一 was misread as `丸`, `+` or a dash.
fn restored(number: &str) -> Cow<'_, str> {
    let figure = |c| match c {
        '丸' => '九',
        '+' => '十',
        '—' | '-' | '–' => '一',
        c => c,
    };
    match number.contains(['丸', '+', '—', '-', '–']) {
        true => Cow::Owned(number.chars().map(figure).collect()),
        false => Cow::Borrowed(number),
    }
}

/// Reads `1.`, `1、` or `1）`, but not the `1.8` of a decimal.
fn arabic(text: &str) -> Option<Number> {
    let (digits, rest) = leading_digits(text);
    let value = digits.parse().ok().filter(|value| *value > 0 && digits.len() <= 3)?;
    let mut rest = rest.chars();
    let (mark, after) = (rest.next()?, rest.clone().next());
    let year_follows =
        rest.as_str().get(..7).is_some_and(|year| year.starts_with("20") && year.ends_with('年'));
    let (kind, damaged) = match mark {
        '.' | '、' => (Kind::Arabic, false),
        '）' => (Kind::ArabicBracketed, true),
        _ => return None,
    };
    let text_follows = year_follows
        || begins_with_month(rest.as_str())
        || after.is_none_or(|c| !c.is_ascii_digit() && !matches!(c, '，' | '。' | '、'));
    // The space that keeps the number of a row apart from a figure: 2. 50%以上的村.
    let gap = usize::from(after == Some(' '));
    let len = digits.len() + mark.len_utf8() + gap;
    text_follows.then_some(Number { kind, value, len, damaged })
}

/// Whether a text begins with a month that limits a time: `6月底前完成`, `7月15日前`; not `8月份`,
/// nor the `2月` of `1、2月`.
fn begins_with_month(text: &str) -> bool {
    let (month, behind) = leading_digits(text);
    let is_month = month.parse().is_ok_and(|month: u8| (1..=12).contains(&month));
    let Some(behind) = behind.strip_prefix('月').filter(|_| is_month) else { return false };
    let (day, unit) = leading_digits(behind);
    behind.starts_with_any(&["底", "末", "上旬", "中旬", "下旬"])
        || !day.is_empty() && unit.starts_with('日')
}

/// Reads `一、`, or `十一）` with its first bracket lost.
fn chinese(text: &str) -> Option<Number> {
    let (value, len) = leading_bare(text)?;
    let mark = context::next(text, len)?;
    let (kind, damaged) = match mark {
        '、' | '.' => (Kind::Han, false),
        '）' => (Kind::HanBracketed, true),
        _ => return None,
    };
    Some(Number { kind, value, len: len + mark.len_utf8(), damaged })
}

/// Reads `第一章`, `第一部分` or `第一条`, but not `第六条规定的`.
fn chapter(text: &str) -> Option<Number> {
    let rest = text.strip_prefix('第')?;
    let (value, len) = leading_bare(rest)?;
    let behind = rest.get(len..)?;
    let word =
        ["章", "部分", "节", "篇", "条"].into_iter().find(|word| behind.starts_with(word))?;
    let kind = if word == "条" { Kind::Article } else { Kind::Chapter };
    let text = behind.strip_prefix(word)?;
    let is_cited =
        text.starts_with_any(&["规定", "的", "所", "、", "和", "至", "第", "要求", "款"]);
    let len = '第'.len_utf8() + len + word.len();
    (kind == Kind::Chapter || !is_cited).then_some(Number::new(kind, value, len))
}

/// Reads a number at the beginning whose mark was lost: `十一各司其责` is 11 if 十 came before.
/// Returns the number and its length in bytes.
pub fn leading_bare(text: &str) -> Option<(u32, usize)> {
    let end = text.find(|c| !is_han_digit(c)).unwrap_or(text.len());
    Some((value(text.get(..end)?)?, end))
}

pub(super) fn is_han_digit(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇'
    )
}

/// Whether a text makes the figure before it a quantity rather than a number: `3年`, `2万户`.
pub(super) fn begins_with_unit(text: &str) -> bool {
    /// Characters that count though they are no measures.
    const UNITS: &str = "年月日天季周届度万亿千百号大";
    text.starts_with(|c| UNITS.contains(c))
        || text.starts_with_any(&["小时", "分钟"])
        || begins_with_measure(text)
}

/// Reads the number of an item: 一, 十, 二十一, 一百零三.
pub fn value(text: &str) -> Option<u32> {
    text.chars().all(is_han_digit).then(|| numeral::chinese(text))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_the_beginning_of_items() {
        for (text, expected) in [
            ("一、总体要求", Some((Kind::Han, 1))),
            ("（二十一）形成监督合力", Some((Kind::HanBracketed, 21))),
            ("十一）加大", Some((Kind::HanBracketed, 11))),
            ("）加强", Some((Kind::HanBracketed, 0))),
            ("）、县司法局牵头", None),
            ("58.着力加强", Some((Kind::Arabic, 58))),
            ("〔二〕强化", Some((Kind::HanBracketed, 2))),
            ("（一）、推进", Some((Kind::HanBracketed, 1))),
            ("（丸）推进", Some((Kind::HanBracketed, 9))),
            ("（十—）推进", Some((Kind::HanBracketed, 11))),
            ("（一〉推进", Some((Kind::HanBracketed, 1))),
            ("—、推进", Some((Kind::Han, 1))),
            ("⑵推进", Some((Kind::ArabicBracketed, 2))),
            ("⒊推进", Some((Kind::Arabic, 3))),
            ("㈡推进", Some((Kind::HanBracketed, 2))),
            ("——推进", None),
            ("〔2021〕5号", None),
            ("〔1〕张三", None),
            ("（3）突出", Some((Kind::ArabicBracketed, 3))),
            ("①落实", Some((Kind::Circled, 1))),
            ("第二章总则", Some((Kind::Chapter, 2))),
            ("第二十条州司法局负责", Some((Kind::Article, 20))),
            ("第二十条规定的情形", None),
            ("3.2020年底前", Some((Kind::Arabic, 3))),
            ("1.6月底前完成", Some((Kind::Arabic, 1))),
            ("2、7月15日前完成", Some((Kind::Arabic, 2))),
            ("1、2月完成", None),
            ("1.8万亿元", None),
            ("2023年是", None),
            ("（园区），县政府", None),
            ("一是积极推动", None),
            ("十四五规划", None),
        ] {
            assert_eq!(leading(text).map(|number| (number.kind, number.value)), expected, "{text}");
        }
    }
}
