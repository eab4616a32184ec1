//! Orders the columns of `SELECT *` by the first appearance of the variables in the text, not
//! alphabetically.

use std::sync::LazyLock;

use regex::Regex;
use spargebra::Query;
use spargebra::algebra::GraphPattern;

/// A `SELECT *` before the first brace is that of the query itself.
static STAR: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?is)^(?:[^{#<]|<[^<>]*>|\#[^\n]*)*?\bselect\s+(?:distinct\s+|reduced\s+)?\*";
    Regex::new(pattern).expect("the pattern is one")
});

/// Puts the columns of `SELECT *` in the order of `text`.
pub(super) fn as_written(query: &mut Query, text: &str) {
    let Query::Select { pattern, .. } = query else { return };
    if !STAR.is_match(text) {
        return;
    }
    if let Some(variables) = projected(pattern) {
        variables.sort_by_key(|variable| first(text, variable.as_str()));
    }
}

/// Returns the columns of a pattern, looking below operators that only deduplicate and slice.
fn projected(pattern: &mut GraphPattern) -> Option<&mut Vec<spargebra::term::Variable>> {
    match pattern {
        GraphPattern::Project { variables, .. } => Some(variables),
        GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => projected(inner),
        _ => None,
    }
}

/// Returns where a variable first occurs.
fn first(text: &str, name: &str) -> usize {
    let is_whole = |at: &usize| {
        let rest = text.get(at + 1 + name.len()..).unwrap_or_default();
        !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    let places = ['?', '$'].into_iter().flat_map(|mark| text.match_indices(mark).map(|(at, _)| at));
    let named = places.filter(|at| text.get(at + 1..).is_some_and(|rest| rest.starts_with(name)));
    named.filter(is_whole).min().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use crate::query::QueryResults;
    use crate::store::Store;

    #[test]
    fn columns_come_as_they_are_written() {
        let store = Store::memory().expect("a store");
        for (text, expected) in [
            ("SELECT * { ?task ?b ?a }", ["task", "b", "a"].as_slice()),
            (
                "PREFIX a: <http://a/#>  # select ?x\nSELECT DISTINCT * { ?zz ?z ?a } LIMIT 1",
                &["zz", "z", "a"],
            ),
            ("SELECT ?b ?a { ?a ?b ?c }", &["b", "a"]),
            ("SELECT * { { SELECT * { ?b ?c ?a } } }", &["b", "c", "a"]),
        ] {
            let query = crate::query::Query::parse(text).expect("a query");
            let Ok(QueryResults::Solutions(solutions)) = query.run(&store) else {
                panic!("{text}")
            };
            let names: Vec<_> =
                solutions.variables().iter().map(|one| one.as_str().to_owned()).collect();
            assert_eq!(names, expected, "{text}");
        }
    }
}
