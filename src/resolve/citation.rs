//! Citations, one for each task and document that it cites, by its title or an abbreviation.

use std::collections::BTreeMap;

use super::owner::Owners;
use crate::characters::is_letter;
use crate::extract::{CitationMention, Mentions};
use crate::model::{Citation, Relation};

/// Resolves citations, one per task and document that it cites, by its title or an abbreviation.
pub(super) fn citations(owners: &Owners, mentions: &Mentions) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    // Keyed by document, task, and title or the full title of an abbreviation.
    let mut seen = BTreeMap::<_, usize>::new();
    for mention in mentions.citations.iter().filter(|mention| cites(owners, mention)) {
        let citation = citation(owners, mention);
        let keys = [&citation.title, citation.short_for.as_ref().unwrap_or(&citation.title)]
            .map(|title| (citation.doc.clone(), citation.task.clone(), plain(title)));
        match keys.iter().find_map(|key| seen.get(key)).and_then(|at| found.get_mut(*at)) {
            // A document cited twice in a task keeps its number and the stronger relation.
            Some(first) => {
                first.number = first.number.take().or(citation.number);
                first.relation = stronger(first.relation, citation.relation);
            }
            None => {
                seen.extend(keys.map(|key| (key, found.len())));
                found.push(citation);
            }
        }
    }
    found
}

/// Whether a mention cites a document. Web pages repeat their title, which counts only where it is
/// the title of the document; and 执行小组办公室关于…的通知 is the end of the document's own title.
fn cites(owners: &Owners, mention: &CitationMention) -> bool {
    let is_owned = owners.of(&mention.range, mention.rule).is_some();
    (is_owned || owners.is_title(&mention.range))
        && (mention.bracketed || !owners.ends_title(&mention.range))
}

/// What a mention cites, as the source writes it.
fn citation(owners: &Owners, mention: &CitationMention) -> Citation {
    let owner = owners.anywhere(&mention.range, mention.rule);
    let quoted = |found: &String| owners.outline.text.as_written(mention.range.clone(), found);
    Citation {
        doc: owner.doc,
        task: owner.task,
        title: quoted(&mention.title),
        short_for: mention.short_for.clone(),
        number: mention.number.as_ref().map(quoted),
        raw_number: mention.raw_number.as_ref().map(quoted),
        inner: mention.inner.iter().map(quoted).collect(),
        relation: mention.relation,
        bracketed: mention.bracketed,
        evidence: owner.evidence,
    }
}

/// The relation that says more.
fn stronger(one: Relation, other: Relation) -> Relation {
    const ORDER: [Relation; 5] = [
        Relation::Issues,
        Relation::Drafts,
        Relation::BasedOn,
        Relation::Implements,
        Relation::Cites,
    ];
    ORDER.into_iter().find(|relation| [one, other].contains(relation)).unwrap_or(one)
}

/// The letters of a title, since copies vary the marks.
fn plain(title: &str) -> String {
    title.chars().filter(|c| is_letter(*c)).collect()
}
