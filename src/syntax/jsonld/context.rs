//! The JSON-LD names of the terms in the ontology, derived from the ontology and the shapes.
//!
//! `zr:dueDate` is `"dueDate": {"@id": "zr:dueDate", "@type": "xsd:date", "@container": "@set"}`,
//! since its range is a date and no shape limits it to one value; `tasks` is `zr:inSection`
//! reversed. Things remain `id:doc/…` rather than relative to a base, since a base in a fetched
//! context has no effect.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::{CHILDREN, Json};
use crate::graph::SHAPES;
use crate::graph::ontology;
use crate::graph::vocab::{PREFIXES, zr};

const OWL: &str = "http://www.w3.org/2002/07/owl#";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
const SHACL: &str = "http://www.w3.org/ns/shacl#";
const DOMAIN_INCLUDES: &str = "http://schema.org/domainIncludes";
const RANGE_INCLUDES: &str = "http://schema.org/rangeIncludes";

/// How a plain string is interpreted as the value of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Coercion {
    /// As a string.
    None,
    /// As the IRI of a thing.
    Id,
    /// As a literal of this datatype.
    Datatype(String),
}

/// A property in the context.
struct Property {
    name: String,
    coercion: Coercion,
    is_set: bool,
}

/// The names of terms.
pub(super) struct Context {
    properties: BTreeMap<String, Property>,
    classes: BTreeMap<String, String>,
}

impl Context {
    /// The context of the ontology.
    pub(super) fn shipped() -> &'static Self {
        static CONTEXT: LazyLock<Context> = LazyLock::new(Context::new);
        &CONTEXT
    }

    fn new() -> Self {
        let terms = Terms::new();
        let names = names(terms.properties.iter().chain(&terms.classes));
        let single = single();
        let property = |iri: &&str| {
            let (name, coercion) = (names[*iri].clone(), terms.coercion(iri));
            ((*iri).to_owned(), Property { name, coercion, is_set: !single.contains(*iri) })
        };
        Self {
            properties: terms.properties.iter().map(property).collect(),
            classes: terms
                .classes
                .iter()
                .map(|iri| ((*iri).to_owned(), names[*iri].clone()))
                .collect(),
        }
    }

    /// The key of a property, and how its strings are interpreted.
    pub(super) fn property(&self, iri: &str) -> (Option<&str>, &Coercion) {
        match self.properties.get(iri) {
            Some(property) => (Some(&property.name), &property.coercion),
            None => (None, &Coercion::None),
        }
    }

    /// Whether the values of a property are always a list.
    pub(super) fn is_set(&self, iri: &str) -> bool {
        self.properties.get(iri).is_some_and(|property| property.is_set)
    }

    /// The name of a class.
    pub(super) fn class(&self, iri: &str) -> Option<&str> {
        self.classes.get(iri).map(String::as_str)
    }

    /// The value of `@context`.
    pub(super) fn json(&self) -> Json {
        let mut entries = vec![("@version".to_owned(), Json::Number("1.1".to_owned()))];
        entries
            .extend(PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), Json::text(*iri))));
        let mut terms: BTreeMap<&str, Json> = BTreeMap::new();
        for (iri, name) in &self.classes {
            terms.insert(name, Json::text(short(iri)));
        }
        for (iri, property) in &self.properties {
            let mut entry = vec![("@id".to_owned(), Json::text(short(iri)))];
            match &property.coercion {
                Coercion::None => {}
                Coercion::Id => entry.push(("@type".to_owned(), Json::text("@id"))),
                Coercion::Datatype(datatype) => {
                    entry.push(("@type".to_owned(), Json::text(short(datatype))))
                }
            }
            if property.is_set {
                entry.push(("@container".to_owned(), Json::text("@set")));
            }
            let alone = entry.len() == 1;
            terms.insert(
                &property.name,
                if alone { Json::text(short(iri)) } else { Json::Object(entry) },
            );
        }
        for child in CHILDREN {
            let Some(name) = child.backwards else { continue };
            let entry =
                [("@reverse", short(child.property.as_str())), ("@container", "@set".to_owned())];
            let entry = entry.map(|(key, value)| (key.to_owned(), Json::text(value)));
            terms.insert(name, Json::Object(entry.into()));
        }
        entries.extend(terms.into_iter().map(|(name, value)| (name.to_owned(), value)));
        Json::Object(entries)
    }
}

/// The terms of the ontology, with the ranges of properties.
struct Terms {
    classes: BTreeSet<&'static str>,
    properties: BTreeSet<&'static str>,
    ranges: BTreeMap<&'static str, &'static str>,
}

impl Terms {
    /// Collects the project's terms, their superclasses, and other terms whose use the ontology
    /// describes.
    fn new() -> Self {
        let mut terms =
            Self { classes: BTreeSet::new(), properties: BTreeSet::new(), ranges: BTreeMap::new() };
        for quad in ontology() {
            let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) =
                (&quad.subject, &quad.object)
            else {
                continue;
            };
            let (subject, object) = (subject.as_str(), object.as_str());
            let predicate = quad.predicate.as_ref();
            if predicate == rdf::TYPE {
                match object.strip_prefix(OWL) {
                    Some("Class") => terms.classes.insert(subject),
                    Some("ObjectProperty" | "DatatypeProperty") => terms.properties.insert(subject),
                    // The classes of concepts and of rules.
                    _ => terms.classes.insert(object),
                };
            } else if predicate == rdfs::SUB_CLASS_OF || predicate == rdfs::DOMAIN {
                terms.classes.insert(object);
            } else if predicate.as_str() == DOMAIN_INCLUDES {
                terms.properties.insert(subject);
                terms.classes.insert(object);
            } else if predicate == rdfs::RANGE || predicate.as_str() == RANGE_INCLUDES {
                terms.ranges.insert(subject, object);
                terms.classes.insert(object);
            }
        }
        let datatypes = |iri: &&str| !iri.starts_with(XSD) && !iri.starts_with(OWL);
        terms.classes.retain(datatypes);
        terms
    }

    fn coercion(&self, property: &str) -> Coercion {
        match self.ranges.get(property) {
            None => Coercion::None,
            // JSON has its own numbers, booleans and strings.
            Some(range)
                if [xsd::STRING, xsd::BOOLEAN, xsd::INTEGER]
                    .iter()
                    .any(|one| one.as_str() == *range) =>
            {
                Coercion::None
            }
            Some(range) if range.starts_with(XSD) => Coercion::Datatype((*range).to_owned()),
            Some(_) => Coercion::Id,
        }
    }
}

/// Returns a name for each term: the local name, if it is the project's own term or no other has
/// it; otherwise, or if the name is a prefix, the prefixed name.
fn names<'a>(iris: impl Iterator<Item = &'a &'a str> + Clone) -> BTreeMap<&'a str, String> {
    let own = zr::TASK.as_str().trim_end_matches("Task");
    let mut n: BTreeMap<&str, usize> = BTreeMap::new();
    for iri in iris.clone() {
        *n.entry(local(iri)).or_default() += 1;
    }
    let taken = |name: &str| {
        let is_prefix = PREFIXES.iter().any(|(prefix, _)| *prefix == name);
        is_prefix || CHILDREN.iter().any(|child| child.backwards == Some(name))
    };
    let name = |iri: &'a str| match local(iri) {
        local if !taken(local) && (iri.starts_with(own) || n[local] == 1) => local.to_owned(),
        _ => short(iri),
    };
    iris.map(|iri| (*iri, name(iri))).collect()
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// An IRI with its prefix, which every term has.
fn short(iri: &str) -> String {
    super::compact(iri).unwrap_or_else(|| iri.to_owned())
}

/// Properties of which a shape allows only one value.
fn single() -> BTreeSet<String> {
    let parser = RdfParser::from_format(RdfFormat::Turtle);
    let quads: Vec<Quad> = parser
        .for_slice(SHAPES)
        .map(|quad| quad.expect("the shapes are Turtle, as the tests see"))
        .collect();
    let of = |local: &str| {
        let predicate = NamedNodeRef::new_unchecked(local).into_owned();
        quads.iter().filter(move |quad| quad.predicate == predicate)
    };
    let (path, most) = (format!("{SHACL}path"), format!("{SHACL}maxCount"));
    let one: BTreeSet<String> = of(&most)
        .filter(|quad| matches!(&quad.object, Term::Literal(n) if n.value() == "1"))
        .map(|quad| quad.subject.to_string())
        .collect();
    of(&path)
        .filter(|quad| one.contains(&quad.subject.to_string()))
        .filter_map(|quad| match &quad.object {
            Term::NamedNode(property) => Some(property.as_str().to_owned()),
            _ => None,
        })
        .collect()
}
