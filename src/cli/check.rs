//! `zeren check`: reports what to mend in a document before it is issued.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use zeren::lint::report::{Checked, Style, json, sarif, text};
use zeren::lint::{Context, Draft, Lang, Level, checks, lint};
use zeren::message;
use zeren::message::{Message, padded};
use zeren::read::Reader;

use super::{Failure, inputs, output, today};

#[derive(Args)]
pub(crate) struct Check {
    /// Documents or folders; their citations of each other are checked too
    #[arg(required_unless_present = "rules", value_name = "DOCUMENT")]
    documents: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with 1 from this severity on
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Ignore the findings of this rule; may be repeated
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
    /// Check deadlines against today, or this day (2024-05-06), not the date of each document
    #[arg(long, value_name = "DATE", num_args = 0..=1, require_equals = true, default_missing_value = "now")]
    today: Option<Day>,
    /// Show every finding with its line
    #[arg(long)]
    all: bool,
    /// List the rules
    #[arg(long)]
    rules: bool,
}

/// The day with which deadlines are compared.
#[derive(Clone, Copy)]
enum Day {
    Now,
    On(Date),
}

impl FromStr for Day {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "now" {
            Ok(Self::Now)
        } else {
            text.parse().map(Self::On).map_err(|_| message!("hint-day"))
        }
    }
}

impl Day {
    fn date(self) -> Date {
        match self {
            Self::Now => today::today(),
            Self::On(day) => day,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Text,
    Json,
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Note => Some(Level::Note),
            Self::Never => None,
        }
    }
}

impl Check {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let lang = Lang::user();
        if self.rules {
            output::write(self.output.as_deref(), |out| out.write_all(rules(lang).as_bytes()))?;
            return Ok(ExitCode::SUCCESS);
        }
        self.allow.iter().try_for_each(|rule| known(rule))?;
        let (drafts, n_failed) = self.drafts();
        let checked = self.checked(drafts);
        let is_coloured = self.output.is_none() && std::io::stdout().is_terminal();
        let told = match self.format {
            Form::Text => text(&checked, Style { lang, is_coloured, is_whole: self.all }),
            Form::Json => json(&checked),
            Form::Sarif => sarif(&checked, lang),
        };
        let is_plain = matches!(self.format, Form::Text) && !is_coloured;
        output::answer(is_plain, self.output.as_deref(), |out| out.write_all(told.as_bytes()))?;
        let worst = checked.iter().flat_map(|one| &one.findings).map(|one| one.level).max();
        Ok(match self.fail_on.level() {
            _ if n_failed > 0 => ExitCode::from(2),
            Some(least) if worst >= Some(least) => ExitCode::from(1),
            _ => ExitCode::SUCCESS,
        })
    }

    /// Reads the documents; returns those that could be read, and how many could not, which is
    /// reported at once.
    fn drafts(&self) -> (Vec<(String, Draft)>, usize) {
        let (mut drafts, mut n_failed, mut reader) = (Vec::new(), 0, Reader::new());
        for input in inputs::find(&self.documents) {
            match input.and_then(|input| Ok((input.place(), reader.read(&input)?))) {
                Ok((place, source)) => drafts.push((place, Draft::read(source))),
                Err(error) => {
                    Failure::from(error).warn();
                    n_failed += 1;
                }
            }
        }
        (drafts, n_failed)
    }

    fn checked(&self, drafts: Vec<(String, Draft)>) -> Vec<Checked> {
        let mut context = Context::new(self.today.map(Day::date));
        drafts.iter().for_each(|(_, draft)| context.learn(&draft.facts));
        let check = |(path, draft): (String, Draft)| {
            let mut findings = lint(&draft, &context);
            findings.retain(|finding| self.allow.iter().all(|rule| rule != finding.check.id));
            Checked { path, source: draft.source, findings }
        };
        drafts.into_iter().map(check).collect()
    }
}

/// Refuses an unknown rule.
fn known(rule: &str) -> Result<(), Failure> {
    if checks().any(|check| check.id == rule) {
        return Ok(());
    }
    let nearest = checks().map(|check| check.id).max_by(|a, b| {
        let [a, b] = [a, b].map(|id| strsim::jaro_winkler(rule, id));
        a.total_cmp(&b)
    });
    let hint = message!("hint-rule-near", near = nearest.unwrap_or_default());
    Err(Failure::new(message!("no-rule", rule = rule), hint))
}

/// Returns a table of the rules, with advice.
fn rules(lang: Lang) -> String {
    let row = |check: &'static zeren::lint::Check| {
        let (level, stop) = (padded(check.level.name(lang), 8), lang.of("; ", "；"));
        format!(
            "{level} {:<20} {}{stop}{}\n",
            check.id,
            check.summary.of(lang),
            check.advice.of(lang)
        )
    };
    checks().map(row).collect()
}
