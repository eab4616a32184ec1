//! Places in a source text.
//!
//! Within the library a [`Span`] counts bytes of [`Source::text`](crate::Source::text). In output
//! (RDF, JSON, messages) positions count Unicode code points, as Web Annotation selectors do.
//! [`CodePoints`] converts one to the other.

use std::ops::Range;

/// A half-open range of bytes of a source text; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Creates the span from byte `start` up to, but not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text at this span; empty if the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// An index from byte offsets of one text to code points, lines and columns.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// The number of code points before each block of [`CodePoints::BLOCK`] bytes.
    blocks: Vec<usize>,
}

/// A place as people count it: line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

impl CodePoints {
    const BLOCK: usize = 512;

    /// Indexes `text`, which must be passed to look-ups again.
    pub fn new(text: &str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / Self::BLOCK + 1);
        let mut n = 0;
        for block in text.as_bytes().chunks(Self::BLOCK) {
            blocks.push(n);
            n += n_starts(block);
        }
        blocks.push(n);
        Self { blocks }
    }

    /// The number of code points of `text` before byte `offset`.
    pub fn before(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let block = offset / Self::BLOCK;
        let rest = text.as_bytes().get(block * Self::BLOCK..offset);
        self.blocks.get(block).copied().unwrap_or_default() + rest.map_or(0, n_starts)
    }
}

/// The number of bytes that begin a code point in UTF-8.
fn n_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

/// An index from byte offsets of one text to lines and columns.
#[derive(Clone, Debug)]
pub struct Positions<'t> {
    text: &'t str,
    /// The offset of each line.
    starts: Vec<usize>,
    points: CodePoints,
}

impl<'t> Positions<'t> {
    /// Indexes `text`.
    pub fn new(text: &'t str) -> Self {
        let starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts, points: CodePoints::new(text) }
    }

    /// The line and column of byte `offset`.
    pub fn of(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column =
            self.points.before(self.text, offset) - self.points.before(self.text, start) + 1;
        Position { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_and_positions_count_characters() {
        let text = "一、总体要求\n（一）".repeat(100);
        let index = CodePoints::new(&text);
        for (n, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(index.before(&text, offset), n);
        }
        assert_eq!(index.before(&text, text.len()), text.chars().count());
        let second = text.find('（').expect("the text has a bracket");
        let positions = Positions::new(&text);
        assert_eq!(positions.of(second), Position { line: 2, column: 1 });
        assert_eq!(positions.of(0), Position { line: 1, column: 1 });
        assert_eq!(positions.of(text.len()), Position { line: 101, column: 4 });
    }
}
