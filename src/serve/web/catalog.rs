//! Dataset descriptions for crawlers and portals: VoID at its well-known address, and a DCAT
//! catalogue.
//!
//! A release is described with its hash and its files (`zeren export --release`); this describes a
//! service that keeps changing.

use std::collections::BTreeMap;

use oxigraph::io::RdfSerializer;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, Quad, Term, Triple};

use super::visit::Form;
use super::{Refusal, Reply, Visit};
use crate::export::release::{ABOUT, ABOUT_ZH, KEYWORDS, TITLE, TITLE_ZH};
use crate::graph::ONTOLOGY;
use crate::graph::vocab::{ID, PREFIXES, dcterms};
use crate::message;
use crate::query::{Format, QueryError, rows, text};
use crate::store::Store;
use crate::syntax as write_rdf;

const DCAT: &str = "http://www.w3.org/ns/dcat#";
const VOID: &str = "http://rdfs.org/ns/void#";

/// Syntaxes of the descriptions.
const FORMS: &[Form] = &[
    ("text/turtle", "ttl"),
    ("application/n-triples", "nt"),
    ("application/rdf+xml", "rdf"),
    ("application/ld+json", "jsonld"),
];

/// Suffixes of the catalogue's path.
pub(super) const SUFFIXES: &[&str] = &["ttl", "nt", "rdf", "jsonld"];

/// Files made from the whole store, by path.
const FILES: &[(&str, &str, [&str; 2])] = &[
    (
        "ledger.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["the ledger of duties as a workbook", "责任台账（工作簿）"],
    ),
    ("ledger.csv", "text/csv", ["the ledger of duties as a table", "责任台账（表格）"]),
    ("ledger.ics", "text/calendar", ["deadlines for calendars", "时限日历"]),
    ("ontology.ttl", "text/turtle", ["the ontology", "本体"]),
    (
        "shapes.ttl",
        "text/turtle",
        ["shapes that the graph keeps to (SHACL)", "图谱所遵循的 SHACL 约束"],
    ),
];

/// Statistics of the store.
#[derive(Debug, Default)]
pub(super) struct Counts {
    n_triples: u64,
    n_documents: u64,
    classes: BTreeMap<String, u64>,
    properties: BTreeMap<String, u64>,
    example: Option<String>,
}

impl Counts {
    /// Counts the graphs of documents, in which each triple occurs once.
    fn new(store: &Store) -> Result<Self, QueryError> {
        let outside = format!("FILTER(?graph != {ONTOLOGY})");
        let count = |pattern: &str| {
            let query = format!(
                "SELECT ?term (COUNT(*) AS ?n) {{ GRAPH ?graph {{ {pattern} }} {outside} }} GROUP BY ?term"
            );
            let counted = rows(store, &query)?;
            let counted = counted
                .iter()
                .filter_map(|row| Some((text(row, "term")?, text(row, "n")?.parse().ok()?)));
            Ok::<BTreeMap<String, u64>, QueryError>(counted.collect())
        };
        let properties = count("?s ?term ?o")?;
        let documents =
            rows(store, "SELECT (COUNT(DISTINCT ?work) AS ?n) { ?work eli:is_realized_by ?text }")?;
        let example = rows(store, "SELECT ?task { ?task a zr:Task } ORDER BY ?task LIMIT 1")?;
        Ok(Self {
            n_triples: properties.values().sum(),
            n_documents: documents
                .first()
                .and_then(|row| text(row, "n")?.parse().ok())
                .unwrap_or_default(),
            classes: count("?s a ?term")?,
            properties,
            example: example.first().and_then(|row| text(row, "task")),
        })
    }
}

/// `GET /.well-known/void`.
pub(super) fn void(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&[])?;
    let counts = visit.held.counts.of(&visit.revision, || Counts::new(&visit.store))?;
    let mut out = Description::new(visit);
    let set = out.node(".well-known/void#dataset");
    out.link(&set, rdf::TYPE.as_str(), &format!("{VOID}Dataset"));
    out.both(&set, dcterms::TITLE.as_str(), [TITLE, TITLE_ZH]);
    out.both(&set, dcterms::DESCRIPTION.as_str(), [ABOUT, ABOUT_ZH]);
    out.text(&set, &format!("{VOID}uriSpace"), ID);
    out.own(&set, &format!("{VOID}sparqlEndpoint"), "sparql");
    out.own(&set, &format!("{VOID}rootResource"), "catalog");
    for (name, n) in [("triples", counts.n_triples), ("documents", counts.n_documents)] {
        out.number(&set, &format!("{VOID}{name}"), n);
    }
    if let Some(example) = &counts.example {
        out.link(&set, &format!("{VOID}exampleResource"), example);
    }
    for (_, namespace) in PREFIXES
        .iter()
        .filter(|(_, namespace)| counts.properties.keys().any(|iri| iri.starts_with(namespace)))
    {
        out.link(&set, &format!("{VOID}vocabulary"), namespace);
    }
    for (kind, counted, parts) in
        [("class", "entities", &counts.classes), ("property", "triples", &counts.properties)]
    {
        for (iri, n) in parts {
            let part = out.node(&format!(
                ".well-known/void#{kind}-{}",
                crate::doc::anchor(iri).replace("http---", "")
            ));
            out.link(&set, &format!("{VOID}{kind}Partition"), part.as_str());
            out.link(&part, &format!("{VOID}{kind}"), iri);
            out.number(&part, &format!("{VOID}{counted}"), *n);
        }
    }
    out.written(None)
}

/// `GET /catalog`.
pub(super) fn catalog(visit: &Visit) -> Result<Reply, Refusal> {
    visit.takes(&[])?;
    let mut out = Description::new(visit);
    let [catalog, set, service] = ["catalog#catalog", ".well-known/void#dataset", "catalog#sparql"]
        .map(|path| out.node(path));
    let dcat = |name: &str| format!("{DCAT}{name}");
    out.link(&catalog, rdf::TYPE.as_str(), &dcat("Catalog"));
    out.link(&set, rdf::TYPE.as_str(), &dcat("Dataset"));
    out.link(&service, rdf::TYPE.as_str(), &dcat("DataService"));
    for node in [&catalog, &set] {
        out.both(node, dcterms::TITLE.as_str(), [TITLE, TITLE_ZH]);
        out.both(node, dcterms::DESCRIPTION.as_str(), [ABOUT, ABOUT_ZH]);
    }
    out.own(&catalog, "http://xmlns.com/foaf/0.1/homepage", "");
    out.link(&catalog, &dcat("dataset"), set.as_str());
    out.link(&catalog, &dcat("service"), service.as_str());
    for (word, language) in KEYWORDS {
        out.add(
            &set,
            &dcat("keyword"),
            Literal::new_language_tagged_literal_unchecked(*word, *language).into(),
        );
    }
    out.own(&set, &dcat("landingPage"), "");
    out.link(&set, "http://purl.org/dc/terms/conformsTo", ONTOLOGY.as_str());
    out.both(&service, dcterms::TITLE.as_str(), ["SPARQL 1.1 endpoint", "SPARQL 1.1 查询服务"]);
    out.own(&service, &dcat("endpointURL"), "sparql");
    out.own(&service, &dcat("endpointDescription"), "openapi.json");
    out.link(&service, &dcat("servesDataset"), set.as_str());
    out.link(
        &service,
        "http://purl.org/dc/terms/conformsTo",
        "https://www.w3.org/TR/sparql11-protocol/",
    );
    for (path, media_type, about) in FILES {
        let file = out.node(&format!("catalog#{path}"));
        out.link(&set, &dcat("distribution"), file.as_str());
        out.link(&file, rdf::TYPE.as_str(), &dcat("Distribution"));
        out.both(&file, dcterms::TITLE.as_str(), *about);
        out.own(&file, &dcat("accessURL"), path);
        out.own(&file, &dcat("downloadURL"), path);
        out.link(
            &file,
            &dcat("mediaType"),
            &format!("https://www.iana.org/assignments/media-types/{media_type}"),
        );
    }
    out.written(visit.path.strip_prefix("/catalog."))
}

/// Statements about addresses of this service.
struct Description<'v> {
    visit: &'v Visit,
    triples: Vec<Triple>,
}

impl<'v> Description<'v> {
    fn new(visit: &'v Visit) -> Self {
        Self { visit, triples: Vec::new() }
    }

    /// Returns an address of this service as a node.
    fn node(&self, path: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}/{path}", self.visit.origin))
    }

    fn add(&mut self, subject: &NamedNode, predicate: &str, object: Term) {
        self.triples.push(Triple::new(
            subject.clone(),
            NamedNode::new_unchecked(predicate),
            object,
        ));
    }

    fn link(&mut self, subject: &NamedNode, predicate: &str, object: &str) {
        self.add(subject, predicate, NamedNode::new_unchecked(object).into());
    }

    /// Adds a link to an address of this service.
    fn own(&mut self, subject: &NamedNode, predicate: &str, path: &str) {
        self.add(subject, predicate, self.node(path).into());
    }

    fn text(&mut self, subject: &NamedNode, predicate: &str, text: &str) {
        self.add(subject, predicate, Literal::from(text).into());
    }

    fn number(&mut self, subject: &NamedNode, predicate: &str, n: u64) {
        self.add(
            subject,
            predicate,
            Literal::new_typed_literal(n.to_string(), xsd::INTEGER).into(),
        );
    }

    fn both(&mut self, subject: &NamedNode, predicate: &str, [en, zh]: [&str; 2]) {
        for (text, language) in [(en, "en"), (zh, "zh")] {
            self.add(
                subject,
                predicate,
                Literal::new_language_tagged_literal_unchecked(text, language).into(),
            );
        }
    }

    /// Writes the statements in the requested syntax.
    fn written(mut self, suffix: Option<&str>) -> Result<Reply, Refusal> {
        let (media_type, form) = self.visit.form(FORMS, suffix)?;
        let syntax =
            Format::find(form).ok().and_then(Format::rdf).ok_or_else(|| Refusal::form(form))?;
        let failed = |_| Refusal::ours(message!("answer-write"));
        self.triples.sort_by_cached_key(ToString::to_string);
        if form == "jsonld" {
            let quads: Vec<Quad> = self
                .triples
                .into_iter()
                .map(|triple| triple.in_graph(oxigraph::model::GraphName::DefaultGraph))
                .collect();
            let mut text = Vec::new();
            write_rdf::write(&quads, syntax, &mut text).map_err(failed)?;
            return Ok(Reply::new(media_type, text));
        }
        let mut serializer = RdfSerializer::from_format(syntax);
        let used = PREFIXES
            .iter()
            .copied()
            .filter(|(name, _)| ["dcterms", "foaf", "rdf", "xsd", "zr"].contains(name));
        for (name, iri) in used.chain([("dcat", DCAT), ("void", VOID)]) {
            serializer = serializer
                .with_prefix(name, iri)
                .map_err(|_| Refusal::ours(message!("answer-write")))?;
        }
        let mut serializer = serializer.for_writer(Vec::new());
        for triple in &self.triples {
            serializer.serialize_triple(triple).map_err(failed)?;
        }
        Ok(Reply::new(media_type, serializer.finish().map_err(failed)?))
    }
}
