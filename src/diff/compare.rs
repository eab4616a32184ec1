//! Compares two versions: matches their documents, then the items in these, then what each item
//! says.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Diff, ItemDiff, ItemRef, WorkDiff};
use super::pair::{Subject, moved, pairs};
use super::rename::Renamed;
use super::version::{DetailKind, Duty, HEAD, Item, Version, What, Work};
use crate::lexicon::laws::key;
use crate::model::Role;

/// The minimum similarity of the titles of documents that may be the same.
const ALIKE: f64 = 0.6;

/// Returns what changed from `a` to `b`.
pub(super) fn compare(a: &Version, b: &Version) -> Diff {
    let works = works(a, b);
    let matched: Vec<Matched<'_>> =
        works.iter().map(|(x, y)| Matched::new(&a.works[*x], &b.works[*y])).collect();
    let renamed = Renamed::find(&matched);
    let mut diff = Diff { renames: renamed.rows.clone(), n_works: works.len(), ..Diff::default() };
    let of_a: BTreeMap<usize, &Matched<'_>> =
        works.iter().zip(&matched).map(|((x, _), one)| (*x, one)).collect();
    let of_b: BTreeSet<usize> = works.iter().map(|(_, y)| *y).collect();
    for (at, work) in a.works.iter().enumerate() {
        match of_a.get(&at) {
            Some(matched) => diff.works.extend(matched.diff(&renamed)),
            None => diff.works.push(WorkDiff {
                old: Some(named(work)),
                n_tasks: n_tasks(work),
                ..WorkDiff::default()
            }),
        }
    }
    for work in
        b.works.iter().enumerate().filter(|(at, _)| !of_b.contains(at)).map(|(_, work)| work)
    {
        diff.works.push(WorkDiff {
            new: Some(named(work)),
            n_tasks: n_tasks(work),
            ..WorkDiff::default()
        });
    }
    diff
}

fn title(work: &Work) -> &str {
    work.head.get("title").map(String::as_str).unwrap_or_default()
}

/// What to call a document.
fn named(work: &Work) -> String {
    let title = work.head.get("title").or(work.kind.as_ref());
    let told: Vec<_> =
        title.into_iter().chain(work.head.get("number")).map(String::as_str).collect();
    if told.is_empty() { work.iri.clone() } else { told.join(" ") }
}

fn n_tasks(work: &Work) -> usize {
    work.items.iter().filter(|item| item.what == What::Task).count()
}

/// Matches documents: first those that are not attached to another, then their annexes.
fn works(a: &Version, b: &Version) -> Vec<(usize, usize)> {
    let by_parent = |version: &Version| {
        let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (at, work) in version.works.iter().enumerate() {
            children.entry(work.parent).or_default().push(at);
        }
        children
    };
    let (of_a, of_b) = (by_parent(a), by_parent(b));
    let under = |x: Option<usize>, y: Option<usize>| {
        let [of_a, of_b] =
            [of_a.get(&x), of_b.get(&y)].map(|found| found.map(Vec::as_slice).unwrap_or_default());
        joined(a, b, of_a, of_b)
    };
    let mut found = under(None, None);
    let annexes: Vec<_> = found.iter().flat_map(|(x, y)| under(Some(*x), Some(*y))).collect();
    found.extend(annexes);
    found.sort_unstable();
    found
}

fn joined(a: &Version, b: &Version, of_a: &[usize], of_b: &[usize]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let keys: [fn(&Work) -> String; 3] = [
        |work| work.iri.clone(),
        |work| work.head.get("number").cloned().unwrap_or_default(),
        |work| key(title(work)),
    ];
    let left = |all: &[usize], taken: BTreeSet<usize>| -> Vec<usize> {
        all.iter().copied().filter(|at| !taken.contains(at)).collect()
    };
    for key in keys {
        let free_b = left(of_b, found.iter().map(|(_, y)| *y).collect());
        let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
        for at in free_b.into_iter().rev() {
            by_key.insert(key(&b.works[at]), at);
        }
        by_key.remove("");
        for at in left(of_a, found.iter().map(|(x, _)| *x).collect()) {
            found.extend(by_key.remove(&key(&a.works[at])).map(|other| (at, other)));
        }
    }
    let free_a = left(of_a, found.iter().map(|(x, _)| *x).collect());
    let free_b = left(of_b, found.iter().map(|(_, y)| *y).collect());
    let [rest_a, rest_b] = [(a, &free_a), (b, &free_b)].map(|(version, free)| {
        free.iter()
            .map(|at| Subject {
                kind: 0,
                title: title(&version.works[*at]),
                text: "",
                place: String::new(),
            })
            .collect::<Vec<_>>()
    });
    let like =
        |x: usize, y: usize| strsim::sorensen_dice(rest_a[x].title, rest_b[y].title) >= ALIKE;
    let alike: Vec<_> = pairs(&rest_a, &rest_b).into_iter().filter(|(x, y)| like(*x, *y)).collect();
    found.extend(alike.iter().map(|(x, y)| (free_a[*x], free_b[*y])));
    // A single document on each side, or the last annex left on each, are taken to be the same.
    let last_a = left(of_a, found.iter().map(|(x, _)| *x).collect());
    let last_b = left(of_b, found.iter().map(|(_, y)| *y).collect());
    if let ([x], [y]) = (last_a.as_slice(), last_b.as_slice())
        && of_a.len() == of_b.len()
        && (of_a.len() == 1 || a.works[*x].parent.is_some())
    {
        found.push((*x, *y));
    }
    found
}

/// A document in both versions, with the items that match.
pub(super) struct Matched<'v> {
    a: &'v Work,
    b: &'v Work,
    items: Vec<(usize, usize)>,
    /// Whether units are compared by their type, because the regions differ.
    by_kind: bool,
}

impl<'v> Matched<'v> {
    fn new(a: &'v Work, b: &'v Work) -> Self {
        let subjects = |work: &'v Work| -> Vec<Subject<'v>> {
            let subject = |item: &'v Item| Subject {
                kind: item.what as u8,
                title: &item.title,
                text: &item.text,
                place: format!("{} {}", item.section, item.number),
            };
            work.items.iter().map(subject).collect()
        };
        Self { a, b, items: pairs(&subjects(a), &subjects(b)), by_kind: a.region != b.region }
    }

    /// The name by which the holder of a duty is compared.
    pub(super) fn who<'d>(&self, duty: &'d Duty) -> &'d str {
        if self.by_kind { &duty.kind } else { &duty.canonical }
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'v Item, &'v Item)> {
        self.items.iter().map(|(x, y)| (&self.a.items[*x], &self.b.items[*y]))
    }

    fn diff(&self, renamed: &Renamed) -> Option<WorkDiff> {
        let n_units = |work: &Work| work.items.iter().map(|item| item.duties.len()).sum::<usize>();
        let units =
            Some((n_units(self.a), n_units(self.b))).filter(|(a, b)| (*a == 0) != (*b == 0));
        let tasks: Vec<usize> = (0..self.items.len())
            .filter(|n| self.a.items[self.items[*n].0].what == What::Task)
            .collect();
        let order: Vec<(usize, usize)> = tasks.iter().map(|n| self.items[*n]).collect();
        let moved: BTreeSet<usize> =
            moved(&order).into_iter().filter_map(|n| tasks.get(n).copied()).collect();
        let mut items: Vec<((usize, usize), ItemDiff)> = Vec::new();
        for (n, (x, y)) in self.items.iter().enumerate() {
            let (old, new) = (&self.a.items[*x], &self.b.items[*y]);
            let changes = self.changes((old, new), moved.contains(&n), units.is_none(), renamed);
            if !changes.is_empty() {
                items.push((
                    (*y, 1),
                    ItemDiff {
                        what: new.what,
                        old: Some(told(old)),
                        new: Some(told(new)),
                        changes,
                    },
                ));
            }
        }
        let of_a: BTreeMap<usize, usize> = self.items.iter().copied().collect();
        let of_b: BTreeSet<usize> = self.items.iter().map(|(_, y)| *y).collect();
        let mut before = 0;
        for (at, item) in self.a.items.iter().enumerate() {
            match of_a.get(&at) {
                Some(other) => before = *other,
                None => items.push((
                    (before, 2),
                    ItemDiff {
                        what: item.what,
                        old: Some(told(item)),
                        new: None,
                        changes: Vec::new(),
                    },
                )),
            }
        }
        for (at, item) in self.b.items.iter().enumerate().filter(|(at, _)| !of_b.contains(at)) {
            items.push((
                (at, 0),
                ItemDiff { what: item.what, old: None, new: Some(told(item)), changes: Vec::new() },
            ));
        }
        items.sort_by_key(|(place, _)| *place);
        let items: Vec<_> = items.into_iter().map(|(_, item)| item).collect();
        let head = self.head(renamed);
        let differs = !items.is_empty() || !head.is_empty() || units.is_some();
        differs.then(|| WorkDiff {
            old: Some(named(self.a)),
            new: Some(named(self.b)),
            head,
            items,
            n_tasks: tasks.len(),
            units,
        })
    }

    fn head(&self, renamed: &Renamed) -> Vec<(&'static str, Option<String>, Option<String>)> {
        let parts = HEAD
            .iter()
            .map(|name| (*name, self.a.head.get(name).cloned(), self.b.head.get(name).cloned()));
        parts
            .filter(|(_, old, new)| {
                !renamed
                    .is_same(old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default())
            })
            .collect()
    }

    fn changes(
        &self,
        (old, new): (&Item, &Item),
        is_moved: bool,
        with_units: bool,
        renamed: &Renamed,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        if is_moved {
            changes.push(Change::Moved { old: old.section.clone(), new: new.section.clone() });
        }
        if !renamed.is_same(&old.text, &new.text) {
            changes.push(Change::Reworded { old: old.text.clone(), new: new.text.clone() });
        }
        if with_units {
            changes.extend(self.assigned(old, new, renamed));
        }
        for kind in [DetailKind::Time, DetailKind::Target, DetailKind::Citation, DetailKind::Status]
        {
            let of = |item: &Item| {
                let of_kind = item.details.iter().filter(|one| one.kind == kind);
                of_kind.map(|one| (one.text.clone(), one.text.clone())).collect::<Vec<_>>()
            };
            let (dropped, added) = only(of(old), of(new), |text| renamed.apply(text).into_owned());
            if !dropped.is_empty() || !added.is_empty() {
                changes.push(Change::Detailed { kind, dropped, added });
            }
        }
        changes
    }

    fn assigned(&self, old: &Item, new: &Item, renamed: &Renamed) -> Vec<Change> {
        let mut changes = Vec::new();
        for role in Role::ALL {
            let of = |item: &Item| {
                let of_role = item.duties.iter().filter(|duty| duty.role == *role);
                of_role
                    .map(|duty| (self.who(duty).to_owned(), duty.name.clone()))
                    .collect::<Vec<_>>()
            };
            let successor = |who: &str| renamed.names.get(who).cloned().unwrap_or_default();
            let (dropped, added) = only(of(old), of(new), successor);
            if !dropped.is_empty() || !added.is_empty() {
                changes.push(Change::Assigned { role: *role, dropped, added });
            }
        }
        changes
    }
}

/// Returns the names that only the first list has, and those that only the second has. Entries are
/// compared by key; the second list may have the key that `renamed` returns instead.
fn only(
    a: Vec<(String, String)>,
    b: Vec<(String, String)>,
    renamed: impl Fn(&str) -> String,
) -> (Vec<String>, Vec<String>) {
    let mut waiting: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (key, _)) in b.iter().enumerate().rev() {
        waiting.entry(key).or_default().push(at);
    }
    let mut found = BTreeSet::new();
    let mut take =
        |key: &str| waiting.get_mut(key).and_then(Vec::pop).is_some_and(|at| found.insert(at));
    let left: Vec<_> = a.into_iter().filter(|(key, _)| !take(key)).collect();
    let dropped =
        left.into_iter().filter(|(key, _)| !take(&renamed(key))).map(|(_, name)| name).collect();
    let added = b
        .iter()
        .enumerate()
        .filter(|(at, _)| !found.contains(at))
        .map(|(_, (_, name))| name.clone());
    let added = added.collect();
    (dropped, added)
}

fn told(item: &Item) -> ItemRef {
    let title = if item.title.is_empty() { &item.text } else { &item.title };
    ItemRef { number: item.number.clone(), title: title.clone() }
}
