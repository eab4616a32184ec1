//! What bodies must do: `县财政局应当保障节水资金`, `请县财政局将资金拨付到位`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use super::acts::{begins_act, is_verb, verbs_in};
use super::who::{
    LONGEST, behind_choice, is_class, is_department, is_of_street, names_of, without_manner,
};
use crate::affix::AnyOf;
use crate::clause::Duty;
use crate::clause::names::{self, Name};
use crate::context;
use crate::lexicon::endings;
use crate::lexicon::quantifiers::CONCERNED;
use crate::model::Role;
use crate::words::Words;

/// Words before a body that is asked to do something.
pub(super) const ASKS: [&str; 2] = ["请", "责成"];

/// The word before the day by which something is to be done.
const BY_THEN: &str = "于";

/// How or how often a body is to do something: `县财政局尽快拨付资金`, `县林业局每月抽查`.
pub(super) const SOON: [&str; 15] = [
    "尽快", "抓紧", "立即", "限期", "做好", "抓好", "每月", "每季度", "每半年", "每年", "每周",
    "定期", "每两年", "每三年", "每五年",
];

/// Words that bind whoever they are said of, even classes: `各乡镇人民政府应当公布…`.
const BINDS: [&str; 3] = ["应当", "必须", "须"];

/// Who must do something, from where, and where it begins.
struct Charge {
    names: Vec<Name>,
    start: usize,
    act: usize,
    /// Where the text of what is to be done ends.
    end: usize,
}

/// Reads `县财政局应当保障节水资金`, `请县财政局将资金拨付到位`: what a named body must do.
pub(super) fn must(text: &str, range: Range<usize>) -> Option<Duty> {
    /// The maximum length of a verb with the 的 that makes it an attribute, in characters.
    const LONGEST_ACT: usize = 4;
    let charge = begged(text, &range)
        .or_else(|| bound(text, &range))
        .or_else(|| urged(text, &range))
        .or_else(|| behind_day(text, &range))?;
    let act = text.get(charge.act..range.end)?;
    // 应当公开的信息 is information that the body must publish.
    let is_attribute = context::first_chars(act, LONGEST_ACT).contains('的');
    let says_what = act.chars().nth(3).is_some() || is_verb(act);
    let range = charge.start..charge.end;
    let supports = || act.starts_with_any(&["配合", "协助"]);
    let helps = supports()
        || ["给予", "予以"].iter().any(|gives| {
            act.strip_prefix(gives).is_some_and(|what| matches!(what, "支持" | "配合" | "协助"))
        });
    (says_what && !is_attribute).then_some(Duty {
        role: if helps { Role::Support } else { Role::Responsible },
        range,
        names: charge.names,
        rule: "duty-must",
    })
}

/// Reads `请县财政局将资金拨付到位`.
fn begged(text: &str, range: &Range<usize>) -> Option<Charge> {
    let piece = text.get(range.clone())?;
    let body = piece.strip_any_prefix(&ASKS)?;
    let (names, act) = longest(text, range.end - body.len()..range.end)?;
    are_sure(&names).then_some(Charge { names, start: range.start, act, end: range.end })
}

/// Reads `县财政局要于6月底前拨付`, `县财政局尽快拨付`.
fn urged(text: &str, range: &Range<usize>) -> Option<Charge> {
    static URGES: LazyLock<Words> =
        LazyLock::new(|| Words::new(["要于", "应于", BY_THEN].into_iter().chain(SOON)));
    let piece = text.get(range.clone())?;
    let word = URGES.find_iter(piece).next()?.range;
    let is_vague =
        piece.get(word.clone()) == Some(BY_THEN) && !piece.get(word.end..)?.contains('前');
    let head = piece.get(..word.start)?;
    let head = head.strip_suffix("至少").unwrap_or(head);
    let names = names_of(text, range.start..range.start + head.len())?;
    let (start, act) = (range.start, range.start + word.end);
    // By a certain day even classes have to do something: 各乡镇于7月30日前完成排查.
    let is_soon = piece.get(word).is_some_and(|word| SOON.contains(&word));
    let behind_day = text.get(act..range.end)?.split_once('前').filter(|_| !is_soon);
    // 各部门于6月底前，将总结报送县政府办
    let next = behind_day
        .filter(|(_, act)| act.is_empty() && context::next(text, range.end) == Some('，'));
    let next = next.map(|_| context::after(text, range.end + '，'.len_utf8(), context::CLAUSE));
    let end = next.map_or(range.end, |next| range.end + '，'.len_utf8() + next.len());
    let are_told = || behind_day.is_some_and(|(_, act)| are_told(&names, next.unwrap_or(act)));
    let holds = !is_vague && (are_sure(&names) || are_told());
    holds.then_some(Charge { names, start, act, end })
}

/// Reads `县公安局要完成排查`, `县公安局完成排查` behind the day by which it is to be done:
/// `7月30日前，`.
fn behind_day(text: &str, range: &Range<usize>) -> Option<Charge> {
    /// The maximum number of lists of names before the last.
    const MOST: usize = 4;
    static MUST: LazyLock<Words> =
        LazyLock::new(|| Words::new(["必须", "务必", "要", "应", "须", "需"]));
    let (mut start, mut before) = (range.start, Vec::new());
    follows_day(text, start).then_some(())?;
    loop {
        let end = text.get(..start)?.strip_suffix('，')?.len();
        let clause = context::clause_before(text, end);
        if let Some(day) = day(clause) {
            start = end - day.len();
            break;
        }
        start = end - clause.len();
        let more = (before.len() < MOST).then(|| names_of(text, start..end)).flatten()?;
        before.push(more);
    }
    let piece = text.get(range.clone())?;
    // 各地组织医院 is more than a name.
    let is_whole = |name: &Name| is_sure(name) || verbs_in(&name.text).next().is_none();
    let head = context::first_chars(piece, LONGEST);
    let told = MUST.find_iter(head).find_map(|must| {
        let names = names_of(text, range.start..range.start + must.range.start)?;
        names.iter().all(is_whole).then_some((names, range.start + must.range.end))
    });
    let (names, act) = told.or_else(|| {
        let ends = head.char_indices().rev().map(|(at, _)| range.start + at);
        ends.filter(|end| text.get(*end..range.end).is_some_and(begins_act)).find_map(|end| {
            let names = names_of(text, range.start..end)?;
            names.iter().all(is_whole).then_some((names, end))
        })
    })?;
    before.reverse();
    let names = [before.concat(), names].concat();
    are_told(&names, text.get(act..range.end)?).then_some(Charge {
        names,
        start,
        act,
        end: range.end,
    })
}

/// Whether a clause at byte `at` may say what is to be done by the day named shortly before it.
pub(super) fn follows_day(text: &str, at: usize) -> bool {
    /// How far before it the day may stand, in bytes.
    const REACH: usize = 120;
    let near = text.as_bytes().get(at.saturating_sub(REACH)..at).unwrap_or_default();
    near.ends_with("，".as_bytes()) && memmem::find(near, "前，".as_bytes()).is_some()
}

/// The day by which something is to be done, if a clause is nothing else: `7月30日前`,
/// `于2023年底前`. The first clause of an item has its number: `（八）7月30日前`.
fn day(clause: &str) -> Option<&str> {
    const OF_DAYS: &str = "0123456789年月日底中上下旬末周";
    let clause = clause.rsplit('）').next()?;
    let day = clause.strip_suffix('前')?.trim_start_matches(['于', '在']);
    let is_day = day.contains(|c: char| c.is_ascii_digit())
        && day.ends_with(['年', '月', '日', '底', '旬', '末'])
        && day.chars().all(|c| OF_DAYS.contains(c));
    is_day.then_some(clause)
}

/// Whether bodies or classes are told to do something certain. Who belongs to 各有关部门 is open.
fn are_told(names: &[Name], act: &str) -> bool {
    let is_open = |name: &Name| name.text.contains_any(CONCERNED);
    let may_be = || names.iter().all(may_be_bound) && !names.iter().all(is_open);
    are_sure(names) || may_be() && !asks_in_general(act)
}

/// Reads `各乡镇人民政府应当公布信息`, `县应急局接报后应当报告`, and behind a comma
/// `县公安局在接到报案后，应当立即出警`. What is asked of classes in general is no duty of each.
fn bound(text: &str, range: &Range<usize>) -> Option<Charge> {
    static BIND: LazyLock<Words> = LazyLock::new(|| Words::new(BINDS));
    let piece = text.get(range.clone())?;
    let word = BIND.find_iter(piece).next()?.range;
    let act = piece.get(word.end..)?;
    let own = match word.start {
        0 => {
            let end = text.get(..range.start)?.strip_suffix('，')?.len();
            end - context::clause_before(text, end).len()..end
        }
        _ => range.start..range.start + word.start,
    };
    let start = own.start;
    let plain =
        || names_of(text, own.start..own.start + without_manner(text.get(own.clone())?).len());
    let names =
        (word.start > 0).then(plain).flatten().or_else(|| on_occasion(text, own.clone()))?;
    let own = text.get(own)?;
    // 明确各乡镇应当做好工作 tells what a text says.
    let is_told = own.ends_with('不') || behind_choice(own).0.len() < own.len();
    let holds = !is_told
        && !goes_on(act)
        && (are_sure(&names) || names.iter().all(may_be_bound) && !asks_in_general(act));
    holds.then_some(Charge { names, start, act: range.start + word.end, end: range.end })
}

/// Whether the text behind 应当 says that others act, is the rest of a word, as in 应当事人请求, or
/// tells of a case, `应当而未配合的`.
fn goes_on(act: &str) -> bool {
    const RESTS: [&str; 3] = ["事人", "地政府", "而"];
    act.starts_with(['由', '经', '被', '知']) || act.starts_with_any(&RESTS)
}

/// The bodies of which a range says when or in which case they must act: `县应急局接报后`,
/// `县水利局认为必要的`, `县司法局对申请材料`.
fn on_occasion(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    const ENDS: [&str; 10] = ["后", "时", "内", "前", "的", "需要", "情况", "规定", "要求", "职责"];
    static BEGINS: LazyLock<Words> = LazyLock::new(|| {
        Words::new([
            "接到", "接报", "收到", "在", "根据", "按照", "依据", "依照", "对", "认为", "发现",
            "自", "受理", "遇", "每年", "每月", "每季度", "每半年", "于",
        ])
    });
    let piece = text.get(range.clone())?;
    let at = BEGINS.find_iter(context::first_chars(piece, LONGEST)).next()?.range.start;
    let (who, occasion) = piece.split_at_checked(at)?;
    let ends = occasion.starts_with('对') || piece.ends_with_any(&ENDS);
    if !ends || piece.starts_with('由') {
        return None;
    }
    names_of(text, range.start..range.start + who.len())
}

/// Whether an act is asked of everyone alike: `高度重视`, `认真履行职责`, `积极配合`.
fn asks_in_general(act: &str) -> bool {
    const GENERAL: [&str; 23] = [
        "高度重视", "充分认识", "提高", "统一思想", "加强领导", "加强组织领导", "加强学习",
        "强化责任", "认真", "切实", "严格", "密切", "积极", "自觉", "牢固", "履行", "配合", "支持",
        "协助", "参与", "接受", "遵守", "严守",
    ];
    act.starts_with_any(&GENERAL)
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
    let is_word = act.starts_with_any(&WORDS);
    let names = names_of(head, 0..head.len()).filter(|names| are_sure(names) && !is_word)?;
    (!names.is_empty()).then_some(head)
}

/// The longest list of names at the beginning of a range, and where it ends.
fn longest(text: &str, range: Range<usize>) -> Option<(Vec<Name>, usize)> {
    let rest = context::first_chars(text.get(range.clone())?, LONGEST);
    let mut ends = rest.char_indices().rev().map(|(at, _)| range.start + at);
    ends.find_map(|end| Some((names_of(text, range.start..end)?, end)))
}

/// Whether a name is that of a body, known or told by its end, or of a class that governs a place
/// or belongs to who does: 各乡镇, 县人民政府有关部门; not 县管干部, 各类企业.
fn may_be_bound(name: &Name) -> bool {
    const PARTS: [&str; 5] = ["各", "有关", "相关", "人民政府", "办事处"];
    let name_of_class = || {
        name.text.contains_any(&PARTS) && !name.text.contains("各类")
            || name.text.starts_with(['乡', '镇', '村'])
    };
    is_sure(name)
        || name_of_class()
        || names::is_a_body_by_its_end(names::without_alias(&name.text))
        || name.text.ends_with_any(&["镇", "乡", "街道"]) && names::is_governed(&name.text)
}

/// Whether all names are those of known bodies or of groups, and none is a class.
fn are_sure(names: &[Name]) -> bool {
    names.iter().all(|name| is_sure(name) && !is_class(name))
}

fn is_sure(name: &Name) -> bool {
    let office = name.text.strip_suffix("办公室").unwrap_or(&name.text);
    names::is_known(&name.text)
        || is_department(&name.text)
        || is_of_street(&name.text)
        || office.ends_with_any(&endings::OF_GROUP)
}
