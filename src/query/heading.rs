//! The headings of the columns of an answer.

use oxigraph::sparql::QuerySolutionIter;

use crate::message::{Lang, Message};

/// Returns the headings of the columns of an unnamed query.
pub(super) fn titles(solutions: &QuerySolutionIter<'_>, lang: Lang) -> Vec<String> {
    solutions.variables().iter().map(|variable| heading("", variable.as_str(), lang)).collect()
}

/// Returns the heading of a column; in English by default the name of the variable.
pub fn heading(question: &str, variable: &str, lang: Lang) -> String {
    let name = kebab(variable);
    let of = |name: String| Message::about(name, lang);
    of(format!("column-{question}-{name}"))
        .or_else(|| of(format!("column-{name}")))
        .unwrap_or_else(|| variable.to_owned())
}

/// Turns `atLeast` into `at-least`.
pub(crate) fn kebab(variable: &str) -> String {
    let mut name = String::new();
    for c in variable.chars() {
        if c.is_ascii_uppercase() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}
