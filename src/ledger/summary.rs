//! How many tasks each unit has, and how far they are.
//!
//! A task counts as done, late or under way for those who answer first: who leads it, and where
//! nobody leads, who is responsible.

use std::collections::BTreeMap;

use super::{Ledger, Light, Lights, Row, Status};
use crate::model::Role;

/// How many tasks are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All.
    pub all: usize,
    /// Done, or struck off.
    pub done: usize,
    /// Begun and not done.
    pub under_way: usize,
    /// Not begun.
    pub not_started: usize,
    /// Ended without being done.
    pub ended: usize,
    /// Past their day and not done.
    pub late: usize,
}

impl Count {
    /// Counts one row.
    pub fn add(&mut self, status: Status, light: Light) {
        self.all += 1;
        match status {
            Status::Done | Status::Closed => self.done += 1,
            Status::Ended => self.ended += 1,
            Status::NotStarted => self.not_started += 1,
            Status::UnderWay | Status::ExtensionAsked | Status::Extended => self.under_way += 1,
        }
        self.late += usize::from(light == Light::Late);
    }

    /// The share that is done of what has not ended; none of nothing.
    pub fn share(&self) -> Option<f64> {
        let n = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let left = self.all - self.ended;
        (left > 0).then(|| n(self.done) / n(left))
    }

    /// `共86项，已完成10项、推进中20项、未启动56项，逾期3项，完成率11.6%`.
    pub fn told(&self) -> String {
        let share =
            self.share().map(|share| format!("，完成率{}", percent(share))).unwrap_or_default();
        let ended =
            if self.ended > 0 { format!("、已终止{}项", self.ended) } else { String::new() };
        format!(
            "共{}项，已完成{}项、推进中{}项、未启动{}项{ended}，逾期{}项{share}",
            self.all, self.done, self.under_way, self.not_started, self.late
        )
    }
}

/// A share as people write it: 11.6%.
pub fn percent(share: f64) -> String {
    format!("{}%", (share * 1000.0).round() / 10.0)
}

/// What a unit has to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Its IRI.
    pub iri: String,
    /// Its name as documents write it.
    pub name: String,
    /// Whether it is a class of units.
    pub is_class: bool,
    /// How many tasks it has in each role.
    pub roles: BTreeMap<Role, usize>,
    /// How far those are that it answers for first.
    pub own: Count,
}

impl Unit {
    /// In how many tasks it has a role.
    pub fn n(&self, roles: &[Role]) -> usize {
        roles.iter().filter_map(|role| self.roles.get(role)).sum()
    }
}

/// The units of a ledger, those with most to do first.
pub fn units(ledger: &Ledger, lights: Lights) -> Vec<Unit> {
    let mut units: BTreeMap<String, Unit> = BTreeMap::new();
    for row in &ledger.rows {
        let light = Light::of(row, ledger.as_of, lights);
        let mut seen: Vec<(Role, &str)> = Vec::new();
        for one in row.assignments.iter().filter(|one| !one.is_person) {
            let unit = units.entry(one.agent.clone()).or_insert_with(|| Unit {
                iri: one.agent.clone(),
                name: one.name.clone(),
                is_class: one.is_class,
                ..Unit::default()
            });
            if !seen.contains(&(one.role, &one.agent)) {
                seen.push((one.role, &one.agent));
                *unit.roles.entry(one.role).or_default() += 1;
            }
        }
        for agent in owners(row) {
            if let Some(unit) = units.get_mut(agent) {
                unit.own.add(row.filled.status(), light);
            }
        }
    }
    let mut units: Vec<Unit> = units.into_values().collect();
    let weight = |unit: &Unit| {
        (unit.n(&[Role::Lead, Role::Host]), unit.n(&[Role::Responsible]), unit.n(Role::ALL))
    };
    units.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| a.name.cmp(&b.name)));
    units
}

/// The units that answer first for a row, each once.
fn owners(row: &Row) -> Vec<&str> {
    let mut owners: Vec<&str> = Vec::new();
    for one in row.owners().into_iter().filter(|one| !one.is_person) {
        if !owners.contains(&one.agent.as_str()) {
            owners.push(&one.agent);
        }
    }
    owners
}

/// How far all rows are.
pub fn total(ledger: &Ledger, lights: Lights) -> Count {
    let mut count = Count::default();
    for row in &ledger.rows {
        count.add(row.filled.status(), Light::of(row, ledger.as_of, lights));
    }
    count
}

/// A sentence for a circular: `截至2023年12月31日，…任务共86项，…。`.
pub fn sentence(ledger: &Ledger, lights: Lights) -> String {
    let day = ledger
        .as_of
        .map(|day| format!("截至{}，", day.strftime("%Y年%-m月%-d日")))
        .unwrap_or_default();
    let title = ledger.title();
    let title = title.strip_suffix("台账").unwrap_or(&title);
    format!("{day}{title}{}。", total(ledger, lights).told())
}
