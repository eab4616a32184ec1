//! The rules by which facts are read. Every fact names the rule that made it.

use crate::message::{Lang, Message};

/// A rule of `parse`, `clause` or `extract`, or a way in which a person may set facts: an
/// identifier that its facts carry, and what `zeren explain` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kebab-case, unique, stable: `time-deadline`.
    pub id: &'static str,
    /// What it reads, in one sentence.
    pub summary: &'static str,
    /// Pieces of text that it reads, quoted from documents.
    pub examples: &'static [&'static str],
    /// Pieces of text that it must not read.
    pub counterexamples: &'static [&'static str],
    /// Where its row is, next to the code that implements it.
    pub home: Home,
}

/// A place in the source of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// The file, relative to the root of the package.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
}

/// The place in the source where the macro is used.
macro_rules! here {
    () => {
        $crate::rule::Home { file: file!(), line: line!() }
    };
}

pub(crate) use here;

impl Rule {
    /// What it reads, in a language. The Chinese is in the catalogue.
    pub fn about(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.summary.to_owned(),
            Lang::Zh => Message::about(format!("rule-{}", self.id), lang)
                .unwrap_or_else(|| self.summary.to_owned()),
        }
    }
}
