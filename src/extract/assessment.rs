//! Assessment schemes: who is assessed, on what and how, the scores and grades, and the
//! consequences.
//!
//! A document is recognised by its title (`…考核方案`, `…考评办法`) or its headings
//! (`三、考核对象`, `五、考核方式`). What is assessed is listed under 考核内容, so sentences there
//! say nothing about the assessment itself.

mod effect;
mod scheme;
mod score;
mod whom;

use std::ops::Range;

use regex::Match;

use self::scheme::{Scheme, Topic, title};
use super::time::TimeMention;
use crate::bracket::split;
use crate::clause::{Duty, Name};
use crate::model::{ProvisionKind, Terms};
use crate::parse::Outline;
use crate::rule::{Rule, here};

/// The rules of this file and its submodules.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "assessment",
        home: here!(),
        summary: "A document whose title says that it assesses, or with two headings of such a document.",
        examples: &[
            "某县依法行政考核办法\n一、考核对象\n（一）各乡镇。",
            "一、考核对象\n（一）各乡镇。\n二、考核方式\n（一）实地考察。",
        ],
        counterexamples: &["某县法治政府建设工作安排"],
    },
    Rule {
        id: "assessment-object",
        home: here!(),
        summary: "The items under a heading 考核对象, and what several of them are called together.",
        examples: &["一、考核对象\n（一）各乡镇；\n（二）县人民法院。"],
        counterexamples: &["一、考核内容\n（一）共同职责。"],
    },
    Rule {
        id: "assessment-content",
        home: here!(),
        summary: "The headings under a heading 考核内容, the mode that puts them together, and their scores.",
        examples: &[
            "一、考核内容\n（一）采取“1+1+N”模式。\n（二）实地考察。",
            "一、考核内容\n（一）基础工作（40分）。\n（二）重点工作（60分）。",
        ],
        counterexamples: &["完善“双随机、一公开”模式"],
    },
    Rule {
        id: "assessment-method",
        home: here!(),
        summary: "The list behind 考核方式包括, else the items under such a heading.",
        examples: &["考核方式主要包括日常评价、实地考察和满意度调查。"],
        counterexamples: &["考核方式要注重实效。"],
    },
    Rule {
        id: "assessment-score",
        home: here!(),
        summary: "The whole score and its parts.",
        examples: &[
            "考核采取百分制",
            "总分由日常得分（日常评价）和实地考察得分组成",
            "日常评价占40分",
        ],
        counterexamples: &["得分情况予以公布"],
    },
    Rule {
        id: "assessment-grade",
        home: here!(),
        summary: "Grades, and the scores that have them.",
        examples: &[
            "考核结果分为优秀、合格和不合格三个等次",
            "90分以上为优秀",
            "80分以上、不足90分的为良好",
        ],
        counterexamples: &["不得被评为优秀等次"],
    },
    Rule {
        id: "assessment-adjustment",
        home: here!(),
        summary: "When points are added or taken off, and how many at most.",
        examples: &[
            "经验做法被推广的，予以相应加分，累计加分最多不超过5分",
            "被通报批评的，每次扣2分",
        ],
        counterexamples: &["加减分评定"],
    },
    Rule {
        id: "assessment-effect",
        home: here!(),
        summary: "Whom a sentence rewards or punishes, and with what.",
        examples: &["对连续2年考核优秀的单位，给予通报表扬。", "弄虚作假的，依规依纪追究责任。"],
        counterexamples: &["对考核发现的问题及时反馈。"],
    },
    Rule {
        id: "assessment-result",
        home: here!(),
        summary: "Who approves the result, and who is told.",
        examples: &["考核结果报县政府审定", "考核结果抄送县委组织部、县财政局等单位"],
        counterexamples: &["考核结果以适当方式公布。"],
    },
    Rule {
        id: "assessment-assessor",
        home: here!(),
        summary: "A named body that prose outside the content makes responsible for an assessment.",
        examples: &["县国资局负责县管企业的考核。"],
        counterexamples: &["县国资局负责资产管理。"],
    },
    Rule {
        id: "assessment-time",
        home: here!(),
        summary: "How often it is done, and how long one has for what.",
        examples: &["考核每年度组织一次", "考核对象要在5个工作日内进行核实"],
        counterexamples: &["每季度报送工作情况"],
    },
];

/// An assessment scheme, in normal offsets.
#[derive(Clone, Debug)]
pub struct AssessmentMention {
    /// Index of its document.
    pub doc: usize,
    /// The title, or where the document begins.
    pub range: Range<usize>,
    /// What it says.
    pub provisions: Vec<ProvisionMention>,
}

/// One provision of a scheme.
#[derive(Clone, Debug)]
pub struct ProvisionMention {
    /// What it is about.
    pub kind: ProvisionKind,
    /// The name, or the wording.
    pub name: String,
    /// The index of the provision of which it is a part.
    pub above: Option<usize>,
    /// What the wording says.
    pub terms: Terms,
    /// Names of units.
    pub names: Vec<Name>,
    /// Its place.
    pub range: Range<usize>,
    /// The rule that read it.
    pub rule: &'static str,
}

impl ProvisionMention {
    fn new(kind: ProvisionKind, name: &str, range: Range<usize>, rule: &'static str) -> Self {
        let name = name.trim().to_owned();
        Self { kind, name, above: None, terms: Terms::default(), names: Vec::new(), range, rule }
    }

    /// A provision about a body.
    fn of_body(kind: ProvisionKind, name: Name, rule: &'static str) -> Self {
        let mention = Self::new(kind, &name.text, name.range.clone(), rule);
        Self { names: vec![name], ..mention }
    }
}

/// The place of a match in a sentence.
fn place(sentence: &Range<usize>, found: &Match<'_>) -> Range<usize> {
    sentence.start + found.start()..sentence.start + found.end()
}

/// Reads the schemes in all documents.
pub(super) fn find(
    outline: &Outline,
    duties: &[Duty],
    times: &[TimeMention],
) -> Vec<AssessmentMention> {
    let schemes = (0..outline.documents.len()).filter_map(|doc| Scheme::new(outline, doc));
    schemes
        .map(|scheme| read(&scheme, duties, times))
        .filter(|found| !found.provisions.is_empty())
        .collect()
}

fn read(scheme: &Scheme<'_>, duties: &[Duty], times: &[TimeMention]) -> AssessmentMention {
    let mut provisions = whom::objects(scheme);
    provisions.extend(whom::content(scheme));
    let n = provisions.len();
    provisions.extend(score::scores(scheme, n));
    provisions.extend(effect::effects(scheme));
    provisions.extend(effect::assessors(scheme, duties));
    provisions.extend(effect::times(scheme, times));
    let document = &scheme.outline.documents[scheme.doc];
    let start = document.range.start..document.range.start;
    let range = document.head.title.as_ref().map_or(start, |title| title.range.clone());
    AssessmentMention { doc: scheme.doc, range, provisions }
}

/// Splits a list at 、, 和, 及 and 与 outside brackets, with the place of each part.
fn list(text: &str, at: usize) -> Vec<(&str, usize)> {
    let ranges = split(text, &['、', '和', '及', '与']).into_iter();
    ranges.map(|part| (text.get(part.clone()).unwrap_or_default(), at + part.start)).collect()
}

fn number(text: &str) -> Option<f64> {
    crate::numeral::value(text)
}

#[cfg(test)]
mod tests;
