//! How far tasks are, as people told: drawn by a sign and a line as well as by a colour.
//!
//! Where nobody told anything, drawings are as they were. A task is late by the last day on which
//! somebody told something, not by the clock.

use std::collections::BTreeMap;

use crate::message;
use crate::message::Message;
use crate::query::{QueryError, rows, text};
use crate::store::Store;

const LAST: &str =
    "SELECT (MAX(?day) AS ?last) { ?record a zr:ProgressRecord ; dcterms:date ?day }";

const TASKS: &str = "SELECT ?task (MIN(?told) AS ?status) (MAX(?day) AS ?due) {
  ?task a zr:Task OPTIONAL { ?task zr:status ?told } OPTIONAL { ?task zr:dueDate ?day } } GROUP BY ?task ORDER BY ?task";

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// 已完成.
    Done,
    /// 推进中.
    Running,
    /// 逾期.
    Late,
}

/// How it is drawn and called.
pub(super) struct Look {
    /// Before the title.
    pub(super) sign: &'static str,
    /// What it is called, with the sign.
    pub(super) called: Message,
    /// Behind the title.
    pub(super) fill: &'static str,
    /// Of the line beside it.
    pub(super) colour: &'static str,
    /// Its dashes, in the form of SVG.
    pub(super) dashes: &'static str,
    /// The line around it, in the form of Graphviz.
    pub(super) line: &'static str,
}

impl Progress {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Done, Self::Running, Self::Late];

    /// The word in JSON.
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

/// How far the tasks are of which something can be said, by IRI; none where nobody told anything of
/// any.
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
