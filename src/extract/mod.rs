//! EXTRACT: what the text says, with nothing resolved.

pub mod citation;
mod context;
mod duty;
pub mod indicator;
mod names;
mod numeral;
pub mod person;
mod responsibility;
mod task;
pub mod time;

pub use duty::Duty;
pub use names::Name;
pub use responsibility::{Clause, ClausePart, Standing, ends_in_clause};
pub use task::{SectionMention, TaskMention};

use crate::parse::Outline;
use crate::rule::Rule;

/// The rules by which facts are read, one table a kind.
pub const RULES: &[&[Rule]] =
    &[responsibility::RULES, duty::RULES, citation::RULES, time::RULES, indicator::RULES, person::RULES];

/// All that the text of one source says, in normal offsets.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Headings.
    pub sections: Vec<SectionMention>,
    /// Tasks with their clauses.
    pub tasks: Vec<TaskMention>,
    /// Duties in running prose.
    pub duties: Vec<Duty>,
}

/// Reads what an outline says.
pub fn extract(outline: &Outline) -> Mentions {
    let text = outline.text.as_str();
    let (sections, tasks) = task::tasks(outline);
    let in_items = outline.items.iter().flat_map(|item| item.blocks.iter());
    let duties = in_items.flat_map(|block| duty::duties(text, block.clone())).collect();
    Mentions { sections, tasks, duties }
}
