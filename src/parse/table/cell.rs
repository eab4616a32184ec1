//! Cells: pieces of the source between the bars of a row.

use std::ops::Range;

use super::drawn;
use crate::clause::person::may_be_name;
use crate::context;
use crate::parse::blanks::POST_ENDS;
use crate::parse::normalize;
use crate::parse::numbering::{self, Number};
use crate::read::table::{ABOVE, BREAK, LEFT};
use crate::span::Span;

/// The maximum length of a person's name, in characters.
const LONGEST_PERSON: usize = 4;

/// What is written in cells that say nothing.
const NOTHING: &[&str] = &["", "/", "-", "—", "——", "无", "\\"];

/// Whether a line is a table row.
pub(in crate::parse) fn is_row(line: &str) -> bool {
    let bare = line.trim();
    bare.len() > 2 && bare.starts_with('|') && bare.ends_with('|')
        || drawn::bar(line).is_some()
        || drawn::is_rule(line)
}

/// A piece of the source and its offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell<'s> {
    pub(super) raw: &'s str,
    pub(super) at: usize,
    /// Whether it continues the cell above.
    pub(super) continued: bool,
}

impl<'s> Cell<'s> {
    /// The byte of the source at which it ends.
    pub(super) fn end(&self) -> usize {
        self.at + self.raw.len()
    }

    /// Its place in the source.
    pub(super) fn span(&self) -> Span {
        Span::new(self.at, self.end())
    }

    /// Whether the cell says something that no other cell says for it.
    pub(super) fn says(&self) -> bool {
        !self.continued && self.raw != LEFT && !self.is_nothing()
    }

    pub(super) fn is_nothing(&self) -> bool {
        NOTHING.contains(&self.raw)
    }

    /// The lines of the cell with their offsets.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (&'s str, usize)> {
        let at = self.at;
        let mut start = 0;
        self.raw.split_inclusive('\n').flat_map(|line| line.split_inclusive(BREAK)).map(
            move |piece| {
                let from = at + start;
                start += piece.len();
                (piece.strip_suffix(BREAK).unwrap_or(piece).trim_end_matches(['\r', '\n']), from)
            },
        )
    }

    /// The cell in normal form, for comparison.
    pub(super) fn plain(&self) -> String {
        normalize::normal(&self.raw.replace(BREAK, "").replace('\n', ""))
    }

    /// Whether the cell is the number `value`.
    pub(super) fn says_number(&self, value: u32) -> bool {
        let plain = self.plain();
        let bare = plain.trim_end_matches(['.', '、']);
        bare.parse() == Ok(value) || numbering::value(bare) == Some(value)
    }

    /// The cell without the number at its beginning, if one is given.
    pub(super) fn without_number(&self, number: Option<Number>) -> Self {
        let plain = self.plain();
        let n_chars = number
            .and_then(|number| plain.get(..number.len))
            .map_or(0, |mark| mark.chars().count());
        let raw = self.raw.trim_start();
        let rest = raw.get(context::first_chars(raw, n_chars).len()..).unwrap_or_default();
        Self { raw: rest, at: self.at + self.raw.len() - rest.len(), ..*self }
    }
}

/// The cells of a row that begins at offset `base`.
pub(super) fn cells(raw: &str, base: usize) -> Vec<Cell<'_>> {
    let bar = drawn::bar(raw).unwrap_or('|');
    let width = bar.len_utf8();
    let trimmed = raw.trim();
    let mut at = base + (raw.len() - raw.trim_start().len()) + width;
    let inner = trimmed.get(width..trimmed.len().saturating_sub(width)).unwrap_or_default();
    let cell = |piece: &'_ str| {
        let start = at + piece.len() - piece.trim_start().len();
        at += piece.len() + width;
        start
    };
    inner
        .split(bar)
        .zip(inner.split(bar).map(cell))
        .map(|(piece, at)| (piece.trim(), at))
        .map(|(raw, at)| Cell { raw, at, continued: raw == ABOVE })
        .collect()
}

/// Whether a row is the rule below a header.
pub(super) fn is_rule(row: &[Cell]) -> bool {
    row.iter().all(|cell| {
        cell.raw.contains('-') && cell.raw.chars().all(|c| matches!(c, '-' | ':' | ' '))
    })
}

/// Whether a post is followed by the name of its holder.
pub(super) fn holds(post: &str, name: &str) -> bool {
    post.ends_with(POST_ENDS) && name.chars().count() <= LONGEST_PERSON && may_be_name(name)
}

/// The places of year, month and, if present, day in `2024/12/31`, `2024.6` or
/// `2024-12-31 00:00:00`.
pub(super) fn day(text: &str) -> Option<Vec<Range<usize>>> {
    let date = text.split(' ').next()?;
    let mut at = 0;
    let parts = date.split(['/', '.', '-']).map(|part| {
        let range = at..at + part.len();
        at += part.len() + 1;
        range
    });
    let parts: Vec<Range<usize>> = parts.collect();
    let number = |n: usize| {
        parts
            .get(n)
            .and_then(|part| date.get(part.clone()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    let is_date = matches!(number(0), Some(1900..=2100))
        && matches!(number(1), Some(1..=12))
        && match parts.len() {
            2 => true,
            3 => matches!(number(2), Some(1..=31)),
            _ => false,
        };
    let tail = text.get(date.len()..).unwrap_or_default();
    (is_date && tail.chars().all(|c| matches!(c, ' ' | '0' | ':'))).then_some(parts)
}

/// Splits names at spaces, but keeps together the characters of `李 强` and a post with its holder:
/// `区委副书记 张小军`.
pub(super) fn names_apart(piece: &str) -> Vec<Range<usize>> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for word in piece.split_whitespace() {
        let at = start + piece.get(start..).and_then(|rest| rest.find(word)).unwrap_or_default();
        let short = |range: &Range<usize>| {
            piece.get(range.clone()).is_some_and(|part| part.chars().count() < 3)
        };
        let here = at..at + word.len();
        let holds = |post: &Range<usize>| {
            piece.get(post.clone()).is_some_and(|post| post.ends_with(POST_ENDS))
                && word.chars().count() <= LONGEST_PERSON
        };
        match parts.last_mut() {
            Some(last) if short(last) || short(&here) || holds(last) => last.end = here.end,
            _ => parts.push(here),
        }
        start = at + word.len();
    }
    parts
}
