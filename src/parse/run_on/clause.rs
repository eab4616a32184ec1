//! Clauses and headings in a copy on one line: what a page sets in paragraphs of their own.

use super::super::letterhead::Block;
use super::super::numbering;
use super::super::text::Text;
use crate::extract;
use crate::lexicon::headings;

/// A heading is not longer than this, in characters.
const HEADING: usize = 60;
/// A copy sets blanks between paragraphs where at least so many follow a stop.
const SYSTEMATIC: usize = 4;

/// Cuts a block before labels, `…。责任单位：县司法局`, and where a blank parts paragraphs.
pub(super) fn cut(text: &Text, block: Block, lines: &mut Vec<Block>) {
    let whole = text.get(block.clone());
    let mut cuts = vec![0, whole.len()];
    cuts.extend(extract::labels(whole).map(|label| label.start).filter(|at| is_free(whole, *at)));
    cuts.extend(gaps(text, &block));
    cuts.extend(known_headings(whole));
    cuts.sort_unstable();
    cuts.dedup();
    lines.extend(cuts.windows(2).map(|pair| block.start + pair[0]..block.start + pair[1]));
}

/// Whether a label at `at` begins a paragraph, and not a part of a clause in brackets.
fn is_free(whole: &str, at: usize) -> bool {
    let before = whole.get(..at).and_then(|before| before.chars().next_back());
    before.is_some_and(|c| c.is_alphabetic() || matches!(c, '。' | '”'))
}

/// Where blanks part paragraphs: behind stops, and behind headings that have none.
fn gaps(text: &Text, block: &Block) -> Vec<usize> {
    let whole = text.get(block.clone());
    let (mut after_stop, mut headed, mut within) = (Vec::new(), Vec::new(), 0);
    let (mut before, mut begins) = (None, 0);
    for (at, c) in whole.char_indices() {
        if at > 0 && text.follows_blank(block.start + at) {
            let heading = whole.get(begins..at).unwrap_or_default();
            if matches!(before, Some('。' | '）' | '〕')) {
                after_stop.push(at);
            } else if is_heading(heading) && c.is_alphabetic() {
                headed.push(at);
                begins = at;
            } else if before.is_some_and(is_han) && is_han(c) {
                within += 1;
            }
        }
        if matches!(before, Some('。' | '）' | '〕' | '：' | '；')) && may_number(c) {
            begins = at;
        }
        before = Some(c);
    }
    let systematic = after_stop.len() >= SYSTEMATIC && within <= after_stop.len();
    if systematic { after_stop.into_iter().chain(headed).collect() } else { Vec::new() }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn may_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '（' | '第' | '一'..='十') || is_han(c)
}

fn is_heading(text: &str) -> bool {
    text.chars().nth(HEADING).is_none() && !text.contains(['。', '；', '：']) && numbering::leading(text).is_some()
}

/// Where headings end that every document may have: `一、总体要求|以习近平…`.
fn known_headings(whole: &str) -> Vec<usize> {
    let ends = whole.match_indices(['、', '）']).map(|(at, mark)| at + mark.len());
    ends.filter_map(|at| {
        let number = whole.get(..at)?.rfind(['。', '）', '〕', '：']).map_or(0, |stop| stop + '。'.len_utf8());
        let number = if whole.get(..at)?.ends_with('）') { whole.get(..at)?.rfind('（')? } else { number };
        numbering::leading(whole.get(number..)?).filter(|found| number + found.len == at)?;
        let rest = whole.get(at..)?;
        let heading = headings::leading(rest)?;
        let behind = rest.get(heading..)?.chars().next()?;
        (behind == '以' || behind == '坚' || behind == '为' || behind == '到').then_some(at + heading)
    })
    .collect()
}
