//! Labels in brackets without a colon, `【责任单位】县司法局`, rewritten in the usual form
//! `责任单位：县司法局`.

use std::ops::Range;

use super::blanks::LONGEST_LABEL;
use super::line::Line;
use crate::clause::{label_kind, labels, names_a_unit};

/// What a label of names ends in.
const ENDS: [&str; 2] = ["单位", "部门"];
/// Signs that a colon or a semicolon was misread as.
const SIGNS: [char; 5] = ['；', '，', '：', '.', '·'];

/// A character in place of a range of the text, or nothing.
type Change = (Range<usize>, Option<char>);

/// Replaces the brackets around labels by a colon.
pub(super) fn give_colons(line: &mut Line) {
    if line.text.contains(['〈', '〉']) {
        round_angles(line);
    }
    let text = line.text.as_str();
    let mut changes = Vec::new();
    for (at, open) in text.match_indices(['（', '〔']) {
        let inner = at + open.len();
        match bracketed(text, at).filter(|_| open == "〔") {
            Some(label) => changes
                .extend([(at..inner, None), (label.end - '〕'.len_utf8()..label.end, Some('：'))]),
            None => bare(line, inner, &mut changes),
        }
    }
    if !changes.is_empty() {
        line.rewrite(changes);
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

/// Writes the angle brackets around labels as round ones: `〈责任单位：县统计局〉`.
fn round_angles(line: &mut Line) {
    let text = line.text.as_str();
    let mut changes = Vec::new();
    for (at, open) in text.match_indices(['（', '〔', '〈']) {
        let start = at + open.len();
        let inner = text.get(start..).unwrap_or_default();
        let Some(len) = inner.find(['）', '〕', '〉']) else { continue };
        let is_labelled =
            inner.get(..len).is_some_and(|inner| labels(inner).any(|label| label.start == 0));
        let is_angle =
            |at: usize| text.get(at..).is_some_and(|text| text.starts_with(['〈', '〉']));
        if is_labelled && (is_angle(at) || is_angle(start + len)) {
            let close = start + len;
            changes.push((at..start, Some('（')));
            changes.push((close..close + '〉'.len_utf8(), Some('）')));
        }
    }
    if !changes.is_empty() {
        line.rewrite(changes);
    }
}

/// Gives colons to the labels of the bracket whose text begins at the byte `start`, and parts each
/// from the names of the one before, where the first has no colon.
fn bare(line: &Line, start: usize, changes: &mut Vec<Change>) {
    let text = line.text.as_str();
    let inner = text.get(start..).unwrap_or_default();
    let end = start + inner.find(['）', '〕', '。']).unwrap_or(inner.len());
    let mut from = start;
    while let Some(label) = next_label(text, from..end) {
        let is_first = from == start;
        let is_whole = text.get(label.end..).is_some_and(|behind| behind.starts_with('：'));
        if is_first && (label.start > start || is_whole) {
            return;
        }
        let behind = label.end..label.end + len_of_sign(text.get(label.end..end));
        if !is_whole && !names_a_unit(first_name(line, behind.end..end)) {
            return;
        }
        if !is_first {
            let before = text.get(from..label.start).unwrap_or_default();
            let sign = before.chars().next_back().filter(|c| SIGNS.contains(c));
            let sign = label.start - sign.map_or(0, char::len_utf8)..label.start;
            changes.push((sign, Some('；')));
        }
        if !is_whole {
            changes.push((behind.clone(), Some('：')));
        }
        from = behind.end;
    }
}

/// The first label of a role in `range`, whose colon may be missing.
fn next_label(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(range.clone())?;
    let mut ends: Vec<usize> = ENDS
        .iter()
        .flat_map(|end| part.match_indices(end).map(|(at, end)| at + end.len()))
        .collect();
    ends.sort_unstable();
    ends.into_iter().find_map(|end| {
        let whole = format!("{}：", part.get(..end)?);
        let label = labels(&whole).find(|label| label.end == whole.len())?;
        Some(range.start + label.start..range.start + end)
    })
}

/// Bytes of the sign that a text begins with in place of a colon.
fn len_of_sign(text: Option<&str>) -> usize {
    let first = text.and_then(|text| text.chars().next());
    first.filter(|c| SIGNS.contains(c) || *c == '为').map_or(0, char::len_utf8)
}

/// What stands at the begin of `range` up to a sign or a blank.
fn first_name(line: &Line, range: Range<usize>) -> &str {
    let names = line.text.get(range.clone()).unwrap_or_default();
    let sign = names.find(|c| SIGNS.contains(&c) || c == '、').unwrap_or(names.len());
    let blank = line.blanks(range.clone()).find(|at| *at > range.start);
    names.get(..blank.map_or(sign, |at| sign.min(at - range.start))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::normalize;
    use super::*;

    #[test]
    fn labels_without_a_colon_get_one() {
        for (raw, expected) in [
            ("【责任单位】县司法局 【完成时限】6月底", "责任单位：县司法局完成时限：6月底"),
            ("〔责任单位：县司法局〕", "〔责任单位：县司法局〕"),
            ("【责任单位】：县司法局", "〔责任单位〕：县司法局"),
            ("滑政〔2024〕6号【通知】", "滑政〔2024〕6号〔通知〕"),
            ("（责任单位县政府办）", "（责任单位：县政府办）"),
            (
                "（牵头单位 县审计局 配合单位 县财政局、县水利局）",
                "（牵头单位：县审计局；配合单位：县财政局、县水利局）",
            ),
            ("(牵头单位;县审计局:配合单位;县财政局)", "（牵头单位：县审计局；配合单位：县财政局）"),
            (
                "（牵头单位.县审计局；配合单位.县财政局）",
                "（牵头单位：县审计局；配合单位：县财政局）",
            ),
            (
                "（牵头单位 县审计局 配合单位：县财政局）",
                "（牵头单位：县审计局；配合单位：县财政局）",
            ),
            (
                "（牵头单位为县水利局，配合单位为县统计局、县财政局）",
                "（牵头单位：县水利局；配合单位：县统计局、县财政局）",
            ),
            ("〈责任单位：县统计局〉", "（责任单位：县统计局）"),
            ("（责任单位：县统计局〉", "（责任单位：县统计局）"),
            ("落实《通知》〈甲〉", "落实《通知》〈甲〉"),
            ("（牵头单位负责汇总）", "（牵头单位负责汇总）"),
            ("（各责任单位、县司法局）", "（各责任单位、县司法局）"),
            (
                "（牵头单位：县审计局；配合单位：县财政局）",
                "（牵头单位：县审计局；配合单位：县财政局）",
            ),
        ] {
            let mut line = Line::default();
            normalize::line(raw, 0, &mut line);
            give_colons(&mut line);
            assert_eq!(line.text, expected);
            let places: Vec<usize> =
                line.text.char_indices().map(|(at, _)| line.source(at)).collect();
            assert!(places.is_sorted() && places.iter().all(|at| raw.is_char_boundary(*at)));
        }
    }
}
