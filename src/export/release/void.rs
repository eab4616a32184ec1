//! The description of a release in VoID: its contents, the numbers of classes and properties, and
//! where its files are.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, Term, Triple};

use super::Release;
use crate::graph::ONTOLOGY;
use crate::graph::vocab::{ID, PREFIXES, dcterms};

/// The namespace of VoID.
pub(super) const NS: &str = "http://rdfs.org/ns/void#";
/// The namespace of the W3C's names for syntaxes.
pub(super) const FORMATS: &str = "http://www.w3.org/ns/formats/";

/// Returns the triples of the description.
pub(super) fn describe(release: &Release<'_>) -> Vec<Triple> {
    let statistics = &release.statistics;
    let mut void = Void { release, triples: Vec::new() };
    void.add(rdf::TYPE.into_owned(), term("Dataset"));
    void.add(
        dcterms::TITLE.into_owned(),
        Literal::new_language_tagged_literal_unchecked(super::dcat::TITLE_ZH, "zh"),
    );
    void.add(
        dcterms::TITLE.into_owned(),
        Literal::new_language_tagged_literal_unchecked(super::dcat::TITLE, "en"),
    );
    void.add(term("uriSpace"), Literal::from(ID));
    let counts = [
        ("triples", statistics.n_triples),
        ("entities", statistics.n_subjects),
        ("distinctSubjects", statistics.n_subjects),
        ("distinctObjects", statistics.n_objects),
        ("classes", statistics.classes.len()),
        ("properties", statistics.properties.len()),
        ("documents", statistics.n_graphs),
    ];
    for (name, n) in counts {
        void.add(term(name), number(n));
    }
    if let Some(example) = statistics.example {
        void.add(term("exampleResource"), NamedNode::new_unchecked(example));
    }
    void.add(term("vocabulary"), ONTOLOGY.into_owned());
    for (_, namespace) in PREFIXES.iter().filter(|(_, namespace)| uses(release, namespace)) {
        void.add(term("vocabulary"), NamedNode::new_unchecked(*namespace));
    }
    let data = || release.files.iter().filter(|file| file.is_data());
    for file in data() {
        void.add(term("dataDump"), NamedNode::new_unchecked(&file.name));
    }
    for format in data().filter_map(|file| file.format) {
        void.add(term("feature"), NamedNode::new_unchecked(format!("{FORMATS}{format}")));
    }
    void.partitions("class", "entities", &statistics.classes);
    void.partitions("property", "triples", &statistics.properties);
    void.triples
}

/// Whether the graph uses a class or property of the namespace.
fn uses(release: &Release<'_>, namespace: &str) -> bool {
    let Release { statistics, .. } = release;
    statistics
        .classes
        .keys()
        .chain(statistics.properties.keys())
        .any(|iri| iri.starts_with(namespace))
}

/// A description under construction.
struct Void<'a> {
    release: &'a Release<'a>,
    triples: Vec<Triple>,
}

impl Void<'_> {
    fn add(&mut self, predicate: NamedNode, object: impl Into<Term>) {
        self.triples.push(Triple::new(self.release.iri.clone(), predicate, object));
    }

    /// Adds a partition for each class or property, with its number under `counted`.
    fn partitions(&mut self, kind: &str, counted: &str, parts: &BTreeMap<&str, usize>) {
        for (iri, n) in parts {
            let part = self.release.node(&format!("{kind}-{}", slug(iri)));
            self.add(term(&format!("{kind}Partition")), part.clone());
            let statements = [
                Triple::new(part.clone(), term(kind), NamedNode::new_unchecked(*iri)),
                Triple::new(part, term(counted), number(*n)),
            ];
            self.triples.extend(statements);
        }
    }
}

/// Returns a name for a partition: `zr-Task`.
fn slug(iri: &str) -> String {
    let known = PREFIXES
        .iter()
        .find_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)));
    match known {
        Some((prefix, local)) => format!("{prefix}-{local}"),
        None => super::sha256(iri.as_bytes()),
    }
}

fn term(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{NS}{local}"))
}

fn number(n: usize) -> Literal {
    Literal::from(n as u64)
}
