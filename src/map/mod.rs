//! MAP: the store to drawings of who answers for what.
//!
//! [`load`] reads the responsibilities from the store by SPARQL into a [`Responsibilities`] graph,
//! narrowed by a [`Slice`]; [`draw`] shows one [`View`] of it in one [`Format`]. The same store
//! gives the same bytes: order comes from the place in the text, never from a hash.
//! `责任单位：县司法局，各有关部门，各乡镇（街道）。` becomes one task, one unit and two classes of
//! units, with three links `responsible`.

mod columns;
mod dot;
mod error;
mod json;
mod label;
mod load;
mod matrix;
mod network;
mod progress;
mod property;
mod render;
mod slice;
mod style;
mod view;

use std::time::Duration;

use petgraph::graph::DiGraph;

use crate::export::graphml;
use crate::export::property::PropertyGraph;
use crate::message;
use crate::message::Lang;
use crate::model::{Relation, Role};
use crate::names::{self, NameError};

pub use error::MapError;
pub use load::load;
pub use progress::Progress;
pub use slice::Slice;
pub use style::Words;

/// Who answers for what: tasks, agents, documents and cited works, with the links between them.
///
/// Links run from the task (or the section or document, where a duty covers all of it) to the
/// agent, and from the task or document to the work that it cites.
#[derive(Clone, Debug, Default)]
pub struct Responsibilities {
    /// Nodes in the order of the text: documents, then tasks, then agents and works by first use.
    pub graph: DiGraph<Node, Link>,
}

/// What a [`Node`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A notice or a plan in the store.
    Document,
    /// A heading that bears a duty for all under it, such as `(总牵头单位:县司法局)`.
    Section,
    /// One thing to be done.
    Task,
    /// A unit that is named: 县司法局.
    Unit,
    /// A class of units: 各乡镇（街道）.
    Class,
    /// A person: the leader at the head of a task.
    Person,
    /// A normative document that a text cites.
    Work,
}

impl Kind {
    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Section => "section",
            Self::Task => "task",
            Self::Unit => "unit",
            Self::Class => "class",
            Self::Person => "person",
            Self::Work => "work",
        }
    }

    /// Whether it can have a role.
    pub fn is_agent(self) -> bool {
        matches!(self, Self::Unit | Self::Class | Self::Person)
    }

    /// Whether it is something to be done, alone or as a whole section or document.
    pub fn is_duty(self) -> bool {
        matches!(self, Self::Task | Self::Section | Self::Document)
    }
}

/// A node of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its IRI in the store.
    pub iri: String,
    /// What it stands for.
    pub kind: Kind,
    /// What is written on it: the title of a task, the short name of a unit (县司法局).
    pub label: String,
    /// What a tooltip says more: the canonical name of a unit (滑县司法局), the posts of a person.
    pub full: String,
    /// （十三） of a task, 国办发〔2022〕27号 of a work.
    pub number: Option<String>,
    /// The section of the first level that a task stands in.
    pub part: Option<Part>,
    /// The sections around a task or section and the section itself, innermost first.
    pub sections: Vec<Part>,
    /// IRI of the document that a task stands in, or of the notice that attaches a document.
    pub document: Option<String>,
    /// Where it begins in the source text, in code points; 0 for agents and works.
    pub start: usize,
    /// Of an agent all names, the full one first.
    pub names: Vec<String>,
    /// Of a unit or class of units the name of its region.
    pub region: Option<String>,
    /// Of an agent, the number of tasks in which it has a role within the slice.
    pub n_tasks: usize,
    /// Of a task, how far it is, where people told something.
    pub progress: Option<Progress>,
}

/// A section: `五、健全行政执法工作体系`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its IRI in the store.
    pub iri: String,
    /// Its number without `、`.
    pub number: String,
    /// Its heading.
    pub title: String,
}

/// A link of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub kind: LinkKind,
    /// How many statements it stands for: tasks that two units share, or places that cite one work.
    pub weight: usize,
    /// Whether a rule of the document set it, not a clause of its own.
    pub implied: bool,
    /// The clause of running prose that says so, if any.
    pub note: Option<String>,
}

/// What a [`Link`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// From a duty to an agent.
    Role(Role),
    /// From a document or task to a work.
    Relation(Relation),
    /// Between two units that have roles in the same tasks.
    Shared,
}

/// Declares a closed choice of the command line with its words.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

choices! {
    /// What a map shows.
    View {
        /// Tasks and units, linked by role.
        #[default]
        Tasks = "tasks",
        /// Named units, linked by the tasks that they share.
        Units = "units",
        /// Leaders, their tasks, and the units that lead or answer there.
        Leaders = "leaders",
        /// Documents and the works that they cite.
        Citations = "citations",
        /// Tasks by units, each cell coloured by role.
        Matrix = "matrix",
    }
}

choices! {
    /// How a map is written.
    Format {
        /// Text for Graphviz.
        Dot = "dot",
        /// A drawing for the browser.
        #[default]
        Svg = "svg",
        /// A picture.
        Png = "png",
        /// Nodes and links, as D3 and Cytoscape take them.
        Json = "json",
        /// The same as XML, for Gephi.
        Gexf = "gexf",
        /// The same as XML, for networkx, igraph and yEd.
        Graphml = "graphml",
    }
}

impl View {
    /// The view that `word` means: `matrix`, 矩阵.
    pub fn find(word: &str) -> Result<Self, NameError> {
        let said = |view: Self| match view {
            Self::Tasks => vec!["任务", "任务与责任单位"],
            Self::Units => vec!["单位", "单位协作"],
            Self::Leaders => vec!["领导", "责任领导"],
            Self::Citations => vec!["引用", "引用文件", "依据"],
            Self::Matrix => vec!["矩阵", "任务与责任单位矩阵"],
        };
        names::choice(
            names::Kind::View,
            word,
            Self::ALL.iter().map(|view| (*view, view.word(), said(*view))).collect(),
        )
    }
}

/// Draws one view of `map` with words in Chinese and English, as [`draw_in`] does.
///
/// # Errors
///
/// As [`draw_in`].
pub fn draw(map: &Responsibilities, view: View, format: Format) -> Result<Vec<u8>, MapError> {
    draw_in(map, view, format, Words::Both)
}

/// Draws one view of `map`; SVG and PNG of the node-link views are made by Graphviz, the matrix is
/// drawn here.
///
/// # Errors
///
/// When the view has nothing to show, or a program that draws is missing or fails.
pub fn draw_in(
    map: &Responsibilities,
    view: View,
    format: Format,
    words: Words,
) -> Result<Vec<u8>, MapError> {
    draw_within(map, view, format, words, None)
}

/// As [`draw_in`], where the program that draws may take no longer than `limit`.
///
/// # Errors
///
/// As [`draw_in`], and when it takes longer.
pub fn draw_within(
    map: &Responsibilities,
    view: View,
    format: Format,
    words: Words,
    limit: Option<Duration>,
) -> Result<Vec<u8>, MapError> {
    let mut shown = view::project(map, view);
    match format {
        Format::Json => return Ok(json::json(&shown, view).into_bytes()),
        Format::Gexf => return written(&shown, view, |graph, out| graphml::gexf(graph, out)),
        Format::Graphml => return written(&shown, view, |graph, out| graphml::graphml(graph, out)),
        Format::Dot | Format::Svg | Format::Png => {}
    }
    if shown.edge_count() == 0 && (view != View::Units || shown.node_count() == 0) {
        return Err(MapError::Nothing { view: view.word() });
    }
    for node in shown.node_weights_mut().filter(|node| node.label == load::UNTITLED) {
        node.label = words.phrase(&message!("map-untitled"));
    }
    let mut title = style::title(map, view, &shown, words);
    title.name(load::UNTITLED, &words.phrase(&message!("map-untitled")));
    // Of one plan the matrix shows which tasks name nobody; among several plans they are in the
    // way.
    let is_crowded = view == View::Tasks || view == View::Matrix && title.documents.len() > 1;
    let shown = if is_crowded { without_lonely_tasks(&shown, &mut title) } else { shown };
    match (view, format) {
        (View::Matrix, Format::Dot) => Err(MapError::NoDot),
        (View::Matrix, Format::Png) => render::png(&matrix::svg(&shown, &title), limit),
        (View::Matrix, _) => Ok(matrix::svg(&shown, &title).into_bytes()),
        (_, Format::Dot) => Ok(dot_text(&shown, view, &title).into_bytes()),
        (_, Format::Png) => render::dot(&dot_text(&shown, view, &title), "png", limit),
        _ => {
            let svg = render::dot(&dot_text(&shown, view, &title), "svg", limit)?;
            Ok(style::interactive(&String::from_utf8_lossy(&svg), shown.node_count()).into_bytes())
        }
    }
}

/// How many tasks, units and other nodes a view shows: what tells whether a drawing can still be
/// read.
pub fn n_shown(map: &Responsibilities, view: View) -> usize {
    view::project(map, view).node_count()
}

/// A view as nodes and links with values.
fn written(
    shown: &DiGraph<Node, Link>,
    view: View,
    write: fn(&PropertyGraph, &mut Vec<u8>) -> std::io::Result<()>,
) -> Result<Vec<u8>, MapError> {
    let mut bytes = Vec::new();
    write(&property::graph(shown, view), &mut bytes).expect("memory takes all that is written");
    Ok(bytes)
}

/// Leaves out the tasks that name no unit, and says how many: a long plan may name units for a few
/// tasks only.
fn without_lonely_tasks(
    shown: &DiGraph<Node, Link>,
    title: &mut style::Title,
) -> DiGraph<Node, Link> {
    let linked = view::linked(shown);
    let n = shown.node_count() - linked.node_count();
    if n > 0 {
        let left_out = title.words.phrase(&message!("map-left-out", n = n));
        title.view +=
            &format!("{}{left_out}", if title.words == Words::In(Lang::En) { ", " } else { "，" });
    }
    linked
}

/// The view as text for Graphviz.
fn dot_text(shown: &DiGraph<Node, Link>, view: View, title: &style::Title) -> String {
    match view {
        View::Units => network::dot(shown, title),
        _ => dot::dot(shown, &columns::columns(shown, view, title), title),
    }
}
