//! `zeren extract`: what one document says.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use zeren::export::{json, ledger, outline, rdf};
use zeren::query::Format;
use zeren::read::{Input, read};

use super::corrections::{self, CorrectionsArgs};
use super::{Failure, output};

#[derive(Args)]
pub(crate) struct Extract {
    /// The document, `archive.zip/member`, or `-` for standard input; its format is told from what is in it
    file: PathBuf,
    /// json, text, or a syntax of RDF: turtle, ntriples, nquads, trig, rdfxml, jsonld
    #[arg(long, default_value = "text")]
    format: String,
    /// Print the ledger of proof alone: every sign of a fact that made none, and why
    #[arg(long, conflicts_with = "format")]
    doubts: bool,
    #[command(flatten)]
    corrections: CorrectionsArgs,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Extract {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let syntax = match self.format.as_str() {
            "json" | "text" | "txt" => None,
            other => Some(Format::find(other)?.rdf().ok_or_else(|| unfit(other))?),
        };
        let input = Input::of(&self.file)?;
        let book = self.corrections.book(&[], [&input])?;
        let source = read(&input)?;
        let mut facts = zeren::extract_facts(&source);
        book.correct(&input, &source, &mut facts);
        if let Some(file) = book.file(&input) {
            corrections::warnings(file, &facts).iter().for_each(|one| output::note(&format!("warning: {one}")));
        }
        output::write(self.output.as_deref(), |out| match syntax {
            Some(syntax) => rdf::write(&zeren::graph(&source, &facts), syntax, out),
            None if self.format == "json" => out.write_all(json(&source, &facts).as_bytes()),
            None if self.doubts => out.write_all(ledger(&source, &facts, true).as_bytes()),
            None => {
                out.write_all(outline(&source, &facts).as_bytes())?;
                write!(out, "\n{}", ledger(&source, &facts, false))
            }
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

fn unfit(format: &str) -> Failure {
    Failure::new(format!("`{format}` cannot hold a document"), "use json, text, or a syntax of RDF such as turtle")
}
