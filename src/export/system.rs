//! Exports a store for other systems, each with a script `load` that imports the files.
//!
//! Triple stores get all graphs and that of the ontology as `zeren.nq`, Virtuoso one file per
//! graph, Neo4j, networkx and Gephi the property graph. The scripts are in `src/export/system/`.

use std::io;

use oxigraph::io::RdfFormat;
use oxigraph::model::Quad;

use super::labels::labelled;
use super::property::PropertyGraph;
use super::{graphml, neo4j};
use crate::graph::ontology;
use crate::message;
use crate::message::Message;
use crate::query::QueryError;
use crate::store::{Store, StoreError};
use crate::syntax;

/// A system that graphs can be loaded into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct System {
    /// Its name on the command line.
    pub name: &'static str,
    shape: Shape,
    /// The script, and what it needs besides the data.
    files: &'static [(&'static str, &'static str)],
}

/// The form in which a system takes the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// One file of quads.
    Quads,
    /// A file of triples per graph, with a list of them.
    Graphs,
    /// Tables of nodes and links.
    Tables,
    /// Nodes and links as XML.
    Xml,
}

/// Why the files were not written.
#[derive(Debug, thiserror::Error)]
pub enum SystemError {
    /// The store could not be read.
    Store(#[from] StoreError),
    /// A query of the store failed.
    Query(#[from] QueryError),
    /// A file could not be written.
    Io(#[from] io::Error),
}

impl SystemError {
    /// Returns what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Store(error) => error.message(),
            Self::Query(_) => message!("system-query"),
            Self::Io(_) => message!("system-write"),
        }
    }

    /// Returns advice on what to do.
    pub fn hint(&self) -> Message {
        match self {
            Self::Store(error) => error.hint(),
            Self::Query(error) => error.hint(),
            Self::Io(_) => message!("hint-write"),
        }
    }
}

message::tells!(SystemError);

/// The name of the loading script.
pub const SCRIPT: &str = "load";

impl System {
    /// All systems, sorted by name.
    pub const ALL: &'static [Self] = &[
        Self {
            name: "fuseki",
            shape: Shape::Quads,
            files: &[
                (SCRIPT, include_str!("system/fuseki.sh")),
                ("zeren.ttl", include_str!("system/fuseki.ttl")),
            ],
        },
        Self {
            name: "graphdb",
            shape: Shape::Quads,
            files: &[
                (SCRIPT, include_str!("system/graphdb.sh")),
                ("zeren.ttl", include_str!("system/graphdb.ttl")),
            ],
        },
        Self {
            name: "neo4j",
            shape: Shape::Tables,
            files: &[
                (SCRIPT, include_str!("system/neo4j.sh")),
                ("constraints.cypher", include_str!("system/constraints.cypher")),
                ("questions.cypher", include_str!("system/questions.cypher")),
            ],
        },
        Self {
            name: "networkx",
            shape: Shape::Xml,
            files: &[(SCRIPT, include_str!("system/networkx.py"))],
        },
        Self {
            name: "qlever",
            shape: Shape::Quads,
            files: &[
                (SCRIPT, include_str!("system/qlever.sh")),
                ("Qleverfile", include_str!("system/Qleverfile")),
            ],
        },
        Self {
            name: "rdflib",
            shape: Shape::Quads,
            files: &[(SCRIPT, include_str!("system/rdflib.py"))],
        },
        Self {
            name: "virtuoso",
            shape: Shape::Graphs,
            files: &[(SCRIPT, include_str!("system/virtuoso.sh"))],
        },
    ];

    /// Finds a system by its name.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|system| system.name == name)
    }

    /// Passes each file with its bytes to `put`, the script last.
    ///
    /// # Errors
    ///
    /// If the store cannot be read, or if `put` fails.
    pub fn write(
        &self,
        store: &Store,
        put: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>,
    ) -> Result<(), SystemError> {
        match self.shape {
            Shape::Quads => put("zeren.nq", &text(&quads(store)?, RdfFormat::NQuads)?)?,
            Shape::Graphs => graphs(&quads(store)?, put)?,
            Shape::Tables => {
                let graph = PropertyGraph::of(store)?;
                put("nodes.csv", &memory(|out| neo4j::nodes(&graph, out))?)?;
                put("relationships.csv", &memory(|out| neo4j::relationships(&graph, out))?)?;
            }
            Shape::Xml => {
                let graph = PropertyGraph::of(store)?;
                put("zeren.graphml", &memory(|out| graphml::graphml(&graph, out))?)?;
                put("zeren.gexf", &memory(|out| graphml::gexf(&graph, out))?)?;
            }
        }
        for (name, text) in self.files.iter().rev() {
            put(name, text.as_bytes())?;
        }
        Ok(())
    }
}

/// Returns the source graphs and that of the ontology, sorted.
fn quads(store: &Store) -> Result<Vec<Quad>, StoreError> {
    let mut quads = labelled(store)?;
    quads.extend_from_slice(ontology());
    syntax::sort(&mut quads);
    quads.dedup();
    Ok(quads)
}

/// Writes a file of triples per graph, and a list: file, number of triples, name of the graph.
fn graphs(quads: &[Quad], put: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut list = String::new();
    for (index, of_graph) in quads.chunk_by(|a, b| a.graph_name == b.graph_name).enumerate() {
        let name = format!("graph-{index}.nt");
        put(&name, &text(of_graph, RdfFormat::NTriples)?)?;
        let graph = of_graph.first().map(|quad| quad.graph_name.to_string()).unwrap_or_default();
        list += &format!("{name}\t{}\t{}\n", of_graph.len(), graph.trim_matches(['<', '>']));
    }
    put("graphs.tsv", list.as_bytes())
}

fn text(quads: &[Quad], format: RdfFormat) -> io::Result<Vec<u8>> {
    memory(|out| syntax::write(quads, format, out))
}

fn memory(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    Ok(bytes)
}
