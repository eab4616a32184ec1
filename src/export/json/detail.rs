//! Views of citations, times, targets and people.

use serde::Serialize;

use super::{Context, EvidenceView, OneOrMany, is_false, number};
use crate::model::{Change, Citation, Indicator, Person, Time, TimeKind};

/// The task that contains a fact, or its document if it is in no task; the id of a task already
/// includes its document.
#[derive(Serialize)]
struct PlaceView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'a str>,
    task: Option<&'a str>,
}

impl<'a> PlaceView<'a> {
    fn new(doc: &'a str, task: Option<&'a str>) -> Self {
        Self { doc: task.is_none().then_some(doc), task }
    }
}

#[derive(Serialize)]
pub(super) struct CitationView<'a> {
    #[serde(flatten)]
    place: PlaceView<'a>,
    title: &'a str,
    /// The full title, if the text gives a short one.
    #[serde(skip_serializing_if = "Option::is_none")]
    short_for: Option<&'a str>,
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
    inner: Option<OneOrMany<'a>>,
    relation: &'static str,
    bracketed: bool,
    #[serde(flatten)]
    evidence: EvidenceView,
}

impl<'a> CitationView<'a> {
    pub(super) fn new(citation: &'a Citation, context: &Context<'a>) -> Self {
        Self {
            place: PlaceView::new(&citation.doc, citation.task.as_deref()),
            title: &citation.title,
            short_for: citation.short_for.as_deref(),
            number: citation.number.as_deref(),
            raw: citation.raw_number.as_deref(),
            inner: OneOrMany::new(citation.inner.iter().map(String::as_str).collect()),
            relation: citation.relation.word(),
            bracketed: citation.bracketed,
            evidence: context.evidence(citation.evidence),
        }
    }
}

#[derive(Serialize)]
pub(super) struct TimeView<'a> {
    #[serde(flatten)]
    place: PlaceView<'a>,
    text: &'a str,
    kind: &'static str,
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    working_days: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    each_by: Option<&'a str>,
    /// The last day, if `value` does not give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(flatten)]
    evidence: EvidenceView,
}

impl<'a> TimeView<'a> {
    pub(super) fn new(time: &'a Time, context: &Context<'a>) -> Self {
        Self {
            place: PlaceView::new(&time.doc, time.task.as_deref()),
            text: &time.text,
            kind: time.kind.word(),
            value: time.value.as_deref(),
            working_days: time.working_days,
            each_by: time.each_by.as_deref(),
            due: time.due.filter(|_| time.kind != TimeKind::Deadline).map(|day| day.to_string()),
            evidence: context.evidence(time.evidence),
        }
    }
}

#[derive(Serialize)]
pub(super) struct IndicatorView<'a> {
    #[serde(flatten)]
    place: PlaceView<'a>,
    text: &'a str,
    measure: &'a str,
    op: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<&'static str>,
    value: serde_json::Number,
    unit: &'a str,
    #[serde(flatten)]
    evidence: EvidenceView,
}

impl<'a> IndicatorView<'a> {
    pub(super) fn new(indicator: &'a Indicator, context: &Context<'a>) -> Self {
        Self {
            place: PlaceView::new(&indicator.doc, indicator.task.as_deref()),
            text: &indicator.text,
            measure: &indicator.measure,
            op: indicator.op.word(),
            change: indicator.change.map(Change::word),
            value: number(indicator.value),
            unit: &indicator.unit,
            evidence: context.evidence(indicator.evidence),
        }
    }
}

#[derive(Serialize)]
pub(super) struct PersonView<'a> {
    #[serde(flatten)]
    place: PlaceView<'a>,
    name: &'a str,
    post: &'a str,
    #[serde(flatten)]
    evidence: EvidenceView,
}

impl<'a> PersonView<'a> {
    pub(super) fn new(person: &'a Person, context: &Context<'a>) -> Self {
        Self {
            place: PlaceView::new(&person.doc, person.task.as_deref()),
            name: &person.name,
            post: &person.post,
            evidence: context.evidence(person.evidence),
        }
    }
}
