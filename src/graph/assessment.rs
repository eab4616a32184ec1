//! Assessment schemes: one node for the scheme, one for each provision.
//!
//! `对连续2年考核优秀的单位，给予通报表扬` becomes a `zr:Provision` of the kind `zrp:reward` with
//! its condition and its measure.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode};

use super::draft::Draft;
use super::vocab::{self, dcterms, eli_dl, skos, zr};
use crate::model::{Assessment, Provision, Terms};

/// Writes the schemes of all documents.
pub(super) fn describe(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    for one in &facts.assessments {
        assessment(draft, one);
    }
}

fn assessment(draft: &mut Draft<'_>, assessment: &Assessment) {
    let document = draft.document(&assessment.doc);
    let node = draft.under(&document, "assessment");
    draft.class(&node, zr::ASSESSMENT);
    draft.add(&node, eli_dl::DOCUMENTED_BY, document);
    draft.evidence(&node, assessment.evidence);
    let nodes: Vec<_> =
        assessment.provisions.iter().map(|one| draft.nth(&node, one.kind.word())).collect();
    for (one, own) in assessment.provisions.iter().zip(&nodes) {
        draft.add(&node, zr::HAS_PROVISION, own.clone());
        provision(draft, own, one);
        if let Some(above) = one.above.and_then(|above| nodes.get(above)) {
            draft.add(own, dcterms::IS_PART_OF, above.clone());
        }
    }
}

fn provision(draft: &mut Draft<'_>, node: &NamedNode, provision: &Provision) {
    draft.class(node, zr::PROVISION);
    draft.add(node, zr::PROVISION_KIND, vocab::provision_kind(provision.kind));
    draft.string(node, skos::PREF_LABEL, &provision.name);
    terms(draft, node, provision);
    for unit in &provision.units {
        let unit = draft.unit(*unit);
        draft.add(node, zr::CONCERNS, unit);
    }
    draft.evidence(node, provision.evidence);
}

fn terms(draft: &mut Draft<'_>, node: &NamedNode, provision: &Provision) {
    let Terms { path, part, compulsory, n_items, ranked, condition, measure, duration, .. } =
        &provision.terms;
    let strings = [
        (zr::PATH_IN_SCHEME, path),
        (zr::PART_OF_MODE, part),
        (zr::CONDITION, condition),
        (zr::MEASURE, measure),
    ];
    for (property, value) in strings {
        draft.maybe(node, property, value.as_deref());
    }
    if let Some(compulsory) = compulsory {
        draft.add(node, zr::COMPULSORY, Literal::from(*compulsory));
    }
    if let Some(n) = n_items.and_then(|n| i64::try_from(n).ok()) {
        draft.add(node, zr::N_ITEMS, Literal::from(n));
    }
    draft.flag(node, zr::RANKED, *ranked);
    let Terms { points, max_points, weight, at_least, at_most, below, .. } = provision.terms;
    let numbers = [
        (zr::POINTS, points),
        (zr::MAX_POINTS, max_points),
        (zr::WEIGHT, weight),
        (zr::AT_LEAST, at_least),
        (zr::AT_MOST, at_most),
        (zr::BELOW, below),
    ];
    for (property, value) in numbers {
        if let Some(value) = value {
            draft.add(node, property, Literal::new_typed_literal(value.to_string(), xsd::DECIMAL));
        }
    }
    // XML Schema durations have no half days.
    if let Some(duration) = duration.as_ref().filter(|duration| !duration.contains('.')) {
        draft.add(node, zr::DURATION, Literal::new_typed_literal(duration, xsd::DURATION));
        draft.flag(node, zr::WORKING_DAYS, provision.terms.working_days);
    }
}
