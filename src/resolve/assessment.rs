//! Assessment schemes, with the bodies they name resolved to units.

use super::binder::Binder;
use super::{doc_id, evidence};
use crate::extract::{AssessmentMention, Mentions, ProvisionMention};
use crate::model::{Agent, Assessment, Provision, Role};

/// The schemes of all documents.
pub(super) fn assessments(binder: &mut Binder<'_>, mentions: &Mentions) -> Vec<Assessment> {
    mentions.assessments.iter().map(|mention| assessment(binder, mention)).collect()
}

fn assessment(binder: &mut Binder<'_>, mention: &AssessmentMention) -> Assessment {
    let provisions = mention.provisions.iter().map(|one| provision(binder, one)).collect();
    let evidence = evidence(binder.outline, &mention.range, "assessment");
    Assessment { doc: doc_id(mention.doc), provisions, evidence }
}

fn provision(binder: &mut Binder<'_>, mention: &ProvisionMention) -> Provision {
    let name = binder.outline.text.as_written(mention.range.clone(), &mention.name);
    let bound = binder.assignments(Role::Assess, &mention.names, mention.rule);
    let units = bound.iter().filter_map(|one| match one.agent {
        Agent::Unit(unit) => Some(unit),
        Agent::Person(_) => None,
    });
    let units = units.collect();
    Provision {
        kind: mention.kind,
        name,
        above: mention.above,
        terms: mention.terms.clone(),
        units,
        evidence: evidence(binder.outline, &mention.range, mention.rule),
    }
}
