//! The list of annexes that a copy put on one line: `附件：1.甲方案2.乙清单附件1甲方案`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::super::numbering::{self, Kind};

/// With what the list of several annexes begins.
const FIRST: &str = "附件：1.";
/// The maximum length of the name of an annex, in characters.
const LONGEST: usize = 60;

static LIST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(FIRST));
static MARK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("附件"));

/// The entries of the first list in a text, each with its number; the first begins with the mark.
/// Empty if one of them cannot be a name.
pub(super) fn listed(whole: &str) -> Vec<Range<usize>> {
    let mut entries = Vec::new();
    let Some(at) = LIST.find(whole.as_bytes()).filter(|at| ends_text(whole, *at)) else {
        return entries;
    };
    let (mut start, mut value) = (at, 1);
    let first = at + FIRST.len();
    let rest = whole.get(first..).unwrap_or_default();
    let last = MARK.find(rest.as_bytes()).map_or(whole.len(), |at| first + at);
    while start < last {
        let name = start.max(first);
        let end = whole.get(name..last).and_then(|rest| next(rest, value + 1)).map(|at| name + at);
        let entry = start..end.unwrap_or(last);
        let text = whole.get(entry.clone()).unwrap_or_default();
        let is_name = text.chars().nth(LONGEST).is_none() && !text.contains('。');
        if !is_name && end.is_some() {
            return Vec::new();
        }
        entries.extend(is_name.then_some(entry));
        (start, value) = (end.unwrap_or(last), value + 1);
    }
    entries
}

/// The names in the list.
pub(super) fn names(whole: &str) -> Vec<&str> {
    let name = |entry: Range<usize>| {
        let entry = whole.get(entry)?;
        let entry = entry.strip_prefix("附件：").unwrap_or(entry);
        entry.get(numbering::leading(entry)?.len..)
    };
    listed(whole).into_iter().filter_map(name).collect()
}

/// Where the next number of the list begins.
fn next(rest: &str, value: u32) -> Option<usize> {
    let written = format!("{value}.");
    let mut places = rest.match_indices(&written).map(|(at, _)| at);
    places.find(|at| {
        let number = rest.get(*at..).and_then(numbering::leading);
        let before = rest.get(..*at).and_then(|text| text.chars().next_back());
        number.is_some_and(|number| number.kind == Kind::Arabic && number.value == value)
            && before.is_some_and(|c| !c.is_ascii_digit() && c != '.')
    })
}

/// Whether a sentence ends at a place.
fn ends_text(whole: &str, at: usize) -> bool {
    at == 0 || whole.get(..at).is_some_and(|text| text.ends_with(['。', '）', '〕', '”']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annexes_listed_on_one_line_are_told_apart() {
        for (text, expected) in [
            ("要节水。附件：1.节水方案2.任务清单附件1节水方案", "节水方案|任务清单"),
            ("要节水。附件：1.2022年清单2.2022年分解表", "2022年清单|2022年分解表"),
            ("要节水。附件：1.节水方案", "节水方案"),
            ("（见附件：1.节水方案2.任务清单）", ""),
            ("要节水。附件：1.改管。（县水利局负责）2.装表。", ""),
        ] {
            assert_eq!(names(text).join("|"), expected, "{text}");
        }
    }
}
