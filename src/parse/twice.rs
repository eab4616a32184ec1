//! Articles that a crawler wrote twice in a row, of which the second copy is left out.
//!
//! In: `各乡镇：…。滑县人民政府2024年3月5日各乡镇：…。滑县人民政府2024年3月5日`. Out: where the
//! second 各乡镇 begins. A short head that was written once may stand before the copies.

use memchr::memmem::Finder;

use super::text::Text;
use crate::context;
use crate::diagnostic::{Code, Severity};
use crate::message;
use crate::span::Span;

/// A shorter text is never taken for a copy, in characters without white space.
const SHORTEST: usize = 100;
/// How many characters of its end are looked for before it.
const END: usize = 24;
/// How many places where they occur are compared.
const MOST: usize = 64;

/// The source without second copies.
pub(super) fn first_copy(source: &str) -> &str {
    let mut first = source.trim_end();
    let mut again = false;
    while let Some(at) = second_copy(first) {
        (first, again) = (first.get(..at).unwrap_or_default().trim_end(), true);
    }
    if again { first } else { source }
}

/// Remarks that the rest of a source repeats the part that was read.
pub(super) fn remark(text: &mut Text, first: &str, source: &str) {
    if first.len() < source.len() {
        let rest = Span::new(first.len(), source.len());
        text.remark(Severity::Note, Code::CopyLeftOut, rest, message!("note-copy"));
    }
}

/// Where the second of two copies begins with which a source ends. What precedes them is no
/// longer than a copy.
fn second_copy(source: &str) -> Option<usize> {
    let end = source.split_whitespace().next_back()?;
    let from = end.char_indices().rev().nth(END).map_or(0, |(at, _)| at);
    let end = end.get(from..).filter(|end| end.chars().nth(1).is_some())?;
    // Each copy is at least a third of the source, whatever its white space.
    let half = source.get(..source.len() - end.len())?;
    let end = Finder::new(end);
    let places = end.find_iter(half.as_bytes()).map(|at| at + end.needle().len());
    places.filter(|at| *at > source.len() / 4).take(MOST).find(|at| {
        let (before, copy) = source.split_at(*at);
        let mut letters = letters(before).rev();
        let is_same = self::letters(copy).rev().all(|c| letters.next() == Some(c));
        is_same && {
            let n = self::letters(copy).count();
            n >= SHORTEST && letters.count() <= n && begins_once(copy)
        }
    })
}

/// Whether the beginning of a text is not repeated in it, as that of a filler is.
fn begins_once(text: &str) -> bool {
    let text = text.trim_start();
    let begins = Finder::new(context::first_chars(text, END));
    begins.find_iter(text.as_bytes()).nth(1).is_none()
}

/// The characters of a text without white space.
fn letters(text: &str) -> impl DoubleEndedIterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_that_stands_twice_is_read_once() {
        let article =
            format!("各乡镇：{}\n一、任务。县司法局负责。\n3月5日", "要节水。".repeat(30));
        let (other, spaced) = (article.replace("司法", "公安"), article.replace('\n', " "));
        for (source, first) in [
            (format!("{article}\n{article}\n"), article.as_str()),
            (format!("{article}{spaced}"), &article),
            (format!("{article}\n{article}\n{article}"), &article),
            (format!("标题：节水\n{article}\n{article}"), &format!("标题：节水\n{article}")),
            (format!("{article}\n{other}"), &format!("{article}\n{other}")),
            (format!("{article}{article}附件"), &format!("{article}{article}附件")),
            ("要节水。".repeat(90), &"要节水。".repeat(90)),
            ("县司法局\n县司法局\n".to_owned(), "县司法局\n县司法局\n"),
        ] {
            assert_eq!(first_copy(&source), first);
        }
    }
}
