//! What people fill in is imported, whether sorted, copied or oddly formatted; nothing is lost,
//! everything is reported, and importing twice changes nothing.

use std::collections::BTreeMap;
use std::fs;

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;
use zeren::read::sheets;

use super::{rows, run};
use crate::cli::Run;

/// Returns a plan with sixty tasks of six units, invented for these tests.
fn plan() -> String {
    let units = ["县数据局", "县财政局", "县公安局", "县司法局", "县教育局", "县水利局"];
    let numbers = ["一", "二", "三", "四", "五", "六"];
    let mut text = "甲县2024年数据工作方案\n".to_owned();
    for (at, unit) in units.iter().enumerate() {
        text.push_str(&format!("{}、第{}类工作\n", numbers[at], numbers[at]));
        for n in 1..=10 {
            text.push_str(&format!(
                "{n}.建设{unit}平台第{n}号。抓好落实。（牵头单位：{unit}；配合单位：县审计局）\n"
            ));
        }
    }
    text
}

/// Returns a folder with a store of the plan, and the ledger issued from it.
fn issued() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("方案.txt"), plan()).expect("the folder has room");
    for args in
        [&["build", "方案.txt", "-l", "store"][..], &["ledger", "-l", "store", "-o", "台账.xlsx"]]
    {
        let told = run(&folder, args);
        assert_eq!(told.code, Some(0), "{}", told.stderr);
    }
    folder
}

/// An editable copy of the issued ledger: the whole sheet 台账 as text, and the hidden one.
struct Copy {
    sheets: Vec<(String, Vec<Vec<String>>)>,
}

impl Copy {
    fn of(folder: &TempDir, name: &str) -> Self {
        let read = sheets(&folder.path().join(name)).expect("a workbook that can be read");
        let kept =
            read.grids.into_iter().filter(|grid| ["台账", "字典"].contains(&grid.name.as_str()));
        Self { sheets: kept.map(|grid| (grid.name, grid.rows)).collect() }
    }

    fn grid(&mut self) -> &mut Vec<Vec<String>> {
        &mut self.sheets.iter_mut().find(|(name, _)| name == "台账").expect("the sheet").1
    }

    fn header(&mut self) -> usize {
        self.grid()
            .iter()
            .position(|row| row.iter().any(|cell| cell == "任务标识"))
            .expect("a header")
    }

    fn column(&mut self, heading: &str) -> usize {
        let header = self.header();
        self.grid()[header].iter().position(|cell| cell == heading).expect("a column")
    }

    /// Fills in a cell of the `n`th task, from 0.
    fn set(&mut self, n: usize, heading: &str, text: &str) {
        let (row, column) = (self.header() + 1 + n, self.column(heading));
        text.clone_into(&mut self.grid()[row][column]);
    }

    fn get(&mut self, n: usize, heading: &str) -> String {
        let (row, column) = (self.header() + 1 + n, self.column(heading));
        self.grid()[row][column].clone()
    }

    fn write(&self, folder: &TempDir, name: &str) {
        let mut workbook = Workbook::new();
        for (name, rows) in &self.sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).expect("a name");
            for (at, row) in (0..).zip(rows) {
                for (column, cell) in (0..).zip(row) {
                    sheet.write_string(at, column, cell).expect("a cell");
                }
            }
        }
        workbook.save(folder.path().join(name)).expect("the folder has room");
    }
}

fn import(folder: &TempDir, args: &[&str]) -> Run {
    run(folder, &[&["ledger", "import", "-l", "store", "--on", "2024-07-01"], args].concat())
}

/// Returns the rows of a new ledger of the store, by title.
fn ledger(folder: &TempDir) -> BTreeMap<String, BTreeMap<String, String>> {
    let told = run(folder, &["ledger", "-l", "store", "-o", "新台账.xlsx"]);
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    rows(&folder.path().join("新台账.xlsx"))
        .into_iter()
        .map(|row| (row["任务"].clone(), row))
        .collect()
}

fn graph(folder: &TempDir) -> String {
    run(folder, &["export", "-l", "store", "--format", "nquads"]).stdout
}

#[test]
fn fifty_edits_come_back() {
    let folder = issued();
    let mut copy = Copy::of(&folder, "台账.xlsx");
    let statuses = [
        "办结", "进行中", "已完成", "推进中", "完成", "未启动", "申请延期", "延期", "取消",
        "正常推进",
    ];
    let becomes = [
        "已完成", "推进中", "已完成", "推进中", "已完成", "未启动", "申请延期", "已延期", "已终止",
        "推进中",
    ];
    let (rates, percent) = (["50", "50%", "0.5", "５０％", "50.0%"], "50%");
    let days = ["2024.6.30", "2024/6/30", "2024年6月30日", "20240630", "2024-06-30"];
    for (n, status) in statuses.iter().enumerate() {
        copy.set(n, "状态", status);
        copy.set(n, "佐证材料", "县政府文件");
    }
    for n in 0..5 {
        copy.set(10 + n, "完成率", rates[n]);
        copy.set(n, "办结日期", days[n]);
        copy.set(20 + n, "进展情况", &format!("=已印发第{n}号文件"));
        copy.set(25 + n, "联系电话", "0372-8112345");
        copy.set(30 + n, "存在问题", "经费不足\n人手不够");
        copy.set(35 + n, "备注", "请\"关注\"<此项>");
    }
    // Sort by the number of the task, backwards.
    let header = copy.header();
    let task = copy.column("任务");
    let n_rows = copy.grid().len() - header - 3;
    copy.grid()[header + 1..=header + n_rows].sort_by(|a, b| b[task].cmp(&a[task]));
    copy.write(&folder, "填报.xlsx");

    let dry = import(&folder, &["填报.xlsx", "--dry-run", "--by", "王五"]);
    assert!(
        dry.code == Some(0) && dry.stderr.contains("50 values would change"),
        "{}{}",
        dry.stdout,
        dry.stderr
    );
    assert!(ledger(&folder).values().all(|row| row["状态"].is_empty()), "a dry run writes nothing");

    let told = import(&folder, &["填报.xlsx", "--by", "王五"]);
    assert!(
        told.code == Some(0) && told.stderr.contains("50 values changed, 0 left over"),
        "{}{}",
        told.stdout,
        told.stderr
    );
    let once = graph(&folder);
    let again = import(&folder, &["填报.xlsx", "--by", "赵六"]);
    assert!(again.stderr.contains(" 0 values changed"), "{}", again.stderr);
    assert_eq!(graph(&folder), once, "twice is once");

    // Reported values survive rereading the document.
    assert_eq!(run(&folder, &["build", "方案.txt", "-l", "store", "--again"]).code, Some(0));
    let new = ledger(&folder);
    let row = |unit: &str, n: usize| &new[&format!("建设{unit}平台第{n}号")];
    for (n, status) in becomes.iter().enumerate() {
        assert_eq!(row("县数据局", n + 1)["状态"], *status, "{n}");
    }
    for n in 0..5 {
        assert_eq!(row("县财政局", n + 1)["完成率"], percent);
        assert_eq!(
            zeren::ledger::day(&row("县数据局", n + 1)["办结日期"])
                .map(|day| day.to_string())
                .as_deref(),
            Some("2024-06-30")
        );
        assert_eq!(row("县公安局", n + 1)["进展情况"], format!("=已印发第{n}号文件"));
        assert_eq!(row("县公安局", n + 6)["联系电话"], "0372-8112345");
        assert_eq!(row("县司法局", n + 1)["存在问题"], "经费不足\n人手不够");
        assert_eq!(row("县司法局", n + 6)["备注"], "请\"关注\"<此项>");
    }
    assert_eq!(row("县数据局", 1)["亮灯"], "绿 已完成");
    assert_eq!(row("县数据局", 9)["亮灯"], "灰 已终止");
    let progress = sheets(&folder.path().join("新台账.xlsx")).expect("it can be read");
    let progress = progress.grids.iter().find(|grid| grid.name == "进展记录").expect("the sheet");
    // Numbers and dates written by the program itself are no changes.
    let own = import(&folder, &["新台账.xlsx", "--dry-run"]);
    assert!(
        own.code == Some(0)
            && own.stderr.contains(" 0 values would change, 0 would be left over, 0 corrections"),
        "{}{}",
        own.stdout,
        own.stderr
    );
    assert!(
        progress
            .rows
            .iter()
            .any(|row| row.contains(&"王五".to_owned()) && row.contains(&"填报.xlsx".to_owned()))
    );
}

#[test]
fn rows_without_keys_and_strange_ones_are_told() {
    let folder = issued();
    let mut copy = Copy::of(&folder, "台账.xlsx");
    let (id, hash) = (copy.column("任务标识"), copy.column("原文校验"));
    copy.set(0, "状态", "差不多了");
    copy.set(1, "完成率", "120%");
    copy.set(2, "状态", "已完成");
    copy.set(3, "牵头单位", "县数据局、县大数据中心");
    copy.set(4, "任务", "谁也不知道的任务");
    copy.set(5, "任务标识", "id:doc/nowhere/task/1");
    copy.set(5, "任务", "没有的任务");
    copy.set(5, "状态", "已完成");
    let other = copy.get(7, "任务标识");
    copy.set(6, "任务标识", &other);
    copy.set(6, "状态", "已完成");
    let header = copy.header();
    // Rows of a copy without hidden columns, and a duplicate row.
    for row in &mut copy.grid()[header + 1 + 40..header + 1 + 45] {
        (row[id], row[hash]) = (String::new(), String::new());
    }
    copy.set(40, "状态", "推进中");
    copy.set(45, "状态", "推进中");
    copy.set(4, "任务标识", "");
    let doubled = copy.grid()[header + 1 + 45].clone();
    copy.grid().insert(header + 1 + 46, doubled);
    copy.grid().remove(header + 1 + 50);
    copy.write(&folder, "填报.xlsx");
    let told = import(&folder, &["填报.xlsx"]);
    assert_eq!(told.code, Some(1), "{}{}", told.stdout, told.stderr);
    for part in [
        "not taken: `差不多了`",
        "not taken: `120%`",
        "is done without evidence",
        "proposed correction: 牵头单位",
        "no document has the task `5谁也不知道的任务`",
        "unmatched: the store has no task `id:doc/nowhere/task/1`",
        "is of another task than the words",
        "doubled: ",
        "missing: ",
        "[[add]]",
        "agent = \"县大数据中心\"",
    ] {
        assert!(told.stdout.contains(part), "no `{part}` in\n{}", told.stdout);
    }
    let kept = graph(&folder);
    for part in ["差不多了", "谁也不知道的任务", "没有的任务"] {
        assert!(kept.contains(part), "`{part}` is lost");
    }
    let new = ledger(&folder);
    assert_eq!(new["建设县教育局平台第1号"]["状态"], "推进中");
    assert_eq!(new["建设县教育局平台第6号"]["状态"], "推进中");
    assert_eq!(new["建设县数据局平台第7号"]["状态"], "", "a moved key decides nothing");
    // The proposed corrections can be parsed.
    let (_, proposals) = told.stdout.split_once("[[add]]").expect("a correction");
    zeren::correct::Corrections::parse(&format!("[[add]]{proposals}"))
        .expect("they are corrections");
}

#[test]
fn files_of_units_merge_against_the_issued_copy() {
    let folder = issued();
    let issued = || Copy::of(&folder, "台账.xlsx");
    let (mut one, mut two) = (issued(), issued());
    one.set(0, "状态", "推进中");
    one.set(1, "状态", "推进中");
    one.set(2, "状态", "推进中");
    two.set(1, "状态", "推进中");
    two.set(2, "状态", "已完成");
    two.set(2, "佐证材料", "照片");
    two.set(3, "进展情况", "已开工");
    one.write(&folder, "一.xlsx");
    two.write(&folder, "二.xlsx");
    let told = import(&folder, &["一.xlsx", "二.xlsx", "--by", "县政府办"]);
    assert_eq!(told.code, Some(1), "{}", told.stderr);
    assert!(
        told.stdout.contains("conflict: 状态") && told.stdout.matches("conflict").count() == 1,
        "{}",
        told.stdout
    );
    let new = ledger(&folder);
    let status = |n: usize| new[&format!("建设县数据局平台第{n}号")]["状态"].clone();
    assert_eq!(
        [status(1), status(2), status(3)],
        ["推进中", "推进中", ""],
        "a conflict is not decided"
    );
    assert_eq!(new["建设县数据局平台第3号"]["佐证材料"], "照片");
    assert_eq!(new["建设县数据局平台第4号"]["进展情况"], "已开工");

    // A file issued earlier that says nothing new about a task does not revert what another file
    // reported since.
    let mut late = issued();
    late.set(9, "状态", "推进中");
    late.write(&folder, "迟.xlsx");
    let told = import(&folder, &["迟.xlsx"]);
    assert_eq!(told.code, Some(0), "{}", told.stdout);
    let new = ledger(&folder);
    assert_eq!(new["建设县数据局平台第1号"]["状态"], "推进中");
    assert_eq!(new["建设县数据局平台第10号"]["状态"], "推进中");
}

#[test]
fn files_of_one_unit_read_back_from_csv_too() {
    let folder = issued();
    assert_eq!(
        run(&folder, &["ledger", "-l", "store", "--split-by", "unit", "-o", "交办"]).code,
        Some(0)
    );
    let mut copy = Copy::of(&folder, "交办/交办单_县水利局.xlsx");
    copy.set(0, "状态", "已完成");
    copy.set(0, "佐证材料", "验收单");
    copy.write(&folder, "水利.xlsx");
    let told = import(&folder, &["水利.xlsx", "--by", "县水利局"]);
    assert!(
        told.code == Some(0) && !told.stdout.contains("missing"),
        "{}{}",
        told.stdout,
        told.stderr
    );
    let csv =
        run(&folder, &["ledger", "-l", "store", "--unit", "县水利局", "--format", "csv"]).stdout;
    let edited = csv.replacen("验收单", "验收报告", 1);
    fs::write(folder.path().join("水利.csv"), edited).expect("the folder has room");
    let told = import(&folder, &["水利.csv"]);
    assert!(told.stdout.contains("验收单 → 验收报告"), "{}{}", told.stdout, told.stderr);
    assert_eq!(ledger(&folder)["建设县水利局平台第1号"]["佐证材料"], "验收报告");
}

#[test]
fn a_row_that_was_copied_away_takes_nothing_back() {
    let folder = issued();
    let mut first = Copy::of(&folder, "台账.xlsx");
    first.set(0, "状态", "推进中");
    first.write(&folder, "一.xlsx");
    assert_eq!(import(&folder, &["一.xlsx"]).code, Some(0));
    ledger(&folder);
    let mut second = Copy::of(&folder, "新台账.xlsx");
    second.set(0, "状态", "已完成");
    second.set(0, "佐证材料", "照片");
    second.write(&folder, "二.xlsx");
    assert_eq!(import(&folder, &["二.xlsx"]).code, Some(0));
    // Repeat a value of the first copy in a file that does not say which copy it is.
    first.sheets.retain(|(name, _)| name == "台账");
    first.set(1, "状态", "推进中");
    first.write(&folder, "旧.xlsx");
    let told = import(&folder, &["旧.xlsx"]);
    assert_eq!(told.code, Some(1), "{}", told.stdout);
    assert!(told.stdout.contains("was replaced by `已完成` since"), "{}", told.stdout);
    let new = ledger(&folder);
    let status = |n: usize| new[&format!("建设县数据局平台第{n}号")]["状态"].clone();
    assert_eq!([status(1), status(2)], ["已完成", "推进中"]);
    // Compared with the issued copy it is a change, and two changes are a conflict.
    let told = import(&folder, &["旧.xlsx", "--base", "台账.xlsx", "--dry-run"]);
    assert!(told.stdout.contains("conflict: 状态 of `1建设县数据局平台第1号`"), "{}", told.stdout);
}
