//! Cells: pieces of the source between the bars of a row.

use crate::parse::normalize;
use crate::parse::script;
use crate::read::table::{ABOVE, BREAK, LEFT};

/// What is written in cells that say nothing.
const NOTHING: &[&str] = &["", "/", "-", "—", "——", "无", "\\"];

/// Whether a line is a table row.
pub(in crate::parse) fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.starts_with('|') && line.ends_with('|')
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

    /// The cell in normal form and simplified characters, for comparison.
    pub(super) fn plain(&self) -> String {
        script::simplified(&normalize::normal(&self.raw.replace(BREAK, "").replace('\n', "")))
    }
}

/// The cells of a row that begins at offset `base`.
pub(super) fn cells(raw: &str, base: usize) -> Vec<Cell<'_>> {
    let trimmed = raw.trim();
    let mut at = base + (raw.len() - raw.trim_start().len()) + 1;
    let inner = trimmed.get(1..trimmed.len().saturating_sub(1)).unwrap_or_default();
    let cell = |piece: &'_ str| {
        let start = at + piece.len() - piece.trim_start().len();
        at += piece.len() + 1;
        start
    };
    inner
        .split('|')
        .zip(inner.split('|').map(cell))
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
