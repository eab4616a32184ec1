//! Text on drawings: wrapped by the width of Han characters, and escaped.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Punctuation that must not begin a line.
const CLOSING: &str = "，。、；：！？）〕】》〉”’％…,.;:!?)]%";
/// Punctuation that must not end a line.
const OPENING: &str = "（〔【《〈“‘([";

/// Returns the width of `text` in columns, two for a Han character; curly quotes are wide too, as
/// in Chinese fonts.
pub(super) fn width(text: &str) -> usize {
    text.width_cjk()
}

/// Wraps `text` into lines of at most `columns` (one closing mark may hang over), and ends the last
/// of `max_lines` with `…` if text is cut off.
pub(super) fn wrap(text: &str, columns: usize, max_lines: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let line = lines.last_mut().expect("there is always a line");
        let needed = width(piece.strip_suffix(|c| CLOSING.contains(c)).unwrap_or(&piece));
        if !line.is_empty() && width(line) + needed > columns {
            lines.push(piece.trim_start().to_owned());
        } else {
            line.push_str(&piece);
        }
    }
    if lines.len() > max_lines {
        lines.truncate(max_lines);
        let last = lines.last_mut().expect("at least one line is kept");
        *last = cut(last, columns);
    }
    lines
}

/// Shortens `text` to at most `columns`, with `…` for what is left out.
pub(super) fn shorten(text: &str, columns: usize) -> String {
    if width(text) <= columns { text.to_owned() } else { cut(text, columns) }
}

/// Returns the beginning of `text`, followed by `…`, within `columns`.
fn cut(text: &str, columns: usize) -> String {
    let mut kept = String::new();
    let mut taken = 2;
    for c in text.chars() {
        taken += c.width_cjk().unwrap_or_default();
        if taken > columns {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// Splits `text` where a line may break: around Han characters, but not inside words and numbers,
/// between a number and its unit, before closing or after opening punctuation.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        let glued = CLOSING.contains(c)
            || OPENING.contains(before)
            || (is_word(before) && is_word(c))
            || (before.is_ascii_digit() && !c.is_ascii());
        match pieces.last_mut() {
            Some(last) if glued => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        before = c;
    }
    pieces
}

/// Whether `c` is part of a Latin word or a number.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '%' | '/')
}

/// Returns a quoted DOT string.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Returns a quoted DOT label with left-aligned lines.
pub(super) fn quoted_left(lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| escaped(line) + "\\l").collect();
    format!("\"{lines}\"")
}

/// Returns a quoted DOT label with centred lines.
pub(super) fn quoted_middle(lines: &[String]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| escaped(line)).collect();
    format!("\"{}\"", lines.join("\\n"))
}

/// Escapes `text` for a quoted DOT string.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Returns the IRI as a link, if a browser can follow it.
pub(super) fn link(iri: &str) -> Option<&str> {
    (iri.starts_with("https://") || iri.starts_with("http://")).then_some(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_han_characters() {
        let lines = wrap("坚持以习近平法治思想为推进法治政府建设的根本遵循和行动指南", 24, 3);
        assert_eq!(lines, ["坚持以习近平法治思想为推", "进法治政府建设的根本遵循", "和行动指南"]);
    }

    #[test]
    fn marks_and_figures_stay_where_they_belong() {
        assert_eq!(wrap("健全体系，推动发展", 8, 3), ["健全体系，", "推动发展"]);
        assert_eq!(wrap("推进“放管服”改革", 6, 9), ["推进", "“放管", "服”改", "革"]);
        assert_eq!(wrap("每年不少于60学时", 12, 2), ["每年不少于", "60学时"]);
    }

    #[test]
    fn what_is_cut_ends_with_an_ellipsis() {
        assert_eq!(wrap("深入推进服务型行政执法", 8, 2), ["深入推进", "服务型…"]);
        assert_eq!(shorten("县司法局", 8), "县司法局");
        assert_eq!(shorten("县司法局", 7), "县司…");
    }

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted("推进\"放管服\"\\改革"), r#""推进\"放管服\"\\改革""#);
        assert_eq!(quoted_left(&["“一\"".into(), "二\\".into()]), r#""“一\"\l二\\\l""#);
        assert_eq!(link("javascript:alert(1)"), None);
    }
}
