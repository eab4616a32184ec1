//! Corrections by people: every kind; that they override the rules, survive rebuilding, are
//! attributed, and are reported when they no longer apply.

use std::fs;
use std::path::Path;
use std::process::Command;

use oxigraph::model::NamedNodeRef;
use zeren::Source;
use zeren::correct::Corrections;
use zeren::graph::vocab::{prov, zr};
use zeren::model::{Agent, Correction, Facts, Role};

/// A notice that lost its number and date, with a plan in which 县检察院 is misspelt and （三） has
/// lost its number.
const NOTICE: &str = "\
滑县人民政府关于印发《滑县数据工作方案》的通知

各乡镇人民政府，县政府各部门：
现将《滑县数据工作方案》印发给你们，请认真贯彻执行。

滑县人民政府

滑县数据工作方案
一、总体要求
（一）建立共享目录。2024年年底前建成目录，由县司法局负责审查。（牵头单位：县数据局；配合单位：县财政局、县市检察）
（二）保障数据安全。每年检查一次。加强队伍建设。每半年培训一次。（责任单位：县公安局、县大数据局）
";

const NAME: &str = "a.txt";

fn source() -> Source {
    Source {
        name: NAME.to_owned(),
        text: NOTICE.to_owned(),
        hash: "0123456789abcdef".repeat(4),
        format: "text/plain",
        notes: Vec::new(),
    }
}

fn corrected(corrections: &str) -> Facts {
    let source = source();
    let mut facts = zeren::extract_facts(&source);
    let corrections = Corrections::parse(corrections).expect("the corrections can be read");
    zeren::correct(&mut facts, &source, &corrections);
    facts
}

/// Returns role, name as written, full name and quote of each assignment of a task.
fn assignments(facts: &Facts, task: &str) -> Vec<String> {
    let task = facts.tasks.iter().find(|one| one.id == task).expect("the task is there");
    let tell = |agent| match agent {
        Agent::Unit(n) => {
            let unit: &zeren::model::Unit = &facts.units[n];
            format!("{} {}", unit.surface, unit.canonical)
        }
        Agent::Person(n) => format!("{} {}", facts.persons[n].name, facts.persons[n].post),
    };
    let told = task.assignments.iter();
    told.map(|one| format!("{} {} {}", one.role, tell(one.agent), one.evidence.span.of(NOTICE)))
        .collect()
}

#[track_caller]
fn applied(facts: &Facts) -> &Correction {
    let last = facts.corrections.last().expect("the correction speaks of the document");
    assert!(last.outcome.is_ok(), "{last:?}");
    last
}

/// Checks that a correction does not apply, changes nothing, and becomes a doubt.
#[track_caller]
fn refused(corrections: &str, reason: &str) {
    let (before, mut facts) = (zeren::extract_facts(&source()), corrected(corrections));
    let told = facts
        .corrections
        .drain(..)
        .next_back()
        .expect("the correction speaks of the document")
        .outcome;
    assert!(told.as_ref().is_err_and(|told| told.to_string().contains(reason)), "{told:?}");
    let doubt = facts.diagnostics.pop().expect("a doubt");
    assert!(
        doubt.code == zeren::correct::UNUSED && doubt.message.to_string().contains(reason),
        "{doubt:?}"
    );
    assert_eq!(facts, before);
}

#[test]
fn a_renamed_unit_keeps_its_words_as_evidence() {
    let facts =
        corrected("[[rename]]\ndocument = 'a.txt'\nsurface = '县市检察'\nname = '县检察院'\n");
    applied(&facts);
    assert_eq!(assignments(&facts, "d2/一/（一）")[2], "support 县检察院 滑县人民检察院 县市检察");
    assert!(facts.units.iter().all(|unit| unit.surface != "县市检察"));
    let full = "[[rename]]\nsurface = '县市检察'\nname = '县检察院'\ncanonical = '滑县检察机关'\ntype = '检察机关'\n";
    let facts = corrected(full);
    assert_eq!(assignments(&facts, "d2/一/（一）")[2], "support 县检察院 滑县检察机关 县市检察");
    let facts = corrected("[[rename]]\nsurface = '县市检察'\nname = '县财政局'\n");
    let of_finance = facts.units.iter().filter(|unit| unit.surface == "县财政局").count();
    let n_agents = facts.tasks[0]
        .assignments
        .iter()
        .map(|one| one.agent)
        .filter(|one| *one == facts.tasks[0].assignments[2].agent);
    assert_eq!((of_finance, n_agents.count()), (1, 2));
    refused(
        "[[rename]]\ndocument = 'a.txt'\nsurface = '县气象局'\nname = '乙'\n",
        "no unit is written `县气象局`",
    );
    refused(
        "[[rename]]\ndocument = 'a.txt'\nsurface = '县公安局'\nname = '县公安局'\n",
        "the rules read it that way already",
    );
}

#[test]
fn merged_names_are_one_unit_as_each_is_written() {
    let facts = corrected("[[merge]]\nsurfaces = ['县大数据局', '县不在局']\nname = '县数据局'\n");
    applied(&facts);
    let [here, there] = ["d2/一/（一）", "d2/一/（二）"].map(|task| assignments(&facts, task));
    assert_eq!(here[0], "lead 县数据局 滑县数据局 县数据局");
    assert_eq!(there[1], "responsible 县大数据局 滑县数据局 县大数据局");
    refused(
        "[[merge]]\ndocument = 'a.txt'\nsurfaces = ['县气象局']\nname = '县数据局'\n",
        "no unit is written `县气象局`",
    );
    refused(
        "[[merge]]\ndocument = 'a.txt'\nsurfaces = ['县数据局']\nname = '县数据局'\n",
        "one unit already",
    );
}

#[test]
fn a_wrong_assignment_goes_and_a_missing_one_comes() {
    let of = "document = '滑县数据工作方案'\ntask = 'd2/一/（二）'\n";
    let facts = corrected(&format!("[[drop]]\n{of}agent = '滑县公安局'\n"));
    applied(&facts);
    assert_eq!(assignments(&facts, "d2/一/（二）").len(), 1);
    assert!(facts.units.iter().all(|unit| unit.surface != "县公安局"));
    refused(
        &format!("[[drop]]\n{of}agent = '县公安局'\nrole = 'lead'\n"),
        "`县公安局` has no such role",
    );
    refused(
        &format!("[[drop]]\n{}agent = '县公安局'\n", of.replace('二', "九")),
        "there is no `d2/一/（九）`",
    );

    let of = of.replace('二', "一");
    let add =
        format!("[[add]]\n{of}role = 'assess'\nagent = '县司法局'\nquote = '由县司法局负责审查'\n");
    let facts = corrected(&add);
    applied(&facts);
    assert!(
        assignments(&facts, "d2/一/（一）")
            .contains(&"assess 县司法局 滑县司法局 由县司法局负责审查".to_owned())
    );
    assert_eq!(
        facts.tasks[0].assignments.last().expect("it is the last").evidence.rule,
        "human-add"
    );
    let facts =
        corrected(&format!("[[add]]\n{of}role = 'leader'\nagent = '王某'\npost = '副县长'\n"));
    let told = assignments(&facts, "d2/一/（一）");
    assert!(
        told.last().is_some_and(|last| last.starts_with("leader 王某 副县长 （一）建立共享目录")),
        "{told:?}"
    );
    refused(
        &format!("[[add]]\n{of}role = 'lead'\nagent = '县数据局'\n"),
        "the rules read it that way already",
    );
    refused(
        &format!("[[add]]\n{of}role = 'lead'\nagent = '乙'\nquote = '县应急局牵头'\n"),
        "is not in `d2/一/（一）`",
    );
}

#[test]
fn lost_numbers_and_dates_are_restored() {
    let facts = corrected(
        "[[restore]]\ndocument = '0123456789'\nnumber = '滑政发〔2024〕3号'\ndate = 2024-05-06\n",
    );
    applied(&facts);
    let document = &facts.documents[0];
    assert_eq!(document.number.as_deref(), Some("滑政发〔2024〕3号"));
    assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2024-05-06"));

    let of = "document = 'a.txt'\ntask = 'd2/一/（二）'\n";
    let facts = corrected(&format!("[[restore]]\n{of}quote = '加强队伍建设'\nnumber = '（三）'\n"));
    applied(&facts);
    let [_, before, task] = &facts.tasks[..] else { panic!("three tasks") };
    assert_eq!((before.title.as_str(), before.body.as_str()), ("保障数据安全", "每年检查一次。"));
    assert_eq!(
        (task.id.as_str(), task.title.as_str(), task.body.as_str()),
        ("d2/一/（三）", "加强队伍建设", "每半年培训一次。")
    );
    assert_eq!((before.assignments.len(), task.assignments.len()), (0, 2));
    let times: Vec<_> =
        facts.times.iter().map(|time| (time.text.as_str(), time.task.as_deref())).collect();
    assert!(
        times.contains(&("每半年", Some("d2/一/（三）")))
            && times.contains(&("每年", Some("d2/一/（二）"))),
        "{times:?}"
    );

    let facts = corrected(&format!("[[restore]]\n{of}number = '（五）'\n"));
    applied(&facts);
    assert_eq!(
        (facts.tasks[1].id.as_str(), facts.tasks[1].number.as_str()),
        ("d2/一/（五）", "（五）")
    );
    assert!(facts.times.iter().any(|time| time.task.as_deref() == Some("d2/一/（五）")));
    refused(&format!("[[restore]]\n{of}number = '（一）'\n"), "`d2/一/（一）` is there already");
    refused(
        &format!("[[restore]]\n{of}number = '（三）'\nquote = '没有的话'\n"),
        "begins with `没有的话`",
    );
}

#[test]
fn one_entry_can_speak_of_what_another_made() {
    let facts = corrected(
        "[[add]]\ndocument = 'a.txt'\ntask = 'd2/一/（三）'\nrole = 'lead'\nagent = '县检察院'\n\
         [[drop]]\ndocument = 'a.txt'\ntask = 'd2/一/（三）'\nagent = '县公安局'\n\
         [[rename]]\nsurface = '县市检察'\nname = '县检察院'\n\
         [[restore]]\ndocument = 'a.txt'\ntask = 'd2/一/（二）'\nquote = '加强队伍建设'\nnumber = '（三）'\n",
    );
    assert!(facts.corrections.iter().all(|one| one.outcome.is_ok()), "{:?}", facts.corrections);
    let told = assignments(&facts, "d2/一/（三）");
    assert!(told.len() == 2 && told[1].starts_with("lead 县检察院 滑县人民检察院 "), "{told:?}");
}

#[test]
fn what_people_set_is_attributed_to_them() {
    let source = source();
    let facts = corrected(
        "by = '张三'\n[[add]]\ndocument = 'a.txt'\ntask = 'd2/一/（一）'\nrole = 'assess'\nagent = '县司法局'\non = 2026-11-20\nreason = '见正文'\n\
         [[rename]]\nby = '李四'\nsurface = '县市检察'\nname = '县检察院'\n",
    );
    let quads = zeren::graph(&source, &facts);
    let with = |predicate: NamedNodeRef<'static>| {
        quads.iter().filter(move |quad| quad.predicate == predicate)
    };
    let by: Vec<_> = with(prov::WAS_ATTRIBUTED_TO)
        .map(|quad| (quad.subject.to_string(), quad.object.to_string()))
        .collect();
    assert!(
        by.len() == 2
            && by[0].0.ends_with("/assess/xiansifaju>")
            && by[0].1.contains("/corrector/zhangsan-"),
        "{by:?}"
    );
    assert!(
        by[1].0.ends_with("/graph/correction/1/mention/1>") && by[1].1.contains("/corrector/lisi-"),
        "{by:?}"
    );
    let activities: Vec<_> =
        quads.iter().filter(|quad| quad.object == zr::CORRECTION.into()).collect();
    assert_eq!(activities.len(), 2);
    for activity in activities {
        assert!(
            with(prov::WAS_GENERATED_BY)
                .any(|quad| quad.object.to_string() == activity.subject.to_string())
        );
    }
    assert_ne!(zeren::graph::run(&source, &facts.corrections), zeren::graph::run(&source, &[]));
    assert!(zeren::rules::rule("human-add").is_some());
    assert_eq!(facts.tasks[0].assignments.last().map(|one| one.role), Some(Role::Assess));
}

/// Runs the program in `folder`; returns exit code, standard output and standard error.
fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_zeren"))
        .env("ZEREN_LANG", "en")
        .args(args)
        .current_dir(folder)
        .output()
        .expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[cfg(feature = "rocksdb")]
#[test]
fn corrections_survive_a_rebuild_and_their_change_is_noticed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    fs::create_dir(path.join("docs")).expect("a folder");
    fs::write(path.join("docs/a.txt"), NOTICE).expect("a file");
    let correct = |text: &str| fs::write(path.join("docs/corrections.toml"), text).expect("a file");
    let ask = |query: &str| run(path, &["query", query, "--format", "csv"]).1;
    let names = "SELECT ?name { ?a eli-dl:participation_role zrr:support ; eli-dl:had_participant_organization/skos:prefLabel ?name } ORDER BY ?name";

    assert_eq!(run(path, &["build", "docs"]).0, Some(0));
    correct(
        "[[rename]]\nsurface = '县市检察'\nname = '县检察院'\n[[restore]]\ndocument = 'a.txt'\nnumber = '滑政发〔2024〕3号'\n",
    );
    let (code, told, _) = run(path, &["build", "docs"]);
    assert!(code == Some(0) && told.contains("    2 corrections\n"), "{told}");
    assert!(
        ask(names).contains("滑县人民检察院") && !ask(names).contains("县市检察"),
        "{}",
        ask(names)
    );
    // The number gives the graph another name, and the old one is gone.
    assert_eq!(ask("SELECT (COUNT(*) AS ?n) { ?task a zr:Task }"), "n\r\n2\r\n");
    for args in [&["build", "docs"][..], &["build", "docs", "--again"]] {
        assert_eq!(run(path, args).0, Some(0));
        assert!(ask(names).contains("滑县人民检察院"));
    }
    assert!(run(path, &["build", "docs"]).1.starts_with("a.txt: unchanged\n    2 corrections\n"));

    correct(
        "[[rename]]\ndocument = '滑县数据工作方案'\nsurface = '县气象局'\nname = '乙'\n\n[[rename]]\nsurface = '县地震局'\nname = '丙'\n",
    );
    for _ in 0..2 {
        let (code, told, noted) = run(path, &["build", "docs"]);
        let warning = "docs/corrections.toml, line 1: does not apply: rename 县气象局 to 乙: no unit is written `县气象局`";
        assert!(code == Some(0) && told.contains(warning), "{told}");
        assert!(
            noted.contains(
                "warning: docs/corrections.toml, line 6: does not apply: it fits no document"
            ),
            "{noted}"
        );
    }
    assert!(!ask(names).contains("滑县人民检察院"));
    assert!(run(path, &["query", "doubts"]).1.contains("县气象局"));
}

#[test]
fn the_file_beside_a_document_wins_and_a_malformed_one_stops_all() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    fs::create_dir(path.join("in")).expect("a folder");
    let write = |name: &str, text: &str| fs::write(path.join(name), text).expect("a file");
    write("a.txt", NOTICE);
    write("in/a.txt", NOTICE);
    let rename = |name: &str| format!("[[rename]]\nsurface = '县市检察'\nname = '{name}'\n");
    write("corrections.toml", &rename("县检察院"));
    let agents = |args: &[&str]| {
        let query = "SELECT DISTINCT ?s { ?a eli-dl:had_participant_organization/skos:prefLabel ?s } ORDER BY ?s";
        let (_, told, noted) = run(path, &[&["query", query, "--format", "csv"], args].concat());
        assert!(!noted.contains("error") && !noted.contains("warning"), "{noted}");
        ["滑县人民检察院", "滑县人民法院", "滑县市检察"].map(|name| told.contains(name))
    };
    assert_eq!(agents(&["--from", "."]), [true, false, false]);
    assert_eq!(agents(&["--from", "in/a.txt"]), [false, false, true]);
    write("in/corrections.toml", &rename("县法院"));
    assert_eq!(agents(&["--from", "in/a.txt"]), [false, true, false]);
    let (_, told, _) = run(path, &["extract", "in/a.txt", "--corrections", "corrections.toml"]);
    assert!(told.contains("县检察院"), "{told}");
    let (code, told, noted) = run(path, &["extract", "in/a.txt"]);
    assert!(code == Some(0) && told.contains("县法院") && noted.is_empty(), "{told}{noted}");

    write("in/corrections.toml", "[[rename]]\nsurface = '县市检察'\n\n[[add]]\nrole = 'boss'\n");
    for args in [&["build", ".", "-l", "store"][..], &["extract", "in/a.txt"]] {
        let (code, told, noted) = run(path, args);
        assert_eq!((code, told.as_str()), (Some(2), ""));
        assert!(
            noted.contains("corrections.toml`: line ") && noted.contains("\nhint: fix that line"),
            "{noted}"
        );
    }
    assert!(!path.join("store").exists());
    let (_, help, _) = run(path, &["build", "--help"]);
    assert!(help.contains("[[restore]]"), "{help}");
}

#[test]
fn of_equal_texts_the_corrected_one_speaks_and_two_corrections_are_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    for name in ["x", "y"] {
        fs::create_dir(path.join(name)).expect("a folder");
        fs::write(path.join(name).join("a.txt"), NOTICE).expect("a file");
    }
    let correct = |name: &str, number: &str| {
        let text = format!("[[restore]]\ndocument = 'a.txt'\nnumber = '{number}'\n");
        fs::write(path.join(name).join("corrections.toml"), text).expect("a file");
    };
    let query = "SELECT DISTINCT ?n { ?d eli:number ?n FILTER(CONTAINS(?n, '〔')) } ORDER BY ?n";
    let numbers = || run(path, &["query", query, "--from", ".", "--format", "csv"]).1;
    let built = || run(path, &["build", ".", "-l", ":memory:"]).1;
    correct("y", "滑政发〔2024〕3号");
    assert_eq!(numbers(), "n\r\n滑政发〔2024〕3号\r\n");
    assert!(built().contains("x/a.txt: copy of y/a.txt; differs in number"), "{}", built());
    correct("x", "滑政发〔2024〕4号");
    assert_eq!(numbers(), "n\r\n滑政发〔2024〕3号\r\n滑政发〔2024〕4号\r\n", "neither is lost");
    correct("x", "滑政发〔2024〕3号");
    assert_eq!(numbers(), "n\r\n滑政发〔2024〕3号\r\n");
}
