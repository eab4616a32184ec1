//! `zeren diff`: what it reports on two versions, and that it reports nothing if they are the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::io::RdfFormat;
use oxigraph::model::Quad;
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{Run, run_with};
use crate::gold::root;
use crate::support::parse;

const PLAN: &str = "\
滑县人民政府关于印发《滑县数据工作方案》的通知

滑政发〔2024〕3号

各乡镇人民政府：
现将《滑县数据工作方案》印发给你们，请认真贯彻执行。

滑县人民政府
2024年5月6日

滑县数据工作方案
为做好数据工作，制定本方案。
一、重点任务
（一）建立共享目录。2024年年底前建成目录，覆盖率达到90%。（牵头单位：县数据局；配合单位：县财政局、县司法局）
（二）保障数据安全。落实《中华人民共和国数据安全法》，定期开展检查。（责任单位：县公安局）
（三）培养专业人才。组织业务培训，引进急需人才。（责任单位：县人力资源社会保障局、县司法局）
二、保障措施
（四）加强经费保障。把所需经费列入预算。（责任单位：县财政局）
（五）加强督促检查。每半年通报一次进展。（责任单位：县政府办公室）
";

fn diff(folder: &Path, args: &[&str]) -> Run {
    // Changes are in Chinese unless a test says otherwise.
    let lang: &[&str] = if args.contains(&"--lang") { &[] } else { &["--lang", "zh"] };
    run_with(folder, &[&["diff"], args, lang].concat(), b"")
}

/// Returns a folder with the plan and another version of it.
fn versions(other: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.txt"), PLAN).expect("a file");
    fs::write(folder.path().join("b.txt"), other).expect("a file");
    folder
}

/// Returns all changes to the plan, one a line: what changed, how, old, new.
#[track_caller]
fn changes(other: &str) -> Vec<String> {
    let told = diff(versions(other).path(), &["a.txt", "b.txt", "--format", "json"]);
    let told: Value = serde_json::from_str(&told.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", told.stderr));
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、")
        }
        _ => String::new(),
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut lines = Vec::new();
    for one in list(&told["renamed_units"]) {
        lines.push(format!("unit {}→{} {}", text(&one["old"]), text(&one["new"]), one["n"]));
    }
    for work in list(&told["documents"]) {
        for one in list(&work["letterhead"]) {
            lines.push(format!(
                "{} {}→{}",
                text(&one["part"]),
                text(&one["old"]),
                text(&one["new"])
            ));
        }
        for item in list(&work["items"]) {
            let [old, new] = ["old", "new"].map(|side| {
                format!("{}{}", text(&item[side]["number"]), text(&item[side]["title"]))
            });
            if item["change"] != "changed" {
                lines.push(format!(
                    "{} {} {}",
                    text(&item["change"]),
                    text(&item["what"]),
                    if new.is_empty() { old } else { new }
                ));
                continue;
            }
            for one in list(&item["changes"]) {
                let what = format!("{}{}", text(&item["new"]["number"]), text(&one["change"]));
                lines.push(match one["change"].as_str() {
                    Some("moved" | "reworded") => {
                        format!("{what} {}→{}", text(&one["old"]), text(&one["new"]))
                    }
                    _ => format!(
                        "{what} {} -{} +{}",
                        text(&one["role"]),
                        text(&one["dropped"]),
                        text(&one["added"])
                    ),
                });
            }
        }
    }
    lines
}

#[test]
fn each_kind_of_change_is_told_and_nothing_else() {
    let is = |old: &str, new: &str, expected: &[&str]| {
        assert!(PLAN.contains(old), "{old}");
        assert_eq!(changes(&PLAN.replacen(old, new, 1)), expected, "{old} → {new}");
    };
    is(
        "定期开展检查",
        "每月开展检查",
        &[
            "（二）reworded 保障数据安全。落实《中华人民共和国数据安全法》，定期开展检查。→保障数据安全。落实《中华人民共和国数据安全法》，每月开展检查。",
            "（二）time  - +每月",
        ],
    );
    is("、县司法局）\n（二）", "）\n（二）", &["（一）assigned support -县司法局 +"]);
    is("牵头单位：县数据局", "牵头单位：县大数据中心", &["unit 县数据局→县大数据中心 1"]);
    is(
        "县人力资源社会保障局、县司法局",
        "县人力资源社会保障局、县财政局",
        &["（三）assigned responsible -县司法局 +县财政局"],
    );
    is(
        "2024年年底前建成",
        "2025年6月底前建成",
        &[
            "（一）reworded 建立共享目录。2024年年底前建成目录，覆盖率达到90%。→建立共享目录。2025年6月底前建成目录，覆盖率达到90%。",
            "（一）time  -2024年年底前 +2025年6月底前",
        ],
    );
    is(
        "90%",
        "95%",
        &[
            "（一）reworded 建立共享目录。2024年年底前建成目录，覆盖率达到90%。→建立共享目录。2024年年底前建成目录，覆盖率达到95%。",
            "（一）target  -覆盖率达到90% +覆盖率达到95%",
        ],
    );
    is(
        "数据安全法",
        "网络安全法",
        &[
            "（二）reworded 保障数据安全。落实《中华人民共和国数据安全法》，定期开展检查。→保障数据安全。落实《中华人民共和国网络安全法》，定期开展检查。",
            "（二）citation  -《中华人民共和国数据安全法》 +《中华人民共和国网络安全法》",
        ],
    );
    is(
        "为做好数据工作",
        "为切实做好数据工作",
        &["reworded 为做好数据工作，制定本方案。→为切实做好数据工作，制定本方案。"],
    );
    is(
        "（五）加强督促检查。每半年通报一次进展。（责任单位：县政府办公室）\n",
        "",
        &["dropped task （五）加强督促检查"],
    );
    is("二、保障措施", "二、组织保障", &["二reworded 保障措施→组织保障"]);
    is("2024年5月6日", "2024年5月7日", &["date 2024-05-06→2024-05-07"]);
    is("滑政发〔2024〕3号", "滑政发〔2024〕4号", &["number 滑政发〔2024〕3号→滑政发〔2024〕4号"]);
}

#[test]
fn a_task_between_others_is_added_and_the_rest_is_not_moved() {
    let other = PLAN
        .replace("（五）", "（六）")
        .replace("（四）", "（五）")
        .replace("（三）", "（四）")
        .replace("（二）保障", "（三）保障")
        .replace(
            "（三）保障",
            "（二）开放数据。编制开放清单并向社会公布。（责任单位：县数据局）\n（三）保障",
        );
    assert_eq!(changes(&other), ["added task （二）开放数据"]);
}

#[test]
fn what_stands_elsewhere_is_moved() {
    let lines: Vec<&str> = PLAN.lines().collect();
    let at = |mark: &str| {
        lines.iter().position(|line| line.starts_with(mark)).expect("the line is there")
    };
    let mut other = lines.clone();
    let line = other.remove(at("（二）"));
    other.insert(at("（五）"), line);
    let other = other.join("\n").replace("（二）保障", "（五）保障").replacen(
        "（五）加强督促",
        "（六）加强督促",
        1,
    );
    assert_eq!(changes(&other), ["（五）moved 重点任务→保障措施"]);
}

#[test]
fn a_renamed_unit_is_told_once() {
    let renamed = PLAN.replace("县司法局", "县法制局");
    assert_eq!(changes(&renamed), ["unit 县司法局→县法制局 2"]);
    let told = diff(versions(&renamed).path(), &["a.txt", "b.txt"]);
    assert_eq!(
        (told.code, told.stdout.as_str()),
        (Some(1), "--- a.txt\n+++ b.txt\n~ 单位 县司法局 → 县法制局（2 处）\n")
    );
    for (seed, old, new) in [
        ("000_d49997596b33ad0c.txt", "县司法局", "县法制局"),
        ("001_8533c05fc9345b12.txt", "县财政局", "县公共财务局"),
        ("003_d419610ad13389f4.txt", "市财政局", "市公共财务局"),
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let seed = root().join("seeds").join(seed);
        let text = fs::read_to_string(&seed).expect("a seed").replace(old, new);
        fs::write(folder.path().join("b.txt"), text).expect("a file");
        let told = diff(folder.path(), &[seed.to_str().expect("UTF-8"), "b.txt"]).stdout;
        let rest: Vec<_> = told.lines().skip(2).collect();
        assert!(
            matches!(rest.as_slice(), [line] if line.starts_with(&format!("~ 单位 {old} → {new}（"))),
            "{told}"
        );
    }
}

fn seeds() -> Vec<PathBuf> {
    let entries = root().join("seeds").read_dir().expect("the seeds are there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    paths
}

#[track_caller]
fn is_same(folder: &Path, a: &str, b: &str) {
    let told = diff(folder, &[a, b]);
    assert_eq!(
        (told.code, told.stdout.as_str()),
        (Some(0), "两者内容相同\n"),
        "{a} {b}: {}",
        told.stderr
    );
}

#[test]
fn a_document_is_itself_in_every_form() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (n, seed) in seeds().iter().enumerate() {
        let seed = seed.to_str().expect("UTF-8");
        is_same(folder.path(), seed, seed);
        // The syntax does not depend on the document, so each seed uses another one.
        let syntaxes = [
            ("nquads", "a.nq"),
            ("turtle", "a.ttl"),
            ("jsonld", "a.jsonld"),
            ("rdfxml", "a.rdf"),
            ("trig", "a.trig"),
        ];
        for (format, name) in syntaxes.into_iter().skip(n).take(1) {
            run_with(folder.path(), &["extract", seed, "--format", format, "-o", name], b"");
            is_same(folder.path(), seed, name);
        }
        // Other punctuation widths, line ends, and white space between characters.
        let text =
            fs::read_to_string(seed).expect("a seed").replace('，', ", ").replace('\n', "\r\n");
        fs::write(folder.path().join("b.txt"), text).expect("a file");
        is_same(folder.path(), seed, "b.txt");
    }
    for name in [
        "02_gbf2018-129_consumption-poverty",
        "03_gbf2018-117_incentives",
        "05_gbf2018-128_zero-waste",
    ] {
        is_same(&root().join("tests/corpus"), &format!("{name}.html"), &format!("{name}.txt"));
    }
    #[cfg(feature = "pdf")]
    is_same(&root().join("tests/fixtures/read"), "plan.pdf", "plan.txt");
}

#[cfg(feature = "rocksdb")]
#[test]
fn stores_are_compared_with_each_other_and_with_documents() {
    let folder = versions(&PLAN.replace("（牵头单位：县数据局", "（牵头单位：县财政局"));
    let path = folder.path();
    for (file, store) in [("a.txt", "a"), ("a.txt", "c"), ("b.txt", "b")] {
        assert_eq!(run_with(path, &["build", file, "-l", store], b"").code, Some(0));
    }
    is_same(path, "a", "c");
    is_same(path, "a", "a.txt");
    let [stores, files] = [["a", "b"], ["a.txt", "b.txt"]].map(|pair| diff(path, &pair));
    assert_eq!(stores.code, Some(1));
    let rest = |run: &Run| run.stdout.lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(rest(&stores), rest(&files));
}

#[test]
fn what_cannot_be_read_cannot_be_compared() {
    let folder = versions(PLAN);
    fs::write(folder.path().join("bad.ttl"), "<a> <b> .").expect("a file");
    fs::write(folder.path().join("blank.ttl"), "[] <http://example.org/p> 1 .").expect("a file");
    for (args, error) in [
        (&["a.txt", "missing.txt"][..], "error: cannot read `missing.txt`: no such file or folder"),
        (&["a.txt", "bad.ttl"], "error: cannot read `bad.ttl`: "),
        (
            &["a.txt", "blank.ttl", "--format", "patch"],
            "error: cannot write a patch: the RDF has blank nodes",
        ),
    ] {
        let told = diff(folder.path(), &[args, &["--lang", "en"]].concat());
        assert_eq!(told.code, Some(2), "{args:?}");
        assert!(told.stderr.starts_with(error), "{}", told.stderr);
        assert!(told.stderr.contains("\nhint: "), "{}", told.stderr);
    }
}

#[test]
fn what_cannot_be_read_of_a_folder_is_told_and_the_rest_compared() {
    let folder = versions(PLAN);
    let path = folder.path();
    for side in ["one", "two"] {
        fs::create_dir(path.join(side)).expect("a folder");
        fs::copy(path.join("a.txt"), path.join(side).join("a.txt")).expect("a file");
    }
    assert_eq!(diff(path, &["one", "two"]).code, Some(0));
    fs::write(path.join("two/b.png"), b"\x89PNG\r\n\x1a\n\0").expect("a file");
    let told = diff(path, &["one", "two", "--lang", "en"]);
    assert_eq!((told.code, told.stdout.is_empty()), (Some(2), false));
    assert!(
        told.stderr.starts_with("error: cannot read `two/b.png`: a PNG picture\nhint: "),
        "{}",
        told.stderr
    );
    fs::remove_file(path.join("two/a.txt")).expect("it is there");
    let told = diff(path, &["one", "two"]);
    assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""));
}

/// Returns the quads of a document.
fn quads(folder: &Path, file: &str) -> BTreeSet<String> {
    let told = run_with(folder, &["extract", file, "--format", "nquads"], b"");
    parse(told.stdout.as_bytes(), RdfFormat::NQuads).iter().map(Quad::to_string).collect()
}

#[test]
fn a_patch_turns_one_graph_into_the_other() {
    let folder = versions(&PLAN.replace("县司法局", "县法制局").replace("90%", "95%"));
    let told = diff(folder.path(), &["a.txt", "b.txt", "--format", "patch"]);
    assert_eq!(told.code, Some(1));
    assert_eq!(told.stdout, diff(folder.path(), &["a.txt", "b.txt", "--format", "patch"]).stdout);
    let lines: Vec<&str> = told.stdout.lines().collect();
    let [header, begin, rows @ .., end] = lines.as_slice() else { panic!("{}", told.stdout) };
    assert!(header.starts_with("H id <uuid:") && header.ends_with("> ."), "{header}");
    assert_eq!((*begin, *end), ("TX .", "TC ."));
    let mut patched = quads(folder.path(), "a.txt");
    for row in rows {
        let (operation, quad) = row.split_once(' ').expect("an operation");
        let quad = parse(quad.as_bytes(), RdfFormat::NQuads).remove(0).to_string();
        match operation {
            "D" => assert!(patched.remove(&quad), "{quad}"),
            "A" => assert!(patched.insert(quad), "{row}"),
            _ => panic!("{row}"),
        }
    }
    assert_eq!(patched, quads(folder.path(), "b.txt"));
    let same = diff(folder.path(), &["a.txt", "a.txt", "--format", "patch"]);
    assert_eq!((same.code, same.stdout.lines().count()), (Some(0), 3));
}

/// The plans of two places for the same year, which share all but one of their tasks; reviewed by
/// hand.
#[test]
fn plans_of_two_places_can_be_read_side_by_side() {
    let told =
        diff(&root().join("seeds"), &["000_d49997596b33ad0c.txt", "002_54afff751009f808.txt"]);
    assert_eq!(told.code, Some(1));
    for line in [
        "  共有任务 34 项：改写 30，移动 0，责任变化 0；新增 1，删除 0\n",
        "  责任分工：前者 152 条，后者 0 条，不逐项比较\n",
        "  + 任务 （七）完善立法工作机制\n",
        "      引用 + 《驻马店市优化营商环境条例》\n",
        "  ~ （八）加强行政规范性文件制定监督管理 ← （七）\n",
        "      改写 健全社会矛盾纠纷行政预防调处化解体系，[-不断-]{+持续+}促进社会公平正义\n",
    ] {
        assert!(told.stdout.contains(line), "{line}{}", told.stdout);
    }
    let back = diff(
        &root().join("seeds"),
        &["002_54afff751009f808.txt", "000_d49997596b33ad0c.txt", "--lang", "en"],
    );
    assert!(
        back.stdout.contains(
            "34 tasks in both: 30 reworded, 0 moved, 0 with other assignments; 0 added, 1 dropped"
        ),
        "{}",
        back.stdout
    );
}

/// Thousands of very similar tasks take no longer than others.
#[test]
fn long_and_monotonous_documents_are_compared() {
    let plan = |word: &str| {
        let task = |n: usize| {
            format!("{n}.加强工作{word}。认真组织{n}次培训，{word}。（责任单位：县司法局）\n")
        };
        format!("{PLAN}三、其他任务\n{}", (1..900).map(task).collect::<String>())
    };
    let folder = versions(&plan("按时完成"));
    fs::write(folder.path().join("a.txt"), plan("如期做好")).expect("a file");
    let told = diff(folder.path(), &["a.txt", "b.txt"]);
    assert_eq!(told.code, Some(1), "{}", told.stderr);
    assert!(
        told.stdout.contains("共有任务 904 项：改写 899"),
        "{}",
        told.stdout.lines().take(9).collect::<String>()
    );
}
