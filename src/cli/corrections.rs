//! Which corrections belong to which document: those that are named, those beside the document, or
//! those in the folder that was given.

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

/// The files of corrections of a run, all read before the first document is.
#[derive(Default)]
pub(crate) struct Book {
    /// The file that was named, for all documents.
    named: Option<PathBuf>,
    /// The folders that were given.
    folders: Vec<PathBuf>,
    files: BTreeMap<PathBuf, File>,
}

/// A file of corrections, as it was written and as it was read.
struct File {
    text: String,
    corrections: Corrections,
}

impl CorrectionsArgs {
    /// Reads the files of corrections of `inputs`, which were found at `paths`.
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
    /// The file with the corrections for a document.
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

    /// Corrects the facts of a document, and gives the text of the file that speaks of it.
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

    /// Where the corrections of a document may stand: beside its file, or in the nearest folder
    /// that was given.
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

    /// Tells the corrections that spoke of no document, where all of the folder of their file were
    /// read.
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

/// The corrections that spoke of a document, by file and line.
pub(crate) type Used = BTreeSet<(PathBuf, usize)>;

/// Tells the corrections of a document that do not apply.
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
