//! Any request to the service: an answer, and no 500.
//!
//! A line of method, path and query; lines of headers; an empty line; the body.

#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use libfuzzer_sys::fuzz_target;
use tower::ServiceExt;
use zeren::serve::{Limits, State, router};
use zeren::store::Store;

static RUNTIME: LazyLock<tokio::runtime::Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime"));
static ROUTES: LazyLock<axum::Router> = LazyLock::new(|| {
    let limits = Limits { time: Duration::from_millis(500), ..Limits::default() };
    router(State::new(Store::memory().expect("memory works"), limits))
});

fuzz_target!(|data: &[u8]| {
    let Some(request) = request(data) else { return };
    RUNTIME.block_on(async {
        let response = ROUTES.clone().oneshot(request).await.expect("the router answers");
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 24).await.unwrap_or_default();
        assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{}", String::from_utf8_lossy(&body));
    });
});

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
