//! Which corrections belong to which document: those that are named, those beside the document, or those in the folder that was given.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use zeren::Source;
use zeren::correct::Corrections;
use zeren::model::Facts;
use zeren::read::{CORRECTIONS, Input, STDIN};

use super::{Failure, output};

#[derive(Args, Default)]
pub(crate) struct CorrectionsArgs {
    /// File of corrections by people, in place of `corrections.toml` beside the documents
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
    files: BTreeMap<PathBuf, Corrections>,
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
            for file in book.places(input).into_iter().filter(|file| seen.insert(file.clone()) && file.is_file()) {
                let corrections = parse(&file)?;
                book.files.insert(file, corrections);
            }
        }
        Ok(book)
    }
}

impl Book {
    /// The corrections for a document, with their file.
    pub(crate) fn of(&self, input: &Input) -> Option<(&Path, &Corrections)> {
        let places = self.named.clone().map_or_else(|| self.places(input), |named| vec![named]);
        places.iter().find_map(|place| self.files.get_key_value(place)).map(|(file, all)| (file.as_path(), all))
    }

    /// Corrects the facts of a document.
    pub(crate) fn correct(&self, input: &Input, source: &Source, facts: &mut Facts) {
        if let Some((_, corrections)) = self.of(input) {
            zeren::correct(facts, source, corrections);
        }
    }

    /// Where the corrections of a document may stand: beside its file, or in the nearest folder that was given.
    fn places(&self, input: &Input) -> Vec<PathBuf> {
        let file = &input.path;
        if file == Path::new(STDIN) {
            return Vec::new();
        }
        let beside = file.parent().map(|folder| folder.join(CORRECTIONS));
        let given = self.folders.iter().filter(|folder| file.starts_with(folder));
        let given = given.max_by_key(|folder| folder.components().count()).map(|folder| folder.join(CORRECTIONS));
        beside.into_iter().chain(given).collect()
    }

    /// Tells the corrections that spoke of no document, where all of the folder of their file were read.
    pub(crate) fn tell_unused(&self, used: &Used) {
        for (file, corrections) in &self.files {
            let whole = |folder: &PathBuf| self.named.is_some() || file.starts_with(folder);
            if !self.folders.iter().any(whole) {
                continue;
            }
            for (line, document) in corrections.lines().filter(|(line, _)| !used.contains(&(file.clone(), *line))) {
                let reason = document.map_or_else(
                    || "it fits no document".to_owned(),
                    |document| format!("no document `{document}` was read"),
                );
                output::note(&format!("warning: {}, line {line}: does not apply: {reason}", file.display()));
            }
        }
    }
}

/// The corrections that spoke of a document, by file and line.
pub(crate) type Used = BTreeSet<(PathBuf, usize)>;

/// Tells the corrections of a document that do not apply.
pub(crate) fn warnings(file: &Path, facts: &Facts) -> Vec<String> {
    let unused = facts.corrections.iter().filter_map(|one| Some((one, one.outcome.as_ref().err()?)));
    unused
        .map(|(one, reason)| {
            format!("{}, line {}: does not apply: {}: {reason}", file.display(), one.line, one.summary)
        })
        .collect()
}

fn parse(file: &Path) -> Result<Corrections, Failure> {
    let shown = file.display();
    let text = fs::read_to_string(file).map_err(|error| {
        Failure::new(format!("cannot read `{shown}`: {error}"), "give the file with the corrections, in UTF-8")
    })?;
    Corrections::parse(&text).map_err(|error| {
        let hint = "mend that line; `zeren build --help` shows every kind of correction";
        Failure::new(format!("cannot read `{shown}`, {error}"), hint)
    })
}
