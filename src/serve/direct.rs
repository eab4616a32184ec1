//! Runs queries on the thread that reads the request: for a small query, the way to another thread
//! or process and back costs more than the answer.
//!
//! A thread cannot be killed, so only queries that stop soon after being cancelled run here. They
//! get the time of the first rank and one of its turns; a query that takes longer starts again in a
//! process of the second rank.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::body::Bytes;
use tokio::time::Instant;

use super::State;
use super::current::Snapshot;
use super::job::Job;
use super::kept::{Answer, LONGEST};
use super::pool::QUICK;
use super::problem::Problem;
use super::worker::Asked;
use crate::query::{CancellationToken, Format, Query, stream};

/// The outcome of a query.
pub(super) enum Direct {
    Answer(Answer),
    /// The query cannot be interrupted, and was not run.
    Unfit,
    /// The query may blow up, and was not run.
    Costly,
    /// The query takes longer, or its answer is longer, than is allowed here.
    Long,
}

/// Runs a query, if it can be interrupted.
pub(super) async fn run(
    state: &State,
    snapshot: &Snapshot,
    job: &Job,
    deadline: Instant,
) -> Result<Direct, Problem> {
    if !Query::is_short(&job.text) {
        return Ok(Direct::Unfit);
    }
    // There are fewer turns than threads, so one is always free for other requests.
    let _turn = state.pool.turn(QUICK, deadline).await?;
    let token = CancellationToken::new();
    let _watched = state.watch.add(token.clone(), deadline.into_std());
    // After a panic, leave the query to a process, which may report it.
    catch_unwind(AssertUnwindSafe(|| try_on(snapshot, job, &token))).unwrap_or(Ok(Direct::Unfit))
}

fn try_on(snapshot: &Snapshot, job: &Job, token: &CancellationToken) -> Result<Direct, Problem> {
    let Asked { query, media_type, format } = Asked::read(job)?;
    if query.costly().is_some() {
        return Ok(Direct::Costly);
    }
    // Formats written only once all rows are known take an unbounded time.
    let is_whole = matches!(format, Format::Table | Format::Xlsx);
    if is_whole || query.asks_for_words() || !query.is_interruptible() {
        return Ok(Direct::Unfit);
    }
    let mut text = Bounded(Vec::new());
    let results = query
        .run_until(&snapshot.store, token)
        .map_err(|error| Problem::of_query(&error, &job.text));
    let done = results.and_then(|results| Ok(stream(results, format, &mut text)?));
    match done {
        // Even if it finished: a cancelled `EXISTS` counts a failed lookup as a match.
        _ if token.is_cancelled() || text.0.len() > LONGEST => Ok(Direct::Long),
        Ok(()) => Ok(Direct::Answer((media_type.to_owned(), Bytes::from(text.0)))),
        Err(problem) => Err(problem),
    }
}

/// A buffer that fails when it exceeds the size of a cacheable answer.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        if self.0.len() > LONGEST {
            Err(io::ErrorKind::FileTooLarge.into())
        } else {
            Ok(bytes.len())
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn what_was_cancelled_is_no_answer() {
        let store = Store::memory().expect("a store");
        let snapshot = Snapshot { name: String::new(), print: String::new(), store };
        let text = "ASK {}".to_owned();
        let job = Job { text, solutions: Some("text/csv".to_owned()), ..Job::default() };
        let token = CancellationToken::new();
        assert!(matches!(try_on(&snapshot, &job, &token), Ok(Direct::Answer(_))));
        token.cancel();
        assert!(matches!(try_on(&snapshot, &job, &token), Ok(Direct::Long)));
    }
}
