//! The style sheet of the pages, and a script for convenience; everything works without it.

use axum::http::header;

use super::{Refusal, Reply, Visit};

/// One day: they change only with the program, and are then revalidated by their tag.
const CACHED: &str = "public, max-age=86400";

/// `GET /assets/style.css`.
pub(super) fn style(_: &Visit) -> Result<Reply, Refusal> {
    Ok(Reply::new("text/css", include_str!("style.css")).with(header::CACHE_CONTROL, CACHED))
}

/// `GET /assets/ask.js`.
pub(super) fn script(_: &Visit) -> Result<Reply, Refusal> {
    Ok(Reply::new("text/javascript", include_str!("ask.js")).with(header::CACHE_CONTROL, CACHED))
}
