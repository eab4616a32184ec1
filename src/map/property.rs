//! A view as a property graph: `县司法局` and `县财政局`, with a link whose weight is the number of
//! tasks they share.

use petgraph::graph::DiGraph;
use petgraph::visit::EdgeRef;

use super::{Link, LinkKind, Node, View};
use crate::export::graphml::{TASKS, WEIGHT};
use crate::export::property::{self, PropertyGraph, Values};

/// Returns the nodes and links of a view, in order.
pub(super) fn graph(shown: &DiGraph<Node, Link>, view: View) -> PropertyGraph {
    let link = |edge: petgraph::graph::EdgeReference<'_, Link>| property::Link {
        from: shown[edge.source()].iri.clone(),
        to: shown[edge.target()].iri.clone(),
        kind: word(edge.weight()).to_owned(),
        values: of_link(edge.weight()),
    };
    PropertyGraph {
        is_undirected: view == View::Units,
        nodes: shown.node_weights().map(node).collect(),
        links: shown.edge_references().map(link).collect(),
    }
}

fn node(node: &Node) -> property::Node {
    let tasks = node.kind.is_agent().then(|| node.n_tasks.to_string());
    let values = [
        ("name", Some(node.label.clone())),
        ("full", Some(node.full.clone()).filter(|full| !full.is_empty())),
        ("number", node.number.clone()),
        ("region", node.region.clone()),
        (TASKS, tasks),
        ("progress", node.progress.map(|progress| progress.word().to_owned())),
    ];
    property::Node { kind: node.kind.word(), iri: node.iri.clone(), values: present(values) }
}

fn of_link(link: &Link) -> Values {
    let implied = link.implied.then(|| "true".to_owned());
    present([
        (WEIGHT, Some(link.weight.to_string())),
        ("implied", implied),
        ("duty", link.note.clone()),
    ])
}

fn present<const N: usize>(values: [(&str, Option<String>); N]) -> Values {
    values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn word(link: &Link) -> &'static str {
    match link.kind {
        LinkKind::Role(role) => role.word(),
        LinkKind::Relation(relation) => relation.word(),
        LinkKind::Shared => "shared",
    }
}
