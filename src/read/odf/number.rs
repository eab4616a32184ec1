//! Numbers of automatic lists: `一、` from a level with the format `一, 二, 三, ...` and the suffix
//! `、`.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::super::docx::numeral;
use super::super::xml::{attribute, below, elements, name};

/// OpenDocument number formats, with Word's names for them.
const FORMATS: &[(&str, &str)] = &[
    ("一", "chineseCounting"),
    ("壹", "chineseLegalSimplified"),
    ("甲", "ideographTraditional"),
    ("子", "ideographZodiac"),
    ("①", "decimalEnclosedCircle"),
    ("⑴", "decimalEnclosedParen"),
    ("⒈", "decimalEnclosedFullstop"),
    ("01", "decimalZero"),
    ("１", "decimalFullWidth"),
    ("a", "lowerLetter"),
    ("A", "upperLetter"),
    ("i", "lowerRoman"),
    ("I", "upperRoman"),
    ("1", "decimal"),
];

/// The style of headings that are not in a list.
pub(super) const OUTLINE: &str = "";

/// One level of a style.
#[derive(Default)]
struct Level<'a> {
    prefix: &'a str,
    suffix: &'a str,
    /// The format by Word's name; `None` for a level without numbers.
    format: Option<&'static str>,
    /// How many levels the number shows.
    shows: usize,
    start: u32,
}

/// The list styles, and the current numbers of each.
pub(super) struct Numbers<'a> {
    levels: BTreeMap<(&'a str, usize), Level<'a>>,
    /// The last number of each level, from the first, by style.
    last: BTreeMap<&'a str, Vec<u32>>,
}

impl<'a> Numbers<'a> {
    pub(super) fn of(roots: [Node<'a, 'a>; 2]) -> Self {
        let mut levels = BTreeMap::new();
        for root in roots {
            let lists = below(root, "list-style")
                .map(|style| (attribute(style, "name").unwrap_or_default(), style));
            let outlines = below(root, "outline-style").map(|style| (OUTLINE, style));
            for (style, node) in lists.chain(outlines) {
                let numbered = elements(node).filter(|level| {
                    matches!(name(*level), "list-level-style-number" | "outline-level-style")
                });
                levels.extend(numbered.filter_map(|level| {
                    let depth: usize = attribute(level, "level")?.parse().ok()?;
                    Some(((style, depth), Level::of(level)))
                }));
            }
        }
        Self { levels, last: BTreeMap::new() }
    }

    /// Restarts the lists of a style.
    pub(super) fn restart(&mut self, style: &str) {
        self.last.remove(style);
    }

    /// Returns the next number of a style, as shown; `depth` counts from 1.
    pub(super) fn next(
        &mut self,
        style: &'a str,
        depth: usize,
        start: Option<u32>,
    ) -> Option<String> {
        let level = self.levels.get(&(style, depth))?;
        let last = self.last.entry(style).or_default();
        last.truncate(depth);
        while last.len() < depth {
            let first = self.levels.get(&(style, last.len() + 1)).map_or(1, |level| level.start);
            // A skipped level counts as started.
            last.push(if last.len() + 1 < depth { first } else { first.saturating_sub(1) });
        }
        let n = last.last_mut()?;
        *n = start.unwrap_or_else(|| n.saturating_add(1));
        let first = depth.saturating_sub(level.shows.max(1));
        let shown = last.iter().enumerate().skip(first).map(|(at, n)| {
            let format = self
                .levels
                .get(&(style, at + 1))
                .and_then(|level| level.format)
                .unwrap_or("decimal");
            numeral::write(*n, format)
        });
        level.format?;
        Some(format!("{}{}{}", level.prefix, shown.collect::<Vec<_>>().join("."), level.suffix))
    }
}

impl<'a> Level<'a> {
    fn of(node: Node<'a, 'a>) -> Self {
        let text = |wanted| attribute(node, wanted).unwrap_or_default();
        let number = |wanted, default| {
            attribute(node, wanted).and_then(|n| n.parse().ok()).unwrap_or(default)
        };
        let format = text("num-format");
        Self {
            prefix: text("num-prefix").trim(),
            suffix: text("num-suffix").trim_end(),
            format: FORMATS
                .iter()
                .find(|(sign, _)| format.starts_with(sign))
                .map(|(_, format)| *format),
            shows: usize::try_from(number("display-levels", 1)).unwrap_or(1),
            start: number("start-value", 1),
        }
    }
}
