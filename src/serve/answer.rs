//! Answers one query, from its text to the last byte of the response.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tokio::time::{Instant, sleep_until};
use tokio_stream::wrappers::ReceiverStream;

use super::State;
use super::direct::{self, Direct};
use super::job::{Job, frame};
use super::kept::{Found, LONGEST, Search};
use super::negotiate::content_type;
use super::pool::{Pool, QUICK, SLOW, Worker};
use super::problem::Problem;

/// The resolution in which the system reports CPU time.
const TICK: Duration = Duration::from_millis(10);
/// How many frames of an answer are still sent after the time of a rank is up, if they are ready.
const LATE: u32 = 16;
/// How long a client may stop reading an answer.
const DEAF: Duration = Duration::from_secs(5);

/// Runs a query as soon as it gets a turn, or returns the cached answer.
pub(super) async fn answer(state: &State, job: &Job) -> Result<Response, Problem> {
    let deadline = Instant::now() + state.limits.time;
    let snapshot = state.snapshot().await?;
    let mut search = None;
    if job.is_lasting() {
        match state.kept.find(&snapshot.name, name(job)?, deadline).await {
            Found::Answer((media_type, text)) => {
                return Ok(response(&media_type, Body::from(text)));
            }
            Found::Search(own) => search = own,
        }
    }
    let mut rank = state.pool.rank_of(job.hash());
    if rank == QUICK {
        match direct::run(state, &snapshot, job, deadline).await? {
            Direct::Answer((media_type, text)) => {
                state.pool.remember(job.hash(), true);
                if let Some(search) = search {
                    search.found((media_type.clone(), text.clone()));
                }
                return Ok(response(&media_type, Body::from(text)));
            }
            Direct::Unfit => {}
            Direct::Costly => rank = SLOW,
            Direct::Long => {
                state.pool.remember(job.hash(), false);
                rank = SLOW;
            }
        }
    }
    let keeping = search.map(|search| Keeping { search, answer: None });
    let mut job = Job { only_cheap: rank == QUICK, ..job.clone() };
    match begin(state, &job, rank, deadline, keeping).await? {
        Begun::Answer(response) => Ok(response),
        Begun::Costly(keeping) => {
            job.only_cheap = false;
            match begin(state, &job, SLOW, deadline, keeping).await? {
                Begun::Answer(response) => Ok(response),
                Begun::Costly(_) => Err(Problem::internal("a worker says what nobody understands")),
            }
        }
    }
}

/// Returns the key under which the answer to a job is cached.
fn name(job: &Job) -> Result<String, Problem> {
    serde_json::to_string(&Job { only_cheap: false, ..job.clone() }).map_err(Problem::internal)
}

fn response(media_type: &str, body: Body) -> Response {
    let headers =
        [(header::CONTENT_TYPE, content_type(media_type)), (header::VARY, "Accept".to_owned())];
    (headers, body).into_response()
}

/// The first outcome of a query.
enum Begun {
    Answer(Response),
    /// The query may blow up, and has to be run in the rank for such queries.
    Costly(Option<Keeping>),
}

async fn begin(
    state: &State,
    job: &Job,
    rank: usize,
    deadline: Instant,
    keeping: Option<Keeping>,
) -> Result<Begun, Problem> {
    let snapshot = state.snapshot().await?;
    let pool = Arc::clone(&state.pool);
    let turn = pool.turn(rank, deadline).await?;
    let mut worker = pool.worker(rank, &snapshot).await?;
    let query = job.hash();
    let job = serde_json::to_vec(job).map_err(Problem::internal)?;
    if worker.send(frame::JOB, &job).await.is_err() {
        // The process was killed from outside while it was idle.
        worker = pool.worker(rank, &snapshot).await?;
        worker.send(frame::JOB, &job).await.map_err(Problem::internal)?;
    }
    let (head, told) = oneshot::channel();
    let (body, chunks) = mpsc::channel(4);
    let sending = Sending { head: Some(head), body, waiting: None };
    tokio::spawn(
        Run { pool, worker, query, keeping, turn: Some(turn), deadline, limit: state.limits.time }
            .run(sending),
    );
    Ok(match told.await.map_err(|_| Problem::internal("the query ended without an answer"))?? {
        Head::Answer(media_type) => {
            Begun::Answer(response(&media_type, Body::from_stream(ReceiverStream::new(chunks))))
        }
        Head::Costly(keeping) => Begun::Costly(keeping),
    })
}

/// A running query.
struct Run {
    pool: Arc<Pool>,
    worker: Worker,
    /// The hash of the query.
    query: u64,
    keeping: Option<Keeping>,
    turn: Option<OwnedSemaphorePermit>,
    deadline: Instant,
    limit: Duration,
}

/// An answer that is collected to be cached.
struct Keeping {
    search: Search,
    answer: Option<(String, Vec<u8>)>,
}

impl Keeping {
    /// Adds a chunk; returns false if the answer has become too long to cache.
    fn add(&mut self, chunk: &[u8]) -> bool {
        if let Some((_, text)) = &mut self.answer {
            text.extend_from_slice(chunk);
        }
        self.answer.as_ref().is_none_or(|(_, text)| text.len() <= LONGEST)
    }

    /// Caches the complete answer.
    fn end(self) {
        if let Some((media_type, text)) = self.answer {
            self.search.found((media_type, text.into()));
        }
    }
}

/// The connection to the client.
struct Sending {
    /// Sent once: how the answer begins, or why there is none.
    head: Option<oneshot::Sender<Result<Head, Problem>>>,
    body: mpsc::Sender<io::Result<Bytes>>,
    /// A chunk that the client has not taken yet.
    waiting: Option<Bytes>,
}

/// How an answer begins.
enum Head {
    /// With its media type.
    Answer(String),
    /// The query may blow up, and was not run.
    Costly(Option<Keeping>),
}

/// How a query ended.
enum End {
    Whole,
    /// The client has disconnected.
    Left,
    Failed(Problem),
    /// The worker process has died.
    Died,
}

impl Run {
    async fn run(mut self, mut sending: Sending) {
        let end = self.until_end(&mut sending).await;
        let problem = match end {
            End::Whole => {
                self.pool.give_back(self.worker);
                return;
            }
            End::Failed(problem) if problem.status().is_client_error() => {
                // A wrong query is not the fault of the process, which can be reused.
                self.pool.give_back(self.worker);
                problem
            }
            End::Failed(problem) => problem,
            End::Died => self.worker.died(self.pool.memory()).await,
            End::Left => return,
        };
        sending.fail(problem).await;
    }

    /// Forwards the answer until it is complete or fails; moves the query down a rank whenever its
    /// time there is up.
    async fn until_end(&mut self, sending: &mut Sending) -> End {
        let (mut began, mut taken) = (Instant::now(), Instant::now());
        let mut look = began + self.time();
        // Frames taken after the time was up: an answer that is ready does not have to wait for a
        // turn.
        let mut late = 0;
        loop {
            let deaf = if sending.waiting.is_some() { taken + DEAF } else { self.deadline };
            if Instant::now() >= look.min(self.deadline) {
                late += 1;
            }
            tokio::select! {
                biased;
                () = sending.body.closed() => return End::Left,
                place = sending.body.reserve(), if sending.waiting.is_some() => match (place, sending.waiting.take()) {
                    (Ok(place), Some(chunk)) => {
                        place.send(Ok(chunk));
                        taken = Instant::now();
                    }
                    _ => return End::Left,
                },
                frame = self.worker.next(), if sending.waiting.is_none() && late <= LATE => match frame {
                    Some((frame::DATA, chunk)) => {
                        self.keeping.take_if(|keeping| !keeping.add(&chunk));
                        sending.waiting = Some(chunk);
                    }
                    Some((frame::HEAD, media_type)) => {
                        let media_type = String::from_utf8_lossy(&media_type).into_owned();
                        if let Some(keeping) = &mut self.keeping {
                            keeping.answer = Some((media_type.clone(), Vec::new()));
                        }
                        if !tell(&mut sending.head, Ok(Head::Answer(media_type))) {
                            return End::Left;
                        }
                    }
                    Some((frame::COSTLY, _)) => {
                        tell(&mut sending.head, Ok(Head::Costly(self.keeping.take())));
                        return End::Whole;
                    }
                    Some((frame::END, _)) => {
                        let is_quick = self.worker.spent(began) < 4 * self.pool.ranks[QUICK].time;
                        if self.worker.rank() == QUICK || self.worker.rank() == SLOW && is_quick {
                            self.pool.remember(self.query, true);
                        }
                        if let Some(keeping) = self.keeping.take() {
                            keeping.end();
                        }
                        return End::Whole;
                    }
                    Some((frame::PROBLEM, problem)) => {
                        return End::Failed(serde_json::from_slice(&problem).unwrap_or_else(Problem::internal));
                    }
                    Some(_) => return End::Failed(Problem::internal("a worker says what nobody understands")),
                    None => return End::Died,
                },
                () = sleep_until(look.min(self.deadline).min(deaf)) => {
                    if Instant::now() >= self.deadline.min(deaf) {
                        self.pool.ended.fetch_add(1, Ordering::Relaxed);
                        return End::Failed(Problem::overdue(self.limit));
                    }
                    late = 0;
                    // Others must not wait for an answer that a slow client holds up.
                    self.keeping.take_if(|_| sending.waiting.is_some());
                    // Time spent waiting for the client counts, time taken by other processes does
                    // not.
                    let left = self.time().saturating_sub(self.worker.spent(began));
                    if sending.waiting.is_none() && left > TICK {
                        look = Instant::now() + left;
                        continue;
                    }
                    if let Err(end) = self.fall(sending).await {
                        return end;
                    }
                    began = Instant::now();
                    look = began + self.time();
                }
            }
        }
    }

    /// Returns how much CPU time a query may use in its current rank.
    fn time(&self) -> Duration {
        self.pool.ranks[self.worker.rank()].time
    }

    /// Moves the query to the next rank, unless the client leaves meanwhile.
    async fn fall(&mut self, sending: &Sending) -> Result<(), End> {
        self.pool.remember(self.query, false);
        let Some(turn) = self.turn.take() else { return Ok(()) };
        tokio::select! {
            () = sending.body.closed() => Err(End::Left),
            next = self.pool.fall(&mut self.worker, turn, self.deadline) => {
                self.turn = Some(next.map_err(End::Failed)?);
                Ok(())
            }
        }
    }
}

impl Sending {
    /// Reports why there is no answer; if it has already begun, breaks the connection, so that the
    /// answer does not look complete.
    async fn fail(mut self, problem: Problem) {
        match self.head.take() {
            Some(head) => drop(head.send(Err(problem))),
            None => drop(self.body.send(Err(io::Error::other("the query failed half-way"))).await),
        }
    }
}

/// Reports how an answer begins; returns false if nobody is waiting for it.
fn tell(
    head: &mut Option<oneshot::Sender<Result<Head, Problem>>>,
    told: Result<Head, Problem>,
) -> bool {
    head.take().is_some_and(|head| head.send(told).is_ok())
}
