//! Walks the algebra of queries: visits every pattern and expression, however deeply nested.

use spargebra::algebra::{
    AggregateExpression, Expression, GraphPattern, OrderExpression, PropertyPathExpression,
};

/// A node of the algebra.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    Pattern(&'a GraphPattern),
    Expression(&'a Expression),
    Path(&'a PropertyPathExpression),
    Aggregate(&'a AggregateExpression),
}

/// Returns the pattern of a query.
pub(super) fn pattern_of(query: &spargebra::Query) -> &GraphPattern {
    match query {
        spargebra::Query::Select { pattern, .. }
        | spargebra::Query::Construct { pattern, .. }
        | spargebra::Query::Describe { pattern, .. }
        | spargebra::Query::Ask { pattern, .. } => pattern,
    }
}

/// Returns the pattern of a query, for modification.
pub(super) fn pattern_of_mut(query: &mut spargebra::Query) -> &mut GraphPattern {
    match query {
        spargebra::Query::Select { pattern, .. }
        | spargebra::Query::Construct { pattern, .. }
        | spargebra::Query::Describe { pattern, .. }
        | spargebra::Query::Ask { pattern, .. } => pattern,
    }
}

/// Calls `see` for each part of a pattern, outer parts first. Uses no recursion.
pub(super) fn walk<'a>(pattern: &'a GraphPattern, mut see: impl FnMut(Part<'a>)) {
    let mut parts = vec![Part::Pattern(pattern)];
    while let Some(part) = parts.pop() {
        see(part);
        match part {
            Part::Pattern(pattern) => below_pattern(pattern, &mut parts),
            Part::Expression(expression) => below_expression(expression, &mut parts),
            Part::Path(path) => below_path(path, &mut parts),
            Part::Aggregate(AggregateExpression::FunctionCall { expr, .. }) => {
                parts.push(Part::Expression(expr))
            }
            Part::Aggregate(AggregateExpression::CountSolutions { .. }) => {}
        }
    }
}

/// Whether a pattern contains a call to another server.
pub(super) fn calls_out(pattern: &GraphPattern) -> bool {
    let mut calls = false;
    walk(pattern, |part| calls |= matches!(part, Part::Pattern(GraphPattern::Service { .. })));
    calls
}

/// Returns the number of triple patterns and paths.
pub(super) fn n_patterns(pattern: &GraphPattern) -> usize {
    let mut n = 0;
    walk(pattern, |part| match part {
        Part::Pattern(GraphPattern::Bgp { patterns }) => n += patterns.len(),
        Part::Pattern(GraphPattern::Path { .. }) => n += 1,
        _ => {}
    });
    n
}

fn below_pattern<'a>(pattern: &'a GraphPattern, parts: &mut Vec<Part<'a>>) {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Values { .. } => {}
        GraphPattern::Path { path, .. } => parts.push(Part::Path(path)),
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            parts.extend([Part::Pattern(left), Part::Pattern(right)])
        }
        GraphPattern::LeftJoin { left, right, expression } => {
            parts.extend([Part::Pattern(left), Part::Pattern(right)]);
            parts.extend(expression.as_ref().map(Part::Expression));
        }
        GraphPattern::Filter { expr, inner } => {
            parts.extend([Part::Expression(expr), Part::Pattern(inner)])
        }
        GraphPattern::Extend { inner, expression, .. } => {
            parts.extend([Part::Expression(expression), Part::Pattern(inner)]);
        }
        GraphPattern::OrderBy { inner, expression } => {
            parts.push(Part::Pattern(inner));
            parts.extend(expression.iter().map(
                |(OrderExpression::Asc(one) | OrderExpression::Desc(one))| Part::Expression(one),
            ));
        }
        GraphPattern::Group { inner, aggregates, .. } => {
            parts.push(Part::Pattern(inner));
            parts.extend(aggregates.iter().map(|(_, aggregate)| Part::Aggregate(aggregate)));
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Service { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => parts.push(Part::Pattern(inner)),
    }
}

fn below_expression<'a>(expression: &'a Expression, parts: &mut Vec<Part<'a>>) {
    match expression {
        Expression::NamedNode(_)
        | Expression::Literal(_)
        | Expression::Variable(_)
        | Expression::Bound(_) => {}
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => parts.extend([Part::Expression(a), Part::Expression(b)]),
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => {
            parts.push(Part::Expression(a))
        }
        Expression::In(a, list) => {
            parts.push(Part::Expression(a));
            parts.extend(list.iter().map(Part::Expression));
        }
        Expression::Exists(pattern) => parts.push(Part::Pattern(pattern)),
        Expression::If(a, b, c) => {
            parts.extend([Part::Expression(a), Part::Expression(b), Part::Expression(c)]);
        }
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
            parts.extend(list.iter().map(Part::Expression));
        }
    }
}

fn below_path<'a>(path: &'a PropertyPathExpression, parts: &mut Vec<Part<'a>>) {
    match path {
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => {}
        PropertyPathExpression::Sequence(a, b) | PropertyPathExpression::Alternative(a, b) => {
            parts.extend([Part::Path(a), Part::Path(b)]);
        }
        PropertyPathExpression::Reverse(a)
        | PropertyPathExpression::ZeroOrMore(a)
        | PropertyPathExpression::OneOrMore(a)
        | PropertyPathExpression::ZeroOrOne(a) => parts.push(Part::Path(a)),
    }
}
