//! Paragraph styles, as far as they number paragraphs or name a table of contents.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{attribute, child, elements, value};

/// Styles on styles: longer chains are loops.
const MAX_CHAIN: usize = 16;

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    numbered: Numbered,
    is_contents: bool,
}

/// The list that a paragraph or style asks for, and its level, counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

impl Numbered {
    /// Reads `numPr` in the properties of a paragraph.
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
        let all = elements(root).flat_map(elements).filter(|node| node.tag_name().name() == "style");
        for node in all {
            let Some(id) = attribute(node, "styleId") else { continue };
            let name = value(node, "name").unwrap_or_default().to_ascii_lowercase();
            let style = Style {
                based_on: value(node, "basedOn").map(str::to_owned),
                numbered: child(node, "pPr").map(Numbered::of).unwrap_or_default(),
                is_contents: name.starts_with("toc ") && !name.contains("heading"),
            };
            styles.insert(id.to_owned(), style);
        }
        Self(styles)
    }

    /// The list that a style asks for, itself or by those that it is based on, with the style that does.
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

    /// Whether a style is one of a table of contents.
    pub(super) fn is_contents(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|style| style.is_contents)
    }
}
