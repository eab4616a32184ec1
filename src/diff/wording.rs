//! The words of an item: without its responsibility clauses, which are compared as duties, and in
//! pieces compared with another version.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::parse::normal;

/// How many words or characters of both sides together are compared one by one; longer texts are
/// compared by sentences.
const LONGEST: usize = 4000;

/// Fewer equal characters than this between two changes become part of one change.
const SHORTEST_EQUAL: usize = 3;

/// The maximum length of a label or verb that belongs to a name, in characters.
const LONGEST_CUE: usize = 30;

/// A piece of a text that is compared with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that both have.
    Both(String),
    /// Text of the first, and what the second has in its place.
    Changed(String, String),
}

/// The characters of `text` in normal form, without any white space, which different copies of a
/// text share.
pub(super) fn plain(text: &str) -> String {
    let lines: String = text.lines().map(normal).collect();
    lines.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Marks around the names in clauses, which occur in no text.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// Puts marks around the names in a text. `names` are offsets in characters, and `start` is the
/// offset of the beginning of the text.
pub(super) fn marked(text: &str, start: usize, names: &[Range<usize>]) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut names = names.iter().peekable();
    let mut is_open = false;
    for (at, c) in (start..).zip(text.chars().chain([' '])) {
        if is_open && names.next_if(|name| name.end <= at).is_some() {
            marked.push(CLOSE);
            is_open = false;
        }
        if !is_open && names.peek().is_some_and(|name| name.start <= at && at < name.end) {
            marked.push(OPEN);
            is_open = true;
        }
        if c != OPEN && c != CLOSE {
            marked.push(c);
        }
    }
    marked
}

/// Removes marked names and the labels around them: `…培训。（责任单位：县司法局、各有关部门）`
/// becomes `…培训。`.
pub(super) fn without_clauses(text: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(open) = find(text, at, OPEN) {
        let Some(mut end) = find(text, open, CLOSE) else { break };
        // The names of a clause follow one another.
        while let Some((next, close)) =
            find(text, end, OPEN).and_then(|next| Some((next, find(text, next, CLOSE)?)))
        {
            if !text.get(end..next).is_some_and(is_between) {
                break;
            }
            end = close;
        }
        rest.push_str(text.get(at..label_start(text, at, open)).unwrap_or_default());
        at = clause_end(text, end + CLOSE.len_utf8());
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    rest.retain(|c| c != OPEN && c != CLOSE);
    rest
}

fn find(text: &str, from: usize, c: char) -> Option<usize> {
    text.get(from..)?.find(c).map(|at| from + at)
}

/// Where the label before a name begins, bracket included.
fn label_start(text: &str, from: usize, name: usize) -> usize {
    let before = text.get(from..name).unwrap_or_default();
    let cut = before
        .char_indices()
        .rev()
        .take(LONGEST_CUE)
        .find(|(_, c)| matches!(c, '。' | '；' | '（' | '〔' | '！' | '”'));
    let Some((at, c)) = cut else {
        return if before.chars().count() < LONGEST_CUE { from } else { name };
    };
    let label = before.get(at + c.len_utf8()..).unwrap_or_default();
    let is_label = label.is_empty() || label.ends_with('：');
    match (is_label, matches!(c, '（' | '〔')) {
        (true, true) => from + at,
        (true, false) => from + at + c.len_utf8(),
        (false, _) => name,
    }
}

/// Whether a text can come between two names of a clause: separators, labels, verbs.
fn is_between(gap: &str) -> bool {
    gap.chars().count() < LONGEST_CUE && !gap.contains('。')
}

/// Where the text that belongs to the last name of a clause ends: 负责, 等部门, the bracket, the
/// stop.
fn clause_end(text: &str, from: usize) -> usize {
    let tail = text.get(from..).unwrap_or_default();
    // `县司法局：落实经费` opens an item.
    if tail.starts_with('：') {
        return from;
    }
    let end = tail
        .char_indices()
        .take(LONGEST_CUE)
        .find(|(_, c)| matches!(c, '）' | '〕' | '。' | '；' | '\n'));
    let Some((at, c)) = end else {
        return if tail.chars().count() < LONGEST_CUE { text.len() } else { from };
    };
    let end = from + at + c.len_utf8();
    let closes =
        matches!(c, '）' | '〕') && text.get(end..).is_some_and(|rest| rest.starts_with('。'));
    if closes { end + '。'.len_utf8() } else { end }
}

/// Compares two texts: by sentences, and sentences that differ by words (of Latin letters and
/// digits) and single characters.
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let [a, b] =
        [before, after].map(|text| text.split_inclusive(['。', '；', '：']).collect::<Vec<_>>());
    if a.len() + b.len() > LONGEST {
        return vec![Piece::Changed(before.to_owned(), after.to_owned())];
    }
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (_, old, new) = op.as_tag_tuple();
        let [old, new] =
            [a.get(old), b.get(new)].map(|sentences| sentences.unwrap_or_default().concat());
        match op {
            DiffOp::Equal { .. } => push(&mut pieces, Piece::Both(old)),
            _ => within(&mut pieces, &old, &new),
        }
    }
    smooth(pieces)
}

/// Compares two runs of sentences word by word.
fn within(pieces: &mut Vec<Piece>, old: &str, new: &str) {
    let [a, b] = [old, new].map(words);
    if a.len() + b.len() > LONGEST {
        return push(pieces, Piece::Changed(old.to_owned(), new.to_owned()));
    }
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (_, old, new) = op.as_tag_tuple();
        let [old, new] = [a.get(old), b.get(new)].map(|words| words.unwrap_or_default().concat());
        push(
            pieces,
            if matches!(op, DiffOp::Equal { .. }) {
                Piece::Both(old)
            } else {
                Piece::Changed(old, new)
            },
        );
    }
}

/// Appends a piece, joining it to the last one of the same kind.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (Some(Piece::Both(text)), Piece::Both(more)) => text.push_str(&more),
        (Some(Piece::Changed(old, new)), Piece::Changed(old_more, new_more)) => {
            old.push_str(&old_more);
            new.push_str(&new_more);
        }
        (_, piece) => pieces.push(piece),
    }
}

/// Splits a text into numbers, Latin words, and other characters one by one.
fn words(text: &str) -> Vec<&str> {
    let is_whole = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '%';
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = match is_whole(first) {
            true => rest.find(|c| !is_whole(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, tail) = rest.split_at_checked(len).unwrap_or((rest, ""));
        words.push(word);
        rest = tail;
    }
    words
}

/// Merges two changes that have only a few characters between them, which are equal by chance.
fn smooth(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut smooth: Vec<Piece> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let is_inside =
            matches!(smooth.last(), Some(Piece::Changed(..))) && pieces.peek().is_some();
        match piece {
            Piece::Both(text) if is_inside && text.chars().count() < SHORTEST_EQUAL => {
                push(&mut smooth, Piece::Changed(text.clone(), text));
            }
            piece => push(&mut smooth, piece),
        }
    }
    smooth
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_no_words_of_a_task() {
        for (text, expected) in [
            ("加强学习。认真培训。（责任单位：<县司法局>、<各有关部门>）", "加强学习。认真培训。"),
            ("加强学习。认真培训。责任单位：<县司法局>，<各有关部门>。", "加强学习。认真培训。"),
            ("学习。培训。（<县司法局>牵头，<县财政局>等按职责分工负责）", "学习。培训。"),
            ("学习。〔牵头：<甲局>；协同：<乙局>、<丙局>〕宣传。（<丁局>负责）", "学习。宣传。"),
            ("推动县法院工作。责任单位：<县法院>、<县检察院>、", "推动县法院工作。"),
            ("<县司法局>：落实经费", "：落实经费"),
            ("学习。", "学习。"),
        ] {
            let text = text.replace('<', &OPEN.to_string()).replace('>', &CLOSE.to_string());
            assert_eq!(without_clauses(&text), expected, "{text}");
        }
        assert_eq!(
            marked("责任：甲局、乙局", 10, &[13..15, 16..18]),
            "责任：\u{e000}甲局\u{e001}、\u{e000}乙局\u{e001} "
        );
    }

    #[test]
    fn texts_differ_in_pieces() {
        let both = |text: &str| Piece::Both(text.to_owned());
        let changed = |old: &str, new: &str| Piece::Changed(old.to_owned(), new.to_owned());
        assert_eq!(
            pieces("2023年年底前建成。", "2024年年底前建成。"),
            [changed("2023", "2024"), both("年年底前建成。")]
        );
        assert_eq!(
            pieces("加强学习。认真培训。", "加强学习。"),
            [both("加强学习。"), changed("认真培训。", "")]
        );
        assert_eq!(pieces("甲的乙", "丙的丁"), [changed("甲的乙", "丙的丁")]);
        assert_eq!(pieces("同一", "同一"), [both("同一")]);
        let long = "字".repeat(LONGEST);
        assert_eq!(pieces(&long, "字").len(), 1);
    }
}
