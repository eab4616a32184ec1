//! `zeren check`: what a bureau should mend in a document before it issues it.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use zeren::lint::report::{Checked, Style, json, sarif, text};
use zeren::lint::{Context, Draft, Lang, Level, checks, lint};
use zeren::read::Reader;

use super::{Failure, inputs, output, today};

#[derive(Args)]
pub(crate) struct Check {
    /// Documents, or folders of documents; titles of one are held against citations in the others
    #[arg(required_unless_present = "rules", value_name = "DOCUMENT")]
    documents: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Language of messages: zh or en
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
    /// Least severity with which the command ends with 1
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Rule whose findings are left out; may be given again
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
    /// Hold deadlines against today, or against this day (2024-05-06), in place of the day of each document
    #[arg(long, value_name = "DATE", num_args = 0..=1, require_equals = true, default_missing_value = "now")]
    today: Option<Day>,
    /// Show every finding with its line, however many of one rule there are
    #[arg(long)]
    all: bool,
    /// List the rules
    #[arg(long)]
    rules: bool,
}

/// The day against which deadlines are held.
#[derive(Clone, Copy)]
enum Day {
    Now,
    On(Date),
}

impl FromStr for Day {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "now" { Ok(Self::Now) } else { text.parse().map(Self::On) }
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

/// The language of messages, here and in `zeren diff`.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Language {
    Zh,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
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
        let lang = Lang::from(self.lang);
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
        output::write(self.output.as_deref(), |out| out.write_all(told.as_bytes()))?;
        let worst = checked.iter().flat_map(|one| &one.findings).map(|one| one.level).max();
        Ok(match self.fail_on.level() {
            _ if n_failed > 0 => ExitCode::from(2),
            Some(least) if worst >= Some(least) => ExitCode::from(1),
            _ => ExitCode::SUCCESS,
        })
    }

    /// The documents that could be read, and how many could not; of those it is said at once why.
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

/// Refuses the name of a rule that there is not.
fn known(rule: &str) -> Result<(), Failure> {
    if checks().any(|check| check.id == rule) {
        return Ok(());
    }
    let nearest = checks().map(|check| check.id).max_by(|a, b| {
        let [a, b] = [a, b].map(|id| strsim::jaro_winkler(rule, id));
        a.total_cmp(&b)
    });
    let hint = format!("is `{}` meant? `zeren check --rules` lists them", nearest.unwrap_or_default());
    Err(Failure::new(format!("there is no rule `{rule}`"), hint))
}

/// The table of rules, with what to do.
fn rules(lang: Lang) -> String {
    let row = |check: &'static zeren::lint::Check| {
        format!("{:<8} {:<20} {}；{}\n", check.level.word(), check.id, check.summary.of(lang), check.advice.of(lang))
    };
    checks().map(row).collect()
}
