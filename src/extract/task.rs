//! Turns items into sections and tasks, each task with its title, its body and its clauses.
//!
//! The smallest numbered items are tasks. An item with several clauses apart from each other is
//! several tasks, `（三）#1` and `（三）#2`, each with the text since the previous clause. A
//! heading with items below it is a section.

mod group;
mod shape;

use std::ops::Range;

use self::shape::Shape;
use super::review;
use crate::affix::AnyOf;
use crate::characters::is_letter;
use crate::clause::{self, Clause, Duty};
use crate::lexicon::headings::{self, headings};
use crate::lexicon::reviews;
use crate::model::Role;
use crate::parse::numbering::Kind;
use crate::parse::{Item, Outline, sets_a_time};

/// A heading as written.
#[derive(Clone, Debug)]
pub struct SectionMention {
    /// The index of its item.
    pub item: usize,
    /// The heading without its number.
    pub title: String,
    /// Number and heading, in normal offsets.
    pub range: Range<usize>,
    /// Clauses on the heading.
    pub clauses: Vec<Clause>,
    /// Whether its item is a task as well.
    pub is_task: bool,
}

/// A task as written.
#[derive(Clone, Debug)]
pub struct TaskMention {
    /// The index of its item.
    pub item: usize,
    /// 1, 2 … if the item is several tasks.
    pub part: Option<usize>,
    /// The first sentence, which serves as a heading.
    pub title: String,
    /// The text after it, without clauses.
    pub body: String,
    /// From its number to its last character, in normal offsets.
    pub range: Range<usize>,
    /// Its clauses; several if they stand next to each other.
    pub clauses: Vec<Clause>,
    /// Whether it is an entry of a list of names.
    pub noun_list: bool,
    /// Whether its own heading or one above it is about generalities.
    pub general: bool,
}

/// Words with which the prose below a heading about generalities begins.
const PROSE_BEGINS: &[&str] = &[
    "以", "坚持", "全面", "深入", "按照", "为", "到2", "认真", "紧紧", "高举", "围绕", "贯彻",
    "通过", "立足", "一是", "力争", "根据", "积极",
];

/// Reads the sections and tasks of an outline.
/// `duties` are those of the prose, anywhere in the outline.
pub(super) fn tasks(outline: &Outline, duties: &[Duty]) -> (Vec<SectionMention>, Vec<TaskMention>) {
    let shape = Shape::new(outline, duties);
    let (mut sections, mut tasks) = (Vec::new(), Vec::new());
    for (n, item) in outline.items.iter().enumerate() {
        let text = outline.text.as_str();
        let opening = item.blocks.first().and_then(|block| {
            let heading = item.has_children.then(|| clause::heading(text, block.clone()));
            let above = || clause::above(text, block.clone(), item.blocks.get(1)?.clone());
            let over = || {
                let child = outline.items.get(n + 1).filter(|_| item.has_children)?;
                clause::heading_over(text, block.clone(), child.blocks.first()?.clone())
            };
            heading
                .flatten()
                .or_else(|| clause::opening(text, block.clone()))
                .or_else(above)
                .or_else(over)
        });
        let clauses: Vec<Clause> =
            opening.into_iter().chain(clauses(outline, &item.blocks)).collect();
        let view = View { outline, shape: &shape, n, item, clauses };
        let is_task = view.is_task();
        if view.is_section() {
            sections.push(view.section(!is_task));
        }
        if is_task {
            tasks.extend(view.tasks());
        }
    }
    (sections, tasks)
}

/// The clauses in the blocks of an item. The members of a group support those whom the block before
/// them makes the lead.
fn clauses(outline: &Outline, blocks: &[Range<usize>]) -> Vec<Clause> {
    let text = outline.text.as_str();
    let leads = |clause: &Clause| clause.parts.iter().any(|part| part.role == Role::Lead);
    let mut is_led = false;
    let mut found = Vec::new();
    for block in blocks {
        let members = || clause::members(text, block.clone()).filter(|_| is_led);
        let own = match members() {
            Some(members) => vec![members],
            None => {
                let read = outline.clauses.get(block).cloned();
                let own = read.unwrap_or_else(|| clause::clauses(text, block.clone()));
                is_led = own.iter().any(leads) || is_led && !own.is_empty();
                own
            }
        };
        found.extend(own);
    }
    found
}

struct View<'a> {
    outline: &'a Outline,
    shape: &'a Shape,
    n: usize,
    item: &'a Item,
    clauses: Vec<Clause>,
}

impl View<'_> {
    fn text(&self) -> &str {
        self.outline.text.as_str()
    }

    /// A range in the characters of the source, for quotations.
    fn written(&self, range: Range<usize>) -> &str {
        self.outline.text.written_at(range)
    }

    fn is_first_level(&self) -> bool {
        let is_in_chapter = || self.item.parent.is_some();
        self.item.kind == Kind::Chapter || self.item.kind == Kind::Han && !is_in_chapter()
    }

    /// Whether the item is a heading: it has children or is of the first level, and is not a plain
    /// sentence in a document without nested items.
    fn is_section(&self) -> bool {
        self.item.has_children
            || self.is_first_level() && !(self.is_flat() && self.is_sentence() && !self.is_titled())
    }

    /// Whether the item is a task. A leaf is one; on the first level only if it has a clause, or is
    /// a sentence (`一、加强领导。要…`, `一、县住建局负责改造管网。`) in a document without nested
    /// items. A heading is one as well if it has a clause of its own, on the first level only below
    /// the heading, or if a line behind its list sets a time.
    fn is_task(&self) -> bool {
        // A heading that consists of names is not a task for that.
        let is_heading =
            |clause: &Clause| clause.parts.iter().all(|part| part.rule == clause::HEADING);
        let own_clause = !self.clauses.iter().all(is_heading);
        if self.item.has_children {
            let is_timed = !self.is_first_level() && self.has_time_below();
            return own_clause && (!self.is_first_level() || self.has_clause_below()) || is_timed;
        }
        !self.is_first_level()
            || own_clause
            || self.is_flat() && (self.is_sentence() || self.has_duties())
    }

    /// Whether its prose gives somebody a duty.
    fn has_duties(&self) -> bool {
        let blocks = self.item.blocks.iter();
        blocks.into_iter().any(|block| self.shape.duties.range(block.clone()).next().is_some())
    }

    /// Whether a clause stands on a line of its own below the heading.
    fn has_clause_below(&self) -> bool {
        let heading = self.item.blocks.first().map_or(0, |block| block.end);
        self.clauses.iter().any(|clause| clause.range.start >= heading)
    }

    /// Whether a line behind its list sets a time for all of it: `完成时限：2024年6月底前`.
    fn has_time_below(&self) -> bool {
        let list = self.outline.items.get(self.n + 1).map_or(usize::MAX, |first| first.start);
        let below = self.item.blocks.iter().filter(|block| block.start > list);
        below.into_iter().any(|block| self.text().get(block.clone()).is_some_and(sets_a_time))
    }

    /// Whether a heading and text after it share a block.
    fn is_titled(&self) -> bool {
        let parts = self.first_block().split_once('。');
        parts.is_some_and(|(title, rest)| !rest.is_empty() && title.chars().count() <= 40)
    }

    /// Whether there is more than a heading after the number.
    fn is_sentence(&self) -> bool {
        self.first_block().contains('。')
    }

    fn first_block(&self) -> &str {
        let first = self.item.blocks.first().and_then(|block| self.text().get(block.clone()));
        first.unwrap_or_default()
    }

    /// Whether the document has no nested items.
    fn is_flat(&self) -> bool {
        !self.shape.nested.contains(&self.item.doc)
    }

    fn section(&self, takes_clauses: bool) -> SectionMention {
        let block = self.item.blocks.first().cloned().unwrap_or(self.item.text..self.item.text);
        let end = self
            .clauses
            .iter()
            .find(|clause| !clause.range.is_empty())
            .map_or(block.end, |clause| clause.range.start.clamp(block.start, block.end));
        let heading = self.text().get(block.start..end).unwrap_or_default();
        let heading = heading.split('。').next().unwrap_or_default();
        let heading = prose_heading(heading).unwrap_or(heading);
        let title = heading.trim_end_matches(['：', '，', '；']);
        let title = self.written(block.start..block.start + title.len());
        let inner = title.strip_prefix('〔').and_then(|title| title.strip_suffix('〕'));
        let title = inner.unwrap_or(title).to_owned();
        let clauses = if takes_clauses { self.clauses.clone() } else { Vec::new() };
        let range = self.quoted(self.item.start..block.start + heading.len());
        SectionMention { item: self.n, range, title, clauses, is_task: !takes_clauses }
    }

    fn tasks(&self) -> Vec<TaskMention> {
        let groups = self.groups();
        let several = groups.len() > 1;
        let mut tasks = Vec::new();
        let mut from = 0;
        for (n, group) in groups.into_iter().enumerate() {
            let last = group.last().map_or(usize::MAX, |clause| clause.range.end);
            // Text between the clause of a heading and its first item (`具体措施：`) belongs to
            // neither.
            let to = if several || self.item.has_children { last } else { usize::MAX };
            let owned = self.owned(from, to, &group);
            from = last;
            tasks.push(self.task(several.then_some(n + 1), owned, group));
        }
        tasks
    }

    fn task(
        &self,
        part: Option<usize>,
        owned: Vec<Range<usize>>,
        clauses: Vec<Clause>,
    ) -> TaskMention {
        let number = self.item.start..self.item.text;
        let first = owned.first().filter(|_| part.is_some_and(|part| part > 1)).unwrap_or(&number);
        let ends =
            owned.iter().chain(clauses.iter().map(|clause| &clause.range)).map(|range| range.end);
        let range = self.quoted(first.start..ends.fold(first.end, usize::max));
        let (title, body) = match clauses.first().filter(|_| owned.is_empty()) {
            Some(clause) => self.all_clause(clause),
            None => self.title_and_body(&owned),
        };
        let noun_list =
            body == title || body.trim_end_matches(['；', '。']) == title && !title.contains('，');
        let noun_list = noun_list && self.closes_list();
        let general = review::and_above(self.outline, self.item).any(|item| {
            let heading = review::heading(self.outline, item);
            reviews::reviews(heading) || item.start != self.item.start && headings::states(heading)
        });
        let general = general || headings::states(&title);
        TaskMention { item: self.n, part, title, body, range, clauses, noun_list, general }
    }

    /// A range of the item, or its first block if the copy left neither number nor words in that
    /// range.
    fn quoted(&self, range: Range<usize>) -> Range<usize> {
        self.item.blocks.first().filter(|_| range.is_empty()).cloned().unwrap_or(range)
    }

    /// Whether the item belongs to a list whose entries end like those of a list.
    fn closes_list(&self) -> bool {
        let list = self.shape.lists.get(&(self.item.doc, self.item.parent));
        list.is_some_and(|list| list.n_listed > 0 && list.n_listed + 1 >= list.n_items)
    }

    /// The title and body of an item that is nothing but a clause:
    /// `（八）县司法局牵头，县财政局配合。`
    fn all_clause(&self, clause: &Clause) -> (String, String) {
        let text =
            self.written(clause.range.clone()).trim_matches(['（', '）', '〔', '〕']).to_owned();
        (text.trim_end_matches(['；', '。']).to_owned(), text)
    }

    fn title_and_body(&self, owned: &[Range<usize>]) -> (String, String) {
        let Some(first) = owned.first() else { return (String::new(), String::new()) };
        let text = self.written(first.clone()).trim_start_matches(['。', '；', '，', '、', '—']);
        let (title, rest) = match text.char_indices().find(|(_, c)| *c == '。') {
            Some((at, stop)) => (
                text.get(..at).unwrap_or_default(),
                text.get(at + stop.len_utf8()..).unwrap_or_default(),
            ),
            None => (text, ""),
        };
        let mut body = rest.to_owned();
        for range in owned.iter().skip(1) {
            body.push_str(self.written(range.clone()));
        }
        // In a single sentence with its points, `加快企业注销。（0.5分）`, all of it is the body.
        let is_all = !body.chars().any(is_letter) || is_points(&body);
        let body = if is_all { text.to_owned() } else { body };
        (title.trim_end_matches(['；', '：', '，', '—']).to_owned(), body)
    }
}

/// Whether a text is the points for an item, in brackets: `（0.5分）`.
fn is_points(text: &str) -> bool {
    let points =
        text.trim_end_matches('。').strip_prefix('（').and_then(|text| text.strip_suffix("分）"));
    points.is_some_and(|points| points.parse::<f64>().is_ok())
}

/// The heading in `指导思想以习近平…为指导`, from a copy without line breaks.
fn prose_heading(text: &str) -> Option<&'static str> {
    // Two characters are more likely to begin a sentence: 保障….
    let long =
        headings().iter().map(|heading| heading.words).filter(|words| words.chars().count() > 2);
    let (heading, rest) =
        long.into_iter().find_map(|words| Some((words, text.strip_prefix(words)?)))?;
    rest.starts_with_any(PROSE_BEGINS).then_some(heading)
}
