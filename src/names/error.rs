//! What is said of a name that finds nothing, or too much.

use super::Kind;
use crate::query::QueryError;
use crate::remote::RemoteError;

/// Candidates that a hint shows.
const N_SHOWN: usize = 5;

/// Why a name leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum NameError {
    /// Nothing has the name.
    #[error("no {kind} `{name}`")]
    Unknown {
        /// What was looked for.
        kind: Kind,
        /// What was typed.
        name: String,
        /// The names that are most like it, best first.
        nearest: Vec<String>,
        /// Whether there is nothing of the kind at all.
        is_none: bool,
    },
    /// One is needed, and several have the name.
    #[error("`{name}` is the name of {} {kind}s", candidates.len())]
    Several {
        /// What was looked for.
        kind: Kind,
        /// What was typed.
        name: String,
        /// Names that tell them apart.
        candidates: Vec<String>,
    },
    /// The store could not be asked.
    #[error("cannot look up names in the store")]
    Query(#[from] QueryError),
    /// The store behind an endpoint could not be asked.
    #[error(transparent)]
    Remote(#[from] RemoteError),
}

impl NameError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown { kind, is_none: true, .. } => {
                format!("the store names no {kind}: read documents into it with `zeren build FOLDER`")
            }
            Self::Unknown { kind, nearest, .. } if nearest.is_empty() => match kind.listed_by() {
                Some(question) => format!("nothing is like it: `zeren query {question}` shows what there is"),
                None => "nothing is like it: see the documents for what they name".to_owned(),
            },
            Self::Unknown { nearest, .. } => format!("did you mean {}?", quoted(nearest)),
            Self::Several { candidates, .. } => {
                let shown = candidates.iter().take(N_SHOWN).cloned().collect::<Vec<_>>();
                let more = candidates.len() - shown.len();
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                format!("name one of {}{more}", quoted(&shown))
            }
            Self::Query(error) => error.hint().to_owned(),
            Self::Remote(error) => error.hint().to_owned(),
        }
    }

    /// Whether it is the name that is wrong, not the store.
    pub fn is_of_the_name(&self) -> bool {
        matches!(self, Self::Unknown { .. } | Self::Several { .. })
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
