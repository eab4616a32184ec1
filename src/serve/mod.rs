//! SERVE: a store over HTTP, to be read and never changed.
//!
//! `GET /sparql?query=…` answers as the SPARQL 1.1 Protocol asks; `/` says what this is. oxigraph is synchronous and cannot be
//! stopped at every point (a cancelled query ends only when it next fetches a quad), so that queries run in threads of their
//! own, no more than [`Limits::slots`] at once: what cannot be stopped takes a slot, not the server.

mod answer;
mod describe;
mod error;
mod negotiate;
mod protocol;
mod web;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::cors::CorsLayer;

use crate::message;
use crate::message::Message;
use crate::store::Store;

/// Why the server cannot run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, or not ours.
    Bind {
        /// The address.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// The system fails.
    Io(#[from] io::Error),
}

impl ServeError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Bind { address, .. } => message!("serve-bind", address = address),
            Self::Io(_) => message!("serve-failed"),
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Message {
        match self {
            Self::Bind { .. } => message!("hint-serve-bind"),
            Self::Io(_) => message!("hint-serve-failed"),
        }
    }
}

message::tells!(ServeError);

/// What one request may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Queries that run at once.
    pub slots: usize,
    /// From the request to the last byte of the answer.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { slots: 4, time: Duration::from_secs(60) }
    }
}

/// What the routes share.
#[derive(Clone)]
pub struct State {
    store: Store,
    limits: Limits,
    slots: Arc<Semaphore>,
}

impl State {
    /// Serves `store` within `limits`.
    pub fn new(store: Store, limits: Limits) -> Self {
        Self { store, limits, slots: Arc::new(Semaphore::new(limits.slots)) }
    }

    /// The store as it is now.
    fn store(&self) -> Store {
        self.store.clone()
    }
}

/// The routes.
pub fn router(state: State) -> Router {
    Router::new()
        .merge(web::pages())
        .route("/sparql", get(protocol::get).post(protocol::post))
        // Three times the longest query, for a form may escape each of its bytes.
        .layer(DefaultBodyLimit::max(protocol::MAX_QUERY * 3 + 4096))
        .layer(map_response(web::guarded))
        .with_state(state)
}

/// The same routes for pages of other servers: any page that a browser shows may then read the store.
pub fn public_router(state: State) -> Router {
    router(state).layer(CorsLayer::permissive())
}

/// Serves `router` at `address` until the process is asked to stop; `ready` is told where it listens.
pub fn run(router: Router, address: &str, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let failed = |source| ServeError::Bind { address: address.to_owned(), source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        ready(listener.local_addr()?);
        serve(listener, router).await
    });
    // Pages that are still made for nobody are not waited for.
    runtime.shutdown_background();
    served
}

/// Lets the requests at hand end, though not for ever.
async fn serve(listener: TcpListener, router: Router) -> Result<(), ServeError> {
    const PATIENCE: Duration = Duration::from_secs(5);
    let asked = Arc::new(tokio::sync::Notify::new());
    let stop = Arc::clone(&asked);
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        signal().await;
        stop.notify_one();
    });
    let overdue = async {
        asked.notified().await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        done = server.into_future() => Ok(done?),
        () = overdue => Ok(()),
    }
}

/// Ends when the process is interrupted or asked to terminate.
async fn signal() {
    let interrupted = async { tokio::signal::ctrl_c().await.expect("the system lets us wait for an interrupt") };
    #[cfg(unix)]
    let terminated = async {
        let kind = tokio::signal::unix::SignalKind::terminate();
        tokio::signal::unix::signal(kind).expect("the system lets us wait for signals").recv().await;
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
