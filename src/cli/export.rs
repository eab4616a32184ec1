//! `zeren export`: the graph in a syntax of RDF.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use zeren::export::{canonical, rdf};
use zeren::query::Format;

use super::store::StoreArgs;
use super::{Failure, iri, output, query};

#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    store: StoreArgs,
    /// turtle, trig, ntriples, nquads, rdfxml, jsonld [default: by the extension of FILE, else turtle]
    #[arg(long)]
    format: Option<String>,
    /// Only the graph of this name, in full or as `id:…`
    #[arg(long, value_name = "IRI")]
    graph: Option<String>,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// N-Quads in the canonical form of RDFC-1.0, and their SHA-256 on standard error
    #[arg(long, conflicts_with = "format")]
    canonical: bool,
}

impl Export {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let output = self.output.as_deref();
        let syntax = match self.canonical {
            true => None,
            false => Some(query::format(self.format.as_deref(), output, Format::Turtle)?),
        };
        let syntax = syntax.map(|format| format.rdf().ok_or_else(|| unfit(format))).transpose()?;
        let store = self.store.open()?;
        let graph = self.graph.as_deref().map(iri::parse).transpose()?;
        let quads = store.quads(graph.as_ref().map(|name| name.as_ref()))?;
        if let (Some(graph), true) = (&graph, quads.is_empty()) {
            return Err(no_graph(graph.as_str(), &store));
        }
        output::write(output, |out| match syntax {
            Some(syntax) => rdf::write(&quads, syntax, out),
            None => out.write_all(canonical::canonical(&quads).map_err(io::Error::other)?.as_bytes()),
        })?;
        if self.canonical {
            let hash =
                canonical::hash(&quads).map_err(|error| Failure::new(error.to_string(), "export another graph"))?;
            output::note(&format!("SHA-256 {hash}"));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn unfit(format: Format) -> Failure {
    let hint = "use turtle, trig, ntriples, nquads, rdfxml or jsonld; `zeren query` writes tables";
    Failure::new(format!("`{}` cannot hold a graph", format.name()), hint)
}

fn no_graph(graph: &str, store: &zeren::store::Store) -> Failure {
    let graphs = store.graphs().unwrap_or_default();
    let some: Vec<_> = graphs.iter().take(3).map(|name| format!("`{}`", name.as_str())).collect();
    let hint = if some.is_empty() { "the store is empty".to_owned() } else { format!("it has {}", some.join(", ")) };
    Failure::new(format!("no graph `{graph}` in the store"), hint)
}
