//! Tables of contents that are typed: they repeat the headings with page numbers, and are no text.
//!
//! `一、总体要求………………………1` stands in one by its dots and its page. Without dots, headings are
//! entries under `目录`, or in a row of three with page numbers, where the text says each of them
//! again.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::characters::is_letter;

/// Entries with dots in a row that make a table of contents; without them one more.
const ENTRIES: usize = 2;
/// An entry is not longer than this, in bytes.
const LONGEST: usize = 400;
/// Lines that begin alike among which one further down is looked for.
const ALIKE: usize = 1000;
/// Letters by which two lines are told apart.
const COMPARED: usize = 60;
/// Lines at the top of a text among which a table of contents stands.
const TOP: usize = 600;

/// An entry with dots, or with blanks, before the number of its page.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    let page = r"[（(]?[-—－–·\s]*(?:\d{1,4}|[IVXivxⅠ-Ⅻ]{1,6})[-—－–·\s]*[）)]?";
    Regex::new(&format!(
        r"^\s*(.*?\S)\s*(?:([…‥]{{2,}}|[.．·•・。_\-—─┄┈⋯…]{{3,}}|(?:[.．·]\s){{3,}})|\s|\t)\s*{page}\s*$"
    ))
    .expect("the pattern is fixed")
});

/// A line as an entry.
struct Entry<'s> {
    range: Range<usize>,
    heading: &'s str,
    has_dots: bool,
    has_page: bool,
}

/// Where the tables of contents of a source stand, each from the word 目录 or the first entry to
/// the last.
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

/// Behind the last entry of a table of contents that begins at `first`.
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

/// The filled lines of a source.
fn lines(source: &str) -> impl Iterator<Item = Entry<'_>> {
    let mut at = 0;
    source.split('\n').filter_map(move |line| {
        let range = at..at + line.len();
        at += line.len() + 1;
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

/// Whether a line ends as the number of a page does; few lines need a closer look.
fn ends_in_page(line: &str) -> bool {
    let is_around =
        |c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–' | '－' | '·' | '）' | ')');
    let is_digit = |c: char| c.is_numeric() || c.is_ascii_alphabetic();
    line.trim_end_matches(is_around).ends_with(is_digit)
}

/// Whether a line is the word 目录.
fn is_word(heading: &str) -> bool {
    /// No such word is longer than this, in bytes, its blanks and marks included.
    const LONGEST: usize = 120;
    // A character of each, since most headings hold none.
    if heading.len() > LONGEST || !heading.contains(['目', 'C']) {
        return false;
    }
    let letters = letters(heading);
    matches!(
        letters.as_str(),
        "目录" | "目次" | "CONTENTS" | "Contents" | "目录CONTENTS" | "目錄" | "附件目录"
    )
}

/// The first letters of a text, by which lines are compared.
fn letters(text: &str) -> String {
    text.chars().filter(|c| is_letter(*c)).take(COMPARED).collect()
}

/// How the lines of a text begin, with the last place where each does.
struct Again(BTreeSet<(String, usize)>);

impl Again {
    fn of(source: &str) -> Self {
        let mut at = 0;
        let begun = source.split('\n').map(|line| {
            let start = at;
            at += line.len() + 1;
            (letters(line), start)
        });
        Self(begun.filter(|(line, _)| !line.is_empty()).collect())
    }

    /// Whether a line behind `from` begins with a heading.
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
