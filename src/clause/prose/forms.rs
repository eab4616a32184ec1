//! The forms of duties in prose, each tried on one clause: `县卫健委负责县属医院的考核`,
//! `由县司法局审查`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::acts::{doing, verbs_in};
use super::answering;
use super::must::ASKS;
use super::object::{is_attribute, is_liability, is_object, names_a_person, without_group};
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
use crate::lexicon::manners::MANNERS;
use crate::lexicon::posts::posts;
use crate::lexicon::roles::{self, Stands};
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

/// What is done with money that somebody 统筹.
const PAYS: [&str; 4] = ["解决", "安排", "保障", "列支"];

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
        let head = context::without_end(head, "牵头").trim_end_matches('：');
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
    Some(Duty {
        role: label_role(style.as_str())?,
        text: piece.to_owned(),
        range,
        names,
        rule: "duty-styled",
    })
}

/// Reads `县政府办公室牵头`, `县司法局配合`, `县商务局牵头建立统计体系`, `县司法局发挥牵头作用`.
pub(super) fn leads(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let named = |head: usize| who(text, range.start..range.start + head);
    if piece.starts_with('由') {
        return None;
    }
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
        static LEAD: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("牵头"));
        let at = LEAD.find(piece.as_bytes())?;
        let (head, rest) = (piece.get(..at)?, piece.get(at + "牵头".len()..)?);
        let is_noun = rest.chars().count() < 3
            || ["单位", "部门", "作用", "、"].iter().any(|end| rest.starts_with(end))
            || is_attribute(rest);
        if is_noun { None } else { Some((named(head.len())?, Role::Lead)) }
    };
    let (names, role) = ends().or_else(plays).or_else(acts)?;
    // 县领导 are nobody in particular.
    if names.iter().any(|name| names_heads(&name.text)) {
        return None;
    }
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-leads" })
}

/// Reads `各乡镇抓好落实` in a sentence that gives others a duty before it.
pub(super) fn ends(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let (names, role) = closing(text, range.clone(), verb(piece)?)?;
    let duty = piece.to_owned();
    Some(Duty { role, text: duty, range, names, rule: "duty-leads" })
}

/// Reads `各乡镇落实属地责任`, `各有关部门各负其责` in a sentence that gives others a duty before it.
pub(super) fn shares(text: &str, range: Range<usize>) -> Option<Duty> {
    const SHARES: [&str; 6] = ["责任", "其责", "其职", "尽责", "相关工作", "配合工作"];
    let piece = text.get(range.clone())?;
    SHARES.iter().any(|end| piece.ends_with(end)).then_some(())?;
    let (role, names) = doing(text, range.clone())?;
    let role = role.unwrap_or(Role::Responsible);
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-leads" })
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
    let (text, role) = (piece.to_owned(), Role::Support);
    says_what.then_some(Duty { role, text, range, names, rule: "duty-leads" })
}

/// Reads `县公安局、县财政局等部门参加的工作专班` in a sentence that says before it who leads.
pub(super) fn belongs(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let head = without_group(piece)?;
    let own = range.start..range.start + head.len();
    let (names, role) = match head.strip_suffix("组成") {
        Some(list) => (names_of(text, own.start..own.start + list.len())?, Role::Support),
        None => closing(text, own, verb(head)?)?,
    };
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-leads" })
}

/// The names before the verb with which a clause ends, and its role. The verb begins at byte `at`
/// of the clause.
fn closing(
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
    let piece = text.get(range.clone())?;
    Some(Duty {
        role: Role::Responsible,
        text: piece.to_owned(),
        range,
        names,
        rule: "duty-labelled",
    })
}

/// Reads `生态环境部会同有关部门指导试点城市编制方案`.
pub(super) fn jointly(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(WITH));
    let at = FINDER.find(piece.as_bytes())?;
    let head = ["要", "应当", "应", "将", "拟"]
        .iter()
        .fold(piece.get(..at)?, |head, word| head.trim_end_matches(word));
    let asked = ASKS.iter().find_map(|word| head.strip_prefix(word)).unwrap_or(head);
    let end = range.start + head.len();
    let mut names = names_of(text, end - asked.len()..end)?;
    names.extend(names_from(text, range.start + at + WITH.len()..range.end));
    Some(Duty {
        role: Role::Responsible,
        text: piece.to_owned(),
        range,
        names,
        rule: "duty-jointly",
    })
}

/// Reads `县林业局、县气象局联合制作预警信息`. Issuing something together is not a duty.
pub(super) fn together(text: &str, range: Range<usize>) -> Option<Duty> {
    const ISSUED: [&str; 7] = ["印发", "发布", "下发", "发文", "出台", "制发", "召开"];
    const TOGETHER: &str = "联合";
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(TOGETHER));
    let piece = text.get(range.clone())?;
    let at = FINDER.find(piece.as_bytes())?;
    let (head, act) = (piece.get(..at)?, piece.get(at + TOGETHER.len()..)?);
    if ISSUED.iter().any(|verb| act.starts_with(verb)) || act.chars().nth(2).is_none() {
        return None;
    }
    let names = names_of(text, range.start..range.start + without_manner(head).len())?;
    (names.len() > 1).then_some(Duty {
        role: Role::Responsible,
        text: piece.to_owned(),
        range,
        names,
        rule: "duty-jointly",
    })
}

/// Reads `县司法局和县直有关部门按照职责分工，共同参与做好考核工作`,
/// `县林业局、县公安局根据职责分工做好防火工作`.
pub(super) fn divided(text: &str, range: Range<usize>) -> Option<Duty> {
    static DIVIDED: Pattern =
        pattern!("(?:按照?|根据|依据|依照)(?:(?:各自|部门)?的?职责分工|各自的?职责(?:分工)?)");
    let piece = text.get(range.clone())?;
    let found = piece
        .contains('职')
        .then(|| DIVIDED.find(piece))
        .flatten()
        .filter(|found| found.start() > 0)?;
    let head = without_manner(piece.get(..found.start())?).trim_end_matches(['要', '应']);
    let names = names_of(text, range.start..range.start + head.len())?;
    let own = piece.get(found.end()..)?;
    // If nothing follows directly, what they do follows a comma.
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

/// Reads `由县司法局根据每季度工作情况进行评判计分`.
pub(super) fn by(text: &str, range: Range<usize>) -> Option<Duty> {
    static BY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("由"));
    let piece = text.get(range.clone())?;
    let mut places = BY.find_iter(piece.as_bytes()).map(|at| range.start + at);
    let group = without_group(piece).map(|head| range.start + head.len());
    let named = places.find_map(|by| {
        let start = by + '由'.len_utf8();
        let rest = context::first_chars(text.get(start..range.end)?, LONGEST);
        verbs_in(rest).find_map(|verb| {
            let end = start + verb.end;
            let (word, act) = (rest.get(verb.clone())?, text.get(end..range.end)?);
            let bears = [word, act]
                .iter()
                .any(|said| said.contains("承担") || matches!(*said, "担负" | "支付"))
                && [range.start..by, end..range.end]
                    .into_iter()
                    .any(|part| text.get(part).is_some_and(is_liability));
            let list = start..start + without_manner(rest.get(..verb.start)?).len();
            if word == "组成" && !(range.start == by && forms_a_group(act)) {
                return None;
            }
            let is_made = group == Some(end) && sets_up(text.get(range.start..by)?);
            let acts = !bears && (begins_act(word, act) || is_made) && !tells_when(word, act);
            acts.then(|| Named::of(text, list, start + verb.start..end)).flatten()
        })
    });
    let Named { mut names, are_people, verb } = named?;
    let word = text.get(verb.clone())?;
    if word == WITH && !are_people {
        names.extend(names_from(text, verb.end..range.end));
    }
    let known = roles::standing(Stands::Verb)
        .chain(roles::standing(Stands::Prose))
        .find(|one| one.word == word);
    let act = text.get(verb.end..range.end)?;
    let role = match known {
        _ if are_people => Role::Leader,
        Some(_) if act.starts_with(LEADS) => Role::Lead,
        // 所需经费由县财政局统筹解决: it pays.
        Some(_) if word == "统筹" && PAYS.iter().any(|verb| act.starts_with(verb)) => {
            Role::Responsible
        }
        Some(known) => known.role,
        None if matches!(word, "进行" | "开展" | "予以" | "给予") => role_of_act(act),
        None if word == "组成" => role_of_group(act),
        None => Role::Responsible,
    };
    Some(Duty { role, text: piece.to_owned(), range, names, rule: "duty-by" })
}

/// The role of one who does something, told by a noun: 验收 in `对项目进行验收`.
fn role_of_act(act: &str) -> Role {
    let said = roles::standing(Stands::Verb).find(|one| one.word == act);
    said.map_or(Role::Responsible, |one| one.role)
}

/// Whether those named form a group that looks into something: `组成考核组进行考核`, not
/// `组成代表队参赛`.
fn forms_a_group(act: &str) -> bool {
    const LOOKS: [&str; 16] = [
        "考核",
        "考评",
        "检查",
        "督导",
        "督查",
        "验收",
        "评估",
        "评审",
        "调查",
        "巡查",
        "审核",
        "专项检查",
        "指导",
        "整治",
        "专家",
        "工作",
    ];
    let group = act.strip_prefix("联合").unwrap_or(act);
    let names_one = |rest: &str| rest.starts_with('组') || rest.starts_with("专班");
    LOOKS.iter().any(|word| group.strip_prefix(word).is_some_and(names_one))
}

/// The role of those who form a group, told by its name: 考核 in `组成考核组进行考核`.
fn role_of_group(act: &str) -> Role {
    let group = act.split_once('组').map_or(act, |(group, _)| group);
    role_of_act(group.strip_prefix("联合").unwrap_or(group))
}

/// Whether the text before 由 sets up what somebody leads: `成立由县司法局牵头的专班`.
fn sets_up(before: &str) -> bool {
    const SETS_UP: [&str; 7] = ["成立", "组建", "建立", "构建", "健全", "形成", "完善"];
    SETS_UP.iter().any(|verb| before.ends_with(verb))
}

/// The names after 由.
struct Named {
    names: Vec<Name>,
    /// Whether they are people, each with a post.
    are_people: bool,
    /// The verb after them.
    verb: Range<usize>,
}

impl Named {
    /// Reads a list of bodies, of offices of one body, or of people.
    fn of(text: &str, list: Range<usize>, verb: Range<usize>) -> Option<Self> {
        let bodies = names_of(text, list.clone())
            .or_else(|| acting_on(text, list.clone(), true))
            .or_else(|| offices(text, list.clone()))
            .filter(|names| !names.iter().any(|name| names_heads(&name.text)));
        let are_people = bodies.is_none();
        let names = bodies.or_else(|| people(text, list))?;
        Some(Self { names, are_people, verb })
    }
}

/// Whether a name is that of the heads of a body: 县政府主要领导.
fn names_heads(name: &str) -> bool {
    ["领导", "领导同志", "负责人", "负责同志"].iter().any(|end| name.ends_with(end))
}

/// Whether the text after a verb says what is done. It does not if it is the rest of 主要负责人 or
/// 分管副主任, or makes the verb an attribute.
fn begins_act(verb: &str, behind: &str) -> bool {
    const SENDS: [&str; 4] = ["抽调", "选派", "委派", "派出"];
    let is_post = || posts().leading(behind.trim_start_matches('副')).is_some();
    let is_person = || names_a_person(behind) && !SENDS.contains(&verb);
    !behind.starts_with('同') && !is_person() && !is_attribute(behind) && !is_post()
}

/// Whether the text after 于 or 在 only tells when or where something came about:
/// `由县政府于1998年批准设立的园区`, not `由县财政局于6月底前拨付资金`.
fn tells_when(word: &str, behind: &str) -> bool {
    let is_limit = ["前", "内", "期间", "后"].iter().any(|end| behind.contains(end));
    matches!(word, "于" | "在") && (!is_limit || behind.contains('的'))
}
