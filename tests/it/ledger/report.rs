//! Circulars and letters agree with the record of progress at the end of a period.

use std::fs;

use super::forms::folder;
use super::{rows, run};
use tempfile::TempDir;

/// Returns a store of the plan in which the first task was done late, the second has a problem, and
/// nothing is reported on the third.
fn told() -> TempDir {
    let folder = folder();
    for args in [
        &["build", "通知.txt", "-l", "store"][..],
        &["ledger", "-l", "store", "--format", "csv", "-o", "台账.csv"],
    ] {
        assert_eq!(run(&folder, args).code, Some(0));
    }
    let csv = fs::read_to_string(folder.path().join("台账.csv")).expect("it was written");
    let header: Vec<String> =
        csv.lines().next().expect("a header").split(',').map(str::to_owned).collect();
    let fill = |n: usize, heading: &str, value: &str, csv: &str| {
        let at = header.iter().position(|one| one == heading).expect("a column");
        let lines = csv.lines().enumerate().map(|(line, text)| {
            let mut cells: Vec<&str> = text.split(',').collect();
            if line == n {
                cells[at] = value;
            }
            cells.join(",")
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let import = |csv: &str, on: &str| {
        fs::write(folder.path().join("填报.csv"), csv).expect("the folder has room");
        let told = run(&folder, &["ledger", "import", "填报.csv", "-l", "store", "--on", on]);
        assert_eq!(told.code, Some(0), "{}{}", told.stdout, told.stderr);
    };
    let second = fill(2, "状态", "推进中", &fill(2, "存在问题", "人手不够<急>", &csv));
    import(&second, "2024-11-05");
    let done = fill(
        1,
        "状态",
        "办结",
        &fill(1, "佐证材料", "目录", &fill(1, "办结日期", "2025.1.10", &second)),
    );
    import(&done, "2025-01-12");
    folder
}

#[test]
fn a_circular_tells_the_state_at_the_end_of_its_period() {
    let folder = told();
    let report = |period: &str| {
        let told = run(&folder, &["report", "-l", "store", "--period", period]);
        assert_eq!(told.code, Some(0), "{}", told.stderr);
        told.stdout
    };
    let autumn = report("2024-Q4");
    for part in [
        "关于2024年第四季度甲县2024年数据工作方案任务进展情况的通报\n",
        "根据《甲县2024年数据工作方案》（甲政发〔2024〕3号），现将截至2024年12月31日的任务进展情况通报如下。",
        "共3项，已完成0项、推进中1项、未启动2项，逾期0项，完成率0%。本期填报进展1项，办结0项。",
        "1. （一）建立共享目录（县数据局；2024年12月31日到期）。",
        "1. （二）保障数据安全（县公安局、县司法局；人手不够<急>）。",
    ] {
        assert!(autumn.contains(part), "no `{part}` in\n{autumn}");
    }
    let winter = report("2025-01");
    assert!(
        winter.contains("已完成1项")
            && winter.contains("（一）建立共享目录（县数据局；2025年1月10日办结）"),
        "{winter}"
    );
    let late =
        run(&folder, &["report", "-l", "store", "--period", "2025-01", "--as-of", "2025-01-03"])
            .stdout;
    assert!(late.contains("应于2024年12月31日前完成，已逾期3天"), "{late}");
}

#[test]
fn pages_have_the_form_of_official_documents() {
    let folder = told();
    let told = run(&folder, &["report", "-l", "store", "--period", "2024", "-o", "通报.html"]);
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let html = fs::read_to_string(folder.path().join("通报.html")).expect("it was written");
    assert!(
        html.contains("margin: 37mm 26mm 35mm 28mm") && html.contains("人手不够&lt;急&gt;"),
        "{html}"
    );
}

#[test]
fn letters_go_to_those_who_have_something_open() {
    let folder = told();
    let told =
        run(&folder, &["report", "-l", "store", "--period", "2025-01", "--letters", "-o", "函"]);
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let mut names: Vec<String> = fs::read_dir(folder.path().join("函"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    // Units that are done, or only support, get no letter.
    assert_eq!(names, ["提醒函_县公安局.docx", "提醒函_县司法局.docx"]);
    for (args, part) in [
        (&["report", "-l", "store", "--period", "去年"][..], "no period `去年`"),
        (&["report", "-l", "store", "--period", "2025-13"], "no period"),
        (&["report", "-l", "store", "--period", "2025", "-o", "通报.pdf"], "unknown format `pdf`"),
        (&["report", "-l", "无", "--period", "2025"], "no store"),
    ] {
        let told = run(&folder, args);
        assert!(told.code == Some(2) && told.stderr.contains(part), "{args:?}: {}", told.stderr);
    }
    let told = run(&folder, &["report", "-l", "store", "--period", "2025", "--unit", "县水利局"]);
    assert_eq!(told.code, Some(1), "{}", told.stderr);
}

#[test]
fn what_was_told_can_be_asked() {
    let folder = told();
    let told = run(&folder, &["query", "status", "-l", "store", "--format", "csv"]).stdout;
    assert!(
        told.contains("建立共享目录,done") && told.contains("保障数据安全,under-way"),
        "{told}"
    );
    assert_eq!(told.lines().count(), 3);
    let own = run(
        &folder,
        &["query", "status", "-l", "store", "--set", "unit=县数据局", "--format", "csv"],
    )
    .stdout;
    assert_eq!(own.lines().count(), 2, "{own}");
    assert_eq!(run(&folder, &["ledger", "-l", "store", "-o", "新.xlsx"]).code, Some(0));
    let new = rows(&folder.path().join("新.xlsx"));
    assert_eq!(
        [new[0]["状态"].as_str(), new[1]["状态"].as_str(), new[2]["状态"].as_str()],
        ["已完成", "推进中", ""]
    );
}

#[test]
fn maps_show_how_far_tasks_are() {
    let folder = told();
    let map = |view: &str, format: &str| {
        let told = run(&folder, &["map", "-l", "store", "--view", view, "--format", format]);
        assert_eq!(told.code, Some(0), "{}", told.stderr);
        told.stdout
    };
    let matrix = map("matrix", "svg");
    for part in [
        "✓ （一）建立共享目录",
        "▷ （二）保障数据安全",
        "stroke-dasharray=\"6,3\"",
        "✓ done",
        "▷ under way",
    ] {
        assert!(matrix.contains(part), "no `{part}` in\n{matrix}");
    }
    assert!(map("tasks", "dot").contains("peripheries=2"));
    let json: serde_json::Value = serde_json::from_str(&map("tasks", "json")).expect("it is JSON");
    let nodes = json["nodes"].as_array().expect("nodes");
    let far = |label: &str| {
        nodes.iter().find(|node| node["label"] == label).expect("a task")["progress"].clone()
    };
    assert_eq!((far("建立共享目录"), far("保障数据安全")), ("done".into(), "running".into()));
    assert!(!run(&folder, &["map", "--from", "通知.txt", "--view", "matrix"]).stdout.contains('✓'));
}

#[test]
fn differences_tell_how_tasks_moved_on() {
    let folder = told();
    assert_eq!(run(&folder, &["build", "通知.txt", "-l", "before"]).code, Some(0));
    let told = run(&folder, &["diff", "before", "store"]).stdout;
    assert!(
        told.contains("建立共享目录") && told.contains("已完成") && told.contains("推进中"),
        "{told}"
    );
}

#[test]
fn a_circular_for_word_says_what_its_text_says() {
    let folder = told();
    let report = |name: &str| {
        let told = run(&folder, &["report", "-l", "store", "--period", "2024-Q4", "-o", name]);
        assert!(told.code == Some(0) && told.stderr.contains("2024-12-31"), "{}", told.stderr);
        folder.path().join(name)
    };
    let text = fs::read_to_string(report("通报.txt")).expect("it was written");
    let source = zeren::read::read_path(&report("通报.docx")).expect("a document that can be read");
    let bare =
        |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '|').collect::<String>();
    let read = bare(&source.text);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    assert!(lines.len() > 12 && lines.iter().any(|line| line.contains("人手不够<急>")), "{text}");
    let mut rest = read.as_str();
    for line in lines {
        let (_, after) =
            rest.split_once(&bare(line)).unwrap_or_else(|| panic!("no `{line}` in\n{rest}"));
        rest = after;
    }
    let again = fs::read(report("再报.docx")).expect("it was written");
    assert_eq!(again, fs::read(folder.path().join("通报.docx")).expect("it was written"));
}

#[test]
fn nobody_signs_for_the_issuers_of_other_documents() {
    let folder = told();
    let other = super::forms::PLAN.replace("甲", "乙");
    fs::write(folder.path().join("另.txt"), other).expect("the folder has room");
    let report = || run(&folder, &["report", "-l", "store", "--period", "2024"]).stdout;
    let signed = |text: &str| text.lines().rev().nth(1).unwrap_or_default().trim().to_owned();
    assert_eq!(signed(&report()), "甲县人民政府");
    assert_eq!(run(&folder, &["build", "另.txt", "-l", "store"]).code, Some(0));
    assert_eq!(signed(&report()), "");
}

#[test]
fn what_was_told_keeps_to_the_shapes() {
    let folder = told();
    let told = run(&folder, &["validate", "-l", "store"]);
    assert_eq!(told.code, Some(0), "{}{}", told.stdout, told.stderr);
    let nquads = run(&folder, &["export", "-l", "store", "--format", "nquads"]).stdout;
    assert!(nquads.contains("ns#status> \"done\""), "the record is exported");
    fs::write(folder.path().join("all.nq"), nquads.replace("\"done\"", "\"nearly\""))
        .expect("the folder has room");
    let told = run(&folder, &["validate", "all.nq"]);
    assert!(
        told.code == Some(1) && told.stdout.contains("a status is one of the seven"),
        "{}",
        told.stdout
    );
}
