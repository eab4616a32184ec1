//! Reads from a piece of text who does what: labels, lists of names, clauses of responsibility,
//! duties in prose.
//!
//! `（牵头单位：县司法局；配合单位：各镇）`, `县国资局负责县管企业的考核`. This module sees only
//! the text, not its place in a document: `parse` splits lines at what it finds, and `extract`
//! decides which task it belongs to.

mod find;
mod label;
mod names;
mod opening;
pub(crate) mod person;
mod prose;
mod reader;
mod verb;

use std::ops::Range;

pub(crate) use find::{clauses, ends_in_clause, members};
pub(crate) use label::{
    LabelKind, WHO, ends_as_a_label, label_kind, labels, matters, role_of, who_end,
};
pub(crate) use names::{
    ends_as_a_body, is_known as names_a_known_body, is_name as names_a_unit,
    is_of_kind as names_a_village_or_school, is_second_half, names, names_a_body,
};
pub(crate) use opening::{
    HEADING, above, begins_a_reply, heading, heading_over, names_who_acts, opening,
};
pub(crate) use prose::{acting, asked, duties, names_a_person, names_a_system, who};
pub(crate) use reader::sets_first_leads;
pub(crate) use verb::{ends_in_verb, without_verb};

pub use names::Name;

use crate::model::Role;
use crate::rule::Rule;
use reader::Parsed;

/// The rules for clauses and prose, one table per file.
pub const RULES: &[&[Rule]] = &[find::RULES, opening::RULES, prose::RULES];

/// A clause and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// From bracket to bracket, or from the first label to the last name.
    pub range: Range<usize>,
    /// Names by role, in the order of the text.
    pub parts: Vec<ClausePart>,
    /// What the clause decides for later ones.
    pub standing: Vec<Standing>,
}

impl Clause {
    fn new(range: Range<usize>, (parts, standing): Parsed) -> Self {
        Self { range, parts, standing }
    }

    /// Names at the beginning of a block that are responsible for what it says. They stay in its
    /// text, so the range of the clause is empty.
    fn opening(block: &Range<usize>, names: Vec<Name>, rule: &'static str) -> Self {
        let parts = vec![ClausePart::plain(Role::Responsible, names, rule)];
        Self { range: block.start..block.start, parts, standing: Vec::new() }
    }
}

/// Names to which a clause gives the same role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClausePart {
    /// The role.
    pub role: Role,
    /// The label or verb that gives it.
    pub cue: String,
    /// The names.
    pub names: Vec<Name>,
    /// The rule that read them.
    pub rule: &'static str,
}

impl ClausePart {
    /// Names to which no word gives the role.
    fn plain(role: Role, names: Vec<Name>, rule: &'static str) -> Self {
        Self { role, cue: String::new(), names, rule }
    }
}

/// What a document decides for its clauses from some point on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// 列第一位者为牵头单位，下同.
    FirstLeads,
    /// 以下均需B落实，不再列出.
    AlsoResponsible(Vec<Name>),
}

/// A duty and who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The role.
    pub role: Role,
    /// The place of the clause of prose, in normal offsets.
    pub range: Range<usize>,
    /// The names.
    pub names: Vec<Name>,
    /// The rule that read it.
    pub rule: &'static str,
}
