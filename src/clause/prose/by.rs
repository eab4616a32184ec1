//! Duties of those named behind 由: `由县司法局审查`, `由王强副县长负责`,
//! `成立由县司法局牵头的专班`.

use std::ops::Range;

use super::acts::verbs_in;
use super::forms::{LEADS, WITH, names_heads};
use super::object::{is_attribute, is_liability, names_a_person, without_group};
use super::who::{
    LONGEST, acting_on, charged, names_from, names_of, offices, people, without_manner,
};
use crate::affix::AnyOf;
use crate::clause::Duty;
use crate::clause::names::Name;
use crate::context;
use crate::lexicon::posts;
use crate::lexicon::roles::{self, Stands};
use crate::model::Role;

/// Verbs of those who send people, which does not make them answer for what these do.
const SENDS: [&str; 4] = ["抽调", "选派", "委派", "派出"];

/// What is done with money that somebody 统筹.
const PAYS: [&str; 4] = ["解决", "安排", "保障", "列支"];

/// Reads `由县司法局根据每季度工作情况进行评判计分`.
pub(super) fn by(text: &str, range: Range<usize>) -> Option<Duty> {
    let piece = text.get(range.clone())?;
    let group = without_group(piece).map(|head| range.start + head.len());
    let mut places = piece.match_indices('由');
    let named = places.find_map(|(at, _)| Named::behind(text, range.start + at, &range, group));
    let Named { mut names, are_people, verb } = named?;
    let (word, act) = (text.get(verb.clone())?, text.get(verb.end..range.end)?);
    if word == WITH && !are_people {
        names.extend(names_from(text, verb.end..range.end));
    }
    let role = if are_people { Role::Leader } else { role_of(word, act) };
    Some(Duty { role, range, names, rule: "duty-by" })
}

/// The role of bodies, told by the verb of what they do and the text behind it.
fn role_of(verb: &str, act: &str) -> Role {
    let mut known = roles::standing(Stands::Verb).chain(roles::standing(Stands::Prose));
    match known.find(|one| one.word == verb) {
        Some(_) if act.starts_with(LEADS) => Role::Lead,
        // 所需经费由县财政局统筹解决: it pays.
        Some(_) if verb == "统筹" && act.starts_with_any(&PAYS) => Role::Responsible,
        Some(known) => known.role,
        None if matches!(verb, "进行" | "开展" | "予以" | "给予") => role_of_act(act),
        None if verb == "组成" => role_of_group(act),
        None => Role::Responsible,
    }
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
        "考核", "考评", "检查", "督导", "督查", "验收", "评估", "评审", "调查", "巡查", "审核",
        "专项检查", "指导", "整治", "专家", "工作",
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
    before.ends_with_any(&SETS_UP)
}

/// Whether the 由 behind a text is part of a word: 自由 in 自由贸易试验区, not in `各自由`.
fn is_in_word(before: &str) -> bool {
    before.ends_with('自') && !before.ends_with_any(&["各自", "亲自"])
}

/// Whether what is named behind `before` describes something in which the subject takes part, up to
/// the clause behind the mark at `end`: `承担由县政府牵头、各部门参加的整治工作`.
fn describes(text: &str, before: &str, end: usize) -> bool {
    const TAKES_PART: [&str; 9] =
        ["承担", "参加", "参与", "配合", "协助", "做好", "负责", "组织", "开展"];
    const OF_OTHERS: [&str; 5] = ["参加的", "参与的", "配合的", "协助的", "负责的"];
    let others = || {
        let behind = text.get(end..).and_then(|rest| rest.strip_prefix('、')).unwrap_or_default();
        context::after(behind, 0, context::CLAUSE).contains_any(&OF_OTHERS)
    };
    before.ends_with_any(&TAKES_PART) && others()
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
    /// Reads the names behind the 由 at byte `by` up to a verb of what they do in the same clause.
    /// The verb of those who lead a group ends where its name begins, at `group`.
    fn behind(text: &str, by: usize, clause: &Range<usize>, group: Option<usize>) -> Option<Self> {
        let start = by + '由'.len_utf8();
        let before = text.get(clause.start..by)?;
        if is_in_word(before) || describes(text, before, clause.end) {
            return None;
        }
        let made = group.filter(|_| sets_up(before));
        let rest = context::first_chars(text.get(start..clause.end)?, LONGEST);
        verbs_in(rest).find_map(|verb| {
            let end = start + verb.end;
            let (word, act) = (rest.get(verb.clone())?, text.get(end..clause.end)?);
            let forms = || match word {
                "组成" => before.is_empty() && forms_a_group(act),
                _ => !(SENDS.contains(&word) && act.contains("参加")),
            };
            let acts = made == Some(end) || begins_act(word, act);
            let is_topic = || act.starts_with('、') && is_topic(text, end..clause.end);
            if !acts
                || !forms()
                || is_topic()
                || is_borne(before, word, act)
                || tells_when(word, act)
            {
                return None;
            }
            let list = start..start + without_manner(rest.get(..verb.start)?).len();
            let verb = start + verb.start..end;
            let class = || roles::standing(Stands::Prose).any(|one| one.word == word);
            Self::of(text, list.clone(), verb.clone()).or_else(|| {
                let names = charged(text, list).filter(|_| class())?;
                Some(Self { names, are_people: false, verb })
            })
        })
    }

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

/// Whether the text after a verb says what is done. It does not if it is the rest of 主要负责人 or
/// 分管副主任, or makes the verb an attribute.
fn begins_act(verb: &str, behind: &str) -> bool {
    let is_post = || posts::BESIDE_NAME.leading(behind.trim_start_matches('副')).is_some();
    let is_person = || names_a_person(behind) && !SENDS.contains(&verb);
    !behind.starts_with('同') && !is_person() && !is_attribute(behind) && !is_post()
}

/// Whether a range ends the description of what the clause behind it says who does:
/// `由县水利局起草、以县政府名义印发的文件，由县司法局审核`.
fn is_topic(text: &str, range: Range<usize>) -> bool {
    let next = text.get(range.end..).unwrap_or_default();
    next.starts_with("，由") && text.get(range).is_some_and(|act| act.contains('的'))
}

/// Whether something is borne rather than done: `所需经费由县财政局承担`.
fn is_borne(before: &str, verb: &str, act: &str) -> bool {
    let bears = |said: &str| said.contains("承担") || matches!(said, "担负" | "支付");
    (bears(verb) || bears(act)) && (is_liability(before) || is_liability(act))
}

/// Whether the text after 于 or 在 only tells when or where something came about:
/// `由县政府于1998年批准设立的园区`, not `由县财政局于6月底前拨付资金`.
fn tells_when(word: &str, behind: &str) -> bool {
    let is_limit = behind.contains_any(&["前", "内", "期间", "后"]);
    matches!(word, "于" | "在") && (!is_limit || behind.contains('的'))
}
