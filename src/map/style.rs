//! Looks and names of roles, relations and views. The colours are those of Okabe and Ito, which
//! colour-blind readers can distinguish; width, dashes and the mark in a cell convey the same.

use std::collections::BTreeMap;

use petgraph::graph::DiGraph;

use super::{Kind, Link, LinkKind, Node, Responsibilities, View};
use crate::markup::escaped;
use crate::message;
use crate::message::{Lang, Message};
use crate::model::{Relation, Role};

/// The font of all drawings.
pub(super) const FONT: &str = "Noto Sans CJK SC";

/// The look and name of a kind of link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// Its Chinese name.
    pub(super) name: &'static str,
    /// Its English name.
    pub(super) word: &'static str,
    /// The character in a cell of the matrix.
    pub(super) mark: &'static str,
    /// The colour of the line or cell.
    pub(super) colour: &'static str,
    /// The colour of the mark in such a cell.
    pub(super) ink: &'static str,
    /// The width of the line, in points.
    pub(super) width: f64,
}

impl Style {
    /// Returns its name.
    pub(super) fn called(self) -> Message {
        message!("both", text = [self.word.replace('_', " ").as_str(), self.name])
    }
}

impl LinkKind {
    /// Returns its look and name.
    pub(super) fn style(self) -> Style {
        let (name, mark, colour, ink, width) = match self {
            Self::Role(Role::Lead) => ("牵头", "牵", "#D55E00", "#FFFFFF", 2.4),
            Self::Role(Role::Responsible) => ("责任", "责", "#0072B2", "#FFFFFF", 1.6),
            Self::Role(Role::Support) => ("配合", "配", "#56B4E9", "#000000", 1.0),
            Self::Role(Role::Leader) => ("责任领导", "领", "#CC79A7", "#000000", 1.8),
            Self::Role(Role::Host) => ("主办", "主", "#E69F00", "#000000", 2.0),
            Self::Role(Role::Supervise) => ("督办", "督", "#333333", "#FFFFFF", 1.4),
            Self::Role(Role::Guide) => ("指导", "指", "#009E73", "#FFFFFF", 1.2),
            Self::Role(Role::Assess) => ("考核", "考", "#F0E442", "#000000", 1.4),
            Self::Relation(Relation::BasedOn) => ("依据", "依", "#D55E00", "#FFFFFF", 2.0),
            Self::Relation(Relation::Implements) => ("贯彻落实", "贯", "#0072B2", "#FFFFFF", 1.6),
            Self::Relation(Relation::Issues) => ("印发", "印", "#009E73", "#FFFFFF", 2.0),
            Self::Relation(Relation::Drafts) => ("制定修订", "制", "#E69F00", "#000000", 1.6),
            Self::Relation(Relation::Cites) => ("提及", "提", "#7F7F7F", "#FFFFFF", 1.2),
            Self::Shared => ("共同任务", "共", "#0072B2", "#FFFFFF", 1.0),
        };
        Style { name, word: self.word(), mark, colour, ink, width }
    }

    /// Returns its English name.
    fn word(self) -> &'static str {
        match self {
            Self::Role(role) => role.word(),
            Self::Relation(relation) => relation.word(),
            Self::Shared => "shared tasks",
        }
    }
}

/// The language of a drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// Chinese and English side by side, for drawings that anybody may see.
    #[default]
    Both,
    /// One language only.
    In(Lang),
}

impl Words {
    /// Returns a phrase on one line.
    pub(super) fn phrase(self, message: &Message) -> String {
        let (name, word) = self.parts(message);
        if word.is_empty() { name } else { format!("{name} {word}") }
    }

    /// Returns a phrase, and what follows it in small print.
    pub(super) fn parts(self, message: &Message) -> (String, String) {
        match self {
            Self::Both => (message.in_lang(Lang::Zh), message.in_lang(Lang::En)),
            Self::In(lang) => (message.in_lang(lang), String::new()),
        }
    }
}

/// The heading of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// The language of the drawing.
    pub(super) words: Words,
    /// The title of the plan, or of the first of several.
    pub(super) plan: String,
    /// The name of the view, and the number of nodes.
    pub(super) view: String,
    /// The plans by IRI, if there are several.
    pub(super) documents: BTreeMap<String, Plan>,
}

impl Title {
    /// Replaces the name of nameless documents by one in the language of the drawing.
    pub(super) fn name(&mut self, nameless: &str, name: &str) {
        let plans = self.documents.values_mut().map(|plan| &mut plan.title);
        plans.chain([&mut self.plan]).for_each(|title| *title = title.replace(nameless, name));
    }
}

/// How a plan is named if there are several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) title: String,
    /// Its number, or that of the notice to which it is annexed.
    pub(super) number: Option<String>,
}

impl Plan {
    /// Returns title and number on one line.
    pub(super) fn full(&self) -> String {
        [Some(self.title.as_str()), self.number.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Names the plans that a view shows, and counts its nodes.
pub(super) fn title(
    map: &Responsibilities,
    view: View,
    shown: &DiGraph<Node, Link>,
    words: Words,
) -> Title {
    let documents = || map.graph.node_weights().filter(|node| node.kind == Kind::Document);
    let has_task =
        |document: &&Node| map.graph.node_weights().any(|node| is_task_of(node, document));
    let mut plans: Vec<_> = documents().filter(has_task).collect();
    // A notice may have duties of its own while none of its plans has a visible task.
    let is_attached_by = |notice: &Node, plan: &&Node| plan.document.as_ref() == Some(&notice.iri);
    let is_alone = |node: &&Node| {
        let is_told = plans.iter().any(|plan| plan.iri == node.iri || is_attached_by(node, plan))
            || shown.node_weights().any(|notice| is_attached_by(notice, node));
        node.kind == Kind::Document && !is_told
    };
    let alone: Vec<_> = shown.node_weights().filter(is_alone).collect();
    plans.extend(alone);
    let plan = match plans.as_slice() {
        [] => words.phrase(&message!("map-title")),
        [one] => one.label.clone(),
        [first, ..] => {
            let lang = if words == Words::In(Lang::En) { Lang::En } else { Lang::Zh };
            message!("map-plans", first = &first.label, n = plans.len()).in_lang(lang)
        }
    };
    let several = plans.len() > 1;
    let of_notice = |plan: &Node| {
        documents().find(|node| Some(&node.iri) == plan.document.as_ref())?.number.clone()
    };
    let named = |plan: &&Node| {
        let number =
            plan.number.clone().or_else(|| of_notice(plan)).filter(|number| *number != plan.label);
        (plan.iri.clone(), Plan { title: plan.label.clone(), number })
    };
    let documents = plans.iter().filter(|_| several).map(named).collect();
    let name = words.phrase(&match view {
        View::Tasks => message!("view-tasks"),
        View::Units => message!("view-units"),
        View::Leaders => message!("view-leaders"),
        View::Citations => message!("view-citations"),
        View::Matrix => message!("view-matrix"),
    });
    Title { words, plan, view: format!("{name} · {}", counts(shown, words)), documents }
}

/// Whether `node` is a task of `document`.
fn is_task_of(node: &Node, document: &Node) -> bool {
    node.kind == Kind::Task && node.document.as_deref() == Some(document.iri.as_str())
}

/// Returns how many nodes of each kind are shown: `34 项任务 tasks`.
fn counts(shown: &DiGraph<Node, Link>, words: Words) -> String {
    let kinds = [
        (Kind::Task, message!("map-tasks")),
        (Kind::Unit, message!("map-units")),
        (Kind::Class, message!("map-classes")),
        (Kind::Person, message!("map-leaders")),
        (Kind::Document, message!("map-documents")),
        (Kind::Work, message!("map-works")),
    ];
    let count = |kind| shown.node_weights().filter(|node| node.kind == kind).count();
    let counts: Vec<_> = kinds
        .into_iter()
        .filter(|(kind, _)| *kind != Kind::Document || count(Kind::Task) == 0)
        .map(|(kind, called)| (count(kind), called))
        .filter(|(n, _)| *n > 0)
        .map(|(n, kind)| format!("{n} {}", words.phrase(&kind)))
        .collect();
    counts.join(" · ")
}

/// Returns the kinds of links shown, in the order of the legend.
pub(super) fn kinds(shown: &DiGraph<Node, Link>) -> Vec<LinkKind> {
    let mut kinds: Vec<_> = shown.edge_weights().map(|link| link.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Returns the legend as a table in an HTML-like DOT label: a coloured line, the Chinese name, and
/// the English name in small print.
pub(super) fn legend(kinds: &[LinkKind], notes: &[Message], words: Words) -> String {
    let mut row = format!("<TD>{}</TD>", bold(&message!("map-legend"), words));
    for style in kinds.iter().map(|kind| kind.style()) {
        row += &format!(
            "<TD WIDTH=\"30\" HEIGHT=\"14\" FIXEDSIZE=\"TRUE\" BGCOLOR=\"{}\"><FONT COLOR=\"{}\">{}</FONT></TD>",
            style.colour, style.ink, style.mark
        );
        row += &format!("<TD ALIGN=\"LEFT\">{}</TD>", beside(&style.called(), words));
    }
    for note in notes {
        row += &format!("<TD> {}</TD>", beside(note, words));
    }
    format!("<TABLE BORDER=\"0\" CELLSPACING=\"6\" CELLPADDING=\"0\"><TR>{row}</TR></TABLE>")
}

/// Returns a phrase in an HTML-like label, with small print if it is in both languages.
pub(super) fn beside(message: &Message, words: Words) -> String {
    let (name, word) = words.parts(message);
    match word.is_empty() {
        true => escaped(&name),
        false => format!(
            "{} <FONT POINT-SIZE=\"9\" COLOR=\"#555555\">{}</FONT>",
            escaped(&name),
            escaped(&word)
        ),
    }
}

/// Like [`beside`], in bold.
pub(super) fn bold(message: &Message, words: Words) -> String {
    let (name, word) = words.parts(message);
    match word.is_empty() {
        true => format!("<B>{}</B>", escaped(&name)),
        false => {
            format!("<B>{}</B> <FONT POINT-SIZE=\"9\">{}</FONT>", escaped(&name), escaped(&word))
        }
    }
}

/// Makes an SVG of Graphviz react to the pointer in a browser: links that do not touch the node
/// under it fade.
pub(super) fn interactive(svg: &str, n_nodes: usize) -> String {
    let fade = |n| format!("svg:has(#n{n}:hover) .edge:not(.n{n}){{opacity:.08}}\n");
    let rules: String = (0..n_nodes).map(fade).collect();
    let rules = format!("<style>.edge:hover path{{stroke-width:5}}\n{rules}</style>\n");
    match svg.split_once("<g id=\"graph0\"") {
        Some((head, tail)) => format!("{head}{rules}<g id=\"graph0\"{tail}"),
        None => svg.to_owned(),
    }
}
