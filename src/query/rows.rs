//! Convenience functions for queries of the library itself.

use oxigraph::model::Term;
use oxigraph::sparql::{QueryResults, QuerySolution};

use super::{Query, QueryError};
use crate::store::Store;

/// Returns the solutions of a SELECT query over all graphs of `store`; for other queries, nothing.
pub fn rows(store: &Store, query: &str) -> Result<Vec<QuerySolution>, QueryError> {
    match Query::parse(query)?.run(store)? {
        QueryResults::Solutions(solutions) => Ok(solutions.collect::<Result<_, _>>()?),
        QueryResults::Boolean(_) | QueryResults::Graph(_) => Ok(Vec::new()),
    }
}

/// Returns the binding of a variable, if any: the value of a literal, or an IRI.
pub fn text(row: &QuerySolution, variable: &str) -> Option<String> {
    match row.get(variable)? {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        other => Some(other.to_string()),
    }
}
