//! Names against the gold annotations, and names that the seeds do not show.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::lexicon::divisions::{Division, divisions};

const GOLD: &[(&str, &str, &str)] = &[
    ("000", "410526", include_str!("../../../tests/gold/000.json")),
    ("001", "340621", include_str!("../../../tests/gold/001.json")),
    ("002", "411700", include_str!("../../../tests/gold/002.json")),
    ("003", "410183", include_str!("../../../tests/gold/003.json")),
    ("004", "410421", include_str!("../../../tests/gold/004.json")),
];

fn region(code: &str) -> Option<Region> {
    if code == STATE {
        let (code, name, level) = (STATE.to_owned(), "中华人民共和国".to_owned(), "国家".to_owned());
        return Some(Region { code, name, level, within: Vec::new() });
    }
    divisions().coded(code).map(Division::region)
}

/// A unit of the gold beside what this module says.
struct Row {
    seed: &'static str,
    gold: [String; 3],
    found: Unit,
    collective: bool,
}

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for (seed, code, json) in GOLD {
        let gold: Value = serde_json::from_str(json).expect("the gold is JSON");
        let region = region(code);
        let units = gold["units"].as_array().expect("a list");
        let list: Vec<_> = units.iter().filter_map(|one| one["surface"].as_str()).collect();
        for (at, one) in units.iter().enumerate() {
            let text = |key: &str| one[key].as_str().expect("a string").to_owned();
            let surface = text("surface");
            let context = UnitContext { list: &list, at, group: Some("法治政府建设领导小组") };
            let found = unit(&surface, region.as_ref(), &context);
            let collective = one["collective"] == true;
            rows.push(Row { seed, gold: [surface, text("canonical"), text("type")], found, collective });
        }
    }
    rows
}

fn pairs(rows: &[Row], key: impl Fn(&Row) -> (String, String)) -> BTreeSet<(usize, usize)> {
    let keys: Vec<_> = rows.iter().map(key).collect();
    let all = (0..rows.len()).flat_map(|a| (a + 1..rows.len()).map(move |b| (a, b)));
    all.filter(|(a, b)| keys[*a] == keys[*b]).collect()
}

#[test]
fn units_of_the_gold() {
    let rows = rows();
    for row in &rows {
        let [surface, canonical, kind] = &row.gold;
        if (canonical, kind, row.collective) != (&row.found.canonical, &row.found.kind, row.found.collective) {
            eprintln!(
                "{} {surface}: {canonical} {kind} {} != {} {} {}",
                row.seed, row.collective, row.found.canonical, row.found.kind, row.found.collective
            );
        }
    }
    let seed = |row: &Row| row.seed.to_owned();
    let units = [
        pairs(&rows, |row| (seed(row), row.gold[1].clone())),
        pairs(&rows, |row| (seed(row), row.found.canonical.clone())),
    ];
    assert_eq!(units[0], units[1]);
    let kinds = [
        pairs(&rows, |row| (row.gold[2].clone(), String::new())),
        pairs(&rows, |row| (row.found.kind.clone(), String::new())),
    ];
    assert_eq!(kinds[0], kinds[1]);
}
