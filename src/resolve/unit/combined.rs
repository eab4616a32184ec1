//! Unites a bureau that has two names in one document: 市文旅局 is 市文旅广电局 if both are named.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::combined::bureau;
use crate::model::{Agent, Assignment, Facts, Unit};

/// Gives units that are the same bureau of the same region the fullest of their names, unless a
/// task names two of them side by side.
pub(crate) fn unite(facts: &mut Facts) {
    let mut bureaus = BTreeMap::<(String, &'static str), Vec<usize>>::new();
    for (at, unit) in facts.units.iter().enumerate().filter(|(_, unit)| !unit.collective) {
        // A part of a bureau has the bureau's type but is another body: 市交通运输局执法支队.
        let is_whole = unit.canonical.ends_with(&unit.kind);
        if let (Some(region), Some(bureau), true) = (&unit.region, bureau(&unit.kind), is_whole) {
            bureaus.entry((region.clone(), bureau)).or_default().push(at);
        }
    }
    bureaus.retain(|_, units| {
        units.iter().any(|at| facts.units[*at].kind != facts.units[units[0]].kind)
    });
    for units in bureaus.into_values() {
        if are_side_by_side(facts, &units) {
            continue;
        }
        let Some(Unit { canonical, kind, .. }) =
            units.iter().map(|at| &facts.units[*at]).max_by_key(fullness).cloned()
        else {
            continue;
        };
        for at in units {
            let unit = &mut facts.units[at];
            (unit.canonical, unit.kind) = (canonical.clone(), kind.clone());
        }
    }
}

fn fullness(unit: &&Unit) -> (usize, std::cmp::Reverse<String>) {
    (unit.kind.len(), std::cmp::Reverse(unit.kind.clone()))
}

/// Whether a task gives roles to two of the units under different names.
fn are_side_by_side(facts: &Facts, units: &[usize]) -> bool {
    let kinds = |assignments: &[Assignment]| {
        let agents = assignments.iter().filter_map(|one| match one.agent {
            Agent::Unit(at) if units.contains(&at) => Some(facts.units[at].kind.as_str()),
            _ => None,
        });
        agents.collect::<BTreeSet<_>>().len()
    };
    facts.tasks.iter().any(|task| kinds(&task.assignments) > 1)
}
