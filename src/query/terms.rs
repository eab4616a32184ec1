//! Finds undefined names in queries: terms missing from the ontology, undeclared prefixes, and
//! names that SPARQL does not allow. `?task zr:leads ?unit` is valid SPARQL that finds nothing.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use oxigraph::model::NamedOrBlankNode;
use regex::Regex;

use super::{Query, QueryError};
use crate::graph::ontology;
use crate::graph::vocab::PREFIXES;
use crate::nearest::nearest;
use crate::syntax::short;

/// Prefixes of the namespaces that the ontology defines completely.
const OWN: &[&str] = &["zr", "zrc", "zrd", "zrl", "zrp", "zrr", "zrt", "zru", "rule"];

/// The similarity from which on a prefix counts as the one that was meant.
const ALIKE: f64 = 0.7;

/// A term in one of zeren's namespaces that the ontology does not define.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTerm {
    /// The term with its prefix: `zr:leads`.
    pub term: String,
    /// The most similar defined terms, best first.
    pub nearest: Vec<String>,
}

/// Strings, IRIs and comments, which contain no prefixed names.
static OPAQUE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|<[^\s<>]*>|#[^\n]*"#;
    Regex::new(pattern).expect("the pattern is one")
});

/// A prefixed name as people write it, up to the next SPARQL punctuation.
static PREFIXED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?:^|[\s({,;/|^!=])(?P<prefix>[A-Za-z][A-Za-z0-9_-]*):(?P<local>[^\s{}()\[\],;|^*+?!=&<>]*)";
    Regex::new(pattern).expect("the pattern is one")
});

impl Query {
    /// Returns the terms that the ontology does not define, so that no fact can have them, in
    /// alphabetical order.
    pub fn unknown_terms(&self) -> Vec<UnknownTerm> {
        let operators = operators(&self.inner);
        let iris = operators.split('<').filter_map(|piece| Some(piece.split_once('>')?.0));
        let unknown: BTreeSet<_> =
            iris.filter_map(|iri| own(iri).filter(|term| !defined().contains(term))).collect();
        let namesakes = |term: &str| {
            let prefix = term.split_inclusive(':').next().unwrap_or_default();
            nearest(
                term,
                defined().iter().map(String::as_str).filter(|one| one.starts_with(prefix)),
            )
        };
        unknown.into_iter().map(|term| UnknownTerm { nearest: namesakes(&term), term }).collect()
    }
}

/// Returns the S-expression of the algebra without quoted text; it includes every operator, however
/// nested.
fn operators(query: &spargebra::Query) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let mut bare = query.to_sse();
    bare.retain(|c| {
        let keep = !quoted;
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        keep
    });
    bare
}

/// Returns the terms of zeren's namespaces, with prefixes.
fn defined() -> &'static BTreeSet<String> {
    static DEFINED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let subjects = ontology().iter().filter_map(|quad| match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => own(node.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        });
        subjects.collect()
    });
    &DEFINED
}

/// Returns the prefixed form, such as `zr:lead`, of an IRI in one of zeren's namespaces.
fn own(iri: &str) -> Option<String> {
    let term = short(iri);
    let (prefix, _) = term.split_once(':')?;
    OWN.contains(&prefix).then_some(term)
}

/// Returns the error about a name in a text that is not a query, if that is the cause.
pub(super) fn misnamed(text: &str) -> Option<QueryError> {
    let bare = OPAQUE.replace_all(text, " ");
    let lower = bare.to_lowercase();
    let names = || {
        PREFIXED
            .captures_iter(&bare)
            .map(|found| (found["prefix"].to_owned(), found["local"].to_owned()))
    };
    let written = |prefix: &str, local: &str| format!("{prefix}:{}", local.trim_end_matches('.'));
    for (prefix, local) in names() {
        let base = match prefix.as_str() {
            // Names of things contain slashes, but no property is in that namespace, so this is not
            // a property path.
            "id" if local.contains('/') => crate::graph::vocab::ID,
            "http" | "https" if local.starts_with("//") => &format!("{prefix}:"),
            _ => continue,
        };
        let iri = format!("{base}{}", local.trim_end_matches('.'));
        return Some(QueryError::Bare { written: written(&prefix, &local), iri });
    }
    let is_known = |prefix: &str| {
        PREFIXES.iter().any(|(name, _)| *name == prefix)
            || lower.contains(&format!("prefix {}:", prefix.to_lowercase()))
    };
    let (prefix, local) = names().find(|(prefix, _)| !is_known(prefix))?;
    // Prefixes are too short for common substrings; Jaro-Winkler similarity works better.
    let likeness = |name: &str| strsim::jaro_winkler(&prefix, name);
    let best =
        PREFIXES.iter().map(|(name, _)| *name).max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let meant = best.filter(|name| likeness(name) > ALIKE);
    let meant = meant.map(|meant| written(meant, &local));
    Some(QueryError::Prefix { prefix, meant })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(text: &str) -> Vec<(String, Option<String>)> {
        let terms = Query::parse(text).expect("a query").unknown_terms();
        terms.into_iter().map(|one| (one.term, one.nearest.first().cloned())).collect()
    }

    #[test]
    fn terms_that_nobody_defines_are_told() {
        let some = |pairs: &[(&str, &str)]| -> Vec<_> {
            pairs
                .iter()
                .map(|(term, near)| ((*term).to_owned(), Some((*near).to_owned())))
                .collect()
        };
        assert_eq!(unknown("SELECT * { ?t zr:leads ?u }"), some(&[("zr:leads", "zr:lead")]));
        assert_eq!(
            unknown(
                "ASK { ?t a zr:task ; zr:lead/^zr:suport ?u FILTER EXISTS { ?u ?p zrr:laed } }"
            ),
            some(&[("zr:suport", "zr:support"), ("zr:task", "zr:Task"), ("zrr:laed", "zrr:lead")])
        );
        assert_eq!(
            unknown("ASK { ?t zr:timeKind zrt:deadlin }"),
            some(&[("zrt:deadlin", "zrt:deadline")])
        );
        assert_eq!(
            unknown(
                "ASK { ?t zr:lead ?u ; eli:number \"<https://w3id.org/zeren/ns#leads>\" , id:leads }"
            ),
            []
        );
    }

    #[test]
    fn named_questions_use_terms_that_are_defined() {
        for one in crate::question::named().iter().filter(|one| one.parameters.is_empty()) {
            assert_eq!(unknown(one.text), [], "{}", one.name);
        }
    }

    #[test]
    fn names_that_sparql_does_not_take_are_spelt_out() {
        let told = |text: &str| Query::parse(text).expect_err("no query").to_string();
        let iri = "<https://w3id.org/zeren/id/doc/410526/huafazheng-2023-2>";
        for text in [
            "DESCRIBE id:doc/410526/huafazheng-2023-2",
            "SELECT * { id:doc/410526/huafazheng-2023-2 ?p ?o }",
            "SELECT * { ?s zr:inSection/eli:is_part_of id:doc/410526/huafazheng-2023-2. }",
            "DESCRIBE https://w3id.org/zeren/id/doc/410526/huafazheng-2023-2",
        ] {
            assert!(told(text).contains(&format!("write `{iri}`")), "{}", told(text));
        }
        assert_eq!(
            told("ASK { ?s zro:lead ?o }"),
            "no prefix `zro:` is declared: did you mean `zr:lead`?"
        );
        assert!(
            told("PREFIX ex: <http://a#> ASK { ?s ex:b ?o . ?s ")
                .starts_with("cannot read the query")
        );
        assert!(told("ASK { ?s ?p \"zro:a id:doc/b\" ").starts_with("cannot read the query"));
    }
}
