//! Adds the names of what exported graphs refer to: concepts of roles, relations, levels and types,
//! rules, and regions known only by code.
//!
//! A graph says `eli-dl:participation_role zrr:lead`, and the name of `zrr:lead` is in the
//! ontology. Since an export is read without the ontology, it includes what the ontology says about
//! the concepts that it uses, in the ontology's own graph: whoever loads both gets each triple
//! once, and whoever drops that graph gets exactly what the store has.
//!
//! Nodes that quote the text (`zr:quote`), and those of provenance (runs, inputs, texts, graphs),
//! get no names.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term, TermRef};

use crate::graph::vocab::{ID, RULE, dcterms, eli, eli_dl, foaf, schema, skos, zr};
use crate::graph::{ONTOLOGY, ontology};
use crate::lexicon::divisions::divisions;
use crate::store::{Store, StoreError};
use crate::syntax;

/// The properties that give a thing its name.
pub const LABELS: &[NamedNodeRef<'static>] = &[
    skos::PREF_LABEL,
    rdfs::LABEL,
    dcterms::TITLE,
    foaf::NAME,
    eli_dl::ACTIVITY_LABEL,
    schema::NAME,
];

/// The properties that an export includes of a concept or region: names, kind, scheme, and
/// equivalents elsewhere.
const OF_CONCEPT: &[NamedNodeRef<'static>] = &[
    rdf::TYPE,
    skos::PREF_LABEL,
    rdfs::LABEL,
    dcterms::TITLE,
    skos::NOTATION,
    skos::IN_SCHEME,
    schema::SAME_AS,
];

/// Returns the sorted quads of all source graphs, with the names of what they refer to.
///
/// # Errors
///
/// If the store cannot be read.
pub fn labelled(store: &Store) -> Result<Vec<Quad>, StoreError> {
    let mut quads = store.quads(None)?;
    let names = names(&quads);
    quads.extend(names);
    syntax::sort(&mut quads);
    Ok(quads)
}

/// Returns the names of what the quads refer to but do not name themselves, in the graph of the
/// ontology, each once.
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

/// Returns the IRIs that have a name.
fn named<'a>(quads: impl Iterator<Item = &'a Quad>) -> BTreeSet<String> {
    let is_name = |quad: &&Quad| LABELS.iter().any(|label| *label == quad.predicate);
    quads
        .filter(is_name)
        .filter_map(|quad| iri(quad.subject.as_ref().into()))
        .map(str::to_owned)
        .collect()
}

/// Returns what the ontology says about the concepts and rules used, and about their schemes.
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
        // The name of a rule is its identifier.
        let is_rule = quad.predicate == skos::NOTATION
            && quad.subject.to_string().starts_with(&format!("<{RULE}"));
        let label = is_rule.then(|| Quad { predicate: rdfs::LABEL.into_owned(), ..quad.clone() });
        [Some(quad.clone()), label]
    })
    .flatten()
    .collect()
}

/// Returns the names of divisions that a graph refers to by code.
fn of_regions(nameless: &BTreeSet<&str>) -> Vec<Quad> {
    let regions = nameless.iter().filter_map(|iri| {
        let code = iri.strip_prefix(ID)?.strip_prefix("region/")?;
        Some(name(iri, skos::PREF_LABEL, divisions().coded(code)?.name))
    });
    regions.collect()
}

/// Derives names from the graphs: that of a document is its number, or its type and that of its
/// annexes; that of a program its version.
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
    // A text has the name of the document that it realises.
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

/// Returns the first value of a property for each subject, as extracted by `read`.
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
