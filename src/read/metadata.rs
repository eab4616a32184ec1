//! The labels by which sites say what a document is: `索 引 号：005307554/2023-00051`, `发布时间：2023-08-14 来源：市司法局`.

use std::sync::LazyLock;

use regex::Regex;

use super::table::Cell;

/// A label as the text gives it, if it does, with its value.
pub(super) type Pair = (Option<&'static str>, String);

/// Labels as sites write them, and as the text gives them; none where the value says nothing about the document.
const LABELS: &[(&str, Option<&str>)] = &[
    ("索引号", Some("索引号")),
    ("信息索引号", Some("索引号")),
    ("信息索引", Some("索引号")),
    ("主题分类", Some("主题分类")),
    ("信息分类", Some("主题分类")),
    ("分类", Some("主题分类")),
    ("组配分类", Some("组配分类")),
    ("体裁分类", Some("体裁分类")),
    ("公文种类", Some("公文种类")),
    ("文种", Some("公文种类")),
    ("主题词", Some("主题词")),
    ("关键词", Some("主题词")),
    ("发文机关", Some("发文机关")),
    ("制发机关", Some("发文机关")),
    ("发布机关", Some("发布机构")),
    ("发布机构", Some("发布机构")),
    ("发布单位", Some("发布单位")),
    ("公开主体", Some("发布机构")),
    ("发文字号", Some("发文字号")),
    ("发文文号", Some("发文字号")),
    ("文件编号", Some("发文字号")),
    ("文号", Some("文号")),
    ("成文日期", Some("成文日期")),
    ("成文时间", Some("成文日期")),
    ("生成日期", Some("成文日期")),
    ("发文日期", Some("发文日期")),
    ("发文时间", Some("发文日期")),
    ("发布日期", Some("发布日期")),
    ("发布时间", Some("发布日期")),
    ("公开日期", Some("公开日期")),
    ("公开时间", Some("公开日期")),
    ("生效日期", Some("生效日期")),
    ("实施日期", Some("生效日期")),
    ("废止日期", Some("废止日期")),
    ("失效日期", Some("废止日期")),
    ("有效性", Some("有效性")),
    ("时效性", Some("有效性")),
    ("时效", Some("有效性")),
    ("效力状态", Some("有效性")),
    ("有效状态", Some("有效性")),
    ("信息来源", Some("信息来源")),
    ("来源", Some("来源")),
    ("内容概述", Some("内容概述")),
    ("标题", Some(TITLE)),
    ("名称", Some(TITLE)),
    ("信息名称", Some(TITLE)),
    ("文件名称", Some(TITLE)),
    ("公开形式", None),
    ("公开方式", None),
    ("公开时限", None),
    ("公开范围", None),
    ("公开程序", None),
    ("公开类别", None),
    ("作者", None),
    ("编辑", None),
    ("责任编辑", None),
    ("浏览次数", None),
    ("浏览量", None),
    ("阅读次数", None),
    ("阅读量", None),
    ("点击数", None),
    ("点击量", None),
    ("字体", None),
    ("字号", None),
    ("视力保护色", None),
    ("打印", None),
    ("分享", None),
    ("分享到", None),
];

/// The label of titles.
pub(super) const TITLE: &str = "标题";
/// A line with labels is not longer than this.
const LINE: usize = 300;

/// A label and its colon, where one can begin; blanks set it to the width of others.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let mut labels: Vec<_> = LABELS.iter().map(|(label, _)| *label).collect();
    labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
    let spaced = |label: &str| label.chars().map(String::from).collect::<Vec<_>>().join(r"\s*");
    let any = labels.into_iter().map(spaced).collect::<Vec<_>>().join("|");
    Regex::new(&format!(r"(?:^|[\s\[【（(|])({any})\s*[\]】]?\s*[：:]")).expect("the pattern is fixed")
});

/// The labels of a line with their values, when it begins with one.
pub(super) fn pairs(line: &str) -> Vec<Pair> {
    if line.chars().nth(LINE).is_some() || line.contains('。') {
        return Vec::new();
    }
    if let Some(label) = label(line) {
        return vec![(label, String::new())];
    }
    let found: Vec<_> = LABEL.captures_iter(line).filter_map(|found| Some((found.get(0)?, found.get(1)?))).collect();
    // A date before the first label is the day of publication: `2023-06-01 来源：某县人民政府`.
    let before = found.first().and_then(|(whole, _)| line.get(..whole.start())).unwrap_or_default().trim();
    let is_date = before.starts_with("20") && before.chars().all(|c| c.is_ascii() || matches!(c, '年' | '月' | '日'));
    if found.is_empty() || !(before.is_empty() || is_date) {
        return Vec::new();
    }
    let mut pairs: Vec<_> = is_date.then(|| (Some("发布日期"), before.to_owned())).into_iter().collect();
    for (n, (whole, name)) in found.iter().enumerate() {
        let end = found.get(n + 1).map_or(line.len(), |(next, _)| next.start());
        let value = line.get(whole.end()..end).unwrap_or_default();
        pairs.push((label(name.as_str()).flatten(), value.to_owned()));
    }
    pairs
}

/// The label that a text is, with or without a colon and blanks.
fn label(text: &str) -> Option<Option<&'static str>> {
    let bare: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '：' | ':' | '[' | ']' | '【' | '】')).collect();
    LABELS.iter().find(|(label, _)| *label == bare).map(|(_, canonical)| *canonical)
}

/// The labels of a table with their values, when it holds nothing else.
pub(super) fn table_pairs(rows: &[Vec<Cell>]) -> Vec<Pair> {
    let texts: Vec<_> = rows.iter().flatten().map(Cell::text).filter(|text| !text.is_empty()).collect();
    let (mut found, mut n, mut n_other) = (Vec::new(), 0, 0);
    while n < texts.len() {
        match label(texts[n]) {
            Some(canonical) => {
                let value = texts.get(n + 1).filter(|next| label(next).is_none() && pairs(next).is_empty());
                found.push((canonical, value.map_or_else(String::new, |value| value.replace('\n', " "))));
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
        assert_eq!(read("索 引 号： 005307554/2023-00051"), [pair("索引号", "005307554/2023-00051")]);
        assert_eq!(
            read("发布时间：2023-06-19 16:20 来源：市司法局 浏览次数：1"),
            [pair("发布日期", "2023-06-19 16:20"), pair("来源", "市司法局")]
        );
        assert_eq!(read("2023-06-19 来源：市司法局"), [pair("发布日期", "2023-06-19"), pair("来源", "市司法局")]);
        assert_eq!(read("一、资金来源：县财政"), []);
        assert_eq!(read("责任单位：县司法局"), []);
    }
}
