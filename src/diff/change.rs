//! What changed from one version to another, as plain data.

use super::version::{DetailKind, What};
use crate::model::Role;

/// What changed from one version to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Units replaced by another wherever they occurred.
    pub renames: Vec<Rename>,
    /// Documents that differ, or that only one version has.
    pub works: Vec<WorkDiff>,
    /// How many documents both versions have.
    pub n_works: usize,
}

/// A unit that has another name everywhere it had a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// Its name in the first version.
    pub old: String,
    /// Its name in the second.
    pub new: String,
    /// In how many tasks, headings and documents.
    pub n: usize,
}

/// What changed in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkDiff {
    /// Its title in the first version; `None` if only the second has it.
    pub old: Option<String>,
    /// Its title in the second version; `None` if only the first has it.
    pub new: Option<String>,
    /// Differing parts of its letterhead: name, old, new.
    pub head: Vec<(&'static str, Option<String>, Option<String>)>,
    /// What changed in it, in the order of the second version; dropped items are where they were.
    pub items: Vec<ItemDiff>,
    /// How many tasks both versions have.
    pub n_tasks: usize,
    /// The number of units in each version, if one of them names none.
    pub units: Option<(usize, usize)>,
}

/// A heading, task or sentence, as shown to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRef {
    /// Its number.
    pub number: String,
    /// Its first sentence, or all of it.
    pub title: String,
}

/// What changed in one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemDiff {
    /// The kind of item.
    pub what: What,
    /// The item in the first version, if it is there.
    pub old: Option<ItemRef>,
    /// The item in the second version, if it is there.
    pub new: Option<ItemRef>,
    /// What changed; empty if only one version has it.
    pub changes: Vec<Change>,
}

/// One change of an item that both versions have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is below another heading or in another order.
    Moved {
        /// The heading it was below.
        old: String,
        /// The heading it is below now.
        new: String,
    },
    /// Its wording changed.
    Reworded {
        /// The old wording.
        old: String,
        /// The new wording.
        new: String,
    },
    /// Those who have a role changed.
    Assigned {
        /// The role.
        role: Role,
        /// Those who no longer have it.
        dropped: Vec<String>,
        /// Those who have it now.
        added: Vec<String>,
    },
    /// Times, targets, citations or the status changed.
    Detailed {
        /// Which of these.
        kind: DetailKind,
        /// Those that were dropped.
        dropped: Vec<String>,
        /// Those that were added.
        added: Vec<String>,
    },
}

impl Diff {
    /// Whether both versions say the same.
    pub fn is_empty(&self) -> bool {
        self.renames.is_empty() && self.works.is_empty()
    }
}
