//! Measures the cost of reading documents in separate processes: `cargo bench --bench apart`.
//!
//! Reads a folder of small files of every format over and over, up to the facts and the graph of
//! each; in turn in one process and with readers in processes of their own. Prints the medians and
//! exits with 1 if the latter takes more than [`TOLERATED`] times as long.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// The largest tolerated ratio of the two times.
const TOLERATED: f64 = 1.1;
/// How often each way is measured.
const ROUNDS: usize = 15;
/// How often the folder is read in one round.
const COPIES: usize = 10;

fn files() -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/fixtures/read/formats", "tests/fixtures/read"];
    let entries =
        folders.iter().flat_map(|folder| std::fs::read_dir(root.join(folder)).expect("a folder"));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    // Scripts are not documents.
    files.retain(|path| path.is_file() && path.extension().is_some_and(|end| end != "py"));
    files.sort();
    files
}

/// Reads all files [`COPIES`] times and returns how long that took.
fn read() -> Duration {
    let files = files();
    let began = Instant::now();
    for _ in 0..COPIES {
        for path in &files {
            if let Ok(source) = zeren::read::read_path(path) {
                let facts = zeren::extract_facts(&source);
                std::hint::black_box(zeren::graph(&source, &facts));
            }
        }
    }
    began.elapsed()
}

/// Returns how long a process takes that reads the files itself (`here`) or has them read
/// (`apart`).
fn measured(how: &str) -> Duration {
    let program = std::env::current_exe().expect("this program");
    let told = Command::new(program).arg(how).output().expect("it runs");
    let micros = String::from_utf8_lossy(&told.stdout).trim().parse().expect("a number");
    Duration::from_micros(micros)
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

#[expect(clippy::print_stdout, reason = "the figures are what the benchmark is run for")]
fn main() -> ExitCode {
    let how = std::env::args().find(|arg| matches!(arg.as_str(), "here" | "apart"));
    if let Some(how) = how {
        if how == "apart" {
            zeren::read::isolate(env!("CARGO_BIN_EXE_zeren").into());
        }
        println!("{}", read().as_micros());
        return ExitCode::SUCCESS;
    }
    let rounds: Vec<[Duration; 2]> = (0..ROUNDS).map(|_| ["here", "apart"].map(measured)).collect();
    let [here, apart] = [0, 1].map(|at| median(rounds.iter().map(|round| round[at]).collect()));
    let (n, ratio) = (COPIES * files().len(), apart / here);
    println!(
        "{n} small files: {here:.3} s by one process, {apart:.3} s with others that read, {ratio:.3} times as long"
    );
    if ratio <= TOLERATED { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
