//! Sends any request to the service: always an answer, and never a 500.
//!
//! The input is a line of method, path and query, then lines of headers, an empty line and the
//! body. Requests that carry the token may write.

#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use tower::ServiceExt;
use zeren::serve::{Limits, Options, State, Task, router, work};
use zeren::store::Writer;

#[path = "../small.rs"]
mod small;

/// The token in those seeds that write.
const TOKEN: &str = "a-token-that-only-seeds-know";

static RUNTIME: LazyLock<tokio::runtime::Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime"));
static ROUTES: LazyLock<(axum::Router, TempDir)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let location = folder.path().to_string_lossy().into_owned();
    Writer::open(&location).and_then(|mut writer| writer.copy_from(&small::store())).expect("a store on disk");
    let limits = Limits { time: Duration::from_secs(2), ..Limits::default() };
    let options = Options { limits, token: Some(TOKEN.to_owned()), ..Options::default() };
    (router(State::new(&location, options).expect("the store opens")), folder)
});

fuzz_target!(init: answered(), |data: &[u8]| {
    let Some(request) = request(data) else { return };
    RUNTIME.block_on(async {
        let response = ROUTES.0.clone().oneshot(request).await.expect("the router answers");
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 24).await.unwrap_or_default();
        assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{}", String::from_utf8_lossy(&body));
    });
});

/// Runs this program as a worker of the service, as `zeren` does for itself:
/// `worker query --location FOLDER --memory BYTES`.
fn answered() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [worker, task, _, location, _, memory] = &args[..]
        && worker == "worker"
    {
        let task = if task == "query" { Task::Query } else { Task::Change };
        let done = work(task, location, memory.parse().expect("bytes"), std::io::stdin(), std::io::stdout());
        std::process::exit(i32::from(done.is_err()));
    }
}

fn request(data: &[u8]) -> Option<Request<Body>> {
    let at = data.windows(2).position(|two| two == b"\n\n").unwrap_or(data.len());
    let (head, body) = data.split_at(at);
    let mut lines = std::str::from_utf8(head).ok()?.lines();
    let (method, target) = lines.next()?.split_once(' ')?;
    let mut builder = Request::builder().method(method).uri(target);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        builder = builder.header(name, value.trim());
    }
    builder.body(Body::from(body.get(2..).unwrap_or_default().to_vec())).ok()
}
