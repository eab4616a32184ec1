//! From facts to quads, from quads to a store and to text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use zeren::graph;
use zeren::graph::vocab::{eli_dl, prov, zr};
use zeren::graph::{CATALOGUE, THINGS, document, graph_name, ontology};
use zeren::model::Facts;
use zeren::query::Format;
use zeren::read::{Input, Source};
use zeren::sources::{Manifest, Target};
use zeren::store::{MEMORY, Store, StoreError, Writer};
use zeren::syntax;
use zeren::syntax::canonical::{canonical, hash, isomorphic};

use crate::support::{facts, merged, parse, source};

/// Returns the values of `predicate`, by subject.
fn values(
    quads: &[Quad],
    predicate: oxigraph::model::NamedNodeRef<'_>,
) -> BTreeMap<String, Vec<String>> {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for quad in quads.iter().filter(|quad| quad.predicate == predicate) {
        let value = match &quad.object {
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        };
        values.entry(quad.subject.to_string()).or_default().push(value);
    }
    values
}

/// Checks what must hold for every graph, and that every quote is the text at its offsets.
pub(crate) fn check(source: &Source, facts: &Facts) -> Vec<Quad> {
    for document in &facts.documents {
        let span = document.evidence.span;
        assert!(
            source.text.get(span.start..span.end).is_some(),
            "{} ends within a character",
            document.id
        );
    }
    let quads = graph(source, facts);
    let name = GraphName::from(graph_name(&document(source, facts)));
    assert_eq!(quads, graph(source, facts), "the same facts give the same quads");
    assert_eq!(
        quads.iter().collect::<std::collections::HashSet<_>>().len(),
        quads.len(),
        "each quad is there once"
    );
    for quad in &quads {
        assert!(
            [name.clone(), THINGS.into(), CATALOGUE.into()].contains(&quad.graph_name),
            "{quad}"
        );
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            panic!("{quad} has a blank node")
        };
        assert!(subject.as_str().is_ascii() && !quad.object.is_blank_node(), "{quad}");
    }
    let (starts, texts) = (values(&quads, zr::START), values(&quads, zr::IN_TEXT));
    let n_quotes = values(&quads, zr::QUOTE).into_iter().map(|(node, quotes)| {
        let start = starts[&node].concat().parse::<usize>().expect("a number");
        let quote = quotes.concat();
        let text: String = source.text.chars().skip(start).take(quote.chars().count()).collect();
        assert_eq!((quote, texts[&node].len()), (text, 1), "{node}");
    });
    assert!(n_quotes.count() >= facts.tasks.len());
    quads
}

#[test]
fn every_fact_is_there_with_its_evidence() {
    let (source, facts) = (source(), facts());
    let quads = check(&source, &facts);
    let n = |class| quads.iter().filter(|quad| quad.object == Term::from(class)).count();
    assert_eq!((n(zr::TASK), n(zr::ASSIGNMENT), n(zr::CITATION), n(zr::TIME)), (4, 8, 2, 2));
    assert_eq!((n(zr::UNIT_CLASS), n(zr::MENTION), n(zr::DIAGNOSTIC)), (2, 3, 1));
    let rules = values(&quads, zr::RULE);
    let with_rule: BTreeSet<_> = rules.keys().collect();
    for class in [zr::TASK, zr::ASSIGNMENT, zr::CITATION, zr::TIME, zr::MENTION] {
        for quad in quads.iter().filter(|quad| quad.object == Term::from(class)) {
            assert!(with_rule.contains(&quad.subject.to_string()), "{} has no rule", quad.subject);
        }
    }
}

#[test]
fn names_come_from_numbers_and_paths() {
    let (source, facts) = (source(), facts());
    let quads = graph(&source, &facts);
    let base = document(&source, &facts).into_string();
    assert!(base.starts_with("https://w3id.org/zeren/id/doc/410526/huafazheng-2023-2-"), "{base}");
    assert_eq!(graph_name(&document(&source, &facts)).as_str(), format!("{base}/graph"));
    let task = format!("<{base}/annex/1/task/1.1>");
    assert_eq!(values(&quads, zr::PATH)[&task], ["d2/一/（一）"]);
    assert_eq!(values(&quads, zr::DUE_DATE)[&task], ["2023-12-31"]);
    let participations = &values(&quads, eli_dl::HAD_PARTICIPATION)[&task];
    assert!(
        participations.contains(&format!("<{base}/annex/1/task/1.1/lead/xianfazhangaigewei>")),
        "{participations:?}"
    );
    let lead = &values(&quads, zr::LEAD)[&task];
    let unit = "<https://w3id.org/zeren/id/unit/410526/huaxianfazhanhegaigeweiyuanhui-";
    assert!(lead.len() == 1 && lead[0].starts_with(unit), "{lead:?}");
    let cited = &values(&quads, zr::CITED)[&format!("<{base}/citation/1>")];
    assert_eq!(
        *cited,
        [format!("<{base}/annex/1>")],
        "a title of the source is the document itself"
    );
}

#[test]
fn paths_that_are_spelt_alike_stay_apart() {
    let (source, mut facts) = (source(), facts());
    facts.tasks[1].id = "d2/（一）/1".to_owned();
    facts.tasks[2].id = "d2/一/（1）".to_owned();
    let quads = check(&source, &facts);
    let paths = values(&quads, zr::PATH);
    assert_eq!(paths.len(), 4);
    assert!(paths.keys().any(|task| task.ends_with("/task/1.1~3>")), "{paths:?}");
}

#[test]
fn shared_things_have_one_name_in_two_documents() {
    let (source, facts) = (source(), facts());
    let mut other = facts.clone();
    other.documents[0].number = Some("滑法政〔2024〕1号".to_owned());
    other.documents[1].title = Some("滑县2024年度法治政府建设工作安排".to_owned());
    let (one, two) = (check(&source, &facts), check(&source, &other));
    let agents = |quads: &[Quad]| {
        values(quads, zr::RESPONSIBLE).into_values().flatten().collect::<BTreeSet<_>>()
    };
    assert_eq!(agents(&one), agents(&two));
    let own = |quads: &[Quad]| -> BTreeSet<String> {
        let is_shared =
            |quad: &&Quad| [GraphName::from(THINGS), CATALOGUE.into()].contains(&quad.graph_name);
        quads
            .iter()
            .filter(|quad| !is_shared(quad))
            .map(|quad| quad.graph_name.to_string())
            .collect()
    };
    assert!(own(&one).is_disjoint(&own(&two)));
}

#[test]
fn a_source_without_facts_still_has_its_provenance() {
    let source = source();
    let quads = check(&source, &Facts::default());
    assert_eq!(values(&quads, prov::WAS_GENERATED_BY).len(), 1);
    assert_eq!(values(&quads, zr::TEXT).into_values().flatten().collect::<Vec<_>>(), [source.text]);
}

#[test]
fn six_syntaxes_say_the_same() {
    let (source, facts) = (source(), facts());
    let quads = graph(&source, &facts);
    let mut reversed = quads.clone();
    reversed.reverse();
    let mut n_formats = 0;
    for format in Format::ALL.iter().filter_map(|format| format.rdf()) {
        let bytes = |quads: &[Quad]| {
            let mut bytes = Vec::new();
            syntax::write(quads, format, &mut bytes).expect("memory takes it");
            bytes
        };
        assert_eq!(bytes(&quads), bytes(&reversed), "{format} depends on the order of the quads");
        let expected = if format.supports_datasets() { quads.clone() } else { merged(&quads) };
        assert!(
            isomorphic(&parse(&bytes(&quads), format), &expected).expect("no blank nodes"),
            "{format}"
        );
        n_formats += 1;
    }
    assert_eq!(n_formats, 6);
}

#[test]
fn n_quads_written_at_once_are_those_of_the_graph() {
    let (source, facts) = (source(), facts());
    let mut written = Vec::new();
    zeren::syntax::write(&zeren::graph(&source, &facts), RdfFormat::NQuads, &mut written)
        .expect("memory takes it");
    assert!(!written.is_empty() && zeren::n_quads(&source, &facts) == written);
}

#[test]
fn the_canonical_form_is_sorted_n_quads() {
    let (source, facts) = (source(), facts());
    let quads = graph(&source, &facts);
    let mut lines: Vec<_> = quads.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort();
    assert_eq!(canonical(&quads).expect("no blank nodes"), lines.concat());
    assert_eq!(hash(&quads).expect("no blank nodes").len(), 64);
    let fewer = quads.get(1..).expect("there are quads");
    assert_ne!(hash(&quads).ok(), hash(fewer).ok());
    assert!(!isomorphic(&quads, fewer).expect("no blank nodes"));
    let blank =
        |label: &str| parse(format!("_:{label} <http://p> _:x .").as_bytes(), RdfFormat::NQuads);
    assert_eq!(hash(&blank("a")).ok(), hash(&blank("b")).ok());
}

#[test]
fn a_graph_is_replaced_and_what_belongs_to_no_text_added() {
    let (source, facts) = (source(), facts());
    let (name, quads) = (graph_name(&document(&source, &facts)), graph(&source, &facts));
    let store = Store::memory().expect("memory is there");
    assert!(store.is_empty().expect("memory works"));
    let replace = |quads: &[Quad]| store.replace(name.as_ref(), quads).expect("memory works");
    replace(&quads);
    replace(&quads);
    assert_eq!(store.len().expect("memory works"), quads.len());
    assert_eq!(
        store.graphs().expect("memory works"),
        [CATALOGUE.into_owned(), name.clone(), THINGS.into_owned()]
    );
    let own =
        |quads: &[Quad]| quads.iter().filter(|quad| quad.graph_name == name.clone().into()).count();
    let fewer = quads.get(3..).expect("there are quads");
    replace(fewer);
    assert_eq!(own(&store.quads(None).expect("memory works")), own(fewer));
}

#[test]
fn no_triple_is_in_two_graphs() {
    let texts = ["tests/corpus", "seeds"]
        .into_iter()
        .flat_map(|folder| zeren::read::inputs(Path::new(folder)));
    let mut graphs: BTreeMap<[String; 3], BTreeSet<String>> = BTreeMap::new();
    let mut all: Vec<Quad> = ontology().to_vec();
    for input in texts {
        let source = zeren::read::read(&input.expect("a document")).expect("it can be read");
        all.extend(graph(&source, &zeren::extract_facts(&source)));
    }
    for quad in all {
        let triple =
            [quad.subject.to_string(), quad.predicate.to_string(), quad.object.to_string()];
        graphs.entry(triple).or_default().insert(quad.graph_name.to_string());
    }
    let shared: Vec<_> = graphs.iter().filter(|(_, graphs)| graphs.len() > 1).collect();
    assert!(shared.is_empty(), "{shared:?}");
}

#[test]
fn the_ontology_is_in_a_graph_of_its_own() {
    let store = Store::memory().expect("memory is there");
    let held = store.quads(Some(zeren::graph::ONTOLOGY)).expect("memory works");
    assert_eq!(held.len(), ontology().len());
    assert!(isomorphic(&held, ontology()).expect("no blank nodes"));
}

#[test]
fn a_store_that_is_not_there_is_an_error_with_a_hint() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let missing = folder.path().join("none");
    for location in [MEMORY, missing.to_str().expect("the path is UTF-8")] {
        let error = Store::open_existing(location).err().expect("nothing is there");
        assert!(
            matches!(error, StoreError::Missing(_))
                && error.hint().to_string().contains("zeren build"),
            "{error}"
        );
    }
    assert!(!missing.exists());
}

#[cfg(not(feature = "rocksdb"))]
#[test]
fn a_build_without_disk_says_so() {
    let error = Writer::open("somewhere").err().expect("no disk");
    assert!(
        matches!(error, StoreError::MemoryOnly(_)) && error.hint().to_string().contains("rocksdb"),
        "{error}"
    );
}

#[cfg(feature = "rocksdb")]
mod disk {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let location = folder.path().join("store");
        let location = location.to_str().expect("the path is UTF-8");
        let (source, facts) = (source(), facts());
        let quads = graph(&source, &facts);
        let mut writer = Writer::open(location).expect("the folder is new");
        let name = graph_name(&document(&source, &facts));
        writer.put(&mut std::iter::once((name, quads.clone()))).expect("the disk works");
        let second = Writer::open(location).err().expect("the store is in use");
        assert!(matches!(second, StoreError::Locked(_)), "{second}");
        let unseen = Store::open_existing(location).err().expect("nothing holds before the end");
        assert!(matches!(unseen, StoreError::Missing(_)), "{unseen}");
        let catalogue: Vec<Quad> =
            quads.iter().filter(|quad| quad.graph_name == CATALOGUE.into()).cloned().collect();
        writer.finish(&catalogue, &Manifest::default()).expect("the disk works");
        drop(writer);
        let store = Store::open_existing(location).expect("it is there");
        assert!(
            isomorphic(&store.quads(None).expect("the disk works"), &quads)
                .expect("no blank nodes")
        );
    }

    #[test]
    fn a_folder_of_other_things_is_refused() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("letter.txt"), "x").expect("the folder takes it");
        let location = folder.path().to_str().expect("the path is UTF-8");
        assert!(matches!(Writer::open(location), Err(StoreError::Foreign(_))));
        assert!(matches!(Store::open_existing(location), Err(StoreError::Missing(_))));
    }

    #[test]
    fn a_store_of_another_layout_is_refused() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let location = folder.path().to_str().expect("the path is UTF-8");
        drop(oxigraph::store::Store::open(location).expect("the folder is new"));
        let error = Writer::open(location).err().expect("the first layout was the bare database");
        assert!(error.to_string().contains("`1`"), "{error}");
        std::fs::write(folder.path().join("FORMAT"), "9\n").expect("the folder takes it");
        let error = Store::open_existing(location).err().expect("the layout is of the future");
        assert!(error.to_string().contains("`9`"), "{error}");
    }
}

/// Returns a store of some sources, each treated as the only one.
pub(crate) fn store_of(sources: &[(Source, Facts)]) -> Store {
    let store = Store::memory().expect("memory works");
    for (source, facts) in sources {
        let name = graph_name(&document(source, facts));
        store.replace(name.as_ref(), &graph(source, facts)).expect("memory works");
    }
    store
}

/// Returns the seeds with their facts.
pub(crate) fn seeds() -> Vec<(Source, Facts)> {
    let inputs = zeren::read::inputs(Path::new("seeds"));
    let source = |input: Result<Input, _>| {
        zeren::read::read(&input.expect("the folder can be listed")).expect("a seed is text")
    };
    inputs
        .into_iter()
        .map(source)
        .map(|source| {
            let facts = zeren::extract_facts(&source);
            (source, facts)
        })
        .collect()
}

/// The canonical hash of the seeds' graphs. If a change of rules or of the graph changes it, look
/// at the difference in `exports/data.nq`, and if it is right, put the new hash here.
const CANONICAL: &str = "d6421f95a45425270cc8dd7aa80ddc41a70ac6962226a8954389cbe2a7dadf10";

#[test]
fn seeds_have_one_canonical_form_in_any_order() {
    let hash_of = |seeds: Vec<(Source, Facts)>| {
        let store = store_of(&seeds);
        hash(&store.quads(None).expect("memory works")).expect("no blank nodes")
    };
    let mut reversed = seeds();
    reversed.reverse();
    assert_eq!(hash_of(seeds()), hash_of(reversed));
    assert_eq!(hash_of(seeds()), CANONICAL);
}

/// Responsibilities in prose that the annotations of the seeds omit: only 004 annotates them.
const DUTIES_NOT_ANNOTATED: usize = 4;

/// Counts the annotations of the seeds: assignments of tasks, sections and documents by role, and
/// tasks as `task`.
fn annotated() -> BTreeMap<String, usize> {
    let mut n: BTreeMap<String, usize> = BTreeMap::new();
    let entries = Path::new("tests/gold/seeds").read_dir().expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the folder can be listed").path());
    for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let text = std::fs::read_to_string(path).expect("an annotation is text");
        let gold: serde_json::Value = serde_json::from_str(&text).expect("an annotation is JSON");
        let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
        *n.entry("task".to_owned()).or_default() += list(&gold["tasks"]).len();
        for holder in
            [list(&gold["tasks"]), list(&gold["sections"]), list(&gold["documents"])].concat()
        {
            for assignment in list(&holder["assignments"]) {
                *n.entry(assignment["role"].as_str().expect("a role is a word").to_owned())
                    .or_default() += 1;
            }
        }
    }
    n
}

#[test]
fn seeds_have_what_the_annotations_have() {
    let mut quads = Vec::new();
    for (source, facts) in seeds() {
        quads.extend(check(&source, &facts));
    }
    let mut n: BTreeMap<String, usize> = BTreeMap::new();
    for quad in &quads {
        if let (true, Term::NamedNode(role)) =
            (quad.predicate == eli_dl::PARTICIPATION_ROLE, &quad.object)
        {
            *n.entry(role.as_str().rsplit('/').next().unwrap_or_default().to_owned())
                .or_default() += 1;
        }
    }
    // The annotations count items that ask for nothing among the tasks.
    let is_item = |quad: &&Quad| [zr::TASK, zr::STATEMENT].map(Term::from).contains(&quad.object);
    n.insert("task".to_owned(), quads.iter().filter(is_item).count());
    let mut expected = annotated();
    *expected.entry("responsible".to_owned()).or_default() += DUTIES_NOT_ANNOTATED;
    assert_eq!(n, expected);
    assert_eq!(n["task"], 270);
    let n_lean = quads.iter().filter(|quad| quad.predicate != zr::TEXT).count();
    assert!(n_lean <= 14_500, "{n_lean} quads are more than five documents need");
}

#[test]
fn every_rule_that_a_fact_names_is_described() {
    let described: BTreeSet<_> = ontology().iter().map(|quad| quad.subject.to_string()).collect();
    for (source, facts) in seeds() {
        let quads = graph(&source, &facts);
        let rules: BTreeSet<_> = values(&quads, zr::RULE).into_values().flatten().collect();
        assert!(!rules.is_empty());
        assert!(rules.is_subset(&described), "{:?}", rules.difference(&described));
    }
}
