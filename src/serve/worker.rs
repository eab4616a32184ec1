//! A process that answers queries of the service, one at a time, or makes a single change.
//!
//! The service kills it when a query takes too long; the system ends it when it uses too much
//! memory. Either way only the query is lost: it reads an immutable state, and a change creates a
//! new state that nobody reads before it is complete.

use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use axum::http::StatusCode;
use oxigraph::io::RdfParser;
use oxigraph::model::{GraphName, NamedNode, Quad};
use oxigraph::sparql::CancellationToken;
use oxigraph::store::Store as Database;

use super::job::{self, Change, Done, Job, Kind, Part, frame};
use super::problem::Problem;
use crate::message;
use crate::query::{Format, Query, Update, stream};
use crate::search::look_up;
use crate::store::{Store, StoreError, Writer, state_stamp};

/// Stack size of the thread that parses and runs a query, in bytes; only what is used takes memory.
const STACK: usize = 512 << 20;
/// How much a process maps besides its stack and the memory of a query, in bytes.
const AROUND: u64 = 256 << 20;
/// The size of a data frame, in bytes.
const CHUNK: usize = 32 << 10;

/// The task of a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Answer queries.
    Query,
    /// Make one change.
    Change,
}

/// Answers the frames of `from` into `to`, until the input ends; `memory` is what a query may use,
/// in bytes. `location` is the folder of the state to query, or of the store to change.
pub fn work(
    task: Task,
    location: &str,
    memory: u64,
    from: impl io::Read,
    to: impl Write + Send + 'static,
) -> io::Result<()> {
    limit(memory)?;
    let (jobs, work) = channel();
    let location = location.to_owned();
    let run = move || match task {
        Task::Query => answer_all(&location, &work, to),
        Task::Change => change_once(&location, &work, to),
    };
    thread::Builder::new().name("query".into()).stack_size(STACK).spawn(move || {
        let done = run();
        // The exit closes the pipe, which tells the service, even after an error.
        std::process::exit(i32::from(done.is_err()));
    })?;
    let mut from = io::BufReader::new(from);
    // The input ends when the service does.
    while let Some(frame) = job::read(&mut from)? {
        if jobs.send(frame).is_err() {
            break;
        }
    }
    std::process::exit(0);
}

/// Makes the system end this process if it uses more memory, without a core dump.
#[cfg(unix)]
fn limit(memory: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let data = memory + STACK as u64 + AROUND;
    setrlimit(Resource::Data, Rlimit { current: Some(data), maximum: Some(data) })?;
    Ok(setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?)
}

#[cfg(not(unix))]
fn limit(_: u64) -> io::Result<()> {
    Ok(())
}

type Frames = Receiver<(u8, Vec<u8>)>;

fn answer_all(location: &str, frames: &Frames, mut to: impl Write) -> io::Result<()> {
    let store = match Store::of_state(Path::new(location)) {
        Ok(store) => store,
        Err(error) => return tell(&mut to, &error.into()),
    };
    job::write(&mut to, frame::READY, b"")?;
    while let Ok((frame::JOB, job)) = frames.recv() {
        let job: Job = serde_json::from_slice(&job)?;
        match answer(&store, &job, &mut to) {
            Ok(Told::Answer) => job::write(&mut to, frame::END, b"")?,
            Ok(Told::Costly) => job::write(&mut to, frame::COSTLY, b"")?,
            Err(problem) => tell(&mut to, &problem)?,
        }
    }
    Ok(())
}

fn tell(to: impl Write, problem: &Problem) -> io::Result<()> {
    job::write(to, frame::PROBLEM, &serde_json::to_vec(problem)?)
}

/// The outcome of a job.
enum Told {
    Answer,
    /// The query may blow up, and was not run because of [`Job::only_cheap`].
    Costly,
}

fn answer(store: &Store, job: &Job, to: &mut impl Write) -> Result<Told, Problem> {
    let Asked { mut query, media_type, format } = Asked::read(job)?;
    if job.only_cheap && query.costly().is_some() {
        return Ok(Told::Costly);
    }
    look_up(&mut query, store)
        .map_err(|error| Problem::request(&error.message()).hint(&error.hint()))?;
    let results = query.run(store).map_err(|error| Problem::of_query(&error, &job.text))?;
    let mut writer =
        Frame { to, media_type: Some(media_type), buffer: Vec::with_capacity(CHUNK + 4096) };
    stream(results, format, &mut writer)?;
    writer.send().map_err(Problem::internal)?;
    Ok(Told::Answer)
}

/// A job with its query parsed.
pub(super) struct Asked<'a> {
    pub(super) query: Query,
    pub(super) media_type: &'a str,
    pub(super) format: Format,
}

impl<'a> Asked<'a> {
    pub(super) fn read(job: &'a Job) -> Result<Self, Problem> {
        let query = Query::parse_at(&job.text, &job.base)
            .map_err(|error| Problem::of_query(&error, &job.text))?;
        let offers = if query.is_of_triples() { &job.triples } else { &job.solutions };
        let offers = offers.as_deref().and_then(|name| Some((name, Format::find(name).ok()?)));
        let Some((media_type, format)) = offers else {
            return Err(Problem::not_acceptable(&super::negotiate::names_of(
                query.is_of_triples(),
            )));
        };
        let query = match job.default.is_empty() && job.named.is_empty() {
            true if job.only_default => query.over_default_graph(),
            true => query,
            false => query.over(nodes(&job.default), nodes(&job.named)),
        };
        Ok(Self { query, media_type, format })
    }
}

/// Turns IRIs that the service has validated into nodes.
fn nodes(iris: &[String]) -> Vec<NamedNode> {
    iris.iter().map(NamedNode::new_unchecked).collect()
}

/// Collects what is written into frames.
struct Frame<'a, W> {
    to: &'a mut W,
    /// Sent before the first chunk.
    media_type: Option<&'a str>,
    buffer: Vec<u8>,
}

impl<W: Write> Frame<'_, W> {
    fn send(&mut self) -> io::Result<()> {
        if let Some(media_type) = self.media_type.take() {
            job::write(&mut *self.to, frame::HEAD, media_type.as_bytes())?;
        }
        if !self.buffer.is_empty() {
            job::write(&mut *self.to, frame::DATA, &self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }
}

impl<W: Write> Write for Frame<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    /// Does nothing: frames are sent when they are full, and at the end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn change_once(location: &str, frames: &Frames, mut to: impl Write) -> io::Result<()> {
    job::write(&mut to, frame::READY, b"")?;
    let Ok((frame::JOB, change)) = frames.recv() else { return Ok(()) };
    // The service may have given up waiting and told the client so.
    let agree = || {
        job::write(&mut to, frame::MADE, b"").map_err(Problem::internal)?;
        match frames.recv() {
            Ok((frame::KEEP, _)) => Ok(()),
            _ => Err(Problem::internal("nobody waits for the change")),
        }
    };
    match change_store(location, serde_json::from_slice(&change)?, agree) {
        Ok(done) => job::write(&mut to, frame::END, &serde_json::to_vec(&done)?),
        Err(problem) => tell(&mut to, &problem),
    }
}

fn change_store(
    location: &str,
    change: Change,
    agree: impl FnOnce() -> Result<(), Problem>,
) -> Result<Done, Problem> {
    let mut writer = Writer::existing(location)?;
    let Change { base, kind, only_if } = change;
    // The lock is held, so nobody else can change it from here on.
    if only_if.is_some_and(|state| state != state_stamp(location)) {
        return Err(changed_meanwhile());
    }
    match kind {
        Kind::Update { text, default, named } => {
            let update = Update::parse(&text, &base, &nodes(&default), &nodes(&named));
            let update = update.map_err(|error| Problem::of_query(&error, &text))?;
            let change = |database: &_, guarded: &_| {
                update.apply(database, guarded, &CancellationToken::new())?;
                Ok(Done::Changed)
            };
            writer.edit(change, agree)
        }
        Kind::Load { graph, parts, replace } => {
            let graph = graph.map(NamedNode::new_unchecked);
            let quads = parsed(&parts, &base, graph.as_ref())?;
            let change = |database: &_, guarded: &_| {
                guard(graph.as_ref(), guarded)?;
                load(database, graph.as_ref(), quads, replace)
                    .map_err(StoreError::from)
                    .map_err(Problem::from)
            };
            writer.edit(change, agree)
        }
        Kind::Delete { graph } => {
            let graph = graph.map(NamedNode::new_unchecked);
            let change = |database: &_, guarded: &_| {
                guard(graph.as_ref(), guarded)?;
                delete(database, graph.as_ref())
            };
            writer.edit(change, agree)
        }
    }
}

fn guard(
    graph: Option<&NamedNode>,
    guarded: &std::collections::BTreeSet<NamedNode>,
) -> Result<(), Problem> {
    match graph.filter(|graph| guarded.contains(*graph)) {
        Some(graph) => Err(crate::query::UpdateError::Guarded(graph.as_str().to_owned()).into()),
        None => Ok(()),
    }
}

fn parsed(parts: &[Part], base: &str, graph: Option<&NamedNode>) -> Result<Vec<Quad>, Problem> {
    let base = graph.map_or(base, |graph| graph.as_str());
    let target = graph.cloned().map_or(GraphName::DefaultGraph, GraphName::NamedNode);
    let mut quads = Vec::new();
    for part in parts {
        let format =
            Format::find(&part.media_type).ok().and_then(Format::rdf).ok_or_else(|| {
                Problem::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    &message!("http-graph-type", media_type = &part.media_type),
                )
            })?;
        let parser = RdfParser::from_format(format)
            .without_named_graphs()
            .with_default_graph(target.clone());
        // Blank nodes of different parts must not coincide, nor with existing ones.
        let parser = parser.rename_blank_nodes().with_base_iri(base).map_err(Problem::internal)?;
        for quad in parser.for_slice(part.text.as_bytes()) {
            quads.push(quad.map_err(|error| {
                Problem::request(&message!("http-graph-syntax", error = error.to_string()))
            })?);
        }
    }
    Ok(quads)
}

fn load(
    database: &Database,
    graph: Option<&NamedNode>,
    quads: Vec<Quad>,
    replace: bool,
) -> Result<Done, oxigraph::store::StorageError> {
    let mut transaction = database.start_transaction()?;
    let Some(graph) = graph else {
        if replace {
            transaction.clear_graph(GraphName::DefaultGraph.as_ref())?;
        }
        transaction.extend(&quads);
        transaction.commit()?;
        return Ok(Done::Changed);
    };
    let is_there = database.contains_named_graph(graph)?;
    if replace {
        transaction.clear_graph(graph)?;
    }
    transaction.insert_named_graph(graph);
    transaction.extend(&quads);
    transaction.commit()?;
    Ok(if is_there { Done::Changed } else { Done::Created })
}

fn delete(database: &Database, graph: Option<&NamedNode>) -> Result<Done, Problem> {
    let deleted = match graph {
        None => database.clear_graph(GraphName::DefaultGraph.as_ref()),
        Some(graph) => {
            if !database.contains_named_graph(graph).map_err(StoreError::from)? {
                return Err(no_graph(graph.as_str()));
            }
            database.remove_named_graph(graph)
        }
    };
    deleted.map_err(StoreError::from)?;
    Ok(Done::Changed)
}

/// The graph has changed since the client looked at it.
pub(super) fn changed_meanwhile() -> Problem {
    Problem::new(StatusCode::PRECONDITION_FAILED, &message!("http-changed"))
}

/// There is no such graph.
pub(super) fn no_graph(graph: &str) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, &message!("http-no-graph", graph = graph))
}

#[cfg(all(test, feature = "rocksdb"))]
mod tests {
    use super::*;

    /// Returns the kinds of frames that a worker sends when given these kinds, and whether the
    /// store then has the new graph.
    fn changed(told: &[u8]) -> (Vec<u8>, bool) {
        let folder = tempfile::tempdir().expect("a folder");
        let location = folder.path().to_string_lossy();
        let empty = Store::memory().expect("memory works");
        Writer::open(&location).and_then(|mut writer| writer.copy_from(&empty)).expect("a store");
        let text = "INSERT DATA { GRAPH <http://a/g> { <http://a/s> <http://a/p> 1 } }".to_owned();
        let kind = Kind::Update { text, default: Vec::new(), named: Vec::new() };
        let change = Change { base: "http://a/".to_owned(), kind, only_if: None };
        let (jobs, frames) = channel();
        for kind in told {
            jobs.send((*kind, serde_json::to_vec(&change).expect("JSON"))).expect("it is taken");
        }
        drop(jobs);
        let mut said = Vec::new();
        change_once(&location, &frames, &mut said).expect("it is told");
        let mut said = said.as_slice();
        let kinds = std::iter::from_fn(|| job::read(&mut said).expect("a frame"))
            .map(|(kind, _)| kind)
            .collect();
        let graph = NamedNode::new_unchecked("http://a/g");
        let store = Store::open_existing(&location).expect("the store opens");
        (kinds, store.has_graph(graph.as_ref()).expect("it is asked"))
    }

    #[test]
    fn a_change_holds_when_it_is_agreed_to_and_not_before() {
        assert_eq!(
            changed(&[frame::JOB, frame::KEEP]),
            (vec![frame::READY, frame::MADE, frame::END], true)
        );
        assert_eq!(
            changed(&[frame::JOB]),
            (vec![frame::READY, frame::MADE, frame::PROBLEM], false)
        );
    }
}
