//! The forms of duties in prose, each tried on one clause: `县卫健委负责县属医院的考核`,
//! `县财政局应当保障节水资金`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::acts::is_verb;
use super::answering;
use super::object::{is_attribute, is_object};
use super::who::{
    LONGEST, acting_on, is_class, is_department, names_from, names_of, offices, people, who,
    without_manner,
};
use crate::clause::Duty;
use crate::clause::label::label_role;
use crate::clause::names::{self, Name};
use crate::clause::opening::opening_names;
use crate::clause::verb::verb;
use crate::context;
use crate::model::Role;
use crate::patterns::{Pattern, pattern};
use crate::words::Words;

/// Terms for a body with a certain duty.
static STYLE: Pattern = pattern!(
    "(?:总|主要|共同)?(?:牵头|责任|配合|协同|协办|协作|主办|主责|主管|监管|管理|承办|实施|参与)(?:责任)?(?:单位|部门|机构|机关|主体)"
);

/// What those do who lead: `发挥牵头抓总作用`.
static PLAYS: Pattern =
    pattern!("(?:发挥|履行|担负|承担)[好起]?牵头(?:抓总|协调|单位)?(?:作用|责任|职责)");

/// Words before a body that is asked to do something.
pub(super) const ASKS: [&str; 2] = ["请", "责成"];

/// The word before the day by which something is to be done.
const BY_THEN: &str = "于";

/// How or how often a body is to do something: `县财政局尽快拨付资金`, `县林业局每月抽查`.
pub(super) const SOON: [&str; 12] = [
    "尽快", "抓紧", "立即", "限期", "做好", "抓好", "每月", "每季度", "每半年", "每年", "每周",
    "定期",
];

/// The verb of those who lead.
pub(super) const LEADS: &str = "牵头";

/// The word before those who act jointly.
pub(super) const WITH: &str = "会同";

/// Reads `县卫健委负责县属医院的考核`, `县审计局承担审计工作`.
pub(super) fn answers(text: &str, range: Range<usize>) -> Option<Duty> {
    static VERBS: LazyLock<Words> = LazyLock::new(|| Words::new(answering().map(|verb| verb.word)));
    let piece = text.get(range.clone())?;
    VERBS.first_places(piece).into_iter().find_map(|(n, at)| {
        let verb = answering().nth(n)?;
        let (head, object) = (piece.get(..at)?, piece.get(at + verb.word.len()..)?);
        if !is_object(verb.word, object) || is_attribute(object) {
            return None;
        }
        let leads = head.ends_with(LEADS) || object.trim_start_matches('起').starts_with(LEADS);
        let role = if leads { Role::Lead } else { verb.role };
        // Lists of duties have a colon: 县委宣传部：负责宣传工作.
        let head = context::without_end(head, LEADS).trim_end_matches('：');
        let who_answers = range.start..range.start + head.len();
        let names = who(text, who_answers.clone()).or_else(|| {
            let head = without_manner(head);
            let own = who_answers.start..who_answers.start + head.len();
            (verb.word == "负责").then(|| offices(text, own)).flatten()
        })?;
        // Everyone is asked to support, 各部门配合做好宣传, unless it is said whom: 各镇配合县水利局.
        let whom = || names_from(text, range.end - object.len()..range.end);
        let is_everyone = |name: &Name| is_class(name) || is_department(&name.text);
        let is_said = verb.role == Role::Responsible
            || !names.iter().any(is_everyone)
            || whom().iter().any(|name| !is_everyone(name));
        let duty = Duty { role, range: range.clone(), names, rule: "duty-answers" };
        is_said.then_some(duty)
    })
}

/// Reads `县数据局为牵头单位`, `责任单位为县数据局`.
pub(super) fn styled(text: &str, range: Range<usize>) -> Option<Duty> {
    const IS: [&str; 4] = ["作为", "为", "是", "系"];
    let piece = text.get(range.clone()).filter(|piece| piece.contains(['为', '是', '系']))?;
    // 县建设主管部门是本县公园主管部门: the last one is what the first is called.
    let mut styles = STYLE.find_iter(piece);
    let first = styles.next()?;
    let style = styles.last().filter(|style| style.end() == piece.len()).unwrap_or(first);
    let (head, rest) = (piece.get(..style.start())?, piece.get(style.end()..)?);
    let before = IS
        .iter()
        .find_map(|is| head.strip_suffix(is).or_else(|| head.split_once(is).map(|(who, _)| who)));
    let before = before.filter(|_| rest.is_empty());
    let behind =
        || Some(range.end - IS.iter().find_map(|is| rest.strip_prefix(is))?.len()..range.end);
    let names = before.map(|head| range.start..range.start + head.len()).or_else(behind)?;
    let names = names_of(text, names)?;
    Some(Duty { role: label_role(style.as_str())?, range, names, rule: "duty-styled" })
}

/// Reads `县政府办公室牵头`, `县司法局配合`, `县商务局牵头建立统计体系`, `县司法局发挥牵头作用`.
pub(super) fn leads(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    if piece.starts_with('由') {
        return None;
    }
    let named = |head: usize| who(text, range.start..range.start + head);
    let ends = || {
        let (at, role) = verb(piece)?;
        // Someone who merely takes part, as in a meeting, does not lead.
        if matches!(role, Role::Lead | Role::Responsible)
            && let Some(people) = people(text, range.start..range.start + at)
        {
            return Some((people, Role::Leader));
        }
        // An unknown name may not be one: everyone is asked to carry things out, 各乡镇抓好落实.
        closing(text, range.clone(), (at, role)).filter(|(names, role)| {
            *role != Role::Responsible || names.iter().all(|name| names::is_known(&name.text))
        })
    };
    let plays = || {
        let played = PLAYS.find(piece).filter(|played| played.end() == piece.len())?;
        Some((named(played.start())?, Role::Lead))
    };
    let acts = || {
        static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(LEADS));
        let at = FINDER.find(piece.as_bytes())?;
        let rest = piece.get(at + LEADS.len()..)?;
        let is_noun = rest.chars().count() < 3
            || ["单位", "部门", "作用", "、"].iter().any(|end| rest.starts_with(end))
            || is_attribute(rest);
        if is_noun { None } else { Some((named(at)?, Role::Lead)) }
    };
    let (names, role) = ends().or_else(plays).or_else(acts)?;
    // 县领导 are nobody in particular.
    if names.iter().any(|name| names_heads(&name.text)) {
        return None;
    }
    Some(Duty { role, range, names, rule: "duty-leads" })
}

/// The names before the verb with which a clause ends, and its role. The verb begins at byte `at`
/// of the clause.
pub(super) fn closing(
    text: &str,
    range: Range<usize>,
    (at, role): (usize, Role),
) -> Option<(Vec<Name>, Role)> {
    let piece = text.get(range.clone())?;
    let head = range.start..range.start + at;
    let on_others = || {
        // 县政府对实施情况的评价 is a thing.
        let is_noun = piece.get(..at)?.ends_with('的')
            && !["加强", "强化", "做好"].iter().any(|word| piece.contains(word));
        let is_other =
            piece.ends_with("负责") || is_noun || piece.contains(WITH) || piece.contains(LEADS);
        let acts = ["进行", "开展", "实施"].iter().any(|word| piece.contains(word));
        acting_on(text, head.clone(), acts).filter(|_| !is_other)
    };
    let names = who(text, head.clone()).or_else(on_others)?;
    // What classes must do is asked of everyone: 各部门要密切配合.
    let is_asked = piece.get(at..)?.starts_with(['要', '应']) && names.iter().any(is_class);
    (!is_asked).then_some((names, role))
}

/// Reads `县公安局：依法查处违法行为` at the beginning of a paragraph.
pub(super) fn labelled(text: &str, range: Range<usize>) -> Option<Duty> {
    let names = opening_names(text, range.clone())?;
    Some(Duty { role: Role::Responsible, range, names, rule: "duty-labelled" })
}

/// Reads `县财政局应当保障节水资金`, `请县财政局将资金拨付到位`: what a named body must do.
pub(super) fn must(text: &str, range: Range<usize>) -> Option<Duty> {
    /// The maximum length of a verb with the 的 that makes it an attribute, in characters.
    const LONGEST_ACT: usize = 4;
    static MUST: LazyLock<Words> = LazyLock::new(|| {
        Words::new(["应当", "必须", "须", "要于", "应于", BY_THEN].into_iter().chain(SOON))
    });
    let piece = text.get(range.clone())?;
    let asked = ASKS.iter().find_map(|word| piece.strip_prefix(word));
    let (names, end) = match asked {
        Some(body) => longest(text, range.end - body.len()..range.end)?,
        None => {
            let word = MUST.find_iter(piece).next()?.range;
            let is_vague =
                piece.get(word.clone()) == Some(BY_THEN) && !piece.get(word.end..)?.contains('前');
            let names = names_of(text, range.start..range.start + word.start)?;
            (!is_vague).then_some((names, range.start + word.end))?
        }
    };
    let act = text.get(end..range.end)?;
    // 应当公开的信息 is information that the body must publish.
    let is_attribute = context::first_chars(act, LONGEST_ACT).contains('的');
    let says_what = act.chars().nth(3).is_some() || is_verb(act);
    (says_what && !is_attribute && are_sure(&names)).then_some(Duty {
        role: Role::Responsible,
        range,
        names,
        rule: "duty-must",
    })
}

/// The bodies of which a sentence says at its beginning that they should do something: 县财政局 in
/// `县财政局要加强资金保障`, `县财政局切实加强监管`. It may be no more than a reminder.
pub(crate) fn asked(sentence: &str) -> Option<&str> {
    static ASKED: LazyLock<Words> = LazyLock::new(|| {
        Words::new(["要", "应", "抓好", "做好", "切实", "认真", "积极", "定期", "及时"])
    });
    const WORDS: [&str; 4] = ["应急", "应对", "应用", "要求"];
    let piece = context::first_chars(sentence, LONGEST);
    let at = ASKED.find_iter(piece).next()?.range.start;
    let (head, act) = piece.split_at_checked(at)?;
    let is_word = WORDS.iter().any(|word| act.starts_with(word));
    let names = names_of(head, 0..head.len()).filter(|names| are_sure(names) && !is_word)?;
    (!names.is_empty()).then_some(head)
}

/// The longest list of names at the beginning of a range, and where it ends.
fn longest(text: &str, range: Range<usize>) -> Option<(Vec<Name>, usize)> {
    let rest = context::first_chars(text.get(range.clone())?, LONGEST);
    let mut ends = rest.char_indices().rev().map(|(at, _)| range.start + at);
    ends.find_map(|end| Some((names_of(text, range.start..end)?, end)))
}

/// Whether all names are those of known bodies or of groups, and none is a class.
fn are_sure(names: &[Name]) -> bool {
    let is_named = |name: &Name| {
        names::is_known(&name.text)
            || is_department(&name.text)
            || names::GROUPS.iter().any(|group| {
                let office = name.text.strip_suffix("办公室").unwrap_or(&name.text);
                office.ends_with(group)
            })
    };
    names.iter().all(|name| is_named(name) && !is_class(name))
}

/// Whether a name is that of the heads of a body: 县政府主要领导.
pub(super) fn names_heads(name: &str) -> bool {
    ["领导", "领导同志", "负责人", "负责同志"].iter().any(|end| name.ends_with(end))
}
