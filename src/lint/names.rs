//! Names of units: unknown ones, ones that lost a character, and different names for one unit.

use std::collections::{BTreeMap, BTreeSet};

use super::{Both, Check, Context, Draft, Level, Remark};
use crate::context;
use crate::diagnostic::Code;
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::model::{Agent, Assignment, Unit};

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "unit-unknown",
        level: Level::Warning,
        summary: Both { zh: "单位名称无法识别", en: "no body is known by this name" },
        advice: Both {
            zh: "核对单位名称，写规范全称或通用简称",
            en: "check the name, and write the full one or the usual short form",
        },
        example: "甲县人民政府关于印发《甲县工作方案》的通知\n甲县工作方案\n一、重点任务\n（一）加强学习。认真培训。（责任单位：县司法局、县财正局）\n",
        counterexample: "甲县人民政府关于印发《甲县工作方案》的通知\n甲县工作方案\n一、重点任务\n（一）加强学习。认真培训。（责任单位：县司法局、县财政局）\n",
        find: unknown,
    },
    Check {
        id: "unit-incomplete",
        level: Level::Warning,
        summary: Both {
            zh: "单位名称缺字或括号不配对", en: "the name of a unit lost a character"
        },
        advice: Both { zh: "补全单位名称", en: "complete the name" },
        example: "一、重点任务\n（一）加强学习。认真培训。（责任单位：市司法局、市检察）\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。（责任单位：市司法局、市检察院）\n",
        find: incomplete,
    },
    Check {
        id: "unit-two-names",
        level: Level::Note,
        summary: Both { zh: "同一单位前后名称不一致", en: "one unit has two names" },
        advice: Both { zh: "全文统一使用一种名称", en: "use one of them throughout" },
        example: "一、重点任务\n（一）加强学习。认真培训。（责任单位：县发展改革委）\n（二）加强宣传。广泛动员。（责任单位：县发改委）\n",
        counterexample: "一、重点任务\n（一）加强学习。认真培训。（责任单位：县发展改革委）\n（二）加强宣传。广泛动员。（责任单位：县发展改革委、市发改委）\n",
        find: two_names,
    },
];

/// The similarity from which an unknown name may be a misspelling of a known one.
const ALIKE: f64 = 0.75;

/// All units that have a role, in the order of the text.
fn charged(draft: &Draft) -> Vec<(&Assignment, &Unit)> {
    let facts = &draft.facts;
    let mut charged: Vec<_> = facts
        .assignments()
        .filter(|one| !one.implied)
        .filter_map(|one| match one.agent {
            Agent::Unit(unit) => Some((one, facts.units.get(unit)?)),
            Agent::Person(_) => None,
        })
        .collect();
    charged.sort_by_key(|(one, _)| one.evidence.span);
    charged
}

fn unknown(draft: &Draft, _: &Context) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for one in draft.facts.diagnostics.iter().filter(|one| one.code == Code::NameUnknown) {
        let name = one.span.of(&draft.source.text);
        let zh = format!("“{name}”不像单位名称");
        remarks.push(Remark::new(
            one.span,
            zh,
            format!("{name} does not look like the name of a body"),
        ));
    }
    let mut seen = BTreeSet::new();
    for (one, unit) in charged(draft).into_iter().filter(|(_, unit)| !unit.collective) {
        if let Some(near) = Some(&unit.kind)
            .filter(|_| seen.insert(&unit.canonical))
            .and_then(|kind| misspelt(kind))
        {
            let (name, span) = (&unit.surface, one.evidence.span);
            let zh = format!("没有“{name}”这样的单位，是否为“{near}”？");
            remarks.push(Remark::new(
                span,
                zh,
                format!("no body is called {name}; is {near} meant?"),
            ));
        }
    }
    remarks
}

/// The known name of the same length from which an unknown name differs in one character.
fn misspelt(kind: &str) -> Option<&'static str> {
    let types = unit_types();
    let is_known =
        [Scheme::Local, Scheme::National].iter().any(|scheme| types.find(*scheme, kind).is_some());
    let n = kind.chars().count();
    if is_known || n < 3 {
        return None;
    }
    let labels = types.all().iter().flat_map(|one| one.labels());
    let differs = |label: &str| label.chars().zip(kind.chars()).filter(|(a, b)| a != b).count();
    let mut near = labels.filter(|label| label.chars().count() == n && differs(label) == 1);
    let first = near.next()?;
    // 县文化馆 and 县文化站 are two bodies: the end of a name says what it is.
    (strsim::normalized_levenshtein(first, kind) >= ALIKE || n == 3)
        .then_some(first)
        .filter(|near| near.chars().next_back() == kind.chars().next_back())
}

/// How far before an office the group is named to which it belongs, in characters.
const OWNER: usize = 40;

/// A text without blanks and line ends.
fn joined(text: &str) -> String {
    text.split_whitespace().collect()
}

fn incomplete(draft: &Draft, _: &Context) -> Vec<Remark> {
    let restored = draft.facts.diagnostics.iter().filter(|one| one.code == Code::NameRestored);
    let units = charged(draft);
    let remark = |one: &crate::diagnostic::Diagnostic| {
        let (_, unit) =
            units.iter().find(|(assignment, _)| assignment.evidence.span == one.span)?;
        let text = &draft.source.text;
        let (written, name) = (joined(one.span.of(text)), &unit.surface);
        // 领导小组下设办公室，负责…: the sentence says whose office it is.
        let owner = name.strip_suffix(&written).filter(|owner| !owner.is_empty());
        let before = joined(context::last_chars(text, one.span.start, OWNER));
        if owner.is_some_and(|owner| before.contains(owner)) {
            return None;
        }
        let zh = format!("“{written}”应为“{name}”");
        Some(Remark::new(one.span, zh, format!("{written} should be {name}")))
    };
    restored.filter_map(remark).collect()
}

fn two_names(draft: &Draft, _: &Context) -> Vec<Remark> {
    let mut by_unit: BTreeMap<&str, Vec<(&Assignment, &str)>> = BTreeMap::new();
    for (one, unit) in charged(draft).into_iter().filter(|(_, unit)| !unit.collective) {
        // 县住建局（县人防办） gives two names for one unit on purpose.
        let name = unit.surface.split('（').next().unwrap_or_default();
        let names = by_unit.entry(&unit.canonical).or_default();
        // 滑县司法局, 县司法局 and 司法局 are one name with more or less in front.
        if names.iter().all(|(_, known)| !known.ends_with(name) && !name.ends_with(known)) {
            names.push((one, name));
        }
    }
    let several = by_unit.into_values().filter(|names| names.len() > 1);
    let remark = |names: Vec<(&Assignment, &str)>| {
        let list: Vec<_> = names.iter().map(|(_, name)| format!("“{name}”")).collect();
        let span = names.get(1)?.0.evidence.span;
        let zh = format!("同一单位写作{}", list.join("、"));
        Some(Remark::new(span, zh, format!("one unit is called {}", list.join(" and "))))
    };
    several.filter_map(remark).collect()
}
