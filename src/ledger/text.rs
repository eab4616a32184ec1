//! The texts of documents: file, line and column of a character, and the sentence around it.

use std::collections::BTreeMap;

use crate::query::{QueryError, rows, text};
use crate::store::Store;

const TEXTS: &str = "SELECT ?text ?file ?content {
  ?text zr:text ?content . OPTIONAL { ?text prov:wasDerivedFrom/dcterms:identifier ?file }
} ORDER BY ?text ?file";

/// Characters that end a sentence.
const ENDS: [char; 3] = ['。', '！', '？'];
/// Characters that end a line which the next one does not continue.
const CLOSED: [char; 10] = ['。', '！', '？', '；', '：', '）', ')', '|', ':', ';'];
/// Brackets around clauses.
const OPEN: [char; 5] = ['（', '(', '〔', '[', '【'];
const CLOSE: [char; 5] = ['）', ')', '〕', ']', '】'];
/// How many characters to each side a sentence may extend.
const FARTHEST: usize = 400;

/// A position in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The file that the text was read from.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl At {
    /// Returns the position like `000.txt:38:11`.
    pub fn told(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The texts of a store, by IRI.
#[derive(Debug, Default)]
pub(super) struct Texts(BTreeMap<String, Text>);

#[derive(Debug)]
struct Text {
    file: String,
    chars: Vec<char>,
    /// The offset of each line, in characters.
    lines: Vec<usize>,
}

impl Texts {
    pub(super) fn read(store: &Store) -> Result<Self, QueryError> {
        let mut texts = BTreeMap::new();
        for row in rows(store, TEXTS)? {
            let (Some(iri), Some(content)) = (text(&row, "text"), text(&row, "content")) else {
                continue;
            };
            let file = text(&row, "file").unwrap_or_default();
            texts.entry(iri).or_insert_with(|| Text::new(file, &content));
        }
        Ok(Self(texts))
    }

    /// Returns the position of the character at `start` of a text.
    pub(super) fn at(&self, iri: &str, start: usize) -> Option<At> {
        self.0.get(iri).map(|text| text.at(start))
    }

    /// Returns the sentence around the characters from `start` to `end`, on one line.
    pub(super) fn sentence(&self, iri: &str, start: usize, end: usize) -> String {
        self.0.get(iri).map(|text| text.sentence(start, end)).unwrap_or_default()
    }
}

impl Text {
    fn new(file: String, content: &str) -> Self {
        let chars: Vec<char> = content.chars().collect();
        let breaks = chars.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(breaks).collect();
        Self { file, chars, lines }
    }

    fn at(&self, start: usize) -> At {
        let line = self.lines.partition_point(|first| *first <= start);
        let first = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        At { file: self.file.clone(), line, column: start.saturating_sub(first) + 1 }
    }

    fn sentence(&self, start: usize, end: usize) -> String {
        let start = start.min(self.chars.len());
        let end = end.clamp(start, self.chars.len());
        let first = start.saturating_sub(FARTHEST);
        let before = (first..start).rev().find(|at| self.parts(*at)).map_or(first, |at| at + 1);
        let last = self.chars.len().min(end + FARTHEST);
        let after = (end..last).find(|at| self.parts(*at)).unwrap_or(last);
        let after =
            if self.chars.get(after).is_some_and(|c| ENDS.contains(c)) { after + 1 } else { after };
        let (before, after) =
            self.brackets((before, start), (end, after)).unwrap_or((before, after));
        one_line(self.chars.get(before..after).unwrap_or_default())
    }

    /// Returns the range from the bracket that opens before `start` to the one that closes it: a
    /// clause in brackets is a sentence of its own.
    fn brackets(
        &self,
        (before, start): (usize, usize),
        (end, after): (usize, usize),
    ) -> Option<(usize, usize)> {
        let is = |signs: &[char], at: usize| self.chars.get(at).is_some_and(|c| signs.contains(c));
        let mut depth = 0;
        let open = (before..start).rev().find(|at| {
            depth += i32::from(is(&CLOSE, *at)) - i32::from(is(&OPEN, *at));
            depth < 0
        })?;
        let mut depth = 0;
        let close = (end..after).find(|at| {
            depth += i32::from(is(&OPEN, *at)) - i32::from(is(&CLOSE, *at));
            depth < 0
        })?;
        Some((open, close + 1))
    }

    /// Whether a sentence ends with this character: a full stop, or a line break that does not just
    /// wrap a line.
    fn parts(&self, at: usize) -> bool {
        match self.chars.get(at) {
            Some('\n') => {
                let last = self
                    .chars
                    .iter()
                    .take(at)
                    .rev()
                    .find(|c| !matches!(c, ' ' | '\r' | '\u{3000}'));
                last.is_none_or(|c| CLOSED.contains(c) || *c == '\n') || self.begins(at + 1)
            }
            Some(c) => ENDS.contains(c),
            None => true,
        }
    }

    /// Whether the line at `at` cannot continue the previous one: it is empty, an item, or a table
    /// row.
    fn begins(&self, at: usize) -> bool {
        let first = self.chars.iter().skip(at).find(|c| !matches!(c, ' ' | '\u{3000}'));
        first.is_none_or(|c| "\r\n（(〔[|#一二三四五六七八九十123456789".contains(*c))
    }
}

/// Removes line breaks, Markdown bold marks, and the borders of table cells.
fn one_line(chars: &[char]) -> String {
    let text: String =
        chars.iter().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { *c }).collect();
    text.replace("**", "")
        .replace("<br>", " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches(['|', ' '])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_full_stops_and_at_lines_that_are_over() {
        let text = Text::new(
            "a.txt".to_owned(),
            "一、学习。认真组织\n培训，落实。（责任单位：县司\n法局）\n二、监督。",
        );
        let of = |needle: char| {
            let at = text.chars.iter().position(|c| *c == needle).expect("it is there");
            text.sentence(at, at + 1)
        };
        assert_eq!(of('培'), "认真组织 培训，落实。");
        assert_eq!(of('责'), "（责任单位：县司 法局）");
        assert_eq!(of('学'), "一、学习。");
        let text = Text::new(
            "a.txt".to_owned(),
            "加强培训。（县司法局、各镇（园区）负责）具体措施：1.监督。",
        );
        let at = text.chars.iter().position(|c| *c == '司').expect("it is there");
        assert_eq!(text.sentence(at, at + 1), "（县司法局、各镇（园区）负责）");
        let text = Text::new(
            "a.txt".to_owned(),
            "一、学习。认真组织\n培训，落实。（责任单位：县司\n法局）\n二、监督。",
        );
        assert_eq!(text.at(11).told(), "a.txt:2:2");
    }
}
