//! VALIDATE: whether graphs conform to shapes, and at which line of the text one does not.
//!
//! In: the quads of one whole document ([`Shared::whole`]), and SHACL shapes, those of
//! `ontology/shapes.ttl` or others. Out: a [`Violation`] for each broken constraint, such as
//! `notice.txt:12:8: violation: an assignment has exactly one participant`. It changes nothing and
//! calls no other server.
//!
//! Each document is validated separately, together with everything about the things it mentions,
//! because the engine keeps two copies of the data in memory.

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

/// The severity of a [`Violation`], as given by its shape.
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
    /// All severities, the worst first.
    pub const ALL: [Self; 3] = [Self::Violation, Self::Warning, Self::Info];

    /// Returns its name in English.
    pub fn word(self) -> &'static str {
        match self {
            Self::Violation => "violation",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// Returns its name as a message.
    pub fn message(self) -> Message {
        match self {
            Self::Violation => message!("severity-violation"),
            Self::Warning => message!("severity-warning"),
            Self::Info => message!("severity-info"),
        }
    }

    /// Returns a count of this severity: `2 violations`.
    fn counted(self, n: usize) -> Message {
        match self {
            Self::Violation => message!("n-violations", n = n),
            Self::Warning => message!("n-warnings", n = n),
            Self::Info => message!("n-infos", n = n),
        }
    }

    /// Returns the severity with a SHACL IRI; an unknown one counts as the worst.
    fn of(iri: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.iri() == iri).unwrap_or(Self::Violation)
    }

    /// Returns its IRI in SHACL.
    fn iri(self) -> &'static str {
        match self {
            Self::Violation => sh::VIOLATION.as_str(),
            Self::Warning => sh::WARNING.as_str(),
            Self::Info => sh::INFO.as_str(),
        }
    }
}

/// A violation of a shape by a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Its severity.
    pub severity: Severity,
    /// The node that violates the shape.
    pub focus: Term,
    /// The path from the node to the offending values, if any.
    pub path: Option<Path>,
    /// The offending value, if any.
    pub value: Option<Term>,
    /// The constraint in words, English before Chinese.
    pub messages: Vec<Literal>,
    /// The shape, or the nearest named one around it.
    pub shape: Option<NamedNode>,
    /// The kind of constraint, such as `sh:MinCountConstraintComponent`.
    pub component: Option<NamedNode>,
    /// Where the text mentions the node, or something that refers to it.
    pub place: Option<Place>,
}

/// The result of validating a graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// The name of the graph, if it has one.
    pub graph: Option<String>,
    /// The file validated; the graph of a document names its file itself.
    pub file: Option<String>,
    /// How many nodes each named shape targets; shapes without any are left out.
    pub focus: BTreeMap<String, usize>,
    /// The violations in the order of the text, then of the nodes.
    pub violations: Vec<Violation>,
}

/// Validates the triples of one document, in whichever graphs; the first of these gives the name.
///
/// # Errors
///
/// If the engine rejects the shapes.
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

/// Returns how many nodes each shape targets.
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

/// Returns a sort key of violations that does not depend on blank node labels in the shapes.
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
