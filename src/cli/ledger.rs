//! `zeren ledger`: writes the ledger of duties as a workbook, CSV, Markdown, HTML or a calendar.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use zeren::ledger::{
    self, Filter, Layout, LedgerError, Profile, csv, html, ics, load, markdown, order, summary,
    table, workbook,
};
use zeren::model::Date;
use zeren::store::Store;
use zeren::{message, names};

use super::import::Import;
use super::store::{self, StoreArgs};
use super::{Failure, output, today};

/// Makes the ledger of duties from a store, or straight from documents.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Ledger {
    #[command(subcommand)]
    action: Option<Action>,
    /// Documents, or folders of documents, to read in place of a store
    #[arg(value_name = "PATH", conflicts_with_all = ["location", "from"])]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    store: StoreArgs,
    /// Only tasks in which this unit or person has a role: a name as written or in full, a type, or
    /// a part
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
    /// Only these documents: the number with any brackets, the title or a part of it, or the IRI
    #[arg(long, value_name = "NAME")]
    document: Option<String>,
    /// Only tasks in which the unit, or anybody, has this role: lead 牵头, responsible 责任,
    /// support 配合, leader 领导 …
    #[arg(long)]
    role: Option<String>,
    /// Only this part of the plan: its number (五), or a part of its heading or of that of a task
    #[arg(long)]
    part: Option<String>,
    /// The day that lights and overdue tasks are judged by, or `today` [default: the last day that
    /// the documents or records bear]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Write a workbook for each unit into the folder FILE
    #[arg(long, value_enum, value_name = "WHAT", requires = "output")]
    split_by: Option<Split>,
    /// File that chooses, orders and renames the columns (TOML)
    #[arg(long, value_name = "FILE")]
    columns: Option<PathBuf>,
    /// Whose headings the sheet 督办导入 has: generic, supervisory-system, supervision-system
    #[arg(long, value_name = "NAME", default_value = "generic")]
    profile: String,
    /// xlsx, csv, md, html, ics, table [default: by the extension of FILE, else xlsx]
    #[arg(long)]
    format: Option<String>,
    /// File to write to [default: 台账_REGION_NUMBER.xlsx, and a table on standard output; of a
    /// format that is asked for, standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Action {
    /// Read back what people filled in
    Import(Box<Import>),
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Split {
    Unit,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Xlsx,
    Csv,
    Markdown,
    Html,
    Ics,
    Table,
}

impl Format {
    const WORDS: &[(&str, Self)] = &[
        ("xlsx", Self::Xlsx),
        ("csv", Self::Csv),
        ("md", Self::Markdown),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
        ("htm", Self::Html),
        ("ics", Self::Ics),
        ("table", Self::Table),
        ("txt", Self::Table),
    ];

    /// The format with this name, in whatever case.
    fn named(word: &str) -> Option<Self> {
        let is_it = |(one, _): &&(&str, Self)| one.eq_ignore_ascii_case(word);
        Self::WORDS.iter().find(is_it).map(|(_, format)| *format)
    }

    /// The format with this name, or what to write instead.
    fn find(word: &str) -> Result<Self, Failure> {
        Self::named(word).ok_or_else(|| {
            let message = message!("ledger-format", word = word.to_lowercase()).to_string();
            Failure::new(message, message!("ledger-format-hint").to_string())
        })
    }
}

/// Whether a word names a format that only the ledger has.
pub(super) fn is_format(word: &str) -> bool {
    !matches!(word, "txt" | "table") && Format::named(word).is_some()
}

/// Writes the ledger of all documents in a store, like `zeren ledger FILE --format …`.
pub(super) fn of_store(
    store: &Store,
    format: String,
    output: Option<PathBuf>,
) -> Result<ExitCode, Failure> {
    let request = Ledger {
        format: Some(format),
        output,
        profile: Profile::default().word().to_owned(),
        action: None,
        paths: Vec::new(),
        store: StoreArgs::default(),
        unit: None,
        document: None,
        role: None,
        part: None,
        as_of: None,
        split_by: None,
        columns: None,
    };
    let format = request.format()?;
    request.refuse_terminal(format)?;
    let ledger = load(store, &Filter::default(), None).map_err(of_paths)?;
    request.write(&ledger, &Layout::default(), (format, Profile::default()))?;
    Ok(ExitCode::SUCCESS)
}

impl Ledger {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        if let Some(Action::Import(import)) = self.action {
            return import.run();
        }
        let format = self.format()?;
        let layout = self.columns.as_deref().map(layout).transpose()?.unwrap_or_default();
        let profile = self.profile()?;
        self.refuse_terminal(format)?;
        let ledger = self.load()?;
        if self.split_by.is_some() {
            return self.split(&ledger, &layout);
        }
        self.write(&ledger, &layout, (format, profile))?;
        Ok(ExitCode::SUCCESS)
    }

    fn refuse_terminal(&self, format: Format) -> Result<(), Failure> {
        let is_shown = format == Format::Xlsx && self.format.is_some() && self.output.is_none();
        if is_shown && io::stdout().is_terminal() {
            return Err(Failure::new(
                message!("ledger-terminal"),
                message!("ledger-terminal-hint"),
            ));
        }
        Ok(())
    }

    fn load(&self) -> Result<ledger::Ledger, Failure> {
        let filter = Filter {
            unit: self.unit.clone(),
            document: self.document.clone(),
            role: self.role.as_deref().map(names::role).transpose()?,
            part: self.part.clone(),
        };
        let as_of = self.as_of.as_deref().map(day).transpose()?;
        if self.paths.is_empty() {
            return Ok(load(&self.store.open()?, &filter, as_of)?);
        }
        Ok(load(&store::from(&self.paths)?, &filter, as_of).map_err(of_paths)?)
    }

    fn format(&self) -> Result<Format, Failure> {
        let extension = self
            .output
            .as_deref()
            .and_then(Path::extension)
            .and_then(|extension| extension.to_str());
        match self.format.as_deref().or(extension.filter(|_| self.split_by.is_none())) {
            Some(word) => Format::find(word),
            None => Ok(Format::Xlsx),
        }
    }

    fn profile(&self) -> Result<Profile, Failure> {
        let found = Profile::ALL.into_iter().find(|profile| profile.word() == self.profile);
        found.ok_or_else(|| {
            let words = Profile::ALL.map(Profile::word).join(", ");
            let hint = message!("ledger-profile-hint", words = words).to_string();
            Failure::new(message!("ledger-profile", name = self.profile.as_str()).to_string(), hint)
        })
    }

    fn write(
        &self,
        ledger: &ledger::Ledger,
        layout: &Layout,
        (format, profile): (Format, Profile),
    ) -> Result<(), Failure> {
        let path = self.path(ledger, format);
        let path = path.as_deref();
        match format {
            Format::Xlsx => {
                let written = workbook(ledger, layout, profile)?;
                output::write(path, |out| out.write_all(&written.bytes))?;
                written.unfit.iter().for_each(output::note);
            }
            Format::Csv => output::write(path, |out| csv(ledger, layout, out))?,
            Format::Markdown => text(path, &markdown(ledger, layout))?,
            Format::Html => text(path, &html(ledger, layout))?,
            Format::Ics => return self.calendar(ledger, path),
            Format::Table => text(path, &table(ledger, layout.lights))?,
        }
        let Some(path) = path else { return Ok(()) };
        if self.output.is_none() {
            text(None, &table(ledger, layout.lights))?;
        }
        output::note(message!("ledger-written", n = ledger.rows.len(), path = path.display()));
        self.tell_day(ledger);
        Ok(())
    }

    fn calendar(&self, ledger: &ledger::Ledger, path: Option<&Path>) -> Result<(), Failure> {
        let calendar = ics(ledger);
        text(path, &calendar)?;
        if let Some(path) = path {
            let n = calendar.matches("BEGIN:VEVENT").count();
            output::note(match n {
                0 => message!("ledger-entries-none", path = path.display()),
                n => message!("ledger-entries", n = n, path = path.display()),
            });
        }
        Ok(())
    }

    /// Returns where to write: a workbook gets a default name, or the extension if the given name
    /// has none.
    fn path(&self, ledger: &ledger::Ledger, format: Format) -> Option<PathBuf> {
        match (&self.output, &self.format) {
            (None, Some(_)) => None,
            (None, None) => Some(PathBuf::from(file_name("台账", ledger))),
            (Some(path), None)
                if format == Format::Xlsx && path.extension().is_none() && !path.exists() =>
            {
                Some(path.with_extension("xlsx"))
            }
            (Some(path), _) => Some(path.clone()),
        }
    }

    /// Prints the reference date of the ledger, unless it was given.
    fn tell_day(&self, ledger: &ledger::Ledger) {
        if let (None, Some(day)) = (&self.as_of, ledger.as_of) {
            output::note(message!("ledger-as-of", day = day.to_string()));
        }
    }

    /// Writes one file per unit.
    fn split(&self, ledger: &ledger::Ledger, layout: &Layout) -> Result<ExitCode, Failure> {
        let folder = self.output.clone().unwrap_or_default();
        fs::create_dir_all(&folder).map_err(|error| Failure::write(&folder, &error))?;
        let units = summary::units(ledger, layout.lights);
        for unit in &units {
            let own = ledger.of_unit(&unit.iri, &unit.name);
            let bytes = order(&own, layout)?;
            let name = format!("交办单_{}.xlsx", safe(&unit.name));
            output::write(Some(&folder.join(name)), |out| out.write_all(&bytes))?;
        }
        output::note(message!("ledger-split", n = units.len(), path = folder.display()));
        self.tell_day(ledger);
        Ok(ExitCode::SUCCESS)
    }
}

/// Rephrases an error about an empty store for documents that were given by path.
fn of_paths(error: LedgerError) -> LedgerError {
    if matches!(error, LedgerError::NoTasks) { LedgerError::NoTasksRead } else { error }
}

/// Reads a file that lists columns.
pub(super) fn layout(path: &Path) -> Result<Layout, Failure> {
    let unread = |error: io::Error| {
        let message = message!("cannot-read-file", path = path.display(), why = error.to_string());
        Failure::new(message.to_string(), message!("ledger-columns-hint").to_string())
    };
    Ok(Layout::parse(&fs::read_to_string(path).map_err(unread)?)?)
}

fn text(path: Option<&Path>, text: &str) -> Result<(), Failure> {
    output::write(path, |out: &mut dyn Write| out.write_all(text.as_bytes()))
}

/// Returns a file name like `台账_滑县_滑法政〔2023〕2号.xlsx`.
fn file_name(what: &str, ledger: &ledger::Ledger) -> String {
    let first = ledger.rows.first().and_then(|row| ledger.document(row));
    let parts = first.map(|first| [first.region.as_str(), first.name()]).unwrap_or_default();
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).map(safe).collect();
    format!("{}.xlsx", [vec![what.to_owned()], parts].concat().join("_"))
}

/// Replaces characters that file names must not contain, and truncates the name.
pub(super) fn safe(name: &str) -> String {
    const LONGEST: usize = 60;
    let sign = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c };
    name.chars().take(LONGEST).map(sign).collect()
}

/// Parses a day, or `today`.
pub(super) fn day(text: &str) -> Result<Date, Failure> {
    if matches!(text, "today" | "今天") {
        return Ok(today::today());
    }
    ledger::day(text).ok_or_else(|| {
        let hint = message!("ledger-day-hint").to_string();
        Failure::new(message!("ledger-day", text = text).to_string(), hint)
    })
}
