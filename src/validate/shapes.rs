//! SHACL shapes, with what the engine does not provide: the language of messages, and the named
//! shape around a property shape.
//!
//! The engine skips property shapes and queries that it cannot interpret, and so reports no
//! violation. Such shapes are rejected here in advance.

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
    /// The syntax is invalid.
    Syntax(#[from] RdfSyntaxError),
    /// No shape has a target.
    NoTarget,
    /// A property shape has no path, or several.
    Path(NamedOrBlankNode),
    /// A SPARQL constraint has no valid query.
    Query {
        /// The shape with the constraint.
        shape: NamedOrBlankNode,
        /// The syntax error.
        source: SparqlSyntaxError,
    },
    /// An error of the engine.
    Engine(String),
}

impl ShapesError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Syntax(_) => message!("shapes-syntax"),
            Self::NoTarget => message!("shapes-no-target"),
            Self::Path(shape) => message!("shapes-path", shape = shape.to_string()),
            Self::Query { shape, .. } => message!("shapes-query", shape = shape.to_string()),
            Self::Engine(told) => message!("shapes-engine", told = told),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Syntax(_) => message!("hint-shapes-syntax"),
            Self::NoTarget => message!("hint-shapes-no-target"),
            Self::Path(_) => message!("hint-shapes-path"),
            Self::Query { .. } => message!("hint-shapes-query"),
            Self::Engine(_) => message!("hint-shapes-engine"),
        }
    }

    /// Wraps an error of the engine.
    pub(super) fn engine(error: ShaclError) -> Self {
        Self::Engine(error.to_string())
    }
}

message::tells!(ShapesError);

/// Checked shapes.
#[derive(Clone, Debug)]
pub struct Shapes {
    graph: Graph,
}

impl Shapes {
    /// Returns the shapes in `ontology/shapes.ttl`, to which every graph written by zeren conforms.
    pub fn shipped() -> Self {
        Self::parse(crate::graph::SHAPES.as_bytes(), RdfFormat::Turtle)
            .expect("the shipped shapes are whole, as the tests see")
    }

    /// Parses shapes, and rejects those that the engine would skip.
    ///
    /// # Errors
    ///
    /// If the syntax is invalid, or a shape, path or query cannot be used.
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

    /// Returns the nodes among terms, in a fixed order.
    fn sorted<'a>(&self, terms: impl Iterator<Item = TermRef<'a>>) -> Vec<NamedOrBlankNode> {
        let mut nodes: Vec<_> = terms.filter_map(node).collect();
        nodes.sort_by_cached_key(ToString::to_string);
        nodes
    }

    /// Checks that the query of a constraint can be parsed.
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

    /// Returns the triples of the shapes.
    pub(super) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Returns the messages of a result as literals of the shapes, with languages, English first;
    /// or as plain literals if the shapes have none.
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

    /// Returns the shape itself if it is named, or else the nearest named one around it.
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

    /// Returns the shapes with a target, by name.
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
