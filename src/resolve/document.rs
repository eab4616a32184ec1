//! Documents: the parts of the letterhead with the bodies they name resolved, and what its text
//! outside items assigns.

use super::binder::Binder;
use super::task::duties;
use super::{doc_id, evidence};
use crate::extract::Mentions;
use crate::model::{Assignment, Document, Role};
use crate::parse::{DocumentOutline, Part};

pub(super) fn document(binder: &mut Binder, mentions: &Mentions, n: usize) -> Document {
    let outline = binder.outline;
    let DocumentOutline { head, range, .. } = &outline.documents[n];
    let quoted = |part: &Part| outline.text.as_written(part.range.clone(), &part.text);
    let issuers = binder.mentions(&head.issuers);
    let addressees = binder.mentions(&head.addressees);
    let printed_by =
        head.printed_by.as_ref().and_then(|part| binder.mentions(std::slice::from_ref(part)).pop());
    let mut assignments: Vec<_> =
        head.hosts.iter().flat_map(|(label, names)| hosts(binder, label, names)).collect();
    assignments.extend(
        outline.documents[n].around().flat_map(|block| duties(binder, mentions, block, &[])),
    );
    let of_this = |other: &usize| outline.documents[*other].attached_to == Some(n);
    let attaches = (0..outline.documents.len()).filter(of_this).map(doc_id).collect();
    Document {
        id: doc_id(n),
        kind: head.kind.clone(),
        title: head.title.as_ref().map(quoted),
        raw_title: head.raw_title.clone(),
        number: head.number.as_ref().map(quoted),
        masthead: head.masthead.as_ref().map(quoted),
        issuers,
        addressees,
        date: head.date.as_ref().map(|dated| dated.date),
        raw_date: head.date.as_ref().and_then(|dated| dated.raw.clone()),
        printed_by,
        printed_date: head.printed_date,
        attaches,
        assignments,
        web: head.web.clone(),
        evidence: evidence(outline, range, "document"),
    }
}

/// Reads 主办：县司法局 and 督办：县委办、政府办 below a document.
fn hosts(binder: &mut Binder, label: &Part, names: &Part) -> Vec<Assignment> {
    let role = if label.text.contains("督") { Role::Supervise } else { Role::Host };
    let found = crate::clause::names(binder.outline.text.as_str(), names.range.clone());
    let duty = format!("{}：{}", label.text, names.text);
    let mut assignments = binder.assignments(role, &found, "clause-labels");
    assignments.iter_mut().for_each(|assignment| assignment.duty = Some(duty.clone()));
    assignments
}
