//! Metrics of the service in the text format of Prometheus, and the log of requests.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{ConnectInfo, MatchedPath, Request, State as Shared};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use serde_json::json;

use super::State;
use super::problem::Problem;

/// How requests are logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Log {
    /// Not at all.
    #[default]
    Off,
    /// One line of text for each.
    Text,
    /// One line of JSON for each.
    Json,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Labels {
    route: String,
    method: String,
    status: u16,
}

/// Counters, and a histogram of response times.
pub(super) struct Metrics {
    requests: Family<Labels, Counter>,
    seconds: Histogram,
    running: Gauge,
    registry: Mutex<Registry>,
}

impl Default for Metrics {
    fn default() -> Self {
        let seconds =
            Histogram::new([0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0]);
        let metrics = Self {
            requests: Family::default(),
            seconds,
            running: Gauge::default(),
            registry: Mutex::default(),
        };
        let mut registry = Registry::with_prefix("zeren");
        registry.register("requests", "Requests that were answered", metrics.requests.clone());
        registry.register(
            "request_seconds",
            "Time to the beginning of an answer",
            metrics.seconds.clone(),
        );
        registry.register("running", "Requests that are being answered", metrics.running.clone());
        Self { registry: Mutex::new(registry), ..metrics }
    }
}

/// `GET /metrics`.
pub(super) async fn metrics(Shared(state): Shared<State>) -> Result<Response, Problem> {
    let mut text = String::new();
    let registry = state.metrics.registry.lock().map_err(Problem::internal)?;
    encode(&mut text, &registry).map_err(Problem::internal)?;
    let end = text.rfind("# EOF").unwrap_or(text.len());
    let count = |name: &str, help: &str, n: &AtomicU64| {
        let n = n.load(Ordering::Relaxed);
        format!(
            "# HELP zeren_{name} {help}.\n# TYPE zeren_{name} counter\nzeren_{name}_total {n}\n"
        )
    };
    let workers = count("workers_started", "Processes that were started", &state.pool.started)
        + &count("queries_ended", "Queries that were ended at their limit", &state.pool.ended);
    text.insert_str(end, &workers);
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, media_type)], text).into_response())
}

/// A request that is being answered.
pub(super) struct Running<'a> {
    state: &'a State,
    began: Instant,
    route: Option<MatchedPath>,
    client: Option<SocketAddr>,
    method: Method,
}

impl<'a> Running<'a> {
    pub(super) fn begin(state: &'a State, request: &Request) -> Self {
        let route = request.extensions().get::<MatchedPath>().cloned();
        let client = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|client| client.0);
        state.metrics.running.inc();
        Self { state, began: Instant::now(), route, client, method: request.method().clone() }
    }

    /// Counts and logs the request.
    pub(super) fn end(self, headers: &HeaderMap, path: &str, status: StatusCode) {
        let took = self.began.elapsed();
        self.state.metrics.seconds.observe(took.as_secs_f64());
        let route = self.route.as_ref().map(MatchedPath::as_str).unwrap_or_default().to_owned();
        let labels = Labels { route, method: known(self.method.as_str()), status: status.as_u16() };
        self.state.metrics.requests.get_or_create(&labels).inc();
        let (method, status, millis) = (&self.method, status.as_u16(), took.as_secs_f64() * 1000.0);
        let client = || self.client.map(|client| client.ip().to_string()).unwrap_or_default();
        match self.state.log() {
            Log::Off => {}
            Log::Json => line(
                &json!({
                    "time": now(), "client": client(), "method": method.as_str(), "path": path, "status": status,
                    "ms": millis, "agent": text(headers, &header::USER_AGENT),
                })
                .to_string(),
            ),
            Log::Text => line(&format!("{} {} {method} {path} {status} {millis:.1} ms", now(), client())),
        }
    }
}

/// Also runs if the client leaves before there is an answer.
impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.state.metrics.running.dec();
    }
}

/// Maps a method to a known name, so that clients cannot fill the memory with names of their own.
fn known(method: &str) -> String {
    let is_known = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"].contains(&method);
    if is_known { method.to_owned() } else { "other".to_owned() }
}

fn text(headers: &HeaderMap, name: &header::HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

#[expect(clippy::disallowed_methods, reason = "a log says when")]
fn now() -> String {
    format!("{:.3}", jiff::Timestamp::now())
}

/// Writes a line to standard error. Text from clients contains no control characters at this point,
/// since JSON escapes them and HTTP forbids them.
#[expect(clippy::print_stderr, reason = "this is the log")]
fn line(text: &str) {
    eprintln!("{text}");
}

/// `GET /healthz`: the process responds.
pub(super) async fn healthy() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the store can be queried.
pub(super) async fn ready(Shared(state): Shared<State>) -> Result<&'static str, Problem> {
    state.snapshot().await?;
    Ok("ok\n")
}

/// Refuses a request for a host name that is not this service's (RFC 9110, 15.5.20).
pub(super) fn is_ours(state: &State, headers: &HeaderMap) -> Result<(), Problem> {
    if state.is_host(headers) {
        return Ok(());
    }
    let host = text(headers, &header::HOST);
    let told =
        Problem::new(StatusCode::MISDIRECTED_REQUEST, &crate::message!("http-host", host = host));
    Err(told.hint(&crate::message!("hint-http-host")))
}
