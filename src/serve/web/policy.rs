//! What a browser may do with an answer: show it, without loading anything from elsewhere.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// Styles and scripts come from files of this service, forms are sent to it, and no page may frame
/// it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds the security headers; a page's own policy is kept.
pub(in crate::serve) fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    response
}

/// Returns a policy for a generated document with embedded styles: it allows those styles,
/// identified by their hash, and no others.
///
/// The styles are in the first `style` element; no generated document has foreign text before it as
/// markup.
pub(super) fn with_styles_of(document: &str) -> String {
    let style = document.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    let hash = style.map(|(style, _)| BASE64_STANDARD.encode(Sha256::digest(style)));
    let styles = hash.map(|hash| format!(" 'sha256-{hash}'")).unwrap_or_default();
    format!(
        "default-src 'none'; style-src 'self'{styles}; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_of_what_stands_in_the_element() {
        // printf 'p{}' | openssl dgst -sha256 -binary | base64
        let policy = with_styles_of("<html><style>p{}</style><p style=\"x\"><style>q{}</style>");
        assert!(policy.contains("style-src 'self' 'sha256-"), "{policy}");
        assert_eq!(policy, with_styles_of("<svg><style>p{}</style>"));
        assert!(!policy.contains("unsafe") && with_styles_of("<p>").contains("style-src 'self';"));
    }
}
