//! Pages in the style of government sites, with the text expected of each; in
//! `tests/fixtures/read/`.

use std::fs;

use encoding_rs::{BIG5, GB18030};

use zeren::diagnostic::Code;

use super::{refused, source, text};
use crate::gold::root;

#[test]
fn pages_give_their_documents() {
    for name in ["province", "county", "zoom"] {
        let path = root().join("tests/fixtures/read").join(name);
        let page = fs::read_to_string(path.with_extension("html")).expect("a page");
        let expected = fs::read_to_string(path.with_extension("txt")).expect("its text");
        assert_eq!(text(page.as_bytes()), expected, "{name}");
        assert_eq!(
            text(&GB18030.encode(&page.replace("utf-8", "gb2312")).0),
            expected,
            "{name} in GB18030"
        );
        let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide), expected, "{name} in UTF-16");
    }
}

#[test]
fn a_page_in_big5_is_read_as_it_says() {
    let page = "<html><head><meta charset=\"big5\"></head><body><p>一、責任單位：法務局。</p></body></html>";
    assert_eq!(text(&BIG5.encode(page).0), "一、責任單位：法務局。\n");
}

/// Every sentence of a page that is not about the site is kept, wherever it is.
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
        assert!(told.starts_with("its elements are nested too deep; copy the text"), "{told}");
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
    assert!(
        text.contains("请认真组织实施。\n滑县人民政府\n2022年6月7日\n责任领导：张 三\n"),
        "{text}"
    );
}

/// The lines of a plan that pages contain twice.
const PLAN: &[&str] = &[
    "滑政办发〔2024〕6号",
    "滑县人民政府办公室关于印发滑县节水行动方案的通知",
    "各乡镇人民政府，县政府各部门：",
    "现将《滑县节水行动方案》印发给你们，请认真贯彻执行。",
    "第一条 为了节水，制定本方案。",
    "一、重点任务",
    "（一）完善节水制度。建立用水定额管理制度，2024年6月底前完成。（牵头单位：县水利局；配合单位：县住建局）",
];

#[test]
fn copies_of_the_article_are_not_read() {
    let lines: String = PLAN.iter().map(|line| format!("<p>{line}</p>")).collect();
    let glued = PLAN.concat();
    let expected = PLAN.join("\n") + "\n";
    for copy in [
        format!("<div class=bbnr style=\"display:none;\">{}{glued}</div>", PLAN[1]),
        format!("<div hidden>{glued}</div>"),
        format!("<div class=copy>{glued}</div>"),
        format!("<div id=share>{lines}</div>"),
        format!("<div>{glued}</div>"),
        format!("<div class=print>{lines}</div>"),
    ] {
        for page in [
            format!("<div id=zoom>{lines}</div>{copy}"),
            format!("{copy}<div id=zoom>{lines}</div>"),
        ] {
            let page = format!(
                "<html><head><style>.copy {{ color:red; display : none }}</style></head><body>{page}</body></html>"
            );
            assert_eq!(text(page.as_bytes()), expected, "{copy}");
        }
    }
}

#[test]
fn what_is_struck_out_or_hidden_within_a_line_is_told_and_not_read() {
    let page = "<html><head><style>.h{display:none}</style></head><body><p>一、学习。责任单位：<del>县审计局</del>县司法局<span style='display: none'>县民政局</span>\
        <span class=h>县教育局</span>。</p><p><s>二、旧任务。责任单位：县财政局。</s></p>\
        <table><tr><td>任务<td>单位<tr><td>学习<td><strike>甲局</strike>乙局</table></body></html>";
    let source = source(page.as_bytes());
    assert_eq!(
        source.text,
        "一、学习。责任单位：县司法局。\n\n| 任务 | 单位 |\n| --- | --- |\n| 学习 | 乙局 |\n\n"
    );
    let told: Vec<_> =
        source.notes.iter().map(|note| (note.code, note.message.to_string())).collect();
    let struck = "struck-out text is left out: ";
    assert_eq!(
        told,
        [
            (Code::StruckText, format!("{struck}`县审计局`")),
            (Code::HiddenText, "hidden text is left out: `县民政局县教育局`".to_owned()),
            (Code::StruckText, format!("{struck}`二、旧任务。责任单位：县财政局。`")),
        ]
    );
}

#[test]
fn signs_of_symbol_fonts_are_what_they_show() {
    let page = "<p>一、学习。</p><table><tr><td>任务<td>县司法局<tr><td>学习<td><span style='font-family:Wingdings'>ü</span>\
        <tr><td>监督<td><font face=\"Wingdings 2\">P</font></table>";
    assert!(text(page.as_bytes()).contains("| 学习 | √ |\n| 监督 | √ |"));
}

#[test]
fn text_that_a_script_draws_is_read_from_its_field_or_missed() {
    let markup: String = PLAN.iter().map(|line| format!("&lt;p&gt;{line}&lt;/p&gt;")).collect();
    let head = format!(
        "<html><head><title>{}_滑县政府</title></head><body><div id=nav>首页</div>",
        PLAN[1]
    );
    let drawn = source(
        format!("{head}<textarea style=\"display:none\">{markup}</textarea><div id=show></div>")
            .as_bytes(),
    );
    assert_eq!(drawn.text, PLAN.join("\n") + "\n");
    assert_eq!(drawn.notes[0].code, Code::TextInField);
    let empty = source(format!("{head}<div id=show></div><script>draw('x')</script>").as_bytes());
    assert_eq!((empty.text.trim(), empty.notes[0].code), (PLAN[1], Code::NoText));
}
