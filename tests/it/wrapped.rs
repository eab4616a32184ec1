//! Copies whose lines were cut at a certain width, wherever that is, say what the documents say.

use std::collections::BTreeMap;
use std::fs;

use zeren::extract_facts;
use zeren::model::Agent;

use crate::gold::root;
use crate::mutations::invariants::source;

/// The widths of the copies, in characters.
const WIDTHS: [usize; 4] = [28, 34, 38, 42];
/// How many facts may be lost and how many invented, in a thousand.
const TOLERANCE: usize = 1;

/// How often each fact about who answers for what is told.
fn facts(text: String) -> BTreeMap<String, i64> {
    let facts = extract_facts(&source(text));
    let mut told = BTreeMap::new();
    for task in &facts.tasks {
        *told.entry(format!("{} {}", task.id, task.title)).or_default() += 1;
        for one in &task.assignments {
            let who = match one.agent {
                Agent::Unit(unit) => &facts.units[unit].surface,
                Agent::Person(person) => &facts.persons[person].name,
            };
            *told.entry(format!("{} {:?} {who}", task.id, one.role)).or_default() += 1;
        }
    }
    for time in &facts.times {
        *told.entry(format!("{:?} {:?} {:?}", time.task, time.kind, time.value)).or_default() += 1;
    }
    told
}

/// Cuts every line at a width.
fn wrapped(text: &str, width: usize) -> String {
    let cut = |line: &str| {
        let chars: Vec<char> = line.chars().collect();
        chars.chunks(width).map(|part| part.iter().collect()).collect::<Vec<String>>().join("\n")
    };
    text.lines().map(cut).collect::<Vec<_>>().join("\n")
}

#[test]
fn copies_with_cut_lines_say_the_same() {
    let folder = fs::read_dir(root().join("seeds")).expect("the seeds");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("a file").path()).collect();
    let others = [
        "05_gbf2018-128_zero-waste",
        "12_anhui_industrial-internet_multi-doc",
        "13_shaanxi_five-plans_lines",
        "14_baotou_digital-gov_scored",
    ];
    paths.extend(others.map(|name| root().join(format!("tests/corpus/{name}.txt"))));
    let (mut n, mut wrong) = (0, Vec::new());
    for path in &paths {
        let text = fs::read_to_string(path).expect("a text");
        let whole = facts(text.clone());
        for width in WIDTHS {
            let mut differing = facts(wrapped(&text, width));
            for (fact, times) in &whole {
                *differing.entry(fact.clone()).or_default() -= times;
                n += times.unsigned_abs() as usize;
            }
            differing.retain(|_, times| *times != 0);
            wrong.extend(
                differing
                    .into_iter()
                    .map(|(fact, times)| format!("{} {width}: {times:+} {fact}", path.display())),
            );
        }
    }
    assert!(n > 5000, "there are only {n} facts");
    assert!(wrong.len() * 1000 <= n * TOLERANCE, "{} of {n}: {wrong:#?}", wrong.len());
}
