//! Schemes of assessment against what the annotation of a seed says of its own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use zeren::model::{Assessment, Facts, Provision, ProvisionKind, Relation};
use zeren::query::{Format, question, write};
use zeren::store::{MEMORY, Store};

use crate::graph::seeds;

/// What is found of what the annotation has, of every kind; it only rises.
const RECALL: f64 = 1.0;
/// What is right of what is found.
const PRECISION: f64 = 1.0;

/// Facts of one kind, as texts that can be compared.
type Found = BTreeMap<&'static str, BTreeSet<String>>;

/// A text without white space, and without the word that turns to whom it is about.
fn norm(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    bare.strip_prefix('对').unwrap_or(&bare).to_owned()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(norm).collect()
}

fn whole(value: &Value) -> String {
    value.as_f64().map(|number| number.to_string()).unwrap_or_default()
}

/// What the annotation says.
fn annotated(gold: &Value) -> Found {
    let text = |value: &Value| value.as_str().map(norm).unwrap_or_default();
    let objects = strings(&gold["objects"]);
    let listed = |name: &str| gold[name].as_array().cloned().unwrap_or_default();
    let effects =
        |name| listed(name).iter().map(|one| [text(&one["condition"]), text(&one["measure"])].join("|")).collect();
    let days = |name: &str| format!("P{}D", whole(&gold[name]));
    let adjustments = |conditions: &str, max: &str| {
        strings(&gold[conditions]).iter().map(|one| [one.as_str(), &whole(&gold[max])].join("|")).collect()
    };
    let n_ranked = |n: usize| listed("ranked_objects").iter().any(|one| one.as_u64() == Some(n as u64));
    let group = |n: usize| {
        let has = |one: &&Value| {
            one["objects"].as_array().is_some_and(|all| all.iter().any(|one| one.as_u64() == Some(n as u64)))
        };
        listed("object_groups").iter().find(has).map(|one| text(&one["name"])).unwrap_or_default()
    };
    let told =
        strings(&gold["recipients_of_results"]).into_iter().chain(strings(&gold["recipients_for_stationed_units"]));
    let content = listed("content")
        .iter()
        .map(|one| {
            let part = text(&one["part"]);
            format!("{}|{}|{part}|{}|{}", text(&one["path"]), text(&one["title"]), one["compulsory"], one["items"])
        })
        .collect();
    let parts = listed("score_parts")
        .iter()
        .map(|one| format!("{}|{}", text(&one["name"]), strings(&one["methods"]).join("、")))
        .collect();
    Found::from([
        ("frequency", BTreeSet::from([text(&gold["frequency"]), text(&gold["daily_evaluation_frequency"])])),
        ("scale", BTreeSet::from([whole(&gold["full_marks"])])),
        ("mode", BTreeSet::from([text(&gold["mode"])])),
        (
            "object",
            objects.iter().enumerate().map(|(n, one)| format!("{one}|{}|{}", group(n + 1), n_ranked(n + 1))).collect(),
        ),
        ("content", content),
        ("method", strings(&gold["methods"]).into_iter().collect()),
        ("part", parts),
        ("grade", strings(&gold["grades"]).into_iter().collect()),
        ("reward", effects("rewards")),
        ("sanction", effects("sanctions")),
        ("bonus", adjustments("bonus_conditions", "bonus_max")),
        ("penalty", adjustments("penalty_conditions", "penalty_max")),
        ("recipient", told.collect()),
        ("approver", strings(&gold["approved_by"]).into_iter().collect()),
        ("assessor", strings(&gold["bodies"]).into_iter().chain(strings(&gold["participants"])).collect()),
        (
            "limit",
            BTreeSet::from([
                format!("进行核实|{}", days("verification_working_days")),
                format!("申请复核并提供证明材料|{}", days("objection_working_days")),
            ]),
        ),
    ])
}

/// What the program says.
fn found(facts: &Facts, scheme: &Assessment) -> Found {
    let all = |kind: ProvisionKind| scheme.provisions.iter().enumerate().filter(move |(_, one)| one.kind == kind);
    let name = |one: &Provision| norm(&one.name);
    let above =
        |one: &Provision| one.above.and_then(|above| scheme.provisions.get(above)).map(name).unwrap_or_default();
    let say = |one: &Option<String>| one.as_deref().map(norm).unwrap_or_default();
    let plain = |kind| all(kind).map(|(_, one)| name(one)).collect::<BTreeSet<_>>();
    let effects =
        |kind| all(kind).map(|(_, one)| [say(&one.terms.condition), say(&one.terms.measure)].join("|")).collect();
    let adjustments = |kind| {
        let max = |one: &Provision| one.terms.max_points.map(|points| points.to_string()).unwrap_or_default();
        all(kind).map(|(_, one)| [say(&one.terms.condition), max(one)].join("|")).collect()
    };
    let surfaces = |kind| {
        let units = all(kind).flat_map(|(_, one)| &one.units).filter_map(|unit| facts.units.get(*unit));
        units.map(|unit| norm(&unit.surface)).collect::<BTreeSet<_>>()
    };
    let content = |one: &Provision| {
        let compulsory = one.terms.compulsory.map_or("null".to_owned(), |is| is.to_string());
        let n = one.terms.n_items.map_or("null".to_owned(), |n| n.to_string());
        format!("{}|{}|{}|{compulsory}|{n}", say(&one.terms.path), name(one), say(&one.terms.part))
    };
    let methods = |part: usize| {
        let own = all(ProvisionKind::Method).filter(|(_, one)| one.above == Some(part));
        own.map(|(_, one)| name(one)).collect::<Vec<_>>().join("、")
    };
    let limit = |one: &Provision| {
        format!(
            "{}|{}{}",
            say(&one.terms.measure),
            say(&one.terms.duration),
            if one.terms.working_days { "" } else { " in calendar days" }
        )
    };
    Found::from([
        ("frequency", all(ProvisionKind::Frequency).map(|(_, one)| say(&one.terms.duration)).collect()),
        ("scale", all(ProvisionKind::Scale).filter_map(|(_, one)| Some(one.terms.points?.to_string())).collect()),
        ("mode", plain(ProvisionKind::Mode)),
        (
            "object",
            all(ProvisionKind::Object)
                .map(|(_, one)| format!("{}|{}|{}", name(one), above(one), one.terms.ranked))
                .collect(),
        ),
        ("content", all(ProvisionKind::Content).map(|(_, one)| content(one)).collect()),
        ("method", plain(ProvisionKind::Method)),
        ("part", all(ProvisionKind::Part).map(|(n, one)| format!("{}|{}", name(one), methods(n))).collect()),
        ("grade", plain(ProvisionKind::Grade)),
        ("reward", effects(ProvisionKind::Reward)),
        ("sanction", effects(ProvisionKind::Sanction)),
        ("bonus", adjustments(ProvisionKind::Bonus)),
        ("penalty", adjustments(ProvisionKind::Penalty)),
        ("recipient", surfaces(ProvisionKind::Recipient)),
        ("approver", surfaces(ProvisionKind::Approver)),
        ("assessor", surfaces(ProvisionKind::Assessor)),
        ("limit", all(ProvisionKind::Limit).map(|(_, one)| limit(one)).collect()),
    ])
}

/// The annotations of seeds that have a scheme, by file name of the seed.
fn annotations() -> BTreeMap<String, Value> {
    let mut annotations = BTreeMap::new();
    for entry in std::path::Path::new("tests/gold/seeds").read_dir().expect("the folder is there") {
        let text = std::fs::read_to_string(entry.expect("the folder can be listed").path()).expect("it is text");
        let gold: Value = serde_json::from_str(&text).expect("an annotation is JSON");
        annotations.insert(gold["seed"].as_str().expect("it names its seed").to_owned(), gold["assessment"].clone());
    }
    annotations
}

#[test]
#[expect(clippy::print_stdout, reason = "the score is what is asked for")]
fn schemes_are_read_as_annotated() {
    let annotations = annotations();
    let (mut hits, mut n_gold, mut n_found) = (0, 0, 0);
    for (source, facts) in seeds() {
        let gold = &annotations[source.name.rsplit('/').next().unwrap_or_default()];
        assert_eq!(facts.assessments.len(), usize::from(gold.is_object()), "{}", source.name);
        let Some(scheme) = facts.assessments.first() else { continue };
        assert_eq!(Some(scheme.doc.as_str()), gold["doc"].as_str());
        let (gold, own) = (annotated(gold), found(&facts, scheme));
        for (kind, expected) in &gold {
            let shared = expected.intersection(&own[kind]).count();
            (hits, n_gold, n_found) = (hits + shared, n_gold + expected.len(), n_found + own[kind].len());
            println!("{kind:<10} {shared:>3} of {:>3}, {:>3} found", expected.len(), own[kind].len());
            expected.difference(&own[kind]).for_each(|one| println!("  - {one}"));
            own[kind].difference(expected).for_each(|one| println!("  + {one}"));
        }
    }
    let share = |whole: usize| hits as f64 / whole.max(1) as f64;
    println!("recall {:.3}, precision {:.3} of {n_gold}", share(n_gold), share(n_found));
    assert!(share(n_gold) >= RECALL && share(n_found) >= PRECISION, "run with --nocapture to see what is missing");
}

#[test]
fn a_scheme_can_be_asked_for() {
    let store = Store::open(MEMORY).expect("memory is there");
    for (source, facts) in seeds() {
        let name = zeren::graph::graph_name(&source, &facts);
        store.replace(name.as_ref(), &zeren::graph::graph(&source, &facts)).expect("memory works");
    }
    let rows = |kind: &str| {
        let query = question("assessment").expect("it is listed").fill(&[("kind".to_owned(), kind.to_owned())]);
        let mut bytes = Vec::new();
        let answer = query.expect("the value fits").run(&store).expect("it can be answered");
        write(answer, Format::Csv, &mut bytes).expect("solutions fit CSV");
        String::from_utf8(bytes).expect("answers are UTF-8").lines().count() - 1
    };
    assert_eq!((rows("grade"), rows("object"), rows("reward"), rows("")), (4, 8, 3, 71));
    assert_eq!(rows(Relation::Cites.word()), 0);
}
