//! The formats of the ledger: workbook, CSV, Markdown, HTML, calendar; and the error when there is
//! none.

use std::fs;

use tempfile::TempDir;
use zeren::read::sheets;

use super::{rows, run};

/// A plan with a deadline, a recurring task, a class, a heading with a clause, and a name that
/// looks like a formula.
pub(super) const PLAN: &str = "\
甲县人民政府关于印发《甲县2024年数据工作方案》的通知

甲政发〔2024〕3号

各乡镇人民政府，县政府各部门：
现将《甲县2024年数据工作方案》印发给你们，请认真贯彻执行。

甲县人民政府
2024年5月6日

甲县2024年数据工作方案
一、总体要求
（一）建立共享目录。落实《中华人民共和国数据安全法》，2024年12月31日前建成目录，目录覆盖率达到100%。（牵头单位：县数据局；配合单位：县财政局、各乡镇）
（二）保障数据安全。每半年检查一次。（责任单位：县公安局、县司法局）
二、工作保障
（三）=加强培训&管理。组织学习。（责任单位：县司法局）
";

/// Returns a folder with the plan.
pub(super) fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("通知.txt"), PLAN).expect("the folder has room");
    folder
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("it was written")
}

#[test]
fn one_command_makes_the_workbook_of_a_document() {
    let folder = folder();
    let told = run(&folder, &["ledger", "通知.txt"]);
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let path = folder.path().join("台账_甲政发〔2024〕3号.xlsx");
    let rows = rows(&path);
    assert_eq!(rows.len(), 3);
    let first = &rows[0];
    for (heading, expected) in [
        ("类别", "总体要求"),
        ("编号", "（一）"),
        ("任务", "建立共享目录"),
        ("目标要求", "目录覆盖率达到100%"),
        ("牵头单位", "县数据局"),
        ("配合单位", "县财政局、各乡镇＊"),
        ("依据", "《中华人民共和国数据安全法》"),
        ("状态", ""),
        ("亮灯", "正常"),
    ] {
        assert!(first[heading].starts_with(expected), "{heading}: {}", first[heading]);
    }
    assert!(
        zeren::ledger::day(&first["截止日期"]).is_some_and(|day| day.to_string() == "2024-12-31")
    );
    assert!(
        first["原句"].starts_with("（牵头单位：县数据局；配合单位：县财政局、各乡镇）〔13:"),
        "{}",
        first["原句"]
    );
    assert_eq!(rows[1]["完成时限"], "每半年");
    assert_eq!(rows[2]["完成时限"], "2024年（文件所定）");
    assert_eq!((rows[2]["截止日期"].as_str(), rows[2]["亮灯"].as_str()), ("", "蓝 无时限"));
    let names: Vec<String> =
        sheets(&path).expect("it can be read").grids.into_iter().map(|grid| grid.name).collect();
    for name in ["单位汇总", "进展记录", "依据与疑点", "督办导入", "字典", "填表说明"]
    {
        assert!(names.iter().any(|one| one == name), "no sheet {name} among {names:?}");
    }
    assert!(!names.iter().any(|one| one == "考核评分"));
}

#[test]
fn the_same_ledger_has_the_same_bytes() {
    let folder = folder();
    for name in ["a.xlsx", "b.xlsx"] {
        assert_eq!(run(&folder, &["ledger", "通知.txt", "-o", name]).code, Some(0));
    }
    let bytes = |name: &str| fs::read(folder.path().join(name)).expect("it was written");
    assert_eq!(bytes("a.xlsx"), bytes("b.xlsx"));
}

#[test]
fn csv_opens_in_excel_and_has_no_formulas() {
    let folder = folder();
    assert_eq!(run(&folder, &["ledger", "通知.txt", "-o", "a.csv"]).code, Some(0));
    let csv = read(&folder, "a.csv");
    assert!(csv.starts_with("\u{feff}序号,类别,编号,任务,"), "{csv}");
    assert!(csv.contains(",'=加强培训&管理,") && !csv.contains(",=加强"), "{csv}");
    assert_eq!(csv.lines().count(), 4);
}

#[test]
fn pages_hold_text_and_no_markup_of_it() {
    let folder = folder();
    for name in ["a.html", "a.md"] {
        assert_eq!(run(&folder, &["ledger", "通知.txt", "-o", name]).code, Some(0));
    }
    let html = read(&folder, "a.html");
    assert!(
        html.contains("=加强培训&amp;管理")
            && !html.contains("培训&管理")
            && html.contains("A4 landscape")
    );
    assert!(!html.contains("id:doc/"), "the keys are hidden");
    let markdown = read(&folder, "a.md");
    assert!(markdown.contains("=加强培训&管理"), "{markdown}");
    let n_columns = |line: &str| line.replace("\\|", "").matches('|').count();
    let table: Vec<&str> = markdown.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(table.len(), 5);
    assert!(table.iter().all(|line| n_columns(line) == n_columns(table[0])), "{markdown}");
}

#[test]
fn deadlines_are_days_of_a_calendar() {
    let folder = folder();
    for name in ["a.ics", "b.ics"] {
        assert_eq!(run(&folder, &["ledger", "通知.txt", "-o", name]).code, Some(0));
    }
    let ics = read(&folder, "a.ics");
    assert_eq!(ics, read(&folder, "b.ics"));
    let unfolded = ics.replace("\r\n ", "");
    for line in [
        "DTSTART;VALUE=DATE:20241231",
        "DTEND;VALUE=DATE:20250101",
        "DTSTAMP:20240506T000000Z",
        "TRIGGER:-P7D",
        "TRIGGER:-P3D",
        "TRIGGER:-P1D",
        "RRULE:FREQ=MONTHLY;INTERVAL=6",
        "DTSTART;VALUE=DATE:20240630",
        "SUMMARY:（一）建立共享目录",
    ] {
        assert!(unfolded.lines().any(|one| one == line), "no `{line}` in\n{unfolded}");
    }
    assert!(
        unfolded.lines().any(|line| line.starts_with("UID:https://w3id.org/zeren/id/")
            && line.ends_with("/task/1.1"))
    );
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 2);
    assert!(ics.lines().all(|line| line.len() <= 75 + 1), "lines are folded");
}

#[test]
fn rows_are_chosen_by_the_names_of_things() {
    let folder = folder();
    let count = |args: &[&str]| {
        let told = run(&folder, &[&["ledger", "通知.txt", "--format", "csv"], args].concat());
        (told.code, told.stdout.lines().count().saturating_sub(1), told.stderr)
    };
    assert_eq!(count(&["--unit", "县司法局"]).1, 2);
    assert_eq!(count(&["--unit", "县财政局", "--role", "配合"]).1, 1);
    assert_eq!(count(&["--role", "lead"]).1, 1);
    assert_eq!(count(&["--part", "二"]).1, 1);
    assert_eq!(count(&["--document", "甲政发[2024]3号"]).1, 3);
    for wrong in
        [["--unit", "县水利局"], ["--role", "老大"], ["--part", "九"], ["--document", "乙政发"]]
    {
        let (code, _, told) = count(&wrong);
        assert_eq!(code, Some(1), "{wrong:?}: {told}");
        assert!(told.contains("error: ") && told.contains("hint: "), "{told}");
    }
    let (code, _, told) = count(&["--unit", "县公安局", "--role", "lead"]);
    assert!(code == Some(1) && told.contains("leave one out"), "{told}");
    assert_eq!(count(&["--as-of", "2024年13月"]).0, Some(2));
}

#[test]
fn lights_follow_the_day() {
    let folder = folder();
    for (day, light) in [
        ("2024-12-01", "正常"),
        ("2024.12.24", "黄 7日内"),
        ("2024年12月28日", "橙 3日内"),
        ("20241231", "橙 3日内"),
        ("2025-01-01", "红 逾期"),
    ] {
        assert_eq!(
            run(&folder, &["ledger", "通知.txt", "--as-of", day, "-o", "a.xlsx"]).code,
            Some(0)
        );
        assert_eq!(rows(&folder.path().join("a.xlsx"))[0]["亮灯"], light, "{day}");
    }
}

#[test]
fn each_unit_has_a_file_that_reads_back() {
    let folder = folder();
    let told = run(&folder, &["ledger", "通知.txt", "--split-by", "unit", "-o", "交办"]);
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let names = fs::read_dir(folder.path().join("交办")).expect("a folder").count();
    assert_eq!(names, 5);
    let path = folder.path().join("交办/交办单_县司法局.xlsx");
    let own = rows(&path);
    assert_eq!(
        own.iter().map(|row| row["编号"].as_str()).collect::<Vec<_>>(),
        ["（二）", "（三）"]
    );
    let form = &sheets(&path).expect("it can be read").grids[0];
    assert_eq!(form.name, "交办单");
    assert!(form.rows.iter().any(|row| {
        row.iter().any(|cell| cell.contains("县司法局：现将《甲县2024年数据工作方案》"))
    }));
}

#[test]
fn columns_are_chosen_by_a_file() {
    let folder = folder();
    let write =
        |text: &str| fs::write(folder.path().join("列.toml"), text).expect("the folder has room");
    let args = ["ledger", "通知.txt", "--columns", "列.toml", "--format", "csv"];
    write("columns = [\"任务\", \"牵头单位\", \"状态\"]\n[names]\n\"牵头单位\" = \"主责部门\"\n");
    assert_eq!(run(&folder, &args).stdout.lines().next(), Some("\u{feff}任务,主责部门,状态"));
    write("columns = [\"办公室\"]\n");
    let told = run(&folder, &args);
    assert!(
        told.code == Some(2) && told.stderr.contains("办公室") && told.stderr.contains("牵头单位"),
        "{}",
        told.stderr
    );
    write("columns = [\"亮灯\"]\n[colours]\n\"无时限\" = \"#92D050\"\n\"正常\" = \"#7030A0\"\n");
    assert_eq!(run(&folder, &args).stdout, "\u{feff}亮灯\r\n紫 正常\r\n绿 无时限\r\n绿 无时限\r\n");
    let page =
        run(&folder, &["ledger", "通知.txt", "--columns", "列.toml", "--format", "html"]).stdout;
    assert!(page.contains("<td class=\"of-7030a0\">紫 正常</td>"), "{page}");
    assert!(page.contains("td.of-7030a0 { background: #7030a0; }"), "{page}");
    write("[colours]\n\"逾期\" = \"大红\"\n");
    let told = run(&folder, &args);
    assert!(
        told.code == Some(2) && told.stderr.contains("大红") && told.stderr.contains("#C00000"),
        "{}",
        told.stderr
    );
    write("colums = []\n");
    assert_eq!(run(&folder, &args).code, Some(2));
    fs::remove_file(folder.path().join("列.toml")).expect("it is there");
    assert_eq!(run(&folder, &args).code, Some(2));
}

#[test]
fn wrong_formats_and_files_are_told() {
    let folder = folder();
    for (args, part) in [
        (&["ledger", "通知.txt", "-o", "a.doc"][..], "unknown format `doc`"),
        (&["ledger", "无此文件.txt"], "no such file"),
        (&["ledger"], "no store"),
        (&["ledger", "通知.txt", "--profile", "x"], "no profile `x`"),
        (&["ledger", "import", "无此文件.xlsx", "-l", "store"], "no such file"),
        (&["ledger", "import", "通知.txt", "-l", "store"], "no store"),
    ] {
        let told = run(&folder, args);
        assert!(told.code == Some(2) && told.stderr.contains(part), "{args:?}: {}", told.stderr);
    }
}

#[test]
fn a_document_without_tasks_is_not_taken_for_an_empty_store() {
    let folder = folder();
    fs::write(folder.path().join("天气.txt"), "今天天气很好。\n").expect("the folder has room");
    let told = run(&folder, &["ledger", "天气.txt", "-o", "a.xlsx"]);
    assert_eq!(told.code, Some(1));
    assert!(
        told.stderr.contains("no task was found in what was read")
            && !told.stderr.contains("store"),
        "{}",
        told.stderr
    );
    assert!(!folder.path().join("a.xlsx").exists());
}

#[test]
fn a_name_without_extension_is_that_of_a_workbook() {
    let folder = folder();
    let told = run(&folder, &["ledger", "通知.txt", "-o", "台账"]);
    assert!(told.stderr.contains("台账.xlsx"), "{}", told.stderr);
    assert_eq!(rows(&folder.path().join("台账.xlsx")).len(), 3);
    assert!(!folder.path().join("台账").exists());
}

#[test]
fn the_terminal_shows_who_has_to_do_what_by_when() {
    let folder = folder();
    let table = run(&folder, &["ledger", "通知.txt", "--format", "table"]);
    assert_eq!((table.code, table.stderr.as_str()), (Some(0), ""));
    for part in [
        "甲县2024年数据工作方案任务台账",
        "建立共享目录",
        "县财政局、各乡镇＊",
        "2024-12-31",
        "每半年",
        "共3项",
    ] {
        assert!(table.stdout.contains(part), "no `{part}` in\n{}", table.stdout);
    }
    assert!(!folder.path().join("台账_甲政发〔2024〕3号.xlsx").exists());
    assert_eq!(run(&folder, &["ledger", "通知.txt"]).stdout, table.stdout);
}

#[test]
fn a_calendar_tells_how_many_days_it_has() {
    let folder = folder();
    assert!(run(&folder, &["ledger", "通知.txt", "-o", "a.ics"]).stderr.contains("2 entries"));
    let told =
        run(&folder, &["ledger", "通知.txt", "--unit", "县公安局", "--part", "二", "-o", "b.ics"]);
    assert_eq!(told.code, Some(1));
    let told = run(&folder, &["ledger", "通知.txt", "--part", "二", "-o", "b.ics"]);
    assert!(
        told.code == Some(0) && told.stderr.contains("no day to put into a calendar"),
        "{}",
        told.stderr
    );
}

#[test]
fn a_page_to_read_has_no_empty_columns() {
    let folder = folder();
    assert_eq!(run(&folder, &["ledger", "通知.txt", "-o", "a.html"]).code, Some(0));
    let html = read(&folder, "a.html");
    for heading in ["任务", "目标要求", "状态", "进展情况", "亮灯"] {
        assert!(html.contains(&format!("<th>{heading}</th>")), "no {heading} in {html}");
    }
    for heading in ["联系电话", "存在问题", "任务标识"] {
        assert!(!html.contains(heading), "{heading} in {html}");
    }
    assert_eq!(html.matches("<col>").count(), html.matches("<th>").count());
    assert_eq!(html.matches("col:nth-child(").count(), html.matches("<th>").count());
}

#[test]
fn extract_writes_the_ledger_of_a_document() {
    let folder = folder();
    for name in ["a.xlsx", "a.csv", "a.ics"] {
        assert_eq!(run(&folder, &["ledger", "通知.txt", "-o", name]).code, Some(0));
        let other = format!("extract-{name}");
        let told = run(&folder, &["extract", "通知.txt", "-o", &other]);
        assert_eq!(told.code, Some(0), "{}", told.stderr);
        let bytes = |name: &str| fs::read(folder.path().join(name)).expect("it was written");
        assert!(bytes(name) == bytes(&other), "{name}");
    }
    assert_eq!(run(&folder, &["extract", "通知.txt", "-o", "a.json"]).code, Some(0));
    assert!(read(&folder, "a.json").starts_with('{'));
    assert!(
        run(&folder, &["extract", "通知.txt", "--format", "csv"])
            .stdout
            .starts_with("\u{feff}序号,")
    );
    let told = run(&folder, &["extract", "通知.txt", "-o", "a.doc"]);
    assert!(
        told.code == Some(2) && told.stderr.contains("doc") && told.stderr.contains("hint: "),
        "{}",
        told.stderr
    );
    assert!(!folder.path().join("a.doc").exists());
}

#[test]
fn answers_are_sheets_with_numbers_and_days() {
    let folder = folder();
    assert_eq!(run(&folder, &["build", "通知.txt", "-l", "store"]).code, Some(0));
    let ask = |args: &[&str], lang: &str| {
        let told = run(
            &folder,
            &[&["query", "-l", "store", "-o", "a.xlsx", "--lang", lang], args].concat(),
        );
        assert_eq!(told.code, Some(0), "{}", told.stderr);
        sheets(&folder.path().join("a.xlsx")).expect("it can be read").grids.remove(0).rows
    };
    let rows = ask(&["workload"], "zh");
    assert!(rows[0].contains(&"单位".to_owned()), "{rows:?}");
    let rows = ask(&["workload"], "en");
    assert!(rows[0].contains(&"unit".to_owned()), "{rows:?}");
    let values =
        "SELECT ?title ?n ?day { VALUES (?title ?n ?day) { ('=1+1' 12 '2024-12-31'^^xsd:date) } }";
    assert_eq!(ask(&[values], "zh")[1][..2], ["=1+1", "12"]);
    let bytes = fs::read(folder.path().join("a.xlsx")).expect("it was written");
    let mut zip =
        zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook is an archive");
    let sheet = std::io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").expect("a sheet"))
        .expect("text");
    // 2024-12-31 is day 45657 in spreadsheets; text is stored outside the sheet, and formulas would
    // be `<f>`.
    assert!(
        sheet.contains("<v>12</v>") && sheet.contains("<v>45657</v>") && !sheet.contains("<f>"),
        "{sheet}"
    );
    let told = run(
        &folder,
        &["query", "-l", "store", "-o", "b.xlsx", "CONSTRUCT { ?s a ?t } { ?s a ?t }"],
    );
    assert!(told.code == Some(2) && !folder.path().join("b.xlsx").exists(), "{}", told.stderr);
}
