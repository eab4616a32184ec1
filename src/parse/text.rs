//! A text in normal form whose every character leads back to the bytes that it was made from.

use std::ops::Range;

use super::line::Line;
use super::script;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::Message;
use crate::span::Span;

/// A normalised text and the way back to its source.
///
/// Offsets into [`Text::as_str`] are called *normal* offsets; [`Text::span`] turns them into a
/// [`Span`] of the source. What is matched is in simplified characters, what is quoted
/// ([`Text::as_written`]) in those of the source. Paragraphs are separated by `\n`; within one
/// there is no line break, and white space only between Latin words.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// What was appended so far.
    body: Line,
    /// The same in the characters of the source, byte for byte as long, where these are
    /// traditional.
    written: Option<String>,
    /// What was made of tables, in order.
    tables: Vec<Range<usize>>,
    /// Where paragraphs begin that belong to no item before them, in order.
    apart: Vec<usize>,
    /// What was left out, or cannot be told.
    remarks: Vec<Diagnostic>,
}

impl Text {
    /// The normalised text.
    pub fn as_str(&self) -> &str {
        &self.body.text
    }

    /// The normalised text in the characters of the source.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.body.text)
    }

    /// `found`, which was read at `range`, in the characters of the source; as it is when it does
    /// not stand there.
    pub fn as_written(&self, range: Range<usize>, found: &str) -> String {
        let (normal, written) =
            (self.get(range.clone()), self.written().get(range).unwrap_or_default());
        let at = self.written.as_ref().and_then(|_| normal.find(found));
        at.and_then(|at| written.get(at..at + found.len())).unwrap_or(found).to_owned()
    }

    /// Turns traditional characters into simplified ones, which is what the rules are written in.
    pub(super) fn simplify(&mut self) {
        if script::is_traditional(&self.body.text) {
            let simplified = script::simplified(&self.body.text);
            self.written = Some(std::mem::replace(&mut self.body.text, simplified));
        }
    }

    /// The piece of the normalised text at `range`, empty when the range does not fit.
    pub fn get(&self, range: Range<usize>) -> &str {
        self.body.text.get(range).unwrap_or_default()
    }

    /// Appends a line.
    pub(super) fn append(&mut self, line: &Line) {
        self.body.append(line);
    }

    /// Appends `run` as it stands at byte `source` of the source.
    pub(super) fn copy(&mut self, run: &str, source: usize) {
        self.body.copy(run, source);
    }

    /// Appends `c` in place of the `len` bytes at `source`.
    pub(super) fn replace(&mut self, c: char, source: usize, len: usize) {
        self.body.replace(c, source, len);
    }

    /// Appends what the source does not have, at byte `source` of it.
    pub(super) fn insert(&mut self, added: &str, source: usize) {
        added.chars().for_each(|c| self.replace(c, source, 0));
    }

    /// Notes that what was appended from the normal offset `start` on was made of a table.
    pub(super) fn mark_table(&mut self, start: usize) {
        self.tables.push(start..self.body.text.len());
    }

    /// Whether the character at the normal offset was made of a table.
    pub(super) fn is_of_table(&self, offset: usize) -> bool {
        let n = self.tables.partition_point(|table| table.start <= offset);
        n.checked_sub(1).and_then(|n| self.tables.get(n)).is_some_and(|table| offset < table.end)
    }

    /// Notes that what is appended next belongs to no item before it.
    pub(super) fn mark_apart(&mut self) {
        self.apart.push(self.body.text.len());
    }

    /// Notes that the paragraph at the normal offset belongs to no item before it.
    pub(super) fn set_apart(&mut self, offset: usize) {
        let n = self.apart.partition_point(|one| *one < offset);
        if self.apart.get(n) != Some(&offset) {
            self.apart.insert(n, offset);
        }
    }

    /// Whether the text so far ends with what was made of a table.
    pub(super) fn ends_in_table(&self) -> bool {
        self.tables.last().is_some_and(|table| table.end == self.body.text.len())
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
        let start = self.body.source(range.start);
        if range.end <= range.start {
            return Span::new(start, start);
        }
        Span::new(start, self.body.source_end(range.end).max(start))
    }

    /// Where within `range` the source has a blank that the normal text has not, before a character
    /// other than the first.
    pub(super) fn blanks(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        self.body.blanks(range)
    }
}
