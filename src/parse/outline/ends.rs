//! Decides to which item text after the last item of a list belongs.

use std::collections::BTreeMap;

use super::super::letterhead::Block;
use super::Item;
use super::walk::Walk;
use crate::clause::ends_as_a_label;

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

    /// Moves labels after the last item of a list to the item that contains the list: they name who
    /// is responsible for all of it. No other item in the list may have labels, and the list must be
    /// introduced by a line such as `整改措施：`, or every list of the document must end so.
    pub(super) fn labels_close(&mut self) {
        let mut lists: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let own = self.items.iter().enumerate().filter(|(_, item)| item.doc == self.doc);
        for (n, item) in own {
            if let Some(parent) = item.parent {
                lists.entry(parent).or_default().push(n);
            }
        }
        let is_usual = self.all_close(&lists);
        for (parent, list) in lists {
            let Some((last, others)) = list.split_last() else { continue };
            let first = self.items[list[0]].start;
            let above = self.items[parent].blocks.iter().rfind(|block| block.start < first);
            let is_led_to = above.is_some_and(|block| self.piece(block).ends_with('：'));
            let closes = self.has_labels(*last) && !others.iter().any(|n| self.has_labels(*n));
            if (is_led_to || is_usual) && closes {
                let rest = self.items[*last].blocks.split_off(1);
                self.items[parent].blocks.extend(rest);
            }
        }
    }

    /// Whether labels close several lists of the document and occur nowhere else in lists.
    fn all_close(&self, lists: &BTreeMap<usize, Vec<usize>>) -> bool {
        let n_labelled = |list: &[usize]| list.iter().filter(|n| self.has_labels(**n)).count();
        let closes = |list: &[usize]| {
            let last = list.last().filter(|_| list.len() > 1);
            n_labelled(list) == 1 && last.is_some_and(|last| self.has_labels(*last))
        };
        let labelled: Vec<_> = lists.values().filter(|list| n_labelled(list) > 0).collect();
        labelled.len() > 1 && labelled.iter().all(|list| closes(list))
    }

    fn has_labels(&self, item: usize) -> bool {
        self.items[item].blocks.get(1).is_some_and(|block| is_labelled(self.piece(block)))
    }

    fn piece(&self, block: &Block) -> &str {
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

/// Whether a block begins with a label: `责任单位：县司法局`.
fn is_labelled(block: &str) -> bool {
    block.split_once('：').is_some_and(|(label, _)| ends_as_a_label(label) && label.len() <= LABEL)
}

/// Whether a block is the label of a time with the time: `时间节点：2024年8月底前`.
fn sets_a_time(block: &str) -> bool {
    const TIMES: [&str; 4] = ["时限", "期限", "时间", "时间节点"];
    /// The maximum length of such a block, in bytes.
    const LONGEST: usize = 120;
    let label = block.split_once('：').map(|(label, _)| label).filter(|_| block.len() <= LONGEST);
    label
        .is_some_and(|label| TIMES.iter().any(|time| label.ends_with(time)) && label.len() <= LABEL)
}
