//! PDF files: those made by `tests/fixtures/read/make_pdf.py`, and small ones made here.

use std::fs;

use zeren::diagnostic::{Code, Severity};

use super::{refused, source, text};
use crate::gold::root;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/fixtures/read").join(name)).expect("a fixture")
}

#[test]
fn lines_and_tables_are_put_together_over_pages() {
    let expected =
        fs::read_to_string(root().join("tests/fixtures/read/plan.txt")).expect("its text");
    assert_eq!(text(&fixture("plan.pdf")), expected);
}

#[test]
fn files_without_text_are_refused() {
    assert!(refused(&fixture("scan.pdf")).starts_with(
        "a scan: pictures of pages, without text; use `--ocr`, or recognise the text"
    ));
    assert!(refused(b"%PDF-1.7\nnothing").starts_with("a damaged PDF file: "));
    assert!(
        refused(&fixture("locked.pdf"))
            .starts_with("it is locked with a password; remove the password")
    );
}

/// Returns a file of pages, each with dictionary entries and content; the font is not embedded.
fn pdf(pages: &[(&str, String)]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun-UniGB-UCS2-H/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Ordering(GB1)/Registry(Adobe)/Supplement 2>>/DW 1000\
         /FontDescriptor 5 0 R>>"
            .to_owned(),
        "<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/Ascent 880/Descent -120/CapHeight 880\
         /ItalicAngle 0/StemV 80>>"
            .to_owned(),
    ];
    let mut kids = String::new();
    for (entries, content) in pages {
        kids.push_str(&format!("{} 0 R ", objects.len() + 1));
        let contents = objects.len() + 2;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents {contents} 0 R{entries}>>"
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len());
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let table = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1));
    file.extend(places.iter().map(|place| format!("{place:010} 00000 n \n")));
    file.push_str(&format!(
        "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
        places.len() + 1
    ));
    file.into_bytes()
}

/// Returns operators that show a text at a point under a matrix.
fn show(matrix: &str, (x, y): (f64, f64), text: &str) -> String {
    let hex: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    format!("BT /F1 12 Tf {matrix} {x} {y} Tm <{hex}> Tj ET\n")
}

const ROWS: [[&str; 4]; 3] = [
    ["序号", "工作任务", "牵头单位", "完成时限"],
    ["1", "建立用水定额管理制度", "县水利局", "2024年6月底前"],
    ["2", "改造老旧管网", "县住建局", "长期"],
];
const COLUMNS: [f64; 5] = [50.0, 100.0, 300.0, 420.0, 550.0];
const TABLE: &str = "| 序号 | 工作任务 | 牵头单位 | 完成时限 |\n| --- | --- | --- | --- |\n\
    | 1 | 建立用水定额管理制度 | 县水利局 | 2024年6月底前 |\n| 2 | 改造老旧管网 | 县住建局 | 长期 |\n";

/// Returns the table on an upright page, with points transformed by `place`.
fn table(matrix: &str, place: impl Fn(f64, f64) -> (f64, f64), is_ruled: bool) -> String {
    let mut content = show(matrix, place(200.0, 500.0), "滑县节水行动任务分工表");
    for (n, row) in ROWS.iter().enumerate() {
        for (x, cell) in COLUMNS.iter().zip(row) {
            content.push_str(&show(matrix, place(x + 4.0, 458.0 - 30.0 * n as f64), cell));
        }
    }
    let mut line = |from: (f64, f64), to: (f64, f64)| {
        let ((x, y), (u, v)) = (place(from.0, from.1), place(to.0, to.1));
        content.push_str(&format!("{x} {y} m {u} {v} l S\n"));
    };
    if is_ruled {
        (0..4).for_each(|n| {
            line((50.0, 480.0 - 30.0 * f64::from(n)), (550.0, 480.0 - 30.0 * f64::from(n)))
        });
        COLUMNS.iter().for_each(|x| line((*x, 480.0), (*x, 390.0)));
    }
    content
}

#[test]
fn a_table_is_read_however_its_page_is_turned_and_without_lines() {
    let wide = "/MediaBox[0 0 842 595]";
    let upright = |rotate: &str| format!("/MediaBox[0 0 595 842]{rotate}");
    for is_ruled in [true, false] {
        for (entries, content) in [
            (wide.to_owned(), table("1 0 0 1", |x, y| (x, y), is_ruled)),
            (upright("/Rotate 90"), table("0 1 -1 0", |x, y| (595.0 - y, x), is_ruled)),
            (upright(""), table("0 1 -1 0", |x, y| (595.0 - y, x), is_ruled)),
            (upright("/Rotate 270"), table("0 -1 1 0", |x, y| (y, 842.0 - x), is_ruled)),
            (format!("{wide}/Rotate 90"), table("1 0 0 1", |x, y| (x, y), is_ruled)),
        ] {
            let read = text(&pdf(&[(&entries, content)]));
            assert_eq!(
                read.trim(),
                format!("滑县节水行动任务分工表\n\n{}", TABLE.trim()),
                "{entries} {is_ruled}"
            );
        }
    }
}

/// Returns operators that draw a grid between vertical and horizontal lines.
fn grid(across: &[f64], down: &[f64]) -> String {
    let (left, right) = (across[0], across[across.len() - 1]);
    let (top, bottom) = (down[0], down[down.len() - 1]);
    let rows = down.iter().map(|y| format!("{left} {y} m {right} {y} l S\n"));
    let columns = across.iter().map(|x| format!("{x} {top} m {x} {bottom} l S\n"));
    rows.chain(columns).collect()
}

#[test]
fn a_piece_in_the_gap_of_another_stands_between_its_parts() {
    // The quotes are in a font of their own, drawn at once before the text around them.
    let hex =
        |text: &str| text.encode_utf16().map(|unit| format!("{unit:04x}")).collect::<String>();
    let page = format!(
        "BT /F1 12 Tf 108 700 Td [<{}> -2000 <{}>] TJ ET\nBT /F1 12 Tf 60 700 Td [<{}> -1000 <{}> -1000 <{}>] TJ ET\n",
        hex("“"),
        hex("”"),
        hex("一、严控"),
        hex("两高"),
        hex("行业产能，淘汰落后的水泥企业和炼铁企业。"),
    );
    let read = text(&pdf(&[("/MediaBox[0 0 595 842]", page)]));
    assert_eq!(read.trim(), "一、严控“两高”行业产能，淘汰落后的水泥企业和炼铁企业。");
}

#[test]
fn a_task_goes_on_over_the_page() {
    let head = |y: f64| {
        let words =
            COLUMNS.iter().zip(ROWS[0]).map(|(x, word)| show("1 0 0 1", (x + 4.0, y), word));
        words.collect::<String>()
    };
    let cells = |y: f64, texts: [&str; 4]| {
        let texts = COLUMNS.iter().zip(texts).filter(|(_, text)| !text.is_empty());
        texts.map(|(x, text)| show("1 0 0 1", (x + 4.0, y), text)).collect::<String>()
    };
    let merged = |from: f64, to: f64| {
        let own = format!("300 {0} m 550 {0} l S\n", (from + to) / 2.0);
        grid(&COLUMNS, &[from, to]) + &own
    };
    let page = |top: f64, task: f64, [one, two]: [&str; 2]| {
        grid(&COLUMNS, &[top, top - 30.0])
            + &head(top - 20.0)
            + &merged(top - 30.0, top - 90.0)
            + &cells(task, ["1", "改造老旧管网", "", ""])
            + &cells(top - 50.0, ["", "", one, "6月底前"])
            + &cells(top - 80.0, ["", "", two, "6月底前"])
    };
    // The number and the text of the task stand below the first page, and over the heading of the
    // second, which does not repeat the title.
    let title = grid(&[COLUMNS[0], COLUMNS[4]], &[190.0, 160.0])
        + &show("1 0 0 1", (200.0, 170.0), "滑县节水行动任务分工表");
    let first = title + &page(160.0, 50.0, ["县水利局", "县财政局"]);
    let second = page(760.0, 750.0, ["县住建局", "县教育局"]);
    let size = "/MediaBox[0 0 842 842]";
    let facts = zeren::extract_facts(&source(&pdf(&[(size, first), (size, second)])));
    let tasks: Vec<_> = facts.tasks.iter().map(|task| task.title.as_str()).collect();
    assert_eq!(tasks, ["改造老旧管网"]);
    let units: Vec<_> = facts.units.iter().map(|unit| unit.surface.as_str()).collect();
    assert_eq!(units, ["县水利局", "县财政局", "县住建局", "县教育局"]);
}

#[test]
fn items_of_one_line_each_stay_apart() {
    let lines = [
        "滑县节水行动方案",
        "1.完善节水定额制度。",
        "责任单位：各街道、各乡镇、各部门",
        "2.管网漏损率降低9%左右。",
        "责任单位：县住建局、县水利局",
    ];
    let line = |(n, line)| show("1 0 0 1", (84.0, 780.0 - 36.0 * n as f64), line);
    let page = lines.into_iter().enumerate().map(line).collect::<String>();
    let read = text(&pdf(&[("/MediaBox[0 0 595 842]", page)]));
    assert!(read.contains("各部门\n2.管网"), "{read}");
}

#[test]
fn text_in_two_columns_is_read_column_by_column() {
    let left = [
        "滑县办公室关于印发方案的",
        "通知",
        "各乡镇人民政府：",
        "现将《滑县节水行动方案》印发给",
        "你们，请认真贯彻执行。",
        "滑县人民政府办公室",
    ];
    let right = [
        "滑县节水行动方案",
        "一、重点任务",
        "（一）完善节水制度。建立用水定",
        "额制度。（牵头单位：县水利局）",
        "（二）加强管网改造。",
        "（牵头单位：县住建局）",
    ];
    let column = |x: f64, lines: &[&str]| -> String {
        lines
            .iter()
            .enumerate()
            .map(|(n, line)| show("1 0 0 1", (x, 780.0 - 20.0 * n as f64), line))
            .collect()
    };
    let page = column(40.0, &left) + &column(310.0, &right);
    let read = text(&pdf(&[("/MediaBox[0 0 595 842]", page)]));
    let at = |words: &str| read.find(words).unwrap_or_else(|| panic!("{words} is not in {read}"));
    assert!(
        at("请认真贯彻执行") < at("滑县人民政府办公室")
            && at("滑县人民政府办公室") < at("一、重点任务"),
        "{read}"
    );
    assert!(read.contains("建立用水定额制度。（牵头单位：县水利局）"), "{read}");
}

#[test]
fn what_is_a_picture_or_cannot_be_told_is_doubted_by_its_page() {
    let body = "各乡镇人民政府，县政府各部门要认真贯彻执行本方案的各项工作任务。";
    let lines = |from: f64| {
        (0..3)
            .map(|n| show("1 0 0 1", (60.0, from - 20.0 * f64::from(n)), body))
            .collect::<String>()
    };
    let picture = format!("{}q 500 0 0 300 40 100 cm /Im1 Do Q\n", lines(800.0));
    let crossed = format!(
        "{}{}{}{}{}",
        lines(800.0),
        show("1 0 0 1", (60.0, 600.0), "工作任务"),
        show("1 0 0 1", (200.0, 600.0), "责任单位"),
        show("1 0 0 1", (340.0, 600.0), "完成时限"),
        show("1 0 0 1", (60.0, 580.0), "这一行的文字横贯各列所以看不出哪一列说的是什么。"),
    );
    let strip = grid(&[60.0, 160.0], &[700.0, 670.0, 640.0, 610.0])
        + &show("1 0 0 1", (70.0, 680.0), "完成时限")
        + &show("1 0 0 1", (70.0, 650.0), "2024年6月底")
        + &show("1 0 0 1", (70.0, 620.0), "2024年9月底");
    let source = source(&pdf(&[
        ("/MediaBox[0 0 595 842]", lines(800.0)),
        ("/MediaBox[0 0 595 842]", picture),
        ("/MediaBox[0 0 595 842]", crossed),
        ("/MediaBox[0 0 595 842]", strip),
    ]));
    let told: Vec<_> = source
        .notes
        .iter()
        .map(|note| (note.severity, note.code, note.message.to_string()))
        .collect();
    assert_eq!(
        told,
        [
            (
                Severity::Doubt,
                Code::PageUnread,
                "page 2 holds a picture, whose text is not read".to_owned()
            ),
            (
                Severity::Doubt,
                Code::PageUnread,
                "page 3 has a table without lines whose columns are not clear".to_owned()
            ),
            (
                Severity::Doubt,
                Code::PageUnread,
                "page 4 has a single column of a table, whose other columns are on other pages"
                    .to_owned()
            ),
        ]
    );
}

#[test]
fn signs_that_programs_name_wrongly_are_what_they_look_like() {
    let page = [
        show("1 0 0 1", (60.0, 800.0), "滑县节水行动方案（2024-2026年）"),
        show("1 0 0 1", (84.0, 740.0), "一、重点任务"),
        show("1 0 0 1", (84.0, 725.0), "（⼀）完善制度。（牵头单位：县⽔利局、有关部⻔）"),
    ];
    let facts = zeren::extract_facts(&source(&pdf(&[("/MediaBox[0 0 595 842]", page.concat())])));
    assert_eq!(facts.documents[0].title.as_deref(), Some("滑县节水行动方案（2024-2026年）"));
    let units: Vec<_> = facts.units.iter().map(|unit| unit.surface.as_str()).collect();
    assert_eq!(units, ["县水利局", "有关部门"]);
    // Its hyphens are encoded as soft ones, because some fonts have one glyph for both.
    let facts = zeren::extract_facts(&source(&fixture("soft-hyphen.pdf")));
    assert_eq!(facts.documents[0].title.as_deref(), Some("滑县节水行动方案（2024-2026年）"));
    assert_eq!(facts.citations[0].title, "安阳市节水规划（2021-2025年）");
}

/// Returns a PDF file with these pages' contents, which may draw a picture.
fn scanned(contents: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
            .to_owned(),
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream"
            .to_owned(),
    ];
    let mut kids = String::new();
    for content in contents {
        let n = objects.len() + 1;
        kids.push_str(&format!("{n} 0 R "));
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</I1 5 0 R>>>>>>",
            n + 1
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", contents.len());
    let (mut file, mut offsets) = (String::from("%PDF-1.4\n"), String::new());
    for (n, object) in objects.iter().enumerate() {
        offsets.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj{object}\nendobj\n", n + 1));
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.push_str(&format!(
        "xref\n0 {size}\n0000000000 65535 f \n{offsets}trailer<</Size {size}/Root 1 0 R>>\n"
    ));
    file.push_str(&format!("startxref\n{start}\n%%EOF"));
    file.into_bytes()
}

#[test]
fn pages_that_are_scans_are_told() {
    let words = |text: &str| {
        let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        format!("BT /F1 12 Tf 50 700 Td <{units}> Tj ET")
    };
    let plan = words("一、学习。认真组织培训，建立学习制度。责任单位：县司法局。");
    let picture = "q 500 0 0 700 0 0 cm /I1 Do Q";
    let stamped = format!("{picture} {}", words("扫描全能王"));
    let told = source(&scanned(&[&plan, picture, &stamped, &plan, "", picture]));
    let read = told.text;
    let line = "一、学习。认真组织培训，建立学习制度。责任单位：县司法局。";
    let scans = "not read: pages 2–3, 6, which are scans without text";
    assert!(
        read.starts_with(line) && told.notes.iter().any(|note| note.message.to_string() == scans),
        "{read} {:?}",
        told.notes
    );
    assert_eq!(read.matches(line).count(), 2, "{read}");
    assert!(
        refused(&scanned(&[picture, &stamped]))
            .starts_with("a scan: pictures of pages, without text")
    );
    assert!(text(&scanned(&[&plan, &plan, &plan, ""])).trim_end().ends_with(line));
}
