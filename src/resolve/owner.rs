//! Assigns places in a text to the document and task that own them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{doc_at, doc_id, evidence, is_within};
use crate::context::last_of;
use crate::extract::Mentions;
use crate::model::Evidence;
use crate::parse::Outline;

/// Finds the document and task to which a place belongs.
pub(super) struct Owners<'a> {
    pub(super) outline: &'a Outline,
    /// Ranges of tasks with their ids, in order.
    tasks: Vec<(Range<usize>, String)>,
    /// Ranges that belong to the body of some document, in order.
    body: Vec<Range<usize>>,
    /// The lines of headings that are tasks, below their items, with the ids, in order.
    closing: Vec<(Range<usize>, String)>,
}

/// The document and task that own a place, and its evidence in the source.
pub(super) struct Owner {
    pub(super) doc: String,
    pub(super) task: Option<String>,
    pub(super) evidence: Evidence,
}

impl<'a> Owners<'a> {
    pub(super) fn new(outline: &'a Outline, mentions: &Mentions, ids: Vec<String>) -> Self {
        let closing = closing(outline, mentions, &ids);
        let mut tasks: Vec<_> =
            mentions.tasks.iter().map(|task| task.range.clone()).zip(ids).collect();
        tasks.sort_by_key(|(range, _)| range.start);
        let mut body: Vec<_> = outline.blocks().cloned().collect();
        body.sort_by_key(|range| range.start);
        Self { outline, tasks, body, closing }
    }

    /// The owner of a place in the body; `None` for places in a letterhead.
    pub(super) fn of(&self, range: &Range<usize>, rule: &'static str) -> Option<Owner> {
        let block = last_of(&self.body, |block| block.start <= range.start)?;
        (range.start < block.end).then(|| self.anywhere(range, rule))
    }

    /// Whether a place belongs to the title of a document.
    pub(super) fn is_title(&self, range: &Range<usize>) -> bool {
        self.titles().any(|title| is_within(range, title))
    }

    /// Whether a place is the end of the title of a document.
    pub(super) fn ends_title(&self, range: &Range<usize>) -> bool {
        self.titles().any(|title| is_within(range, title) && range.end == title.end)
    }

    fn titles(&self) -> impl Iterator<Item = &Range<usize>> {
        let heads = self.outline.documents.iter().map(|document| &document.head);
        heads.filter_map(|head| head.title.as_ref()).map(|title| &title.range)
    }

    pub(super) fn anywhere(&self, range: &Range<usize>, rule: &'static str) -> Owner {
        let task = holding(&self.tasks, range).or_else(|| holding(&self.closing, range));
        Owner {
            doc: doc_id(doc_at(self.outline, range.start)),
            task: task.map(str::to_owned),
            evidence: evidence(self.outline, range, rule),
        }
    }
}

/// The id of the range that holds a place; `ranges` are in order.
fn holding<'r>(ranges: &'r [(Range<usize>, String)], place: &Range<usize>) -> Option<&'r str> {
    let (range, id) = last_of(ranges, |(range, _)| range.start <= place.start)?;
    (place.start < range.end).then_some(id)
}

/// The lines of headings that are tasks: they may stand below the items of the heading, where its
/// range does not reach. `牵头单位：…` is one, `完成时限：…` another.
fn closing(outline: &Outline, mentions: &Mentions, ids: &[String]) -> Vec<(Range<usize>, String)> {
    // Of the parts of a heading, the last one has them.
    let tasks: BTreeMap<usize, &String> =
        mentions.tasks.iter().map(|task| task.item).zip(ids).collect();
    let headings = tasks.into_iter().filter_map(|(item, id)| {
        let item = outline.items.get(item).filter(|item| item.has_children)?;
        Some(item.blocks.iter().skip(1).map(|block| (block.clone(), id.clone())))
    });
    let mut lines: Vec<_> = headings.flatten().collect();
    lines.sort_by_key(|(range, _)| range.start);
    lines
}
