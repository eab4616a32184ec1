//! Walks through the blocks of a document and gives each to the item that a number before it
//! opened.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::annexes::{Listed, closing_list};
use super::{Item, Outline};
use crate::clause::Clause;
use crate::parse::letterhead::Block;
use crate::parse::numbering::{self, Kind, Number};
use crate::parse::plans::is_annex_mark;
use crate::parse::text::Text;
use crate::parse::{fields, lost};

/// The maximum length of a heading without a stop, in characters.
pub(super) const HEADING: usize = 60;

/// If paragraphs have more characters than this on average, the text has lost its line breaks.
const COLLAPSED: usize = 600;

/// Reads the items of one document and appends them.
pub(in crate::parse) fn items(outline: &mut Outline, doc: usize, blocks: &[Block]) {
    let text = outline.text.as_str();
    let pieces: Vec<&str> =
        blocks.iter().map(|block| text.get(block.clone()).unwrap_or_default()).collect();
    let mut numbers = lost::numbers(&pieces);
    let fields = fields::take(&pieces, &mut numbers);
    let range =
        blocks.first().map_or(0, |block| block.start)..blocks.last().map_or(0, |block| block.end);
    let n_lines = 1 + text.get(range.clone()).unwrap_or_default().matches('\n').count();
    let whole = &outline.text;
    let mut walk = Walk {
        whole,
        text,
        doc,
        items: std::mem::take(&mut outline.items),
        stack: Vec::new(),
        last: numbering::Last::default(),
        seen: BTreeMap::new(),
        collapsed: range.len() / 3 / n_lines > COLLAPSED,
        n_inline: 0,
        has_numbers: !numbers.is_empty(),
        listed: Listed::Nothing,
        annexes: closing_list(whole, blocks).and_then(|n| blocks.get(n)).map(|mark| mark.start),
        preamble: Vec::new(),
        behind: Vec::new(),
        clauses: FxHashMap::default(),
    };
    for (n, block) in blocks.iter().enumerate() {
        let start = block.start + fields.get(&n).copied().unwrap_or_default();
        walk.block(start..block.end, numbers.get(&n).copied());
    }
    walk.lists_end();
    walk.clauses_close();
    let mut closing = walk.take_closing();
    closing.append(&mut walk.behind);
    let (items, preamble, clauses) = (walk.items, walk.preamble, walk.clauses);
    outline.items = items;
    outline.clauses.extend(clauses);
    if let Some(document) = outline.documents.get_mut(doc) {
        (document.preamble, document.closing) = (preamble, closing);
    }
}

/// The items found so far, and where the walk is among them.
pub(super) struct Walk<'a> {
    pub(super) text: &'a str,
    pub(super) whole: &'a Text,
    pub(super) doc: usize,
    pub(super) items: Vec<Item>,
    /// Open items, widest first.
    pub(super) stack: Vec<usize>,
    pub(super) last: numbering::Last,
    /// How many items with a number, written as in paths, each item contains.
    seen: BTreeMap<(Option<usize>, String), usize>,
    pub(super) collapsed: bool,
    /// How many items began in the middle of the current block.
    pub(super) n_inline: usize,
    /// Whether a block begins with a number.
    pub(super) has_numbers: bool,
    /// Whether the current lines list the names of annexes.
    listed: Listed,
    /// Where the list of annexes with which the document ends begins.
    annexes: Option<usize>,
    pub(super) preamble: Vec<Block>,
    /// Blocks after the items: the names of annexes, and annexes without items.
    pub(super) behind: Vec<Block>,
    /// The clauses in the blocks that were searched for one that closes a list.
    pub(super) clauses: FxHashMap<Block, Vec<Clause>>,
}

impl Walk<'_> {
    fn block(&mut self, block: Block, number: Option<Number>) {
        self.n_inline = 0;
        let mut rest = block.clone();
        let piece = self.text.get(block.clone()).unwrap_or_default();
        if self.whole.is_apart(block.start) || is_box(piece) {
            self.leave_item();
        }
        if is_annex_mark(piece) {
            self.stack.clear();
            self.listed = match piece.ends_with('：') {
                _ if self.annexes == Some(block.start) => Listed::BehindMark,
                true => Listed::BelowMark,
                false => Listed::Nothing,
            };
            return;
        }
        self.listed = self.listed.with(piece, number.is_some());
        if self.listed != Listed::Nothing {
            self.stack.clear();
            return self.own(block);
        }
        if let Some(number) = number {
            self.open(
                number,
                block.start,
                number.len == 0 || number.damaged && self.stray(&block, number),
            );
            rest.start += number.len;
        }
        // A table row is a single item.
        while !self.whole.is_of_table(rest.start)
            && let Some((at, number)) = self.next_inline(rest.clone())
        {
            self.own(rest.start..at);
            self.open(number, at, false);
            self.n_inline += 1;
            rest.start = at + number.len;
        }
        self.own(rest);
    }

    /// Whether a bracket is all that is left of the number.
    fn stray(&self, block: &Block, number: Number) -> bool {
        self.text.get(block.start..block.start + number.len) == Some("）")
    }

    fn open(&mut self, number: Number, start: usize, inferred: bool) {
        while self.stack.last().is_some_and(|top| self.items[*top].kind >= number.kind) {
            self.stack.pop();
        }
        let parent = self.stack.last().copied();
        if let Some(parent) = parent {
            self.items[parent].has_children = true;
        }
        self.last.take(number.kind, number.value);
        self.stack.push(self.items.len());
        let Number { kind, value, damaged, len } = number;
        let seen = self.seen.entry((parent, numbering::label(kind, value))).or_default();
        let item = Item {
            doc: self.doc,
            kind,
            value,
            n_before: *seen,
            damaged,
            inferred,
            parent,
            has_children: false,
            start,
            text: start + len,
            blocks: Vec::new(),
        };
        *seen += 1;
        self.items.push(item);
    }

    /// The open item with a number of a kind.
    pub(super) fn open_of(&self, kind: Kind) -> Option<&Item> {
        self.stack.iter().map(|n| &self.items[*n]).find(|item| item.kind == kind)
    }

    /// Closes the innermost item, so that what follows belongs to the heading above it.
    fn leave_item(&mut self) {
        if self.stack.last().is_some_and(|top| {
            !self.items[*top].has_children && !self.items[*top].blocks.is_empty()
        }) {
            self.stack.pop();
        }
    }

    /// Adds a block to the open item, or to the text before or after all items.
    fn own(&mut self, block: Block) {
        if block.is_empty() {
            return;
        }
        match self.stack.last() {
            Some(top) => self.items[*top].blocks.push(block),
            None if self.items.last().is_some_and(|last| last.doc == self.doc) => {
                self.behind.push(block)
            }
            None => self.preamble.push(block),
        }
    }
}

/// Whether a block begins a box between items: `专栏1 工业互联网网络互联互通工程`.
fn is_box(block: &str) -> bool {
    let number = block.strip_prefix("专栏").and_then(|rest| rest.chars().next());
    block.chars().count() <= HEADING
        && number.is_some_and(|c| c.is_ascii_digit() || numbering::value(&c.to_string()).is_some())
}
