//! The shipped shapes: every document conforms to them, each targets something, and each of their
//! messages is reported for a document that breaks it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, Quad, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use serde::Deserialize;
use zeren::correct;
use zeren::correct::Corrections;
use zeren::graph;
use zeren::graph::vocab::{PREFIXES, eli};
use zeren::graph::{ONTOLOGY, ontology};
use zeren::validate::{Checked, Severity, Shapes, ShapesError, documents, validate};

use crate::graph::seeds;
use crate::support::{merged, parse};

const SH: &str = "http://www.w3.org/ns/shacl#";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// A small document with a bit of everything, corrected by a person; the ontology; the seeds.
/// Violations in the first ones are found sooner.
fn graphs() -> Vec<Vec<Quad>> {
    let plan = zeren::read::read_path(Path::new("tests/fixtures/shapes/plan.txt"))
        .expect("the fixture is text");
    let corrections =
        fs::read_to_string("tests/fixtures/shapes/corrections.toml").expect("the fixture is there");
    let mut facts = zeren::extract_facts(&plan);
    correct(
        &mut facts,
        &plan,
        &Corrections::parse(&corrections).expect("the fixture holds corrections"),
    );
    assert!(facts.corrections.iter().all(|one| one.outcome.is_ok()), "{:?}", facts.corrections);
    let seeds = seeds().into_iter().flat_map(|(source, facts)| documents(graph(&source, &facts)));
    let progress = parse(
        &fs::read("tests/fixtures/shapes/progress.ttl").expect("the fixture is there"),
        RdfFormat::Turtle,
    );
    documents(graph(&plan, &facts))
        .into_iter()
        .chain([ontology().to_vec(), progress])
        .chain(seeds)
        .collect()
}

fn shapes_graph() -> Vec<Quad> {
    parse(&fs::read("ontology/shapes.ttl").expect("the shapes are there"), RdfFormat::Turtle)
}

fn check(quads: &[Quad]) -> Checked {
    static SHAPES: LazyLock<Shapes> = LazyLock::new(Shapes::shipped);
    validate(&SHAPES, quads).expect("the shipped shapes are whole")
}

/// Returns the messages about a graph, in English.
fn told(checked: &Checked) -> BTreeSet<String> {
    let messages = checked.violations.iter().flat_map(|violation| &violation.messages);
    messages
        .filter(|message| message.language() == Some("en"))
        .map(|message| message.value().to_owned())
        .collect()
}

#[test]
fn every_graph_conforms_and_every_shape_is_about_something() {
    let mut about = BTreeSet::new();
    for quads in graphs() {
        let checked = check(&quads);
        assert_eq!(checked.violations, [], "{:?}", checked.graph);
        about.extend(checked.focus.into_keys());
    }
    let named = Shapes::shipped().targeted().into_iter().map(|name| name.as_str().to_owned());
    assert_eq!(about, named.collect());
}

#[test]
fn documents_of_many_kinds_conform() {
    let mut n_documents = 0;
    for entry in fs::read_dir("tests/corpus").expect("the corpus is there") {
        let path = entry.expect("the folder can be read").path();
        let Ok(source) = zeren::read::read_path(&path) else { continue };
        for quads in documents(graph(&source, &zeren::extract_facts(&source))) {
            n_documents += 1;
            let wrong = check(&quads)
                .violations
                .into_iter()
                .filter(|one| one.severity == Severity::Violation);
            assert_eq!(wrong.collect::<Vec<_>>(), [], "{}", path.display());
        }
    }
    assert!(n_documents > 15, "{n_documents}");
}

#[test]
fn the_terms_that_are_let_through_are_those_of_the_ontology() {
    let shapes = shapes_graph();
    let own = |quads: &[Quad], select: &dyn Fn(&Quad) -> Option<String>| -> BTreeSet<String> {
        quads
            .iter()
            .filter_map(select)
            .filter(|iri| iri.starts_with("<https://w3id.org/zeren/ns#"))
            .collect()
    };
    let listed = own(&shapes, &|quad| {
        quad.predicate.as_str().ends_with("#first").then(|| quad.object.to_string())
    });
    let defined = own(ontology(), &|quad| {
        let is_property =
            quad.predicate.as_str() == TYPE && quad.object.to_string().ends_with("Property>");
        is_property.then(|| quad.subject.to_string())
    });
    assert!(defined.is_subset(&listed), "{:?}", defined.difference(&listed));
    assert!(
        listed.difference(&defined).all(|iri| iri.chars().nth(27).is_some_and(char::is_uppercase)),
        "{listed:?}"
    );
}

#[test]
fn every_class_of_the_data_has_a_shape() {
    let classes = |quads: &[Quad], predicate: &str| -> BTreeSet<String> {
        quads
            .iter()
            .filter(|quad| quad.predicate.as_str() == predicate)
            .map(|quad| quad.object.to_string())
            .collect()
    };
    let targets = classes(&shapes_graph(), &format!("{SH}targetClass"));
    assert!(targets.contains(&eli::WORK.to_string()));
    for mut quads in graphs() {
        quads.retain(|quad| quad.graph_name != ONTOLOGY.into());
        let used = classes(&quads, TYPE);
        assert!(used.is_subset(&targets), "{:?}", used.difference(&targets));
    }
}

#[test]
fn every_message_is_in_english_and_chinese() {
    let mut messages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for quad in
        shapes_graph().into_iter().filter(|quad| quad.predicate.as_str() == format!("{SH}message"))
    {
        let Term::Literal(message) = quad.object else { panic!("{} is no text", quad.object) };
        let language = message.language().unwrap_or_default().to_owned();
        messages.entry(quad.subject.to_string()).or_default().push(language);
    }
    for languages in messages.values_mut() {
        languages.sort();
        assert_eq!(*languages, ["en", "zh"]);
    }
    assert!(messages.len() > 100);
}

#[derive(Deserialize)]
struct Fixtures {
    broken: Vec<Broken>,
}

/// A way to break a graph; see the file.
#[derive(Deserialize)]
struct Broken {
    breaks: String,
    node: String,
    #[serde(default = "nothing")]
    drop: String,
    #[serde(default)]
    add: String,
}

/// Returns a property that nothing has.
fn nothing() -> String {
    "ex:nothing".to_owned()
}

/// Returns a graph as a store without graph names.
fn stored(quads: &[Quad]) -> Store {
    let store = Store::new().expect("memory is there");
    store.extend(merged(quads)).expect("memory takes it");
    store
}

impl Broken {
    fn prefixes() -> String {
        let prefixes = PREFIXES.iter().chain(&[("ex", "http://example.org/")]);
        prefixes.map(|(name, iri)| format!("PREFIX {name}: <{iri}>\n")).collect()
    }

    /// Whether the graph has something that can be broken in this way.
    fn fits(&self, graph: &Store) -> bool {
        let ask = format!("{}ASK {{ {} }}", Self::prefixes(), self.node);
        let ask = SparqlEvaluator::new()
            .parse_query(&ask)
            .unwrap_or_else(|error| panic!("{}: {error}", self.breaks));
        matches!(ask.on_store(graph).execute(), Ok(QueryResults::Boolean(true)))
    }

    /// Returns the broken graph.
    fn apply(&self, quads: &[Quad]) -> Vec<Quad> {
        let Self { node, drop, add, .. } = self;
        let found = format!("{{ SELECT * {{ {node} }} ORDER BY ?x LIMIT 1 }}");
        let dropped = format!("OPTIONAL {{ ?x ?dropped ?value FILTER (?dropped IN ({drop})) }}");
        let prefixes = Self::prefixes();
        let update = format!(
            "{prefixes}DELETE {{ ?x ?dropped ?value }} INSERT {{ {add} }} WHERE {{ {found} {dropped} }}"
        );
        let store = stored(quads);
        let update = SparqlEvaluator::new()
            .parse_update(&update)
            .unwrap_or_else(|error| panic!("{}: {error}", self.breaks));
        update.on_store(&store).execute().expect("memory works");
        let after: Vec<Quad> = store.iter().collect::<Result<_, _>>().expect("memory works");
        assert_ne!(merged(&after), merged(quads), "nothing is broken: {}", self.breaks);
        after
    }
}

#[test]
fn every_message_is_told_of_a_graph_that_breaks_it() {
    let text =
        fs::read_to_string("tests/fixtures/shapes/broken.toml").expect("the fixture is there");
    let fixtures: Fixtures = toml::from_str(&text).expect("the fixture is TOML");
    let mut declared: BTreeSet<String> = BTreeSet::new();
    for quad in shapes_graph() {
        if let (true, Term::Literal(message)) =
            (quad.predicate.as_str() == format!("{SH}message"), &quad.object)
            && message.language() == Some("en")
        {
            assert!(
                declared.insert(message.value().to_owned()),
                "two constraints say `{}`",
                message.value()
            );
        }
    }
    let graphs: Vec<_> = graphs().into_iter().map(|quads| (stored(&quads), quads)).collect();
    let mut missed = Vec::new();
    for broken in &fixtures.broken {
        let found = graphs.iter().find(|(graph, _)| broken.fits(graph));
        let (_, quads) =
            found.unwrap_or_else(|| panic!("nothing is found to break: {}", broken.breaks));
        let told = told(&check(&broken.apply(quads)));
        if !told.contains(&broken.breaks) {
            missed.push((&broken.breaks, told));
        }
    }
    assert_eq!(missed, [], "messages that were not told, and what was");
    assert_eq!(
        fixtures.broken.iter().map(|broken| broken.breaks.clone()).collect::<BTreeSet<_>>(),
        declared
    );
}

#[test]
fn shapes_that_an_engine_would_pass_over_are_refused() {
    let shape = |rest: &str| {
        let text = format!(
            "@prefix sh: <{SH}> . @prefix ex: <http://example.org/> .
             ex:Shape a sh:NodeShape ; sh:targetClass ex:Thing ; {rest} ."
        );
        Shapes::parse(text.as_bytes(), RdfFormat::Turtle)
    };
    assert!(shape("sh:property [ sh:path ex:p ; sh:minCount 1 ]").is_ok());
    let select = |query: &str| shape(&format!("sh:sparql [ sh:select '{query}' ]"));
    assert!(select("SELECT $this { $this a ex:Thing }").is_err(), "the prefix is not declared");
    assert!(select("SELECT $this { $this ?p ?o }").is_ok());
    assert!(matches!(select("SELECT $this WHERE").err(), Some(ShapesError::Query { .. })));
    assert!(select("SELECT $this { SERVICE <http://example.org/> { $this ?p ?o } }").is_err());
    assert!(matches!(shape("sh:property [ sh:minCount 1 ]").err(), Some(ShapesError::Path(_))));
    let untargeted = format!("<http://example.org/a> a <{SH}NodeShape> .");
    assert!(matches!(
        Shapes::parse(untargeted.as_bytes(), RdfFormat::Turtle).err(),
        Some(ShapesError::NoTarget)
    ));
    assert!(matches!(Shapes::parse(b"<a", RdfFormat::Turtle).err(), Some(ShapesError::Syntax(_))));
}

#[test]
fn rows_with_cells_carried_down_keep_to_the_shapes() {
    for name in ["plan.txt", "province.txt", "county.html", "zoom.html"] {
        let source = zeren::read::read_path(&Path::new("tests/fixtures/read").join(name))
            .expect("the fixture can be read");
        for quads in documents(graph(&source, &zeren::extract_facts(&source))) {
            assert_eq!(check(&quads).violations, [], "{name}");
        }
    }
}

/// Runs `zeren validate`; returns exit code, standard output and standard error.
fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_zeren"))
        .env("ZEREN_LANG", "en")
        .arg("validate")
        .args(args)
        .output()
        .expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Writes the graph of the small plan, with an invalid date as deadline, to a file.
fn undated(folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_zeren"))
        .env("ZEREN_LANG", "en")
        .args(["extract", "tests/fixtures/shapes/plan.txt", "--format", "nquads"])
        .output()
        .expect("it starts");
    let quads = String::from_utf8(output.stdout).expect("the program prints UTF-8");
    let path = folder.join("plan.nq");
    fs::write(&path, quads.replace("#value> \"2024-12-31\"", "#value> \"年底\""))
        .expect("the folder takes it");
    path.to_str().expect("the path is UTF-8").to_owned()
}

#[test]
fn a_violation_is_told_at_its_line() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (code, text, notes) = run(&[&undated(folder.path())]);
    assert_eq!((code, notes.as_str()), (Some(1), ""));
    let (told, sum) = text.split_once("1 violation in 1 graph, ").expect("the last line sums up");
    assert!(sum.ends_with(" shapes\n"), "{sum}");
    insta::assert_snapshot!(told, @r#"
    plan.txt:17:9: violation: the value of a deadline is a date, of a period two, of a recurrence or duration a duration
        id:doc/371721/jiazhengbanfa-2024-7-74a856/annex/1/task/1.1/time/1 "年底"
        ⟦2024年年底前⟧
    "#);
    let (code, json, _) = run(&[&undated(folder.path()), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!((code, &json["conforms"]), (Some(1), &serde_json::Value::Bool(false)));
    let result = &json["results"][0];
    assert_eq!((result["file"].as_str(), result["line"].as_u64()), (Some("plan.txt"), Some(17)));
    let quote: Vec<_> = result["quote"].as_str().into_iter().collect();
    assert_eq!(quote, ["2024年年底前"]);
}

#[test]
fn the_report_in_turtle_is_one_of_shacl() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (_, turtle, _) = run(&[&undated(folder.path()), "--format", "ttl"]);
    let quads = parse(turtle.as_bytes(), RdfFormat::Turtle);
    let values = |name: &str| {
        let found = quads.iter().filter(|quad| quad.predicate.as_str() == format!("{SH}{name}"));
        found.map(|quad| quad.object.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(values("conforms"), ["\"false\"^^<http://www.w3.org/2001/XMLSchema#boolean>"]);
    assert_eq!(values("sourceShape"), ["<https://w3id.org/zeren/shapes#Time>"]);
    assert_eq!(values("resultMessage").len(), 2);
    assert!(quads.iter().all(|quad| quad.graph_name == GraphName::DefaultGraph));
}

#[test]
fn exit_codes_say_conforms_does_not_and_could_not() {
    let (code, text, _) = run(&["seeds"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.starts_with("conforms: 5 graphs"), "{text}");
    for (args, expected) in [
        (&["none.ttl"][..], "cannot read `none.ttl`"),
        (&["seeds", "--shapes", "none.ttl"], "cannot read `none.ttl`"),
        (&["seeds", "--shapes", "Cargo.toml"], "cannot tell the syntax"),
        (&["-l", "none"], "no store at `none`"),
    ] {
        let (code, _, notes) = run(args);
        assert_eq!(code, Some(2), "{notes}");
        assert!(notes.contains(expected) && notes.contains("hint: "), "{notes}");
    }
    let (code, text, notes) =
        run(&["tests/fixtures/read/plan.txt", "tests/fixtures/read/locked.pdf"]);
    assert_eq!(code, Some(1), "what cannot be read does not conform");
    assert!(text.starts_with("conforms: 1 graph") && notes.contains("locked.pdf"), "{text}{notes}");
    let (code, _, notes) = run(&["ontology/zeren.ttl", "--shapes", "ontology/shapes.ttl"]);
    assert_eq!((code, notes.as_str()), (Some(0), ""));
}
