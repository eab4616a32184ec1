//! The program `zeren`: reads its arguments, runs one command, and ends with 0 (done), 1 (done, but incomplete; or a name that
//! matches nothing) or 2 (could not run).

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::args() {
        Ok(args) => cli::run(args).unwrap_or_else(cli::Failure::report),
        Err(code) => code,
    }
}
