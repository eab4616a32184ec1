//! Places the boxes and lines of a node-link drawing in columns: duties in the order of the text,
//! agents near their duties.
//!
//! Graphviz would reorder tasks and parts to reduce crossings, but a reader looks for `（十三）`
//! after `（十二）`. So places are computed here, and Graphviz only draws.

use std::collections::BTreeMap;

use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::dot::numbered;
use super::label::{shorten, width, wrap};
use super::style::{Plan, Title, Words};
use super::view::kinds_at;
use super::{Kind, Link, LinkKind, Node, View};
use crate::message;
use crate::message::Lang;
use crate::model::Relation;

type Graph = DiGraph<Node, Link>;

/// The width in points of a text column at the size of labels (11 points); a Han character takes
/// two.
const COLUMN: f64 = 5.6;
/// The distance between lines, in points.
pub(super) const LINE: f64 = 15.0;
/// The least distance between boxes, in points.
const GAP: f64 = 5.0;
/// The distance between groups, and the margin inside their frame, in points.
const MARGIN: f64 = 9.0;
/// The width of the box of a task or work: twenty-two Han characters.
const TASK_COLUMNS: usize = 44;
/// The width if all tasks are in one column, which must not get too tall.
const WIDE_COLUMNS: usize = 66;
/// The width of other boxes: sixteen Han characters.
const NAME_COLUMNS: usize = 32;
/// The number of tasks from which on they are placed on both sides of the units, to make the
/// drawing wide rather than tall.
const MANY_TASKS: usize = 14;
/// How far from the middle a column may be split to keep groups whole, relative to its height.
const UNEVEN: f64 = 0.15;
/// The ratio of a screen's width to its height.
const SCREEN: f64 = 1.6;

/// A rectangle; `y` grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Frame {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A node with its place and wrapped label.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) at: NodeIndex,
    pub(super) frame: Frame,
    pub(super) lines: Vec<String>,
}

/// Boxes that belong together, such as the tasks of one part of the plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// The wrapped title; empty for boxes without a frame.
    pub(super) title: Vec<String>,
    /// The full title.
    pub(super) full: String,
    /// The IRI of what the title names.
    pub(super) iri: Option<String>,
    pub(super) frame: Frame,
    pub(super) boxes: Vec<Placed>,
}

/// A drawing with all places computed.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) groups: Vec<Group>,
    /// The four control points of each link's curve, from source to target.
    pub(super) curves: Vec<(EdgeIndex, [(f64, f64); 4])>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Computes the places of a view; `title` names the documents of the duties if there are several.
pub(super) fn columns(graph: &Graph, view: View, title: &Title) -> Layout {
    let mut columns = match view {
        View::Citations => cited(graph, title.words),
        View::Leaders => {
            vec![
                agents(graph, true, title.words),
                duties(graph, title, WIDE_COLUMNS),
                agents(graph, false, title.words),
            ]
        }
        _ => around_units(graph, title),
    };
    columns.retain(|column| column.iter().any(|group| !group.boxes.is_empty()));
    for column in &mut columns {
        stack(column);
    }
    let height = columns.iter().map(|column| bottom(column)).fold(0.0, f64::max);
    let (duties, agents): (Vec<usize>, Vec<usize>) =
        (0..columns.len()).partition(|n| has_duties(graph, &columns[*n]));
    for n in duties {
        spread(&mut columns[n], height, 12.0);
    }
    let middles = middles(&columns);
    for n in agents {
        for group in &mut columns[n] {
            group.boxes.sort_by(|a, b| {
                pull(graph, a.at, &middles).total_cmp(&pull(graph, b.at, &middles))
            });
        }
        stack(&mut columns[n]);
        spread(&mut columns[n], height, 40.0);
    }
    let width = set_side_by_side(&mut columns, height);
    let curves = curves(graph, &columns);
    Layout { groups: columns.into_iter().flatten().collect(), curves, width, height }
}

/// Whether a column has duties, which keep the order of the text; agents and works move towards
/// what they are linked to.
fn has_duties(graph: &Graph, column: &[Group]) -> bool {
    column.iter().flat_map(|group| &group.boxes).any(|one| graph[one.at].kind.is_duty())
}

/// Returns tasks at the left, or on both sides, and units and classes beside or between them.
fn around_units(graph: &Graph, title: &Title) -> Vec<Vec<Group>> {
    let mut left = duties(graph, title, TASK_COLUMNS);
    let n: usize = left.iter().map(|group| group.boxes.len()).sum();
    if n < MANY_TASKS {
        return vec![left, agents(graph, false, title.words)];
    }
    let right = split_off_half(&mut left, title.words);
    vec![left, agents(graph, false, title.words), right]
}

/// Splits off the lower half of a column: between groups if that is near the middle, otherwise
/// within the middle group.
fn split_off_half(column: &mut Vec<Group>, words: Words) -> Vec<Group> {
    stack(column);
    let height = bottom(column);
    let off = |y: f64| (y - height / 2.0).abs();
    let n = (1..column.len())
        .min_by(|a, b| off(column[*a].frame.y).total_cmp(&off(column[*b].frame.y)));
    if let Some(n) = n.filter(|n| off(column[*n].frame.y) < height * UNEVEN) {
        return column.split_off(n);
    }
    let across = column.iter().rposition(|group| group.frame.y < height / 2.0).unwrap_or_default();
    let mut right = column.split_off(across + 1);
    let group = &mut column[across];
    let k = (1..group.boxes.len())
        .min_by(|a, b| off(group.boxes[*a].frame.y).total_cmp(&off(group.boxes[*b].frame.y)));
    if let Some(k) = k {
        let boxes = group.boxes.split_off(k);
        let title = group
            .title
            .last()
            .map(|line| shorten(&format!("（{}）{line}", continued(words)), TASK_COLUMNS));
        right.insert(0, Group { boxes, title: title.into_iter().collect(), ..group.clone() });
    }
    right
}

/// Returns the prefix for the title of a continued group, in one language to keep it short.
fn continued(words: Words) -> String {
    let lang = if words == Words::In(Lang::En) { Lang::En } else { Lang::Zh };
    message!("map-continued").in_lang(lang)
}

/// Returns three columns: what documents are based on, the documents, and what they issue, draft or
/// mention.
fn cited(graph: &Graph, words: Words) -> Vec<Vec<Group>> {
    let is_citing = |at: NodeIndex| graph.edges(at).next().is_some();
    let documents = graph
        .node_indices()
        .filter(|at| is_citing(*at))
        .map(|at| placed(graph, at, words))
        .collect();
    let groups = |relations: &[Relation]| -> Vec<Group> {
        let group = |relation: &Relation| {
            let kind = LinkKind::Relation(*relation);
            let works = graph.node_indices().filter(|at| !is_citing(*at));
            let works =
                works.filter(|at| kinds_at(graph, *at, Direction::Incoming).first() == Some(&kind));
            let full = words.phrase(&kind.style().called());
            Group {
                title: vec![full.clone()],
                full,
                boxes: works.map(|at| placed(graph, at, words)).collect(),
                ..Group::default()
            }
        };
        relations.iter().map(group).filter(|group| !group.boxes.is_empty()).collect()
    };
    let left = groups(&[Relation::BasedOn, Relation::Implements]);
    let right = groups(&[Relation::Issues, Relation::Drafts, Relation::Cites]);
    vec![left, vec![Group { boxes: documents, ..Group::default() }], right]
}

/// Returns the duties, one group per part of the plan; the first part of each document also has its
/// title and number.
fn duties(graph: &Graph, title: &Title, columns: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut last: Option<&Node> = None;
    for at in graph.node_indices().filter(|at| graph[*at].kind.is_duty()) {
        let node = &graph[at];
        let same_document = last.is_some_and(|last| last.document == node.document);
        if !same_document || last.is_some_and(|last| last.part != node.part) {
            let plan = node
                .document
                .as_ref()
                .filter(|_| !same_document)
                .and_then(|iri| title.documents.get(iri));
            groups.push(part(node, plan, columns));
        }
        last = Some(node);
        groups
            .last_mut()
            .expect("a group was pushed for the first duty")
            .boxes
            .push(boxed(graph, at, columns, title.words));
    }
    groups
}

/// Returns an empty group for the part that contains a duty.
fn part(node: &Node, plan: Option<&Plan>, columns: usize) -> Group {
    let part = node.part.as_ref();
    let heading =
        part.map(|part| [part.number.as_str(), part.title.as_str()].join(" ").trim().to_owned());
    let mut title: Vec<_> =
        plan.iter().flat_map(|plan| wrap(&format!("【{}】", plan.title), columns, 2)).collect();
    title.extend(plan.and_then(|plan| plan.number.clone()));
    title.extend(heading.iter().flat_map(|heading| wrap(heading, columns, 2)));
    let full = plan.map(Plan::full).into_iter().chain(heading).collect::<Vec<_>>().join("\n");
    Group { title, full, iri: part.map(|part| part.iri.clone()), ..Group::default() }
}

/// Returns the persons, or the units and, in a separate group, the classes.
fn agents(graph: &Graph, persons: bool, words: Words) -> Vec<Group> {
    let of = |kind, title: &str| {
        let boxes = graph
            .node_indices()
            .filter(|at| graph[*at].kind == kind)
            .map(|at| placed(graph, at, words))
            .collect();
        let title: Vec<_> = (!title.is_empty()).then(|| title.to_owned()).into_iter().collect();
        Group { full: title.concat(), title, boxes, ..Group::default() }
    };
    let mut groups = if persons {
        vec![of(Kind::Person, &words.phrase(&message!("map-group-leaders")))]
    } else {
        vec![of(Kind::Unit, ""), of(Kind::Class, &words.phrase(&message!("map-group-classes")))]
    };
    groups.retain(|group| !group.boxes.is_empty());
    groups
}

/// Places a node in a view without wide columns.
fn placed(graph: &Graph, at: NodeIndex, words: Words) -> Placed {
    boxed(graph, at, TASK_COLUMNS, words)
}

/// Wraps a node's label and sizes its box accordingly; boxes of duties and works all have the same
/// width.
fn boxed(graph: &Graph, at: NodeIndex, columns: usize, words: Words) -> Placed {
    let node = &graph[at];
    let lines = match node.kind {
        Kind::Task => wrap(&numbered(node), columns, 3),
        Kind::Section => wrap(
            &format!("{}（{}）", numbered(node), words.phrase(&message!("map-whole"))),
            columns,
            3,
        ),
        Kind::Document | Kind::Work => {
            let mut lines = wrap(&node.label, columns, 3);
            lines.extend(node.number.clone());
            lines
        }
        Kind::Unit | Kind::Class | Kind::Person => wrap(&node.label, NAME_COLUMNS, 2),
    };
    let longest = lines.iter().map(|line| width(line)).max().unwrap_or_default();
    let needed = if node.kind.is_agent() { longest } else { columns + 2 };
    let frame = Frame {
        width: needed as f64 * COLUMN + 14.0,
        height: lines.len() as f64 * LINE + 5.0,
        ..Frame::default()
    };
    Placed { at, frame, lines }
}

/// Returns the height of a group's title, in points.
fn head(group: &Group) -> f64 {
    if group.title.is_empty() { 0.0 } else { group.title.len() as f64 * LINE + MARGIN }
}

/// Stacks the boxes of a column as closely as allowed.
fn stack(column: &mut [Group]) {
    let mut y = 0.0;
    for group in column {
        group.frame.y = y;
        y += head(group);
        for one in &mut group.boxes {
            one.frame.y = y;
            y += one.frame.height + GAP;
        }
        y += if group.title.is_empty() { -GAP } else { MARGIN - GAP };
        group.frame.height = y - group.frame.y;
        y += MARGIN;
    }
}

/// Returns the lower end of a column.
fn bottom(column: &[Group]) -> f64 {
    column.last().map_or(0.0, |group| group.frame.y + group.frame.height)
}

/// Spreads a column over the height of the drawing, with gaps up to `widest` between boxes, and
/// centres it.
fn spread(column: &mut [Group], height: f64, widest: f64) {
    let n_gaps = column.iter().map(|group| group.boxes.len()).sum::<usize>().max(1);
    let spare = height - bottom(column);
    let gap = (spare / n_gaps as f64).clamp(0.0, widest);
    let mut shift = (spare - gap * (n_gaps - 1) as f64).max(0.0) / 2.0;
    for group in column {
        group.frame.y += shift;
        let n = group.boxes.len();
        for (k, one) in group.boxes.iter_mut().enumerate() {
            one.frame.y += shift;
            shift += if k + 1 < n { gap } else { 0.0 };
        }
        group.frame.height += gap * n.saturating_sub(1) as f64;
        shift += gap;
    }
}

/// Returns the vertical centre of each box.
fn middles(columns: &[Vec<Group>]) -> BTreeMap<NodeIndex, f64> {
    let boxes = columns.iter().flatten().flat_map(|group| &group.boxes);
    boxes.map(|one| (one.at, one.frame.y + one.frame.height / 2.0)).collect()
}

/// Returns the mean height of a node's neighbours.
fn pull(graph: &Graph, at: NodeIndex, middles: &BTreeMap<NodeIndex, f64>) -> f64 {
    let ys: Vec<_> =
        graph.neighbors_undirected(at).filter_map(|other| middles.get(&other)).collect();
    ys.iter().copied().sum::<f64>() / ys.len().max(1) as f64
}

/// Places columns side by side, as far apart as a wide screen allows; returns the total width.
fn set_side_by_side(columns: &mut [Vec<Group>], height: f64) -> f64 {
    let widths: Vec<f64> = columns.iter().map(|column| column_width(column)).collect();
    let n_gaps = columns.len().saturating_sub(1).max(1) as f64;
    let gap = ((height * SCREEN - widths.iter().sum::<f64>()) / n_gaps).clamp(170.0, 420.0);
    let mut x = 0.0;
    for (column, width) in columns.iter_mut().zip(&widths) {
        for group in column.iter_mut() {
            (group.frame.x, group.frame.width) = (x, *width);
            for one in &mut group.boxes {
                one.frame.x = x + (width - one.frame.width) / 2.0;
            }
        }
        x += width + gap;
    }
    (x - gap).max(0.0)
}

/// Returns the width of the widest box or title, with the frame of the group.
fn column_width(column: &[Group]) -> f64 {
    let of_boxes = column.iter().flat_map(|group| &group.boxes).map(|one| one.frame.width);
    let of_titles =
        column.iter().flat_map(|group| &group.title).map(|line| width(line) as f64 * COLUMN);
    of_boxes.chain(of_titles).fold(0.0, f64::max) + 2.0 * MARGIN
}

/// Returns a curve for each link, from side to side; the ends at a box are spread over its height,
/// in the order of their other ends.
fn curves(graph: &Graph, columns: &[Vec<Group>]) -> Vec<(EdgeIndex, [(f64, f64); 4])> {
    let boxes = columns.iter().flatten().flat_map(|group| &group.boxes);
    let frames: BTreeMap<_, _> = boxes.map(|one| (one.at, one.frame)).collect();
    let mut ends: BTreeMap<(NodeIndex, bool), Vec<(f64, EdgeIndex)>> = BTreeMap::new();
    let edges = || {
        graph.edge_references().filter_map(|edge| {
            let (from, to) = (frames.get(&edge.source())?, frames.get(&edge.target())?);
            Some((edge, *from, *to))
        })
    };
    for (edge, from, to) in edges() {
        let (leaves, enters) = sides(from, to);
        ends.entry((edge.source(), leaves)).or_default().push((middle(to), edge.id()));
        ends.entry((edge.target(), enters)).or_default().push((middle(from), edge.id()));
    }
    for list in ends.values_mut() {
        list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    }
    let end = |at: NodeIndex, right: bool, edge: EdgeIndex, frame: Frame| {
        let list = &ends[&(at, right)];
        let k = list.iter().position(|(_, one)| *one == edge).unwrap_or_default();
        let share = (k as f64 + 0.5) / list.len() as f64 - 0.5;
        (
            if right { frame.x + frame.width } else { frame.x },
            middle(frame) + share * frame.height * 0.7,
        )
    };
    edges()
        .map(|(edge, from, to)| {
            let (leaves, enters) = sides(from, to);
            let a = end(edge.source(), leaves, edge.id(), from);
            let b = end(edge.target(), enters, edge.id(), to);
            let bend = if leaves == enters { 70.0 } else { (b.0 - a.0).abs() * 0.45 };
            let out = |right: bool| if right { bend } else { -bend };
            (edge.id(), [a, (a.0 + out(leaves), a.1), (b.0 + out(enters), b.1), b])
        })
        .collect()
}

/// Whether a link leaves, and whether it enters, at the right side; within a column it does both.
fn sides(from: Frame, to: Frame) -> (bool, bool) {
    let overlap = from.x < to.x + to.width && to.x < from.x + from.width;
    if overlap { (true, true) } else { (from.x < to.x, from.x > to.x) }
}

/// Returns the vertical centre of a frame.
fn middle(frame: Frame) -> f64 {
    frame.y + frame.height / 2.0
}
