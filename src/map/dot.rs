//! Writes a view in columns for Graphviz: boxes in clusters, curves coloured by role, tooltips,
//! links and a legend.

use std::cmp::Reverse;
use std::fmt::Write;

use petgraph::graph::DiGraph;

use super::columns::{Frame, Group, LINE, Layout, Placed};
use super::label::{link, quoted, quoted_left, quoted_middle};
use super::progress::{Look, Progress};
use super::style::{FONT, Title, Words, kinds, legend};
use super::{Kind, Link, Node};
use crate::markup::escaped;
use crate::message;

type Graph = DiGraph<Node, Link>;

/// The distance between the drawing and its title or legend, in points.
const SPACE: f64 = 24.0;

/// Writes the drawing; `layout=nop2` makes Graphviz keep the places.
pub(super) fn dot(graph: &Graph, layout: &Layout, title: &Title) -> String {
    let mut out = String::from("digraph responsibilities {\n");
    let font = quoted(FONT);
    line(
        &mut out,
        format!(
            "graph [layout=nop2, rankdir=LR, fontname={font}, fontsize=11, outputorder=edgesfirst, bgcolor=white, pad=0.3, tooltip={}]",
            quoted(&title.view)
        ),
    );
    line(
        &mut out,
        format!(
            "node [fontname={font}, fontsize=11, shape=box, style=\"rounded,filled\", fillcolor=white, color=\"#555555\", fixedsize=true, target=_blank]"
        ),
    );
    line(&mut out, format!("edge [fontname={font}, arrowhead=none]"));
    out += &heading(layout, title);
    for (n, group) in layout.groups.iter().enumerate() {
        out += &cluster(graph, layout, (n, group), title.words);
    }
    out += &edges(graph, layout, title.words);
    out += &legend_node(graph, layout, title.words);
    out += "}\n";
    out
}

/// Writes the links, weakest first, so that leading ones are drawn on top.
fn edges(graph: &Graph, layout: &Layout, words: Words) -> String {
    let mut curves: Vec<_> = layout.curves.iter().collect();
    curves.sort_by_key(|(at, _)| (Reverse(graph[*at].kind), *at));
    let mut out = String::new();
    for (at, curve) in curves {
        let (from, to) =
            graph.edge_endpoints(*at).expect("a curve is made for a link of the graph");
        let points: Vec<_> = curve.iter().map(|point| place(layout, *point)).collect();
        let look = edge_look(&graph[*at], graph[to].kind == Kind::Class);
        let tip = quoted(&edge_tip([&graph[from], &graph[to]], &graph[*at], words));
        let word = graph[*at].kind.style().word;
        let (from, to, points) = (from.index(), to.index(), points.join(" "));
        line(
            &mut out,
            format!(
                "n{from} -> n{to} [{look}, tooltip={tip}, class=\"{word} n{from} n{to}\", pos=\"{points}\"]"
            ),
        );
    }
    out
}

/// Appends an indented statement.
fn line(out: &mut String, text: String) {
    writeln!(out, "  {text}").expect("writing to a string cannot fail");
}

/// Converts a point to Graphviz coordinates, whose `y` grows upwards.
fn place(layout: &Layout, (x, y): (f64, f64)) -> String {
    format!("{x:.1},{:.1}", layout.height - y)
}

/// Returns the centre and size of a frame, as attributes of a node.
fn geometry(layout: &Layout, frame: Frame) -> String {
    let centre = place(layout, (frame.x + frame.width / 2.0, frame.y + frame.height / 2.0));
    format!("pos=\"{centre}\", width={:.2}, height={:.2}", frame.width / 72.0, frame.height / 72.0)
}

/// Returns the titles above the drawing.
fn heading(layout: &Layout, title: &Title) -> String {
    let label = format!(
        "<TABLE BORDER=\"0\" CELLSPACING=\"2\"><TR><TD><FONT POINT-SIZE=\"18\"><B>{}</B></FONT></TD></TR><TR><TD><FONT POINT-SIZE=\"11\" COLOR=\"#555555\">{}</FONT></TD></TR></TABLE>",
        escaped(&title.plan),
        escaped(&title.view)
    );
    let frame = Frame { x: layout.width / 2.0, y: -SPACE - LINE, ..Frame::default() };
    format!(
        "  title [shape=plaintext, style=\"\", fixedsize=false, tooltip=\" \", {}, label=<{label}>]\n",
        geometry(layout, frame)
    )
}

/// Returns the legend below the drawing.
fn legend_node(graph: &Graph, layout: &Layout, words: Words) -> String {
    let mut notes = Vec::new();
    if graph.node_weights().any(|node| node.kind == Kind::Class) {
        notes.push(message!("map-dashed"));
    }
    if graph.edge_weights().any(|link| link.implied) {
        notes.push(message!("map-dotted"));
    }
    notes.extend(told(graph).map(|look| look.called));
    let frame = Frame { x: layout.width / 2.0, y: layout.height + SPACE, ..Frame::default() };
    let label = legend(&kinds(graph), &notes, words);
    format!(
        "  legend [shape=plaintext, style=\"\", fixedsize=false, tooltip=\" \", {}, label=<{label}>]\n",
        geometry(layout, frame)
    )
}

/// Returns the looks of the reported progress of tasks that occurs in the drawing.
pub(super) fn told(graph: &Graph) -> impl Iterator<Item = Look> {
    let is_told = |one: &Progress| graph.node_weights().any(|node| node.progress == Some(*one));
    Progress::ALL.into_iter().filter(is_told).map(Progress::look)
}

/// Writes a group with its boxes, as a framed cluster if it has a title.
fn cluster(graph: &Graph, layout: &Layout, (n, group): (usize, &Group), words: Words) -> String {
    let boxes: String = group.boxes.iter().map(|one| node(graph, layout, one, words)).collect();
    if group.title.is_empty() {
        return boxes;
    }
    let Frame { x, y, width, height } = group.frame;
    let corners = [place(layout, (x, y + height)), place(layout, (x + width, y))].join(",");
    let middle =
        place(layout, (x + width / 2.0, y + (group.title.len() as f64 * LINE + 6.0) / 2.0));
    let url = group
        .iri
        .as_deref()
        .and_then(link)
        .map_or(String::new(), |iri| format!(" URL={}; target=_blank;", quoted(iri)));
    format!(
        "  subgraph cluster_{n} {{\n  label={}; tooltip={};{url} style=\"rounded,filled\"; color=\"#D0D0D0\"; fillcolor=\"#F5F5F2\"; bb=\"{corners}\"; lp=\"{middle}\";\n{boxes}  }}\n",
        quoted_middle(&group.title),
        quoted(&group.full)
    )
}

/// Writes a box with its label, tooltip and link.
fn node(graph: &Graph, layout: &Layout, one: &Placed, words: Words) -> String {
    let node = &graph[one.at];
    let label =
        if node.kind.is_agent() { quoted_middle(&one.lines) } else { quoted_left(&one.lines) };
    let url = link(&node.iri).map_or(String::new(), |iri| format!(", URL={}", quoted(iri)));
    let look = match node.kind {
        Kind::Class => ", style=\"filled,dashed\"",
        Kind::Person => ", style=filled, shape=ellipse, fillcolor=\"#F7E9F1\"",
        Kind::Unit => ", fillcolor=\"#EEF4FA\"",
        Kind::Section | Kind::Document => ", fillcolor=\"#FFF6DD\"",
        Kind::Task | Kind::Work => "",
    };
    let progress = node.progress.map(Progress::look);
    let look = progress
        .map_or(look.to_owned(), |look| format!(", fillcolor=\"{}\", {}", look.fill, look.line));
    format!(
        "  n{0} [id=n{0}, label={label}, tooltip={1}{url}{look}, {2}]\n",
        one.at.index(),
        quoted(&node_tip(node, words)),
        geometry(layout, one.frame)
    )
}

/// Returns the label of a node; that of a duty with its progress sign and number.
pub(super) fn numbered(node: &Node) -> String {
    let sign =
        node.progress.map(|progress| format!("{} ", progress.look().sign)).unwrap_or_default();
    sign + &bare_numbered(node)
}

fn bare_numbered(node: &Node) -> String {
    match node.number.as_deref().filter(|_| matches!(node.kind, Kind::Task | Kind::Section)) {
        Some(number) if number.ends_with('）') => format!("{number}{}", node.label),
        Some(number) => format!("{number} {}", node.label),
        None => node.label.clone(),
    }
}

/// Returns the tooltip with everything known of a node.
pub(super) fn node_tip(node: &Node, words: Words) -> String {
    let number = node.number.as_deref().unwrap_or_default();
    let mut tip = match node.kind {
        Kind::Task | Kind::Section => numbered(node),
        Kind::Document | Kind::Work => [node.label.as_str(), number].join(" ").trim().to_owned(),
        Kind::Unit | Kind::Class | Kind::Person => node.label.clone(),
    };
    if !node.full.is_empty() && node.full != node.label {
        write!(tip, "\n{}", node.full).expect("writing to a string cannot fail");
    }
    if node.kind.is_agent() {
        let tasks = words.phrase(&message!("map-tasks"));
        write!(tip, "\n{} {tasks}", node.n_tasks).expect("writing to a string cannot fail");
    }
    tip
}

/// Returns colour, width and dashes of a line; one to a class is dashed, pale and thin, because
/// classes take part in nearly every task.
fn edge_look(link: &Link, class: bool) -> String {
    let style = link.kind.style();
    let width = style.width + 0.8 * (link.weight.min(5) - 1) as f64;
    let (dashes, width, veil) = match (link.implied, class) {
        (true, _) => (", style=dotted", width, ""),
        (_, true) => (", style=dashed", width * 0.6, "A0"),
        _ => ("", width, ""),
    };
    format!("color=\"{}{veil}\", penwidth={width:.1}{dashes}", style.colour)
}

/// Returns the tooltip of a link:
/// `县司法局 责任 responsible：（七）加强行政规范性文件制定监督管理`.
pub(super) fn edge_tip([from, to]: [&Node; 2], link: &Link, words: Words) -> String {
    let called = words.phrase(&link.kind.style().called());
    let (first, second) = if to.kind.is_agent() { (to, from) } else { (from, to) };
    let mut tip = format!("{} {called}：{}", first.label, numbered(second));
    if link.implied {
        tip += &format!("\n（{}）", words.phrase(&message!("map-by-rule")));
    }
    if let Some(note) = &link.note {
        tip += "\n";
        tip += note;
    }
    tip
}
