//! Documents with internal damage in intact containers: a mutated part of a DOCX file is read, not
//! rejected as a broken archive.
//!
//! Every test run reads some dozens of each format. `make mutations` reads 10,000 of each, in
//! children with limits as the program does, and reports how many were accepted, how long the
//! slowest took and how much memory the largest: none may crash its reader, take more than a second
//! per 100 KB, or use more than 500 MB.

mod file;
mod tokens;
mod tree;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use zeren::read::{Problem, Reader};

use crate::gold::root;
use crate::mutations::mutate::Random;

/// The number of mutated documents of each format, unless the environment sets it.
const FEW: usize = 40;
/// The memory limit for reading one, in bytes, where the system reports usage.
const MEMORY: u64 = 500_000_000;

/// Makes a damaged document of some kind.
type Make = fn(&mut Random) -> Vec<u8>;

/// Each format, with a file name.
const FORMATS: &[(&str, Make)] = &[
    ("a.docx", file::docx),
    ("a.xlsx", file::xlsx),
    ("a.odt", file::odt),
    ("a.ods", file::ods),
    ("a.ofd", file::ofd),
    ("a.pdf", file::pdf),
    ("a.zip", file::zip),
    ("a.html", file::html),
    ("a.rtf", file::rtf),
    ("a.doc", file::doc),
    ("a.xls", file::xls),
    ("a.txt", file::text),
];

/// Returns the number set by the environment.
fn asked() -> Option<usize> {
    std::env::var("ZEREN_MUTATIONS").ok()?.parse().ok()
}

/// Returns a fixture of the formats.
fn fixture(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/fixtures/read/formats").join(name)).expect("a fixture")
}

/// The results for a format.
#[derive(Default)]
struct Tally {
    accepted: usize,
    refused: usize,
    slowest: (Duration, u64),
    harm: Vec<String>,
}

/// Reads a document and extracts its facts; returns how long that took and whether it was accepted,
/// or the harm done.
fn read(name: &str, bytes: &[u8]) -> Result<(Duration, bool), String> {
    let read = || {
        let began = clock();
        let is_read = match source(name, bytes) {
            Ok(source) => {
                zeren::extract_facts(&source);
                true
            }
            Err(Problem::Broke) => return Err("it ended its reader".to_owned()),
            Err(Problem::Overran) => return Err("it took too long".to_owned()),
            Err(_) => false,
        };
        Ok((clock().saturating_sub(began), is_read))
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("it panics".to_owned()))
}

/// Reads a document; for an archive, reads all members and returns the last.
fn source(name: &str, bytes: &[u8]) -> Result<zeren::Source, Problem> {
    if !name.ends_with(".zip") {
        return zeren::read::source(name.to_owned(), bytes);
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    let mut reader = Reader::new();
    let read = zeren::read::inputs(&path).into_iter().map(|input| reader.read(&input?));
    // A crashed reader takes precedence over a mere rejection.
    let mut last = Err(Problem::NoDocuments);
    for one in read {
        match one.map_err(|error| error.problem) {
            Err(harm @ (Problem::Broke | Problem::Overran)) => return Err(harm),
            Err(_) if last.is_ok() => {}
            other => last = other,
        }
    }
    last
}

fn tally(name: &str, make: Make, n: usize) -> Tally {
    let mut tally = Tally::default();
    for seed in 0..n as u64 {
        let bytes = make(&mut Random::new(seed));
        let limit = Duration::from_secs_f64((bytes.len() as f64 / 100_000.0).max(1.0));
        // Unoptimised and in parallel, a small run gets more time.
        let limit = if asked().is_some() { limit } else { 20 * limit };
        let mut told = read(name, &bytes);
        for _ in 0..3 {
            // A machine busy with something else is not slow every time.
            if told.as_ref().is_ok_and(|(took, _)| *took > limit) {
                told = read(name, &bytes);
            }
        }
        match told {
            Ok((took, is_read)) => {
                *(if is_read { &mut tally.accepted } else { &mut tally.refused }) += 1;
                tally.slowest = tally.slowest.max((took, seed));
                if took > limit {
                    tally.harm.push(format!("{name} {seed}: {} bytes take {took:?}", bytes.len()));
                }
            }
            Err(harm) => tally.harm.push(format!("{name} {seed}: {harm}")),
        }
    }
    tally
}

/// Returns the time of day or, if this process does nothing else, the CPU time of it and its
/// children, which other programs do not affect.
fn clock() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let of = |process: &str| {
        let told = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name of the program, in brackets, may contain anything; the times are twelve words
        // after it, in hundredths of a second.
        let times = told
            .rsplit_once(") ")?
            .1
            .split(' ')
            .skip(11)
            .take(2)
            .map(|ticks| ticks.parse::<u64>().ok());
        Some(Duration::from_millis(10 * times.sum::<Option<u64>>()?))
    };
    let used =
        || Some(of("self")? + children().iter().filter_map(|child| of(child)).sum::<Duration>());
    asked().and_then(|_| used()).unwrap_or_else(|| BEGAN.elapsed())
}

/// Returns the ids of the processes that read.
fn children() -> Vec<String> {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let told = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    told.flat_map(|told| told.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Returns the peak memory of this process or any of its children, in bytes.
fn peak() -> Option<u64> {
    let of = |process: &str| {
        let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kb| kb * 1024)
    };
    let largest = children().iter().filter_map(|child| of(child)).max();
    Some(largest.unwrap_or_default().max(of("self")?))
}

#[expect(clippy::print_stdout, reason = "figures for people to read")]
#[test]
fn damaged_documents_do_no_harm() {
    let n = asked().unwrap_or(FEW);
    let kind = |name: &'static str| name.strip_prefix("a.").unwrap_or(name);
    let is_left_out =
        |name| std::env::var("ZEREN_FORMATS").is_ok_and(|wanted| !wanted.contains(kind(name)));
    if asked().is_some() {
        zeren::read::isolate(env!("CARGO_BIN_EXE_zeren").into());
    }
    println!(
        "{:<8}{:>9}{:>10}{:>9}{:>13}{:>7}",
        "", "read", "accepted", "refused", "slowest (ms)", "harm"
    );
    let mut harm = Vec::new();
    for (name, make) in FORMATS.iter().filter(|(name, _)| !is_left_out(name)) {
        let one = tally(name, *make, n);
        let took = one.slowest.0.as_millis();
        println!(
            "{:<8}{n:>9}{:>10}{:>9}{took:>13}{:>7}",
            kind(name),
            one.accepted,
            one.refused,
            one.harm.len()
        );
        assert!(one.accepted > n / 4, "{name} is read: {} of {n}", one.accepted);
        harm.extend(one.harm);
    }
    if let Some(peak) = peak() {
        println!("at most {} MB in one process", peak / 1_000_000);
        assert!(peak < MEMORY || asked().is_none(), "{peak} bytes");
    }
    let shown: Vec<_> = harm.iter().take(20).map(String::as_str).collect();
    assert!(harm.is_empty(), "{} do harm:\n{}", harm.len(), shown.join("\n"));
}
