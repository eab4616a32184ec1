//! Labels with which websites describe a document: `索 引 号：005307554/2023-00051`,
//! `发布时间：2023-08-14 来源：市司法局`.

use std::sync::LazyLock;

use regex::Regex;

use super::table::Cell;
use crate::lexicon::web_labels::{web_label, web_labels};

/// The label as it appears in the output, or `None` to drop it, and its value.
pub(super) type Pair = (Option<&'static str>, String);

/// The longest line of labels, in characters.
const LINE: usize = 300;

/// A label and its colon; its characters may be spaced out to align it with others.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let mut labels: Vec<_> =
        web_labels().iter().filter(|row| row.on_pages).map(|row| row.label).collect();
    labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
    let spaced = |label: &str| label.chars().map(String::from).collect::<Vec<_>>().join(r"\s*");
    let any = labels.into_iter().map(spaced).collect::<Vec<_>>().join("|");
    Regex::new(&format!(r"(?:^|[\s\[【（(|])({any})\s*[\]】]?\s*[：:]"))
        .expect("the pattern is fixed")
});

/// Returns the labels of a line with their values, if it begins with a label.
pub(super) fn pairs(line: &str) -> Vec<Pair> {
    if line.chars().nth(LINE).is_some() || line.contains('。') {
        return Vec::new();
    }
    if let Some(label) = label(line) {
        return vec![(label, String::new())];
    }
    let found: Vec<_> = LABEL
        .captures_iter(line)
        .filter_map(|found| Some((found.get(0)?, found.get(1)?)))
        .collect();
    // A date before the first label is the date of publication: `2023-06-01 来源：某县人民政府`.
    let before =
        found.first().and_then(|(whole, _)| line.get(..whole.start())).unwrap_or_default().trim();
    let is_date = before.starts_with("20")
        && before.chars().all(|c| c.is_ascii() || matches!(c, '年' | '月' | '日'));
    if found.is_empty() || !(before.is_empty() || is_date) {
        return Vec::new();
    }
    let mut pairs: Vec<_> =
        is_date.then(|| (Some("发布日期"), before.to_owned())).into_iter().collect();
    for (n, (whole, name)) in found.iter().enumerate() {
        let end = found.get(n + 1).map_or(line.len(), |(next, _)| next.start());
        let value = line.get(whole.end()..end).unwrap_or_default();
        pairs.push((label(name.as_str()).flatten(), value.to_owned()));
    }
    pairs
}

/// Returns the label that a text is, with or without colon and blanks.
fn label(text: &str) -> Option<Option<&'static str>> {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '：' | ':' | '[' | ']' | '【' | '】'))
        .collect();
    web_label(&bare).filter(|row| row.on_pages).map(|row| row.known_as)
}

/// Returns the labels of a table with their values, if it holds nothing else.
pub(super) fn table_pairs(rows: &[Vec<Cell>]) -> Vec<Pair> {
    let texts: Vec<_> =
        rows.iter().flatten().map(Cell::text).filter(|text| !text.is_empty()).collect();
    let (mut found, mut n, mut n_other) = (Vec::new(), 0, 0);
    while n < texts.len() {
        match label(texts[n]) {
            Some(canonical) => {
                let value =
                    texts.get(n + 1).filter(|next| label(next).is_none() && pairs(next).is_empty());
                found.push((
                    canonical,
                    value.map_or_else(String::new, |value| value.replace('\n', " ")),
                ));
                n += usize::from(value.is_some());
            }
            None => match pairs(texts[n]) {
                inside if inside.is_empty() => n_other += 1,
                inside => found.extend(inside),
            },
        }
        n += 1;
    }
    let n_labels = found.iter().filter(|(label, _)| label.is_some()).count();
    if n_labels >= 2 && n_other <= n_labels { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_with_their_values() {
        let read = |line| {
            pairs(line)
                .into_iter()
                .filter_map(|(label, value)| Some((label?, value.trim().to_owned())))
                .collect::<Vec<_>>()
        };
        let pair = |label, value: &str| (label, value.to_owned());
        assert_eq!(
            read("索 引 号： 005307554/2023-00051"),
            [pair("索引号", "005307554/2023-00051")]
        );
        assert_eq!(
            read("发布时间：2023-06-19 16:20 来源：市司法局 浏览次数：1"),
            [pair("发布日期", "2023-06-19 16:20"), pair("来源", "市司法局")]
        );
        assert_eq!(
            read("2023-06-19 来源：市司法局"),
            [pair("发布日期", "2023-06-19"), pair("来源", "市司法局")]
        );
        assert_eq!(read("一、资金来源：县财政"), []);
        assert_eq!(read("责任单位：县司法局"), []);
    }
}
