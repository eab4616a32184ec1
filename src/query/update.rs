//! SPARQL updates: parsed, checked to be harmless, and applied to a store one operation after the
//! other.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, Term, Variable};
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator, UpdateEvaluationError,
};
use oxigraph::store::Store as Database;
use spargebra::GraphUpdateOperation as Operation;
use spargebra::algebra::{GraphPattern, GraphTarget, QueryDataset};
use spargebra::term::{GraphName, GraphNamePattern};

use super::{QueryError, algebra, parser};
use crate::graph::ONTOLOGY;
use crate::message;
use crate::message::Message;
use crate::store::StoreError;

/// Why an update was not applied.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// It would change a graph made from documents.
    Guarded(String),
    /// It drops or clears unnamed sets of graphs, some of which are made from documents.
    GuardedAll,
    /// An operation fails on the data.
    Evaluation(#[from] UpdateEvaluationError),
    /// A condition fails to evaluate.
    Condition(#[from] QueryEvaluationError),
    /// The store failed.
    Store(#[from] StoreError),
}

impl UpdateError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Guarded(graph) => message!("update-guarded", graph = graph),
            Self::GuardedAll => message!("update-guarded-all"),
            Self::Evaluation(error) => message!("update-evaluation", error = error.to_string()),
            Self::Condition(error) => message!("update-evaluation", error = error.to_string()),
            Self::Store(error) => error.message(),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Guarded(_) => message!("hint-update-guarded"),
            Self::GuardedAll => message!("hint-update-guarded-all"),
            Self::Evaluation(_) | Self::Condition(_) => message!("hint-update-evaluation"),
            Self::Store(error) => error.hint(),
        }
    }
}

message::tells!(UpdateError);

/// A parsed update that loads nothing and calls no other server.
#[derive(Clone, Debug)]
pub struct Update {
    inner: spargebra::Update,
}

impl Update {
    /// Parses an update with the base IRI `base`; the prefixes of the project need no declaration.
    ///
    /// If `default` or `named` graphs are given, they are the dataset of its conditions, as in the
    /// protocol; an update with a dataset of its own is then refused.
    pub fn parse(
        text: &str,
        base: &str,
        default: &[NamedNode],
        named: &[NamedNode],
    ) -> Result<Self, QueryError> {
        let parser = parser().with_base_iri(base).unwrap_or_else(|_| parser());
        let mut inner = parser.parse_update(text)?;
        for operation in &mut inner.operations {
            match operation {
                Operation::Load { .. } => return Err(QueryError::Load),
                Operation::DeleteInsert { using, pattern, .. } => {
                    if algebra::calls_out(pattern) {
                        return Err(QueryError::Service);
                    }
                    if !default.is_empty() || !named.is_empty() {
                        if using.is_some() {
                            return Err(QueryError::TwoDatasets);
                        }
                        *using = Some(QueryDataset {
                            default: default.to_vec(),
                            named: Some(named.to_vec()),
                        });
                    }
                }
                _ => {}
            }
        }
        Ok(Self { inner })
    }

    /// Applies the update to a database that nobody reads yet, unless it would change one of the
    /// `guarded` graphs; after a failure half-way the database must be discarded.
    pub(crate) fn apply(
        self,
        database: &Database,
        guarded: &BTreeSet<NamedNode>,
        token: &CancellationToken,
    ) -> Result<(), UpdateError> {
        let mut update = self.inner;
        for operation in std::mem::take(&mut update.operations) {
            match touched(&operation, database)? {
                Touched::Graphs(graphs) => {
                    if let Some(graph) = graphs.intersection(guarded).next() {
                        return Err(UpdateError::Guarded(graph.as_str().to_owned()));
                    }
                }
                Touched::Open if is_filled(database, guarded)? => {
                    return Err(UpdateError::GuardedAll);
                }
                Touched::Open => {}
            }
            run(
                spargebra::Update { operations: vec![operation], ..update.clone() },
                database,
                token,
            )?;
        }
        Ok(())
    }
}

/// Whether one of the graphs contains anything, apart from that of the ontology, which is restored
/// if dropped.
fn is_filled(database: &Database, guarded: &BTreeSet<NamedNode>) -> Result<bool, StoreError> {
    for graph in guarded {
        let mut quads = database.quads_for_pattern(None, None, None, Some(graph.as_ref().into()));
        if graph.as_ref() != ONTOLOGY && quads.next().transpose()?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The named graphs that an operation changes.
enum Touched {
    Graphs(BTreeSet<NamedNode>),
    /// Any graph.
    Open,
}

/// Returns what an operation would change in the database; variables for graphs are evaluated.
fn touched(operation: &Operation, database: &Database) -> Result<Touched, UpdateError> {
    let mut graphs = BTreeSet::new();
    match operation {
        Operation::InsertData { data } => {
            graphs.extend(data.iter().filter_map(|quad| named(&quad.graph_name)))
        }
        Operation::DeleteData { data } => {
            graphs.extend(data.iter().filter_map(|quad| named(&quad.graph_name)))
        }
        Operation::DeleteInsert { delete, insert, using, pattern } => {
            let names = delete
                .iter()
                .map(|quad| &quad.graph_name)
                .chain(insert.iter().map(|quad| &quad.graph_name));
            let mut variables = BTreeSet::new();
            for name in names {
                match name {
                    GraphNamePattern::NamedNode(name) => drop(graphs.insert(name.clone())),
                    GraphNamePattern::Variable(variable) => drop(variables.insert(variable)),
                    GraphNamePattern::DefaultGraph => {}
                }
            }
            for variable in variables {
                graphs.extend(bindings(variable, pattern, using.as_ref(), database)?);
            }
        }
        Operation::Create { graph, .. } => drop(graphs.insert(graph.clone())),
        Operation::Clear { graph, .. } | Operation::Drop { graph, .. } => match graph {
            GraphTarget::NamedNode(graph) => drop(graphs.insert(graph.clone())),
            GraphTarget::DefaultGraph => {}
            GraphTarget::NamedGraphs | GraphTarget::AllGraphs => return Ok(Touched::Open),
        },
        Operation::Load { destination, .. } => graphs.extend(named(destination)),
    }
    Ok(Touched::Graphs(graphs))
}

fn named(graph: &GraphName) -> Option<NamedNode> {
    match graph {
        GraphName::NamedNode(name) => Some(name.clone()),
        GraphName::DefaultGraph => None,
    }
}

/// Returns the IRIs that a variable is bound to in the solutions of a pattern.
fn bindings(
    variable: &Variable,
    pattern: &GraphPattern,
    using: Option<&QueryDataset>,
    database: &Database,
) -> Result<BTreeSet<NamedNode>, UpdateError> {
    let projected = GraphPattern::Project {
        inner: Box::new(pattern.clone()),
        variables: vec![variable.clone()],
    };
    let pattern = GraphPattern::Distinct { inner: Box::new(projected) };
    let query = spargebra::Query::Select { dataset: using.cloned(), pattern, base_iri: None };
    let mut prepared = SparqlEvaluator::new().for_query(query);
    if prepared.dataset().is_default_dataset() {
        prepared.dataset_mut().set_default_graph_as_union();
    }
    let mut graphs = BTreeSet::new();
    if let QueryResults::Solutions(solutions) = prepared.on_store(database).execute()? {
        for solution in solutions {
            if let Some(Term::NamedNode(graph)) = solution?.get(variable) {
                graphs.insert(graph.clone());
            }
        }
    }
    Ok(graphs)
}

fn run(
    update: spargebra::Update,
    database: &Database,
    token: &CancellationToken,
) -> Result<(), UpdateError> {
    let mut prepared =
        SparqlEvaluator::new().with_cancellation_token(token.clone()).for_update(update);
    for dataset in prepared.using_datasets_mut() {
        if dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        }
    }
    Ok(prepared.on_store(database).execute()?)
}
