//! `zeren sources`: lists the files from which a store was built, what each contains, and which of
//! several copies speaks.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use comfy_table::{ContentArrangement, Table, presets};
use serde_json::{Value, json};
use zeren::message;
use zeren::message::{Lang, Message};
use zeren::sources::{Entry, Held, State, settle};

use super::store::StoreArgs;
use super::{Failure, output};

#[derive(Args)]
pub(crate) struct Sources {
    #[command(flatten)]
    store: StoreArgs,
    /// Output format
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Table,
    Csv,
    Json,
}

/// The headings in data formats.
const HEADINGS: [&str; 6] = ["file", "format", "document", "title", "role", "before"];

/// The headings of the table.
fn headings() -> [Message; 6] {
    [
        message!("sources-file"),
        message!("sources-format"),
        message!("sources-document"),
        message!("sources-title"),
        message!("sources-role"),
        message!("sources-before"),
    ]
}

impl Sources {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let store = self.store.open()?;
        let entries = &store.manifest().entries;
        let mut speakers: BTreeMap<&str, &str> = BTreeMap::new();
        let settled = settle(entries);
        for work in &settled.works {
            let name = entries.get(&work.speaks).map_or("", |entry| entry.name.as_str());
            speakers.extend(work.kept.iter().map(|key| (key.as_str(), name)));
        }
        let lang = if matches!(self.format, Form::Table) { Lang::user() } else { Lang::En };
        let row = |(key, entry): (&String, &Entry)| {
            let role = match speakers.get(key.as_str()) {
                None => message!("sources-in-use"),
                Some(of) => message!("sources-copy", of = *of),
            };
            let role = role.in_lang(lang);
            let title = entry.cards.first().and_then(|card| card.title.clone()).unwrap_or_default();
            let number =
                entry.cards.first().and_then(|card| card.number.clone()).unwrap_or_default();
            [entry.name.clone(), entry.format.clone(), number, title, role, states(entry, lang)]
        };
        let rows: Vec<[String; 6]> = entries.iter().map(row).collect();
        match self.format {
            Form::Table => output::text(None, |out| writeln!(out, "{}", table(&rows)))?,
            Form::Csv => output::write(None, |out| {
                let mut csv = csv::Writer::from_writer(out);
                csv.write_record(HEADINGS)?;
                rows.iter().try_for_each(|row| csv.write_record(row))?;
                csv.flush()
            })?,
            Form::Json => {
                let all: Vec<Value> = entries
                    .values()
                    .zip(&rows)
                    .map(|(entry, row)| object(entry, &row[4]))
                    .collect();
                let text = serde_json::to_string_pretty(&all).unwrap_or_default();
                output::write(None, |out| writeln!(out, "{text}"))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn table(rows: &[[String; 6]]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(headings().map(|heading| heading.to_string()));
    table.add_rows(rows);
    table
}

/// Returns the earlier states of a source: when each ended, and what changed then.
fn states(entry: &Entry, lang: Lang) -> String {
    let told = entry.states.iter().map(|State { until, changed, changed_zh, .. }| {
        message!("sources-until", until = until, changed = [changed.as_str(), changed_zh.as_str()])
            .in_lang(lang)
    });
    told.collect::<Vec<_>>().join("; ")
}

fn object(entry: &Entry, role: &str) -> Value {
    let graph = match &entry.held {
        Held::Speaks { first, .. } => json!(first),
        Held::Kept { .. } => Value::Null,
    };
    json!({
        "file": entry.name, "sha256": entry.sha256, "format": entry.format, "role": role, "document": graph,
        "works": entry.cards, "tasks": entry.n_tasks, "assignments": entry.n_assignments, "doubts": entry.n_doubts,
        "before": entry.states,
    })
}
