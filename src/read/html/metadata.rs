//! What a page says about its document: `索引号`, `发文字号`, `发布日期`, in a table, a list, or a line under the title.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;

use super::article;
use super::lines::{Content, Line};
use super::tree::name;

/// Labels as sites write them, and as they are written here; none where the value says nothing about the document.
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

/// The label of titles, which are no field.
const TITLE: &str = "标题";
/// A line with labels is not longer than this.
const LINE: usize = 300;
/// A value is not longer than this; the one of 内容概述 repeats the article when it is.
const VALUE: usize = 70;

/// A label and its colon, where one can begin; blanks set it to the width of others.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let mut labels: Vec<_> = LABELS.iter().map(|(label, _)| *label).collect();
    labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
    let spaced = |label: &str| label.chars().map(String::from).collect::<Vec<_>>().join(r"\s*");
    let any = labels.into_iter().map(spaced).collect::<Vec<_>>().join("|");
    Regex::new(&format!(r"(?:^|[\s\[【（(|]){{1}}({any})\s*[\]】]?\s*[：:]")).expect("the pattern is fixed")
});

/// What a page says about its document.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// Labels and values, each label once, in the order of the page.
    pub(super) fields: Vec<(&'static str, String)>,
    /// What may be the title, the likeliest first.
    pub(super) titles: Vec<String>,
}

impl Metadata {
    fn add(&mut self, label: Option<&'static str>, value: &str) {
        let value = value.trim().trim_matches(['|', '〖', '〗', '[', ']', '【', '】']).trim();
        let Some(label) = label.filter(|_| !value.is_empty() && value.chars().nth(VALUE).is_none()) else { return };
        if label == TITLE {
            self.titles.push(value.to_owned());
        } else if self.fields.iter().all(|(known, _)| *known != label) {
            self.fields.push((label, value.to_owned()));
        }
    }
}

/// Takes the metadata out of the lines of a page.
pub(super) fn take(html: &Html, lines: &mut Vec<Line<'_>>) -> Metadata {
    let mut metadata = Metadata::default();
    let first_prose = lines.iter().position(article::is_prose).unwrap_or(lines.len());
    let mut taken = vec![false; lines.len()];
    let mut n = 0;
    while n < lines.len() {
        let pairs = match &lines[n].content {
            Content::Table(rows) => table_pairs(rows),
            Content::Text(_) if n >= first_prose => Vec::new(),
            Content::Text(text) => pairs(text),
        };
        let is_table = matches!(lines[n].content, Content::Table(_));
        let mut end = n + 1;
        for (label, value) in &pairs {
            metadata.add(*label, value);
        }
        // A label alone on its line labels the next.
        if let ([(label, value)], false) = (pairs.as_slice(), is_table)
            && value.is_empty()
            && let Some(next) = lines.get(end).map(Line::text).filter(|next| self::pairs(next).is_empty())
        {
            metadata.add(*label, next);
            end += usize::from(!next.is_empty() && end < first_prose);
        }
        if !pairs.is_empty() {
            taken[n..end].fill(true);
        }
        n = end;
    }
    let mut taken = taken.into_iter();
    lines.retain(|_| !taken.next().unwrap_or_default());
    declared(html, &mut metadata);
    metadata.titles.extend(headings(lines));
    metadata.titles.retain(|title| is_title(title));
    metadata
}

/// The labels of a line with their values, when it begins with one.
fn pairs(line: &str) -> Vec<(Option<&'static str>, String)> {
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
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '：' | ':' | '[' | ']' | '【' | '】')).collect();
    LABELS.iter().find(|(label, _)| *label == bare).map(|(_, canonical)| *canonical)
}

/// The labels of a table with their values, when it holds nothing else.
fn table_pairs(rows: &[Vec<super::Cell>]) -> Vec<(Option<&'static str>, String)> {
    let texts: Vec<_> = rows.iter().flatten().map(super::Cell::text).filter(|text| !text.is_empty()).collect();
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

/// What `meta` elements declare, by the rules for government sites.
fn declared(html: &Html, metadata: &mut Metadata) {
    let has_date = metadata.fields.iter().any(|(label, _)| label.ends_with("日期"));
    let has_source = metadata.fields.iter().any(|(label, _)| matches!(*label, "来源" | "信息来源" | "发布机构" | "发文机关"));
    let mut page_title = None;
    for element in html.root_element().descendent_elements() {
        match name(&element) {
            "meta" => {
                let content = element.attr("content").unwrap_or_default();
                match element.attr("name").unwrap_or_default().to_ascii_lowercase().as_str() {
                    "articletitle" => metadata.titles.insert(0, content.trim().to_owned()),
                    "pubdate" if !has_date => metadata.add(Some("发布日期"), content),
                    "contentsource" if !has_source => metadata.add(Some("来源"), content),
                    _ => {}
                }
            }
            "title" if page_title.is_none() => page_title = Some(element.text().collect::<String>()),
            _ => {}
        }
    }
    // The name of the site follows: `关于…的通知_某县人民政府`.
    let title = page_title.as_deref().and_then(|title| title.trim().split(['_', '|']).next());
    metadata.titles.extend(title.map(|title| title.split(" - ").next().unwrap_or(title).trim().to_owned()));
}

/// Headings above the article.
fn headings(lines: &[Line<'_>]) -> Vec<String> {
    let top = lines.iter().take_while(|line| !article::is_prose(line));
    top.filter(|line| line.is_heading && !line.is_link()).map(|line| line.text().to_owned()).collect()
}

/// Whether a text can be the title of a document and is no name of a site or a column.
fn is_title(text: &str) -> bool {
    let n_han = text.chars().filter(|c| article::is_han(*c)).count();
    n_han >= 8
        && !["网站", "门户", "首页", "…", "..."].iter().any(|word| text.contains(word))
        && (text.contains("关于") || ["通知", "意见", "方案", "决定", "办法", "规划", "安排", "计划", "要点", "规定", "通报", "纲要", "清单", "措施"].iter().any(|kind| text.contains(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_with_their_values() {
        let read = |line| pairs(line).into_iter().filter_map(|(label, value)| Some((label?, value.trim().to_owned()))).collect::<Vec<_>>();
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
