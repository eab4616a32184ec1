//! Checks whether the stated confidences are right: compares `src/lexicon/calibration.tsv` with the
//! annotated documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::assessment;
use crate::gold::{self, Set};
use crate::score::{self, Verdict};

/// A rule, and whether the text was repaired.
type Key = (String, bool);

/// Counts the facts found by each rule, and how many of them are right.
fn tried<'v>(verdicts: impl Iterator<Item = &'v Verdict>) -> BTreeMap<Key, (u32, u32)> {
    let mut tried: BTreeMap<Key, (u32, u32)> = BTreeMap::new();
    for verdict in verdicts {
        let (told, right) = tried.entry((verdict.rule.clone(), verdict.repaired)).or_default();
        (*told, *right) = (*told + 1, *right + u32::from(verdict.right));
    }
    tried
}

/// Returns the verdicts on all annotated documents, one list each.
fn verdicts() -> Vec<Vec<Verdict>> {
    let of = |set| {
        let gold = gold::gold(set);
        let predicted = gold::predicted(set, &gold);
        gold.iter()
            .zip(&predicted)
            .map(|(gold, told)| score::verdicts(gold, told))
            .collect::<Vec<_>>()
    };
    [of(Set::Seeds), of(Set::Corpus), of(Set::More), assessment::verdicts()].concat()
}

#[test]
fn the_table_is_what_the_annotated_documents_say() {
    let mut table = "rule\ttext\ttold\tright\n".to_owned();
    for ((rule, repaired), (told, right)) in tried(verdicts().iter().flatten()) {
        let text = if repaired { "repaired" } else { "plain" };
        let _ = writeln!(table, "{rule}\t{text}\t{told}\t{right}");
    }
    let path = gold::root().join("src/lexicon/calibration.tsv");
    if std::env::var_os("ZEREN_UPDATE").is_some() {
        std::fs::write(&path, &table).expect("the table can be written");
    }
    assert_eq!(std::fs::read_to_string(path).expect("the table"), table, "run with ZEREN_UPDATE=1");
}

/// Judges each document by confidences learnt from the others, as for an unseen document.
#[test]
fn facts_said_to_be_sure_are_right() {
    let documents = verdicts();
    let (mut n_sure, mut n_right) = (0, 0);
    for (n, document) in documents.iter().enumerate() {
        let others =
            documents.iter().enumerate().filter(|(m, _)| *m != n).flat_map(|(_, other)| other);
        let tried = tried(others);
        let sure = |verdict: &&Verdict| {
            let (told, right) =
                tried.get(&(verdict.rule.clone(), verdict.repaired)).copied().unwrap_or_default();
            f64::from(right + 1) / f64::from(told + 2) >= 0.95
        };
        n_sure += document.iter().filter(sure).count();
        n_right += document.iter().filter(sure).filter(|verdict| verdict.right).count();
    }
    let n_all = documents.iter().flatten().count();
    assert!(n_right as f64 >= 0.95 * n_sure as f64, "{n_right} of {n_sure} are right");
    assert!(n_sure * 2 > n_all, "{n_sure} of {n_all} are said to be sure");
}
