//! Finds the nodes with a name: by the whole name first, then by a part of it.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;

use super::{Kind, NameError};
use crate::lexicon::key;
use crate::nearest::nearest;

/// How a name of a node may be matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// By the name or a part of it.
    Name,
    /// By the number with any brackets, or a part of it that does not split digits.
    Number,
    /// Only as a whole; for codes, or the name of a type that many units share.
    Whole,
}

/// A node and one of its names.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) node: NamedNode,
    /// The name by which people know it.
    pub(super) label: String,
    /// The name to match.
    pub(super) name: String,
    pub(super) by: By,
}

/// What a name means: at least one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The nodes, sorted and distinct.
    pub nodes: Vec<NamedNode>,
    /// The label of each node.
    pub labels: Vec<String>,
    /// Whether the name is only a part of theirs.
    pub is_part: bool,
}

/// How much of a name has to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    Whole,
    Part,
}

/// Finds `typed` among `entries`: literally, then by the key that spellings of a name share, then,
/// if `strictness` allows, as a part.
pub(super) fn find(entries: &[Entry], typed: &str, strictness: Strictness) -> Option<Found> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    if let Some(iri) = crate::syntax::iri(typed) {
        return Found::of(entries.iter().filter(|entry| entry.node == iri), false);
    }
    let exact = Found::of(entries.iter().filter(|entry| entry.name == typed), false);
    let (name, number) = (key::of_name(typed), key::of_number(typed));
    let is_same = |entry: &&Entry| match entry.by {
        By::Number => !number.is_empty() && key::of_number(&entry.name) == number,
        By::Name | By::Whole => !name.is_empty() && key::of_name(&entry.name) == name,
    };
    let same = exact.or_else(|| Found::of(entries.iter().filter(is_same), false));
    if same.is_some() || strictness == Strictness::Whole {
        return same;
    }
    let is_part = |entry: &&Entry| match entry.by {
        By::Number => key::has_number(&key::of_number(&entry.name), &number),
        By::Name => !name.is_empty() && key::of_name(&entry.name).contains(&name),
        By::Whole => false,
    };
    Found::of(entries.iter().filter(is_part), true)
}

/// Like [`find`], but with an error if nothing is found.
pub(super) fn search(kind: Kind, entries: &[Entry], typed: &str) -> Result<Found, NameError> {
    find(entries, typed, Strictness::Part).ok_or_else(|| unknown(kind, entries, typed))
}

/// The error that nothing is called `typed`.
pub(super) fn unknown(kind: Kind, entries: &[Entry], typed: &str) -> NameError {
    let names =
        entries.iter().filter(|entry| entry.by != By::Whole).map(|entry| entry.name.as_str());
    NameError::Unknown {
        kind,
        name: typed.to_owned(),
        nearest: nearest(typed, names),
        is_none: entries.is_empty(),
    }
}

impl Found {
    /// The nodes of `entries`, sorted, each with the first of its labels; `None` if there are none.
    pub(super) fn of<'a>(entries: impl Iterator<Item = &'a Entry>, is_part: bool) -> Option<Self> {
        let mut labels: BTreeMap<&NamedNode, &String> = BTreeMap::new();
        for entry in entries {
            let label = labels.entry(&entry.node).or_insert(&entry.label);
            *label = (*label).min(&entry.label);
        }
        let (nodes, labels): (Vec<_>, Vec<_>) =
            labels.into_iter().map(|(node, label)| (node.clone(), label.clone())).unzip();
        (!nodes.is_empty()).then_some(Self { nodes, labels, is_part })
    }

    /// The first node, which is the only one if one was asked for.
    pub fn node(&self) -> &NamedNode {
        self.nodes.first().expect("at least one was found")
    }

    /// Returns itself if it is a single node, or else an error that lists the candidates.
    pub(super) fn one(self, kind: Kind, typed: &str) -> Result<Self, NameError> {
        match self.nodes.len() {
            1 => Ok(self),
            _ => Err(NameError::Several {
                kind,
                name: typed.to_owned(),
                candidates: self.told_apart(),
            }),
        }
    }

    /// The labels; for nodes with the same label, the IRIs.
    fn told_apart(&self) -> Vec<String> {
        let n_bearers = |label: &String| self.labels.iter().filter(|other| *other == label).count();
        let pairs = self.nodes.iter().zip(&self.labels);
        pairs
            .map(|(node, label)| {
                if n_bearers(label) > 1 {
                    crate::syntax::short(node.as_str())
                } else {
                    label.clone()
                }
            })
            .collect()
    }

    /// The union of both.
    pub(super) fn and(self, other: Self) -> Self {
        let is_part = self.is_part || other.is_part;
        let nodes = self.nodes.into_iter().chain(other.nodes);
        let labels = self.labels.into_iter().chain(other.labels);
        let both: BTreeMap<_, _> = nodes.zip(labels).collect();
        let (nodes, labels) = both.into_iter().unzip();
        Self { nodes, labels, is_part }
    }

    /// The nodes that are not in `others`.
    pub(super) fn without(self, others: &BTreeSet<NamedNode>) -> Self {
        let pairs =
            self.nodes.into_iter().zip(self.labels).filter(|(node, _)| !others.contains(node));
        let (nodes, labels) = pairs.unzip();
        Self { nodes, labels, is_part: self.is_part }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(node: &str, name: &str, by: By) -> Entry {
        let node = NamedNode::new_unchecked(format!("https://w3id.org/zeren/id/{node}"));
        Entry { node, label: name.to_owned(), name: name.to_owned(), by }
    }

    #[test]
    fn the_whole_name_goes_before_a_part() {
        let entries = [
            entry("a", "优化营商环境条例", By::Name),
            entry("b", "河南省优化营商环境条例", By::Name),
            entry("c", "国办发〔2022〕2号", By::Number),
            entry("d", "国办发〔2022〕27号", By::Number),
            entry("e", "410526", By::Whole),
        ];
        for (typed, expected) in [
            ("优化营商环境条例", &["a"][..]),
            ("《优化营商环境条例》", &["a"]),
            ("营商环境", &["a", "b"]),
            ("id:b", &["b"]),
            ("国办发[2022]2号", &["c"]),
            ("国办发2022", &[]),
            ("〔2022〕27", &["d"]),
            ("国办发〔2022〕", &["c", "d"]),
            ("410526", &["e"]),
            ("4105", &[]),
            ("《》", &[]),
            ("  ", &[]),
        ] {
            let found = find(&entries, typed, Strictness::Part)
                .map(|found| found.nodes)
                .unwrap_or_default();
            let found: Vec<_> = found
                .iter()
                .map(|node| node.as_str().rsplit('/').next().expect("a name"))
                .collect();
            assert_eq!(found, expected, "{typed}");
        }
    }

    #[test]
    fn one_of_several_is_asked_back() {
        let entries = [
            entry("a", "方案", By::Name),
            entry("b", "方案", By::Name),
            entry("c", "总方案", By::Name),
        ];
        let found = find(&entries, "方案", Strictness::Part).expect("two have it");
        let error = found.one(Kind::Document, "方案").expect_err("two have it");
        assert_eq!(error.to_string(), "2 documents are called `方案`");
        assert_eq!(error.hint().to_string(), "name one of `id:a`, `id:b`");
    }
}
