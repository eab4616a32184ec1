//! `zeren export --for`: the files for other systems. `tests/interop/run` tests whether the systems
//! accept them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use oxigraph::io::RdfFormat;
use oxigraph::model::Quad;
use zeren::export::labels::labelled;
use zeren::export::property::PropertyGraph;
use zeren::export::system::{SCRIPT, System};
use zeren::graph::ontology;
use zeren::graph::vocab::zr;
use zeren::store::Store;
use zeren::syntax::canonical::isomorphic;

use crate::gold::root;
use crate::support::{facts, merged, parse, source};

/// Returns a store of the small notice.
fn store() -> Store {
    let (source, facts) = (source(), facts());
    let store = Store::memory().expect("memory works");
    let name = zeren::graph::graph_name(&zeren::graph::document(&source, &facts));
    store.replace(name.as_ref(), &zeren::graph(&source, &facts)).expect("memory works");
    store
}

fn files(name: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut put = |name: &str, bytes: &[u8]| -> io::Result<()> {
        assert!(
            files.insert(name.to_owned(), bytes.to_owned()).is_none(),
            "{name} is written twice"
        );
        Ok(())
    };
    System::find(name).expect("the system").write(&store(), &mut put).expect("memory works");
    files
}

fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    std::str::from_utf8(files.get(name).unwrap_or_else(|| panic!("no {name}"))).expect("UTF-8")
}

/// Returns everything that a triple store gets.
fn all() -> Vec<Quad> {
    let mut quads = labelled(&store()).expect("memory works");
    let named: HashSet<Quad> = quads.iter().cloned().collect();
    quads.extend(ontology().iter().filter(|quad| !named.contains(*quad)).cloned());
    quads
}

#[test]
fn every_system_has_a_script_that_its_shell_can_read() {
    for system in System::ALL {
        let files = files(system.name);
        let script = text(&files, SCRIPT);
        let shell = if script.starts_with("#!/usr/bin/env bash\n") {
            ["bash", "-n"]
        } else {
            ["python3", "-"]
        };
        let source = match shell[0] {
            "bash" => script.to_owned(),
            _ => format!("compile({script:?}, 'load', 'exec')"),
        };
        let mut child = Command::new(shell[0])
            .arg(shell[1])
            .stdin(Stdio::piped())
            .spawn()
            .expect("the shell starts");
        io::Write::write_all(&mut child.stdin.take().expect("a pipe"), source.as_bytes())
            .expect("it reads");
        assert!(child.wait().expect("it ends").success(), "{}", system.name);
    }
    assert!(System::ALL.is_sorted_by_key(|system| system.name) && System::find("excel").is_none());
}

#[test]
fn triple_stores_get_every_graph() {
    for name in ["fuseki", "graphdb", "qlever", "rdflib"] {
        let files = files(name);
        let quads = parse(&files["zeren.nq"], RdfFormat::NQuads);
        assert!(isomorphic(&quads, &all()).expect("no blank nodes"), "{name}");
    }
    for name in ["fuseki", "graphdb"] {
        assert!(!parse(&files(name)["zeren.ttl"], RdfFormat::Turtle).is_empty());
    }
}

#[test]
fn virtuoso_gets_a_file_a_graph() {
    let files = files("virtuoso");
    let mut quads = Vec::new();
    for line in text(&files, "graphs.tsv").lines() {
        let [file, n, graph] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let of_graph = parse(&files[file], RdfFormat::NTriples);
        assert_eq!(of_graph.len().to_string(), n);
        let graph = oxigraph::model::NamedNode::new(graph).expect("an IRI");
        quads.extend(
            of_graph.into_iter().map(|quad| Quad { graph_name: graph.clone().into(), ..quad }),
        );
    }
    assert!(isomorphic(&quads, &all()).expect("no blank nodes"));
    assert!(!merged(&quads).is_empty());
}

#[test]
fn links_join_nodes_and_bear_their_quotes() {
    let graph = PropertyGraph::of(&store()).expect("memory works");
    let nodes: BTreeSet<&str> = graph.nodes.iter().map(|node| node.iri.as_str()).collect();
    assert_eq!(nodes.len(), graph.nodes.len(), "a node stands twice");
    assert!(
        graph
            .links
            .iter()
            .all(|link| nodes.contains(link.from.as_str()) && nodes.contains(link.to.as_str()))
    );
    let n = |kind: &str| graph.nodes.iter().filter(|node| node.kind == kind).count();
    assert_eq!((n("Task"), n("Document"), n("Section")), (4, 2, 1));
    let of_kind =
        |kind: &str| graph.links.iter().filter(|link| link.kind == kind).collect::<Vec<_>>();
    let [lead] = of_kind("lead")[..] else { panic!("one task is led") };
    assert_eq!(lead.values["quote"], "县发展改革委");
    assert!(
        lead.from.ends_with("/annex/1/task/1.1") && lead.values["rule"].ends_with("/rule/small")
    );
    assert_eq!(of_kind("in").len(), 4);
}

#[test]
fn every_assignment_of_the_seeds_is_a_link() {
    let store = Store::memory().expect("memory works");
    let mut assignments = BTreeSet::new();
    for (source, facts) in crate::graph::seeds() {
        let quads = zeren::graph(&source, &facts);
        let of_type = quads.iter().filter(|quad| quad.object == zr::ASSIGNMENT.into());
        assignments.extend(of_type.map(|quad| quad.subject.to_string()));
        store
            .replace(
                zeren::graph::graph_name(&zeren::graph::document(&source, &facts)).as_ref(),
                &quads,
            )
            .expect("memory works");
    }
    let graph = PropertyGraph::of(&store).expect("memory works");
    let links: BTreeSet<String> = graph
        .links
        .iter()
        .filter_map(|link| link.values.get("iri"))
        .map(|iri| format!("<{iri}>"))
        .collect();
    assert!(assignments.len() > 500);
    assert_eq!(assignments.difference(&links).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn neo4j_gets_tables_whose_links_have_both_ends() {
    let files = files("neo4j");
    let table = |name: &str| {
        let mut reader = csv::Reader::from_reader(files[name].as_slice());
        let header =
            reader.headers().expect("a header").iter().map(str::to_owned).collect::<Vec<_>>();
        (header, reader.records().map(|row| row.expect("a row")).collect::<Vec<_>>())
    };
    let (header, nodes) = table("nodes.csv");
    assert!(header.starts_with(&["iri:ID".to_owned(), ":LABEL".to_owned()]), "{header:?}");
    let known: BTreeSet<_> = nodes.iter().map(|row| row[0].to_owned()).collect();
    let (header, links) = table("relationships.csv");
    assert!(
        header.starts_with(&[":START_ID", ":END_ID", ":TYPE"].map(str::to_owned)),
        "{header:?}"
    );
    assert!(
        links.iter().all(|row| known.contains(&row[0]) && known.contains(&row[1]))
            && !links.is_empty()
    );
}

#[test]
fn graphml_and_gexf_are_xml_with_all_nodes_and_links() {
    let files = files("networkx");
    let graph = PropertyGraph::of(&store()).expect("memory works");
    for name in ["zeren.graphml", "zeren.gexf"] {
        let xml = roxmltree::Document::parse(text(&files, name)).expect("XML");
        let n = |tag: &str| xml.descendants().filter(|node| node.has_tag_name(tag)).count();
        let n = |tag: &str| {
            let namespace = xml.root_element().tag_name().namespace().expect("a namespace");
            n(tag).max(xml.descendants().filter(|node| node.has_tag_name((namespace, tag))).count())
        };
        assert_eq!((n("node"), n("edge")), (graph.nodes.len(), graph.links.len()), "{name}");
        // Texts and attribute values, with their quotation marks, line ends and brackets.
        let attributes =
            xml.descendants().flat_map(|node| node.attributes()).map(|attribute| attribute.value());
        let held: BTreeSet<&str> =
            xml.descendants().filter_map(|node| node.text()).chain(attributes).collect();
        for value in graph.nodes.iter().flat_map(|node| node.values.values()) {
            assert!(held.contains(value.as_str()), "{name} lost {value}");
        }
    }
}

#[test]
fn the_command_writes_a_script_that_can_be_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let export = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zeren"));
        command.env("ZEREN_LANG", "en");
        command
            .args(["export", "--from", "seeds/004_32664dbbf310c217.txt"])
            .args(args)
            .current_dir(root());
        let told = command.output().expect("the program starts");
        (told.status.code(), String::from_utf8(told.stderr).expect("UTF-8"))
    };
    let to = folder.path().join("rdflib");
    let (code, told) = export(&["--for", "rdflib", "--output", to.to_str().expect("UTF-8")]);
    assert!(code == Some(0) && told.contains("load to load it"), "{told}");
    assert!(runs(&to.join(SCRIPT)), "the script may be run");
    let (code, told) = export(&["--for", "excel", "--output", "x"]);
    assert!(code == Some(2) && told.contains("use one of fuseki, graphdb, neo4j"), "{told}");
    let (code, told) = export(&["--for", "rdflib"]);
    assert!(code == Some(2) && told.contains("--output"), "{told}");
}

#[cfg(unix)]
fn runs(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().expect("it is there").permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn runs(path: &Path) -> bool {
    path.is_file()
}
