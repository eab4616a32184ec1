//! Labels in brackets or at the beginning of a line without a colon, rewritten in the usual form:
//! `【责任单位】县司法局`, `（责任单位县司法局）`, `（责任单位;县司法局）`,
//! `（责任单位为县司法局）`, `责任单位　县司法局` become `责任单位：县司法局`.

use std::ops::Range;
use std::sync::LazyLock;

use super::blanks::LONGEST_LABEL;
use super::line::Line;
use crate::bracket::Brackets;
use crate::characters::signs;
use crate::clause::{label_kind, labels, names_a_unit, person, role_of};
use crate::context;
use crate::lexicon::levels::begins_with_level;
use crate::model::Role;
use crate::words::Words;

/// What labels of names end with.
static ENDS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(["单位", "部门", "领导", "责任人", "负责人", "处室", "科室", "股室"])
});
/// Signs that may be a misread colon or semicolon.
const SIGNS: [char; 5] = ['；', '，', '：', '.', '·'];
/// Signs that may stand in place of a colon.
const DASHES: [&str; 6] = ["——", "—", "-", "－", "=", "＝"];

/// The maximum length of a clause in brackets, in characters.
const LONGEST_CLAUSE: usize = 800;

/// A character in place of a range of the text, or nothing.
type Change = (Range<usize>, Option<char>);

/// Gives the labels in brackets the colons that they lack.
pub(super) fn give_colons(line: &mut Line) {
    let is_bracket = |(_, c): &(usize, char)| matches!(c, '（' | '〔' | '〈' | '〉');
    let mut brackets: Vec<_> = signs(&line.text).filter(is_bracket).collect();
    if brackets.iter().any(|(_, c)| matches!(c, '〈' | '〉')) {
        round_angles(line);
        brackets = signs(&line.text).filter(is_bracket).collect();
    }
    let mut changes = leading_labels(line);
    for (at, open) in brackets.into_iter().filter(|(_, c)| matches!(c, '（' | '〔')) {
        let inner = at + open.len_utf8();
        match bracketed(&line.text, at).filter(|_| open == '〔') {
            Some(label) => changes
                .extend([(at..inner, None), (label.end - '〕'.len_utf8()..label.end, Some('：'))]),
            None => bare(line, inner, &mut changes),
        }
    }
    line.rewrite(changes);
}

/// The colons for the label that begins the line, and for those behind a stop that have a blank or,
/// like it, a dash: `牵头单位——县司法局；配合单位——县财政局`, `牵头处室：交通处；责任部门 水利处`.
/// Stops in brackets are those of clauses; a bracket of the line before may go on here.
fn leading_labels(line: &Line) -> Vec<Change> {
    let text = line.text.as_str();
    let first = leading(line);
    let is_dash =
        |sign: &Range<usize>| DASHES.iter().any(|dash| text.get(sign.clone()) == Some(*dash));
    let are_dashed = first.as_ref().is_some_and(|(sign, _)| is_dash(sign));
    if first.is_none() && lists_names(text) {
        let mut changes = Vec::new();
        bare(line, 0, &mut changes);
        return changes;
    }
    let next = |(at, stop): (usize, char)| {
        let start = at + stop.len_utf8();
        let head = start..start + context::first_chars(text.get(start..)?, LONGEST_LABEL).len();
        let label = next_label(text, head).filter(|label| label.start == start)?;
        let sign = label.end..label.end + len_of_sign(text.get(label.end..));
        let is_apart =
            are_dashed && is_dash(&sign) || sign.is_empty() && has_blank(line, label.end);
        let fits = is_apart && fits(text.get(label)?, first_name(line, sign.end..text.len()));
        fits.then_some((sign, Some('：')))
    };
    let may_have_others = are_dashed || line.blanks(0..text.len()).next().is_some();
    let stops = may_have_others.then(|| Brackets::CLAUSE.outside(text)).into_iter().flatten();
    let stops = stops.filter(|(_, c)| matches!(c, '；' | '。'));
    first.into_iter().chain(stops.filter_map(next)).collect()
}

/// Whether a line is a label and, right behind it, names of bodies that a stop may end, with other
/// labels among them: `责任单位县司法局、县财政局。`.
fn lists_names(text: &str) -> bool {
    let label = |text: &str| next_label(text, 0..context::first_chars(text, LONGEST_LABEL).len());
    let Some(first) = label(text).filter(|label| label.start == 0) else { return false };
    let names = text.get(first.end..).unwrap_or_default().trim_end_matches('。');
    // 各司其职, 各负其责
    let is_class = |name: &str| name.starts_with('各') && !name.contains('其');
    let is_sure = |name: &str| names_a_unit(name) && (begins_with_level(name) || is_class(name));
    let are_sure = |piece: &str| {
        let label = next_label(piece, 0..piece.len()).unwrap_or(0..0);
        let (head, tail) = (piece.get(..label.start), piece.get(label.end..));
        let tail = tail.unwrap_or_default().trim_start_matches('：');
        head.is_some_and(|head| head.is_empty() || is_sure(head)) && is_sure(tail)
    };
    let is_of_bodies = role_of(text.get(first).unwrap_or_default()) != Some(Role::Leader);
    is_of_bodies && names.split(['、', '；', '，']).all(are_sure)
}

/// The colon for a label that begins the line, if a blank or a misread colon is between it and a
/// name: `牵头单位　县司法局`, `牵头单位；县司法局`.
fn leading(line: &Line) -> Option<Change> {
    let text = line.text.as_str();
    let head = context::first_chars(text, LONGEST_LABEL).len();
    let label = next_label(text, 0..head).filter(|label| label.start == 0)?;
    let sign = label.end..label.end + len_of_sign(text.get(label.end..));
    let is_sign = text.get(sign.clone()).is_some_and(|sign| !matches!(sign, "" | "为"));
    let is_apart = is_sign || has_blank(line, label.end);
    let name = first_name(line, sign.end..text.len());
    let fits = is_apart && fits(text.get(label)?, name) && label_kind(name).is_none();
    fits.then_some((sign, Some('：')))
}

/// Whether the source has a blank at byte `at` of a line.
fn has_blank(line: &Line, at: usize) -> bool {
    line.blanks(at - 1..at + 1).any(|blank| blank == at)
}

/// Whether a name may stand behind a label: that of a person behind one of leaders, 责任领导, that
/// of a body behind any other.
fn fits(label: &str, name: &str) -> bool {
    match role_of(label) {
        Some(Role::Leader) => person::is_name(name) || person::is_titled(name),
        // 配合单位各自落实
        _ => names_a_unit(name) && !name.starts_with("各自"),
    }
}

/// Returns the label in the bracket that opens at byte `at`, brackets included, if text follows it.
fn bracketed(text: &str, at: usize) -> Option<Range<usize>> {
    let inner = text.get(at + '〔'.len_utf8()..)?;
    let (close, _) = inner.char_indices().take(LONGEST_LABEL).find(|(_, c)| *c == '〕')?;
    let behind = inner.get(close + '〕'.len_utf8()..)?;
    let goes_on = behind.starts_with(|c: char| c.is_alphanumeric());
    let is_label = goes_on && label_kind(inner.get(..close)?).is_some();
    is_label.then(|| at..text.len() - behind.len())
}

/// Writes the angle brackets around labels and within their clauses as round ones:
/// `〈责任单位：县统计局〉`, `（责任单位：各乡镇〈街道〉）`.
fn round_angles(line: &mut Line) {
    let (mut changes, mut end) = (Vec::new(), 0);
    for (at, _) in signs(&line.text).filter(|(_, c)| Brackets::MISREAD.opens(*c)) {
        let bracket = labelled_bracket(&line.text, at).or_else(|| of_levels(&line.text, at));
        if let Some(bracket) = bracket.filter(|_| at >= end) {
            end = bracket.end;
            changes.extend(rounded(&line.text, bracket));
        }
    }
    line.rewrite(changes);
}

/// The bracket that opens at byte `at`, if it begins with a label and closes soon.
fn labelled_bracket(text: &str, at: usize) -> Option<Range<usize>> {
    let inner = text.get(at + '（'.len_utf8()..)?;
    let mut found = labels(context::first_chars(inner, LONGEST_LABEL));
    found.any(|label| label.start == 0).then_some(())?;
    let close = Brackets::MISREAD.close(context::first_chars(inner, LONGEST_CLAUSE))?;
    Some(at..text.len() - inner.len() + close + '）'.len_utf8())
}

/// The bracket that opens at byte `at`, if it holds only levels: `各县〈市、区〉政府`.
fn of_levels(text: &str, at: usize) -> Option<Range<usize>> {
    const LEVELS: &str = "省市州盟县区旗乡镇街道、";
    const LONGEST_LEVELS: usize = 10;
    let inner = text.get(at..)?.strip_prefix('〈')?;
    let (levels, _) = context::first_chars(inner, LONGEST_LEVELS).split_once('〉')?;
    let is_one = !levels.is_empty() && levels.chars().all(|c| LEVELS.contains(c));
    is_one.then(|| at..text.len() - inner.len() + levels.len() + '〉'.len_utf8())
}

/// Round brackets for the angle brackets in a bracket, and for the one that an angle bracket opens
/// or closes. Those in titles stay: 《关于〈条例〉的意见》.
fn rounded(text: &str, bracket: Range<usize>) -> Vec<Change> {
    let held = text.get(bracket.clone()).unwrap_or_default();
    let is_angular = held.starts_with('〈') || held.ends_with('〉');
    let is_titled = held.contains('《');
    let last = held.len() - '）'.len_utf8();
    let is_changed = |(n, c): &(usize, char)| match *n {
        n if n == 0 || n == last => is_angular,
        _ => matches!(c, '〈' | '〉') && !is_titled,
    };
    let change = |(n, c): (usize, char)| {
        let at = bracket.start + n;
        (at..at + c.len_utf8(), Some(if Brackets::MISREAD.opens(c) { '（' } else { '）' }))
    };
    signs(held).filter(is_changed).map(change).collect()
}

/// Gives colons to the labels of the bracket whose text begins with one at byte `start`, and
/// separates each from the names before it. Behind a first label with a colon, only labels that are
/// set apart get one: `（责任领导：张伟；责任单位 县司法局）`.
fn bare(line: &Line, start: usize, changes: &mut Vec<Change>) {
    let text = line.text.as_str();
    let inner = text.get(start..).unwrap_or_default();
    let head = start..start + context::first_chars(inner, LONGEST_LABEL).len();
    let first = next_label(text, head).filter(|label| label.start == start);
    let Some(mut label) = first else { return };
    let near = context::first_chars(inner, LONGEST_CLAUSE);
    let ends = |(_, c): &(usize, char)| matches!(c, '（' | '〔' | '）' | '〕' | '。');
    let end = start + signs(near).find(ends).map_or(near.len(), |(len, _)| len);
    let is_whole =
        |label: &Range<usize>| text.get(label.end..).is_some_and(|rest| rest.starts_with('：'));
    let sign = |label: &Range<usize>| label.end..label.end + len_of_sign(text.get(label.end..end));
    let names = |label: &Range<usize>| {
        let name = first_name(line, sign(label).end..end);
        text.get(label.clone()).is_some_and(|label| fits(label, name))
    };
    let is_bare = !is_whole(&label);
    loop {
        if !is_whole(&label) {
            if !names(&label) {
                return;
            }
            changes.push((sign(&label), Some('：')));
        }
        let from = sign(&label).end;
        let is_apart =
            |next: &Range<usize>| stop_before(text, next).is_some() || has_blank(line, next.start);
        // 各项目牵头单位 is a class, and so is what stands right behind a label.
        let is_class = |next: &Range<usize>| {
            let is_each = || text.get(next.clone()).is_some_and(|it| it.starts_with('各'));
            next.start == from || is_each() && !has_blank(line, next.end)
        };
        let is_next = |next: &Range<usize>| {
            is_whole(next) || !is_class(next) && (is_bare || is_apart(next) && names(next))
        };
        let Some(next) = next_label(text, from..end).filter(is_next) else { return };
        if is_bare || !is_whole(&next) {
            let stop = stop_before(text, &next).map_or(0, char::len_utf8);
            changes.push((next.start - stop..next.start, Some('；')));
        }
        label = next;
    }
}

/// The sign before a label that sets it apart from the names before it.
fn stop_before(text: &str, label: &Range<usize>) -> Option<char> {
    context::previous(text, label.start).filter(|c| SIGNS.contains(c))
}

/// Finds the first label of a role in `range`, whether or not it has a colon.
fn next_label(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut at = range.start;
    loop {
        let part = text.get(at..range.end)?;
        let end = at + ENDS.find_iter(part).next()?.range.end;
        let head = text.get(range.start..end)?;
        let whole = format!("{}：", context::last_chars(head, head.len(), LONGEST_LABEL));
        let label = labels(&whole).find(|label| label.end == whole.len());
        if let Some(label) = label {
            let len = whole.len() - '：'.len_utf8() - label.start;
            return Some(end - len..end);
        }
        at = end;
    }
}

/// The length in bytes of the sign that stands in place of a colon at the beginning of a text.
fn len_of_sign(text: Option<&str>) -> usize {
    let text = text.unwrap_or_default();
    let dash = DASHES.iter().find(|dash| text.starts_with(**dash));
    if let Some(dash) = dash {
        return dash.len();
    }
    let first = text.chars().next();
    first.filter(|c| SIGNS.contains(c) || *c == '为').map_or(0, char::len_utf8)
}

/// The text at the beginning of `range`, up to a sign or a blank.
fn first_name(line: &Line, range: Range<usize>) -> &str {
    let names = line.text.get(range.clone()).unwrap_or_default();
    let sign =
        names.find(|c| SIGNS.contains(&c) || matches!(c, '、' | '。')).unwrap_or(names.len());
    let blank = line.blanks(range.clone()).find(|at| *at > range.start);
    names.get(..blank.map_or(sign, |at| sign.min(at - range.start))).unwrap_or_default()
}

#[cfg(test)]
mod tests;
