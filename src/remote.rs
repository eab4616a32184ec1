//! REMOTE: graphs in somebody else's store, accessed by SPARQL 1.1 Query and either the Graph Store
//! Protocol or SPARQL 1.1 Update.
//!
//! A graph is sent as a whole, counted there, and finally marked with its own hash,
//! `<…/graph> zr:loaded "0f3a…"`. An interruption leaves a graph without its mark, which the next
//! run sends again; a graph with the right mark is not sent again.

mod address;
mod http;

pub use address::Addresses;
pub use http::{Credentials, Limits};

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term, TripleRef};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput,
};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter};

use crate::digest::sha256;
use crate::graph::vocab::zr;
use crate::graph::{CATALOGUE, ONTOLOGY, THINGS, ontology, text_of};
use crate::message;
use crate::message::Message;
use crate::sources::{Manifest, Target, short_hash};
use crate::store::{Store, StoreError};
use crate::syntax::canonical;
use http::{Client, Request};

/// The most triples in one update.
const BATCH: usize = 2_000;

/// The graph for the manifest, which a local store keeps in a file.
const MANIFEST: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/manifest");

/// The media types of answers, in order of preference.
const ANSWERS: &str =
    "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8";
const TRIPLES: &str = "application/n-triples, text/turtle;q=0.8";

/// Why a remote store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// It cannot be reached.
    Unreachable {
        /// The address of the store.
        url: String,
        /// The cause.
        #[source]
        source: Box<ureq::Error>,
    },
    /// It requires a user name and password.
    Unauthorised(String),
    /// It redirects to another server.
    Elsewhere {
        /// The address of the store.
        url: String,
        /// The address it redirects to.
        to: String,
    },
    /// It did not answer in time.
    Late {
        /// The address of the store.
        url: String,
        /// The time limit.
        seconds: u64,
    },
    /// Its answer is too long.
    Long {
        /// The address of the store.
        url: String,
        /// The limit.
        megabytes: u64,
    },
    /// It rejected the request.
    Refused {
        /// The address of the store.
        url: String,
        /// The HTTP status.
        status: u16,
        /// The beginning of its message.
        message: String,
    },
    /// Its answer cannot be read.
    Answer {
        /// The address of the store.
        url: String,
        /// What is wrong.
        message: Message,
    },
    /// It accepted a graph but lacks part of it.
    Incomplete {
        /// The graph.
        graph: String,
        /// The number of triples sent.
        sent: usize,
        /// The number of triples it has.
        found: usize,
    },
    /// It cannot be copied.
    Store(Box<StoreError>),
}

impl RemoteError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Unreachable { url, .. } => message!("remote-unreachable", url = url),
            Self::Unauthorised(url) => message!("remote-unauthorised", url = url),
            Self::Elsewhere { url, to } => message!("remote-elsewhere", url = url, to = to),
            Self::Late { url, seconds } => message!("remote-late", url = url, n = number(*seconds)),
            Self::Long { url, megabytes } => {
                message!("remote-long", url = url, n = number(*megabytes))
            }
            Self::Refused { url, status, message } => {
                message!("remote-refused", url = url, status = status.to_string(), answer = message)
            }
            Self::Answer { url, message } => {
                message!("remote-answer", url = url, why = message.clone())
            }
            Self::Incomplete { graph, sent, found } => {
                message!("remote-incomplete", graph = graph, sent = *sent, found = *found)
            }
            Self::Store(error) => error.message(),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Unreachable { .. } => message!("hint-remote-unreachable"),
            Self::Unauthorised(_) => message!("hint-remote-unauthorised"),
            Self::Elsewhere { .. } => message!("hint-remote-elsewhere"),
            Self::Late { .. } => message!("hint-remote-late"),
            Self::Long { .. } => message!("hint-remote-long"),
            Self::Refused { .. } => message!("hint-remote-refused"),
            Self::Answer { .. } => message!("hint-remote-answer"),
            Self::Incomplete { .. } => message!("hint-remote-incomplete"),
            Self::Store(error) => error.hint(),
        }
    }
}

fn number(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

message::tells!(RemoteError);

/// A store behind a SPARQL endpoint.
pub struct Remote {
    addresses: Addresses,
    client: Client,
}

impl Remote {
    /// Creates a client for the store at `addresses`; sends nothing yet.
    pub fn new(addresses: Addresses, credentials: Option<Credentials>) -> Self {
        Self::within(Limits::default(), addresses, credentials)
    }

    /// Creates a client with other limits on answers.
    pub fn within(limits: Limits, addresses: Addresses, credentials: Option<Credentials>) -> Self {
        Self { addresses, client: Client::new(credentials, limits) }
    }

    /// Brings the graph of the ontology up to date, before writing.
    ///
    /// # Errors
    ///
    /// Like all other methods: if the server cannot be reached, or rejects a request.
    pub fn prepare(&self) -> Result<(), RemoteError> {
        self.replace(ONTOLOGY, ontology()).map(drop)
    }

    /// Replaces the contents of `graph` by `quads`: sends, counts and marks them.
    pub fn replace(&self, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<(), RemoteError> {
        let mark = Literal::from(canonical::hash(quads).unwrap_or_default());
        if self.mark(graph)?.as_ref() == Some(&Term::from(mark.clone())) {
            return Ok(());
        }
        match &self.addresses.graph_store {
            Some(store) => self.put_graph(store, graph, quads)?,
            None => self.insert(graph, quads)?,
        }
        let found = self.count(graph)?;
        if found != quads.len() {
            return Err(RemoteError::Incomplete {
                graph: graph.as_str().to_owned(),
                sent: quads.len(),
                found,
            });
        }
        let mark = format!("{graph} {} {mark} .\n", zr::LOADED);
        match &self.addresses.graph_store {
            Some(store) => self
                .client
                .send(
                    &Request::graph("POST", store, graph)
                        .with(RdfFormat::NTriples.media_type(), mark),
                )
                .map(drop)?,
            None => self.update(&format!("INSERT DATA {{ GRAPH {graph} {{ {mark} }} }}"))?,
        }
        Ok(())
    }

    fn put_graph(
        &self,
        store: &str,
        graph: NamedNodeRef<'_>,
        quads: &[Quad],
    ) -> Result<(), RemoteError> {
        let request = Request::graph("PUT", store, graph)
            .with(RdfFormat::NTriples.media_type(), lines(quads));
        self.client.send(&request).map(drop)
    }

    /// Adds quads to a graph, some of which the server may already have.
    fn add(&self, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<(), RemoteError> {
        for batch in quads.chunks(BATCH) {
            match &self.addresses.graph_store {
                Some(store) => {
                    let request = Request::graph("POST", store, graph);
                    self.client
                        .send(&request.with(RdfFormat::NTriples.media_type(), lines(batch)))
                        .map(drop)?;
                }
                None => {
                    self.update(&format!("INSERT DATA {{ GRAPH {graph} {{\n{}}} }}", lines(batch)))?
                }
            }
        }
        Ok(())
    }

    /// Sends a graph by updates, in batches.
    fn insert(&self, graph: NamedNodeRef<'_>, quads: &[Quad]) -> Result<(), RemoteError> {
        self.update(&format!("DROP SILENT GRAPH {graph}"))?;
        quads.chunks(BATCH).try_for_each(|batch| {
            self.update(&format!("INSERT DATA {{ GRAPH {graph} {{\n{}}} }}", lines(batch)))
        })
    }

    /// Removes a graph.
    fn drop_graph(&self, graph: NamedNodeRef<'_>) -> Result<(), RemoteError> {
        match &self.addresses.graph_store {
            Some(store) => match self.client.send(&Request::graph("DELETE", store, graph)) {
                Err(RemoteError::Refused { status: 404, .. }) => Ok(()),
                other => other.map(drop),
            },
            None => self.update(&format!("DROP SILENT GRAPH {graph}")),
        }
    }

    fn update(&self, text: &str) -> Result<(), RemoteError> {
        self.client.send(&Request::form(&self.addresses.update, "update", text)).map(drop)
    }

    /// Returns the mark of a graph that was sent completely.
    fn mark(&self, graph: NamedNodeRef<'_>) -> Result<Option<Term>, RemoteError> {
        let rows = self.rows(&format!(
            "SELECT ?mark {{ GRAPH {graph} {{ {graph} {} ?mark }} }}",
            zr::LOADED
        ))?;
        Ok(rows.into_iter().next())
    }

    fn count(&self, graph: NamedNodeRef<'_>) -> Result<usize, RemoteError> {
        let rows =
            self.rows(&format!("SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))?;
        let n = rows.first().and_then(|term| {
            if let Term::Literal(n) = term { n.value().parse().ok() } else { None }
        });
        n.ok_or_else(|| self.unread(message!("remote-no-count")))
    }

    /// Returns the terms in the only column of an answer.
    fn rows(&self, query: &str) -> Result<Vec<Term>, RemoteError> {
        let QueryResults::Solutions(solutions) = self.query(query)? else {
            return Err(self.unread(message!("remote-no-solutions")));
        };
        let rows = solutions.map(|row| Ok(row?.values().first().cloned().flatten()));
        let rows: Result<Vec<_>, QueryEvaluationError> = rows.collect();
        Ok(rows.map_err(|error| self.unread(told(error)))?.into_iter().flatten().collect())
    }

    /// Returns the answer to a query.
    pub fn query(&self, text: &str) -> Result<QueryResults<'static>, RemoteError> {
        let request = Request::form(&self.addresses.query, "query", text).accepting(ANSWERS);
        let answer = self.client.send(&request)?;
        if let Some(format) = rdf(&answer.media_type) {
            let triples =
                self.parse(&answer.bytes, format)?.into_iter().map(|quad| Ok(quad.into()));
            return Ok(QueryResults::Graph(QueryTripleIter::new(
                triples.collect::<Vec<_>>().into_iter(),
            )));
        }
        // XML was not requested.
        let asked = QueryResultsFormat::from_media_type(&answer.media_type);
        let format = asked
            .filter(|format| *format != QueryResultsFormat::Xml)
            .unwrap_or(QueryResultsFormat::Json);
        let parsed = QueryResultsParser::from_format(format)
            .for_slice(&answer.bytes)
            .map_err(|error| self.unread(told(error)))?;
        match parsed {
            SliceQueryResultsParserOutput::Boolean(truth) => Ok(QueryResults::Boolean(truth)),
            SliceQueryResultsParserOutput::Solutions(solutions) => {
                let variables: Arc<[_]> = solutions.variables().into();
                let rows: Vec<_> = solutions
                    .collect::<Result<_, _>>()
                    .map_err(|error| self.unread(told(error)))?;
                Ok(QueryResults::Solutions(QuerySolutionIter::new(
                    variables,
                    rows.into_iter().map(Ok),
                )))
            }
        }
    }

    /// Copies the completely sent graphs into memory, with this version's ontology.
    pub fn copy(&self) -> Result<Store, RemoteError> {
        let store = Store::memory().map_err(|error| RemoteError::Store(Box::new(error)))?;
        let marked = self.rows(&format!(
            "SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?graph {} ?mark }} }}",
            zr::LOADED
        ))?;
        let things = Term::from(THINGS.into_owned());
        for name in marked.into_iter().chain([things]) {
            let Term::NamedNode(name) = name else { continue };
            if name != ONTOLOGY && name != MANIFEST {
                let quads = self.graph(name.as_ref())?;
                store
                    .replace(name.as_ref(), &quads)
                    .map_err(|error| RemoteError::Store(Box::new(error)))?;
            }
        }
        Ok(store)
    }

    /// Returns the quads of a graph, without its mark.
    fn graph(&self, graph: NamedNodeRef<'_>) -> Result<Vec<Quad>, RemoteError> {
        let request = match &self.addresses.graph_store {
            Some(store) => Request::graph("GET", store, graph),
            None => Request::form(
                &self.addresses.query,
                "query",
                &format!("CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {graph} {{ ?s ?p ?o }} }}"),
            ),
        };
        let answer = self.client.send(&request.accepting(TRIPLES))?;
        let format = rdf(&answer.media_type).unwrap_or(RdfFormat::NTriples);
        let mut quads = self.parse(&answer.bytes, format)?;
        // A server may silently truncate an answer that is too long for it.
        let there = self.count(graph)?;
        if quads.len() != there {
            return Err(self.unread(message!(
                "remote-cut",
                found = quads.len(),
                there = there,
                graph = graph.as_str()
            )));
        }
        quads.retain(|quad| quad.predicate != zr::LOADED);
        quads.iter_mut().for_each(|quad| quad.graph_name = graph.into_owned().into());
        Ok(quads)
    }

    fn parse(&self, bytes: &[u8], format: RdfFormat) -> Result<Vec<Quad>, RemoteError> {
        let quads: Result<Vec<_>, _> = RdfParser::from_format(format).for_slice(bytes).collect();
        quads.map_err(|error| self.unread(told(error)))
    }

    fn unread(&self, message: Message) -> RemoteError {
        RemoteError::Answer { url: self.addresses.query.clone(), message }
    }
}

/// Returns the RDF syntax of a media type, except RDF/XML, which is not requested, and whose parser
/// is not robust against hostile input.
fn rdf(media_type: &str) -> Option<RdfFormat> {
    RdfFormat::from_media_type(media_type).filter(|format| *format != RdfFormat::RdfXml)
}

/// Wraps another program's description of an answer.
fn told(error: impl ToString) -> Message {
    message!("told", text = error.to_string())
}

impl Target for Remote {
    type Error = RemoteError;

    fn manifest(&mut self) -> Result<Manifest, RemoteError> {
        let mut manifest = Manifest::default();
        let parts = self.rows(&format!(
            "SELECT ?part {{ GRAPH {MANIFEST} {{ ?source {} ?part }} }}",
            zr::ENTRY
        ))?;
        for part in parts {
            let Term::Literal(part) = part else { continue };
            let part: Manifest =
                serde_json::from_str(part.value()).map_err(|error| self.unread(told(error)))?;
            manifest.entries.extend(part.entries);
            manifest.corrections.extend(part.corrections);
        }
        Ok(manifest)
    }

    fn text(&mut self, sha256: &str) -> Result<Option<String>, RemoteError> {
        let rows = self.rows(&format!(
            "SELECT ?text {{ GRAPH ?graph {{ {} {} ?text }} }}",
            text_of(sha256),
            zr::TEXT
        ))?;
        Ok(rows.into_iter().find_map(|term| {
            if let Term::Literal(text) = term { Some(text.destruct().0) } else { None }
        }))
    }

    fn put(
        &mut self,
        graphs: &mut dyn Iterator<Item = (NamedNode, Vec<Quad>)>,
    ) -> Result<(), RemoteError> {
        for (name, quads) in graphs {
            let (things, own): (Vec<Quad>, Vec<Quad>) =
                quads.into_iter().partition(|quad| quad.graph_name == THINGS.into());
            self.add(THINGS, &things)?;
            self.replace(name.as_ref(), &own)?;
        }
        Ok(())
    }

    fn remove(&mut self, graphs: &BTreeSet<NamedNode>) -> Result<(), RemoteError> {
        graphs.iter().try_for_each(|graph| self.drop_graph(graph.as_ref()))
    }

    fn retract(&mut self, things: &BTreeSet<u64>) -> Result<(), RemoteError> {
        let (unsaid, said): (Vec<Quad>, Vec<Quad>) =
            self.graph(THINGS)?.into_iter().partition(|quad| things.contains(&short_hash(quad)));
        match &self.addresses.graph_store {
            Some(store) => self.put_graph(store, THINGS, &said),
            None => unsaid.chunks(BATCH).try_for_each(|batch| {
                self.update(&format!("DELETE DATA {{ GRAPH {THINGS} {{\n{}}} }}", lines(batch)))
            }),
        }
    }

    /// The manifest goes last: if a build is interrupted before, the next one repeats it and finds
    /// the graphs already there.
    fn finish(&mut self, catalogue: &[Quad], manifest: &Manifest) -> Result<(), RemoteError> {
        self.replace(CATALOGUE, catalogue)?;
        let entries = manifest.entries.iter().map(|(key, entry)| Manifest {
            entries: [(key.clone(), entry.clone())].into(),
            ..Manifest::default()
        });
        let corrections =
            Manifest { corrections: manifest.corrections.clone(), ..Manifest::default() };
        let parts = entries.chain((!corrections.corrections.is_empty()).then_some(corrections));
        let quads: Result<Vec<Quad>, _> = parts.map(|part| part_of(&part)).collect();
        self.replace(MANIFEST, &quads.map_err(|error| self.unread(told(error)))?).map(drop)
    }
}

/// Returns one part of the manifest as a statement.
fn part_of(part: &Manifest) -> serde_json::Result<Quad> {
    let name = part.entries.keys().next().map_or_else(|| "corrections".to_owned(), sha256);
    let node = NamedNode::new_unchecked(format!("{}/{name}", MANIFEST.as_str()));
    Ok(Quad::new(node, zr::ENTRY, Literal::from(serde_json::to_string(part)?), MANIFEST))
}

/// Serializes triples as N-Triples.
fn lines(quads: &[Quad]) -> String {
    quads.iter().fold(String::new(), |mut text, quad| {
        let _ = writeln!(text, "{} .", TripleRef::from(quad.as_ref()));
        text
    })
}
