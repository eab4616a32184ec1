//! SEARCH: the words of tasks, headings and titles, ranked.
//!
//! Comes in: `营商环境 "一网通办"`, as people type it, and perhaps a region, a unit, a role. Goes
//! out: what holds every word, each with its sentence, its place, and who answers for it.
//!
//! A word is found wherever its characters stand in a row, which is what a scan of the text would
//! find: Chinese has no blanks to split at, and a dictionary would decide on words that official
//! documents do not keep to. Tantivy keeps the index: pairs of characters with their positions, so
//! that a word is a phrase of pairs, ranked by BM25. The index of a store lies in the state that it
//! was made from and goes with it; it can never be of another state.

mod entry;
mod index;
mod token;
mod write;

pub use entry::{Duty, Entry, What};
pub use index::{Hit, Index, Request, by_region, damaged};
pub use token::{normal, words};
pub use write::{COLUMNS, csv, json, sentence};

use oxigraph::model::NamedNode;

use crate::message;
use crate::message::Message;
use crate::query::{Query, QueryError};
use crate::store::Store;

/// Why nothing can be searched.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The store could not be read.
    Query(#[from] QueryError),
    /// The index could not be written or read.
    Index(#[from] tantivy::TantivyError),
    /// Nothing to look for.
    Empty,
}

impl SearchError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Query(_) => message!("search-query"),
            Self::Index(_) => message!("search-index"),
            Self::Empty => message!("search-empty"),
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Message {
        match self {
            Self::Query(error) => error.hint(),
            Self::Index(_) => message!("hint-search-index"),
            Self::Empty => message!("hint-search-empty"),
        }
    }
}

message::tells!(SearchError);

/// Finds the words that a query asks for (`?task text:query "营商环境"`) in the index of the store;
/// a query that asks for none stays what it is.
pub fn look_up(query: &mut Query, store: &Store) -> Result<(), SearchError> {
    if !query.asks_for_words() {
        return Ok(());
    }
    let index = Index::of(store)?;
    query.look_up(|text| {
        let (hits, _) =
            index.find(&Request { words: words(text), ..Request::default() }, usize::MAX)?;
        Ok(hits.into_iter().map(|hit| NamedNode::new_unchecked(hit.entry.iri)).collect())
    })
}
