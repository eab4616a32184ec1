//! What stands on one line behind the last sentence of a notice: who signs, the date, a remark, the
//! title of what is attached.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::genre;
use super::super::letterhead::{self, Block};
use super::super::numbering;
use super::{Known, alike};
use crate::characters::{CharSet, is_letter};

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日|[二〇○零一]{1}[〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
        .expect("the pattern is fixed")
});
/// A date whose 年, 月 and 日 were lost.
static BARE_DATE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^20[0-9]{4,6}").expect("the pattern is fixed"));
static ANNEX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^附件(?:[0-9０-９]{1,2}|[一二三四五六七八九十])?[：:.]?")
        .expect("the pattern is fixed")
});

/// Names that sign are not longer than this, in bytes.
const SIGNATURE: usize = 240;
/// The title of an annex is not longer than this, in characters.
const TITLE: usize = 50;
/// Words in which the footer of a page begins.
const FOOTERS: [&str; 4] = ["来源：", "附件下载", "扫一扫", "〔打印"];

/// The length of the mark of an annex that a text begins with, 0 where it begins with none.
fn annex_mark(text: &str) -> usize {
    let found = text.starts_with("附件").then(|| ANNEX.find(text)).flatten();
    found.map_or(0, |mark| mark.end())
}

/// Cuts a block behind its last sentence, and at the titles of plans that are announced.
pub(super) fn cut(text: &str, block: Block, known: &Known, lines: &mut Vec<Block>) {
    let whole = text.get(block.clone()).unwrap_or_default();
    let mut cuts = vec![0];
    DATE.find_iter(whole).for_each(|date| sign(whole, date.range(), known, &mut cuts));
    let signed: Vec<usize> = cuts.iter().copied().skip(1).collect();
    let lists = |stop: usize| {
        let next = signed.iter().find(|at| **at >= stop);
        next.is_some_and(|at| {
            *at > stop && !whole.get(stop..*at).unwrap_or_default().contains('。')
        })
    };
    // Between the last sentence and the signature stand the names of annexes alone.
    stops(whole)
        .filter(|stop| !lists(*stop))
        .for_each(|stop| titles(whole, stop, known, &mut cuts));
    cuts.extend(footer(whole));
    cuts.push(whole.len());
    cuts.sort_unstable();
    cuts.dedup();
    lines.extend(cuts.windows(2).map(|pair| block.start + pair[0]..block.start + pair[1]));
}

/// Where sentences and brackets end.
fn stops(whole: &str) -> impl Iterator<Item = usize> {
    static STOPS: LazyLock<CharSet> = LazyLock::new(|| ['。', '）', '日'].into_iter().collect());
    STOPS.places(whole).map(|(at, stop)| at + stop.len_utf8())
}

/// Cuts the names before a date that signs, and the date.
fn sign(whole: &str, date: Range<usize>, known: &Known, cuts: &mut Vec<usize>) {
    // The names and the list of annexes before them are not longer than this, in characters.
    const LONGEST: usize = 400;
    let before = whole.get(..date.start).unwrap_or_default();
    let from = before.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
    let before = before.get(from..).unwrap_or_default();
    let names = before.get(sentence_end(before)..).unwrap_or_default();
    let Some(names) = signers(names, known) else { return };
    if ends_notice(whole.get(date.end..).unwrap_or_default(), !names.is_empty(), known) {
        let name = date.start - names.len();
        cuts.extend([name, date.start, date.end, remark_end(whole, date.end)]);
    }
}

/// Where the last sentence of a text ends.
fn sentence_end(text: &str) -> usize {
    text.rfind(['。', '）', '！', '：', '；', '，']).map_or(0, |at| {
        at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    })
}

/// The bodies that sign at the end of a text, empty where the date stands alone; none where it is
/// the date of something else.
fn signers<'t>(names: &'t str, known: &Known) -> Option<&'t str> {
    if names.is_empty() {
        return Some(names);
    }
    let issuer = known
        .issuers
        .iter()
        .filter(|issuer| names.ends_with(issuer.as_str()))
        .max_by_key(|name| name.len());
    if let Some(issuer) = issuer {
        return names.get(before_joint(names, names.len() - issuer.len(), known)..);
    }
    (names.len() <= SIGNATURE && letterhead::is_body_name(names) && genre::kind(names).is_none())
        .then_some(names)
}

/// Where the first of several issuers begins, who sign side by side up to `start`.
fn before_joint(names: &str, start: usize, known: &Known) -> usize {
    let before = names.get(..start).unwrap_or_default();
    match known.issuers.iter().find(|name| before.ends_with(name.as_str())) {
        Some(name) => before_joint(names, start - name.len(), known),
        None => start,
    }
}

/// Whether a date before `rest` is the last of a notice.
fn ends_notice(rest: &str, is_signed: bool, known: &Known) -> bool {
    let is_remark = rest.starts_with("（此件") || rest.starts_with("（此页");
    let follows = rest.is_empty() || is_remark || annex_mark(rest) > 0 || rest.starts_with("抄送");
    let footer = FOOTERS.iter().any(|word| rest.starts_with(word));
    follows || footer || plan(rest, known).is_some() || is_signed && annex_title(rest).is_some()
}

/// Where the remark behind a date ends: `（此件公开发布）`.
fn remark_end(whole: &str, from: usize) -> usize {
    let rest = whole.get(from..).unwrap_or_default();
    let close = rest.starts_with("（此").then(|| rest.find('）')).flatten();
    close.map_or(from, |at| from + at + '）'.len_utf8())
}

/// Cuts the mark of an annex and the title of a plan that stand behind a stop.
///
/// In `附件：甲方案附件甲方案` the list of annexes stands before the first of them.
fn titles(whole: &str, stop: usize, known: &Known, cuts: &mut Vec<usize>) {
    let mut at = stop;
    loop {
        let rest = whole.get(at..).unwrap_or_default();
        let mark = annex_mark(rest);
        let date = rest.starts_with("20").then(|| BARE_DATE.find(rest)).flatten();
        let bare = date.filter(|date| letterhead::date(date.as_str(), 0..0).is_some());
        let start = mark + bare.map_or(0, |date| date.end());
        let behind = rest.get(start..).unwrap_or_default();
        let title =
            plan(behind, known).or_else(|| if mark > 0 { annex_title(behind) } else { None });
        let Some(len) = title else { return };
        cuts.push(at);
        if mark == 0 || annex_mark(behind.get(len..).unwrap_or_default()) == 0 {
            cuts.extend([at + start - mark, at + start, at + start + len]);
            return;
        }
        at += start + len;
    }
}

/// The length of the title of an announced plan that a text begins with, and that its own text
/// follows.
fn plan(rest: &str, known: &Known) -> Option<usize> {
    let first = rest.chars().find(|c| is_letter(*c))?;
    if !known.opening.contains(&first) {
        return None;
    }
    let whole = known.plans.iter().filter_map(|title| alike::prefix(rest, title)).max();
    let len = whole
        .or_else(|| known.plans.iter().find_map(|title| alike::damaged_prefix(rest, title)))?;
    let behind = rest.get(len..).unwrap_or_default();
    // `…，现将《方案》印发` goes on about it.
    (!behind.starts_with(['》', '，', '、', '的', '（']) || behind.starts_with("（征求意见稿）"))
        .then_some(len)
}

/// The length of the title that an annex begins with: it ends in a kind of document, and a first
/// item or a sentence follows.
fn annex_title(rest: &str) -> Option<usize> {
    let ends = rest.char_indices().take(TITLE).map(|(at, c)| at + c.len_utf8());
    ends.take_while(|end| !rest.get(..*end).unwrap_or_default().ends_with(['。', '，', '；', '：']))
        .find(|end| {
            let (title, behind) =
                (rest.get(..*end).unwrap_or_default(), rest.get(*end..).unwrap_or_default());
            title.chars().count() > 5
                && genre::kind(title).is_some_and(|kind| kind.chars().count() > 1)
                && (numbering::leading(behind).is_some_and(|number| number.value == 1)
                    || behind.starts_with('为')
                    || annex_mark(behind) > 0)
        })
}

/// Where the footer of the page begins behind the last sentence.
fn footer(whole: &str) -> Option<usize> {
    /// The footer is not longer than this, in characters.
    const LONGEST: usize = 140;
    let from = whole.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
    let tail = whole.get(from..)?;
    FOOTERS.iter().filter_map(|word| tail.find(word)).min().map(|at| from + at)
}
