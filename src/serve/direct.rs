//! Queries that are answered by a thread of the service itself: the way to a process and back costs a small query more
//! than its answer does.
//!
//! A thread cannot be ended from outside, so only queries get one that end by themselves soon after they are told to.
//! They have the time of the first rank and one of its turns; what takes longer begins anew in a process of the second.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::Bytes;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout_at};

use super::State;
use super::current::Snapshot;
use super::job::Job;
use super::kept::{Answer, LONGEST};
use super::pool::{QUICK, used};
use super::problem::Problem;
use super::worker::Asked;
use crate::query::{CancellationToken, Format, Query, stream};

/// What came of a query.
pub(super) enum Direct {
    Answer(Answer),
    /// It could not be interrupted, and was not run.
    Unfit,
    /// It may explode, and was not run.
    Costly,
    /// It takes longer, or its answer is longer, than a thread is lent for.
    Long,
}

/// Runs a query, if it can be interrupted.
pub(super) async fn run(
    state: &State,
    snapshot: &Arc<Snapshot>,
    job: &Job,
    deadline: Instant,
) -> Result<Direct, Problem> {
    if !Query::is_short(&job.text) {
        return Ok(Direct::Unfit);
    }
    let turn = state.pool.turn(QUICK, deadline).await?;
    let token = Cancelled(CancellationToken::new());
    let thread = Arc::new(OnceLock::<Thread>::new());
    let mut running = {
        let (snapshot, job, token, thread) = (Arc::clone(snapshot), job.clone(), token.0.clone(), Arc::clone(&thread));
        spawn_blocking(move || {
            // Held until the thread is free, also when nobody waits for the answer any more.
            let _turn = turn;
            let _ = thread.set(Thread::this());
            try_on(&snapshot, &job, &token)
        })
    };
    let began = Instant::now();
    let time = state.pool.ranks[QUICK].time;
    let mut look = began + time;
    loop {
        match timeout_at(look.min(deadline), &mut running).await {
            // A panic ends nothing but the thread; in a process it may be told.
            Ok(done) => return done.unwrap_or(Ok(Direct::Unfit)),
            Err(_) if Instant::now() >= deadline => return Err(Problem::overdue(state.limits.time)),
            Err(_) => {}
        }
        // Before there is a thread, nothing is used.
        let left = time.saturating_sub(thread.get().map_or(Duration::ZERO, |thread| thread.spent(began)));
        if left.is_zero() {
            return Ok(Direct::Long);
        }
        look = Instant::now() + left;
    }
}

/// Cancels a query when nobody waits for it any more, however that came.
struct Cancelled(CancellationToken);

impl Drop for Cancelled {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

fn try_on(snapshot: &Snapshot, job: &Job, token: &CancellationToken) -> Result<Direct, Problem> {
    let Asked { query, media_type, format } = Asked::read(job)?;
    if query.costly().is_some() {
        return Ok(Direct::Costly);
    }
    // What is made when all rows are known takes a time that nobody bounds.
    let is_whole = matches!(format, Format::Table | Format::Xlsx);
    if is_whole || query.asks_for_words() || !query.is_interruptible() {
        return Ok(Direct::Unfit);
    }
    let mut text = Bounded(Vec::new());
    let results = query.run_until(&snapshot.store, token).map_err(|error| Problem::of_query(&error, &job.text));
    let done = results.and_then(|results| Ok(stream(results, format, &mut text)?));
    match done {
        Ok(()) => Ok(Direct::Answer((media_type.to_owned(), Bytes::from(text.0)))),
        Err(_) if token.is_cancelled() || text.0.len() > LONGEST => Ok(Direct::Long),
        Err(problem) => Err(problem),
    }
}

/// Takes no more than is kept of an answer.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        if self.0.len() > LONGEST { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A thread at the beginning of a query.
struct Thread {
    /// Where the system tells of it, if it does.
    told: Option<PathBuf>,
    /// What it had used of the processor.
    used: Duration,
}

impl Thread {
    fn this() -> Self {
        #[expect(clippy::disallowed_methods, reason = "what the system says of a thread")]
        let told = std::fs::read_link("/proc/thread-self").ok().map(|link| Path::new("/proc").join(link).join("stat"));
        let used = told.as_deref().and_then(used).unwrap_or_default();
        Self { told, used }
    }

    /// What the query has used of the processor. Where the system does not tell, all of the time since it began.
    fn spent(&self, began: Instant) -> Duration {
        let now = self.told.as_deref().and_then(used);
        now.map_or_else(|| began.elapsed(), |now| now.saturating_sub(self.used))
    }
}
