//! The rules by which facts are read, so that every fact can name the one that made it.

use crate::message::{Lang, Message};

/// A rule of `parse` or `extract`, or what a person did in its place: an identifier that every fact of it carries, and what `zeren explain` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kebab-case, unique, stable: `time-deadline`.
    pub id: &'static str,
    /// What it reads, in one sentence.
    pub summary: &'static str,
    /// Pieces of text that it reads, quoted from documents.
    pub examples: &'static [&'static str],
    /// Pieces of text that it must leave alone.
    pub counterexamples: &'static [&'static str],
    /// Where its row stands, among what reads for it.
    pub home: Home,
}

/// A place in the source of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// The file, from the root of the package on.
    pub file: &'static str,
    /// The line, from one.
    pub line: u32,
}

/// The place in the source at which this stands.
macro_rules! here {
    () => {
        $crate::rule::Home { file: file!(), line: line!() }
    };
}

pub(crate) use here;

impl Rule {
    /// What it reads, in a language; the Chinese of every rule stands in the catalogue.
    pub fn about(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.summary.to_owned(),
            Lang::Zh => Message::about(format!("rule-{}", self.id), lang).unwrap_or_else(|| self.summary.to_owned()),
        }
    }
}

/// Looks a rule up by its identifier.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

/// All rules, in the order of the stages.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let read = crate::parse::RULES.iter().chain(crate::extract::RULES.iter().copied().flatten());
    read.chain(crate::correct::RULES)
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
