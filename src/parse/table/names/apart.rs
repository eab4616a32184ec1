//! Splits a cell into names, each with its sign and, behind a blank, its person.

use std::ops::Range;

use super::super::cell::{Cell, names_apart};
use super::super::marks::sign;
use super::{Name, is_sign};
use crate::characters::signs;
use crate::clause::names_a_unit;
use crate::clause::person::may_be_name;
use crate::read::table::BREAK;

/// The names of a cell. With `may_have_people`, a person's name after a blank belongs to the body
/// before it.
pub(super) fn names<'s>(cell: &Cell<'s>, may_have_people: bool) -> Vec<Name<'s>> {
    let mut names: Vec<Name<'s>> = Vec::new();
    for (raw, at) in parts(cell) {
        let (raw, at, sign) = without_sign(raw, at);
        if raw.is_empty() {
            continue;
        }
        let whole = squeezed(raw);
        let last = names.last_mut().filter(|last| last.person.is_none());
        match last.filter(|_| may_have_people && may_be_name(&whole)) {
            Some(last) => last.person = Some((raw, at)),
            None => names.extend(apart(raw, at, may_have_people).map(|name| Name { sign, ..name })),
        }
    }
    names
}

/// The pieces of a cell between stops and line breaks, brackets left whole.
fn parts<'s>(cell: &Cell<'s>) -> Vec<(&'s str, usize)> {
    let mut parts = Vec::new();
    for (line, at) in cell.pieces() {
        let (mut depth, mut start) = (0_usize, 0);
        for (n, c) in signs(line) {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth = depth.saturating_sub(1),
                '、' | '，' | ',' | '；' | ';' | '。' if depth == 0 => {
                    parts.push((line.get(start..n).unwrap_or_default(), at + start));
                    start = n + c.len_utf8();
                }
                _ => {}
            }
        }
        parts.push((line.get(start..).unwrap_or_default(), at + start));
    }
    parts.retain(|(raw, _)| !raw.trim().is_empty() && *raw != BREAK);
    parts
}

/// A name without the sign before or after it, the byte at which it begins, and the sign.
fn without_sign(raw: &str, at: usize) -> (&str, usize, Option<char>) {
    let blank = |c: char| c.is_whitespace();
    let trimmed = raw.trim_start_matches(blank);
    let at = at + raw.len() - trimmed.len();
    let trimmed = trimmed.trim_end_matches(blank);
    let bare = trimmed.trim_start_matches(|c: char| is_sign(c) || blank(c));
    if bare.len() < trimmed.len() {
        return (bare, at + trimmed.len() - bare.len(), trimmed.chars().next().and_then(sign));
    }
    let behind = trimmed
        .strip_suffix(['）', ')'])
        .and_then(|inner| inner.rsplit_once(['（', '(']))
        .filter(|(_, inner)| !inner.is_empty() && inner.chars().all(is_sign));
    if let Some((name, inner)) = behind {
        return (name, at, inner.chars().next().and_then(sign));
    }
    let name = trimmed.trim_end_matches(|c: char| is_sign(c) || blank(c));
    (name, at, trimmed.chars().next_back().and_then(sign))
}

/// Splits names at blanks; a body followed by a person stays one name.
fn apart(raw: &str, at: usize, may_have_people: bool) -> impl Iterator<Item = Name<'_>> {
    let name =
        |from: usize, to: usize| (raw.get(from..to).unwrap_or_default().trim_end(), at + from);
    let ends = raw.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(end, _)| end);
    let cut = ends.filter(|_| may_have_people).find(|end| {
        let (body, person) = raw.split_at(*end);
        names_a_unit(&squeezed(body)) && may_be_name(&squeezed(person))
    });
    let whole = cut.map(|end| {
        let behind = raw.get(end..).unwrap_or_default();
        let from = end + behind.len() - behind.trim_start().len();
        vec![Name { body: name(0, end), person: Some(name(from, raw.len())), sign: None }]
    });
    let split = || {
        let ranges = names_apart(raw).into_iter();
        let named = |range: Range<usize>| name(range.start, range.end);
        ranges.map(|range| Name { body: named(range), person: None, sign: None }).collect()
    };
    whole.unwrap_or_else(split).into_iter()
}

/// A text without its blanks.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
