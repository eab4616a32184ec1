//! Citations, the works that they name, and the names under which others cite the works of this
//! source.
//!
//! `《国务院办公厅关于…的意见》（国办发〔2022〕27号）` names the same IRI that this document has
//! when it is read itself, because both are made from number and title. A number alone and a title
//! alone are *names*: nodes of their own, to which every work with that name links by `zr:citedAs`.
//! Several works may share a name, so different works are never merged. `《优化营商环境条例》` is a
//! law in the table, a single work for the whole country.

use oxigraph::model::{Literal, NamedNode};

use super::draft::Draft;
use super::vocab::{self, dcterms, eli, zr};
use super::{agent, document, iri};
use crate::affix::AnyOf;
use crate::lexicon::divisions::divisions;
use crate::lexicon::kinds;
use crate::lexicon::laws::{self, Law};
use crate::lexicon::national;
use crate::model::{Citation, Document, Region};
use crate::resolve::region::{STATE, issuing};

/// How titles of documents issued by the central authorities begin.
const CENTRAL: &[&str] =
    &["国务院", "中共中央", "中央", "全国", "国家", "最高人民法院", "最高人民检察院"];

/// Writes the citations.
pub(super) fn describe(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    for one in &facts.citations {
        citation(draft, one);
    }
}

/// Writes what others may also say about a document of this source: title, number, and the names
/// under which they cite it.
pub(super) fn own(draft: &mut Draft<'_>, node: &NamedNode, document: &Document) {
    draft.class(node, eli::WORK);
    draft.maybe(node, dcterms::TITLE, document.title.as_deref());
    draft.maybe(node, eli::NUMBER, document.number.as_deref());
    let region = draft.facts.region.as_ref();
    if let (Some(number), Some(region)) = (&document.number, region) {
        let issuer = issuing(number, Some(region)).unwrap_or_else(|| region.code.clone());
        let name = number_alone(draft, &issuer, number);
        draft.add(node, zr::CITED_AS, name);
    }
    if let Some(title) = &document.title {
        let simplified = hanconv::t2s(title);
        let scope = scope(&simplified, None, region);
        if laws::law(&simplified).is_none()
            && let Some(scope) = scope
        {
            let name = title_alone(draft, &scope, &simplified);
            draft.add(node, zr::CITED_AS, name);
        }
    }
}

fn citation(draft: &mut Draft<'_>, citation: &Citation) {
    let holder = draft.holder(&citation.doc, citation.task.as_deref());
    let work = draft.of_things(|draft| work(draft, citation));
    let node = draft.nth(&holder, "citation");
    draft.class(&node, zr::CITATION);
    draft.add(&node, zr::CITING, holder);
    draft.add(&node, zr::CITED, work);
    draft.add(&node, zr::CITATION_FUNCTION, vocab::relation(citation.relation));
    if !citation.bracketed {
        draft.add(&node, zr::BRACKETED, Literal::from(false));
    }
    draft.maybe(&node, zr::RAW_NUMBER, citation.raw_number.as_deref());
    draft.evidence(&node, citation.evidence);
}

/// Returns the work that a citation names: one in the source, a law, a document with number and
/// title, or a name.
fn work(draft: &mut Draft<'_>, citation: &Citation) -> NamedNode {
    let title = citation.short_for.as_deref().unwrap_or(&citation.title);
    if let Some(own) = own_document(draft, title) {
        return own;
    }
    // Traditional and simplified characters name the same works.
    let simplified = hanconv::t2s(title);
    if let Some(law) = laws::law(&simplified) {
        return law_of_table(draft, law, citation.number.as_deref());
    }
    let region = draft.facts.region.as_ref();
    let issuer = citation.number.as_deref().and_then(|number| issuing(number, region));
    let node = match (&citation.number, &issuer) {
        (Some(number), Some(issuer)) if number == title => {
            return number_alone(draft, issuer, number);
        }
        (Some(number), Some(issuer)) if kinds::NUMBERED.close(title) => {
            numbered(draft, issuer, number, title)
        }
        (number, issuer) => {
            let node = match scope(&simplified, issuer.as_deref(), region) {
                Some(scope) => title_alone(draft, &scope, &simplified),
                None => iri::titled_in(&draft.document(&citation.doc), &simplified),
            };
            draft.class(&node, eli::WORK);
            draft.string(&node, dcterms::TITLE, &in_marks(title));
            if let (Some(number), Some(issuer)) = (number, issuer) {
                let under = number_alone(draft, issuer, number);
                draft.add(&node, zr::ISSUED_UNDER, under);
            } else {
                draft.maybe(&node, eli::NUMBER, number.as_deref());
            }
            node
        }
    };
    for inner in &citation.inner {
        inner_work(draft, &node, inner, issuer.as_deref());
    }
    node
}

/// Returns the document of the source with this title.
fn own_document(draft: &Draft<'_>, title: &str) -> Option<NamedNode> {
    let key = laws::key(title);
    let found = draft
        .facts
        .documents
        .iter()
        .find(|one| one.title.as_deref().is_some_and(|own| laws::key(own) == key))?;
    Some(draft.document(&found.id))
}

/// Writes a document with number and title, and links it to the name by which it is cited by number
/// alone.
fn numbered(draft: &mut Draft<'_>, issuer: &str, number: &str, title: &str) -> NamedNode {
    let node = iri::numbered(Some(issuer), number, &iri::title_key(title));
    draft.class(&node, eli::WORK);
    draft.string(&node, dcterms::TITLE, &in_marks(title));
    draft.string(&node, eli::NUMBER, number);
    let name = number_alone(draft, issuer, number);
    draft.add(&node, zr::CITED_AS, name);
    let simplified = hanconv::t2s(title);
    if let Some(scope) = scope(&simplified, Some(issuer), None) {
        let name = title_alone(draft, &scope, &simplified);
        draft.add(&node, zr::CITED_AS, name);
    }
    node
}

/// Writes the name that consists of a number.
fn number_alone(draft: &mut Draft<'_>, issuer: &str, number: &str) -> NamedNode {
    let node = iri::number(issuer, number);
    draft.class(&node, eli::WORK);
    draft.string(&node, eli::NUMBER, number);
    node
}

/// Writes the name that consists of a title within its scope, for a national document with the
/// number under which it was issued.
fn title_alone(draft: &mut Draft<'_>, scope: &str, title: &str) -> NamedNode {
    let node = iri::titled(scope, title);
    draft.class(&node, eli::WORK);
    draft.string(&node, dcterms::TITLE, &in_marks(title));
    if let Some(number) = national::number(title).filter(|_| scope == STATE) {
        let under = number_alone(draft, STATE, number);
        draft.add(&node, zr::ISSUED_UNDER, under);
    }
    node
}

/// Returns the region within which a title identifies one work: that of the number after it, that
/// named in the title, the whole country for works in the table, or that of the document.
fn scope(title: &str, issuer: Option<&str>, region: Option<&Region>) -> Option<String> {
    if let Some(issuer) = issuer {
        return Some(issuer.to_owned());
    }
    if title.starts_with_any(CENTRAL) || national::is_listed(title) {
        return Some(STATE.to_owned());
    }
    // 长治久安 begins with the short name of a city; only a full name, or a province's, counts.
    let named = divisions().leading(title).and_then(|(found, _)| match found.as_slice() {
        [only] if only.is_province() || title.starts_with(only.name) => Some(only.code.to_owned()),
        _ => None,
    });
    named.or_else(|| region.map(|region| region.code.clone()))
}

/// Links a work to one mentioned in its title: 关于印发〈…〉的通知.
fn inner_work(draft: &mut Draft<'_>, node: &NamedNode, title: &str, issuer: Option<&str>) {
    let simplified = hanconv::t2s(title);
    let inner = match laws::law(&simplified) {
        Some(law) => law_of_table(draft, law, None),
        None => match scope(&simplified, issuer, draft.facts.region.as_ref()) {
            Some(scope) => title_alone(draft, &scope, &simplified),
            None => {
                let inner = iri::titled_in(node, &simplified);
                draft.class(&inner, eli::WORK);
                draft.string(&inner, dcterms::TITLE, title);
                inner
            }
        },
    };
    draft.add(node, zr::INNER_WORK, inner);
}

/// Returns the title with the quotation marks of nested titles: 关于印发〈…〉的通知.
fn in_marks(title: &str) -> String {
    title.replace('《', "〈").replace('》', "〉")
}

/// Writes a law with what the table says about it; `number` is the one in the text, which may be
/// that of another version.
fn law_of_table(draft: &mut Draft<'_>, law: &Law, number: Option<&str>) -> NamedNode {
    let node = iri::law(law.title);
    draft.class(&node, eli::WORK);
    // Statements about its force require a legal resource.
    draft.class(&node, eli::LEGAL_RESOURCE);
    draft.string(&node, dcterms::TITLE, law.title);
    let kind = agent::document_type(draft, law.kind);
    draft.add(&node, eli::WORK_TYPE, kind);
    let number = number.map(|number| number.strip_prefix("中华人民共和国").unwrap_or(number));
    draft.maybe(&node, eli::NUMBER, number.or(law.number));
    for (predicate, day) in
        [(eli::DATE_DOCUMENT, law.published), (eli::FIRST_DATE_ENTRY_IN_FORCE, law.in_force)]
    {
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
