//! Why a page is not shown, and what to do about it.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::super::negotiate::negotiate;
use super::super::problem::Problem;
use super::visit::Visit;
use super::{Reply, html};
use crate::ledger::LedgerError;
use crate::map::MapError;
use crate::message;
use crate::message::Message;
use crate::names::NameError;
use crate::query::{QueryError, WriteError};
use crate::question::NamedError;
use crate::search::SearchError;
use crate::store::StoreError;

/// An error response of a page.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    message: Message,
    hint: Option<Message>,
}

impl Refusal {
    /// Creates a refusal with this status.
    pub(super) fn new(status: StatusCode, message: Message) -> Self {
        Self { status, message, hint: None }
    }

    /// The request is invalid.
    pub(super) fn bad(message: Message) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// There is no such thing.
    pub(super) fn missing(message: Message) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// The answer is not available in a form that the client accepts.
    pub(super) fn form(forms: &str) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, message!("page-forms", forms = forms))
    }

    /// An error of the service.
    pub(super) fn ours(message: Message) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, message)
    }

    /// Adds advice on what to do.
    pub(super) fn hinted(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Returns the status.
    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns what is wrong and what to do, as HTML.
    pub(super) fn told(&self, visit: &Visit) -> Markup {
        html! {
            p.told { (visit.say(&self.message)) }
            @if let Some(hint) = &self.hint { p { (visit.say(hint)) } }
        }
    }

    /// Returns a page for a browser, and a problem document otherwise.
    pub(super) fn respond(self, visit: &Visit) -> Response {
        let forms = [("application/problem+json", false), ("text/html", true)];
        let is_page = negotiate(&visit.headers, &forms).is_some_and(|(_, is_page)| is_page);
        let mut response = match is_page {
            true => {
                let title = visit.say(&message!("page-refused", status = self.status.as_str()));
                Reply::html(html::layout(visit, &title, self.told(visit)))
                    .of(self.status)
                    .into_response()
            }
            false => {
                let problem = Problem::new(self.status, &self.message);
                match &self.hint {
                    Some(hint) => problem.hint(hint),
                    None => problem,
                }
                .into_response()
            }
        };
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, header::HeaderValue::from_static("10"));
        }
        response
    }
}

impl From<QueryError> for Refusal {
    fn from(error: QueryError) -> Self {
        Self::ours(error.message())
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::ours(error.message())
    }
}

impl From<oxigraph::store::StorageError> for Refusal {
    fn from(error: oxigraph::store::StorageError) -> Self {
        StoreError::from(error).into()
    }
}

impl From<WriteError> for Refusal {
    fn from(error: WriteError) -> Self {
        Self::ours(error.message())
    }
}

impl From<NameError> for Refusal {
    fn from(error: NameError) -> Self {
        let status = match &error {
            NameError::Unknown { .. } => StatusCode::NOT_FOUND,
            NameError::Several { .. } => StatusCode::BAD_REQUEST,
            NameError::Query(_) | NameError::Remote(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.message()).hinted(error.hint())
    }
}

impl From<MapError> for Refusal {
    fn from(error: MapError) -> Self {
        let status = match error {
            MapError::Name(error) => return error.into(),
            MapError::Nothing { .. } => StatusCode::NOT_FOUND,
            MapError::NoDot => StatusCode::BAD_REQUEST,
            MapError::Missing { .. } => StatusCode::NOT_IMPLEMENTED,
            MapError::Overdue { .. } => StatusCode::SERVICE_UNAVAILABLE,
            MapError::Query(_) | MapError::Failed { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.message()).hinted(error.hint())
    }
}

impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Self {
        let message = error.message();
        match error {
            LedgerError::Name(error) => error.into(),
            LedgerError::Nothing(_) | LedgerError::NoTasks | LedgerError::NoTasksRead => {
                Self::missing(message).hinted(error.hint())
            }
            _ => Self::ours(message),
        }
    }
}

impl From<SearchError> for Refusal {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Empty => Self::bad(error.message()).hinted(error.hint()),
            _ => Self::ours(error.message()),
        }
    }
}

impl From<NamedError> for Refusal {
    fn from(error: NamedError) -> Self {
        match error {
            NamedError::Unknown(_) => Self::missing(error.message()).hinted(error.hint()),
            NamedError::Extra { .. } | NamedError::Lacking { .. } | NamedError::Day(_) => {
                Self::bad(error.message()).hinted(error.hint())
            }
            NamedError::Name(error) => error.into(),
            NamedError::Query(error) => error.into(),
        }
    }
}
