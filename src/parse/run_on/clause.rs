//! Splits clauses and headings, which pages set as paragraphs, out of a copy on one line.

use super::super::letterhead::Block;
use super::super::numbering;
use super::super::text::Text;
use super::cut_at;
use crate::characters::signs;
use crate::clause::labels;
use crate::context;
use crate::lexicon::headings;
use crate::lexicon::levels::LEVELS;

/// Splits a block before labels, `…。责任单位：县司法局`, and behind known headings.
pub(super) fn cut(text: &Text, block: Block, lines: &mut Vec<Block>) {
    let whole = text.get(block.clone());
    let mut cuts = Vec::new();
    let mut stops = whole.match_indices('。').map(|(at, stop)| at + stop.len()).peekable();
    for label in labels(whole).filter(|label| is_free(whole, label.start)) {
        // The names end with their sentence.
        while stops.next_if(|stop| *stop <= label.end).is_some() {}
        cuts.extend(std::iter::once(label.start).chain(stops.peek().copied()));
    }
    cuts.extend(known_headings(whole));
    cut_at(&block, cuts, lines);
}

/// Whether the label at `at` begins a paragraph, rather than being part of a clause in brackets.
fn is_free(whole: &str, at: usize) -> bool {
    context::previous(whole, at)
        .is_some_and(|c| c.is_alphabetic() || matches!(c, '。' | '”' | '》' | '）'))
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

/// Whether a text begins with a title that what precedes it is about: `组织实施|全县《行动方案》`.
fn is_object(text: &str) -> bool {
    /// The maximum length of the place before the title, in characters.
    const PLACE: usize = 5;
    let place = text.split_once('《').map(|(place, _)| place);
    place.is_some_and(|place| {
        place.is_empty()
            || place.chars().nth(PLACE).is_none()
                && (place.ends_with(LEVELS) || place.ends_with('国'))
    })
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
        || is_object(behind)
        || !is_prose(behind);
    (!goes_on).then_some(at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_heading_ends_where_prose_begins() {
        for (text, expected) in [
            (
                "（六）组织实施各乡镇要把这项工作摆在突出位置统筹谋划整体推进。",
                Some("（六）组织实施"),
            ),
            (
                "（六）组织实施按照《节约型机关创建行动方案》的部署要求逐项抓好落实。",
                Some("（六）组织实施"),
            ),
            ("（六）组织实施全县《节约型机关创建行动方案》并纳入年度考核统筹推进。", None),
            ("（六）组织实施《节约型机关创建行动方案》并纳入年度考核统筹推进。", None),
        ] {
            let end = known_headings(text).first().and_then(|end| text.get(..*end));
            assert_eq!(end, expected, "{text}");
        }
    }
}
