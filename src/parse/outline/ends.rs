//! Decides to which item text after the last item of a list belongs.

use super::super::letterhead::Block;
use super::Item;
use super::walk::Walk;
use crate::affix::AnyOf;

/// The maximum length of a label, in bytes.
const LABEL: usize = 42;

impl Walk<'_> {
    /// Moves text after the last entry of a list, `（八）有关企业。`, to the heading above the
    /// list.
    pub(super) fn lists_end(&mut self) {
        for n in 1..self.items.len() {
            let listed = |item: &Item, mark| {
                let first = item
                    .blocks
                    .first()
                    .and_then(|block| self.text.get(block.clone()))
                    .unwrap_or_default();
                first.ends_with(mark) && first.matches('。').count() <= 1
            };
            let (before, item) = (&self.items[n - 1], &self.items[n]);
            let ends = before.parent == item.parent
                && before.kind == item.kind
                && listed(before, '；')
                && listed(item, '。');
            if let Some(parent) = item.parent.filter(|_| ends && item.blocks.len() > 1) {
                let rest = self.items[n].blocks.split_off(1);
                self.items[parent].blocks.extend(rest);
            }
        }
    }

    pub(super) fn piece(&self, block: &Block) -> &str {
        self.text.get(block.clone()).unwrap_or_default()
    }

    /// Takes the blocks after the last item that close the document: prose after a complete item.
    pub(super) fn take_closing(&mut self) -> Vec<Block> {
        let Some(last) = self.items.last_mut().filter(|item| item.doc == self.doc) else {
            return Vec::new();
        };
        let text = self.text;
        let piece = |block: &Block| text.get(block.clone()).unwrap_or_default();
        let complete = last.blocks.first().is_some_and(|block| {
            piece(block).split_once('。').is_some_and(|(_, rest)| !rest.is_empty())
        });
        let mut closing = Vec::new();
        while complete
            && last.blocks.len() > 1
            && last.blocks.last().is_some_and(|block| {
                !crate::clause::ends_in_clause(piece(block)) && !sets_a_time(piece(block))
            })
        {
            closing.extend(last.blocks.pop());
        }
        closing.reverse();
        closing
    }
}

/// Whether a block is the label of a time with the time: `时间节点：2024年8月底前`.
pub(crate) fn sets_a_time(block: &str) -> bool {
    const TIMES: [&str; 5] = ["时限", "期限", "时间", "时间节点", "时间安排"];
    /// The maximum length of such a block, in bytes.
    const LONGEST: usize = 120;
    let label = block.split_once('：').map(|(label, _)| label).filter(|_| block.len() <= LONGEST);
    label.is_some_and(|label| label.ends_with_any(&TIMES) && label.len() <= LABEL)
}
