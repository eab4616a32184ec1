//! `zeren build`: reads documents into a store, and prints a line for each file.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use zeren::message;
use zeren::model::Facts;
use zeren::read::{Input, ReadError, Reader};
use zeren::sources::{Entry, Options, Outcome, Report, Target, update};
use zeren::store::{MEMORY, Store};

use super::corrections::{self, Book, CorrectionsArgs, Used};
use super::inputs::find_with_pictures;
use super::mended::Mended;
use super::remote::RemoteArgs;
use super::report::Detail;
use super::store::DEFAULT;
use super::summary::summary;
use super::{Failure, exports, output, report, unread};

/// The number of documents from which on a progress bar is shown.
const MANY: usize = 10;

#[derive(Args)]
#[command(after_long_help = zeren::correct::PAGE)]
pub(crate) struct Build {
    /// Documents or folders: text, web pages, office documents and sheets, PDF, and .zip archives
    /// of these
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Folder of the store, created if missing
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT)]
    location: String,
    #[command(flatten)]
    remote: RemoteArgs,
    /// Read documents again even if the store holds them
    #[arg(long)]
    again: bool,
    /// Remove what was read from files that are no longer in these folders
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    corrections: CorrectionsArgs,
    /// Write the graph, a table of tasks and maps to this folder
    #[arg(long, value_name = "DIR")]
    exports: Option<PathBuf>,
    /// Recognise text in pictures and scanned pages with `tesseract`; it may be wrong, so each is a
    /// doubt
    #[arg(long)]
    ocr: bool,
    /// Report on every file, and name those that are no documents
    #[arg(short, long)]
    verbose: bool,
    /// Report only what went wrong
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Format of the report on each file
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
}

impl Build {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let found = find_with_pictures(&self.paths, self.ocr);
        if found.iter().all(Result::is_err) && !self.prune {
            return Err(give_up(found, self.verbose));
        }
        let book = self.corrections.book(&self.paths, found.iter().flatten())?;
        let is_new = self.remote.name().is_none() && !Path::new(&self.location).exists();
        let build = Building::new(&self.paths, &found, book, self.remote.name().is_some())
            .recognising(self.ocr);
        let (report, store) = match self.remote.open() {
            Some(mut remote) => {
                remote.prepare()?;
                let report = build.run(&mut remote, found, self.again, self.prune)?;
                (report, self.exports.is_some().then(|| remote.copy()).transpose()?)
            }
            None => {
                let (mut writer, lost) = Mended::open(&self.location, self.again)?;
                let report = build.run(&mut writer, found, self.again, self.prune)?;
                lost.tell(&writer.manifest()?);
                let nothing =
                    report.lines.iter().all(|line| matches!(line.outcome, Outcome::NotRead { .. }));
                if nothing && is_new {
                    drop(writer);
                    return self.undo(report);
                }
                let store = match self.exports {
                    Some(_) if self.location != MEMORY => {
                        Some(Store::open_existing(&self.location)?)
                    }
                    _ => writer.into_memory(),
                };
                (report, store)
            }
        };
        if let (Some(folder), Some(store)) = (&self.exports, store) {
            exports::write(&store, folder)?;
        }
        build.book.tell_unused(&build.used());
        self.tell(&report)?;
        let failed = report.count(|outcome| matches!(outcome, Outcome::NotRead { .. }));
        Ok(if failed > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    /// Removes a store that was created for documents none of which could be read.
    fn undo(&self, report: Report) -> Result<ExitCode, Failure> {
        let folder = Path::new(&self.location);
        if folder.is_dir() {
            fs::remove_dir_all(folder).map_err(|error| Failure::write(folder, &error))?;
        }
        report::failures(&report, self.verbose);
        Ok(ExitCode::from(2))
    }

    /// Reports what was done, and what to try next.
    fn tell(&self, report: &Report) -> Result<(), Failure> {
        let place = self.remote.name().unwrap_or(&self.location);
        if self.format == Form::Json {
            return report::json(report, place);
        }
        let detail = match (self.quiet, self.verbose) {
            (true, _) => Detail::Quiet,
            (_, true) => Detail::Verbose,
            _ => Detail::Screen,
        };
        report::text(report, place, detail)?;
        if self.quiet {
            return Ok(());
        }
        if let Some(folder) = &self.exports {
            output::note(message!("exports-in", folder = folder.display()));
        }
        let location = match self.remote.name() {
            Some(endpoint) => format!(" --endpoint {endpoint}"),
            None if self.location == DEFAULT => String::new(),
            None => format!(" -l {}", self.location),
        };
        if self.location != MEMORY {
            output::note(format!("\n{}", message!("try-next", store = location)));
        }
        Ok(())
    }
}

/// Reports all errors but the last, and returns the last as the failure: nothing could be read.
pub(crate) fn give_up(found: Vec<Result<Input, ReadError>>, verbose: bool) -> Failure {
    let mut errors: Vec<_> = found.into_iter().filter_map(Result::err).collect();
    let last = errors.pop().expect("clap asks for at least one path");
    let errors: Vec<_> = errors.iter().collect();
    unread::tell(&errors, verbose);
    if !errors.is_empty() {
        let all: Vec<_> = errors.iter().copied().chain([&last]).collect();
        output::note(message!("nothing-read", kinds = unread::kinds(&all)));
    }
    last.into()
}

/// What a build needs to know about the given paths.
pub(crate) struct Building {
    /// The given folders and files, as absolute paths.
    roots: Vec<PathBuf>,
    /// The archives whose members were listed.
    archives: BTreeSet<PathBuf>,
    book: Book,
    used: Mutex<Used>,
    /// Whether the store is remote: then sources are identified by a hash of their location.
    is_remote: bool,
    /// Whether to recognise the text of pictures.
    ocr: bool,
    bar: ProgressBar,
}

impl Building {
    pub(crate) fn new(
        paths: &[PathBuf],
        found: &[Result<Input, ReadError>],
        book: Book,
        is_remote: bool,
    ) -> Self {
        let in_full = |path: &Path| {
            path.canonicalize()
                .unwrap_or_else(|_| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
        };
        let members = found.iter().flatten().filter(|input| input.member.is_some());
        Self {
            roots: paths.iter().map(|path| in_full(path)).collect(),
            archives: members.map(|input| in_full(&input.path)).collect(),
            book,
            used: Mutex::default(),
            is_remote,
            ocr: false,
            bar: bar(found.len()),
        }
    }

    /// Sets whether to recognise the text of pictures.
    pub(crate) fn recognising(self, ocr: bool) -> Self {
        Self { ocr, ..self }
    }

    /// Brings `target` up to date.
    pub(crate) fn run<T: Target>(
        &self,
        target: &mut T,
        found: Vec<Result<Input, ReadError>>,
        again: bool,
        prune: bool,
    ) -> Result<Report, Failure>
    where
        Failure: From<T::Error>,
    {
        let options = Options {
            read: &|input| read(input, self.ocr),
            correct: &|input, source, facts| {
                let text = self.book.correct(input, source, facts)?;
                let file = self.book.file(input)?;
                let lines = facts.corrections.iter().map(|one| (file.to_owned(), one.line));
                self.used.lock().expect("nobody panics").extend(lines);
                Some(text.to_owned())
            },
            may_correct: &|input| self.book.file(input).is_some(),
            tell: &summary,
            remark: &|input, facts| self.remarks(input, facts),
            gone: &|key, entry| self.gone(key, entry),
            progress: &|| self.bar.inc(1),
            hide: self.is_remote,
            again,
            prune,
            now: &now(),
        };
        let report = update(target, found, &options)?;
        self.bar.finish_and_clear();
        Ok(report)
    }

    /// Removes the sources with these keys from `target`.
    pub(crate) fn remove<T: Target>(
        target: &mut T,
        keys: &BTreeSet<String>,
    ) -> Result<Report, Failure>
    where
        Failure: From<T::Error>,
    {
        let now = now();
        let gone = |key: &str, _: &Entry| Some(keys.contains(key));
        let options =
            Options { gone: &gone, prune: true, ..Options::new(&|input| read(input, false), &now) };
        Ok(update(target, Vec::new(), &options)?)
    }

    /// Returns remarks on the corrections of a document.
    fn remarks(&self, input: &Input, facts: &Facts) -> String {
        let applied = match facts.corrections.iter().filter(|one| one.outcome.is_ok()).count() {
            0 => String::new(),
            n => format!("    {}\n", message!("n-corrections", n = n)),
        };
        let warnings = self
            .book
            .file(input)
            .map(|file| corrections::warnings(file, facts))
            .unwrap_or_default();
        warnings.iter().fold(applied, |told, one| format!("{told}    {one}\n"))
    }

    /// Returns the corrections that applied to some document.
    fn used(&self) -> Used {
        self.used.lock().expect("nobody panics").clone()
    }

    /// Whether a source that was not found is gone; `None` if it is outside the given folders.
    fn gone(&self, key: &str, entry: &Entry) -> Option<bool> {
        if self.is_remote {
            let name = entry.name.split('/').next().unwrap_or_default();
            return Some(
                !self.roots.iter().any(|root| root.join(name).exists() || root.ends_with(name)),
            );
        }
        let (path, member) =
            key.split_once('\0').map_or((key, None), |(path, member)| (path, Some(member)));
        let path = Path::new(path);
        if !self.roots.iter().any(|root| path.starts_with(root)) {
            return None;
        }
        Some(!path.exists() || (member.is_some() && self.archives.contains(path)))
    }
}

/// Reads a document; each thread keeps open the archive from which it reads.
pub(crate) fn read(input: &Input, ocr: bool) -> Result<zeren::Source, ReadError> {
    thread_local! {
        static READERS: RefCell<[Reader; 2]> = RefCell::new([Reader::new(), Reader::recognising(true)]);
    }
    READERS.with_borrow_mut(|readers| readers[usize::from(ocr)].read(input))
}

#[expect(
    clippy::disallowed_methods,
    reason = "when a source changed is recorded; no graph depends on it"
)]
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn bar(n: usize) -> ProgressBar {
    let target = if n < MANY { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let progress = message!("progress", done = "{pos}", all = "{len}", left = "{eta}");
    let style = ProgressStyle::with_template(&format!("{{wide_bar}} {progress}"));
    ProgressBar::with_draw_target(Some(n as u64), target)
        .with_style(style.expect("the template is well-formed"))
}
