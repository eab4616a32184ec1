//! Web pages: what a page says about its document, then the document itself, without the rest of
//! the site.
//!
//! In: a page of a government site, whole or only its middle. Out: lines such as
//! `索引号：005307554/2023-00051`, which the page has in a table or below the title; the title, if
//! the article lacks it; the lines and tables of the article.

mod article;
mod copies;
mod field;
mod grid;
mod lines;
mod look;
mod metadata;
mod tree;

use scraper::Html;

use super::error::Problem;
use super::table;
use super::told::Told;
use crate::diagnostic::Code;
use crate::message;

use lines::Content;

/// Returns the text of a page.
pub(super) fn text(page: &str) -> Result<Told, Problem> {
    let html = tree::parse(page)?;
    let (mut told, is_missing) = article(&html);
    if !is_missing {
        return Ok(told);
    }
    if let Some(page) = field::page(&html) {
        let drawn = article(&tree::parse(&page)?);
        if let (mut drawn, false) = drawn {
            drawn.note(Code::TextInField, 0, message!("note-text-in-field"));
            return Ok(drawn);
        }
    }
    if !told.text.trim().is_empty() {
        told.doubt(Code::NoText, 0, message!("doubt-no-text"));
    }
    Ok(told)
}

/// Returns the article of a page, and whether it is missing.
fn article(html: &Html) -> (Told, bool) {
    let mut lines = lines::lines(html);
    copies::drop(&mut lines);
    let metadata = metadata::take(html, &mut lines);
    article::keep(&mut lines);
    let mut told = Told::default();
    let out = &mut told.text;
    for (label, value) in &metadata.fields {
        table::paragraph(&format!("{label}：{value}"), out);
    }
    if let Some(title) =
        metadata.titles.iter().find_map(|title| article::lacking_title(&lines, title))
    {
        table::paragraph(title, out);
    }
    for line in &lines {
        match &line.content {
            Content::Text(text) => table::paragraph(text, &mut told.text),
            Content::Table(rows) => table::place(rows, &mut told.text),
            Content::LeftOut(why, text) => told.left_out(*why, told.text.len(), text),
        }
    }
    (told, article::is_missing(&lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_its_document() {
        let page = "<html><head><title>关于加强监督的通知_某县人民政府</title><style>p{}</style></head><body>\
            <div class=nav><a href=/>首页</a><a href=/>政务公开</a></div>\
            <ul><li>索 引 号：K1/2023-1</li><li>发布日期：<span>2023-06-01</span></li></ul>\
            <div id=zoom><p>各乡镇：</p><p>一、<b>加强监督。</b>县司法局负责，<br>县财政局配合。</p><script>x</script></div>\
            <footer>主办：某县人民政府，未经许可不得转载。</footer></body></html>";
        let expected = "索引号：K1/2023-1\n发布日期：2023-06-01\n关于加强监督的通知\n各乡镇：\n\
            一、加强监督。县司法局负责，\n县财政局配合。\n";
        assert_eq!(text(page).expect("it is a page").text, expected);
    }
}
