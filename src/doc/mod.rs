//! DOC: the ontology as a page for people, in Chinese and English, and as a diagram.
//!
//! In: the quads of [`ontology`], and usage counts from a store. Out: a single HTML page without
//! scripts or external resources ([`page`]), and text for Graphviz ([`diagram`]).
//! `zr:Task rdfs:label "task"@en , "任务"@zh` becomes a section with both names, both definitions,
//! its superclasses and an example.

mod diagram;
mod page;
mod usage;

pub use diagram::diagram;
pub(crate) use page::anchor;
pub use page::page;
pub use usage::{Usage, usage};

use std::collections::BTreeMap;

use oxigraph::model::{Quad, Term as Node};

use crate::graph::vocab::PREFIXES;
use crate::graph::{ONTOLOGY, ontology};

/// A text in both languages; a missing one is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Both {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// The kind of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A class.
    Class,
    /// A property whose values are things.
    ObjectProperty,
    /// A property whose values are literals.
    DatatypeProperty,
    /// A property of another vocabulary that the data uses.
    Reused,
    /// A concept scheme.
    Scheme,
    /// A concept of a scheme.
    Concept,
}

/// A class, property, scheme or concept of the ontology.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its kind.
    pub kind: Kind,
    /// Its IRI.
    pub iri: String,
    /// Its preferred name.
    pub label: Both,
    /// Its definition.
    pub definition: Both,
    /// Other names.
    pub other_names: Vec<String>,
    /// Superclasses, superproperties or broader concepts.
    pub supers: Vec<String>,
    /// Classes of its subjects.
    pub domain: Vec<String>,
    /// Classes or datatypes of its values.
    pub range: Vec<String>,
    /// Classes that it is used on, without implying them.
    pub used_on: Vec<String>,
    /// Classes of its values, without implying them.
    pub used_with: Vec<String>,
    /// Examples: words from documents, or values.
    pub examples: Vec<String>,
    /// The scheme of a concept.
    pub scheme: Option<String>,
    /// Whether no document read so far has needed it.
    pub is_reserved: bool,
}

/// The ontology.
#[derive(Clone, Debug)]
pub struct Ontology {
    /// Its title.
    pub title: Both,
    /// Its purpose.
    pub definition: Both,
    /// Its terms: by kind, in the order of the files.
    pub terms: Vec<Term>,
}

impl Ontology {
    /// Reads the ontology of this version.
    pub fn new() -> Self {
        let mut subjects: Vec<String> = Vec::new();
        let mut of_subject: BTreeMap<String, Vec<&Quad>> = BTreeMap::new();
        for quad in ontology() {
            let subject = bare(&quad.subject.to_string());
            if !of_subject.contains_key(&subject) {
                subjects.push(subject.clone());
            }
            of_subject.entry(subject).or_default().push(quad);
        }
        let about = of_subject.get(ONTOLOGY.as_str()).map(Vec::as_slice).unwrap_or_default();
        let mut terms: Vec<_> =
            subjects.iter().filter_map(|iri| term(iri, of_subject.get(iri)?)).collect();
        terms.sort_by_key(|term| term.kind);
        Self {
            title: both(about, &["dcterms:title"]),
            definition: both(about, &["rdfs:comment"]),
            terms,
        }
    }

    /// Returns the concepts of a scheme.
    pub fn concepts<'a>(&'a self, scheme: &'a str) -> impl Iterator<Item = &'a Term> {
        self.terms.iter().filter(move |term| term.scheme.as_deref() == Some(scheme))
    }
}

impl Default for Ontology {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the term that the quads of a subject describe, if it is one.
fn term(iri: &str, quads: &[&Quad]) -> Option<Term> {
    let values = |predicate: &str| -> Vec<String> {
        let of_predicate = quads.iter().filter(|quad| short(quad.predicate.as_str()) == predicate);
        of_predicate.map(|quad| value(&quad.object)).collect()
    };
    let types: Vec<_> = values("rdf:type").iter().map(|class| short(class)).collect();
    let is_a = |class: &str| types.iter().any(|one| one == class);
    let kind = match () {
        () if is_a("owl:Class") => Kind::Class,
        () if is_a("owl:ObjectProperty") => Kind::ObjectProperty,
        () if is_a("owl:DatatypeProperty") => Kind::DatatypeProperty,
        () if is_a("skos:ConceptScheme") => Kind::Scheme,
        () if is_a("skos:Concept") || is_a("eli-dl:ParticipationRole") => Kind::Concept,
        () if !values("schema:domainIncludes").is_empty() => Kind::Reused,
        () => return None,
    };
    let supers = ["rdfs:subClassOf", "rdfs:subPropertyOf", "skos:broader"]
        .iter()
        .flat_map(|one| values(one));
    Some(Term {
        kind,
        iri: iri.to_owned(),
        label: both(quads, &["rdfs:label", "skos:prefLabel", "dcterms:title"]),
        definition: both(quads, &["rdfs:comment", "skos:definition", "skos:scopeNote"]),
        other_names: values("skos:altLabel"),
        supers: supers.collect(),
        domain: values("rdfs:domain"),
        range: values("rdfs:range"),
        used_on: values("schema:domainIncludes"),
        used_with: values("schema:rangeIncludes"),
        examples: values("skos:example"),
        scheme: values("skos:inScheme").into_iter().next(),
        is_reserved: values("vs:term_status").iter().any(|status| status == "reserved"),
    })
}

/// Returns the first value of the predicates in each language.
fn both(quads: &[&Quad], predicates: &[&str]) -> Both {
    let in_language = |language: &str| {
        let of_predicate = quads
            .iter()
            .filter(|quad| predicates.contains(&short(quad.predicate.as_str()).as_str()));
        let mut texts = of_predicate.filter_map(|quad| match &quad.object {
            Node::Literal(text) if text.language() == Some(language) => {
                Some(text.value().to_owned())
            }
            _ => None,
        });
        texts.next().unwrap_or_default()
    };
    Both { zh: in_language("zh"), en: in_language("en") }
}

fn value(node: &Node) -> String {
    match node {
        Node::Literal(literal) => literal.value().to_owned(),
        other => bare(&other.to_string()),
    }
}

fn bare(iri: &str) -> String {
    iri.trim_matches(['<', '>']).to_owned()
}

/// Abbreviates an IRI as `prefix:local` if a prefix fits.
fn short(iri: &str) -> String {
    let fitting =
        PREFIXES.iter().filter_map(|(prefix, base)| Some((prefix, iri.strip_prefix(base)?)));
    let nearest =
        fitting.filter(|(_, local)| !local.contains('/')).min_by_key(|(_, local)| local.len());
    nearest.map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_have_what_the_files_say() {
        let ontology = Ontology::new();
        assert_eq!(ontology.title.zh, "公文责任本体");
        let named = |name: &str| {
            ontology.terms.iter().find(|term| short(&term.iri) == name).expect("it is defined")
        };
        let due = named("zr:dueDate");
        assert_eq!(
            (due.kind, due.label.zh.as_str(), due.range.len()),
            (Kind::DatatypeProperty, "完成期限", 1)
        );
        let task = named("zr:Task");
        assert_eq!(
            task.supers.iter().map(|iri| short(iri)).collect::<Vec<_>>(),
            ["eli-dl:ForeseenActivity"]
        );
        assert!(named("zr:entry").is_reserved && !task.is_reserved);
        assert_eq!(ontology.concepts("https://w3id.org/zeren/time").count(), 4);
        assert!(ontology.terms.is_sorted_by_key(|term| term.kind));
    }
}
