//! `zeren doc`: prints the documentation of the ontology, its diagram, or its JSON-LD context.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use zeren::doc::{Ontology, diagram, page, usage};
use zeren::syntax::jsonld;

use super::store::StoreArgs;
use super::{Failure, output};

#[derive(Args)]
pub(crate) struct Doc {
    #[command(flatten)]
    store: Option<StoreArgs>,
    /// Write the classes and their relations as text for Graphviz instead
    #[arg(long, conflicts_with = "StoreArgs")]
    diagram: bool,
    /// Write the names of the terms in JSON-LD (`@context`) instead
    #[arg(long, conflicts_with_all = ["StoreArgs", "diagram"])]
    context: bool,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Doc {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let ontology = Ontology::new();
        let counts = match &self.store {
            Some(store) => Some(usage(&store.open()?)?),
            None => None,
        };
        let text = match (self.diagram, self.context) {
            (true, _) => diagram(&ontology),
            (_, true) => jsonld::context(),
            _ => page(&ontology, counts.as_ref()),
        };
        output::write(self.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
        Ok(ExitCode::SUCCESS)
    }
}
