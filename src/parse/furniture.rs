//! What a web copy adds around a document: bullets, labelled fields, remarks, footers.

use super::documents::TOP;
use super::genre;
use super::letterhead::{self, Block, Declared, Letterhead, Part, nth};
use super::numbering;
use crate::affix::AnyOf;
use crate::lexicon::site::is_of_site;
use crate::lexicon::web_labels::{TITLE, WebLabel, web_label};

/// The maximum length of a label, in characters.
const LONGEST_LABEL: usize = 12;
/// The maximum length of a field, in characters.
const LONGEST_FIELD: usize = 80;
/// The maximum length of a title, in characters.
const LONGEST_TITLE: usize = 160;

/// Removes what a web copy adds around the document: bullets, labelled fields, footers.
pub(super) fn take_furniture(text: &str, blocks: &mut Vec<Block>, head: &mut Letterhead) {
    blocks.truncate(foot(text, blocks));
    let total = blocks.len();
    let around = blocks.clone();
    let of_item =
        |n: usize| around.get(n).and_then(|block| text.get(block.clone())).is_some_and(is_of_item);
    let mut n = 0;
    blocks.retain(|block| {
        n += 1;
        let piece = text.get(block.clone()).unwrap_or_default();
        if piece.starts_with("主办单位") && (of_item(n) || n > 1 && of_item(n - 2)) {
            return true;
        }
        // The fields of an imprint stand below the text, those of a page above it.
        if 2 * n > total && piece.starts_with("印发机关：") && piece.contains("印发日期：")
        {
            return true;
        }
        let at_rim = n <= TOP || n + 12 > total;
        if let Some(item) = piece.strip_prefix(['•', '●']).filter(|item| at_rim && is_short(item))
        {
            take_bullet(item, block, head);
            return false;
        }
        if at_rim && take_barred(piece, block, head) {
            return false;
        }
        match field(piece).filter(|_| at_rim) {
            Some((label, value)) => {
                take_fields(label, value, block.end, head);
                false
            }
            None => !is_remark(piece),
        }
    });
}

/// Takes the fields of a line with bars between labels and values:
/// `文号 | 滑政发〔2023〕5号 | 成文日期: | 2023-05-16 |`.
fn take_barred(piece: &str, block: &Block, head: &mut Letterhead) -> bool {
    let label = |cell: &str| web_label(cell.trim_end_matches('：'));
    let is_field = piece.split_once('|').and_then(|(first, _)| label(first)).is_some();
    if !is_field || piece.contains('。') {
        return false;
    }
    let mut at = block.start;
    let cells = piece.split('|').map(|cell| {
        let place = at..at + cell.len();
        at = place.end + 1;
        (cell, place)
    });
    let cells: Vec<(&str, Block)> = cells.collect();
    for pair in cells.chunks_exact(2) {
        let [(name, _), (value, place)] = pair else { continue };
        if let Some(label) = label(name).filter(|_| !value.is_empty()) {
            take_field(label, value, place.clone(), head);
        }
    }
    true
}

/// The index of the first block of a site's footer: the first block near the end that is typical of
/// one, or the first of the lines above it that name who runs the site. Only short lines may
/// follow.
fn foot(text: &str, blocks: &[Block]) -> usize {
    /// The maximum number of lines in a footer.
    const MOST: usize = 12;
    let piece = |n: usize| nth(text, blocks, n);
    let may_follow = |n: &usize| {
        let line = piece(*n);
        !line.contains('。')
            && numbering::leading(line).is_none()
            && line.chars().nth(LONGEST_FIELD).is_none()
    };
    let last = (0..blocks.len()).rev().take(MOST).take_while(may_follow);
    let is_of_foot = |n: &usize| is_of_site(piece(*n)) || piece(*n).starts_with("相关链接");
    let Some(mut first) = last.filter(is_of_foot).last() else { return blocks.len() };
    let runs = |line: &str| line.starts_with_any(&["主办", "承办", "主管"]);
    while first > 0 && may_follow(&(first - 1)) && runs(piece(first - 1)) {
        first -= 1;
    }
    first
}

/// Whether a line is a heading or names a role in an event: `一、组织工作`, `承办单位：某局`. A
/// line with 主办单位 next to one is not part of a footer.
fn is_of_item(piece: &str) -> bool {
    numbering::leading(piece).is_some()
        || piece.starts_with("承办单位")
        || piece.starts_with("协办单位")
}

/// `（此件公开发布）`, `【法宝引证码】…`: remarks that do not belong to the text.
fn is_remark(piece: &str) -> bool {
    piece.starts_with("签发人")
        || piece.starts_with("（此件")
        || piece.starts_with("〔法宝引证码")
        || piece.starts_with("（此页无正文")
}

fn take_bullet(item: &str, block: &Block, head: &mut Letterhead) {
    let start = block.end - item.len();
    if let Some(number) = letterhead::number(item) {
        head.number = Some(Part { text: number.clone(), range: start..block.end });
        head.web.push(("number", number));
    } else if item.len() >= 8
        && item.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'/')
    {
        head.web.push((if item.contains('/') { "index" } else { "date" }, item.to_owned()));
    } else if matches!(item, "有效" | "失效" | "废止" | "已修改") {
        head.web.push(("status", item.to_owned()));
    } else if letterhead::is_body_name(item) {
        head.web.push(("publisher", item.to_owned()));
    } else {
        head.web.push((
            if genre::kind(item) == Some(item) { "genre" } else { "category" },
            item.to_owned(),
        ));
    }
}

/// Whether an entry can be a field of a page, and not a sentence of the document.
fn is_short(item: &str) -> bool {
    item.chars().nth(LONGEST_FIELD).is_none()
        && !item.contains(['。', '；', '，'])
        && (!item.contains('：') || field(item).is_some())
}

/// Splits a line into a label known from web pages and its value.
pub(super) fn field(line: &str) -> Option<(&'static WebLabel, &str)> {
    let colon = line.char_indices().take(LONGEST_LABEL).find(|(_, c)| *c == '：')?.0;
    let (label, value) = (web_label(line.get(..colon)?)?, line.get(colon + '：'.len_utf8()..)?);
    let longest = if label.known_as == Some(TITLE) { LONGEST_TITLE } else { LONGEST_FIELD };
    // `时间：6月底` belongs to the document.
    let is_own = label.label == "时间" && !value.starts_with("20") || value.contains('。');
    (value.chars().nth(longest).is_none() && !is_own).then_some((label, value))
}

/// Reads the fields of a line that ends at `end`: `索引号：000014349/2018-00174主题分类：科技`.
fn take_fields(label: &WebLabel, value: &str, end: usize, head: &mut Letterhead) {
    let start = end - value.len();
    let next = value.match_indices('：').find_map(|(colon, mark)| {
        let before = value.get(..colon)?;
        let label = before.char_indices().find_map(|(at, _)| web_label(before.get(at..)?))?;
        Some((colon - label.label.len(), label, value.get(colon + mark.len()..)?))
    });
    let len = next.map_or(value.len(), |(at, ..)| at);
    if let Some(value) = value.get(..len).filter(|value| !value.is_empty()) {
        take_field(label, value, start..start + len, head);
    }
    if let Some((_, label, value)) = next {
        take_fields(label, value, end, head);
    }
}

fn take_field(label: &WebLabel, value: &str, range: Block, head: &mut Letterhead) {
    let Some(key) = label.known_as.and_then(key) else { return };
    if let Some(number) = letterhead::number(value).filter(|_| key == "number") {
        head.number = Some(Part { text: number, range: range.clone() });
    }
    declare(label, value, range, &mut head.declared);
    head.web.push((key, value.to_owned()));
}

/// Records what a field says in case the document itself does not say it.
fn declare(label: &WebLabel, value: &str, range: Block, declared: &mut Declared) {
    match label.known_as {
        Some(TITLE) => {
            // Sites append their own name: `…的通知_某县人民政府门户网站`.
            let title = value.split(['_', '|']).next().unwrap_or_default();
            // Values in front matter are quoted.
            let quoted = title.strip_prefix('“').and_then(|title| title.strip_suffix('”'));
            let (from, title) = quoted.map_or((0, title), |title| ('“'.len_utf8(), title));
            let start = range.start + from;
            let part = Part { text: title.to_owned(), range: start..start + title.len() };
            declared.title.get_or_insert(part);
        }
        Some("发文机关") if letterhead::is_body_name(value) => {
            declared.issuer.get_or_insert(Part { text: value.to_owned(), range });
        }
        Some("成文日期" | "发文日期") => {
            declared.date = declared.date.take().or(letterhead::any_date(value, range))
        }
        _ => {}
    }
}

/// The key of a field in the outline; `None` if its value says nothing about the document.
fn key(label: &str) -> Option<&'static str> {
    Some(match label {
        "索引号" | "信息索引" => "index",
        "发文机关" | "发布机构" | "发布单位" | "信息来源" | "来源" => "publisher",
        "发文字号" | "文号" => "number",
        "有效性" => "status",
        "公文种类" | "体裁分类" => "genre",
        "主题分类" | "主题词" | "组配分类" => "category",
        "主办单位" => "host",
        "原文链接" => "link",
        "内容概述" => "summary",
        "标题" => "title",
        _ => "date",
    })
}
