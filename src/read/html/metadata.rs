//! What a page says about its document: `索引号`, `发文字号`, `发布日期`, in a table, a list, or a
//! line under the title.

use scraper::Html;

use super::super::metadata::{pairs, table_pairs};
use super::article;
use super::lines::{Content, Line};
use super::tree::name;
use crate::affix::AnyOf;
use crate::lexicon::kinds;
use crate::lexicon::web_labels::TITLE;

/// The longest value, in characters; a longer 内容概述 repeats the article.
const VALUE: usize = 70;

/// What a page says about its document.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// Labels and values, each label once, in the order of the page.
    pub(super) fields: Vec<(&'static str, String)>,
    /// Candidates for the title, the likeliest first.
    pub(super) titles: Vec<String>,
}

impl Metadata {
    fn add(&mut self, label: Option<&'static str>, value: &str) {
        let value = value.trim().trim_matches(['|', '〖', '〗', '[', ']', '【', '】']).trim();
        let Some(label) = label.filter(|_| !value.is_empty() && value.chars().nth(VALUE).is_none())
        else {
            return;
        };
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
        let found = match &lines[n].content {
            Content::Table(rows) => table_pairs(rows),
            Content::Text(_) if n >= first_prose => Vec::new(),
            Content::Text(text) => pairs(text),
            Content::LeftOut(..) => Vec::new(),
        };
        let is_table = matches!(lines[n].content, Content::Table(_));
        let mut end = n + 1;
        for (label, value) in &found {
            metadata.add(*label, value);
        }
        // A label alone on its line belongs to the next line.
        if let ([(label, value)], false) = (found.as_slice(), is_table)
            && value.is_empty()
            && let Some(next) = lines.get(end).map(Line::text).filter(|next| pairs(next).is_empty())
        {
            metadata.add(*label, next);
            end += usize::from(!next.is_empty() && end < first_prose);
        }
        if !found.is_empty() {
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

/// Reads what `meta` elements declare, by the standard for government sites.
fn declared(html: &Html, metadata: &mut Metadata) {
    let has_date = metadata.fields.iter().any(|(label, _)| label.ends_with("日期"));
    let has_source = metadata
        .fields
        .iter()
        .any(|(label, _)| matches!(*label, "来源" | "信息来源" | "发布机构" | "发文机关"));
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
            "title" if page_title.is_none() => {
                page_title = Some(element.text().collect::<String>())
            }
            _ => {}
        }
    }
    // The name of the site follows the title: `关于…的通知_某县人民政府`.
    let title = page_title.as_deref().and_then(|title| title.trim().split(['_', '|']).next());
    metadata
        .titles
        .extend(title.map(|title| title.split(" - ").next().unwrap_or(title).trim().to_owned()));
}

/// Returns the headings above the article.
fn headings(lines: &[Line<'_>]) -> Vec<String> {
    let top = lines.iter().take_while(|line| !article::is_prose(line));
    top.filter(|line| line.is_heading && !line.is_link())
        .map(|line| line.text().to_owned())
        .collect()
}

/// Whether a text can be the title of a document, and not the name of a site or a column.
fn is_title(text: &str) -> bool {
    let n_han = text.chars().filter(|c| article::is_han(*c)).count();
    n_han >= 8
        && !text.contains_any(&["网站", "门户", "首页", "…", "..."])
        && (text.contains("关于") || text.contains_any(&kinds::ON_PAGE))
}
