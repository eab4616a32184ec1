//! The program `zeren`: parses its arguments, runs one command, and exits with 0 (done), 1 (done
//! but incomplete, or a name that matches nothing) or 2 (could not run).

mod cli;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use zeren::read;

fn main() -> ExitCode {
    if let Some(code) = worked() {
        return code;
    }
    read::isolate(program());
    match cli::args() {
        Ok(args) => cli::run(args).unwrap_or_else(cli::Failure::report),
        Err(code) => code,
    }
}

/// Runs the process as a child that reads documents for its parent, if its arguments say so, and
/// returns its exit code.
fn worked() -> Option<ExitCode> {
    let mut args = std::env::args_os().skip(1);
    args.next().filter(|first| first == read::WORKER)?;
    Some(if read::work(args).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns the path of this program, which works on Linux even if its file has been replaced since
/// it was started.
fn program() -> PathBuf {
    let itself = Path::new("/proc/self/exe");
    if itself.exists() { itself.to_owned() } else { std::env::current_exe().unwrap_or_default() }
}
