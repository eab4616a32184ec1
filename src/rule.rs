//! The rules by which facts are read, so that every fact can name the one that made it.

use crate::message::{Lang, Message};

/// A rule of `parse` or `extract`, or what a person did in its place: an identifier that every fact
/// of it carries, and what `zeren explain` prints.
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
            Lang::Zh => Message::about(format!("rule-{}", self.id), lang)
                .unwrap_or_else(|| self.summary.to_owned()),
        }
    }
}
