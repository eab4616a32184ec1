//! Tracks which graphs changed from state to state, so that a mirror need copy only those.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::record::Sum;

/// The most changes remembered; older ones are forgotten.
const KEPT: usize = 20_000;

/// How a graph changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// It is new.
    Added,
    /// Its contents changed.
    Changed,
    /// It was removed.
    Removed,
}

/// A graph that differs between one state and the state before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphChange {
    /// The number of the state.
    pub state: u64,
    /// The graph.
    pub graph: String,
    /// How it changed.
    pub what: What,
}

/// The recent changes of a store, oldest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Changes {
    /// All changes after this state are included.
    pub(super) since: u64,
    pub(super) kept: VecDeque<GraphChange>,
}

impl Changes {
    /// Records the changes from one state to the next.
    pub(super) fn note(
        &mut self,
        state: u64,
        before: &BTreeMap<String, Sum>,
        now: &BTreeMap<String, Sum>,
    ) {
        let change = |graph: &String, what| GraphChange { state, graph: graph.clone(), what };
        for (graph, sum) in now {
            match before.get(graph) {
                None => self.kept.push_back(change(graph, What::Added)),
                Some(old) if old != sum => self.kept.push_back(change(graph, What::Changed)),
                Some(_) => {}
            }
        }
        let gone = before.keys().filter(|graph| !now.contains_key(*graph));
        self.kept.extend(gone.map(|graph| change(graph, What::Removed)));
        // A state is remembered or forgotten with all of its changes.
        while self.kept.len() > KEPT
            && let Some(oldest) = self.kept.front().map(|change| change.state)
        {
            self.kept.retain(|change| change.state != oldest);
            self.since = oldest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graphs(of: &[(&str, u64)]) -> BTreeMap<String, Sum> {
        of.iter()
            .map(|(name, quads)| ((*name).to_owned(), Sum { quads: *quads, hash: 0 }))
            .collect()
    }

    #[test]
    fn what_differs_is_noted_and_what_is_old_forgotten() {
        let mut changes = Changes::default();
        changes.note(1, &graphs(&[]), &graphs(&[("a", 1), ("b", 1)]));
        changes.note(2, &graphs(&[("a", 1), ("b", 1)]), &graphs(&[("a", 2), ("c", 1)]));
        let of_two: Vec<_> = changes.kept.iter().filter(|change| change.state == 2).collect();
        let told: Vec<_> =
            of_two.iter().map(|change| (change.graph.as_str(), change.what)).collect();
        assert_eq!(told, [("a", What::Changed), ("c", What::Added), ("b", What::Removed)]);
        let many: BTreeMap<_, _> =
            (0..KEPT as u64).map(|n| (n.to_string(), Sum { quads: n, hash: 0 })).collect();
        changes.note(3, &graphs(&[]), &many);
        assert_eq!((changes.since, changes.kept.len()), (2, KEPT));
    }
}
