//! The reported progress of tasks, drawn by sign and line as well as by colour.
//!
//! If nothing was reported, drawings are unaffected. A task is late with respect to the last day on
//! which something was reported, not the current date.

use std::collections::BTreeMap;

use crate::message;
use crate::message::Message;
use crate::query::{QueryError, rows, text};
use crate::store::Store;

const LAST: &str =
    "SELECT (MAX(?day) AS ?last) { ?record a zr:ProgressRecord ; dcterms:date ?day }";

const TASKS: &str = "SELECT ?task (MIN(?told) AS ?status) (MAX(?day) AS ?due) {
  ?task a zr:Task OPTIONAL { ?task zr:status ?told } OPTIONAL { ?task zr:dueDate ?day } } GROUP BY ?task ORDER BY ?task";

/// The progress of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// 已完成.
    Done,
    /// 推进中.
    Running,
    /// 逾期.
    Late,
}

/// How progress is drawn, and its name.
pub(super) struct Look {
    /// The sign before the title.
    pub(super) sign: &'static str,
    /// Its name, with the sign.
    pub(super) called: Message,
    /// The background of the title.
    pub(super) fill: &'static str,
    /// The colour of the line beside it.
    pub(super) colour: &'static str,
    /// The dashes of that line, as in SVG.
    pub(super) dashes: &'static str,
    /// The style of its outline, as in Graphviz.
    pub(super) line: &'static str,
}

impl Progress {
    /// All values.
    pub(super) const ALL: [Self; 3] = [Self::Done, Self::Running, Self::Late];

    /// Returns its name in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Running => "running",
            Self::Late => "late",
        }
    }

    pub(super) fn look(self) -> Look {
        match self {
            Self::Done => Look {
                sign: "✓",
                called: message!("map-done"),
                fill: "#DDF1E6",
                colour: "#009E73",
                dashes: "none",
                line: "peripheries=2, color=\"#009E73\"",
            },
            Self::Running => Look {
                sign: "▷",
                called: message!("map-running"),
                fill: "#FFF8DC",
                colour: "#B8860B",
                dashes: "6,3",
                line: "style=\"rounded,filled,dashed\", color=\"#B8860B\"",
            },
            Self::Late => Look {
                sign: "!",
                called: message!("map-late"),
                fill: "#FBE2DC",
                colour: "#D55E00",
                dashes: "2,2",
                line: "penwidth=3, color=\"#D55E00\"",
            },
        }
    }

    fn of(status: Option<&str>, is_overdue: bool) -> Option<Self> {
        match status {
            Some("done" | "closed") => Some(Self::Done),
            Some("ended") => None,
            _ if is_overdue => Some(Self::Late),
            Some("under-way" | "extension-asked" | "extended") => Some(Self::Running),
            _ => None,
        }
    }
}

/// Returns the progress of tasks by IRI, where known; empty if nothing was reported on any.
pub(super) fn read(store: &Store) -> Result<BTreeMap<String, Progress>, QueryError> {
    let mut found = BTreeMap::new();
    let Some(last) = rows(store, LAST)?.first().and_then(|row| text(row, "last")) else {
        return Ok(found);
    };
    for row in rows(store, TASKS)? {
        let is_overdue = text(&row, "due").is_some_and(|due| due < last);
        let progress = Progress::of(text(&row, "status").as_deref(), is_overdue);
        found.extend(text(&row, "task").zip(progress));
    }
    Ok(found)
}
