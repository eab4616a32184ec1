//! RESOLVE: turns mentions into facts. Names become units with a type that is the same in every
//! region, places get owners, and what a document decides for its own clauses is applied. It does
//! no pattern matching of its own.
//!
//! In: the outline and what was read in it, in normal offsets. Out: [`Facts`], with spans of the
//! source.

mod assessment;
mod binder;
mod citation;
mod document;
mod owner;
pub mod person;
pub mod region;
mod standing;
mod task;
pub mod unit;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::Span;

use crate::context::last_of;
use crate::extract::{Mentions, TimeMention};
use crate::model::{Date, Document, Evidence, Facts, Indicator, Person, Time, TimeKind};
use crate::parse::{DocumentOutline, Letterhead, Outline, Part};

use binder::Binder;
use owner::{Owner, Owners};
use region::RegionClues;

/// Resolves what was read in a source.
pub fn resolve(outline: &Outline, mentions: &Mentions) -> Facts {
    let region = region::region(&clues(outline));
    let mut binder = Binder::new(outline, region);
    let document = |n| document::document(&mut binder, mentions, n);
    let documents: Vec<Document> = (0..outline.documents.len()).map(document).collect();
    let ids: Vec<String> = mentions.tasks.iter().map(|one| task::task_id(outline, one)).collect();
    let tasks = task::tasks(&mut binder, mentions, &ids);
    let section = |one| task::section(&mut binder, mentions, one);
    let sections = mentions.sections.iter().map(section).collect();
    let assessments = assessment::assessments(&mut binder, mentions);
    let owners = Owners::new(outline, mentions, ids);
    let mut facts = Facts { documents, sections, tasks, assessments, ..Facts::default() };
    facts.citations = citation::citations(&owners, mentions);
    facts.times = times(&owners, mentions, &facts.documents);
    facts.indicators = indicators(&owners, mentions);
    let persons = persons(&owners, mentions, &binder.persons);
    binder.persons.extend(persons);
    facts.diagnostics = std::mem::take(&mut binder.remarks);
    // Leaders of clauses come first, then the other people in the order of the text.
    (facts.region, facts.units, facts.persons) = binder.finish();
    unit::combined::unite(&mut facts);
    facts
}

fn clues<'o>(outline: &'o Outline) -> RegionClues<'o> {
    let heads = || outline.documents.iter().map(|document| &document.head);
    // What a document forwards is of another place: 国办发〔2024〕3号.
    let own = || heads().take(1);
    let issuers =
        |head: &'o Letterhead| head.issuers.iter().chain(&head.masthead).chain(&head.printed_by);
    RegionClues {
        titles: texts(heads().flat_map(|head| &head.title)),
        numbers: texts(own().flat_map(|head| &head.number)),
        issuers: texts(own().flat_map(issuers)),
        addressees: texts(own().flat_map(|head| &head.addressees)),
        body: outline.text.as_str(),
    }
}

fn texts<'p>(parts: impl Iterator<Item = &'p Part>) -> Vec<&'p str> {
    parts.map(|part| part.text.as_str()).collect()
}

fn doc_id(n: usize) -> String {
    format!("d{}", n + 1)
}

/// The index of the document in which a place is.
fn doc_at(outline: &Outline, at: usize) -> usize {
    let begins = |document: &DocumentOutline| document.range.start <= at;
    outline.documents.iter().rposition(begins).unwrap_or_default()
}

/// The evidence for a fact that a rule read at a place.
fn evidence(outline: &Outline, range: &Range<usize>, rule: &'static str) -> Evidence {
    Evidence { span: outline.text.span(range.clone()), rule }
}

fn is_within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn times(owners: &Owners, mentions: &Mentions, documents: &[Document]) -> Vec<Time> {
    // A plan is issued on the date of the notice that attaches it.
    let issued = |doc: &str| {
        let own =
            documents.iter().find(|document| document.id == doc).and_then(|document| document.date);
        own.or_else(|| documents.first()?.date)
    };
    let placed = mentions
        .times
        .iter()
        .filter_map(|mention| Some((mention, owners.of(&mention.range, mention.rule)?)));
    let time = |(mention, owner): (&TimeMention, Owner)| {
        let issued = issued(&owner.doc);
        let near = || Some(mention.near?.day(issued?)?.to_string());
        let value = mention.value.clone().or_else(near);
        Time {
            due: due(mention, value.as_deref(), issued),
            doc: owner.doc,
            task: owner.task,
            text: owners.outline.text.as_written(mention.range.clone(), &mention.text),
            kind: mention.kind,
            value,
            working_days: mention.working_days,
            each_by: mention.each_by.clone(),
            evidence: owner.evidence,
        }
    };
    placed.map(time).collect()
}

/// The day on which a time ends.
fn due(time: &TimeMention, value: Option<&str>, issued: Option<Date>) -> Option<Date> {
    let value = value?;
    match time.kind {
        TimeKind::Deadline => value.parse().ok(),
        TimeKind::Duration if time.since_issue && !time.working_days => {
            issued?.checked_add(value.parse::<Span>().ok()?).ok()
        }
        _ => None,
    }
}

fn indicators(owners: &Owners, mentions: &Mentions) -> Vec<Indicator> {
    let placed = mentions
        .indicators
        .iter()
        .filter_map(|mention| Some((mention, owners.of(&mention.range, mention.rule)?)));
    placed
        .map(|(mention, owner)| Indicator {
            doc: owner.doc,
            task: owner.task,
            text: owners.outline.text.written_at(mention.range.clone()).to_owned(),
            measure: owners.outline.text.as_written(mention.range.clone(), &mention.measure),
            op: mention.op,
            change: mention.change,
            value: mention.value,
            unit: mention.unit.clone(),
            evidence: owner.evidence,
        })
        .collect()
}

/// People in running prose, each once with the same post.
fn persons(owners: &Owners, mentions: &Mentions, leaders: &[Person]) -> Vec<Person> {
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    let mut led: BTreeMap<&str, Vec<crate::span::Span>> = BTreeMap::new();
    for leader in leaders {
        led.entry(&leader.name).or_default().push(leader.evidence.span);
    }
    led.values_mut().for_each(|spans| spans.sort_unstable_by_key(|span| span.start));
    for mention in &mentions.persons {
        let Some(owner) = owners.of(&mention.range, mention.rule) else { continue };
        let place = owner.evidence.span;
        let leads = led.get(mention.name.as_str()).is_some_and(|spans| {
            let last = last_of(spans, |span| span.start <= place.start);
            last.is_some_and(|span| place.end <= span.end)
        });
        if !leads && known.insert((&mention.name, &mention.post)) {
            let Owner { doc, task, evidence } = owner;
            let [name, post] = [&mention.name, &mention.post]
                .map(|text| owners.outline.text.as_written(mention.range.clone(), text));
            found.push(Person { doc, task, name, post, evidence });
        }
    }
    found
}
