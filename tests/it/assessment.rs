//! Compares assessment schemes with the annotations of seeds.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use zeren::Source;
use zeren::export::{json, outline};
use zeren::model::{Assessment, Facts, Provision, ProvisionKind};
use zeren::query::{Format, write};
use zeren::question::question;
use zeren::store::Store;

use crate::graph::seeds;
use crate::score::Verdict;

/// The least recall for every kind; it may only rise.
const RECALL: f64 = 1.0;
/// The least precision.
const PRECISION: f64 = 1.0;

/// Facts by kind, as comparable texts.
type Found = BTreeMap<&'static str, BTreeSet<String>>;

/// Returns a text without white space, and without the preposition 对.
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

/// Returns the facts in an annotation.
fn annotated(gold: &Value) -> Found {
    let text = |value: &Value| value.as_str().map(norm).unwrap_or_default();
    let objects = strings(&gold["objects"]);
    let listed = |name: &str| gold[name].as_array().cloned().unwrap_or_default();
    let effects = |name| {
        listed(name)
            .iter()
            .map(|one| [text(&one["condition"]), text(&one["measure"])].join("|"))
            .collect()
    };
    let days = |name: &str| format!("P{}D", whole(&gold[name]));
    let adjustments = |conditions: &str, max: &str| {
        strings(&gold[conditions])
            .iter()
            .map(|one| [one.as_str(), &whole(&gold[max])].join("|"))
            .collect()
    };
    let n_ranked =
        |n: usize| listed("ranked_objects").iter().any(|one| one.as_u64() == Some(n as u64));
    let group = |n: usize| {
        let has = |one: &&Value| {
            one["objects"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one.as_u64() == Some(n as u64)))
        };
        listed("object_groups").iter().find(has).map(|one| text(&one["name"])).unwrap_or_default()
    };
    let told = strings(&gold["recipients_of_results"])
        .into_iter()
        .chain(strings(&gold["recipients_for_stationed_units"]));
    let content = listed("content")
        .iter()
        .map(|one| {
            let part = text(&one["part"]);
            format!(
                "{}|{}|{part}|{}|{}",
                text(&one["path"]),
                text(&one["title"]),
                one["compulsory"],
                one["items"]
            )
        })
        .collect();
    let parts = listed("score_parts")
        .iter()
        .map(|one| format!("{}|{}", text(&one["name"]), strings(&one["methods"]).join("、")))
        .collect();
    Found::from([
        (
            "frequency",
            BTreeSet::from([text(&gold["frequency"]), text(&gold["daily_evaluation_frequency"])]),
        ),
        ("scale", BTreeSet::from([whole(&gold["full_marks"])])),
        ("mode", BTreeSet::from([text(&gold["mode"])])),
        (
            "object",
            objects
                .iter()
                .enumerate()
                .map(|(n, one)| format!("{one}|{}|{}", group(n + 1), n_ranked(n + 1)))
                .collect(),
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
        (
            "assessor",
            strings(&gold["bodies"]).into_iter().chain(strings(&gold["participants"])).collect(),
        ),
        (
            "limit",
            BTreeSet::from([
                format!("进行核实|{}", days("verification_working_days")),
                format!("申请复核并提供证明材料|{}", days("objection_working_days")),
            ]),
        ),
    ])
}

/// Returns the facts in a provision, for the kinds that are annotated.
fn said(facts: &Facts, scheme: &Assessment, n: usize) -> Vec<(&'static str, String)> {
    let one = &scheme.provisions[n];
    let terms = &one.terms;
    let name = |one: &Provision| norm(&one.name);
    let say = |one: &Option<String>| one.as_deref().map(norm).unwrap_or_default();
    let number = |one: Option<f64>| one.map(|points| points.to_string()).unwrap_or_default();
    let known = |text: Option<String>| text.unwrap_or_else(|| "null".to_owned());
    let text = match one.kind {
        ProvisionKind::Frequency => say(&terms.duration),
        ProvisionKind::Scale => number(terms.points),
        ProvisionKind::Mode | ProvisionKind::Method | ProvisionKind::Grade => name(one),
        ProvisionKind::Object => {
            let above = one
                .above
                .and_then(|above| scheme.provisions.get(above))
                .map(name)
                .unwrap_or_default();
            format!("{}|{above}|{}", name(one), terms.ranked)
        }
        ProvisionKind::Content => {
            let [compulsory, n] =
                [terms.compulsory.map(|is| is.to_string()), terms.n_items.map(|n| n.to_string())];
            let (compulsory, n) = (known(compulsory), known(n));
            format!("{}|{}|{}|{compulsory}|{n}", say(&terms.path), name(one), say(&terms.part))
        }
        ProvisionKind::Part => {
            let all = scheme
                .provisions
                .iter()
                .filter(|one| one.kind == ProvisionKind::Method && one.above == Some(n));
            format!("{}|{}", name(one), all.map(name).collect::<Vec<_>>().join("、"))
        }
        ProvisionKind::Reward | ProvisionKind::Sanction => {
            [say(&terms.condition), say(&terms.measure)].join("|")
        }
        ProvisionKind::Bonus | ProvisionKind::Penalty => {
            [say(&terms.condition), number(terms.max_points)].join("|")
        }
        ProvisionKind::Limit => {
            let days = if terms.working_days { "" } else { " in calendar days" };
            format!("{}|{}{days}", say(&terms.measure), say(&terms.duration))
        }
        ProvisionKind::Recipient | ProvisionKind::Approver | ProvisionKind::Assessor => {
            let units = one.units.iter().filter_map(|unit| facts.units.get(*unit));
            return units.map(|unit| (one.kind.word(), norm(&unit.surface))).collect();
        }
        // The objects of a group are covered by those provisions.
        ProvisionKind::Group => return Vec::new(),
    };
    vec![(one.kind.word(), text)]
}

/// Returns the facts that the program found.
fn found(facts: &Facts, scheme: &Assessment) -> Found {
    let mut found = Found::new();
    for (kind, text) in (0..scheme.provisions.len()).flat_map(|n| said(facts, scheme, n)) {
        found.entry(kind).or_default().insert(text);
    }
    found
}

/// Returns verdicts on the schemes found in seeds, one list for each seed that has one.
pub(crate) fn verdicts() -> Vec<Vec<Verdict>> {
    let annotations = annotations();
    let of_seed = |(source, facts): (Source, Facts)| {
        let scheme = facts.assessments.first()?;
        let whole = &annotations[name(&source)];
        let is_one = Verdict {
            rule: scheme.evidence.rule.to_owned(),
            repaired: false,
            right: whole.is_object(),
        };
        let gold = annotated(whole);
        let verdict = |n| {
            let said = said(&facts, scheme, n);
            let is_right = |(kind, text): &(&str, String)| gold[kind].contains(text);
            let rule = scheme.provisions[n].evidence.rule.to_owned();
            (!said.is_empty()).then(|| Verdict {
                rule,
                repaired: false,
                right: said.iter().all(is_right),
            })
        };
        Some(
            std::iter::once(is_one)
                .chain((0..scheme.provisions.len()).filter_map(verdict))
                .collect(),
        )
    };
    seeds().into_iter().filter_map(of_seed).collect()
}

fn name(source: &Source) -> &str {
    source.name.rsplit('/').next().unwrap_or_default()
}

/// Returns the annotations of seeds with a scheme, by file name of the seed.
fn annotations() -> BTreeMap<String, Value> {
    let mut annotations = BTreeMap::new();
    for entry in std::path::Path::new("tests/gold/seeds").read_dir().expect("the folder is there") {
        let text = std::fs::read_to_string(entry.expect("the folder can be listed").path())
            .expect("it is text");
        let gold: Value = serde_json::from_str(&text).expect("an annotation is JSON");
        annotations.insert(
            gold["seed"].as_str().expect("it names its seed").to_owned(),
            gold["assessment"].clone(),
        );
    }
    annotations
}

#[test]
#[expect(clippy::print_stdout, reason = "the score is what is asked for")]
fn schemes_are_read_as_annotated() {
    let annotations = annotations();
    let (mut hits, mut n_gold, mut n_found) = (0, 0, 0);
    for (source, facts) in seeds() {
        let gold = &annotations[name(&source)];
        assert_eq!(facts.assessments.len(), usize::from(gold.is_object()), "{}", source.name);
        let Some(scheme) = facts.assessments.first() else { continue };
        assert_eq!(Some(scheme.doc.as_str()), gold["doc"].as_str());
        let (gold, own) = (annotated(gold), found(&facts, scheme));
        for (kind, expected) in &gold {
            let shared = expected.intersection(&own[kind]).count();
            (hits, n_gold, n_found) =
                (hits + shared, n_gold + expected.len(), n_found + own[kind].len());
            println!(
                "{kind:<10} {shared:>3} of {:>3}, {:>3} found",
                expected.len(),
                own[kind].len()
            );
            expected.difference(&own[kind]).for_each(|one| println!("  - {one}"));
            own[kind].difference(expected).for_each(|one| println!("  + {one}"));
        }
    }
    let share = |whole: usize| hits as f64 / whole.max(1) as f64;
    println!("recall {:.3}, precision {:.3} of {n_gold}", share(n_gold), share(n_found));
    assert!(
        share(n_gold) >= RECALL && share(n_found) >= PRECISION,
        "run with --nocapture to see what is missing"
    );
}

#[test]
fn a_scheme_is_told_in_json_and_in_the_outline() {
    let (source, facts) = seeds()
        .into_iter()
        .find(|(_, facts)| !facts.assessments.is_empty())
        .expect("a seed has one");
    let json: Value = serde_json::from_str(&json(&source, &facts)).expect("it is JSON");
    let provisions = json["assessments"][0]["provisions"].as_array().expect("a list");
    assert_eq!(provisions.len(), facts.assessments[0].provisions.len());
    let reward = provisions.iter().find(|one| one["kind"] == "reward").expect("it rewards");
    assert_eq!(reward["condition"], "连续2年考核优秀的单位及主要负责人");
    assert!(
        reward["line"].is_u64()
            && reward["rule"] == "assessment-effect"
            && reward["above"].is_null()
    );
    let outline = outline(&source, &facts);
    assert!(outline.contains("      scale       百分制（100 points）\n"), "{outline}");
    assert!(
        outline.contains("      limit       5个工作日内进行核实（P5D working）\n"),
        "{outline}"
    );
}

#[test]
fn a_scheme_can_be_asked_for() {
    let store = Store::memory().expect("memory is there");
    for (source, facts) in seeds() {
        let name = zeren::graph::graph_name(&zeren::graph::document(&source, &facts));
        store.replace(name.as_ref(), &zeren::graph(&source, &facts)).expect("memory works");
    }
    let rows = |kind: &str| {
        let question = question("assessment").expect("it is listed");
        let query = question.fill(&store, &[("kind".to_owned(), kind.to_owned())]);
        let mut bytes = Vec::new();
        let answer = query.expect("the value fits").query.run(&store).expect("it can be answered");
        write(answer, Format::Csv, &mut bytes).expect("solutions fit CSV");
        String::from_utf8(bytes).expect("answers are UTF-8").lines().count() - 1
    };
    assert_eq!((rows("grade"), rows("object"), rows("reward"), rows("")), (4, 8, 3, 71));
    assert_eq!(rows("奖励"), 3);
}
