//! Errors about names that match nothing, or too much.

use super::Kind;
use crate::message;
use crate::message::Message;
use crate::query::QueryError;
use crate::remote::RemoteError;

/// How many candidates a hint shows.
const N_SHOWN: usize = 5;

/// Why a name cannot be resolved.
#[derive(Debug, thiserror::Error)]
pub enum NameError {
    /// Nothing has the name.
    Unknown {
        /// The kind of thing looked for.
        kind: Kind,
        /// What was typed.
        name: String,
        /// The most similar names, best first.
        nearest: Vec<String>,
        /// Whether the store has nothing of this kind at all.
        is_none: bool,
    },
    /// Exactly one is needed, but several have the name.
    Several {
        /// The kind of thing looked for.
        kind: Kind,
        /// What was typed.
        name: String,
        /// Names that distinguish them.
        candidates: Vec<String>,
    },
    /// The store could not be queried.
    Query(#[from] QueryError),
    /// The store behind an endpoint could not be queried.
    Remote(#[from] RemoteError),
}

impl NameError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown { kind, name, .. } => {
                message!("name-unknown", kind = kind.message(), name = name)
            }
            Self::Several { kind, name, candidates } => {
                message!("name-several", name = name, n = candidates.len(), kind = kind.message())
            }
            Self::Query(_) => message!("name-query"),
            Self::Remote(error) => error.message(),
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Message {
        match self {
            Self::Unknown { kind, is_none: true, .. } => {
                message!("hint-name-none", kind = kind.message())
            }
            Self::Unknown { kind, nearest, .. } if nearest.is_empty() => match kind.listed_by() {
                Some(question) => message!("hint-name-listed", question = question),
                None => message!("hint-name-unlisted"),
            },
            Self::Unknown { nearest, .. } => message!("hint-name-near", names = quoted(nearest)),
            Self::Several { candidates, .. } => match candidates.len().checked_sub(N_SHOWN) {
                Some(more) if more > 0 => {
                    message!(
                        "hint-name-one-of-more",
                        names = quoted(&candidates[..N_SHOWN]),
                        n = more
                    )
                }
                _ => message!("hint-name-one-of", names = quoted(candidates)),
            },
            Self::Query(error) => error.hint(),
            Self::Remote(error) => error.hint(),
        }
    }

    /// Whether the name is wrong, rather than the store.
    pub fn is_of_the_name(&self) -> bool {
        matches!(self, Self::Unknown { .. } | Self::Several { .. })
    }
}

message::tells!(NameError);

fn quoted(names: &[String]) -> Vec<Message> {
    names.iter().map(|name| message!("quoted", name = name)).collect()
}
