//! The concept schemes in the ontology: finds the concept with a name, such as `县级市` among the
//! levels.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use super::ontology;
use super::vocab::skos;

/// The types of documents: 通知, 实施方案, 行政法规.
pub(super) const DOCUMENT_TYPES: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/document-type");
/// The levels of divisions: 省, 县级市.
pub(super) const LEVELS: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/level");
/// The divisions of GB/T 2260.
pub(super) const REGIONS: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/zeren/region");

/// Returns the concept of a scheme whose preferred Chinese label is `label`.
pub(super) fn listed(scheme: NamedNodeRef<'_>, label: &str) -> Option<NamedNode> {
    LISTED.get(&(scheme.as_str(), label)).map(|concept| (*concept).to_owned())
}

/// Concepts by scheme and label.
static LISTED: LazyLock<BTreeMap<(&str, &str), &NamedNode>> = LazyLock::new(|| {
    let mut labels: BTreeMap<&NamedNode, &str> = BTreeMap::new();
    for quad in ontology().iter().filter(|quad| quad.predicate == skos::PREF_LABEL) {
        if let (NamedOrBlankNode::NamedNode(concept), Term::Literal(label)) =
            (&quad.subject, &quad.object)
            && label.language() == Some("zh")
        {
            labels.insert(concept, label.value());
        }
    }
    let in_scheme = ontology().iter().filter(|quad| quad.predicate == skos::IN_SCHEME);
    let listed = in_scheme.filter_map(|quad| {
        let (NamedOrBlankNode::NamedNode(concept), Term::NamedNode(scheme)) =
            (&quad.subject, &quad.object)
        else {
            return None;
        };
        Some(((scheme.as_str(), *labels.get(concept)?), concept))
    });
    listed.collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_concepts_of_their_scheme() {
        let concept = |scheme, label| listed(scheme, label).map(NamedNode::into_string);
        assert_eq!(
            concept(LEVELS, "县级市").as_deref(),
            Some("https://w3id.org/zeren/level/county-level-city")
        );
        assert_eq!(
            concept(DOCUMENT_TYPES, "通知").as_deref(),
            Some("https://w3id.org/zeren/document-type/notice")
        );
        assert_eq!(concept(LEVELS, "通知"), None);
    }
}
