//! Search finds exactly what a scan of the text finds.

use std::collections::BTreeSet;
use std::fs;

use zeren::model::Role;
use zeren::query::{rows, text};
use zeren::search::{Hit, Index, Request, What, normal, words};
use zeren::store::Store;

use crate::cli::run_with;
use crate::graph;

fn seeds() -> Store {
    graph::store_of(&graph::seeds())
}

/// Returns a request for words alone.
fn request(asked: &str) -> Request {
    Request { words: words(asked), ..Request::default() }
}

fn find(index: &Index, request: &Request) -> Vec<Hit> {
    index.find(request, 100_000).expect("the index can be asked").0
}

/// Returns IRI and text in [`normal`] form of everything searchable, read from the store without
/// the index.
fn texts(store: &Store) -> Vec<(String, String)> {
    let query = "SELECT ?iri (GROUP_CONCAT(?words; separator=\"|\") AS ?all) {
        { ?iri a zr:Task ; zr:quote ?words } UNION { ?iri a eli:WorkSubdivision ; zr:quote ?words }
        UNION { ?iri a eli:Work ; eli:is_realized_by ?any ; dcterms:title ?words } UNION { ?iri a zr:Task ; eli-dl:activity_label ?words }
        UNION { ?iri a eli:WorkSubdivision ; dcterms:title ?words } } GROUP BY ?iri";
    let found = rows(store, query).expect("the store can be asked");
    found
        .iter()
        .map(|row| {
            (text(row, "iri").expect("an IRI"), normal(&text(row, "all").expect("its words")))
        })
        .collect()
}

/// Returns a hundred words of one to six characters from all over the texts, some with additions
/// that occur nowhere.
fn hundred(texts: &[(String, String)]) -> Vec<String> {
    let all: Vec<char> = texts
        .iter()
        .flat_map(|(_, text)| text.chars())
        .filter(|c| *c != '|' && *c != '"')
        .collect();
    let mut at = 7_usize;
    let mut word = |n: usize| {
        at = (at * 1_103_515_245 + 12_345) % all.len();
        let found: String =
            all.iter().skip(at).take(1 + n % 6).filter(|c| !"“”".contains(**c)).collect();
        if n % 20 == 19 { format!("{found}𠀀") } else { found }
    };
    (0..100).map(&mut word).filter(|word| !word.is_empty()).collect()
}

#[test]
fn a_word_is_found_where_a_scan_finds_it() {
    let store = seeds();
    let (index, texts) = (Index::of(&store).expect("an index"), texts(&store));
    let queries = hundred(&texts);
    assert!(queries.len() > 90);
    let mut n_found = 0;
    for query in &queries {
        let found = find(&index, &request(query))
            .into_iter()
            .map(|hit| hit.entry.iri)
            .collect::<BTreeSet<_>>();
        let scanned = texts.iter().filter(|(_, text)| text.contains(query.as_str()));
        let scanned: BTreeSet<_> = scanned.map(|(iri, _)| iri.clone()).collect();
        assert_eq!(found, scanned, "{query}");
        n_found += found.len();
    }
    assert!(n_found > 1000, "{n_found}");
}

#[test]
fn all_words_are_there_in_any_order_and_script() {
    let index = Index::of(&seeds()).expect("an index");
    let iris = |asked: &str| {
        find(&index, &request(asked)).into_iter().map(|hit| hit.entry.iri).collect::<BTreeSet<_>>()
    };
    let both = iris("行政执法 监督");
    assert!(
        !both.is_empty() && both.is_subset(&iris("监督")) && both.len() < iris("行政执法").len()
    );
    assert_eq!(both, iris("監督 行政執法"));
    assert!(iris("行政执法监督𠀀").is_empty());
}

#[test]
fn what_bears_the_word_in_its_title_comes_first() {
    let hits = find(&Index::of(&seeds()).expect("an index"), &request("营商环境"));
    let first = &hits.first().expect("it is found").entry;
    assert!(first.title.contains("营商环境"), "{}", first.title);
    assert!(hits.is_sorted_by(|a, b| a.score >= b.score));
}

#[test]
fn a_unit_and_its_role_narrow_what_is_found() {
    let store = seeds();
    let index = Index::of(&store).expect("an index");
    let agents = zeren::names::agents(&store, "司法局").expect("units have it").nodes;
    let agents: Vec<_> = agents.iter().map(|node| node.as_str().to_owned()).collect();
    let of_unit = Request { agents: agents.clone(), ..request("行政") };
    let leads = Request { role: Some(Role::Lead), ..of_unit.clone() };
    let (of_unit, leads) = (find(&index, &of_unit), find(&index, &leads));
    assert!(
        !leads.is_empty() && leads.len() < of_unit.len(),
        "{} of {}",
        leads.len(),
        of_unit.len()
    );
    for hit in &leads {
        let is_lead =
            |duty: &zeren::search::Duty| duty.role == "lead" && agents.contains(&duty.agent);
        assert!(hit.entry.duties.iter().any(is_lead), "{}", hit.entry.iri);
    }
    assert!(of_unit.iter().all(|hit| hit.entry.what == What::Task || !hit.entry.duties.is_empty()));
}

#[test]
fn the_index_goes_with_the_state_of_the_store() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    let notice = |number: usize, task: &str| {
        let text = format!(
            "甲县人民政府关于印发《甲县数据工作方案》的通知\n甲政发〔2024〕{number}号\n各乡镇人民政府：\n现印发给你们。\n甲县人民政府\n\
             2024年5月6日\n甲县数据工作方案\n一、总体要求\n（一）{task}。建成目录。（责任单位：县数据局）\n"
        );
        fs::write(path.join(format!("docs/{number}.txt")), text).expect("a file");
    };
    fs::create_dir(path.join("docs")).expect("a folder");
    let run = |args: &[&str]| run_with(path, args, b"");
    let count = |word: &str| {
        run(&["find", word, "--format", "json"]).stdout.matches("\"what\": \"task\"").count()
    };
    notice(1, "建立共享目录");
    assert_eq!(run(&["build", "docs"]).code, Some(0));
    assert_eq!((count("共享目录"), count("开放数据")), (1, 0));
    notice(2, "开放数据");
    assert_eq!(run(&["build", "docs"]).code, Some(0));
    assert_eq!((count("共享目录"), count("开放数据")), (1, 1));
    let index = || {
        let states =
            fs::read_dir(path.join("zeren-store/states")).expect("states").filter_map(Result::ok);
        let mut found =
            states.map(|state| state.path().join("find-1")).filter(|index| index.is_dir());
        found.next().expect("the index is beside the store")
    };
    fs::remove_dir_all(index()).expect("it can be removed");
    assert_eq!(count("开放数据"), 1);
    fs::write(index().join("meta.json"), "{").expect("a damaged index");
    assert_eq!(count("开放数据"), 1);
    // A process without an index builds one and waits for its turn; one installed by another in the
    // meantime is kept.
    let (place, aside) = (index(), path.join("aside"));
    let turn = fs::File::options().read(true).open(place.parent().expect("a state"));
    let turn = turn.expect("it opens");
    turn.lock().expect("nobody makes one");
    fs::rename(&place, &aside).expect("it can be moved");
    std::thread::scope(|all| {
        let found = all.spawn(|| count("开放数据"));
        std::thread::sleep(std::time::Duration::from_secs(2));
        fs::rename(&aside, &place).expect("the index of another");
        let mark = place.join("mark");
        fs::write(&mark, "").expect("a file");
        turn.unlock().expect("it was held");
        assert_eq!(found.join().expect("it ends"), 1);
        assert!(mark.exists(), "the index was replaced");
    });
    let nothing = run(&["find", "没有的词"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (Some(1), ""));
    assert!(nothing.stderr.contains("nothing holds `没有的词`"), "{}", nothing.stderr);
    let unknown = run(&["find", "数据", "--unit", "县数剧局"]);
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.stderr.contains("hint: did you mean `县数据局`"), "{}", unknown.stderr);
}
