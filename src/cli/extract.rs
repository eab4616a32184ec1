//! `zeren extract`: what one document says, or each of a folder.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use oxigraph::io::RdfFormat;
use zeren::Source;
use zeren::export::{json, outline, proof, rdf};
use zeren::message;
use zeren::model::Facts;
use zeren::query::Format;
use zeren::read::{Input, ReadError};

use super::build::{give_up, read};
use super::corrections::{self, Book, CorrectionsArgs};
use super::inputs::{find_with_pictures, picture};
use super::{Failure, ledger, output, store, unread};

#[derive(Args)]
pub(crate) struct Extract {
    /// A document, `archive.zip/member`, a folder, or `-` for standard input; the content tells the format
    file: PathBuf,
    /// text, json, a ledger: xlsx, csv, md, html, ics, or a syntax of RDF: turtle, ntriples, nquads, trig, rdfxml, jsonld
    /// [default: by the extension of FILE, else text]
    #[arg(long)]
    format: Option<String>,
    /// Print only the proof: every sign of a fact that was not read as one, and why
    #[arg(long, conflicts_with = "format")]
    doubts: bool,
    /// Recognise text in pictures and scanned pages with `tesseract`; it may be wrong, so each is a doubt
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

/// What is written of documents.
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
        let extension = self.output.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
        let word = self.format.as_deref().or(extension.filter(|_| !self.doubts)).unwrap_or("text").to_lowercase();
        if ledger::is_format(&word) {
            let store = store::read(std::slice::from_ref(&self.file), &self.corrections, self.ocr)?;
            return ledger::of_store(&store, word, self.output);
        }
        let form = Form::find(&word)?;
        if self.file.is_dir() {
            return self.folder(form);
        }
        let input = Input::of(&self.file).or_else(|error| if self.ocr { picture(error) } else { Err(error) })?;
        let book = self.corrections.book(&[], [&input])?;
        let (source, facts) = said(&input, &book, self.ocr)?;
        self.write(&[(source, facts)], form)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Tells what each document of a folder says, and what became of the other files.
    fn folder(&self, form: Form) -> Result<ExitCode, Failure> {
        let found = find_with_pictures(std::slice::from_ref(&self.file), self.ocr);
        if found.iter().all(Result::is_err) {
            return Err(give_up(found, self.verbose));
        }
        let book = self.corrections.book(std::slice::from_ref(&self.file), found.iter().flatten())?;
        let (mut said, mut errors) = (Vec::new(), Vec::new());
        for input in found {
            match input.and_then(|input| self::said(&input, &book, self.ocr)) {
                Ok(one) => said.push(one),
                Err(error) => errors.push(error),
            }
        }
        self.write(&said, form)?;
        let errors: Vec<&ReadError> = errors.iter().collect();
        unread::tell(&errors, self.verbose);
        let (n_read, n_unread) = (said.len(), errors.len());
        if errors.is_empty() {
            output::note(message!("n-read", n = n_read));
            return Ok(ExitCode::SUCCESS);
        }
        output::note(message!("n-read-unread", read = n_read, unread = n_unread, kinds = unread::kinds(&errors)));
        Ok(if said.is_empty() { ExitCode::from(2) } else { ExitCode::from(1) })
    }

    /// Writes what documents say, one behind the other; as JSON, several make an array.
    fn write(&self, said: &[(Source, Facts)], form: Form) -> Result<(), Failure> {
        output::answer(form == Form::Text, self.output.as_deref(), |out| {
            if let Form::Rdf(syntax) = form {
                let quads: Vec<_> = said.iter().flat_map(|(source, facts)| zeren::graph(source, facts)).collect();
                return rdf::write(&quads, syntax, out);
            }
            let is_json = form == Form::Json;
            if is_json && self.file.is_dir() {
                let all: Vec<_> = said.iter().map(|(source, facts)| json(source, facts)).collect();
                return writeln!(out, "[{}]", all.join(",").trim_end());
            }
            for (n, (source, facts)) in said.iter().enumerate() {
                if n > 0 {
                    out.write_all(b"\n")?;
                }
                match () {
                    () if is_json => out.write_all(json(source, facts).as_bytes())?,
                    () if self.doubts => out.write_all(proof(source, facts, true).as_bytes())?,
                    () => write!(out, "{}\n{}", outline(source, facts), proof(source, facts, false))?,
                }
            }
            Ok(())
        })
    }
}

/// What a document says, as people corrected it.
fn said(input: &Input, book: &Book, ocr: bool) -> Result<(Source, Facts), ReadError> {
    let source = read(input, ocr)?;
    let mut facts = zeren::extract_facts(&source);
    book.correct(input, &source, &mut facts);
    if let Some(file) = book.file(input) {
        let warnings = corrections::warnings(file, &facts);
        warnings.into_iter().for_each(|one| output::note(message!("warning", text = one)));
    }
    Ok((source, facts))
}

fn unfit(format: &str) -> Failure {
    Failure::new(message!("document-format", format = format), message!("hint-document-format"))
}
