//! How certain a fact is, estimated from how many facts of its rule were right in the annotated
//! documents.
//!
//! `lexicon/calibration.tsv` says for each rule how many facts it read there and how many of them
//! were right, separately for facts whose text had to be repaired. The confidence follows the rule
//! of succession: (right + 1) / (read + 2), so a rule that was seldom tried is never quite certain,
//! and one that was never tried has one half. What a person set is certain.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::diagnostic::Code;
use crate::model::{Evidence, Facts};
use crate::span::Span;

/// The prefix of the rules for facts set by people.
const HUMAN: &str = "human-";

/// Diagnostics that say that the text of a fact was repaired, or may not be a fact.
const REPAIRS: &[Code] = &[Code::CitationNumberRestored, Code::NameRestored, Code::NameUnknown];

/// The facts of a rule in the annotated documents, with plain or repaired text.
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

/// What the confidence of facts in a document depends on, besides their rules.
#[derive(Clone, Debug)]
pub struct Confidence {
    /// The places that were repaired, in order.
    repaired: Vec<Span>,
}

impl Confidence {
    /// Collects what was repaired in a document.
    pub fn new(facts: &Facts) -> Self {
        let repairs = facts.diagnostics.iter().filter(|one| REPAIRS.contains(&one.code));
        let mut repaired: Vec<Span> = repairs.map(|one| one.span).collect();
        repaired.sort();
        Self { repaired }
    }

    /// The confidence of a fact, from 0 to 1, rounded down to a hundredth; below 1 unless a person
    /// set it.
    pub fn of(&self, evidence: Evidence) -> f64 {
        of(evidence.rule, self.is_repaired(evidence))
    }

    /// Whether the text of a fact was repaired.
    pub fn is_repaired(&self, evidence: Evidence) -> bool {
        self.repaired.binary_search(&evidence.span).is_ok()
    }
}

/// The confidence of a rule's facts whose text was not repaired.
pub fn of_rule(rule: &str) -> f64 {
    of(rule, false)
}

/// How many facts a rule read in the annotated documents, and how many of them were right, where
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
