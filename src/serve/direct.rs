//! Queries that are answered by the thread that reads their request: the way to another thread or
//! process and back costs a small query more than its answer does.
//!
//! A thread cannot be ended from outside, so only queries are run that end by themselves soon after
//! they are told to. They have the time of the first rank and one of its turns; what takes longer
//! begins anew in a process of the second.

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
    snapshot: &Snapshot,
    job: &Job,
    deadline: Instant,
) -> Result<Direct, Problem> {
    if !Query::is_short(&job.text) {
        return Ok(Direct::Unfit);
    }
    // There are fewer turns than threads, so that one is left for other requests.
    let _turn = state.pool.turn(QUICK, deadline).await?;
    let token = CancellationToken::new();
    let _watched = state.watch.add(token.clone(), deadline.into_std());
    // A panic may be told by a process.
    catch_unwind(AssertUnwindSafe(|| try_on(snapshot, job, &token))).unwrap_or(Ok(Direct::Unfit))
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
    let results = query
        .run_until(&snapshot.store, token)
        .map_err(|error| Problem::of_query(&error, &job.text));
    let done = results.and_then(|results| Ok(stream(results, format, &mut text)?));
    match done {
        // Also where it came to an end: an `EXISTS` takes a fetch that failed for one that found.
        _ if token.is_cancelled() || text.0.len() > LONGEST => Ok(Direct::Long),
        Ok(()) => Ok(Direct::Answer((media_type.to_owned(), Bytes::from(text.0)))),
        Err(problem) => Err(problem),
    }
}

/// Takes no more than is kept of an answer.
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
