//! Statistics of a graph, counted over the union of its graphs, each triple once.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{
    GraphName, NamedNodeRef, NamedOrBlankNodeRef, Quad, Term, TermRef, TripleRef,
};

use crate::graph::ONTOLOGY;
use crate::graph::vocab::{dcterms, eli, skos, zr};
use crate::model::Date;

/// Counts over the union of all graphs.
pub(super) struct Statistics<'a> {
    pub(super) n_triples: usize,
    /// Sources, each with a graph of its own.
    pub(super) n_graphs: usize,
    pub(super) n_subjects: usize,
    pub(super) n_objects: usize,
    /// Entities by class.
    pub(super) classes: BTreeMap<&'a str, usize>,
    /// Triples by property.
    pub(super) properties: BTreeMap<&'a str, usize>,
    /// Dates of the documents read.
    days: BTreeSet<Date>,
    /// The names of the regions that the documents apply to, by IRI.
    pub(super) regions: BTreeMap<&'a str, &'a str>,
    /// An example of a task.
    pub(super) example: Option<&'a str>,
}

impl<'a> Statistics<'a> {
    /// Counts the quads.
    pub(super) fn new(quads: &'a [Quad]) -> Self {
        let triples: HashSet<TripleRef<'a>> =
            quads.iter().map(|quad| TripleRef::from(quad.as_ref())).collect();
        let all = || quads.iter().map(|quad| TripleRef::from(quad.as_ref()));
        let distinct =
            |of: fn(TripleRef<'a>) -> TermRef<'a>| all().map(of).collect::<HashSet<_>>().len();
        let (mut classes, mut properties) = (BTreeMap::new(), BTreeMap::new());
        #[expect(clippy::iter_over_hash_type, reason = "counts do not depend on the order")]
        for triple in &triples {
            *properties.entry(triple.predicate.as_str()).or_default() += 1;
            if let (true, TermRef::NamedNode(class)) =
                (triple.predicate == rdf::TYPE, triple.object)
            {
                *classes.entry(class.as_str()).or_default() += 1;
            }
        }
        let ontology = GraphName::from(ONTOLOGY.into_owned());
        let sources: HashSet<_> =
            quads.iter().map(|quad| &quad.graph_name).filter(|name| **name != ontology).collect();
        let read = subjects(quads, eli::IS_REALIZED_BY);
        let of_read = |predicate: NamedNodeRef<'static>| {
            quads
                .iter()
                .filter(move |quad| quad.predicate == predicate)
                .filter(|quad| read.contains(&quad.subject.as_ref()))
        };
        let days = of_read(eli::DATE_DOCUMENT).filter_map(|quad| match &quad.object {
            Term::Literal(day) => day.value().parse().ok(),
            _ => None,
        });
        let days = days.collect();
        let regions: BTreeSet<&str> =
            of_read(dcterms::SPATIAL).filter_map(|quad| iri(quad.object.as_ref())).collect();
        let names =
            quads.iter().filter(|quad| quad.predicate == skos::PREF_LABEL).filter_map(|quad| {
                match &quad.object {
                    Term::Literal(name) => {
                        Some((iri(TermRef::from(quad.subject.as_ref()))?, name.value()))
                    }
                    _ => None,
                }
            });
        let names: BTreeMap<&str, &str> =
            names.filter(|(region, _)| regions.contains(region)).collect();
        let regions = regions
            .into_iter()
            .map(|region| (region, names.get(region).copied().unwrap_or(region)))
            .collect();
        let tasks = quads.iter().filter(|quad| quad.object == Term::from(zr::TASK));
        Self {
            n_triples: triples.len(),
            n_graphs: sources.len(),
            n_subjects: distinct(|triple| triple.subject.into()),
            n_objects: distinct(|triple| triple.object),
            classes,
            properties,
            days,
            regions,
            example: tasks.filter_map(|quad| iri(quad.subject.as_ref().into())).min(),
        }
    }

    /// Returns the number of entities of a class.
    pub(super) fn n(&self, class: NamedNodeRef<'_>) -> usize {
        self.classes.get(class.as_str()).copied().unwrap_or_default()
    }

    /// Returns the date of the first document.
    pub(super) fn first(&self) -> Option<Date> {
        self.days.first().copied()
    }

    /// Returns the date of the latest document.
    pub(super) fn latest(&self) -> Option<Date> {
        self.days.last().copied()
    }
}

fn subjects<'a>(
    quads: &'a [Quad],
    predicate: NamedNodeRef<'_>,
) -> HashSet<NamedOrBlankNodeRef<'a>> {
    quads
        .iter()
        .filter(|quad| quad.predicate == predicate)
        .map(|quad| quad.subject.as_ref())
        .collect()
}

fn iri(term: TermRef<'_>) -> Option<&str> {
    match term {
        TermRef::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}
