//! Automatic lists: computes the number that each paragraph shows.
//!
//! `w:abstractNum` defines the levels of a list; `w:num` refers to one and may override it. Lists
//! that share an abstract definition share its counters. For the second paragraph of level 1 in
//! `chineseCounting`, the text `（%2）` shows as `（二）`.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::style::{Numbered, Styles};
use super::{attribute, child, elements, is_on, numeral, value};

/// The number of levels of a list.
const LEVELS: usize = 9;
/// The most characters of a level's text, which all of its paragraphs repeat.
const SHOWN: usize = 100;

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// The text shown, in which `%1` to `%9` stand for the numbers of the levels.
    text: String,
    /// Whether numbers of higher levels are shown in Arabic digits.
    is_legal: bool,
    /// Whether the level counts on when a higher level advances.
    never_restarts: bool,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let (format, text) = ("none".to_owned(), String::new());
        Self { start: 1, format, text, is_legal: false, never_restarts: false, style: None }
    }
}

/// The levels of an abstract definition.
type Look = [Level; LEVELS];

#[derive(Debug)]
struct List {
    look: String,
    /// Levels that this list overrides, and numbers from which it restarts levels.
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, u32>,
}

/// The lists of a document, and the current count of each.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    looks: BTreeMap<String, Look>,
    lists: BTreeMap<String, List>,
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// Levels of lists that have already restarted.
    begun: BTreeSet<(String, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn of<'a>(root: Node<'a, 'a>, styles: &Styles) -> Self {
        let mut numbering = Self::default();
        let mut links = BTreeMap::new();
        for node in elements(root).flat_map(elements) {
            match node.tag_name().name() {
                "abstractNum" => {
                    let Some(id) = attribute(node, "abstractNumId") else { continue };
                    links.extend(
                        value(node, "numStyleLink").map(|style| (id.to_owned(), style.to_owned())),
                    );
                    numbering.looks.insert(id.to_owned(), look(node));
                }
                "num" => {
                    let Some(id) = attribute(node, "numId") else { continue };
                    numbering.lists.extend(list(node).map(|list| (id.to_owned(), list)));
                }
                _ => {}
            }
        }
        // An abstract definition may refer to that of a list style.
        for (id, style) in links {
            let list = styles
                .numbered(&style)
                .and_then(|(_, numbered)| numbering.lists.get(numbered.list.as_ref()?));
            if let Some(look) = list.and_then(|list| numbering.looks.get(&list.look)).cloned() {
                numbering.looks.insert(id, look);
            }
        }
        numbering
    }

    /// Returns the number of the next paragraph, whose list and level are `numbered`, set by itself
    /// or by its style.
    pub(super) fn next(&mut self, numbered: &Numbered, style: Option<&str>) -> Option<String> {
        let id = numbered.list.as_deref()?;
        let list = self.lists.get(id)?;
        let mut look = self.looks.get(&list.look)?.clone();
        for (level, changed) in &list.levels {
            look[*level] = changed.clone();
        }
        let of_style =
            || look.iter().position(|level| style.is_some() && level.style.as_deref() == style);
        let at = numbered.level.or_else(of_style).unwrap_or_default().min(LEVELS - 1);
        for (level, start) in &list.starts {
            look[*level].start = *start;
        }
        let counts = self.counts.entry(list.look.clone()).or_default();
        if list.starts.contains_key(&at) && self.begun.insert((id.to_owned(), at)) {
            counts[at] = None;
        }
        let count = counts[at].map_or(look[at].start, |count| count.saturating_add(1));
        counts[at] = Some(count);
        for level in at + 1..LEVELS {
            if !look[level].never_restarts {
                counts[level] = None;
            }
        }
        shown(&look, counts, at)
    }
}

/// Returns the text of a level with its numbers filled in; `None` for bullets.
fn shown(look: &Look, counts: &[Option<u32>; LEVELS], at: usize) -> Option<String> {
    let own = &look[at];
    if own.format == "bullet" || own.text.is_empty() {
        return None;
    }
    let mut text = String::new();
    let mut rest = own.text.chars().peekable();
    while let Some(c) = rest.next() {
        let level = rest
            .peek()
            .filter(|_| c == '%')
            .and_then(|c| c.to_digit(10))
            .filter(|level| *level > 0);
        let Some(level) = level.map(|level| level as usize - 1).filter(|level| *level < LEVELS)
        else {
            text.push(c);
            continue;
        };
        rest.next();
        let count = counts[level].unwrap_or(look[level].start);
        match look[level].format.as_str() {
            "none" | "bullet" => {}
            _ if own.is_legal => text.push_str(&count.to_string()),
            format => text.push_str(&numeral::write(count, format)),
        }
    }
    // No blank is needed after punctuation.
    if !text.ends_with(['、', '）', '．', '：', ')', ' ']) {
        text.push(' ');
    }
    Some(text)
}

fn look<'a>(node: Node<'a, 'a>) -> Look {
    let mut look = Look::default();
    for (at, level) in levels(node) {
        look[at] = level;
    }
    look
}

fn list<'a>(node: Node<'a, 'a>) -> Option<List> {
    let look = value(node, "abstractNumId")?.to_owned();
    let mut list = List { look, levels: BTreeMap::new(), starts: BTreeMap::new() };
    for change in elements(node).filter(|child| child.tag_name().name() == "lvlOverride") {
        list.levels.extend(levels(change));
        let at = attribute(change, "ilvl")
            .and_then(|level| level.parse().ok())
            .filter(|level: &usize| *level < LEVELS);
        let start = value(change, "startOverride").and_then(|start| start.parse().ok());
        list.starts.extend(at.zip(start));
    }
    Some(list)
}

fn levels<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = (usize, Level)> {
    elements(node).filter(|child| child.tag_name().name() == "lvl").filter_map(|node| {
        let at = attribute(node, "ilvl")?.parse().ok().filter(|at| *at < LEVELS)?;
        // A format unknown to old versions of Word is wrapped in an alternative.
        let format = value(node, "numFmt").or_else(|| {
            let choice = child(child(node, "AlternateContent")?, "Choice")?;
            value(choice, "numFmt")
        });
        let level = Level {
            start: value(node, "start").and_then(|start| start.parse().ok()).unwrap_or(0),
            format: format.unwrap_or("decimal").to_owned(),
            text: value(node, "lvlText").unwrap_or_default().chars().take(SHOWN).collect(),
            is_legal: is_on(node, "isLgl"),
            never_restarts: value(node, "lvlRestart") == Some("0"),
            style: value(node, "pStyle").map(str::to_owned),
        };
        Some((at, level))
    })
}
