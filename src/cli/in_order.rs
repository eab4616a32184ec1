//! Processes many items on all cores and passes the results on in the order of the items.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many results per thread may wait for an earlier one: enough for a slow item not to stall the
/// cores for long, yet bounded in memory.
const AHEAD: usize = 4;

/// The state shared by the threads.
struct State<T> {
    /// The index of the next item to start.
    next: usize,
    /// The index of the next result to pass on.
    wanted: usize,
    /// Results that wait for an earlier one.
    waiting: BTreeMap<usize, T>,
    /// Whether to stop.
    stopped: bool,
}

struct Shared<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and wakes all threads.
    fn change(&self, change: impl FnOnce(&mut State<T>)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Waits while `must_wait` holds.
    fn wait(&self, mut must_wait: impl FnMut(&State<T>) -> bool) -> MutexGuard<'_, State<T>> {
        self.changed
            .wait_while(self.lock(), |state| must_wait(state))
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Stops all threads if the current one panics, so that none waits for its result.
struct Alarm<'a, T>(&'a Shared<T>);

impl<T> Drop for Alarm<'_, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.change(|state| state.stopped = true);
        }
    }
}

/// Applies `work` to each of `things` and passes the results to `take` in order, until `take`
/// fails.
///
/// # Errors
///
/// The error of `take`.
pub(super) fn in_order<I: Sync, T: Send, E>(
    things: &[I],
    work: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let n_threads = thread::available_parallelism().map_or(1, usize::from).min(things.len().max(1));
    let ahead = AHEAD * n_threads;
    let state = State { next: 0, wanted: 0, waiting: BTreeMap::new(), stopped: false };
    let shared = Shared { state: Mutex::new(state), changed: Condvar::new() };
    let worker = || {
        let _alarm = Alarm(&shared);
        loop {
            let mut state =
                shared.wait(|state| !state.stopped && state.next >= state.wanted + ahead);
            let n = state.next;
            let Some(thing) = things.get(n).filter(|_| !state.stopped) else { return };
            state.next += 1;
            drop(state);
            let result = work(thing);
            shared.change(|state| drop(state.waiting.insert(n, result)));
        }
    };
    thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(worker);
        }
        let _alarm = Alarm(&shared);
        for n in 0..things.len() {
            let result = shared
                .wait(|state| !state.stopped && !state.waiting.contains_key(&n))
                .waiting
                .remove(&n);
            // A thread panicked, which makes the scope panic too.
            let Some(result) = result else { break };
            shared.change(|state| state.wanted = n + 1);
            if let Err(error) = take(result) {
                shared.change(|state| state.stopped = true);
                return Err(error);
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_things() {
        let things: Vec<u64> = (0..200).collect();
        let mut taken = Vec::new();
        let slow_first = |n: &u64| {
            if n.is_multiple_of(16) {
                thread::yield_now();
            }
            *n
        };
        let done: Result<(), ()> = in_order(&things, slow_first, |n| {
            taken.push(n);
            Ok(())
        });
        assert_eq!((done, taken), (Ok(()), things));
    }

    #[test]
    fn no_more_is_done_than_can_be_handed_on() {
        let n_done = AtomicUsize::new(0);
        let things: Vec<usize> = (0..10_000).collect();
        let mut n_taken = 0;
        let done = in_order(
            &things,
            |_| n_done.fetch_add(1, Ordering::SeqCst),
            |_| {
                n_taken += 1;
                let n_ahead = n_done.load(Ordering::SeqCst) - n_taken;
                let most = AHEAD * thread::available_parallelism().map_or(1, usize::from);
                assert!(n_ahead <= most + 1, "{n_ahead} results wait");
                if n_taken == 100 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!(done, Err("enough"));
        assert!(n_done.load(Ordering::SeqCst) < 1000);
    }

    #[test]
    #[should_panic(expected = "panicked")]
    fn a_panic_of_the_work_is_one_of_all() {
        let work = |n: &usize| assert!(*n != 7, "the work on {n}");
        let _ = in_order(&(0..100).collect::<Vec<_>>(), work, |()| Ok::<(), ()>(()));
    }
}
