//! Checks the ontology against the data: every term defined, every definition used, every domain
//! and range respected.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, Quad, Term};
use zeren::Source;
use zeren::correct::Corrections;
use zeren::doc::{Ontology, diagram, page, usage};
use zeren::export::profile::Profile;
use zeren::graph;
use zeren::graph::vocab::{PREFIXES, zr};
use zeren::graph::{document, graph_name, ontology};
use zeren::store::Store;

use crate::graph::seeds;

/// Terms of other vocabularies: term, kind, super, disjoint, domain, range, unique, source.
const TABLE: &str = include_str!("../fixtures/vocabularies.tsv");
/// The prefixes of namespaces whose terms the project defines.
const OWN: &[&str] = &["zr", "zrr", "zrc", "zrt", "zrp", "zrd", "zrl", "zru", "rule"];
/// Those whose terms are all used; the others list names that may occur in documents.
const USED: &[&str] = &["zr", "zrr", "zrc", "zrt", "zrp"];
/// Terms by which a store describes itself, outside the graphs of documents.
const OF_STORE: [&str; 3] = ["zr:storeFormat", "zr:Rule", "zr:loaded"];
/// Marks a term that no document has needed yet.
const RESERVED: &str = "reserved";

const SUB_CLASS_OF: NamedNodeRef<'static> = rdfs::SUB_CLASS_OF;

/// A correction to the small notice.
const CORRECTION: &str = "[[rename]]\nsurface = '县市检察'\nname = '县检察院'\nby = '王五'\non = 2024-01-02\nreason = 'misread'\n";

/// The seeds, the corpus, and a notice corrected by a person, as one graph.
static DATA: LazyLock<Vec<Quad>> = LazyLock::new(|| {
    let mut quads: Vec<Quad> =
        seeds().iter().flat_map(|(source, facts)| graph(source, facts)).collect();
    let text = "滑县数据工作方案\n一、总体要求\n（一）建立共享目录。每月25日前报送。（牵头单位：县数据局；配合单位：县市检察）\n";
    let source = Source {
        name: "a.txt".to_owned(),
        text: text.to_owned(),
        hash: "0123456789abcdef".repeat(4),
        format: "text/plain",
        notes: Vec::new(),
    };
    let mut facts = zeren::extract_facts(&source);
    let corrections = Corrections::parse(CORRECTION).expect("the correction can be read");
    zeren::correct(&mut facts, &source, &corrections);
    assert!(facts.corrections.iter().all(|one| one.outcome.is_ok()), "{:?}", facts.corrections);
    quads.extend(graph(&source, &facts));
    for input in zeren::read::inputs(Path::new("tests/corpus")) {
        let input = input.expect("the folder can be listed");
        if input.name.ends_with(".txt") {
            let source = zeren::read::read(&input).expect("it is text");
            quads.extend(graph(&source, &zeren::extract_facts(&source)));
        }
    }
    quads
});

/// Abbreviates an IRI as `prefix:local` if a prefix fits.
fn short(iri: &str) -> String {
    let of_namespace =
        PREFIXES.iter().filter_map(|(prefix, base)| Some((prefix, iri.strip_prefix(base)?)));
    of_namespace
        .min_by_key(|(_, local)| local.len())
        .map_or(iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
}

fn term(term: &Term) -> Option<String> {
    match term {
        Term::NamedNode(node) => Some(short(node.as_str())),
        _ => None,
    }
}

fn subject(quad: &Quad) -> String {
    term(&Term::from(quad.subject.clone())).expect("no blank nodes")
}

fn prefix(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// Returns all terms in the quads, leaving out things.
fn terms<'a>(quads: impl IntoIterator<Item = &'a Quad>) -> BTreeSet<String> {
    let of_quad = |quad: &Quad| {
        let datatype = match &quad.object {
            Term::Literal(_) => None,
            other => term(other),
        };
        [Some(subject(quad)), Some(short(quad.predicate.as_str())), datatype]
    };
    let all = quads.into_iter().flat_map(of_quad).flatten();
    all.filter(|name| !name.starts_with("http") && !["id", "xsd"].contains(&prefix(name))).collect()
}

/// Returns the subjects of the ontology with the values of `predicate`.
fn values(predicate: &str) -> BTreeMap<String, Vec<Term>> {
    let mut values: BTreeMap<String, Vec<Term>> = BTreeMap::new();
    for quad in ontology().iter().filter(|quad| short(quad.predicate.as_str()) == predicate) {
        values.entry(subject(quad)).or_default().push(quad.object.clone());
    }
    values
}

fn defined() -> BTreeSet<String> {
    ontology().iter().map(subject).filter(|name| OWN.contains(&prefix(name))).collect()
}

fn reserved() -> BTreeSet<String> {
    let is_reserved = |terms: &Vec<Term>| {
        terms.iter().any(|one| matches!(one, Term::Literal(l) if l.value() == RESERVED))
    };
    values("vs:term_status")
        .into_iter()
        .filter(|(_, status)| is_reserved(status))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_term_that_the_data_uses_is_defined() {
    let used = terms(DATA.iter().chain(ontology()));
    let own: BTreeSet<_> =
        used.iter().filter(|name| OWN.contains(&prefix(name))).cloned().collect();
    assert!(own.len() > 100);
    assert_eq!(own.difference(&defined()).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_defined_term_is_used_or_reserved() {
    let used: BTreeSet<String> =
        terms(&*DATA).into_iter().chain(OF_STORE.map(str::to_owned)).collect();
    let listed: BTreeSet<_> =
        defined().into_iter().filter(|name| USED.contains(&prefix(name))).collect();
    let unused: BTreeSet<_> = listed.difference(&used).cloned().collect();
    assert_eq!(unused, reserved(), "left: not used, right: reserved");
}

#[test]
fn every_term_is_explained_in_both_languages() {
    for (property, of_concepts) in [
        ("rdfs:label", false),
        ("rdfs:comment", false),
        ("skos:prefLabel", true),
        ("skos:definition", true),
    ] {
        let values = values(property);
        for name in defined()
            .iter()
            .filter(|name| USED.contains(&prefix(name)) && (prefix(name) != "zr") == of_concepts)
        {
            let mut languages: Vec<_> =
                values.get(name).into_iter().flatten().filter_map(language).collect();
            languages.sort_unstable();
            assert_eq!(languages, ["en", "zh"], "{name} {property}");
        }
    }
}

fn language(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => literal.language(),
        _ => None,
    }
}

#[test]
fn every_example_is_from_a_document() {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let texts: String = DATA
        .iter()
        .filter(|quad| quad.predicate == zr::TEXT)
        .map(|quad| match &quad.object {
            Term::Literal(text) => bare(text.value()),
            _ => String::new(),
        })
        .collect();
    let literals: BTreeSet<&str> = DATA
        .iter()
        .chain(ontology())
        .filter(|quad| short(quad.predicate.as_str()) != "skos:example")
        .filter_map(|quad| match &quad.object {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })
        .collect();
    let nodes: BTreeSet<String> = DATA.iter().filter_map(|quad| term(&quad.object)).collect();
    let examples = values("skos:example");
    let reserved = reserved();
    for name in
        defined().iter().filter(|name| USED.contains(&prefix(name)) && !reserved.contains(*name))
    {
        let of_term = examples.get(name).unwrap_or_else(|| panic!("{name} has no example"));
        for one in of_term {
            let Term::Literal(one) = one else { panic!("an example of {name} is no text") };
            let value = one.value();
            let is_of_store = OF_STORE.contains(&name.as_str());
            let is_there = is_of_store
                || texts.contains(&bare(value))
                || literals.contains(value)
                || nodes.contains(value);
            assert!(is_there, "no document has the example of {name}: {value}");
        }
    }
}

/// A row of the table of other vocabularies.
#[derive(Default)]
struct Row {
    kind: &'static str,
    supers: Vec<&'static str>,
    disjoint: Vec<&'static str>,
    domain: Vec<&'static str>,
    range: Vec<&'static str>,
    /// Which side of the property is unique: `object` if a subject has at most one, `subject` vice
    /// versa.
    unique: Vec<&'static str>,
}

fn table() -> BTreeMap<&'static str, Row> {
    let mut rows = BTreeMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<_> = line.split('\t').collect();
        let [name, kind, supers, disjoint, domain, range, unique, source] = cells[..] else {
            panic!("`{line}` has not eight cells")
        };
        assert!(
            !source.is_empty() && ["class", "property", "individual"].contains(&kind),
            "{line}"
        );
        let list =
            |cell: &'static str| cell.split('|').filter(|one| !one.is_empty()).collect::<Vec<_>>();
        let (supers, disjoint, domain, range, unique) =
            (list(supers), list(disjoint), list(domain), list(range), list(unique));
        assert!(unique.iter().all(|side| ["object", "subject"].contains(side)), "{line}");
        let row = Row { kind, supers, disjoint, domain, range, unique };
        assert!(rows.insert(name, row).is_none(), "{name} stands twice");
    }
    assert!(
        TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).is_sorted(),
        "the table is not sorted"
    );
    rows
}

#[test]
fn terms_of_other_vocabularies_are_theirs() {
    let table = table();
    let used = terms(DATA.iter().chain(ontology()));
    let foreign: BTreeSet<_> =
        used.iter().filter(|name| !OWN.contains(&prefix(name))).map(String::as_str).collect();
    let unknown: Vec<_> = foreign.iter().filter(|name| !table.contains_key(*name)).collect();
    assert!(unknown.is_empty(), "not in the table: {unknown:?}");
    for quad in DATA.iter().chain(ontology()) {
        let predicate = short(quad.predicate.as_str());
        assert!(
            table.get(predicate.as_str()).is_none_or(|row| row.kind == "property"),
            "{predicate} is no property"
        );
        let class = term(&quad.object).filter(|_| quad.predicate == rdf::TYPE);
        let is_class =
            |class: &String| table.get(class.as_str()).is_none_or(|row| row.kind == "class");
        assert!(class.as_ref().is_none_or(is_class), "{class:?} is no class");
    }
}

/// What is known of classes and their instances.
struct Knowledge {
    supers: BTreeMap<String, BTreeSet<String>>,
    types: BTreeMap<String, BTreeSet<String>>,
    table: BTreeMap<&'static str, Row>,
}

impl Knowledge {
    /// Collects knowledge from the quads, the ontology and the table.
    fn new(quads: &[Quad]) -> Self {
        let table = table();
        let mut supers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, row) in &table {
            let of_row = if row.kind == "individual" { &mut types } else { &mut supers };
            of_row
                .entry((*name).to_owned())
                .or_default()
                .extend(row.supers.iter().map(|one| (*one).to_owned()));
        }
        for quad in quads.iter().chain(ontology()) {
            let Some(object) = term(&quad.object) else { continue };
            if quad.predicate == rdf::TYPE {
                types.entry(subject(quad)).or_default().insert(object);
            } else if quad.predicate == SUB_CLASS_OF {
                supers.entry(subject(quad)).or_default().insert(object);
            }
        }
        Self { supers, types, table }
    }

    /// Returns the classes of a node, with all superclasses.
    fn classes(&self, node: &str) -> BTreeSet<&str> {
        let mut todo: Vec<&str> =
            self.types.get(node).into_iter().flatten().map(String::as_str).collect();
        let mut classes = BTreeSet::new();
        while let Some(class) = todo.pop() {
            if classes.insert(class) {
                todo.extend(self.supers.get(class).into_iter().flatten().map(String::as_str));
            }
        }
        classes
    }

    fn is_one_of(&self, node: &Term, classes: &[String]) -> bool {
        let any = ["rdfs:Resource", "owl:Thing"];
        match node {
            Term::Literal(literal) => {
                let datatype = short(literal.datatype().as_str());
                classes.iter().any(|class| {
                    ["rdfs:Resource", "rdfs:Literal", &datatype].contains(&class.as_str())
                })
            }
            _ if classes.iter().any(|class| any.contains(&class.as_str())) => true,
            node => {
                let own = self.classes(&term(node).expect("no blank nodes"));
                classes.iter().any(|class| own.contains(class.as_str()))
            }
        }
    }
}

/// Returns the domain and range of each property.
fn bounds(knowledge: &Knowledge) -> BTreeMap<String, [Vec<String>; 2]> {
    let owned = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let foreign = knowledge
        .table
        .iter()
        .map(|(name, row)| ((*name).to_owned(), [owned(&row.domain), owned(&row.range)]));
    let mut bounds: BTreeMap<_, _> = foreign.collect();
    for (side, property) in ["rdfs:domain", "rdfs:range"].into_iter().enumerate() {
        for (name, classes) in values(property) {
            let of_property: &mut [Vec<String>; 2] = bounds.entry(name).or_default();
            of_property[side].extend(classes.iter().filter_map(term));
        }
    }
    bounds
}

#[test]
fn domains_and_ranges_are_respected() {
    respected(&DATA, &Knowledge::new(&DATA));
}

/// Checks that every subject is in the domain, and every object in the range, of its property.
fn respected(quads: &[Quad], knowledge: &Knowledge) {
    let bounds = bounds(knowledge);
    let mut wrong = BTreeSet::new();
    for quad in quads.iter().filter(|quad| quad.predicate != rdf::TYPE) {
        let predicate = short(quad.predicate.as_str());
        let Some([domain, range]) = bounds.get(&predicate) else { continue };
        for (side, node, classes) in [
            ("domain", Term::from(quad.subject.clone()), domain),
            ("range", quad.object.clone(), range),
        ] {
            if !classes.is_empty() && !knowledge.is_one_of(&node, classes) {
                wrong.insert(format!("{side} of {predicate}: {node}"));
            }
        }
    }
    let some: Vec<_> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{} wrong: {some:#?}", wrong.len());
}

/// Returns properties with several values although their definitions allow one, with the values.
fn repeated(quads: &[Quad]) -> BTreeSet<String> {
    let table = table();
    let mut values: BTreeMap<(String, &str, String), BTreeSet<String>> = BTreeMap::new();
    for quad in quads {
        let predicate = short(quad.predicate.as_str());
        let (subject, object) = (quad.subject.to_string(), quad.object.to_string());
        for side in
            table.get(predicate.as_str()).map(|row| row.unique.as_slice()).unwrap_or_default()
        {
            let (node, value) =
                if *side == "object" { (&subject, &object) } else { (&object, &subject) };
            values
                .entry((predicate.clone(), *side, node.clone()))
                .or_default()
                .insert(value.clone());
        }
    }
    values
        .into_iter()
        .filter(|(_, values)| values.len() > 1)
        .map(|((predicate, side, _), _)| predicate + " " + side)
        .collect()
}

#[test]
fn what_a_thing_has_one_of_stands_once() {
    assert!(table().values().filter(|row| !row.unique.is_empty()).count() > 3);
    assert_eq!(repeated(&DATA), BTreeSet::new());
}

#[test]
fn the_view_by_eli_is_as_eli_defines_it() {
    let store = Store::memory().expect("memory works");
    for (source, facts) in seeds() {
        store
            .replace(graph_name(&document(&source, &facts)).as_ref(), &graph(&source, &facts))
            .expect("memory works");
    }
    let view = Profile::find("eli").expect("the profile").view(&store).expect("the query runs");
    let unknown: Vec<_> = terms(&view)
        .into_iter()
        .filter(|name| prefix(name).starts_with("eli") && !table().contains_key(name.as_str()))
        .collect();
    assert!(unknown.is_empty(), "not in the table: {unknown:?}");
    // The graph has what the view omits about issuers and regions.
    let known: Vec<Quad> = view.iter().chain(&*DATA).cloned().collect();
    respected(&view, &Knowledge::new(&known));
    assert_eq!(repeated(&view), BTreeSet::new());
}

#[test]
fn nothing_is_of_two_classes_that_exclude_each_other() {
    let knowledge = Knowledge::new(&DATA);
    for node in knowledge.types.keys() {
        let classes = knowledge.classes(node);
        for class in &classes {
            let disjoint =
                knowledge.table.get(class).map(|row| row.disjoint.as_slice()).unwrap_or_default();
            let both: Vec<_> = disjoint.iter().filter(|other| classes.contains(**other)).collect();
            assert!(both.is_empty(), "{node} is a {class} and a {both:?}");
        }
    }
}

#[test]
fn the_page_has_every_term_and_needs_nothing_else() {
    let ontology = Ontology::new();
    let page = page(&ontology, None);
    let anchors: Vec<_> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: BTreeSet<_> = anchors.iter().copied().collect();
    assert_eq!(anchors.len(), unique.len(), "an anchor stands twice");
    for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(unique.contains(link), "`#{link}` leads nowhere");
    }
    for term in &ontology.terms {
        assert!(
            page.contains(&term.iri) || page.contains(&short(&term.iri)),
            "{} is not on the page",
            term.iri
        );
    }
    assert!(
        ["<script", "<img", "src=", "@import", "url("]
            .iter()
            .all(|outside| !page.contains(outside))
    );
    assert_eq!((page.matches("<h1").count(), page.matches("<html lang=\"zh\">").count()), (1, 1));
}

#[test]
fn the_page_counts_what_a_store_has() {
    let (source, facts) = (crate::support::source(), crate::support::facts());
    let store = Store::memory().expect("memory is there");
    store
        .replace(graph_name(&document(&source, &facts)).as_ref(), &graph(&source, &facts))
        .expect("memory works");
    let counts = usage(&store).expect("it can be asked");
    let of = |iri: &str| counts.get(&format!("https://w3id.org/zeren/{iri}")).copied();
    assert_eq!(
        (of("ns#Task"), of("ns#dueDate"), of("role/lead"), of("ns#Rule")),
        (Some(4), Some(1), Some(1), None)
    );
    assert!(page(&Ontology::new(), Some(&counts)).contains("使用次数"));
}

#[test]
fn the_diagram_is_that_of_the_ontology() {
    let drawn = std::fs::read_to_string("ontology/diagram.dot").expect("it is there");
    assert!(
        drawn == diagram(&Ontology::new()),
        "write it anew: `zeren doc --diagram`, then `dot -Tsvg`"
    );
}
