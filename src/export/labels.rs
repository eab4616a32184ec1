//! The names of what the exported graphs point at: concepts of roles, relations, levels and types,
//! rules, regions known by code alone.
//!
//! A graph says `eli-dl:participation_role zrr:lead`, and what `zrr:lead` is called stands in the
//! ontology. An export is read without it, so it takes along what the ontology says of the concepts
//! that it uses, in the ontology's own graph: who loads both has each triple once, and who drops
//! that graph has what the store holds.
//!
//! Nodes that carry their words (`zr:quote`) and those of provenance (runs, inputs, texts, graphs)
//! have no other name.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term, TermRef};

use crate::graph::vocab::{ID, RULE, dcterms, eli, eli_dl, foaf, schema, skos, zr};
use crate::graph::{ONTOLOGY, ontology};
use crate::lexicon::divisions::divisions;
use crate::store::{Store, StoreError};
use crate::syntax::sort_key;

/// The properties that a thing's name stands in.
pub const LABELS: &[NamedNodeRef<'static>] = &[
    skos::PREF_LABEL,
    rdfs::LABEL,
    dcterms::TITLE,
    foaf::NAME,
    eli_dl::ACTIVITY_LABEL,
    schema::NAME,
];

/// What an export says of a concept or region: its names, its kind, its scheme, the same thing
/// elsewhere.
const OF_CONCEPT: &[NamedNodeRef<'static>] = &[
    rdf::TYPE,
    skos::PREF_LABEL,
    rdfs::LABEL,
    dcterms::TITLE,
    skos::NOTATION,
    skos::IN_SCHEME,
    schema::SAME_AS,
];

/// The quads of all graphs of sources with the names of what they point at, sorted.
///
/// # Errors
///
/// When the store cannot be read.
pub fn labelled(store: &Store) -> Result<Vec<Quad>, StoreError> {
    let mut quads = store.quads(None)?;
    let names = names(&quads);
    quads.extend(names);
    quads.sort_by_cached_key(sort_key);
    Ok(quads)
}

/// The names of what the quads point at and do not name, in the graph of the ontology, each once.
pub fn names(quads: &[Quad]) -> Vec<Quad> {
    let used: BTreeSet<&str> = quads
        .iter()
        .flat_map(|quad| [iri(quad.subject.as_ref().into()), iri(quad.object.as_ref())])
        .flatten()
        .collect();
    let mut names = of_concepts(&used);
    let named = named(quads.iter().chain(&names));
    let nameless: BTreeSet<&str> =
        used.iter().filter(|iri| !named.contains(**iri)).copied().collect();
    let mut others = of_regions(&nameless);
    others.extend(of_things(quads, &nameless));
    names.extend(others);
    names
}

/// What has a name.
fn named<'a>(quads: impl Iterator<Item = &'a Quad>) -> BTreeSet<String> {
    let is_name = |quad: &&Quad| LABELS.iter().any(|label| *label == quad.predicate);
    quads
        .filter(is_name)
        .filter_map(|quad| iri(quad.subject.as_ref().into()))
        .map(str::to_owned)
        .collect()
}

/// What the ontology says of the concepts and rules in use and of their schemes.
fn of_concepts(used: &BTreeSet<&str>) -> Vec<Quad> {
    let of = |subjects: &BTreeSet<&str>| -> Vec<&'static Quad> {
        let is_one = |quad: &&Quad| {
            iri(quad.subject.as_ref().into()).is_some_and(|iri| subjects.contains(iri))
        };
        let is_said = |quad: &&Quad| OF_CONCEPT.iter().any(|property| *property == quad.predicate);
        ontology().iter().filter(is_one).filter(is_said).collect()
    };
    let concepts = of(used);
    let schemes = concepts.iter().filter(|quad| quad.predicate == skos::IN_SCHEME);
    let schemes: BTreeSet<&str> = schemes
        .filter_map(|quad| iri(quad.object.as_ref()))
        .filter(|iri| !used.contains(iri))
        .collect();
    let all = concepts.into_iter().chain(of(&schemes));
    all.flat_map(|quad| {
        // A rule is called by its identifier.
        let is_rule = quad.predicate == skos::NOTATION
            && quad.subject.to_string().starts_with(&format!("<{RULE}"));
        let label = is_rule.then(|| Quad { predicate: rdfs::LABEL.into_owned(), ..quad.clone() });
        [Some(quad.clone()), label]
    })
    .flatten()
    .collect()
}

/// The names of divisions that a graph knows by their code.
fn of_regions(nameless: &BTreeSet<&str>) -> Vec<Quad> {
    let regions = nameless.iter().filter_map(|iri| {
        let code = iri.strip_prefix(ID)?.strip_prefix("region/")?;
        Some(name(iri, skos::PREF_LABEL, divisions().coded(code)?.name))
    });
    regions.collect()
}

/// Names made of what the graphs say: a document is called by its number, or by what it is and
/// attaches; a program by its version.
fn of_things(quads: &[Quad], nameless: &BTreeSet<&str>) -> Vec<Quad> {
    let literal = |quad: &Quad| match &quad.object {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    };
    let titles = values(quads, dcterms::TITLE, literal);
    let labels = values(quads, skos::PREF_LABEL, literal);
    let kinds =
        values(quads, eli::WORK_TYPE, |quad| labels.get(iri(quad.object.as_ref())?).cloned());
    let title = |quad: &Quad| titles.get(iri(quad.object.as_ref())?).cloned();
    let found = [
        values(quads, zr::VERSION, |quad| Some(format!("zeren {}", literal(quad)?))),
        values(quads, eli::NUMBER, literal),
        values(quads, eli::HAS_ANNEX, |quad| {
            let kind = kinds.get(iri(quad.subject.as_ref().into())?)?;
            Some(format!("{kind}（附《{}》）", title(quad)?))
        }),
    ];
    // A wording is called as the document whose wording it is.
    let realized = quads.iter().filter(|quad| quad.predicate == eli::IS_REALIZED_BY);
    let wordings: BTreeMap<&str, &String> = realized
        .filter_map(|quad| {
            let document = iri(quad.subject.as_ref().into())?;
            let name = titles
                .get(document)
                .or_else(|| found.iter().find_map(|names| names.get(document)))?;
            Some((iri(quad.object.as_ref())?, name))
        })
        .collect();
    let named = nameless.iter().filter_map(|iri| {
        let name =
            wordings.get(iri).copied().or_else(|| found.iter().find_map(|names| names.get(iri)))?;
        Some(self::name(iri, rdfs::LABEL, name))
    });
    named.collect()
}

/// The first value of a property by subject, as `read` tells it.
fn values<'a>(
    quads: &'a [Quad],
    property: NamedNodeRef<'_>,
    read: impl Fn(&'a Quad) -> Option<String>,
) -> BTreeMap<&'a str, String> {
    let mut values = BTreeMap::new();
    for quad in quads.iter().filter(|quad| quad.predicate == property) {
        if let (Some(subject), Some(value)) = (iri(quad.subject.as_ref().into()), read(quad)) {
            values.entry(subject).or_insert(value);
        }
    }
    values
}

fn name(iri: &str, property: NamedNodeRef<'_>, name: &str) -> Quad {
    Quad::new(NamedNode::new_unchecked(iri), property, Literal::new_simple_literal(name), ONTOLOGY)
}

fn iri(term: TermRef<'_>) -> Option<&str> {
    match term {
        TermRef::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}
