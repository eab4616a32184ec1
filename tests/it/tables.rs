//! Responsibility tables as people draw them, with the expected tasks and remarks.
//!
//! The cases are in `tests/fixtures/tables.txt`: a name, a text, a line `= ` for each task, a line
//! `! ` for each remark.

use zeren::diagnostic::{Code, Diagnostic};
use zeren::model::{Agent, Facts, Task};
use zeren::read::Source;

fn facts(text: &str) -> Facts {
    let (name, text) = ("case.txt".to_owned(), text.to_owned());
    zeren::extract_facts(&Source {
        name,
        text,
        hash: String::new(),
        format: "text/plain",
        notes: Vec::new(),
    })
}

/// `改造老旧管网 lead:县住建局 support:县财政局 leader:张三（副县长） by:年底前`.
fn says(facts: &Facts, task: &Task) -> String {
    let mut line = task.title.clone();
    let mut last = None;
    let mut assignments: Vec<_> = task.assignments.iter().collect();
    assignments.sort_by_key(|one| !matches!(one.role.to_string().as_str(), "lead" | "host"));
    for one in assignments {
        line.push_str(&if last == Some(one.role) {
            ",".to_owned()
        } else {
            format!(" {}:", one.role)
        });
        match one.agent {
            Agent::Unit(unit) => line.push_str(&facts.units[unit].surface),
            Agent::Person(person) => {
                let person = &facts.persons[person];
                line.push_str(&format!("{}（{}）", person.name, person.post));
            }
        }
        last = Some(one.role);
    }
    for time in facts.times.iter().filter(|time| time.task.as_ref() == Some(&task.id)) {
        line.push_str(&format!(" by:{}", time.text));
    }
    line
}

/// Returns the remarks about tables.
fn remarks(facts: &Facts) -> Vec<String> {
    let is_of_table = |one: &&Diagnostic| {
        matches!(
            one.code,
            Code::RowLeftOut
                | Code::MatrixUnread
                | Code::TableUnread
                | Code::ClauseUnread
                | Code::DateUnread
        )
    };
    facts
        .diagnostics
        .iter()
        .filter(is_of_table)
        .map(|one| format!("{} {}", one.code, one.message))
        .collect()
}

#[test]
fn tables_say_what_their_tasks_are_and_who_answers() {
    for case in include_str!("../fixtures/tables.txt").split("## ").skip(1) {
        let (name, body) = case.split_once('\n').expect("a case has a name and a text");
        let begins = |mark: &str| {
            body.lines().filter_map(|line| line.strip_prefix(mark)).map(str::to_owned).collect()
        };
        let (tasks, expected): (Vec<String>, Vec<String>) = (begins("= "), begins("! "));
        let text: Vec<&str> = body
            .lines()
            .filter(|line| !line.starts_with("= ") && !line.starts_with("! "))
            .collect();
        let facts = facts(text.join("\n").trim_end());
        let said: Vec<String> = facts.tasks.iter().map(|task| says(&facts, task)).collect();
        assert_eq!(said, tasks, "{name}");
        assert_eq!(remarks(&facts), expected, "{name}");
    }
}
