//! `zeren extract`: prints the facts of one or several documents.
//!
//! Several documents are read on all cores, and the facts of each are written as soon as those of
//! all earlier ones are: the output is in the order of the documents, and only a few are in memory.
//! RDF syntaxes that sort all triples together have to wait for the last document.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use oxigraph::io::RdfFormat;
use oxigraph::model::Quad;
use zeren::Source;
use zeren::export::{json, outline, proof};
use zeren::message;
use zeren::message::Message;
use zeren::model::Facts;
use zeren::query::Format;
use zeren::read::{Input, ReadError};
use zeren::syntax;

use super::build::{give_up, read};
use super::corrections::{self, Book, CorrectionsArgs};
use super::in_order::in_order;
use super::inputs::{find_with_pictures, picture};
use super::{Failure, ledger, output, store, unread};

#[derive(Args)]
pub(crate) struct Extract {
    /// Documents, `archive.zip/member`, folders, or `-` for standard input; the content tells the
    /// format
    #[arg(required = true)]
    file: Vec<PathBuf>,
    /// text, json, a ledger: xlsx, csv, md, html, ics, or a syntax of RDF: turtle, ntriples,
    /// nquads, trig, rdfxml, jsonld [default: by the extension of FILE, else text]
    #[arg(long)]
    format: Option<String>,
    /// Print only the proof: every sign of a fact that was not read as one, and why
    #[arg(long, conflicts_with = "format")]
    doubts: bool,
    /// Recognise text in pictures and scanned pages with `tesseract`; it may be wrong, so each is a
    /// doubt
    #[arg(long)]
    ocr: bool,
    /// Name every file of the folder that is not a document
    #[arg(short, long)]
    verbose: bool,
    #[command(flatten)]
    corrections: CorrectionsArgs,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The output format.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Json,
    Rdf(RdfFormat),
}

impl Form {
    fn find(word: &str) -> Result<Self, Failure> {
        match word {
            "text" | "txt" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            other => Format::find(other)?.rdf().map(Self::Rdf).ok_or_else(|| unfit(other)),
        }
    }
}

impl Extract {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let extension = self
            .output
            .as_deref()
            .and_then(Path::extension)
            .and_then(|extension| extension.to_str());
        let word = self
            .format
            .as_deref()
            .or(extension.filter(|_| !self.doubts))
            .unwrap_or("text")
            .to_lowercase();
        if ledger::is_format(&word) {
            let store = store::read(&self.file, &self.corrections, self.ocr)?;
            return ledger::of_store(&store, word, self.output);
        }
        let form = Form::find(&word)?;
        let [file] = self.file.as_slice() else { return self.several(form) };
        if file.is_dir() {
            return self.several(form);
        }
        let input =
            Input::of(file).or_else(|error| if self.ocr { picture(error) } else { Err(error) })?;
        let book = self.corrections.book(&[], [&input])?;
        let said = said(&input, &book, self.ocr)?;
        said.tell();
        output::write(self.output.as_deref(), |out| match form {
            Form::Rdf(syntax) => syntax::write(&said.quads(), syntax, out),
            _ => out.write_all(&self.written(&said, form)?),
        })?;
        Ok(ExitCode::SUCCESS)
    }

    /// Prints the facts of several documents, and reports the files that could not be read.
    fn several(&self, form: Form) -> Result<ExitCode, Failure> {
        let found = find_with_pictures(&self.file, self.ocr);
        if found.iter().all(Result::is_err) {
            return Err(give_up(found, self.verbose));
        }
        let book = self.corrections.book(&self.file, found.iter().flatten())?;
        let mut batch = Batch { inputs: Vec::new(), book, errors: Vec::new() };
        for (n, one) in found.into_iter().enumerate() {
            match one {
                Ok(input) => batch.inputs.push((n, input)),
                Err(error) => batch.errors.push((n, error)),
            }
        }
        let mut n_read = 0;
        output::write(self.output.as_deref(), |out| {
            n_read = match form {
                Form::Rdf(syntax) if syntax != RdfFormat::NQuads => {
                    self.sorted(&mut batch, syntax, out)?
                }
                _ => self.streamed(&mut batch, form, out)?,
            };
            Ok::<(), io::Error>(())
        })?;
        batch.errors.sort_by_key(|(n, _)| *n);
        let errors: Vec<&ReadError> = batch.errors.iter().map(|(_, error)| error).collect();
        unread::tell(&errors, self.verbose);
        if errors.is_empty() {
            output::note(message!("n-read", n = n_read));
            return Ok(ExitCode::SUCCESS);
        }
        let n_unread = errors.len();
        output::note(message!(
            "n-read-unread",
            read = n_read,
            unread = n_unread,
            kinds = unread::kinds(&errors)
        ));
        Ok(if n_read == 0 { ExitCode::from(2) } else { ExitCode::from(1) })
    }

    /// Writes the facts of each document after those of all earlier ones, as an array in JSON.
    /// Returns how many documents could be read.
    fn streamed(&self, batch: &mut Batch, form: Form, out: &mut dyn Write) -> io::Result<usize> {
        let Batch { inputs, book, errors } = batch;
        let is_json = form == Form::Json;
        let mut n_read = 0;
        out.write_all(if is_json { b"[" } else { b"" })?;
        let read = |(n, input): &(usize, Input)| match said(input, book, self.ocr) {
            Ok(said) => Ok((self.written(&said, form), said.warnings)),
            Err(error) => Err((*n, error)),
        };
        in_order(inputs, read, |read| {
            let (written, warnings) = match read {
                Ok(read) => read,
                Err(error) => {
                    errors.push(error);
                    return Ok(());
                }
            };
            tell(&warnings);
            let between: &[u8] = match form {
                Form::Json => b"\n,",
                Form::Text => b"\n",
                Form::Rdf(_) => b"",
            };
            out.write_all(if n_read > 0 { between } else { b"" })?;
            n_read += 1;
            let written = written?;
            out.write_all(if is_json { written.trim_ascii_end() } else { &written })
        })?;
        out.write_all(if is_json { b"]\n" } else { b"" })?;
        Ok(n_read)
    }

    /// Writes the facts of all documents sorted together, each triple once. Returns how many
    /// documents could be read.
    fn sorted(
        &self,
        batch: &mut Batch,
        syntax: RdfFormat,
        out: &mut dyn Write,
    ) -> io::Result<usize> {
        let Batch { inputs, book, errors } = batch;
        let mut quads = Vec::new();
        let mut n_read = 0;
        let read = |(n, input): &(usize, Input)| match said(input, book, self.ocr) {
            Ok(said) => Ok((said.quads(), said.warnings)),
            Err(error) => Err((*n, error)),
        };
        in_order(inputs, read, |read| {
            match read {
                Ok((said, warnings)) => {
                    tell(&warnings);
                    quads.extend(said);
                    n_read += 1;
                }
                Err(error) => errors.push(error),
            }
            Ok::<(), io::Error>(())
        })?;
        syntax::write(&quads, syntax, out)?;
        Ok(n_read)
    }

    /// Returns the facts of a document in the output format.
    fn written(&self, said: &Said, form: Form) -> io::Result<Vec<u8>> {
        let Said { source, facts, .. } = said;
        Ok(match form {
            Form::Json => json(source, facts).into_bytes(),
            Form::Text if self.doubts => proof(source, facts, true).into_bytes(),
            Form::Text => {
                format!("{}\n{}", outline(source, facts), proof(source, facts, false)).into_bytes()
            }
            Form::Rdf(RdfFormat::NQuads) => zeren::n_quads(source, facts),
            Form::Rdf(syntax) => {
                let mut written = Vec::new();
                syntax::write(&said.quads(), syntax, &mut written)?;
                written
            }
        })
    }
}

/// Documents that are read together, and errors, both by their position among everything found.
struct Batch {
    inputs: Vec<(usize, Input)>,
    book: Book,
    errors: Vec<(usize, ReadError)>,
}

/// The facts of a document, and warnings about its corrections.
struct Said {
    source: Source,
    facts: Facts,
    warnings: Vec<Message>,
}

impl Said {
    fn quads(&self) -> Vec<Quad> {
        zeren::graph(&self.source, &self.facts)
    }

    fn tell(&self) {
        tell(&self.warnings);
    }
}

fn tell(warnings: &[Message]) {
    warnings.iter().for_each(|one| output::note(message!("warning", text = one.clone())));
}

/// Reads a document and applies its corrections.
fn said(input: &Input, book: &Book, ocr: bool) -> Result<Said, ReadError> {
    let source = read(input, ocr)?;
    let mut facts = zeren::extract_facts(&source);
    book.correct(input, &source, &mut facts);
    let warnings =
        book.file(input).map(|file| corrections::warnings(file, &facts)).unwrap_or_default();
    Ok(Said { source, facts, warnings })
}

fn unfit(format: &str) -> Failure {
    Failure::new(message!("document-format", format = format), message!("hint-document-format"))
}
