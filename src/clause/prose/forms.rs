//! The forms of duties in prose, each tried on one clause: `县卫健委负责县属医院的考核`,
//! `县财政局应当保障节水资金`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::answering;
use super::object::{is_attribute, is_object};
use super::shared::is_joint;
use super::who::{
    acting_on, behind_choice, charged_to, is_class, is_department, is_in_name, names_from,
    names_of, offices, people, who,
};
use crate::affix::AnyOf;
use crate::clause::Duty;
use crate::clause::label::label_role;
use crate::clause::names::{self, Name};
use crate::clause::opening::opening_names;
use crate::clause::verb::verb;
use crate::context;
use crate::lexicon::divisions::divisions;
use crate::lexicon::levels::begins_with_level;
use crate::lexicon::manners::MANNERS;
use crate::lexicon::verbs::begin_duty;
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
        let is_verb = !is_in_name(piece, at + verb.word.len());
        if !is_verb || !is_object(verb.word, object) || is_attribute(object) {
            return None;
        }
        let leads = head.ends_with(LEADS) || object.trim_start_matches('起').starts_with(LEADS);
        let role = if leads { Role::Lead } else { verb.role };
        // Lists of duties have a colon: 县委宣传部：负责宣传工作.
        let head = context::without_end(head, LEADS).trim_end_matches('：');
        let who_answers = range.start..range.start + head.len();
        let is_charge = verb.word == "负责" || is_duty_of_place(head, object);
        let names = who(text, who_answers.clone()).or_else(|| {
            let own = is_charge.then(|| who_answers.clone())?;
            charged_to(text, own.clone()).or_else(|| offices(text, own))
        });
        let Some(names) = names else {
            let led = people(text, who_answers).filter(|_| verb.word == "负责")?;
            let rule = "duty-answers";
            return Some(Duty { role: Role::Leader, range: range.clone(), names: led, rule });
        };
        // Everyone is asked to support, 各部门配合做好宣传, unless it is said whom:
        // 各镇配合县水利局.
        let whom = || names_from(text, range.end - object.len()..range.end);
        let is_everyone = |name: &Name| is_class(name) || is_department(&name.text);
        let is_said = verb.role == Role::Responsible
            || !names.iter().any(is_everyone)
            || whom().iter().any(|name| !is_everyone(name));
        let duty = Duty { role, range: range.clone(), names, rule: "duty-answers" };
        is_said.then_some(duty)
    })
}

/// Whether those who govern a place, with whom a clause begins, are to bear the responsibility for
/// it: `各市（县）人民政府要承担主体责任`.
fn is_duty_of_place(who: &str, object: &str) -> bool {
    let governs = who.contains(['省', '市', '县', '区', '乡', '镇', '村']);
    let bears = || object.contains_any(&["主体", "属地", "领导"]);
    governs && object.ends_with("责任") && bears()
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
    let behind = || Some(range.end - rest.strip_any_prefix(&IS)?.len()..range.end);
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
        let (at, role) = verb(piece).filter(|(at, _)| !is_joint(piece, *at))?;
        // Someone who merely takes part, as in a meeting, does not lead.
        if matches!(role, Role::Lead | Role::Responsible)
            && let Some(people) = people(text, range.start..range.start + at)
        {
            return Some((people, Role::Leader));
        }
        // An unknown name may not be one: everyone is asked to carry things out, 各乡镇抓好落实.
        closing(text, range.clone(), (at, role)).filter(|(names, role)| match role {
            Role::Responsible => names.iter().all(|name| names::is_known(&name.text)),
            Role::Lead | Role::Support => true,
            _ => !is_watched(piece, names),
        })
    };
    let plays = || {
        let plays = piece.ends_with(['用', '任', '责']).then(|| PLAYS.find(piece)).flatten();
        let played = plays.filter(|played| played.end() == piece.len())?;
        Some((named(played.start())?, Role::Lead))
    };
    let acts = || {
        static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(LEADS));
        let at = FINDER.find(piece.as_bytes())?;
        let rest = piece.get(at + LEADS.len()..)?;
        let is_noun = rest.chars().count() < 3
            || rest.starts_with_any(&["单位", "部门", "作用", "、"])
            || is_attribute(rest);
        let own = || offices(text, range.start..range.start + at);
        if is_noun { None } else { Some((named(at).or_else(own)?, Role::Lead)) }
    };
    let (names, role) = ends().or_else(plays).or_else(acts)?;
    // 县领导 are nobody in particular.
    if names.iter().any(|name| names_heads(&name.text)) {
        return None;
    }
    Some(Duty { role, range, names, rule: "duty-leads" })
}

/// Reads `县长许维泽：为第一责任人`, `副县长李军：分管农业农村工作` at the beginning of a clause.
pub(super) fn led(text: &str, range: Range<usize>) -> Option<Duty> {
    const ACTS: [&str; 5] = ["分管", "主持", "统筹", "协助", "牵头"];
    let (head, act) = text.get(range.clone())?.split_once('：')?;
    let is_liable = act.starts_with(['为', '是']) && act.ends_with("责任人");
    (is_liable || act.starts_with_any(&ACTS)).then_some(())?;
    let names = people(text, range.start..range.start + head.len())?;
    Some(Duty { role: Role::Leader, range, names, rule: "duty-answers" })
}

/// Whether those named before a verb of supervision or assessment are what is supervised:
/// `完善示范区考核`, `水功能区监管`; not `县开发区监管`, `金台区监管`,
/// `高新区负责监管`.
fn is_watched(piece: &str, names: &[Name]) -> bool {
    let is_area = |name: &Name| {
        name.text.ends_with('区')
            && !is_class(name)
            && !begins_with_level(&name.text)
            && divisions().named(&name.text).is_empty()
    };
    let answers = piece.contains("负责") || piece.ends_with("督办");
    behind_choice(piece).1 || !answers && names.iter().all(is_area)
}

/// Reads `县公安局协同开展查处` in a sentence that gives others a duty before it.
pub(super) fn helps(text: &str, range: Range<usize>) -> Option<Duty> {
    const HELPS: [&str; 4] = ["协同", "协助", "协办", "参与"];
    let piece = text.get(range.clone())?;
    let (at, verb) = HELPS.iter().find_map(|verb| Some((piece.find(verb)?, verb)))?;
    let act = piece.get(at + verb.len()..)?;
    let names = who(text, range.start..range.start + at)?;
    let is_act = act.chars().nth(1).is_some() && !act.contains('的');
    let says_what = is_act && !names.iter().any(is_class);
    says_what.then_some(Duty { role: Role::Support, range, names, rule: "duty-leads" })
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
        let is_noun =
            piece.get(..at)?.ends_with('的') && !piece.contains_any(&["加强", "强化", "做好"]);
        let is_other =
            piece.ends_with("负责") || is_noun || piece.contains(WITH) || piece.contains(LEADS);
        let acts = piece.contains_any(&["进行", "开展", "实施"]);
        acting_on(text, head.clone(), acts).filter(|_| !is_other)
    };
    let names = who(text, head.clone()).or_else(on_others)?;
    // What classes are to do is asked of everyone, 各部门要密切配合, unless 应当 binds them;
    // 各类企业 are no bodies.
    let act = piece.get(at..)?;
    let binds = act.starts_with("应当") && !names.iter().any(|name| name.text.starts_with("各类"));
    let asks = act.starts_with(['要', '应']) && !binds;
    let is_asked = asks && names.iter().any(is_class);
    (!is_asked).then_some((names, role))
}

/// Reads `县公安局：依法查处违法行为` within a paragraph, where the bodies are known or a class and
/// what they do begins with a verb: not `县公安局：李明`.
pub(super) fn listed(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let (_, act) = piece.split_once('：')?;
    let act = MANNERS.behind(act).unwrap_or(act);
    let is_act = begin_duty(act) && act.chars().nth(3).is_some() && !begins_with_a_rate(act);
    let duty = is_act.then(|| labelled(text, range)).flatten()?;
    let is_sure =
        |name: &Name| names::is_known(&name.text) || is_class(name) && names::can_act(&name.text);
    duty.names.iter().all(is_sure).then_some(duty)
}

/// Whether what looks like a verb begins the name of a rate: 完成率90%.
fn begins_with_a_rate(act: &str) -> bool {
    /// The maximum length of such a name, in characters.
    const LONGEST_RATE: usize = 8;
    context::first_chars(act, LONGEST_RATE).contains(['率', '%'])
}

/// Reads `县公安局：依法查处违法行为` at the beginning of a paragraph.
pub(super) fn labelled(text: &str, range: Range<usize>) -> Option<Duty> {
    let names = opening_names(text, range.clone())?;
    Some(Duty { role: Role::Responsible, range, names, rule: "duty-labelled" })
}

/// Whether a name is that of the heads of a body: 县政府主要领导.
pub(super) fn names_heads(name: &str) -> bool {
    name.ends_with_any(&["领导", "领导同志", "负责人", "负责同志"])
}
