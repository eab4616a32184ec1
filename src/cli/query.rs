//! `zeren query`: a question by its name, or any question in SPARQL; `zeren queries` lists those that have a name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use zeren::names::{self, Lookup};
use zeren::query::{Filled, Format, Meaning, Named, Parameter, QueryResults, UnknownTerm, named, question, write};
use zeren::read::STDIN;

use super::store::StoreArgs;
use super::{Failure, output};

/// Names that a note shows.
const N_SHOWN: usize = 5;

#[derive(Args)]
pub(crate) struct Query {
    #[command(flatten)]
    store: StoreArgs,
    /// The name of a question (see `zeren queries`), or SPARQL
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    query: Option<String>,
    /// File of SPARQL, or `-` for standard input
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// A value for a question that has a name: what people call it, in full, in short or in part; may be given again
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair, requires = "query")]
    set: Vec<(String, String)>,
    /// table, csv, tsv, json, xml, turtle, ntriples, nquads, trig, rdfxml, jsonld
    #[arg(long)]
    format: Option<String>,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What is asked: a question that has a name, or SPARQL.
enum Question {
    Named(&'static Named),
    Sparql(Box<zeren::query::Query>),
}

impl Query {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let format = format(self.format.as_deref(), self.output.as_deref(), Format::Table)?;
        let question = self.question()?;
        match self.store.remote.open() {
            Some(remote) => self.answer(&question, format, &remote, |query| Ok(remote.query(&query.text())?)),
            None => {
                let store = self.store.open()?;
                self.answer(&question, format, &store, |query| Ok(query.run(&store)?))
            }
        }
    }

    fn question(&self) -> Result<Question, Failure> {
        let text = match (&self.query, &self.file) {
            (Some(query), _) if is_name(query) => return Ok(Question::Named(question(query)?)),
            (Some(query), _) => query.clone(),
            (None, Some(file)) => text(file)?,
            (None, None) => unreachable!("clap asks for one of the two"),
        };
        match self.set.is_empty() {
            true => Ok(Question::Sparql(Box::new(zeren::query::Query::parse(&text)?))),
            false => Err(Failure::new("SPARQL takes no `--set`", "write the value into the query, or use a name")),
        }
    }

    /// Asks, and says on standard error why there may be nothing in the answer, or more in it than was meant.
    fn answer(
        &self,
        question: &Question,
        format: Format,
        store: &impl Lookup,
        ask: impl Fn(&zeren::query::Query) -> Result<QueryResults<'static>, Failure>,
    ) -> Result<ExitCode, Failure> {
        let is_empty = names::is_empty(store)?;
        let Filled { query, meanings } = match question {
            Question::Named(named) => named.fill(store, &self.set)?,
            Question::Sparql(query) => Filled { query: (**query).clone(), meanings: Vec::new() },
        };
        query.unknown_terms().iter().for_each(warn);
        meanings.iter().filter(|meaning| meaning.is_part).for_each(tell);
        let mut n = 0;
        output::write(self.output.as_deref(), |out| {
            n = write(ask(&query)?, format, out)?;
            Ok::<_, Failure>(())
        })?;
        if is_empty {
            output::note("note: the store holds no documents: read some into it with `zeren build FOLDER`");
        } else if n == 0 && matches!(question, Question::Named(_)) {
            output::note(&no_rows(&meanings));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A term that finds nothing.
fn warn(unknown: &UnknownTerm) {
    let nearest: Vec<_> = unknown.nearest.iter().map(|term| format!("`{term}`")).collect();
    let meant = if nearest.is_empty() { String::new() } else { format!("; did you mean {}?", nearest.join(", ")) };
    output::note(&format!("warning: the ontology has no `{}`, so nothing has it{meant}", unknown.term));
}

/// A value that is part of some names.
fn tell(meaning: &Meaning) {
    let Meaning { parameter, typed, labels, .. } = meaning;
    output::note(&format!("note: {parameter} `{typed}` is part of {}", some(labels)));
}

/// Why an answer has no rows: every name is known.
fn no_rows(meanings: &[Meaning]) -> String {
    let taken = |meaning: &Meaning| format!("{} {}", meaning.parameter, some(&meaning.labels));
    match meanings.iter().map(taken).collect::<Vec<_>>().join(", ") {
        known if known.is_empty() => "no rows: the documents say nothing of it".to_owned(),
        known => format!("no rows: the documents say nothing of it for {known}"),
    }
}

/// The first few of some names.
fn some(labels: &[String]) -> String {
    let shown: Vec<_> = labels.iter().take(N_SHOWN).map(|label| format!("`{label}`")).collect();
    let more = labels.len() - shown.len();
    shown.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

/// Lists the questions that have a name, with what they take.
pub(crate) fn list() -> Result<ExitCode, Failure> {
    output::write(None, |out| {
        for question in named() {
            writeln!(out, "{}\n    {} / {}", question.name, question.title, question.title_zh)?;
            for Parameter { name, meaning, example, required, .. } in &question.parameters {
                let may = if *required { "" } else { ", may be left out" };
                writeln!(out, "    --set {name}={example}  {meaning}{may}")?;
            }
        }
        Ok::<_, io::Error>(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The format that is asked for, else that of the file's extension, else `default`.
pub(crate) fn format(name: Option<&str>, output: Option<&Path>, default: Format) -> Result<Format, Failure> {
    let extension = output.and_then(Path::extension).and_then(|extension| extension.to_str());
    match name.or(extension) {
        Some(text) => Ok(Format::find(text)?),
        None => Ok(default),
    }
}

fn text(path: &Path) -> Result<String, Failure> {
    let read = if path == Path::new(STDIN) { io::read_to_string(io::stdin()) } else { fs::read_to_string(path) };
    let message = |error| format!("cannot read `{}`: {error}", path.display());
    read.map_err(|error| Failure::new(message(error), "give a file of SPARQL in UTF-8, or `-` for standard input"))
}

/// A name has no white space and no braces; every query has.
fn is_name(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c == '{')
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it has no `=`: write NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}
