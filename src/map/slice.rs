//! Narrows a map to a unit, a document, a role or a part of the plan.

use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::{Kind, Link, LinkKind, MapError, Node};
use crate::model::Role;

/// Which responsibilities a map shows; the default shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// Tasks in which this unit, class of units or person has a role: a name as written (县司法局), in full, or a part of one.
    pub unit: Option<String>,
    /// This document and what it attaches: its 发文字号, its title or a part of it, or its IRI or the last part of that.
    pub document: Option<String>,
    /// Only assignments in this role.
    pub role: Option<Role>,
    /// Only this section of the first level: its number (五) or a part of its heading.
    pub part: Option<String>,
}

impl Slice {
    /// What the slice leaves of `graph`, in the same order; names are looked up in the whole graph.
    pub(super) fn cut(&self, graph: DiGraph<Node, Link>) -> Result<DiGraph<Node, Link>, MapError> {
        let documents = self.document.as_ref().map(|name| documents(&graph, name)).transpose()?;
        let parts = self.part.as_ref().map(|name| parts(&graph, name)).transpose()?;
        let agents = self.unit.as_ref().map(|name| agents(&graph, name)).transpose()?;
        let mut graph = graph;
        if let Some(kept) = documents {
            graph = narrow(&graph, |_, node| {
                kept.contains(node.document.as_ref().unwrap_or(&node.iri)) || kept.contains(&node.iri)
            });
        }
        if let Some(kept) = parts {
            graph = narrow(&graph, |_, node| node.part.as_ref().is_some_and(|part| kept.contains(&part.iri)));
        }
        if let Some(role) = self.role {
            graph = graph.filter_map(|_, node| Some(node.clone()), |_, link| is_of(link, role).then(|| link.clone()));
            graph = narrow(&graph, |at, _| graph.edges(at).any(|edge| matches!(edge.weight().kind, LinkKind::Role(_))));
        }
        if let Some(kept) = agents {
            graph = narrow(&graph, |at, _| graph.edges(at).any(|edge| kept.contains(&graph[edge.target()].iri)));
        }
        let linked = |at| graph.edges_directed(at, Direction::Incoming).next().is_some();
        Ok(graph.filter_map(
            |at, node| (node.kind.is_duty() || linked(at)).then(|| node.clone()),
            |_, link| Some(link.clone()),
        ))
    }
}

/// Whether a slice by `role` leaves the link; citations stay with their tasks.
fn is_of(link: &Link, role: Role) -> bool {
    !matches!(link.kind, LinkKind::Role(other) if other != role)
}

/// Leaves the duties that pass, and the links from them; a document stays as a node, since tasks are titled by it.
fn narrow(graph: &DiGraph<Node, Link>, passes: impl Fn(NodeIndex, &Node) -> bool) -> DiGraph<Node, Link> {
    let kept: Vec<_> = graph.node_indices().map(|at| !graph[at].kind.is_duty() || passes(at, &graph[at])).collect();
    graph.filter_map(
        |at, node| (kept[at.index()] || node.kind == Kind::Document).then(|| node.clone()),
        |at, link| {
            let (from, _) = graph.edge_endpoints(at).expect("an edge that is visited has ends");
            kept[from.index()].then(|| link.clone())
        },
    )
}

/// IRIs of the documents that answer to `name`, and of what they attach.
fn documents(graph: &DiGraph<Node, Link>, name: &str) -> Result<BTreeSet<String>, MapError> {
    let documents = || graph.node_weights().filter(|node| node.kind == Kind::Document);
    let ends = format!("/{}", name.trim_start_matches('/'));
    let mut found: BTreeSet<String> =
        documents().filter(|node| node.iri.ends_with(&ends)).map(|node| node.iri.clone()).collect();
    if found.is_empty() {
        found = matching(documents(), name);
    }
    if found.is_empty() {
        let known = documents().flat_map(|node| node.number.iter().chain([&node.label]));
        return Err(MapError::UnknownDocument { name: name.into(), nearest: nearest(name, known) });
    }
    let attached = documents().filter(|node| node.document.as_ref().is_some_and(|iri| found.contains(iri)));
    let attached: Vec<_> = attached.map(|node| node.iri.clone()).collect();
    found.extend(attached);
    Ok(found)
}

/// IRIs of the parts that answer to `name`: the number itself, or else a part of the heading.
fn parts(graph: &DiGraph<Node, Link>, name: &str) -> Result<BTreeSet<String>, MapError> {
    let parts = || graph.node_weights().filter_map(|node| node.part.as_ref());
    let number = name.trim_end_matches('、');
    let mut found: BTreeSet<String> =
        parts().filter(|part| part.number == number).map(|part| part.iri.clone()).collect();
    if found.is_empty() {
        found = parts().filter(|part| part.title.contains(name)).map(|part| part.iri.clone()).collect();
    }
    if found.is_empty() {
        let known = parts().flat_map(|part| [&part.number, &part.title]);
        return Err(MapError::UnknownPart { name: name.into(), nearest: nearest(name, known) });
    }
    Ok(found)
}

/// IRIs of the agents that answer to `name`.
fn agents(graph: &DiGraph<Node, Link>, name: &str) -> Result<BTreeSet<String>, MapError> {
    let agents = || graph.node_weights().filter(|node| node.kind.is_agent());
    let found = matching(agents(), name);
    if found.is_empty() {
        let known = agents().flat_map(|node| &node.names);
        return Err(MapError::UnknownUnit { name: name.into(), nearest: nearest(name, known) });
    }
    Ok(found)
}

/// IRIs of the nodes with `name` among their names, or else with a name that contains it.
fn matching<'a>(nodes: impl Iterator<Item = &'a Node>, name: &str) -> BTreeSet<String> {
    let nodes: Vec<_> = nodes.collect();
    let with = |test: &dyn Fn(&String) -> bool| -> BTreeSet<String> {
        nodes.iter().filter(|node| node.names.iter().any(test)).map(|node| node.iri.clone()).collect()
    };
    let exact = with(&|one| one == name);
    if exact.is_empty() && !name.is_empty() { with(&|one| one.contains(name)) } else { exact }
}

/// Up to three of `known` that are most like `name`.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> Vec<String> {
    let known: BTreeSet<_> = known.collect();
    let mut scored: Vec<_> = known.into_iter().map(|one| (strsim::jaro(name, one), one)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.into_iter().take(3).map(|(_, one)| one.clone()).collect()
}
