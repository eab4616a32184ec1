//! QUERY: SPARQL over a store.
//!
//! In: a text such as `SELECT ?task { ?task zr:lead ?unit }`. Out: solutions, a boolean or triples,
//! in one of the [`Format`]s. A query without a dataset clause sees the union of all graphs. It
//! never changes the store and never calls another server.

mod algebra;
mod columns;
mod cost;
mod depth;
mod format;
mod heading;
mod plan;
mod rows;
pub(crate) mod sheet;
pub(crate) mod table;
mod terms;
mod update;
mod words;
mod write;

pub use cost::Costly;
pub use format::{Format, FormatError};
pub use heading::heading;
pub(crate) use heading::kebab;
pub use oxigraph::sparql::{CancellationToken, QueryResults};
pub use rows::{rows, text};
pub use terms::UnknownTerm;
pub use update::{Update, UpdateError};
pub use write::{WriteError, stream, write};

use std::sync::LazyLock;

use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::{QueryEvaluationError, SparqlEvaluator, SparqlSyntaxError};
use spargebra::SparqlParser;

use crate::graph::vocab::PREFIXES;
use crate::message;
use crate::message::Message;
use crate::store::Store;

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The text is not a SPARQL query.
    Syntax(#[from] SparqlSyntaxError),
    /// It contains a name that SPARQL does not allow.
    Bare {
        /// The name as written.
        written: String,
        /// The IRI that was probably meant.
        iri: String,
    },
    /// It contains an undeclared prefix.
    Prefix {
        /// The prefix, without the colon.
        prefix: String,
        /// The name with the most similar known prefix, if any is similar.
        meant: Option<String>,
    },
    /// The text is a SPARQL update.
    Update,
    /// The query calls another server.
    Service,
    /// The update loads data from elsewhere.
    Load,
    /// Both the request and the update specify the dataset of its conditions.
    TwoDatasets,
    /// Its operators nest too deeply.
    Deep,
    /// The evaluation failed.
    Evaluation(#[from] QueryEvaluationError),
}

impl QueryError {
    /// Returns what is wrong.
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
            Self::Load => message!("update-load"),
            Self::TwoDatasets => message!("update-two-datasets"),
            Self::Deep => {
                message!("query-deep", most = depth::MAX_DEPTH, negations = depth::MAX_NEGATIONS)
            }
            Self::Evaluation(_) => message!("query-evaluation"),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Syntax(_) => message!("hint-query-syntax"),
            Self::Bare { .. } => message!("hint-query-bare"),
            Self::Prefix { .. } => message!("hint-query-prefix"),
            Self::Update => message!("hint-query-update"),
            Self::Service => message!("hint-query-service"),
            Self::Load => message!("hint-update-load"),
            Self::TwoDatasets => message!("hint-update-two-datasets"),
            Self::Deep => message!("hint-query-deep"),
            Self::Evaluation(_) => message!("hint-query-evaluation"),
        }
    }
}

message::tells!(QueryError);

/// The length of a short query in bytes, and how deep its operators may nest.
const MAX_SHORT: usize = 8 << 10;
const MAX_FLAT: usize = 12;

/// A query that was parsed and found harmless.
#[derive(Clone, Debug)]
pub struct Query {
    text: String,
    inner: spargebra::Query,
    graphs: Option<(Vec<GraphName>, Vec<NamedNode>)>,
}

impl Query {
    /// Parses a query; the prefixes of [`PREFIXES`] need no declaration.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Self::parse_with(text, parser())
    }

    /// Parses a query with the base IRI `base`.
    pub fn parse_at(text: &str, base: &str) -> Result<Self, QueryError> {
        Self::parse_with(text, parser().with_base_iri(base).unwrap_or_else(|_| parser()))
    }

    fn parse_with(text: &str, with: SparqlParser) -> Result<Self, QueryError> {
        if depth::depth(text) > depth::MAX_DEPTH || depth::negations(text) > depth::MAX_NEGATIONS {
            return Err(QueryError::Deep);
        }
        let mut inner = match with.parse_query(text) {
            Ok(query) => query,
            Err(_) if parser().parse_update(text).is_ok() => return Err(QueryError::Update),
            Err(error) => return Err(terms::misnamed(text).unwrap_or_else(|| error.into())),
        };
        if algebra::calls_out(algebra::pattern_of(&inner)) {
            return Err(QueryError::Service);
        }
        columns::as_written(&mut inner, text);
        Ok(Self { text: text.to_owned(), inner, graphs: None })
    }

    /// Returns why the query may blow up, if it may.
    pub fn costly(&self) -> Option<Costly> {
        cost::judge(algebra::pattern_of(&self.inner))
    }

    /// Whether the query stops soon after its token is cancelled, whatever the store contains.
    pub fn is_interruptible(&self) -> bool {
        plan::is_interruptible(algebra::pattern_of(&self.inner))
    }

    /// Whether a text is so short and flat that parsing it takes negligible time.
    pub fn is_short(text: &str) -> bool {
        text.len() <= MAX_SHORT && depth::depth(text) <= MAX_FLAT
    }

    /// Returns the text with declarations of the known prefixes that it uses without declaring
    /// them, for other servers.
    pub fn text(&self) -> String {
        let lower = self.text.to_lowercase();
        let lacks = |name: &str| {
            self.text.contains(&format!("{name}:")) && !lower.contains(&format!("prefix {name}:"))
        };
        let declared = PREFIXES.iter().filter(|(name, _)| lacks(name));
        declared
            .map(|(name, iri)| format!("PREFIX {name}: <{iri}>\n"))
            .chain([self.text.clone()])
            .collect()
    }

    /// Whether the query uses the full-text index: `?task text:query "营商环境"`.
    pub fn asks_for_words(&self) -> bool {
        words::asks(algebra::pattern_of(&self.inner))
    }

    /// Replaces full-text patterns by the results of `find`.
    pub(crate) fn look_up<E>(
        &mut self,
        mut find: impl FnMut(&str) -> Result<Vec<NamedNode>, E>,
    ) -> Result<(), E> {
        words::looked_up(algebra::pattern_of_mut(&mut self.inner), &mut find)
    }

    /// Whether the answer consists of triples.
    pub fn is_of_triples(&self) -> bool {
        matches!(self.inner, spargebra::Query::Construct { .. } | spargebra::Query::Describe { .. })
    }

    /// Makes the query see the union of the `default` graphs, and the `named` ones with `GRAPH`,
    /// whatever its text says.
    #[must_use]
    pub fn over(mut self, default: Vec<NamedNode>, named: Vec<NamedNode>) -> Self {
        self.graphs = Some((default.into_iter().map(Into::into).collect(), named));
        self
    }

    /// Makes the query see only the default graph, which contains what comes from no document.
    #[must_use]
    pub fn over_default_graph(mut self) -> Self {
        self.graphs = Some((vec![GraphName::DefaultGraph], Vec::new()));
        self
    }

    /// Runs the query on a store.
    pub fn run(&self, store: &Store) -> Result<QueryResults<'static>, QueryError> {
        self.run_until(store, &CancellationToken::new())
    }

    /// Runs the query on a store until the token is cancelled, which is checked only when a quad is
    /// fetched.
    pub fn run_until(
        &self,
        store: &Store,
        token: &CancellationToken,
    ) -> Result<QueryResults<'static>, QueryError> {
        let evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
        let mut prepared = evaluator.for_query(self.inner.clone());
        let dataset = prepared.dataset_mut();
        if dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        }
        if let Some((default, named)) = &self.graphs {
            dataset.set_default_graph(default.clone());
            dataset.set_available_named_graphs(named.iter().cloned().map(Into::into).collect());
        }
        Ok(store.evaluate(prepared)?)
    }
}

/// Returns a parser that knows the project's prefixes.
fn parser() -> SparqlParser {
    static PARSER: LazyLock<SparqlParser> = LazyLock::new(|| {
        let known = PREFIXES.iter().copied().chain([("text", words::PREFIX)]);
        known.fold(SparqlParser::new(), |parser, (name, iri)| {
            parser.with_prefix(name, iri).expect("the prefixes are IRIs, as the tests see")
        })
    });
    PARSER.clone()
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
        for text in [
            "ASK { ?s ?p \"(service x\" }",
            "ASK { ?s ?p \"\\\\\" , \"a\\\"(service b\" }",
            "ASK { ?service ?p 1 }",
        ] {
            assert!(Query::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn patterns_are_counted_wherever_they_stand() {
        let n = |text: &str| {
            algebra::n_patterns(algebra::pattern_of(&Query::parse(text).expect("a query").inner))
        };
        assert_eq!(
            n(
                "ASK { ?s ?p ?o ; zr:lead* ?x OPTIONAL { ?a ?b \"(triple \" } FILTER EXISTS { ?s ?p ?o } }"
            ),
            4
        );
    }

    #[test]
    fn updates_are_told_from_nonsense() {
        assert!(matches!(Query::parse("DELETE WHERE { ?s ?p ?o }"), Err(QueryError::Update)));
        assert!(matches!(Query::parse("CLEAR ALL"), Err(QueryError::Update)));
        assert!(matches!(Query::parse("谁牵头"), Err(QueryError::Syntax(_))));
    }
}
