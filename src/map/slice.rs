//! Narrows a map to a unit, a document, a role or a part of the plan.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::{Kind, Link, LinkKind, MapError, Node};
use crate::model::Role;
use crate::names;
use crate::store::Store;

/// Selects responsibilities; by default all. Names are looked up by [`names`](crate::names).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// Tasks in which this unit, class of units or person has a role: its name as written
    /// (县司法局), its full name, its type (司法局), or part of a name.
    pub unit: Option<String>,
    /// These documents and their annexes: the 发文字号, the title or part of it, or the IRI or its
    /// end.
    pub document: Option<String>,
    /// Only assignments in this role.
    pub role: Option<Role>,
    /// Only this part of the plan: its number (五) or part of its heading; if no part at the first
    /// level matches, those at lower levels, and finally tasks.
    pub part: Option<String>,
}

impl Slice {
    /// Returns the part of `graph` that the slice selects, in the same order; names are looked up
    /// in the whole graph and in its `store`.
    pub(super) fn cut(
        &self,
        graph: DiGraph<Node, Link>,
        store: &Store,
    ) -> Result<DiGraph<Node, Link>, MapError> {
        let documents =
            self.document.as_ref().map(|name| documents(&graph, store, name)).transpose()?;
        let parts = self.part.as_ref().map(|name| parts(&graph, name)).transpose()?;
        let agents = self.unit.as_ref().map(|name| names::agents(store, name)).transpose()?;
        let agents = agents.map(|found| iris(&found.nodes));
        let mut graph = graph;
        if let Some(kept) = documents {
            graph = narrow(&graph, |_, node| {
                kept.contains(node.document.as_ref().unwrap_or(&node.iri))
                    || kept.contains(&node.iri)
            });
        }
        if let Some(kept) = parts {
            graph = narrow(&graph, |_, node| {
                kept.contains(&node.iri)
                    || node.sections.iter().any(|section| kept.contains(&section.iri))
            });
        }
        if let Some(role) = self.role {
            graph = graph.filter_map(
                |_, node| Some(node.clone()),
                |_, link| is_of(link, role).then(|| link.clone()),
            );
            graph = narrow(&graph, |at, _| {
                graph.edges(at).any(|edge| matches!(edge.weight().kind, LinkKind::Role(_)))
            });
        }
        if let Some(kept) = agents {
            graph = narrow(&graph, |at, _| {
                graph.edges(at).any(|edge| kept.contains(&graph[edge.target()].iri))
            });
        }
        let linked = |at| graph.edges_directed(at, Direction::Incoming).next().is_some();
        Ok(graph.filter_map(
            |at, node| (node.kind.is_duty() || linked(at)).then(|| node.clone()),
            |_, link| Some(link.clone()),
        ))
    }
}

/// Whether a slice by `role` keeps a link; citations stay with their tasks.
fn is_of(link: &Link, role: Role) -> bool {
    !matches!(link.kind, LinkKind::Role(other) if other != role)
}

/// Keeps the duties that pass, and their links; documents stay as nodes, because they provide
/// titles.
fn narrow(
    graph: &DiGraph<Node, Link>,
    passes: impl Fn(NodeIndex, &Node) -> bool,
) -> DiGraph<Node, Link> {
    let kept: Vec<_> = graph
        .node_indices()
        .map(|at| !graph[at].kind.is_duty() || passes(at, &graph[at]))
        .collect();
    graph.filter_map(
        |at, node| (kept[at.index()] || node.kind == Kind::Document).then(|| node.clone()),
        |at, link| {
            let (from, _) = graph.edge_endpoints(at).expect("an edge that is visited has ends");
            kept[from.index()].then(|| link.clone())
        },
    )
}

fn iris(nodes: &[NamedNode]) -> BTreeSet<String> {
    nodes.iter().map(|node| node.as_str().to_owned()).collect()
}

/// Returns the IRIs of the documents with this name, and of their annexes.
fn documents(
    graph: &DiGraph<Node, Link>,
    store: &Store,
    name: &str,
) -> Result<BTreeSet<String>, MapError> {
    let mut found = iris(&names::documents(store, name)?.nodes);
    let documents = || graph.node_weights().filter(|node| node.kind == Kind::Document);
    let attached =
        documents().filter(|node| node.document.as_ref().is_some_and(|iri| found.contains(iri)));
    let attached: Vec<_> = attached.map(|node| node.iri.clone()).collect();
    found.extend(attached);
    Ok(found)
}

/// Returns the IRIs of the sections and tasks with this name; in each document those of the highest
/// level.
fn parts(graph: &DiGraph<Node, Link>, name: &str) -> Result<BTreeSet<String>, MapError> {
    let mut places: BTreeMap<&str, names::Place<'_>> = BTreeMap::new();
    for node in
        graph.node_weights().filter(|node| node.kind.is_duty() && node.kind != Kind::Document)
    {
        let document = node.document.as_deref();
        let n = node.sections.len();
        for (at, section) in node.sections.iter().enumerate() {
            let place = names::Place {
                document,
                depth: n - 1 - at,
                number: &section.number,
                heading: &section.title,
            };
            places.insert(&section.iri, place);
        }
        if node.kind == Kind::Task {
            let number = node.number.as_deref().unwrap_or_default();
            // A heading matches before tasks, however deep they are.
            places.insert(
                &node.iri,
                names::Place { document, depth: usize::MAX, number, heading: &node.label },
            );
        }
    }
    let places: Vec<_> =
        places.into_iter().map(|(iri, place)| (NamedNode::new_unchecked(iri), place)).collect();
    Ok(iris(&names::parts(&places, name)?))
}
