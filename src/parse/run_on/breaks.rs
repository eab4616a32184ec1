//! Headings that only a space parts from the text below them, in copies that have a space for each
//! line break: `一、坚决纠正乱收费问题 严禁搭车收费。`

use super::super::letterhead::Block;
use super::super::numbering;
use super::super::text::Text;
use super::cut_at;
use crate::affix::AnyOf;
use crate::characters::is_common_han;
use crate::clause::names_a_unit;
use crate::context;

/// The maximum length of a heading with its number, in characters.
const HEADING: usize = 60;
/// The minimum length of a heading, and of the sentence below it, in characters.
const LEAST: usize = 4;
/// Where so many spaces end paragraphs, a few others may stand anywhere.
const SYSTEMATIC: usize = 4;

/// What the spaces of a text tell.
#[derive(Default)]
struct Spaces {
    /// Where they end headings, each with whether a long sentence follows.
    headings: Vec<(usize, bool)>,
    /// How many stand behind stops or before numbers.
    n_breaks: usize,
    /// How many stand anywhere else between Chinese characters.
    n_within: usize,
}

/// Splits blocks where a space ends a heading.
pub(super) fn cut(text: &Text, blocks: Vec<Block>) -> Vec<Block> {
    let mut spaces = Spaces::default();
    let mut has_items = false;
    for block in blocks.iter().filter(|block| !text.is_of_table(block.start)) {
        let whole = text.get(block.clone());
        // Letterheads and the furniture of pages have no sentences.
        if !whole.contains('。') {
            continue;
        }
        let is_item = has_items || numbering::leading(whole).is_some();
        let from = if is_item { Some(0) } else { whole.find("一、") };
        has_items |= from.is_some();
        if let Some(from) = from {
            spaces.count(text, block, block.start + from);
        }
    }
    let cuts = spaces.ends_of_headings();
    if cuts.is_empty() {
        return blocks;
    }
    let mut lines = Vec::with_capacity(blocks.len() + cuts.len());
    let mut cuts = cuts.into_iter().peekable();
    for block in blocks {
        let own = std::iter::from_fn(|| cuts.next_if(|at| *at < block.end));
        let own = own.map(|at| at - block.start).collect();
        cut_at(&block, own, &mut lines);
    }
    lines
}

impl Spaces {
    /// Counts the spaces of a block from an offset on.
    fn count(&mut self, text: &Text, block: &Block, from: usize) {
        for at in text.blanks(block.clone()).filter(|at| *at > from) {
            let (head, rest) = (text.get(block.start..at), text.get(at..block.end));
            let before = head.chars().next_back();
            if before.is_some_and(is_stop) || numbering::leading(rest).is_some() {
                self.n_breaks += 1;
            } else if before.is_some_and(is_common_han) && rest.starts_with(is_common_han) {
                match heading(head) {
                    Some("") => {}
                    Some(heading) if is_heading(heading) && is_sentence(rest) => {
                        self.headings.push((at, is_long(rest)))
                    }
                    _ => self.n_within += 1,
                }
            }
        }
    }

    fn ends_of_headings(self) -> Vec<usize> {
        let are_all = self.n_within == 0 && (self.headings.len() > 1 || self.n_breaks > 1);
        let are_most = self.n_breaks >= SYSTEMATIC && self.n_within <= self.n_breaks;
        let headings = self.headings.into_iter();
        headings.filter(|(_, is_long)| are_all || are_most && *is_long).map(|(at, _)| at).collect()
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '）' | '〕' | '：' | '；')
}

/// What stands behind the last number in a text, if that begins behind a stop or a heading.
fn heading(head: &str) -> Option<&str> {
    let reach = context::last_chars(head, head.len(), HEADING + 1);
    let begins = |at: usize, c: char| match context::previous(reach, at) {
        Some(before) => is_stop(before) || c == '（' && is_common_han(before) && before != '第',
        None => reach.len() == head.len(),
    };
    let starts = reach.char_indices().rev().filter(|(at, c)| *c != '）' && begins(*at, *c));
    let mut numbers = starts.filter_map(|(at, _)| {
        let text = reach.get(at..)?;
        Some(text.get(numbering::leading(text)?.len..).unwrap_or_default())
    });
    numbers.next()
}

fn is_heading(text: &str) -> bool {
    text.chars().nth(LEAST - 1).is_some()
        && !text.contains(['。', '；', '：', '）'])
        && !names_a_unit(text)
}

/// Whether a text begins with a sentence that is whole without what stands before it:
/// `副县长李建国 负责…` is not.
fn is_sentence(rest: &str) -> bool {
    if rest.starts_with_any(&["负责", "具体负责"]) {
        return false;
    }
    let end = rest.find(['。', '；', '：', '（']).unwrap_or(rest.len());
    let (sentence, stop) = rest.split_at_checked(end).unwrap_or((rest, ""));
    sentence.chars().nth(LEAST - 1).is_some() && (stop.starts_with('。') || sentence.contains('，'))
}

/// Whether the text goes on for longer than the rest of a heading would.
fn is_long(rest: &str) -> bool {
    /// The maximum length of the rest of a heading, in characters.
    const REST: usize = 20;
    let mut next = rest.chars();
    next.by_ref().take(REST).all(|c| !matches!(c, '（' | '。' | '；' | '：'))
        && next.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Source, text_of};

    #[test]
    fn a_space_may_end_a_heading() {
        for (source, expected) in [
            (
                "一、纠正收费问题 严禁搭车收费。二、纠正征迁问题 依法依规征迁，落实补偿。",
                "一、纠正收费问题|严禁搭车收费。二、纠正征迁问题|依法依规征迁，落实补偿。",
            ),
            (
                "（一）拓展工程 推进建设，改造管网。 （二）提档工程。修建公路。 （三）连绵工程。增绿。",
                "（一）拓展工程|推进建设，改造管网。（二）提档工程。修建公路。（三）连绵工程。增绿。",
            ),
            (
                "三、重点工程 （一）拓展工程 推进建设。（二）提档工程 修建公路。",
                "三、重点工程（一）拓展工程|推进建设。（二）提档工程|修建公路。",
            ),
            (
                "（一）拓展工程 推进建设。（二）提档工程 修建公路。建立 制度。",
                "（一）拓展工程推进建设。（二）提档工程修建公路。建立制度。",
            ),
            (
                "（一）县水利局 县住建局负责。（二）县公安局 县财政局负责。",
                "（一）县水利局县住建局负责。（二）县公安局县财政局负责。",
            ),
            (
                "（一）副县长李建国 负责改管，落实经费。（二）王芳同志 具体负责节水，抓好宣传。",
                "（一）副县长李建国负责改管，落实经费。（二）王芳同志具体负责节水，抓好宣传。",
            ),
            (
                "第一条 为了节水，制定本办法。第二条 适用本县。",
                "第一条为了节水，制定本办法。第二条适用本县。",
            ),
        ] {
            let text = text_of(&Source { text: source.to_owned(), ..Source::default() });
            let whole = 0..text.as_str().len();
            let blocks = cut(&text, std::iter::once(whole).collect());
            let lines: Vec<&str> = blocks.into_iter().map(|block| text.get(block)).collect();
            assert_eq!(lines.join("|"), expected, "{source}");
        }
    }
}
