//! Parts of plans: headings of any level, by number or wording.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;

use super::find::{By, Entry, search};
use super::{Kind, NameError};

/// The place of a part of a plan, and what it is called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// The document of which it is a part.
    pub(crate) document: Option<&'a str>,
    /// How many headings are above it.
    pub(crate) depth: usize,
    /// 五, （十三）.
    pub(crate) number: &'a str,
    /// The heading after the number.
    pub(crate) heading: &'a str,
}

/// Finds the parts of plans in `all` with `name`: the number, or a part of the heading. Of several
/// in one document, only those on the highest level are returned.
pub(crate) fn parts(
    all: &[(NamedNode, Place<'_>)],
    name: &str,
) -> Result<Vec<NamedNode>, NameError> {
    let entry = |node: &NamedNode, name: &str, by| Entry {
        node: node.clone(),
        label: name.to_owned(),
        name: name.to_owned(),
        by,
    };
    let entries: Vec<_> = all
        .iter()
        .flat_map(|(node, place)| {
            [entry(node, place.number, By::Whole), entry(node, place.heading, By::Name)]
        })
        .filter(|entry| !entry.name.is_empty())
        .collect();
    let found = search(Kind::Part, &entries, name)?;
    let places: BTreeMap<_, _> = all.iter().map(|(node, place)| (node, place)).collect();
    let mut least: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for place in found.nodes.iter().filter_map(|node| places.get(node)) {
        let depth = least.entry(place.document).or_insert(place.depth);
        *depth = place.depth.min(*depth);
    }
    let is_least = |node: &NamedNode| {
        places.get(node).is_some_and(|place| least.get(&place.document) == Some(&place.depth))
    };
    Ok(found.nodes.into_iter().filter(is_least).collect())
}
