//! Writes a view as nodes and links:
//! `{"nodes": [{"id", "kind", "label", …}], "links": [{"source", "target", "role", …}]}`.

use petgraph::graph::DiGraph;
use petgraph::visit::EdgeRef;
use serde::Serialize;

use super::progress::Progress;
use super::{Link, LinkKind, Node, View};

#[derive(Serialize)]
struct Document<'a> {
    view: &'static str,
    directed: bool,
    multigraph: bool,
    nodes: Vec<JsonNode<'a>>,
    links: Vec<JsonLink<'a>>,
}

#[derive(Serialize)]
struct JsonNode<'a> {
    id: &'a str,
    kind: &'static str,
    label: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    full: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<JsonPart<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n_tasks: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<&'static str>,
}

#[derive(Serialize)]
struct JsonPart<'a> {
    number: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct JsonLink<'a> {
    source: &'a str,
    target: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<&'static str>,
    weight: usize,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    implied: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// Writes the nodes and links of a view.
pub(super) fn json(graph: &DiGraph<Node, Link>, view: View) -> String {
    let nodes = graph.node_weights().map(node).collect();
    let links = graph
        .edge_references()
        .map(|edge| link(&graph[edge.source()].iri, &graph[edge.target()].iri, edge.weight()))
        .collect();
    let directed = view != View::Units;
    let document = Document { view: view.word(), directed, multigraph: directed, nodes, links };
    let mut text = serde_json::to_string_pretty(&document)
        .expect("strings, numbers and flags always serialize");
    text.push('\n');
    text
}

fn node(node: &Node) -> JsonNode<'_> {
    JsonNode {
        id: &node.iri,
        kind: node.kind.word(),
        label: &node.label,
        full: &node.full,
        number: node.number.as_deref(),
        part: node.part.as_ref().map(|part| JsonPart { number: &part.number, title: &part.title }),
        document: node.document.as_deref(),
        n_tasks: node.kind.is_agent().then_some(node.n_tasks),
        progress: node.progress.map(Progress::word),
    }
}

fn link<'a>(source: &'a str, target: &'a str, link: &'a Link) -> JsonLink<'a> {
    let (role, relation) = match link.kind {
        LinkKind::Role(role) => (Some(role.word()), None),
        LinkKind::Relation(relation) => (None, Some(relation.word())),
        LinkKind::Shared => (None, None),
    };
    JsonLink {
        source,
        target,
        role,
        relation,
        weight: link.weight,
        implied: link.implied,
        note: link.note.as_deref(),
    }
}
