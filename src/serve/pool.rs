//! The pool of worker processes that answer queries, and the scheduling of queries.
//!
//! Only a process can be killed at any point, with everything it holds; a thread busy multiplying
//! rows never checks whether it was cancelled. So every query that cannot be interrupted (`direct`)
//! runs in a process. Processes are reused.
//!
//! There are three ranks. A query begins in the quick one; if its algebra may blow up, or it has
//! used up the time of its rank, it moves to the slow one, and finally to the long one. Processes
//! of lower ranks yield the CPU to those above, and a query that waits for a turn in one rank holds
//! none in another. So however many endless queries there are, quick ones get a turn and the time
//! for it.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};
use tokio_stream::StreamExt;
use tokio_util::codec::{FramedRead, LengthDelimitedCodec};

use super::current::Snapshot;
use super::job::{self, MAX_FRAME, frame};
use super::problem::Problem;

/// A rank of queries.
pub(super) struct Rank {
    turns: Arc<Semaphore>,
    /// How much CPU time a query may use in it.
    pub(super) time: Duration,
    niceness: i32,
    /// How many queries wait for a turn.
    waiting: AtomicUsize,
    /// How many queries may wait for a turn.
    patient: usize,
}

/// The first rank, and that of queries that may blow up.
pub(super) const QUICK: usize = 0;
pub(super) const SLOW: usize = 1;

/// How many queries are remembered to be slow, and how many times in a row a query must be slow to
/// skip the first rank.
const REMEMBERED: usize = 500;
const FALLS: u32 = 3;
/// How long a query waits for a turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many spare processes are kept ready for quick queries.
const READY: usize = 2;

/// Returns how many quick queries run at once.
pub(super) fn quick_turns(cores: usize) -> usize {
    (2 * cores).max(4)
}

/// The pool of processes.
pub(super) struct Pool {
    program: PathBuf,
    memory: u64,
    pub(super) ranks: [Rank; 3],
    /// Idle processes of the first two ranks.
    idle: Mutex<Vec<Worker>>,
    /// How many times in a row queries fell from the first rank, by query hash.
    fallen: Mutex<VecDeque<(u64, u32)>>,
    /// How many spare processes are being started.
    starting: AtomicUsize,
    /// How many idle processes are kept.
    kept: usize,
    pub(super) started: AtomicU64,
    pub(super) ended: AtomicU64,
}

/// A worker process, idle or answering a query.
pub(super) struct Worker {
    child: Child,
    to: ChildStdin,
    from: FramedRead<ChildStdout, LengthDelimitedCodec>,
    /// The state of the store that it reads.
    state: String,
    rank: usize,
    /// The CPU time that it had used before its query.
    used: Duration,
}

impl Pool {
    /// Creates a pool that runs `program worker`; `cores` decides how many run at once.
    pub(super) fn new(program: PathBuf, memory: u64, cores: usize, time: Duration) -> Self {
        let kept = quick_turns(cores);
        let rank = |turns, time, niceness, patient| {
            let turns = Arc::new(Semaphore::new(turns));
            Rank { turns, time, niceness, waiting: AtomicUsize::new(0), patient }
        };
        let ranks = [
            rank(kept, Duration::from_millis(50), 0, usize::MAX),
            rank(cores.max(2), Duration::from_secs(1), 10, 8 * cores),
            rank(cores.max(2), time, 19, 2 * cores),
        ];
        let (started, ended) = (AtomicU64::new(0), AtomicU64::new(0));
        Self {
            program,
            memory,
            ranks,
            idle: Mutex::default(),
            fallen: Mutex::default(),
            starting: AtomicUsize::new(0),
            kept,
            started,
            ended,
        }
    }

    /// Returns how much memory a query may use, in bytes.
    pub(super) fn memory(&self) -> u64 {
        self.memory
    }

    /// Returns the rank in which a query begins.
    pub(super) fn rank_of(&self, query: u64) -> usize {
        let fallen = self.fallen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = fallen.iter().any(|(one, times)| *one == query && *times >= FALLS);
        if is_known { SLOW } else { QUICK }
    }

    /// Remembers whether a query was quick. A single slow run does not count, because the first
    /// query of a process also pays for filling its caches.
    pub(super) fn remember(&self, query: u64, is_quick: bool) {
        let mut fallen = self.fallen.lock().unwrap_or_else(PoisonError::into_inner);
        let known =
            fallen.iter().position(|(one, _)| *one == query).and_then(|at| fallen.remove(at));
        if !is_quick {
            fallen.push_back((query, known.map_or(1, |(_, times)| times.saturating_add(1))));
        }
        if fallen.len() > REMEMBERED {
            fallen.pop_front();
        }
    }

    /// Waits for a turn in a rank; fails if too many wait already.
    pub(super) async fn turn(
        &self,
        rank: usize,
        deadline: Instant,
    ) -> Result<OwnedSemaphorePermit, Problem> {
        let rank = &self.ranks[rank];
        if let Ok(turn) = rank.turns.clone().try_acquire_owned() {
            return Ok(turn);
        }
        let _one = Waiting::among(rank).ok_or_else(Problem::busy)?;
        let until = deadline.min(Instant::now() + PATIENCE);
        let turn = timeout_at(until, rank.turns.clone().acquire_owned()).await;
        turn.ok().and_then(Result::ok).ok_or_else(Problem::busy)
    }

    /// Returns a process for a query of a rank: an idle one, or a new one.
    pub(super) async fn worker(
        self: &Arc<Self>,
        rank: usize,
        snapshot: &Arc<Snapshot>,
    ) -> Result<Worker, Problem> {
        let waiting = {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            // Dropping a process of an older state kills it.
            idle.retain(|worker| worker.state == snapshot.name);
            idle.iter().position(|worker| worker.rank == rank).map(|at| idle.swap_remove(at))
        };
        if rank == QUICK {
            self.make_ready(snapshot);
        }
        let mut worker = match waiting {
            Some(worker) => worker,
            None => self.start_for(rank, snapshot).await?,
        };
        worker.used = worker.cpu();
        Ok(worker)
    }

    /// Starts spare processes for quick queries to come, if few are ready.
    fn make_ready(self: &Arc<Self>, snapshot: &Arc<Snapshot>) {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let ready = idle.iter().filter(|worker| worker.rank == QUICK).count();
        drop(idle);
        if ready + self.starting.load(Ordering::Relaxed) >= READY {
            return;
        }
        self.starting.fetch_add(1, Ordering::Relaxed);
        let (pool, snapshot) = (Arc::clone(self), Arc::clone(snapshot));
        tokio::spawn(async move {
            // If none can be started, the query that needs one reports the error.
            if let Ok(worker) = pool.start_for(QUICK, &snapshot).await {
                pool.give_back(worker);
            }
            pool.starting.fetch_sub(1, Ordering::Relaxed);
        });
    }

    async fn start_for(&self, rank: usize, snapshot: &Snapshot) -> Result<Worker, Problem> {
        let folder = snapshot
            .store
            .beside()
            .map(|folder| folder.to_string_lossy().into_owned())
            .unwrap_or_default();
        let mut worker = self.start("query", &folder).await?;
        worker.state.clone_from(&snapshot.name);
        worker.fall_to(rank, self.ranks[rank].niceness);
        Ok(worker)
    }

    /// Starts a process for a task and waits until it is ready.
    pub(super) async fn start(&self, task: &str, location: &str) -> Result<Worker, Problem> {
        self.started.fetch_add(1, Ordering::Relaxed);
        let mut command = Command::new(&self.program);
        // A process group of its own can have its own priority, and Ctrl-C in a terminal does not
        // reach it.
        #[cfg(unix)]
        command.process_group(0);
        let mut child = command
            // Nobody sees the backtrace, which takes seconds to make for a large program.
            .env("RUST_BACKTRACE", "0")
            .args(["worker", task, "--location", location, "--memory", &self.memory.to_string()])
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
        let from = FramedRead::new(from, codec);
        let mut worker =
            Worker { child, to, from, state: String::new(), rank: QUICK, used: Duration::ZERO };
        match worker.next().await {
            Some((frame::READY, _)) => Ok(worker),
            Some((frame::PROBLEM, problem)) => {
                Err(serde_json::from_slice(&problem).unwrap_or_else(Problem::internal))
            }
            _ => Err(Problem::internal("a worker did not start")),
        }
    }

    /// Takes back a process that has finished its query.
    pub(super) fn give_back(&self, worker: Worker) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if worker.rank <= SLOW && idle.len() < self.kept + READY {
            idle.push(worker);
        }
    }

    /// Moves a query to the next rank, giving up its turn; the process is stopped until it gets a
    /// new one.
    pub(super) async fn fall(
        &self,
        worker: &mut Worker,
        turn: OwnedSemaphorePermit,
        deadline: Instant,
    ) -> Result<OwnedSemaphorePermit, Problem> {
        let rank = worker.rank + 1;
        let Some(next) = self.ranks.get(rank) else { return Ok(turn) };
        worker.fall_to(rank, next.niceness);
        worker.signal(Signal::Stop);
        drop(turn);
        let turn = self.turn(rank, deadline).await?;
        worker.signal(Signal::Continue);
        Ok(turn)
    }
}

/// A query waiting for a turn.
struct Waiting<'a>(&'a Rank);

impl<'a> Waiting<'a> {
    /// Returns `None` if too many wait already.
    fn among(rank: &'a Rank) -> Option<Self> {
        let one = Self(rank);
        (rank.waiting.fetch_add(1, Ordering::Relaxed) < rank.patient).then_some(one)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Returns the CPU time of a process or thread, from its Linux `stat` file at `told`.
pub(super) fn used(told: &Path) -> Option<Duration> {
    #[expect(clippy::disallowed_methods, reason = "what the system says of a process")]
    let told = std::fs::read_to_string(told).ok()?;
    // After the name, which may contain anything: fields 14 and 15 are user and system time, in
    // ticks.
    let fields = told.rsplit(')').next()?.split_whitespace().skip(11).take(2);
    let ticks: u64 = fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 1000 / ticks_per_second()))
}

#[cfg(unix)]
fn ticks_per_second() -> u64 {
    rustix::param::clock_ticks_per_second().max(1)
}

#[cfg(not(unix))]
fn ticks_per_second() -> u64 {
    100
}

/// A job-control signal for a worker process.
#[derive(Clone, Copy)]
enum Signal {
    Stop,
    Continue,
}

impl Worker {
    /// Returns the rank.
    pub(super) fn rank(&self) -> usize {
        self.rank
    }

    /// Returns the CPU time that the query has used, or, where the system does not report it, the
    /// time since `since`.
    pub(super) fn spent(&self, since: Instant) -> Duration {
        if cfg!(target_os = "linux") {
            self.cpu().saturating_sub(self.used)
        } else {
            since.elapsed()
        }
    }

    /// Returns the CPU time that the process has used.
    fn cpu(&self) -> Duration {
        let told = self.child.id().and_then(|id| used(format!("/proc/{id}/stat").as_ref()));
        told.unwrap_or_default()
    }

    /// Sends a frame.
    pub(super) async fn send(&mut self, kind: u8, said: &[u8]) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(said.len() + 5);
        job::write(&mut bytes, kind, said)?;
        self.to.write_all(&bytes).await?;
        self.to.flush().await
    }

    /// Returns the next frame, or `None` when the process has ended. Cancel-safe: a frame is not
    /// lost if the future is dropped.
    pub(super) async fn next(&mut self) -> Option<(u8, Bytes)> {
        let mut bytes = self.from.next().await?.ok()?;
        if bytes.is_empty() {
            return None;
        }
        let said = bytes.split_off(1);
        Some((*bytes.first()?, said.freeze()))
    }

    /// Returns why a process ended unexpectedly.
    pub(super) async fn died(mut self, memory: u64) -> Problem {
        match self.child.wait().await {
            Ok(status) if status.success() => Problem::internal("a worker ended early"),
            // A failed allocation or a stack overflow aborts the process.
            Ok(_) => Problem::oversized(memory),
            Err(error) => Problem::internal(error),
        }
    }

    /// Moves the process to a lower rank; without privileges a priority cannot be raised again.
    fn fall_to(&mut self, rank: usize, niceness: i32) {
        self.rank = rank;
        #[cfg(unix)]
        if let Some(pid) = self.pid().filter(|_| niceness > 0) {
            // For the group, because for a process this would affect only its first thread. If
            // refused, the limits of the rank have to do.
            let _ = rustix::process::setpriority_pgrp(Some(pid), niceness);
        }
        #[cfg(not(unix))]
        let _ = niceness;
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
            // A process that has ended meanwhile needs no signal.
            let _ = rustix::process::kill_process(pid, signal);
        }
        #[cfg(not(unix))]
        let _ = signal;
    }
}
