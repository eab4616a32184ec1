//! Selects the part of the responsibilities that a view shows, in drawing order.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::{Kind, Link, LinkKind, Node, Responsibilities, View};
use crate::model::Role;

type Graph = DiGraph<Node, Link>;

/// Returns what `view` shows of the responsibilities.
pub(super) fn project(map: &Responsibilities, view: View) -> Graph {
    let graph = &map.graph;
    match view {
        View::Tasks => {
            bipartite(graph, |_, link, agent| is_role(link) && agent.kind != Kind::Person)
        }
        View::Matrix => bipartite(graph, |_, link, _| is_role(link)),
        View::Leaders => linked(&bipartite(graph, |duty, link, agent| {
            is_led(graph, duty) && is_at_the_head(link, agent)
        })),
        View::Units => shared_tasks(graph),
        View::Citations => citations(graph),
    }
}

/// Returns the nodes that have a link.
pub(super) fn linked(graph: &Graph) -> Graph {
    let has_link = |at| graph.neighbors_undirected(at).next().is_some();
    graph.filter_map(|at, node| has_link(at).then(|| node.clone()), |_, link| Some(link.clone()))
}

fn is_role(link: &Link) -> bool {
    matches!(link.kind, LinkKind::Role(_))
}

/// Whether a person has a role in the duty.
fn is_led(graph: &Graph, duty: NodeIndex) -> bool {
    graph.neighbors(duty).any(|at| graph[at].kind == Kind::Person)
}

/// Whether the link is to a leader, or to a unit that leads, hosts or is responsible.
fn is_at_the_head(link: &Link, agent: &Node) -> bool {
    let leads = matches!(link.kind, LinkKind::Role(Role::Lead | Role::Responsible | Role::Host));
    agent.kind == Kind::Person || leads
}

/// Returns duties in the order of the text, then units, classes and persons by first use, with the
/// links that pass.
fn bipartite(graph: &Graph, passes: impl Fn(NodeIndex, &Link, &Node) -> bool) -> Graph {
    let duties = duties(graph);
    let links = |duty: NodeIndex| {
        let mut links: Vec<_> = graph
            .edges(duty)
            .filter(|edge| passes(duty, edge.weight(), &graph[edge.target()]))
            .collect();
        links.sort_by_key(EdgeRef::id);
        links
    };
    let mut agents: Vec<NodeIndex> = Vec::new();
    for edge in duties.iter().flat_map(|duty| links(*duty)) {
        if !agents.contains(&edge.target()) {
            agents.push(edge.target());
        }
    }
    agents.sort_by_key(|at| graph[*at].kind);
    let mut shown = Graph::new();
    let mut at = BTreeMap::new();
    for old in duties
        .iter()
        .filter(|duty| graph[**duty].kind == Kind::Task || !links(**duty).is_empty())
        .chain(&agents)
    {
        at.insert(*old, shown.add_node(graph[*old].clone()));
    }
    for edge in duties.iter().flat_map(|duty| links(*duty)) {
        shown.add_edge(at[&edge.source()], at[&edge.target()], edge.weight().clone());
    }
    shown
}

/// Returns duties in the order of the text; a document or section with a duty as a whole precedes
/// its tasks.
fn duties(graph: &Graph) -> Vec<NodeIndex> {
    let documents: BTreeMap<_, _> =
        graph.node_indices().map(|at| (graph[at].iri.as_str(), at)).collect();
    let place = |at: NodeIndex| {
        let node = &graph[at];
        let own = (node.kind == Kind::Document).then_some(at);
        let document = node.document.as_ref().and_then(|iri| documents.get(iri.as_str()).copied());
        (own.or(document).unwrap_or(at), node.kind, node.start)
    };
    let mut duties: Vec<_> = graph.node_indices().filter(|at| graph[*at].kind.is_duty()).collect();
    duties.sort_by_key(|at| {
        let (document, kind, start) = place(*at);
        (document, kind != Kind::Document, start, kind, at.index())
    });
    duties
}

/// Returns named units, linked if they have roles in the same task; the weight counts those tasks.
///
/// Classes are left out: 各有关部门 takes part in nearly every task and would link all units.
fn shared_tasks(graph: &Graph) -> Graph {
    let mut weights: BTreeMap<(NodeIndex, NodeIndex), usize> = BTreeMap::new();
    for task in graph.node_indices().filter(|at| graph[*at].kind == Kind::Task) {
        let units: BTreeSet<_> =
            graph.neighbors(task).filter(|at| graph[*at].kind == Kind::Unit).collect();
        for (n, one) in units.iter().enumerate() {
            for other in units.iter().skip(n + 1) {
                *weights.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let units =
        graph.node_indices().filter(|at| graph[*at].kind == Kind::Unit && graph[*at].n_tasks > 0);
    let mut shown = Graph::new();
    let at: BTreeMap<_, _> = units.map(|old| (old, shown.add_node(graph[old].clone()))).collect();
    for ((one, other), weight) in weights {
        shown.add_edge(
            at[&one],
            at[&other],
            Link { kind: LinkKind::Shared, weight, implied: false, note: None },
        );
    }
    shown
}

/// Returns documents and the works that they or their tasks cite; the weight counts the places,
/// which the note lists.
fn citations(graph: &Graph) -> Graph {
    let mut places: BTreeMap<(NodeIndex, NodeIndex, LinkKind), (usize, Vec<String>)> =
        BTreeMap::new();
    for edge in
        graph.edge_references().filter(|edge| matches!(edge.weight().kind, LinkKind::Relation(_)))
    {
        let citing = &graph[edge.source()];
        let document =
            graph.node_indices().find(|at| Some(&graph[*at].iri) == citing.document.as_ref());
        let from = if citing.kind == Kind::Document { Some(edge.source()) } else { document };
        let Some(from) = from else { continue };
        let place = places.entry((from, edge.target(), edge.weight().kind)).or_default();
        place.0 += edge.weight().weight;
        if citing.kind == Kind::Task {
            place.1.push(format!(
                "{}{}",
                citing.number.as_deref().unwrap_or_default(),
                citing.label
            ));
        }
    }
    let linked: BTreeSet<_> = places.keys().flat_map(|(from, to, _)| [*from, *to]).collect();
    let mut shown = Graph::new();
    let at: BTreeMap<_, _> =
        linked.into_iter().map(|old| (old, shown.add_node(graph[old].clone()))).collect();
    for ((from, to, kind), (weight, tasks)) in places {
        let note = (!tasks.is_empty()).then(|| tasks.join("\n"));
        shown.add_edge(at[&from], at[&to], Link { kind, weight, implied: false, note });
    }
    shown
}

/// Returns the kinds of links to or from a node, strongest first.
pub(super) fn kinds_at(graph: &Graph, at: NodeIndex, direction: Direction) -> Vec<LinkKind> {
    let mut kinds: Vec<_> =
        graph.edges_directed(at, direction).map(|edge| edge.weight().kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
