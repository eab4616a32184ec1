//! Citations and the works that they name, so that a work is one node whichever document names it, before and after it is in the store itself.
//!
//! `《国务院办公厅关于…的意见》（国办发〔2022〕27号）` names the work of this title, which is the same as the document `…/doc/000000/guobanfa-2022-27`: the very IRI
//! of that document when it is read, which in turn says by which title others name it. `《优化营商环境条例》` names `…/work/youhuayingshang…` with its
//! level, order and dates. Each graph says what it alone knows, so that it makes no difference which graph came first.

use std::collections::BTreeMap;

use oxigraph::model::{Literal, NamedNode};

use super::draft::Draft;
use super::vocab::{self, dcterms, eli, owl, zr};
use super::{agent, document, iri};
use crate::lexicon::divisions::{Division, divisions};
use crate::lexicon::laws::{self, Law};
use crate::model::{Citation, Relation};
use crate::resolve::region::{STATE, issuing};

/// Titles of fewer characters mean something in one region alone, unless a law has them.
const DISTINCT: usize = 6;

/// Ends of titles of what bears its number itself; a plan may be attached to a notice that bears it.
const NUMBERED: &[&str] =
    &["通知", "意见", "决定", "批复", "公告", "通告", "通报", "函", "令", "决议", "报告", "请示", "纪要"];

/// Writes the citations, and by which title others name the documents of the source.
pub(super) fn describe(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    let own = own_titles(draft);
    for one in &facts.citations {
        citation(draft, one, &own);
    }
    for one in &facts.documents {
        let Some(title) = one.title.as_deref().filter(|title| is_own_name(draft, title)) else { continue };
        let node = draft.document(&one.id);
        draft.add(&node, owl::SAME_AS, iri::work(title, None));
    }
}

/// The documents of the source by what their titles share with other writings of them.
fn own_titles(draft: &Draft<'_>) -> BTreeMap<String, NamedNode> {
    let titled = draft.facts.documents.iter().filter_map(|one| Some((one.title.as_deref()?, &one.id)));
    titled.map(|(title, id)| (laws::key(title), draft.document(id))).collect()
}

/// Whether a title of a document of the source says whose it is, so that no other document has it.
fn is_own_name(draft: &Draft<'_>, title: &str) -> bool {
    let Some(region) = &draft.facts.region else { return false };
    let short = divisions().of(region).and_then(Division::short);
    region.code == STATE || title.contains(&region.name) || short.is_some_and(|short| title.contains(short))
}

fn citation(draft: &mut Draft<'_>, citation: &Citation, own: &BTreeMap<String, NamedNode>) {
    let holder = draft.holder(&citation.doc, citation.task.as_deref());
    let title = full_title(citation);
    let work = match own.get(&laws::key(title)) {
        Some(document) => document.clone(),
        None => work(draft, citation, title),
    };
    let node = draft.nth(&holder, "citation");
    draft.class(&node, zr::CITATION);
    draft.add(&node, zr::CITING, holder);
    draft.add(&node, zr::CITED, work);
    draft.add(&node, zr::CITATION_FUNCTION, vocab::relation(citation.relation));
    draft.add(&node, zr::BRACKETED, Literal::from(citation.bracketed));
    draft.maybe(&node, zr::RAW_NUMBER, citation.raw_number.as_deref());
    draft.evidence(&node, citation.evidence);
}

fn full_title(citation: &Citation) -> &str {
    citation.short_for.as_deref().unwrap_or(&citation.title)
}

/// Writes a work that the source names and does not hold.
fn work(draft: &mut Draft<'_>, citation: &Citation, title: &str) -> NamedNode {
    // Documents in traditional characters name the same works.
    let simplified = hanconv::t2s(title);
    if let Some(law) = laws::law(&simplified) {
        return law_of_table(draft, law, citation.number.as_deref());
    }
    let number = citation.number.as_deref();
    let by_number = number.and_then(|number| {
        let document = iri::numbered(&issuing(number, draft.facts.region.as_ref())?, number);
        draft.class(&document, eli::WORK);
        draft.string(&document, eli::NUMBER, number);
        Some(document)
    });
    if let Some(document) = by_number.clone().filter(|_| number == Some(title)) {
        return document;
    }
    let node = titled(draft, citation, &simplified);
    draft.class(&node, eli::WORK);
    draft.string(&node, dcterms::TITLE, &in_marks(title));
    draft.maybe(&node, eli::NUMBER, number);
    if let Some(document) = by_number {
        let bears_it = NUMBERED.iter().any(|end| title.ends_with(end));
        draft.add(&node, if bears_it { owl::SAME_AS } else { zr::ISSUED_UNDER }, document);
    }
    for inner in &citation.inner {
        draft.string(&node, zr::INNER_TITLE, inner);
    }
    node
}

/// The work with the title, of the region alone where others have documents of that title.
fn titled(draft: &Draft<'_>, citation: &Citation, title: &str) -> NamedNode {
    let is_short = title.chars().filter(|c| c.is_alphanumeric()).count() < DISTINCT;
    let is_planned = matches!(citation.relation, Relation::Drafts | Relation::Issues);
    let region = draft.facts.region.as_ref().filter(|_| is_short || (is_planned && !is_own_name(draft, title)));
    iri::work(title, region.map(|region| region.code.as_str()))
}

/// The title with the marks that titles in titles have: 关于印发〈…〉的通知.
fn in_marks(title: &str) -> String {
    title.replace('《', "〈").replace('》', "〉")
}

/// Writes a law with what the table says of it; `number` is that of the text, which may mean another version.
fn law_of_table(draft: &mut Draft<'_>, law: &Law, number: Option<&str>) -> NamedNode {
    let node = iri::work(law.title, None);
    draft.class(&node, eli::WORK);
    // What it says of force is said of legal resources alone.
    draft.class(&node, eli::LEGAL_RESOURCE);
    draft.string(&node, dcterms::TITLE, law.title);
    let kind = agent::document_type(draft, law.kind);
    draft.add(&node, eli::WORK_TYPE, kind);
    let number = number.map(|number| number.strip_prefix("中华人民共和国").unwrap_or(number));
    draft.maybe(&node, eli::NUMBER, number.or(law.number));
    for (predicate, day) in [(eli::DATE_DOCUMENT, law.published), (eli::FIRST_DATE_ENTRY_IN_FORCE, law.in_force)] {
        if let Some(day) = day.and_then(|day| day.parse().ok()) {
            draft.add(&node, predicate, document::date(day));
        }
    }
    if law.expired {
        draft.add(&node, eli::IN_FORCE, eli::IN_FORCE_NO);
    }
    if let Some(division) = law.division() {
        let region = agent::bare_region(draft, division.code);
        draft.add(&node, dcterms::SPATIAL, region);
    }
    node
}
