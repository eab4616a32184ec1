//! `zeren check`: its findings, output formats, and exit codes.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;
use zeren::lint::{Context, Draft, checks, lint};
use zeren::read::{Source, read_path};

use crate::cli::{Run, run_with};
use crate::gold::root;

/// A plan with a gap in its numbers, an obscure name, a past deadline and an expired law.
const PLAN: &str = "\
滑县人民政府关于印发《滑县数据工作方案》的通知
各乡镇人民政府：
请认真贯彻执行。
滑县人民政府
2024年5月6日

滑县数据工作方案
一、重点任务
（一）建立目录。2023年年底前建成目录。（牵头单位：县数据局；配合单位：县财政局等）
（三）规范登记。执行《公司登记管理条例》。（牵头单位：县市场监管局；配合单位：县财政局）
";

fn folder(name: &str, text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join(name), text).expect("a file");
    folder
}

fn check(folder: &TempDir, args: &[&str]) -> Run {
    // Findings are in Chinese unless a test says otherwise; the last `--lang` counts.
    let lang: &[&str] = if args.contains(&"--lang") { &[] } else { &["--lang", "zh"] };
    run_with(folder.path(), &[&["check"], args, lang].concat(), b"")
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stderr))
}

fn rules(run: &Run) -> Vec<String> {
    let findings = json(run)[0]["findings"].as_array().cloned().expect("findings");
    findings.iter().map(|one| one["rule"].as_str().expect("a rule").to_owned()).collect()
}

/// A plan whose numbers of several places cannot be read is not passed over in silence.
#[test]
fn numbers_that_are_not_read_are_told() {
    let text = "某县应急预案\n1 总则\n1.1 目的\n建立机制。\n1.2 依据\n根据法律。\n1.3 原则\n依法。\n二、体系\n县局负责。\n";
    let folder = folder("a.txt", text);
    let told = json(&check(&folder, &["a.txt", "--format", "json"]));
    let findings = told[0]["findings"].as_array().cloned().expect("findings");
    let jumps = findings.iter().filter(|one| one["rule"] == "number-jump");
    assert!(jumps.map(Value::to_string).any(|one| one.contains("多级序号")), "{told}");
}

#[test]
fn findings_stand_under_their_lines() {
    let folder = folder("a.txt", PLAN);
    let told = check(
        &folder,
        &["a.txt", "--allow", "names-hidden", "--allow", "date-past", "--allow", "law-expired"],
    );
    assert_eq!(told.code, Some(1), "{}", told.stderr);
    insta::assert_snapshot!(told.stdout, @r#"
    警告[number-jump]: “（一）”后面是“（三）”
      --> a.txt:10:1
       |
    10 | （三）规范登记。执行《公司登记管理条例》。（牵头单位：县市场监管局；配合单位：县财政局）
       | ^^^^^^
       |
       = 建议: 按顺序重新编号，或补上缺少的一项

    共检查 1 份文件：错误 0 处，警告 1 处，提示 0 处
    "#);
    let told = check(
        &folder,
        &[
            "a.txt", "--lang", "en", "--allow", "number-jump", "--allow", "date-past", "--allow",
            "law-expired",
        ],
    );
    insta::assert_snapshot!(told.stdout, @r#"
    warning[names-hidden]: `等` hides units behind 县财政局
     --> a.txt:9:42
      |
    9 | （一）建立目录。2023年年底前建成目录。（牵头单位：县数据局；配合单位：县财政局等）
      |                                                                               ^^
      |
      = help: list the units, and delete 等

    1 document checked: 0 errors, 1 warning, 0 notes
    "#);
}

#[test]
fn findings_beyond_the_third_of_a_rule_are_places() {
    let jumps: String =
        [1, 3, 5, 7, 9, 11].iter().map(|n| format!("{n}.加强学习。认真培训。\n")).collect();
    let folder = folder(
        "a.txt",
        &format!("滑县人民政府关于加强学习的通知\n各乡镇人民政府：\n一、重点任务\n{jumps}"),
    );
    let told =
        check(&folder, &["a.txt", "--allow", "region-unknown", "--allow", "task-without-unit"])
            .stdout;
    assert_eq!(told.matches("警告[number-jump]").count(), 3, "{told}");
    assert!(told.contains("[number-jump] 序号不连续，另有 2 处：8:1 9:1\n"), "{told}");
    assert!(told.ends_with("警告 5 处，提示 0 处\n"), "{told}");
    let told = check(&folder, &["a.txt", "--all"]).stdout;
    assert_eq!(told.matches("警告[number-jump]").count(), 5, "{told}");
}

#[test]
fn the_exit_code_follows_the_worst_finding() {
    let folder = folder("a.txt", PLAN);
    for (args, code) in [
        (&["a.txt"][..], 1),
        (&["a.txt", "--fail-on", "error"], 0),
        (&["a.txt", "--fail-on", "never"], 0),
        (&["a.txt", "--fail-on", "note"], 1),
        (&["missing.txt"], 2),
        (&["a.txt", "missing.txt", "--fail-on", "never"], 2),
        (&["a.txt", "--allow", "lead-mising"], 2),
        (&["--rules"], 0),
    ] {
        assert_eq!(check(&folder, args).code, Some(code), "{args:?}");
    }
    let partly = check(&folder, &["missing.txt", "a.txt"]);
    assert!(partly.stderr.starts_with("错误：无法读取「missing.txt」"), "{}", partly.stderr);
    assert!(partly.stdout.contains("警告[number-jump]"), "{}", partly.stdout);
    let unknown = check(&folder, &["a.txt", "--allow", "lead-mising"]);
    assert!(unknown.stderr.contains("提示：是不是 `lead-missing`？"), "{}", unknown.stderr);
}

#[test]
fn rules_are_listed_and_can_be_allowed() {
    let folder = folder("a.txt", PLAN);
    let all = rules(&check(&folder, &["a.txt", "--format", "json"]));
    assert_eq!(all, ["date-past", "names-hidden", "number-jump", "law-expired"]);
    let told = check(
        &folder,
        &["a.txt", "--format", "json", "--allow", "number-jump", "--allow", "date-past"],
    );
    assert_eq!(rules(&told), ["names-hidden", "law-expired"]);
    let listed = check(&folder, &["--rules", "--lang", "en"]).stdout;
    assert_eq!(listed.lines().count(), checks().count());
    assert!(all.iter().all(|rule| listed.contains(rule.as_str())));
}

#[test]
fn dates_are_held_against_the_day_that_is_given() {
    let folder = folder("a.txt", PLAN);
    let past = |day: &str| {
        rules(&check(&folder, &["a.txt", "--format", "json", day]))
            .contains(&"date-past".to_owned())
    };
    assert!(past("--today=2024-05-06") && past("--today") && !past("--today=2023-12-31"));
    assert_eq!(check(&folder, &["a.txt", "--today=2024-02-30"]).code, Some(2));
}

#[test]
fn json_tells_the_place_and_the_words() {
    let told = json(&check(&folder("a.txt", PLAN), &["a.txt", "--format", "json"]));
    let chars: Vec<char> = PLAN.chars().collect();
    for one in told[0]["findings"].as_array().expect("findings") {
        let number =
            |key: &str| usize::try_from(one[key].as_u64().expect("a number")).expect("a small one");
        let quote: String = chars[number("start")..number("end")].iter().collect();
        assert_eq!(one["quote"], quote.as_str());
        let line = PLAN.lines().nth(number("line") - 1).expect("a line");
        let in_line: String =
            line.chars().skip(number("column") - 1).take(quote.chars().count()).collect();
        assert_eq!(in_line, quote);
        assert!(
            ["zh", "en"]
                .iter()
                .all(|lang| one["message"][lang].is_string() && one["advice"][lang].is_string())
        );
    }
}

#[test]
fn titles_are_held_against_the_documents_of_the_same_run() {
    let folder = folder("a.txt", PLAN);
    fs::write(folder.path().join("a.txt"), PLAN.replace("各乡镇", "滑政发〔2024〕3号\n各乡镇"))
        .expect("a file");
    let citing = "乙镇人民政府关于加强工作的通知\n各村：\n一、重点任务\n（一）加强学习。落实《滑县财政工作方案》（滑政发〔2024〕3号）。\n";
    fs::write(folder.path().join("b.txt"), citing).expect("a file");
    let alone = check(&folder, &["b.txt", "--format", "json"]);
    assert!(!rules(&alone).contains(&"title-differs".to_owned()));
    let both = check(&folder, &["b.txt", "a.txt", "--format", "json"]);
    assert!(rules(&both).contains(&"title-differs".to_owned()));
}

/// What the schema of SARIF 2.1.0 requires of each object: required keys, then other allowed ones
/// that are used.
const SCHEMA: &[(&str, &[&str], &[&str])] = &[
    ("", &["version", "runs"], &["$schema"]),
    ("/runs/*", &["tool"], &["language", "columnKind", "artifacts", "results"]),
    ("/runs/*/tool", &["driver"], &[]),
    ("/runs/*/tool/driver", &["name"], &["version", "informationUri", "rules"]),
    ("/runs/*/tool/driver/rules/*", &["id"], &["shortDescription", "help", "defaultConfiguration"]),
    ("/runs/*/tool/driver/rules/*/shortDescription", &["text"], &[]),
    ("/runs/*/tool/driver/rules/*/help", &["text"], &[]),
    ("/runs/*/tool/driver/rules/*/defaultConfiguration", &[], &["level"]),
    ("/runs/*/artifacts/*", &[], &["location", "hashes"]),
    ("/runs/*/artifacts/*/location", &[], &["uri"]),
    ("/runs/*/artifacts/*/hashes", &[], &["sha-256"]),
    ("/runs/*/results/*", &["message"], &["ruleId", "ruleIndex", "level", "locations"]),
    ("/runs/*/results/*/message", &["text"], &[]),
    ("/runs/*/results/*/locations/*", &[], &["physicalLocation"]),
    ("/runs/*/results/*/locations/*/physicalLocation", &["artifactLocation"], &["region"]),
    ("/runs/*/results/*/locations/*/physicalLocation/artifactLocation", &[], &["uri", "index"]),
    (
        "/runs/*/results/*/locations/*/physicalLocation/region",
        &[],
        &[
            "startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength",
            "snippet",
        ],
    ),
    ("/runs/*/results/*/locations/*/physicalLocation/region/snippet", &[], &["text"]),
];

fn conforms(path: &str, value: &Value) {
    match value {
        Value::Object(object) => {
            let (_, required, allowed) = SCHEMA
                .iter()
                .find(|(known, _, _)| *known == path)
                .unwrap_or_else(|| panic!("no object at {path}"));
            assert!(required.iter().all(|key| object.contains_key(*key)), "{path}: {object:?}");
            for (key, value) in object {
                assert!(
                    required.contains(&key.as_str()) || allowed.contains(&key.as_str()),
                    "{path}/{key}"
                );
                conforms(&format!("{path}/{key}"), value);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| conforms(&format!("{path}/*"), item)),
        _ => {}
    }
}

#[test]
fn sarif_has_what_its_schema_requires() {
    let folder = folder("方案 一.txt", PLAN);
    let told = check(&folder, &["方案 一.txt", "--format", "sarif"]);
    let log = json(&told);
    conforms("", &log);
    assert_eq!(
        (&log["version"], &log["runs"][0]["columnKind"]),
        (&Value::from("2.1.0"), &Value::from("unicodeCodePoints"))
    );
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 4);
    for result in results {
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small one");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().expect("a level")));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "%E6%96%B9%E6%A1%88%20%E4%B8%80.txt");
        let region = &place["region"];
        assert!(
            region["startLine"].as_u64() >= Some(1)
                && region["endColumn"].as_u64() > region["startColumn"].as_u64()
        );
        let from = usize::try_from(region["charOffset"].as_u64().expect("an offset"))
            .expect("a small one");
        assert!(
            PLAN.chars()
                .skip(from)
                .collect::<String>()
                .starts_with(region["snippet"]["text"].as_str().expect("text"))
        );
    }
}

fn drafts() -> Vec<(String, Draft)> {
    let mut paths: Vec<_> = ["seeds", "tests/corpus"]
        .iter()
        .flat_map(|folder| root().join(folder).read_dir().expect("the folder is there"))
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    paths.sort();
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), Draft::read(read_path(path).expect("a text")))).collect()
}

/// Checks the findings in published documents against findings reviewed by hand: right ones, and
/// not too many.
#[test]
fn real_documents_have_the_findings_that_a_clerk_would_make() {
    let mut told = String::new();
    for (name, draft) in drafts() {
        for one in lint(&draft, &Context::default()) {
            let place = zeren::span::Positions::new(&draft.source.text).of(one.span.start);
            told += &format!(
                "{name}\t{}\t{}\t{}:{}\t{}\n",
                one.level.word(),
                one.check.id,
                place.line,
                place.column,
                one.message.zh
            );
        }
    }
    let path = root().join("tests/fixtures/check/real.tsv");
    if std::env::var_os("ZEREN_UPDATE").is_some() {
        fs::write(&path, &told).expect("the table can be written");
    }
    let expected = fs::read_to_string(&path).expect("a table");
    let differ = told.lines().filter(|line| !expected.lines().any(|other| other == *line));
    let gone = expected.lines().filter(|line| !told.lines().any(|other| other == *line));
    let [new, gone]: [Vec<_>; 2] = [differ.collect(), gone.collect()];
    assert!(told == expected, "new: {new:#?}\ngone: {gone:#?}");
}

#[test]
fn damaged_documents_do_no_harm() {
    for (_, draft) in drafts() {
        let chars: Vec<char> = draft.source.text.chars().take(12_000).collect();
        for (from, to) in [
            (0, chars.len() / 3),
            (chars.len() / 7, chars.len() / 2),
            (chars.len() / 2, chars.len()),
        ] {
            let cut: String =
                chars[from..to].iter().filter(|c| !matches!(c, '）' | '》' | '。')).collect();
            let draft = Draft::read(Source {
                name: String::new(),
                text: cut,
                hash: String::new(),
                format: "text/plain",
                notes: Vec::new(),
            });
            for one in lint(&draft, &Context::default()) {
                assert!(
                    draft.source.text.get(one.span.start..one.span.end).is_some(),
                    "{}",
                    one.check.id
                );
            }
        }
    }
}
