//! The worker processes that answer queries, and whose turn it is.
//!
//! Every query runs in a process of its own kind, since only a process can be ended at any point, with all that it holds; a thread that multiplies
//! rows looks up nothing and hears nothing. Processes are kept and used again, so that a query costs a pipe more than a thread would.
//!
//! There are three ranks. A query begins among the quick ones, or where its algebra may explode among the slow ones, and falls to the next rank
//! when it has used the time of its own; while the next rank is full it is stopped. So however many queries without end are asked, quick ones find
//! a turn and, since lower ranks yield the processor to higher ones, the time for it.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};
use tokio_stream::StreamExt;
use tokio_util::codec::{FramedRead, LengthDelimitedCodec};

use super::job::{self, MAX_FRAME, frame};
use super::problem::Problem;

/// A rank of queries: how long one may run in it, and how much it yields to those above.
pub(super) struct Rank {
    turns: Arc<Semaphore>,
    pub(super) time: Duration,
    niceness: i32,
}

/// The rank in which queries begin.
pub(super) const QUICK: usize = 0;

/// Queries that were stopped and wait for a turn in the next rank.
const STOPPED: usize = 8;
/// How long a query waits for a turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// The processes.
pub(super) struct Pool {
    program: PathBuf,
    location: String,
    memory: u64,
    pub(super) ranks: [Rank; 3],
    stopped: Semaphore,
    idle: Mutex<Vec<Worker>>,
    /// How many of them are kept.
    kept: usize,
    pub(super) started: AtomicU64,
    pub(super) killed: AtomicU64,
}

/// A process that waits for a query, or answers one.
pub(super) struct Worker {
    child: Child,
    to: ChildStdin,
    from: FramedRead<ChildStdout, LengthDelimitedCodec>,
    /// The state of the store that it reads.
    state: String,
    rank: usize,
}

impl Pool {
    /// Runs `program worker`; `cores` decides how many run at once.
    pub(super) fn new(program: PathBuf, location: String, memory: u64, cores: usize, time: Duration) -> Self {
        let kept = (2 * cores).max(4);
        let rank = |turns: usize, time, niceness| Rank { turns: Arc::new(Semaphore::new(turns)), time, niceness };
        let ranks = [
            rank(kept, Duration::from_millis(200), 0),
            rank(cores.max(2), Duration::from_secs(1), 10),
            rank(cores.max(2), time, 19),
        ];
        Self {
            program,
            location,
            memory,
            ranks,
            stopped: Semaphore::new(STOPPED),
            idle: Mutex::default(),
            kept,
            started: AtomicU64::new(0),
            killed: AtomicU64::new(0),
        }
    }

    /// What a query may take, in bytes.
    pub(super) fn memory(&self) -> u64 {
        self.memory
    }

    /// Waits for a turn in a rank.
    pub(super) async fn turn(&self, rank: usize, deadline: Instant) -> Result<OwnedSemaphorePermit, Problem> {
        let until = deadline.min(Instant::now() + PATIENCE);
        let turn = timeout_at(until, self.ranks[rank].turns.clone().acquire_owned()).await;
        turn.ok().and_then(Result::ok).ok_or_else(Problem::busy)
    }

    /// A process that reads `state`: one that waits, or a new one.
    pub(super) async fn worker(&self, state: &str) -> Result<Worker, Problem> {
        let waiting = {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            // What reads another state is dropped, which ends it.
            idle.retain(|worker| worker.state == state);
            idle.pop()
        };
        match waiting {
            Some(worker) => Ok(worker),
            None => self.start("query", state).await,
        }
    }

    /// A new process for one task.
    pub(super) async fn start(&self, task: &str, state: &str) -> Result<Worker, Problem> {
        self.started.fetch_add(1, Ordering::Relaxed);
        let mut child = Command::new(&self.program)
            .args(["worker", task, "--location", &self.location, "--memory", &self.memory.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(Problem::internal)?;
        let codec = LengthDelimitedCodec::builder().max_frame_length(MAX_FRAME).new_codec();
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Problem::internal("no pipes"));
        };
        let mut worker = Worker { child, to, from: FramedRead::new(from, codec), state: state.to_owned(), rank: QUICK };
        match worker.next().await {
            Some((frame::READY, _)) => Ok(worker),
            Some((frame::PROBLEM, problem)) => Err(serde_json::from_slice(&problem).unwrap_or_else(Problem::internal)),
            _ => Err(Problem::internal("a worker did not start")),
        }
    }

    /// Takes a process back that has answered. One that has yielded cannot be raised again, and is ended.
    pub(super) fn give_back(&self, worker: Worker) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if worker.rank == QUICK && idle.len() < self.kept {
            idle.push(worker);
        }
    }

    /// Moves a query to the next rank, in exchange for its turn: stops it until there is one.
    pub(super) async fn fall(
        &self,
        worker: &mut Worker,
        turn: OwnedSemaphorePermit,
        deadline: Instant,
    ) -> Result<OwnedSemaphorePermit, Problem> {
        let rank = worker.rank + 1;
        if rank >= self.ranks.len() {
            return Ok(turn);
        }
        worker.yields(self.ranks[rank].niceness);
        worker.rank = rank;
        if let Ok(next) = self.ranks[rank].turns.clone().try_acquire_owned() {
            return Ok(next);
        }
        let Ok(_place) = self.stopped.try_acquire() else { return Err(Problem::busy()) };
        worker.signal(Signal::Stop);
        drop(turn);
        let next = self.turn(rank, deadline).await?;
        worker.signal(Signal::Continue);
        Ok(next)
    }
}

/// What a process is told without a word.
#[derive(Clone, Copy)]
enum Signal {
    Stop,
    Continue,
}

impl Worker {
    /// Its rank.
    pub(super) fn rank(&self) -> usize {
        self.rank
    }

    /// Sends a frame.
    pub(super) async fn send(&mut self, kind: u8, said: &[u8]) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(said.len() + 5);
        job::write(&mut bytes, kind, said)?;
        self.to.write_all(&bytes).await?;
        self.to.flush().await
    }

    /// The next frame; none when the process has ended. Nothing is lost where the wait for it is given up.
    pub(super) async fn next(&mut self) -> Option<(u8, Bytes)> {
        let mut bytes = self.from.next().await?.ok()?;
        if bytes.is_empty() {
            return None;
        }
        let said = bytes.split_off(1);
        Some((*bytes.first()?, said.freeze()))
    }

    /// Why a process ended that should not have.
    pub(super) async fn died(mut self, memory: u64) -> Problem {
        match self.child.wait().await {
            Ok(status) if status.success() => Problem::internal("a worker ended early"),
            // An allocation that fails, and a stack that is used up, abort the process.
            Ok(_) => Problem::oversized(memory),
            Err(error) => Problem::internal(error),
        }
    }

    #[cfg(unix)]
    fn pid(&self) -> Option<rustix::process::Pid> {
        self.child.id().and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()))
    }

    fn signal(&self, signal: Signal) {
        #[cfg(unix)]
        if let Some(pid) = self.pid() {
            use rustix::process::Signal as System;
            let signal = match signal {
                Signal::Stop => System::STOP,
                Signal::Continue => System::CONT,
            };
            // One that has ended meanwhile needs no signal.
            let _ = rustix::process::kill_process(pid, signal);
        }
        #[cfg(not(unix))]
        let _ = signal;
    }

    fn yields(&self, niceness: i32) {
        #[cfg(unix)]
        if let Some(pid) = self.pid() {
            let _ = rustix::process::setpriority_process(Some(pid), niceness);
        }
        #[cfg(not(unix))]
        let _ = niceness;
    }
}
