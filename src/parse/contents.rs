//! Typed tables of contents, which repeat the headings with page numbers and are skipped.
//!
//! Dots and a page number mark an entry: `一、总体要求………………………1`. Lines without dots are entries
//! under the word `目录`, or where three in a row have page numbers, provided that the text repeats
//! each of them further down.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::as_set;
use crate::characters::is_letter;

/// How many dotted entries in a row make a table of contents; without dots it takes one more.
const ENTRIES: usize = 2;
/// The maximum length of an entry, in bytes.
const LONGEST: usize = 400;
/// How many lines with the same beginning are searched for a repeated heading.
const ALIKE: usize = 1000;
/// How many letters of two lines are compared.
const COMPARED: usize = 60;
/// How many non-empty lines at the top of a text are searched for tables of contents.
const TOP: usize = 600;

/// A heading, then dots or spaces, then a page number.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    let page = r"[（(]?[-—－–·\s]*(?:\d{1,4}|[IVXivxⅠ-Ⅻ]{1,6})[-—－–·\s]*[）)]?";
    Regex::new(&format!(
        r"^\s*(.*?\S)\s*(?:([…‥]{{2,}}|[.．·•・。_\-—─┄┈⋯…]{{3,}}|(?:[.．·]\s){{3,}})|\s|\t)\s*{page}\s*$"
    ))
    .expect("the pattern is fixed")
});

/// A line read as an entry. `has_page` also holds for an entry with dots.
struct Entry<'s> {
    range: Range<usize>,
    heading: &'s str,
    has_dots: bool,
    has_page: bool,
}

/// Returns the tables of contents of a source, each from the word 目录 or its first entry to its
/// last entry.
pub(super) fn find(source: &str) -> Vec<Range<usize>> {
    let lines: Vec<Entry<'_>> = lines(source).take(TOP).collect();
    let has_signs =
        lines.iter().any(|line| line.has_dots || is_word(line.heading) || line.has_page);
    if !has_signs {
        return Vec::new();
    }
    let again = Again::of(source);
    let (mut found, mut n) = (Vec::new(), 0);
    while n < lines.len() {
        let is_titled = is_word(lines[n].heading);
        let first = n + usize::from(is_titled);
        let end = end(&lines, first, is_titled, &again);
        if end > first {
            found.push(lines[n].range.start..lines[end - 1].range.end);
        }
        n = end.max(n + 1);
    }
    found
}

/// Returns the index after the last entry of a table of contents that begins at `first`, or `first`
/// if there is none.
fn end(lines: &[Entry<'_>], first: usize, is_titled: bool, again: &Again) -> usize {
    let is_entry = |line: &Entry<'_>| {
        line.has_dots || (is_titled || line.has_page) && again.holds(line.heading, line.range.end)
    };
    let n = lines.get(first..).unwrap_or_default().iter().take_while(|line| is_entry(line)).count();
    let entries = lines.get(first..first + n).unwrap_or_default();
    let n_dotted = entries.iter().filter(|line| line.has_dots).count();
    let is_enough = n_dotted >= ENTRIES || n > ENTRIES || is_titled && n >= ENTRIES;
    first + if is_enough { n } else { 0 }
}

/// The non-empty lines of a source.
fn lines(source: &str) -> impl Iterator<Item = Entry<'_>> {
    as_set(source).filter_map(|(line, start)| {
        let range = start..start + line.len();
        let bare = line.trim();
        if bare.is_empty() {
            return None;
        }
        let is_short = bare.len() <= LONGEST && !bare.starts_with('|');
        let entry = if is_short && ends_in_page(bare) { ENTRY.captures(bare) } else { None };
        let heading =
            entry.as_ref().and_then(|entry| entry.get(1)).map_or(bare, |heading| heading.as_str());
        let has_dots = entry.as_ref().is_some_and(|entry| entry.get(2).is_some());
        Some(Entry { range, heading, has_dots, has_page: entry.is_some() })
    })
}

/// Whether a line could end in a page number. This rules out most lines before the pattern is
/// tried.
fn ends_in_page(line: &str) -> bool {
    let is_around =
        |c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–' | '－' | '·' | '）' | ')');
    let is_digit = |c: char| c.is_numeric() || c.is_ascii_alphabetic();
    line.trim_end_matches(is_around).ends_with(is_digit)
}

/// Whether a line is the word 目录.
fn is_word(heading: &str) -> bool {
    /// The maximum length of such a line, spaces and marks included, in bytes.
    const LONGEST: usize = 120;
    // Most headings contain neither character.
    if heading.len() > LONGEST || !heading.contains(['目', 'C']) {
        return false;
    }
    let letters = letters(heading);
    matches!(
        letters.as_str(),
        "目录" | "目次" | "CONTENTS" | "Contents" | "目录CONTENTS" | "目錄" | "附件目录"
    )
}

/// The first letters of a text, which stand for it in comparisons.
fn letters(text: &str) -> String {
    text.chars().filter(|c| is_letter(*c)).take(COMPARED).collect()
}

/// The first letters of every line of a text, each with the offset of the line.
struct Again(BTreeSet<(String, usize)>);

impl Again {
    fn of(source: &str) -> Self {
        let begun = as_set(source).map(|(line, start)| (letters(line), start));
        Self(begun.filter(|(line, _)| !line.is_empty()).collect())
    }

    /// Whether a line at or after `from` begins with a heading.
    fn holds(&self, heading: &str, from: usize) -> bool {
        let heading = letters(heading);
        let long_enough = heading.chars().nth(2).is_some();
        let begun = self
            .0
            .range((heading.clone(), from)..)
            .take_while(|(line, _)| line.starts_with(&heading));
        long_enough && begun.take(ALIKE).any(|(_, at)| *at >= from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "一、总体要求\n坚持节水优先。\n二、重点任务\n（一）完善制度。建立定额。\n三、保障措施\n成立专班。\n";

    #[test]
    fn typed_contents_are_found() {
        for contents in [
            "目　录\n一、总体要求………………………1\n二、重点任务………………………2\n（一）完善制度……………2\n三、保障措施………5\n",
            "一、总体要求........1\n二、重点任务 ……… - 2 -\n",
            "目录\n一、总体要求\n二、重点任务\n三、保障措施\n",
            "目 录\n\n一、总体要求 1\n二、重点任务\t2\n三、保障措施 （5）\n",
            "一、总体要求 1\n二、重点任务 2\n（一）完善制度 2\n三、保障措施 5\n",
        ] {
            let source = format!("滑县节水方案\n{contents}{BODY}");
            let found: Vec<&str> =
                find(&source).into_iter().filter_map(|range| source.get(range)).collect();
            assert_eq!(found, [contents.trim_end()], "{contents}");
        }
    }

    #[test]
    fn text_is_no_contents() {
        for text in [
            BODY,
            "一、总体要求……\n二、重点任务\n",
            "安装路灯 20\n改造管网 30\n新建水厂 2\n",
            "一、培训100人次\n二、培训200\n",
            "目录\n县司法局\n县财政局\n",
        ] {
            assert_eq!(find(text), Vec::<Range<usize>>::new(), "{text}");
        }
    }
}
