//! Spaces that separate names after a label or in brackets: `责任单位：县司法局 县自然资源局`,
//! `责任领导：张伟 赵强`, `（县司法局 道口镇负责）`.
//!
//! One before the first label of a line ends the sentence there: `修建便道 责任单位：县交通局`.
//!
//! Anywhere else a space means nothing: copies have them inside words too (`县自然 资源局`).

use std::ops::Range;

use super::line::Line;
use crate::bracket::{Brackets, split};
use crate::characters::signs;
use crate::clause::person::is_titled;
use crate::clause::{labels, matters, names_a_known_body, names_a_unit, role_of, without_verb};
use crate::lexicon::levels::begins_with_level;
use crate::model::Role;

/// A label has fewer characters than this.
pub(super) const LONGEST_LABEL: usize = 14;
/// A name with fewer characters may be the end of the one before it: 县政府 办公室.
const SHORTEST: usize = 4;
/// The last characters of titles of posts, which precede the holder's name: 常务副市长 李强.
pub(super) const POST_ENDS: [char; 6] = ['长', '记', '任', '员', '席', '理'];

/// Replaces the spaces between names by `、` behind the label with which a line begins and in brackets:
/// `（县司法局 道口镇负责）`. Behind a verb it is a comma: `（县司法局牵头 县财政局配合）`.
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
}

/// The list behind the label with which a line begins.
fn opening_list(text: &str) -> Option<List> {
    let colon = signs(text).find(|(_, c)| *c == '：').map(|(at, _)| at)?;
    let label = text.get(..colon).filter(|label| is_short(label))?;
    let role = Some(role_of(label)?);
    Some(List { range: colon + '：'.len_utf8()..text.len(), role })
}

/// The lists behind labels that begin a sentence within a line.
fn later_lists(text: &str) -> impl Iterator<Item = List> {
    labels(text).filter_map(|label| {
        let role = text.get(label.clone())?.trim_end_matches('：');
        let is_first = text.get(..label.start)?.ends_with(['。', '；']);
        let end = text.get(label.end..)?.find('。').map_or(text.len(), |len| label.end + len);
        is_first.then_some(List { range: label.end..end, role: Some(role_of(role)?) })
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

/// The list in a part of a bracket, unless the label before it is that of something else or it is the
/// number of an order, which several bodies issued.
fn list_in(text: &str, part: Range<usize>) -> Option<List> {
    let piece = text.get(part.clone()).filter(|piece| !piece.ends_with('号'))?;
    let Some((label, _)) = piece.split_once('：') else {
        return Some(List { range: part, role: None });
    };
    let role = Some(role_of(label)?);
    Some(List { range: part.start + label.len() + '：'.len_utf8()..part.end, role })
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
    let (mut cuts, mut begins, mut looked) = (Vec::new(), names, names);
    for (n, at) in blanks.iter().enumerate() {
        let since = line.text.get(looked..*at).unwrap_or_default();
        if let Some((separator, c)) = since.char_indices().rev().find(|(_, c)| is_separator(*c)) {
            begins = looked + separator + c.len_utf8();
        }
        looked = *at;
        let end = blanks.get(n + 1).copied().unwrap_or(list.range.end);
        let behind = line.text.get(*at..end).and_then(|behind| behind.split(is_separator).next());
        let before = line.text.get(begins..*at).unwrap_or_default();
        if let Some(mark) = mark_between(before, behind.unwrap_or_default(), list.role) {
            cuts.push((*at, mark));
            begins = *at;
        }
    }
    cuts
}

/// The mark that a space between these two texts stands for, if they are two names. Without a
/// label, verbs may follow them.
fn mark_between(before: &str, behind: &str, role: Option<Role>) -> Option<char> {
    if before.is_empty() {
        return None;
    }
    if let Some(role) = role {
        return are_apart(before, behind, role).then_some('、');
    }
    let [left, right] = [before, behind].map(without_verb);
    let is_sure = |name: &str| names_a_known_body(name) || begins_with_level(name);
    let acts = right != behind || left != before;
    let are_sure = acts || is_sure(left) || is_sure(right);
    let are_names = are_sure && are_apart(left, right, Role::Responsible);
    are_names.then_some(if left == before { '、' } else { '，' })
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
        Role::Leader => (can_be_a_person(before) || is_titled(before)) && can_be_a_person(behind),
        _ => {
            let are_units = || names_a_unit(before) && names_a_unit(behind);
            is_whole(behind) && !is_part(behind) && (are_units() || share_level(before, behind))
        }
    }
}

/// Whether a name is not merely the end of the one before it. Of short ones, these are the names of
/// towns, 道口镇, and those that begin with a level or are known, 教育部.
fn is_whole(name: &str) -> bool {
    let is_town = || name.ends_with(['镇', '乡', '村', '县', '区', '市']);
    let is_known = || name != "办公室" && names_a_known_body(name);
    match name.chars().count() {
        n if n >= SHORTEST => true,
        n if n == SHORTEST - 1 => is_town() || begins_with_level(name) || is_known(),
        _ => false,
    }
}

/// Whether two names of several characters begin with the same level: 县防指, 县工作专班.
fn share_level(before: &str, behind: &str) -> bool {
    let is_joined = before.ends_with(['和', '与', '及', '的', '、']);
    begins_with_level(before)
        && before.chars().next() == behind.chars().next()
        && before.chars().nth(2).is_some()
        && !is_joined
}

/// Whether a name is that of a part of the body before it: 交通警察大队 behind 县公安局.
fn is_part(name: &str) -> bool {
    const PARTS: [&str; 6] = ["大队", "支队", "中队", "科", "股", "所"];
    PARTS.iter().any(|end| name.ends_with(end)) && !begins_with_level(name)
}

fn can_be_a_person(name: &str) -> bool {
    let n_chars = name.chars().take(5).count();
    (2..=4).contains(&n_chars)
        && name.chars().all(char::is_alphabetic)
        && !name.ends_with(POST_ENDS)
        && !names_a_unit(name)
}

#[cfg(test)]
mod tests {
    use super::super::normalize;
    use super::*;

    #[test]
    fn blanks_part_whole_names_alone() {
        for (raw, expected) in [
            ("责任单位：县司法局 县自然资源局", "责任单位：县司法局、县自然资源局"),
            (
                "配合单位：市农业农村局 市财政局　国网供电公司",
                "配合单位：市农业农村局、市财政局、国网供电公司",
            ),
            ("责任单位：县自然 资源局、县政府 办公室", "责任单位：县自然资源局、县政府办公室"),
            ("责任领导：张伟 赵小强", "责任领导：张伟、赵小强"),
            ("责任领导：李 强 王 刚", "责任领导：李强王刚"),
            ("责任领导：副市长 李强 王立新", "责任领导：副市长李强、王立新"),
            ("责任领导：李强 市委常委、副市长", "责任领导：李强市委常委、副市长"),
            ("责任人：县司法局 李强、县财政局 王刚", "责任人：县司法局李强、县财政局王刚"),
            ("责任领导：常务副市长 李强", "责任领导：常务副市长李强"),
            ("主要任务：县司法局 县自然资源局", "主要任务：县司法局县自然资源局"),
            (
                "要求。（责任单位：县财政局 道口镇 老店镇，6月 底）",
                "要求。（责任单位：县财政局、道口镇、老店镇，6月底）",
            ),
            (
                "要求。（县司法局牵头 县教育局 城关街道办事处负责）",
                "要求。（县司法局牵头，县教育局、城关街道办事处负责）",
            ),
            (
                "（责任领导：张伟 赵小强；完成时限：6 月）",
                "（责任领导：张伟、赵小强；完成时限：6月）",
            ),
            ("（县公安局 交通警察大队、县自然 资源局）", "（县公安局交通警察大队、县自然资源局）"),
            ("要求。责任单位：县防指 县教育局 老店镇", "要求。责任单位：县防指、县教育局、老店镇"),
            ("（教育部牵头 财政部 水利部负责）", "（教育部牵头，财政部、水利部负责）"),
            ("《办法》（教育部 水利部令第4号）", "《办法》（教育部水利部令第4号）"),
            ("（公共厕所 中小学校）", "（公共厕所中小学校）"),
        ] {
            let mut line = Line::default();
            normalize::line(raw, 0, &mut line);
            part_names(&mut line);
            assert_eq!(line.text, expected);
        }
    }

    #[test]
    fn a_blank_before_a_label_ends_a_sentence() {
        for (raw, expected) in [
            (
                "2.修建便道3公里 责任单位：县交通局 责任人：张伟",
                "2.修建便道3公里。责任单位：县交通局责任人：张伟",
            ),
            ("建设内容：便道 责任单位：县交通局", "建设内容：便道。责任单位：县交通局"),
            ("发布机构：县政府办 责任部门：政府办", "发布机构：县政府办责任部门：政府办"),
            ("修建便道责任单位：县交通局", "修建便道责任单位：县交通局"),
            ("修建便道（全长3公里 责任单位：县交通局）", "修建便道（全长3公里责任单位：县交通局）"),
        ] {
            let mut line = Line::default();
            normalize::line(raw, 0, &mut line);
            part_label(&mut line);
            assert_eq!(line.text, expected);
        }
    }
}
