//! Publishes a store as a set of files, to cite and to upload to a data portal: the graph in every
//! syntax, the tasks as a table, the ontology, and descriptions that list each file with its size,
//! media type and SHA-256.
//!
//! A release is named after the hash of its canonical N-Quads (`…/release/0f3a…`), the contents of
//! `data.nq`. Addresses of files are relative (`<data.ttl>`), so they are right wherever the folder
//! is placed. The date comes with the [`Imprint`]; the clock is not read.

mod cite;
mod dcat;
mod imprint;
mod readme;
mod statistics;
mod void;

use std::io;

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{NamedNode, Quad, Triple};

use super::csv::{self, CsvError};
use super::labels::labelled;
use crate::digest::sha256;
use crate::graph::SHAPES;
use crate::graph::ontology;
use crate::graph::vocab::{ID, PREFIXES as OF_GRAPH};
use crate::message;
use crate::message::Message;
use crate::query::Format;
use crate::store::{Store, StoreError};
use crate::syntax::canonical::{self, CanonicalError};
use crate::syntax::{self, jsonld};
pub(crate) use dcat::{ABOUT, ABOUT_ZH, KEYWORDS, TITLE, TITLE_ZH};
pub use imprint::{Contact, Imprint, Licence};
use statistics::Statistics;

/// The syntaxes of the graph, in the order of the descriptions.
const SYNTAXES: &[Format] = &[
    Format::NQuads,
    Format::TriG,
    Format::Turtle,
    Format::NTriples,
    Format::RdfXml,
    Format::JsonLd,
];

/// The prefixes of the descriptions.
const PREFIXES: &[(&str, &str)] = &[
    ("dcat", dcat::NS),
    ("dcatap", dcat::DCATAP),
    ("formats", void::FORMATS),
    ("spdx", dcat::SPDX),
    ("vcard", dcat::VCARD),
    ("void", void::NS),
];

/// Prefixes of the graph that the descriptions need too.
const SHARED: &[&str] = &["dcterms", "foaf", "prov", "skos", "xsd"];

/// Why there is no release.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// The store has no documents.
    Empty,
    /// The store could not be read.
    Store(#[from] StoreError),
    /// The table of tasks could not be made.
    Csv(#[from] CsvError),
    /// The graph has no canonical form.
    Canonical(#[from] CanonicalError),
    /// A file could not be written.
    Io(#[from] io::Error),
}

impl ReleaseError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Empty => message!("release-empty"),
            Self::Store(error) => error.message(),
            Self::Csv(error) => error.message(),
            Self::Canonical(error) => error.message(),
            Self::Io(_) => message!("release-write"),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Empty => message!("hint-release-empty"),
            Self::Store(error) => error.hint(),
            Self::Csv(error) => error.hint(),
            Self::Canonical(_) => message!("hint-canonical"),
            Self::Io(_) => message!("hint-write"),
        }
    }
}

message::tells!(ReleaseError);

/// A file of the release, as described.
#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    /// Its name in the folder.
    name: String,
    /// Its contents, in English.
    about: &'static str,
    /// Its contents, in Chinese.
    about_zh: &'static str,
    /// Its media type.
    media_type: &'static str,
    /// The RDF syntax by its W3C name, if it is RDF.
    format: Option<&'static str>,
    /// Its type in the list of the EU Publications Office.
    file_type: &'static str,
    /// Its size in bytes.
    n_bytes: usize,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    sha256: String,
}

impl File {
    /// Whether it is the graph in one of the syntaxes.
    fn is_data(&self) -> bool {
        self.name.starts_with("data.")
    }
}

/// The subject of the descriptions.
struct Release<'a> {
    /// `https://w3id.org/zeren/id/release/` and the hash of the canonical form.
    iri: NamedNode,
    hash: String,
    imprint: &'a Imprint,
    statistics: Statistics<'a>,
    files: Vec<File>,
}

impl Release<'_> {
    /// Returns the first digits of the hash, enough for people.
    fn version(&self) -> &str {
        self.hash.get(..12).unwrap_or(&self.hash)
    }

    /// Returns a node of the descriptions: `…/release/0f3a…/data.ttl`.
    fn node(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}/{name}", self.iri.as_str()))
    }

    /// Writes a description as Turtle, sorted by subject; there is no base IRI, so relative
    /// addresses stay relative.
    fn text(&self, mut triples: Vec<Triple>) -> io::Result<Vec<u8>> {
        triples.sort_by_cached_key(|triple| {
            triple.subject.to_string().trim_end_matches('>').to_owned()
        });
        let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
        let own = format!("{}/", self.iri.as_str());
        let shared = OF_GRAPH.iter().copied().filter(|(name, _)| SHARED.contains(name));
        for (name, iri) in PREFIXES.iter().copied().chain(shared).chain([("release", own.as_str())])
        {
            serializer = serializer.with_prefix(name, iri).map_err(io::Error::other)?;
        }
        let mut serializer = serializer.for_writer(Vec::new());
        for triple in &triples {
            serializer.serialize_triple(triple)?;
        }
        serializer.finish()
    }
}

/// Passes each file with its bytes to `put`; the last one is `SHA256SUMS`, which lists all others.
///
/// # Errors
///
/// If the store is empty or cannot be read, or if `put` fails.
pub fn release(
    store: &Store,
    imprint: &Imprint,
    put: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>,
) -> Result<(), ReleaseError> {
    let quads = labelled(store)?;
    if quads.is_empty() {
        return Err(ReleaseError::Empty);
    }
    let mut put = |mut file: File, bytes: &[u8]| {
        put(&file.name, bytes)?;
        (file.n_bytes, file.sha256) = (bytes.len(), sha256(bytes));
        Ok::<_, io::Error>(file)
    };
    let mut files = Vec::new();
    for format in SYNTAXES {
        files.push(put(data(*format), &bytes(&quads, *format)?)?);
    }
    for (file, bytes) in beside(store)? {
        files.push(put(file, &bytes)?);
    }
    let hash = files[0].sha256.clone();
    let iri = NamedNode::new_unchecked(format!("{ID}release/{hash}"));
    let mut release = Release { iri, hash, imprint, statistics: Statistics::new(&quads), files };
    let void = turtle("void.ttl", ["description by VoID", "VoID 数据集描述"]);
    release.files.push(put(void, &release.text(void::describe(&release))?)?);
    let cff = file("CITATION.cff", "application/yaml", ["how to cite this", "引用信息"]);
    release.files.push(put(cff, cite::cff(&release).as_bytes())?);
    let about =
        ["description by schema.org, for search engines", "schema.org 数据集描述，供搜索引擎使用"];
    let dataset =
        File { file_type: "JSON_LD", ..file("dataset.jsonld", "application/ld+json", about) };
    release.files.push(put(dataset, cite::dataset(&release).as_bytes())?);
    let read_me = file(
        "README.md",
        "text/markdown",
        ["what this is, how to check and cite it", "说明：内容、核验与引用"],
    );
    release.files.push(put(read_me, readme::text(&release).as_bytes())?);
    let dcat = turtle("dcat.ttl", ["description by DCAT-AP", "DCAT-AP 目录描述"]);
    release.files.push(put(dcat, &release.text(dcat::describe(&release))?)?);
    let sums: String =
        release.files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect();
    put(
        file("SHA256SUMS", "text/plain", ["hashes of all files", "全部文件的摘要"]),
        sums.as_bytes(),
    )?;
    Ok(())
}

/// Returns the files that accompany the graph: the tasks as a table, the ontology, the JSON-LD
/// context, the shapes.
fn beside(store: &Store) -> Result<[(File, Vec<u8>); 4], ReleaseError> {
    let mut table = Vec::new();
    csv::tasks(store, &mut table)?;
    let tasks = File {
        file_type: "CSV",
        ..file("tasks.csv", "text/csv", ["tasks, one a line", "任务表，每行一项"])
    };
    let about = [
        "classes, properties, schemes, types of units, rules",
        "本体：类、属性、概念体系、单位类型、规则",
    ];
    let ontology = (turtle("ontology.ttl", about), bytes(ontology(), Format::Turtle)?);
    let about = ["names of the terms in JSON-LD", "JSON-LD 术语名称（@context）"];
    let context =
        File { file_type: "JSON_LD", ..file("context.jsonld", "application/ld+json", about) };
    let about = ["shapes that the graph keeps to (SHACL)", "图谱所遵循的 SHACL 约束"];
    let shapes = (turtle("shapes.ttl", about), SHAPES.as_bytes().to_vec());
    Ok([(tasks, table), ontology, (context, jsonld::context().into_bytes()), shapes])
}

/// Returns the graph in one syntax; N-Quads are in canonical form.
fn bytes(quads: &[Quad], format: Format) -> Result<Vec<u8>, ReleaseError> {
    if format == Format::NQuads {
        return Ok(canonical::canonical(quads)?.into_bytes());
    }
    let mut bytes = Vec::new();
    syntax::write(quads, format.rdf().expect("the format is a syntax of graphs"), &mut bytes)?;
    Ok(bytes)
}

fn data(format: Format) -> File {
    let name = format!("data.{}", format.extension());
    let (w3c, file_type, about) = match format {
        Format::NQuads => (
            "N-Quads",
            "RDF_N_QUADS",
            ["the graph, canonical by RDFC-1.0", "图谱（RDFC-1.0 规范形式）"],
        ),
        Format::TriG => (
            "TriG",
            "RDF_TRIG",
            ["the graph, one named graph a source", "图谱（每份来源一个命名图）"],
        ),
        Format::Turtle => ("Turtle", "RDF_TURTLE", ["the merged graph", "图谱（合并）"]),
        Format::NTriples => ("N-Triples", "RDF_N_TRIPLES", ["the merged graph", "图谱（合并）"]),
        Format::RdfXml => ("RDF_XML", "RDF_XML", ["the merged graph", "图谱（合并）"]),
        _ => ("JSON-LD", "JSON_LD", ["the graph, one tree a document", "图谱（每份文件一棵树）"]),
    };
    File { format: Some(w3c), file_type, ..file(&name, format.media_type(), about) }
}

fn turtle(name: &str, about: [&'static str; 2]) -> File {
    File {
        format: Some("Turtle"),
        file_type: "RDF_TURTLE",
        ..file(name, Format::Turtle.media_type(), about)
    }
}

/// Creates a file, before its bytes are known.
fn file(name: &str, media_type: &'static str, [about, about_zh]: [&'static str; 2]) -> File {
    let name = name.to_owned();
    File {
        name,
        about,
        about_zh,
        media_type,
        format: None,
        file_type: "TXT",
        n_bytes: 0,
        sha256: String::new(),
    }
}
