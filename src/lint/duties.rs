//! Who is responsible: tasks without a unit, missing or multiple leads, names that occur twice,
//! names hidden by 等.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Both, Check, Context, Draft, Level, Remark, unless_usual};
use crate::affix::AnyOf;
use crate::clause::Clause;
use crate::extract::TaskMention;
use crate::lexicon::headings::headings;
use crate::model::path::Numbers;
use crate::model::{Agent, Assignment, Role, Section, Task, Unit};

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "task-without-unit",
        level: Level::Warning,
        summary: Both { zh: "任务没有责任单位", en: "a task names no unit" },
        advice: Both {
            zh: "在该项末尾写明牵头单位和责任单位",
            en: "name the lead and the responsible units at its end",
        },
        example: "一、重点任务\n（一）加强学习。认真培训。（责任单位：县司法局）\n（二）加强宣传。广泛动员。（责任单位：县财政局）\n（三）加强监督。定期检查。\n",
        counterexample: "一、总体要求\n（一）指导思想。全面推进。\n（二）总体目标。取得实效。\n二、重点任务\n（三）加强学习。认真培训。（责任单位：县司法局）\n（四）加强宣传。广泛动员。（责任单位：县财政局）\n（五）加强监督。定期检查。（责任单位：县审计局）\n",
        find: without_unit,
    },
    Check {
        id: "lead-missing",
        level: Level::Warning,
        summary: Both {
            zh: "多个责任单位中没有牵头单位", en: "of several units none leads"
        },
        advice: Both {
            zh: "从中明确一个牵头单位，其余列为配合单位",
            en: "make one of them the lead, the others supporting units",
        },
        example: "一、重点任务\n（一）加强学习。认真培训。（牵头单位：县司法局；配合单位：县财政局）\n（二）加强宣传。广泛动员。（牵头单位：县委宣传部；配合单位：县财政局）\n（三）加强监督。定期检查。（责任单位：县司法局、县审计局）\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。（牵头单位：县司法局；配合单位：县财政局）\n（二）加强宣传。广泛动员。（牵头单位：县委宣传部；配合单位：县财政局）\n（三）加强监督。定期检查。（责任单位：县审计局）\n",
        find: without_lead,
    },
    Check {
        id: "lead-doubled",
        level: Level::Warning,
        summary: Both { zh: "牵头单位不止一个", en: "more than one unit leads" },
        advice: Both {
            zh: "只保留一个牵头单位；确需共同牵头的，写明由谁总牵头",
            en: "keep one lead, or say which of them leads the others",
        },
        example: "一、重点任务\n（一）加强学习。认真培训。（牵头单位：县司法局；配合单位：县财政局）\n（二）加强宣传。广泛动员。（牵头单位：县委宣传部、县司法局；配合单位：县财政局）\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。（牵头单位：县司法局；配合单位：县财政局、县委宣传部）\n",
        find: several_leads,
    },
    Check {
        id: "unit-repeated",
        level: Level::Warning,
        summary: Both {
            zh: "同一单位在一项分工中出现两次", en: "a clause names a unit twice"
        },
        advice: Both {
            zh: "删去重复的单位，或改正其角色",
            en: "delete the second name, or mend its role",
        },
        example: "一、重点任务\n（一）加强学习。认真培训。（牵头单位：县司法局；配合单位：县财政局、县司法局）\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。（牵头单位：县司法局；配合单位：县财政局、市司法局）\n",
        find: named_twice,
    },
    Check {
        id: "names-hidden",
        level: Level::Warning,
        summary: Both {
            zh: "“等”字后面的单位没有列明",
            en: "等 stands for units that are not named",
        },
        advice: Both {
            zh: "把应负责的单位逐一列出，删去“等”字",
            en: "list the units, and delete 等",
        },
        example: "一、重点任务\n（一）加强学习。认真培训。（责任单位：县司法局、县财政局等部门）\n（二）加强宣传。广泛动员。（责任单位：县财政局）\n",
        counterexample: "一、重点任务\n（一）加强学习。落实平等、公平等原则。（责任单位：县司法局、县财政局）\n",
        find: hidden,
    },
];

/// The maximum distance of 等 from the name before it, in bytes: white space, or a bracket.
const NEAR: usize = 6;

/// The tasks of a document except entries in lists of names, each with its mention.
fn tasks<'d>(draft: &'d Draft, doc: &str) -> Vec<(&'d TaskMention, &'d Task)> {
    let both = draft.mentions.tasks.iter().zip(&draft.facts.tasks);
    both.filter(|(_, task)| task.doc == doc && !task.noun_list).collect()
}

/// The number and heading of a task as people write them.
fn label(task: &Task) -> String {
    let title: String = task.title.chars().take(20).collect();
    let more = if task.title.chars().nth(20).is_some() { "…" } else { "" };
    format!("{}{title}{more}", task.number)
}

fn is_general(title: &str) -> bool {
    headings().iter().any(|heading| title.contains(heading.words))
}

fn without_unit(draft: &Draft, _: &Context) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (document, title) in draft.documents() {
        let all = tasks(draft, &document.id);
        let sections: BTreeMap<&str, &Section> = draft
            .facts
            .sections
            .iter()
            .filter(|section| section.doc == document.id)
            .map(|section| (section.number.as_str(), section))
            .collect();
        let is_charged =
            |task: &Task| !task.assignments.is_empty() || is_charged_above(&sections, task);
        let n_charged = all.iter().filter(|(_, task)| is_charged(task)).count();
        let n = all.len();
        if n_charged == 0 && n > 3 {
            let zh = format!("全文 {n} 项任务都没有写明责任单位");
            remarks.push(Remark::general(title, zh, format!("none of the {n} tasks names a unit")));
        }
        if n_charged * 2 <= n {
            continue;
        }
        // Below a heading where nobody is responsible at all, one remark suffices.
        let mut under: BTreeMap<&str, Vec<(&TaskMention, &Task)>> = BTreeMap::new();
        for (mention, task) in all.into_iter().filter(|(_, task)| !is_general(&task.title)) {
            under
                .entry(task.section.as_deref().unwrap_or_default())
                .or_default()
                .push((mention, task));
        }
        for (number, tasks) in under {
            let section = sections.get(number);
            let missing: Vec<_> = tasks.iter().filter(|(_, task)| !is_charged(task)).collect();
            let mut over =
                Numbers::new(number).upwards().filter_map(|numbers| sections.get(numbers.as_str()));
            if missing.is_empty() || over.any(|one| is_general(&one.title)) {
                continue;
            }
            match section.filter(|_| missing.len() == tasks.len() && tasks.len() > 1) {
                Some(section) => remarks.push(Remark::general(
                    section.evidence.span,
                    format!("“{}”之下的 {} 项都没有写明责任单位", section.title, tasks.len()),
                    format!(
                        "none of the {} tasks under {} names a unit",
                        tasks.len(),
                        section.number
                    ),
                )),
                None => remarks.extend(missing.iter().map(|(mention, task)| {
                    let zh = format!("“{}”没有责任单位，本文其他任务大多写明", label(task));
                    Remark::new(
                        heading(draft, mention),
                        zh,
                        format!("{} names no unit, most tasks do", task.number),
                    )
                })),
            }
        }
    }
    remarks
}

/// Whether a heading above the task makes somebody responsible.
fn is_charged_above(sections: &BTreeMap<&str, &Section>, task: &Task) -> bool {
    let over = task.section.as_deref().into_iter().flat_map(|own| Numbers::new(own).upwards());
    over.filter_map(|numbers| sections.get(numbers.as_str()))
        .any(|section| !section.assignments.is_empty())
}

/// The number and first sentence of a task.
fn heading(draft: &Draft, mention: &TaskMention) -> crate::span::Span {
    let text = draft.normal(mention.range.clone());
    let end = text.find(['。', '\n']).unwrap_or(text.len());
    draft.span(mention.range.start..mention.range.start + end)
}

/// A responsibility clause with the units in it.
struct Charge<'d> {
    range: Range<usize>,
    text: &'d str,
    units: Vec<(&'d Assignment, &'d Unit)>,
}

impl Charge<'_> {
    fn has(&self, role: Role) -> bool {
        self.units.iter().any(|(one, _)| one.role == role)
    }

    /// Whether there are several units, at least one of which could lead.
    fn is_shared(&self) -> bool {
        self.units.len() > 1 && self.units.iter().any(|(_, unit)| !unit.collective)
    }

    /// Whether the clause says that each is responsible for its own part.
    fn is_divided(&self) -> bool {
        self.text.contains_any(&["分工", "分别", "各自", "共同"])
    }
}

/// The clauses of a document.
fn charges<'d>(draft: &'d Draft, doc: &str) -> Vec<Charge<'d>> {
    let of_task = |(mention, task): (&'d TaskMention, &'d Task)| {
        mention.clauses.iter().map(move |clause| charge(draft, clause, &task.assignments))
    };
    tasks(draft, doc).into_iter().flat_map(of_task).collect()
}

fn charge<'d>(draft: &'d Draft, clause: &Clause, assignments: &'d [Assignment]) -> Charge<'d> {
    let span = draft.span(clause.range.clone());
    let here = assignments
        .iter()
        .filter(|one| span.contains(one.evidence.span) && !one.implied && one.duty.is_none());
    let units = here.filter_map(|one| match one.agent {
        Agent::Unit(unit) => Some((one, draft.facts.units.get(unit)?)),
        Agent::Person(_) => None,
    });
    Charge {
        range: clause.range.clone(),
        text: draft.normal(clause.range.clone()),
        units: units.collect(),
    }
}

fn names(units: &[&Unit]) -> String {
    let names: Vec<_> = units.iter().map(|unit| unit.surface.as_str()).collect();
    names.join("、")
}

fn without_lead(draft: &Draft, _: &Context) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (document, title) in draft.documents() {
        let charges = charges(draft, &document.id);
        let (led, unled): (Vec<_>, Vec<_>) = charges
            .into_iter()
            .filter(Charge::is_shared)
            .partition(|charge| charge.has(Role::Lead));
        let unled: Vec<_> = unled
            .into_iter()
            .filter(|charge| charge.has(Role::Responsible) && !charge.is_divided())
            .collect();
        let n = unled.len();
        if led.is_empty() && n > 3 {
            let zh = format!("有 {n} 项任务由多个责任单位并列负责，全文没有写明牵头单位");
            remarks.push(Remark::general(
                title,
                zh,
                format!("{n} tasks have several units, and no lead is named at all"),
            ));
        }
        if led.len() > n {
            remarks.extend(unled.iter().map(|charge| {
                let units: Vec<_> = charge.units.iter().map(|(_, unit)| *unit).collect();
                let zh = format!("{} 个单位并列，没有写明由谁牵头", units.len());
                Remark::new(
                    draft.span(charge.range.clone()),
                    zh,
                    format!("none of {} units leads", units.len()),
                )
            }));
        }
    }
    remarks
}

fn several_leads(draft: &Draft, _: &Context) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (document, title) in draft.documents() {
        let charges = charges(draft, &document.id);
        let led: Vec<_> = charges.iter().filter(|charge| charge.has(Role::Lead)).collect();
        let several: Vec<_> = led.iter().filter_map(|charge| leads(charge)).collect();
        remarks.extend(unless_usual(several, led.len(), |n| {
            let zh =
                format!("{} 项写明牵头单位的任务中，有 {n} 项由两个以上单位共同牵头", led.len());
            Remark::general(
                title,
                zh,
                format!("{n} of {} tasks with a lead have more than one", led.len()),
            )
        }));
    }
    remarks
}

/// A remark on the leads of a clause, if there are several.
fn leads(charge: &Charge<'_>) -> Option<Remark> {
    let of_role: Vec<_> = charge.units.iter().filter(|(one, _)| one.role == Role::Lead).collect();
    let distinct: BTreeSet<&str> =
        of_role.iter().map(|(_, unit)| unit.canonical.as_str()).collect();
    let units: Vec<_> = of_role.iter().map(|(_, unit)| *unit).collect();
    let [first, last] = [of_role.first()?, of_role.last()?].map(|(one, _)| one.evidence.span);
    let n = distinct.len();
    (n > 1).then(|| {
        let zh = format!("有 {n} 个牵头单位：{}", names(&units));
        Remark::new(first.cover(last), zh, format!("{n} units lead: {}", names(&units)))
    })
}

fn named_twice(draft: &Draft, _: &Context) -> Vec<Remark> {
    let charges = draft.facts.documents.iter().flat_map(|document| charges(draft, &document.id));
    let twice = |charge: Charge<'_>| {
        let mut seen: BTreeMap<&str, Role> = BTreeMap::new();
        let mut remarks = Vec::new();
        for (one, unit) in &charge.units {
            let Some(first) = seen.insert(&unit.canonical, one.role) else { continue };
            let name = &unit.surface;
            let (zh, en) = match first == one.role {
                true => (format!("“{name}”重复出现"), format!("{name} is named twice")),
                false => (
                    format!("“{name}”在同一项分工中有两种角色"),
                    format!("{name} has two roles: {first} and {}", one.role),
                ),
            };
            remarks.push(Remark::new(one.evidence.span, zh, en));
        }
        remarks
    };
    charges.flat_map(twice).collect()
}

fn hidden(draft: &Draft, _: &Context) -> Vec<Remark> {
    static AND_OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(等(?:\d+个)?(?:有关|相关)?(?:部门和单位|部门单位|部门|单位)?)(?:[，、；。：）〕和及与]|牵头|负责|配合|参与|按|共同|分别|$)",
        )
        .expect("the pattern is fixed")
    });
    let mut remarks = Vec::new();
    for (document, title) in draft.documents() {
        let charges = charges(draft, &document.id);
        let all = charges.iter().filter(|charge| !charge.units.is_empty()).flat_map(|charge| {
            AND_OTHERS.captures_iter(charge.text).filter_map(|found| {
                let word = found.get(1)?;
                // 等 hides names only after a name.
                let ends = |one: &Assignment| one.evidence.span.end;
                let span =
                    draft.span(charge.range.start + word.start()..charge.range.start + word.end());
                let before =
                    charge.units.iter().rev().find(|(one, _)| {
                        ends(one) <= span.start && ends(one) + NEAR >= span.start
                    })?;
                let zh = format!("“{}”后面的“{}”没有列明单位", before.1.surface, word.as_str());
                Some(Remark::new(
                    span,
                    zh,
                    format!("`{}` hides units behind {}", word.as_str(), before.1.surface),
                ))
            })
        });
        let all: Vec<_> = all.collect();
        remarks.extend(unless_usual(all, charges.len(), |n| {
            let zh = format!("{} 项分工中有 {n} 处以“等”字省略责任单位", charges.len());
            Remark::general(
                title,
                zh,
                format!("等 hides units {n} times in {} clauses", charges.len()),
            )
        }));
    }
    remarks
}
