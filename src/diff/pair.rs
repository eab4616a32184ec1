//! Matches the things of two versions: by equal words, then by equal headings, then by similarity.

use std::collections::{BTreeMap, BTreeSet};

/// Something to match: its words, and its heading.
pub(super) struct Subject<'t> {
    /// Things of different kinds never match.
    pub(super) kind: u8,
    pub(super) title: &'t str,
    pub(super) text: &'t str,
    /// Its number and the heading above it, which decide between equally similar things.
    pub(super) place: String,
}

/// The minimum similarity of things that match.
const ALIKE: f64 = 0.4;

/// How much the same place adds to the similarity.
const SAME_PLACE: f64 = 0.1;

/// A pair of characters that occurs in more things than this does not distinguish them.
const COMMON: usize = 40;

/// How many candidates are examined closely for each thing.
const CLOSEST: usize = 8;

/// Returns the matches, in the order of `a`.
pub(super) fn pairs(a: &[Subject<'_>], b: &[Subject<'_>]) -> Vec<(usize, usize)> {
    let mut pairing = Pairing { of_a: vec![None; a.len()], of_b: vec![None; b.len()] };
    pairing.equal(a, b, |one| Some((one.kind, one.title, one.text, one.place.as_str())));
    pairing.equal(a, b, |one| Some((one.kind, one.title, one.text, "")));
    pairing
        .equal(a, b, |one| Some((one.kind, one.title, "", "")).filter(|_| !one.title.is_empty()));
    pairing.alike(a, b);
    pairing.of_a.iter().enumerate().filter_map(|(at, other)| Some((at, (*other)?))).collect()
}

struct Pairing {
    of_a: Vec<Option<usize>>,
    of_b: Vec<Option<usize>>,
}

impl Pairing {
    fn join(&mut self, a: usize, b: usize) {
        (self.of_a[a], self.of_b[b]) = (Some(b), Some(a));
    }

    /// Joins those left that have equal keys, in order.
    fn equal<'s, K: Ord>(
        &mut self,
        a: &'s [Subject<'_>],
        b: &'s [Subject<'_>],
        key: impl Fn(&'s Subject<'s>) -> Option<K>,
    ) {
        let mut waiting: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (at, one) in b.iter().enumerate().rev().filter(|(at, _)| self.of_b[*at].is_none()) {
            if let Some(key) = key(one) {
                waiting.entry(key).or_default().push(at);
            }
        }
        for (at, one) in a.iter().enumerate() {
            let other = key(one)
                .filter(|_| self.of_a[at].is_none())
                .and_then(|key| waiting.get_mut(&key)?.pop());
            if let Some(other) = other {
                self.join(at, other);
            }
        }
    }

    /// Joins those left that are similar, the most similar first.
    fn alike(&mut self, a: &[Subject<'_>], b: &[Subject<'_>]) {
        let shingles = |one: &Subject<'_>| -> BTreeSet<(char, char)> {
            let words = if one.text.is_empty() { one.title } else { one.text };
            let chars: Vec<char> = words.chars().filter(|c| c.is_alphanumeric()).collect();
            chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
        };
        let left = |all: &[Option<usize>]| -> Vec<usize> {
            (0..all.len()).filter(|at| all[*at].is_none()).collect()
        };
        let of_b: BTreeMap<usize, BTreeSet<(char, char)>> =
            left(&self.of_b).into_iter().map(|at| (at, shingles(&b[at]))).collect();
        let mut index: BTreeMap<(char, char), Vec<usize>> = BTreeMap::new();
        for (at, pairs) in &of_b {
            pairs.iter().for_each(|pair| index.entry(*pair).or_default().push(*at));
        }
        let places: BTreeMap<(u8, &str), usize> =
            of_b.keys().map(|at| ((b[*at].kind, b[*at].place.as_str()), *at)).collect();
        let mut found = Vec::new();
        for at in left(&self.of_a) {
            let own = shingles(&a[at]);
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for other in own
                .iter()
                .filter_map(|pair| index.get(pair))
                .filter(|all| all.len() <= COMMON)
                .flatten()
            {
                *shared.entry(*other).or_default() += 1;
            }
            let mut close: Vec<_> =
                shared.into_iter().filter(|(other, _)| b[*other].kind == a[at].kind).collect();
            close.sort_by_key(|(other, n)| (std::cmp::Reverse(*n), *other));
            // Something made of common words may still match what is at the same place.
            let here = places.get(&(a[at].kind, a[at].place.as_str())).copied();
            let close: BTreeSet<usize> =
                close.into_iter().take(CLOSEST).map(|(other, _)| other).chain(here).collect();
            for other in close {
                let both = own.intersection(&of_b[&other]).count();
                let like = 2.0 * both as f64 / (own.len() + of_b[&other].len()).max(1) as f64;
                let place = if a[at].place == b[other].place { SAME_PLACE } else { 0.0 };
                if like + place >= ALIKE {
                    found.push((like + place, at, other));
                }
            }
        }
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        for (_, at, other) in found {
            if self.of_a[at].is_none() && self.of_b[other].is_none() {
                self.join(at, other);
            }
        }
    }
}

/// Of pairs in the order of their first elements, returns those whose second elements break the
/// order: what was moved.
pub(super) fn moved(pairs: &[(usize, usize)]) -> BTreeSet<usize> {
    // The longest sequence in which the second elements ascend stays in place.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, (_, other)) in pairs.iter().enumerate() {
        let at = tails.partition_point(|tail| pairs[*tail].1 < *other);
        before.push(at.checked_sub(1).map(|at| tails[at]));
        if at == tails.len() { tails.push(n) } else { tails[at] = n }
    }
    let stays: BTreeSet<usize> =
        std::iter::successors(tails.last().copied(), |n| before[*n]).collect();
    (0..pairs.len()).filter(|n| !stays.contains(n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject<'t>(title: &'t str, text: &'t str) -> Subject<'t> {
        Subject { kind: 0, title, text, place: String::new() }
    }

    #[test]
    fn things_are_matched_by_what_they_say() {
        let a = [
            subject("加强学习", "认真组织培训"),
            subject("加强宣传", "广泛动员群众"),
            subject("旧的", "甲乙丙丁戊己"),
        ];
        let b = [
            subject("新的", "子丑寅卯辰巳"),
            subject("加强宣传", "广泛动员"),
            subject("强化学习", "认真组织培训"),
        ];
        assert_eq!(pairs(&a, &b), [(0, 2), (1, 1)]);
    }

    #[test]
    fn the_fewest_are_told_as_moved() {
        assert_eq!(moved(&[(0, 1), (1, 2), (2, 0), (3, 3)]), BTreeSet::from([2]));
        assert_eq!(moved(&[(0, 0), (1, 1)]), BTreeSet::new());
        assert_eq!(moved(&[]), BTreeSet::new());
    }
}
