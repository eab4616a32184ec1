//! What the service says of itself: a page for people, a SPARQL 1.1 Service Description for programs.

use std::fmt::Write as _;

use axum::extract;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Triple};

use super::State;
use super::answer::{GRAPHS, content_type, names};
use super::error::ApiError;
use super::negotiate::negotiate;
use crate::query::named;

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

/// `GET /`: what this is, and where to ask.
pub(super) async fn page(extract::State(state): extract::State<State>) -> Result<Html<String>, ApiError> {
    let graphs = state.store.texts().map_err(|error| ApiError::internal(error.to_string()))?;
    let mut questions = String::new();
    for question in named().iter().filter(|question| question.parameters.is_empty()) {
        let query: String = form_urlencoded::byte_serialize(question.text.as_bytes()).collect();
        let (title, title_zh) = (escape(question.title), escape(question.title_zh));
        let _ = writeln!(questions, "<li><a href=\"/sparql?query={query}\">{title}</a> {title_zh}</li>");
    }
    let page = include_str!("page.html").replace("{graphs}", &graphs.len().to_string());
    Ok(Html(page.replace("{questions}", &questions)))
}

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

/// The address by which the client asked, also when a proxy stands before us.
fn endpoint(headers: &HeaderMap) -> NamedNode {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = value("x-forwarded-host").or_else(|| value("host")).unwrap_or("localhost");
    let scheme = value("x-forwarded-proto").unwrap_or("http");
    let asked = NamedNode::new(format!("{scheme}://{host}/sparql"));
    asked.unwrap_or_else(|_| NamedNode::new_unchecked("http://localhost/sparql"))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
