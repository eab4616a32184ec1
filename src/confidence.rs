//! How sure a fact is: the share of the facts of its rule that were right on the annotated
//! documents.
//!
//! `lexicon/calibration.tsv` says for each rule how many facts it told there and how many of them
//! were right, apart for facts whose text had to be repaired. A fact is as sure as the rule of
//! succession makes it: (right + 1) / (told + 2), so a rule that was seldom tried is never quite
//! sure. A rule that was not tried at all has one half. What a person set is certain.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::diagnostic::Code;
use crate::model::{Evidence, Facts};
use crate::span::Span;

/// How the rules of facts that people set begin.
const HUMAN: &str = "human-";

/// Diagnostics that say that the text of a fact was repaired, or that it may be none.
const REPAIRS: &[Code] = &[Code::CitationNumberRestored, Code::NameRestored, Code::NameUnknown];

/// Facts of a rule on the annotated documents, plain or repaired.
#[derive(Clone, Copy, Debug, Default)]
struct Tried {
    told: u32,
    right: u32,
}

static TRIED: LazyLock<FxHashMap<(&str, bool), Tried>> = LazyLock::new(|| {
    let rows = include_str!("lexicon/calibration.tsv").lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let (rule, text) = (cells.next()?, cells.next()?);
        let (told, right) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        Some(((rule, text == "repaired"), Tried { told, right }))
    })
    .collect()
});

/// What the confidence of the facts of one document depends on besides their rules.
#[derive(Clone, Debug)]
pub struct Confidence {
    /// Where the text was repaired, in order.
    repaired: Vec<Span>,
}

impl Confidence {
    /// Gathers what was repaired in a document.
    pub fn new(facts: &Facts) -> Self {
        let repairs = facts.diagnostics.iter().filter(|one| REPAIRS.contains(&one.code));
        let mut repaired: Vec<Span> = repairs.map(|one| one.span).collect();
        repaired.sort();
        Self { repaired }
    }

    /// How sure a fact is, from 0 to 1, rounded to a hundredth; short of 1 unless a person set it.
    pub fn of(&self, evidence: Evidence) -> f64 {
        of(evidence.rule, self.is_repaired(evidence))
    }

    /// Whether the text of a fact was repaired.
    pub fn is_repaired(&self, evidence: Evidence) -> bool {
        self.repaired.binary_search(&evidence.span).is_ok()
    }
}

/// How sure the facts of a rule are where the text was not repaired.
pub fn of_rule(rule: &str) -> f64 {
    of(rule, false)
}

/// How many facts a rule told on the annotated documents, and how many of them were right, where
/// the text was not repaired.
pub fn tried(rule: &str) -> (u32, u32) {
    let Tried { told, right } = TRIED.get(&(rule, false)).copied().unwrap_or_default();
    (told, right)
}

fn of(rule: &str, repaired: bool) -> f64 {
    if rule.starts_with(HUMAN) {
        return 1.0;
    }
    let Tried { told, right } = TRIED.get(&(rule, repaired)).copied().unwrap_or_default();
    let share = f64::from(right + 1) / f64::from(told + 2);
    (share * 100.0).floor() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rule: &'static str) -> f64 {
        Confidence::new(&Facts::default()).of(Evidence { span: Span { start: 0, end: 0 }, rule })
    }

    #[test]
    fn what_a_person_set_is_certain() {
        for rule in crate::correct::RULES {
            assert_eq!(of(rule.id), 1.0, "{}", rule.id);
        }
    }

    #[test]
    fn what_a_rule_read_is_not_quite() {
        assert!(of("clause-labels") < 1.0);
        assert_eq!(of("of no document"), 0.5);
    }
}
