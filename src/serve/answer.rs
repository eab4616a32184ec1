//! One query from its text to the last byte of its answer, in a thread of its own.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

use super::State;
use super::error::ApiError;
use super::negotiate::negotiate;
use super::protocol::{MAX_QUERY, Request, STACK};
use crate::query::{CancellationToken, Format, Query, QueryResults, write};

/// Patterns of a query at most: a hundred take seconds to be put in order, which nothing can stop; a thousand, an hour.
const MAX_PATTERNS: usize = 64;

/// How long a request waits for a slot.
const WAIT: Duration = Duration::from_secs(2);

/// Bytes that are sent at once. What fails before the first of them is told with a status; later the connection is cut.
const CHUNK: usize = 16 << 10;

/// Forms of solutions and truth values.
const RESULTS: &[(&str, Format)] = &[
    ("application/sparql-results+json", Format::Json),
    ("application/json", Format::Json),
    ("application/sparql-results+xml", Format::Xml),
    ("application/xml", Format::Xml),
    ("text/csv", Format::Csv),
    ("text/tab-separated-values", Format::Tsv),
];

/// Forms of graphs.
pub(super) const GRAPHS: &[(&str, Format)] = &[
    ("text/turtle", Format::Turtle),
    ("application/n-triples", Format::NTriples),
    ("application/rdf+xml", Format::RdfXml),
    ("application/ld+json", Format::JsonLd),
];

/// Runs the query of a request, as soon as a slot is free.
pub(super) async fn answer(state: State, request: Request, headers: HeaderMap) -> Result<Response, ApiError> {
    let Some(text) = request.query else { return Err(ApiError::request("there is no `query`")) };
    if text.len() > MAX_QUERY {
        return Err(ApiError::too_long(MAX_QUERY));
    }
    let deadline = Instant::now() + state.limits.time;
    let slot = timeout(WAIT, state.slots.clone().acquire_owned()).await.map_err(|_| ApiError::busy())?;
    let slot = slot.map_err(|_| ApiError::busy())?;
    let (head, head_of_answer) = oneshot::channel();
    let (chunks, body) = mpsc::channel(4);
    let token = CancellationToken::new();
    let waiting = Waiting::new(token.clone(), deadline);
    let sending =
        Sending { head: Some(head), chunks, buffer: Vec::new(), deadline, handle: Handle::current(), is_whole: false };
    let dataset = (request.default, request.named);
    let work = Work { text, dataset, headers, state: state.clone(), token, slot };
    let thread = thread::Builder::new().name("query".into()).stack_size(STACK).spawn(move || work.run(sending));
    thread.map_err(|error| ApiError::internal(format!("cannot start a query: {error}")))?;
    match timeout_at(deadline, head_of_answer).await {
        Ok(Ok(Ok(media_type))) => {
            let body = ReceiverStream::new(body).map(move |chunk| {
                let _until_all_is_sent = &waiting;
                chunk
            });
            let body = Body::from_stream(body);
            Ok(([(header::CONTENT_TYPE, content_type(media_type))], body).into_response())
        }
        Ok(Ok(Err(error))) => Err(error),
        Ok(Err(_)) => Err(ApiError::internal("the query ended without an answer")),
        Err(_) => Err(ApiError::overdue(state.limits.time)),
    }
}

/// Someone who waits for an answer: the query is cancelled when he goes, and when its time is up.
struct Waiting {
    token: CancellationToken,
    timer: JoinHandle<()>,
}

impl Waiting {
    fn new(token: CancellationToken, deadline: Instant) -> Self {
        let overdue = token.clone();
        let timer = tokio::spawn(async move {
            sleep_until(deadline).await;
            overdue.cancel();
        });
        Self { token, timer }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.token.cancel();
        self.timer.abort();
    }
}

/// What a thread needs to run a query.
struct Work {
    text: String,
    dataset: (Vec<oxigraph::model::NamedNode>, Vec<oxigraph::model::NamedNode>),
    headers: HeaderMap,
    state: State,
    token: CancellationToken,
    /// Given back when the thread ends, and no earlier.
    slot: OwnedSemaphorePermit,
}

impl Work {
    fn run(self, mut sending: Sending) {
        let error = self.write(&mut sending).err();
        let error = error.map(|error| match self.token.is_cancelled() {
            true => ApiError::overdue(self.state.limits.time),
            false => error,
        });
        sending.finish(error);
        drop(self.slot);
    }

    fn write(&self, sending: &mut Sending) -> Result<(), ApiError> {
        let query = Query::parse(&self.text)?;
        if query.n_patterns() > MAX_PATTERNS {
            return Err(ApiError::request(format!(
                "the query has more than {MAX_PATTERNS} patterns: ask for less at once"
            )));
        }
        let (default, named) = &self.dataset;
        let query = match default.is_empty() && named.is_empty() {
            true => query,
            false => query.over(default.clone(), named.clone()),
        };
        let results = query.run_until(&self.state.store, &self.token)?;
        let offers = if matches!(results, QueryResults::Graph(_)) { GRAPHS } else { RESULTS };
        let Some((media_type, format)) = negotiate(&self.headers, offers) else {
            return Err(ApiError::not_acceptable(&names(offers)));
        };
        let mut writer = Writer { sending, media_type };
        write(results, format, &mut writer)?;
        writer.send().map_err(|error| ApiError::internal(error.to_string()))
    }
}

/// The names of offers, for people.
pub(super) fn names<T>(offers: &[(&'static str, T)]) -> String {
    offers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Types of text get their encoding.
pub(super) fn content_type(media_type: &str) -> String {
    let charset = if media_type.starts_with("text/") { "; charset=utf-8" } else { "" };
    format!("{media_type}{charset}")
}

/// The way from the thread to the response.
struct Sending {
    /// Told once: the media type, or why there is no answer.
    head: Option<oneshot::Sender<Result<&'static str, ApiError>>>,
    chunks: mpsc::Sender<io::Result<Bytes>>,
    buffer: Vec<u8>,
    deadline: Instant,
    handle: Handle,
    is_whole: bool,
}

impl Sending {
    /// Sends a chunk; a client that does not take it in time, or has gone, ends the query.
    fn chunk(&self, chunk: io::Result<Bytes>) -> io::Result<()> {
        // The timer has to be made where the runtime is.
        let sent = async { timeout_at(self.deadline, self.chunks.send(chunk)).await };
        match self.handle.block_on(sent) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    /// Ends the answer, or tells why there is none.
    fn finish(mut self, error: Option<ApiError>) {
        match (error, self.head.take()) {
            (Some(error), Some(head)) => drop(head.send(Err(error))),
            (Some(_), None) => return,
            (None, _) => {}
        }
        self.is_whole = true;
    }
}

impl Drop for Sending {
    /// Cuts the connection where the answer is not whole, also when the thread panics: it must not look complete.
    fn drop(&mut self) {
        if !self.is_whole {
            drop(self.chunk(Err(io::Error::other("the query failed half-way"))));
        }
    }
}

/// Collects what is written into chunks.
struct Writer<'a> {
    sending: &'a mut Sending,
    media_type: &'static str,
}

impl Writer<'_> {
    fn send(&mut self) -> io::Result<()> {
        if let Some(head) = self.sending.head.take() {
            head.send(Ok(self.media_type)).map_err(|_| io::ErrorKind::BrokenPipe)?;
        }
        let chunk = std::mem::take(&mut self.sending.buffer);
        if chunk.is_empty() { Ok(()) } else { self.sending.chunk(Ok(chunk.into())) }
    }
}

impl Write for Writer<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sending.buffer.extend_from_slice(bytes);
        if self.sending.buffer.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    /// Does nothing: chunks go out when they are full, and at the end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
