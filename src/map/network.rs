//! Writes units linked by shared tasks, for `neato` of Graphviz: its springs give the same drawing
//! each time, those of `fdp` do not.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::dot::node_tip;
use super::label::{link, quoted, quoted_middle, wrap};
use super::style::{FONT, Title, Words, beside, bold};
use super::{Link, Node};
use crate::markup::escaped;
use crate::message;
use crate::message::{Lang, Message};

type Graph = DiGraph<Node, Link>;

/// The number of links per unit from which on only the strongest are drawn.
const DENSE: usize = 4;
/// How many links of each unit are then kept.
const STRONGEST: usize = 3;

/// Writes the network: a larger name means more tasks, a wider line more tasks in common.
pub(super) fn dot(graph: &Graph, title: &Title) -> String {
    let font = quoted(FONT);
    let mut out = String::from("graph units {\n");
    out += &format!(
        "  graph [layout=neato, start=7, overlap=prism, splines=true, ratio=0.56, outputorder=edgesfirst, fontname={font}, fontsize=11, bgcolor=white, pad=0.3, labelloc=t, label=<{}>, tooltip={}]\n",
        heading(title, is_dense(graph)),
        quoted(&title.view)
    );
    out += &format!(
        "  node [fontname={font}, shape=box, style=\"rounded,filled\", fillcolor=\"#EEF4FA\", color=\"#555555\", margin=\"0.08,0.04\", height=0.2, target=_blank]\n"
    );
    out += &format!("  edge [fontname={font}, fontsize=10]\n");
    for at in graph.node_indices() {
        out += &node(at.index(), &graph[at], title.words);
    }
    let most = graph.edge_weights().map(|link| link.weight).max().unwrap_or(1);
    let strongest = strongest(graph);
    for edge in graph.edge_references().filter(|edge| strongest.contains(&edge.id())) {
        out += &line(graph, edge.id(), most, title.words);
    }
    out += "}\n";
    out
}

/// Returns the links to draw: all of them or, if they are too many, the strongest of each unit.
fn strongest(graph: &Graph) -> BTreeSet<EdgeIndex> {
    if !is_dense(graph) {
        return graph.edge_indices().collect();
    }
    let of = |at: NodeIndex| {
        let edges = graph
            .edges_directed(at, Direction::Outgoing)
            .chain(graph.edges_directed(at, Direction::Incoming));
        let mut edges: Vec<_> =
            edges.map(|edge| (Reverse(edge.weight().weight), edge.id())).collect();
        edges.sort_unstable();
        edges.into_iter().take(STRONGEST).map(|(_, at)| at)
    };
    graph.node_indices().flat_map(of).collect()
}

/// Whether there are too many links to draw them all.
fn is_dense(graph: &Graph) -> bool {
    graph.edge_count() > DENSE * graph.node_count()
}

/// Writes a link, the wider the more tasks are shared.
fn line(graph: &Graph, at: EdgeIndex, most: usize, words: Words) -> String {
    let (one, other) = graph.edge_endpoints(at).expect("an edge that is visited has ends");
    let n = graph[at].weight;
    let shared = words.phrase(&message!("map-shared"));
    let tip = quoted(&format!("{} — {}：{n} {shared}", graph[one].label, graph[other].label));
    let colour = if n == 1 { "#B0B0B0" } else { "#0072B2" };
    let width = 0.7 + 7.2 * (n - 1) as f64 / most.saturating_sub(1).max(8) as f64;
    let label = if n >= 3 { format!(", label=\"{n}\"") } else { String::new() };
    let (one, other) = (one.index(), other.index());
    format!(
        "  n{one} -- n{other} [class=\"n{one} n{other}\", weight={n}, penwidth={width:.1}, color=\"{colour}\", tooltip={tip}{label}]\n"
    )
}

fn node(index: usize, node: &Node, words: Words) -> String {
    let mut lines = wrap(&node.label, 24, 2);
    let lang = if words == Words::In(Lang::En) { Lang::En } else { Lang::Zh };
    lines.push(format!("{} {}", node.n_tasks, message!("map-items").in_lang(lang)));
    let size = 11.0 + 2.0 * (node.n_tasks.min(40) as f64).sqrt();
    let url = link(&node.iri).map_or(String::new(), |iri| format!(", URL={}", quoted(iri)));
    format!(
        "  n{index} [id=n{index}, label={}, fontsize={size:.1}, tooltip={}{url}]\n",
        quoted_middle(&lines),
        quoted(&node_tip(node, words))
    )
}

/// Returns title and legend in one, since Graphviz has yet to place the nodes.
fn heading(title: &Title, dense: bool) -> String {
    let said = |message: Message| beside(&message, title.words);
    let strongest =
        if dense { format!("　{}", said(message!("map-strongest"))) } else { String::new() };
    let line =
        |colour: &str, message| format!("　<FONT COLOR=\"{colour}\">━</FONT> {}", said(message));
    format!(
        "<TABLE BORDER=\"0\" CELLSPACING=\"3\"><TR><TD><FONT POINT-SIZE=\"18\"><B>{}</B></FONT></TD></TR><TR><TD><FONT COLOR=\"#555555\">{}</FONT></TD></TR><TR><TD>{}{}{}　{}{strongest}</TD></TR></TABLE>",
        escaped(&title.plan),
        escaped(&title.view),
        bold(&message!("map-legend"), title.words),
        line("#808080", message!("map-one-shared")),
        line("#0072B2", message!("map-more-shared")),
        said(message!("map-under")),
    )
}
