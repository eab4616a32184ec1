//! Finds the corrections of each document: those given by option, those beside the document, or
//! those in the given folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use zeren::Source;
use zeren::correct::Corrections;
use zeren::message;
use zeren::message::Message;
use zeren::model::Facts;
use zeren::read::{CORRECTIONS, Input, STDIN};

use super::{Failure, output};

#[derive(Args, Default)]
pub(crate) struct CorrectionsArgs {
    /// File of corrections, instead of `corrections.toml` beside the documents
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
}

/// The corrections files of a run, all read before the first document.
#[derive(Default)]
pub(crate) struct Book {
    /// The file given by option, for all documents.
    named: Option<PathBuf>,
    /// The given folders.
    folders: Vec<PathBuf>,
    files: BTreeMap<PathBuf, File>,
}

/// A corrections file: its text, and its contents.
struct File {
    text: String,
    corrections: Corrections,
}

impl CorrectionsArgs {
    /// Reads the corrections files for `inputs`, which were found at `paths`.
    pub(crate) fn book<'a>(
        &self,
        paths: &[PathBuf],
        inputs: impl IntoIterator<Item = &'a Input>,
    ) -> Result<Book, Failure> {
        let folders = paths.iter().filter(|path| path.is_dir()).cloned().collect();
        let mut book = Book { named: self.corrections.clone(), folders, files: BTreeMap::new() };
        if let Some(named) = &self.corrections {
            book.files.insert(named.clone(), parse(named)?);
            return Ok(book);
        }
        let mut seen = BTreeSet::new();
        for input in inputs {
            for file in book
                .places(input)
                .into_iter()
                .filter(|file| seen.insert(file.clone()) && file.is_file())
            {
                let read = parse(&file)?;
                book.files.insert(file, read);
            }
        }
        Ok(book)
    }
}

impl Book {
    /// Returns the file with the corrections of a document.
    pub(crate) fn file(&self, input: &Input) -> Option<&Path> {
        self.of(input).map(|(path, _)| path)
    }

    fn of(&self, input: &Input) -> Option<(&Path, &File)> {
        let places = self.named.clone().map_or_else(|| self.places(input), |named| vec![named]);
        places
            .iter()
            .find_map(|place| self.files.get_key_value(place))
            .map(|(path, file)| (path.as_path(), file))
    }

    /// Corrects the facts of a document, and returns the text of the file that applies to it.
    pub(crate) fn correct(
        &self,
        input: &Input,
        source: &Source,
        facts: &mut Facts,
    ) -> Option<&str> {
        let (_, file) = self.of(input)?;
        zeren::correct(facts, source, &file.corrections);
        (!facts.corrections.is_empty()).then_some(file.text.as_str())
    }

    /// Returns where the corrections of a document may be: beside its file, or in the innermost
    /// given folder that contains it.
    fn places(&self, input: &Input) -> Vec<PathBuf> {
        let file = &input.path;
        if file == Path::new(STDIN) {
            return Vec::new();
        }
        let beside = file.parent().map(|folder| folder.join(CORRECTIONS));
        let given = self.folders.iter().filter(|folder| file.starts_with(folder));
        let given = given
            .max_by_key(|folder| folder.components().count())
            .map(|folder| folder.join(CORRECTIONS));
        beside.into_iter().chain(given).collect()
    }

    /// Reports corrections that applied to no document, provided that the whole folder of their
    /// file was read.
    pub(crate) fn tell_unused(&self, used: &Used) {
        for (file, File { corrections, .. }) in &self.files {
            let whole = |folder: &PathBuf| self.named.is_some() || file.starts_with(folder);
            if !self.folders.iter().any(whole) {
                continue;
            }
            for (line, document) in
                corrections.lines().filter(|(line, _)| !used.contains(&(file.clone(), *line)))
            {
                let reason = document.map_or_else(
                    || message!("correction-fits-none"),
                    |document| message!("correction-no-document", document = document),
                );
                let unused =
                    message!("correction-unused", file = file.display(), line = line, why = reason);
                output::note(message!("warning", text = unused));
            }
        }
    }
}

/// The corrections that applied to some document, by file and line.
pub(crate) type Used = BTreeSet<(PathBuf, usize)>;

/// Returns warnings about corrections of a document that could not be applied.
pub(crate) fn warnings(file: &Path, facts: &Facts) -> Vec<Message> {
    let unused =
        facts.corrections.iter().filter_map(|one| Some((one, one.outcome.as_ref().err()?)));
    unused
        .map(|(one, reason)| {
            let why = message!("caused", message = one.summary.clone(), cause = reason.clone());
            message!("correction-unused", file = file.display(), line = one.line, why = why)
        })
        .collect()
}

fn parse(file: &Path) -> Result<File, Failure> {
    let text = fs::read_to_string(file).map_err(|error| {
        let why = message::io(&error);
        Failure::new(
            message!("cannot-read-file", path = file.display(), why = why),
            message!("hint-corrections-file"),
        )
    })?;
    let corrections = Corrections::parse(&text).map_err(|error| {
        let what = message!("cannot-read-file", path = file.display(), why = error.message());
        Failure::new(what, message!("hint-corrections"))
    })?;
    Ok(File { text, corrections })
}
