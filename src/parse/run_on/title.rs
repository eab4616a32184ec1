//! The title in the head of a copy: declared by a field, written twice, or behind breadcrumbs.

use super::super::genre;
use super::super::letterhead;
use super::alike;
use super::head::NUMBER;
use crate::lexicon::pages::CRUMB_ENDS;
use crate::patterns::{Pattern, pattern};

/// The maximum length of a title, in characters.
const LONGEST_TITLE: usize = 140;

/// What documents that issue others are called.
const ISSUE: [&str; 4] = ["通知", "函", "公告", "通告"];

/// How many places of 关于 are compared to find a title that occurs twice.
const ANCHORS: usize = 8;

static TITLE: Pattern = pattern!(
    r"^(?:\p{Han}|[、“”（）]){0,60}关于[^。；：]{2,150}?的?(?:通知|意见|决定|通报|批复|函|公告|通告)"
);

/// Returns the title by which the head can be split: the declared one, or one that occurs twice, or
/// one after the breadcrumbs.
pub(super) fn titles(head: &str, declared: Option<&str>) -> Vec<String> {
    let declared =
        declared.filter(|title| !alike::places(head, title).is_empty()).map(str::to_owned);
    let found = declared.or_else(|| repeated(head)).or_else(|| behind_crumbs(head));
    found.into_iter().collect()
}

/// The title at the beginning of a copy, if its number or the addressees follow directly:
/// `某镇人民政府关于…的通知某政〔2024〕15号各村…：`.
pub(super) fn opening_title(head: &str) -> Option<String> {
    let ends = head.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_TITLE);
    let about = head.find("关于")? + "关于".len();
    let mut titles = ends.filter(|end| *end >= about).filter_map(|end| head.get(..end));
    let is_followed = |title: &str| {
        let rest = head.get(title.len()..).unwrap_or_default();
        let colon = rest.find(['：', '。']).and_then(|at| rest.get(..at + '：'.len_utf8()));
        let number = NUMBER.find(rest).filter(|number| !number.as_str().contains('的'));
        !letterhead::ends_a_title(rest)
            && (number.is_some()
                || !rest.starts_with('（') && colon.is_some_and(letterhead::is_addressee_line))
    };
    let is_whole = |title: &&str| {
        let is_issued = || {
            title.starts_with("关于")
                || !letterhead::title_issuers(title).is_empty()
                || is_of_several(title)
        };
        genre::kind(title).is_some()
            && letterhead::is_balanced(title)
            && is_issued()
            && is_followed(title)
    };
    // A notice that issues something is called a notice itself: `关于印发规划（一期）方案的通知`.
    let is_named = |title: &&str| {
        !title.contains("关于印发") || genre::kind(title).is_some_and(|kind| ISSUE.contains(&kind))
    };
    let named = titles.clone().find(|title| is_named(title) && is_whole(title));
    named
        .or_else(|| titles.find(is_whole))
        .filter(|title| letterhead::is_title_line(title))
        .map(str::to_owned)
}

/// Whether a title begins with the first of several issuers: `某县水利局等三部门关于…`.
fn is_of_several(title: &str) -> bool {
    let first = title.split_once("关于").and_then(|(issuers, _)| issuers.split_once('等'));
    first.is_some_and(|(name, others)| {
        letterhead::is_body_name(name) && (others.ends_with("部门") || others.ends_with("单位"))
    })
}

/// The longest title that occurs twice. A title may itself contain 关于 twice.
fn repeated(head: &str) -> Option<String> {
    let anchors: Vec<usize> = head.match_indices("关于").map(|(at, _)| at).take(ANCHORS).collect();
    let pairs = anchors
        .iter()
        .enumerate()
        .flat_map(|(n, first)| anchors.iter().skip(n + 1).map(move |next| (*first, *next)));
    let twice = |(first, second): (usize, usize)| {
        let before = common(head.get(..first)?.chars().rev(), head.get(..second)?.chars().rev());
        let after = common(head.get(first..second)?.chars(), head.get(second..)?.chars());
        let title = head.get(first - before..first + after)?;
        let end = last_kind(title)?;
        title.get(..end).map(str::to_owned).filter(|title| title.chars().count() > 8)
    };
    // Of several with the same length, the first.
    pairs
        .filter_map(twice)
        .reduce(|best, other| if other.len() > best.len() { other } else { best })
}

/// Length of the common prefix of two sequences of characters, in bytes. All dashes are equal,
/// since a copy may change them.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―');
    let is_same = |a: char, b: char| a == b || is_dash(a) && is_dash(b);
    let both = one.zip(other).take_while(|(a, b)| is_same(*a, *b) && !matches!(a, '。' | '：'));
    both.map(|(c, _)| c.len_utf8()).sum()
}

/// Where the last kind of document in a text ends.
fn last_kind(text: &str) -> Option<usize> {
    let mut ends = text.char_indices().rev().map(|(at, c)| at + c.len_utf8());
    ends.find(|end| text.get(..*end).and_then(genre::kind).is_some())
}

/// The title after the breadcrumbs: `首页政务公开政府文件|某县人民政府关于…的通知`.
fn behind_crumbs(head: &str) -> Option<String> {
    let about = head.find("关于")?;
    let before = head.get(..about)?;
    let ends = CRUMB_ENDS.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len()));
    let start =
        ends.filter(|end| is_issuer(before.get(*end..).unwrap_or_default())).max().unwrap_or(about);
    let rest = head.get(start..)?;
    TITLE.find(rest).map(|title| title.as_str().to_owned())
}

/// Whether a text is empty or the whole name of a body; 办公室 is only the end of one.
fn is_issuer(name: &str) -> bool {
    name.is_empty()
        || letterhead::is_body_name(name) && name.chars().count() > "办公室".chars().count()
}
