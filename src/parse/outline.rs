//! Arranges a document into items of all levels, each with its own blocks of text.
//!
//! A number at the beginning of a block opens an item. In copies that lost their line breaks, so
//! does a number in the middle of a block, but only if it fits the sequence:
//! `…重要支撑。一、总体要求（一）指导思想。…` opens 一 and （一）.

mod annexes;
mod ends;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use annexes::Listed;
pub(super) use annexes::closing_list;

use super::fields;
use super::letterhead::{self, Block, Letterhead};
use super::lost;
use super::nature::Nature;
use super::numbering::{self, Kind, Number};
use super::plans::is_annex_mark;
use super::text::Text;
use crate::characters::CharSet;
use crate::clause::who_end;
use crate::diagnostic::Diagnostic;
use crate::model::path::Level;
use crate::numeral;

/// The maximum length of a heading without a stop, in characters.
const HEADING: usize = 60;
/// How far from the first inline number the second must be, in bytes.
const SIBLING_WITHIN: usize = 6000;
/// If paragraphs have more characters than this on average, the text has lost its line breaks.
const COLLAPSED: usize = 600;

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
        let around = self
            .documents
            .iter()
            .flat_map(|document| document.preamble.iter().chain(&document.closing));
        around.chain(self.items.iter().flat_map(|item| &item.blocks))
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
        let around = self
            .documents
            .get(doc)
            .into_iter()
            .flat_map(|one| one.preamble.iter().chain(&one.closing));
        let of_items =
            self.items.iter().filter(|item| item.doc == doc).flat_map(|item| &item.blocks);
        let mut lines = around.chain(of_items).map(|block| self.text.get(block.clone()));
        lines.any(|line| line == title || line.starts_with("附件") && line.contains(title))
    }

    /// How many items contain this one.
    pub fn depth(&self, item: usize) -> usize {
        let parent = |n: usize| self.items.get(n).and_then(|item| item.parent);
        std::iter::successors(parent(item), |n| parent(*n)).count()
    }
}

/// Reads the items of one document and appends them.
pub(super) fn items(outline: &mut Outline, doc: usize, blocks: &[Block]) {
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
        last: BTreeMap::new(),
        seen: BTreeMap::new(),
        collapsed: range.len() / 3 / n_lines > COLLAPSED,
        listed: Listed::Nothing,
        annexes: closing_list(whole, blocks).and_then(|n| blocks.get(n)).map(|mark| mark.start),
        preamble: Vec::new(),
        behind: Vec::new(),
    };
    for (n, block) in blocks.iter().enumerate() {
        let start = block.start + fields.get(&n).copied().unwrap_or_default();
        walk.block(start..block.end, numbers.get(&n).copied());
    }
    walk.lists_end();
    walk.labels_close();
    let mut closing = walk.take_closing();
    closing.append(&mut walk.behind);
    let (items, preamble) = (walk.items, walk.preamble);
    outline.items = items;
    if let Some(document) = outline.documents.get_mut(doc) {
        (document.preamble, document.closing) = (preamble, closing);
    }
}

struct Walk<'a> {
    text: &'a str,
    whole: &'a Text,
    doc: usize,
    items: Vec<Item>,
    /// Open items, widest first.
    stack: Vec<usize>,
    /// The last value of each kind, for numbers that continue from section to section.
    last: BTreeMap<Kind, u32>,
    /// How many items with a number, written as in paths, each item contains.
    seen: BTreeMap<(Option<usize>, String), usize>,
    collapsed: bool,
    /// Whether the current lines list the names of annexes.
    listed: Listed,
    /// Where the list of annexes with which the document ends begins.
    annexes: Option<usize>,
    preamble: Vec<Block>,
    /// Blocks after the items: the names of annexes, and annexes without items.
    behind: Vec<Block>,
}

impl Walk<'_> {
    fn block(&mut self, block: Block, number: Option<Number>) {
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
        self.last.insert(number.kind, number.value);
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

    /// Finds the next number in `range` that opens an item.
    fn next_inline(&self, range: Range<usize>) -> Option<(usize, Number)> {
        let piece = self.text.get(range.clone())?;
        let (mut depth, mut stop_seen) = (0_usize, false);
        for (at, c) in MARKS.places(piece) {
            let before = piece.get(..at).and_then(|before| before.chars().next_back());
            if may_open(c, before)
                // In a bracket that was never closed, an item can begin only after a stop.
                && (depth == 0 || before == Some('。'))
                && let Some(number) = numbering::leading(piece.get(at..)?)
                && let Some(before) = before
                && self.accepts(number, Place { at: range.start + at, before, heading: !stop_seen && at < HEADING * 3 })
            {
                return Some((range.start + at, number));
            }
            match c {
                '《' | '（' | '〔' => depth += 1,
                '》' | '）' | '〕' => depth = depth.saturating_sub(1),
                '。' => (depth, stop_seen) = (0, true),
                '；' | '：' => stop_seen = true,
                _ => {}
            }
        }
        None
    }

    fn accepts(&self, number: Number, place: Place) -> bool {
        if number.damaged
            || number.value == 0
            || number.kind == Kind::Chapter && place.before != '。'
        {
            return false;
        }
        let open =
            self.stack.iter().rev().map(|n| &self.items[*n]).find(|item| item.kind == number.kind);
        let bound = matches!(place.before, '。' | '！' | '？' | '）' | '〕' | '”' | '：' | '；');
        let under_heading = place.heading
            && self.stack.last().is_some_and(|top| self.items[*top].kind < number.kind);
        match open {
            Some(item) => {
                // The copy has no stop after a formula:
                // `…（10%）年度分值=（上半年+下半年）÷2（二）实行百分制`.
                let lost = self.collapsed
                    && number.kind == Kind::HanBracketed
                    && place.before.is_ascii_digit();
                number.value == item.value + 1
                    && (bound || lost || self.follows_clause(number, place))
            }
            None => {
                let runs_on = number.value > 1
                    && self.last.get(&number.kind).is_some_and(|last| last + 1 == number.value);
                let begins = number.value == 1 || runs_on;
                let enumerates = place.before == '：'
                    && number.kind > Kind::Arabic
                    && !self.holds_sentence(place.at);
                let after_stop = matches!(place.before, '。' | '）' | '〕')
                    || self.collapsed && bound && place.before != '；' && !enumerates;
                let allowed =
                    under_heading || after_stop && (self.collapsed || number.kind <= Kind::Arabic);
                begins && allowed && (runs_on || self.has_sibling(number, place.at))
            }
        }
    }

    /// `…公安局 4.着力…`: the next item comes directly after a list of names.
    fn follows_clause(&self, number: Number, place: Place) -> bool {
        let tail = self
            .text
            .get(..place.at)
            .and_then(|text| text.rsplit(['。', '\n']).next())
            .unwrap_or_default();
        let before = |(at, _): (usize, &str)| tail.get(..at).unwrap_or_default();
        let is_labelled = tail.match_indices('：').map(before).any(|one| who_end(one).is_some());
        let last = tail.rsplit(['、', '，', '：']).next().unwrap_or_default();
        is_labelled && (number.kind > Kind::Han || crate::clause::names_a_unit(last))
    }

    /// Whether the first point of an enumeration is a whole sentence. The points of
    /// `其中：（1）公益类企业…；（2）…` share one.
    fn holds_sentence(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find(['。', '；', '\n'])
            .and_then(|end| rest.get(end..))
            .is_some_and(|end| end.starts_with('。'))
    }

    /// Whether the next number of the same kind occurs further on; `一、` does not need one.
    fn has_sibling(&self, number: Number, at: usize) -> bool {
        let next = match number.kind {
            Kind::Han => format!("{}、", numeral::han(number.value + 1)),
            Kind::Arabic => format!("{}.", number.value + 1),
            kind => numbering::label(kind, number.value + 1),
        };
        let mut end = (at + SIBLING_WITHIN).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let ahead = self.text.get(at..end).unwrap_or_default();
        let alike = ahead.contains(&next)
            || number.kind == Kind::Arabic && ahead.contains(&next.replace('.', "、"));
        alike || number.kind == Kind::Han
    }
}

/// Whether a block begins a box between items: `专栏1 工业互联网网络互联互通工程`.
fn is_box(block: &str) -> bool {
    let number = block.strip_prefix("专栏").and_then(|rest| rest.chars().next());
    block.chars().count() <= HEADING
        && number.is_some_and(|c| c.is_ascii_digit() || numbering::value(&c.to_string()).is_some())
}

/// Characters that may begin a number, and those that decide whether it may open an item.
static MARKS: LazyLock<CharSet> = LazyLock::new(|| {
    let numbers = "（第一二三四五六七八九十0123456789".chars();
    let numbers = numbers.chain('①'..='⑳').chain('⑴'..='⒛');
    numbers.chain("《》）〔〕。；：".chars()).collect()
});

/// The place of an inline number.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    before: char,
    /// Whether there is no stop between the previous number and this one.
    heading: bool,
}

/// Whether a number may begin with `c` after `before`.
fn may_open(c: char, before: Option<char>) -> bool {
    match c {
        '（' | '第' | '①'..='⑳' | '⑴'..='⒛' => true,
        '0'..='9' => before.is_none_or(|c| {
            !c.is_ascii_alphanumeric() && !matches!(c, '.' | '—' | '-' | '第' | '〔')
        }),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
            matches!(before, Some('。' | '）' | '〕' | '：' | '；' | '！' | '”'))
                || before.is_some_and(letterhead::ends_body)
        }
        _ => false,
    }
}
