//! A text in normal form whose every character leads back to the bytes that it was made from.

use std::ops::Range;

use super::script;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::Message;
use crate::span::Span;

/// A normalised text and the way back to its source.
///
/// Offsets into [`Text::as_str`] are called *normal* offsets; [`Text::span`] turns them into a [`Span`] of the source.
/// What is matched is in simplified characters, what is quoted ([`Text::as_written`]) in those of the source. Paragraphs are separated
/// by `\n`; within one there is no line break, and white space only between Latin words.
#[derive(Clone, Debug, Default)]
pub struct Text {
    normal: String,
    /// The same in the characters of the source, byte for byte as long, where these are traditional.
    written: Option<String>,
    pieces: Vec<Piece>,
    /// What was made of tables, in order.
    tables: Vec<Range<usize>>,
    /// Where paragraphs begin that belong to no item before them, in order.
    apart: Vec<usize>,
    /// What was left out, or cannot be told.
    remarks: Vec<Diagnostic>,
}

/// A stretch that was copied, or one character that replaced others.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the normal text.
    normal: usize,
    /// Where it begins in the source.
    source: usize,
    /// Its bytes in the source when it is a replacement, none when it is a copy.
    replaced: Option<usize>,
}

impl Text {
    /// The normalised text.
    pub fn as_str(&self) -> &str {
        &self.normal
    }

    /// The normalised text in the characters of the source.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.normal)
    }

    /// `found`, which was read at `range`, in the characters of the source; as it is when it does not stand there.
    pub fn as_written(&self, range: Range<usize>, found: &str) -> String {
        let (normal, written) = (self.get(range.clone()), self.written().get(range).unwrap_or_default());
        let at = self.written.as_ref().and_then(|_| normal.find(found));
        at.and_then(|at| written.get(at..at + found.len())).unwrap_or(found).to_owned()
    }

    /// Turns traditional characters into simplified ones, which is what the rules are written in.
    pub(super) fn simplify(&mut self) {
        if script::is_traditional(&self.normal) {
            let simplified = script::simplified(&self.normal);
            self.written = Some(std::mem::replace(&mut self.normal, simplified));
        }
    }

    /// The piece of the normalised text at `range`, empty when the range does not fit.
    pub fn get(&self, range: Range<usize>) -> &str {
        self.normal.get(range).unwrap_or_default()
    }

    /// Appends `run` as it stands at byte `source` of the source.
    pub(super) fn copy(&mut self, run: &str, source: usize) {
        let follows = self.pieces.last().is_some_and(|piece| {
            piece.replaced.is_none() && piece.source + (self.normal.len() - piece.normal) == source
        });
        if !follows {
            self.pieces.push(Piece { normal: self.normal.len(), source, replaced: None });
        }
        self.normal.push_str(run);
    }

    /// Appends `c` in place of the `len` bytes at `source`.
    pub(super) fn replace(&mut self, c: char, source: usize, len: usize) {
        self.pieces.push(Piece { normal: self.normal.len(), source, replaced: Some(len) });
        self.normal.push(c);
    }

    /// Appends what the source does not have, at byte `source` of it.
    pub(super) fn insert(&mut self, added: &str, source: usize) {
        added.chars().for_each(|c| self.replace(c, source, 0));
    }

    /// Notes that what was appended from the normal offset `start` on was made of a table.
    pub(super) fn mark_table(&mut self, start: usize) {
        self.tables.push(start..self.normal.len());
    }

    /// Whether the character at the normal offset was made of a table.
    pub(super) fn is_of_table(&self, offset: usize) -> bool {
        let n = self.tables.partition_point(|table| table.start <= offset);
        n.checked_sub(1).and_then(|n| self.tables.get(n)).is_some_and(|table| offset < table.end)
    }

    /// Notes that what is appended next belongs to no item before it.
    pub(super) fn mark_apart(&mut self) {
        self.apart.push(self.normal.len());
    }

    /// Whether the paragraph at the normal offset belongs to no item before it.
    pub(super) fn is_apart(&self, offset: usize) -> bool {
        self.apart.binary_search(&offset).is_ok()
    }

    /// Tells what was left out, or cannot be told, at a place of the source.
    pub(super) fn remark(&mut self, severity: Severity, code: Code, span: Span, message: Message) {
        self.remarks.push(Diagnostic { severity, code, span, message });
    }

    /// What was left out, or cannot be told.
    pub(super) fn remarks(&self) -> &[Diagnostic] {
        &self.remarks
    }

    /// The bytes of the source from the first to the last character of `range`.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source(range.start);
        if range.end <= range.start {
            return Span::new(start, start);
        }
        let last = self.piece(range.end - 1);
        let end = last.source + last.replaced.unwrap_or(range.end - last.normal);
        Span::new(start, end.max(start))
    }

    /// Whether the source has something before the character at the normal offset that the normal text has not: a blank.
    fn follows_blank(&self, offset: usize) -> bool {
        let before = self.get(0..offset).chars().next_back().map_or(0, char::len_utf8);
        before > 0 && self.span(offset - before..offset).end < self.source(offset)
    }

    /// Where within `range` the source has a blank that the normal text has not, before a character other than the first.
    pub(super) fn blanks(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        // Only where pieces meet can the source have more.
        let first = self.pieces.partition_point(|piece| piece.normal <= range.start);
        let pieces = self.pieces.iter().skip(first).map(|piece| piece.normal);
        pieces.take_while(move |at| *at < range.end).filter(|at| self.follows_blank(*at))
    }

    /// The byte of the source at which the character at the normal offset begins.
    fn source(&self, offset: usize) -> usize {
        let piece = self.piece(offset);
        piece.source + if piece.replaced.is_none() { offset - piece.normal } else { 0 }
    }

    fn piece(&self, offset: usize) -> Piece {
        let n = self.pieces.partition_point(|piece| piece.normal <= offset);
        let none = Piece { normal: 0, source: 0, replaced: None };
        self.pieces.get(n.saturating_sub(1)).copied().unwrap_or(none)
    }
}
