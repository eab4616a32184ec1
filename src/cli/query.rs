//! `zeren query`: answers a named question, or any SPARQL query; `zeren queries` lists the named
//! questions.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::Args;
use zeren::message;
use zeren::message::{Lang, Message};
use zeren::names::{self, Lookup};
use zeren::query::{Format, QueryResults, UnknownTerm, write};
use zeren::question::{Filled, Meaning, Named, Parameter, named, question, write_named};
use zeren::read::STDIN;
use zeren::search::look_up;

use super::store::StoreArgs;
use super::{Failure, output};

/// Stack size, in bytes, of the thread that parses, optimises and evaluates a query, all of which
/// recurse over nested operators.
const STACK: usize = 128 << 20;

/// How many names a note shows.
const N_SHOWN: usize = 5;

#[derive(Args)]
pub(crate) struct Query {
    #[command(flatten)]
    store: StoreArgs,
    /// A named question (see `zeren queries`), or SPARQL
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    query: Option<String>,
    /// File of SPARQL, or `-` for standard input
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Value for a named question, by any name that people use, or part of one; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair, requires = "query")]
    set: Vec<(String, String)>,
    /// table, xlsx, csv, tsv, json, xml, turtle, ntriples, nquads, trig, rdfxml, jsonld
    #[arg(long)]
    format: Option<String>,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A named question, or a SPARQL query.
enum Question {
    Named(&'static Named),
    Sparql(Box<zeren::query::Query>),
}

impl Query {
    /// Runs the query on a stack large enough for the deepest one.
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let deep =
            thread::Builder::new().name("query".into()).stack_size(STACK).spawn(|| self.ask())?;
        deep.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }

    fn ask(self) -> Result<ExitCode, Failure> {
        let format = format(self.format.as_deref(), self.output.as_deref(), Format::Table)?;
        if format == Format::Xlsx && self.output.is_none() && io::stdout().is_terminal() {
            return Err(Failure::new(
                message!("ledger-terminal"),
                message!("ledger-terminal-hint"),
            ));
        }
        let question = self.question()?;
        match self.store.remote.open() {
            Some(remote) => {
                self.answer(&question, format, &remote, |query| Ok(remote.query(&query.text())?))
            }
            None => {
                let store = self.store.open()?;
                self.answer(&question, format, &store, |query| {
                    let mut query = query.clone();
                    look_up(&mut query, &store)?;
                    Ok(query.run(&store)?)
                })
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
            false => Err(Failure::new(message!("query-set"), message!("hint-query-set"))),
        }
    }

    /// Answers a question, and explains on standard error why the answer may be empty, or larger
    /// than intended.
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
        output::answer(format == Format::Table, self.output.as_deref(), |out| {
            n = match question {
                Question::Named(named) => {
                    write_named(ask(&query)?, named, format, Lang::user(), out)?
                }
                Question::Sparql(_) => write(ask(&query)?, format, out)?,
            };
            Ok::<_, Failure>(())
        })?;
        if is_empty {
            output::note(message!("query-empty-store"));
        } else if n == 0 && matches!(question, Question::Named(_)) {
            output::note(no_rows(&meanings));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Warns of a term that matches nothing.
fn warn(unknown: &UnknownTerm) {
    let nearest: Vec<_> =
        unknown.nearest.iter().map(|term| message!("term", term = term)).collect();
    let told = match nearest.is_empty() {
        true => message!("term-unknown", term = &unknown.term),
        false => message!("term-unknown-near", term = &unknown.term, near = nearest),
    };
    output::note(message!("warning", text = told));
}

/// Reports that a value matched as part of several names.
fn tell(meaning: &Meaning) {
    let Meaning { parameter, typed, labels, .. } = meaning;
    output::note(message!(
        "query-part",
        parameter = *parameter,
        typed = typed,
        names = some(labels)
    ));
}

/// Explains why an answer has no rows although every name is known.
fn no_rows(meanings: &[Meaning]) -> Message {
    let taken = |meaning: &Meaning| {
        message!("query-value", parameter = meaning.parameter, names = some(&meaning.labels))
    };
    match meanings.is_empty() {
        true => message!("query-no-rows"),
        false => {
            message!("query-no-rows-for", values = meanings.iter().map(taken).collect::<Vec<_>>())
        }
    }
}

/// Lists the first few names.
fn some(labels: &[String]) -> Message {
    let shown: Vec<_> =
        labels.iter().take(N_SHOWN).map(|label| message!("quoted", name = label)).collect();
    match labels.len() - shown.len() {
        0 => message!("list", list = shown),
        more => message!("list-and-more", list = shown, n = more),
    }
}

/// Lists the named questions and their parameters.
pub(crate) fn list() -> Result<ExitCode, Failure> {
    output::write(None, |out| {
        for question in named() {
            let lang = Lang::user();
            writeln!(out, "{}\n    {}", question.name, lang.of(question.title, question.title_zh))?;
            for Parameter { name, meaning, meaning_zh, example, required, .. } in
                &question.parameters
            {
                let meaning = lang.of(*meaning, *meaning_zh);
                let meaning = match required {
                    true => meaning.to_owned(),
                    false => message!("query-optional", meaning = meaning).to_string(),
                };
                writeln!(out, "    --set {name}={example}  {meaning}")?;
            }
        }
        Ok::<_, io::Error>(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the requested format, else the one of the file extension, else `default`.
pub(crate) fn format(
    name: Option<&str>,
    output: Option<&Path>,
    default: Format,
) -> Result<Format, Failure> {
    let extension = output.and_then(Path::extension).and_then(|extension| extension.to_str());
    match name.or(extension) {
        Some(text) => Ok(Format::find(text)?),
        None => Ok(default),
    }
}

fn text(path: &Path) -> Result<String, Failure> {
    let read = if path == Path::new(STDIN) {
        io::read_to_string(io::stdin())
    } else {
        fs::read_to_string(path)
    };
    read.map_err(|error| {
        let why = message::io(&error);
        Failure::new(
            message!("cannot-read-file", path = path.display(), why = why),
            message!("hint-query-file"),
        )
    })
}

/// Whether the text is a name, which has neither white space nor braces, unlike any query.
fn is_name(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c == '{')
}

fn pair(text: &str) -> Result<(String, String), Message> {
    let (name, value) = text.split_once('=').ok_or_else(|| message!("query-no-equals"))?;
    Ok((name.to_owned(), value.to_owned()))
}
