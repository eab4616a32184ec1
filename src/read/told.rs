//! The result of reading: the text of a document, and remarks on what was left out or repaired.
//!
//! If `县审计局` is struck out in a DOCX file, it is not in the text; a remark on its line says so.
//! The remarks become [`Facts::diagnostics`](crate::model::Facts::diagnostics).

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message;
use crate::message::Message;
use crate::span::Span;

/// The text of a document, with remarks.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) text: String,
    pub(super) notes: Vec<Diagnostic>,
}

/// Why text of a document is not in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftOut {
    Hidden,
    Struck,
}

/// The most characters quoted of text that is left out.
const QUOTED: usize = 40;

impl From<String> for Told {
    fn from(text: String) -> Self {
        Self { text, notes: Vec::new() }
    }
}

impl Told {
    /// Adds a remark that something unimportant was left out or repaired near the byte `at`.
    pub(super) fn note(&mut self, code: Code, at: usize, message: Message) {
        self.remark(Severity::Note, code, at, message);
    }

    /// Adds a remark that something may be missing near the byte `at`.
    pub(super) fn doubt(&mut self, code: Code, at: usize, message: Message) {
        self.remark(Severity::Doubt, code, at, message);
    }

    /// Adds a remark that text near the byte `at` was left out.
    pub(super) fn left_out(&mut self, why: LeftOut, at: usize, text: &str) {
        if !text.contains(char::is_alphanumeric) {
            return;
        }
        let text = shortened(text);
        match why {
            LeftOut::Hidden => {
                self.note(Code::HiddenText, at, message!("note-hidden-text", text = text))
            }
            LeftOut::Struck => {
                self.note(Code::StruckText, at, message!("note-struck-text", text = text))
            }
        }
    }

    fn remark(&mut self, severity: Severity, code: Code, at: usize, message: Message) {
        let span = line_at(&self.text, at);
        self.notes.push(Diagnostic { severity, code, span, message });
    }
}

/// Puts a text on one line and truncates it.
pub(super) fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Returns the line that contains the byte `at`, or the last non-blank one before it.
fn line_at(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or_default();
    let end = at.min(text.len()) + rest.find('\n').unwrap_or(rest.len());
    let end = text.get(..end).unwrap_or(text).trim_end().len();
    let start = text.get(..end).unwrap_or_default().rfind('\n').map_or(0, |at| at + 1);
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_stands_on_a_line_that_says_something() {
        let text = "一、学习。\n\n二、监督。\n";
        let second = text.find('二').expect("it is there");
        for (at, line) in [
            (0, "一、学习。"),
            (second - 1, "一、学习。"),
            (second + 3, "二、监督。"),
            (999, "二、监督。"),
        ] {
            assert_eq!(line_at(text, at).of(text), line, "{at}");
        }
        assert_eq!(line_at("", 3), Span::new(0, 0));
    }
}
