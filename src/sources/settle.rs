//! Decides which sources are copies of one work, which of the copies speaks, and the IRIs of works.
//!
//! The result depends only on the set of entries: in whatever order they are read or listed, the
//! same one speaks under the same IRI.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;

use super::{Entry, Held};
use crate::graph::Card;
use crate::graph::{document_of, number_key};

/// The share of the shorter text that must occur in the longer one of two copies.
///
/// Among documents with several copies in `tests/corpus` the least is 0.99, including a PDF file
/// whose lines were shuffled; among different documents, there and in `seeds`, the greatest is
/// 0.72, the work arrangements of two counties based on the same model.
const ALIKE: f64 = 0.8;
/// The number of entries with the same number or title up to which all pairs are compared; beyond
/// it, only pairs that share one of their [`LEAST`] smallest hashes.
const ALL_PAIRS: usize = 64;
/// The number of smallest hashes, of which copies certainly share one.
const LEAST: usize = 8;

/// The works of a set of sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The works with their sources, sorted by IRI.
    pub works: Vec<Work>,
    /// Notices with annexes that have a file of their own, by IRI.
    pub annexes: BTreeSet<(NamedNode, NamedNode)>,
}

/// A work with its copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The IRI of its first document.
    pub first: NamedNode,
    /// The key of the entry that speaks.
    pub speaks: String,
    /// The keys of the others, sorted.
    pub kept: Vec<String>,
    /// Doubts about its identity.
    pub doubts: Vec<Doubt>,
}

/// A doubt about the identity of a work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Other works have the same number and the same title, or the same title, issuer and date.
    SameName {
        /// The names of their sources, sorted.
        others: Vec<String>,
    },
    /// Works with other titles have the same number.
    SameNumber {
        /// The names of their sources, sorted.
        others: Vec<String>,
    },
    /// A notice has an annex with this title in another wording.
    OtherWording {
        /// The name of the notice's source.
        of: String,
    },
}

/// Settles a set of entries by key.
pub fn settle(entries: &BTreeMap<String, Entry>) -> Settled {
    let entries: Vec<(&String, &Entry)> = entries.iter().collect();
    let mut clusters: Vec<Cluster<'_>> =
        clusters(&entries).into_iter().map(|members| Cluster::of(&entries, members)).collect();
    let mut named: BTreeMap<NamedNode, Vec<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        named.entry(cluster.first.clone()).or_default().push(at);
    }
    for same in named.values().filter(|same| same.len() > 1) {
        for at in same {
            let others = names(&clusters, same.iter().filter(|other| *other != at));
            clusters[*at].doubts.push(Doubt::SameName { others });
        }
        for at in same {
            let hash = clusters[*at].speaks.1.text.get(..6).unwrap_or_default();
            clusters[*at].first =
                NamedNode::new_unchecked(format!("{}~{hash}", clusters[*at].first.as_str()));
        }
    }
    let annexes = annexes(&mut clusters);
    share_numbers(&mut clusters, &annexes);
    let mut works: Vec<Work> = clusters.into_iter().map(Cluster::finish).collect();
    works.sort_by(|a, b| a.first.cmp(&b.first));
    Settled { works, annexes }
}

/// The entries of one work while it is being settled.
struct Cluster<'a> {
    first: NamedNode,
    speaks: (&'a String, &'a Entry),
    members: Vec<&'a String>,
    doubts: Vec<Doubt>,
}

impl<'a> Cluster<'a> {
    fn of(entries: &[(&'a String, &'a Entry)], members: Vec<usize>) -> Self {
        let members: Vec<_> =
            members.into_iter().filter_map(|at| entries.get(at).copied()).collect();
        let longest =
            members.iter().map(|(_, entry)| entry.print.n_chars).max().unwrap_or_default();
        // A truncated copy has few doubts for the wrong reason.
        let whole = members.iter().filter(|(_, entry)| 10 * entry.print.n_chars >= 9 * longest);
        // People correct the copy they work with, and their corrections must not be lost.
        let best = whole.min_by_key(|(key, entry)| {
            (
                entry.corrected.is_none(),
                entry.n_doubts,
                Reverse(entry.print.n_chars),
                &entry.sha256,
                *key,
            )
        });
        let speaks = *best.expect("the longest is long enough");
        let first = document_of(speaks.1.cards.first(), &speaks.1.text);
        Self {
            first,
            speaks,
            members: members.into_iter().map(|(key, _)| key).collect(),
            doubts: Vec::new(),
        }
    }

    fn card(&self) -> Option<&'a Card> {
        self.speaks.1.cards.first()
    }

    fn finish(mut self) -> Work {
        self.doubts.sort();
        let kept = self
            .members
            .iter()
            .filter(|key| **key != self.speaks.0)
            .map(|key| (*key).clone())
            .collect();
        Work { first: self.first, speaks: self.speaks.0.clone(), kept, doubts: self.doubts }
    }
}

fn names<'n>(clusters: &[Cluster<'_>], at: impl Iterator<Item = &'n usize>) -> Vec<String> {
    let mut names: Vec<String> =
        at.filter_map(|at| clusters.get(*at)).map(|one| one.speaks.1.name.clone()).collect();
    names.sort();
    names
}

/// Groups the entries, given by index, that are copies of one work.
fn clusters(entries: &[(&String, &Entry)]) -> Vec<Vec<usize>> {
    let mut groups = Groups {
        of: (0..entries.len()).collect(),
        members: (0..entries.len()).map(|at| vec![at]).collect(),
    };
    for (a, b) in pairs(entries) {
        groups.join(a, b, |a, b| !contradict(entries[a].1, entries[b].1));
    }
    groups.members.retain(|members| !members.is_empty());
    groups.members
}

/// Returns pairs of similar entries, the most similar first; equal texts precede all others.
fn pairs(entries: &[(&String, &Entry)]) -> Vec<(usize, usize)> {
    let mut buckets: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
    for (at, (_, entry)) in entries.iter().enumerate() {
        let titles: BTreeSet<_> = entry.cards.iter().filter_map(Card::title_key).collect();
        let number = entry.cards.first().and_then(|card| card.number.as_deref()).map(number_key);
        let keys =
            titles.into_iter().map(|title| (1, title)).chain(number.map(|number| (2, number)));
        for key in keys.chain([(0, entry.text.clone())]) {
            buckets.entry(key).or_default().push(at);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for ((kind, _), bucket) in &buckets {
        match bucket.as_slice() {
            // Equal texts are chained.
            same if *kind == 0 => pairs.extend(same.windows(2).map(|pair| (pair[0], pair[1]))),
            few if few.len() <= ALL_PAIRS => pairs.extend(all_pairs(few)),
            many => pairs.extend(sharing(entries, many)),
        }
    }
    let overlap = |(a, b): (usize, usize)| {
        let (a, b) = (entries[a].1, entries[b].1);
        if a.text == b.text { 2.0 } else { a.print.overlap(&b.print) }
    };
    let mut alike: Vec<_> = pairs
        .into_iter()
        .map(|pair| (overlap(pair), pair))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    // Keys depend on the machine, so ties are broken by the texts themselves.
    let said = |(a, b): (usize, usize)| {
        let mut texts = [&entries[a].1.text, &entries[b].1.text];
        texts.sort();
        texts
    };
    alike
        .sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| said(*one).cmp(&said(*other))));
    alike.into_iter().map(|(_, pair)| pair).collect()
}

fn all_pairs(of: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    of.iter().enumerate().flat_map(move |(at, a)| of.iter().skip(at + 1).map(move |b| (*a, *b)))
}

/// Returns the pairs of many entries that share one of their smallest hashes; others are not worth
/// comparing.
fn sharing(entries: &[(&String, &Entry)], many: &[usize]) -> BTreeSet<(usize, usize)> {
    let mut by_hash: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for at in many {
        for hash in entries[*at].1.print.least(LEAST) {
            by_hash.entry(hash).or_default().push(*at);
        }
    }
    // A hash shared by very many entries comes from a common form.
    let few = by_hash.values().filter(|same| same.len() <= ALL_PAIRS);
    few.flat_map(|same| all_pairs(same)).collect()
}

/// Whether two entries have properties that one work cannot have.
fn contradict(a: &Entry, b: &Entry) -> bool {
    // Equal texts are one work, unless both were corrected by people.
    if a.text == b.text && (a.corrected.is_none() || b.corrected.is_none()) {
        return false;
    }
    let differ = |of: fn(&Card) -> Option<String>| {
        let [a, b] = [a, b].map(|entry| entry.cards.first().and_then(of));
        matches!((a, b), (Some(a), Some(b)) if a != b)
    };
    differ(|card| card.number.as_deref().map(number_key))
        || differ(|card| card.region.clone())
        || differ(|card| card.date.clone())
        || matches!((a.print.year, b.print.year), (Some(a), Some(b)) if a != b)
}

/// Disjoint groups that get merged.
struct Groups {
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// Merges two groups, unless a member of one conflicts with a member of the other.
    fn join(&mut self, a: usize, b: usize, may: impl Fn(usize, usize) -> bool) {
        let (a, b) = (self.of[a].min(self.of[b]), self.of[a].max(self.of[b]));
        let all = || {
            self.members[a]
                .iter()
                .flat_map(|one| self.members[b].iter().map(move |other| (*one, *other)))
        };
        if a == b || !all().all(|(one, other)| may(one, other)) {
            return;
        }
        let moved = std::mem::take(&mut self.members[b]);
        moved.iter().for_each(|at| self.of[*at] = a);
        self.members[a].extend(moved);
    }
}

/// Links annexes with files of their own to their notices; one that differs from the annex within
/// its notice gets a doubt.
fn annexes(clusters: &mut [Cluster<'_>]) -> BTreeSet<(NamedNode, NamedNode)> {
    let mut issuing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        for title in cluster.card().into_iter().flat_map(|card| &card.issues) {
            issuing.entry(title).or_default().push(at);
        }
    }
    let mut joined = BTreeSet::new();
    let mut doubts = Vec::new();
    for (at, cluster) in clusters.iter().enumerate() {
        let Some((card, title)) = cluster.card().and_then(|card| Some((card, card.title_key()?)))
        else {
            continue;
        };
        let notices =
            issuing.get(title.as_str()).into_iter().flatten().filter(|notice| **notice != at);
        let fitting: Vec<&Cluster<'_>> = notices
            .filter_map(|notice| clusters.get(*notice))
            .filter(|notice| notice.card().is_some_and(|notice| fits(notice, card)))
            .collect();
        let [notice] = fitting.as_slice() else { continue };
        let mut others = notice.speaks.1.cards.iter().skip(1);
        match others.any(|annex| annex.title_key().as_deref() == Some(&title)) {
            true => doubts.push((at, Doubt::OtherWording { of: notice.speaks.1.name.clone() })),
            false => drop(joined.insert((notice.first.clone(), cluster.first.clone()))),
        }
    }
    for (at, doubt) in doubts {
        clusters[at].doubts.push(doubt);
    }
    joined
}

/// Whether a document may be the annex of a notice: it has the same region, and no other number.
fn fits(notice: &Card, annex: &Card) -> bool {
    let same = |of: fn(&Card) -> Option<String>| match (of(notice), of(annex)) {
        (Some(notice), Some(annex)) => notice == annex,
        _ => true,
    };
    same(|card| card.region.clone()) && same(|card| card.number.as_deref().map(number_key))
}

/// Adds doubts to works with the same region and number but different titles, unless one is the
/// annex of the other.
fn share_numbers(clusters: &mut [Cluster<'_>], annexes: &BTreeSet<(NamedNode, NamedNode)>) {
    let mut bearing: BTreeMap<(Option<&str>, String), Vec<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        if let Some((card, number)) =
            cluster.card().and_then(|card| Some((card, card.number.as_deref()?)))
        {
            bearing.entry((card.region.as_deref(), number_key(number))).or_default().push(at);
        }
    }
    let mut doubts = Vec::new();
    for same in bearing.values() {
        for at in same {
            let title = clusters[*at].card().and_then(Card::title_key);
            let others = same.iter().filter(|other| {
                let (one, other) = (&clusters[*at], &clusters[**other]);
                let pair = |a: &Cluster<'_>, b: &Cluster<'_>| {
                    annexes.contains(&(a.first.clone(), b.first.clone()))
                };
                other.card().and_then(Card::title_key) != title
                    && !pair(one, other)
                    && !pair(other, one)
            });
            let others = names(clusters, others);
            if !others.is_empty() {
                doubts.push((*at, Doubt::SameNumber { others }));
            }
        }
    }
    for (at, doubt) in doubts {
        clusters[at].doubts.push(doubt);
    }
}

impl Work {
    /// Whether the graph already contains this work as told by the source that speaks.
    pub fn is_held(&self, entries: &BTreeMap<String, Entry>) -> bool {
        entries.get(&self.speaks).is_some_and(|entry| match &entry.held {
            Held::Speaks { first, .. } => *first == self.first.as_str(),
            Held::Kept { .. } => false,
        })
    }
}
