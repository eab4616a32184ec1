//! Arranges a document into items of all levels, each with its own blocks of text.
//!
//! A number at the beginning of a block opens an item. In copies that lost their line breaks, so
//! does a number in the middle of a block, but only if it fits the sequence:
//! `…重要支撑。一、总体要求（一）指导思想。…` opens 一 and （一）.

mod annexes;
mod closing;
mod ends;
mod gap;
mod inline;
mod walk;

use std::collections::BTreeMap;
use std::ops::Range;

pub(super) use annexes::closing_list;
pub(crate) use ends::sets_a_time;
pub(super) use walk::items;

use rustc_hash::FxHashMap;

use super::letterhead::{Block, Letterhead};
use super::nature::Nature;
use super::numbering::{self, Kind};
use super::text::Text;
use crate::clause::Clause;
use crate::diagnostic::Diagnostic;
use crate::model::path::Level;

/// The structure of one source.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The normalised text; every range below counts its bytes.
    pub text: Text,
    /// What the text is if not an official document; only citations are read from it then.
    pub nature: Option<Nature>,
    /// The notice and the documents attached to it.
    pub documents: Vec<DocumentOutline>,
    /// Numbered items of all documents, in the order of the text.
    pub items: Vec<Item>,
    /// The clauses in blocks that were read to learn what closes a list, so that none is read
    /// twice.
    pub(crate) clauses: FxHashMap<Block, Vec<Clause>>,
    /// What was left out or repaired to get this text.
    pub remarks: Vec<Diagnostic>,
}

/// One document of a source.
#[derive(Clone, Debug, Default)]
pub struct DocumentOutline {
    /// Its letterhead.
    pub head: Letterhead,
    /// From its first to its last character.
    pub range: Range<usize>,
    /// The index of the document that attaches it: the notice, or a plan that lists it as an annex.
    pub attached_to: Option<usize>,
    /// Blocks before the first item.
    pub preamble: Vec<Block>,
    /// Blocks after the last item that belong to no item.
    pub closing: Vec<Block>,
}

/// A numbered item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Index of its document.
    pub doc: usize,
    /// How its number is written.
    pub kind: Kind,
    /// Its number.
    pub value: u32,
    /// How many earlier items in the same place have this number; more than 0 if the copy lost a
    /// heading between them.
    pub n_before: usize,
    /// Whether the copy lost the number, or part of it.
    pub damaged: bool,
    /// Whether the whole number was lost.
    pub inferred: bool,
    /// The index of the item that contains it.
    pub parent: Option<usize>,
    /// Whether it contains other items.
    pub has_children: bool,
    /// Where it begins, its number included.
    pub start: usize,
    /// Where its number ends.
    pub text: usize,
    /// Its own text, without its number and its children.
    pub blocks: Vec<Block>,
}

impl DocumentOutline {
    /// The blocks around its items.
    pub fn around(&self) -> impl Iterator<Item = &Block> {
        self.preamble.iter().chain(&self.closing)
    }
}

impl Outline {
    /// The numbers from the first level down to the item: `二/（一）/1`, or `二/（一）/1~2` for the
    /// second item with that number.
    pub fn path(&self, item: usize) -> String {
        let mut labels = Vec::new();
        let mut at = Some(item);
        while let Some(item) = at.and_then(|n| self.items.get(n)) {
            let number = &numbering::label(item.kind, item.value);
            let nth = (item.n_before > 0).then_some(item.n_before + 1);
            labels.push(Level { number, nth, part: None }.to_string());
            at = item.parent;
        }
        labels.reverse();
        labels.join("/")
    }

    /// The blocks of all documents: those around their items, then those of the items.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let around = self.documents.iter().flat_map(DocumentOutline::around);
        around.chain(self.items.iter().flat_map(|item| &item.blocks))
    }

    /// The blocks of the items of a notice that attaches other documents; none of any other.
    pub fn of_notice(&self) -> impl Iterator<Item = &Block> {
        let is_notice = self.documents.get(1).is_some() && self.documents[0].head.kind == "通知";
        let items = self.items.iter().take_while(move |item| is_notice && item.doc == 0);
        items.flat_map(|item| &item.blocks)
    }

    /// Returns the items whose number does not follow the previous one of its kind in the document,
    /// each with that previous number, in the order of the text.
    pub fn jumps(&self) -> Vec<(&Item, Option<u32>)> {
        let mut last: BTreeMap<(usize, Kind), u32> = BTreeMap::new();
        let with_last =
            self.items.iter().map(|item| (item, last.insert((item.doc, item.kind), item.value)));
        with_last
            .filter(|(item, before)| item.value != 1 && item.value != before.unwrap_or(0) + 1)
            .collect()
    }

    /// The document that attaches `doc`: an earlier one that lists it after 附件：, or else the
    /// notice.
    pub(super) fn attaching(&self, doc: usize) -> Option<usize> {
        let title = self.documents.get(doc)?.head.title.as_ref();
        let listed = |of: usize| title.is_some_and(|title| self.lists(of, &title.text));
        (0..doc).rev().find(|of| listed(*of)).or((doc > 0).then_some(0))
    }

    /// Whether a document lists an annex: after 附件：, or on a line of its own.
    fn lists(&self, doc: usize, title: &str) -> bool {
        let around = self.documents.get(doc).into_iter().flat_map(DocumentOutline::around);
        let items = self.items.iter().filter(|item| item.doc == doc);
        let of_items = items.flat_map(|item| &item.blocks);
        let mut lines = around.chain(of_items).map(|block| self.text.get(block.clone()));
        lines.any(|line| line == title || line.starts_with("附件") && line.contains(title))
    }

    /// How many items contain this one.
    pub fn depth(&self, item: usize) -> usize {
        let parent = |n: usize| self.items.get(n).and_then(|item| item.parent);
        std::iter::successors(parent(item), |n| parent(*n)).count()
    }
}
