//! How the service describes itself to programs: a SPARQL 1.1 Service Description.

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{BlankNode, NamedNode, NamedOrBlankNode, Term, Triple};

use super::State;
use super::negotiate::{GRAPHS, content_type, names, negotiate};
use super::problem::Problem;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";

/// Supported formats of solutions and of graphs, by their W3C names.
const ANSWERS: &[&str] =
    &["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"];
const SYNTAXES: &[&str] = &["Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD"];

/// `GET /sparql` without a query: returns a service description to programs, and redirects browsers
/// to the home page.
pub(super) fn service(state: &State, headers: &HeaderMap) -> Result<Response, Problem> {
    let graphs = GRAPHS.iter().map(|(name, format)| (*name, format.rdf()));
    let offers: Vec<(&str, Option<RdfFormat>)> = graphs.chain([("text/html", None)]).collect();
    let (media_type, syntax) =
        negotiate(headers, &offers).ok_or_else(|| Problem::not_acceptable(&names(&offers)))?;
    let Some(syntax) = syntax else { return Ok(Redirect::to("/").into_response()) };
    let serializer =
        RdfSerializer::from_format(syntax).with_prefix("sd", SD).map_err(Problem::internal)?;
    let mut serializer = serializer.for_writer(Vec::new());
    for triple in description(&state.endpoint(headers), state.is_writable()) {
        serializer.serialize_triple(&triple).map_err(Problem::internal)?;
    }
    let text = serializer.finish().map_err(Problem::internal)?;
    Ok(([(header::CONTENT_TYPE, content_type(media_type))], text).into_response())
}

/// Describes the service in the vocabulary of SPARQL 1.1 Service Description, listing only what it
/// supports.
fn description(endpoint: &str, is_writable: bool) -> Vec<Triple> {
    let endpoint = NamedNode::new_unchecked(endpoint);
    let sd = |name: &str| NamedNode::new_unchecked(format!("{SD}{name}"));
    let format =
        |name: &&str| NamedNode::new_unchecked(format!("http://www.w3.org/ns/formats/{name}"));
    let mut triples = Vec::new();
    let mut say = |subject: &NamedOrBlankNode, predicate: NamedNode, object: Term| {
        triples.push(Triple::new(subject.clone(), predicate, object));
    };
    let service: NamedOrBlankNode = endpoint.clone().into();
    let dataset: NamedOrBlankNode = BlankNode::default().into();
    let graph: NamedOrBlankNode = BlankNode::default().into();
    say(&service, rdf::TYPE.into_owned(), sd("Service").into());
    say(&service, sd("endpoint"), endpoint.into());
    say(&service, sd("supportedLanguage"), sd("SPARQL11Query").into());
    if is_writable {
        say(&service, sd("supportedLanguage"), sd("SPARQL11Update").into());
    }
    say(&service, sd("feature"), sd("UnionDefaultGraph").into());
    ANSWERS
        .iter()
        .chain(SYNTAXES)
        .for_each(|name| say(&service, sd("resultFormat"), format(name).into()));
    if is_writable {
        SYNTAXES.iter().for_each(|name| say(&service, sd("inputFormat"), format(name).into()));
    }
    say(&service, sd("defaultDataset"), dataset.clone().into());
    say(&dataset, rdf::TYPE.into_owned(), sd("Dataset").into());
    say(&dataset, sd("defaultGraph"), graph.clone().into());
    say(&graph, rdf::TYPE.into_owned(), sd("Graph").into());
    triples
}
