//! The proof for people to read: what became of every sign of a fact, and where one may be missing.
//!
//! `cues     31 found: 29 read, 2 set aside, 0 in doubt`, then a line for each doubt: its place, its code, its reason.

use std::fmt::Write as _;

use crate::Source;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Facts;
use crate::span::{Position, Positions};

/// Writes the proof of `source` with every doubt; with `all`, also what was passed over or repaired.
pub fn proof(source: &Source, facts: &Facts, all: bool) -> String {
    let positions = Positions::new(&source.text);
    let mut text = "proof\n".to_owned();
    for line in &facts.proof {
        let n_passed = line.n_found - line.n_facts - line.n_doubts;
        let _ = writeln!(
            text,
            "  {:<9}{} found: {} read, {n_passed} set aside, {} in doubt",
            line.sign.word(),
            line.n_found,
            line.n_facts,
            line.n_doubts
        );
    }
    let of = |severity| facts.diagnostics.iter().filter(move |one| one.severity == severity);
    section(&mut text, "doubts", &positions, of(Severity::Doubt));
    if all {
        section(&mut text, "notes", &positions, of(Severity::Note));
    }
    text
}

fn section<'f>(text: &mut String, title: &str, positions: &Positions, found: impl Iterator<Item = &'f Diagnostic>) {
    let mut found = found.peekable();
    if found.peek().is_some() {
        let _ = writeln!(text, "{title}");
    }
    for one in found {
        let Position { line, column } = positions.of(one.span.start);
        let _ = writeln!(text, "  {line}:{column}  {}  {}", one.code, one.message);
    }
}
