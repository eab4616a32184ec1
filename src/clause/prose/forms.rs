//! The forms of duties in prose, each tried on one clause: `县卫健委负责县属医院的考核`, `由县司法局审查`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use super::answering;
use super::who::{LONGEST, is_class, is_in_name, names_from, names_of, who, without_manner};
use crate::clause::Duty;
use crate::clause::label::label_role;
use crate::clause::names;
use crate::clause::opening::opening_names;
use crate::clause::verb::verb;
use crate::context;
use crate::lexicon::roles::{self, Stands};
use crate::model::Role;
use crate::words::Words;

/// What a body can be called for its duty.
static STYLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:总|主要|共同)?(?:牵头|责任|配合|协同|协办|协作|主办|主责|主管|承办|参与)(?:责任)?(?:单位|部门|机构|机关|主体)")
        .expect("the pattern is fixed")
});

/// Before those who act with others.
const WITH: &str = "会同";

/// What one can answer for in two characters; shorter objects are parts of words, as in 负责人.
const ACTS: &[&str] = &[
    "监督", "实施", "落实", "组织", "管理", "审核", "编制", "协调", "督办", "督查", "考核", "解释",
    "验收", "推进", "审计", "宣传", "培训", "保障", "统计", "检查",
];

/// Whether what stands behind a verb is what one can answer for.
pub(super) fn is_object(verb: &str, object: &str) -> bool {
    let is_word = || object.starts_with(['人', '的', '、', '任', '同']) || names_a_system(object);
    let is_long = object.chars().count() >= 3;
    // 承担行政执法职能的部门 are some of its bodies.
    if ["的部门", "的单位", "的机构", "的机关", "的企业", "的人员"]
        .iter()
        .any(|of| object.contains(of))
    {
        return false;
    }
    match verb {
        "主管" => {
            is_long
                && !is_word()
                && !["部门", "单位", "机", "领导"].iter().any(|end| object.starts_with(end))
        }
        "履行" => {
            !is_word() && ["职责", "职能", "义务", "责任"].iter().any(|word| object.contains(word))
        }
        "承担" | "担负" => is_long && !is_word() && !is_liability(object),
        _ => (is_long || ACTS.contains(&object)) && !is_word(),
    }
}

/// Whether what stands behind 负责 makes it the name of a system: 负责制, not 负责制定.
pub(crate) fn names_a_system(behind: &str) -> bool {
    let makes = ["定", "订", "作", "发", "止", "度", "造", "播", "备"];
    behind.strip_prefix('制').is_some_and(|rest| !makes.iter().any(|word| rest.starts_with(word)))
}

/// Whether what one bears is no work: 所需经费, 法律责任.
fn is_liability(object: &str) -> bool {
    const LIABILITIES: [&str; 6] = ["风险", "后果", "法律", "刑事", "民事", "赔偿"];
    object.ends_with(['费', '资'])
        || ["费用", "资金", "成本", "损失"].iter().any(|end| object.ends_with(end))
        || LIABILITIES.iter().any(|word| object.contains(word))
}

/// `县卫健委负责县属医院的考核`, `县审计局承担审计工作`.
pub(super) fn answers(text: &str, range: Range<usize>) -> Option<Duty> {
    static VERBS: LazyLock<Words> = LazyLock::new(|| Words::new(answering().map(|verb| verb.word)));
    let piece = text.get(range.clone()).filter(|piece| VERBS.are_in(piece))?;
    answering().find_map(|verb| {
        let at = verb.find(piece)?;
        let (head, object) = (piece.get(..at)?, piece.get(at + verb.word.len()..)?);
        if !is_object(verb.word, object) {
            return None;
        }
        let role = if head.ends_with("牵头") { Role::Lead } else { verb.role };
        // Lists of duties have a colon: 县委宣传部：负责宣传工作.
        let head = context::without_end(head, "牵头").trim_end_matches('：');
        let names = who(text, range.start..range.start + head.len())?;
        // That classes help is asked of everyone: 各部门配合做好宣传.
        let is_said = verb.role == Role::Responsible || !names.iter().any(is_class);
        let duty = Duty {
            role,
            text: piece.to_owned(),
            range: range.clone(),
            names,
            rule: "duty-answers",
        };
        is_said.then_some(duty)
    })
}

/// `县数据局为牵头单位`, `责任单位为县数据局`.
pub(super) fn styled(text: &str, range: Range<usize>) -> Option<Duty> {
    const IS: [&str; 3] = ["作为", "为", "是"];
    let piece = text.get(range.clone()).filter(|piece| piece.contains(['为', '是']))?;
    let style = STYLE.find(piece)?;
    let (head, rest) = (piece.get(..style.start())?, piece.get(style.end()..)?);
    let before = IS
        .iter()
        .find_map(|is| head.strip_suffix(is).or_else(|| head.split_once(is).map(|(who, _)| who)));
    let before = before.filter(|_| rest.is_empty());
    let behind =
        || Some(range.end - IS.iter().find_map(|is| rest.strip_prefix(is))?.len()..range.end);
    let names = before.map(|head| range.start..range.start + head.len()).or_else(behind)?;
    let names = names_of(text, names)?;
    Some(Duty {
        role: label_role(style.as_str())?,
        text: piece.to_owned(),
        range,
        names,
        rule: "duty-styled",
    })
}

/// `县政府办公室牵头`, `县司法局配合`, `县商务局牵头建立统计体系`.
pub(super) fn leads(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let named = |head: usize| who(text, range.start..range.start + head);
    if piece.starts_with('由') {
        return None;
    }
    let ends = || {
        let (at, role) = verb(piece)?;
        let names = named(at)?;
        // An unknown name may be none: what everyone is to carry out, 各乡镇抓好落实.
        (role != Role::Responsible || names.iter().all(|name| names::is_known(&name.text)))
            .then_some((names, role))
    };
    let acts = || {
        static LEAD: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("牵头"));
        let at = LEAD.find(piece.as_bytes())?;
        let (head, rest) = (piece.get(..at)?, piece.get(at + "牵头".len()..)?);
        let is_noun = rest.chars().count() < 3
            || ["单位", "部门", "作用", "的", "、"].iter().any(|end| rest.starts_with(end));
        if is_noun { None } else { Some((named(head.len())?, Role::Lead)) }
    };
    let (names, role) = ends().or_else(acts)?;
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-leads" })
}

/// `县公安局：依法查处违法行为` at the beginning of a paragraph.
pub(super) fn labelled(text: &str, range: Range<usize>) -> Option<Duty> {
    let names = opening_names(text, range.clone())?;
    let piece = text.get(range.clone())?;
    Some(Duty {
        role: Role::Responsible,
        text: piece.to_owned(),
        range,
        names,
        rule: "duty-labelled",
    })
}

/// `生态环境部会同有关部门指导试点城市编制方案`.
pub(super) fn jointly(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(WITH));
    let at = FINDER.find(piece.as_bytes())?;
    let head = ["要", "应当", "应"]
        .iter()
        .fold(piece.get(..at)?, |head, word| head.trim_end_matches(word));
    let mut names = names_of(text, range.start..range.start + head.len())?;
    names.extend(names_from(text, range.start + at + WITH.len()..range.end));
    Some(Duty {
        role: Role::Responsible,
        text: piece.to_owned(),
        range,
        names,
        rule: "duty-jointly",
    })
}

/// `县司法局和县直有关部门按照职责分工，共同参与做好考核工作`,
/// `县林业局、县公安局根据职责分工做好防火工作`.
pub(super) fn divided(text: &str, range: Range<usize>) -> Option<Duty> {
    static DIVIDED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("(?:按照?|根据|依据|依照)(?:(?:各自|部门)?的?职责分工|各自的?职责(?:分工)?)")
            .expect("the pattern is fixed")
    });
    let piece = text.get(range.clone())?;
    let found = piece
        .contains('职')
        .then(|| DIVIDED.find(piece))
        .flatten()
        .filter(|found| found.start() > 0)?;
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
    let role = if next.contains("参与") || next.contains("配合") {
        Role::Support
    } else {
        Role::Responsible
    };
    let range = range.start..end;
    let duty = text.get(range.clone())?.to_owned();
    (!next.is_empty()).then_some(Duty { role, text: duty, range, names, rule: "duty-division" })
}

/// `由县司法局根据每季度工作情况进行评判计分`.
pub(super) fn by(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    static BY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("由"));
    let found = BY.find_iter(piece.as_bytes()).find_map(|at| {
        let start = range.start + at + '由'.len_utf8();
        let rest = context::first_chars(text.get(start..range.end)?, LONGEST);
        verbs_in(rest).find_map(|verb| {
            let list = without_manner(rest.get(..verb.start)?);
            let names = names_of(text, start..start + list.len())?;
            let word = rest.get(verb.clone())?;
            let bears = matches!(word, "承担" | "担负")
                && [piece.get(..at)?, rest.get(verb.end..)?].into_iter().any(is_liability);
            (!bears).then_some((names, word, start + verb.end))
        })
    });
    let (mut names, verb, end) = found?;
    if verb == WITH {
        names.extend(names_from(text, end..range.end));
    }
    let role = roles::role_words()
        .iter()
        .find(|one| one.word == verb)
        .map_or(Role::Responsible, |one| one.role);
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-by" })
}

/// Where verbs stand behind something that may be a name.
fn verbs_in(text: &str) -> impl Iterator<Item = Range<usize>> {
    static VERBS: LazyLock<Words> = LazyLock::new(|| {
        const OTHERS: [&str; 12] = [
            "根据", "按照", "组织", "会同", "具体", "统一", "审定", "制定", "编制", "汇总", "牵头",
            "拟订",
        ];
        let words =
            roles::standing(Stands::Verb).chain(roles::standing(Stands::Prose)).map(|one| one.word);
        Words::new(words.chain(OTHERS))
    });
    VERBS
        .find_iter(text)
        .map(|found| found.range)
        .filter(|verb| verb.start > 0 && !is_in_name(text, verb.end))
}
