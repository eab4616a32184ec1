//! `zeren build`: documents to a store, with a summary of each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use oxigraph::model::{NamedNode, Quad};
use zeren::graph::{graph, graph_name, run};
use zeren::model::Facts;
use zeren::read::{ReadError, documents, read};
use zeren::store::{Change, Store, StoreError};
use zeren::{Source, extract_facts};

use super::store::DEFAULT;
use super::summary::summary;
use super::{Failure, exports, output};

/// Documents that are read ahead while others are stored.
const AHEAD: usize = 16;

/// Documents from which on a bar shows how far it is.
const MANY: u64 = 10;

#[derive(Args)]
pub(crate) struct Build {
    /// Documents, or folders of documents: UTF-8 text in .txt and .md files
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Folder of the store; it is made when it is missing
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT)]
    location: String,
    /// Read documents again that the store holds already
    #[arg(long)]
    again: bool,
    /// Folder to write the graph, a table of tasks and maps to
    #[arg(long, value_name = "DIR")]
    exports: Option<PathBuf>,
}

/// A document on its way to the store.
enum Read {
    /// The store holds it, read by this version.
    Known(String),
    /// What it says.
    New(Box<New>),
    /// It cannot be read.
    Failed(Failure),
}

struct New {
    source: Source,
    facts: Facts,
    name: NamedNode,
    quads: Vec<Quad>,
}

/// How many documents went which way.
#[derive(Default)]
struct Tally {
    added: usize,
    replaced: usize,
    unchanged: usize,
    failed: usize,
}

impl Build {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let paths: Vec<_> = self.paths.iter().flat_map(|path| documents(path)).collect();
        if paths.iter().all(Result::is_err) {
            return give_up(paths);
        }
        let is_new = !Path::new(&self.location).exists();
        let store = Store::open(&self.location)?;
        let tally = load(&store, paths, self.again)?;
        if tally.added + tally.replaced + tally.unchanged == 0 {
            drop(store);
            return self.undo(is_new);
        }
        if let Some(folder) = &self.exports {
            exports::write(&store, folder)?;
        }
        self.tell(&tally);
        Ok(if tally.failed > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    /// Takes away a store that was made for documents of which none could be read.
    fn undo(&self, is_new: bool) -> Result<ExitCode, Failure> {
        let folder = Path::new(&self.location);
        if is_new && folder.is_dir() {
            fs::remove_dir_all(folder).map_err(|error| Failure::write(folder, &error))?;
        }
        output::note("\nnothing was read");
        Ok(ExitCode::from(2))
    }

    /// Says what was done, and what to try next.
    fn tell(&self, tally: &Tally) {
        let Tally { added, replaced, unchanged, failed } = tally;
        let counts = [(added, "added"), (replaced, "replaced"), (unchanged, "unchanged"), (failed, "not read")];
        let counts = counts.into_iter().filter(|(n, _)| **n > 0).map(|(n, word)| format!("{n} {word}"));
        output::note(&format!("\n{} in {}", counts.collect::<Vec<_>>().join(", "), self.location));
        if let Some(folder) = &self.exports {
            output::note(&format!("graph, table and maps in {}", folder.display()));
        }
        let location = if self.location == DEFAULT { String::new() } else { format!(" -l {}", self.location) };
        if self.location != zeren::store::MEMORY {
            output::note(&format!(
                "\ntry next:\n  zeren query workload{location}\n  zeren query tasks-of-unit --set unit=司法局{location}\n  \
                 zeren map --view matrix -o map.svg{location}\n  zeren serve{location}"
            ));
        }
    }
}

/// Tells all errors; nothing could be read, so that the command could not run.
fn give_up(paths: Vec<Result<PathBuf, ReadError>>) -> Result<ExitCode, Failure> {
    let mut failures = paths.into_iter().filter_map(Result::err).map(Failure::from);
    let last = failures.next_back().expect("clap asks for at least one path");
    failures.for_each(|failure| failure.warn());
    Err(last)
}

/// Reads and extracts in one thread, stores in this one, in the order of the paths.
fn load(store: &Store, paths: Vec<Result<PathBuf, ReadError>>, again: bool) -> Result<Tally, Failure> {
    let bar = bar(paths.len() as u64);
    let mut tally = Tally::default();
    // The graphs of this run, to tell when one document takes the place of another.
    let mut names: BTreeMap<NamedNode, String> = BTreeMap::new();
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(AHEAD);
        let is_known = |source: &Source| Ok(!again && store.has_run(run(source).as_ref())?);
        scope.spawn(move || read_all(paths, &is_known, &sender));
        for read in receiver {
            let told = store_one(store, read, &mut tally, &mut names)?;
            bar.suspend(|| output::write(None, |out| out.write_all(told.as_bytes())))?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(tally)
    })
}

/// Sends the documents in the order of their paths, until nobody takes them.
fn read_all(
    paths: Vec<Result<PathBuf, ReadError>>,
    is_known: &impl Fn(&Source) -> Result<bool, StoreError>,
    sender: &SyncSender<Read>,
) {
    for path in paths {
        let read = path.map_err(Failure::from).and_then(|path| read_one(&path, is_known));
        if sender.send(read.unwrap_or_else(Read::Failed)).is_err() {
            return;
        }
    }
}

fn read_one(path: &Path, is_known: &impl Fn(&Source) -> Result<bool, StoreError>) -> Result<Read, Failure> {
    let source = read(path)?;
    if is_known(&source)? {
        return Ok(Read::Known(source.name));
    }
    let facts = extract_facts(&source);
    let (name, quads) = (graph_name(&source, &facts), graph(&source, &facts));
    Ok(Read::New(Box::new(New { source, facts, name, quads })))
}

/// Stores one document, and says what it holds.
fn store_one(
    store: &Store,
    read: Read,
    tally: &mut Tally,
    names: &mut BTreeMap<NamedNode, String>,
) -> Result<String, StoreError> {
    let New { source, facts, name, quads } = match read {
        Read::New(new) => *new,
        Read::Known(name) => {
            tally.unchanged += 1;
            return Ok(format!("{name}: unchanged\n"));
        }
        Read::Failed(failure) => {
            tally.failed += 1;
            failure.warn();
            return Ok(String::new());
        }
    };
    let change = store.replace(name.as_ref(), &quads)?;
    let mut told = summary(&source, &facts);
    match change {
        Change::Added => tally.added += 1,
        Change::Replaced => tally.replaced += 1,
        Change::Unchanged => tally.unchanged += 1,
    }
    match (change, names.insert(name, source.name)) {
        (Change::Replaced, Some(other)) => {
            let _ = writeln!(told, "    takes the place of {other}, which has the same number");
        }
        (Change::Replaced, None) => told.push_str("    takes the place of what the store held of it\n"),
        _ => {}
    }
    Ok(told)
}

fn bar(n: u64) -> ProgressBar {
    let target = if n < MANY { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} documents, {eta} left");
    ProgressBar::with_draw_target(Some(n), target).with_style(style.expect("the template is well-formed"))
}
