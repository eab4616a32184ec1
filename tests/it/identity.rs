//! Documents that share a number, a title, or a notice: each is kept, and doubts say what is odd.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oxigraph::model::{NamedNode, Quad, Term};
use sha2::{Digest as _, Sha256};
use zeren::Source;
use zeren::graph::vocab::{eli, zr};
use zeren::read::Input;
use zeren::sources::{Options, Report, update};
use zeren::store::{Store, Writer};

/// The tasks of a plan, in two wordings.
const FIRST: &str = "一、加强学习培训。认真组织年度法治专题培训，提升执法人员能力水平。（责任单位：县司法局）\n\
二、推进政务公开。落实《优化营商环境条例》，完善投诉举报机制。（责任单位：县行政审批局）\n";
const SECOND: &str = "一、严格财政管理。按季度核对预算执行情况，及时纠正发现的问题。（责任单位：县财政局）\n\
二、改善校园环境。更新教学设施，建立安全检查档案。（责任单位：县教育局）\n";

fn notice(number: &str, plan: &str) -> String {
    format!(
        "滑县人民政府\n关于印发《{plan}》的通知\n{number}\n各乡镇人民政府：\n现将《{plan}》印发给你们，请认真组织实施。\n\
滑县人民政府\n2023年3月1日\n"
    )
}

/// Builds a store from some files, in the order of their names.
fn built(files: &[(&str, String)]) -> (Store, Report) {
    let files: BTreeMap<&str, &String> = files.iter().map(|(name, text)| (*name, text)).collect();
    let read = |input: &Input| {
        let text = files[input.name.as_str()].clone();
        let hash = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Source { name: input.name.clone(), hash, text, format: "text/plain", notes: Vec::new() })
    };
    let input = |name: &&str| Input {
        path: Path::new("/in").join(name),
        member: None,
        name: (*name).to_owned(),
    };
    let mut writer = Writer::memory().expect("memory is there");
    let found = files.keys().map(|name| Ok(input(name))).collect();
    let report = update(&mut writer, found, &Options::new(&read, "2023-06-27T08:00:00Z"))
        .expect("memory works");
    (writer.into_memory().expect("it is in memory"), report)
}

/// Returns the doubts about identity, with their messages.
fn doubts(store: &Store) -> Vec<(String, String)> {
    let quads = store.quads(Some(zeren::graph::CATALOGUE)).expect("memory works");
    let value = |of: &Quad, property| {
        let found =
            quads.iter().find(|quad| quad.subject == of.subject && quad.predicate == property);
        found.map(|quad| match &quad.object {
            Term::Literal(text) => text.value().to_owned(),
            other => other.to_string(),
        })
    };
    let codes = quads.iter().filter(|quad| quad.predicate == zr::CODE);
    codes.filter_map(|quad| Some((value(quad, zr::CODE)?, value(quad, zr::MESSAGE)?))).collect()
}

/// Returns the pairs of notice and annex in all graphs.
fn annexes(store: &Store) -> Vec<(String, NamedNode)> {
    let quads = store.quads(None).expect("memory works");
    let joined = quads.into_iter().filter(|quad| quad.predicate == eli::HAS_ANNEX);
    joined
        .filter_map(|quad| match quad.object {
            Term::NamedNode(annex) => Some((quad.subject.to_string(), annex)),
            _ => None,
        })
        .collect()
}

/// IRIs under which the seeds were published.
const NAMES: &str = include_str!("../fixtures/names.txt");

#[test]
fn names_that_were_published_stay_or_lead_on() {
    let mut known = BTreeSet::new();
    for input in zeren::read::inputs(Path::new("seeds")).into_iter().flatten() {
        let source = zeren::read::read(&input).expect("a seed is readable");
        let quads = zeren::graph(&source, &zeren::extract_facts(&source));
        known.extend(quads.iter().map(|quad| quad.subject.to_string()));
    }
    let names = NAMES.lines().filter(|line| !line.starts_with('#'));
    let lost: Vec<&str> = names
        .filter(|name| !known.contains(&format!("<https://w3id.org/zeren/id/{name}>")))
        .collect();
    assert!(lost.is_empty(), "nothing leads from these any more: {lost:#?}");
}

fn n_texts(store: &Store) -> usize {
    store.texts().expect("memory works").len()
}

#[test]
fn works_of_one_number_and_two_titles_stay_both_with_a_doubt() {
    let number = "滑政〔2023〕5号";
    let (store, report) = built(&[
        (
            "a.txt",
            notice(number, "滑县2023年法治政府建设工作方案")
                + "滑县2023年法治政府建设工作方案\n"
                + FIRST,
        ),
        (
            "b.txt",
            notice(number, "滑县2023年校园安全工作方案") + "滑县2023年校园安全工作方案\n" + SECOND,
        ),
    ]);
    assert_eq!(n_texts(&store), 2);
    let told = doubts(&store);
    assert_eq!(
        told.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(),
        ["number-shared"; 2]
    );
    let named: BTreeSet<_> =
        told.iter().filter_map(|(_, message)| message.split(' ').next()).collect();
    assert_eq!(named, BTreeSet::from(["a.txt", "b.txt"]), "each names the other");
    assert!(
        report
            .lines
            .iter()
            .all(|line| line.notes.iter().any(|note| note.name() == "doubt-same-number"))
    );
}

#[test]
fn works_of_one_number_and_one_title_stay_both_with_a_doubt() {
    let (number, plan) = ("办字〔2023〕2号", "2023年法治政府建设工作方案");
    let (store, _) = built(&[
        ("a.txt", notice(number, plan).replace("滑县", "") + plan + "\n" + FIRST),
        ("b.txt", notice(number, plan).replace("滑县", "") + plan + "\n" + SECOND),
    ]);
    let texts = store.texts().expect("memory works");
    assert_eq!(texts.len(), 2);
    assert!(texts.iter().all(|graph| graph.as_str().contains('~')), "{texts:?}");
    let told = doubts(&store);
    assert_eq!(
        told.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(),
        ["identity-shared"; 2]
    );
}

#[test]
fn an_annex_in_a_file_of_its_own_is_joined_to_its_notice() {
    let (number, plan) = ("滑政〔2023〕5号", "滑县2023年法治政府建设工作方案");
    for repeated in ["", "滑政〔2023〕5号\n"] {
        let (store, _) = built(&[
            ("a.txt", notice(number, plan)),
            ("b.txt", format!("{repeated}{plan}\n{FIRST}")),
        ]);
        assert_eq!(n_texts(&store), 2, "neither takes the place of the other");
        let joined = annexes(&store);
        assert!(
            matches!(&joined[..], [(notice, annex)]
            if notice.contains("-2023-5-") && store.texts().expect("memory works").iter()
                .any(|graph| graph.as_str() == format!("{}/graph", annex.as_str()))),
            "{joined:?}"
        );
        assert_eq!(doubts(&store), [], "an annex may repeat the number of its notice");
    }
}

#[test]
fn an_annex_in_another_wording_than_the_notice_has_is_doubted() {
    let (number, plan) = ("滑政〔2023〕5号", "滑县2023年法治政府建设工作方案");
    let (store, _) = built(&[
        ("a.txt", notice(number, plan) + plan + "\n" + FIRST),
        ("b.txt", format!("{plan}\n{SECOND}")),
    ]);
    assert_eq!(n_texts(&store), 2);
    let told = doubts(&store);
    assert!(
        matches!(&told[..], [(code, message)] if code == "annex-differs" && message.contains("a.txt")),
        "{told:?}"
    );
}
