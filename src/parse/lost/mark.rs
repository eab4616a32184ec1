//! Numbers whose mark a copy lost or misread: `十一各司其责`, `2，推进宣传`. The number before them
//! confirms them.

use super::is_item_like;
use crate::affix::AnyOf;
use crate::characters::leading_digits;
use crate::context::is_han;
use crate::lexicon::measures::begins_with_measure;
use crate::parse::numbering::{self, Kind, Number};

/// The maximum length of a heading whose mark was lost, in characters.
const HEADING: usize = 60;

/// `十一各司其责，凝集合力` after section 十: the mark was lost, but the sequence confirms the
/// number.
pub(super) fn bare_heading(piece: &str, last: u32) -> Option<Number> {
    let (value, len) = numbering::leading_bare(piece)?;
    let heading = piece.chars().count() <= HEADING && !piece.contains(['。', '：', '；']);
    (last > 0 && value == last + 1 && heading).then(|| Number::damaged(Kind::Han, value, len))
}

/// `2，推进宣传` or `2推进宣传` after item 1: the mark was misread or lost, but the sequence
/// confirms the number.
pub(super) fn misread_mark(piece: &str, last: u32) -> Option<Number> {
    let (digits, rest) = leading_digits(piece);
    let value = digits.parse().ok()?;
    let first = rest.chars().next()?;
    let mark = match first {
        '，' | '·' | '：' | '。' => first.len_utf8(),
        c if is_han(c) && !numbering::begins_with_unit(rest) && is_item_like(rest) => 0,
        _ => return None,
    };
    (last > 0 && value == last + 1)
        .then(|| Number::damaged(Kind::Arabic, value, digits.len() + mark))
}

/// `2、30所学校` or `5.90%的村` after item 1 or 4: the figure behind the mark belongs to the text.
/// A point may also be that of a decimal, unless the next number follows, too.
pub(super) fn before_figure(pieces: &[&str], last: u32) -> Option<Number> {
    /// Within how many blocks the next item has to follow.
    const NEAR: usize = 6;
    const SPANS: [&str; 5] = ["年", "小时", "天", "分钟", "周"];
    let piece = pieces.first()?;
    let (value, mark, rest) = marked(piece)?;
    let figure = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let goes_on = || {
        let mut next = pieces.iter().skip(1).take(NEAR).filter_map(|piece| marked(piece));
        next.any(|(next, _, _)| next == value + 1)
    };
    let follows = value == last + 1 && (last > 0 && mark == '、' || goes_on());
    // 2、3个乡镇 are two or three.
    let is_range =
        rest.get(..rest.len() - figure.len()).and_then(|n| n.parse().ok()) == Some(value + 1);
    let counts = begins_with_measure(figure) || figure.starts_with_any(&SPANS);
    let is_named = last > 0 && value == last + 1 && names_generation(rest);
    (follows && !is_range && counts || is_named)
        .then(|| Number::damaged(Kind::Arabic, value, piece.len() - rest.len()))
}

/// Whether a text begins with the name of a thing with a figure in it: 5G项目, 3D打印.
fn names_generation(text: &str) -> bool {
    let mut signs = text.chars();
    signs.next().is_some_and(|c| c.is_ascii_digit())
        && signs.next().is_some_and(|c| c.is_ascii_uppercase())
        && signs.next().is_some_and(is_han)
}

/// The number with which a paragraph begins, the stop behind it, and the rest.
fn marked(piece: &str) -> Option<(u32, char, &str)> {
    /// The maximum number of digits of the number of an item.
    const LONGEST: usize = 3;
    let (digits, rest) = leading_digits(piece);
    let value = digits.parse().ok().filter(|_| digits.len() <= LONGEST)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '、' | '.'))?;
    Some((value, mark, rest.get(mark.len_utf8()..)?))
}
