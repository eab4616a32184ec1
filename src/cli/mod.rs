//! The command line: arguments, one submodule per command, and the reporting of failures.
//!
//! Answers are written to standard output, everything else to standard error.

#![expect(
    clippy::disallowed_methods,
    reason = "commands read queries, and tests what commands wrote"
)]

#[cfg(feature = "rocksdb")]
mod backup;
mod build;
mod check;
#[cfg(feature = "rocksdb")]
mod check_store;
mod circular;
mod corrections;
mod diff;
mod doc;
mod explain;
mod export;
mod exports;
mod extract;
mod failure;
mod find;
mod import;
mod in_order;
mod inputs;
mod language;
mod ledger;
mod map;
mod mended;
mod output;
mod query;
mod remote;
mod remove;
mod report;
mod serve;
mod shell;
mod sources;
mod store;
mod summary;
mod today;
mod unread;
mod validate;
mod why;
mod worker;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub(crate) use failure::Failure;
pub(crate) use language::args;

const EXAMPLES: &str = "\
Start with:
  zeren build seeds                           read the documents of a folder into ./zeren-store
  zeren query workload                        ask who has most to do
  zeren query tasks-of-unit --set unit=司法局 ask what one unit has to do
  zeren map --view matrix -o map.svg          draw who answers for what
  zeren explain IRI                           see the words that a fact was read from";

/// Reads Chinese official documents and says who answers for what, by when and on what ground.
#[derive(Parser)]
#[command(name = "zeren", version, arg_required_else_help = true, subcommand_required = true, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
    /// Language to speak: zh or en [default: that of the locale]
    #[arg(long, global = true, value_enum, value_name = "LANG", hide_possible_values = true)]
    lang: Option<language::Language>,
}

#[derive(Subcommand)]
enum Command {
    /// Read documents into a store
    Build(build::Build),
    /// Remove what was read from files, or whole documents
    Remove(remove::Remove),
    /// List the files that were read, what each holds, and which copies are in use
    Sources(sources::Sources),
    /// Look at every byte and every quad of a store, and say what is damaged or lost
    #[cfg(feature = "rocksdb")]
    CheckStore(check_store::CheckStore),
    /// Copy a store into one file, while builds and readers go on
    #[cfg(feature = "rocksdb")]
    Backup(backup::Backup),
    /// Make a store of a file that `zeren backup` wrote
    #[cfg(feature = "rocksdb")]
    Restore(backup::Restore),
    /// Print what documents say, without a store
    Extract(extract::Extract),
    /// Find what to fix in a document before it is issued
    Check(check::Check),
    /// Show what changed between two documents, RDF files or stores
    Diff(diff::Diff),
    /// Ask a named question, or in SPARQL
    Query(query::Query),
    /// Find the tasks, headings and titles that hold some words
    Find(find::Find),
    /// List the named questions
    Queries,
    /// Write the graph as RDF
    Export(export::Export),
    /// Make the ledger of duties: a workbook, CSV, Markdown, HTML or a calendar
    Ledger(Box<ledger::Ledger>),
    /// Write a circular on the tasks of a period, or letters to the units that are late
    Report(circular::Report),
    /// Draw who answers for what
    Map(map::Map),
    /// Show where a fact comes from: the line, the rule
    Explain(explain::Explain),
    /// Check graphs against shapes, and show the lines that violate them
    Validate(validate::Validate),
    /// Write the documentation of the ontology as one page in Chinese and English
    Doc(doc::Doc),
    /// Answer SPARQL over HTTP
    Serve(serve::Serve),
    /// Write what a shell needs to complete commands: bash, zsh, fish, elvish, powershell
    Completions(shell::Completions),
    /// Write the manual page
    Man(shell::Man),
    #[command(hide = true)]
    Worker(worker::Worker),
}

/// Runs the command.
pub(crate) fn run(args: Args) -> Result<ExitCode, Failure> {
    // The language has been set while parsing the arguments.
    let Args { command, lang: _ } = args;
    if matches!(command, Command::Build(_) | Command::Extract(_) | Command::Check(_)) {
        zeren::prepare();
    }
    match command {
        Command::Build(build) => build.run(),
        Command::Remove(remove) => remove.run(),
        Command::Sources(sources) => sources.run(),
        #[cfg(feature = "rocksdb")]
        Command::CheckStore(check) => check.run(),
        #[cfg(feature = "rocksdb")]
        Command::Backup(backup) => backup.run(),
        #[cfg(feature = "rocksdb")]
        Command::Restore(restore) => restore.run(),
        Command::Extract(extract) => extract.run(),
        Command::Check(check) => check.run(),
        Command::Diff(diff) => diff.run(),
        Command::Query(query) => query.run(),
        Command::Find(find) => find.run(),
        Command::Queries => query::list(),
        Command::Export(export) => export.run(),
        Command::Ledger(ledger) => ledger.run(),
        Command::Report(report) => report.run(),
        Command::Map(map) => map.run(),
        Command::Explain(explain) => explain.run(),
        Command::Validate(validate) => validate.run(),
        Command::Doc(doc) => doc.run(),
        Command::Serve(serve) => serve.run(),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
        Command::Worker(worker) => worker.run(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }
}
