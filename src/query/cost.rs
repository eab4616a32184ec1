//! Judges by its algebra, before it runs, whether a query may blow up.
//!
//! The judgement decides in which queue a query waits, not whether it is answered: one wrongly
//! judged cheap is moved among the costly ones while it runs. In doubt it says `costly` where rows
//! are multiplied without looking up triples, because then only time limits the work.

use std::collections::{HashMap, HashSet};

use oxigraph::model::vocab::rdf;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, Function, GraphPattern,
    PropertyPathExpression,
};
use spargebra::term::{BlankNode, NamedNodePattern, TermPattern, TriplePattern, Variable};

use super::algebra::{Part, n_patterns, walk};

/// The most rows that several `VALUES` may multiply to.
const MAX_VALUES: usize = 1_000;
/// The number of patterns up to which ordering them costs nothing worth mentioning; its time grows
/// with the cube of their number.
const MAX_PATTERNS: usize = 24;
/// The most calls of functions that make longer texts from texts.
const MAX_GROWING: usize = 8;
/// The longest regular expression that people write, in bytes.
const MAX_REGEX: usize = 100;

/// Why a query may blow up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Costly {
    /// A product of parts that share no variable.
    Product,
    /// An unbounded path between two otherwise unconstrained ends, or within another path.
    Path,
    /// Many rows of `VALUES`, or a product of them.
    Values,
    /// Many patterns.
    Patterns,
    /// A regular expression that is long, has counted repetitions, or is computed.
    Regex,
    /// Functions that build ever longer texts.
    Texts,
}

/// Returns why a pattern may blow up, if it may.
pub(super) fn judge(pattern: &GraphPattern) -> Option<Costly> {
    if n_patterns(pattern) > MAX_PATTERNS {
        return Some(Costly::Patterns);
    }
    let mut spoken_of: HashMap<Unknown<'_>, usize> = HashMap::new();
    walk(pattern, |part| {
        if let Part::Pattern(pattern @ (GraphPattern::Bgp { .. } | GraphPattern::Path { .. })) =
            part
        {
            bound(pattern)
                .into_iter()
                .for_each(|unknown| *spoken_of.entry(unknown).or_default() += 1);
        }
    });
    let (mut found, mut rows, mut growing) = (None, 1_usize, 0);
    walk(pattern, |part| {
        let costly = match part {
            Part::Pattern(GraphPattern::Values { bindings, .. }) => {
                rows = rows.saturating_mul(bindings.len().max(1));
                None
            }
            Part::Pattern(GraphPattern::Path { subject, path, object }) => {
                let is_alone =
                    |end| unknown(end).is_some_and(|unknown| spoken_of.get(&unknown) == Some(&1));
                (has_closure(path) && is_alone(subject) && is_alone(object)).then_some(Costly::Path)
            }
            Part::Pattern(pattern) => of_pattern(pattern),
            Part::Expression(Expression::FunctionCall(function, arguments)) => {
                growing += usize::from(grows(function));
                of_function(function, arguments)
            }
            Part::Aggregate(AggregateExpression::FunctionCall {
                name: AggregateFunction::GroupConcat { .. },
                ..
            }) => {
                growing += 1;
                None
            }
            Part::Path(
                PropertyPathExpression::ZeroOrMore(inner)
                | PropertyPathExpression::OneOrMore(inner),
            ) => has_closure(inner).then_some(Costly::Path),
            Part::Expression(_) | Part::Aggregate(_) | Part::Path(_) => None,
        };
        found = found.or(costly);
    });
    let values = (rows > MAX_VALUES).then_some(Costly::Values);
    let texts = (growing > MAX_GROWING).then_some(Costly::Texts);
    found.or(values).or(texts)
}

fn of_pattern(pattern: &GraphPattern) -> Option<Costly> {
    match pattern {
        GraphPattern::Bgp { patterns } => (!is_connected(patterns)).then_some(Costly::Product),
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::LeftJoin { left, right, .. } => {
            (!is_single(left) && !is_single(right) && !share(left, right))
                .then_some(Costly::Product)
        }
        // Each row of one side is compared with each of the other.
        GraphPattern::Minus { left, right } => (!share(left, right)).then_some(Costly::Product),
        _ => None,
    }
}

fn of_function(function: &Function, arguments: &[Expression]) -> Option<Costly> {
    if !matches!(function, Function::Regex | Function::Replace) {
        return None;
    }
    let is_plain = match arguments.get(1) {
        Some(Expression::Literal(pattern)) => {
            let pattern = pattern.value();
            pattern.len() <= MAX_REGEX && !pattern.contains('{')
        }
        _ => false,
    };
    (!is_plain).then_some(Costly::Regex)
}

fn grows(function: &Function) -> bool {
    matches!(
        function,
        Function::Concat
            | Function::Replace
            | Function::EncodeForUri
            | Function::UCase
            | Function::LCase
    )
}

fn has_closure(path: &PropertyPathExpression) -> bool {
    match path {
        PropertyPathExpression::ZeroOrMore(_) | PropertyPathExpression::OneOrMore(_) => true,
        PropertyPathExpression::Sequence(a, b) | PropertyPathExpression::Alternative(a, b) => {
            has_closure(a) || has_closure(b)
        }
        PropertyPathExpression::Reverse(a) | PropertyPathExpression::ZeroOrOne(a) => has_closure(a),
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => {
            false
        }
    }
}

/// Something that a solution has to bind: a variable, or a blank node, which acts as a variable
/// local to its group.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Unknown<'a> {
    Variable(&'a Variable),
    Blank(&'a BlankNode),
}

/// Whether the triple patterns are connected by variables; those without any are single lookups.
///
/// Patterns with a variable property, or that ask for a class, match so much that sharing the
/// property or class does not connect them.
fn is_connected(patterns: &[TriplePattern]) -> bool {
    let of = |triple| if variables(triple).is_empty() { None } else { Some(ties(triple)) };
    let mut left: Vec<HashSet<Unknown<'_>>> = patterns.iter().filter_map(of).collect();
    let Some(mut reached) = left.pop() else { return true };
    while let Some(at) = left.iter().position(|set| !set.is_disjoint(&reached)) {
        reached.extend(left.swap_remove(at));
    }
    left.is_empty()
}

fn variables(triple: &TriplePattern) -> HashSet<Unknown<'_>> {
    let ends = [&triple.subject, &triple.object].into_iter().filter_map(unknown);
    let predicate = match &triple.predicate {
        NamedNodePattern::Variable(variable) => Some(Unknown::Variable(variable)),
        NamedNodePattern::NamedNode(_) => None,
    };
    ends.chain(predicate).collect()
}

/// Returns the variables through which a pattern connects to others.
fn ties(triple: &TriplePattern) -> HashSet<Unknown<'_>> {
    let is_class = matches!(&triple.predicate, NamedNodePattern::NamedNode(name) if name.as_ref() == rdf::TYPE);
    let object = Some(&triple.object).filter(|_| !is_class);
    [Some(&triple.subject), object].into_iter().flatten().filter_map(unknown).collect()
}

fn unknown(term: &TermPattern) -> Option<Unknown<'_>> {
    match term {
        TermPattern::Variable(variable) => Some(Unknown::Variable(variable)),
        TermPattern::BlankNode(node) => Some(Unknown::Blank(node)),
        TermPattern::NamedNode(_) | TermPattern::Literal(_) => None,
    }
}

/// Whether a pattern has at most one solution, whatever the data.
fn is_single(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Bgp { patterns } => {
            patterns.iter().all(|triple| variables(triple).is_empty())
        }
        GraphPattern::Values { bindings, .. } => bindings.len() <= 1,
        GraphPattern::Extend { inner, .. } | GraphPattern::Filter { inner, .. } => is_single(inner),
        GraphPattern::Group { variables, .. } => variables.is_empty(),
        GraphPattern::Project { inner, .. } => is_single(inner),
        GraphPattern::Join { left, right } => is_single(left) && is_single(right),
        _ => false,
    }
}

/// Whether two patterns share a variable that both always bind: one that is only sometimes bound
/// does not help a lookup.
fn share(left: &GraphPattern, right: &GraphPattern) -> bool {
    !bound(left).is_disjoint(&bound(right))
}

/// Returns the variables that every solution binds.
fn bound(pattern: &GraphPattern) -> HashSet<Unknown<'_>> {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.iter().flat_map(variables).collect(),
        GraphPattern::Path { subject, object, .. } => {
            [subject, object].into_iter().filter_map(unknown).collect()
        }
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            &bound(left) | &bound(right)
        }
        GraphPattern::Union { left, right } => &bound(left) & &bound(right),
        GraphPattern::LeftJoin { left: inner, .. }
        | GraphPattern::Minus { left: inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => bound(inner),
        GraphPattern::Graph { name, inner } => {
            let mut all = bound(inner);
            if let NamedNodePattern::Variable(name) = name {
                all.insert(Unknown::Variable(name));
            }
            all
        }
        // An expression that fails binds nothing, but renaming a bound variable cannot fail.
        GraphPattern::Extend { inner, variable, expression } => {
            let mut all = bound(inner);
            if matches!(expression, Expression::Variable(other) if all.contains(&Unknown::Variable(other)))
            {
                all.insert(Unknown::Variable(variable));
            }
            all
        }
        GraphPattern::Values { variables, bindings } => {
            let always =
                |at: usize| bindings.iter().all(|row| row.get(at).is_some_and(Option::is_some));
            variables
                .iter()
                .enumerate()
                .filter(|(at, _)| always(*at))
                .map(|(_, one)| Unknown::Variable(one))
                .collect()
        }
        GraphPattern::Project { inner, variables }
        | GraphPattern::Group { inner, variables, .. } => {
            let inner = bound(inner);
            variables.iter().map(Unknown::Variable).filter(|one| inner.contains(one)).collect()
        }
        GraphPattern::Service { .. } => HashSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Query;
    use super::*;

    fn of(text: &str) -> Option<Costly> {
        Query::parse(text).expect("a query").costly()
    }

    #[test]
    fn what_people_ask_is_cheap() {
        for text in [
            "ASK {}",
            "SELECT * { ?task a zr:Task ; zr:lead ?unit . OPTIONAL { ?unit skos:prefLabel ?name } }",
            "SELECT ?unit (COUNT(*) AS ?n) { ?task zr:lead ?unit } GROUP BY ?unit ORDER BY DESC(?n) LIMIT 10",
            "SELECT * { ?task zr:lead ?unit FILTER(REGEX(STR(?unit), \"司法\")) }",
            "SELECT * { VALUES ?unit { <http://a/> <http://b/> } ?task zr:lead ?unit }",
            "SELECT * { <http://a/> skos:broader* ?wider . ?wider skos:prefLabel ?name }",
            "SELECT * { { SELECT ?unit { ?task zr:lead ?unit } } ?unit skos:prefLabel ?name }",
            "SELECT * { ?task a zr:Task BIND(STR(?task) AS ?name) MINUS { ?task zr:lead ?unit } }",
            "DESCRIBE <http://a/>",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        for question in crate::question::named() {
            let Ok(query) = Query::parse(question.text) else { continue };
            assert_eq!(query.costly(), None, "{}", question.name);
        }
    }

    #[test]
    fn what_explodes_is_costly() {
        let values = format!("SELECT * {{ VALUES ?a {{ {} }} ?a ?b ?c }}", "1 ".repeat(1_001));
        let texts = format!("SELECT * {{ BIND(\"a\" AS ?x0) {} }}", {
            let binds = (0..10).map(|i| format!("BIND(CONCAT(?x{i}, ?x{i}) AS ?x{})", i + 1));
            binds.collect::<Vec<_>>().join(" ")
        });
        for (text, why) in [
            ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", Costly::Product),
            ("SELECT * { ?a ?b ?c { SELECT * { ?d ?e ?f } } }", Costly::Product),
            ("SELECT * { ?a a ?class . ?b a ?class . ?c a ?class }", Costly::Product),
            ("SELECT * { ?a ?p ?b . ?c ?p ?d }", Costly::Product),
            ("SELECT * { ?a ?b ?c OPTIONAL { ?d ?e ?f } }", Costly::Product),
            ("SELECT * { ?a ?b ?c MINUS { ?d ?e ?f OPTIONAL { ?a ?g ?h } } }", Costly::Product),
            (
                "SELECT * { ?a ?b ?c OPTIONAL { ?a zr:lead ?x } { ?d ?e ?f OPTIONAL { ?d zr:lead ?x } } }",
                Costly::Product,
            ),
            ("SELECT * { ?a (zr:lead|^zr:lead)* ?b }", Costly::Path),
            ("SELECT * { <http://a/> (zr:lead*)* ?b }", Costly::Path),
            (&values, Costly::Values),
            ("SELECT * { ?a ?b ?c FILTER(REGEX(?c, ?b)) }", Costly::Regex),
            ("SELECT * { ?a ?b ?c FILTER(REGEX(?c, \"(a{1000}){1000}\")) }", Costly::Regex),
            (&texts, Costly::Texts),
            (&format!("ASK {{ {} }}", "?s ?p ?o . ".repeat(100)), Costly::Patterns),
        ] {
            assert_eq!(of(text), Some(why), "{text}");
        }
    }
}
