//! Reads the manifests: which requests are sent, and what is expected.

use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef, Triple};

use crate::gold::root;

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const HT: &str = "http://www.w3.org/2011/http#";
const CNT: &str = "http://www.w3.org/2011/content#";
const UT: &str = "http://www.w3.org/2009/sparql/tests/test-update#";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

/// A test.
pub(super) struct Test {
    pub(super) iri: String,
    /// The contents of the store: names of graphs, and files.
    pub(super) graphs: Vec<(String, PathBuf)>,
    /// Empty if the test is named but not described.
    pub(super) requests: Vec<Request>,
}

pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<Body>,
    pub(super) expected: Expected,
}

pub(super) struct Body {
    text: String,
    encoding: String,
}

#[derive(Default)]
pub(super) struct Expected {
    pub(super) statuses: Vec<Status>,
    pub(super) boolean: Option<bool>,
    pub(super) format: Option<String>,
    pub(super) location: bool,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<String>,
}

/// A status code, or a class of a hundred.
#[derive(Debug)]
pub(super) enum Status {
    One(u16),
    Class(u16),
}

impl Status {
    pub(super) fn fits(&self, status: u16) -> bool {
        match self {
            Self::One(one) => *one == status,
            Self::Class(class) => status / 100 == *class,
        }
    }

    fn of(iri: &str) -> Self {
        let name = iri.rsplit('#').next().unwrap_or_default();
        if let Some(class) =
            name.strip_prefix("StatusCode").and_then(|class| class.strip_suffix("xx"))
        {
            return Self::Class(class.parse().expect("a class of statuses"));
        }
        Self::One(match name {
            "OK" => 200,
            "Created" => 201,
            "NoContent" => 204,
            "NotFound" => 404,
            other => panic!("a status that nobody knows: {other}"),
        })
    }
}

impl Body {
    /// Returns the bytes, in the encoding that the test asks for.
    pub(super) fn encoded(&self, location: &str) -> Vec<u8> {
        let text = self.text.replace("$LOCATION$", location);
        match self.encoding.to_ascii_uppercase().as_str() {
            "UTF-16" => std::iter::once(0xfeff)
                .chain(text.encode_utf16())
                .flat_map(u16::to_be_bytes)
                .collect(),
            _ => text.into_bytes(),
        }
    }
}

/// Returns all tests of the manifests.
pub(super) fn tests() -> Vec<Test> {
    let folder = root().join("tests/w3c");
    let files = [
        "protocol/manifest.ttl",
        "graph-store-protocol/manifest-indirect.ttl",
        "graph-store-protocol/manifest-direct.ttl",
        "service-description/manifest.ttl",
    ];
    files.iter().flat_map(|file| of_manifest(&folder.join(file))).collect()
}

struct Manifest {
    graph: Graph,
    folder: PathBuf,
}

fn of_manifest(file: &Path) -> Vec<Test> {
    let text = std::fs::read(file).expect("a manifest");
    let parser = RdfParser::from_format(RdfFormat::Turtle)
        .with_base_iri("file:///manifest.ttl")
        .expect("an IRI");
    let triples = parser.for_slice(&text).map(|quad| quad.expect("Turtle"));
    let graph: Graph =
        triples.map(|quad| Triple::new(quad.subject, quad.predicate, quad.object)).collect();
    let manifest = Manifest { graph, folder: file.parent().expect("a folder").to_owned() };
    // Not by the list of entries, which lacks one.
    let kinds = ["ProtocolTest", "GraphStoreProtocolTest", "ServiceDescriptionTest"];
    let kinds = kinds.map(|kind| NamedNode::new_unchecked(format!("{MF}{kind}")));
    let tests =
        kinds.iter().flat_map(|kind| manifest.graph.subjects_for_predicate_object(rdf::TYPE, kind));
    tests.map(|test| manifest.test(&test.into_owned())).collect()
}

impl Manifest {
    fn all(&self, of: &NamedOrBlankNode, predicate: &str) -> Vec<Term> {
        let predicate = NamedNodeRef::new_unchecked(predicate);
        self.graph.objects_for_subject_predicate(of, predicate).map(TermRef::into_owned).collect()
    }

    fn one(&self, of: &NamedOrBlankNode, predicate: &str) -> Option<Term> {
        self.all(of, predicate).into_iter().next()
    }

    fn text(&self, of: &NamedOrBlankNode, predicate: &str) -> Option<String> {
        match self.one(of, predicate)? {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        }
    }

    fn node(&self, of: &NamedOrBlankNode, predicate: &str) -> Option<NamedOrBlankNode> {
        self.one(of, predicate).and_then(|term| NamedOrBlankNode::try_from(term).ok())
    }

    fn list(&self, head: &Term) -> Vec<NamedOrBlankNode> {
        let mut all = Vec::new();
        let mut at = NamedOrBlankNode::try_from(head.clone()).ok();
        while let Some(cell) = at {
            all.extend(self.node(&cell, rdf::FIRST.as_str()));
            at = self.node(&cell, rdf::REST.as_str());
        }
        all
    }

    fn test(&self, test: &NamedOrBlankNode) -> Test {
        let graphs = self.all(test, &format!("{UT}graphData")).into_iter().filter_map(|data| {
            let data = NamedOrBlankNode::try_from(data).ok()?;
            let Term::NamedNode(file) = self.one(&data, &format!("{UT}graph"))? else {
                return None;
            };
            let file = file.as_str().rsplit('/').next()?.to_owned();
            Some((self.text(&data, LABEL)?, self.folder.join(file)))
        });
        let requests = self
            .node(test, &format!("{MF}action"))
            .and_then(|action| self.one(&action, &format!("{HT}requests")));
        let requests = requests.map(|list| self.list(&list)).unwrap_or_default();
        Test {
            iri: test.to_string().trim_matches(['<', '>']).to_owned(),
            graphs: graphs.collect(),
            requests: requests.iter().map(|request| self.request(request)).collect(),
        }
    }

    fn request(&self, request: &NamedOrBlankNode) -> Request {
        let body = self.node(request, &format!("{HT}body")).map(|body| Body {
            text: self.text(&body, &format!("{CNT}chars")).expect("the characters of a body"),
            encoding: self.text(&body, &format!("{CNT}characterEncoding")).unwrap_or_default(),
        });
        let expected =
            self.node(request, &format!("{HT}resp")).map(|response| self.expected(&response));
        Request {
            method: self.text(request, &format!("{HT}methodName")).expect("a method"),
            path: self.text(request, &format!("{HT}absolutePath")).expect("a path"),
            headers: self.headers(request),
            body,
            expected: expected.unwrap_or_default(),
        }
    }

    fn headers(&self, of: &NamedOrBlankNode) -> Vec<(String, String)> {
        let list =
            self.one(of, &format!("{HT}headers")).map(|list| self.list(&list)).unwrap_or_default();
        let header = |one: &NamedOrBlankNode| {
            Some((
                self.text(one, &format!("{HT}fieldName"))?,
                self.text(one, &format!("{HT}fieldValue"))?,
            ))
        };
        list.iter().filter_map(header).collect()
    }

    fn expected(&self, response: &NamedOrBlankNode) -> Expected {
        let statuses = self.all(response, &format!("{MF}expectedStatus"));
        let body = self.node(response, &format!("{HT}body"));
        Expected {
            statuses: statuses
                .iter()
                .map(|status| Status::of(status.to_string().trim_matches(['<', '>'])))
                .collect(),
            boolean: self
                .text(response, &format!("{MF}expectedBoolean"))
                .map(|value| value == "true"),
            format: self.text(response, &format!("{MF}expectedFormat")),
            location: self.text(response, &format!("{MF}expectedLocation")).is_some(),
            headers: self.headers(response),
            body: body.and_then(|body| self.text(&body, &format!("{CNT}chars"))),
        }
    }
}
