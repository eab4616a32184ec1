//! Spaces that separate names after a label or in brackets: `责任单位：县司法局 县自然资源局`,
//! `责任领导：张伟 赵强`, `（县司法局 道口镇负责）`.
//!
//! One before the first label of a line ends the sentence there: `修建便道 责任单位：县交通局`.
//!
//! Anywhere else a space means nothing: copies have them inside words too (`县自然 资源局`).

use std::ops::Range;

use super::line::Line;
use crate::affix::AnyOf;
use crate::bracket::{Brackets, split};
use crate::characters::{leading_digits, signs};
use crate::clause::person::{self, is_titled};
use crate::clause::{labels, matters, names_a_known_body, names_a_unit, role_of, without_verb};
use crate::lexicon::divisions::divisions;
use crate::lexicon::is_branch;
use crate::lexicon::levels::{OF_REGIONS, begins_with_level, begins_with_word};
use crate::model::Role;

/// A label has fewer characters than this.
pub(super) const LONGEST_LABEL: usize = 14;
/// A name with fewer characters may be the end of the one before it: 县政府 办公室.
const SHORTEST: usize = 4;
/// The last characters of titles of posts, which precede the holder's name: 常务副市长 李强.
pub(super) const POST_ENDS: [char; 6] = ['长', '记', '任', '员', '席', '理'];

/// Replaces the spaces between names by `、` behind the label with which a line begins and in
/// brackets: `（县司法局 道口镇负责）`. Behind a verb, and behind a label before a date, it is a
/// comma: `（县司法局牵头 县财政局配合）`.
pub(super) fn part_names(line: &mut Line) {
    if line.blanks(0..line.text.len()).next().is_none() {
        return;
    }
    let lists = opening_list(&line.text).into_iter();
    let lists = lists.chain(later_lists(&line.text)).chain(bracketed_lists(&line.text));
    let mut cuts: Vec<_> = lists.flat_map(|list| cuts_in(line, &list)).collect();
    cuts.sort_unstable();
    cuts.dedup_by_key(|(at, _)| *at);
    line.rewrite(cuts.into_iter().map(|(at, mark)| (at..at, Some(mark))));
}

/// What may be a list of names, and the role of those named if a label tells it.
struct List {
    range: Range<usize>,
    role: Option<Role>,
    /// Whether its label begins the line, as in forms, where blanks mostly part names.
    opens_line: bool,
}

/// The list behind the label with which a line begins.
fn opening_list(text: &str) -> Option<List> {
    let colon = signs(text).find(|(_, c)| *c == '：').map(|(at, _)| at)?;
    let label = text.get(..colon).filter(|label| is_short(label))?;
    let role = Some(role_of(label)?);
    Some(List { range: colon + '：'.len_utf8()..text.len(), role, opens_line: true })
}

/// The lists behind labels that begin a sentence within a line.
fn later_lists(text: &str) -> impl Iterator<Item = List> {
    labels(text).filter_map(|label| {
        let role = text.get(label.clone())?.trim_end_matches('：');
        let is_first = text.get(..label.start)?.ends_with(['。', '；']);
        let end = text.get(label.end..)?.find('。').map_or(text.len(), |len| label.end + len);
        is_first.then_some(List {
            range: label.end..end,
            role: Some(role_of(role)?),
            opens_line: false,
        })
    })
}

/// The lists in the brackets of a line, with labels or without.
fn bracketed_lists(text: &str) -> Vec<List> {
    let parts = |inner: Range<usize>| {
        let start = inner.start;
        let parts = split(text.get(inner).unwrap_or_default(), &['；', '，', '。']);
        parts.into_iter().map(move |part| start + part.start..start + part.end)
    };
    brackets(text).into_iter().flat_map(parts).filter_map(|part| list_in(text, part)).collect()
}

/// The list in a part of a bracket, unless the label before it is that of something else or it is
/// the number of an order, which several bodies issued.
fn list_in(text: &str, part: Range<usize>) -> Option<List> {
    let piece = text.get(part.clone()).filter(|piece| !piece.ends_with('号'))?;
    let Some((label, _)) = piece.split_once('：') else {
        return Some(List { range: part, role: None, opens_line: false });
    };
    let role = Some(role_of(label)?);
    let range = part.start + label.len() + '：'.len_utf8()..part.end;
    Some(List { range, role, opens_line: false })
}

/// What the outer brackets of a line hold; one that stays open holds the rest of the line.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let (mut inside, mut open, mut depth) = (Vec::new(), text.len(), 0_usize);
    for (at, c) in signs(text) {
        match c {
            '（' | '〔' => {
                if depth == 0 {
                    open = at + c.len_utf8();
                }
                depth += 1;
            }
            '）' | '〕' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    inside.push(open..at);
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        inside.push(open..text.len());
    }
    inside
}

/// The spaces in a list that part two names, each with the mark to be written there.
fn cuts_in(line: &Line, list: &List) -> Vec<(usize, char)> {
    let names = list.range.start;
    let blanks: Vec<usize> = line.blanks(list.range.clone()).filter(|at| *at > names).collect();
    let (mut cuts, mut begins, mut looked, mut balance) = (Vec::new(), names, names, 0);
    for (n, at) in blanks.iter().enumerate() {
        let since = line.text.get(looked..*at).unwrap_or_default();
        if let Some((separator, c)) = since.char_indices().rev().find(|(_, c)| is_separator(*c)) {
            begins = looked + separator + c.len_utf8();
        }
        looked = *at;
        let end = blanks.get(n + 1).copied().unwrap_or(list.range.end);
        let behind = line.text.get(*at..end).and_then(|behind| behind.split(is_separator).next());
        let before = line.text.get(begins..*at).unwrap_or_default();
        let behind = behind.unwrap_or_default();
        balance += Brackets::CLAUSE.balance(since);
        let mark = match begins_with_date(behind) {
            // `（责任单位：县教育局）县政府办公室 2023年12月5日印发`: the bracket closed before.
            true if list.role.is_some() && balance >= 0 => names_a_unit(before).then_some('，'),
            true => None,
            false => mark_between(before, behind, list),
        };
        if let Some(mark) = mark {
            cuts.push((*at, mark));
            begins = *at;
        }
    }
    cuts
}

/// Whether a text begins with a year or a month in digits.
fn begins_with_date(text: &str) -> bool {
    let rest = leading_digits(text).1;
    rest.len() < text.len() && rest.starts_with(['年', '月'])
}

/// The mark that a space between these two texts stands for, if they are two names. Without a
/// label, verbs may follow them.
fn mark_between(before: &str, behind: &str, list: &List) -> Option<char> {
    if before.is_empty() {
        return None;
    }
    if list.opens_line || list.role == Some(Role::Leader) {
        let role = list.role.unwrap_or(Role::Responsible);
        return are_apart(before, behind, role).then_some('、');
    }
    let [left, right] = match list.role {
        Some(_) => [before, behind],
        None => [before, behind].map(without_verb),
    };
    if left != before {
        return (names_a_unit(left) && names_a_unit(right)).then_some('，');
    }
    let are_units = || names_a_unit(left) && names_a_unit(right);
    let are_names = begins_anew(left, right) && (are_units() || share_level(left, right));
    are_names.then_some('、')
}

/// Whether a text begins a name of its own behind another: with a level, 县城投集团, with a place,
/// or as that of a town. 县委 组织部 and 县政府 办公室 may be one name; where they are not, it can
/// be told without the blank.
fn begins_anew(before: &str, behind: &str) -> bool {
    let is_long = behind.chars().nth(2).is_some();
    let is_levelled = || behind.starts_with(OF_REGIONS) && !begins_with_word(behind);
    let is_bare_bureau = || {
        names_a_known_body(before)
            && (!begins_with_level(before) || names_a_known_body(behind))
            && behind.chars().count() >= SHORTEST
            && behind.ends_with('局')
            && !behind.ends_with("分局")
    };
    is_long
        && !heads_the_bureau(before, behind)
        && (is_levelled() || is_of_town(behind) || is_of_place(before, behind) || is_bare_bureau())
}

/// Whether a name is that of a town or a street with a name of its own, or of its government:
/// 道口镇.
fn is_of_town(name: &str) -> bool {
    const BODIES: [&str; 5] = ["人民政府", "政府", "党委", "办事处", "办"];
    let place = name.strip_any_suffix(&BODIES).unwrap_or(name);
    let stem = place.strip_suffix("街道").or_else(|| place.strip_suffix(['镇', '乡']));
    stem.is_some_and(|stem| stem.chars().nth(1).is_some() && !stem.starts_with(['各', '驻']))
}

/// Whether a name begins with that of a place, or names the branch of a national body there:
/// 滑县生态环境分局, 农发行滑县支行; not 滑县支行 behind 人民银行.
fn is_of_place(before: &str, behind: &str) -> bool {
    const PARTS: [&str; 6] = ["分局", "支行", "分行", "分公司", "支公司", "支队"];
    if is_branch(&format!("{before}{behind}")) || names_a_branch_of(before, behind, &PARTS) {
        return false;
    }
    let is_branch_there = || behind.contains(['县', '市', '区']) && behind.ends_with_any(&PARTS);
    divisions().leading(behind).is_some() || begins_with_short_place(behind) || is_branch_there()
}

/// Whether the second text is no more than a place and a word for branches, 滑县分局 behind
/// 市生态环境局.
fn names_a_branch_of(before: &str, behind: &str, parts: &[&str]) -> bool {
    let rest = divisions().leading(behind).map(|(_, rest)| rest);
    !before.is_empty() && rest.is_some_and(|rest| parts.contains(&rest))
}

/// Whether the first name is that of the national office of which the second is the local one:
/// 国家税务总局, 滑县税务局.
fn heads_the_bureau(before: &str, behind: &str) -> bool {
    let field = before.strip_prefix("国家").and_then(|rest| rest.strip_suffix("总局"));
    field.is_some_and(|field| behind.strip_suffix('局').is_some_and(|local| local.ends_with(field)))
}

/// Whether a name begins with a place without its level: 象州公路养护中心.
fn begins_with_short_place(name: &str) -> bool {
    let place = name.char_indices().nth(2).and_then(|(at, _)| name.split_at_checked(at));
    place.is_some_and(|(place, body)| {
        body.chars().count() >= SHORTEST && !divisions().shortened(place).is_empty()
    })
}

/// Whether two names of several characters begin with the same level: 县防指, 县工作专班.
fn share_level(before: &str, behind: &str) -> bool {
    let is_joined = before.ends_with(['和', '与', '及', '的', '、']);
    begins_with_level(before)
        && before.chars().next() == behind.chars().next()
        && before.chars().nth(2).is_some()
        && !is_joined
}

/// Ends the sentence before the first label of a line by a full stop, if there is a space instead.
pub(super) fn part_label(line: &mut Line) {
    let Some(at) = labels(&line.text).next().map(|label| label.start).filter(|at| *at > 0) else {
        return;
    };
    let before = line.text.get(..at).unwrap_or_default();
    let is_apart = line.blanks(at - 1..at + 1).next().is_some()
        && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '”' | '》' | '）'))
        && Brackets::CLAUSE.balance(before) == 0;
    if is_apart && is_about_work(before) {
        line.rewrite([(at..at, Some('。'))]);
    }
}

/// Whether the sentence with which a text ends is no list of fields: `建设内容：新建便道`, not
/// `发布机构：县政府办`.
fn is_about_work(text: &str) -> bool {
    let sentence = text.rsplit('。').next().unwrap_or_default();
    let n_colons = sentence.matches('：').count();
    n_colons == 0 || matters(sentence).count() == n_colons
}

fn is_short(label: &str) -> bool {
    !label.is_empty() && label.chars().nth(LONGEST_LABEL - 1).is_none()
}

fn is_separator(c: char) -> bool {
    matches!(c, '、' | '，' | '；' | '：' | '。' | '/' | '（' | '）')
}

/// Whether the space between these two texts separates two names.
fn are_apart(before: &str, behind: &str, role: Role) -> bool {
    match role {
        Role::Leader => {
            let is_whole = || !person::is_surname_of_two(before);
            (can_be_a_person(before) && is_whole() || is_titled(before)) && can_be_a_person(behind)
        }
        _ => {
            let is_long = behind.chars().count() >= SHORTEST || is_of_town(behind);
            is_long
                && names_a_unit(before)
                && names_a_unit(behind)
                && !heads_the_bureau(before, behind)
        }
    }
}

fn can_be_a_person(name: &str) -> bool {
    let n_chars = name.chars().take(5).count();
    person::is_dotted(name)
        || (2..=4).contains(&n_chars)
            && name.chars().all(char::is_alphabetic)
            && !name.ends_with(POST_ENDS)
            && !names_a_unit(name)
}

#[cfg(test)]
mod tests;
