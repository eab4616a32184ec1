//! Caches answers for as long as the state they were made from is current.
//!
//! When a new state appears, all clients repeat their queries: identical queries run once, and the
//! other clients wait for that answer.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

/// The longest answer that is cached, in bytes.
pub(super) const LONGEST: usize = 256 << 10;
/// The size of the cache, in bytes.
const ALL: usize = 64 << 20;

/// An answer: its media type and body.
pub(super) type Answer = (String, Bytes);

/// The answers of one state, by query.
#[derive(Default)]
pub(super) struct Kept {
    inner: Mutex<Answers>,
}

#[derive(Default)]
struct Answers {
    state: String,
    by_query: HashMap<String, Answer>,
    /// Keys in order of insertion, the oldest first.
    queries: VecDeque<String>,
    bytes: usize,
    /// Queries being answered; waiting clients are woken when the sender of the channel is dropped.
    sought: HashMap<String, watch::Receiver<()>>,
}

/// The duty to find an answer for all clients that ask the same; dropping it wakes those that wait.
pub(super) struct Search {
    kept: Arc<Kept>,
    state: String,
    query: String,
    _end: watch::Sender<()>,
}

impl Search {
    /// Caches the answer found.
    pub(super) fn found(self, answer: Answer) {
        self.kept.keep(&self.state, self.query.clone(), answer);
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        let mut answers = self.kept.lock();
        if answers.state == self.state {
            answers.sought.remove(&self.query);
        }
    }
}

/// Either an answer, or the duty to find it; `None` if waiting for somebody else's answer was in
/// vain.
pub(super) enum Found {
    Answer(Answer),
    Search(Option<Search>),
}

impl Kept {
    fn lock(&self) -> MutexGuard<'_, Answers> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the cached answer of a state to a query.
    fn get(&self, state: &str, query: &str) -> Option<Answer> {
        let answers = self.lock();
        answers.by_query.get(query).filter(|_| answers.state == state).cloned()
    }

    /// Returns the answer of a state to a query: at once if it is cached, after a wait if somebody
    /// else is finding it; otherwise the caller has to find it.
    pub(super) async fn find(
        self: &Arc<Self>,
        state: &str,
        query: String,
        deadline: Instant,
    ) -> Found {
        let mut end = match self.seek(state, &query) {
            Ok(found) => return found,
            Err(end) => end,
        };
        // Nothing is ever sent; the channel only closes.
        let _ = timeout_at(deadline, end.changed()).await;
        self.get(state, &query).map_or(Found::Search(None), Found::Answer)
    }

    fn seek(self: &Arc<Self>, state: &str, query: &str) -> Result<Found, watch::Receiver<()>> {
        let mut answers = self.lock();
        if answers.state != state {
            *answers = Answers { state: state.to_owned(), ..Answers::default() };
        }
        if let Some(answer) = answers.by_query.get(query) {
            return Ok(Found::Answer(answer.clone()));
        }
        if let Some(end) = answers.sought.get(query) {
            return Err(end.clone());
        }
        let (sender, end) = watch::channel(());
        answers.sought.insert(query.to_owned(), end);
        let (state, query) = (state.to_owned(), query.to_owned());
        Ok(Found::Search(Some(Search { kept: Arc::clone(self), state, query, _end: sender })))
    }

    /// Caches an answer of the current state, evicting the oldest ones as needed.
    fn keep(&self, state: &str, query: String, answer: Answer) {
        let mut answers = self.lock();
        if answers.state != state {
            return;
        }
        if answer.1.len() > LONGEST || answers.by_query.contains_key(&query) {
            return;
        }
        answers.bytes += answer.1.len() + query.len();
        answers.queries.push_back(query.clone());
        answers.by_query.insert(query, answer);
        while answers.bytes > ALL
            && let Some(oldest) = answers.queries.pop_front()
        {
            let gone = answers.by_query.remove(&oldest).map_or(0, |(_, text)| text.len());
            answers.bytes -= gone + oldest.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn answer(n: usize) -> Answer {
        ("text/csv".to_owned(), Bytes::from(vec![b'x'; n]))
    }

    fn search(kept: &Arc<Kept>, state: &str, query: &str) -> Search {
        match kept.seek(state, query) {
            Ok(Found::Search(Some(search))) => search,
            _ => panic!("it is kept, or sought"),
        }
    }

    #[test]
    fn answers_are_of_one_state_and_not_too_many() {
        let kept = Arc::new(Kept::default());
        search(&kept, "1", "a").found(answer(3));
        assert_eq!(kept.get("1", "a"), Some(answer(3)));
        assert_eq!(kept.get("2", "a"), None);
        let late = search(&kept, "1", "late");
        search(&kept, "2", "b").found(answer(3));
        late.found(answer(3));
        assert_eq!(
            (kept.get("1", "a"), kept.get("2", "a"), kept.get("2", "b")),
            (None, None, Some(answer(3)))
        );
        assert_eq!((kept.get("1", "late"), kept.get("2", "late")), (None, None));
        search(&kept, "2", "long").found(answer(LONGEST + 1));
        assert_eq!(kept.get("2", "long"), None);
        (0..300).for_each(|n| search(&kept, "2", &n.to_string()).found(answer(LONGEST)));
        assert_eq!((kept.get("2", "b"), kept.get("2", "299").is_some()), (None, true));
        assert!(kept.lock().bytes <= ALL);
    }

    #[tokio::test]
    async fn what_is_sought_is_waited_for() {
        let kept = Arc::new(Kept::default());
        let deadline = Instant::now() + Duration::from_secs(10);
        let ask = || {
            let kept = Arc::clone(&kept);
            tokio::spawn(async move { kept.find("1", "a".to_owned(), deadline).await })
        };
        let first = search(&kept, "1", "a");
        let (one, other) = (ask(), ask());
        tokio::task::yield_now().await;
        assert!(!one.is_finished() && !other.is_finished());
        first.found(answer(3));
        for asked in [one, other] {
            assert!(matches!(asked.await, Ok(Found::Answer(found)) if found == answer(3)));
        }
        // If no answer is found, the one who waited finds its own.
        let vain = search(&kept, "1", "b");
        let waiting = tokio::spawn({
            let kept = Arc::clone(&kept);
            async move { kept.find("1", "b".to_owned(), deadline).await }
        });
        tokio::task::yield_now().await;
        drop(vain);
        assert!(matches!(waiting.await, Ok(Found::Search(None))));
        assert!(matches!(kept.seek("1", "b"), Ok(Found::Search(Some(_)))));
    }
}
