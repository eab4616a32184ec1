//! QUERY: SPARQL over a store, and the named questions.
//!
//! Comes in: a text such as `SELECT ?task { ?task zr:lead ?unit }`. Goes out: solutions, a truth value or triples, in
//! one of the [`Format`]s. Without a data set of its own a query sees all graphs merged into one. It never changes the
//! store and never calls another server.

mod depth;
mod format;
mod named;
mod rows;
mod sheet;
mod speak;
mod table;
mod terms;
mod write;

pub use format::{Format, FormatError};
pub use named::{Filled, Meaning, Named, NamedError, Parameter, named, question};
pub use oxigraph::sparql::{CancellationToken, QueryResults};
pub use rows::{rows, text};
pub use speak::write_named;
pub use terms::UnknownTerm;
pub use write::{WriteError, write};

use oxigraph::model::NamedNode;
use oxigraph::sparql::{QueryEvaluationError, SparqlEvaluator, SparqlSyntaxError};
use spargebra::SparqlParser;

use crate::graph::vocab::PREFIXES;
use crate::message;
use crate::message::Message;
use crate::store::Store;

/// Why a query gives no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The text is no SPARQL query.
    Syntax(#[from] SparqlSyntaxError),
    /// A name in it is none in SPARQL.
    Bare {
        /// As it is written.
        written: String,
        /// What is meant.
        iri: String,
    },
    /// A prefix in it is not declared.
    Prefix {
        /// Without the colon.
        prefix: String,
        /// The name with the prefix that is most like it.
        meant: Option<String>,
    },
    /// The text is a SPARQL update.
    Update,
    /// The query calls another server.
    Service,
    /// Its operators nest deeper than is read.
    Deep,
    /// The evaluation failed.
    Evaluation(#[from] QueryEvaluationError),
}

impl QueryError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Syntax(_) => message!("query-syntax"),
            Self::Bare { written, iri } => message!("query-bare", written = written, iri = iri),
            Self::Prefix { prefix, meant: None } => message!("query-prefix", prefix = prefix),
            Self::Prefix { prefix, meant: Some(meant) } => {
                message!("query-prefix-meant", prefix = prefix, meant = meant)
            }
            Self::Update => message!("query-update"),
            Self::Service => message!("query-service"),
            Self::Deep => message!("query-deep", most = depth::MAX_DEPTH),
            Self::Evaluation(_) => message!("query-evaluation"),
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Message {
        match self {
            Self::Syntax(_) => message!("hint-query-syntax"),
            Self::Bare { .. } => message!("hint-query-bare"),
            Self::Prefix { .. } => message!("hint-query-prefix"),
            Self::Update => message!("hint-query-update"),
            Self::Service => message!("hint-query-service"),
            Self::Deep => message!("hint-query-deep"),
            Self::Evaluation(_) => message!("hint-query-evaluation"),
        }
    }
}

message::tells!(QueryError);

/// A query that was read and found harmless.
#[derive(Clone, Debug)]
pub struct Query {
    text: String,
    inner: spargebra::Query,
    graphs: Option<(Vec<NamedNode>, Vec<NamedNode>)>,
}

impl Query {
    /// Reads a query; the prefixes of [`PREFIXES`] need no declaration.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        if depth::depth(text) > depth::MAX_DEPTH {
            return Err(QueryError::Deep);
        }
        let inner = match parser().parse_query(text) {
            Ok(query) => query,
            Err(_) if parser().parse_update(text).is_ok() => return Err(QueryError::Update),
            Err(error) => return Err(terms::misnamed(text).unwrap_or_else(|| error.into())),
        };
        if operators(&inner).contains("(service ") {
            return Err(QueryError::Service);
        }
        Ok(Self { text: text.to_owned(), inner, graphs: None })
    }

    /// The text with a declaration of each known prefix that it uses and does not declare, for other servers.
    pub fn text(&self) -> String {
        let lower = self.text.to_lowercase();
        let lacks = |name: &str| self.text.contains(&format!("{name}:")) && !lower.contains(&format!("prefix {name}:"));
        let declared = PREFIXES.iter().filter(|(name, _)| lacks(name));
        declared.map(|(name, iri)| format!("PREFIX {name}: <{iri}>\n")).chain([self.text.clone()]).collect()
    }

    /// How many patterns of triples and paths it has; the time to put them in order grows with the cube of this.
    pub fn n_patterns(&self) -> usize {
        let operators = operators(&self.inner);
        operators.matches("(triple ").count() + operators.matches("(path ").count()
    }

    /// Asks the merge of the `default` graphs, and the `named` ones behind `GRAPH`, whatever the text says.
    #[must_use]
    pub fn over(mut self, default: Vec<NamedNode>, named: Vec<NamedNode>) -> Self {
        self.graphs = Some((default, named));
        self
    }

    /// Runs it on a store.
    pub fn run(&self, store: &Store) -> Result<QueryResults<'static>, QueryError> {
        self.run_until(store, &CancellationToken::new())
    }

    /// Runs it on a store until the token is cancelled, which is looked at only when a quad is fetched.
    pub fn run_until(&self, store: &Store, token: &CancellationToken) -> Result<QueryResults<'static>, QueryError> {
        let evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
        let mut prepared = evaluator.for_query(self.inner.clone());
        let dataset = prepared.dataset_mut();
        if dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        }
        if let Some((default, named)) = &self.graphs {
            dataset.set_default_graph(default.iter().cloned().map(Into::into).collect());
            dataset.set_available_named_graphs(named.iter().cloned().map(Into::into).collect());
        }
        Ok(store.evaluate(prepared)?)
    }
}

/// A parser that knows the project's prefixes.
fn parser() -> SparqlParser {
    PREFIXES.iter().fold(SparqlParser::new(), |parser, (name, iri)| {
        parser.with_prefix(*name, *iri).expect("the prefixes are IRIs, as the tests see")
    })
}

/// The S-expression of the algebra, without what stands in quotes: it shows every operator wherever it is nested.
fn operators(query: &spargebra::Query) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let mut bare = query.to_sse();
    bare.retain(|c| {
        let keep = !quoted;
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        keep
    });
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_refused_wherever_it_stands() {
        for text in [
            "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
            "SELECT * { SERVICE SILENT <http://example.org/> { ?s ?p ?o } }",
            "ASK { ?s ?p ?o FILTER(?o = \"\\\"\" && EXISTS { SERVICE ?s { ?s ?p ?o } }) }",
            "SELECT * { { SELECT ?s { OPTIONAL { SERVICE ?x { ?s ?p ?o } } } } }",
            "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o MINUS { SERVICE ?x { ?s ?p ?o } } }",
        ] {
            assert!(matches!(Query::parse(text), Err(QueryError::Service)), "{text}");
        }
    }

    #[test]
    fn a_word_in_quotes_is_no_service() {
        for text in
            ["ASK { ?s ?p \"(service x\" }", "ASK { ?s ?p \"\\\\\" , \"a\\\"(service b\" }", "ASK { ?service ?p 1 }"]
        {
            assert!(Query::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn patterns_are_counted_wherever_they_stand() {
        let n = |text: &str| Query::parse(text).expect("a query").n_patterns();
        assert_eq!(n("ASK { ?s ?p ?o ; zr:lead* ?x OPTIONAL { ?a ?b \"(triple \" } FILTER EXISTS { ?s ?p ?o } }"), 4);
    }

    #[test]
    fn updates_are_told_from_nonsense() {
        assert!(matches!(Query::parse("DELETE WHERE { ?s ?p ?o }"), Err(QueryError::Update)));
        assert!(matches!(Query::parse("CLEAR ALL"), Err(QueryError::Update)));
        assert!(matches!(Query::parse("谁牵头"), Err(QueryError::Syntax(_))));
    }
}
