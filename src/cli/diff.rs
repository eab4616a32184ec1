//! `zeren diff`: shows what changed from one document, RDF file or store to another.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use oxigraph::io::RdfParser;
use oxigraph::model::{GraphName, Quad};
use zeren::diff::patch::patch;
use zeren::diff::report::{Style, json, text};
use zeren::graph;
use zeren::graph::ONTOLOGY;
use zeren::message;
use zeren::message::Lang;
use zeren::names;
use zeren::query::Format;
use zeren::read::Reader;
use zeren::syntax;

use super::{Failure, inputs, output};

#[derive(Args)]
pub(crate) struct Diff {
    /// A document, a folder of documents, an RDF file (.ttl, .nt, .nq, .trig, .rdf, .jsonld), or a
    /// store
    before: PathBuf,
    /// What to compare it with
    after: PathBuf,
    /// Compare only this document of the stores: its number, or (part of) its title; give it twice
    /// to name one for each store
    #[arg(long, value_name = "NAME", num_args = 1)]
    document: Vec<String>,
    /// text, json, or patch (the quads to delete and add, as RDF Patch)
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
    Patch,
}

impl Diff {
    /// Exits with 0 if both sides are the same, 1 if they differ, and 2 if part of a side could not
    /// be read.
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let [first, second] = match self.document.as_slice() {
            [] => [None, None],
            [one] => [Some(one), Some(one)],
            [first, second] => [Some(first), Some(second)],
            _ => return Err(Failure::new(message!("diff-three"), message!("hint-diff-three"))),
        };
        let [(before, n_unread), (after, n_unread_after)] =
            [side(&self.before, first)?, side(&self.after, second)?];
        let diff = zeren::diff::diff(&before, &after);
        let lang = Lang::user();
        let is_coloured = self.output.is_none() && std::io::stdout().is_terminal();
        let names = [&self.before, &self.after].map(|path| path.display().to_string());
        let told = match self.format {
            Form::Text => text(&diff, [&names[0], &names[1]], Style { lang, is_coloured }),
            Form::Json => json(&diff),
            Form::Patch => patch(&before, &after)?,
        };
        let is_plain = self.format == Form::Text && !is_coloured;
        output::answer(is_plain, self.output.as_deref(), |out| out.write_all(told.as_bytes()))?;
        Ok(match (n_unread + n_unread_after, diff.is_empty()) {
            (0, true) => ExitCode::SUCCESS,
            (0, false) => ExitCode::from(1),
            _ => ExitCode::from(2),
        })
    }
}

/// Returns the sorted quads of one side, or of one document in a store, and how many of its files
/// could not be read. The vocabulary, which stores and exports include, is left out.
fn side(path: &Path, document: Option<&String>) -> Result<(Vec<Quad>, usize), Failure> {
    let mut n_unread = 0;
    let is_store = zeren::store::is_store(path);
    let format = path.extension().and_then(|end| Format::find(end.to_str()?).ok()?.rdf());
    if document.is_some() && !is_store {
        let what = message!("diff-no-store", path = path.display());
        return Err(Failure::new(what, message!("hint-diff-no-store")));
    }
    let mut quads = match format.filter(|_| path.is_file()) {
        _ if is_store => {
            let store = super::store::open(&path.to_string_lossy())?;
            match document.map(|name| names::graph_of(&store, name)).transpose()? {
                Some(graph) => store.whole(graph.as_ref())?,
                None => store.quads(None)?,
            }
        }
        Some(format) => {
            let bytes = bytes(path)?;
            let parser = RdfParser::from_format(format).for_slice(&bytes);
            parser.collect::<Result<Vec<Quad>, _>>().map_err(|error| {
                let why = message!("told", text = error.to_string());
                Failure::new(
                    message!("cannot-read-file", path = path.display(), why = why),
                    message!("hint-rdf"),
                )
            })?
        }
        None => {
            let (quads, failures) = documents(path);
            n_unread = failures.len();
            tell(failures, quads.is_empty())?;
            quads
        }
    };
    let ontology = GraphName::from(ONTOLOGY.into_owned());
    quads.retain(|quad| quad.graph_name != ontology);
    syntax::sort(&mut quads);
    quads.dedup();
    Ok((quads, n_unread))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        let why = message::io(&error);
        Failure::new(
            message!("cannot-read-file", path = path.display(), why = why),
            message!("hint-file"),
        )
    })
}

/// Returns the quads of the documents at a path, and the files that cannot be read.
fn documents(path: &Path) -> (Vec<Quad>, Vec<Failure>) {
    let (mut quads, mut failures, mut reader) = (Vec::new(), Vec::new(), Reader::new());
    for input in inputs::find(&[path.to_owned()]) {
        match input.and_then(|input| reader.read(&input)) {
            Ok(source) => quads.extend(graph(&source, &zeren::extract_facts(&source))),
            Err(error) => failures.push(Failure::from(error)),
        }
    }
    (quads, failures)
}

/// Reports what could not be read; fails if nothing could.
fn tell(mut failures: Vec<Failure>, is_all: bool) -> Result<(), Failure> {
    let last = if is_all { failures.pop() } else { None };
    failures.iter().for_each(Failure::warn);
    last.map_or(Ok(()), Err)
}
