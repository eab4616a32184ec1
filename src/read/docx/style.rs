//! Styles, as far as they number paragraphs, make headings, hide or strike out text, or belong to a
//! table of contents.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::super::told::LeftOut;
use super::{attribute, child, elements, is_on, value};

/// The longest chain of styles based on each other; a longer one is a loop.
const MAX_CHAIN: usize = 16;

/// The styles of a document, by id.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    numbered: Numbered,
    look: Look,
    /// The heading level, if its paragraphs are headings.
    heading: Option<usize>,
    is_contents: bool,
}

/// Whether text is hidden, and whether it is struck out; `None` if unspecified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    hidden: Option<bool>,
    struck: Option<bool>,
}

impl Look {
    /// Reads the properties of a run.
    pub(super) fn of<'a>(properties: Node<'a, 'a>) -> Self {
        let told = |name| child(properties, name).map(|_| is_on(properties, name));
        Self { hidden: told("vanish"), struck: told("strike").max(told("dstrike")) }
    }

    /// Combines two looks, preferring what `self` specifies.
    pub(super) fn or(self, other: Self) -> Self {
        Self { hidden: self.hidden.or(other.hidden), struck: self.struck.or(other.struck) }
    }

    /// Returns why text of this look is not in force, if it is not.
    pub(super) fn left_out(self) -> Option<LeftOut> {
        match (self.hidden, self.struck) {
            (Some(true), _) => Some(LeftOut::Hidden),
            (_, Some(true)) => Some(LeftOut::Struck),
            _ => None,
        }
    }
}

/// The list that a paragraph or style belongs to, and its level, counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

impl Numbered {
    /// Reads the `numPr` of paragraph properties.
    pub(super) fn of<'a>(properties: Node<'a, 'a>) -> Self {
        let Some(numbers) = child(properties, "numPr") else { return Self::default() };
        let level = value(numbers, "ilvl").and_then(|level| level.parse().ok());
        Self { list: value(numbers, "numId").map(str::to_owned), level }
    }
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn of<'a>(root: Node<'a, 'a>) -> Self {
        let mut styles = BTreeMap::new();
        let all =
            elements(root).flat_map(elements).filter(|node| node.tag_name().name() == "style");
        for node in all {
            let Some(id) = attribute(node, "styleId") else { continue };
            let name = value(node, "name").unwrap_or_default().to_ascii_lowercase();
            let style = Style {
                based_on: value(node, "basedOn").map(str::to_owned),
                numbered: child(node, "pPr").map(Numbered::of).unwrap_or_default(),
                look: child(node, "rPr").map(Look::of).unwrap_or_default(),
                heading: heading(&name).or_else(|| child(node, "pPr").and_then(outline_level)),
                is_contents: name.starts_with("toc ") && !name.contains("heading"),
            };
            styles.insert(id.to_owned(), style);
        }
        Self(styles)
    }

    /// Returns the list that a style or one it is based on sets, with the id of the style that sets
    /// it.
    pub(super) fn numbered(&self, id: &str) -> Option<(&str, &Numbered)> {
        let mut next = Some(id);
        for _ in 0..MAX_CHAIN {
            let (id, style) = self.0.get_key_value(next?)?;
            if style.numbered.list.is_some() {
                return Some((id, &style.numbered));
            }
            next = style.based_on.as_deref();
        }
        None
    }

    /// Returns the heading level, from 1, that a style or one it is based on sets.
    pub(super) fn heading(&self, id: &str) -> Option<usize> {
        let mut next = Some(id);
        for _ in 0..MAX_CHAIN {
            let style = self.0.get(next?)?;
            if style.heading.is_some() {
                return style.heading;
            }
            next = style.based_on.as_deref();
        }
        None
    }

    /// Returns the look of a style, including what it inherits.
    pub(super) fn look(&self, id: &str) -> Look {
        let (mut look, mut next) = (Look::default(), Some(id));
        for _ in 0..MAX_CHAIN {
            let Some(style) = next.and_then(|id| self.0.get(id)) else { break };
            look = look.or(style.look);
            next = style.based_on.as_deref();
        }
        look
    }

    /// Whether a style belongs to a table of contents.
    pub(super) fn is_contents(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|style| style.is_contents)
    }
}

/// Returns the level of a style called `heading 2` or `标题 2`.
fn heading(name: &str) -> Option<usize> {
    let rest = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    rest.trim().parse().ok().filter(|level| (1..=6).contains(level))
}

/// Returns the outline level that paragraph properties set, from 1.
pub(super) fn outline_level<'a>(properties: Node<'a, 'a>) -> Option<usize> {
    let level: usize = value(properties, "outlineLvl")?.parse().ok()?;
    (level < 6).then_some(level + 1)
}
