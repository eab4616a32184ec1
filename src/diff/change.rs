//! What changed from one version to another, as plain data.

use super::version::{DetailKind, What};
use crate::model::Role;

/// What changed from one version to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Units that another took the place of wherever they stood.
    pub renames: Vec<Rename>,
    /// Documents that differ, or that one version alone has.
    pub works: Vec<WorkDiff>,
    /// How many documents both have.
    pub n_works: usize,
}

/// A unit that stands under another name in all that it answered for.
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
    /// Its title in the first version; none where the second alone has it.
    pub old: Option<String>,
    /// Its title in the second.
    pub new: Option<String>,
    /// Parts of its letterhead that differ: name, old, new.
    pub head: Vec<(&'static str, Option<String>, Option<String>)>,
    /// What changed in it, in the order of the second; what was dropped stands where it was.
    pub items: Vec<ItemDiff>,
    /// Tasks that both have.
    pub n_tasks: usize,
    /// Set where one version alone names units at all: how often the first does, and the second.
    pub units: Option<(usize, usize)>,
}

/// A heading, task or sentence as people find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRef {
    /// Its number.
    pub number: String,
    /// Its heading sentence, or all of it.
    pub title: String,
}

/// What changed of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemDiff {
    /// What kind of thing.
    pub what: What,
    /// As the first version has it, if it does.
    pub old: Option<ItemRef>,
    /// As the second has it, if it does.
    pub new: Option<ItemRef>,
    /// What changed; nothing where one version alone has it.
    pub changes: Vec<Change>,
}

/// One change of a thing that both versions have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stands under another heading or in another order.
    Moved {
        /// The heading it stood under.
        old: String,
        /// The heading it stands under.
        new: String,
    },
    /// Its words.
    Reworded {
        /// As they were.
        old: String,
        /// As they are.
        new: String,
    },
    /// Who has a role.
    Assigned {
        /// The role.
        role: Role,
        /// Who no longer has it.
        dropped: Vec<String>,
        /// Who has it now.
        added: Vec<String>,
    },
    /// Times, targets or citations.
    Detailed {
        /// Which of them.
        kind: DetailKind,
        /// Those that are gone.
        dropped: Vec<String>,
        /// Those that are new.
        added: Vec<String>,
    },
}

impl Diff {
    /// Whether both versions say the same.
    pub fn is_empty(&self) -> bool {
        self.renames.is_empty() && self.works.is_empty()
    }
}
