//! `?task text:query "营商环境"`: a pattern answered by the full-text index, named as in Jena.

use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{GroundTerm, NamedNode, NamedNodePattern, TermPattern, TriplePattern};

use super::algebra::{Part, walk};

/// The namespace of the property.
pub(super) const PREFIX: &str = "http://jena.apache.org/text#";

/// Replaces each full-text pattern by the results of `find`.
pub(super) fn looked_up<E>(
    pattern: &mut GraphPattern,
    find: &mut impl FnMut(&str) -> Result<Vec<NamedNode>, E>,
) -> Result<(), E> {
    if let GraphPattern::Bgp { patterns } = pattern {
        let (asked, rest): (Vec<_>, Vec<_>) =
            patterns.drain(..).partition(|triple| words(triple).is_some());
        let mut joined = GraphPattern::Bgp { patterns: rest };
        for triple in asked {
            let Some(found) = words(&triple).map(&mut *find).transpose()? else { continue };
            let values = found_as(&triple.subject, found);
            joined = GraphPattern::Join { left: Box::new(values), right: Box::new(joined) };
        }
        *pattern = joined;
        return Ok(());
    }
    match pattern {
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::LeftJoin { left, right, .. }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            looked_up(left, find)?;
            looked_up(right, find)
        }
        GraphPattern::Filter { inner, expr } => {
            if let Expression::Exists(pattern) = expr {
                looked_up(pattern, find)?;
            }
            looked_up(inner, find)
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Group { inner, .. } => looked_up(inner, find),
        GraphPattern::Bgp { .. }
        | GraphPattern::Path { .. }
        | GraphPattern::Values { .. }
        | GraphPattern::Service { .. } => Ok(()),
    }
}

/// Whether a pattern contains a full-text search.
pub(super) fn asks(pattern: &GraphPattern) -> bool {
    let mut asks = false;
    walk(pattern, |part| {
        if let Part::Pattern(GraphPattern::Bgp { patterns }) = part {
            asks |= patterns.iter().any(is_of_words);
        }
    });
    asks
}

fn is_of_words(triple: &TriplePattern) -> bool {
    matches!(&triple.predicate, NamedNodePattern::NamedNode(name) if name.as_str().strip_prefix(PREFIX) == Some("query"))
}

/// Returns the words that a pattern searches for, if they are a literal.
fn words(triple: &TriplePattern) -> Option<&str> {
    match &triple.object {
        TermPattern::Literal(words) if is_of_words(triple) => Some(words.value()),
        _ => None,
    }
}

/// Returns a pattern whose solutions bind the subject to what was found.
fn found_as(subject: &TermPattern, found: Vec<NamedNode>) -> GraphPattern {
    let row = |node: NamedNode| vec![Some(GroundTerm::NamedNode(node))];
    match subject {
        TermPattern::Variable(variable) => GraphPattern::Values {
            variables: vec![variable.clone()],
            bindings: found.into_iter().map(row).collect(),
        },
        // Either one solution that binds nothing, or none.
        TermPattern::NamedNode(node) if found.contains(node) => GraphPattern::default(),
        _ => GraphPattern::Values { variables: Vec::new(), bindings: Vec::new() },
    }
}
