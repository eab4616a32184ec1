//! DOCX files with text in unusual parts or elements, and with text that is not in force.

use zeren::diagnostic::{Code, Diagnostic, Severity};

use super::docx::docx;
use super::{refused, source, text, zip};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:v=\"urn:schemas-microsoft-com:vml\"";

/// Returns the relations of a part, given kind, id and target of each.
fn relations(all: &[(&str, &str, &str)]) -> String {
    let one = |(kind, id, target): &(&str, &str, &str)| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
}

/// Returns a file whose main part is called `main`, with its relations, and the parts they point
/// to.
fn package(
    main: &str,
    body: &str,
    related: &[(&str, &str, &str)],
    parts: &[(&str, &[u8])],
) -> Vec<u8> {
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", main));
    let whole = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let top = relations(&[("officeDocument", "rId1", main)]);
    let rels = (format!("{folder}/_rels/{name}.rels"), relations(related));
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", top.as_bytes()),
        (main, whole.as_bytes()),
        (&rels.0, rels.1.as_bytes()),
    ];
    members.extend(parts);
    zip(&members)
}

/// Returns a paragraph of runs.
fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

/// Returns the remarks on a file: code, severity, the line in question, message.
fn told(bytes: &[u8]) -> Vec<(Code, Severity, String, String)> {
    let source = source(bytes);
    let one = |note: &Diagnostic| {
        (note.code, note.severity, note.span.of(&source.text).to_owned(), note.message.to_string())
    };
    source.notes.iter().map(one).collect()
}

#[test]
fn the_main_part_is_the_one_that_relations_name() {
    for main in ["word/document1.xml", "docs/main.xml", "word/document.xml"] {
        let file = package(main, &p(&run("", "一、学习。")), &[], &[]);
        assert_eq!(text(&file), "一、学习。\n", "{main}");
    }
    let other = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships/>"),
        ("a.txt", b"a"),
    ]);
    assert!(refused(&other).starts_with("a damaged DOCX file: it holds no document"));
}

#[test]
fn parts_in_other_formats_are_read_where_they_stand() {
    let inner = docx(&p(&run("", "（三）监督。")), &[]);
    let related = [
        ("aFChunk", "c1", "a.htm"),
        ("aFChunk", "c2", "/chunks/b.docx"),
        ("aFChunk", "c3", "c.txt"),
        ("aFChunk", "c4", "d.xls"),
        ("aFChunk", "c5", "gone.htm"),
    ];
    let page = "<html><body><p>（一）学习。</p><table><tr><td>任务</td><td>单位</td></tr></table></body></html>";
    let parts: [(&str, &[u8]); 4] = [
        ("word/a.htm", page.as_bytes()),
        ("chunks/b.docx", &inner),
        ("word/c.txt", "（二）宣传。".as_bytes()),
        ("word/d.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"),
    ];
    let chunk = |id: &str| format!("<w:altChunk r:id=\"{id}\"/>");
    let body =
        [p(&run("", "一、任务")), chunk("c1"), chunk("c3"), chunk("c2"), chunk("c4"), chunk("c5")]
            .concat();
    let file = package("word/document.xml", &body, &related, &parts);
    let expected =
        "一、任务\n（一）学习。\n\n| 任务 | 单位 |\n| --- | --- |\n\n（二）宣传。\n（三）监督。\n";
    assert_eq!(text(&file), expected);
    let unread = told(&file);
    assert!(
        unread
            .iter()
            .all(|(code, severity, ..)| (*code, *severity) == (Code::PartUnread, Severity::Doubt))
    );
    assert_eq!(unread.len(), 2, "{unread:?}");
    assert!(unread[1].3.starts_with("a part of the file is not read: "), "{unread:?}");
    let alone = package("word/document.xml", &chunk("c4"), &related, &parts);
    assert!(refused(&alone).starts_with("a part of the file is not read: "), "{}", refused(&alone));
}

#[test]
fn fields_that_draw_characters_are_these() {
    let eq = |instruction: &str| {
        let step = |step: &str| format!("<w:r><w:fldChar w:fldCharType=\"{step}\"/></w:r>");
        let (one, two) = instruction.split_at(instruction.find(',').expect("it has a comma"));
        let instr = |piece: &str| format!("<w:r><w:instrText>{piece}</w:instrText></w:r>");
        [step("begin"), instr(one), instr(two), step("end")].concat()
    };
    let body = [
        p(&format!(
            "{}{}",
            eq(r" eq \o(\s\up 5(滑县水利局),\s\do 2(滑县财政局))"),
            run("", "文件")
        )),
        p(&format!("{}{}", eq(r" eq \o\ac(○,2)"), run("", "学习。"))),
        p(&format!("<w:fldSimple w:instr=\"EQ \\o\\ac(○,3)\"/>{}", run("", "监督。"))),
        p(
            "<w:r><w:rPr><w:eastAsianLayout w:combine=\"1\"/></w:rPr><w:t>滑县教育局滑县公安局</w:t></w:r>",
        ),
        p(
            "<w:r><w:pict><v:shape><v:textpath string=\"滑县人民政府文件\"/></v:shape></w:pict></w:r>",
        ),
        p("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>"),
        p(&run("<w:rFonts w:ascii=\"Wingdings 2\"/>", "P")),
    ];
    let expected = "滑县水利局\n滑县财政局文件\n②学习。\n③监督。\n滑县教育局\n滑县公安局\n滑县人民政府文件\n√\n√\n";
    assert_eq!(text(&docx(&body.concat(), &[])), expected);
}

#[test]
fn a_letterhead_in_headers_and_footers_belongs_to_the_document() {
    let part = |tag: &str, lines: &[&str]| {
        let lines: String = lines.iter().map(|line| p(&run("", line))).collect();
        format!("<w:{tag} {W}>{lines}</w:{tag}>")
    };
    let running = part("hdr", &["滑县节水行动方案", "第 1 页"]);
    let first = part("hdr", &["滑县人民政府办公室文件", "滑政办发〔2024〕6号"]);
    let foot = part("ftr", &["抄送：县委办公室。", "滑县人民政府办公室　　2024年3月5日印发"]);
    let related = [
        ("header", "h1", "header1.xml"),
        ("header", "h2", "header2.xml"),
        ("footer", "f1", "footer1.xml"),
    ];
    let parts: [(&str, &[u8]); 3] = [
        ("word/header1.xml", running.as_bytes()),
        ("word/header2.xml", first.as_bytes()),
        ("word/footer1.xml", foot.as_bytes()),
    ];
    let body = p(&run("", "关于节水的通知"));
    let expected = "滑县人民政府办公室文件\n滑政办发〔2024〕6号\n关于节水的通知\n抄送：县委办公室。\n\
         滑县人民政府办公室　　2024年3月5日印发\n";
    assert_eq!(text(&package("word/document.xml", &body, &related, &parts)), expected);
    let twice = format!(
        "{}{body}",
        p(&run("", "滑县人民政府办公室文件")) + &p(&run("", "滑政办发〔2024〕6号"))
    );
    let read = text(&package("word/document.xml", &twice, &related[..2], &parts));
    assert_eq!(read, "滑县人民政府办公室文件\n滑政办发〔2024〕6号\n关于节水的通知\n");
}

#[test]
fn what_is_hidden_or_struck_out_is_told_and_not_read() {
    let styles = "<w:style w:styleId=\"Gone\"><w:name w:val=\"gone\"/><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:styleId=\"Old\"><w:name w:val=\"old\"/><w:basedOn w:val=\"Struck\"/></w:style>\
        <w:style w:styleId=\"Struck\"><w:name w:val=\"struck\"/><w:rPr><w:dstrike/></w:rPr></w:style>";
    let body = [
        p(&run("", "（一）完善制度。（牵头单位：县水利局）")),
        p(&run("<w:strike/>", "（二）废止的任务。（牵头单位：县审计局）")),
        p(&(run("", "牵头单位：")
            + &run("<w:rStyle w:val=\"Gone\"/>", "县民政局、")
            + &run("<w:rStyle w:val=\"Old\"/>", "县教育局、")
            + &run("<w:strike w:val=\"0\"/>", "县财政局"))),
        format!("<w:p><w:pPr><w:pStyle w:val=\"Old\"/></w:pPr>{}</w:p>", run("", "整段作废")),
        format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
            p(&run("", "任务")),
            p(&(run("", "单位") + &run("<w:strike/>", "旧列")))
        ),
    ];
    let file = docx(&body.concat(), &[("styles", styles)]);
    let expected = "（一）完善制度。（牵头单位：县水利局）\n牵头单位：县财政局\n\n| 任务 | 单位 |\n| --- | --- |\n\n";
    assert_eq!(text(&file), expected);
    let told = told(&file);
    let codes: Vec<_> = told.iter().map(|(code, _, line, _)| (*code, line.as_str())).collect();
    let (first, second) = ("（一）完善制度。（牵头单位：县水利局）", "牵头单位：县财政局");
    assert_eq!(
        codes,
        [
            (Code::StruckText, first),
            (Code::HiddenText, second),
            (Code::StruckText, second),
            (Code::StruckText, second),
            (Code::StruckText, "| --- | --- |"),
        ]
    );
    assert!(told.iter().all(|(_, severity, ..)| *severity == Severity::Note));
    let facts = zeren::extract_facts(&source(&file));
    assert!(
        facts
            .diagnostics
            .iter()
            .any(|one| one.code == Code::StruckText && one.message.to_string().contains("县审计局"))
    );
    assert!(facts.units.iter().all(|unit| !unit.surface.contains("审计局")));
}

#[test]
fn pictures_and_objects_that_may_hold_a_table_are_doubted() {
    let drawing = |cx: u32| {
        format!(
            "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"wp\"><wp:extent cx=\"{cx}\" cy=\"2880000\"/><a:blip xmlns:a=\"a\"/></wp:inline></w:drawing></w:r></w:p>"
        )
    };
    let object = "<w:p><w:r><w:object><o:OLEObject xmlns:o=\"o\" ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p>";
    let body = [p(&run("", "一、任务")), drawing(5_000_000), drawing(1_000_000), object.to_owned()]
        .concat();
    let told = told(&docx(&body, &[]));
    let messages: Vec<_> = told
        .iter()
        .map(|(code, severity, line, message)| (*code, *severity, line.as_str(), message.as_str()))
        .collect();
    let doubt = |message| (Code::PartUnread, Severity::Doubt, "一、任务", message);
    assert_eq!(
        messages,
        [
            doubt("a picture is not read; it may hold text"),
            doubt("an embedded `Excel.Sheet.12` object is not read")
        ]
    );
}
