//! `zeren check-store`: checks whether everything written to a store is still there.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use comfy_table::{ContentArrangement, Table, presets};
use serde_json::{Value, json};
use zeren::message;
use zeren::message::Message;
use zeren::search;
use zeren::store::{Checked, Finding, check};

use super::store::DEFAULT;
use super::{Failure, output};

#[derive(Args)]
pub(crate) struct CheckStore {
    /// Folder of the store
    #[arg(short, long, value_name = "STORE", default_value = DEFAULT)]
    location: String,
    /// Output format
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Table,
    Json,
}

/// A part of a store, its size, and whether it is intact.
type Part = (&'static str, [Message; 3]);

impl CheckStore {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let checked = check(&self.location)?;
        let index = search::damaged(&checked.state);
        match self.format {
            Form::Table => {
                let lines = lines(&checked, &index);
                let table = table(&parts(&checked, index.as_deref()));
                output::write(None, |out| {
                    writeln!(out, "{table}")?;
                    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
                })?;
                output::note(self.verdict(&checked, index.as_deref()));
            }
            Form::Json => {
                let text = serde_json::to_string_pretty(&self.json(&checked, index.as_deref()))
                    .unwrap_or_default();
                output::write(None, |out| writeln!(out, "{text}"))?;
            }
        }
        Ok(if checked.is_whole() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    /// Returns the conclusion, and what to do next.
    fn verdict(&self, checked: &Checked, index: Option<&[PathBuf]>) -> Message {
        let location = self.location.as_str();
        if !checked.is_whole() {
            return message!(
                "check-store-damaged",
                location = location,
                hint = message!("hint-store-mend", location = location)
            );
        }
        match index {
            Some([_, ..]) => message!("check-store-index", location = location),
            _ => message!("check-store-whole", location = location),
        }
    }

    fn json(&self, checked: &Checked, index: Option<&[PathBuf]>) -> Value {
        let finding = |one: &Finding| {
            let name = checked.names.get(&one.part);
            json!({ "part": one.part, "code": one.fault.code(), "message": one.fault.message().to_string(), "document": name })
        };
        let all = |list: &[Finding]| list.iter().map(finding).collect::<Vec<_>>();
        let index = index
            .map(|damaged| damaged.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>());
        json!({
            "location": self.location, "state": checked.state.file_name().map(|name| name.to_string_lossy()),
            "fingerprint": checked.fingerprint, "whole": checked.is_whole(), "sources": checked.n_sources,
            "files": { "n": checked.n_files, "bytes": checked.bytes, "damaged": all(&checked.files) },
            "graphs": { "n": checked.n_graphs, "quads": checked.n_quads, "damaged": all(&checked.graphs) },
            "index": { "made": index.is_some(), "damaged": index.unwrap_or_default() }, "left": all(&checked.left),
        })
    }
}

fn parts(checked: &Checked, index: Option<&[PathBuf]>) -> Vec<Part> {
    let found = |n: usize| {
        if n == 0 { message!("check-store-ok") } else { message!("check-store-n-damaged", n = n) }
    };
    let index = match index {
        None => message!("check-store-none"),
        Some(damaged) => found(damaged.len()),
    };
    let left = checked.left.len();
    let empty = || message!("list", list = Vec::<&str>::new());
    vec![
        (
            "sources",
            [
                message!("check-store-sources"),
                message!("check-store-n-sources", n = checked.n_sources),
                message!("check-store-ok"),
            ],
        ),
        (
            "files",
            [
                message!("check-store-files"),
                message!("check-store-n-files", n = checked.n_files, mb = megabytes(checked.bytes)),
                found(checked.files.len()),
            ],
        ),
        (
            "graphs",
            [
                message!("check-store-graphs"),
                message!(
                    "check-store-n-graphs",
                    n = checked.n_graphs,
                    quads = checked.n_quads.to_string()
                ),
                found(checked.graphs.len()),
            ],
        ),
        ("index", [message!("check-store-search"), empty(), index]),
        (
            "left",
            [
                message!("check-store-left"),
                empty(),
                if left == 0 {
                    message!("check-store-none")
                } else {
                    message!("check-store-n-left", n = left)
                },
            ],
        ),
    ]
}

/// Formats a number of bytes for people.
pub(super) fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

fn table(parts: &[Part]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic);
    let headings = [
        message!("check-store-part"),
        message!("check-store-holds"),
        message!("check-store-found"),
    ];
    table.set_header(headings.map(|heading| heading.to_string()));
    table.add_rows(parts.iter().map(|(_, cells)| cells.clone().map(|cell| cell.to_string())));
    table
}

/// Returns a line for each problem.
fn lines(checked: &Checked, index: &Option<Vec<PathBuf>>) -> Vec<String> {
    let line = |one: &Finding| {
        let part = checked.names.get(&one.part).unwrap_or(&one.part);
        message!("store-part", part = part, what = one.fault.message()).to_string()
    };
    let all = checked.files.iter().chain(&checked.graphs).chain(&checked.left).map(line);
    let of_index = index.iter().flatten().map(|path| {
        message!("store-part", part = path.display(), what = message!("fault-changed")).to_string()
    });
    all.chain(of_index).collect()
}
