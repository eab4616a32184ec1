//! A build: brings a store in line with the files found in folders, whatever it contained before.
//!
//! First every new file is read; only its [`Entry`] is kept, and its facts as far as memory allows.
//! Then the whole set is settled, from which alone follows what the store should contain. Finally
//! missing graphs are written, and obsolete ones removed.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use oxigraph::model::{NamedNode, Quad};

use super::plan::{Material, Plan};
use super::report::{Line, Outcome, Report};
use super::{Entry, Held, Manifest, Settled, State, Work, catalogue, settle};
use crate::digest::sha256;
use crate::graph::Card;
use crate::graph::{VERSION, correction_run, document_of, graph_as, write_as};
use crate::message;
use crate::message::Lang;
use crate::model::Facts;
use crate::read::{Input, Problem, ReadError, Source};
use crate::sources::Print;
use crate::syntax::Lines;

/// The bytes of text whose facts are kept between reading and writing; texts beyond that are read
/// twice.
const REMEMBERED: usize = 24 << 20;
/// The size, in bytes, from which on a text is read alone, and its facts are not kept: they take
/// ten times its memory.
const LARGE: usize = 1 << 20;

/// Held while reading a large text.
static ALONE: Mutex<()> = Mutex::new(());

/// A store of graphs that can be updated.
pub trait Target {
    /// The error type.
    type Error;

    /// Returns what it knows about its sources.
    fn manifest(&mut self) -> Result<Manifest, Self::Error>;
    /// Returns the text with this SHA-256, if its source speaks.
    fn text(&mut self, sha256: &str) -> Result<Option<String>, Self::Error>;
    /// Replaces the contents of these graphs; quads of [`THINGS`](crate::graph::THINGS) are added.
    fn put(
        &mut self,
        graphs: &mut dyn Iterator<Item = (NamedNode, Vec<Quad>)>,
    ) -> Result<(), Self::Error>;
    /// Removes graphs.
    fn remove(&mut self, graphs: &BTreeSet<NamedNode>) -> Result<(), Self::Error>;
    /// Removes the triples of [`THINGS`](crate::graph::THINGS) with these
    /// [`short_hash`](super::short_hash)es.
    fn retract(&mut self, things: &BTreeSet<u64>) -> Result<(), Self::Error>;
    /// Replaces the catalogue and saves the manifest, which makes the new state current.
    fn finish(&mut self, catalogue: &[Quad], manifest: &Manifest) -> Result<(), Self::Error>;
}

/// The options of a build.
pub struct Options<'a> {
    /// Reads a document.
    pub read: &'a (dyn Fn(&Input) -> Result<Source, ReadError> + Sync),
    /// Corrects the facts of a document, and returns the corrections file that applies to it.
    pub correct: &'a (dyn Fn(&Input, &Source, &mut Facts) -> Option<String> + Sync),
    /// Whether a corrections file may apply to a document, so that it must be read to find out.
    pub may_correct: &'a (dyn Fn(&Input) -> bool + Sync),
    /// Returns the report on a document that was read.
    pub tell: &'a (dyn Fn(&Source, &Facts) -> String + Sync),
    /// Returns remarks on the corrections of a document, also for an unchanged one that was read
    /// because of them.
    pub remark: &'a (dyn Fn(&Input, &Facts) -> String + Sync),
    /// Whether a source that was not found, given by key and entry, is gone; `None` if it is
    /// outside the scope of this build.
    pub gone: &'a (dyn Fn(&str, &Entry) -> Option<bool> + Sync),
    /// Called after each document read or written.
    pub progress: &'a (dyn Fn() + Sync),
    /// Whether the store is remote, and must not learn where files are on this machine.
    pub hide: bool,
    /// Whether to read again what the store already contains.
    pub again: bool,
    /// Whether to remove sources that are gone.
    pub prune: bool,
    /// The current time, for the record of changes: `2023-06-27T08:00:00Z`.
    pub now: &'a str,
}

impl<'a> Options<'a> {
    /// Creates options that read with `read` at the time `now`, and correct, report and remove
    /// nothing.
    pub fn new(
        read: &'a (dyn Fn(&Input) -> Result<Source, ReadError> + Sync),
        now: &'a str,
    ) -> Self {
        Self {
            read,
            correct: &|_, _, _| None,
            may_correct: &|_| false,
            tell: &|_, _| String::new(),
            remark: &|_, _| String::new(),
            gone: &|_, _| None,
            progress: &|| {},
            hide: false,
            again: false,
            prune: false,
            now,
        }
    }

    /// Returns the key of a file in the manifest.
    fn key(&self, input: &Input) -> String {
        if self.hide { sha256(input.key()) } else { input.key() }
    }
}

/// The facts of documents kept between reading and writing, by key.
pub(super) type Remembered = BTreeMap<String, (Source, Facts)>;

/// Brings `target` in line with its sources and those in `found`, and reports what became of each.
pub fn update<T: Target>(
    target: &mut T,
    found: Vec<Result<Input, ReadError>>,
    options: &Options<'_>,
) -> Result<Report, T::Error> {
    let before = target.manifest()?;
    let mut seen = BTreeSet::new();
    let found = found
        .into_iter()
        .filter(|one| one.as_ref().map_or(true, |input| seen.insert(options.key(input))))
        .collect();
    let (readings, remembered) = read_all(found, &before, options);
    let inputs: BTreeMap<String, Input> =
        readings.iter().filter_map(|one| Some((one.key(options)?, one.input.clone()?))).collect();
    let mut next = Next::new(&before);
    next.take(readings, options);
    next.miss(&inputs, options);
    let settled = settle(&next.manifest.entries);
    next.tell(&before, &settled);
    let plan = Plan::new(&before, &next.manifest, &settled);
    next.report.is_changed = next.manifest != before || !plan.is_empty();
    if !next.report.is_changed {
        return Ok(next.report);
    }
    let unwritten =
        plan.run(target, &mut next.manifest, Material { inputs: &inputs, remembered, options })?;
    next.unwritten(&unwritten);
    next.manifest.corrections.retain(|hash, _| {
        next.manifest.entries.values().any(|entry| entry.corrections.as_ref() == Some(hash))
    });
    target.finish(&catalogue(&next.manifest.entries, &settled), &next.manifest)?;
    Ok(next.report)
}

/// The result of looking at a file.
struct Reading {
    input: Option<Input>,
    what: What,
}

enum What {
    /// The store already has its contents; with remarks on its corrections.
    Known(String),
    /// Its entry, its corrections file, and the report on it.
    New(Box<Entry>, Option<String>, String),
    Failed(ReadError),
}

impl Reading {
    fn key(&self, options: &Options<'_>) -> Option<String> {
        self.input.as_ref().map(|input| options.key(input))
    }
}

/// Reads new files on all cores; results are in the order found.
fn read_all(
    found: Vec<Result<Input, ReadError>>,
    before: &Manifest,
    options: &Options<'_>,
) -> (Vec<Reading>, Remembered) {
    let found: Vec<Mutex<Option<Result<Input, ReadError>>>> =
        found.into_iter().map(|one| Mutex::new(Some(one))).collect();
    let (at, room) = (AtomicUsize::new(0), AtomicUsize::new(REMEMBERED));
    let work = || {
        let mut read = Vec::new();
        loop {
            let n = at.fetch_add(1, Ordering::Relaxed);
            let Some(one) = found.get(n).and_then(|one| one.lock().ok()?.take()) else {
                return read;
            };
            read.push((n, read_one(one, before, options, &room)));
            (options.progress)();
        }
    };
    let n_threads = thread::available_parallelism().map_or(1, usize::from).min(found.len().max(1));
    let mut read: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (1..n_threads).map(|_| scope.spawn(work)).collect();
        let mine = work();
        let theirs = threads
            .into_iter()
            .flat_map(|one| one.join().expect("reading gives errors, and does not panic"));
        mine.into_iter().chain(theirs).collect()
    });
    read.sort_by_key(|(n, _)| *n);
    let mut remembered = Remembered::new();
    let readings = read.into_iter().map(|(_, (reading, facts))| {
        remembered.extend(reading.key(options).zip(facts));
        reading
    });
    (readings.collect(), remembered)
}

fn read_one(
    found: Result<Input, ReadError>,
    before: &Manifest,
    options: &Options<'_>,
    room: &AtomicUsize,
) -> (Reading, Option<(Source, Facts)>) {
    let failed = |input, error| (Reading { input, what: What::Failed(error) }, None);
    let input = match found {
        Ok(input) => input,
        Err(error) => return failed(None, error),
    };
    let source = match (options.read)(&input) {
        Ok(source) => source,
        Err(error) => return failed(Some(input), error),
    };
    let is_large = source.text.len() > LARGE;
    let _alone = is_large.then(|| ALONE.lock().unwrap_or_else(PoisonError::into_inner));
    let known = before.entries.get(&options.key(&input));
    let is_same = |entry: &Entry| {
        entry.sha256 == source.hash
            && entry.version == VERSION
            && entry.name == input.name
            && !options.again
    };
    let known = known.filter(|entry| is_same(entry));
    if known.is_some_and(|entry| entry.corrected.is_none()) && !(options.may_correct)(&input) {
        return (Reading { input: Some(input), what: What::Known(String::new()) }, None);
    }
    // A panic while extracting one document must not affect the others.
    let Ok(mut facts) = catch_unwind(|| crate::extract_facts(&source)) else {
        let error = ReadError::of(&input, Problem::Broke);
        return failed(Some(input), error);
    };
    let corrections = (options.correct)(&input, &source, &mut facts);
    let entry = entry(&source, &facts, corrections.as_deref());
    let remark = (options.remark)(&input, &facts);
    if known.is_some_and(|known| known.corrected == entry.corrected) {
        return (Reading { input: Some(input), what: What::Known(remark) }, None);
    }
    let told = (options.tell)(&source, &facts) + &remark;
    let has_room = !is_large
        && room
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |room| {
                room.checked_sub(source.text.len())
            })
            .is_ok();
    let what = What::New(Box::new(entry), corrections, told);
    (Reading { input: Some(input), what }, has_room.then_some((source, facts)))
}

/// Returns the manifest entry of a document.
fn entry(source: &Source, facts: &Facts, corrections: Option<&str>) -> Entry {
    let is_doubt =
        |one: &&crate::diagnostic::Diagnostic| one.severity == crate::diagnostic::Severity::Doubt;
    Entry {
        name: source.name.clone(),
        sha256: source.hash.clone(),
        format: source.format.to_owned(),
        text: sha256(&source.text),
        version: VERSION.to_owned(),
        corrected: correction_run(&facts.corrections),
        corrections: corrections.map(sha256),
        cards: facts.documents.iter().map(|one| Card::of(facts, one)).collect(),
        print: Print::of(&source.text),
        n_doubts: facts.diagnostics.iter().filter(is_doubt).count(),
        n_tasks: facts.tasks.iter().filter(|task| task.asks()).count(),
        n_assignments: facts.assignments().count(),
        held: Held::Kept { text: String::new() },
        states: Vec::new(),
    }
}

/// The manifest and report of a build under construction.
struct Next {
    manifest: Manifest,
    report: Report,
    /// The keys of the files in the report's lines.
    keys: Vec<Option<String>>,
    /// The keys of entries known before, by SHA-256: a file with the same bytes elsewhere was
    /// renamed.
    known: BTreeMap<String, Vec<String>>,
}

impl Next {
    fn new(before: &Manifest) -> Self {
        let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, entry) in &before.entries {
            known.entry(entry.sha256.clone()).or_default().push(key.clone());
        }
        Self { manifest: before.clone(), report: Report::default(), keys: Vec::new(), known }
    }

    fn line(&mut self, key: Option<String>, name: &str, outcome: Outcome, told: String) {
        self.keys.push(key);
        self.report.lines.push(Line { name: name.to_owned(), outcome, told, notes: Vec::new() });
    }

    /// Adds what was read to the manifest.
    fn take(&mut self, readings: Vec<Reading>, options: &Options<'_>) {
        for Reading { input, what } in readings {
            let key = input.as_ref().map(|input| options.key(input));
            let name = input.as_ref().map(|input| input.name.clone()).unwrap_or_default();
            match what {
                What::Known(told) => self.line(key, &name, Outcome::Unchanged, told),
                What::Failed(error) => self.fail(key, error),
                What::New(entry, corrections, told) => {
                    self.manifest.corrections.extend(corrections.map(|text| (sha256(&text), text)));
                    let key = key.expect("what was read was found");
                    let outcome = self.place(&key, *entry, options);
                    self.line(Some(key), &name, outcome, told);
                }
            }
        }
    }

    fn fail(&mut self, key: Option<String>, error: ReadError) {
        let is_held = key.as_ref().is_some_and(|key| self.manifest.entries.contains_key(key));
        let name = error.name.clone();
        self.line(key, &name, Outcome::NotRead { error }, String::new());
        if is_held && let Some(line) = self.report.lines.last_mut() {
            line.notes.push(message!("note-stays"));
        }
    }

    /// Stores an entry under its key, and returns the outcome.
    fn place(&mut self, key: &str, mut entry: Entry, options: &Options<'_>) -> Outcome {
        if let Some(old) = self.manifest.entries.remove(key) {
            let outcome = match old.differs(&entry) {
                _ if old.sha256 == entry.sha256 && old.name != entry.name => {
                    Outcome::Renamed { from: old.name.clone() }
                }
                differs if old.sha256 == entry.sha256 && differs.is_empty() => {
                    Outcome::Changed { differs: vec![message!("differs-again")] }
                }
                differs => Outcome::Changed { differs },
            };
            entry.states = old.states;
            if let (Outcome::Changed { differs }, true) = (&outcome, old.sha256 != entry.sha256) {
                let list = message!("list", list = differs.clone());
                let [changed, changed_zh] = Lang::ALL.map(|lang| list.in_lang(lang));
                let (sha256, until) = (old.sha256, options.now.to_owned());
                entry.states.push(State { sha256, until, changed, changed_zh });
            }
            self.manifest.entries.insert(key.to_owned(), entry);
            return outcome;
        }
        let same = self.known.get(&entry.sha256).into_iter().flatten();
        let mut gone = same.filter(|old| {
            self.manifest
                .entries
                .get(*old)
                .is_some_and(|one| (options.gone)(old, one) == Some(true))
        });
        let Some(was) = gone.next().cloned() else {
            self.manifest.entries.insert(key.to_owned(), entry);
            return Outcome::Added;
        };
        let from = self.manifest.entries.remove(&was).map(|old| {
            entry.states = old.states;
            old.name
        });
        self.manifest.entries.insert(key.to_owned(), entry);
        Outcome::Renamed { from: from.unwrap_or_default() }
    }

    /// Handles sources that were not found: removes them, or reports them missing.
    fn miss(&mut self, inputs: &BTreeMap<String, Input>, options: &Options<'_>) {
        let gone: Vec<(String, String)> = self
            .manifest
            .entries
            .iter()
            .filter(|(key, entry)| {
                !inputs.contains_key(*key) && (options.gone)(key, entry) == Some(true)
            })
            .map(|(key, entry)| (key.clone(), entry.name.clone()))
            .collect();
        for (key, name) in gone {
            let outcome = if options.prune { Outcome::Removed } else { Outcome::Missing };
            if options.prune {
                self.manifest.entries.remove(&key);
            }
            self.line(Some(key), &name, outcome, String::new());
        }
    }

    /// Adds notes to files that changed or vanished while they were read.
    fn unwritten(&mut self, keys: &[String]) {
        for (line, key) in self.report.lines.iter_mut().zip(&self.keys) {
            if key.as_ref().is_some_and(|key| keys.contains(key)) {
                line.notes.push(message!("note-changed-meanwhile"));
            }
        }
    }

    /// Reports which source speaks for which, and doubts.
    fn tell(&mut self, before: &Manifest, settled: &Settled) {
        let mut works: BTreeMap<&str, &Work> = BTreeMap::new();
        for work in &settled.works {
            works.insert(&work.speaks, work);
            works.extend(work.kept.iter().map(|key| (key.as_str(), work)));
        }
        for (line, key) in self.report.lines.iter_mut().zip(&self.keys) {
            let Some((key, work)) =
                key.as_ref().and_then(|key| Some((key, *works.get(key.as_str())?)))
            else {
                continue;
            };
            let entries = &self.manifest.entries;
            let (Some(own), Some(speaks)) = (entries.get(key), entries.get(&work.speaks)) else {
                continue;
            };
            let spoke = before
                .entries
                .get(key)
                .is_some_and(|entry| matches!(entry.held, Held::Speaks { .. }));
            if work.speaks == *key {
                line.notes.extend(work.doubts.iter().map(super::Doubt::message));
                let others: Vec<_> = work
                    .kept
                    .iter()
                    .filter_map(|key| entries.get(key))
                    .map(|one| one.name.as_str())
                    .collect();
                let is_new = !spoke || !matches!(line.outcome, Outcome::Unchanged);
                if is_new && !others.is_empty() {
                    line.notes.push(message!("note-speaks", others = others));
                }
                continue;
            }
            let differs = speaks.differs(own);
            match line.outcome {
                Outcome::Added => line.outcome = Outcome::Copy { of: speaks.name.clone(), differs },
                _ if spoke => line.notes.push(message!("note-spoken-for", by = &speaks.name)),
                _ => {}
            }
        }
    }
}

/// Returns the quads of a source in a fixed order, as if it were the only one: in the graph
/// [`graph_name`](crate::graph::graph_name) of its first document, in
/// [`THINGS`](crate::graph::THINGS) and in [`CATALOGUE`](crate::graph::CATALOGUE).
pub fn graph(source: &Source, facts: &Facts) -> Vec<Quad> {
    let entry = entry(source, facts, None);
    let first = document_of(entry.cards.first(), &entry.text);
    let mut quads = graph_as(source, facts, &entry.text, &first);
    let entries = BTreeMap::from([(String::new(), entry)]);
    quads.extend(catalogue(&entries, &settle(&entries)));
    quads
}

/// Returns the same quads in N-Quads, sorted. They are written as they arise, without a list of
/// them.
pub fn n_quads(source: &Source, facts: &Facts) -> Vec<u8> {
    let entry = entry(source, facts, None);
    let first = document_of(entry.cards.first(), &entry.text);
    let mut lines = Lines::default();
    write_as(source, facts, &entry.text, &first, &mut lines);
    let entries = BTreeMap::from([(String::new(), entry)]);
    lines.extend(&catalogue(&entries, &settle(&entries)));
    lines.into_n_quads()
}
