//! Properties of whole documents and lists, collected once, as a list may have thousands of items.

use std::collections::{BTreeMap, BTreeSet};

use crate::clause::Duty;
use crate::parse::Outline;

/// What the tasks of an outline depend on besides their own items.
pub(super) struct Shape {
    /// Documents with nested items.
    pub(super) nested: BTreeSet<usize>,
    /// The lists, keyed by their document and the item that contains them.
    pub(super) lists: BTreeMap<(usize, Option<usize>), List>,
    /// Where the duties of the prose begin.
    pub(super) duties: BTreeSet<usize>,
}

/// The items of a list that have text and no children.
#[derive(Default)]
pub(super) struct List {
    pub(super) n_items: usize,
    /// How many of them end with `；`.
    pub(super) n_listed: usize,
}

impl Shape {
    pub(super) fn new(outline: &Outline, duties: &[Duty]) -> Self {
        let nested = outline
            .items
            .iter()
            .filter(|item| item.parent.is_some())
            .map(|item| item.doc)
            .collect();
        let mut lists: BTreeMap<_, List> = BTreeMap::new();
        for item in outline.items.iter().filter(|item| !item.has_children) {
            if let Some(text) =
                item.blocks.first().and_then(|block| outline.text.as_str().get(block.clone()))
            {
                let list = lists.entry((item.doc, item.parent)).or_default();
                list.n_items += 1;
                list.n_listed += usize::from(text.ends_with('；'));
            }
        }
        let duties = duties.iter().map(|duty| duty.range.start).collect();
        Self { nested, lists, duties }
    }
}
