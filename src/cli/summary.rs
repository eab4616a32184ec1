//! What a document holds, in a few lines.

use std::fmt::Write as _;

use zeren::Source;
use zeren::correct::UNUSED;
use zeren::diagnostic::Severity;
use zeren::model::{Facts, Role, Task};
use zeren::span::Positions;

/// Doubts that are shown of one document.
const N_DOUBTS: usize = 3;

/// Tells the documents of a source, how many facts it has of each kind, and what is doubtful.
pub(crate) fn summary(source: &Source, facts: &Facts) -> String {
    let mut text = format!("{}\n", source.name);
    for document in &facts.documents {
        let title = document.title.as_deref().unwrap_or("(no title)");
        let number = document.number.as_deref().map(|number| format!("  {number}")).unwrap_or_default();
        let n_tasks = facts.tasks.iter().filter(|task| task.doc == document.id && task.asks()).count();
        let _ = writeln!(
            text,
            "  {title}{number}{}",
            if n_tasks > 0 { format!("  {}", n(n_tasks, "task")) } else { String::new() }
        );
    }
    if !facts.tasks.iter().any(Task::asks) {
        text.push_str("    no tasks found\n");
    }
    let _ = writeln!(text, "    {}", counts(facts));
    let doubts = facts.diagnostics.iter().filter(|one| one.severity == Severity::Doubt && one.code != UNUSED);
    let doubts: Vec<_> = doubts.collect();
    let positions = Positions::new(&source.text);
    for doubt in doubts.iter().take(N_DOUBTS) {
        let line = positions.of(doubt.span.start).line;
        let _ = writeln!(text, "    doubt, line {line}: {}", doubt.message);
    }
    if doubts.len() > N_DOUBTS {
        let _ = writeln!(text, "    and {} more: zeren query doubts", n(doubts.len() - N_DOUBTS, "doubt"));
    }
    text
}

/// `141 assignments (109 responsible, 32 support), 11 citations, 5 times, 4 targets, 0 doubts`.
fn counts(facts: &Facts) -> String {
    let roles: Vec<Role> = facts.assignments().map(|one| one.role).collect();
    let of_role = |role: &Role| roles.iter().filter(|one| *one == role).count();
    let by_role = Role::ALL.iter().map(|role| (of_role(role), role)).filter(|(n, _)| *n > 0);
    let by_role = by_role.map(|(n, role)| format!("{n} {role}")).collect::<Vec<_>>().join(", ");
    let by_role = if by_role.is_empty() { by_role } else { format!(" ({by_role})") };
    let n_doubts = facts.diagnostics.iter().filter(|one| one.severity == Severity::Doubt).count();
    format!(
        "{}{by_role}, {}, {}, {}, {}",
        n(roles.len(), "assignment"),
        n(facts.citations.len(), "citation"),
        n(facts.times.len(), "time"),
        n(facts.indicators.len(), "target"),
        n(n_doubts, "doubt"),
    )
}

fn n(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}
