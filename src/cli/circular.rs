//! `zeren report`: a circular on the tasks of a period, or letters to the units that are late.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use zeren::ledger::report::{Paper, Period, circular, letter};
use zeren::ledger::{Days, Filter, Ledger, load, summary};
use zeren::message;

use super::ledger::{day, safe};
use super::store::StoreArgs;
use super::{Failure, output, today};

/// Writes a circular (通报) on the tasks of a period, or letters (提醒函) to the units that are late.
#[derive(Args)]
pub(crate) struct Report {
    #[command(flatten)]
    store: StoreArgs,
    /// The period: a week 2023-W30, a month 2023-07, a quarter 2023-Q3, or a year 2023
    #[arg(long, value_name = "PERIOD")]
    period: String,
    /// Only tasks in which this unit or person has a role: a name as written or in full, a type, or a part
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
    /// Only these documents: the number with any brackets, the title or a part of it, or the IRI
    #[arg(long, value_name = "NAME")]
    document: Option<String>,
    /// The day that overdue tasks are judged by, or `today` [default: the end of the period, or today if it is not over]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Write a letter to each unit that has tasks late, soon due or untold, into the folder FILE
    #[arg(long, requires = "output")]
    letters: bool,
    /// text or html [default: by the extension of FILE, else text]
    #[arg(long, value_enum)]
    format: Option<Form>,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Html,
}

impl Report {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let period = Period::parse(&self.period).ok_or_else(|| {
            let hint = message!("report-period-hint").to_string();
            Failure::new(message!("report-period", text = self.period.as_str()).to_string(), hint)
        })?;
        let day = self.as_of.as_deref().map(day).transpose()?.unwrap_or_else(|| period.to.min(today::today()));
        let filter = Filter { unit: self.unit.clone(), document: self.document.clone(), ..Filter::default() };
        let ledger = load(&self.store.open()?, &filter, Some(day))?.at(day);
        if self.letters {
            return self.letters(&ledger, &period);
        }
        self.write(self.output.as_deref(), &circular(&ledger, &period, Days::default()))?;
        Ok(ExitCode::SUCCESS)
    }

    /// Writes a letter a unit.
    fn letters(&self, ledger: &Ledger, period: &Period) -> Result<ExitCode, Failure> {
        let folder = self.output.clone().unwrap_or_default();
        fs::create_dir_all(&folder).map_err(|error| Failure::write(&folder, &error))?;
        let extension = if self.format == Some(Form::Text) { "txt" } else { "html" };
        let mut n = 0;
        // A class of units has no address.
        for unit in summary::units(ledger, Days::default()).iter().filter(|unit| !unit.is_class) {
            let own = ledger.of_unit(&unit.iri, &unit.name);
            let Some(paper) = letter(&own, period, Days::default()) else { continue };
            let path = folder.join(format!("提醒函_{}.{extension}", safe(&unit.name)));
            self.write(Some(&path), &paper)?;
            n += 1;
        }
        output::note(message!("report-letters", n = n, path = folder.display()));
        Ok(ExitCode::SUCCESS)
    }

    fn write(&self, path: Option<&Path>, paper: &Paper) -> Result<(), Failure> {
        let extension = path.and_then(Path::extension).and_then(|extension| extension.to_str());
        let is_html = match self.format {
            Some(form) => form == Form::Html,
            None => extension.is_some_and(|extension| extension.to_lowercase().starts_with("htm")),
        };
        let text = if is_html { paper.html() } else { paper.text() };
        output::write(path, |out| out.write_all(text.as_bytes()))
    }
}
