//! Units linked by shared tasks, as text for the spring layout of Graphviz.

use petgraph::graph::DiGraph;
use petgraph::visit::EdgeRef;

use super::dot::node_tip;
use super::label::{link, quoted, quoted_middle, wrap, xml};
use super::style::{FONT, Title};
use super::{Link, Node};

/// Writes the network: larger names have more tasks, wider lines more tasks in common.
pub(super) fn dot(graph: &DiGraph<Node, Link>, title: &Title) -> String {
    let font = quoted(FONT);
    let mut out = String::from("graph units {\n");
    out += &format!(
        "  graph [layout=fdp, K=0.9, start=7, overlap=prism, splines=true, ratio=0.56, outputorder=edgesfirst, fontname={font}, fontsize=11, bgcolor=white, pad=0.3, labelloc=t, label=<{}>, tooltip={}]\n",
        heading(title),
        quoted(&title.view)
    );
    out += &format!(
        "  node [fontname={font}, shape=box, style=\"rounded,filled\", fillcolor=\"#EEF4FA\", color=\"#555555\", margin=\"0.08,0.04\", height=0.2, target=_blank]\n"
    );
    out += &format!("  edge [fontname={font}, fontsize=10]\n");
    for at in graph.node_indices() {
        out += &node(at.index(), &graph[at]);
    }
    for edge in graph.edge_references() {
        let (one, other) = (edge.source(), edge.target());
        let n = edge.weight().weight;
        let tip = format!("{} — {}：{n} 项共同任务 shared tasks", graph[one].label, graph[other].label);
        let colour = if n == 1 { "#B0B0B0" } else { "#0072B2" };
        let width = 0.7 + 0.9 * (n.min(9) - 1) as f64;
        let label = if n >= 3 { format!(", label=\"{n}\"") } else { String::new() };
        out += &format!(
            "  n{0} -- n{1} [class=\"n{0} n{1}\", weight={n}, penwidth={width:.1}, color=\"{colour}\", tooltip={2}{label}]\n",
            one.index(),
            other.index(),
            quoted(&tip)
        );
    }
    out += "}\n";
    out
}

fn node(index: usize, node: &Node) -> String {
    let mut lines = wrap(&node.label, 24, 2);
    lines.push(format!("{} 项", node.n_tasks));
    let size = 11.0 + 2.0 * (node.n_tasks.min(40) as f64).sqrt();
    let url = link(&node.iri).map_or(String::new(), |iri| format!(", URL={}", quoted(iri)));
    format!(
        "  n{index} [id=n{index}, label={}, fontsize={size:.1}, tooltip={}{url}]\n",
        quoted_middle(&lines),
        quoted(&node_tip(node))
    )
}

/// Title and legend in one, since places are not known before Graphviz has set them.
fn heading(title: &Title) -> String {
    format!(
        "<TABLE BORDER=\"0\" CELLSPACING=\"3\"><TR><TD><FONT POINT-SIZE=\"18\"><B>{}</B></FONT></TD></TR><TR><TD><FONT COLOR=\"#555555\">{}</FONT></TD></TR><TR><TD><B>图例</B> <FONT POINT-SIZE=\"9\">legend</FONT>　<FONT COLOR=\"#808080\">━</FONT> 1 项共同任务 <FONT POINT-SIZE=\"9\">one shared task</FONT>　<FONT COLOR=\"#0072B2\">━</FONT> 2 项以上，越粗越多 <FONT POINT-SIZE=\"9\">two or more, wider for more</FONT>　单位下为任务数 <FONT POINT-SIZE=\"9\">under a unit: its tasks</FONT></TD></TR></TABLE>",
        xml(&title.plan),
        xml(&title.view)
    )
}
