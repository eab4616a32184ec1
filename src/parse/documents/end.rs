//! 版记: the imprint at the end of a document, with the lines 主办, 督办 and 抄送 around it.

use super::super::genre;
use super::super::letterhead::{self, Block, Letterhead, Part};
use super::super::numbering;
use super::super::text::Text;
use crate::affix::AnyOf;

/// What begins lines that say who gets copies: `抄送：县委办公室。`.
const COPIES: [&str; 3] = ["抄送：", "抄报：", "分送："];

/// What begins lines on who made the copies: `校对：李明　共印60份`.
const MADE: [&str; 7] =
    ["校对：", "打字：", "共印", "（共印", "网络编辑：", "责任编辑：", "经办人："];

/// The maximum length of other lines around the imprint, in characters.
const LONGEST: usize = 60;

/// Removes the imprint and the lines around it from the end.
pub(super) fn take(text: &Text, blocks: &mut Vec<Block>, head: &mut Letterhead) {
    while let Some(last) = blocks.last() {
        let piece = text.get(last.clone());
        if let Some((by, date, taken)) = letterhead::imprint(text.as_str(), blocks) {
            (head.printed_by, head.printed_date) = (by, Some(date));
            blocks.truncate(blocks.len() - taken);
        } else if let Some(host) = host(last, piece) {
            head.hosts.push(host);
            blocks.pop();
        } else if is_of_end(piece) {
            blocks.pop();
        } else if let Some(n) = imprint_above(text, blocks) {
            blocks.truncate(n + 1);
        } else {
            break;
        }
    }
    head.hosts.reverse();
}

/// Reads 主办：县司法局 or 督办：县委办 as the label and the names.
fn host(block: &Block, piece: &str) -> Option<(Part, Part)> {
    let (label, names) = piece.split_once('：')?;
    matches!(label, "主办" | "督办" | "主办单位" | "督办单位").then(|| {
        let part = |text: &str, range| Part { text: text.to_owned(), range };
        (
            part(label, block.start..block.start + label.len()),
            part(names, block.end - names.len()..block.end),
        )
    })
}

/// Whether a line at the end says nothing about what a document is or asks for.
fn is_of_end(piece: &str) -> bool {
    let begins = |words: &[&str]| piece.starts_with_any(words);
    let is_made = begins(&MADE) && !piece.contains('。') && piece.chars().nth(LONGEST).is_none();
    begins(&COPIES) || is_made || matches!(piece, "附件下载" | "打印" | "关闭")
}

/// The index of the imprint above a few lines that a copy added: short ones that are neither text
/// nor the beginning of a plan.
fn imprint_above(text: &Text, blocks: &[Block]) -> Option<usize> {
    /// The maximum number of such lines.
    const MOST: usize = 4;
    let get = |n: usize| text.get(blocks[n].clone());
    let first = blocks.len().saturating_sub(MOST + 1);
    let n = (first..blocks.len().saturating_sub(1)).rev().find(|n| {
        let own = blocks.get(..=*n).unwrap_or_default();
        get(*n).contains("日印发") && letterhead::imprint(text.as_str(), own).is_some()
    })?;
    let lists_annexes = get(n + 1).starts_with("附件");
    let is_added = |below: usize| {
        let line = get(below);
        let begins = numbering::leading(line).is_some() || genre::kind(line).is_some();
        line.chars().nth(LONGEST).is_none()
            && !line.contains('。')
            && !text.is_of_table(blocks[below].start)
            && (lists_annexes || !begins)
    };
    (n + 1..blocks.len()).all(is_added).then_some(n)
}
