//! HTTP requests to a remote store: with credentials if it asks for them, and with retries if it is
//! busy.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD as STANDARD;
use digest_auth::{AuthContext, HttpMethod, WwwAuthenticateHeader};
use oxigraph::model::NamedNodeRef;
use ureq::Agent;
use ureq::http::{self, StatusCode, header};

use super::RemoteError;

/// How many times a request is sent.
const TRIES: u32 = 5;
/// The wait before the second try; it doubles each time.
const WAIT: Duration = Duration::from_millis(200);
/// How many redirects within the same server are followed.
const MOVES: u32 = 5;
/// How many characters of an error response are shown.
const TOLD: usize = 200;

/// A user name and a password.
#[derive(Clone)]
pub struct Credentials {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
}

/// Limits on an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The time limit, for all tries together.
    pub time: Duration,
    /// The size limit, in bytes.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(300), bytes: 256 << 20 }
    }
}

/// A request.
#[derive(Clone)]
pub(super) struct Request {
    method: &'static str,
    url: String,
    accept: &'static str,
    /// The media type of the body, and the body.
    body: Option<(String, String)>,
}

impl Request {
    /// Creates a request about a graph, by the Graph Store Protocol.
    pub(super) fn graph(method: &'static str, store: &str, graph: NamedNodeRef<'_>) -> Self {
        let name: String = form_urlencoded::byte_serialize(graph.as_str().as_bytes()).collect();
        let joint = if store.contains('?') { '&' } else { '?' };
        Self { method, url: format!("{store}{joint}graph={name}"), accept: "*/*", body: None }
    }

    /// Creates a query or update as a form, which every server accepts.
    pub(super) fn form(url: &str, field: &str, text: &str) -> Self {
        let form =
            form_urlencoded::Serializer::new(String::new()).append_pair(field, text).finish();
        let request = Self { method: "POST", url: url.to_owned(), accept: "*/*", body: None };
        request.with("application/x-www-form-urlencoded", form)
    }

    /// Adds a body.
    pub(super) fn with(mut self, media_type: &str, body: String) -> Self {
        self.body = Some((media_type.to_owned(), body));
        self
    }

    /// Sets the accepted media types.
    pub(super) fn accepting(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }

    /// Returns the path and query of the address, which digest authentication needs.
    fn path(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
    }
}

/// The answer of a server.
pub(super) struct Answer {
    /// The media type without parameters.
    pub(super) media_type: String,
    /// The body.
    pub(super) bytes: Vec<u8>,
}

/// A server's response.
struct Response {
    status: StatusCode,
    /// The authentication it asks for.
    asked: Option<String>,
    /// The location it redirects to.
    to: Option<String>,
    answer: Answer,
}

/// Sends requests.
pub(super) struct Client {
    agent: Agent,
    credentials: Option<Credentials>,
    limits: Limits,
    asked: Mutex<Asked>,
}

/// The authentication that the server last asked for. Credentials are not sent unasked: Virtuoso
/// misbehaves when it gets a plain password.
enum Asked {
    Nothing,
    Basic,
    /// Includes a counter of its uses.
    Digest(WwwAuthenticateHeader),
}

impl From<Option<String>> for Asked {
    fn from(header: Option<String>) -> Self {
        header.and_then(|header| digest_auth::parse(&header).ok()).map_or(Self::Basic, Self::Digest)
    }
}

impl Client {
    pub(super) fn new(credentials: Option<Credentials>, limits: Limits) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false);
        Self {
            agent: config.build().into(),
            credentials,
            limits,
            asked: Mutex::new(Asked::Nothing),
        }
    }

    /// Sends a request until it is answered; retries if the server is busy or the connection
    /// breaks, while time remains.
    pub(super) fn send(&self, request: &Request) -> Result<Answer, RemoteError> {
        let until = Instant::now() + self.limits.time;
        let mut wait = WAIT;
        for _ in 1..TRIES {
            match self.authorised(request, until) {
                Err(RemoteError::Unreachable { .. }) => {}
                Err(RemoteError::Refused { status: 429 | 502 | 503 | 504, .. }) => {}
                other => return other,
            }
            thread::sleep(wait.min(until.saturating_duration_since(Instant::now())));
            wait *= 2;
        }
        self.authorised(request, until)
    }

    /// Sends a request, and again with credentials if the server asks for them.
    fn authorised(&self, request: &Request, until: Instant) -> Result<Answer, RemoteError> {
        let (status, asked, answer) = self.followed(request, until)?;
        if status != StatusCode::UNAUTHORIZED || self.credentials.is_none() {
            return check(request, status, answer);
        }
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = asked.into();
        let (status, _, answer) = self.followed(request, until)?;
        check(request, status, answer)
    }

    /// Sends a request, following redirects within the same server; no other may see what is sent.
    fn followed(
        &self,
        request: &Request,
        until: Instant,
    ) -> Result<(StatusCode, Option<String>, Answer), RemoteError> {
        let mut request = request.clone();
        for _ in 0..MOVES {
            let Response { status, asked, to, answer } = self.once(&request, until)?;
            let Some(to) =
                to.filter(|_| status.is_redirection() && status != StatusCode::NOT_MODIFIED)
            else {
                return Ok((status, asked, answer));
            };
            let (origin, _) = super::address::split(&request.url);
            request.url = match () {
                () if to.starts_with('/') && !to.starts_with("//") => format!("{origin}{to}"),
                () if super::address::split(&to).0 == origin => to,
                () => return Err(RemoteError::Elsewhere { url: request.url, to }),
            };
        }
        Err(RemoteError::Elsewhere { url: request.url.clone(), to: request.url })
    }

    /// Returns the authorisation header, in the form the server wants.
    fn authorisation(&self, request: &Request) -> Option<String> {
        let Credentials { user, password } = self.credentials.as_ref()?;
        match &mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner) {
            Asked::Nothing => None,
            Asked::Basic => {
                Some(format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))))
            }
            Asked::Digest(asked) => {
                let method = HttpMethod::from(request.method);
                let context = AuthContext::new_with_method(
                    user,
                    password,
                    request.path(),
                    Option::<&[u8]>::None,
                    method,
                );
                asked.respond(&context).ok().map(|header| header.to_header_string())
            }
        }
    }

    /// Sends a request.
    fn once(&self, request: &Request, until: Instant) -> Result<Response, RemoteError> {
        let who = self.authorisation(request);
        let left = until.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        let url = || request.url.split('?').next().unwrap_or_default().to_owned();
        let broken = |source: ureq::Error| match source {
            ureq::Error::Timeout(_) => {
                RemoteError::Late { url: url(), seconds: self.limits.time.as_secs() }
            }
            ureq::Error::BodyExceedsLimit(_) => {
                RemoteError::Long { url: url(), megabytes: self.limits.bytes >> 20 }
            }
            source => {
                RemoteError::Unreachable { url: request.url.clone(), source: Box::new(source) }
            }
        };
        let mut builder = http::Request::builder()
            .method(request.method)
            .uri(&request.url)
            .header(header::ACCEPT, request.accept);
        if let Some(who) = who {
            builder = builder.header(header::AUTHORIZATION, who);
        }
        let sent = match &request.body {
            Some((media_type, body)) => {
                let request = builder.header(header::CONTENT_TYPE, media_type).body(body.as_str());
                let request = request.map_err(|error| broken(error.into()))?;
                self.agent
                    .run(self.agent.configure_request(request).timeout_global(Some(left)).build())
            }
            None => {
                let request = builder.body(()).map_err(|error| broken(error.into()))?;
                self.agent
                    .run(self.agent.configure_request(request).timeout_global(Some(left)).build())
            }
        };
        let mut response = sent.map_err(broken)?;
        let header = |name: header::HeaderName| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let [asked, to] = [header(header::WWW_AUTHENTICATE), header(header::LOCATION)];
        let kind = header(header::CONTENT_TYPE).unwrap_or_default();
        let media_type = kind.split(';').next().unwrap_or_default().trim().to_owned();
        let bytes = response
            .body_mut()
            .with_config()
            .limit(self.limits.bytes)
            .read_to_vec()
            .map_err(broken)?;
        Ok(Response { status: response.status(), asked, to, answer: Answer { media_type, bytes } })
    }
}

fn check(request: &Request, status: StatusCode, answer: Answer) -> Result<Answer, RemoteError> {
    let url = request.url.split('?').next().unwrap_or_default().to_owned();
    match status {
        status if status.is_success() => Ok(answer),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(RemoteError::Unauthorised(url)),
        status => {
            let told = String::from_utf8_lossy(&answer.bytes);
            let message =
                told.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(TOLD).collect();
            Err(RemoteError::Refused { url, status: status.as_u16(), message })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_of_the_path() {
        let request = Request::graph("PUT", "http://h:1/store", crate::graph::ONTOLOGY);
        assert_eq!(request.path(), "/store?graph=https%3A%2F%2Fw3id.org%2Fzeren%2Fns");
    }
}
