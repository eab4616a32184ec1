//! `/changes?since=STATE`: which graphs have changed, for clients that keep a copy.

use axum::extract::{RawQuery, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::State;
use super::problem::Problem;
use crate::message;

/// Returns the changes since a state, or all known ones if no state is given.
pub(super) async fn changes(
    Shared(state): Shared<State>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let since = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "since")
        .map(|(_, value)| value);
    let snapshot = state.snapshot().await?;
    let (now, forgotten) = (snapshot.store.state_number(), snapshot.store.changes_since());
    let since = match since {
        None => forgotten,
        Some(since) => match since.parse::<u64>() {
            Ok(since) if since <= now => since,
            _ => {
                return Err(Problem::request(&message!(
                    "http-since",
                    since = since,
                    now = now.to_string()
                )));
            }
        },
    };
    if since < forgotten {
        let told =
            message!("http-forgotten", since = since.to_string(), oldest = forgotten.to_string());
        return Err(Problem::new(StatusCode::GONE, &told));
    }
    let changes: Vec<_> = snapshot.store.changes().filter(|change| change.state > since).collect();
    let text = format!("{:#}\n", json!({ "state": now, "since": since, "changes": changes }));
    Ok(([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], text)
        .into_response())
}
