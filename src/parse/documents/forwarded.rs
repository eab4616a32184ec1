//! The letterhead of a document that another one forwards: its number, addressees and signature, or
//! the bodies below the title of a plan.

use super::super::letterhead::{self, Block, Part};
use super::super::numbering;
use super::super::text::Text;
use super::{Portion, signers, take_signature};

/// How many blocks below the title may belong to the letterhead.
const BELOW: usize = 4;

/// Whether a document with this title forwards another one.
pub(super) fn forwards(title: &str) -> bool {
    title.contains("转发") || title.contains("批转")
}

/// Where the document whose title begins at block `title` begins: at the number above the title, if
/// there is one.
pub(super) fn begin(text: &Text, blocks: &[Block], body: usize, title: usize) -> usize {
    let above = title.checked_sub(1).filter(|above| *above >= body);
    let is_number = |n: &usize| {
        blocks.get(*n).is_some_and(|block| letterhead::number(text.get(block.clone())).is_some())
    };
    above.filter(is_number).unwrap_or(title)
}

/// Takes the letterhead of a forwarded document from the blocks above its title and from its body.
pub(super) fn take_head(text: &Text, above: &[Block], part: &mut Portion) {
    let number = |block: &Block| {
        let number = letterhead::number(text.get(block.clone()))?;
        Some(Part { text: number, range: block.clone() })
    };
    part.head.number = above.iter().find_map(number);
    for _ in 0..BELOW {
        let Some(block) = part.body.first().cloned() else { break };
        let line = text.get(block.clone());
        if let Some(number) = number(&block) {
            part.head.number.get_or_insert(number);
        } else if letterhead::is_addressee_line(line) {
            part.head.addressees = letterhead::addressees(text.as_str(), &block);
        } else if !take_signers(text, &block, part) {
            break;
        }
        part.body.remove(0);
    }
    if part.head.number.is_some() || !part.head.addressees.is_empty() {
        take_signature(text, &mut part.body, &mut part.head, true);
    }
}

/// Reads the bodies below the title of a plan, `县教育局　县财政局`, in brackets also the date:
/// `（县教育局 2024年1月30日）`.
fn take_signers(text: &Text, block: &Block, part: &mut Portion) -> bool {
    let line = text.get(block.clone());
    if numbering::leading(line).is_some() {
        return false;
    }
    let inner = line.strip_prefix('（').and_then(|line| line.strip_suffix('）'));
    let (start, inner) =
        inner.map_or((block.start, line), |inner| (block.start + '（'.len_utf8(), inner));
    let end = start + inner.find(|c: char| c.is_ascii_digit()).unwrap_or(inner.len());
    let dated = end..start + inner.len();
    let date = letterhead::date(text.get(dated.clone()), dated.clone());
    let is_whole = dated.is_empty() || date.is_some();
    let Some(names) = signers(text, &(start..end)).filter(|_| is_whole) else { return false };
    part.head.issuers = names;
    part.head.date = date.or(part.head.date.take());
    true
}
