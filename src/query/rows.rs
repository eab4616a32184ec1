//! Solutions for the rest of the library, which asks in queries of its own.

use oxigraph::model::Term;
use oxigraph::sparql::{QueryResults, QuerySolution};

use super::{Query, QueryError};
use crate::store::Store;

/// The solutions of a SELECT query over all graphs of `store`; other queries have none.
pub fn rows(store: &Store, query: &str) -> Result<Vec<QuerySolution>, QueryError> {
    match Query::parse(query)?.run(store)? {
        QueryResults::Solutions(solutions) => Ok(solutions.collect::<Result<_, _>>()?),
        QueryResults::Boolean(_) | QueryResults::Graph(_) => Ok(Vec::new()),
    }
}

/// What a variable is bound to, if it is: the value of a literal, or the IRI.
pub fn text(row: &QuerySolution, variable: &str) -> Option<String> {
    match row.get(variable)? {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        other => Some(other.to_string()),
    }
}
