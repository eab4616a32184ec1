//! Moves the clause behind the last item of a list to the item that contains the list: it names who
//! is responsible for all of it.
//!
//! `（一）规范执法` ⏎ `1.开展培训。` ⏎ `2.组织竞赛。` ⏎ `责任单位：县司法局`. Each list is judged
//! by itself: whether its other items have clauses, and whether lists like it and items beside it
//! are closed in the same way.

use std::collections::{BTreeMap, BTreeSet};

use super::super::letterhead::Block;
use super::ends::sets_a_time;
use super::walk::Walk;
use crate::affix::AnyOf;
use crate::clause::{Clause, clauses, duties, ends_as_a_label, ends_in_clause};
use crate::parse::numbering::Kind;

/// The maximum length of a label, in bytes.
const LABEL: usize = 42;

/// The clauses of an item.
#[derive(Clone, Copy, Default)]
struct Own {
    /// Whether a line below the item is one.
    below: bool,
    /// Whether that line may speak of all of a list.
    closes: bool,
    /// Where the clause with which its paragraph ends begins.
    within: Option<usize>,
    /// Whether an item in it has one.
    deeper: bool,
}

impl Own {
    fn any(self) -> bool {
        self.below || self.within.is_some() || self.deeper
    }
}

/// Where the clause stands that may close a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On lines below its last item.
    Below,
    /// The same, behind items with clauses of their own at the end of each.
    BelowOthers,
    /// In the paragraph of its last item, from this offset on.
    Within(usize),
}

/// How many lists of a document may be closed by a clause, and in how many other items have one.
#[derive(Default)]
struct Usage {
    n_below: usize,
    n_within: usize,
    n_apart_below: usize,
    n_apart: usize,
    /// Items with lists that stand beside others with clauses but without lists, in places where no
    /// list has clauses below its items.
    beside: BTreeSet<usize>,
    /// Those that stand beside others that all end with a clause, in places where no list has
    /// clauses of its items.
    beside_within: BTreeSet<usize>,
}

/// The lists of a document, each keyed by the item that contains it, and the clauses of its items.
struct Lists {
    items: BTreeMap<usize, Vec<usize>>,
    /// Those that no item contains.
    top: Vec<usize>,
    owns: BTreeMap<usize, Own>,
}

impl Lists {
    fn own(&self, item: usize) -> Own {
        self.owns.get(&item).copied().unwrap_or_default()
    }

    /// Whether no item of a list contains another list.
    fn is_plain(&self, list: &[usize]) -> bool {
        !list.iter().any(|n| self.items.contains_key(n))
    }

    /// Where the clause stands that may close a list.
    fn place(&self, list: &[usize]) -> Option<Place> {
        let (last, others) = list.split_last()?;
        if self.items.contains_key(last) {
            return None;
        }
        let own = self.own(*last);
        let ends = |own: Own| own.within.is_some() && !own.below && !own.deeper;
        if !others.iter().any(|n| self.own(*n).any()) {
            return own.within.map(Place::Within).or(own.below.then_some(Place::Below));
        }
        let all_end =
            own.closes && own.within.is_some() && others.iter().all(|n| ends(self.own(*n)));
        (own.below && all_end).then_some(Place::BelowOthers)
    }

    fn list(&self, parent: usize) -> &[usize] {
        self.items.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// Whether several items of the list in `parent`, or others than the last, have a clause.
    fn is_apart(&self, parent: usize) -> bool {
        let list = self.list(parent);
        self.place(list).is_none() && list.iter().any(|n| self.own(*n).any())
    }

    /// The same of clauses below items.
    fn is_apart_below(&self, parent: usize) -> bool {
        self.is_apart(parent) && self.list(parent).iter().any(|n| self.own(*n).below)
    }

    /// The items of a list that contain lists, if `are_beside` holds of those without a list and
    /// `is_apart` of none of those with one.
    fn heads(
        &self,
        list: &[usize],
        are_beside: impl Fn(&[Own]) -> bool,
        is_apart: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let (heads, leaves): (Vec<usize>, Vec<usize>) =
            list.iter().partition(|n| self.items.contains_key(n));
        let owns: Vec<Own> = leaves.iter().map(|n| self.own(*n)).collect();
        let are_alike = are_beside(&owns) && !heads.iter().any(|n| is_apart(*n));
        if are_alike { heads } else { Vec::new() }
    }

    fn usage(&self) -> Usage {
        let any = |owns: &[Own]| owns.iter().any(|own| own.any());
        let all_within =
            |owns: &[Own]| !owns.is_empty() && owns.iter().all(|own| own.within.is_some());
        let lists = || self.items.values().chain([&self.top]);
        let below = lists().flat_map(|list| self.heads(list, any, |n| self.is_apart_below(n)));
        let within = lists().flat_map(|list| self.heads(list, all_within, |n| self.is_apart(n)));
        let mut usage =
            Usage { beside: below.collect(), beside_within: within.collect(), ..Usage::default() };
        for (parent, list) in self.items.iter().filter(|(_, list)| self.is_plain(list)) {
            match self.place(list) {
                Some(Place::Below | Place::BelowOthers) => {
                    usage.n_below += usize::from(list.len() > 1)
                }
                Some(Place::Within(_)) => usage.n_within += usize::from(list.len() > 1),
                None => {
                    usage.n_apart += usize::from(self.is_apart(*parent));
                    usage.n_apart_below += usize::from(self.is_apart_below(*parent));
                }
            }
        }
        usage
    }
}

impl Walk<'_> {
    /// Moves the clauses that close lists.
    pub(super) fn clauses_close(&mut self) {
        let lists = self.lists();
        let usage = lists.usage();
        let closed: Vec<_> = lists
            .items
            .iter()
            .filter_map(|(parent, list)| {
                let place = lists.place(list)?;
                let closes = self.closes(&lists, *parent, place, &usage);
                closes.then_some((*parent, *list.last()?, place))
            })
            .collect();
        for (parent, last, place) in closed {
            let clause = self.take_clause(last, place);
            self.items[parent].blocks.extend(clause);
        }
    }

    fn lists(&mut self) -> Lists {
        let (mut items, mut owns) = (BTreeMap::<usize, Vec<usize>>::new(), BTreeMap::new());
        let mut top = Vec::new();
        for n in 0..self.items.len() {
            if self.items[n].doc == self.doc {
                owns.insert(n, self.own_clauses(n));
                let parent = self.items[n].parent;
                parent.map_or(&mut top, |parent| items.entry(parent).or_default()).push(n);
            }
        }
        // Lists deep within others have parents further on.
        for (parent, list) in items.iter().rev() {
            let deeper = list.iter().any(|n| owns.get(n).is_some_and(|own: &Own| own.any()));
            owns.entry(*parent).and_modify(|own| own.deeper = deeper);
        }
        Lists { items, top, owns }
    }

    fn own_clauses(&mut self, item: usize) -> Own {
        let first = self.items[item].blocks.first().cloned();
        let within = first.and_then(|block| self.clause_within(block));
        let blocks = &self.items[item].blocks;
        let below = blocks.get(1).is_some_and(|block| is_clause_line(self.piece(block)));
        let closes = below && blocks.get(1).is_some_and(|block| self.may_close(item, block));
        Own { below, closes, within, deeper: false }
    }

    /// Whether a line below an item may speak of all of its list, rather than go on with the clause
    /// of the item: `配合单位：县财政局`. A time alone may, below the first level, unless the item
    /// before has one of its own.
    fn may_close(&self, item: usize, line: &Block) -> bool {
        let line = self.piece(line);
        if !sets_a_time(line) {
            return !line.starts_with(['配', '协', '参']);
        }
        let parent = self.items[item].parent;
        let before = item.checked_sub(1).map(|before| &self.items[before]);
        let before = before.filter(|before| before.parent == parent);
        let says_when = |block: &Block| {
            let piece = self.piece(block);
            piece.contains_any(&["时限：", "时间："])
        };
        let is_timed = before.is_some_and(|before| before.blocks.iter().any(says_when));
        parent.is_some_and(|parent| self.items[parent].parent.is_some()) && !is_timed
    }

    /// Where the clause with which a paragraph ends begins, if it stands behind a stop.
    fn clause_within(&mut self, block: Block) -> Option<usize> {
        let piece = self.piece(&block).trim_end_matches(['。', '；']);
        let end = block.start + piece.len();
        (piece.contains('：') || piece.ends_with(['）', '〕'])).then_some(())?;
        let clauses = clauses(self.text, block.clone());
        let within = clauses.last().filter(|clause| clause.range.end >= end);
        let within = within.map(|clause| clause.range.start);
        self.clauses.insert(block, clauses);
        within
    }

    /// Whether a clause belongs to all of the list in `parent`.
    fn closes(&self, lists: &Lists, parent: usize, place: Place, usage: &Usage) -> bool {
        let is_headed = lists.own(parent).within.is_some() || lists.own(parent).below;
        let n_items = lists.list(parent).len();
        match place {
            Place::BelowOthers => !is_headed,
            Place::Below => {
                let is_usual = usage.n_below > 1 && usage.n_below > usage.n_apart_below;
                let is_like = is_usual || usage.beside.contains(&parent) && n_items > 1;
                !is_headed && is_like || self.is_led_to(lists, parent)
            }
            Place::Within(at) => {
                let is_usual = usage.n_within > 1 && usage.n_apart == 0
                    || usage.beside_within.contains(&parent);
                let is_behind_stop =
                    self.text.get(..at).is_some_and(|text| text.ends_with(['。', '；']));
                is_behind_stop
                    && !is_headed
                    && !self.others_have_duties(lists.list(parent))
                    && n_items > 1
                    && !self.whole.is_of_table(at)
                    && (is_usual || self.is_one_paragraph(parent, at))
            }
        }
    }

    /// Whether prose gives a body something to do in another item of a list than the last:
    /// `1.由县司法局开展培训。2.组织竞赛。（县总工会）`.
    fn others_have_duties(&self, list: &[usize]) -> bool {
        let others = list.split_last().map_or(&[][..], |(_, others)| others);
        let blocks = others.iter().flat_map(|n| &self.items[*n].blocks);
        blocks.into_iter().any(|block| !duties(self.text, block.clone()).is_empty())
    }

    /// Whether a line such as `整改措施：` introduces the list in `parent`.
    fn is_led_to(&self, lists: &Lists, parent: usize) -> bool {
        let first = lists.items.get(&parent).and_then(|list| self.items.get(*list.first()?));
        let first = first.map_or(0, |item| item.start);
        let above = self.items[parent].blocks.iter().rfind(|block| block.start < first);
        above.is_some_and(|block| self.piece(block).ends_with('：'))
    }

    /// Whether an item below the first level and all its list up to `end` are one paragraph:
    /// `（一）规范执法。1.开展培训。2.组织竞赛。（县司法局牵头）`.
    fn is_one_paragraph(&self, item: usize, end: usize) -> bool {
        let item = &self.items[item];
        let begins =
            self.text.get(..item.start).is_some_and(|text| text.is_empty() || text.ends_with('\n'));
        let is_whole = self.text.get(item.start..end).is_some_and(|text| !text.contains('\n'));
        !self.collapsed && item.kind > Kind::Han && begins && is_whole
    }

    /// Takes the clause that closes a list, and all behind it, from the last item. What follows the
    /// clause of the last item of all may close the document, and stays.
    fn take_clause(&mut self, item: usize, place: Place) -> Vec<Block> {
        let blocks = &self.items[item].blocks;
        let last = blocks.iter().rposition(|block| is_clause_line(self.piece(block)));
        let end = match item + 1 == self.items.len() {
            true => last.map_or(1, |last| last + 1),
            false => blocks.len(),
        };
        let blocks = &mut self.items[item].blocks;
        let mut taken: Vec<Block> = blocks.drain(1..end).collect();
        if let (Place::Within(at), Some(block)) = (place, blocks.first_mut()) {
            taken.insert(0, at..block.end);
            block.end = at;
        }
        taken
    }
}

/// Whether a block is a clause: it begins with a label, `责任单位：县司法局`, or is a bracket with
/// one, `（县司法局牵头）`.
fn is_clause_line(block: &str) -> bool {
    let is_label = |label: &str| ends_as_a_label(label) && label.len() <= LABEL;
    block.split_once('：').is_some_and(|(label, _)| is_label(label))
        || sets_a_time(block)
        || is_bracket(block)
}

/// Whether a block is a bracket with a clause and nothing else, rather than a paragraph with a
/// number that no item has: `（100）加强学习。（县司法局牵头）`.
fn is_bracket(block: &str) -> bool {
    let begins = |clause: &Clause| clause.range.start == 0;
    block.starts_with(['（', '〔'])
        && ends_in_clause(block)
        && clauses(block, 0..block.len()).first().is_some_and(begins)
}
