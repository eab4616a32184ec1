//! Runs pages: so many at once, no longer than others wait for, and not at all where the client
//! holds the answer.

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

/// What makes an answer of a request.
pub(super) type Page = fn(&Visit) -> Result<Reply, Refusal>;

/// Pages at once that read a few facts.
const LIGHT: usize = 16;

/// Pages at once that read the whole store, draw, or search.
const HEAVY: usize = 2;

/// How long a request waits for others.
const WAIT: Duration = Duration::from_secs(5);

/// Held by clients, and asked for again each time: a 304 costs nothing.
const CACHED: &str = "no-cache";

/// Where pages are made.
#[derive(Clone)]
pub(super) struct Desks {
    light: Arc<Semaphore>,
    heavy: Arc<Semaphore>,
    /// What several pages need of one state.
    pub(super) held: Arc<Held>,
}

impl Desks {
    /// None is taken.
    pub(super) fn new() -> Self {
        Self {
            light: Arc::new(Semaphore::new(LIGHT)),
            heavy: Arc::new(Semaphore::new(HEAVY)),
            held: Arc::default(),
        }
    }

    /// A route to a page that reads a few facts.
    pub(super) fn light(&self, page: Page) -> MethodRouter<State> {
        self.route(page, &self.light)
    }

    /// A route to a page that takes its time.
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

/// Cancels what runs for a client that has gone.
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
    // The name of the state may have to be made.
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
        // Given back when the work is done, and no earlier.
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

/// A page that panicked.
fn broken() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, &message!("page-broken"))
}

/// An answer that a client may hold.
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

/// An answer that depends on what the client takes.
fn varied(mut response: Response) -> Response {
    response
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
    response
}
