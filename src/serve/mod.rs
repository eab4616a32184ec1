//! SERVE: a store over HTTP.
//!
//! `/sparql` speaks the SPARQL 1.1 Protocol, `/store` the Graph Store Protocol; `/` is a page that
//! introduces them. Every answer comes from the state of the store that is current at the time of
//! the request (`current`). Queries that can be interrupted run on the spot (`direct`); all others
//! run in processes that can be killed (`pool`), and so do changes, which need a token.

mod answer;
#[cfg(feature = "rocksdb")]
mod changes;
mod current;
mod describe;
mod direct;
mod graphs;
mod job;
mod kept;
mod listen;
mod metrics;
mod negotiate;
mod pool;
mod problem;
mod protocol;
mod state;
mod watch;
mod web;
mod worker;

use std::io;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::{Request, State as Shared};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use sha2::{Digest, Sha256};
use tower_http::compression::CompressionLayer;
use tower_http::cors::CorsLayer;

use crate::message;
use crate::message::Message;

pub use listen::{run, serve};
pub use metrics::Log;
pub use state::{Limits, Options, State};
pub use worker::{Task, work};

/// Why the server cannot run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is in use, or does not belong to this machine.
    Bind {
        /// The address.
        address: String,
        /// The error of the system.
        source: io::Error,
    },
    /// Another I/O error.
    Io(#[from] io::Error),
}

impl ServeError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Bind { address, .. } => message!("serve-bind", address = address),
            Self::Io(_) => message!("serve-failed"),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Bind { .. } => message!("hint-serve-bind"),
            Self::Io(_) => message!("hint-serve-failed"),
        }
    }
}

message::tells!(ServeError);

/// The largest body of any request, in bytes.
const MAX_BODY: usize = 200 << 20;

/// Returns the routes.
pub fn router(state: State) -> Router {
    let sparql = get(protocol::get).post(protocol::post);
    let router = Router::new();
    #[cfg(feature = "rocksdb")]
    let router = router.route("/changes", get(changes::changes));
    router
        .merge(web::pages())
        .route("/sparql", sparql.clone())
        .route("/sparql/", sparql.clone())
        .route("/query", sparql.clone())
        .route("/query/", sparql)
        .route("/update", post(protocol::post))
        .route("/update/", post(protocol::post))
        .route("/store", any(graphs::any))
        .route("/store/", any(graphs::any))
        .route("/store/{*path}", any(graphs::any))
        .route("/healthz", get(metrics::healthy))
        .route("/readyz", get(metrics::ready))
        .route("/metrics", get(metrics::metrics))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), around))
        .with_state(state)
}

/// Wraps every request in a single layer, since for a small request each layer costs as much as the
/// answer: counts and logs it, refuses it if its host is not ours, writes problems in the form the
/// client asks for, and adds security headers.
async fn around(Shared(state): Shared<State>, request: Request, next: Next) -> Response {
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    let running = metrics::Running::begin(&state, &request);
    let response = match metrics::is_ours(&state, &headers) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    let response = web::guarded(problem::told(&headers, uri.path(), response));
    running.end(&headers, uri.path(), response.status());
    response
}

/// Like [`router`], but open to other origins: any web page shown in a browser may then read the
/// store.
pub fn public_router(state: State) -> Router {
    router(state).layer(CorsLayer::permissive())
}

/// Returns an entity tag determined by these parts.
fn tag(parts: &[&str]) -> String {
    let hash = Sha256::digest(parts.join("\n"));
    let hex: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}
