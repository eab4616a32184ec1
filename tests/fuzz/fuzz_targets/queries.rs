//! Any text as a query, and as the values of named questions: no panic, no change of the store, and
//! an end.
//!
//! What begins with a NUL is the number of a question and values, apart by more of them. Queries
//! that may explode are left to the limits of the service: only the others are answered.

#![no_main]

use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use libfuzzer_sys::fuzz_target;
use zeren::query::{CancellationToken, Format, Query, write};
use zeren::question::named;
use zeren::store::Store;

#[path = "../small.rs"]
mod small;

static STORE: LazyLock<Store> = LazyLock::new(small::store);

/// What is being answered, and since when; a thread ends what takes more than two seconds.
static RUNNING: LazyLock<Mutex<Option<(Instant, CancellationToken)>>> = LazyLock::new(|| {
    std::thread::spawn(|| {
        loop {
            std::thread::sleep(Duration::from_millis(200));
            if let Some((since, token)) = &*RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
                && since.elapsed() > Duration::from_secs(2)
            {
                token.cancel();
            }
        }
    });
    Mutex::default()
});

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let query = match text.strip_prefix('\0') {
        Some(rest) => {
            let mut parts = rest.split('\0');
            let question = parts.next().and_then(|first| first.bytes().next()).unwrap_or_default();
            let question = &named()[usize::from(question) % named().len()];
            let values = question.parameters.iter().map(|one| one.name.to_owned()).zip(parts.map(str::to_owned));
            question.fill(&*STORE, &values.collect::<Vec<_>>()).map(|filled| filled.query).ok()
        }
        None => Query::parse(text).ok(),
    };
    let Some(query) = query.filter(|query| text.starts_with('\0') || query.costly().is_none() && text.len() < 200) else { return };
    let token = CancellationToken::new();
    *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), token.clone()));
    if let Ok(results) = query.run_until(&STORE, &token) {
        let _ = write(results, Format::Json, std::io::sink());
    }
});
