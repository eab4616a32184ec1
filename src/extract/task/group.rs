//! The clauses of an item in groups, each with the text that it is about: several groups make the
//! item several tasks.

use std::collections::BTreeSet;
use std::ops::Range;

use super::View;
use crate::characters::is_letter;
use crate::clause::Clause;
use crate::context::is_han;

impl View<'_> {
    /// Groups the clauses; those without text of their own between them belong together. An item
    /// without clauses has one empty group.
    pub(super) fn groups(&self) -> Vec<Vec<Clause>> {
        let mut groups: Vec<Vec<Clause>> = Vec::new();
        for clause in &self.clauses {
            match groups.last_mut() {
                Some(group) if !self.is_apart(group, clause) => group.push(clause.clone()),
                _ => groups.push(vec![clause.clone()]),
            }
        }
        if groups.is_empty() {
            groups.push(Vec::new());
        }
        groups
    }

    /// Whether a clause belongs to other text than the group of clauses before it. Lines with other
    /// labels, `整改目标：…`, go on with what the group is about, unless its labels begin again.
    fn is_apart(&self, group: &[Clause], clause: &Clause) -> bool {
        // Names that open an item take part in the next clause.
        let Some(before) = group.last().filter(|before| !before.range.is_empty()) else {
            return false;
        };
        let between = self.owned(before.range.end, clause.range.start, &[]);
        let is_field = |range: &Range<usize>| self.text().get(range.clone()).is_some_and(is_field);
        !between.is_empty() && (!between.iter().all(is_field) || repeats(group, clause))
    }

    /// The item's own text between two places, without clauses.
    pub(super) fn owned(&self, from: usize, to: usize, clauses: &[Clause]) -> Vec<Range<usize>> {
        // Blocks and clauses are in the order of the text, so those elsewhere can be skipped.
        let blocks = &self.item.blocks;
        let blocks = blocks.iter().skip(blocks.partition_point(|block| block.end <= from));
        let mut clauses = clauses.iter().peekable();
        let mut ranges = Vec::new();
        for block in blocks.take_while(|block| block.start < to) {
            let mut start = block.start.max(from);
            while let Some(clause) = clauses.next_if(|clause| clause.range.start < block.end) {
                if block.start <= clause.range.start && clause.range.end <= block.end {
                    ranges.push(start..clause.range.start.min(to));
                    start = start.max(clause.range.end);
                }
            }
            ranges.push(start..block.end.min(to));
        }
        ranges.retain(|range| range.start < range.end && has_words(self.text(), range));
        ranges
    }
}

/// Whether a text begins with a short label: `整改目标：…`.
fn is_field(text: &str) -> bool {
    const LONGEST: usize = 8;
    let text = text.trim_start_matches(['；', '。']);
    let colon = text.char_indices().take(LONGEST + 1).find(|(_, c)| *c == '：');
    let label = colon.and_then(|(at, _)| text.get(..at));
    label.is_some_and(|label| label.chars().nth(1).is_some() && label.chars().all(is_han))
}

/// Whether a clause has one of the labels of the clauses before it, or none at all.
fn repeats(group: &[Clause], clause: &Clause) -> bool {
    let cues = |clause: &Clause| -> BTreeSet<String> {
        clause.parts.iter().map(|part| part.cue.clone()).filter(|cue| !cue.is_empty()).collect()
    };
    let own = cues(clause);
    own.is_empty() || group.iter().any(|before| !cues(before).is_disjoint(&own))
}

fn has_words(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|piece| piece.chars().any(is_letter))
}
