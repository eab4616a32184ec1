//! `zeren build`: documents to a store, with a summary of each.

use std::collections::BTreeMap;
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
use zeren::read::{Input, ReadError, Reader};
use zeren::store::{Change, Store};
use zeren::{Source, extract_facts};

use super::corrections::{self, Book, CorrectionsArgs, Used};
use super::remote::{RemoteArgs, Target};
use super::store::DEFAULT;
use super::summary::summary;
use super::{Failure, exports, inputs, output};

/// Documents that are read ahead while others are stored.
const AHEAD: usize = 16;

/// Quads from which on documents are stored, together.
const BATCH: usize = 200_000;

/// Documents from which on a bar shows how far it is.
const MANY: u64 = 10;

#[derive(Args)]
#[command(after_long_help = zeren::correct::PAGE)]
pub(crate) struct Build {
    /// Documents, or folders of documents: text, Markdown, HTML, DOCX, PDF, and .zip archives of these
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Folder of the store; it is made when it is missing
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT)]
    location: String,
    #[command(flatten)]
    remote: RemoteArgs,
    /// Read documents again that the store holds already
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    corrections: CorrectionsArgs,
    /// Folder to write the graph, a table of tasks and maps to
    #[arg(long, value_name = "DIR")]
    exports: Option<PathBuf>,
}

/// A document on its way to the store.
enum Read {
    /// The store holds it, read by this version and corrected so.
    Known(Known),
    /// What it says.
    New(Box<New>),
    /// It cannot be read.
    Failed(Failure),
}

struct Known {
    name: String,
    remarks: Remarks,
}

struct New {
    source: Source,
    facts: Facts,
    graph: (NamedNode, Vec<Quad>),
    remarks: Remarks,
}

/// What came of the corrections of a document.
#[derive(Default)]
struct Remarks {
    used: Used,
    n_applied: usize,
    warnings: Vec<String>,
}

impl Remarks {
    fn of(file: Option<&Path>, facts: &Facts) -> Self {
        let Some(file) = file else { return Self::default() };
        Self {
            used: facts.corrections.iter().map(|one| (file.to_owned(), one.line)).collect(),
            n_applied: facts.corrections.iter().filter(|one| one.outcome.is_ok()).count(),
            warnings: corrections::warnings(file, facts),
        }
    }

    fn tell(&self) -> String {
        let applied = match self.n_applied {
            0 => String::new(),
            1 => "    1 correction\n".to_owned(),
            n => format!("    {n} corrections\n"),
        };
        self.warnings.iter().fold(applied, |told, one| format!("{told}    {one}\n"))
    }
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
        let paths = inputs::find(&self.paths);
        if paths.iter().all(Result::is_err) {
            return give_up(paths);
        }
        let book = self.corrections.book(&self.paths, paths.iter().flatten())?;
        let is_new = self.remote.name().is_none() && !Path::new(&self.location).exists();
        let target = self.target()?;
        let tally = load(&target, &book, paths, self.again)?;
        if tally.added + tally.replaced + tally.unchanged == 0 {
            drop(target);
            return self.undo(is_new);
        }
        if let Some(folder) = &self.exports {
            match target {
                Target::Store(store) => exports::write(&store, folder)?,
                Target::Remote(remote) => exports::write(&remote.copy()?, folder)?,
            }
        }
        self.tell(&tally);
        Ok(if tally.failed > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    /// Opens what the documents are read into.
    fn target(&self) -> Result<Target, Failure> {
        let Some(remote) = self.remote.open() else { return Ok(Target::Store(Store::open(&self.location)?)) };
        remote.prepare()?;
        Ok(Target::Remote(remote))
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

    /// Where the documents went.
    fn place(&self) -> &str {
        self.remote.name().unwrap_or(&self.location)
    }

    /// Says what was done, and what to try next.
    fn tell(&self, tally: &Tally) {
        let Tally { added, replaced, unchanged, failed } = tally;
        let counts = [(added, "added"), (replaced, "replaced"), (unchanged, "unchanged"), (failed, "not read")];
        let counts = counts.into_iter().filter(|(n, _)| **n > 0).map(|(n, word)| format!("{n} {word}"));
        output::note(&format!("\n{} in {}", counts.collect::<Vec<_>>().join(", "), self.place()));
        if let Some(folder) = &self.exports {
            output::note(&format!("graph, table and maps in {}", folder.display()));
        }
        let location = match self.remote.name() {
            Some(endpoint) => format!(" --endpoint {endpoint}"),
            None if self.location == DEFAULT => String::new(),
            None => format!(" -l {}", self.location),
        };
        if self.location != zeren::store::MEMORY {
            output::note(&format!(
                "\ntry next:\n  zeren query workload{location}\n  zeren query tasks-of-unit --set unit=司法局{location}\n  \
                 zeren map --view matrix -o map.svg{location}\n  zeren serve{location}"
            ));
        }
    }
}

/// Tells all errors; nothing could be read, so that the command could not run.
fn give_up(paths: Vec<Result<Input, ReadError>>) -> Result<ExitCode, Failure> {
    let mut failures = paths.into_iter().filter_map(Result::err).map(Failure::from);
    let last = failures.next_back().expect("clap asks for at least one path");
    failures.for_each(|failure| failure.warn());
    Err(last)
}

/// Reads and extracts in one thread, stores in this one, in the order of the paths.
fn load(store: &Target, book: &Book, paths: Vec<Result<Input, ReadError>>, again: bool) -> Result<Tally, Failure> {
    let bar = bar(paths.len() as u64);
    let mut loading = Loading { store, tally: Tally::default(), names: BTreeMap::new(), used: Used::new() };
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(AHEAD);
        let is_known = |run: &NamedNode| Ok::<_, Failure>(!again && store.has_run(run.as_ref())?);
        let mut reader = Reader::new();
        scope.spawn(move || read_all(paths, |input| read_one(&mut reader, input, book, &is_known), &sender));
        let mut receiver = receiver.into_iter().peekable();
        while receiver.peek().is_some() {
            let batch = batch(&mut receiver);
            let n = batch.len() as u64;
            let told = loading.store(batch)?;
            bar.suspend(|| output::write(None, |out| out.write_all(told.as_bytes())))?;
            bar.inc(n);
        }
        bar.finish_and_clear();
        book.tell_unused(&loading.used);
        Ok(loading.tally)
    })
}

/// The next documents, as many as are stored together.
fn batch(receiver: &mut impl Iterator<Item = Read>) -> Vec<Read> {
    let mut n_quads = 0;
    let mut batch = Vec::new();
    while n_quads < BATCH {
        let Some(read) = receiver.next() else { break };
        n_quads += if let Read::New(new) = &read { new.graph.1.len() } else { 0 };
        batch.push(read);
    }
    batch
}

/// Sends the documents in the order of their paths, until nobody takes them.
fn read_all(
    paths: Vec<Result<Input, ReadError>>,
    mut read_one: impl FnMut(&Input) -> Result<Read, Failure>,
    sender: &SyncSender<Read>,
) {
    for path in paths {
        let read = path.map_err(Failure::from).and_then(|path| read_one(&path));
        if sender.send(read.unwrap_or_else(Read::Failed)).is_err() {
            return;
        }
    }
}

/// Reads a document. One that has corrections is read even when the store holds it, to see whether they still apply.
fn read_one(
    reader: &mut Reader,
    input: &Input,
    book: &Book,
    is_known: &impl Fn(&NamedNode) -> Result<bool, Failure>,
) -> Result<Read, Failure> {
    let source = reader.read(input)?;
    let file = book.of(input).map(|(file, _)| file);
    if file.is_none() && is_known(&run(&source, &[]))? {
        return Ok(Read::Known(Known { name: source.name, remarks: Remarks::default() }));
    }
    let mut facts = extract_facts(&source);
    book.correct(input, &source, &mut facts);
    let remarks = Remarks::of(file, &facts);
    if file.is_some() && is_known(&run(&source, &facts.corrections))? {
        return Ok(Read::Known(Known { name: source.name, remarks }));
    }
    let graph = (graph_name(&source, &facts), graph(&source, &facts));
    Ok(Read::New(Box::new(New { source, facts, graph, remarks })))
}

/// The state of a run.
struct Loading<'a> {
    store: &'a Target,
    tally: Tally,
    /// The graphs of this run with their files, to tell when one document takes the place of another.
    names: BTreeMap<NamedNode, String>,
    /// The corrections that spoke of a document.
    used: Used,
}

impl Loading<'_> {
    /// Stores documents together, and says what each holds.
    fn store(&mut self, batch: Vec<Read>) -> Result<String, Failure> {
        let (mut graphs, mut told) = (Vec::new(), Vec::new());
        for read in batch {
            match read {
                Read::Known(Known { name, remarks }) => {
                    self.tally.unchanged += 1;
                    told.push((format!("{name}: unchanged\n{}", remarks.tell()), None));
                    self.used.extend(remarks.used);
                }
                Read::Failed(failure) => {
                    self.tally.failed += 1;
                    failure.warn();
                }
                Read::New(new) => {
                    self.store.supersede(zeren::graph::input(&new.source).as_ref(), new.graph.0.as_ref())?;
                    told.push((summary(&new.source, &new.facts) + &new.remarks.tell(), Some(new.source.name)));
                    self.used.extend(new.remarks.used);
                    graphs.push(new.graph);
                }
            }
        }
        let mut changes = self.store.replace_all(&graphs)?.into_iter().zip(graphs);
        for (text, file) in &mut told {
            if let Some((file, (change, (name, _)))) = file.take().and_then(|file| Some((file, changes.next()?))) {
                text.push_str(&self.note(change, name, file));
            }
        }
        Ok(told.into_iter().map(|(text, _)| text).collect())
    }

    /// Counts a change, and says what it took the place of.
    fn note(&mut self, change: Change, name: NamedNode, file: String) -> String {
        match change {
            Change::Added => self.tally.added += 1,
            Change::Replaced => self.tally.replaced += 1,
            Change::Unchanged => self.tally.unchanged += 1,
        }
        match (change, self.names.insert(name, file)) {
            (Change::Replaced, Some(other)) => format!("    takes the place of {other}, which has the same number\n"),
            (Change::Replaced, None) => "    takes the place of what the store held of it\n".to_owned(),
            _ => String::new(),
        }
    }
}

fn bar(n: u64) -> ProgressBar {
    let target = if n < MANY { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} documents, {eta} left");
    ProgressBar::with_draw_target(Some(n), target).with_style(style.expect("the template is well-formed"))
}
