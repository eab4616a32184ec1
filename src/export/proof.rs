//! The proof for people to read: what became of every sign of a fact, and where one may be missing.
//!
//! `cues     31 found: 29 read, 2 set aside, 0 in doubt`, then a line for each doubt: its position,
//! code and reason.

use std::fmt::Write as _;

use crate::Source;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message;
use crate::message::{Lang, Message, padded};
use crate::model::Facts;
use crate::span::{Position, Positions};

/// Returns the proof of `source` with every doubt; if `all`, also with what was skipped or
/// repaired.
pub fn proof(source: &Source, facts: &Facts, all: bool) -> String {
    let positions = Positions::new(&source.text);
    let mut text = format!("{}\n", message!("proof"));
    for line in &facts.proof {
        let n_passed = line.n_found - line.n_facts - line.n_doubts;
        let account = message!(
            "proof-line",
            found = line.n_found,
            read = line.n_facts,
            aside = n_passed,
            doubts = line.n_doubts
        );
        let _ = writeln!(text, "  {}{account}", padded(&line.sign.message().to_string(), 9));
    }
    let of = |severity| facts.diagnostics.iter().filter(move |one| one.severity == severity);
    section(&mut text, &message!("proof-doubts"), &positions, of(Severity::Doubt));
    if all {
        section(&mut text, &message!("proof-notes"), &positions, of(Severity::Note));
    }
    text
}

fn section<'f>(
    text: &mut String,
    title: &Message,
    positions: &Positions,
    found: impl Iterator<Item = &'f Diagnostic>,
) {
    let mut found = found.peekable();
    if found.peek().is_some() {
        let _ = writeln!(text, "{title}");
    }
    for one in found {
        let Position { line, column } = positions.of(one.span.start);
        let _ =
            writeln!(text, "  {line}:{column}  {}  {}", one.code.name(Lang::user()), one.message);
    }
}
