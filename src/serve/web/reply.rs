//! The answer of a page.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::super::negotiate::content_type;
use super::policy;

/// An answer, before it becomes an HTTP response.
#[derive(Debug)]
pub(super) struct Reply {
    status: StatusCode,
    media_type: &'static str,
    body: Vec<u8>,
    headers: Vec<(HeaderName, String)>,
}

impl Reply {
    /// Creates an answer of this media type.
    pub(super) fn new(media_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: StatusCode::OK, media_type, body: body.into(), headers: Vec::new() }
    }

    /// Creates a page.
    pub(super) fn html(page: Markup) -> Self {
        Self::new("text/html", page.into_string())
    }

    /// Creates a document with embedded styles.
    pub(super) fn styled(media_type: &'static str, document: String) -> Self {
        let policy = policy::with_styles_of(&document);
        Self::new(media_type, document).with(header::CONTENT_SECURITY_POLICY, policy)
    }

    /// Creates a JSON answer, with a final line break for terminals.
    pub(super) fn json(value: &serde_json::Value) -> Self {
        Self::new("application/json", format!("{value:#}\n"))
    }

    /// Sets the status.
    pub(super) fn of(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Adds a header.
    pub(super) fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Makes the browser save the answer as a file, whose name may contain any characters.
    pub(super) fn saved_as(self, name: &str) -> Self {
        let plain: String =
            name.chars().filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c)).collect();
        let bytes = name.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        });
        let full: String = bytes.collect();
        self.with(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"),
        )
    }

    /// Whether the status is 200.
    pub(super) fn is_ok(&self) -> bool {
        self.status == StatusCode::OK
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let own = [(header::CONTENT_TYPE, content_type(self.media_type))];
        for (name, value) in own.into_iter().chain(self.headers) {
            // Values should be ASCII; an invalid header is left out.
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.append(name, value);
            }
        }
        response
    }
}
