//! Office formats: the same notice and the same ledger give the same facts in each.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use zeren::Source;
use zeren::diagnostic::Code;
use zeren::model::{Agent, Assignment, Facts, Role, TimeKind};

use super::{refused, root, text, zip};

const NOTICES: &[(&str, &str)] = &[
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("html", "text/html"),
    ("md", "text/markdown"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    #[cfg(feature = "pdf")]
    ("ofd", "application/ofd"),
    #[cfg(feature = "pdf")]
    ("pdf", "application/pdf"),
    ("rtf", "application/rtf"),
];

const LEDGERS: &[(&str, &str)] = &[
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xls", "application/vnd.ms-excel"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("fods", "application/vnd.oasis.opendocument.spreadsheet"),
];

fn path(name: &str) -> PathBuf {
    root().join("tests/fixtures/read/formats").join(name)
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(path(name)).expect("a fixture")
}

/// Reads a fixture under a name without a meaningful extension.
fn read(name: &str) -> Source {
    let read = zeren::read::source("通知.dat".to_owned(), &fixture(name));
    read.unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

/// Returns the JSON of a source, without what depends on its layout.
fn facts(source: &Source) -> Value {
    let mut json: Value =
        serde_json::from_str(&zeren::export::json(source, &zeren::extract_facts(source)))
            .expect("it is JSON");
    strip(&mut json);
    json
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|key, _| !matches!(key.as_str(), "line" | "seed"));
            fields.iter_mut().for_each(|(_, value)| strip(value));
        }
        Value::Array(values) => values.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Returns one line for each task: its title, who does what, and by when.
fn tasks(facts: &Facts) -> Vec<String> {
    let task = |task: &zeren::model::Task| {
        let units = |role: Role| {
            let of_role = task.assignments.iter().filter(|one| one.role == role);
            let name = |one: &Assignment| match one.agent {
                Agent::Unit(unit) => facts.units[unit].surface.as_str(),
                Agent::Person(person) => facts.persons[person].name.as_str(),
            };
            of_role.map(name).collect::<Vec<_>>().join("、")
        };
        let due = facts.times.iter().filter(|time| time.task.as_ref() == Some(&task.id));
        let due = due
            .filter(|time| time.kind == TimeKind::Deadline)
            .filter_map(|time| time.value.clone());
        let due = due.collect::<Vec<_>>().join("、");
        format!("{}|{}|{}|{due}", task.title, units(Role::Lead), units(Role::Support))
    };
    facts.tasks.iter().map(task).collect()
}

#[test]
fn a_notice_says_the_same_in_every_format() {
    let plain = read("notice.txt");
    let expected = facts(&plain);
    assert_eq!(expected["tasks"].as_array().map(Vec::len), Some(4));
    for (format, media_type) in NOTICES {
        let name = format!("notice.{format}");
        let source = if *format == "md" {
            super::source_named("a.md", &fixture(&name))
        } else {
            read(&name)
        };
        assert_eq!(source.format, *media_type, "{name}");
        assert_eq!(facts(&source), expected, "{name}:\n{}", source.text);
    }
}

#[test]
fn a_ledger_says_the_same_in_every_workbook() {
    for (format, media_type) in LEDGERS {
        let source = read(&format!("ledger.{format}"));
        assert_eq!(source.format, *media_type);
        let facts = zeren::extract_facts(&source);
        let expected = [
            "建立用水定额管理制度|县水利局|县发展改革委、县住建局|2024-12-31",
            "改造老旧管网20公里，改造泵站3座|县水利局|县财政局|2024-12-31",
            "开展节水宣传|县司法局|县教育局|2024-10-31",
            "报送总结|||",
        ];
        assert_eq!(tasks(&facts), expected, "{format}:\n{}", source.text);
        assert!(
            source.text.starts_with("节水任务\n滑县2024年节水行动任务台账\n"),
            "{}",
            source.text
        );
        assert!(source.text.contains("| 95% |"), "{}", source.text);
        // A hidden sheet is left out with a remark; rows hidden by a filter are read.
        assert!(
            !source.text.contains("县审计局") && source.text.contains("县财政局"),
            "{}",
            source.text
        );
        let told = facts.diagnostics.iter().find(|one| one.code == Code::NotRead).expect("a doubt");
        assert_eq!(told.message.to_string(), "not read: the hidden sheet `旧版`");
        assert_eq!(told.span.of(&source.text), "统计", "{}", source.text);
    }
}

#[test]
fn csv_is_a_table_in_any_encoding_and_with_any_delimiter() {
    let csv = "序号,工作任务,牵头单位,配合单位,完成时限\r\n\
        1,建立用水定额管理制度,县水利局,\"县发展改革委、县住建局\",2024年6月底前\r\n\
        2,\"改造老旧管网，\r\n改造泵站\",县住建局,县财政局,2024/12/31\r\n3,开展宣传,县司法局,,45657\r\n";
    let expected = [
        "建立用水定额管理制度|县水利局|县发展改革委、县住建局|2024-06-30",
        "改造老旧管网，改造泵站|县住建局|县财政局|2024-12-31",
        "开展宣传|县司法局||2024-12-31",
    ];
    let with = |delimiter: &str| csv.replace(',', delimiter);
    let utf_16: Vec<u8> = with("\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let titled =
        format!("2024年重点任务台账,,,,\r\n填报单位：县水利局,,,填报日期：2024年3月,\r\n{csv}");
    for (name, bytes) in [
        ("台账.csv", csv.as_bytes().to_vec()),
        ("台账.csv", format!("\u{feff}{csv}").into_bytes()),
        ("台账.csv", encoding_rs::GB18030.encode(csv).0.into_owned()),
        ("台账.csv", with(";").into_bytes()),
        ("台账.tsv", with("\t").into_bytes()),
        ("台账.txt", with("\t").into_bytes()),
        ("台账.txt", [b"\xff\xfe", utf_16.as_slice()].concat()),
        ("台账", csv.as_bytes().to_vec()),
        ("台账.csv", titled.into_bytes()),
    ] {
        let source = super::source_named(name, &bytes);
        assert_eq!(source.format, "text/csv", "{name}");
        assert_eq!(tasks(&zeren::extract_facts(&source)), expected, "{name}:\n{}", source.text);
    }
    assert!(refused(b"").starts_with("it is empty"));
}

#[test]
fn automatic_numbers_are_those_that_are_shown() {
    let expected = [
        "滑县节水行动方案",
        "一、重点任务",
        "（一）完善节水制度。建立用水定额管理制度。（牵头单位：县水利局）",
        "（二）加强管网改造。改造老旧管网20公里。（牵头单位：县住建局）",
        "1.第一件事",
        "2.第二件事",
        "普通段落",
        "二、保障措施",
        "（一）加强领导。",
        "正文插入的划掉的",
    ];
    for (name, rest) in [
        ("num.odt", &["注1：定额指用水标准。"][..]),
        ("num.rtf", &["注1：定额指用水标准。"][..]),
        ("num.doc", &["注：定额指用水标准。"][..]),
    ] {
        let source = read(name);
        let lines: Vec<_> = source.text.lines().collect();
        assert_eq!(lines, [&expected, rest].concat(), "{name}");
        let lost = "not read: the format of automatic list numbers; it is taken from their depth";
        assert_eq!(
            source.notes.iter().any(|note| note.message.to_string() == lost),
            name.ends_with("doc"),
            "{name}"
        );
    }
}

#[test]
fn damaged_and_locked_files_are_told() {
    let told = |bytes: &[u8], expected: &str| {
        let is = refused(bytes);
        assert!(is.starts_with(expected), "{is}");
    };
    for name in ["notice.doc", "ledger.xls"] {
        let whole = fixture(name);
        let mut cut = whole[..700].to_vec();
        told(&cut, "a damaged Office file: ");
        cut.truncate(9);
        told(&cut, "a damaged Office file: ");
    }
    told(
        &zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<a")]),
        "a damaged Excel file: ",
    );
    let manifest: (&str, &[u8]) = ("META-INF/manifest.xml", b"<manifest/>");
    told(&zip(&[manifest, ("content.xml", b"<a>")]), "a damaged OpenDocument file: ");
    told(
        &zip(&[manifest, ("content.xml", b"<a/>")]),
        "a damaged OpenDocument file: it holds no document; get the file again",
    );
    let locked: (&str, &[u8]) =
        ("META-INF/manifest.xml", b"<manifest><encryption-data/></manifest>");
    told(
        &zip(&[locked, ("content.xml", b"\x01\x02")]),
        "it is locked with a password; remove the password first",
    );
    let slides =
        b"<o:document-content xmlns:o='o'><o:body><o:presentation/></o:body></o:document-content>";
    told(
        &zip(&[manifest, ("content.xml", slides)]),
        "an OpenDocument file of slides or drawings; save its text",
    );
}

#[test]
fn what_expands_without_end_is_refused() {
    let flat = |rows: &str| {
        format!(
            "<?xml version='1.0'?><office:document xmlns:office='o' xmlns:t='t' mimetype='opendocument.spreadsheet'>\
             <office:body><office:spreadsheet><t:table t:name='a'>{rows}</t:table></office:spreadsheet></office:body>\
             </office:document>"
        )
    };
    let rows = "<t:table-row t:number-rows-repeated='1000000000'><t:table-cell><t:p>a</t:p></t:table-cell></t:table-row>";
    assert!(refused(flat(rows).as_bytes()).starts_with("it unpacks to more than zeren reads"));
    let wide = rows
        .replace("number-rows-repeated", "x")
        .replace("<t:table-cell", "<t:table-cell t:number-columns-repeated='999999999'");
    assert!(refused(flat(&wide).as_bytes()).starts_with("it unpacks to more than zeren reads"));
    let empty = "<t:table-row t:number-rows-repeated='1000000000'><t:table-cell t:number-columns-repeated='999999999'/></t:table-row>";
    let small = format!(
        "<t:table-row><t:table-cell><t:p>一、学习</t:p></t:table-cell></t:table-row>{empty}"
    );
    assert_eq!(text(flat(&small).as_bytes()), "a\n一、学习\n");
    let many = "1,".repeat(300);
    assert!(
        refused_named("a.csv", many.as_bytes()).starts_with("it unpacks to more than zeren reads")
    );
}

fn refused_named(name: &str, bytes: &[u8]) -> String {
    let (_folder, path) = super::file(name, bytes);
    zeren::read::read_path(&path).expect_err("it is too large").problem.to_string()
}

/// Excel stores a date as a number of days; its format determines what is shown.
#[test]
fn dates_in_workbooks_are_those_that_are_shown() {
    let formats = ["14", "31", "57", "176", "177", "0"];
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let styles: String = formats.iter().map(|id| format!("<xf numFmtId='{id}'/>")).collect();
    let styles = format!(
        "<styleSheet xmlns='{main}'><numFmts count='2'><numFmt numFmtId='176' formatCode='yyyy&quot;年&quot;m&quot;月&quot;;@'/>\
         <numFmt numFmtId='177' formatCode='m&quot;月&quot;d&quot;日&quot;'/></numFmts><cellXfs>{styles}</cellXfs></styleSheet>"
    );
    let text =
        |cell: &str, text: &str| format!("<c r='{cell}' t='inlineStr'><is><t>{text}</t></is></c>");
    let mut rows = format!(
        "<row r='1'>{}{}{}</row>",
        text("A1", "任务"),
        text("B1", "责任单位"),
        text("C1", "完成时限")
    );
    for (n, _) in formats.iter().enumerate() {
        let r = n + 2;
        let date = format!("<c r='C{r}' s='{n}'><v>45627</v></c>");
        rows.push_str(&format!(
            "<row r='{r}'>{}{}{date}</row>",
            text(&format!("A{r}"), "学习"),
            text(&format!("B{r}"), "县司法局")
        ));
    }
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    let spread = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let part = |name: &str, kind: &str| {
        format!("<Override PartName='/xl/{name}.xml' ContentType='{spread}.{kind}+xml'/>")
    };
    let kinds = [
        part("workbook", "sheet.main"),
        part("worksheets/sheet1", "worksheet"),
        part("styles", "styles"),
    ]
    .concat();
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let related = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id='{id}' Type='{relation}/{kind}' Target='{target}'/>")
    };
    let relations =
        |relations: String| format!("<Relationships xmlns='{package}'>{relations}</Relationships>");
    let workbook = zip(&[
        ("[Content_Types].xml", format!("<Types xmlns='{types}'>{kinds}</Types>").as_bytes()),
        ("_rels/.rels", relations(related("r1", "officeDocument", "xl/workbook.xml")).as_bytes()),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns='{main}' xmlns:r='{relation}'><sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>")
                .as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(related("r1", "worksheet", "worksheets/sheet1.xml") + &related("r2", "styles", "styles.xml")).as_bytes(),
        ),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns='{main}'><sheetData>{rows}</sheetData></worksheet>").as_bytes()),
    ]);
    let read = super::text(&workbook);
    let dates: Vec<_> =
        read.lines().filter_map(|line| line.strip_prefix("| 学习 | 县司法局 | ")).collect();
    let (day, month) = ("2024年12月1日 |", "2024年12月 |");
    assert_eq!(dates, [day, day, month, month, day, day], "{read}");
}

/// Rebuilds a package, changing its parts.
fn repacked(package: &[u8], mut change: impl FnMut(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        std::io::copy(&mut part, &mut bytes).expect("its bytes");
        let name = part.name().expect("it is UTF-8").into_owned();
        let bytes = change(&name, bytes);
        parts.push((name, bytes));
    }
    let parts: Vec<_> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip(&parts)
}

/// No file damaged in transit makes a reader panic or hang: it is rejected, or read as far as
/// possible.
#[test]
fn mutated_files_do_no_harm() {
    let mut state = 7_u64;
    let mut next = move |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("it is small") % below.max(1)
    };
    let mut mutate = move |bytes: &mut Vec<u8>| {
        for _ in 0..=next(4) {
            let at = next(bytes.len());
            match next(5) {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..(at + next(40)).min(bytes.len()))),
                2 => {
                    let piece = bytes[at..(at + next(200)).min(bytes.len())].to_vec();
                    let to = next(bytes.len());
                    bytes.splice(to..to, piece.repeat(1 + next(20)));
                }
                _ => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = [b'9', b'<', b'"', 0, 0xff, *byte ^ 0x10][next(6)];
                    }
                }
            }
        }
    };
    let n = if std::env::var("ZEREN_MUTATIONS").is_ok() { 2000 } else { 40 };
    for name in [
        "notice.doc", "ledger.xls", "num.doc", "notice.rtf", "num.rtf", "ledger.fods",
        "notice.odt", "ledger.ods", "ledger.xlsx", "notice.ofd", "mail.eml",
    ] {
        let whole = if name == "mail.eml" { mail(true) } else { fixture(name) };
        let is_package = whole.starts_with(b"PK");
        for n in 0..n {
            let mut bytes = whole.clone();
            if is_package && n % 4 > 0 {
                bytes = repacked(&bytes, |_, mut part| {
                    mutate(&mut part);
                    part
                });
            } else {
                mutate(&mut bytes);
            }
            let start = std::time::Instant::now();
            if let Ok(source) = zeren::read::source(name.to_owned(), &bytes) {
                let _ = zeren::extract_facts(&source);
            }
            assert!(start.elapsed().as_secs() < 20, "{name} {n}");
        }
    }
}

/// Returns a mail with text in GBK, with or without a plan attached.
fn mail(is_attached: bool) -> Vec<u8> {
    // `echo -n 请查收。 | iconv -t gbk | base64`, and likewise the plan and its name.
    let attached = "--x\r\nContent-Type: application/octet-stream; name=\"=?gbk?B?t72wuC50eHQ=?=\"\r\n\
        Content-Disposition: attachment; filename=\"=?gbk?B?t72wuC50eHQ=?=\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
        5LiA44CB5a2m5Lmg44CC6LSj5Lu75Y2V5L2N77ya5Y6/5Y+45rOV5bGA44CC\r\n";
    let picture = "--x\r\nContent-Type: image/png\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n";
    let text = "Received: from a\r\n\tby b\r\nFrom: =?gb2312?B?y77Nqb3+?= <a@b.c>\r\nSubject: a\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; charset=gbk\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nx+uy6crVoaM=\r\n";
    format!("{text}{picture}{}--x--\r\n", if is_attached { attached } else { "" }).into_bytes()
}

#[test]
fn a_mail_with_attachments_is_like_an_archive() {
    let (_folder, path) = super::file("邮件.eml", &mail(true));
    let found: Vec<_> =
        zeren::read::inputs(&path).into_iter().collect::<Result<_, _>>().expect("a mail");
    let mut reader = zeren::read::Reader::new();
    let read: Vec<_> = found.iter().map(|input| reader.read(input).expect("a member")).collect();
    let told: Vec<_> =
        read.iter().map(|source| (source.name.as_str(), source.text.trim())).collect();
    assert_eq!(
        told,
        [
            ("邮件.eml/正文.txt", "请查收。"),
            ("邮件.eml/方案.txt", "一、学习。责任单位：县司法局。")
        ]
    );
    assert!(refused(&mail(true)).starts_with("an archive of 2 files; "));
    // A mail without attachments is a document, whatever its name.
    let alone = super::source_named("通知.txt", &mail(false));
    assert_eq!((alone.text.as_str(), alone.format), ("请查收。\n", "message/rfc822"));
    // A mail in an archive is read, and its attachments are reported as unread.
    let packed = super::source_named("信.zip", &zip(&[("a.eml", &mail(true))]));
    assert_eq!(
        (packed.text.as_str(), packed.notes[0].message.to_string().as_str()),
        ("请查收。\n", "not read: the attachment `方案.txt`")
    );
}

#[test]
fn a_web_archive_is_its_page() {
    let page = encoding_rs::GB18030
        .encode("<html><head><meta charset=gb2312></head><body><p>一、学习。责任单位：县司法局。</p><img src=\"a.png\"></body></html>")
        .0
        .into_owned();
    let quoted: String = page.iter().map(|byte| format!("={byte:02X}")).collect();
    let archive = format!(
        "From: <Saved by WPS>\r\nSubject: =?gb2312?B?zajWqg==?=\r\nDate: Fri, 1 Mar 2024 09:00:00 +0800\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"y\"\r\n\r\n--y\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Location: http://a.gov.cn/1.html\r\n\r\n{quoted}\r\n--y\r\n\
         Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://a.gov.cn/a.png\r\n\r\niVBORw0KGgo=\r\n--y\r\n\
         Content-Type: text/css\r\nContent-Location: http://a.gov.cn/a.css\r\n\r\np {{}}\r\n--y--\r\n"
    );
    let source = super::source_named("页面.mht", archive.as_bytes());
    assert_eq!(
        (source.name.as_str(), source.text.as_str()),
        ("页面.mht", "一、学习。责任单位：县司法局。\n")
    );
}

#[cfg(feature = "pdf")]
#[test]
fn an_ofd_file_tells_its_scans_and_what_is_wrong_with_it() {
    let picture = "<ofd:ImageObject ID='9' Boundary='0 0 210 297' ResourceID='8'/>";
    let with = |objects: &str| {
        repacked(&fixture("notice.ofd"), |name, part| {
            let part = String::from_utf8(part).expect("it is XML");
            let pages = "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>";
            let part = part
                .replace(pages, &format!("{pages}<ofd:Page ID=\"5\" BaseLoc=\"/Doc_0/two.xml\"/>"));
            let part = if name == "OFD.xml" && objects.is_empty() {
                part.replace("Doc_0", "Doc_1")
            } else {
                part
            };
            part.into_bytes()
        })
    };
    let second = format!(
        "<ofd:Page xmlns:ofd='o'><ofd:Content><ofd:Layer>{picture}</ofd:Layer></ofd:Content></ofd:Page>"
    );
    let add = |package: &[u8]| {
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        repacked(package, |name, part| {
            parts.push((name.to_owned(), part.clone()));
            part
        });
        parts.push(("Doc_0/two.xml".to_owned(), second.clone().into_bytes()));
        let parts: Vec<_> =
            parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        zip(&parts)
    };
    let read = super::source_named("通知.ofd", &add(&with("x")));
    let scan = "not read: page 2, which is a scan without text";
    assert!(read.notes.iter().any(|note| note.message.to_string() == scan), "{:?}", read.notes);
    assert!(
        refused(&with("x"))
            .starts_with("a damaged OFD file: it has no `Doc_0/two.xml`; get the file again")
    );
    assert!(refused(&with("")).starts_with("a damaged OFD file: it has no `Doc_1/Document.xml`"));
    let scan = repacked(&fixture("notice.ofd"), |name, part| {
        if name.ends_with("Content.xml") { second.clone().into_bytes() } else { part }
    });
    assert!(refused(&scan).starts_with(
        "a scan: pictures of pages, without text; use `--ocr`, or recognise the text"
    ));
}
