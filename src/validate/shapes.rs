//! Shapes as they were read, and what the engine does not tell of them: the language of messages,
//! the name of the shape around a property.
//!
//! The engine passes over a property shape or a query that it cannot read, and so finds no fault.
//! Such shapes are refused here, before anything is checked.

use std::collections::BTreeSet;

use crate::message;
use crate::message::Message;
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{
    Graph, Literal, NamedNode, NamedOrBlankNode, NamedOrBlankNodeRef, TermRef, Triple,
};
use shacl_rust::parser::parse_shape;
use shacl_rust::utils::parse_shacl_prefixes;
use shacl_rust::{ShaclError, parse_shapes, sh};
use spargebra::{SparqlParser, SparqlSyntaxError};

/// Why shapes cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ShapesError {
    /// The text is not in the syntax.
    Syntax(#[from] RdfSyntaxError),
    /// Nothing in it is a shape with a target.
    NoTarget,
    /// A property shape without the way to its values, or with more than one.
    Path(NamedOrBlankNode),
    /// A constraint in SPARQL without a query that can be read.
    Query {
        /// The shape that has it.
        shape: NamedOrBlankNode,
        /// What is wrong.
        source: SparqlSyntaxError,
    },
    /// What the engine says.
    Engine(String),
}

impl ShapesError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Syntax(_) => message!("shapes-syntax"),
            Self::NoTarget => message!("shapes-no-target"),
            Self::Path(shape) => message!("shapes-path", shape = shape.to_string()),
            Self::Query { shape, .. } => message!("shapes-query", shape = shape.to_string()),
            Self::Engine(told) => message!("shapes-engine", told = told),
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Message {
        match self {
            Self::Syntax(_) => message!("hint-shapes-syntax"),
            Self::NoTarget => message!("hint-shapes-no-target"),
            Self::Path(_) => message!("hint-shapes-path"),
            Self::Query { .. } => message!("hint-shapes-query"),
            Self::Engine(_) => message!("hint-shapes-engine"),
        }
    }

    /// What the engine says.
    pub(super) fn engine(error: ShaclError) -> Self {
        Self::Engine(error.to_string())
    }
}

message::tells!(ShapesError);

/// Shapes that were found whole.
#[derive(Clone, Debug)]
pub struct Shapes {
    graph: Graph,
}

impl Shapes {
    /// Those of `ontology/shapes.ttl`, which every graph that zeren writes keeps to.
    pub fn shipped() -> Self {
        Self::parse(crate::graph::SHAPES.as_bytes(), RdfFormat::Turtle)
            .expect("the shipped shapes are whole, as the tests see")
    }

    /// Reads shapes, and refuses those that the engine would pass over.
    ///
    /// # Errors
    ///
    /// When the text is not in the syntax, or a shape, a path or a query in it cannot be used.
    pub fn parse(text: &[u8], format: RdfFormat) -> Result<Self, ShapesError> {
        let quads = RdfParser::from_format(format).for_slice(text);
        let graph = quads.map(|quad| quad.map(Triple::from)).collect::<Result<Graph, _>>()?;
        let shapes = Self { graph };
        shapes.check()?;
        Ok(shapes)
    }

    fn check(&self) -> Result<(), ShapesError> {
        let parsed = parse_shapes(&self.graph).map_err(ShapesError::engine)?;
        if parsed.iter().all(|shape| shape.targets.is_empty()) {
            return Err(ShapesError::NoTarget);
        }
        for property in
            self.sorted(self.graph.triples_for_predicate(sh::PROPERTY).map(|triple| triple.object))
        {
            if self.graph.objects_for_subject_predicate(&property, sh::PATH).count() != 1 {
                return Err(ShapesError::Path(property));
            }
            parse_shape(&self.graph, property.as_ref(), None).map_err(ShapesError::engine)?;
        }
        for triple in self.graph.triples_for_predicate(sh::SPARQL) {
            self.query(triple.subject, triple.object)?;
        }
        Ok(())
    }

    /// The nodes among terms, in a fixed order.
    fn sorted<'a>(&self, terms: impl Iterator<Item = TermRef<'a>>) -> Vec<NamedOrBlankNode> {
        let mut nodes: Vec<_> = terms.filter_map(node).collect();
        nodes.sort_by_cached_key(ToString::to_string);
        nodes
    }

    /// Sees whether the query of a constraint can be run.
    fn query(
        &self,
        shape: NamedOrBlankNodeRef<'_>,
        constraint: TermRef<'_>,
    ) -> Result<(), ShapesError> {
        let Some(constraint) = node(constraint) else { return Ok(()) };
        let mut parser = SparqlParser::new();
        for (prefix, iri) in parse_shacl_prefixes(&self.graph, constraint.as_ref()) {
            parser = parser
                .with_prefix(&prefix, &iri)
                .map_err(|error| ShapesError::Engine(error.to_string()))?;
        }
        let select = self.graph.object_for_subject_predicate(&constraint, sh::SELECT);
        let text = if let Some(TermRef::Literal(select)) = select { select.value() } else { "" };
        parser
            .parse_query(text)
            .map_err(|source| ShapesError::Query { shape: shape.into(), source })?;
        Ok(())
    }

    /// Their triples.
    pub(super) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// What a result says in the words of the shapes, with their language, English first; in those
    /// of the engine where they have none.
    pub(super) fn messages(&self, said: &[String]) -> Vec<Literal> {
        let said: BTreeSet<&str> = said.iter().map(String::as_str).collect();
        let declared = self.graph.triples_for_predicate(sh::MESSAGE).filter_map(|triple| {
            match triple.object {
                TermRef::Literal(literal) if said.contains(literal.value()) => {
                    Some(literal.into_owned())
                }
                _ => None,
            }
        });
        let mut messages: Vec<Literal> = declared.collect();
        if messages.is_empty() {
            messages = said.into_iter().map(Literal::new_simple_literal).collect();
        }
        messages.sort_by(|a, b| (a.language(), a.value()).cmp(&(b.language(), b.value())));
        messages.dedup();
        messages
    }

    /// The shape, or the nearest around it that has a name.
    pub(super) fn named(&self, shape: NamedOrBlankNodeRef<'_>) -> Option<NamedNode> {
        let mut seen = BTreeSet::new();
        let mut level = vec![shape.into_owned()];
        while !level.is_empty() {
            let names = level.iter().filter_map(|node| match node {
                NamedOrBlankNode::NamedNode(name) => Some(name.clone()),
                NamedOrBlankNode::BlankNode(_) => None,
            });
            if let Some(name) = names.min() {
                return Some(name);
            }
            let around = level.iter().flat_map(|node| self.graph.triples_for_object(node));
            level = around
                .map(|triple| triple.subject.into_owned())
                .filter(|node| seen.insert(node.to_string()))
                .collect();
        }
        None
    }

    /// The shapes that have a target, by name.
    pub fn targeted(&self) -> Vec<NamedNode> {
        let targets =
            [sh::TARGET_CLASS, sh::TARGET_SUBJECTS_OF, sh::TARGET_OBJECTS_OF, sh::TARGET_NODE];
        let subjects =
            targets.into_iter().flat_map(|target| self.graph.triples_for_predicate(target));
        let names = subjects.filter_map(|triple| match triple.subject {
            NamedOrBlankNodeRef::NamedNode(name) => Some(name.into_owned()),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        });
        names.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

fn node(term: TermRef<'_>) -> Option<NamedOrBlankNode> {
    match term {
        TermRef::NamedNode(node) => Some(node.into_owned().into()),
        TermRef::BlankNode(node) => Some(node.into_owned().into()),
        _ => None,
    }
}
