//! The agents of facts: units and classes of units with their types, persons, and regions.
//!
//! In a document of 滑县, 县发展改革委 becomes the unit 滑县发展和改革委员会 of the type
//! 发展和改革委员会 within region 410526, with 县发展改革委 as an alternative label.

use std::collections::BTreeSet;

use oxigraph::model::NamedNode;

use super::draft::Draft;
use super::vocab::{dcterms, eli, foaf, org, schema, skos, zr};
use super::{iri, scheme};
use crate::lexicon::divisions::{Division, divisions};
use crate::lexicon::unit_types::{Scheme, UnitType, unit_types};
use crate::model::{Region, Unit};

/// Writes all agents and their regions, which other texts may mention too.
pub(super) fn describe(draft: &mut Draft<'_>) {
    draft.of_things(agents);
}

fn agents(draft: &mut Draft<'_>) {
    let facts = draft.facts;
    for (index, one) in facts.units.iter().enumerate() {
        let node = draft.unit(index);
        unit(draft, &node, one);
    }
    for (index, person) in facts.persons.iter().enumerate() {
        let node = draft.person(index);
        draft.class(&node, foaf::PERSON);
        // The class that ELI-DL requires of participants.
        draft.class(&node, eli::PERSON);
        let label = if person.is_post_alone() { skos::PREF_LABEL } else { foaf::NAME };
        draft.string(&node, label, &person.name);
        if !person.post.is_empty() {
            draft.string(&node, zr::POST, &person.post);
        }
    }
    let codes: BTreeSet<&str> =
        facts.units.iter().filter_map(|unit| unit.region.as_deref()).collect();
    for code in codes {
        bare_region(draft, code);
    }
    if let Some(region) = &facts.region {
        regions(draft, region);
    }
}

fn unit(draft: &mut Draft<'_>, node: &NamedNode, unit: &Unit) {
    let (class, of_type) = match unit.collective {
        true => (zr::UNIT_CLASS, zr::CRITERION_TYPE),
        false => (org::FORMAL_ORGANIZATION, org::CLASSIFICATION),
    };
    draft.class(node, class);
    if !unit.collective {
        draft.class(node, eli::ORGANIZATION);
    }
    draft.string(node, skos::PREF_LABEL, &unit.canonical);
    if unit.surface != unit.canonical {
        draft.string(node, skos::ALT_LABEL, &unit.surface);
    }
    if !unit.kind.is_empty() {
        let kind = match listed(&unit.kind) {
            Some(one) => {
                formerly(draft, node, unit, one);
                successors(draft, one);
                NamedNode::new_unchecked(&one.iri)
            }
            None => {
                let kind = iri::concept("type", &unit.kind);
                draft.class(&kind, skos::CONCEPT);
                kind
            }
        };
        draft.string(&kind, skos::PREF_LABEL, &unit.kind);
        draft.add(node, of_type, kind);
    }
    if let Some(code) = &unit.region {
        draft.add(node, zr::WITHIN, iri::region(code));
    }
}

/// Returns the type in the vocabulary with this name, whose concept represents it, so that its
/// short forms are found too.
fn listed(name: &str) -> Option<&'static UnitType> {
    let labelled = |scheme| unit_types().labelled(scheme, name).filter(|one| one.name == name);
    [Scheme::Local, Scheme::National].into_iter().find_map(labelled)
}

/// Writes the names of a type's successors, recursively: 扶贫开发办公室, 乡村振兴局, 农业农村局.
/// The ontology says that they took over.
fn successors(draft: &mut Draft<'_>, one: &UnitType) {
    for next in unit_types().successors(one) {
        draft.string(&NamedNode::new_unchecked(&next.iri), skos::PREF_LABEL, next.name);
        successors(draft, next);
    }
}

/// Links the IRIs that a unit had under former names of its type to its current IRI.
fn formerly(draft: &mut Draft<'_>, node: &NamedNode, unit: &Unit, one: &UnitType) {
    for old in &one.formerly {
        let canonical = unit.canonical.replacen(one.name, old, 1);
        let old = iri::unit(&Unit { canonical, ..unit.clone() });
        draft.add(&old, dcterms::IS_REPLACED_BY, node.clone());
    }
}

/// Writes a type of documents and returns its node, which is the concept of the scheme if that
/// lists the name.
pub(super) fn document_type(draft: &mut Draft<'_>, name: &str) -> NamedNode {
    let listed = scheme::listed(scheme::DOCUMENT_TYPES, name);
    let node = listed.clone().unwrap_or_else(|| iri::concept("kind", name));
    draft.of_things(|draft| {
        // A listed concept is described in the ontology; the plain label is for readers of this
        // graph alone.
        draft.string(&node, skos::PREF_LABEL, name);
        if listed.is_none() {
            draft.class(&node, skos::CONCEPT);
            draft.class(&node, eli::WORK_TYPE_CLASS);
            draft.add(&node, skos::IN_SCHEME, scheme::DOCUMENT_TYPES);
        }
    });
    node
}

/// Writes a region of which only the code is known.
pub(super) fn bare_region(draft: &mut Draft<'_>, code: &str) -> NamedNode {
    let node = iri::region(code);
    draft.class(&node, schema::ADMINISTRATIVE_AREA);
    draft.class(&node, dcterms::LOCATION);
    draft.add(&node, skos::IN_SCHEME, scheme::REGIONS);
    draft.string(&node, skos::NOTATION, code);
    node
}

/// Writes a region and those around it.
fn regions(draft: &mut Draft<'_>, region: &Region) {
    let node = bare_region(draft, &region.code);
    draft.string(&node, skos::PREF_LABEL, &region.name);
    if let Some(level) = scheme::listed(scheme::LEVELS, &region.level) {
        draft.add(&node, zr::LEVEL, level);
    }
    let mut inner = node;
    for (code, name) in codes_above(region).iter().zip(&region.within).rev() {
        let outer = bare_region(draft, code);
        draft.string(&outer, skos::PREF_LABEL, name);
        draft.add(&inner, schema::CONTAINED_IN_PLACE, outer.clone());
        inner = outer;
    }
    for next in divisions()
        .of(region)
        .filter(|one| one.name == region.name)
        .into_iter()
        .flat_map(Division::successors)
    {
        let successor = bare_region(draft, next.code);
        draft.string(&successor, skos::PREF_LABEL, next.name);
        draft.add(&iri::region(&region.code), dcterms::IS_REPLACED_BY, successor);
    }
}

/// Returns the codes of the divisions around a region, widest first; a zone lies in the division
/// whose code it has.
fn codes_above(region: &Region) -> Vec<String> {
    let own = divisions().of(region);
    let mut line: Vec<_> = own.into_iter().flat_map(Division::above).collect();
    line.extend(own.filter(|one| one.code != region.code));
    line.into_iter().map(|one| one.code.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use oxigraph::model::Quad;

    use super::*;
    use crate::model::Facts;
    use crate::read::Source;

    #[test]
    fn codes_above_a_county_are_those_of_its_city_and_province() {
        let region = |code: &str, within: &[&str]| Region {
            code: code.to_owned(),
            name: String::new(),
            level: String::new(),
            within: within.iter().map(|name| (*name).to_owned()).collect(),
        };
        assert_eq!(codes_above(&region("410526", &["河南省", "安阳市"])), ["410000", "410500"]);
        assert_eq!(codes_above(&region("110105", &["北京市"])), ["110000"]);
        assert_eq!(
            codes_above(&region("340100-合肥高新技术产业开发区", &["安徽省", "合肥市"])),
            ["340000", "340100"]
        );
        assert!(codes_above(&region("000000", &[])).is_empty());
    }

    #[test]
    fn a_unit_whose_type_was_renamed_is_led_to_from_its_old_name() {
        let source = Source {
            name: String::new(),
            text: String::new(),
            hash: String::new(),
            format: "text/plain",
            notes: Vec::new(),
        };
        let unit = Unit {
            surface: "县大数据局".to_owned(),
            canonical: "滑县大数据管理局".to_owned(),
            kind: "大数据管理局".to_owned(),
            collective: false,
            region: Some("410526".to_owned()),
        };
        let facts = Facts { units: vec![unit.clone()], ..Facts::default() };
        let renamed = UnitType {
            iri: "https://w3id.org/zeren/type/big-data".to_owned(),
            name: "大数据管理局",
            short: Vec::new(),
            scheme: Scheme::Local,
            replaced_by: Vec::new(),
            formerly: vec!["大数据局"],
        };
        let (node, old) = (
            iri::unit(&unit),
            iri::unit(&Unit { canonical: "滑县大数据局".to_owned(), ..unit.clone() }),
        );
        assert_ne!(node, old);
        let text = "0".repeat(64);
        let mut quads: Vec<Quad> = Vec::new();
        let mut draft = Draft::new(&source, &facts, &text, &iri::text(&text), &mut quads);
        formerly(&mut draft, &node, &unit, &renamed);
        let said: Vec<_> =
            quads.iter().filter(|quad| quad.predicate == dcterms::IS_REPLACED_BY).collect();
        assert!(
            matches!(said[..], [quad] if quad.subject == old.into() && quad.object == node.into()),
            "{said:?}"
        );
    }
}
