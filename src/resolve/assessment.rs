//! Assessment schemes, with the bodies they name resolved to units.

use super::binder::Binder;
use super::doc_id;
use crate::extract::{AssessmentMention, Mentions, ProvisionMention};
use crate::model::{Agent, Assessment, Evidence, Provision, Role};

/// The schemes of all documents.
pub(super) fn assessments(binder: &mut Binder<'_>, mentions: &Mentions) -> Vec<Assessment> {
    mentions.assessments.iter().map(|mention| assessment(binder, mention)).collect()
}

fn assessment(binder: &mut Binder<'_>, mention: &AssessmentMention) -> Assessment {
    let provisions = mention.provisions.iter().map(|one| provision(binder, one)).collect();
    let span = binder.outline.text.span(mention.range.clone());
    Assessment {
        doc: doc_id(mention.doc),
        provisions,
        evidence: Evidence { span, rule: "assessment" },
    }
}

fn provision(binder: &mut Binder<'_>, mention: &ProvisionMention) -> Provision {
    let text = &binder.outline.text;
    let evidence = Evidence { span: text.span(mention.range.clone()), rule: mention.rule };
    let name = text.as_written(mention.range.clone(), &mention.name);
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
        evidence,
    }
}
