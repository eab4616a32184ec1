//! Pages in the style of government sites, and the text that each gives; in `tests/fixtures/read/`.

use std::fs;

use encoding_rs::{BIG5, GB18030};

use super::{refused, text};
use crate::gold::root;

#[test]
fn pages_give_their_documents() {
    for name in ["province", "county", "zoom"] {
        let path = root().join("tests/fixtures/read").join(name);
        let page = fs::read_to_string(path.with_extension("html")).expect("a page");
        let expected = fs::read_to_string(path.with_extension("txt")).expect("its text");
        assert_eq!(text(page.as_bytes()), expected, "{name}");
        assert_eq!(text(&GB18030.encode(&page.replace("utf-8", "gb2312")).0), expected, "{name} in GB18030");
        let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide), expected, "{name} in UTF-16");
    }
}

#[test]
fn a_page_in_big5_is_read_as_it_says() {
    let page = "<html><head><meta charset=\"big5\"></head><body><p>一、責任單位：法務局。</p></body></html>";
    assert_eq!(text(&BIG5.encode(page).0), "一、責任單位：法務局。\n");
}

/// Every sentence of a page that is not about the site, wherever it stands.
#[test]
fn no_sentence_is_lost() {
    let sentence = |n: usize| format!("第{n}项工作由县司法局负责，各有关部门认真配合落实到位。");
    let page = format!(
        "<html><body><div class=x>{}</div><div id=zoom><p>{}</p><p>{}</p></div><table><tr><td>{}</td><td>栏</td></tr></table>\
         <div class=sidebar><p>{}</p></div><div><div><span>{}</span></div></div></body></html>",
        sentence(1),
        sentence(2),
        sentence(3).repeat(20),
        sentence(4),
        sentence(5).repeat(30),
        sentence(6),
    );
    let text = text(page.as_bytes());
    for n in 1..=6 {
        assert!(text.contains(&sentence(n)), "{n} in {text}");
    }
}

#[test]
fn hostile_pages_are_refused() {
    let fonts: String = (0..50_000).map(|n| format!("<font size={n}><p>")).collect();
    for page in ["<div>".repeat(200_000), fonts, format!("<p {}>", "a=1 b ".repeat(100_000))] {
        let told = refused(page.as_bytes());
        assert!(told.starts_with("its elements are nested too deep; copy the document's text"), "{told}");
    }
}

#[test]
fn tables_that_nobody_wrote_are_read_as_lines() {
    for rows in [
        "<tr><td colspan=100000 rowspan=100000>一</td><td>二</td></tr>".repeat(3000),
        format!("<tr>{}</tr>{}", "<td>一</td>".repeat(2000), "<tr><td>二</td></tr>".repeat(20_000)),
    ] {
        let text = text(format!("<table>{rows}</table>").as_bytes());
        assert!(text.starts_with("一\n") && !text.contains('|') && text.ends_with("二\n"));
    }
}

#[test]
fn a_signature_that_blanks_set_to_the_right_is_a_line_of_its_own() {
    let blanks = "&nbsp; ".repeat(20);
    let page = format!(
        "<html><body><div><p>各乡镇人民政府，县政府各部门：</p><p>现将《滑县节水工作方案》印发给你们，请认真组织实施。{blanks}\
         <span>{blanks}</span>滑县人民政府</p><p>{blanks}2022年6月7日</p><p>责任领导：张{blanks}三</p></div></body></html>"
    );
    let text = text(page.as_bytes());
    assert!(text.contains("请认真组织实施。\n滑县人民政府\n2022年6月7日\n责任领导：张 三\n"), "{text}");
}
