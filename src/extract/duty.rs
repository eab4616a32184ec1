//! Duties in running prose: a named body that a sentence makes responsible.
//!
//! `县国资局负责县管企业的考核`, `由县委全面依法治县委员会办公室、县法治政府建设领导小组办公室根据…进行评判计分`. A body of no level
//! (`主管部门牵头负责`) is none: the sentence must name who.

use std::ops::Range;

use super::names::{self, Name};
use crate::model::Role;
use crate::rule::Rule;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "duty-answers",
        summary: "A named body at the beginning of a clause, 负责 behind it, and what it answers for.",
        examples: &["（一）分级考核。县国资局负责县管企业的考核。"],
        counterexamples: &["（一）分级考核。负责执行工作的单位应当全面执行。"],
    },
    Rule {
        id: "duty-by",
        summary: "由 before named bodies, and what they do.",
        examples: &["（一）日常评价。由县司法局、县财政局根据每季度工作情况进行评判计分。"],
        counterexamples: &["（一）日常评价。坚持权由法定、权依法使等基本法治理念。"],
    },
];

/// A duty and who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// In what role.
    pub role: Role,
    /// The clause of prose.
    pub text: String,
    /// Where it stands, in normal offsets.
    pub range: Range<usize>,
    /// Who.
    pub names: Vec<Name>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// The duties in a stretch of prose.
pub(super) fn duties(text: &str, range: Range<usize>) -> Vec<Duty> {
    let mut found = Vec::new();
    let mut start = range.start;
    for clause in text.get(range).unwrap_or_default().split_inclusive(['。', '；', '，', '\n']) {
        let here = start..start + clause.trim_end_matches(['。', '；', '，', '\n']).len();
        start += clause.len();
        if clause.contains(['负', '由']) {
            found.extend(answers(text, here.clone()).or_else(|| by(text, here)));
        }
    }
    found
}

/// `县卫健委负责县属医院的考核`.
fn answers(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let (head, rest) = piece.split_once("负责")?;
    let role = if head.ends_with("牵头") { Role::Lead } else { Role::Responsible };
    let head = head.trim_end_matches("牵头").trim_end_matches("具体");
    let object = rest.chars().count() >= 3 && !rest.starts_with(['人', '的', '、', '任', '制', '同']);
    let names = names_of(text, range.start..range.start + head.len()).filter(|_| object)?;
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-answers" })
}

/// `由县司法局根据每季度工作情况进行评判计分`.
fn by(text: &str, range: Range<usize>) -> Option<Duty> {
    const VERBS: &[&str] = &[
        "根据", "按照", "负责", "组织", "会同", "牵头", "具体", "统一", "审定", "制定", "审核", "汇总", "统筹", "实施",
    ];
    let piece = text.get(range.clone())?;
    let at = piece
        .find('由')
        .filter(|at| *at == 0 || piece.get(..*at).is_some_and(|before| before.ends_with(['，', '前'])))?;
    let start = at + '由'.len_utf8();
    let rest = piece.get(start..)?;
    let end = VERBS.iter().filter_map(|verb| rest.find(verb)).filter(|end| *end > 0).min()?;
    let names = names_of(text, range.start + start..range.start + start + end)?;
    let verb = rest.get(end..)?;
    let role = if verb.starts_with("牵头") { Role::Lead } else { Role::Responsible };
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-by" })
}

/// The names that fill a range, when every one of them names a body of some level or a class.
fn names_of(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    let piece = text.get(range.clone())?;
    if piece.is_empty() || piece.contains(['的', '“', '《']) || piece.chars().count() > 80 {
        return None;
    }
    if !piece.rsplit(['、', '和']).next().is_some_and(names::is_name) {
        return None;
    }
    let found = names::names(text, range);
    let named = |name: &Name| {
        let levelled =
            name.text.contains(['省', '市', '县', '区', '州', '旗', '乡', '镇', '各']) || name.text.starts_with("国");
        names::is_name(&name.text) && levelled && !name.text.starts_with("各级")
    };
    let specific = |name: &Name| !name.text.ends_with("以上政府") && !name.text.ends_with("部门和单位");
    (!found.is_empty() && found.iter().all(named) && found.iter().all(specific)).then_some(found)
}
