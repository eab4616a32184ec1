//! The words of `frame.tsv` beside the name of what a target measures: 力争 and 应 in
//! `力争群众满意率应`.

use std::sync::LazyLock;

use super::table::{Affixes, Table};

static TABLE: Table = Table(include_str!("frame.tsv"));

/// The words before a name that do not belong to it.
pub(crate) static BEFORE: LazyLock<Affixes> = LazyLock::new(|| TABLE.affixes("before"));

/// The words after a name that do not belong to it.
pub(crate) static AFTER: LazyLock<Affixes> = LazyLock::new(|| TABLE.affixes("after"));

/// Words that begin like such a word, but are part of the name: 到位资金.
pub(crate) static WHOLE: LazyLock<Affixes> = LazyLock::new(|| TABLE.affixes("whole"));
