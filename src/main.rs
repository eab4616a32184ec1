//! The program `zeren`: reads its arguments, runs one command, and ends with 0 (done), 1 (done, but incomplete; or a name that
//! matches nothing) or 2 (could not run).

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::run(cli::Args::parse()).unwrap_or_else(cli::Failure::report)
}
