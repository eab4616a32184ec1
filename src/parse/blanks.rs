//! Spaces that separate names after a label: `责任单位：县司法局 县自然资源局`,
//! `责任领导：张伟 赵强`.
//!
//! One before the first label of a line ends the sentence there: `修建便道 责任单位：县交通局`.
//!
//! Anywhere else a space means nothing: copies have them inside words too (`县自然 资源局`).

use super::line::Line;
use crate::bracket::Brackets;
use crate::characters::signs;
use crate::clause::person::is_titled;
use crate::clause::{labels, matters, names_a_unit, role_of};
use crate::model::Role;

/// A label has fewer characters than this.
pub(super) const LONGEST_LABEL: usize = 14;
/// A name with fewer characters may be the end of the one before it: 县政府 办公室.
const SHORTEST: usize = 4;
/// The last characters of titles of posts, which precede the holder's name: 常务副市长 李强.
pub(super) const POST_ENDS: [char; 6] = ['长', '记', '任', '员', '席', '理'];

/// Replaces the spaces between names by `、` in a line that begins with a label.
pub(super) fn part_names(line: &mut Line) {
    if line.blanks(0..line.text.len()).next().is_none() {
        return;
    }
    let colon = signs(&line.text).find(|(_, c)| *c == '：').map_or(0, |(at, _)| at);
    let Some(label) = line.text.get(..colon).filter(|label| is_short(label)) else { return };
    let names = colon + '：'.len_utf8();
    let blanks: Vec<usize> = line.blanks(names..line.text.len()).collect();
    let Some(role) = role_of(label) else { return };
    let (mut cuts, mut begins, mut looked) = (Vec::new(), names, names);
    for (n, at) in blanks.iter().enumerate() {
        let since = line.text.get(looked..*at).unwrap_or_default();
        if let Some((separator, c)) = since.char_indices().rev().find(|(_, c)| is_separator(*c)) {
            begins = looked + separator + c.len_utf8();
        }
        looked = *at;
        let end = blanks.get(n + 1).copied().unwrap_or(line.text.len());
        let behind = line.text.get(*at..end).and_then(|behind| behind.split(is_separator).next());
        let before = line.text.get(begins..*at).unwrap_or_default();
        if !before.is_empty() && are_apart(before, behind.unwrap_or_default(), role) {
            cuts.push(*at);
            begins = *at;
        }
    }
    line.rewrite(cuts.into_iter().map(|at| (at..at, Some('、'))));
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
        _ => behind.chars().count() >= SHORTEST && names_a_unit(before) && names_a_unit(behind),
    }
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
