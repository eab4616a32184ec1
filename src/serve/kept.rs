//! Answers that are kept for as long as the state holds that they are of: nobody has to find again what cannot have changed.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

/// The longest answer that is kept, in bytes.
pub(super) const LONGEST: usize = 256 << 10;
/// Bytes of all answers that are kept.
const ALL: usize = 64 << 20;

/// An answer: its media type and what it says.
pub(super) type Answer = (String, Bytes);

/// The answers of one state, by their queries.
#[derive(Default)]
pub(super) struct Kept {
    inner: Mutex<Answers>,
}

#[derive(Default)]
struct Answers {
    state: String,
    by_query: HashMap<String, Answer>,
    /// The oldest first.
    queries: VecDeque<String>,
    bytes: usize,
}

impl Kept {
    /// The answer of a state to a query, where it is kept.
    pub(super) fn get(&self, state: &str, query: &str) -> Option<Answer> {
        let answers = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        answers.by_query.get(query).filter(|_| answers.state == state).cloned()
    }

    /// Keeps an answer; those of other states go, and the oldest where there are too many.
    pub(super) fn keep(&self, state: &str, query: String, answer: Answer) {
        let mut answers = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.state != state {
            *answers = Answers { state: state.to_owned(), ..Answers::default() };
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
    use super::*;

    fn answer(n: usize) -> Answer {
        ("text/csv".to_owned(), Bytes::from(vec![b'x'; n]))
    }

    #[test]
    fn answers_are_of_one_state_and_not_too_many() {
        let kept = Kept::default();
        kept.keep("1", "a".to_owned(), answer(3));
        assert_eq!(kept.get("1", "a"), Some(answer(3)));
        assert_eq!(kept.get("2", "a"), None);
        kept.keep("2", "b".to_owned(), answer(3));
        assert_eq!((kept.get("1", "a"), kept.get("2", "a"), kept.get("2", "b")), (None, None, Some(answer(3))));
        kept.keep("2", "long".to_owned(), answer(LONGEST + 1));
        assert_eq!(kept.get("2", "long"), None);
        (0..300).for_each(|n| kept.keep("2", n.to_string(), answer(LONGEST)));
        assert_eq!((kept.get("2", "b"), kept.get("2", "299").is_some()), (None, true));
        assert!(kept.inner.lock().expect("not poisoned").bytes <= ALL);
    }
}
