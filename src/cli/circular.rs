//! `zeren report`: writes a circular on the tasks of a period, or letters to units that are late.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use zeren::ledger::report::{Paper, Period, circular, letter};
use zeren::ledger::{Filter, Ledger, Lights, load, summary};
use zeren::message;

use super::ledger::{day, safe};
use super::store::StoreArgs;
use super::{Failure, output, today};

/// Writes a circular (通报) on the tasks of a period, or letters (提醒函) to the units that are
/// late.
#[derive(Args)]
pub(crate) struct Report {
    #[command(flatten)]
    store: StoreArgs,
    /// The period: a week 2023-W30, a month 2023-07, a quarter 2023-Q3, or a year 2023
    #[arg(long, value_name = "PERIOD")]
    period: String,
    /// Only tasks in which this unit or person has a role: a name as written or in full, a type, or
    /// a part
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
    /// Only these documents: the number with any brackets, the title or a part of it, or the IRI
    #[arg(long, value_name = "NAME")]
    document: Option<String>,
    /// The day that overdue tasks are judged by, or `today` [default: the end of the period, or
    /// today if it is not over]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Write a letter to each unit that has tasks late, soon due or untold, into the folder FILE
    #[arg(long, requires = "output")]
    letters: bool,
    /// text, html or docx [default: by the extension of FILE, else text; of letters docx]
    #[arg(long)]
    format: Option<String>,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Html,
    Docx,
}

impl Form {
    fn find(word: &str) -> Result<Self, Failure> {
        match word.to_lowercase().as_str() {
            "text" | "txt" => Ok(Self::Text),
            "html" | "htm" => Ok(Self::Html),
            "docx" => Ok(Self::Docx),
            _ => Err(Failure::new(
                message!("ledger-format", word = word),
                message!("report-format-hint"),
            )),
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Docx => "docx",
        }
    }
}

impl Report {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let period = Period::parse(&self.period).ok_or_else(|| {
            let hint = message!("report-period-hint").to_string();
            Failure::new(message!("report-period", text = self.period.as_str()).to_string(), hint)
        })?;
        let form = self.form()?;
        let day = self
            .as_of
            .as_deref()
            .map(day)
            .transpose()?
            .unwrap_or_else(|| period.to.min(today::today()));
        let filter = Filter {
            unit: self.unit.clone(),
            document: self.document.clone(),
            ..Filter::default()
        };
        let ledger = load(&self.store.open()?, &filter, Some(day))?.at(day);
        if self.letters {
            return self.letters(&ledger, &period, form);
        }
        write(self.output.as_deref(), &circular(&ledger, &period, Lights::default()), form)?;
        if let Some(path) = &self.output {
            output::note(message!("report-written", path = path.display(), day = day.to_string()));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Writes one letter per unit.
    fn letters(&self, ledger: &Ledger, period: &Period, form: Form) -> Result<ExitCode, Failure> {
        let folder = self.output.clone().unwrap_or_default();
        fs::create_dir_all(&folder).map_err(|error| Failure::write(&folder, &error))?;
        let mut n = 0;
        // A class of units has no address.
        for unit in summary::units(ledger, Lights::default()).iter().filter(|unit| !unit.is_class) {
            let own = ledger.of_unit(&unit.iri, &unit.name);
            let Some(paper) = letter(&own, period, Lights::default()) else { continue };
            let path = folder.join(format!("提醒函_{}.{}", safe(&unit.name), form.extension()));
            write(Some(&path), &paper, form)?;
            n += 1;
        }
        output::note(message!("report-letters", n = n, path = folder.display()));
        Ok(ExitCode::SUCCESS)
    }

    /// Returns the requested format, or the one that the file extension stands for.
    fn form(&self) -> Result<Form, Failure> {
        let extension = self
            .output
            .as_deref()
            .and_then(Path::extension)
            .and_then(|extension| extension.to_str());
        let form = match self.format.as_deref().or(extension.filter(|_| !self.letters)) {
            Some(word) => Form::find(word)?,
            None if self.letters => Form::Docx,
            None => Form::Text,
        };
        if form == Form::Docx && self.output.is_none() && io::stdout().is_terminal() {
            return Err(Failure::new(
                message!("report-terminal"),
                message!("report-terminal-hint"),
            ));
        }
        Ok(form)
    }
}

fn write(path: Option<&Path>, paper: &Paper, form: Form) -> Result<(), Failure> {
    let bytes = match form {
        Form::Text => paper.text().into_bytes(),
        Form::Html => paper.html().into_bytes(),
        Form::Docx => paper.docx().map_err(io::Error::from)?,
    };
    output::answer(form == Form::Text, path, |out| out.write_all(&bytes))
}
