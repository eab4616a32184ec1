//! Summarises a document in a few lines.

use std::fmt::Write as _;

use zeren::Source;
use zeren::correct::UNUSED;
use zeren::diagnostic::Severity;
use zeren::message;
use zeren::message::Message;
use zeren::model::{Facts, Role, Task};
use zeren::span::Positions;

/// How many doubts about a document are shown.
const N_DOUBTS: usize = 3;

/// Lists the documents of a source, the number of facts of each kind, and doubts.
pub(crate) fn summary(source: &Source, facts: &Facts) -> String {
    let mut text = format!("{}\n", source.name);
    for document in &facts.documents {
        let title = document.title.clone().unwrap_or_else(|| message!("no-title").into());
        let number =
            document.number.as_deref().map(|number| format!("  {number}")).unwrap_or_default();
        let n_tasks =
            facts.tasks.iter().filter(|task| task.doc == document.id && task.asks()).count();
        let _ = writeln!(
            text,
            "  {title}{number}{}",
            if n_tasks > 0 {
                format!("  {}", message!("n-tasks", n = n_tasks))
            } else {
                String::new()
            }
        );
    }
    if !facts.tasks.iter().any(Task::asks) {
        let _ = writeln!(text, "    {}", message!("no-tasks"));
    }
    let _ = writeln!(text, "    {}", counts(facts));
    let doubts = facts
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Doubt && one.code != UNUSED);
    let doubts: Vec<_> = doubts.collect();
    let positions = Positions::new(&source.text);
    for doubt in doubts.iter().take(N_DOUBTS) {
        let line = positions.of(doubt.span.start).line;
        let _ = writeln!(
            text,
            "    {}",
            message!("doubt-at", line = line, doubt = doubt.message.clone())
        );
    }
    if doubts.len() > N_DOUBTS {
        let _ = writeln!(text, "    {}", message!("doubts-more", n = doubts.len() - N_DOUBTS));
    }
    text
}

/// Returns the numbers:
/// `141 assignments (109 responsible, 32 support), 11 citations, 5 times, 4 targets, 0 doubts`.
fn counts(facts: &Facts) -> Message {
    let roles: Vec<Role> = facts.assignments().map(|one| one.role).collect();
    let of_role = |role: &Role| roles.iter().filter(|one| *one == role).count();
    let by_role = Role::ALL.iter().map(|role| (of_role(role), role)).filter(|(n, _)| *n > 0);
    let by_role: Vec<_> =
        by_role.map(|(n, role)| message!("n-of-role", n = n, role = *role)).collect();
    let assignments = match by_role.is_empty() {
        true => message!("n-assignments", n = roles.len()),
        false => message!("assignments-by-role", n = roles.len(), roles = by_role),
    };
    let n_doubts = facts.diagnostics.iter().filter(|one| one.severity == Severity::Doubt).count();
    let counts = vec![
        assignments,
        message!("n-citations", n = facts.citations.len()),
        message!("n-times", n = facts.times.len()),
        message!("n-targets", n = facts.indicators.len()),
        message!("n-doubts", n = n_doubts),
    ];
    message!("list", list = counts)
}
