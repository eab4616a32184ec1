//! What became of every file of a build, as text or as JSON.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use zeren::read::ReadError;
use zeren::sources::{Line, Outcome, Report};

use super::{Failure, output, unread};

/// Tells each file, then how many went which way.
pub(crate) fn text(report: &Report, place: &str, verbose: bool) -> Result<(), Failure> {
    let mut told = String::new();
    for line in &report.lines {
        told.push_str(&tell(line));
        for note in &line.notes {
            match line.outcome {
                Outcome::NotRead { .. } => output::note(&format!("{}: {note}", line.name)),
                _ => told.push_str(&format!("    {note}\n")),
            }
        }
    }
    output::write(None, |out| out.write_all(told.as_bytes()))?;
    let unread = unread_of(report);
    unread::tell(&unread, verbose);
    let mut counts: BTreeMap<(u8, &str), usize> = BTreeMap::new();
    for line in &report.lines {
        *counts.entry(word(&line.outcome)).or_default() += 1;
    }
    let count = |((_, word), n): (&(u8, &str), &usize)| match (*word, n) {
        ("copies", 1) => "1 copy".to_owned(),
        ("not read", n) => format!("{n} not read ({})", unread::kinds(&unread)),
        _ => format!("{n} {word}"),
    };
    let counts: Vec<_> = counts.iter().map(count).collect();
    output::note(&format!("\n{} in {place}", if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") }));
    if report.lines.iter().any(|line| matches!(line.outcome, Outcome::Missing)) {
        output::note("what is missing is still held; `zeren build --prune` removes it");
    }
    Ok(())
}

/// One object: every file with its outcome, and how many went which way.
pub(crate) fn json(report: &Report, place: &str) -> Result<(), Failure> {
    let file = |line: &Line| {
        let mut object = serde_json::to_value(&line.outcome).unwrap_or_default();
        if let Value::Object(fields) = &mut object {
            fields.insert("name".to_owned(), json!(line.name));
            fields.insert("notes".to_owned(), json!(line.notes));
            if let Outcome::NotRead { error } = &line.outcome {
                fields.insert("error".to_owned(), json!(error.to_string()));
                fields.insert("hint".to_owned(), json!(error.hint()));
            }
        }
        object
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &report.lines {
        *counts.entry(word(&line.outcome).1).or_default() += 1;
    }
    let files: Vec<Value> = report.lines.iter().map(file).collect();
    let told = json!({ "store": place, "changed": report.is_changed, "counts": counts, "files": files });
    let text = serde_json::to_string_pretty(&told).unwrap_or_default();
    output::write(None, |out| writeln!(out, "{text}"))
}

/// Tells the errors of a build in which nothing was read.
pub(crate) fn failures(report: &Report, verbose: bool) {
    let unread = unread_of(report);
    unread::tell(&unread, verbose);
    output::note(&format!("\nnothing was read ({})", unread::kinds(&unread)));
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
        Outcome::Changed { differs } => {
            format!("{told}    changed: {}\n", if differs.is_empty() { "layout" } else { differs })
        }
        Outcome::Unchanged => format!("{name}: unchanged\n{told}"),
        Outcome::Renamed { from } => format!("{name}: renamed from {from}\n"),
        Outcome::Copy { of, differs } if differs.is_empty() => format!("{name}: copy of {of}\n"),
        Outcome::Copy { of, differs } => format!("{name}: copy of {of}, with {differs}\n"),
        Outcome::Removed => format!("{name}: removed\n"),
        Outcome::Missing => format!("{name}: missing\n"),
        // Told on standard error, with the reason.
        Outcome::NotRead { .. } => String::new(),
    }
}

/// The word for an outcome in counts, with its place among them.
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

/// Tells on standard error what an answer leaves out: what cannot be read, and copies for which others speak.
pub(crate) fn left_out(report: &Report) {
    unread::tell(&unread_of(report), false);
    for line in &report.lines {
        if let Outcome::Copy { of, .. } = &line.outcome {
            output::note(&format!("{}: copy of {of}, which speaks for both", line.name));
        }
    }
}
