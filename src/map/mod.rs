//! MAP: draws who is responsible for what in a store.
//!
//! [`load`] reads the responsibilities from the store by SPARQL into a [`Responsibilities`] graph,
//! narrowed by a [`Slice`]; [`draw`] shows one [`View`] of it in one [`Format`]. The same store
//! gives the same bytes: order comes from positions in the text, never from hashes.
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

/// Who is responsible for what: tasks, agents, documents and cited works, and the links between
/// them.
///
/// Links run from the task (or the section or document, if a duty covers all of it) to the agent,
/// and from the task or document to the work that it cites.
#[derive(Clone, Debug, Default)]
pub struct Responsibilities {
    /// Nodes in the order of the text: documents, then tasks, then agents and works by first use.
    pub graph: DiGraph<Node, Link>,
}

/// What a [`Node`] represents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A notice or a plan in the store.
    Document,
    /// A heading with a duty for everything under it, such as `(总牵头单位:县司法局)`.
    Section,
    /// One thing to be done.
    Task,
    /// A unit with a name: 县司法局.
    Unit,
    /// A class of units: 各乡镇（街道）.
    Class,
    /// A person: a leader in charge of a task.
    Person,
    /// A normative document that a text cites.
    Work,
}

impl Kind {
    /// Returns its name in JSON.
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

    /// Whether it is something to be done, be it a task or a whole section or document.
    pub fn is_duty(self) -> bool {
        matches!(self, Self::Task | Self::Section | Self::Document)
    }
}

/// A node of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its IRI in the store.
    pub iri: String,
    /// What it represents.
    pub kind: Kind,
    /// Its label: the title of a task, the short name of a unit (县司法局).
    pub label: String,
    /// More for the tooltip: the canonical name of a unit (滑县司法局), the posts of a person.
    pub full: String,
    /// The number: （十三） of a task, 国办发〔2022〕27号 of a work.
    pub number: Option<String>,
    /// The first-level section that contains a task.
    pub part: Option<Part>,
    /// The sections around a task or section, and the section itself, innermost first.
    pub sections: Vec<Part>,
    /// The IRI of the document that contains a task, or of the notice to which a document is
    /// annexed.
    pub document: Option<String>,
    /// Its offset in the source text, in code points; 0 for agents and works.
    pub start: usize,
    /// All names of an agent, the full one first.
    pub names: Vec<String>,
    /// The name of the region of a unit or class of units.
    pub region: Option<String>,
    /// The number of tasks within the slice in which an agent has a role.
    pub n_tasks: usize,
    /// The progress of a task, if it was reported.
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
    /// Its kind.
    pub kind: LinkKind,
    /// How many statements it stands for: tasks that two units share, or places that cite a work.
    pub weight: usize,
    /// Whether it follows from a rule of the document, rather than a clause of its own.
    pub implied: bool,
    /// The clause in running prose on which it is based, if any.
    pub note: Option<String>,
}

/// The kind of a [`Link`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// From a duty to an agent.
    Role(Role),
    /// From a document or task to a work.
    Relation(Relation),
    /// Between two units with roles in the same tasks.
    Shared,
}

/// Declares an enum of command-line choices with their names.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns its name.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Parses a name.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

choices! {
    /// The content of a map.
    View {
        /// Tasks and units, linked by role.
        #[default]
        Tasks = "tasks",
        /// Named units, linked by the tasks that they share.
        Units = "units",
        /// Leaders, their tasks, and the units that lead or are responsible there.
        Leaders = "leaders",
        /// Documents and the works that they cite.
        Citations = "citations",
        /// Tasks by units, each cell coloured by role.
        Matrix = "matrix",
    }
}

choices! {
    /// The file format of a map.
    Format {
        /// Text for Graphviz.
        Dot = "dot",
        /// A drawing for browsers.
        #[default]
        Svg = "svg",
        /// A bitmap.
        Png = "png",
        /// Nodes and links, for D3 and Cytoscape.
        Json = "json",
        /// Nodes and links as XML, for Gephi.
        Gexf = "gexf",
        /// Nodes and links as XML, for networkx, igraph and yEd.
        Graphml = "graphml",
    }
}

impl View {
    /// Returns the view that a word stands for: `matrix`, 矩阵.
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

/// Draws one view of `map`, labelled in Chinese and English; see [`draw_in`].
///
/// # Errors
///
/// As [`draw_in`].
pub fn draw(map: &Responsibilities, view: View, format: Format) -> Result<Vec<u8>, MapError> {
    draw_in(map, view, format, Words::Both)
}

/// Draws one view of `map`; Graphviz draws the SVG and PNG of node-link views, while the matrix is
/// drawn here.
///
/// # Errors
///
/// If the view has nothing to show, or a drawing program is missing or fails.
pub fn draw_in(
    map: &Responsibilities,
    view: View,
    format: Format,
    words: Words,
) -> Result<Vec<u8>, MapError> {
    draw_within(map, view, format, words, None)
}

/// Like [`draw_in`], with a time limit on the drawing program.
///
/// # Errors
///
/// As [`draw_in`], and if the limit is exceeded.
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
    // For one plan the matrix shows which tasks name no unit; for several plans such tasks are left
    // out.
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

/// Returns how many nodes a view shows, which tells whether a drawing is still legible.
pub fn n_shown(map: &Responsibilities, view: View) -> usize {
    view::project(map, view).node_count()
}

/// Writes a view as a property graph.
fn written(
    shown: &DiGraph<Node, Link>,
    view: View,
    write: fn(&PropertyGraph, &mut Vec<u8>) -> std::io::Result<()>,
) -> Result<Vec<u8>, MapError> {
    let mut bytes = Vec::new();
    write(&property::graph(shown, view), &mut bytes).expect("memory takes all that is written");
    Ok(bytes)
}

/// Removes tasks that name no unit and notes how many, since a long plan may name units for only a
/// few tasks.
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

/// Returns the view as text for Graphviz.
fn dot_text(shown: &DiGraph<Node, Link>, view: View, title: &style::Title) -> String {
    match view {
        View::Units => network::dot(shown, title),
        _ => dot::dot(shown, &columns::columns(shown, view, title), title),
    }
}
