//! Views of assessment schemes and their provisions.

use serde::Serialize;

use super::{Context, EvidenceView, is_false, number, surface};
use crate::model::{Assessment, Provision};

#[derive(Serialize)]
pub(super) struct AssessmentView<'a> {
    doc: &'a str,
    provisions: Vec<ProvisionView<'a>>,
    #[serde(flatten)]
    evidence: EvidenceView,
}

/// A provision; `above` is the index in the list of the provision that it is a part of.
#[derive(Serialize)]
struct ProvisionView<'a> {
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    above: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compulsory: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<usize>,
    #[serde(skip_serializing_if = "is_false")]
    ranked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_points: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    working_days: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    units: Vec<&'a str>,
    #[serde(flatten)]
    evidence: EvidenceView,
}

impl<'a> AssessmentView<'a> {
    pub(super) fn new(one: &'a Assessment, context: &Context<'a>) -> Self {
        Self {
            doc: &one.doc,
            provisions: one
                .provisions
                .iter()
                .map(|provision| ProvisionView::new(provision, context))
                .collect(),
            evidence: context.evidence(one.evidence),
        }
    }
}

impl<'a> ProvisionView<'a> {
    fn new(one: &'a Provision, context: &Context<'a>) -> Self {
        let terms = &one.terms;
        Self {
            kind: one.kind.word(),
            name: &one.name,
            above: one.above,
            path: terms.path.as_deref(),
            part: terms.part.as_deref(),
            compulsory: terms.compulsory,
            items: terms.n_items,
            ranked: terms.ranked,
            points: terms.points.map(number),
            max_points: terms.max_points.map(number),
            weight: terms.weight.map(number),
            at_least: terms.at_least.map(number),
            at_most: terms.at_most.map(number),
            below: terms.below.map(number),
            condition: terms.condition.as_deref(),
            measure: terms.measure.as_deref(),
            duration: terms.duration.as_deref(),
            working_days: terms.working_days,
            units: one.units.iter().map(|unit| surface(context.facts, *unit)).collect(),
            evidence: context.evidence(one.evidence),
        }
    }
}
