//! Views of documents, their sections, region and units.

use std::collections::BTreeMap;

use serde::Serialize;

use super::task::{AssignmentView, assignments};
use super::{Context, EvidenceView, OneOrMany, surface};
use crate::model::{Date, Document, Mention, Region, Section, Unit};

#[derive(Serialize)]
pub(super) struct RegionView<'a> {
    code: &'a str,
    name: &'a str,
    level: &'a str,
    within: &'a [String],
}

impl<'a> RegionView<'a> {
    pub(super) fn new(region: &'a Region) -> Self {
        Self {
            code: &region.code,
            name: &region.name,
            level: &region.level,
            within: &region.within,
        }
    }
}

#[derive(Serialize)]
pub(super) struct DocumentView<'a> {
    id: &'a str,
    kind: &'a str,
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_title: Option<&'a str>,
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    masthead: Option<&'a str>,
    issuers: Vec<&'a str>,
    addressees: Vec<&'a str>,
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_date: Option<&'a str>,
    printed_by: Option<&'a str>,
    printed_date: Option<String>,
    attaches: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assignments: Vec<AssignmentView<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    web: BTreeMap<&'a str, OneOrMany<'a>>,
}

impl<'a> DocumentView<'a> {
    pub(super) fn new(document: &'a Document, context: &Context<'a>) -> Self {
        let facts = context.facts;
        let names = |mentions: &'a [Mention]| {
            mentions.iter().map(|mention| surface(facts, mention.unit)).collect()
        };
        Self {
            id: &document.id,
            kind: &document.kind,
            title: document.title.as_deref(),
            raw_title: document.raw_title.as_deref(),
            number: document.number.as_deref(),
            masthead: document.masthead.as_deref(),
            issuers: names(&document.issuers),
            addressees: names(&document.addressees),
            date: document.date.map(iso),
            raw_date: document.raw_date.as_deref(),
            printed_by: document.printed_by.as_ref().map(|mention| surface(facts, mention.unit)),
            printed_date: document.printed_date.map(iso),
            attaches: &document.attaches,
            assignments: assignments(&document.assignments, context),
            web: web(document),
        }
    }
}

#[derive(Serialize)]
pub(super) struct SectionView<'a> {
    doc: &'a str,
    number: &'a str,
    title: &'a str,
    level: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assignments: Vec<AssignmentView<'a>>,
    #[serde(flatten)]
    evidence: EvidenceView,
}

impl<'a> SectionView<'a> {
    pub(super) fn new(section: &'a Section, context: &Context<'a>) -> Self {
        Self {
            doc: &section.doc,
            number: &section.number,
            title: &section.title,
            level: section.level,
            assignments: assignments(&section.assignments, context),
            evidence: context.evidence(section.evidence),
        }
    }
}

#[derive(Serialize)]
pub(super) struct UnitView<'a> {
    surface: &'a str,
    canonical: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    collective: bool,
}

impl<'a> UnitView<'a> {
    pub(super) fn new(unit: &'a Unit) -> Self {
        Self {
            surface: &unit.surface,
            canonical: &unit.canonical,
            kind: &unit.kind,
            collective: unit.collective,
        }
    }
}

/// Returns the fields of a web page, grouping those of one name: `"dates": ["2023-08-14", …]`.
fn web(document: &Document) -> BTreeMap<&str, OneOrMany<'_>> {
    let mut fields: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in &document.web {
        fields.entry(name).or_default().push(value);
    }
    fields.into_iter().filter_map(|(name, values)| Some((name, OneOrMany::new(values)?))).collect()
}

fn iso(date: Date) -> String {
    date.to_string()
}
