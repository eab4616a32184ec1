//! What follows the last sentence of a notice on the same line: the signature, the date, a remark,
//! the title of an annex.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::genre;
use super::super::letterhead::{self, Block};
use super::super::numbering;
use super::super::text::Text;
use super::{Known, alike, annexes, cut_at};
use crate::characters::{CharSet, is_letter};
use crate::context;
use crate::lexicon::levels::LEVELS;
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
pub(super) fn cut(text: &Text, block: Block, known: &Known, lines: &mut Vec<Block>) {
    let whole = text.get(block.clone());
    let mut cuts = Vec::new();
    cuts.extend(annexes::listed(whole).into_iter().flat_map(|name| [name.start, name.end]));
    for date in DATE.find_iter(whole) {
        let from = block.start + reach(whole, date.start());
        let gaps = letterhead::gaps(text, &(from..block.start + date.start()));
        sign(whole, date.range(), &gaps, known, &mut cuts);
    }
    let signed = cuts.clone();
    let lists = |stop: usize| {
        let next = signed.iter().find(|at| **at >= stop);
        next.is_some_and(|at| {
            *at > stop && !whole.get(stop..*at).unwrap_or_default().contains('。')
        })
    };
    // Between the last sentence and the signature there are only names of annexes.
    stops(whole)
        .chain((annex_mark(whole) > 0).then_some(0))
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

/// Where the names and the list of annexes before a date at byte `at` begin at the earliest.
fn reach(whole: &str, at: usize) -> usize {
    /// The maximum length of these, in characters.
    const LONGEST: usize = 400;
    at - context::last_chars(whole, at, LONGEST + 1).len()
}

/// Cuts out the date of a signature, and the names before it; `gaps` are the spaces before the
/// date, from [`reach`] on.
fn sign(whole: &str, date: Range<usize>, gaps: &[usize], known: &Known, cuts: &mut Vec<usize>) {
    let before = whole.get(reach(whole, date.start)..date.start).unwrap_or_default();
    let end = sentence_end(before);
    let gaps: Vec<usize> = gaps.iter().filter_map(|gap| gap.checked_sub(end)).collect();
    let names = before.get(end..).unwrap_or_default();
    let is_free = before.get(..end).is_some_and(|text| !text.ends_with(['：', '，']));
    let Some(names) = signers(names, &gaps, is_free, known) else { return };
    let rest = whole.get(date.end..).unwrap_or_default();
    let listed = before.get(..before.len() - names.len()).unwrap_or_default();
    let is_signed = !names.is_empty();
    if ends_notice(rest, is_signed, known) || is_signed && begins_with_listed(rest, listed) {
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
///
/// `gaps` are the spaces in the text since the last sentence; `is_free` says that this text is not
/// a list behind a colon.
fn signers<'t>(names: &'t str, gaps: &[usize], is_free: bool, known: &Known) -> Option<&'t str> {
    if names.is_empty() {
        return Some(names);
    }
    let apart = set_apart(names, gaps, is_free);
    let issuer = known
        .issuers
        .iter()
        .filter(|issuer| names.ends_with(issuer.as_str()))
        .max_by_key(|name| name.len());
    if let Some(issuer) = issuer {
        let start = before_joint(names, names.len() - issuer.len(), known);
        let from = gaps.iter().copied().filter(|gap| *gap <= start).max().unwrap_or_default();
        let is_more = from == start || names.get(from..start).is_some_and(is_place);
        return names.get(apart.filter(|_| is_more).map_or(start, |apart| apart.min(start))..);
    }
    let is_whole = || {
        names.len() <= SIGNATURE && letterhead::is_body_name(names) && genre::kind(names).is_none()
    };
    match apart {
        Some(start) => names.get(start..),
        None => is_whole().then_some(names),
    }
}

/// Whether a text may be the place that the title leaves out before its issuer.
fn is_place(text: &str) -> bool {
    /// The maximum length of its name, in characters.
    const LONGEST: usize = 12;
    text.ends_with(LEVELS) && text.chars().nth(LONGEST).is_none()
}

/// Where the names begin that spaces set apart at the end of a text, each the name of a body:
/// `附：节水责任表|中共滑县县委|滑县人民政府`.
fn set_apart(names: &str, gaps: &[usize], is_free: bool) -> Option<usize> {
    let starts = gaps.iter().copied().filter(|gap| *gap < names.len());
    let first = (is_free && !gaps.contains(&0)).then_some(0);
    let (mut found, mut end) = (None, names.len());
    for start in starts.rev().chain(first) {
        let name = names.get(start..end)?;
        let is_begun = || found.is_some() && is_place(name);
        if !letterhead::is_body_name(name) && !is_begun() || genre::kind(name).is_some() {
            break;
        }
        (found, end) = (Some(start), start);
    }
    found
}

/// Whether a text begins with the first annex that a list before it names: `附：节水责任表`.
fn begins_with_listed(rest: &str, before: &str) -> bool {
    /// The minimum length of its name, in characters.
    const LEAST: usize = 5;
    let names = before.rsplit_once("附件：").or_else(|| before.rsplit_once("附："));
    let names = names.map_or("", |(_, names)| names.trim_start_matches(['1', '.', '、']));
    let name = names.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
    name.chars().nth(LEAST - 1).is_some() && rest.starts_with(name)
}

/// Whether a text lists annexes.
pub(super) fn lists_annexes(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.contains("附件：") || text.contains("附："))
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
    let follows = rest.is_empty()
        || is_remark
        || annex_mark(rest) > 0
        || rest.starts_with("抄送")
        || is_signed && is_imprint(rest);
    follows
        || FOOTERS.leading(rest).is_some()
        || plan(rest, known, true).is_some()
        || is_signed && annex_title(rest).is_some()
}

/// Whether a text is an imprint: `滑县水利局办公室2024年3月5日印发`.
fn is_imprint(text: &str) -> bool {
    let date = if text.len() <= SIGNATURE { DATE.find(text) } else { None };
    date.is_some_and(|date| {
        let (name, rest) = (text.get(..date.start()), text.get(date.end()..));
        name.is_some_and(letterhead::is_body_name) && rest.is_some_and(|it| it.starts_with("印发"))
    })
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
        // A bracket may stand within a sentence.
        let may_be_damaged = mark > 0 || !whole.get(..at).is_some_and(|text| text.ends_with('）'));
        let title = plan(behind, known, may_be_damaged)
            .or_else(|| if mark > 0 { annex_title(behind) } else { None });
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
/// length of the title, of which the copy may have lost characters. An issuer may stand before it.
fn plan(rest: &str, known: &Known, may_be_damaged: bool) -> Option<usize> {
    let behind_issuer = || {
        let mut bare = known.issuers.iter().filter_map(|name| rest.strip_prefix(name.as_str()));
        bare.find_map(|bare| Some(rest.len() - bare.len() + title(bare, known, false)?))
    };
    title(rest, known, may_be_damaged).or_else(behind_issuer)
}

/// The same without an issuer.
fn title(rest: &str, known: &Known, may_be_damaged: bool) -> Option<usize> {
    /// What follows a plan that is merely mentioned: `…，现将《方案》印发`, `方案由县水利局制定`.
    const GOES_ON: [char; 7] = ['》', '，', '、', '的', '（', '由', '另'];
    let first = rest.chars().find(|c| is_letter(*c))?;
    if !known.opening.contains(&first) {
        return None;
    }
    let whole = known.plans.iter().filter_map(|title| alike::prefix(rest, title)).max();
    let mut damaged = known.plans.iter().filter(|_| may_be_damaged);
    let len = whole.or_else(|| damaged.find_map(|title| alike::damaged_prefix(rest, title)))?;
    let behind = rest.get(len..).unwrap_or_default();
    (!behind.starts_with(GOES_ON) || behind.starts_with("（征求意见稿）")).then_some(len)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_within_a_sentence_begins_no_plan() {
        let plans = vec!["国家粮食应急预案".to_owned()];
        let opening = plans.iter().flat_map(|title| alike::opening(title)).collect();
        let known = Known { plans, opening, issuers: Vec::new() };
        let why = "为了确保粮食市场供应，保持粮食市场价格基本稳定，制定本预案。".repeat(3);
        for (text, expected) in [
            (format!("本省（区、市）粮食应急预案启动后，要增加供给。{why}"), None),
            (format!("要落实。国家粮食应急预案由省政府制定。{why}"), None),
            (format!("现印发给你们。粮食应急预案{why}"), Some("粮食应急预案")),
            (format!("现印发（此件公开发布）国家粮食应急预案{why}"), Some("国家粮食应急预案")),
        ] {
            let (mut copied, mut lines) = (Text::default(), Vec::new());
            copied.copy(&text, 0);
            cut(&copied, 0..text.len(), &known, &mut lines);
            let mut lines = lines.into_iter().filter_map(|line| text.get(line));
            let title = lines.find(|line| line.ends_with("应急预案"));
            assert_eq!(title, expected, "{text}");
        }
    }
}
