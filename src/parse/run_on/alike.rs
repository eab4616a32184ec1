//! Finds titles in running text by their letters: copies change their marks, or lose characters.

use std::ops::Range;

use crate::characters::is_letter;

/// How many characters of a title a copy may lose.
const LOST: usize = 3;

/// If `text` begins with `title`, returns where it ends.
pub(super) fn prefix(text: &str, title: &str) -> Option<usize> {
    let mut letters = title.chars().filter(|c| is_letter(*c));
    let mut wanted = letters.next()?;
    for (at, c) in text.char_indices() {
        if c == wanted {
            match letters.next() {
                Some(next) => wanted = next,
                None => return Some(closed(text, at + c.len_utf8(), title)),
            }
        } else if is_letter(c) || matches!(c, '。' | '，' | '；') {
            return None;
        }
    }
    None
}

/// Extends the end of a title over its closing bracket.
fn closed(text: &str, end: usize, title: &str) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let tail = title.trim_start_matches(is_letter);
    let next = rest.chars().next().filter(|c| matches!(c, '）' | '》' | '”') && tail.contains(*c));
    end + next.map_or(0, char::len_utf8)
}

/// The letters with which a copy of a title may begin.
pub(super) fn opening(title: &str) -> impl Iterator<Item = char> {
    title.chars().filter(|c| is_letter(*c)).take(LOST + 1)
}

/// If `text` begins with `title`, some characters of which may be lost, returns where it ends.
pub(super) fn damaged_prefix(text: &str, title: &str) -> Option<usize> {
    let first = text.chars().find(|c| is_letter(*c))?;
    // This rules out most texts.
    if !opening(title).any(|letter| letter == first) {
        return None;
    }
    let letters: Vec<char> = title.chars().filter(|c| is_letter(*c)).collect();
    let (mut n, mut n_lost, mut end) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        if n == letters.len() {
            break;
        }
        if !is_letter(c) {
            continue;
        }
        let skipped =
            letters.get(n..)?.iter().take(LOST + 1 - n_lost).position(|letter| *letter == c)?;
        n_lost += skipped;
        n += skipped + 1;
        end = at + c.len_utf8();
    }
    (n == letters.len() && n > 2 * LOST).then(|| closed(text, end, title))
}

/// The places of `title` in a text.
pub(super) fn places(text: &str, title: &str) -> Vec<Range<usize>> {
    let Some(first) = title.chars().find(|c| is_letter(*c)) else { return Vec::new() };
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(first)).map(|at| from + at) {
        match text.get(at..).and_then(|rest| prefix(rest, title)) {
            Some(len) => {
                found.push(at..at + len);
                from = at + len;
            }
            None => from = at + first.len_utf8(),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_found_whatever_their_marks() {
        let title = "某县“路长制”实施方案（试行）";
        for (text, end) in [
            ("某县“路长制”实施方案（试行）为深入", "某县“路长制”实施方案（试行）".len()),
            ("某县路长制实施方案试行为深入", "某县路长制实施方案试行".len()),
        ] {
            assert_eq!(prefix(text, title), Some(end));
        }
        assert_eq!(prefix("某县路长制工作方案", title), None);
        assert_eq!(
            damaged_prefix("某路长制实施方案（试行）为", title),
            Some("某路长制实施方案（试行）".len())
        );
        assert_eq!(places("《甲办法》甲办法为", "甲办法").len(), 2);
    }
}
