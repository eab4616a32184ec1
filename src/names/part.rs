//! Parts of plans: headings of every depth, by number or heading.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;

use super::find::{By, Entry, search};
use super::{Kind, NameError};

/// Where a part of a plan stands, and what it is called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// The document that it is a part of.
    pub(crate) document: Option<&'a str>,
    /// How many headings are over it.
    pub(crate) depth: usize,
    /// 五, （十三）.
    pub(crate) number: &'a str,
    /// What stands behind the number.
    pub(crate) heading: &'a str,
}

/// The parts of plans, of `all` (each with its document, how deep it lies, its number and its
/// heading), that have `name`: the number, or a part of the heading. Of the parts of one document
/// those that lie least deep are meant.
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
