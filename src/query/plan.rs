//! Judges by its execution plan whether a query can be interrupted.
//!
//! Cancellation is checked only when a quad is fetched. A plan that derives each row from a fetched
//! quad therefore stops soon; one that compares rows with rows, as hash joins do, may go on for
//! hours without a fetch.

use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, Function, GraphPattern,
};
use sparopt::Optimizer;
use sparopt::algebra::GraphPattern as Plan;

use super::algebra::{Part, walk};

/// Whether time and memory between two fetches are bounded for a pattern that
/// [`judge`](super::cost::judge) finds cheap.
pub(super) fn is_interruptible(pattern: &GraphPattern) -> bool {
    let mut is_bounded = true;
    walk(pattern, |part| {
        is_bounded &= match part {
            Part::Expression(Expression::Exists(inner)) => is_one_fetch(inner),
            Part::Expression(Expression::FunctionCall(function, _)) => !multiplies(function),
            Part::Aggregate(AggregateExpression::FunctionCall { name, .. }) => {
                !matches!(name, AggregateFunction::GroupConcat { .. })
            }
            _ => true,
        }
    });
    is_bounded && fetches(&Optimizer::optimize_graph_pattern(Plan::from(pattern)))
}

/// Whether the pattern of an `EXISTS` is a single lookup: the planner does not optimise it, so two
/// patterns would become a hash join.
fn is_one_fetch(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.len() <= 1,
        GraphPattern::Path { .. } => true,
        GraphPattern::Filter { inner, .. } | GraphPattern::Graph { inner, .. } => {
            is_one_fetch(inner)
        }
        _ => false,
    }
}

/// Whether a function may make a text many times longer than its arguments.
fn multiplies(function: &Function) -> bool {
    matches!(
        function,
        Function::Concat | Function::Replace | Function::EncodeForUri | Function::Custom(_)
    )
}

/// Whether each row takes a fetch, apart from a factor bounded by the length of the query.
fn fetches(plan: &Plan) -> bool {
    match plan {
        Plan::QuadPattern { .. } | Plan::Path { .. } | Plan::Graph { .. } | Plan::Values { .. } => {
            true
        }
        Plan::Lateral { left, right } => fetches(left) && fetches(right),
        Plan::Join { left, right, .. } => {
            is_written(left) && fetches(right) || is_written(right) && fetches(left)
        }
        Plan::LeftJoin { left, right, .. } => is_written(left) && fetches(right),
        Plan::Union { inner } => inner.iter().all(fetches),
        Plan::Filter { inner, .. }
        | Plan::Extend { inner, .. }
        | Plan::OrderBy { inner, .. }
        | Plan::Project { inner, .. }
        | Plan::Distinct { inner }
        | Plan::Reduced { inner }
        | Plan::Slice { inner, .. }
        | Plan::Group { inner, .. } => fetches(inner),
        Plan::Minus { .. } | Plan::Service { .. } => false,
    }
}

/// Whether the rows are given in the query itself.
fn is_written(plan: &Plan) -> bool {
    match plan {
        Plan::Values { .. } => true,
        Plan::Filter { inner, .. } | Plan::Extend { inner, .. } | Plan::Project { inner, .. } => {
            is_written(inner)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CancellationToken, Format, Query, stream};
    use crate::store::Store;

    fn of(text: &str) -> bool {
        Query::parse(text).expect("a query").is_interruptible()
    }

    #[test]
    fn what_fetches_can_be_interrupted() {
        for text in [
            "ASK {}",
            "SELECT * { ?task a zr:Task ; zr:lead ?unit . ?unit skos:prefLabel ?name }",
            "SELECT * { ?task a zr:Task OPTIONAL { ?task zr:lead ?unit . ?unit skos:prefLabel ?name } }",
            "SELECT ?unit (COUNT(*) AS ?n) { ?task zr:lead ?unit } GROUP BY ?unit ORDER BY DESC(?n) LIMIT 10",
            "SELECT * { ?task dcterms:title ?title FILTER(CONTAINS(LCASE(?title), \"a\")) }",
            "SELECT * { VALUES ?unit { <http://a/> <http://b/> } ?task zr:lead ?unit }",
            "SELECT * { <http://a/> skos:broader* ?wider . ?wider skos:prefLabel ?name }",
            "SELECT * { GRAPH ?graph { ?task a zr:Task } FILTER NOT EXISTS { ?task zr:lead ?unit } }",
            "CONSTRUCT WHERE { ?a ?b ?c }",
            "DESCRIBE <http://a/>",
        ] {
            assert!(of(text), "{text}");
        }
    }

    #[test]
    fn what_holds_rows_against_rows_cannot() {
        for text in [
            "SELECT * { { SELECT ?unit { ?task zr:lead ?unit } } { SELECT ?unit ?other { ?other zr:lead ?unit } } }",
            "SELECT * { ?task zr:lead ?unit MINUS { ?other zr:lead ?unit } }",
            "SELECT * { ?a ?b ?c . ?d ?e ?f }",
            "SELECT * { ?a ?b ?c OPTIONAL { ?d ?e ?f } }",
            "SELECT * { ?a ?b ?c FILTER EXISTS { ?a ?d ?e . ?e ?f ?c } }",
            "SELECT * { ?a ?b ?c BIND(CONCAT(?c, ?c) AS ?d) }",
            "SELECT (GROUP_CONCAT(?c) AS ?all) { ?a ?b ?c }",
        ] {
            assert!(!of(text), "{text}");
        }
    }

    #[test]
    fn a_cancelled_query_ends() {
        let store = Store::memory().expect("a store");
        for text in
            ["SELECT * { ?a ?b ?c }", "SELECT (COUNT(*) AS ?n) { ?a a ?c . ?c ?d ?e } GROUP BY ?a"]
        {
            let run = |token: &CancellationToken| {
                let results = Query::parse(text).expect("a query").run_until(&store, token).ok()?;
                stream(results, Format::Csv, &mut Vec::new()).ok()
            };
            let token = CancellationToken::new();
            assert!(of(text) && run(&token).is_some(), "{text}");
            token.cancel();
            assert!(run(&token).is_none(), "{text}");
        }
    }

    #[test]
    fn a_short_text_is_parsed_in_no_time() {
        assert!(Query::is_short(
            "SELECT ?a (COUNT(DISTINCT ?b) AS ?n) { ?a a zr:Task ; zr:lead ?b } GROUP BY ?a LIMIT 9"
        ));
        assert!(!Query::is_short(&format!(
            "ASK {{ FILTER({}1{}) }}",
            "!(".repeat(8),
            ")".repeat(8)
        )));
        assert!(!Query::is_short(&format!("ASK {{ ?a ?b \"{}\" }}", "a".repeat(10_000))));
    }
}
