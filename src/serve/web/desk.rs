//! Runs pages: limits how many run at once and how long they take, and skips those whose answer the
//! client already has.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{self, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout, timeout_at};

use super::super::State;
use super::super::problem::Problem;
use super::held::Held;
use super::{Refusal, Reply, Visit};
use crate::message;
use crate::query::CancellationToken;

/// A function that turns a request into an answer.
pub(super) type Page = fn(&Visit) -> Result<Reply, Refusal>;

/// How many pages that read a few facts run at once.
const LIGHT: usize = 16;

/// How many pages that read the whole store, draw or search run at once.
const HEAVY: usize = 2;

/// How long a request waits for its turn.
const WAIT: Duration = Duration::from_secs(5);

/// Clients may store the answer but must revalidate it each time: a 304 is cheap.
const CACHED: &str = "no-cache";

/// Where pages run.
#[derive(Clone)]
pub(super) struct Desks {
    light: Arc<Semaphore>,
    heavy: Arc<Semaphore>,
    /// Data that several pages of one state need.
    pub(super) held: Arc<Held>,
}

impl Desks {
    /// Creates desks without any page running.
    pub(super) fn new() -> Self {
        Self {
            light: Arc::new(Semaphore::new(LIGHT)),
            heavy: Arc::new(Semaphore::new(HEAVY)),
            held: Arc::default(),
        }
    }

    /// Returns a route to a page that reads a few facts.
    pub(super) fn light(&self, page: Page) -> MethodRouter<State> {
        self.route(page, &self.light)
    }

    /// Returns a route to a page that takes long.
    pub(super) fn heavy(&self, page: Page) -> MethodRouter<State> {
        self.route(page, &self.heavy)
    }

    fn route(&self, page: Page, desks: &Arc<Semaphore>) -> MethodRouter<State> {
        let (desks, held) = (Arc::clone(desks), Arc::clone(&self.held));
        get(move |extract::State(state): extract::State<State>, request: Request| {
            serve(state, request, page, (desks, held))
        })
    }
}

/// Cancels the work for a client that has gone.
struct Waiting(CancellationToken);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

async fn serve(
    state: State,
    request: Request,
    page: Page,
    (desks, held): (Arc<Semaphore>, Arc<Held>),
) -> Response {
    let limit = state.limits.time;
    let deadline = Instant::now() + limit;
    let token = CancellationToken::new();
    let _waiting = Waiting(token.clone());
    let (parts, _) = request.into_parts();
    // Computing the name of the state may block.
    let visit =
        tokio::task::spawn_blocking(move || Visit::new(&state, &parts, (held, token))).await;
    let visit = match visit {
        Ok(Ok(visit)) => Arc::new(visit),
        Ok(Err(error)) => return Problem::of_store(&error).into_response(),
        Err(_) => return broken().into_response(),
    };
    if visit.is_held() {
        return tagged(StatusCode::NOT_MODIFIED.into_response(), &visit);
    }
    let busy = || Refusal::new(StatusCode::SERVICE_UNAVAILABLE, message!("page-busy"));
    let Ok(Ok(permit)) = timeout(WAIT.min(limit), desks.acquire_owned()).await else {
        return varied(busy().respond(&visit));
    };
    let visited = Arc::clone(&visit);
    let made = tokio::task::spawn_blocking(move || {
        let made = page(&visited);
        // Released when the work is done, not when the client stops waiting.
        drop(permit);
        made
    });
    match timeout_at(deadline, made).await {
        Ok(Ok(Ok(reply))) if reply.is_ok() => tagged(reply.into_response(), &visit),
        Ok(Ok(Ok(reply))) => varied(reply.into_response()),
        Ok(Ok(Err(refusal))) => varied(refusal.respond(&visit)),
        Ok(Err(_)) => varied(broken().into_response()),
        Err(_) => {
            let message = message!("page-overdue", seconds = limit.as_secs_f64().to_string());
            varied(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, message).respond(&visit))
        }
    }
}

/// The problem of a page that panicked.
fn broken() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, &message!("page-broken"))
}

/// Marks an answer that the client may store.
fn tagged(mut response: Response, visit: &Visit) -> Response {
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(visit.etag()) {
        headers.insert(header::ETAG, etag);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(CACHED));
    headers
        .insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(visit.lang.of("en", "zh-CN")));
    varied(response)
}

/// Marks an answer that depends on the `Accept` headers.
fn varied(mut response: Response) -> Response {
    response
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
    response
}
