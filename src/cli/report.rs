//! Reports what a build did with each file, as text or as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use zeren::message;
use zeren::message::{Lang, Message};
use zeren::read::ReadError;
use zeren::sources::{Line, Outcome, Report};

use super::{Failure, output, unread};

/// How many lines fit on a screen.
const SCREEN: usize = 40;

/// How detailed the report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Only failures.
    Quiet,
    /// A screenful, then the number of remaining lines.
    Screen,
    /// Everything.
    Verbose,
}

/// Prints the outcome of each file, as detailed as requested, then the totals.
pub(crate) fn text(report: &Report, place: &str, detail: Detail) -> Result<(), Failure> {
    let (mut told, mut n_told, mut n_lines) = (String::new(), 0, 0);
    for line in &report.lines {
        let of_file = of_file(line);
        n_lines += of_file.lines().count();
        if detail == Detail::Verbose
            || detail == Detail::Screen && (n_lines <= SCREEN || n_told == 0)
        {
            n_told += usize::from(!of_file.is_empty());
            told.push_str(&of_file);
        }
    }
    output::text(None, |out| out.write_all(told.as_bytes()))?;
    let n_files =
        report.lines.iter().filter(|line| !matches!(line.outcome, Outcome::NotRead { .. })).count();
    if detail == Detail::Screen && n_files > n_told {
        output::note(message!("files-more", n = n_files - n_told));
    }
    let unread = unread_of(report);
    unread::tell(&unread, detail == Detail::Verbose);
    if detail == Detail::Quiet {
        return Ok(());
    }
    output::note(format!("\n{}", counted(report, place, &unread)));
    if report.lines.iter().any(|line| matches!(line.outcome, Outcome::Missing)) {
        output::note(message!("still-held"));
    }
    Ok(())
}

/// Returns the report on one file; the notes on a file that was not read are printed to standard
/// error at once.
fn of_file(line: &Line) -> String {
    let mut told = tell(line);
    for note in &line.notes {
        match line.outcome {
            Outcome::NotRead { .. } => {
                output::note(message!("file-note", file = &line.name, note = note.clone()))
            }
            _ => told.push_str(&format!("    {note}\n")),
        }
    }
    told
}

/// Returns the totals: `3 added, 1 copy, 2 not read (2 scans) in ./zeren-store`.
fn counted(report: &Report, place: &str, unread: &[&ReadError]) -> Message {
    let mut counts: BTreeMap<(u8, &str), usize> = BTreeMap::new();
    for line in &report.lines {
        *counts.entry(word(&line.outcome)).or_default() += 1;
    }
    let count = |((_, word), n): (&(u8, &str), &usize)| match *word {
        "added" => message!("count-added", n = *n),
        "changed" => message!("count-changed", n = *n),
        "renamed" => message!("count-renamed", n = *n),
        "copies" => message!("n-copies", n = *n),
        "unchanged" => message!("count-unchanged", n = *n),
        "removed" => message!("count-removed", n = *n),
        "missing" => message!("count-missing", n = *n),
        _ => message!("count-unread", n = *n, kinds = unread::kinds(unread)),
    };
    match counts.is_empty() {
        true => message!("count-nothing", place = place),
        false => message!(
            "count-in",
            counts = counts.iter().map(count).collect::<Vec<_>>(),
            place = place
        ),
    }
}

/// Prints a JSON object: every file with its outcome, and the totals.
pub(crate) fn json(report: &Report, place: &str) -> Result<(), Failure> {
    let file = |line: &Line| {
        let mut object = serde_json::to_value(&line.outcome).unwrap_or_default();
        if let Value::Object(fields) = &mut object {
            fields.insert("name".to_owned(), json!(line.name));
            let lists: Vec<Message> = line.notes.clone();
            tell_both(fields, "notes", |lang| {
                json!(lists.iter().map(|note| note.in_lang(lang)).collect::<Vec<_>>())
            });
            match &line.outcome {
                Outcome::NotRead { error } => {
                    tell_both(fields, "error", |lang| json!(error.message().in_lang(lang)));
                    tell_both(fields, "hint", |lang| json!(error.hint().in_lang(lang)));
                }
                Outcome::Changed { differs } | Outcome::Copy { differs, .. } => {
                    let list = message!("list", list = differs.clone());
                    tell_both(fields, "differs", |lang| json!(list.in_lang(lang)));
                }
                _ => {}
            }
        }
        object
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &report.lines {
        *counts.entry(word(&line.outcome).1).or_default() += 1;
    }
    let files: Vec<Value> = report.lines.iter().map(file).collect();
    let told =
        json!({ "store": place, "changed": report.is_changed, "counts": counts, "files": files });
    let text = serde_json::to_string_pretty(&told).unwrap_or_default();
    output::write(None, |out| writeln!(out, "{text}"))
}

/// Inserts an English value under a key, and a Chinese one under the key with `_zh`.
fn tell_both(fields: &mut Map<String, Value>, key: &str, told: impl Fn(Lang) -> Value) {
    fields.insert(key.to_owned(), told(Lang::En));
    fields.insert(format!("{key}_zh"), told(Lang::Zh));
}

/// Prints the errors of a build in which nothing was read.
pub(crate) fn failures(report: &Report, verbose: bool) {
    let unread = unread_of(report);
    unread::tell(&unread, verbose);
    output::note(format!("\n{}", message!("nothing-read", kinds = unread::kinds(&unread))));
}

fn unread_of(report: &Report) -> Vec<&ReadError> {
    let errors = report.lines.iter().filter_map(|line| match &line.outcome {
        Outcome::NotRead { error } => Some(error),
        _ => None,
    });
    errors.collect()
}

fn tell(line: &Line) -> String {
    let Line { name, outcome, told, .. } = line;
    match outcome {
        Outcome::Added => told.clone(),
        Outcome::Changed { differs } if differs.is_empty() => {
            format!("{told}    {}\n", message!("changed-layout"))
        }
        Outcome::Changed { differs } => {
            format!("{told}    {}\n", message!("changed", differs = differs.clone()))
        }
        Outcome::Unchanged => format!("{}\n{told}", message!("file-unchanged", file = name)),
        Outcome::Renamed { from } => {
            format!("{}\n", message!("file-renamed", file = name, from = from))
        }
        Outcome::Copy { of, differs } if differs.is_empty() => {
            format!("{}\n", message!("file-copy", file = name, of = of))
        }
        Outcome::Copy { of, differs } => {
            format!(
                "{}\n",
                message!("file-copy-differs", file = name, of = of, differs = differs.clone())
            )
        }
        Outcome::Removed => format!("{}\n", message!("file-removed", file = name)),
        Outcome::Missing => format!("{}\n", message!("file-missing", file = name)),
        // Reported on standard error, with the reason.
        Outcome::NotRead { .. } => String::new(),
    }
}

/// Returns the word for an outcome in totals, with its position among them.
fn word(outcome: &Outcome) -> (u8, &'static str) {
    match outcome {
        Outcome::Added => (0, "added"),
        Outcome::Changed { .. } => (1, "changed"),
        Outcome::Renamed { .. } => (2, "renamed"),
        Outcome::Copy { .. } => (3, "copies"),
        Outcome::Unchanged => (4, "unchanged"),
        Outcome::Removed => (5, "removed"),
        Outcome::Missing => (6, "missing"),
        Outcome::NotRead { .. } => (7, "not read"),
    }
}

/// Prints to standard error what an answer leaves out: files that cannot be read, and copies for
/// which another source speaks.
pub(crate) fn left_out(report: &Report) {
    unread::tell(&unread_of(report), false);
    for line in &report.lines {
        if let Outcome::Copy { of, .. } = &line.outcome {
            output::note(message!("copy-left-out", file = &line.name, of = of));
        }
    }
}
