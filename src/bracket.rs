//! Brackets and what they hold.

use std::ops::Range;

/// Splits at any of `marks` outside brackets; pieces as ranges, empty ones left out.
pub(crate) fn split(text: &str, marks: &[char]) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '〔' | '《' => depth += 1,
            '）' | '〕' | '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 && marks.contains(&c) => {
                if at > start {
                    parts.push(start..at);
                }
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if text.len() > start {
        parts.push(start..text.len());
    }
    parts
}
