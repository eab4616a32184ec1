//! What follows the last sentence of a notice on the same line: the signature, the date, a remark,
//! the title of an annex.

use crate::context;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::genre;
use super::super::letterhead::{self, Block};
use super::super::numbering;
use super::{Known, alike, cut_at};
use crate::characters::{CharSet, is_letter};
use crate::patterns::{Pattern, pattern};
use crate::words::Words;

static DATE: Pattern = pattern!(
    r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日|[二〇○零一]{1}[〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
);
/// A date whose 年, 月 and 日 were lost.
static BARE_DATE: Pattern = pattern!(r"^20[0-9]{4,6}");
static ANNEX: Pattern = pattern!(r"^附件(?:[0-9０-９]{1,2}|[一二三四五六七八九十])?[：:.]?");

/// The maximum length of the names in a signature, in bytes.
const SIGNATURE: usize = 240;
/// The maximum length of the title of an annex, in characters.
const TITLE: usize = 50;
/// Words with which the footer of a page begins.
static FOOTERS: LazyLock<Words> =
    LazyLock::new(|| Words::new(["来源：", "附件下载", "扫一扫", "〔打印"]));

/// The length of the annex mark at the beginning of a text, or 0.
fn annex_mark(text: &str) -> usize {
    let found = text.starts_with("附件").then(|| ANNEX.find(text)).flatten();
    found.map_or(0, |mark| mark.end())
}

/// Splits a block after its last sentence, and at the titles of announced plans.
pub(super) fn cut(text: &str, block: Block, known: &Known, lines: &mut Vec<Block>) {
    let whole = text.get(block.clone()).unwrap_or_default();
    let mut cuts = Vec::new();
    DATE.find_iter(whole).for_each(|date| sign(whole, date.range(), known, &mut cuts));
    let signed = cuts.clone();
    let lists = |stop: usize| {
        let next = signed.iter().find(|at| **at >= stop);
        next.is_some_and(|at| {
            *at > stop && !whole.get(stop..*at).unwrap_or_default().contains('。')
        })
    };
    // Between the last sentence and the signature there are only names of annexes.
    stops(whole)
        .filter(|stop| !lists(*stop))
        .for_each(|stop| titles(whole, stop, known, &mut cuts));
    cuts.extend(footer(whole));
    cut_at(&block, cuts, lines);
}

/// Where sentences, brackets and dates end.
fn stops(whole: &str) -> impl Iterator<Item = usize> {
    static STOPS: LazyLock<CharSet> = LazyLock::new(|| ['。', '）', '日'].into_iter().collect());
    STOPS.places(whole).map(|(at, stop)| at + stop.len_utf8())
}

/// Cuts out the date of a signature, and the names before it.
fn sign(whole: &str, date: Range<usize>, known: &Known, cuts: &mut Vec<usize>) {
    // The maximum length of the names and the list of annexes before them, in characters.
    const LONGEST: usize = 400;
    let before = context::last_chars(whole, date.start, LONGEST + 1);
    let names = before.get(sentence_end(before)..).unwrap_or_default();
    let Some(names) = signers(names, known) else { return };
    if ends_notice(whole.get(date.end..).unwrap_or_default(), !names.is_empty(), known) {
        let name = date.start - names.len();
        cuts.extend([name, date.start, date.end, remark_end(whole, date.end)]);
    }
}

/// Where the last sentence of a text ends.
fn sentence_end(text: &str) -> usize {
    let stop = text.rfind(['。', '）', '！', '：', '；', '，']);
    stop.map_or(0, |at| at + context::next(text, at).map_or(0, char::len_utf8))
}

/// The names of those who sign at the end of a text; empty for a date without names, and `None` for
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

/// Where the first of several joint issuers begins, the last of which begins at `start`.
fn before_joint(names: &str, start: usize, known: &Known) -> usize {
    let before = names.get(..start).unwrap_or_default();
    match known.issuers.iter().find(|name| before.ends_with(name.as_str())) {
        Some(name) => before_joint(names, start - name.len(), known),
        None => start,
    }
}

/// Whether the date before `rest` ends a notice.
fn ends_notice(rest: &str, is_signed: bool, known: &Known) -> bool {
    let is_remark = rest.starts_with("（此件") || rest.starts_with("（此页");
    let follows = rest.is_empty() || is_remark || annex_mark(rest) > 0 || rest.starts_with("抄送");
    follows
        || FOOTERS.leading(rest).is_some()
        || plan(rest, known).is_some()
        || is_signed && annex_title(rest).is_some()
}

/// Where a remark after a date ends: `（此件公开发布）`.
fn remark_end(whole: &str, from: usize) -> usize {
    let rest = whole.get(from..).unwrap_or_default();
    let close = rest.starts_with("（此").then(|| rest.find('）')).flatten();
    close.map_or(from, |at| from + at + '）'.len_utf8())
}

/// Cuts out the mark of an annex and the title of a plan after a stop.
///
/// In `附件：甲方案附件甲方案` the list of annexes precedes the first annex.
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

/// If a text begins with the title of an announced plan, followed by the plan itself, returns the
/// length of the title.
fn plan(rest: &str, known: &Known) -> Option<usize> {
    let first = rest.chars().find(|c| is_letter(*c))?;
    if !known.opening.contains(&first) {
        return None;
    }
    let whole = known.plans.iter().filter_map(|title| alike::prefix(rest, title)).max();
    let len = whole
        .or_else(|| known.plans.iter().find_map(|title| alike::damaged_prefix(rest, title)))?;
    let behind = rest.get(len..).unwrap_or_default();
    // `…，现将《方案》印发` merely mentions the plan.
    (!behind.starts_with(['》', '，', '、', '的', '（']) || behind.starts_with("（征求意见稿）"))
        .then_some(len)
}

/// The length of the title at the beginning of an annex: it ends with a kind of document, before a
/// first item or a sentence.
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

/// Where the page footer after the last sentence begins.
fn footer(whole: &str) -> Option<usize> {
    /// The maximum length of the footer, in characters.
    const LONGEST: usize = 140;
    let tail = context::last_chars(whole, whole.len(), LONGEST + 1);
    let from = whole.len() - tail.len();
    FOOTERS.find_iter(tail).next().map(|found| from + found.range.start)
}
