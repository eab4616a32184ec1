//! What a web copy puts around a document: bullets, labelled fields, remarks, footers.

use std::sync::LazyLock;

use regex::Regex;

use super::documents::TOP;
use super::genre;
use super::letterhead::{self, Block, Letterhead, Part};
use super::numbering;

static WEB_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(索引号|信息索引|发文机关|发布机构|发文字号|文号|成文日期|发布日期|发文日期|公开日期|有效性|主题分类|主题词|信息来源|来源|原文链接|公文种类|体裁分类|组配分类|内容概述|废止日期|生效日期|发布单位|主办单位)：(.*)$")
        .expect("the pattern is fixed")
});

/// Takes what a web copy puts around the document: bullets, labelled fields, footers.
pub(super) fn take_furniture(text: &str, blocks: &mut Vec<Block>, head: &mut Letterhead) {
    let total = blocks.len();
    let around = blocks.clone();
    let of_item = |n: usize| around.get(n).and_then(|block| text.get(block.clone())).is_some_and(is_of_item);
    let mut n = 0;
    blocks.retain(|block| {
        n += 1;
        let piece = text.get(block.clone()).unwrap_or_default();
        if piece.starts_with("主办单位") && (of_item(n) || n > 1 && of_item(n - 2)) {
            return true;
        }
        if let Some(item) = piece.strip_prefix(['•', '●']) {
            take_bullet(item, block, head);
            return false;
        }
        let at_rim = n <= TOP || n + 12 > total;
        match WEB_FIELD.captures(piece).filter(|_| at_rim && piece.chars().count() < 80) {
            Some(field) => {
                take_field(&field[1], &field[2], block, head);
                false
            }
            None => !is_remark(piece),
        }
    });
}

/// Whether a line is a heading, or a label of an event: `一、组织工作`, `承办单位：某局`; 主办单位 beside one is no foot of a page.
fn is_of_item(piece: &str) -> bool {
    numbering::leading(piece).is_some() || piece.starts_with("承办单位") || piece.starts_with("协办单位")
}

/// `（此件公开发布）`, `【法宝引证码】…`: remarks that are no text of the document.
fn is_remark(piece: &str) -> bool {
    piece.starts_with("（此件") || piece.starts_with("〔法宝引证码") || piece.starts_with("（此页无正文")
}

fn take_bullet(item: &str, block: &Block, head: &mut Letterhead) {
    let start = block.end - item.len();
    if let Some(number) = letterhead::number(item) {
        head.number = Some(Part { text: number.clone(), range: start..block.end });
        head.web.push(("number", number));
    } else if item.len() >= 8 && item.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'/') {
        head.web.push((if item.contains('/') { "index" } else { "date" }, item.to_owned()));
    } else if matches!(item, "有效" | "失效" | "废止" | "已修改") {
        head.web.push(("status", item.to_owned()));
    } else if letterhead::is_body_name(item) {
        head.web.push(("publisher", item.to_owned()));
    } else {
        head.web.push((if genre::kind(item) == Some(item) { "genre" } else { "category" }, item.to_owned()));
    }
}

fn take_field(name: &str, value: &str, block: &Block, head: &mut Letterhead) {
    let key = match name {
        "索引号" | "信息索引" => "index",
        "发文机关" | "发布机构" | "发布单位" | "信息来源" | "来源" => "publisher",
        "发文字号" | "文号" => "number",
        "有效性" => "status",
        "公文种类" | "体裁分类" => "genre",
        "主题分类" | "主题词" | "组配分类" => "category",
        "主办单位" => "host",
        "原文链接" => "link",
        "内容概述" => "summary",
        _ => "date",
    };
    if let Some(number) = letterhead::number(value).filter(|_| key == "number") {
        head.number = Some(Part { text: number, range: block.end - value.len()..block.end });
    }
    head.web.push((key, value.to_owned()));
}
