//! `zeren validate`: checks graphs against shapes, and shows the line of text that violates one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use zeren::graph;
use zeren::graph::{ONTOLOGY, STATUSES};
use zeren::message;
use zeren::query::Format;
use zeren::read::{Input, Reader};
use zeren::validate::{Checked, Report, Severity, Shapes, Shared, documents, validate};

use super::corrections::{Book, CorrectionsArgs};
use super::store::DEFAULT;
use super::{Failure, inputs, output};

#[derive(Args)]
pub(crate) struct Validate {
    /// RDF files, documents or folders [default: the store]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Folder of the store
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT, conflicts_with = "paths")]
    location: String,
    /// RDF shapes to use instead of those that come with zeren
    #[arg(long, value_name = "FILE")]
    shapes: Option<PathBuf>,
    /// text, json, or ttl (a SHACL report)
    #[arg(long, value_enum, default_value = "text")]
    format: As,
    /// Exit with 1 for violations only, not for warnings
    #[arg(long)]
    allow_warnings: bool,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    Text,
    Json,
    #[value(alias = "turtle")]
    Ttl,
}

impl Validate {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let shapes = match &self.shapes {
            Some(path) => {
                Shapes::parse(&bytes(path)?, syntax(path).ok_or_else(|| no_syntax(path))?)?
            }
            None => Shapes::shipped(),
        };
        let mut files = Files { shapes: &shapes, checked: Vec::new(), is_incomplete: false };
        self.paths.iter().try_for_each(|path| files.check(path))?;
        if files.is_incomplete && files.checked.is_empty() {
            return Ok(ExitCode::from(2));
        }
        let is_incomplete = files.is_incomplete;
        let graphs = if self.paths.is_empty() { self.store(&shapes)? } else { files.checked };
        let report = Report { graphs };
        output::answer(self.format == As::Text, self.output.as_deref(), |out| match self.format {
            As::Text => report.text(out),
            As::Json => report.json(out),
            As::Ttl => report.turtle(out),
        })?;
        if report.n_focus() == 0 {
            output::note(message!("warning", text = message!("shapes-idle")));
        }
        let least = if self.allow_warnings { Severity::Violation } else { Severity::Info };
        Ok(if report.conforms(least) && !is_incomplete {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }

    /// Checks each document of the store, then what belongs to no document, then reported progress,
    /// then the ontology.
    fn store(&self, shapes: &Shapes) -> Result<Vec<Checked>, Failure> {
        let store = super::store::open(&self.location)?;
        let mut shared = Shared::of(&store)?;
        let mut checked = Vec::new();
        for name in store.texts()? {
            checked.push(validate(shapes, &shared.whole(store.quads(Some(name.as_ref()))?))?);
        }
        if let Some(rest) = shared.rest() {
            checked.push(validate(shapes, &rest)?);
        }
        let told = store.quads(Some(STATUSES))?;
        if !told.is_empty() {
            checked.push(validate(shapes, &told)?);
        }
        checked.push(validate(shapes, &store.quads(Some(ONTOLOGY))?)?);
        Ok(checked)
    }
}

/// The results for files.
struct Files<'a> {
    shapes: &'a Shapes,
    checked: Vec<Checked>,
    /// Whether some files could not be read.
    is_incomplete: bool,
}

impl Files<'_> {
    /// Checks the graphs at a path, and reports what of it cannot be read.
    fn check(&mut self, path: &PathBuf) -> Result<(), Failure> {
        if let Some(syntax) = syntax(path).filter(|_| !path.is_dir()) {
            return self.put(None, quads(path, syntax).map(documents));
        }
        let found = inputs::find(std::slice::from_ref(path));
        let book =
            CorrectionsArgs::default().book(std::slice::from_ref(path), found.iter().flatten())?;
        let mut reader = Reader::new();
        for input in found {
            let file = input.as_ref().ok().map(Input::place);
            self.put(
                file,
                input.map_err(Failure::from).and_then(|input| read_one(&mut reader, &input, &book)),
            )?;
        }
        Ok(())
    }

    /// Checks graphs; `file` is their location if they do not give it themselves.
    fn put(
        &mut self,
        file: Option<String>,
        graphs: Result<Vec<Vec<Quad>>, Failure>,
    ) -> Result<(), Failure> {
        match graphs {
            Ok(graphs) => {
                for graph in graphs {
                    self.checked
                        .push(Checked { file: file.clone(), ..validate(self.shapes, &graph)? });
                }
            }
            Err(failure) => {
                failure.warn();
                self.is_incomplete = true;
            }
        }
        Ok(())
    }
}

/// Reads a document, with the result that `zeren build` has for it alone.
fn read_one(reader: &mut Reader, input: &Input, book: &Book) -> Result<Vec<Vec<Quad>>, Failure> {
    let source = reader.read(input)?;
    let mut facts = zeren::extract_facts(&source);
    book.correct(input, &source, &mut facts);
    Ok(documents(graph(&source, &facts)))
}

/// Returns the RDF syntax that a file extension stands for.
fn syntax(path: &Path) -> Option<RdfFormat> {
    Format::find(path.extension()?.to_str()?).ok()?.rdf()
}

fn no_syntax(path: &Path) -> Failure {
    Failure::new(message!("syntax-unknown", path = path.display()), message!("hint-syntax"))
}

fn quads(path: &Path, syntax: RdfFormat) -> Result<Vec<Quad>, Failure> {
    let bytes = bytes(path)?;
    let parser = RdfParser::from_format(syntax).rename_blank_nodes();
    // The files of a release refer to each other by relative addresses.
    let parser = match base(path).map(|base| parser.clone().with_base_iri(base)) {
        Some(Ok(parser)) => parser,
        _ => parser,
    };
    parser.for_slice(&bytes).collect::<Result<_, _>>().map_err(|error| {
        let why = message!("told", text = error.to_string());
        Failure::new(
            message!("cannot-read-file", path = path.display(), why = why),
            message!("hint-rdf"),
        )
    })
}

/// Returns the address of a file: `file:///srv/a%20b/dcat.ttl`.
fn base(path: &Path) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(byte);
    let escaped = path.to_str()?.bytes().map(|byte| match plain(&byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    Some(format!("file://{}", escaped.collect::<String>()))
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
