//! SEARCH: ranked full-text search in tasks, headings and titles.
//!
//! In: `营商环境 "一网通办"`, as people type it, and optionally a region, a unit, a role. Out:
//! everything that contains every word, each with its sentence, its position, and who is
//! responsible.
//!
//! A word matches wherever its characters occur consecutively, just as in a scan of the text:
//! Chinese has no blanks to split at, and a dictionary would impose words that official documents
//! do not follow. Tantivy keeps the index: character bigrams with positions, so that a word is a
//! phrase of bigrams, ranked by BM25. The index of a store is in the folder of the state it was
//! made from and is removed with it, so it can never belong to another state.

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

/// Why a search failed.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The store could not be read.
    Query(#[from] QueryError),
    /// The index could not be written or read.
    Index(#[from] tantivy::TantivyError),
    /// There is nothing to search for.
    Empty,
}

impl SearchError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Query(_) => message!("search-query"),
            Self::Index(_) => message!("search-index"),
            Self::Empty => message!("search-empty"),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Query(error) => error.hint(),
            Self::Index(_) => message!("hint-search-index"),
            Self::Empty => message!("hint-search-empty"),
        }
    }
}

message::tells!(SearchError);

/// Replaces full-text patterns of a query (`?task text:query "营商环境"`) by results from the index
/// of the store; other queries are unchanged.
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
