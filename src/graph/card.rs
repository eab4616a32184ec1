//! The properties by which documents are told apart, as plain data.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::title_key;
use crate::model::{Document, Facts, Mention, Relation};

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The GB/T 2260 code of the region, if known.
    pub region: Option<String>,
    /// 文种: 通知.
    pub kind: String,
    /// 标题.
    pub title: Option<String>,
    /// 发文字号.
    pub number: Option<String>,
    /// The full names of the issuers.
    pub issuers: Vec<String>,
    /// 成文日期, as 2023-06-27.
    pub date: Option<String>,
    /// The full names of the addressees.
    pub addressees: Vec<String>,
    /// The keys of the titles of documents that it issues; see [`Card::title_key`].
    pub issues: BTreeSet<String>,
}

impl Card {
    /// Returns the card of a document in `facts`.
    pub fn of(facts: &Facts, document: &Document) -> Self {
        let names = |mentions: &[Mention]| {
            let units = mentions.iter().filter_map(|mention| facts.units.get(mention.unit));
            units.map(|unit| unit.canonical.clone()).collect()
        };
        let issued = facts
            .citations
            .iter()
            .filter(|one| one.doc == document.id && one.relation == Relation::Issues);
        let titles = issued.flat_map(|one| one.inner.iter().chain([&one.title]));
        Self {
            region: facts.region.as_ref().map(|region| region.code.clone()),
            kind: document.kind.clone(),
            title: document.title.clone(),
            number: document.number.clone(),
            issuers: names(&document.issuers),
            date: document.date.map(|date| date.to_string()),
            addressees: names(&document.addressees),
            issues: titles.map(|title| title_key(title)).filter(|key| !key.is_empty()).collect(),
        }
    }

    /// Returns a key of the title that is the same for all of its spellings.
    pub fn title_key(&self) -> Option<String> {
        self.title.as_deref().map(title_key).filter(|key| !key.is_empty())
    }

    /// Returns the name people use for it: its number, else its title.
    pub fn name(&self) -> &str {
        self.number.as_deref().or(self.title.as_deref()).unwrap_or("untitled")
    }
}
