//! What a client is told when it gets no answer: a status and a sentence.

use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::query::{QueryError, WriteError};

/// A request without an answer.
#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    message: String,
}

impl ApiError {
    /// The request is not what the protocol asks for.
    pub(super) fn request(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, message: message.into() }
    }

    /// The body is of a type that is not read.
    pub(super) fn media_type(given: &str) -> Self {
        let message = format!(
            "cannot read a body of type `{given}`: send `application/sparql-query` in UTF-8, or a form with `query=`"
        );
        Self { status: StatusCode::UNSUPPORTED_MEDIA_TYPE, message }
    }

    /// The query is longer than any that people write.
    pub(super) fn too_long(limit: usize) -> Self {
        let message = format!("the query is longer than {limit} bytes: ask for less at once");
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, message }
    }

    /// None of the types that the client accepts is one of the answer.
    pub(super) fn not_acceptable(offers: &str) -> Self {
        Self { status: StatusCode::NOT_ACCEPTABLE, message: format!("this answer comes as {offers}") }
    }

    /// All slots are taken.
    pub(super) fn busy() -> Self {
        let message = "too many queries run at once: ask again later".to_owned();
        Self { status: StatusCode::SERVICE_UNAVAILABLE, message }
    }

    /// The query took too long.
    pub(super) fn overdue(limit: Duration) -> Self {
        let message = format!("the query takes longer than {} s: ask for less", limit.as_secs_f64());
        Self { status: StatusCode::SERVICE_UNAVAILABLE, message }
    }

    /// We failed, not the client.
    pub(super) fn internal(message: impl Into<String>) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, message: message.into() }
    }
}

impl From<QueryError> for ApiError {
    fn from(error: QueryError) -> Self {
        match &error {
            QueryError::Syntax(cause) => Self::request(format!("{error}: {cause}")),
            QueryError::Update => Self::request("an update is not a query: this service is read only"),
            QueryError::Service | QueryError::Deep | QueryError::Bare { .. } | QueryError::Prefix { .. } => {
                Self::request(error.to_string())
            }
            QueryError::Evaluation(cause) => Self::internal(format!("{error}: {cause}")),
        }
    }
}

impl From<WriteError> for ApiError {
    fn from(error: WriteError) -> Self {
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        Self::internal(format!("{error}{cause}"))
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status, format!("{}\n", self.message)).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("10"));
        }
        response
    }
}
