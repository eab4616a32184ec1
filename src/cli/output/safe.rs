//! Makes text safe for a terminal, so that it cannot move the cursor, change the title or reverse
//! the writing direction.

use std::io::{self, Write};

use zeren::message::{is_harmful, spell};

/// Which terminal escape sequences are let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colours {
    /// Colours, which zeren and clap write themselves.
    Kept,
    /// None.
    Spelled,
}

/// A writer that escapes control characters: `\x1b[2J` becomes `\u{1b}[2J`. Line breaks and tabs
/// pass.
pub(super) struct Safe<W: Write> {
    inner: W,
    colours: Colours,
    /// The incomplete last line.
    line: Vec<u8>,
}

impl<W: Write> Safe<W> {
    pub(super) fn new(inner: W, colours: Colours) -> Self {
        Self { inner, colours, line: Vec::new() }
    }
}

impl<W: Write> Write for Safe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let (lines, rest) = bytes.split_at(end);
        if !lines.is_empty() {
            self.line.extend(lines);
            self.let_out()?;
        }
        self.line.extend(rest);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.let_out()?;
        self.inner.flush()
    }
}

impl<W: Write> Safe<W> {
    fn let_out(&mut self) -> io::Result<()> {
        let lines = std::mem::take(&mut self.line);
        self.inner.write_all(safe(&String::from_utf8_lossy(&lines), self.colours).as_bytes())
    }
}

/// Escapes control characters in a text.
pub(super) fn safe(text: &str, colours: Colours) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(|c| is_harmful(c) && !matches!(c, '\n' | '\t')) {
        let (before, harmful) = rest.split_at(at);
        out.push_str(before);
        let n_kept = if colours == Colours::Kept { colour(harmful) } else { 0 };
        let n = n_kept.max(harmful.chars().next().map_or(0, char::len_utf8));
        let (first, others) = harmful.split_at(n);
        if n_kept > 0 {
            out.push_str(first)
        } else {
            spell(first, &mut out)
        }
        rest = others;
    }
    out.push_str(rest);
    out
}

/// Returns the length in bytes of the colour sequence at the start of a text: `\x1b[1;31m`.
fn colour(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\u{1b}[") else { return 0 };
    let digits = rest.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(rest.len());
    if rest.get(digits..).is_some_and(|rest| rest.starts_with('m')) { digits + 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colours_pass_and_only_where_they_may() {
        let text = "责任\x1b[1;31m红\x1b[0m\x1b[2J\x1b]0;x\x07\u{9b}2J\u{202e}a\tb\r\nc\x1b";
        let spelled = "责任\\u{1b}[1;31m红\\u{1b}[0m\\u{1b}[2J\\u{1b}]0;x\\u{7}\\u{9b}2J\\u{202e}a\tb\\r\nc\\u{1b}";
        assert_eq!(safe(text, Colours::Spelled), spelled);
        let kept =
            spelled.replacen("\\u{1b}[1;31m", "\x1b[1;31m", 1).replacen("\\u{1b}[0m", "\x1b[0m", 1);
        assert_eq!(safe(text, Colours::Kept), kept);
    }

    #[test]
    fn characters_that_are_written_in_pieces_stay_whole() {
        let mut written = Vec::new();
        let mut out = Safe::new(&mut written, Colours::Spelled);
        for byte in "县\x1b[2J\n由\u{9b}".as_bytes() {
            out.write_all(&[*byte]).expect("memory takes it");
        }
        out.flush().expect("memory takes it");
        assert_eq!(String::from_utf8(written).expect("UTF-8"), "县\\u{1b}[2J\n由\\u{9b}");
    }
}
