//! What stands over the columns of an answer.

use oxigraph::sparql::QuerySolutionIter;

use crate::message::{Lang, Message};

/// What stands over the columns of a question that has no name.
pub(super) fn titles(solutions: &QuerySolutionIter<'_>, lang: Lang) -> Vec<String> {
    solutions.variables().iter().map(|variable| heading("", variable.as_str(), lang)).collect()
}

/// What stands over a column: in English the name of the variable.
pub fn heading(question: &str, variable: &str, lang: Lang) -> String {
    let name = kebab(variable);
    let of = |name: String| Message::about(name, lang);
    of(format!("column-{question}-{name}"))
        .or_else(|| of(format!("column-{name}")))
        .unwrap_or_else(|| variable.to_owned())
}

/// `at-least` for `atLeast`.
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
