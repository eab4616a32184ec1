//! The formats of office programs: the same notice and the same ledger give the same facts in each.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use zeren::Source;
use zeren::model::{Agent, Assignment, Facts, Role, TimeKind};

use super::{refused, root, text, zip};

const NOTICES: &[(&str, &str)] = &[
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("html", "text/html"),
    ("md", "text/markdown"),
    ("odt", "application/vnd.oasis.opendocument.text"),
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

/// The source of a fixture, which is told from its bytes, not from its name.
fn read(name: &str) -> Source {
    let read = zeren::read::source("通知.dat".to_owned(), &fixture(name));
    read.unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

/// The JSON of a source without what depends on its layout.
fn facts(source: &Source) -> Value {
    let mut json: Value =
        serde_json::from_str(&zeren::export::json(source, &zeren::extract_facts(source))).expect("it is JSON");
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

/// One line for each task: its title, who does what, and by when.
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
        let due = due.filter(|time| time.kind == TimeKind::Deadline).filter_map(|time| time.value.clone());
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
        let source = if *format == "md" { super::source_named("a.md", &fixture(&name)) } else { read(&name) };
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
        assert!(source.text.starts_with("节水任务\n滑县2024年节水行动任务台账\n"), "{}", source.text);
        assert!(source.text.contains("| 95% |"), "{}", source.text);
        // A hidden sheet is left out, and that is told; the rows that a filter hides are read.
        assert!(!source.text.contains("县审计局") && source.text.contains("县财政局"), "{}", source.text);
        let told = facts.diagnostics.iter().find(|one| one.code == "not-read").expect("a doubt");
        assert_eq!(told.message, "not read: the hidden sheet `旧版`");
        assert_eq!(told.span.of(&source.text), "<!-- not read: the hidden sheet `旧版` -->");
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
    let titled = format!("2024年重点任务台账,,,,\r\n填报单位：县水利局,,,填报日期：2024年3月,\r\n{csv}");
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
        (
            "num.doc",
            &[
                "注：定额指用水标准。",
                "<!-- not read: the form of the numbers of automatic lists, which here goes by their depth -->",
            ],
        ),
    ] {
        let source = read(name);
        let lines: Vec<_> = source.text.lines().collect();
        assert_eq!(lines, [&expected, rest].concat(), "{name}");
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
    told(&zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<a")]), "a damaged Excel file: ");
    let manifest: (&str, &[u8]) = ("META-INF/manifest.xml", b"<manifest/>");
    told(&zip(&[manifest, ("content.xml", b"<a>")]), "a damaged OpenDocument file: ");
    told(
        &zip(&[manifest, ("content.xml", b"<a/>")]),
        "a damaged OpenDocument file: it holds no body; get the file again",
    );
    let locked: (&str, &[u8]) = ("META-INF/manifest.xml", b"<manifest><encryption-data/></manifest>");
    told(&zip(&[locked, ("content.xml", b"\x01\x02")]), "it is locked with a password; take the password off");
    let slides = b"<o:document-content xmlns:o='o'><o:body><o:presentation/></o:body></o:document-content>";
    told(&zip(&[manifest, ("content.xml", slides)]), "an OpenDocument file of slides or drawings; save its text");
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
    let rows =
        "<t:table-row t:number-rows-repeated='1000000000'><t:table-cell><t:p>a</t:p></t:table-cell></t:table-row>";
    assert!(refused(flat(rows).as_bytes()).starts_with("it unpacks to more than is read"));
    let wide = rows
        .replace("number-rows-repeated", "x")
        .replace("<t:table-cell", "<t:table-cell t:number-columns-repeated='999999999'");
    assert!(refused(flat(&wide).as_bytes()).starts_with("it unpacks to more than is read"));
    let empty = "<t:table-row t:number-rows-repeated='1000000000'><t:table-cell t:number-columns-repeated='999999999'/></t:table-row>";
    let small = format!("<t:table-row><t:table-cell><t:p>一、学习</t:p></t:table-cell></t:table-row>{empty}");
    assert_eq!(text(flat(&small).as_bytes()), "a\n一、学习\n");
    let many = "1,".repeat(300);
    assert!(refused_named("a.csv", many.as_bytes()).starts_with("it unpacks to more than is read"));
}

fn refused_named(name: &str, bytes: &[u8]) -> String {
    let (_folder, path) = super::file(name, bytes);
    zeren::read::read_path(&path).expect_err("it is too large").problem.to_string()
}
