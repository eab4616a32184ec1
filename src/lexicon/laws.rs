//! The laws, regulations and rules of `laws.tsv`, by title.
//!
//! `《中华人民共和国行政处罚法》`, `行政处罚法` and `《行政处罚法（2021年修订）》` name one law:
//! titles are compared by their [`key`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use super::divisions::{Division, divisions};
use crate::characters::{CharSet, is_letter};
use crate::words::Words;

const TABLE: &str = include_str!("laws.tsv");

/// A row of the table. Dates are those of the newest version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Law {
    /// The title; for laws of the state, without 中华人民共和国.
    pub title: &'static str,
    /// 宪法, 法律, 行政法规, 部门规章, 地方性法规, 党内法规.
    pub kind: &'static str,
    /// The order that issued it, such as 国务院令第722号.
    pub number: Option<&'static str>,
    /// The date of publication: 2019-10-22.
    pub published: Option<&'static str>,
    /// The date on which it came into force.
    pub in_force: Option<&'static str>,
    /// Whether it is no longer in force.
    pub expired: bool,
}

static LAWS: LazyLock<Vec<Law>> =
    LazyLock::new(|| TABLE.lines().skip(1).filter_map(Law::read).collect());
static KEYS: LazyLock<FxHashMap<String, &Law>> =
    LazyLock::new(|| laws().iter().map(|law| (key(law.title), law)).collect());

/// Returns all rows, sorted by title.
pub fn laws() -> &'static [Law] {
    &LAWS
}

/// Returns the law with this title.
pub fn law(title: &str) -> Option<&'static Law> {
    KEYS.get(&key(title)).copied()
}

/// Titles of laws and regulations of the state and the Party, without 中华人民共和国, indexed by
/// their endings.
struct Titles {
    /// The last characters of the titles.
    last: CharSet,
    /// The titles by their last two characters, sorted by their bytes from the end.
    by_end: FxHashMap<(char, char), Vec<&'static str>>,
}

static TITLES: LazyLock<Titles> = LazyLock::new(|| {
    // 水法 and the like occur within other words; a law no longer in force is named in 《 》.
    let named = laws()
        .iter()
        .filter(|law| !law.expired && law.title.chars().count() > 2 || law.kind == "宪法");
    let mut by_end = FxHashMap::<_, Vec<&'static str>>::default();
    for title in named.map(|law| law.title) {
        by_end.entry(last_two(title).expect("a title has two characters")).or_default().push(title);
    }
    by_end
        .values_mut()
        .for_each(|titles| titles.sort_by(|one, other| one.bytes().rev().cmp(other.bytes().rev())));
    let last = by_end.keys().map(|(_, last)| *last).collect();
    Titles { last, by_end }
});

fn last_two(text: &str) -> Option<(char, char)> {
    let mut back = text.chars().rev();
    let last = back.next()?;
    Some((back.next()?, last))
}

/// Finds the laws that a text names by their titles: from left to right, the longest first, and
/// without overlaps.
///
/// Titles are matched from the end, which is more distinctive than the beginning: few words end
/// with 处罚法.
pub(crate) fn named(text: &str) -> Vec<Range<usize>> {
    let ends = TITLES.last.places(text).map(|(at, c)| at + c.len_utf8());
    let mut found: Vec<Range<usize>> = ends.flat_map(|end| ending(text, end)).collect();
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let is_free = range.start >= end;
        end = if is_free { range.end } else { end };
        is_free
    });
    found
}

/// Finds the names of laws that [`named`] leaves out because other words contain them, such as 刑法
/// in 量刑法定. The caller has to look at the context.
pub(crate) fn named_shortly(text: &str) -> impl Iterator<Item = Range<usize>> {
    static SHORT: LazyLock<Words> = LazyLock::new(|| Words::new(short()));
    SHORT.find_iter(text).map(|found| found.range)
}

/// The titles of laws that have only two characters.
pub(crate) fn short() -> impl Iterator<Item = &'static str> {
    let is_short = |law: &&Law| !law.expired && law.title.chars().count() == 2;
    laws().iter().filter(is_short).filter(|law| law.kind == "法律").map(|law| law.title)
}

/// The titles that end at byte `end` of a text.
fn ending(text: &str, end: usize) -> Vec<Range<usize>> {
    let head = text.get(..end).unwrap_or_default();
    let mut alike =
        last_two(head).and_then(|both| TITLES.by_end.get(&both)).map_or(&[][..], Vec::as_slice);
    let mut found = Vec::new();
    for (n, byte) in head.bytes().rev().enumerate() {
        let at = |title: &&str| {
            title.len().checked_sub(n + 1).and_then(|at| title.as_bytes().get(at)).copied()
        };
        let from = alike.partition_point(|title| at(title) < Some(byte));
        let to = alike.partition_point(|title| at(title) <= Some(byte));
        alike = alike.get(from..to).unwrap_or_default();
        match alike.first() {
            Some(first) if first.len() == n + 1 => found.push(end - first.len()..end),
            Some(_) => {}
            None => break,
        }
    }
    found
}

/// The key shared by all spellings of a title, which differ in marks, white space, a leading
/// 中华人民共和国, or a remark on the version in brackets.
pub fn key(title: &str) -> String {
    static VERSION: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"[（(]\s*(?:试行|暂行|(?:[0-9]{4}年?)?(?:最新)?(?:修正|修订|修改)(?:版|本)?|[0-9]{4}年?版)\s*[）)]";
        Regex::new(pattern).expect("the pattern is one")
    });
    let title = title
        .strip_prefix("中华人民共和国")
        .filter(|rest| rest.chars().count() > 1)
        .unwrap_or(title);
    VERSION.replace_all(title, "").chars().filter(|c| is_letter(*c)).collect()
}

impl Law {
    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t');
        let (title, kind) = (cells.next()?, cells.next()?);
        let mut cell = || cells.next().filter(|cell| !cell.is_empty());
        let (number, published, in_force, expired) = (cell(), cell(), cell(), cell());
        Some(Self { title, kind, number, published, in_force, expired: expired.is_some() })
    }

    /// The region with whose name a local regulation begins, if only one division has that name.
    pub fn division(&self) -> Option<Division> {
        let (found, _) = divisions().leading(self.title).filter(|_| self.kind == "地方性法规")?;
        found.first().copied().filter(|_| found.len() == 1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn rows_are_sorted_and_whole() {
        const KINDS: &[&str] = &["宪法", "法律", "行政法规", "部门规章", "地方性法规", "党内法规"];
        assert!(laws().len() > 2000 && laws().windows(2).all(|pair| pair[0].title < pair[1].title));
        assert_eq!(laws().len() + 1, TABLE.lines().count());
        for law in laws() {
            assert!(KINDS.contains(&law.kind), "{}", law.title);
            assert!(
                !law.title.contains([' ', '(', ',', ':']),
                "{} is not in normal form",
                law.title
            );
            for day in law.published.iter().chain(&law.in_force) {
                assert!(day.parse::<jiff::civil::Date>().is_ok(), "{}: {day}", law.title);
            }
        }
        assert!(TABLE.lines().all(|line| line.split('\t').count() == 6));
    }

    #[test]
    fn titles_are_found_by_their_ends() {
        let text = "依据行政处罚法、中华人民共和国宪法和河南省优化营商环境条例，加强法治、立法";
        let found: Vec<_> = named(text).into_iter().filter_map(|range| text.get(range)).collect();
        assert_eq!(found, ["行政处罚法", "宪法", "河南省优化营商环境条例"]);
    }

    #[test]
    fn a_key_names_one_law() {
        let mut titles = BTreeMap::new();
        for law in laws() {
            assert_eq!(titles.insert(key(law.title), law.title), None, "{}", law.title);
        }
    }

    #[test]
    fn writings_of_one_title_find_one_law() {
        for (written, title, kind) in [
            ("中华人民共和国行政处罚法", "行政处罚法", "法律"),
            ("行政处罚法（2021年修订）", "行政处罚法", "法律"),
            ("宪法", "宪法", "宪法"),
            ("优化营商环境条例", "优化营商环境条例", "行政法规"),
            ("河南省优化营商环境条例", "河南省优化营商环境条例", "地方性法规"),
            ("信访工作条例", "信访工作条例", "党内法规"),
            ("市场主体登记管理条例实施细则", "市场主体登记管理条例实施细则", "部门规章"),
        ] {
            assert_eq!(
                law(written).map(|law| (law.title, law.kind)),
                Some((title, kind)),
                "{written}"
            );
        }
        let known = law("优化营商环境条例").expect("the table has it");
        assert_eq!((known.number, known.published), (Some("国务院令第722号"), Some("2019-10-22")));
        assert_eq!(
            law("河南省优化营商环境条例").and_then(Law::division).map(|one| one.code),
            Some("410000")
        );
        assert_eq!(law("工作方案"), None);
    }
}
