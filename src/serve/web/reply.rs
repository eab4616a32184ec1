//! What a page answers with.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::super::negotiate::content_type;
use super::policy;

/// An answer before it is one of HTTP.
#[derive(Debug)]
pub(super) struct Reply {
    status: StatusCode,
    media_type: &'static str,
    body: Vec<u8>,
    headers: Vec<(HeaderName, String)>,
}

impl Reply {
    /// Bytes of a media type.
    pub(super) fn new(media_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: StatusCode::OK, media_type, body: body.into(), headers: Vec::new() }
    }

    /// A page.
    pub(super) fn html(page: Markup) -> Self {
        Self::new("text/html", page.into_string())
    }

    /// A document that carries its styles.
    pub(super) fn styled(media_type: &'static str, document: String) -> Self {
        let policy = policy::with_styles_of(&document);
        Self::new(media_type, document).with(header::CONTENT_SECURITY_POLICY, policy)
    }

    /// JSON, with a line end for terminals.
    pub(super) fn json(value: &serde_json::Value) -> Self {
        Self::new("application/json", format!("{value:#}\n"))
    }

    /// The same with another status.
    pub(super) fn of(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same with one header more.
    pub(super) fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same as a file that a browser keeps under a name, whose characters may be any.
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

    /// Whether it is what was asked for.
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
            // Values are made of ASCII, and what cannot be one is left out rather than failed for.
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.append(name, value);
            }
        }
        response
    }
}
