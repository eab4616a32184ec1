//! Splits clauses and headings, which pages set as paragraphs, out of a copy on one line.

use super::super::letterhead::Block;
use super::super::numbering;
use super::super::text::Text;
use super::cut_at;
use crate::characters::is_common_han;
use crate::characters::signs;
use crate::clause::labels;
use crate::context;
use crate::lexicon::headings;

/// The maximum length of a heading, in characters.
const HEADING: usize = 60;
/// A copy in which spaces follow at least this many stops has them between paragraphs.
const SYSTEMATIC: usize = 4;

/// Splits a block before labels, `…。责任单位：县司法局`, and where a space separates paragraphs.
pub(super) fn cut(text: &Text, block: Block, lines: &mut Vec<Block>) {
    let whole = text.get(block.clone());
    let mut cuts = Vec::new();
    let mut stops = whole.match_indices('。').map(|(at, stop)| at + stop.len()).peekable();
    for label in labels(whole).filter(|label| is_free(whole, label.start)) {
        // The names end with their sentence.
        while stops.next_if(|stop| *stop <= label.end).is_some() {}
        cuts.extend(std::iter::once(label.start).chain(stops.peek().copied()));
    }
    cuts.extend(gaps(text, &block));
    cuts.extend(known_headings(whole));
    cut_at(&block, cuts, lines);
}

/// Whether the label at `at` begins a paragraph, rather than being part of a clause in brackets.
fn is_free(whole: &str, at: usize) -> bool {
    context::previous(whole, at)
        .is_some_and(|c| c.is_alphabetic() || matches!(c, '。' | '”' | '》' | '）'))
}

/// Where spaces end headings, in a copy that has spaces between paragraphs.
fn gaps(text: &Text, block: &Block) -> Vec<usize> {
    let whole = text.get(block.clone());
    let (mut headings, mut n_after_stop, mut n_within) = (Vec::new(), 0, 0);
    let (mut before, mut begins) = (None, 0);
    let mut blanks = text.blanks(block.clone()).map(|at| at - block.start).peekable();
    if blanks.peek().is_none() {
        return headings;
    }
    for (at, c) in whole.char_indices() {
        if blanks.next_if_eq(&at).is_some() {
            let rest = whole.get(at..).unwrap_or_default();
            if before.is_some_and(is_stop) {
                n_after_stop += 1;
            } else if is_heading(whole.get(begins..at).unwrap_or_default()) && is_prose(rest) {
                headings.push(at);
                begins = at;
            } else if before.is_some_and(is_common_han) && is_common_han(c) {
                n_within += 1;
            }
        }
        if before.is_some_and(is_stop) {
            begins = at;
        }
        before = Some(c);
    }
    if n_after_stop >= SYSTEMATIC && n_within <= n_after_stop { headings } else { Vec::new() }
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '）' | '〕' | '：' | '；')
}

/// Whether the text goes on for longer than the rest of a heading would.
fn is_prose(rest: &str) -> bool {
    /// The maximum length of the rest of a heading, in characters.
    const REST: usize = 20;
    rest.chars().take(REST).all(|c| !matches!(c, '（' | '。' | '；' | '：'))
        && rest.chars().nth(REST).is_some()
}

fn is_heading(text: &str) -> bool {
    text.chars().nth(HEADING).is_none()
        && !text.contains(['。', '；', '：'])
        && numbering::leading(text).is_some()
}

/// Where headings end that occur in any document: `一、总体要求|以习近平…`.
fn known_headings(whole: &str) -> Vec<usize> {
    let marks = signs(whole).filter(|(_, c)| matches!(c, '、' | '）'));
    marks.filter_map(|(at, mark)| known_heading(whole, at + mark.len_utf8())).collect()
}

/// Where a known heading ends, given the end `at` of its number.
fn known_heading(whole: &str, at: usize) -> Option<usize> {
    /// The maximum length of a number, in characters.
    const NUMBER: usize = 6;
    // Checked first, as few marks precede such a heading.
    let rest = whole.get(at..)?;
    let end = headings::leading(rest)?;
    let before = whole.get(..at)?;
    let mut starts = before.char_indices().rev().take(NUMBER).map(|(start, _)| start);
    starts.find(|start| {
        let number = whole.get(*start..).and_then(numbering::leading);
        let is_free =
            *start == 0 || whole.get(..*start).is_some_and(|head| head.ends_with(is_stop));
        is_free && number.is_some_and(|number| *start + number.len == at)
    })?;
    let behind = rest.get(end..)?;
    let goes_on = behind.starts_with(['和', '与', '及', '的', '、', '，', '。', '：', '（'])
        || !is_prose(behind);
    (!goes_on).then_some(at + end)
}
