//! The SPARQL 1.1 Graph Store HTTP Protocol: gets, puts, posts and deletes whole graphs.
//!
//! A graph is named by `/store?graph=IRI` or `/store?default`, or is the resource at the requested
//! path below `/store/`.

use axum::extract::{FromRequest as _, Multipart, Request, State as Shared};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::{BlankNode, NamedNode};

use super::answer::answer;
use super::job::{Done, Job, Kind, Part};
use super::negotiate::{GRAPHS, choose, names};
use super::problem::Problem;
use super::protocol::{graph, is_known, media_type, text, value};
use super::worker::no_graph;
use super::{State, tag};
use crate::message;
use crate::query::Format;

/// The largest graph accepted, in bytes.
const MAX_GRAPH: usize = 64 << 20;

/// The graph that a request names.
enum Target {
    Default,
    Named(String),
    /// The store itself, to which a graph without a name may be posted.
    Store,
}

/// Handles all methods of `/store` and below.
pub(super) async fn any(
    Shared(state): Shared<State>,
    request: Request,
) -> Result<Response, Problem> {
    let target = target(&state, request.uri(), request.headers())?;
    match *request.method() {
        Method::GET | Method::HEAD => {
            let (parts, _) = request.into_parts();
            get(&state, target, &parts).await
        }
        Method::PUT => load(&state, target, request, true).await,
        Method::POST => load(&state, target, request, false).await,
        Method::DELETE => delete(&state, target, request.headers()).await,
        _ => {
            let refused = Problem::new(StatusCode::METHOD_NOT_ALLOWED, &message!("http-method"));
            Ok(([(header::ALLOW, "GET, HEAD, PUT, POST, DELETE")], refused.into_response())
                .into_response())
        }
    }
}

fn target(state: &State, uri: &Uri, headers: &HeaderMap) -> Result<Target, Problem> {
    let mut found = None;
    for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        let target = match &*name {
            "default" => Target::Default,
            "graph" => Target::Named(graph(&value)?),
            _ => continue,
        };
        if found.replace(target).is_some() {
            return Err(Problem::request(&message!("http-two-graphs")));
        }
    }
    let below = uri.path().trim_start_matches("/store").trim_matches('/');
    Ok(match found {
        Some(target) => target,
        None if below.is_empty() => Target::Store,
        None => Target::Named(graph(&format!("{}{}", state.origin(headers), uri.path()))?),
    })
}

async fn get(state: &State, target: Target, request: &Parts) -> Result<Response, Problem> {
    let headers = &request.headers;
    let format = form_urlencoded::parse(request.uri.query().unwrap_or_default().as_bytes())
        .find_map(|(name, value)| (name == "format").then(|| value.into_owned()));
    let Some((media_type, _)) = choose(headers, format.as_deref(), GRAPHS)? else {
        return Err(Problem::not_acceptable(&names(GRAPHS)));
    };
    let snapshot = state.snapshot().await?;
    let is_default = matches!(target, Target::Default);
    let (text, of_graph) = match target {
        // The default graph alone, without the named graphs that a query without `GRAPH` also sees.
        Target::Default => ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }".to_owned(), String::new()),
        Target::Named(iri) => {
            let node = NamedNode::new_unchecked(&iri);
            if !snapshot.store.has_graph(node.as_ref())? {
                return Err(no_graph(&iri));
            }
            (format!("CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {node} {{ ?s ?p ?o }} }}"), iri)
        }
        Target::Store => return Err(Problem::request(&message!("http-which-graph"))),
    };
    let tag = tag(&[&snapshot.print, &of_graph, media_type]);
    if is_known(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let job = Job {
        text,
        only_default: is_default,
        triples: Some(media_type.to_owned()),
        ..Job::default()
    };
    let mut response = answer(state, &job).await?;
    response.headers_mut().insert(header::ETAG, value(&tag));
    Ok(response)
}

async fn load(
    state: &State,
    target: Target,
    request: Request,
    replace: bool,
) -> Result<Response, Problem> {
    let headers = request.headers().clone();
    state.may_write(&headers)?;
    let (graph, location) = match target {
        Target::Default => (None, None),
        Target::Named(iri) => (Some(iri), None),
        Target::Store if replace => return Err(Problem::request(&message!("http-which-graph"))),
        Target::Store => {
            let iri = format!("{}/store/{}", state.origin(&headers), BlankNode::default().as_str());
            (Some(iri.clone()), Some(iri))
        }
    };
    let only_if = state.matches(&headers, graph.as_deref()).await?;
    let parts = parts(request).await?;
    let done = state.change(&headers, Kind::Load { graph, parts, replace }, only_if).await?;
    Ok(match (done, location) {
        (_, Some(location)) => {
            (StatusCode::CREATED, [(header::LOCATION, location)]).into_response()
        }
        (Done::Created, None) => StatusCode::CREATED.into_response(),
        (Done::Changed, None) => StatusCode::NO_CONTENT.into_response(),
    })
}

async fn delete(state: &State, target: Target, headers: &HeaderMap) -> Result<Response, Problem> {
    state.may_write(headers)?;
    let graph = match target {
        Target::Default => None,
        Target::Named(iri) => Some(iri),
        Target::Store => return Err(Problem::request(&message!("http-which-graph"))),
    };
    let only_if = state.matches(headers, graph.as_deref()).await?;
    state.change(headers, Kind::Delete { graph }, only_if).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Reads the triples of a body: a single text, or the files of a form.
async fn parts(request: Request) -> Result<Vec<Part>, Problem> {
    let given = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = media_type(given)?;
    if media_type != "multipart/form-data" {
        check(&media_type)?;
        return Ok(vec![Part { media_type, text: text(request.into_body(), MAX_GRAPH).await? }]);
    }
    let cut = |_| Problem::request(&message!("http-form"));
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Problem::request(&message!("http-form")))?;
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.map_err(cut)? {
        let media_type = self::media_type(field.content_type().unwrap_or_default())?;
        check(&media_type)?;
        parts.push(Part { media_type, text: field.text().await.map_err(cut)? });
    }
    Ok(parts)
}

/// Fails unless triples can be read from this media type.
fn check(media_type: &str) -> Result<(), Problem> {
    match Format::find(media_type).ok().and_then(Format::rdf) {
        Some(_) => Ok(()),
        None => {
            let told = message!("http-graph-type", media_type = media_type);
            Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, &told))
        }
    }
}
