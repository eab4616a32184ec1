//! A request as pages see it: its path, parameters and language, and the store at that moment.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::super::State;
use super::super::negotiate::{language, names, negotiate};
use super::Refusal;
use super::held::Held;
use crate::graph::VERSION;
use crate::message;
use crate::message::{Lang, Message};
use crate::query::CancellationToken;
use crate::store::{Store, StoreError};

/// The media type and suffix of an output format.
pub(super) type Form = (&'static str, &'static str);

/// Parameters that every page accepts.
const COMMON: &[&str] = &["lang", "format"];

/// A request.
pub(super) struct Visit {
    /// The store at the time of the request.
    pub(super) store: Store,
    /// The path, unescaped: `/id/unit/410526/…`.
    pub(super) path: String,
    /// The parameters in order, without empty ones, which forms send for fields left blank.
    pub(super) parameters: Vec<(String, String)>,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The language of the page.
    pub(super) lang: Lang,
    /// The public address of the service, up to the first slash of the path.
    pub(super) origin: String,
    /// Cached data of the store's state.
    pub(super) held: Arc<Held>,
    /// How long the answer may take.
    pub(super) limit: Duration,
    /// Cancelled when nobody waits for the answer any more.
    pub(super) token: CancellationToken,
    is_asked: bool,
    /// The name of the store's state.
    pub(super) revision: String,
    etag: String,
}

impl Visit {
    /// Reads a request.
    pub(super) fn new(
        state: &State,
        parts: &Parts,
        (held, token): (Arc<Held>, CancellationToken),
    ) -> Result<Self, StoreError> {
        let snapshot = state.snapshot_now()?;
        let query = parts.uri.query().unwrap_or_default();
        let parameters: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let parameters: Vec<_> =
            parameters.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        let asked = parameters
            .iter()
            .find(|(name, _)| name == "lang")
            .and_then(|(_, value)| Lang::of_locale(value));
        let asked = asked.or_else(|| language(&parts.headers));
        let lang = asked.unwrap_or(Lang::user());
        let text = |name| {
            parts
                .headers
                .get_all(name)
                .iter()
                .map(|value| format!("{value:?},"))
                .collect::<String>()
        };
        // Everything that makes two answers differ.
        let origin = state.origin(&parts.headers);
        let revision = format!("{VERSION} {}", snapshot.print);
        let made_of =
            [&revision, &parts.uri.to_string(), &text(header::ACCEPT), lang.tag(), origin.as_str()]
                .join("\n");
        let hash = crate::digest::sha256(format!("{made_of}\n{}", asked.is_some()));
        Ok(Self {
            store: snapshot.store.clone(),
            path: decoded(parts.uri.path()),
            parameters,
            headers: parts.headers.clone(),
            lang,
            origin,
            held,
            limit: state.limits.time,
            token,
            is_asked: asked.is_some(),
            revision,
            etag: format!("W/\"{}\"", hash.get(..32).unwrap_or(&hash)),
        })
    }

    /// Returns the tag of the answer; weak, because a proxy may compress it.
    pub(super) fn etag(&self) -> &str {
        &self.etag
    }

    /// Whether the client already has the answer.
    pub(super) fn is_held(&self) -> bool {
        let tags = self
            .headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let mut tags = tags.flat_map(|tags| tags.split(','));
        tags.any(|tag| tag.trim() == "*" || bare(tag) == bare(&self.etag))
    }

    /// Returns a message in the language of the page.
    pub(super) fn say(&self, message: &Message) -> String {
        message.in_lang(self.lang)
    }

    /// Returns the language of tables for programs: English, unless another was requested.
    pub(super) fn lang_of_data(&self) -> Lang {
        if self.is_asked { self.lang } else { Lang::En }
    }

    /// Returns the address of a path relative to this page, so that it works behind a proxy that
    /// adds a path prefix.
    pub(super) fn to(&self, path: &str) -> String {
        relative(&self.path, path)
    }

    /// Returns the address of this page with some parameters changed; an empty one is dropped.
    pub(super) fn here(&self, changes: &[(&str, &str)]) -> String {
        let kept = self
            .parameters
            .iter()
            .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let last = self.path.rsplit('/').next().unwrap_or_default();
        let address = if last.is_empty() { "./".to_owned() } else { encoded(last) };
        with_query(
            &address,
            kept.chain(changes.iter().copied()).filter(|(_, value)| !value.is_empty()),
        )
    }

    /// Returns the first value of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(one, _)| one == name).map(|(_, value)| value.trim())
    }

    /// Returns all values of a parameter.
    pub(super) fn all<'v>(&'v self, name: &'v str) -> impl Iterator<Item = &'v str> {
        self.parameters.iter().filter(move |(one, _)| one == name).map(|(_, value)| value.trim())
    }

    /// Whether there are parameters other than the common ones.
    pub(super) fn is_asking(&self) -> bool {
        self.parameters.iter().any(|(name, _)| !COMMON.contains(&name.as_str()))
    }

    /// Parses a parameter as a number.
    pub(super) fn number(&self, name: &'static str) -> Result<Option<usize>, Refusal> {
        let number = |text: &str| {
            text.parse()
                .map_err(|_| Refusal::bad(message!("page-no-number", name = name, text = text)))
        };
        self.get(name).map(number).transpose()
    }

    /// Refuses parameters that the page does not know: a misspelt filter must not return
    /// everything.
    pub(super) fn takes(&self, known: &[&str]) -> Result<(), Refusal> {
        let is_odd = |name: &str| !known.contains(&name) && !COMMON.contains(&name);
        let Some((odd, _)) = self.parameters.iter().find(|(name, _)| is_odd(name)) else {
            return Ok(());
        };
        let quoted: Vec<_> =
            known.iter().chain(COMMON).map(|name| message!("quoted", name = *name)).collect();
        Err(Refusal::bad(message!("page-parameter", name = odd))
            .hinted(message!("hint-page-parameter", names = quoted)))
    }

    /// Returns the output format requested by `?format=`, a path suffix, or `Accept`.
    pub(super) fn form(&self, forms: &[Form], suffix: Option<&str>) -> Result<Form, Refusal> {
        let named = |word: &str| {
            let word = word.to_ascii_lowercase();
            forms
                .iter()
                .copied()
                .find(|(media_type, suffix)| *suffix == word || *media_type == word)
        };
        if let Some(word) = self.get("format") {
            return named(word).ok_or_else(|| {
                let suffixes = forms
                    .iter()
                    .map(|(_, suffix)| message!("quoted", name = *suffix))
                    .collect::<Vec<_>>();
                Refusal::bad(message!("format-unknown", format = word))
                    .hinted(message!("hint-one-of", names = suffixes))
            });
        }
        if let Some(form) = suffix.and_then(named) {
            return Ok(form);
        }
        negotiate(&self.headers, forms).ok_or_else(|| Refusal::form(&names(forms)))
    }
}

/// Appends parameters to an address.
pub(super) fn with_query<'p>(
    address: &str,
    parameters: impl Iterator<Item = (&'p str, &'p str)>,
) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters);
    match query.finish().as_str() {
        "" => address.to_owned(),
        query => format!("{address}?{query}"),
    }
}

/// Returns the address of the path `to` relative to the page at `from`.
pub(in crate::serve) fn relative(from: &str, to: &str) -> String {
    let depth = from.matches('/').count().saturating_sub(1);
    let up = if depth == 0 { "./".to_owned() } else { "../".repeat(depth) };
    format!("{up}{to}")
}

/// Escapes a path, or part of one, for an address.
pub(super) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' | b'@' => {
                out.push(char::from(byte))
            }
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

/// Decodes `%` escapes; invalid UTF-8 becomes replacement characters, which match nothing.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let digits = || {
            let mut ahead = rest.clone();
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(ahead.next())?, digit(ahead.next())?);
            Some((u8::try_from(high * 16 + low).ok()?, ahead))
        };
        match (byte, digits()) {
            (b'%', Some((escaped, ahead))) => {
                bytes.push(escaped);
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_language_is_the_one_that_is_liked_best() {
        for (accepted, expected) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Lang::Zh)),
            ("en-GB, zh;q=0.9", Some(Lang::En)),
            ("fr, en;q=0.3, zh;q=0.5", Some(Lang::Zh)),
            ("de", None),
            ("zh;q=0, en;q=0.1", Some(Lang::En)),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
            assert_eq!(language(&headers), expected, "{accepted}");
        }
    }

    #[test]
    fn paths_are_read_as_they_are_written() {
        for path in ["/id/unit/410526/a-1", "/queries/谁 牵头?", "/a%b"] {
            assert_eq!(decoded(&encoded(path)), path);
        }
        assert_eq!(decoded("/%E5%8E%BF%zz%4"), "/县%zz%4");
        assert_eq!(decoded("/%ff"), "/\u{fffd}");
    }
}
