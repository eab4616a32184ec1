//! A thread that cancels queries of other threads when their time is up.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::pool::used;
use crate::query::CancellationToken;

/// The polling interval.
const TICK: Duration = Duration::from_millis(10);
/// How many times in a row it finds nothing to watch before it sleeps until woken.
const IDLE: u32 = 100;

/// A handle of the thread, which ends when this is dropped.
pub(super) struct Watch {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    watched: Mutex<Watched>,
    wakes: Condvar,
}

#[derive(Default)]
struct Watched {
    running: Vec<Running>,
    /// The number of queries added so far.
    n: u64,
    is_asleep: bool,
    has_ended: bool,
}

/// A running query.
struct Running {
    number: u64,
    token: CancellationToken,
    began: Instant,
    deadline: Instant,
    /// The `stat` file of its thread, if the system has one, and the CPU time that the thread had
    /// used before.
    thread: Option<PathBuf>,
    used: Duration,
}

impl Watch {
    /// Starts the thread; each query may use `time` of the CPU.
    pub(super) fn new(time: Duration) -> std::io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let watching = Arc::clone(&shared);
        thread::Builder::new().name("watch".into()).spawn(move || watching.watch(time))?;
        Ok(Self { shared })
    }

    /// Watches a query of the calling thread until the returned guard is dropped.
    pub(super) fn add(&self, token: CancellationToken, deadline: Instant) -> impl Drop + use<> {
        thread_local! {
            static THREAD: Option<PathBuf> = told();
        }
        let (thread, used, began) = (THREAD.with(Clone::clone), used_by_this(), Instant::now());
        let mut watched = self.shared.lock();
        let number = watched.n;
        watched.n += 1;
        watched.running.push(Running { number, token, began, deadline, thread, used });
        if watched.is_asleep {
            self.shared.wakes.notify_one();
        }
        Entry { shared: Arc::clone(&self.shared), number }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.lock().has_ended = true;
        self.shared.wakes.notify_one();
    }
}

struct Entry {
    shared: Arc<Shared>,
    number: u64,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.shared.lock().running.retain(|running| running.number != self.number);
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self, time: Duration) {
        let mut idle = 0;
        loop {
            let mut watched = self.lock();
            idle = if watched.running.is_empty() { idle + 1 } else { 0 };
            if idle > IDLE {
                watched.is_asleep = true;
                let sleeps =
                    |watched: &mut Watched| watched.running.is_empty() && !watched.has_ended;
                watched =
                    self.wakes.wait_while(watched, sleeps).unwrap_or_else(PoisonError::into_inner);
                watched.is_asleep = false;
            }
            if watched.has_ended {
                return;
            }
            let now = Instant::now();
            let overdue = watched.running.iter().filter(|running| running.is_overdue(now, time));
            overdue.for_each(|running| running.token.cancel());
            drop(watched);
            thread::sleep(TICK);
        }
    }
}

impl Running {
    fn is_overdue(&self, now: Instant, time: Duration) -> bool {
        let passed = now.saturating_duration_since(self.began);
        // If the CPU time of the thread is unknown, the elapsed time counts.
        let spent = || {
            self.thread
                .as_deref()
                .and_then(used)
                .map_or(passed, |now| now.saturating_sub(self.used))
        };
        now >= self.deadline || passed >= time && spent() >= time
    }
}

/// Returns the CPU time that this thread has used.
#[cfg(target_os = "linux")]
fn used_by_this() -> Duration {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    used.try_into().unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn used_by_this() -> Duration {
    Duration::ZERO
}

/// Returns the `stat` file of this thread on Linux.
fn told() -> Option<PathBuf> {
    let link = std::fs::read_link("/proc/thread-self").ok()?;
    Some(Path::new("/proc").join(link).join("stat"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_cancelled_within(token: &CancellationToken, time: Duration) -> bool {
        let began = Instant::now();
        while began.elapsed() < time && !token.is_cancelled() {
            std::hint::black_box((0..1000).sum::<u64>());
        }
        token.is_cancelled()
    }

    #[test]
    fn who_uses_too_much_is_cancelled_and_who_waits_is_not() {
        let long = Duration::from_secs(30);
        let watch = Watch::new(2 * TICK).expect("a thread");
        for _ in 0..2 {
            let (ended, waits, busy) =
                (CancellationToken::new(), CancellationToken::new(), CancellationToken::new());
            drop(watch.add(ended.clone(), Instant::now() + long));
            let waiting = watch.add(waits.clone(), Instant::now() + long);
            thread::sleep(10 * TICK);
            drop(waiting);
            let _running = watch.add(busy.clone(), Instant::now() + long);
            assert!(is_cancelled_within(&busy, long));
            assert!(!ended.is_cancelled());
            assert!(!waits.is_cancelled() || cfg!(not(target_os = "linux")));
            let late = CancellationToken::new();
            let _overdue = watch.add(late.clone(), Instant::now());
            thread::sleep(10 * TICK);
            assert!(is_cancelled_within(&late, long));
        }
    }
}
