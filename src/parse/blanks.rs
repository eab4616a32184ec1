//! Blanks that part names behind a label: `责任单位：县司法局 县自然资源局`, `责任领导：张伟 赵强`.
//!
//! Elsewhere a blank says nothing: a copy has them in the middle of words too (`县自然 资源局`).

use super::normalize::Line;
use crate::clause::{LabelKind, label_kind, names_a_unit};
use crate::model::Role;

/// A label is not longer than this, in characters.
const LONGEST_LABEL: usize = 14;
/// A name that is shorter may be the end of the one before: 县政府 办公室.
const SHORTEST: usize = 4;
/// The last characters of posts, which stand before the name of who holds them: 常务副市长 李强.
pub(super) const POST_ENDS: [char; 6] = ['长', '记', '任', '员', '席', '理'];

/// Puts `、` in place of the blanks that part names in a line that begins with a label.
pub(super) fn part_names(line: &mut Line) {
    let Some(colon) = line.iter().take(LONGEST_LABEL).position(|(c, _, _)| *c == '：') else { return };
    let label: String = line.iter().take(colon).map(|(c, _, _)| *c).collect();
    let Some(LabelKind::Role(role)) = label_kind(&label) else { return };
    let mut begins = colon + 1;
    let mut n = begins;
    while n + 1 < line.len() {
        let (_, at, len) = line[n];
        let next = line[n + 1];
        if is_separator(line[n].0) {
            begins = n + 1;
        } else if next.1 > at + len && part(line, begins, n + 1, role) {
            line.insert(n + 1, ('、', at + len, next.1 - at - len));
            begins = n + 2;
            n += 1;
        }
        n += 1;
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '、' | '，' | '；' | '：' | '。' | '/' | '（' | '）')
}

/// Whether one name ends and another begins at `cut`.
fn part(line: &Line, begins: usize, cut: usize, role: Role) -> bool {
    let is_whole = |n: usize| n > cut && line[n].1 > line[n - 1].1 + line[n - 1].2;
    let ends = (cut..line.len()).find(|n| is_separator(line[*n].0) || is_whole(*n)).unwrap_or(line.len());
    let [before, behind] =
        [begins..cut, cut..ends].map(|range| line[range].iter().map(|(c, _, _)| *c).collect::<String>());
    match role {
        Role::Leader => [&before, &behind].into_iter().all(|name| can_be_a_person(name)),
        _ => behind.chars().count() >= SHORTEST && names_a_unit(&before) && names_a_unit(&behind),
    }
}

fn can_be_a_person(name: &str) -> bool {
    (2..=4).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic) && !name.ends_with(POST_ENDS)
}

#[cfg(test)]
mod tests {
    use super::super::normalize;
    use super::*;

    #[test]
    fn blanks_part_whole_names_alone() {
        for (raw, expected) in [
            ("责任单位：县司法局 县自然资源局", "责任单位：县司法局、县自然资源局"),
            ("配合单位：市农业农村局 市财政局　国网供电公司", "配合单位：市农业农村局、市财政局、国网供电公司"),
            ("责任单位：县自然 资源局、县政府 办公室", "责任单位：县自然资源局、县政府办公室"),
            ("责任领导：张伟 赵小强", "责任领导：张伟、赵小强"),
            ("责任领导：李 强 王 刚", "责任领导：李强王刚"),
            ("责任领导：常务副市长 李强", "责任领导：常务副市长李强"),
            ("主要任务：县司法局 县自然资源局", "主要任务：县司法局县自然资源局"),
        ] {
            let mut line = Line::new();
            normalize::line(raw, 0, &mut line);
            part_names(&mut line);
            assert_eq!(line.iter().map(|(c, _, _)| *c).collect::<String>(), expected);
        }
    }
}
