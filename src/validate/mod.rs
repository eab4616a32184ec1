//! VALIDATE: whether graphs keep to shapes, and at which line of the text one does not.
//!
//! Comes in: the quads of one whole document ([`Shared::whole`]), and shapes in SHACL, those of
//! `ontology/shapes.ttl` or others. Goes out: a [`Violation`] for each rule that is broken, as
//! `notice.txt:12:8: violation: an assignment has exactly one participant`. It changes nothing and
//! calls no other server.
//!
//! Each document is checked by itself, with all that is said of what it names: the engine holds
//! what it checks in memory twice.

mod path;
mod place;
mod report;
mod shapes;
mod whole;

use std::collections::{BTreeMap, HashSet};

use oxigraph::model::{Graph, GraphName, Literal, NamedNode, Quad, Term, TermRef, Triple};
use shacl_rust::validation::build_target_cache;
use shacl_rust::validation::dataset::ValidationDataset;
use shacl_rust::{Shape, ValidationResult, parse_shapes, sh};

pub use path::Path;
pub use place::Place;
pub use report::Report;
pub use shapes::{Shapes, ShapesError};
pub use whole::{Shared, documents};

use crate::message;
use crate::message::Message;
use place::Places;

/// How much a [`Violation`] matters, as its shape says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The graph is wrong.
    Violation,
    /// A person should look.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Violation, Self::Warning, Self::Info];

    /// Its name in English.
    pub fn word(self) -> &'static str {
        match self {
            Self::Violation => "violation",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// Its name for people.
    pub fn message(self) -> Message {
        match self {
            Self::Violation => message!("severity-violation"),
            Self::Warning => message!("severity-warning"),
            Self::Info => message!("severity-info"),
        }
    }

    /// How many there are of it: `2 violations`.
    fn counted(self, n: usize) -> Message {
        match self {
            Self::Violation => message!("n-violations", n = n),
            Self::Warning => message!("n-warnings", n = n),
            Self::Info => message!("n-infos", n = n),
        }
    }

    /// That of a shape; one of an unknown kind counts as the worst.
    fn of(iri: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.iri() == iri).unwrap_or(Self::Violation)
    }

    /// Its term in SHACL.
    fn iri(self) -> &'static str {
        match self {
            Self::Violation => sh::VIOLATION.as_str(),
            Self::Warning => sh::WARNING.as_str(),
            Self::Info => sh::INFO.as_str(),
        }
    }
}

/// One way in which a graph does not keep to a shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// How much it matters.
    pub severity: Severity,
    /// The thing that breaks the shape.
    pub focus: Term,
    /// The way from it to the values that do, where there is one.
    pub path: Option<Path>,
    /// The value that does, where there is one.
    pub value: Option<Term>,
    /// What should be so, English before Chinese.
    pub messages: Vec<Literal>,
    /// The shape, or the nearest one with a name around it.
    pub shape: Option<NamedNode>,
    /// What kind of constraint, such as `sh:MinCountConstraintComponent`.
    pub component: Option<NamedNode>,
    /// Where the text says it, or something that names the thing.
    pub place: Option<Place>,
}

/// What was found in one graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// The name of the graph, where it has one.
    pub graph: Option<String>,
    /// The file that was checked; a document's graph tells its file itself.
    pub file: Option<String>,
    /// How many things each shape with a name was about; shapes about none are left out.
    pub focus: BTreeMap<String, usize>,
    /// What does not keep to a shape, in the order of the text, then of the things.
    pub violations: Vec<Violation>,
}

/// Checks the triples of one document, whichever graphs they are in; the first of them names it.
///
/// # Errors
///
/// When the engine refuses the shapes.
pub fn validate(shapes: &Shapes, graph: &[Quad]) -> Result<Checked, ShapesError> {
    let name = graph.first().and_then(|quad| match &quad.graph_name {
        GraphName::NamedNode(name) => Some(name.as_str().to_owned()),
        GraphName::BlankNode(_) | GraphName::DefaultGraph => None,
    });
    let data: Graph = graph.iter().cloned().map(Triple::from).collect();
    let dataset = ValidationDataset::from_graphs(data, shapes.graph().clone())
        .map_err(ShapesError::engine)?;
    let parsed = parse_shapes(shapes.graph()).map_err(ShapesError::engine)?;
    let mut checked =
        Checked { graph: name, focus: focus(&dataset, &parsed), ..Checked::default() };
    let results = shacl_rust::validate(&dataset, &parsed).into_results();
    if !results.is_empty() {
        let places = Places::new(graph);
        checked.violations =
            results.iter().map(|result| violation(shapes, &places, result)).collect();
        checked.violations.sort_by_cached_key(sort_key);
        checked.violations.dedup();
    }
    Ok(checked)
}

/// How many things each shape is about.
fn focus(dataset: &ValidationDataset, shapes: &[Shape<'_>]) -> BTreeMap<String, usize> {
    let targets = build_target_cache(dataset, shapes);
    let n_focus = |shape: &Shape<'_>| {
        let found = shape.targets.iter().filter_map(|target| targets.get(target)).flatten();
        found.collect::<HashSet<_>>().len()
    };
    let named = shapes.iter().filter(|shape| shape.node.is_named_node());
    let counted = named
        .map(|shape| (shape.node.to_string().trim_matches(['<', '>']).to_owned(), n_focus(shape)));
    counted.filter(|(_, n)| *n > 0).collect()
}

fn violation(shapes: &Shapes, places: &Places<'_>, result: &ValidationResult<'_>) -> Violation {
    let place = match result.focus_node() {
        TermRef::NamedNode(node) => places.of(&node.into_owned().into()),
        TermRef::BlankNode(node) => places.of(&node.into_owned().into()),
        _ => None,
    };
    Violation {
        severity: Severity::of(result.severity().as_str()),
        focus: result.focus_node().into_owned(),
        path: result.result_path().map(Path::new),
        value: result.value().map(TermRef::into_owned),
        messages: shapes.messages(result.messages()),
        shape: shapes.named(result.source_shape()),
        component: result.source_constraint_component().map(Into::into),
        place,
    }
}

/// The order of violations; nothing in it depends on the labels of blank nodes in the shapes.
fn sort_key(violation: &Violation) -> (bool, Option<(usize, usize)>, [String; 5]) {
    let text = |term: Option<&Term>| term.map(ToString::to_string).unwrap_or_default();
    let name = |node: Option<&NamedNode>| node.map(ToString::to_string).unwrap_or_default();
    let place = violation.place.as_ref().map(|place| (place.line, place.column));
    let rest = [
        violation.focus.to_string(),
        name(violation.shape.as_ref()),
        violation.path.as_ref().map(|path| path.sparql().to_owned()).unwrap_or_default(),
        name(violation.component.as_ref()),
        text(violation.value.as_ref()),
    ];
    (place.is_none(), place, rest)
}
