//! Mentions in running text: the examples of the rules, and fixtures with mentions marked by `⟦…⟧`.
//!
//! A line of a fixture is a normalised text, followed, after tabs, by the contents of each mention,
//! in the order of the text.

use zeren::extract::{citation, indicator, person, time};
use zeren::rule::Rule;

/// A mention of any kind: its position, its rule, and its contents on one line.
struct Found {
    range: std::ops::Range<usize>,
    rule: &'static str,
    says: String,
}

fn citations(text: &str) -> Vec<Found> {
    let says = |m: &citation::CitationMention| {
        let parts = [
            m.number.clone(),
            m.raw_number.clone(),
            (!m.inner.is_empty()).then(|| m.inner.join("+")),
            m.short_for.clone(),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        [vec![m.relation.to_string(), m.title.clone()], parts].concat().join(" | ")
    };
    citation::find(text)
        .into_iter()
        .map(|m| Found { says: says(&m), range: m.range, rule: m.rule })
        .collect()
}

fn times(text: &str) -> Vec<Found> {
    let says = |m: &time::TimeMention| {
        let days = if m.working_days { " working days" } else { "" };
        let since = if m.since_issue { " since issue" } else { "" };
        format!("{} {}{days}{since}", m.kind, m.value.as_deref().unwrap_or("none"))
    };
    time::find(text, Some(2023))
        .into_iter()
        .map(|m| Found { says: says(&m), range: m.range, rule: m.rule })
        .collect()
}

fn indicators(text: &str) -> Vec<Found> {
    let says = |m: &indicator::IndicatorMention| {
        let change = m.change.map(|change| format!("{change} ")).unwrap_or_default();
        format!("{} {change}{} {} {}", m.measure, m.op, m.value, m.unit)
    };
    indicator::find(text, Some(2023))
        .into_iter()
        .map(|m| Found { says: says(&m), range: m.range, rule: m.rule })
        .collect()
}

fn persons(text: &str) -> Vec<Found> {
    let says = |m: &person::PersonMention| format!("{} {}", m.name, m.post);
    person::find(text, &[])
        .into_iter()
        .map(|m| Found { says: says(&m), range: m.range, rule: m.rule })
        .collect()
}

/// Returns the text with its mentions marked, and their contents.
fn render(text: &str, found: &[Found]) -> String {
    let mut out = String::new();
    let mut end = 0;
    for one in found {
        out.push_str(
            text.get(end..one.range.start).expect("mentions are in order and do not overlap"),
        );
        out.push('⟦');
        out.push_str(text.get(one.range.clone()).expect("a mention lies on character boundaries"));
        out.push('⟧');
        end = one.range.end;
    }
    out.push_str(text.get(end..).expect("the last mention ends in the text"));
    for one in found {
        out.push('\t');
        out.push_str(&one.says);
    }
    out
}

fn check(fixture: &str, find: fn(&str) -> Vec<Found>) {
    let lines = fixture.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let read = |line: &str| {
        let text = line.split('\t').next().unwrap_or_default().replace(['⟦', '⟧'], "");
        render(&text, &find(&text))
    };
    let wrong: Vec<_> = lines
        .filter(|line| read(line) != **line)
        .map(|line| format!("- {line}\n+ {}", read(line)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Returns the rules that miss an example or match a counterexample.
fn wrong_rules(rules: &[Rule], find: fn(&str) -> Vec<Found>) -> Vec<String> {
    let mut wrong = Vec::new();
    for rule in rules {
        let reads = |text: &&&str| find(text).iter().any(|found| found.rule == rule.id);
        let missed = rule.examples.iter().filter(|text| !reads(text));
        wrong.extend(missed.map(|text| format!("`{}` misses `{text}`", rule.id)));
        let taken = rule.counterexamples.iter().filter(reads);
        wrong.extend(taken.map(|text| format!("`{}` reads `{text}`", rule.id)));
    }
    wrong
}

#[test]
fn examples_of_rules_are_read_and_counterexamples_left_alone() {
    let wrong = [
        wrong_rules(citation::RULES, citations),
        wrong_rules(time::RULES, times),
        wrong_rules(indicator::RULES, indicators),
        wrong_rules(person::RULES, persons),
    ]
    .concat();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn citations_of_the_fixture() {
    check(include_str!("../fixtures/extract/citation.txt"), citations);
}

#[test]
fn times_of_the_fixture() {
    check(include_str!("../fixtures/extract/time.txt"), times);
}

#[test]
fn indicators_of_the_fixture() {
    check(include_str!("../fixtures/extract/indicator.txt"), indicators);
}

#[test]
fn persons_of_the_fixture() {
    check(include_str!("../fixtures/extract/person.txt"), persons);
}
