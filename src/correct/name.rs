//! Corrects names: renames a unit that was misread, or unites several names in one unit.

use std::collections::BTreeMap;

use super::file::{Merge, Rename};
use super::{Desk, one};
use crate::message;
use crate::message::Message;
use crate::model::{Agent, Corrected, Evidence, Facts, Statement, Unit};
use crate::resolve::unit::{UnitContext, unit};

impl Desk<'_> {
    /// Gives the unit written as `surface` another name. If the document names that unit as well,
    /// the two become one.
    pub(super) fn rename(&mut self, rename: &Rename) -> Result<Vec<Corrected>, Message> {
        let from = self.written(&rename.surface.0).ok_or_else(|| nobody(&rename.surface.0))?;
        let mut unit = self.unit_of(&rename.name.0);
        if let Some(canonical) = &rename.canonical {
            unit.canonical.clone_from(&canonical.0);
        }
        if let Some(kind) = &rename.kind {
            unit.kind.clone_from(&kind.0);
        }
        if self.facts.units.get(from) == Some(&unit) {
            return Err(message!("correction-needless"));
        }
        let evidence =
            place(self.facts, from).map(|place| Evidence { rule: "human-rename", ..place });
        let to = match self.written(&unit.surface).filter(|other| *other != from) {
            Some(other) => {
                each_unit(self.facts, &mut |unit| {
                    *unit = if *unit == from { other } else { *unit }
                });
                other
            }
            None => from,
        };
        self.facts.units[to] = unit;
        Ok(one(Statement::Name(to), evidence))
    }

    /// Makes several names one unit; each keeps its name as written.
    pub(super) fn merge(&mut self, merge: &Merge) -> Result<Vec<Corrected>, Message> {
        let target = self.unit_of(&merge.name.0);
        let found: Vec<usize> =
            merge.surfaces.iter().filter_map(|surface| self.written(&surface.0)).collect();
        if found.is_empty() {
            let surfaces: Vec<_> =
                merge.surfaces.iter().map(|surface| surface.0.as_str()).collect();
            return Err(nobody(&surfaces.join("、")));
        }
        let mut corrected = Vec::new();
        for n in found {
            let unit = &self.facts.units[n];
            let merged = Unit { surface: unit.surface.clone(), ..target.clone() };
            if *unit != merged {
                let evidence =
                    place(self.facts, n).map(|place| Evidence { rule: "human-merge", ..place });
                self.facts.units[n] = merged;
                corrected.extend(one(Statement::Name(n), evidence));
            }
        }
        if corrected.is_empty() { Err(message!("correction-merged")) } else { Ok(corrected) }
    }

    /// The unit with a name: one from the document, or one read from the name alone.
    pub(super) fn unit_of(&self, name: &str) -> Unit {
        let known = self.written(name).and_then(|n| self.facts.units.get(n)).cloned();
        known.unwrap_or_else(|| {
            let context = UnitContext { list: &[name], ..UnitContext::default() };
            unit(name, self.facts.region.as_ref(), &context)
        })
    }

    /// The unit written this way, or else the one with this full name.
    pub(super) fn written(&self, name: &str) -> Option<usize> {
        let units = &self.facts.units;
        let written = units.iter().position(|unit| unit.surface == name);
        written.or_else(|| units.iter().position(|unit| unit.canonical == name))
    }
}

fn nobody(name: &str) -> Message {
    message!("correction-nobody", name = name)
}

/// The first place that names a unit.
fn place(facts: &mut Facts, wanted: usize) -> Option<Evidence> {
    let mut first = None;
    each_place(facts, &mut |unit, evidence| {
        if *unit == wanted {
            first.get_or_insert(evidence);
        }
    });
    first
}

/// Calls `visit` for every place that names a unit: those in letterheads, then the assignments of
/// documents, sections and tasks.
fn each_place(facts: &mut Facts, visit: &mut impl FnMut(&mut usize, Evidence)) {
    for document in &mut facts.documents {
        let heads = document
            .issuers
            .iter_mut()
            .chain(&mut document.addressees)
            .chain(&mut document.printed_by);
        heads.for_each(|mention| visit(&mut mention.unit, mention.evidence));
    }
    let documents = facts.documents.iter_mut().flat_map(|document| &mut document.assignments);
    let sections = facts.sections.iter_mut().flat_map(|section| &mut section.assignments);
    let tasks = facts.tasks.iter_mut().flat_map(|task| &mut task.assignments);
    for assignment in documents.chain(sections).chain(tasks) {
        if let Agent::Unit(unit) = &mut assignment.agent {
            visit(unit, assignment.evidence);
        }
    }
}

/// Calls `visit` for every index of a unit, including those in corrections.
fn each_unit(facts: &mut Facts, visit: &mut impl FnMut(&mut usize)) {
    each_place(facts, &mut |unit, _| visit(unit));
    let corrected = facts.corrections.iter_mut().flat_map(|one| &mut one.outcome).flatten();
    for one in corrected {
        if let Statement::Name(unit) = &mut one.statement {
            visit(unit);
        }
    }
}

/// Removes the units that nothing names any more.
pub(super) fn drop_unused(facts: &mut Facts) {
    let mut used = vec![false; facts.units.len()];
    each_place(facts, &mut |unit, _| used[*unit] = true);
    for correction in &mut facts.corrections {
        if let Ok(corrected) = &mut correction.outcome {
            corrected.retain(|one| !matches!(one.statement, Statement::Name(unit) if !used[unit]));
        }
    }
    let kept = used.iter().enumerate().filter(|(_, used)| **used).map(|(n, _)| n);
    let places: BTreeMap<usize, usize> = kept.enumerate().map(|(new, old)| (old, new)).collect();
    let mut used = used.iter();
    facts.units.retain(|_| used.next() == Some(&true));
    each_unit(facts, &mut |unit| *unit = places.get(unit).copied().unwrap_or_default());
}
