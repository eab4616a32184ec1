//! DOCX files, built here so that their contents are visible.

use super::{refused, text, zip};

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";

/// Returns a file with this body and these other parts.
pub(super) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let whole = |tag: &str, inner: &str| {
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:{tag} {NAMESPACES}>{inner}</w:{tag}>")
    };
    let mut members = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("word/document.xml".to_owned(), whole("document", &format!("<w:body>{body}</w:body>"))),
        ("word/header1.xml".to_owned(), whole("hdr", "<w:p><w:r><w:t>页眉</w:t></w:r></w:p>")),
    ];
    members
        .extend(parts.iter().map(|(name, inner)| (format!("word/{name}.xml"), whole(name, inner))));
    let members: Vec<_> =
        members.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    zip(&members)
}

/// Returns a paragraph with these properties.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

pub(super) fn numbered(list: u32, level: u32, text: &str) -> String {
    p(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"), text)
}

fn level(at: u32, format: &str, shown: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{shown}\"/></w:lvl>"
    )
}

#[test]
fn automatic_numbers_are_text() {
    let levels = [
        level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"Heading1\"/>"),
        level(1, "japaneseCounting", "（%2）", ""),
        level(2, "decimal", "%3.", ""),
        level(3, "decimal", "%1.%3.%4", "<w:isLgl/>"),
        level(4, "bullet", "\u{f06c}", ""),
    ]
    .concat();
    let second = level(0, "ideographDigital", "第%1条", "");
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{second}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>"
    );
    let styles = "<w:style w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
         <w:style w:styleId=\"Plan\"><w:name w:val=\"plan\"/><w:basedOn w:val=\"Heading1\"/></w:style>\
         <w:style w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style>";
    let body = [
        p("<w:pStyle w:val=\"TOC1\"/>", "一、总体要求 1"),
        p("<w:pStyle w:val=\"Heading1\"/>", "总体要求"),
        numbered(1, 1, "指导思想。"),
        numbered(1, 1, "基本原则。"),
        numbered(1, 2, "坚持领导。"),
        numbered(1, 3, "条。"),
        numbered(1, 4, "点。"),
        p("<w:pStyle w:val=\"Plan\"/>", "重点任务"),
        numbered(1, 1, "学习。"),
        p("<w:pStyle w:val=\"Heading1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "不编号"),
        numbered(3, 0, "从五开始"),
        numbered(3, 0, "六"),
        numbered(2, 0, "为了"),
    ]
    .concat();
    let expected = "一、总体要求\n（一）指导思想。\n（二）基本原则。\n1. 坚持领导。\n1.1.1 条。\n点。\n二、重点任务\n（一）学习。\n不编号\n\
         五、从五开始\n六、六\n第一条 为了\n";
    assert_eq!(text(&docx(&body, &[("numbering", &numbering), ("styles", styles)])), expected);
}

#[test]
fn revisions_are_read_as_accepted() {
    let body = "<w:p><w:r><w:t>县司法局</w:t></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>\
        <w:ins><w:r><w:t>、县财政局</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>\
        <w:moveTo><w:r><w:t>负责</w:t></w:r></w:moveTo><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>\
        <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>。</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p><w:p><w:r><w:t>后半。</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>全删</w:delText></w:r></w:del></w:p>";
    assert_eq!(text(&docx(body, &[])), "县司法局、县财政局负责。\n前半，后半。\n");
}

#[test]
fn all_that_shows_is_read_in_its_order() {
    let boxed = "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx><w:txbxContent><w:p><w:r><w:t>某县人民政府文件</w:t></w:r></w:p>\
        </w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent><w:p><w:r><w:t>某县人民政府文件</w:t></w:r></w:p></w:txbxContent>\
        </v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let body = format!(
        "{boxed}<w:p><w:r><w:t>关于工作</w:t><w:br/><w:t>的通知</w:t><w:br w:type=\"page\"/></w:r></w:p>\
         <w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>各乡镇</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>：</w:t></w:r></w:p></w:sdtContent></w:sdt>\
         <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>2023</w:t></w:r>\
         <w:r><w:noBreakHyphen/><w:t>06</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt>\
         <w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:p>",
        p("", "一、目录1")
    );
    let notes = format!(
        "<w:footnote w:id=\"1\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote>",
        p("", "无"),
        p("", "指年底。")
    );
    let expected = "某县人民政府文件\n关于工作\n的通知\n各乡镇 ：\n2023-06拼\n注1：指年底。\n";
    assert_eq!(text(&docx(&body, &[("footnotes", &notes)])), expected);
}

#[test]
fn tables_keep_their_grid() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", text))
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let down = "<w:vMerge/>";
    let rows = [
        row(&[cell("<w:gridSpan w:val=\"3\"/>", "分工表")]),
        row(&[cell("", "任务"), cell("", "责任单位"), cell("", "时限")]),
        row(&[
            cell("<w:vMerge w:val=\"restart\"/>", "学习"),
            format!("<w:tc>{}{}</w:tc>", p("", "县司法局"), p("", "县财政局")),
            cell("", "年底"),
        ]),
        row(&[cell(down, ""), cell("<w:gridSpan w:val=\"2\"/>", "各乡镇|街道")]),
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc></w:tr>"
            .to_owned(),
        format!(
            "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            row(&[cell("", "监督"), cell("", "县政府办"), cell("", "")])
        ),
    ];
    let body = format!("{}<w:tbl>{}</w:tbl>{}", p("", "前"), rows.concat(), p("", "后"));
    let expected = "前\n分工表\n\n| 任务 | 责任单位 | 时限 |\n| --- | --- | --- |\n| 学习 | 县司法局<br>县财政局 | 年底 |\n\
        | ^^ | 各乡镇｜街道 | << |\n| 监督 | 县政府办 |  |\n\n后\n";
    assert_eq!(text(&docx(&body, &[])), expected);
    let framed = format!(
        "<w:tbl>{}</w:tbl>",
        row(&[format!("<w:tc>{}{}</w:tc>", p("", "某县人民政府"), p("", "一、学习。"))])
    );
    assert_eq!(text(&docx(&framed, &[])), "某县人民政府\n一、学习。\n");
}

#[test]
fn hostile_files_are_refused() {
    let nested = format!("{}{}", "<w:sdt>".repeat(100_000), "</w:sdt>".repeat(100_000));
    assert!(refused(&docx(&nested, &[])).starts_with("its elements are nested too deep"));
    let words = format!("<w:p {}/>", (0..1000).map(|n| format!("a{n}='' ")).collect::<String>());
    assert!(refused(&docx(&words, &[])).starts_with("its elements are nested too deep"));
    let spaces = (0..20_000).map(|n| format!("<a xmlns='u{n}'/>")).collect::<String>();
    assert!(refused(&docx(&spaces, &[])).starts_with("it unpacks to more than zeren reads"));
    let entities =
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><d>&b;</d>";
    let told = refused(&zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", entities.as_bytes()),
    ]));
    assert!(told.starts_with("a damaged DOCX file: "), "{told}");
    assert!(refused(&docx("<w:p><w:r></w:p>", &[])).starts_with("a damaged DOCX file: "));
    assert!(refused(&docx("", &[])).starts_with("it is empty"));
}
