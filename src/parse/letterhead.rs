//! The elements of an official document (GB/T 9704-2012, 7.2–7.4): 发文机关标志, 发文字号, 标题,
//! 主送机关, 署名, 成文日期, 附注, 印发机关.
//!
//! Works on blocks, which are ranges of the normalised text; the caller removes what an element
//! takes from the body.

use std::ops::Range;

use jiff::civil::Date;

use crate::affix::AnyOf;
use crate::patterns::{Pattern, pattern};

mod addressees;
mod date;
mod issuers;
mod number;
mod title;

pub(super) use addressees::{addressees, is_addressee_line};
pub(crate) use date::is_open as is_open_date;
pub(super) use date::{any_date, date, is_month};
pub(super) use issuers::{
    broken, ends_body, gaps, is_body_name, masthead_issuers, minutes_issuer, side_by_side,
    title_issuers,
};
pub(crate) use number::years;
pub(super) use number::{
    number, number_among_fields, number_beside_title, order_number, serial_number,
};
pub(super) use title::{ends_a_title, is_balanced, is_title_line, title};

/// A block of text, in normal offsets.
pub type Block = Range<usize>;

/// The text of the block with index `n`; empty if there is none.
pub(super) fn nth<'t>(text: &'t str, blocks: &[Block], n: usize) -> &'t str {
    blocks.get(n).and_then(|block| text.get(block.clone())).unwrap_or_default()
}

/// What a letterhead says, each part with its place.
#[derive(Clone, Debug, Default)]
pub struct Letterhead {
    /// 文种.
    pub kind: String,
    /// 标题.
    pub title: Option<Part>,
    /// The title as written, if a lost character was restored in it.
    pub raw_title: Option<String>,
    /// 发文字号.
    pub number: Option<Part>,
    /// 发文机关标志.
    pub masthead: Option<Part>,
    /// 署名, or the issuers at the beginning of the title.
    pub issuers: Vec<Part>,
    /// 主送机关.
    pub addressees: Vec<Part>,
    /// 成文日期.
    pub date: Option<Dated>,
    /// 印发机关.
    pub printed_by: Option<Part>,
    /// 印发日期.
    pub printed_date: Option<Date>,
    /// 主办, 督办: each label with the names after it.
    pub hosts: Vec<(Part, Part)>,
    /// What the web page around a copy says.
    pub web: Vec<(&'static str, String)>,
    /// What the fields of a copy declare, used if the document itself does not say it.
    pub(super) declared: Declared,
}

/// What the fields of a copy declare.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared {
    pub(super) title: Option<Part>,
    pub(super) issuer: Option<Part>,
    pub(super) date: Option<Dated>,
}

/// A part of the letterhead: its normalised text and its place in normal offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The text, repaired.
    pub text: String,
    /// Its place.
    pub range: Block,
}

/// A date and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The date.
    pub date: Date,
    /// As written, if characters were lost.
    pub raw: Option<String>,
    /// Its place.
    pub range: Block,
}

static PRINTED: Pattern = pattern!(
    r"^(?:(\p{Han}*?)([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)印发?(?:（?共印?[0-9]{1,5}份）?)?|印发机关：(\p{Han}{3,40})印发日期：([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日))$"
);

/// Returns the text, unless it is too long for a number or a date.
fn short(text: &str) -> Option<&str> {
    const LONGEST: usize = 90;
    (text.len() <= LONGEST).then_some(text)
}

/// The name of the body that edited minutes, without 编 at its end: `…办公室编`.
pub(super) fn without_editor(line: &str) -> &str {
    line.strip_any_suffix(&["编印", "编发", "编", "印"]).unwrap_or(line)
}

/// Reads an imprint, `中共某县委办公室` and `2022年4月11日印发`, in one block or two. Also returns
/// how many blocks it takes from the end.
pub(super) fn imprint(text: &str, blocks: &[Block]) -> Option<(Option<Part>, Date, usize)> {
    let last = blocks.last()?;
    let parts = PRINTED.captures(text.get(last.clone())?)?;
    let day = parts.get(2).or(parts.get(4))?;
    let date = date(day.as_str(), 0..0)?.date;
    let name = parts.get(1).or(parts.get(3)).filter(|name| !name.is_empty());
    if let Some(name) = name {
        let range = last.start + name.start()..last.start + name.end();
        return Some((Some(Part { text: name.as_str().to_owned(), range }), date, 1));
    }
    let before = blocks.get(blocks.len().checked_sub(2)?)?;
    let name = text.get(before.clone()).filter(|name| is_body_name(name));
    let taken = 1 + usize::from(name.is_some());
    Some((name.map(|name| Part { text: name.to_owned(), range: before.clone() }), date, taken))
}
