//! Fitness for publication: JSON-LD is a tree with the same data, everything has a name, and
//! addresses lead somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use oxigraph::io::RdfFormat;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use regex::Regex;
use serde_json::Value;
use zeren::export::labels::{LABELS, labelled};
use zeren::graph::vocab::{PREFIXES, zr};
use zeren::graph::{ONTOLOGY, ontology};
use zeren::lexicon::divisions::divisions;
use zeren::store::Store;
use zeren::syntax::canonical::isomorphic;
use zeren::syntax::{self, jsonld};

use crate::graph::seeds;
use crate::support::parse;

/// The prefix of all of the project's own names.
const OWN: &str = "https://w3id.org/zeren/";

/// Returns a store of the seeds.
fn store() -> Store {
    let store = Store::memory().expect("memory works");
    for (source, facts) in seeds() {
        let name = zeren::graph::graph_name(&zeren::graph::document(&source, &facts));
        store.replace(name.as_ref(), &zeren::graph(&source, &facts)).expect("memory works");
    }
    store
}

/// What `zeren export` writes for the seeds.
static EXPORT: LazyLock<Vec<Quad>> = LazyLock::new(|| labelled(&store()).expect("memory works"));

fn written(quads: &[Quad]) -> Vec<u8> {
    let format = RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() };
    let mut bytes = Vec::new();
    syntax::write(quads, format, &mut bytes).expect("memory works");
    bytes
}

fn read(bytes: &[u8]) -> Vec<Quad> {
    parse(bytes, RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() })
}

/// Returns the tree of a document.
fn tree<'a>(json: &'a Value, id: &str) -> &'a Value {
    let graphs = json["@graph"].as_array().expect("a list of graphs");
    let nodes =
        graphs.iter().flat_map(|graph| graph["@graph"].as_array().expect("a list of nodes"));
    // What others may also say about it is in the graph of things; the tree is the larger node.
    let of_id = nodes.into_iter().filter(|node| node["@id"] == id);
    of_id
        .max_by_key(|node| node.as_object().map_or(0, serde_json::Map::len))
        .unwrap_or_else(|| panic!("{id} is no root"))
}

fn ids(nodes: &Value) -> Vec<&str> {
    nodes
        .as_array()
        .expect("a list")
        .iter()
        .map(|node| node["@id"].as_str().expect("a node"))
        .collect()
}

#[test]
fn json_ld_says_what_n_quads_say() {
    assert!(isomorphic(&read(&written(&EXPORT)), &EXPORT).expect("no blank nodes"));
}

#[test]
fn json_ld_is_one_tree_a_document() {
    let json: Value = serde_json::from_slice(&written(&EXPORT)).expect("JSON");
    let notice = tree(&json, "id:doc/410526/huafazheng-2023-2-194072");
    assert_eq!(notice["date_document"], "2023-06-27");
    assert_eq!(ids(&notice["has_annex"]), ["id:doc/410526/huafazheng-2023-2-194072/annex/1"]);
    let plan = &notice["has_annex"][0];
    assert_eq!(plan["spatial"], "id:region/410526");
    let sections = ids(&plan["subdivisions"]);
    assert_eq!(
        sections[..2],
        [
            "id:doc/410526/huafazheng-2023-2-194072/annex/1/section/1",
            "id:doc/410526/huafazheng-2023-2-194072/annex/1/section/2"
        ]
    );
    let tasks = plan["subdivisions"][4]["tasks"].as_array().expect("a list");
    let starts: Vec<_> =
        tasks.iter().map(|task| task["start"].as_i64().expect("a place")).collect();
    assert!(starts.len() > 2 && starts.is_sorted(), "{starts:?}");
    let task = tasks
        .iter()
        .find(|task| task["@id"] == "id:doc/410526/huafazheng-2023-2-194072/annex/1/task/5.13")
        .expect("the task");
    assert_eq!(
        (&task["number"], &task["@type"]),
        (&"（十三）".into(), &serde_json::json!(["Task"]))
    );
    let assignment = &task["had_participation"][0];
    assert_eq!(
        (&assignment["participation_role"], &assignment["quote"]),
        (&"zrr:responsible".into(), &"县司法局".into())
    );
    let unit = assignment["had_participant_organization"]
        .as_array()
        .and_then(|units| units[0].as_str())
        .expect("a reference");
    // Shared things are nodes of their own.
    assert!(tree(&json, unit)["prefLabel"].is_string(), "{unit}");
    assert!(task["start"].is_u64() && task["inSection"].is_null());
}

#[test]
fn every_node_of_json_ld_stands_once() {
    let json: Value = serde_json::from_slice(&written(&EXPORT)).expect("JSON");
    fn count<'a>(node: &'a Value, n: &mut BTreeMap<&'a str, usize>) {
        match node {
            Value::Array(list) => list.iter().for_each(|one| count(one, n)),
            Value::Object(map) => {
                if let (Some(id), true) = (map.get("@id").and_then(Value::as_str), map.len() > 1) {
                    *n.entry(id).or_default() += 1;
                }
                map.values().for_each(|one| count(one, n));
            }
            _ => {}
        }
    }
    let mut n_nodes = 0;
    for graph in json["@graph"].as_array().expect("a list of graphs") {
        let mut n = BTreeMap::new();
        count(&graph["@graph"], &mut n);
        let twice: Vec<_> = n.iter().filter(|(_, n)| **n > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
        n_nodes += n.len();
    }
    assert!(n_nodes > 1000, "{n_nodes}");
}

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(if name.contains(':') {
        name.to_owned()
    } else {
        format!("http://example.org/{name}")
    })
}

#[test]
fn json_ld_holds_whatever_a_graph_says() {
    let circle = |from: &str, to: &str| {
        Quad::new(
            node(from),
            node("http://data.europa.eu/eli/ontology#has_annex"),
            node(to),
            GraphName::DefaultGraph,
        )
    };
    let say =
        |predicate: &str, object: Term| Quad::new(node("a"), node(predicate), object, node("g"));
    let typed =
        |text: &str, datatype: &str| Term::from(Literal::new_typed_literal(text, node(datatype)));
    let xsd = |local: &str| format!("http://www.w3.org/2001/XMLSchema#{local}");
    let zr = |local: &str| format!("https://w3id.org/zeren/ns#{local}");
    let mut quads = vec![
        circle("a", "b"),
        circle("b", "c"),
        circle("c", "b"),
        circle("d", "d"),
        circle("x", "e"),
        circle("y", "e"),
        say(&zr("start"), typed("7", &xsd("integer"))),
        say(&zr("start"), typed("007", &xsd("integer"))),
        say(&zr("start"), typed("123456789012345678901", &xsd("integer"))),
        say(&zr("implied"), typed("1", &xsd("boolean"))),
        say(&zr("implied"), typed("true", &xsd("boolean"))),
        say(&zr("confidence"), typed("0.50", &xsd("decimal"))),
        say(&zr("confidence"), Literal::from("0.5").into()),
        say(&zr("dueDate"), Literal::from("soon").into()),
        say(&zr("dueDate"), node("b").into()),
        say(&zr("lead"), Literal::from("somebody").into()),
        say(&zr("quote"), node("b").into()),
        say(&zr("quote"), Literal::new_language_tagged_literal_unchecked("字", "zh").into()),
        say(&zr("quote"), typed("<p>字</p>", "http://example.org/html")),
        say("http://example.org/unknown", Literal::from("\"\\\n\u{0}").into()),
        say("http://example.org/unknown", oxigraph::model::BlankNode::new_unchecked("b1").into()),
        say("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", Literal::from("no class").into()),
        say(
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
            oxigraph::model::BlankNode::new_unchecked("b1").into(),
        ),
        say("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", node("Task").into()),
    ];
    // A chain too deep for a tree.
    let names: Vec<String> = (0..3000).map(|n| format!("n{n}")).collect();
    quads.extend(names.windows(2).map(|pair| circle(&pair[0], &pair[1])));
    assert!(isomorphic(&read(&written(&quads)), &quads).expect("few blank nodes"));
    let ambiguous = [Quad::new(node("org:a"), rdf::TYPE, node("b"), GraphName::DefaultGraph)];
    let format = RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() };
    let error =
        syntax::write(&ambiguous, format, Vec::new()).expect_err("it cannot be said").to_string();
    assert!(error.contains("<org:a>"), "{error}");
}

#[test]
fn the_context_is_current_and_names_every_own_property() {
    let context = jsonld::context();
    let file = fs::read_to_string("ontology/context.jsonld").expect("the context is there");
    assert!(file == context, "make it anew: `zeren doc --context -o ontology/context.jsonld`");
    let json: Value = serde_json::from_str(&context).expect("JSON");
    for term in zr::ALL {
        let local = term.as_str().strip_prefix("https://w3id.org/zeren/ns#").expect("an own term");
        let named = &json["@context"][local];
        let iri = named.as_str().or_else(|| named["@id"].as_str());
        // `rule` is a prefix.
        assert!(
            iri == Some(&format!("zr:{local}"))
                || PREFIXES.iter().any(|(prefix, _)| *prefix == local),
            "{local}"
        );
    }
    assert_eq!(
        json["@context"]["dueDate"],
        serde_json::json!({"@id": "zr:dueDate", "@type": "xsd:date", "@container": "@set"})
    );
    assert_eq!(
        json["@context"]["tasks"],
        serde_json::json!({"@reverse": "zr:inSection", "@container": "@set"})
    );
}

/// Whether a node is evidence or provenance: it has a quote, or represents a text, a file, a run or
/// a graph.
fn is_evidence(quads: &[&Quad]) -> bool {
    let named = |iri: &str| Term::from(NamedNodeRef::new_unchecked(iri).into_owned());
    let of_provenance =
        ["http://www.w3.org/ns/prov#Entity", "http://www.w3.org/ns/prov#Activity"].map(named);
    quads.iter().any(|quad| {
        quad.predicate == zr::QUOTE
            || (quad.predicate == rdf::TYPE && of_provenance.contains(&quad.object))
    })
}

#[test]
fn everything_that_an_export_points_at_has_a_name() {
    let mut said: BTreeMap<&str, Vec<&Quad>> = BTreeMap::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut terms: BTreeSet<&str> = BTreeSet::new();
    for quad in &*EXPORT {
        terms.insert(quad.predicate.as_str());
        if let oxigraph::model::NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            used.insert(subject.as_str());
            said.entry(subject.as_str()).or_default().push(quad);
        }
        if let Term::NamedNode(object) = &quad.object {
            let of = if [rdf::TYPE, rdf::PREDICATE].contains(&quad.predicate.as_ref()) {
                &mut terms
            } else {
                &mut used
            };
            of.insert(object.as_str());
        }
    }
    let own = used.into_iter().filter(|iri| iri.starts_with(OWN) && !terms.contains(iri));
    let nothing = Vec::new();
    let (mut n, mut nameless) = (0, Vec::new());
    for iri in own {
        let quads = said.get(iri).unwrap_or(&nothing);
        if is_evidence(quads) {
            continue;
        }
        n += 1;
        let is_named = quads.iter().any(|quad| LABELS.iter().any(|label| *label == quad.predicate));
        if !is_named {
            nameless.push(iri);
        }
    }
    assert!(n > 300, "{n}");
    assert!(
        nameless.is_empty(),
        "{} without a name: {:#?}",
        nameless.len(),
        nameless.iter().take(30).collect::<Vec<_>>()
    );
}

#[test]
fn names_are_those_of_the_ontology_and_leave_the_graphs_as_they_are() {
    let store = store();
    let ontology_graph = GraphName::from(ONTOLOGY.into_owned());
    let (added, kept): (Vec<Quad>, Vec<Quad>) =
        EXPORT.iter().cloned().partition(|quad| quad.graph_name == ontology_graph);
    assert_eq!(kept, store.quads(None).expect("memory works"));
    assert!(added.len() < ontology().len() / 3, "{}", added.len());
    let unique: BTreeSet<String> = added.iter().map(ToString::to_string).collect();
    assert_eq!(unique.len(), added.len());
    let says = |line: &str| unique.contains(line);
    assert!(says(
        "<https://w3id.org/zeren/role/lead> <http://www.w3.org/2004/02/skos/core#prefLabel> \"牵头\"@zh <https://w3id.org/zeren/ns>"
    ));
    assert!(says(
        "<https://w3id.org/zeren/rule/clause-labels> <http://www.w3.org/2000/01/rdf-schema#label> \"clause-labels\" <https://w3id.org/zeren/ns>"
    ));
    assert!(says(
        "<https://w3id.org/zeren/id/region/410526> <http://schema.org/sameAs> <http://www.wikidata.org/entity/Q386212> <https://w3id.org/zeren/ns>"
    ));
}

#[test]
fn regions_of_wikidata_are_divisions_each_once() {
    let same =
        ontology().iter().filter(|quad| quad.predicate.as_str() == "http://schema.org/sameAs");
    let (mut codes, mut items) = (BTreeSet::new(), BTreeSet::new());
    for quad in same {
        let subject = quad.subject.to_string();
        let code = subject
            .trim_matches(['<', '>'])
            .strip_prefix("https://w3id.org/zeren/id/region/")
            .expect("a region")
            .to_owned();
        let Term::NamedNode(item) = &quad.object else { panic!("{quad} is no item") };
        let number = item
            .as_str()
            .strip_prefix("http://www.wikidata.org/entity/Q")
            .expect("an item of Wikidata");
        assert!(number.parse::<u32>().is_ok(), "{quad}");
        let is_division =
            code == "000000" || divisions().coded(&code).is_some_and(|one| one.until.is_none());
        assert!(is_division, "{code} is no division");
        assert!(codes.insert(code) && items.insert(number.to_owned()), "{quad} stands twice");
    }
    assert!(codes.len() > 300);
    let regions = EXPORT.iter().filter_map(|quad| {
        quad.subject
            .to_string()
            .strip_prefix("<https://w3id.org/zeren/id/region/")
            .map(|rest| rest.trim_end_matches('>').to_owned())
    });
    let unlinked: BTreeSet<String> =
        regions.filter(|code| !code.contains('-') && !codes.contains(code)).collect();
    assert!(unlinked.is_empty(), "{unlinked:?}");
}

/// A rule in the file of redirects.
struct Redirect {
    pattern: Regex,
    to: String,
    accept: Option<String>,
}

fn redirects() -> Vec<Redirect> {
    let file = fs::read_to_string("ontology/w3id.htaccess").expect("the file is there");
    let mut accept = None;
    let mut redirects = Vec::new();
    for line in file.lines() {
        let cells: Vec<&str> = line.split_whitespace().collect();
        match cells.as_slice() {
            ["RewriteCond", "%{HTTP_ACCEPT}", media_type] => {
                accept = Some(media_type.replace('\\', ""))
            }
            ["RewriteRule", pattern, to, flags] if flags.contains("R=303") => {
                assert!(flags.ends_with("L]"), "{line}");
                let pattern = Regex::new(pattern).expect("a pattern");
                redirects.push(Redirect { pattern, to: (*to).to_owned(), accept: accept.take() });
            }
            _ => {}
        }
    }
    redirects
}

#[test]
fn redirects_name_every_namespace_in_use() {
    let redirects = redirects();
    let mut iris: BTreeSet<String> = BTreeSet::new();
    for quad in EXPORT.iter().chain(ontology()) {
        let terms = [
            quad.subject.to_string(),
            quad.predicate.to_string(),
            quad.object.to_string(),
            quad.graph_name.to_string(),
        ];
        iris.extend(
            terms
                .iter()
                .map(|term| term.trim_matches(['<', '>']).to_owned())
                .filter(|iri| iri.starts_with(OWN)),
        );
    }
    iris.extend(
        PREFIXES.iter().filter(|(_, iri)| iri.starts_with(OWN)).map(|(_, iri)| format!("{iri}x")),
    );
    for file in fs::read_dir("ontology/profiles").expect("the folder is there") {
        let name = file.expect("an entry").file_name().into_string().expect("UTF-8");
        iris.extend(
            name.strip_suffix(".shapes.ttl").map(|name| format!("{OWN}profile/{name}/Shape")),
        );
    }
    iris.extend([format!("{OWN}shapes#Work"), format!("{OWN}context.jsonld"), OWN.to_owned()]);
    assert!(iris.len() > 3000);
    for iri in &iris {
        let path =
            iri.strip_prefix(OWN).and_then(|path| path.split('#').next()).expect("an own name");
        assert!(
            redirects.iter().any(|one| one.accept.is_none() && one.pattern.is_match(path)),
            "{iri} leads nowhere"
        );
    }
    let to = |path: &str, accept: &str| {
        let fits = |one: &&Redirect| {
            one.pattern.is_match(path) && one.accept.as_deref().is_none_or(|own| own == accept)
        };
        redirects.iter().find(fits).map(|one| one.to.clone()).unwrap_or_default()
    };
    for extension in ["ttl", "jsonld", "rdf", "nt"] {
        let media_type =
            RdfFormat::from_extension(extension).expect("a syntax").media_type().to_owned();
        assert_eq!(to("role/lead", &media_type), format!("%{{ENV:PAGES}}/ontology.{extension}"));
    }
    assert_eq!(to("ns", "text/html"), "%{ENV:PAGES}/index.html");
    assert_eq!(to("id/region/410526", "text/turtle"), "%{ENV:SERVICE}/id/$1");
    assert_eq!(to("statuses", "text/turtle"), "%{ENV:SERVICE}/$1");
    assert_eq!(to("nothing", "text/html"), "");
}
