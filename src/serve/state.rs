//! State shared by the routes: the store, the processes that answer, who may write, and the names
//! of the service.

use std::num::NonZero;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use oxigraph::model::{NamedNode, NamedNodeRef};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout_at};

use super::current::{Current, Snapshot};
use super::job::{Change, Done, Kind, frame};
use super::kept::Kept;
use super::metrics::{Log, Metrics};
use super::negotiate::GRAPHS;
use super::pool::{Pool, QUICK, Worker};
use super::problem::Problem;
use super::protocol::is_known;
use super::tag;
use super::watch::Watch;
use super::worker::changed_meanwhile;
use crate::message;
use crate::store::StoreError;

/// Limits on a request.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The time from the request to the last byte of the answer.
    pub time: Duration,
    /// The memory that a query may use, in bytes.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(60), memory: 1 << 30 }
    }
}

/// The configuration of the service.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Limits on a request.
    pub limits: Limits,
    /// The program that answers queries when called with `worker`; by default the one that is
    /// running.
    pub program: Option<PathBuf>,
    /// The token that writers must send; without it nothing can be written.
    pub token: Option<String>,
    /// The public address of the service, without a trailing slash; by default it is taken from the
    /// request.
    pub public_url: Option<String>,
    /// Whether a proxy in front of the service tells the address that was requested.
    pub behind_proxy: bool,
    /// How requests are logged.
    pub log: Log,
    /// The host names that the service answers to; if empty, it answers to any.
    pub hosts: Vec<String>,
}

/// State shared by the routes.
#[derive(Clone)]
pub struct State(Arc<Inner>);

/// The shared state; its contents are private to this module.
pub struct Inner {
    pub(super) limits: Limits,
    pub(super) pool: Arc<Pool>,
    pub(super) metrics: Metrics,
    pub(super) kept: Arc<Kept>,
    pub(super) watch: Watch,
    current: Arc<Current>,
    /// Held while writing.
    writing: Mutex<()>,
    options: Options,
}

impl Deref for State {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl State {
    /// Serves the store at `location`.
    ///
    /// # Errors
    ///
    /// If there is no store, or it cannot be opened.
    pub fn new(location: &str, options: Options) -> Result<Self, StoreError> {
        let current = Current::open(location.to_owned())?;
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let program =
            options.program.clone().or_else(|| std::env::current_exe().ok()).unwrap_or_default();
        let Limits { time, memory } = options.limits;
        let pool = Pool::new(program, memory, cores, time);
        Ok(Self(Arc::new(Inner {
            limits: options.limits,
            watch: Watch::new(pool.ranks[QUICK].time)?,
            pool: Arc::new(pool),
            metrics: Metrics::default(),
            kept: Arc::default(),
            current: Arc::new(current),
            writing: Mutex::default(),
            options,
        })))
    }

    /// Returns the current state of the store, with its name.
    pub(super) async fn snapshot(&self) -> Result<Arc<Snapshot>, Problem> {
        self.current.get().await
    }

    /// Like [`State::snapshot`], for a thread that may block.
    pub(super) fn snapshot_now(&self) -> Result<Arc<Snapshot>, StoreError> {
        self.current.now()
    }

    /// Returns the address under which the service was requested: `https://data.example.org`.
    pub(super) fn origin(&self, headers: &HeaderMap) -> String {
        if let Some(url) = &self.options.public_url {
            return url.clone();
        }
        let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let forwarded = |name: &str| value(name).filter(|_| self.options.behind_proxy);
        let host = forwarded("x-forwarded-host").or_else(|| value("host")).unwrap_or("localhost");
        let scheme = forwarded("x-forwarded-proto").unwrap_or("http");
        let asked = format!("{scheme}://{host}");
        let is_address = matches!(scheme, "http" | "https") && !host.contains(['/', '?', '#', '@']);
        if is_address && NamedNode::new(&asked).is_ok() {
            asked
        } else {
            "http://localhost".to_owned()
        }
    }

    /// Returns the address of the endpoint, the base of relative IRIs.
    pub(super) fn endpoint(&self, headers: &HeaderMap) -> String {
        format!("{}/sparql", self.origin(headers))
    }

    /// Whether the service answers to the requested host name. This keeps out web pages of sites
    /// whose name was made to resolve to this machine.
    pub(super) fn is_host(&self, headers: &HeaderMap) -> bool {
        let hosts = &self.options.hosts;
        let host =
            headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let name = host
            .rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
            .map_or(host, |(name, _)| name);
        hosts.is_empty()
            || hosts
                .iter()
                .any(|one| one.eq_ignore_ascii_case(name) || one.eq_ignore_ascii_case(host))
    }

    /// Returns how requests are logged.
    pub(super) fn log(&self) -> Log {
        self.options.log
    }

    /// Whether to advertise that the service can be written to.
    pub(super) fn is_writable(&self) -> bool {
        self.options.token.is_some()
    }

    /// Refuses a client without the right token, in a time that reveals nothing about it.
    pub(super) fn may_write(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let Some(token) = &self.options.token else {
            let told = Problem::new(StatusCode::FORBIDDEN, &message!("http-read-only"));
            return Err(told.hint(&message!("hint-http-read-only")));
        };
        let given = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(secret);
        let given = Sha256::digest(given.unwrap_or_default());
        match bool::from(given.as_slice().ct_eq(Sha256::digest(token).as_slice())) {
            true => Ok(()),
            false => Err(Problem::new(StatusCode::UNAUTHORIZED, &message!("http-token"))),
        }
    }

    /// Checks the `If-Match` and `If-None-Match` headers of a write to a graph; returns the state
    /// for which they hold, or `None` if there are none.
    pub(super) async fn matches(
        &self,
        headers: &HeaderMap,
        graph: Option<&str>,
    ) -> Result<Option<String>, Problem> {
        let (if_match, if_none_match) =
            (headers.get(header::IF_MATCH), headers.get(header::IF_NONE_MATCH));
        if if_match.is_none() && if_none_match.is_none() {
            return Ok(None);
        }
        let snapshot = self.snapshot().await?;
        let is_there = match graph {
            Some(graph) => snapshot.store.has_graph(NamedNodeRef::new_unchecked(graph))?,
            None => true,
        };
        let tags =
            GRAPHS.iter().map(|(name, _)| tag(&[&snapshot.print, graph.unwrap_or_default(), name]));
        let named = |value: &header::HeaderValue| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, value.clone());
            is_there && tags.clone().any(|tag| is_known(&headers, &tag))
        };
        match if_match.is_none_or(named) && !if_none_match.is_some_and(named) {
            true => Ok(Some(snapshot.name.clone())),
            false => Err(changed_meanwhile()),
        }
    }

    /// Changes the store atomically, in a process that can be killed.
    pub(super) async fn change(
        &self,
        headers: &HeaderMap,
        kind: Kind,
        only_if: Option<String>,
    ) -> Result<Done, Problem> {
        let deadline = Instant::now() + self.limits.time;
        let change = Change { base: self.endpoint(headers), kind, only_if };
        let change = serde_json::to_vec(&change).map_err(Problem::internal)?;
        let _only = timeout_at(deadline, self.writing.lock()).await.map_err(|_| Problem::busy())?;
        let mut worker = self.pool.start("change", self.current.location()).await?;
        let made = async {
            worker.send(frame::JOB, &change).await.map_err(Problem::internal)?;
            self.expect(&mut worker, frame::MADE).await
        };
        // A process killed up to here has changed nothing. From here on it is waited for, so that
        // no client is told of a timeout when the change was made.
        timeout_at(deadline, made)
            .await
            .unwrap_or_else(|_| Err(Problem::overdue(self.limits.time)))?;
        worker.send(frame::KEEP, b"").await.map_err(Problem::internal)?;
        let done = self.expect(&mut worker, frame::END).await?;
        serde_json::from_slice(&done).map_err(Problem::internal)
    }

    /// Waits for the next frame of a worker, which must be of this kind.
    async fn expect(&self, worker: &mut Worker, kind: u8) -> Result<Bytes, Problem> {
        match worker.next().await {
            Some((is, said)) if is == kind => Ok(said),
            Some((frame::PROBLEM, problem)) => {
                Err(serde_json::from_slice(&problem).unwrap_or_else(Problem::internal))
            }
            Some(_) | None => Err(Problem::oversized(self.limits.memory)),
        }
    }
}

/// Returns the token in a header: `Bearer TOKEN`, or the password of basic authentication with any
/// user name, for clients that know no other way.
fn secret(authorization: &str) -> Option<String> {
    let (scheme, said) = authorization.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(said.trim().to_owned());
    }
    let pair = BASE64_STANDARD
        .decode(said.trim())
        .ok()
        .filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    Some(String::from_utf8(pair).ok()?.split_once(':')?.1.to_owned())
}
