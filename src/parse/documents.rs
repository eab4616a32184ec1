//! Splits a source into its documents: a notice and the plans attached to it, each with its
//! letterhead.
//!
//! `现将《…实施方案》《…考核方案》印发给你们` announces two plans. [`plans`](super::plans) finds
//! where each begins, after [`glued`](super::glued) has separated what a copy ran together.

mod end;
mod forwarded;

use std::ops::Range;

use super::furniture::take_furniture;
use super::genre;
use super::letterhead::{self, Block, Dated, Letterhead, Part};
use super::lines::is_date_in_figures;
use super::numbering::{self, Kind};
use super::outline::closing_list;
use super::plans::{Plan, plan_starts};
use super::text::Text;
use super::top;
use crate::characters::is_letter;
use crate::clause::names_a_unit;
use crate::lexicon::split_names;

/// How many blocks at the top may belong to the letterhead.
pub(super) const TOP: usize = 24;

/// A document with the blocks of its body.
#[derive(Debug)]
pub(super) struct Portion {
    pub(super) head: Letterhead,
    pub(super) body: Vec<Block>,
}

impl Portion {
    /// Where it begins: at the first part of the letterhead, or at the body if there is none.
    pub(super) fn start(&self) -> usize {
        let parts = [&self.head.title, &self.head.masthead, &self.head.number];
        let named = parts.into_iter().flatten().map(|part| part.range.start);
        named.chain(self.body.first().map(|block| block.start)).min().unwrap_or_default()
    }
}

/// Reads the documents of a text.
pub(super) fn documents(whole: &Text, blocks: &[Block]) -> Vec<Portion> {
    let text = whole.as_str();
    let mut blocks = blocks.to_vec();
    let mut first = Letterhead::default();
    take_furniture(text, &mut blocks, &mut first);
    end::take(whole, &mut blocks, &mut first);
    let body = top::take(whole, &blocks, &mut first);
    let starts = plan_starts(whole, &blocks, body, &first);
    let begin = |plan: &Plan| forwarded::begin(whole, &blocks, body, plan.lines.start);
    let end = starts.first().map_or(blocks.len(), begin);
    let mut own = blocks.get(body..end).unwrap_or_default().to_vec();
    take_signature(whole, &mut own, &mut first, starts.is_empty());
    finish(whole, &own, &mut first, !starts.is_empty());
    let forwards = first.title.as_ref().is_some_and(|title| forwarded::forwards(&title.text));
    let mut parts = vec![Portion { head: first, body: own }];
    for (n, plan) in starts.iter().enumerate() {
        let end = starts.get(n + 1).map_or(blocks.len(), begin);
        let body = blocks.get(plan.lines.end..end).unwrap_or_default().to_vec();
        let mut part = Portion { head: plan.head(text, &blocks), body };
        if forwards {
            let above = blocks.get(begin(plan)..plan.lines.start).unwrap_or_default();
            forwarded::take_head(whole, above, &mut part);
        }
        parts.push(part);
    }
    parts
}

/// Removes the signature, a date with issuers above it, from the end of a notice.
fn take_signature(text: &Text, own: &mut Vec<Block>, head: &mut Letterhead, at_end: bool) {
    let dated = |n: usize| {
        let written = letterhead::date(text.get(own[n].clone()), own[n].clone());
        written.or_else(|| date_below_signers(text, own.get(n.checked_sub(1)?)?, &own[n]))
    };
    let mut found: Option<(usize, Dated)> =
        (0..own.len()).rev().find_map(|n| dated(n).map(|date| (n, date)));
    // A date in the middle of the text is not part of a signature; below a title it is the date of
    // the meeting that passed the document.
    let end = closing_list(text, own).unwrap_or(own.len());
    found = found.filter(|(n, _)| !at_end || end.saturating_sub(*n) <= 3);
    if found.is_none() {
        found = dated_above_annex(text, own).and_then(|n| dated(n).map(|date| (n, date)));
    }
    let dated = found.map(|(at, date)| (at, Some(date)));
    let Some((at, date)) = dated.or_else(|| Some((month_below_signers(text, own)?, None))) else {
        return;
    };
    let mut first = at;
    let mut issuers = Vec::new();
    let above = own.get(..at).unwrap_or_default().iter().rev();
    for signed in above.map_while(|block| signed_on(text, block)) {
        issuers.splice(0..0, signed);
        first -= 1;
    }
    // 二、通报单位 ⏎ 县交通局: the first of several lines may belong to what stands above it.
    if at - first > 1 && first > 0 && heads_names(text.get(own[first - 1].clone())) {
        let n_names = signed_on(text, &own[first]).map_or(0, |names| names.len());
        issuers.drain(..n_names);
        first += 1;
    }
    let above = first.checked_sub(1).and_then(|n| own.get(n));
    first -= usize::from(above.is_some_and(|above| begins_first(text, above, &mut issuers)));
    if !issuers.is_empty() || head.issuers.is_empty() {
        head.issuers = issuers;
    }
    head.date = date.or(head.date.take());
    own.drain(first..=at);
}

/// Joins names that lines of a signature break, and the first of them to the line above it if it
/// begins there, which is returned.
fn begins_first(text: &Text, above: &Block, issuers: &mut Vec<Part>) -> bool {
    let joined = |line: &str, start: usize, rest: &Part| {
        let whole = letterhead::broken(line, &rest.text)?;
        Some(Part { text: whole, range: start..rest.range.end })
    };
    let is_broken = |pair: &[Part]| letterhead::broken(&pair[0].text, &pair[1].text).is_some();
    while let Some(n) = issuers.windows(2).position(is_broken) {
        let rest = issuers.remove(n + 1);
        let whole = joined(&issuers[n].text, issuers[n].range.start, &rest);
        issuers.splice(n..=n, whole);
    }
    let whole = issuers.first().and_then(|rest| joined(text.get(above.clone()), above.start, rest));
    let begins = whole.is_some();
    issuers.splice(..usize::from(begins), whole);
    begins
}

/// The index of a date without a day near the end, right below the bodies that signed.
fn month_below_signers(text: &Text, own: &[Block]) -> Option<usize> {
    /// How many blocks from the end it may stand.
    const LAST: usize = 3;
    let is_signed = |n: usize| {
        let names = own.get(n).and_then(|block| signed_on(text, block));
        names.is_some_and(|names| !names.is_empty())
    };
    (1..own.len())
        .rev()
        .take(LAST)
        .find(|n| letterhead::is_month(text.get(own[*n].clone())) && is_signed(n - 1))
}

/// The index of the date of a signature above an annex without a title of its own, such as a form,
/// a list or a table, or above what an order puts into force.
fn dated_above_annex(text: &Text, own: &[Block]) -> Option<usize> {
    /// How many blocks may stand between the date and the annex.
    const BETWEEN: usize = 2;
    let get = |n: usize| text.get(own[n].clone());
    let is_dated = |n: usize| n > 0 && letterhead::date(get(n), 0..0).is_some();
    let is_signed = |n: &usize| {
        is_dated(*n) && signed_on(text, &own[*n - 1]).is_some_and(|names| !names.is_empty())
    };
    let is_of_table = |n: usize| own.get(n).is_some_and(|block| text.is_of_table(block.start));
    let begins_table = |n: usize| n > 0 && is_of_table(n) && !is_of_table(n - 1);
    let is_ordered = |n: usize| n > 0 && is_dated(n - 1) && get(n).starts_with("第一章");
    (0..own.len()).find_map(|n| match get(n) {
        line if line.starts_with("附件") || begins_table(n) => {
            (n.saturating_sub(BETWEEN)..n).find(is_signed)
        }
        _ if is_ordered(n) => Some(n - 1),
        _ => None,
    })
}

/// Whether a line may head names of bodies below it: `二、通报单位`, `报送：`.
fn heads_names(line: &str) -> bool {
    let number = numbering::leading(line).filter(|number| number.kind <= Kind::HanBracketed);
    !line.contains(['。', '；']) && (number.is_some() || line.ends_with('：'))
}

/// Reads a date in figures, `2023-05-16`, right below the bodies that signed.
fn date_below_signers(text: &Text, above: &Block, block: &Block) -> Option<Dated> {
    let line = text.get(block.clone());
    let date =
        is_date_in_figures(line).then(|| letterhead::any_date(line, block.clone())).flatten()?;
    signed_on(text, above).map(|_| date)
}

/// Returns the bodies that a line of a signature names, with or without their seals,
/// `滑县水利局（章）　滑县财政局（章）`; none if it only says whose seal stands for theirs:
/// （某局代章）.
fn signed_on(text: &Text, block: &Block) -> Option<Vec<Part>> {
    /// What stands in brackets in place of a seal.
    const SEALS: [&str; 5] = ["章", "盖章", "印章", "印", "公章"];
    let line = text.get(block.clone());
    let (mut names, mut start) = (Vec::new(), 0);
    for open in line.match_indices('（').map(|(at, _)| at) {
        let rest = line.get(open + '（'.len_utf8()..)?;
        let Some((inner, _)) = rest.split_once('）') else { break };
        if SEALS.contains(&inner) || inner.ends_with("代章") {
            names.extend(signed_before_seal(text, block.start + start..block.start + open)?);
            start = open + '（'.len_utf8() + inner.len() + '）'.len_utf8();
        }
    }
    names.extend(signed_before_seal(text, block.start + start..block.end)?);
    Some(names)
}

/// The bodies before a seal; none if a seal has no name of its own.
fn signed_before_seal(text: &Text, place: Block) -> Option<Vec<Part>> {
    if place.is_empty() { Some(Vec::new()) } else { signers(text, &place) }
}

/// Returns the bodies that a line consists of: one or, in a joint signature (省教育厅　省财政厅),
/// several. Returns `None` for any other line.
pub(super) fn signers(text: &Text, block: &Block) -> Option<Vec<Part>> {
    let line = text.get(block.clone());
    let apart = letterhead::side_by_side(line, &letterhead::gaps(text, block));
    let names = if apart.len() > 1 { apart } else { joint(line).unwrap_or(apart) };
    let part = |name: Range<usize>| Part {
        text: line.get(name.clone()).unwrap_or_default().to_owned(),
        range: block.start + name.start..block.start + name.end,
    };
    (!names.is_empty()).then(|| names.into_iter().map(part).collect())
}

/// Splits `省教育厅省财政厅省妇联` into bodies of the same level, if there are several.
fn joint(line: &str) -> Option<Vec<Range<usize>>> {
    // No name contains any of these.
    if line.contains(['。', '，', '；', '：', '《']) {
        return None;
    }
    let level = line.chars().next()?;
    let is_joint = |name: &Range<usize>| {
        let name = line.get(name.clone()).unwrap_or_default();
        name.starts_with(level) && name.chars().nth(2).is_some() && names_a_unit(name)
    };
    Some(split_names(line)).filter(|names| names.len() > 1 && names.iter().all(is_joint))
}

/// Fills in what other elements imply: the kind, and the issuers from the title, the masthead or a
/// field of the web page.
fn finish(text: &Text, own: &[Block], head: &mut Letterhead, attaches: bool) {
    let declared = std::mem::take(&mut head.declared);
    if head.title.is_none() {
        head.title = declared.title;
    }
    let title = head.title.as_ref().map(|title| title.text.as_str()).unwrap_or_default();
    let announces = || {
        own.iter()
            .map(|block| text.get(block.clone()))
            .any(|piece| piece.contains("印发") || piece.contains("通知如下"))
    };
    head.kind = match genre::kind(title) {
        Some(kind) => kind.to_owned(),
        None if attaches || announces() => "通知".to_owned(),
        None => String::new(),
    };
    if head.issuers.is_empty() {
        head.issuers = implied_issuers(text, head);
    }
    if head.issuers.is_empty() {
        head.issuers.extend(declared.issuer);
    }
    head.date = head.date.take().or(declared.date);
}

/// The issuers at the beginning of the title, or else those of the masthead.
fn implied_issuers(text: &Text, head: &Letterhead) -> Vec<Part> {
    let part = |whole: &Part, name: Range<usize>| {
        let name = whole.text.get(name).unwrap_or_default();
        let start = text.get(whole.range.clone()).find(name).map(|at| whole.range.start + at);
        // A name that spans two lines of the title has no place of its own: use the whole title.
        let range = start.map_or(whole.range.clone(), |start| start..start + name.len());
        Part { text: name.to_owned(), range }
    };
    let of = |whole: &Part, names: Vec<Range<usize>>| {
        names.into_iter().map(|name| part(whole, name)).collect()
    };
    if let Some(title) = &head.title {
        let mut names = letterhead::title_issuers(&title.text);
        if names.is_empty() {
            names.extend(letterhead::minutes_issuer(&title.text));
        }
        if !names.is_empty() {
            return of(title, names);
        }
    }
    let masthead = head.masthead.as_ref();
    masthead.map_or_else(Vec::new, |whole| {
        let gaps = letterhead::gaps(text, &whole.range);
        of(whole, letterhead::masthead_issuers(&whole.text, &gaps))
    })
}

/// Whether two titles are equal apart from marks.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| is_letter(*c)).collect::<String>();
    letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joint_signature_names_its_bodies() {
        let names = |line: &str| {
            let mut text = Text::default();
            text.copy(line, 0);
            let signed = signers(&text, &(0..line.len()));
            signed
                .map(|parts| parts.into_iter().map(|part| part.text).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(
            names("省教育厅省财政厅省消防救援总队省妇联").as_deref(),
            Some("省教育厅 省财政厅 省消防救援总队 省妇联")
        );
        assert_eq!(names("滑县法治政府建设领导小组").as_deref(), Some("滑县法治政府建设领导小组"));
        assert_eq!(names("高台县普法办公室").as_deref(), Some("高台县普法办公室"));
        assert_eq!(names("各地要抓好落实"), None);
    }
}
