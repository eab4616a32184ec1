//! Statistics: how many tasks each unit has, and their progress.
//!
//! The progress of a task counts for the units primarily responsible: those that lead it or, if
//! none does, those with the role responsible.

use std::collections::BTreeMap;

use super::{Ledger, Light, Lights, Row, Status};
use crate::model::Role;

/// Numbers of tasks by progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All.
    pub all: usize,
    /// Done, or signed off.
    pub done: usize,
    /// Begun but not done.
    pub under_way: usize,
    /// Not begun.
    pub not_started: usize,
    /// Terminated without being done.
    pub ended: usize,
    /// Overdue and not done.
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

    /// Returns the share of done tasks among those not terminated; `None` if there are none.
    pub fn share(&self) -> Option<f64> {
        let n = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let left = self.all - self.ended;
        (left > 0).then(|| n(self.done) / n(left))
    }

    /// Returns text like `共86项，已完成10项、推进中20项、未启动56项，逾期3项，完成率11.6%`.
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

/// Formats a fraction as people write it: 11.6%.
pub fn percent(share: f64) -> String {
    format!("{}%", (share * 1000.0).round() / 10.0)
}

/// The statistics of a unit.
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
    /// The progress of those tasks for which it is primarily responsible.
    pub own: Count,
}

impl Unit {
    /// Returns how often it has one of these roles in a task.
    pub fn n(&self, roles: &[Role]) -> usize {
        roles.iter().filter_map(|role| self.roles.get(role)).sum()
    }
}

/// Returns the units of a ledger, those with most tasks first.
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

/// Returns the units primarily responsible for a row, each once.
fn owners(row: &Row) -> Vec<&str> {
    let mut owners: Vec<&str> = Vec::new();
    for one in row.owners().into_iter().filter(|one| !one.is_person) {
        if !owners.contains(&one.agent.as_str()) {
            owners.push(&one.agent);
        }
    }
    owners
}

/// Returns the progress of all rows.
pub fn total(ledger: &Ledger, lights: Lights) -> Count {
    let mut count = Count::default();
    for row in &ledger.rows {
        count.add(row.filled.status(), Light::of(row, ledger.as_of, lights));
    }
    count
}

/// Returns a sentence for a circular: `截至2023年12月31日，…任务共86项，…。`.
pub fn sentence(ledger: &Ledger, lights: Lights) -> String {
    let day = ledger
        .as_of
        .map(|day| format!("截至{}，", day.strftime("%Y年%-m月%-d日")))
        .unwrap_or_default();
    let title = ledger.title();
    let title = title.strip_suffix("台账").unwrap_or(&title);
    format!("{day}{title}{}。", total(ledger, lights).told())
}
