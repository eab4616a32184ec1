//! Clauses and headings in a copy on one line: what a page sets in paragraphs of their own.

use super::super::letterhead::Block;
use super::super::numbering;
use super::super::text::Text;
use crate::characters::signs;
use crate::clause::labels;
use crate::lexicon::headings;

/// A heading is not longer than this, in characters.
const HEADING: usize = 60;
/// A copy sets blanks between paragraphs where at least so many follow a stop.
const SYSTEMATIC: usize = 4;

/// Cuts a block before labels, `…。责任单位：县司法局`, and where a blank parts paragraphs.
pub(super) fn cut(text: &Text, block: Block, lines: &mut Vec<Block>) {
    let whole = text.get(block.clone());
    let mut cuts = vec![0, whole.len()];
    let mut stops = whole.match_indices('。').map(|(at, stop)| at + stop.len()).peekable();
    for label in labels(whole).filter(|label| is_free(whole, label.start)) {
        // The names end with their sentence.
        while stops.next_if(|stop| *stop <= label.end).is_some() {}
        cuts.extend(std::iter::once(label.start).chain(stops.peek().copied()));
    }
    cuts.extend(gaps(text, &block));
    cuts.extend(known_headings(whole));
    cuts.sort_unstable();
    cuts.dedup();
    lines.extend(cuts.windows(2).map(|pair| block.start + pair[0]..block.start + pair[1]));
}

/// Whether a label at `at` begins a paragraph, and not a part of a clause in brackets.
fn is_free(whole: &str, at: usize) -> bool {
    let before = whole.get(..at).and_then(|before| before.chars().next_back());
    before.is_some_and(|c| c.is_alphabetic() || matches!(c, '。' | '”' | '》' | '）'))
}

/// Where blanks end headings, in a copy that sets them between paragraphs.
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
            } else if before.is_some_and(is_han) && is_han(c) {
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

/// Whether a text goes on for longer than the rest of a heading that a page break cut.
fn is_prose(rest: &str) -> bool {
    /// The rest of a heading is not longer than this, in characters.
    const REST: usize = 20;
    rest.chars().take(REST).all(|c| !matches!(c, '（' | '。' | '；' | '：'))
        && rest.chars().nth(REST).is_some()
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_heading(text: &str) -> bool {
    text.chars().nth(HEADING).is_none()
        && !text.contains(['。', '；', '：'])
        && numbering::leading(text).is_some()
}

/// Where headings end that every document may have: `一、总体要求|以习近平…`.
fn known_headings(whole: &str) -> Vec<usize> {
    let marks = signs(whole).filter(|(_, c)| matches!(c, '、' | '）'));
    marks.filter_map(|(at, mark)| known_heading(whole, at + mark.len_utf8())).collect()
}

/// Where a heading of the table ends whose number ends at `at`.
fn known_heading(whole: &str, at: usize) -> Option<usize> {
    /// A number is not longer than this, in characters.
    const NUMBER: usize = 6;
    // Few marks have such a heading behind them.
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
