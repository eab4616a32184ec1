//! The path from a node to its values, in the notation of SPARQL (`^eli:has_annex*/dcterms:title`)
//! and in that of SHACL.

use shacl_rust::PathElement;

/// A property path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    sparql: String,
    turtle: String,
}

impl Path {
    /// Converts a path of the engine.
    pub(super) fn new(path: &shacl_rust::Path<'_>) -> Self {
        let elements = path.get_elements();
        let turtle = match elements {
            [one] => turtle(one),
            _ => list(elements),
        };
        let sparql: Vec<_> = elements.iter().map(sparql).collect();
        Self { sparql: sparql.join("/"), turtle }
    }

    /// Returns the path in SPARQL notation, with full IRIs between `<` and `>`.
    pub fn sparql(&self) -> &str {
        &self.sparql
    }

    /// Returns the path as a Turtle object; assumes the prefix `sh`.
    pub(super) fn turtle(&self) -> &str {
        &self.turtle
    }
}

fn sparql(element: &PathElement<'_>) -> String {
    match element {
        PathElement::Iri(iri) => iri.to_string(),
        PathElement::Inverse(iri) => format!("^{iri}"),
        PathElement::ZeroOrMore(inner) => format!("({})*", sparql(inner)),
        PathElement::OneOrMore(inner) => format!("({})+", sparql(inner)),
        PathElement::ZeroOrOne(inner) => format!("({})?", sparql(inner)),
        PathElement::Alternative(all) => {
            format!("({})", all.iter().map(sparql).collect::<Vec<_>>().join("|"))
        }
    }
}

fn turtle(element: &PathElement<'_>) -> String {
    let node = |property: &str, value: String| format!("[ sh:{property} {value} ]");
    match element {
        PathElement::Iri(iri) => iri.to_string(),
        PathElement::Inverse(iri) => node("inversePath", iri.to_string()),
        PathElement::ZeroOrMore(inner) => node("zeroOrMorePath", turtle(inner)),
        PathElement::OneOrMore(inner) => node("oneOrMorePath", turtle(inner)),
        PathElement::ZeroOrOne(inner) => node("zeroOrOnePath", turtle(inner)),
        PathElement::Alternative(all) => node("alternativePath", list(all)),
    }
}

fn list(elements: &[PathElement<'_>]) -> String {
    format!("( {} )", elements.iter().map(turtle).collect::<Vec<_>>().join(" "))
}
