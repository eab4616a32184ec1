//! The query operation of the SPARQL 1.1 Protocol: GET, POST of a form, POST of the query itself.

use axum::body::Bytes;
use axum::extract::{self, RawQuery};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use oxigraph::model::NamedNode;

use super::answer::answer;
use super::error::ApiError;
use super::{State, describe};

/// The longest query, in bytes. The parser and the optimiser of queries call themselves once for each operator, so that
/// this length and [`STACK`] go together: `1+1+1…` of twice this length needs more than that stack.
pub(super) const MAX_QUERY: usize = 16 << 10;

/// The stack of a thread that runs a query, in bytes; only what is used takes memory.
pub(super) const STACK: usize = 512 << 20;

/// What a request asks for.
#[derive(Debug, Default)]
pub(super) struct Request {
    /// The query, if there is one.
    pub(super) query: Option<String>,
    /// `default-graph-uri` and `named-graph-uri`.
    pub(super) default: Vec<NamedNode>,
    pub(super) named: Vec<NamedNode>,
}

/// `GET /sparql?query=…`; without a query it says what this service is.
pub(super) async fn get(
    extract::State(state): extract::State<State>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let request = parameters(query.unwrap_or_default().as_bytes())?;
    if request.query.is_none() {
        return describe::service(&headers);
    }
    answer(state, request, headers).await
}

/// `POST /sparql` with a form or with the query as its body.
pub(super) async fn post(
    extract::State(state): extract::State<State>,
    headers: HeaderMap,
    RawQuery(parameters): RawQuery,
    body: Bytes,
) -> Result<Response, ApiError> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (name, rest) = media_type.split_once(';').unwrap_or((media_type, ""));
    let charset = rest.split(';').find_map(|one| one.trim().strip_prefix("charset="));
    if charset.is_some_and(|charset| !charset.trim_matches('"').eq_ignore_ascii_case("utf-8")) {
        return Err(ApiError::media_type(media_type));
    }
    let request = match name.trim().to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => self::parameters(&body)?,
        "application/sparql-query" => direct(&parameters.unwrap_or_default(), &body)?,
        _ => return Err(ApiError::media_type(media_type)),
    };
    answer(state, request, headers).await
}

fn direct(parameters: &str, body: &[u8]) -> Result<Request, ApiError> {
    let request = self::parameters(parameters.as_bytes())?;
    if request.query.is_some() {
        return Err(ApiError::request("`query` is given twice: in the address and as the body"));
    }
    let query = std::str::from_utf8(body).map_err(|_| ApiError::request("the query is not UTF-8"))?;
    Ok(Request { query: Some(query.to_owned()), ..request })
}

/// Reads the pairs of an address or a form; names that the protocol does not know are passed over.
fn parameters(text: &[u8]) -> Result<Request, ApiError> {
    let mut request = Request::default();
    for (name, value) in form_urlencoded::parse(text) {
        match &*name {
            "query" if request.query.is_some() => return Err(ApiError::request("`query` is given twice")),
            "query" => request.query = Some(value.into_owned()),
            "default-graph-uri" => request.default.push(graph(&value)?),
            "named-graph-uri" => request.named.push(graph(&value)?),
            "update" | "using-graph-uri" | "using-named-graph-uri" => {
                return Err(ApiError::request("this service is read only: it takes `query`, not updates"));
            }
            _ => {}
        }
    }
    Ok(request)
}

fn graph(iri: &str) -> Result<NamedNode, ApiError> {
    NamedNode::new(iri).map_err(|error| ApiError::request(format!("`{iri}` is no IRI: {error}")))
}
