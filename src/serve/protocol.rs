//! The SPARQL 1.1 Protocol: queries by GET, in a form and as a body; updates in a form and as a
//! body.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::NamedNode;

use super::answer::answer;
use super::job::{Job, Kind};
use super::negotiate::{GRAPHS, SOLUTIONS, choose};
use super::problem::Problem;
use super::{State, describe, tag};
use crate::message;

/// The longest query, in bytes.
const MAX_QUERY: usize = 1 << 20;
/// The longest update, in bytes.
const MAX_UPDATE: usize = 64 << 20;
/// How long a body may take to arrive.
const BODY: Duration = Duration::from_secs(30);

/// The parameters of a request.
#[derive(Debug, Default)]
struct Asked {
    query: Option<String>,
    update: Option<String>,
    /// `default-graph-uri` and `named-graph-uri`.
    default: Vec<String>,
    named: Vec<String>,
    /// `using-graph-uri` and `using-named-graph-uri`.
    using: Vec<String>,
    using_named: Vec<String>,
    format: Option<String>,
}

/// `GET /sparql?query=…`; without a query, a description of the service.
pub(super) async fn get(
    Shared(state): Shared<State>,
    request: Request,
) -> Result<Response, Problem> {
    let asked = read(request.uri().query().unwrap_or_default().as_bytes(), Asked::default())?;
    if asked.update.is_some() {
        return Err(Problem::request(&message!("http-update-get")));
    }
    if asked.query.is_none() {
        return describe::service(&state, request.headers());
    }
    let job = job(&state, asked, request.headers())?;
    let snapshot = state.snapshot().await?;
    let is_lasting = job.is_lasting();
    // A weak tag, because a proxy may compress the answer.
    let tag = format!(
        "W/{}",
        tag(&[&snapshot.print, &serde_json::to_string(&job).map_err(Problem::internal)?])
    );
    if is_lasting && is_known(request.headers(), &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let mut response = answer(&state, &job).await?;
    if is_lasting {
        response.headers_mut().insert(header::ETAG, value(&tag));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    Ok(response)
}

/// Answers a query that does not come from a protocol request.
pub(super) async fn ask(
    state: &State,
    query: &str,
    accept: &'static str,
) -> Result<Response, Problem> {
    let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]);
    let asked = Asked { query: Some(query.to_owned()), ..Asked::default() };
    answer(state, &job(state, asked, &headers)?).await
}

/// `POST /sparql` with a form, a query or an update.
pub(super) async fn post(
    Shared(state): Shared<State>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let asked = read(parts.uri.query().unwrap_or_default().as_bytes(), Asked::default())?;
    let given = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let asked = match media_type(given)?.as_str() {
        "application/x-www-form-urlencoded" => {
            // In a form every byte may be escaped.
            read(&bytes(body, 3 * MAX_UPDATE).await?, asked)?
        }
        "application/sparql-query" if asked.query.is_none() => {
            Asked { query: Some(text(body, MAX_QUERY).await?), ..asked }
        }
        "application/sparql-update" if asked.update.is_none() => {
            Asked { update: Some(text(body, MAX_UPDATE).await?), ..asked }
        }
        "application/sparql-query" | "application/sparql-update" => {
            return Err(Problem::request(&message!("http-twice-body")));
        }
        _ => return Err(wrong_type(given)),
    };
    match (&asked.query, &asked.update) {
        (Some(_), None) => answer(&state, &job(&state, asked, &parts.headers)?).await,
        (None, Some(_)) => update(&state, asked, &parts.headers).await,
        (Some(_), Some(_)) => Err(Problem::request(&message!("http-both"))),
        (None, None) => Err(Problem::request(&message!("http-neither"))),
    }
}

async fn update(state: &State, asked: Asked, headers: &HeaderMap) -> Result<Response, Problem> {
    if !asked.default.is_empty() || !asked.named.is_empty() {
        return Err(Problem::request(&message!("http-using")));
    }
    state.may_write(headers)?;
    let kind = Kind::Update {
        text: asked.update.unwrap_or_default(),
        default: asked.using,
        named: asked.using_named,
    };
    state.change(headers, kind, None).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Returns the query of a request, with the formats that the client prefers.
fn job(state: &State, asked: Asked, headers: &HeaderMap) -> Result<Job, Problem> {
    if !asked.using.is_empty() || !asked.using_named.is_empty() {
        return Err(Problem::request(&message!("http-using-query")));
    }
    let text = asked.query.unwrap_or_default();
    if text.len() > MAX_QUERY {
        return Err(too_long(MAX_QUERY));
    }
    let format = asked.format.as_deref();
    let name =
        |chosen: Option<(&str, crate::query::Format)>| chosen.map(|(name, _)| name.to_owned());
    let (mut solutions, mut triples) =
        (name(choose(headers, None, SOLUTIONS)?), name(choose(headers, None, GRAPHS)?));
    if format.is_some() {
        // A format is for either solutions or triples; the query decides which of the two matters.
        let chosen = (choose(headers, format, SOLUTIONS), choose(headers, format, GRAPHS));
        if let (Err(problem), Err(_)) = chosen {
            return Err(problem);
        }
        (solutions, triples) = (name(chosen.0.ok().flatten()), name(chosen.1.ok().flatten()));
    }
    Ok(Job {
        text,
        base: state.endpoint(headers),
        default: asked.default,
        named: asked.named,
        solutions,
        triples,
        ..Job::default()
    })
}

/// Whether the client already has what the tag identifies.
pub(super) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let values =
        headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    values.flat_map(|value| value.split(',')).any(|one| bare(one) == bare(tag) || one.trim() == "*")
}

/// Returns a header value for text that must be ASCII.
pub(super) fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}

/// Returns the media type of a body without its parameters; fails on a charset other than UTF-8.
pub(super) fn media_type(given: &str) -> Result<String, Problem> {
    let (name, rest) = given.split_once(';').unwrap_or((given, ""));
    let charset = rest.split(';').find_map(|one| one.trim().strip_prefix("charset="));
    match charset.is_some_and(|charset| !charset.trim_matches('"').eq_ignore_ascii_case("utf-8")) {
        true => Err(wrong_type(given)),
        false => Ok(name.trim().to_ascii_lowercase()),
    }
}

fn wrong_type(given: &str) -> Problem {
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, &message!("http-type", given = given))
}

fn too_long(limit: usize) -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        &message!("http-too-long", limit = limit.to_string()),
    )
}

/// Reads a body; fails if it is too slow or too long.
pub(super) async fn bytes(body: Body, limit: usize) -> Result<axum::body::Bytes, Problem> {
    match tokio::time::timeout(BODY, axum::body::to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => {
            let is_long = std::error::Error::source(&error)
                .is_some_and(|cause| cause.is::<http_body_util::LengthLimitError>());
            Err(if is_long {
                too_long(limit)
            } else {
                Problem::request(&message!("http-body-cut"))
            })
        }
        Err(_) => Err(Problem::new(StatusCode::REQUEST_TIMEOUT, &message!("http-body-late"))),
    }
}

/// Reads a body as text.
pub(super) async fn text(body: Body, limit: usize) -> Result<String, Problem> {
    let bytes = bytes(body, limit).await?;
    String::from_utf8(bytes.into()).map_err(|_| Problem::request(&message!("http-utf-8")))
}

/// Reads the parameters of a query string or form; unknown ones are ignored.
fn read(text: &[u8], mut asked: Asked) -> Result<Asked, Problem> {
    for (name, value) in form_urlencoded::parse(text) {
        match &*name {
            "query" => once(&mut asked.query, "query", value.into_owned())?,
            "update" => once(&mut asked.update, "update", value.into_owned())?,
            "format" => once(&mut asked.format, "format", value.into_owned())?,
            "default-graph-uri" => asked.default.push(graph(&value)?),
            "named-graph-uri" => asked.named.push(graph(&value)?),
            "using-graph-uri" => asked.using.push(graph(&value)?),
            "using-named-graph-uri" => asked.using_named.push(graph(&value)?),
            _ => {}
        }
    }
    Ok(asked)
}

fn once(slot: &mut Option<String>, name: &str, value: String) -> Result<(), Problem> {
    match slot.replace(value) {
        Some(_) => Err(Problem::request(&message!("http-twice", name = name))),
        None => Ok(()),
    }
}

/// Validates an IRI.
pub(super) fn graph(iri: &str) -> Result<String, Problem> {
    let wrong = |error: oxigraph::model::IriParseError| {
        Problem::request(&message!("http-iri", iri = iri, error = error.to_string()))
    };
    Ok(NamedNode::new(iri).map_err(wrong)?.into_string())
}
