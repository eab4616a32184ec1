//! `zeren diff`: what changed from one document, file of RDF or store to another.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use oxigraph::io::RdfParser;
use oxigraph::model::{GraphName, Quad};
use zeren::diff::patch::patch;
use zeren::diff::report::{Style, json, text};
use zeren::graph::{ONTOLOGY, graph};
use zeren::lint::Lang;
use zeren::names;
use zeren::query::Format;
use zeren::read::{documents, read};
use zeren::store::{Store, sort_key};

use super::check::Language;
use super::{Failure, output};

#[derive(Args)]
pub(crate) struct Diff {
    /// A document, a folder of documents, a file of RDF (.ttl, .nt, .nq, .trig, .rdf, .jsonld), or a store
    before: PathBuf,
    /// What it is compared with
    after: PathBuf,
    /// Of stores only this document: its number, its title or a part of it; given twice, of the second store the second one
    #[arg(long, value_name = "NAME", num_args = 1)]
    document: Vec<String>,
    /// text, json, or patch: the quads to delete and to add, as RDF Patch
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// Language of the text: zh or en
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Text,
    Json,
    Patch,
}

impl Diff {
    /// Ends with 0 where both sides say the same, with 1 where they differ.
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let [first, second] = match self.document.as_slice() {
            [] => [None, None],
            [one] => [Some(one), Some(one)],
            [first, second] => [Some(first), Some(second)],
            _ => return Err(Failure::new("more than two documents", "give `--document` once, or once for each side")),
        };
        let [before, after] = [side(&self.before, first)?, side(&self.after, second)?];
        let diff = zeren::diff::diff(&before, &after);
        let lang = Lang::from(self.lang);
        let is_coloured = self.output.is_none() && std::io::stdout().is_terminal();
        let names = [&self.before, &self.after].map(|path| path.display().to_string());
        let told = match self.format {
            Form::Text => text(&diff, [&names[0], &names[1]], Style { lang, is_coloured }),
            Form::Json => json(&diff),
            Form::Patch => patch(&before, &after)?,
        };
        output::write(self.output.as_deref(), |out| out.write_all(told.as_bytes()))?;
        Ok(if diff.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// The quads of one side, or of one document of a store, in order; what a store or export says of the vocabulary itself is left out.
fn side(path: &Path, document: Option<&String>) -> Result<Vec<Quad>, Failure> {
    let is_store = path.join("CURRENT").is_file();
    let format = path.extension().and_then(|end| Format::find(end.to_str()?).ok()?.rdf());
    if document.is_some() && !is_store {
        let hint = "name two stores, or leave `--document` out";
        return Err(Failure::new(format!("`{}` is no store to take a document from", path.display()), hint));
    }
    let mut quads = match format.filter(|_| path.is_file()) {
        _ if is_store => {
            let store = Store::open_existing(&path.to_string_lossy())?;
            let graph = document.map(|name| names::graph_of(&store, name)).transpose()?;
            store.quads(graph.as_ref().map(|graph| graph.as_ref()))?
        }
        Some(format) => {
            let bytes = std::fs::read(path)?;
            let parser = RdfParser::from_format(format).for_slice(&bytes);
            parser.collect::<Result<Vec<Quad>, _>>().map_err(|error| {
                Failure::new(
                    format!("cannot read `{}`: {error}", path.display()),
                    "see whether the file is whole and its extension right",
                )
            })?
        }
        None => {
            let mut quads = Vec::new();
            for path in documents(path) {
                let source = read(&path?)?;
                quads.extend(graph(&source, &zeren::extract_facts(&source)));
            }
            quads
        }
    };
    let ontology = GraphName::from(ONTOLOGY.into_owned());
    quads.retain(|quad| quad.graph_name != ontology);
    quads.sort_by_cached_key(sort_key);
    quads.dedup();
    Ok(quads)
}
