//! The store as a property graph, for programs that work with nodes and links rather than triples.
//!
//! Tasks, plans, responsible units and cited works become nodes; `县司法局牵头` becomes a link
//! `lead` from the task to the unit, with the quote, its position, the rule and the confidence of
//! the assignment.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::sparql::QuerySolution;

use crate::query::{QueryError, rows, text};
use crate::store::Store;

/// The separator between several values of one key.
const SEPARATOR: &str = ";";

/// The kinds of nodes, each with a query for their values; the variable `iri` is the node.
const NODES: &[(&str, &str)] = &[
    (
        "Document",
        "SELECT ?iri ?name ?number ?date ?type { ?iri a eli:Work ; eli:is_realized_by ?text
           OPTIONAL { ?iri dcterms:title ?name } OPTIONAL { ?iri eli:number ?number } OPTIONAL { ?iri eli:date_document ?date }
           OPTIONAL { ?iri eli:work_type/skos:prefLabel ?type } }",
    ),
    (
        "Work",
        "SELECT ?iri ?name ?number ?date ?type { ?iri a eli:Work FILTER NOT EXISTS { ?iri eli:is_realized_by ?text }
           OPTIONAL { ?iri dcterms:title ?name } OPTIONAL { ?iri eli:number ?number } OPTIONAL { ?iri eli:date_document ?date }
           OPTIONAL { ?iri eli:work_type/skos:prefLabel ?type } }",
    ),
    (
        "Section",
        "SELECT ?iri ?name ?number ?quote { ?iri a eli:WorkSubdivision
           OPTIONAL { ?iri dcterms:title ?name } OPTIONAL { ?iri eli:number ?number } OPTIONAL { ?iri zr:quote ?quote } }",
    ),
    (
        "Task",
        "SELECT ?iri ?name ?number ?path ?due ?start ?end ?quote { ?iri a zr:Task ; eli-dl:activity_label ?name ; zr:path ?path ;
           zr:start ?start ; zr:quote ?quote BIND(?start + STRLEN(?quote) AS ?end)
           OPTIONAL { ?iri zr:number ?number } OPTIONAL { ?iri zr:dueDate ?due } }",
    ),
    (
        "Statement",
        "SELECT ?iri ?name ?number ?path ?due ?start ?end ?quote { ?iri a zr:Statement ; dcterms:title ?name ; zr:path ?path ;
           zr:start ?start ; zr:quote ?quote BIND(?start + STRLEN(?quote) AS ?end)
           OPTIONAL { ?iri zr:number ?number } OPTIONAL { ?iri zr:dueDate ?due } }",
    ),
    (
        "Unit",
        "SELECT ?iri ?name ?other ?type { ?iri a org:FormalOrganization ; skos:prefLabel ?name
           OPTIONAL { ?iri skos:altLabel ?other } OPTIONAL { ?iri org:classification/skos:prefLabel ?type } }",
    ),
    (
        "Class",
        "SELECT ?iri ?name ?other ?type { ?iri a zr:UnitClass ; skos:prefLabel ?name
           OPTIONAL { ?iri skos:altLabel ?other } OPTIONAL { ?iri zr:criterionType/skos:prefLabel ?type } }",
    ),
    ("Person", "SELECT ?iri ?name ?post { ?iri a foaf:Person ; foaf:name|skos:prefLabel ?name OPTIONAL { ?iri zr:post ?post } }"),
    (
        "Region",
        "SELECT ?iri ?name ?code { ?iri a schema:AdministrativeArea ; skos:notation ?code OPTIONAL { ?iri skos:prefLabel ?name } }",
    ),
];

/// Queries for links: from `from` to `to`, of the type `type`; `id` distinguishes several links
/// between the same nodes.
const LINKS: &[&str] = &[
    "SELECT ?from ?to ?type ?id ?start ?end ?quote ?rule ?confidence ?duty {
       ?from eli-dl:had_participation|zr:hasAssignment ?id . ?id eli-dl:participation_role/skos:notation ?type ;
         eli-dl:had_participant_organization|eli-dl:had_participant_person|zr:had_participant_class ?to ; zr:start ?start ;
         zr:quote ?quote ; zr:rule ?rule
       BIND(?start + STRLEN(?quote) AS ?end) OPTIONAL { ?rule zr:confidence ?usual } OPTIONAL { ?id zr:confidence ?own }
       BIND(COALESCE(?own, ?usual) AS ?confidence) OPTIONAL { ?id zr:duty ?duty } }",
    "SELECT ?from ?to ?type ?id ?start ?end ?quote ?rule ?confidence {
       ?id zr:citing ?from ; zr:cited ?to ; zr:citationFunction/skos:notation ?type ; zr:start ?start ; zr:quote ?quote ;
         zr:rule ?rule
       BIND(?start + STRLEN(?quote) AS ?end) OPTIONAL { ?rule zr:confidence ?usual } OPTIONAL { ?id zr:confidence ?own }
       BIND(COALESCE(?own, ?usual) AS ?confidence) }",
    "SELECT ?from ?to ?type { ?from eli-dl:documented_by_a_realization_of ?to BIND(\"in\" AS ?type) }",
    "SELECT ?from ?to ?type { ?from zr:inSection|eli:is_part_of ?to BIND(\"part_of\" AS ?type) }",
    "SELECT ?from ?to ?type { ?from eli:has_annex ?to BIND(\"annex\" AS ?type) }",
    "SELECT ?from ?to ?type { ?from dcterms:creator ?to BIND(\"issued_by\" AS ?type) }",
    "SELECT ?from ?to ?type { ?from zr:addressee ?to BIND(\"addressed_to\" AS ?type) }",
    "SELECT ?from ?to ?type { ?from zr:within|schema:containedInPlace ?to BIND(\"within\" AS ?type) }",
];

/// Values by name; several of one name are joined.
pub type Values = BTreeMap<String, String>;

/// A property graph; nodes are sorted by kind and IRI, links by ends, type and position.
#[derive(Clone, Debug, Default)]
pub struct PropertyGraph {
    /// Whether links have no direction.
    pub is_undirected: bool,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The links, between nodes of the graph.
    pub links: Vec<Link>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// Its kind: `Task`, `Unit` …
    pub kind: &'static str,
    /// Its IRI.
    pub iri: String,
    /// Its name, number, date …
    pub values: Values,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The IRI of its source.
    pub from: String,
    /// The IRI of its target.
    pub to: String,
    /// Its type: `lead`, `in` …
    pub kind: String,
    /// The quote on which it is based, with position, rule and confidence.
    pub values: Values,
}

impl PropertyGraph {
    /// Reads the property graph of `store`.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn of(store: &Store) -> Result<Self, QueryError> {
        let mut nodes = Vec::new();
        let mut known = BTreeSet::new();
        for (kind, query) in NODES {
            for (key, values) in gather(store, query, &["iri"])? {
                let [iri] = key.as_slice() else { continue };
                known.insert(iri.clone());
                nodes.push(Node { kind, iri: iri.clone(), values });
            }
        }
        let mut links = Vec::new();
        for query in LINKS {
            for (key, mut values) in gather(store, query, &["from", "to", "type", "id"])? {
                let [from, to, kind, id] = key.as_slice() else { continue };
                if known.contains(from) && known.contains(to) {
                    values.extend((!id.is_empty()).then(|| ("iri".to_owned(), id.clone())));
                    links.push(Link {
                        from: from.clone(),
                        to: to.clone(),
                        kind: kind.clone(),
                        values,
                    });
                }
            }
        }
        nodes.sort_unstable();
        links.sort_unstable();
        Ok(Self { is_undirected: false, nodes, links })
    }

    /// Returns the names of all values of nodes, sorted.
    pub fn node_keys(&self) -> BTreeSet<&str> {
        self.nodes.iter().flat_map(|node| node.values.keys()).map(String::as_str).collect()
    }

    /// Returns the names of all values of links, sorted.
    pub fn link_keys(&self) -> BTreeSet<&str> {
        self.links.iter().flat_map(|link| link.values.keys()).map(String::as_str).collect()
    }
}

/// Collects the other values of rows with the same `keys`, joined in order.
fn gather(
    store: &Store,
    query: &str,
    keys: &[&str],
) -> Result<BTreeMap<Vec<String>, Values>, QueryError> {
    let mut all: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for row in rows(store, query)? {
        let key = keys.iter().map(|key| text(&row, key).unwrap_or_default()).collect();
        let values = all.entry(key).or_default();
        for (name, value) in others(&row, keys) {
            values.entry(name).or_default().insert(value);
        }
    }
    let join = |values: BTreeSet<String>| values.into_iter().collect::<Vec<_>>().join(SEPARATOR);
    let joined = |values: BTreeMap<String, BTreeSet<String>>| {
        values.into_iter().map(|(name, of)| (name, join(of))).collect()
    };
    Ok(all.into_iter().map(|(key, values)| (key, joined(values))).collect())
}

fn others(row: &QuerySolution, keys: &[&str]) -> Vec<(String, String)> {
    let names =
        row.iter().map(|(variable, _)| variable.as_str()).filter(|name| !keys.contains(name));
    names.filter_map(|name| Some((name.to_owned(), text(row, name)?))).collect()
}
