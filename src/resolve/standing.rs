//! What a document decides for its own clauses: that the first name leads, and who is responsible
//! for everything that follows.

use super::binder::Binder;
use crate::clause::{Clause, Name, Standing, sets_first_leads};
use crate::extract::{SectionMention, TaskMention};
use crate::model::{Assignment, Role};
use crate::parse::{Block, Outline};

/// What the clauses of a document decide for later ones.
#[derive(Default)]
pub(super) struct Rules {
    doc: Option<usize>,
    first_leads: bool,
    /// Whether an item of the notice makes the first name lead in what it attaches; `None` until
    /// it attaches something.
    of_notice: Option<bool>,
    also: Vec<Name>,
    /// Whether the current clause added the names, in which case it lists them itself.
    fresh: bool,
}

impl Rules {
    /// Begins a document; decisions in the notice hold for its plans.
    pub(super) fn enter(&mut self, outline: &Outline, doc: usize) {
        self.fresh = false;
        if self.doc == Some(doc) {
            return;
        }
        let sets = |block: &Block| sets_first_leads(outline.text.get(block.clone()));
        let mut preambles =
            outline.documents.iter().take(doc + 1).flat_map(|document| &document.preamble);
        let of_notice = match self.of_notice {
            None if doc > 0 => Some(outline.of_notice().any(sets)),
            told => told,
        };
        let first_leads = of_notice.unwrap_or_default() || preambles.any(sets);
        *self = Self { doc: Some(doc), first_leads, of_notice, also: Vec::new(), fresh: false };
    }

    pub(super) fn take(&mut self, clause: &Clause) {
        for standing in &clause.standing {
            match standing {
                Standing::FirstLeads => self.first_leads = true,
                Standing::AlsoResponsible(names) => (self.also, self.fresh) = (names.clone(), true),
            }
        }
    }

    /// Takes what the text of a section decides for the tasks below it.
    pub(super) fn hear(&mut self, section: &SectionMention) {
        section.clauses.iter().for_each(|clause| self.take(clause));
        self.fresh = false;
    }

    /// Makes the first name the lead, if nobody else is.
    pub(super) fn lead(&self, assignments: &mut [Assignment]) {
        let unled = assignments
            .iter()
            .all(|assignment| matches!(assignment.role, Role::Responsible | Role::Leader));
        if !self.first_leads || !unled {
            return;
        }
        if let Some(first) =
            assignments.iter_mut().find(|assignment| assignment.role == Role::Responsible)
        {
            first.role = Role::Lead;
        }
    }

    /// Returns the names that are responsible for every task from here on, with the place that says
    /// so as evidence.
    pub(super) fn implied(&self, binder: &mut Binder, mention: &TaskMention) -> Vec<Assignment> {
        if self.fresh || mention.clauses.is_empty() {
            return Vec::new();
        }
        let mut assignments = binder.assignments(Role::Responsible, &self.also, "clause-verbs");
        assignments.iter_mut().for_each(|assignment| assignment.implied = true);
        assignments
    }
}
