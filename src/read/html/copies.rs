//! Removes copies of the article from its page: hidden ones for sharing and search, and whole ones
//! without line breaks.
//!
//! In: the lines of a page. Out: the same without those that only repeat others. Of two copies, a
//! hidden one is dropped before a visible one, one without line breaks before one with them, and
//! the later before the earlier.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Content, Line};

/// How many consecutive letters and digits are compared at a time.
const SHINGLE: usize = 6;
/// A shorter text is never taken for a copy.
const SHORTEST: usize = 40;
/// The longest page searched for copies, in bytes: ten times the longest one known.
const LONGEST: usize = 1 << 20;
/// The fewest consecutive lines that count as repeated, and their fewest characters together.
const RUN: usize = 4;
const RUN_SIZE: usize = 80;
/// The fewest other lines that a copy without line breaks contains.
const GLUED: usize = 3;
/// How many lines are checked as copies without line breaks, the longest first.
const CANDIDATES: usize = 8;

/// Drops the copies.
pub(super) fn drop(lines: &mut Vec<Line<'_>>) {
    let letters: Vec<String> = lines.iter().map(letters).collect();
    if letters.iter().map(String::len).sum::<usize>() > LONGEST {
        return;
    }
    let mut gone = vec![false; lines.len()];
    hidden(lines, &letters, &mut gone);
    said_again(&letters, &mut gone);
    glued(lines, &letters, &mut gone);
    let mut gone = gone.into_iter();
    lines.retain(|_| !gone.next().unwrap_or_default());
}

/// Marks hidden elements whose text the visible lines repeat.
fn hidden(lines: &[Line<'_>], letters: &[String], gone: &mut [bool]) {
    let n_asides = lines.iter().filter_map(|line| line.aside).max().map_or(0, |last| last + 1);
    if n_asides == 0 {
        return;
    }
    let of = |aside: Option<usize>| (0..lines.len()).filter(move |n| lines[*n].aside == aside);
    let shown = shingles(&of(None).map(|n| letters[n].as_str()).collect::<String>());
    for aside in 0..n_asides {
        let text: String = of(Some(aside)).map(|n| letters[n].as_str()).collect();
        if repeats(&text, &shown) {
            of(Some(aside)).for_each(|n| gone[n] = true);
        }
    }
}

/// Marks consecutive lines that occurred before in the same order.
fn said_again(letters: &[String], gone: &mut [bool]) {
    let filled: Vec<usize> =
        (0..letters.len()).filter(|n| !gone[*n] && !letters[*n].is_empty()).collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut n = 0;
    while n < filled.len() {
        let line = letters[filled[n]].as_str();
        let Some(before) = first.get(line).copied() else {
            first.insert(line, n);
            n += 1;
            continue;
        };
        let is_same =
            |at: &usize| before + at < n && letters[filled[before + at]] == letters[filled[n + at]];
        let run = (0..filled.len() - n).take_while(is_same).count();
        let size: usize = (n..n + run).map(|at| letters[filled[at]].chars().count()).sum();
        if run >= RUN && size >= RUN_SIZE {
            (n..n + run).for_each(|at| gone[filled[at]] = true);
        }
        n += run.max(1);
    }
}

/// Marks lines that consist of several other lines without line breaks between them.
fn glued(lines: &[Line<'_>], letters: &[String], gone: &mut [bool]) {
    let is_text =
        |n: &usize| matches!(lines[*n].content, Content::Text(_)) && lines[*n].aside.is_none();
    let mut longest: Vec<usize> = (0..lines.len()).filter(|n| !gone[*n] && is_text(n)).collect();
    longest.sort_by_key(|n| std::cmp::Reverse(letters[*n].len()));
    for n in longest.into_iter().take(CANDIDATES) {
        let others = || {
            (0..lines.len())
                .filter(|other| *other != n && !gone[*other])
                .map(|other| letters[other].as_str())
        };
        let is_held =
            |other: &&str| other.chars().nth(SHINGLE).is_some() && letters[n].contains(other);
        if others().filter(is_held).take(GLUED).count() == GLUED
            && repeats(&letters[n], &shingles(&others().collect::<String>()))
        {
            gone[n] = true;
        }
    }
}

/// Whether a text is long enough and nearly all of it is known.
fn repeats(text: &str, known: &BTreeSet<String>) -> bool {
    let all = shingles(text);
    let n_known = all.iter().filter(|one| known.contains(*one)).count();
    text.chars().count() >= SHORTEST && n_known * 100 >= all.len() * 85
}

fn shingles(text: &str) -> BTreeSet<String> {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(SHINGLE).map(|window| window.iter().collect()).collect()
}

/// Returns the letters and digits of a line.
fn letters(line: &Line<'_>) -> String {
    match &line.content {
        Content::Text(text) => text.chars().filter(|c| c.is_alphanumeric()).collect(),
        Content::Table(rows) => rows
            .iter()
            .flatten()
            .flat_map(|cell| cell.text().chars())
            .filter(|c| c.is_alphanumeric())
            .collect(),
        Content::LeftOut(..) => String::new(),
    }
}
