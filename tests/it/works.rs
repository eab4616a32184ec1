//! Cited works: one node, whichever document mentions it, and the document itself once it is read.

use zeren::Source;
use zeren::graph;
use zeren::graph::{document, graph_name};
use zeren::query::{Format, Query, write};
use zeren::store::Store;
use zeren::syntax::canonical::{canonical, hash};

/// A document of the State Council.
const OF_STATE: &str = "国务院办公厅关于加强甲工作的意见\n国办发〔2022〕27号\n\n各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n\
为加强甲工作，提出以下意见。\n一、加强甲工作。建立健全制度。（司法部负责）\n二、保障实施。加强培训。（财政部负责）\n\n国务院办公厅\n2022年7月29日\n";
/// A notice of a county that cites it by title and number, with an annexed plan.
const OF_COUNTY: &str = "滑县人民政府关于印发《滑县甲工作实施方案》的通知\n滑政〔2023〕5号\n\n各乡镇人民政府：\n\
现将《滑县甲工作实施方案》印发给你们，请认真贯彻执行。\n\n滑县人民政府\n2023年3月1日\n\n滑县甲工作实施方案\n\
一、加强学习。落实《国务院办公厅关于加强甲工作的意见》（国办发〔202227号），推进我县工作。\n责任单位：县司法局\n\
二、依法行政。严格执行《中华人民共和国行政处罚法》和《优化营商环境条例》。\n责任单位：县财政局\n";
/// A document of a county department that cites both by title alone.
const OF_BUREAU: &str = "滑县司法局2023年甲工作安排\n\n一、加强学习。落实国务院办公厅《关于加强甲工作的意见》和《滑县甲工作实施方案》。\n责任单位：县司法局\n\
二、依法行政。贯彻行政处罚法，制定《实施细则》。\n责任单位：县财政局\n";

fn store(texts: &[&str]) -> Store {
    let store = Store::memory().expect("memory is there");
    for text in texts {
        let source = Source {
            name: String::new(),
            text: (*text).to_owned(),
            hash: text.len().to_string(),
            format: "text/plain",
            notes: Vec::new(),
        };
        let facts = zeren::extract_facts(&source);
        let name = graph_name(&document(&source, &facts));
        store.replace(name.as_ref(), &graph(&source, &facts)).expect("memory works");
    }
    store
}

fn rows(store: &Store, query: &str) -> Vec<String> {
    let query = Query::parse(query).expect("it is SPARQL");
    let mut bytes = Vec::new();
    write(query.run(store).expect("memory works"), Format::Tsv, &mut bytes)
        .expect("solutions fit TSV");
    let text = String::from_utf8(bytes).expect("answers are UTF-8");
    text.lines().skip(1).map(|line| line.replace('"', "")).collect()
}

/// The numbers of documents that were read, each with the number of citations that lead to it.
const CITED: &str = "SELECT ?number (COUNT(DISTINCT ?citation) AS ?n) {
  ?document eli:is_realized_by ?text ; eli:number|^eli:has_annex/eli:number ?number ; zr:citedAs? ?cited .
  ?citation zr:cited ?cited ; zr:citationFunction/skos:notation 'implements'
} GROUP BY ?number ORDER BY ?number";

#[test]
fn a_work_joins_the_document_that_is_read_before_or_after() {
    let orders = [
        [OF_STATE, OF_COUNTY, OF_BUREAU],
        [OF_BUREAU, OF_COUNTY, OF_STATE],
        [OF_COUNTY, OF_STATE, OF_BUREAU],
    ];
    let stores = orders.map(|texts| store(&texts));
    let hashes = stores.each_ref().map(|store| {
        let quads = store.quads(None).expect("memory works");
        assert!(!canonical(&quads).expect("no blank nodes").is_empty());
        hash(&quads).expect("no blank nodes")
    });
    assert_eq!(hashes[0], hashes[1]);
    assert_eq!(hashes[0], hashes[2]);
    for store in &stores {
        assert_eq!(rows(store, CITED), ["国办发〔2022〕27号\t2", "滑政〔2023〕5号\t1"]);
    }
    assert_eq!(
        rows(&store(&[OF_COUNTY, OF_BUREAU]), CITED),
        ["滑政〔2023〕5号\t1"],
        "what is not read stays a node of its own"
    );
}

#[test]
fn works_are_one_node_across_documents() {
    let store = store(&[OF_COUNTY, OF_BUREAU]);
    let titles = rows(
        &store,
        "SELECT ?title (COUNT(DISTINCT ?work) AS ?n) { [] zr:cited ?work . ?work dcterms:title ?title }
      GROUP BY ?title ORDER BY ?title",
    );
    assert_eq!(
        titles,
        [
            "优化营商环境条例\t1",
            "国务院办公厅关于加强甲工作的意见\t2",
            "实施细则\t1",
            "滑县甲工作实施方案\t2",
            "行政处罚法\t1",
        ]
    );
    let joined = rows(
        &store,
        "SELECT DISTINCT ?number { ?work zr:citedAs ?name ; eli:number ?number . [] zr:cited ?work . [] zr:cited ?name }",
    );
    assert_eq!(
        joined,
        ["国办发〔2022〕27号"],
        "a title alone is a name of the work of that title and number"
    );
    let laws = rows(&store, "SELECT DISTINCT ?title ?kind ?number ?day { [] zr:cited ?work .
      ?work dcterms:title ?title ; eli:work_type/skos:prefLabel ?kind ; eli:date_document ?day . FILTER(LANG(?kind) = '') OPTIONAL { ?work eli:number ?number }
      FILTER NOT EXISTS { ?work eli:is_realized_by ?text } } ORDER BY ?title");
    assert_eq!(laws.len(), 2, "{laws:?}");
    assert!(
        laws[0].starts_with("优化营商环境条例\t行政法规\t国务院令第722号\t2019-10-22"),
        "{laws:?}"
    );
    assert!(laws[1].starts_with("行政处罚法\t法律\t\t2021-01-22"), "{laws:?}");
    let local = rows(&store, "SELECT ?work { [] zr:cited ?work . ?work dcterms:title '实施细则' }");
    assert!(
        local[0].contains("/work/410526/"),
        "a title that means nothing elsewhere is the county's: {local:?}"
    );
}

#[test]
fn documents_in_traditional_characters_name_the_same_works() {
    let text = "滑縣司法局關於責任落實的工作安排\n\n一、加強學習。落實《行政處罰法》，推進單位發展，導入機制。\n責任單位：縣司法局\n        二、依法行政。為國家負責，設立機關。\n責任單位：縣財政局\n";
    let works = rows(
        &store(&[OF_BUREAU, text]),
        "SELECT DISTINCT ?work { [] zr:cited ?work . ?work dcterms:title '行政处罚法' }",
    );
    assert_eq!(works.len(), 1, "{works:?}");
    let n = rows(
        &store(&[OF_BUREAU, text]),
        "SELECT (COUNT(?c) AS ?n) { ?c zr:cited/dcterms:title '行政处罚法' }",
    );
    assert_eq!(n, ["2"]);
}
