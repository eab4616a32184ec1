//! The workbook of each seed, read back, has exactly the assignments of its annotation.

use zeren::ledger::{Filter, Layout, Profile, load, workbook};

use super::rows;
use crate::gold::{Set, gold, root};
use crate::graph::store_of;

const ROLES: [(&str, &str); 8] = [
    ("leader", "牵头领导"),
    ("lead", "牵头单位"),
    ("host", "主办单位"),
    ("responsible", "责任单位"),
    ("support", "配合单位"),
    ("supervise", "督办单位"),
    ("guide", "指导单位"),
    ("assess", "考核单位"),
];

/// Task, role, name, and whether it is a class.
type Duty = (String, &'static str, String, bool);

#[test]
fn the_workbook_has_the_assignments_of_the_annotation() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut n = 0;
    for annotation in gold(Set::Seeds) {
        let source =
            zeren::read::read_path(&root().join("seeds").join(&annotation.seed)).expect("a seed");
        let facts = zeren::extract_facts(&source);
        let store = store_of(&[(source, facts)]);
        let ledger = load(&store, &Filter::default(), None).expect("it has tasks");
        let path = folder.path().join("台账.xlsx");
        let written =
            workbook(&ledger, &Layout::default(), Profile::Generic).expect("it can be written");
        std::fs::write(&path, &written.bytes).expect("the folder has room");
        // The workbook has the duties in prose from the graph, even if an annotation omits them.
        let prose = prose(&ledger);
        let leaves_out = !annotation
            .tasks
            .iter()
            .flat_map(|task| &task.assignments)
            .any(|one| one.duty.is_some());
        let mut expected: Vec<Duty> = if leaves_out { prose } else { Vec::new() };
        for task in &annotation.tasks {
            for one in &task.assignments {
                let (role, _) =
                    ROLES.iter().find(|(role, _)| *role == one.role).expect("a known role");
                // Nested titles have other quotation marks in the graph.
                let title = task.title.replace('<', "〈").replace('>', "〉");
                expected.push((title, role, one.agent.clone(), one.collective));
            }
        }
        let mut found = read_back(&path);
        expected.sort();
        expected.dedup();
        found.sort();
        n += expected.len();
        let missing: Vec<_> = expected.iter().filter(|one| !found.contains(one)).collect();
        let wrong: Vec<_> = found.iter().filter(|one| !expected.contains(one)).collect();
        assert!(
            missing.is_empty() && wrong.is_empty(),
            "{}: {missing:#?} {wrong:#?}",
            annotation.seed
        );
        assert_eq!(found.len(), expected.len(), "{}", annotation.seed);
    }
    assert!(n > 500, "{n}");
}

/// Returns the duties of tasks in running prose.
fn prose(ledger: &zeren::ledger::Ledger) -> Vec<Duty> {
    let tasks = ledger.rows.iter().filter(|row| row.kind == zeren::ledger::Kind::Task);
    let duties = tasks.flat_map(|row| {
        row.assignments.iter().filter(|one| one.duty.is_some()).map(move |one| (row, one))
    });
    let role = |word: &str| ROLES.iter().find(|(role, _)| *role == word).expect("a known role").0;
    duties
        .map(|(row, one)| {
            (row.title.clone(), role(one.role.word()), one.name.clone(), one.is_class)
        })
        .collect()
}

/// Returns the assignments in the rows of tasks.
fn read_back(path: &std::path::Path) -> Vec<Duty> {
    let mut found = Vec::new();
    for row in rows(path) {
        // Headings and documents with duties of their own are not tasks.
        if row["任务"].starts_with('〔') {
            continue;
        }
        for (role, heading) in ROLES {
            let names = row.get(heading).map(String::as_str).unwrap_or_default();
            for name in names.split('、').filter(|name| !name.is_empty() && !name.contains('△'))
            {
                let bare = name.trim_end_matches(['＊', '◇']);
                found.push((row["任务"].clone(), role, bare.to_owned(), name.contains('＊')));
            }
        }
    }
    found
}

#[test]
fn every_assignment_of_the_graph_is_in_the_ledger_with_its_sentence_and_place() {
    let store = crate::queries::seeds();
    let ledger = load(&store, &Filter::default(), None).expect("it has tasks");
    let query = "SELECT DISTINCT ?assignment { ?item eli-dl:had_participation|zr:hasAssignment ?assignment }";
    let all = zeren::query::rows(&store, query).expect("it can be asked");
    let mut wanted: Vec<String> =
        all.iter().filter_map(|row| zeren::query::text(row, "assignment")).collect();
    let assignments = || ledger.rows.iter().flat_map(|row| &row.assignments);
    let mut found: Vec<String> = assignments().map(|one| one.iri.clone()).collect();
    found.sort();
    found.dedup();
    wanted.sort();
    assert!(wanted.len() > 500, "{}", wanted.len());
    assert_eq!(found, wanted);
    for one in assignments() {
        assert!(!one.sentence.is_empty() && one.confidence.is_some(), "{one:?}");
        assert!(one.at.as_ref().is_some_and(|at| !at.file.is_empty() && at.line > 0), "{one:?}");
    }
    // The sentence of an assignment contains its name, as written.
    let holds = |one: &zeren::ledger::Assignment| one.sentence.contains(&one.written);
    let n_held = assignments().filter(|one| holds(one)).count();
    assert!(n_held * 10 > assignments().count() * 9, "{n_held} of {}", assignments().count());
}
