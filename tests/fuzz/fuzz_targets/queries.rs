//! Runs any text as a query, or as the values of a named question: no panic, and an end.
//!
//! After a NUL come the number of a question and its values, separated by NUL. Of other queries
//! only short ones that are not costly are run: the others are what the limits of the service are
//! for.

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

/// The query that is running and since when; a thread cancels it after two seconds.
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
