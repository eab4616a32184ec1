//! Draws a matrix of tasks and units as SVG: one row per task, one column per agent, each cell
//! coloured and marked by role.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::dot::{edge_tip, node_tip, numbered, told};
use super::label::{link, shorten};
use super::progress::{Look, Progress};
use super::style::{FONT, Title, Words, kinds};
use super::{Kind, Link, LinkKind, Node};
use crate::markup::escaped;
use crate::message;
use crate::message::Message;

type Graph = DiGraph<Node, Link>;

/// The side of a cell, in pixels, like all lengths here.
const CELL: usize = 22;
/// The width of task titles.
const TASKS: usize = 400;
/// The number of text columns in that width at 12 pixels.
const TASK_COLUMNS: usize = 62;
/// The most characters of a name above a column.
const NAME: usize = 14;
/// The height of the title and the legend.
const HEAD: usize = 92;
/// The outer margin.
const EDGE: usize = 16;

const RULES: &str = "text{font-size:12px;fill:#222}.small{font-size:10px;fill:#666}.mark{font-size:12px;text-anchor:middle;fill:#000}\
.white{fill:#FFF}.title{font-size:20px;font-weight:bold}.bold{font-weight:bold}\
.name text{text-anchor:middle}.row:hover .band{fill:#FFF3C4}.name:hover text{font-weight:bold}a{cursor:pointer}";

/// The colour of marks on dark cells.
const WHITE: &str = "#FFFFFF";

/// A row of the matrix.
enum Row<'a> {
    /// The heading of a document or part.
    Heading {
        /// The IRI of what it names.
        iri: &'a str,
        text: String,
        fill: &'static str,
    },
    /// A task, or a section or document with a duty of its own.
    Duty(NodeIndex),
}

/// Draws the matrix.
pub(super) fn svg(graph: &Graph, title: &Title) -> String {
    let agents: Vec<_> = graph.node_indices().filter(|at| graph[*at].kind.is_agent()).collect();
    let rows = rows(graph, title);
    let names = agents
        .iter()
        .map(|at| graph[*at].label.chars().count().min(NAME))
        .max()
        .unwrap_or_default();
    let top = EDGE + HEAD + names * 13 + 8;
    let width = (EDGE * 2 + TASKS + columns_width(graph, &agents)).max(900);
    let height = top + (rows.len() + 1) * CELL + EDGE;
    let fade = |at: &NodeIndex| {
        format!("\nsvg:has(#c{0}:hover) .cell:not(.c{0}){{opacity:.12}}", at.index())
    };
    let fading: String = agents.iter().map(fade).collect();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"'{FONT}','Microsoft YaHei','PingFang SC',sans-serif\">\n<style>{RULES}{fading}</style>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#FFFFFF\"/>\n"
    );
    out += &heading(graph, title);
    let xs = xs(graph, &agents);
    for at in &agents {
        out += &name(&graph[*at], at.index(), (xs[at], top), title.words);
    }
    for (n, row) in rows.iter().enumerate() {
        let y = top + n * CELL;
        out += &match row {
            Row::Heading { iri, text, fill } => band(iri, text, (y, width, fill)),
            Row::Duty(at) => duty(graph, *at, &xs, (y, width - 2 * EDGE, n % 2 == 0), title.words),
        };
    }
    out += &guides(&xs, top, top + rows.len() * CELL);
    out += &totals(graph, &agents, (&xs, top + rows.len() * CELL), title.words);
    out += "</svg>\n";
    out
}

/// Returns the rows in the order of the text, with a heading before each part and, if there are
/// several, each document.
fn rows<'a>(graph: &'a Graph, title: &'a Title) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut last: Option<&Node> = None;
    for at in graph.node_indices().filter(|at| graph[*at].kind.is_duty()) {
        let node = &graph[at];
        let same_document = last.is_some_and(|last| last.document == node.document);
        let document =
            if node.kind == Kind::Document { Some(&node.iri) } else { node.document.as_ref() };
        let plan =
            document.filter(|_| !same_document).and_then(|iri| title.documents.get_key_value(iri));
        if let Some((iri, plan)) = plan {
            let text = format!("【{}】{}", plan.title, plan.number.as_deref().unwrap_or_default());
            rows.push(Row::Heading { iri, text, fill: "#C3CDD8" });
        }
        let same_part = same_document && last.is_some_and(|last| last.part == node.part);
        if let Some(part) = node.part.as_ref().filter(|_| !same_part) {
            rows.push(Row::Heading {
                iri: &part.iri,
                text: format!("{} {}", part.number, part.title),
                fill: "#DDE3E9",
            });
        }
        last = Some(node);
        rows.push(Row::Duty(at));
    }
    rows
}

/// Returns the left side of each column; there is a gap between units, classes and leaders.
fn xs(graph: &Graph, agents: &[NodeIndex]) -> BTreeMap<NodeIndex, usize> {
    let mut x = EDGE + TASKS;
    let mut last = None;
    let mut xs = BTreeMap::new();
    for at in agents {
        let kind = graph[*at].kind;
        if last.is_some_and(|last| last != kind) {
            x += CELL / 2;
        }
        last = Some(kind);
        xs.insert(*at, x);
        x += CELL;
    }
    xs
}

/// Returns the width of all columns.
fn columns_width(graph: &Graph, agents: &[NodeIndex]) -> usize {
    xs(graph, agents).values().max().map_or(0, |x| x + CELL - EDGE - TASKS)
}

/// Draws title, counts and legend.
fn heading(graph: &Graph, title: &Title) -> String {
    let mut out = format!(
        "<text x=\"{EDGE}\" y=\"36\" class=\"title\">{}</text>\n<text x=\"{EDGE}\" y=\"58\" fill=\"#555555\">{}</text>\n",
        escaped(&title.plan),
        escaped(&title.view)
    );
    let mut x = EDGE;
    for style in kinds(graph).into_iter().map(LinkKind::style) {
        out += &cell(x, 70, (style.colour, style.ink, style.mark), false);
        let (told, width) = legend(x + CELL + 4, &style.called(), title.words);
        out += &told;
        x += CELL + 24 + width;
    }
    for look in told(graph) {
        let (told, width) = legend(x, &look.called, title.words);
        out += &told;
        x += 24 + width;
    }
    let notes = [
        (graph.node_weights().any(|node| node.kind == Kind::Class), message!("map-grey")),
        (graph.edge_weights().any(|link| link.implied), message!("map-dashed-cell")),
    ];
    for (_, note) in notes.iter().filter(|(has, _)| *has) {
        let (told, width) = legend(x, note, title.words);
        out += &told;
        x += 24 + width;
    }
    out
}

/// Draws a phrase of the legend at `x`, and returns its approximate width.
fn legend(x: usize, message: &Message, words: Words) -> (String, usize) {
    let (name, word) = words.parts(message);
    let small = if word.is_empty() {
        String::new()
    } else {
        format!(" <tspan class=\"small\">{word}</tspan>")
    };
    let wide = if name.is_ascii() { 7 } else { 12 };
    (
        format!("<text x=\"{x}\" y=\"86\">{name}{small}</text>\n"),
        name.chars().count() * wide + word.len() * 6,
    )
}

/// Draws a coloured cell with its mark; an implied one is pale with a dashed frame.
fn cell(x: usize, y: usize, (colour, ink, mark): (&str, &str, &str), implied: bool) -> String {
    let pale = " fill-opacity=\"0.3\" stroke=\"#333333\" stroke-dasharray=\"2,2\"";
    let dashes = if implied { pale } else { "" };
    let white = if implied || ink != WHITE { "" } else { " white" };
    format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\" fill=\"{colour}\"{dashes}/><text class=\"mark{white}\" x=\"{}\" y=\"{}\">{mark}</text>\n",
        x + 1,
        y + 1,
        CELL - 2,
        CELL - 2,
        x + CELL / 2,
        y + 15
    )
}

/// Draws the name above a column, from top to bottom.
fn name(node: &Node, index: usize, (x, top): (usize, usize), words: Words) -> String {
    let mut letters: Vec<char> = node.label.chars().collect();
    if letters.len() > NAME {
        letters.truncate(NAME - 1);
        letters.push('…');
    }
    let height = letters.len() * 13;
    let first = top - 6 - height;
    let fill = if node.kind == Kind::Class { "#E4E4E4" } else { "#FFFFFF" };
    let mut out = format!(
        "<g class=\"name\" id=\"c{index}\"><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"{fill}\"/>",
        escaped(&node_tip(node, words)),
        x + 2,
        first - 2,
        CELL - 4,
        height + 6
    );
    for (n, letter) in letters.into_iter().enumerate() {
        out += &format!(
            "<text x=\"{}\" y=\"{}\">{}</text>",
            x + CELL / 2,
            first + n * 13 + 11,
            escaped(&upright(letter).to_string())
        );
    }
    linked(&node.iri, out + "</g>") + "\n"
}

/// Returns the vertical form of a bracket or ellipsis.
fn upright(c: char) -> char {
    match c {
        '（' | '(' => '︵',
        '）' | ')' => '︶',
        '〔' => '︹',
        '〕' => '︺',
        '《' => '︽',
        '》' => '︾',
        '…' => '︙',
        c => c,
    }
}

/// Makes `body` a link, if a browser can follow the IRI.
fn linked(iri: &str, body: String) -> String {
    match link(iri) {
        Some(iri) => format!("<a href=\"{}\" target=\"_blank\">{body}</a>", escaped(iri)),
        None => body,
    }
}

/// Draws the heading of a document or part.
fn band(iri: &str, text: &str, (y, width, fill): (usize, usize, &str)) -> String {
    let text = escaped(text.trim());
    let text = format!("<text x=\"{}\" y=\"{}\" class=\"bold\">{text}</text>", EDGE + 6, y + 15);
    format!(
        "<rect x=\"{EDGE}\" y=\"{y}\" width=\"{}\" height=\"{CELL}\" fill=\"{fill}\"/>{}\n",
        width - 2 * EDGE,
        linked(iri, text)
    )
}

/// Draws pale lines that lead the eye from a cell to the name above its column.
fn guides(xs: &BTreeMap<NodeIndex, usize>, top: usize, bottom: usize) -> String {
    let sides: BTreeSet<usize> = xs.values().flat_map(|x| [*x, x + CELL]).collect();
    let line = |x: &usize| format!("<path d=\"M{x} {top}V{bottom}\"/>");
    let lines: String = sides.iter().map(line).collect();
    format!("<g stroke=\"#000000\" stroke-opacity=\"0.08\" pointer-events=\"none\">{lines}</g>\n")
}

/// Draws a row with its title and cells.
fn duty(
    graph: &Graph,
    at: NodeIndex,
    xs: &BTreeMap<NodeIndex, usize>,
    (y, width, shaded): (usize, usize, bool),
    words: Words,
) -> String {
    let node = &graph[at];
    let band = if shaded { "#F7F7F7" } else { "#FFFFFF" };
    let look = node.progress.map(Progress::look);
    let band = look.as_ref().map_or(band, |look| look.fill);
    let side = look.map(|look| side(&look, y, words)).unwrap_or_default();
    let whole = match node.kind {
        Kind::Task => String::new(),
        _ => format!("（{}）", words.phrase(&message!("map-all"))),
    };
    let label = shorten(&(numbered(node) + &whole), TASK_COLUMNS);
    let mut out = format!(
        "<g class=\"row\"><rect class=\"band\" x=\"{EDGE}\" y=\"{y}\" width=\"{width}\" height=\"{CELL}\" fill=\"{band}\"/>{side}{}\n",
        linked(
            &node.iri,
            format!(
                "<text x=\"{}\" y=\"{}\">{}<title>{}</title></text>",
                EDGE + 6,
                y + 15,
                escaped(label.trim()),
                escaped(&node_tip(node, words))
            )
        )
    );
    let mut cells: BTreeMap<NodeIndex, Vec<&Link>> = BTreeMap::new();
    for edge in graph.edges(at) {
        cells.entry(edge.target()).or_default().push(edge.weight());
    }
    for (agent, mut links) in cells {
        links.sort_by_key(|link| link.kind);
        let tips: Vec<_> =
            links.iter().map(|link| edge_tip([node, &graph[agent]], link, words)).collect();
        let style = links.first().expect("a cell is made for a link").kind.style();
        let implied = links.iter().all(|link| link.implied);
        let drawn = cell(xs[&agent], y, (style.colour, style.ink, style.mark), implied);
        out += &format!(
            "<g class=\"cell c{}\"><title>{}</title>{}</g>\n",
            agent.index(),
            escaped(&tips.join("\n")),
            drawn.trim_end()
        );
    }
    out + "</g>\n"
}

/// Draws the line at the left of a row that shows the progress of its task.
fn side(look: &Look, y: usize, words: Words) -> String {
    format!(
        "<path d=\"M{0} {1}V{2}\" stroke=\"{3}\" stroke-width=\"4\" stroke-dasharray=\"{4}\"><title>{5}</title></path>",
        EDGE + 2,
        y + 1,
        y + CELL - 1,
        look.colour,
        look.dashes,
        escaped(&words.phrase(&look.called))
    )
}

/// Draws the number of tasks of each agent below its column.
fn totals(
    graph: &Graph,
    agents: &[NodeIndex],
    (xs, y): (&BTreeMap<NodeIndex, usize>, usize),
    words: Words,
) -> String {
    let label = words.phrase(&message!("map-n-tasks"));
    let mut out =
        format!("<text class=\"small\" x=\"{}\" y=\"{}\">{label}</text>\n", EDGE + 6, y + 15);
    for at in agents {
        out += &format!(
            "<text class=\"mark small\" x=\"{}\" y=\"{}\">{}</text>\n",
            xs[at] + CELL / 2,
            y + 15,
            graph[*at].n_tasks
        );
    }
    out
}
