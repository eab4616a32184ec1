//! Normalised text that knows its place in the source: a single line before it joins a paragraph,
//! or all the text read so far.

use std::ops::Range;

/// A copied run of text, or one character that replaces others.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the normal text.
    normal: usize,
    /// Where it begins in the source.
    source: usize,
    /// Its length in the source in bytes if it is a replacement; `None` for a copy.
    replaced: Option<usize>,
}

impl Piece {
    /// The source offset of the character that begins at `offset`.
    fn source(&self, offset: usize) -> usize {
        self.source + if self.replaced.is_none() { offset - self.normal } else { 0 }
    }

    /// The source offset of the end of the character that ends at `offset`.
    fn source_end(&self, offset: usize) -> usize {
        self.source + self.replaced.unwrap_or(offset - self.normal)
    }
}

/// Normalised text in pieces that know their place in the source.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// The normalised text.
    pub(super) text: String,
    pieces: Vec<Piece>,
}

impl Line {
    /// Removes all text.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    /// Appends `run`, copied from offset `source`.
    pub(super) fn copy(&mut self, run: &str, source: usize) {
        let offset = self.text.len();
        self.push(Piece { normal: offset, source, replaced: None });
        self.text.push_str(run);
    }

    /// Appends `c` in place of the `len` bytes at `source`.
    pub(super) fn replace(&mut self, c: char, source: usize, len: usize) {
        self.push(Piece { normal: self.text.len(), source, replaced: Some(len) });
        self.text.push(c);
    }

    /// Appends the text of another line.
    pub(super) fn append(&mut self, line: &Self) {
        let offset = self.text.len();
        for piece in &line.pieces {
            self.push(Piece { normal: offset + piece.normal, ..*piece });
        }
        self.text.push_str(&line.text);
    }

    /// Appends a piece, unless it merely continues a copied run.
    fn push(&mut self, piece: Piece) {
        let goes_on = |last: &Piece| {
            let is_copy = last.replaced.is_none() && piece.replaced.is_none();
            is_copy && last.source(piece.normal) == piece.source
        };
        if !self.pieces.last().is_some_and(goes_on) {
            self.pieces.push(piece);
        }
    }

    /// The same text, its copied runs in the characters of another source that is as long.
    pub(super) fn written_in(&self, source: &str) -> String {
        let mut written = String::with_capacity(self.text.len());
        let ends = self.pieces.iter().skip(1).map(|piece| piece.normal).chain([self.text.len()]);
        for (piece, end) in self.pieces.iter().zip(ends) {
            let run = self.text.get(piece.normal..end).unwrap_or_default();
            let copied = source.get(piece.source..piece.source + run.len());
            written.push_str(copied.filter(|_| piece.replaced.is_none()).unwrap_or(run));
        }
        written
    }

    /// Removes the first character.
    pub(super) fn remove_first(&mut self) {
        let len = self.text.chars().next().map_or(0, char::len_utf8);
        let ends = self.pieces.iter().skip(1).map(|piece| piece.normal).chain([self.text.len()]);
        if ends.take(1).all(|end| end <= len) {
            self.pieces.drain(..1.min(self.pieces.len()));
        }
        for piece in &mut self.pieces {
            piece.source = piece.source(piece.normal.max(len));
            piece.normal = piece.normal.saturating_sub(len);
        }
        self.text.drain(..len);
    }

    /// Replaces each range by a character, or removes it; the ranges are in order. An empty range
    /// is one of the [`Line::blanks`], which stand in the source but not in the normal text.
    pub(super) fn rewrite(
        &mut self,
        changes: impl IntoIterator<Item = (Range<usize>, Option<char>)>,
    ) {
        let mut changes = changes.into_iter().peekable();
        if changes.peek().is_none() {
            return;
        }
        let mut written = Self::default();
        let mut from = 0;
        for (range, c) in changes {
            written.append_part(self, from..range.start);
            let (source, end) = match range.is_empty() {
                true => (self.source_end(range.start), self.source(range.start)),
                false => (self.source(range.start), self.source_end(range.end)),
            };
            if let Some(c) = c {
                written.replace(c, source, end - source);
            }
            from = range.end;
        }
        written.append_part(self, from..self.text.len());
        *self = written;
    }

    /// Appends the part of another line within `range`.
    fn append_part(&mut self, line: &Self, range: Range<usize>) {
        let first = line.pieces.partition_point(|piece| piece.normal <= range.start);
        let offset = self.text.len();
        let pieces = line.pieces.iter().skip(first.saturating_sub(1));
        for piece in pieces.take_while(|piece| piece.normal < range.end) {
            let begins = piece.normal.max(range.start);
            let normal = offset + begins - range.start;
            self.push(Piece { normal, source: piece.source(begins), ..*piece });
        }
        self.text.push_str(line.text.get(range).unwrap_or_default());
    }

    /// Where within `range` the source has spaces that are missing from the normal text, each as
    /// the offset of the next character. The very beginning of the line does not count.
    pub(super) fn blanks(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        // The source can only have more than the text between two pieces.
        let first = self.pieces.partition_point(|piece| piece.normal <= range.start);
        let pieces = self.pieces.iter().skip(first).map(|piece| piece.normal);
        let is_blank = |at: &usize| *at > 0 && self.source_end(*at) < self.source(*at);
        pieces.take_while(move |at| *at < range.end).filter(is_blank)
    }

    /// The source offset of the character at `offset`.
    pub(super) fn source(&self, offset: usize) -> usize {
        self.piece(offset).map_or(offset, |piece| piece.source(offset))
    }

    /// The source offset of the end of the character that ends at `offset`.
    pub(super) fn source_end(&self, offset: usize) -> usize {
        self.piece(offset.saturating_sub(1)).map_or(offset, |piece| piece.source_end(offset))
    }

    fn piece(&self, offset: usize) -> Option<&Piece> {
        let n = self.pieces.partition_point(|piece| piece.normal <= offset);
        self.pieces.get(n.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Line {
        let mut line = Line::default();
        line.replace('（', 0, 1);
        line.copy("县", 1);
        line.copy("局", 6);
        line
    }

    #[test]
    fn blanks_are_filled_in_place() {
        let mut line = line();
        assert_eq!(line.blanks(0..9).collect::<Vec<_>>(), [6]);
        line.rewrite([(6..6, Some('、'))]);
        assert_eq!(line.text, "（县、局");
        assert_eq!([0, 3, 6, 9].map(|at| line.source(at)), [0, 1, 4, 6]);
        assert_eq!([3, 6, 9, 12].map(|end| line.source_end(end)), [1, 4, 6, 9]);
    }

    #[test]
    fn the_first_character_goes_with_its_place() {
        let mut line = line();
        line.remove_first();
        assert_eq!((line.text.as_str(), line.source(0), line.source(3)), ("县局", 1, 6));
        line.remove_first();
        assert_eq!((line.text.as_str(), line.source(0), line.source_end(3)), ("局", 6, 9));
    }
}
