//! Duties in running prose: a named body that a sentence makes responsible.
//!
//! `县国资局负责县管企业的考核`, `由县委全面依法治县委员会办公室、县法治政府建设领导小组办公室根据…进行评判计分`. A body of no level
//! (`主管部门牵头负责`) is none: the sentence must name who.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::clause::label_role;
use super::context;
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
        id: "duty-leads",
        summary: "A named body at the beginning of a clause that ends in 牵头, 配合 or 参与, or 牵头 and what it does.",
        examples: &[
            "（一）完善制度。县政府办公室牵头，县司法局配合，年内制定出台办法。",
            "（一）完善制度。县商务局牵头建立健全统计分析体系。",
        ],
        counterexamples: &[
            "（一）完善制度。各地各部门要密切配合，共同推进。",
            "（一）完善制度。明确市级牵头单位和责任。",
        ],
    },
    Rule {
        id: "duty-jointly",
        summary: "A named body at the beginning of a clause, 会同, and those it acts with.",
        examples: &["（一）强化检查。县政府办公室会同县司法局组织开展第三方评估。"],
        counterexamples: &["（一）强化检查。要会同有关部门开展评估。"],
    },
    Rule {
        id: "duty-division",
        summary: "Named bodies, 按照职责分工, and what they do.",
        examples: &["（一）考核组织。县司法局和县直有关部门按照职责分工，共同参与做好考核工作。"],
        counterexamples: &["（一）考核组织。要按照职责分工，共同做好考核工作。"],
    },
    Rule {
        id: "duty-styled",
        summary: "A named body that a clause calls the one that leads, answers or supports.",
        examples: &[
            "（一）建设平台。县数据局为牵头单位，县财政局为配合单位。",
            "（一）建设平台。此项工作责任单位为县数据局。",
        ],
        counterexamples: &["（一）压实责任。列第一位的责任单位为牵头单位。"],
    },
    Rule {
        id: "duty-by",
        summary: "由 before named bodies, and what they do.",
        examples: &["（一）日常评价。由县司法局、县财政局根据每季度工作情况进行评判计分。"],
        counterexamples: &["（一）日常评价。坚持权由法定、权依法使等基本法治理念。"],
    },
];

/// What a body can be called for its duty.
static STYLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:总|主要|共同)?(?:牵头|责任|配合|协同|协办|协作|主办|主责|承办|参与)(?:责任)?(?:单位|部门)")
        .expect("the pattern is fixed")
});

/// A list of names in prose is not longer than this, in characters.
const LONGEST: usize = 80;

/// Before those who act with others.
const WITH: &str = "会同";

/// What one can answer for in two characters; shorter objects are parts of words, as in 负责人.
const ACTS: &[&str] =
    &["监督", "实施", "落实", "组织", "管理", "审核", "编制", "协调", "督办", "督查", "考核", "解释", "验收", "推进"];

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
    for here in clauses(text, range) {
        let clause = text.get(here.clone()).unwrap_or_default();
        if clause.contains(['负', '由', '牵', '配', '参', '会', '职', '责', '办']) {
            let read = [styled, answers, leads, by, jointly, divided].iter().find_map(|read| read(text, here.clone()));
            found.extend(read);
        }
    }
    found
}

/// The clauses of prose, without what parts them; `、` does behind a verb, as in `由县司法局牵头、县财政局配合`.
fn clauses(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    const VERBS: [&str; 3] = ["牵头", "负责", "配合"];
    let (mut clauses, mut start) = (Vec::new(), range.start);
    let piece = text.get(range.clone()).unwrap_or_default();
    for (at, c) in piece.char_indices() {
        let behind_verb = || piece.get(..at).is_some_and(|before| VERBS.iter().any(|verb| before.ends_with(verb)));
        if matches!(c, '。' | '；' | '，' | '\n') || c == '、' && behind_verb() {
            clauses.push(start..range.start + at);
            start = range.start + at + c.len_utf8();
        }
    }
    clauses.push(start..range.end);
    clauses
}

/// `县卫健委负责县属医院的考核`.
fn answers(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let (head, rest) = piece.split_once("负责")?;
    let role = if head.ends_with("牵头") { Role::Lead } else { Role::Responsible };
    // Lists of duties have a colon: 县委宣传部：负责宣传工作.
    let head = head.trim_end_matches("牵头").trim_end_matches('：');
    let head = without_manner(head);
    let object =
        (rest.chars().count() >= 3 || ACTS.contains(&rest)) && !rest.starts_with(['人', '的', '、', '任', '制', '同']);
    let names = names_of(text, range.start..range.start + head.len()).filter(|_| object)?;
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-answers" })
}

/// Names without the word that says how they act: `县司法局具体`, `省市场监管局和省食安委分别`.
fn without_manner(head: &str) -> &str {
    ["具体", "分别", "共同", "统一", "全面", "各自"].iter().find_map(|how| head.strip_suffix(how)).unwrap_or(head)
}

/// `县数据局为牵头单位`, `责任单位为县数据局`.
fn styled(text: &str, range: Range<usize>) -> Option<Duty> {
    const IS: [&str; 3] = ["作为", "为", "是"];
    let piece = text.get(range.clone())?;
    let style = STYLE.find(piece)?;
    let (head, rest) = (piece.get(..style.start())?, piece.get(style.end()..)?);
    let before = IS.iter().find_map(|is| head.strip_suffix(is)).filter(|_| rest.is_empty());
    let behind = || Some(range.end - IS.iter().find_map(|is| rest.strip_prefix(is))?.len()..range.end);
    let names = before.map(|head| range.start..range.start + head.len()).or_else(behind)?;
    let names = names_of(text, names)?;
    Some(Duty { role: label_role(style.as_str())?, text: piece.to_owned(), range, names, rule: "duty-styled" })
}

/// `县政府办公室牵头`, `县司法局配合`, `县商务局牵头建立统计体系`.
fn leads(text: &str, range: Range<usize>) -> Option<Duty> {
    const VERBS: [(&str, Role); 3] = [("牵头", Role::Lead), ("配合", Role::Support), ("参与", Role::Support)];
    let piece = text.get(range.clone())?;
    let ends = VERBS.iter().find_map(|(verb, role)| Some((piece.strip_suffix(verb)?, *role)));
    let acts = || {
        let (head, rest) = piece.split_once("牵头")?;
        let is_noun =
            rest.chars().count() < 3 || ["单位", "部门", "作用", "的", "、"].iter().any(|end| rest.starts_with(end));
        (!is_noun).then_some((head, Role::Lead))
    };
    let (head, role) = ends.or_else(acts)?;
    let names = names_of(text, range.start..range.start + head.len())?;
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-leads" })
}

/// `生态环境部会同有关部门指导试点城市编制方案`.
fn jointly(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let at = piece.find(WITH)?;
    let head = ["要", "应当", "应"].iter().fold(piece.get(..at)?, |head, word| head.trim_end_matches(word));
    let mut names = names_of(text, range.start..range.start + head.len())?;
    names.extend(names_from(text, range.start + at + WITH.len()..range.end));
    Some(Duty { role: Role::Responsible, text: piece.to_owned(), range, names, rule: "duty-jointly" })
}

/// Where the first of the verbs stands behind something; not in the name of a body, as 组织 in 县委组织部.
fn first_verb(text: &str, verbs: &[&str]) -> Option<usize> {
    let in_name =
        |end: usize| text.get(end..).is_some_and(|rest| rest.starts_with(['部', '局', '办', '处', '科', '委', '院']));
    let places = verbs.iter().flat_map(|verb| text.match_indices(verb));
    places.filter(|(at, verb)| *at > 0 && !in_name(at + verb.len())).map(|(at, _)| at).min()
}

/// The names that a range begins with, up to what they do: the longest list of names.
fn names_from(text: &str, range: Range<usize>) -> Vec<Name> {
    const DO: [&str; 30] = [
        "组织", "制定", "审核", "审定", "审查", "做好", "负责", "实施", "开展", "研究", "编制", "拟订", "拟定", "另行",
        "统筹", "推进", "推动", "加强", "建立", "完善", "共同", "提出", "指导", "按照", "根据", "依法", "予以", "发布",
        "联合", "签署",
    ];
    let rest = text.get(range.clone()).unwrap_or_default();
    let list = first_verb(rest, &DO).and_then(|end| rest.get(..end)).unwrap_or(rest);
    let ends = list.char_indices().map(|(at, c)| range.start + at + c.len_utf8()).take(LONGEST).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| names_of(text, range.start..end)).unwrap_or_default()
}

/// `县司法局和县直有关部门按照职责分工，共同参与做好考核工作`, `县林业局、县公安局根据职责分工做好防火工作`.
fn divided(text: &str, range: Range<usize>) -> Option<Duty> {
    static DIVIDED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("(?:按照?|根据|依据|依照)(?:(?:各自|部门)?的?职责分工|各自的?职责(?:分工)?)")
            .expect("the pattern is fixed")
    });
    let piece = text.get(range.clone())?;
    let found = DIVIDED.find(piece).filter(|found| found.start() > 0)?;
    let head = without_manner(piece.get(..found.start())?).trim_end_matches(['要', '应']);
    let names = names_of(text, range.start..range.start + head.len())?;
    let own = piece.get(found.end()..)?;
    // What they do stands behind a comma where nothing does before it.
    let (next, end) = match own {
        "" => {
            let next = context::after(text, range.end + '，'.len_utf8(), context::CLAUSE);
            (next, range.end + '，'.len_utf8() + next.len())
        }
        own => (own, range.end),
    };
    let role = if next.contains("参与") || next.contains("配合") { Role::Support } else { Role::Responsible };
    let range = range.start..end;
    let duty = text.get(range.clone())?.to_owned();
    (!next.is_empty()).then_some(Duty { role, text: duty, range, names, rule: "duty-division" })
}

/// `由县司法局根据每季度工作情况进行评判计分`.
fn by(text: &str, range: Range<usize>) -> Option<Duty> {
    const VERBS: &[&str] = &[
        "根据", "按照", "负责", "组织", "会同", "牵头", "具体", "统一", "审定", "制定", "审核", "汇总", "统筹", "实施",
    ];
    let piece = text.get(range.clone())?;
    let (mut names, verb) = piece.match_indices('由').find_map(|(at, word)| {
        let start = at + word.len();
        let rest = piece.get(start..)?;
        let end = first_verb(rest, VERBS)?;
        let list = without_manner(rest.get(..end)?);
        Some((names_of(text, range.start + start..range.start + start + list.len())?, rest.get(end..)?))
    })?;
    if let Some(others) = verb.strip_prefix(WITH) {
        names.extend(names_from(text, range.end - others.len()..range.end));
    }
    let role = if verb.starts_with("牵头") { Role::Lead } else { Role::Responsible };
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-by" })
}

/// The names that fill a range, when every one of them names a body of some level or a class.
fn names_of(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    let piece = text.get(range.clone())?;
    if piece.is_empty() || piece.contains(['的', '“', '《']) || piece.chars().count() > LONGEST {
        return None;
    }
    if !piece.rsplit(['、', '和']).next().is_some_and(names::is_name) {
        return None;
    }
    let found = names::names(text, range);
    let named = |name: &Name| {
        let levelled = name.text.contains(['省', '市', '县', '区', '州', '旗', '乡', '镇', '各'])
            || name.text.starts_with("国")
            || name.text.ends_with("领导小组")
            || names::is_known(&name.text);
        // In prose a class is told by its end too: not 各有关部门要根据职责.
        let ends = names::ends_as_a_body(name.text.trim_end_matches(['）', '〕'])) || names::is_known(&name.text);
        names::is_name(&name.text) && ends && levelled && !name.text.starts_with("各级")
    };
    const LOOSE: [&str; 5] = ["政府", "地市", "市县", "县市", "区县"];
    let specific = |name: &Name| {
        !LOOSE.contains(&name.text.as_str()) && !name.text.ends_with("以上政府") && !name.text.ends_with("部门和单位")
    };
    (!found.is_empty() && found.iter().all(named) && found.iter().all(specific)).then_some(found)
}
