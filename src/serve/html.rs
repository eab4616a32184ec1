//! Pages for people, written by hand: everything that is not markup of the project's own is escaped.

use axum::http::StatusCode;

use crate::message::Lang;

/// Text that shows in a page as it is.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A page that says what went wrong.
pub(super) fn problem(status: StatusCode, text: &str, lang: Lang) -> String {
    let tag = lang.of("en", "zh-CN");
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<meta charset=\"utf-8\">\n<title>{status}</title>\n<h1>{status}</h1>\n<pre>{}</pre>\n</html>\n",
        escape(text)
    )
}
