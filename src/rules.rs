//! All rules by which facts are read, and those for corrections by people.

use crate::rule::Rule;
use crate::{clause, correct, extract, parse};

/// Returns all rules, in the order of the stages.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let tables = clause::RULES.iter().chain(extract::RULES).copied();
    parse::RULES.iter().chain(tables.flatten()).chain(correct::RULES)
}

/// Looks a rule up by its identifier.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_unique_and_kebab_case() {
        let mut ids: Vec<_> = rules().map(|rule| rule.id).collect();
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        ids.sort_unstable();
        let n = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), n);
    }
}
