//! Error responses: a problem document of RFC 9457, a page or plain text, in the client's language.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, html};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::negotiate::{language, negotiate};
use super::web::relative;
use crate::message;
use crate::message::{Lang, Message};
use crate::query::{QueryError, UpdateError, WriteError};
use crate::store::StoreError;

/// An error response. It may come from a worker process, so it is stored as text in both languages.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Problem(Box<Told>);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Told {
    status: u16,
    /// The kind of problem, for programs: `query-syntax`.
    kind: String,
    /// The title in English and in Chinese.
    told: [String; 2],
    hint: Option<[String; 2]>,
    place: Option<Place>,
    /// Seconds after which a retry may succeed.
    retry: Option<u64>,
}

/// A position in the text of a query.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Place {
    line: usize,
    column: usize,
    /// The line, and a caret under the character.
    shown: String,
}

fn both(message: &Message) -> [String; 2] {
    Lang::ALL.map(|lang| message.in_lang(lang))
}

impl Problem {
    /// Creates a problem from a message, whose name in the catalogue becomes the kind.
    pub(super) fn new(status: StatusCode, message: &Message) -> Self {
        Self(Box::new(Told {
            status: status.as_u16(),
            kind: message.name().trim_start_matches("http-").to_owned(),
            told: both(message),
            hint: None,
            place: None,
            retry: None,
        }))
    }

    /// Adds advice on what to do.
    #[must_use]
    pub(super) fn hint(mut self, hint: &Message) -> Self {
        self.0.hint = Some(both(hint));
        self
    }

    /// The request violates the protocol.
    pub(super) fn request(message: &Message) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// None of the types that the client accepts is available.
    pub(super) fn not_acceptable(offers: &str) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, &message!("http-not-acceptable", offers = offers))
    }

    /// All turns are taken.
    pub(super) fn busy() -> Self {
        let mut busy = Self::new(StatusCode::SERVICE_UNAVAILABLE, &message!("http-busy"));
        busy.0.retry = Some(5);
        busy
    }

    /// Another process writes to the store.
    pub(super) fn locked() -> Self {
        let mut busy = Self::new(StatusCode::SERVICE_UNAVAILABLE, &message!("http-locked"));
        busy.0.retry = Some(5);
        busy
    }

    /// The query took too long.
    pub(super) fn overdue(limit: Duration) -> Self {
        let seconds = limit.as_secs_f64().to_string();
        Self::new(StatusCode::GATEWAY_TIMEOUT, &message!("http-overdue", seconds = seconds))
            .hint(&message!("hint-http-less"))
    }

    /// The query needed too much memory, or nests too deeply for its stack.
    pub(super) fn oversized(limit: u64) -> Self {
        let told = message!("http-oversized", mib = (limit >> 20).to_string());
        Self::new(StatusCode::SERVICE_UNAVAILABLE, &told).hint(&message!("hint-http-less"))
    }

    /// An error of the service, not the client.
    pub(super) fn internal(cause: impl ToString) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            &message!("http-internal", cause = cause.to_string()),
        )
    }

    /// The status.
    pub(super) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Returns the problem with a query whose text is `text`.
    pub(super) fn of_query(error: &QueryError, text: &str) -> Self {
        match error {
            QueryError::Syntax(cause) => {
                let (place, expected) = place(&cause.to_string(), text);
                let told = message!("http-syntax", error = error.message(), cause = expected);
                let mut told = Self::request(&told).hint(&error.hint());
                told.0.kind = "query-syntax".to_owned();
                told.0.place = place;
                told
            }
            QueryError::Evaluation(cause) => {
                let told = Self::new(StatusCode::INTERNAL_SERVER_ERROR, &error.message())
                    .hint(&error.hint());
                told.because(&cause.to_string())
            }
            _ => Self::request(&error.message()).hint(&error.hint()),
        }
    }

    /// Returns the problem with an update.
    pub(super) fn of_update(error: &UpdateError) -> Self {
        match error {
            UpdateError::Guarded(_) | UpdateError::GuardedAll => {
                Self::new(StatusCode::FORBIDDEN, &error.message()).hint(&error.hint())
            }
            UpdateError::Evaluation(_) | UpdateError::Condition(_) => {
                Self::new(StatusCode::CONFLICT, &error.message()).hint(&error.hint())
            }
            UpdateError::Store(error) => Self::of_store(error),
        }
    }

    /// Returns the problem for an error of the store.
    pub(super) fn of_store(error: &StoreError) -> Self {
        match error {
            StoreError::Locked(_) => Self::locked(),
            _ => Self::new(StatusCode::INTERNAL_SERVER_ERROR, &error.message()).hint(&error.hint()),
        }
    }

    fn because(mut self, cause: &str) -> Self {
        self.0.told.iter_mut().for_each(|told| *told = format!("{told}: {cause}"));
        self
    }

    /// Returns the problem document, for programs.
    fn document(&self, lang: Lang) -> serde_json::Value {
        let title = lang.of(&self.0.told[0], &self.0.told[1]);
        let mut document = json!({ "type": format!("urn:zeren:problem:{}", self.0.kind), "title": title, "status": self.0.status });
        if let Some(hint) = &self.0.hint {
            document["detail"] = lang.of(&hint[0], &hint[1]).clone().into();
        }
        if let Some(place) = &self.0.place {
            document["line"] = place.line.into();
            document["column"] = place.column.into();
            document["source"] = place.shown.clone().into();
        }
        document
    }

    /// Returns the problem as plain text.
    pub(super) fn text(&self, lang: Lang) -> String {
        let mut text = format!("{}\n", lang.of(&self.0.told[0], &self.0.told[1]));
        if let Some(place) = &self.0.place {
            text.push_str(&format!("{}\n", place.shown));
        }
        if let Some(hint) = &self.0.hint {
            text.push_str(&format!("{}\n", lang.of(&hint[0], &hint[1])));
        }
        text
    }

    /// Returns the problem as a page at `path`.
    fn page(&self, status: StatusCode, lang: Lang, path: &str) -> String {
        let page = html! {
            (DOCTYPE)
            html lang=(lang.of("en", "zh-CN")) {
                head { meta charset="utf-8"; title { (status) } link rel="stylesheet" href=(relative(path, "assets/style.css")); }
                body { main { h1 { (status) } pre.told { (self.text(lang)) } } }
            }
        };
        page.into_string()
    }

    fn in_form(&self, headers: &HeaderMap, path: &str) -> Response {
        const FORMS: &[(&str, Form)] = &[
            ("application/problem+json", Form::Json),
            ("application/json", Form::Json),
            ("text/plain", Form::Text),
            ("text/html", Form::Page),
        ];
        let lang = language(headers).unwrap_or(Lang::user());
        let status = self.status();
        let mut response = match negotiate(headers, FORMS).map(|(_, form)| form) {
            Some(Form::Text) => (status, self.text(lang)).into_response(),
            Some(Form::Page) => (status, Html(self.page(status, lang, path))).into_response(),
            Some(Form::Json) | None => {
                let kind = [(header::CONTENT_TYPE, "application/problem+json")];
                (status, kind, format!("{}\n", self.document(lang))).into_response()
            }
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
        if let Some(seconds) = self.0.retry {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"zeren\", Basic realm=\"zeren\""),
            );
        }
        response
    }
}

#[derive(Clone, Copy)]
enum Form {
    Json,
    Text,
    Page,
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::of_store(&error)
    }
}

impl From<UpdateError> for Problem {
    fn from(error: UpdateError) -> Self {
        Self::of_update(&error)
    }
}

impl From<WriteError> for Problem {
    fn from(error: WriteError) -> Self {
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, &error.message()).because(&cause)
    }
}

impl IntoResponse for Problem {
    /// Leaves the form to [`told`], which knows what the client accepts.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes problems in the form and language that the client asks for, including those of unknown
/// routes and methods.
pub(super) fn told(headers: &HeaderMap, path: &str, mut response: Response) -> Response {
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if !response.headers().contains_key(header::CONTENT_TYPE) => {
            match bare(response.status(), path) {
                Some(problem) => problem,
                None => return response,
            }
        }
        None => return response,
    };
    let mut told = problem.in_form(headers, path);
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        told.headers_mut().insert(header::ALLOW, allow);
    }
    told
}

/// Returns the problem that a status without a body stands for.
fn bare(status: StatusCode, path: &str) -> Option<Problem> {
    let message = match status {
        StatusCode::NOT_FOUND => message!("http-no-page", path = path),
        StatusCode::METHOD_NOT_ALLOWED => message!("http-method"),
        StatusCode::PAYLOAD_TOO_LARGE => message!("http-body-too-large"),
        StatusCode::REQUEST_TIMEOUT => message!("http-body-late"),
        _ => return None,
    };
    Some(Problem::new(status, &message))
}

/// Splits a parser error (`error at 1:8: expected …`) into the position and the rest.
fn place(said: &str, text: &str) -> (Option<Place>, String) {
    let found = said.strip_prefix("error at ").and_then(|rest| {
        let (at, expected) = rest.split_once(": ")?;
        let (line, column) = at.split_once(':')?;
        Some((line.parse::<usize>().ok()?, column.parse::<usize>().ok()?, expected))
    });
    let Some((line, column, expected)) = found else { return (None, said.to_owned()) };
    const SHOWN: usize = 100;
    let whole = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let from = column.saturating_sub(1).saturating_sub(SHOWN / 2);
    let part: String = whole.chars().skip(from).take(SHOWN).collect();
    let before: String = whole.chars().skip(from).take(column.saturating_sub(1) - from).collect();
    let caret = " ".repeat(unicode_width::UnicodeWidthStr::width(before.as_str()));
    (Some(Place { line, column, shown: format!("{part}\n{caret}^") }), expected.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;

    #[test]
    fn a_mistake_is_pointed_at() {
        let text = "SELECT * {\n  ?任务 zr:lead }";
        let error = Query::parse(text).expect_err("no query");
        let problem = Problem::of_query(&error, text);
        let document = problem.document(Lang::En);
        assert_eq!(
            (document["line"].as_u64(), document["column"].as_u64()),
            (Some(2), Some(15)),
            "{document}"
        );
        assert_eq!(document["source"], "  ?任务 zr:lead }\n                ^");
        assert_eq!(document["type"], "urn:zeren:problem:query-syntax");
    }
}
