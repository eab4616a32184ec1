//! `zeren query`: a question by its name, or any question in SPARQL; `zeren queries` lists those that have a name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use zeren::query::{Format, Parameter, named, question, write};
use zeren::read::STDIN;

use super::store::StoreArgs;
use super::{Failure, output};

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
    /// A value for a question that has a name
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair, requires = "query")]
    set: Vec<(String, String)>,
    /// table, csv, tsv, json, xml, turtle, ntriples, nquads, trig, rdfxml, jsonld
    #[arg(long)]
    format: Option<String>,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Query {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let format = format(self.format.as_deref(), self.output.as_deref(), Format::Table)?;
        let query = self.query()?;
        let results = match self.store.remote.open() {
            Some(remote) => remote.query(&query.text())?,
            None => query.run(&self.store.open()?)?,
        };
        output::write(self.output.as_deref(), |out| write(results, format, out))?;
        Ok(ExitCode::SUCCESS)
    }

    fn query(&self) -> Result<zeren::query::Query, Failure> {
        let text = match (&self.query, &self.file) {
            (Some(query), _) if is_name(query) => return Ok(question(query)?.fill(&self.set)?),
            (Some(query), _) => query.clone(),
            (None, Some(file)) => text(file)?,
            (None, None) => unreachable!("clap asks for one of the two"),
        };
        match self.set.is_empty() {
            true => Ok(zeren::query::Query::parse(&text)?),
            false => Err(Failure::new("SPARQL takes no `--set`", "write the value into the query, or use a name")),
        }
    }
}

/// Lists the questions that have a name, with what they take.
pub(crate) fn list() -> Result<ExitCode, Failure> {
    output::write(None, |out| {
        for question in named() {
            writeln!(out, "{}\n    {} / {}", question.name, question.title, question.title_zh)?;
            for Parameter { name, meaning, example, required } in &question.parameters {
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
