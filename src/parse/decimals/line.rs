//! The lines that matter for the numbering of a text: those with numbers, and ends of documents.

use std::ops::Range;

use super::super::headings::KINDS;
use super::super::lines::{as_set, is_date};
use super::super::normalize::normal;
use super::super::numbering::{self, Kind};
use super::super::plans::is_annex_mark;
use crate::context::is_han;

/// The maximum length of a number, in characters.
const LONGEST: usize = 12;

/// The maximum length of a heading after such a number, in characters.
const LONGEST_HEADING: usize = 24;

/// A number at the beginning of a line.
pub(super) struct Leading {
    pub(super) places: Vec<u32>,
    /// Length of the number and the spaces around it, in bytes.
    pub(super) len: usize,
    /// Whether it is a single place with a stop, `1.`, which may also number the entries of a list.
    pub(super) is_entry: bool,
    /// Whether it is a single place with neither a stop nor a space, `1总则`.
    pub(super) is_bare: bool,
    /// Whether the text after it can be a heading.
    pub(super) is_heading: bool,
}

/// A line that matters for the numbering of a text.
pub(super) enum Line {
    /// Begins with a number as read here.
    Number(Leading),
    /// Begins with another number: its kind, its value, its length with spaces, in bytes.
    Other(Kind, u32, usize),
    /// Ends a document: the date of a signature, or the mark of an annex.
    Break,
}

/// The lines that matter for the numbering of a text, with their offsets.
pub(super) fn lines(source: &str, contents: &[Range<usize>]) -> Vec<(usize, Line)> {
    let mut lines = Vec::new();
    for (line, start) in as_set(source) {
        if contents.iter().any(|listed| listed.contains(&start)) {
            continue;
        }
        let counted = leading(line).map(Line::Number).or_else(|| otherwise(line));
        let breaks = || (is_date(line) || is_annex_mark(line.trim())).then_some(Line::Break);
        lines.extend(counted.or_else(breaks).map(|line| (start, line)));
    }
    lines
}

/// Reads the number at the beginning of a line. A single place needs a space or a stop after it.
fn leading(line: &str) -> Option<Leading> {
    let bare = line.trim_start();
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '．');
    let end = bare.char_indices().take(LONGEST + 1).find(|(_, c)| !is_of_number(*c))?.0;
    let (number, rest) = bare.split_at_checked(end)?;
    let plain = number.trim_end_matches(['.', '．']);
    let places: Option<Vec<u32>> = plain.split(['.', '．']).map(place).collect();
    let places = places.filter(|places| places.len() <= KINDS.len())?;
    let text = rest.trim_start();
    let is_entry = places.len() == 1 && plain.len() < number.len();
    let is_bare = places.len() == 1 && !is_entry && text.len() == rest.len();
    let len = line.len() - text.len();
    let is_heading = is_heading(text);
    let is_number = begins_text(text) && (is_heading || !is_bare);
    is_number.then_some(Leading { places, len, is_entry, is_bare, is_heading })
}

/// Whether text begins here. It may begin with a Roman numeral or a quotation mark: `Ⅰ级响应`,
/// `“红色”预警`.
fn begins_text(text: &str) -> bool {
    let degree = |c: char| matches!(c, 'Ⅰ'..='Ⅻ' | 'I' | 'V' | 'X');
    text.trim_start_matches(['“', '"', '《']).trim_start_matches(degree).starts_with(is_han)
}

/// Whether a line can be a heading: short, with neither stops nor a figure.
fn is_heading(text: &str) -> bool {
    let text = text.trim_end();
    text.chars().nth(LONGEST_HEADING).is_none()
        && !text.contains(['。', '，', '；', '：', ',', ';', ':'])
        && !numbering::begins_with_unit(text)
}

/// Reads one place of a number, from 1 to 99.
fn place(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|place| (1..100).contains(place) && digits.len() <= 2)
}

/// Reads a number at the beginning of a line that other texts use for their first levels or for
/// lists.
fn otherwise(line: &str) -> Option<Line> {
    let bare = line.trim_start();
    let opens = bare.starts_with(|c| "（(一二三四五六七八九十".contains(c));
    let head = || normal(bare.get(..bare.len().min(40)).unwrap_or(bare));
    let number = opens.then(|| numbering::leading(&head())).flatten()?;
    let mark = bare.find(['）', ')', '、', '.', '．']).unwrap_or_default();
    let len = mark + bare.get(mark..)?.chars().next().map_or(0, char::len_utf8);
    let is_level = matches!(number.kind, Kind::Han | Kind::HanBracketed | Kind::ArabicBracketed);
    is_level.then_some(Line::Other(number.kind, number.value, line.len() - bare.len() + len))
}
