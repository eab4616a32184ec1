//! Labels in brackets without a colon, `【责任单位】县司法局`, rewritten in the usual form
//! `责任单位：县司法局`.

use std::ops::Range;

use super::blanks::LONGEST_LABEL;
use super::line::Line;
use crate::clause::label_kind;

/// Replaces the brackets around labels by a colon.
pub(super) fn give_colons(line: &mut Line) {
    let places = line.text.match_indices('〔');
    let labels: Vec<_> = places.filter_map(|(at, _)| bracketed(&line.text, at)).collect();
    if labels.is_empty() {
        return;
    }
    let width = '〔'.len_utf8();
    line.rewrite(labels.into_iter().flat_map(|Range { start, end }| {
        [(start..start + width, None), (end - width..end, Some('：'))]
    }));
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

#[cfg(test)]
mod tests {
    use super::super::normalize;
    use super::*;

    #[test]
    fn labels_in_brackets_get_a_colon() {
        for (raw, expected) in [
            ("【责任单位】县司法局 【完成时限】6月底", "责任单位：县司法局完成时限：6月底"),
            ("〔责任单位：县司法局〕", "〔责任单位：县司法局〕"),
            ("【责任单位】：县司法局", "〔责任单位〕：县司法局"),
            ("滑政〔2024〕6号【通知】", "滑政〔2024〕6号〔通知〕"),
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
