//! What the service says of itself to programs: a SPARQL 1.1 Service Description.

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Triple};

use super::answer::{GRAPHS, content_type, names};
use super::error::ApiError;
use super::negotiate::negotiate;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";

/// Formats of answers, by the names that the W3C gives them.
const FORMATS: &[&str] = &[
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
];

/// `GET /sparql` without a query: a description of the service for programs, the page for browsers.
pub(super) fn service(headers: &HeaderMap) -> Result<Response, ApiError> {
    let graphs = GRAPHS.iter().map(|(name, format)| (*name, format.rdf()));
    let offers: Vec<(&str, Option<RdfFormat>)> = graphs.chain([("text/html", None)]).collect();
    let (media_type, syntax) = negotiate(headers, &offers).ok_or_else(|| ApiError::not_acceptable(&names(&offers)))?;
    let Some(syntax) = syntax else { return Ok(Redirect::to("/").into_response()) };
    let serializer = RdfSerializer::from_format(syntax).with_prefix("sd", SD).expect("the namespace is an IRI");
    let mut serializer = serializer.for_writer(Vec::new());
    let failed = |error: std::io::Error| ApiError::internal(error.to_string());
    for triple in description(headers) {
        serializer.serialize_triple(&triple).map_err(failed)?;
    }
    let text = serializer.finish().map_err(failed)?;
    Ok(([(header::CONTENT_TYPE, content_type(media_type))], text).into_response())
}

/// The service by the vocabulary of SPARQL 1.1 Service Description.
fn description(headers: &HeaderMap) -> Vec<Triple> {
    let endpoint = endpoint(headers);
    let sd = |name: &str| NamedNode::new_unchecked(format!("{SD}{name}"));
    let formats = FORMATS.iter().map(|name| format!("http://www.w3.org/ns/formats/{name}"));
    let formats = formats.map(|format| (sd("resultFormat"), NamedNode::new_unchecked(format)));
    let own = [
        (rdf::TYPE.into_owned(), sd("Service")),
        (sd("endpoint"), endpoint.clone()),
        (sd("supportedLanguage"), sd("SPARQL11Query")),
        (sd("feature"), sd("UnionDefaultGraph")),
    ];
    let statements = own.into_iter().chain(formats);
    statements.map(|(predicate, object)| Triple::new(endpoint.clone(), predicate, object)).collect()
}

/// The endpoint as the client sees it.
fn endpoint(headers: &HeaderMap) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/sparql", origin(headers)))
}

/// The address by which the client asked, up to the first slash of the path, also when a proxy stands before us.
pub(super) fn origin(headers: &HeaderMap) -> String {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = value("x-forwarded-host").or_else(|| value("host")).unwrap_or("localhost");
    let scheme = value("x-forwarded-proto").unwrap_or("http");
    let asked = format!("{scheme}://{host}");
    let is_address = matches!(scheme, "http" | "https") && !host.contains(['/', '?', '#', '@']);
    if is_address && NamedNode::new(&asked).is_ok() { asked } else { "http://localhost".to_owned() }
}
