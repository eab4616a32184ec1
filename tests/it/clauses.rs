//! All forms of responsibility clauses, in every variant in which documents circulate: half-width
//! punctuation, other brackets, bold, wrapped lines, no lines at all.

use zeren::model::{Agent, Assignment, Facts};
use zeren::read::Source;

/// One document of the fixture, and the expected result.
struct Case {
    name: &'static str,
    text: String,
    expected: Vec<String>,
    is_varied: bool,
}

fn cases() -> Vec<Case> {
    let fixture = include_str!("../fixtures/extract/clauses.txt");
    fixture.split("\n## ").skip(1).map(case).collect()
}

fn case(block: &'static str) -> Case {
    let (name, body) = block.split_once('\n').expect("a case has a name and a text");
    let (expected, text): (Vec<_>, Vec<_>) =
        body.lines().filter(|line| !line.is_empty()).partition(|line| line.starts_with("= "));
    let text = text.join("\n");
    let expected =
        expected.iter().filter_map(|line| line.strip_prefix("= ")).map(str::to_owned).collect();
    Case {
        name,
        is_varied: !text.starts_with('!'),
        text: text.trim_start_matches('!').to_owned(),
        expected,
    }
}

fn facts(text: &str) -> Facts {
    let source = Source {
        name: "case.txt".to_owned(),
        text: text.to_owned(),
        hash: String::new(),
        format: "text/plain",
        notes: Vec::new(),
    };
    zeren::extract_facts(&source)
}

/// Returns `一/（一） lead:县司法局 support:县财政局,县审计局` for each task.
fn says(facts: &Facts) -> Vec<String> {
    let task = |task: &zeren::model::Task| {
        let id = task.id.split_once('/').map_or("", |(_, path)| path);
        let mut line = id.to_owned();
        let mut last = String::new();
        for one in &task.assignments {
            let role = if one.implied { "implied".to_owned() } else { one.role.to_string() };
            let start = if role == last { ",".to_owned() } else { format!(" {role}:") };
            line.push_str(&start);
            line.push_str(agent(facts, one));
            last = role;
        }
        line
    };
    facts.tasks.iter().map(task).collect()
}

fn agent<'f>(facts: &'f Facts, assignment: &Assignment) -> &'f str {
    match assignment.agent {
        Agent::Unit(n) => &facts.units[n].surface,
        Agent::Person(n) => &facts.persons[n].name,
    }
}

/// A name and a way to vary a text.
type Dress = (&'static str, fn(&str) -> String);

const DRESSES: &[Dress] = &[
    ("as written", str::to_owned),
    ("half-width marks", |text| {
        let marks = [('（', '('), ('）', ')'), ('：', ':'), ('；', ';'), ('，', ',')];
        text.chars()
            .map(|c| marks.iter().find(|(full, _)| *full == c).map_or(c, |(_, half)| *half))
            .collect()
    }),
    ("square brackets around clauses", |text| clause_brackets(text, "[", "]")),
    ("tortoise brackets around clauses", |text| clause_brackets(text, "〔", "〕")),
    ("lenticular brackets around clauses", |text| clause_brackets(text, "【", "】")),
    ("the closing bracket lost", |text| clause_brackets(text, "（", "")),
    ("bold headings", |text| {
        let bold = |line: &str| match line.split_once('。') {
            Some((heading, rest)) if !rest.is_empty() => format!("**{heading}。**{rest}\n"),
            _ => format!("{line}\n"),
        };
        text.lines().map(bold).collect()
    }),
    ("blank lines", |text| text.replace('\n', "\n\n")),
    ("a break in each clause", |text| text.replace('、', "、\n")),
    ("no line breaks", |text| text.replace('\n', "")),
    ("blanks for line breaks", |text| text.replace('\n', " ")),
];

/// Replaces the last brackets of each line.
fn clause_brackets(text: &str, open: &str, close: &str) -> String {
    let line = |line: &str| {
        let Some(inner) = line.strip_suffix(['）', '〕']) else { return format!("{line}\n") };
        let mut depth = 0_usize;
        let start = inner.char_indices().rev().find(|(_, c)| {
            match c {
                '）' | '〕' => depth += 1,
                '（' | '〔' if depth > 0 => depth -= 1,
                '（' | '〔' => return true,
                _ => {}
            }
            false
        });
        let Some((start, c)) = start else { return format!("{line}\n") };
        let (before, clause) = inner.split_at(start);
        format!("{before}{open}{}{close}\n", clause.trim_start_matches(c))
    };
    text.lines().map(line).collect()
}

#[test]
fn every_form_is_read_in_every_dress() {
    let mut wrong = String::new();
    for case in cases() {
        let dresses = if case.is_varied { DRESSES } else { &DRESSES[..1] };
        for (dress, put_on) in dresses {
            let text = put_on(&case.text);
            let read = says(&facts(&text));
            if read != case.expected {
                wrong +=
                    &format!("{} · {dress}\n  - {:?}\n  + {read:?}\n", case.name, case.expected);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Returns roles and names of the tasks in a table.
fn of_table(rows: &str) -> Vec<String> {
    let text = format!("滑县工作任务分解表\n{rows}");
    let facts = zeren::extract_facts(&zeren::Source {
        name: "a.txt".to_owned(),
        text,
        hash: String::new(),
        format: "text/plain",
        notes: Vec::new(),
    });
    let name = |agent| match agent {
        zeren::model::Agent::Unit(n) => facts.units[n].surface.clone(),
        zeren::model::Agent::Person(n) => facts.persons[n].name.clone(),
    };
    let told = |task: &zeren::model::Task| {
        let names = task.assignments.iter().map(|one| format!("{} {}", one.role, name(one.agent)));
        format!("{}: {}", task.id, names.collect::<Vec<_>>().join(", "))
    };
    facts.tasks.iter().map(told).collect()
}

#[test]
fn a_column_of_two_roles_depends_on_the_lead_of_its_row() {
    let rows = "|工作任务|牵头单位|配合/责任单位|\n|---|---|---|\n|1.加强学习。|县司法局|县财政局|\n|2.加强宣传。||县教育局|\n";
    assert_eq!(
        of_table(rows),
        ["d1/1: lead 县司法局, support 县财政局", "d1/2: responsible 县教育局"]
    );
}

#[test]
fn a_heading_that_a_new_page_repeats_goes_on() {
    let rows = "|工作任务|工作要求|责任单位|\n|---|---|---|\n|一、加强学习|1.组织培训。|县司法局|\n|一、加强学习|2.组织考试。|县教育局|\n";
    assert_eq!(of_table(rows), ["d1/一/1: responsible 县司法局", "d1/一/2: responsible 县教育局"]);
}

/// Lines that say whose items stand below them are headings.
#[test]
fn lines_that_name_who_acts_head_the_items_below_them() {
    let text = "一、任务分工\n县司法局牵头负责：\n1.开展培训。\n2.组织竞赛。\n县司法局、县财政局共同负责：\n\
                3.保障经费。\n县公安局：\n4.加强执法。\n";
    let facts = facts(text);
    let told = |section: &zeren::model::Section| {
        let names = section.assignments.iter().map(|one| agent(&facts, one));
        let roles = section.assignments.first().map(|one| one.role.to_string());
        format!("{} {}", roles.unwrap_or_default(), names.collect::<Vec<_>>().join(","))
    };
    let sections: Vec<String> = facts.sections.iter().skip(1).map(told).collect();
    assert_eq!(
        sections,
        ["lead 县司法局", "responsible 县司法局,县财政局", "responsible 县公安局"]
    );
    let numbers: Vec<&str> =
        facts.tasks.iter().filter_map(|task| task.id.rsplit('/').next()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4"]);
    assert!(facts.tasks.iter().all(|task| task.assignments.is_empty()));
}
