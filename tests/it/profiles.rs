//! Views of the seeds in other vocabularies: they conform to their shapes, which detect broken
//! views, and contain as much as the graph.

use std::collections::BTreeMap;

use oxigraph::io::RdfFormat;
use oxigraph::model::{Graph, Quad, TripleRef};
use shacl_rust::validation::dataset::ValidationDataset;
use shacl_rust::{parse_shapes, validate};
use zeren::export::profile::Profile;
use zeren::store::Store;

use crate::graph::seeds;
use crate::support::parse;

fn store() -> Store {
    let store = Store::memory().expect("memory works");
    for (source, facts) in seeds() {
        let name = zeren::graph::graph_name(&zeren::graph::document(&source, &facts));
        store.replace(name.as_ref(), &zeren::graph(&source, &facts)).expect("memory works");
    }
    store
}

fn triples(quads: &[Quad]) -> Graph {
    quads.iter().map(|quad| TripleRef::from(quad.as_ref())).collect()
}

/// Returns the violations of a profile's shapes.
fn violations(profile: &Profile, quads: &[Quad]) -> Vec<String> {
    let shapes = triples(&parse(profile.shapes.as_bytes(), RdfFormat::Turtle));
    let set = ValidationDataset::from_graphs(triples(quads), shapes.clone()).expect("a data set");
    let parsed = parse_shapes(&shapes).expect("the shapes are well-formed");
    validate(&set, &parsed).get_results().iter().map(|result| format!("{result:?}")).collect()
}

/// Counts the entities of each class.
fn classes(quads: &[Quad]) -> BTreeMap<String, usize> {
    let mut n = BTreeMap::new();
    for quad in quads.iter().filter(|quad| quad.predicate == oxigraph::model::vocab::rdf::TYPE) {
        *n.entry(quad.object.to_string()).or_default() += 1;
    }
    n
}

#[test]
fn views_pass_their_shapes_and_have_no_blank_nodes() {
    let store = store();
    for profile in Profile::ALL {
        let view = profile.view(&store).expect("the query runs");
        assert!(!view.is_empty(), "{} shows nothing", profile.name);
        assert!(
            view.iter().all(|quad| !quad.subject.is_blank_node() && !quad.object.is_blank_node()),
            "{}",
            profile.name
        );
        let violations = violations(profile, &view);
        assert!(violations.is_empty(), "{}: {}", profile.name, violations.join("\n"));
    }
}

#[test]
fn every_class_of_a_view_has_a_shape() {
    let store = store();
    for profile in Profile::ALL {
        let shapes = parse(profile.shapes.as_bytes(), RdfFormat::Turtle);
        let shaped = |class: &str| shapes.iter().any(|quad| quad.object.to_string() == class);
        for class in classes(&profile.view(&store).expect("the query runs")).keys() {
            assert!(shaped(class), "{}: {class} has no shape", profile.name);
        }
    }
}

/// A property that each view needs, and without which its shapes fail.
const NEEDED: &[(&str, &str)] = &[
    ("cpsv", "http://data.europa.eu/m8g/hasCompetentAuthority"),
    ("eli", "http://data.europa.eu/eli/ontology#title"),
    ("org", "http://www.w3.org/2004/02/skos/core#prefLabel"),
    ("prov", "http://www.w3.org/ns/prov#wasQuotedFrom"),
    ("schema", "http://schema.org/subjectOf"),
];

#[test]
fn shapes_catch_what_is_missing() {
    let store = store();
    for (name, predicate) in NEEDED {
        let profile = Profile::find(name).expect("the profile");
        let mut view = profile.view(&store).expect("the query runs");
        // Without its text, a quote does not count as one for the shapes.
        let dropped = if *name == "prov" { "http://www.w3.org/ns/prov#value" } else { predicate };
        view.retain(|quad| quad.predicate.as_str() != dropped);
        assert!(!violations(profile, &view).is_empty(), "{name} passes without {dropped}");
    }
    assert_eq!(NEEDED.len(), Profile::ALL.len());
}

#[test]
fn views_hold_what_the_graph_holds() {
    let store = store();
    let graph = classes(&store.quads(None).expect("memory works"));
    let n = |profile: &str, class: &str| {
        let view =
            Profile::find(profile).expect("the profile").view(&store).expect("the query runs");
        classes(&view).get(class).copied().unwrap_or_default()
    };
    let tasks = graph["<https://w3id.org/zeren/ns#Task>"];
    assert_eq!(n("schema", "<http://schema.org/Action>"), tasks);
    let named = "SELECT DISTINCT ?task { ?task a zr:Task ; zr:lead|zr:host|zr:responsible ?unit . ?unit a org:FormalOrganization }";
    let named = zeren::query::rows(&store, named).expect("a query").len();
    let services = n("cpsv", "<http://purl.org/vocab/cpsv#PublicService>");
    assert!(named <= services && services <= tasks, "{named} {services} {tasks}");
    assert_eq!(
        n("eli", "<http://data.europa.eu/eli/ontology#WorkSubdivision>"),
        graph["<http://data.europa.eu/eli/ontology#WorkSubdivision>"]
    );
    assert_eq!(n("prov", "<http://www.w3.org/ns/prov#Bundle>"), seeds().len());
}

#[test]
fn profiles_are_found_by_name() {
    assert!(Profile::ALL.iter().all(|profile| Profile::find(profile.name) == Some(profile)));
    assert!(
        Profile::find("foaf").is_none() && Profile::ALL.is_sorted_by_key(|profile| profile.name)
    );
}
