//! SPARQL for people: a form, and the answer as a table. The query runs like any other of the
//! protocol, with the same limits.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{self, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use maud::{Markup, html};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput,
};

use super::super::State;
use super::super::problem::Problem;
use super::super::protocol::ask;
use super::desk::Desks;
use super::held::Held;
use super::home::{EXAMPLE, query_form};
use super::html::layout;
use super::rows::{Table, cell};
use super::term::Names;
use super::visit::with_query;
use super::{Refusal, Reply, Visit};
use crate::message;
use crate::query::CancellationToken;

/// The longest answer shown as a table, in bytes.
const LONGEST: usize = 8 << 20;

/// The media types in which a page takes answers.
const TAKEN: &str = "application/sparql-results+json, text/turtle";

/// The route of `GET /ask?query=…`.
pub(super) fn route(desks: &Desks) -> MethodRouter<State> {
    let held = Arc::clone(&desks.held);
    get(move |extract::State(state): extract::State<State>, request: Request| {
        page(state, request, held)
    })
}

/// The answer of the protocol.
struct Answer {
    media_type: String,
    /// `None` if it is too long for a page.
    body: Option<Vec<u8>>,
}

async fn page(state: State, request: Request, held: Arc<Held>) -> Response {
    let (parts, _) = request.into_parts();
    let query = query(&parts);
    let answered = match &query {
        Some(query) => Some(asked(state.clone(), query).await),
        None => None,
    };
    let shown = tokio::task::spawn_blocking(move || {
        let visit = match Visit::new(&state, &parts, (held, CancellationToken::new())) {
            Ok(visit) => visit,
            Err(error) => return Problem::of_store(&error).into_response(),
        };
        let mut response = match shown(&visit, query.as_deref(), answered.as_ref()) {
            Ok(reply) => reply.into_response(),
            Err(refusal) => refusal.respond(&visit),
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.append(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
        response
    });
    let broken = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, &message!("page-broken"));
    shown.await.unwrap_or_else(|_| broken().into_response())
}

fn query(parts: &Parts) -> Option<String> {
    let mut pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
    pairs
        .find(|(name, value)| name == "query" && !value.trim().is_empty())
        .map(|(_, query)| query.into_owned())
}

async fn asked(state: State, query: &str) -> Result<Answer, Problem> {
    let response = ask(&state, query, TAKEN).await?;
    let media_type =
        response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default().to_owned();
    Ok(Answer {
        media_type,
        body: to_bytes(response.into_body(), LONGEST).await.ok().map(Into::into),
    })
}

fn shown(
    visit: &Visit,
    query: Option<&str>,
    answer: Option<&Result<Answer, Problem>>,
) -> Result<Reply, Refusal> {
    visit.takes(&["query"])?;
    let (status, told) = match answer {
        None => (StatusCode::OK, html! {}),
        Some(Ok(answer)) => (StatusCode::OK, told(visit, answer)?),
        Some(Err(problem)) => (problem.status(), html! { pre.told { (problem.text(visit.lang)) } }),
    };
    let body = html! {
        (query_form(visit, query.unwrap_or(EXAMPLE)))
        (told)
        @if let Some(query) = query.filter(|_| status == StatusCode::OK) {
            p.forms {
                (visit.say(&message!("page-as-data"))) " "
                @for form in ["csv", "tsv", "json", "xml"] {
                    a href=(visit.to(&with_query("sparql", [("query", query), ("format", form)].into_iter()))) { (form) } " "
                }
            }
        }
    };
    Ok(Reply::html(layout(visit, &visit.say(&message!("page-sparql")), body)).of(status))
}

/// Returns the answer, or why there is none.
fn told(visit: &Visit, answer: &Answer) -> Result<Markup, Refusal> {
    let Some(body) = &answer.body else {
        return Ok(html! { p.told { (visit.say(&message!("page-too-long"))) } });
    };
    let text = String::from_utf8_lossy(body);
    if !answer.media_type.contains("json") {
        return Ok(html! { pre { (text) } });
    }
    let broken = || Refusal::ours(message!("page-broken"));
    let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
    match parser.for_slice(body).map_err(|_| broken())? {
        SliceQueryResultsParserOutput::Boolean(value) => Ok(html! { p.told { (value) } }),
        SliceQueryResultsParserOutput::Solutions(solutions) => {
            let names = Names::new(visit);
            let headings =
                solutions.variables().iter().map(|variable| variable.as_str().to_owned());
            let mut table = Table::new(headings.collect());
            for solution in solutions {
                let solution = solution.map_err(|_| broken())?;
                table.push(
                    solution
                        .values()
                        .iter()
                        .map(|term| cell(&names, term.as_ref()))
                        .collect::<Result<_, _>>()?,
                );
                if table.is_cut {
                    break;
                }
            }
            Ok(table.shown(visit))
        }
    }
}
