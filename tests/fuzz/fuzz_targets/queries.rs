//! Any text as a query, and as the values of named questions: no panic, no change of the store, and an end.
//!
//! What begins with a NUL is the number of a question and values, apart by more of them. Queries that may take long are left to the limits of
//! the service: only those of few patterns are answered.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zeren::query::{CancellationToken, Format, Query, write};
use zeren::question::named;
use zeren::store::Store;

/// Patterns of the longest query that is answered.
const FEW: usize = 2;

static STORE: LazyLock<Store> = LazyLock::new(|| {
    let text = "甲县数据工作方案\n一、任务\n（一）建立目录。（牵头单位：县数据局；配合单位：县财政局）\n";
    let source = zeren::read::source("a.txt".to_owned(), text.as_bytes()).expect("a notice");
    let facts = zeren::extract_facts(&source);
    let store = Store::memory().expect("memory works");
    let name = zeren::graph::graph_name(&zeren::graph::document(&source, &facts));
    store.replace(name.as_ref(), &zeren::graph(&source, &facts)).expect("memory works");
    store
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
    let Some(query) = query.filter(|query| text.starts_with('\0') || query.n_patterns() <= FEW && text.len() < 200) else { return };
    let token = CancellationToken::new();
    let ending = token.clone();
    std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(2));
        ending.cancel();
    });
    if let Ok(results) = query.run_until(&STORE, &token) {
        let _ = write(results, Format::Json, std::io::sink());
    }
});
