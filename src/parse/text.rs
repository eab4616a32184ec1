//! Normalised text in which every character leads back to its bytes in the source.

use std::ops::Range;

use super::line::Line;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::Message;
use crate::span::Span;

/// A normalised text that can be mapped back to its source.
///
/// Offsets into [`Text::as_str`] are called *normal* offsets; [`Text::span`] turns them into a
/// [`Span`] of the source. Rules match against simplified characters; quotations
/// ([`Text::as_written`]) keep the characters of the source. Paragraphs are separated by `\n`;
/// within a paragraph there are no line breaks, and white space only between Latin words.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The text appended so far.
    body: Line,
    /// The same text in the characters of the source, with the same offsets, if these are
    /// traditional.
    written: Option<String>,
    /// Ranges that come from tables, in order.
    tables: Vec<Range<usize>>,
    /// Offsets of paragraphs that do not belong to the item before them, in order.
    apart: Vec<usize>,
    /// What was left out or could not be decided.
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

    /// The characters of the source at `range`; empty if the range is invalid.
    pub(crate) fn written_at(&self, range: Range<usize>) -> &str {
        self.written().get(range).unwrap_or_default()
    }

    /// Returns `found`, which was read within `range`, in the characters of the source, or
    /// unchanged if it does not occur there.
    pub fn as_written(&self, range: Range<usize>, found: &str) -> String {
        let (normal, written) = (self.get(range.clone()), self.written_at(range));
        let at = self.written.as_ref().and_then(|_| normal.find(found));
        at.and_then(|at| written.get(at..at + found.len())).unwrap_or(found).to_owned()
    }

    /// Keeps the characters of `source` for quotations, if the text was read from a copy of it in
    /// other characters, of which each line is as long.
    pub(super) fn keep_written(&mut self, source: &str) {
        self.written = Some(self.body.written_in(source));
    }

    /// The normalised text at `range`; empty if the range is invalid.
    pub fn get(&self, range: Range<usize>) -> &str {
        self.body.text.get(range).unwrap_or_default()
    }

    /// Appends a line.
    pub(super) fn append(&mut self, line: &Line) {
        self.body.append(line);
    }

    /// Appends `run`, copied from offset `source`.
    pub(super) fn copy(&mut self, run: &str, source: usize) {
        self.body.copy(run, source);
    }

    /// Appends `c` in place of the `len` bytes at `source`.
    pub(super) fn replace(&mut self, c: char, source: usize, len: usize) {
        self.body.replace(c, source, len);
    }

    /// Appends text that the source does not have, at offset `source`.
    pub(super) fn insert(&mut self, added: &str, source: usize) {
        added.chars().for_each(|c| self.replace(c, source, 0));
    }

    /// Records that the text from the normal offset `start` on comes from a table.
    pub(super) fn mark_table(&mut self, start: usize) {
        self.tables.push(start..self.body.text.len());
    }

    /// Whether the character at a normal offset comes from a table.
    pub(super) fn is_of_table(&self, offset: usize) -> bool {
        let n = self.tables.partition_point(|table| table.start <= offset);
        n.checked_sub(1).and_then(|n| self.tables.get(n)).is_some_and(|table| offset < table.end)
    }

    /// Records that the next paragraph does not belong to the item before it.
    pub(super) fn mark_apart(&mut self) {
        self.apart.push(self.body.text.len());
    }

    /// Records that the paragraph at the normal offset does not belong to the item before it.
    pub(super) fn set_apart(&mut self, offset: usize) {
        let n = self.apart.partition_point(|one| *one < offset);
        if self.apart.get(n) != Some(&offset) {
            self.apart.insert(n, offset);
        }
    }

    /// Whether the text so far ends with text from a table.
    pub(super) fn ends_in_table(&self) -> bool {
        self.tables.last().is_some_and(|table| table.end == self.body.text.len())
    }

    /// Whether the paragraph at a normal offset does not belong to the item before it.
    pub(super) fn is_apart(&self, offset: usize) -> bool {
        self.apart.binary_search(&offset).is_ok()
    }

    /// Reports what was left out or could not be decided.
    pub(super) fn remark(&mut self, severity: Severity, code: Code, span: Span, message: Message) {
        self.remarks.push(Diagnostic { severity, code, span, message });
    }

    /// What was left out or could not be decided.
    pub(super) fn remarks(&self) -> &[Diagnostic] {
        &self.remarks
    }

    /// The bytes of the source that `range` stands for.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.body.source(range.start);
        if range.end <= range.start {
            return Span::new(start, start);
        }
        Span::new(start, self.body.source_end(range.end).max(start))
    }

    /// Where within `range` the source has spaces that are missing from the normal text, each as
    /// the offset of the next character.
    pub(super) fn blanks(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        self.body.blanks(range)
    }

    /// Where the source has spaces that are missing from the normal text, each as the offset of the
    /// next character, in order.
    pub(crate) fn all_blanks(&self) -> Vec<usize> {
        self.blanks(0..self.body.text.len()).collect()
    }
}
