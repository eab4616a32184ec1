//! Units that have another name everywhere they had a role: one line instead of a change in every
//! task.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};

use super::change::Rename;
use super::compare::Matched;
use crate::model::Role;

/// Units that were replaced by another.
#[derive(Default)]
pub(super) struct Renamed {
    /// Maps what a unit is compared by to the same of its successor.
    pub(super) names: BTreeMap<String, String>,
    /// The renames to report.
    pub(super) rows: Vec<Rename>,
    /// Finds old names in a text, with the new names to replace them.
    words: Option<(AhoCorasick, Vec<String>)>,
}

/// The items in which somebody has a role, and the role.
type Places = BTreeSet<(usize, usize, Role)>;

/// Where the units of one version occur, and under which names.
type Standing<'v> = BTreeMap<&'v str, (Places, BTreeSet<&'v str>)>;

impl Renamed {
    pub(super) fn find(matched: &[Matched<'_>]) -> Self {
        let [of_a, of_b] = [0, 1].map(|side| standing(matched, side));
        let (gone, come) = (alone(&of_a, &of_b), alone(&of_b, &of_a));
        let mut found = Self::default();
        let mut words: BTreeMap<&str, &str> = BTreeMap::new();
        for (places, who) in gone {
            // Two units with the same places could each be the successor.
            let ([old], Some([new])) = (who.as_slice(), come.get(places).map(Vec::as_slice)) else {
                continue;
            };
            let names = |standing: &Standing<'_>, who: &str| {
                standing.get(who).and_then(|(_, names)| names.first().copied().map(str::to_owned))
            };
            let (Some(old_name), Some(new_name)) = (names(&of_a, old), names(&of_b, new)) else {
                continue;
            };
            let n =
                places.iter().map(|(work, item, _)| (work, item)).collect::<BTreeSet<_>>().len();
            words.insert(old, new);
            let new_names =
                of_b.get(new).and_then(|(_, names)| names.first()).copied().unwrap_or_default();
            words.extend(
                of_a.get(old)
                    .into_iter()
                    .flat_map(|(_, names)| names)
                    .map(|name| (*name, new_names)),
            );
            found.names.insert((*old).to_owned(), (*new).to_owned());
            found.rows.push(Rename { old: old_name, new: new_name, n });
        }
        found.rows.sort_by(|a, b| (&a.old, &a.new).cmp(&(&b.old, &b.new)));
        let finder =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words.keys());
        found.words = finder
            .ok()
            .map(|finder| (finder, words.values().map(|new| (*new).to_owned()).collect()));
        found
    }

    /// Replaces the names of the first version in a text by those of the second.
    pub(super) fn apply<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.words {
            Some((finder, new)) if !new.is_empty() => Cow::Owned(finder.replace_all(text, new)),
            _ => Cow::Borrowed(text),
        }
    }

    /// Whether two texts are the same apart from the names.
    pub(super) fn is_same(&self, old: &str, new: &str) -> bool {
        old == new || self.apply(old) == new
    }
}

fn standing<'v>(matched: &'v [Matched<'v>], side: usize) -> Standing<'v> {
    let mut standing = Standing::new();
    for (work, one) in matched.iter().enumerate() {
        for (n, (old, new)) in one.pairs().enumerate() {
            for duty in if side == 0 { &old.duties } else { &new.duties } {
                let (places, names) = standing.entry(one.who(duty)).or_default();
                places.insert((work, n, duty.role));
                names.insert(&duty.name);
            }
        }
    }
    standing
}

/// The units that only one version has, by their places.
fn alone<'s, 'v>(
    one: &'s Standing<'v>,
    other: &Standing<'_>,
) -> BTreeMap<&'s Places, Vec<&'v str>> {
    let mut alone: BTreeMap<&Places, Vec<&str>> = BTreeMap::new();
    for (who, (places, _)) in one.iter().filter(|(who, _)| !other.contains_key(*who)) {
        alone.entry(places).or_default().push(who);
    }
    alone
}
