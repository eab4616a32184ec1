//! A document that is an assessment scheme, with its headings by topic and its sentences outside
//! 考核内容.

use std::ops::Range;

use crate::affix::AnyOf;
use crate::context::last_of;
use crate::parse::Outline;
use crate::patterns::{Pattern, pattern};

/// A title that names an assessment scheme.
static TITLE: Pattern =
    pattern!("(?:考核|考评|评价|评估)(?:工作)?(?:实施)?(?:方案|办法|细则|规定|标准)");

/// What a first-level heading is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Object,
    Content,
    Method,
    Result,
    Other,
}

/// A scheme with its sentences outside 考核内容.
pub(super) struct Scheme<'a> {
    pub(super) outline: &'a Outline,
    pub(super) text: &'a str,
    pub(super) doc: usize,
    pub(super) sentences: Vec<Range<usize>>,
    /// The first-level headings.
    pub(super) topics: Vec<(usize, Topic)>,
}

impl<'a> Scheme<'a> {
    /// The scheme that a document is, if it is one.
    pub(super) fn new(outline: &'a Outline, doc: usize) -> Option<Self> {
        let text = outline.text.as_str();
        let first_level = (0..outline.items.len()).filter(|item| {
            outline.items[*item].doc == doc && outline.items[*item].parent.is_none()
        });
        let topics: Vec<_> = first_level.map(|item| (item, topic(title(outline, item)))).collect();
        let head = &outline.documents[doc].head;
        // A notice that issues a scheme names it in its title but is not a scheme.
        let is_titled = head
            .title
            .as_ref()
            .is_some_and(|title| TITLE.is_match(&title.text) && !title.text.ends_with("通知"));
        let n_topics = topics.iter().filter(|(_, topic)| *topic != Topic::Other).count();
        if topics.is_empty() || !(is_titled || n_topics > 1) {
            return None;
        }
        let mut scheme = Self { outline, text, doc, sentences: Vec::new(), topics };
        let items = (0..outline.items.len()).filter(|item| outline.items[*item].doc == doc);
        let items = items.filter(|item| scheme.topic_of(*item) != Topic::Content);
        let document = &outline.documents[doc];
        let blocks: Vec<_> = document
            .around()
            .chain(items.flat_map(|item| &outline.items[item].blocks))
            .cloned()
            .collect();
        scheme.sentences = blocks.into_iter().flat_map(|block| sentences(text, block)).collect();
        scheme.sentences.sort_by_key(|sentence| sentence.start);
        Some(scheme)
    }

    pub(super) fn topic_of(&self, mut item: usize) -> Topic {
        while let Some(parent) = self.outline.items[item].parent {
            item = parent;
        }
        self.topics
            .iter()
            .find(|(first, _)| *first == item)
            .map_or(Topic::Other, |(_, topic)| *topic)
    }

    /// The headings about `topic`.
    pub(super) fn headings(&self, topic: Topic) -> impl Iterator<Item = usize> {
        self.topics.iter().filter(move |(_, one)| *one == topic).map(|(item, _)| *item)
    }

    /// The direct children of `item`.
    pub(super) fn children(&self, item: usize) -> impl Iterator<Item = usize> {
        (item + 1..self.outline.items.len())
            .filter(move |n| self.outline.items[*n].parent == Some(item))
    }

    pub(super) fn get(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The sentence outside 考核内容 that contains a place.
    pub(super) fn sentence_of(&self, at: usize) -> Option<Range<usize>> {
        let last = last_of(&self.sentences, |sentence| sentence.start <= at);
        last.filter(|sentence| at < sentence.end).cloned()
    }

    /// The range of an item's heading.
    pub(super) fn heading_range(&self, item: usize) -> Range<usize> {
        let first = self.outline.items[item].blocks.first().cloned().unwrap_or_default();
        first.start..first.start + title(self.outline, item).len()
    }
}

/// The heading sentence of an item.
pub(super) fn title(outline: &Outline, item: usize) -> &str {
    let first = outline.items[item].blocks.first().cloned().unwrap_or_default();
    let text = outline.text.as_str().get(first).unwrap_or_default();
    text.split(['。', '\n']).next().unwrap_or_default().trim_end_matches(['；', '：'])
}

fn topic(title: &str) -> Topic {
    let has = |words: &[&str]| title.contains_any(words);
    match () {
        () if title.chars().count() > 20
            || !has(&["考核", "考评", "评价", "评分", "计分", "结果", "奖惩"]) =>
        {
            Topic::Other
        }
        () if has(&["对象", "范围"]) => Topic::Object,
        () if has(&["内容", "指标", "项目"]) => Topic::Content,
        () if has(&["方式", "方法", "评分", "计分"]) => Topic::Method,
        () if has(&["结果", "等次", "奖惩", "运用"]) => Topic::Result,
        () => Topic::Other,
    }
}

/// The sentences of a block.
fn sentences(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let mut start = block.start;
    let pieces = text.get(block).unwrap_or_default().split_inclusive(['。', '；', '\n']);
    let ranges = pieces.map(|piece| {
        let range = start..start + piece.trim_end_matches(['。', '；', '\n']).len();
        start += piece.len();
        range
    });
    ranges.filter(|range| !range.is_empty()).collect()
}
