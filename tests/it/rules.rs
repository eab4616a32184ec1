//! Every example of a rule is read by the rule, and no counterexample is, using the whole pipeline.

use std::collections::BTreeMap;

use zeren::rule::Rule;
use zeren::rules::rules;
use zeren::{Source, correct};

/// Texts into which an example is inserted at `…`.
const FRAMES: &[&str] = &[
    "滑县人民政府\n滑政〔2023〕5号\n滑县2023年节水工作方案\n一、重点任务\n（一）加强学习。认真组织培训。…\n（二）加强宣传。广泛动员群众。\n",
    "滑县2023年节水工作方案\n一、重点任务\n（一）…\n（二）加强宣传。广泛动员群众。\n",
    "滑县2023年节水工作方案\n一、重点任务\n（一）加强学习。认真组织培训，…，提高水平。\n（二）加强宣传。广泛动员群众。\n",
    "滑县2023年节水工作方案\n一、重点任务\n（一）加强学习。认真组织培训。\n…\n（二）加强宣传。广泛动员群众。\n",
    "滑县2023年节水工作方案\n…\n（一）加强学习。认真组织培训。\n（二）加强宣传。广泛动员群众。\n",
    "滑县人民政府\n…\n各乡镇人民政府：\n现印发给你们。\n滑县人民政府\n2023年3月5日\n",
    "滑县人民政府\n滑政〔2023〕5号\n关于印发《滑县节水工作方案》的通知\n各乡镇人民政府：\n…。\n滑县人民政府\n2023年3月5日\n",
    "…\n一、完善制度\n（一）加强学习。认真组织培训。\n（二）加强宣传。广泛动员群众。\n",
    "滑县2023年依法治县考核办法\n…\n三、考核结果\n（一）加强宣传。广泛动员群众。\n",
    "滑县2023年依法治县考核办法\n第一章 总则\n一、考核方式\n（一）…\n（二）加强宣传。广泛动员群众。\n",
    "滑县2023年节水工作方案\n一、重点任务\n（一）加强学习。认真组织培训。\n（二）加强宣传。广泛动员群众。\n…\n（四）加强监督。\n",
];

/// Returns how often each rule read a fact of a text.
fn fired(text: &str) -> BTreeMap<String, usize> {
    let source = Source {
        name: "a.txt".into(),
        text: text.into(),
        hash: String::new(),
        format: "text/plain",
        notes: Vec::new(),
    };
    let facts = zeren::extract_facts(&source);
    let told: serde_json::Value =
        serde_json::from_str(&zeren::export::json(&source, &facts)).expect("JSON");
    let mut counts = BTreeMap::new();
    count(&told, &mut counts);
    for document in &facts.documents {
        *counts.entry(document.evidence.rule.to_owned()).or_default() +=
            usize::from(document.title.is_some());
        let parts = [document.number.is_some(), document.date.is_some()].map(usize::from);
        let n = parts.iter().sum::<usize>() + document.issuers.len() + document.addressees.len();
        *counts.entry("letterhead".to_owned()).or_default() += n;
    }
    counts
}

fn count(value: &serde_json::Value, counts: &mut BTreeMap<String, usize>) {
    match value {
        serde_json::Value::Object(fields) => {
            if let Some(rule) = fields.get("rule").and_then(|rule| rule.as_str()) {
                *counts.entry(rule.to_owned()).or_default() += 1;
            }
            fields.values().for_each(|field| count(field, counts));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| count(item, counts)),
        _ => {}
    }
}

/// The number of leading frames in which the text is in an item of a document whose year is known.
const N_OF_ITEMS: usize = 4;

/// Whether the rule reads more facts with the text in one of the frames than without it.
fn reads(rule: &Rule, text: &str, frames: &[&str]) -> bool {
    frames.iter().any(|frame| {
        let n =
            |with: &str| fired(&frame.replace('…', with)).get(rule.id).copied().unwrap_or_default();
        n(text) > n("甲")
    })
}

#[test]
fn every_rule_reads_its_examples_and_leaves_its_counterexamples() {
    let mut wrong = Vec::new();
    for rule in rules().filter(|rule| !correct::RULES.contains(rule)) {
        assert!(
            !rule.examples.is_empty() && !rule.counterexamples.is_empty(),
            "{} lacks examples",
            rule.id
        );
        let missed = rule.examples.iter().filter(|example| !reads(rule, example, FRAMES));
        wrong.extend(missed.map(|example| format!("{} does not read {example}", rule.id)));
        let taken = rule
            .counterexamples
            .iter()
            .filter(|example| reads(rule, example, &FRAMES[..N_OF_ITEMS]));
        wrong.extend(taken.map(|example| format!("{} reads {example}", rule.id)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_row_stands_where_it_says() {
    for rule in rules() {
        let source = std::fs::read_to_string(crate::gold::root().join(rule.home.file))
            .expect("the source is there");
        let row: Vec<&str> = source.lines().skip(rule.home.line as usize - 2).take(2).collect();
        assert!(
            row[0].contains(&format!("\"{}\"", rule.id)) && row[1].contains("here!()"),
            "{}: {row:?}",
            rule.id
        );
    }
}
