//! Names in running prose: who does something, according to the text before the verb or after 由.
//!
//! A text counts as a list of names only if each of them is a body of some level or a class; words
//! for how they act, such as 具体 or 依法, do not belong to it.

use std::ops::Range;

use super::acts::begins_with_verb;
use crate::affix::AnyOf;
use crate::bracket::{Brackets, split};
use crate::characters::is_common_han;
use crate::clause::names::{self, ASKING, Name};
use crate::clause::person;
use crate::lexicon::endings;
use crate::lexicon::levels::LEVELS;
use crate::lexicon::manners::MANNERS;
use crate::lexicon::posts;
use crate::lexicon::quantifiers::OF_CLASSES;

/// Whether a name is that of a class of departments with the same field of work, as papers of
/// ministries name them: 财政部门, 教育行政部门, 公安机关; not 主管部门.
pub(in crate::clause) fn is_department(name: &str) -> bool {
    if name == "消防救援机构" {
        return true;
    }
    let stem = name.strip_suffix("部门").or_else(|| name.strip_suffix("机关"));
    let Some(stem) = stem.map(|stem| stem.trim_start_matches("各级")) else { return false };
    let stem = stem.strip_prefix("同级").unwrap_or(stem);
    let stem = stem.strip_suffix("行政").or_else(|| stem.strip_suffix("主管")).unwrap_or(stem);
    !stem.is_empty()
        && (matches!(stem, "审判" | "纪检监察" | "物价" | "消防" | "公安消防" | "消防救援")
            || ["局", "委", "厅", "院"].iter().any(|end| names::is_known(&format!("{stem}{end}"))))
}

/// The maximum length of a list of names in prose, in characters.
pub(super) const LONGEST: usize = 80;

/// Names without those under whom or the time when they act: `县公安局在县政府领导下`,
/// `县公安局在汛期`.
fn without_occasion(head: &str) -> Option<&str> {
    const ENDS: [&str; 5] = ["领导下", "指导下", "指挥下", "期间", "汛期"];
    let (who, _) = head.ends_with_any(&ENDS).then(|| head.split_once('在'))??;
    (!who.is_empty()).then_some(who)
}

/// Strips the word for how they act from names: `县司法局具体`, `省市场监管局和省食安委分别`.
pub(super) fn without_manner(head: &str) -> &str {
    let head = MANNERS.before(head).or_else(|| head.strip_suffix("予以")).unwrap_or(head);
    without_occasion(head).unwrap_or(head)
}

/// Returns the names in a range, without the words for how they act. Classes that merely are to do
/// something, as in `各部门要认真履行职责`, are left out: everyone is asked to do that.
pub(crate) fn who(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    const MUST: [&str; 6] = ["应当", "必须", "要", "应", "须", "可"];
    let piece = text.get(range.clone())?;
    let head = without_manner(piece);
    let bare = head.strip_any_suffix(&MUST);
    // 明确各乡镇应当履行职责 tells what a text says.
    let binds = head == piece
        && behind_choice(piece).0.len() == piece.len()
        && piece.ends_with_any(&["应当", "必须"]);
    let names = names_of(text, range.start..range.start + bare.unwrap_or(head).len())?;
    (binds || bare.is_none() || !names.iter().any(is_class)).then_some(names)
}

/// Returns the names in a range that ends with what they are to do, even if they are classes:
/// `各镇要`.
pub(super) fn charged_to(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    let head = without_manner(text.get(range.clone())?);
    let head = head.strip_suffix(['要', '应']).unwrap_or(head);
    let range = range.start..range.start + head.len();
    names_of(text, range.clone()).or_else(|| {
        let levels = charged(text, range)?;
        levels.iter().all(|name| names::is_noted_level(&name.text)).then_some(levels)
    })
}

pub(super) fn is_class(name: &Name) -> bool {
    name.text.starts_with_any(OF_CLASSES)
}

/// The first place of one of the verbs after some other text, but not within the name of a body,
/// such as 组织 in 县委组织部.
fn first_verb(text: &str, verbs: &[&str]) -> Option<usize> {
    let places = verbs.iter().flat_map(|verb| text.match_indices(verb));
    places
        .filter(|(at, verb)| *at > 0 && !is_in_name(text, at + verb.len()))
        .map(|(at, _)| at)
        .min()
}

/// Whether a verb that ends at `end` is part of a name: 组织 in 县委组织部.
pub(super) fn is_in_name(text: &str, end: usize) -> bool {
    const VERBS: [&str; 17] = [
        "机构编制", "委托", "办理", "部署", "处理", "处置", "处罚", "科学", "组织", "组建", "组成",
        "所有", "所需", "所属", "所在", "室内", "队伍",
    ];
    // 会办 is the end of 安委会 and the beginning of 办公室.
    const ENDS: [&str; 5] = ["公室", "中心", "管理局", "管理所", "管理站"];
    let rest = text.get(end..).unwrap_or_default();
    let is_end = rest
        .starts_with(['部', '局', '厅', '办', '处', '科', '委', '院', '室', '所', '站', '组', '队'])
        || rest.starts_with_any(&ENDS)
        // 审核机构 审核, not 审核 机构经费.
        || rest.strip_prefix("机构").is_some_and(|next| next.is_empty() || begins_with_verb(next));
    is_end && !rest.starts_with_any(&VERBS)
}

/// The offices of a single body that a range lists, as plans of that body name them:
/// `计财科、办公室`, `综合协调组`.
pub(super) fn offices(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    let list = without_manner(text.get(range.clone())?);
    let list = list.strip_suffix(['要', '应']).unwrap_or(list);
    let range = range.start..range.start + list.len();
    if list.is_empty() || list.chars().nth(LONGEST).is_some() {
        return None;
    }
    let is_part = |name: &Name| names::is_office(&name.text) || names::is_team(&name.text);
    let found = names::names(text, range);
    (!found.is_empty() && found.iter().all(is_part)).then_some(found)
}

/// The classes that a range lists, each told by its part in the work, 牵头部门, 项目建设单位, or by
/// their levels alone: 镇（街道）. What else they do than answer for something is said of any.
pub(super) fn charged(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    /// The maximum length of such a name, in characters.
    const LONGEST_CLASS: usize = 10;
    let is_charged = |name: &Name| {
        names::is_noted_level(&name.text)
            || endings::BY_CHARGE.close(&name.text)
                && name.text.chars().nth(LONGEST_CLASS).is_none()
                && name.text.chars().all(is_common_han)
                && !name.text.contains(['的', '是', '为'])
    };
    let found = names::names(text, range);
    (!found.is_empty() && found.iter().all(is_charged)).then_some(found)
}

/// The people that a range lists, each with a post, `县委副书记周雪、副县长马宏伟`, with the same
/// one, `副县长周雪、马宏伟`, or as 周雪同志.
pub(super) fn people(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    let list = text.get(range.clone())?;
    let list = list.strip_suffix("（挂职）").unwrap_or(list);
    let may_hold = || posts::BESIDE_NAME.are_in(list) || list.contains(person::COMRADE);
    if list.is_empty() || list.chars().nth(LONGEST).is_some() || !may_hold() {
        return None;
    }
    let mut at = range.start;
    let mut posts = Vec::new();
    for piece in list.split('、') {
        posts.push(Name { text: piece.to_owned(), range: at..at + piece.len() });
        at += piece.len() + '、'.len_utf8();
    }
    let mut people = person::with_all_posts(posts);
    person::share_post(&mut people);
    let is_comrade = |one: &Name| {
        person::is_name(&one.text)
            && text.get(one.range.end..).is_some_and(|rest| rest.starts_with(person::COMRADE))
    };
    people.iter().all(|one| person::is_titled(&one.text) || is_comrade(one)).then_some(people)
}

/// Returns the names with which a range begins, up to what they do: the longest list of names.
pub(super) fn names_from(text: &str, range: Range<usize>) -> Vec<Name> {
    const DO: [&str; 30] = [
        "组织", "制定", "审核", "审定", "审查", "做好", "负责", "实施", "开展", "研究", "编制",
        "拟订", "拟定", "另行", "统筹", "推进", "推动", "加强", "建立", "完善", "共同", "提出",
        "指导", "按照", "根据", "依法", "予以", "发布", "联合", "签署",
    ];
    let rest = text.get(range.clone()).unwrap_or_default();
    let list = first_verb(rest, &DO).and_then(|end| rest.get(..end)).unwrap_or(rest);
    let ends = list
        .char_indices()
        .map(|(at, c)| range.start + at + c.len_utf8())
        .take(LONGEST)
        .collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| names_of(text, range.start..end)).unwrap_or_default()
}

/// Whether a text says to whom somebody turns: 申请人向区政府; not 向阳区政府.
fn acts_towards(text: &str) -> bool {
    text.split_once('向').is_some_and(|(who, _)| who.chars().nth(1).is_some())
}

/// Returns those who act on others, `市教育局、市财政局定期对各区政府`,
/// `市应急局联合市公安局对企业`. If 要 precedes 对, they have a duty only if the verb is that of a
/// certain act, `要对学校进行检查`, which `must` tells; `要加强对学校的指导` is asked of everyone.
pub(super) fn acting_on(text: &str, range: Range<usize>, must: bool) -> Option<Vec<Name>> {
    const WITH: [&str; 2] = ["联合", "会同"];
    let piece = text.get(range.clone())?;
    let head = piece.get(..names::on_whom(piece)?)?;
    let (first, others) = WITH.iter().find_map(|with| head.split_once(with)).unwrap_or((head, ""));
    let (end, mut names) = with_manner(text, range.start..range.start + first.len())?;
    // Everyone is asked to do something: 各部门要对问题进行排查.
    let is_asked = first.get(end..)?.starts_with(['要', '应']);
    if is_asked && (!must || names.iter().any(is_class)) {
        return None;
    }
    let end = range.start + head.len();
    names.extend(names_from(text, end - others.len()..end));
    Some(names)
}

/// The names at the beginning of a range whose rest says how they act, and where they end.
fn with_manner(text: &str, range: Range<usize>) -> Option<(usize, Vec<Name>)> {
    /// The maximum length of what says how, in characters.
    const LONGEST_MANNER: usize = 12;
    const OTHERS: [&str; 16] = [
        "将", "要", "应", "可", "每", "按", "依", "根据", "年底", "年终", "加强", "做好", "进行",
        "组织", "通过", "在",
    ];
    let head = text.get(range.clone())?;
    // 县节水领导小组组织有关部门
    let head =
        first_verb(head, &["组织", "牵头", "组成"]).and_then(|end| head.get(..end)).unwrap_or(head);
    let ends = head.char_indices().map(|(at, c)| at + c.len_utf8()).rev().take(LONGEST_MANNER + 1);
    ends.into_iter()
        .filter(|end| {
            let rest = head.get(*end..).unwrap_or_default();
            rest.is_empty() || MANNERS.behind(rest).is_some() || rest.starts_with_any(&OTHERS)
        })
        .find_map(|end| Some((end, names_of(text, range.start..range.start + end)?)))
}

/// The departments that share their last word, `县财政、审计、监察部门`, `教育、公安等部门`: each
/// gets it.
fn departments(piece: &str, at: usize) -> Option<Vec<Name>> {
    const ENDS: [&str; 8] = [
        "等有关部门", "等相关部门", "等主管部门", "等部门", "有关部门", "行政主管部门", "主管部门",
        "部门",
    ];
    let list = piece.strip_any_suffix(&ENDS)?;
    let stems = split(list, &['、', '和', '与', '及']);
    if stems.len() < 2 || list.chars().nth(LONGEST).is_some() {
        return None;
    }
    let department = |stem: &Range<usize>, owner: &str| {
        let written = list.get(stem.clone())?;
        let bare = written.strip_prefix(owner).unwrap_or(written);
        let name = format!("{bare}部门");
        let range = at + stem.start..at + stem.end;
        is_department(&name).then(|| Name { text: format!("{owner}{name}"), range })
    };
    // 市场监管、公安部门 have no owner.
    let mut owners = [owner(list), ""].into_iter();
    owners.find_map(|owner| stems.iter().map(|stem| department(stem, owner)).collect())
}

/// The level or government at the beginning of a list, whose departments follow: 县级以上人民政府,
/// 市政府, 各级, 区.
fn owner(list: &str) -> &str {
    const BODIES: [&str; 3] = ["级以上人民政府", "人民政府", "政府"];
    if list.starts_with("各级") {
        return "各级";
    }
    let Some(rest) = list.strip_prefix(LEVELS) else { return "" };
    let rest = rest.strip_any_prefix(&BODIES).unwrap_or(rest);
    list.get(..list.len() - rest.len()).unwrap_or_default()
}

/// A range without the bracket at its end that notes whom to call, who answers for the body or
/// where its office is: `县工信局（责任人：张伟）`, `县养老工作领导小组（办公室设在县民政局）`.
fn without_note(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let name = piece.strip_suffix('）').and_then(|piece| piece.rsplit_once('（'));
    let name =
        name.filter(|(_, note)| note.contains('：') || note.contains("设在")).map(|(name, _)| name);
    range.start..range.start + name.unwrap_or(piece).len()
}

/// Words that make a body the object of a statement, or its source.
const OBJECT: [&str; 21] = [
    "纳入", "列入", "接受", "配合", "协助", "按照", "根据", "依据", "依照", "参照", "与", "跟",
    "指导", "督促", "引导", "鼓励", "支持", "依托", "推动", "要求", "挂靠",
];

/// Whether a text begins with what somebody asks of the body behind it: `协调县财政局`,
/// `组织各乡镇`; not 协调办, 组织部.
fn asks_another(piece: &str) -> bool {
    const ASKS: [&str; 3] = ["协调", "组织", "动员"];
    let asked = piece.strip_any_prefix(&ASKS).or_else(|| piece.strip_any_prefix(&ASKING));
    asked.is_some_and(|body| {
        body.starts_with(LEVELS)
            || body.starts_with_any(OF_CLASSES)
            || names::begins_with_known(body)
    })
}

/// Words that choose the body behind them: `以县司法局为牵头单位`, `指定县司法局牵头负责`.
const CHOOSES: [&str; 6] = ["明确", "确定", "指定", "授权", "委托", "请批转"];

/// Words for bringing about that the body behind them does something: `形成县司法局牵头的格局`.
const BRINGS_ABOUT: [&str; 6] = ["形成", "构建", "建立", "健全", "完善", "组建"];

/// The text behind words that choose a body or bring about what it does, and whether one of the
/// latter is among them.
pub(in crate::clause) fn behind_choice(piece: &str) -> (&str, bool) {
    let behind = |words: &[&str], text: &str| text.strip_any_prefix(words).map(str::len);
    let (mut rest, mut is_made) = (piece, false);
    while let Some(len) = behind(&BRINGS_ABOUT, rest) {
        (rest, is_made) = (piece.get(piece.len() - len..).unwrap_or_default(), true);
    }
    let with =
        || rest.strip_prefix('以').filter(|rest| !rest.starts_with(['下', '上', '及', '内']));
    let len = behind(&CHOOSES, rest).or_else(|| with().map(str::len)).unwrap_or(rest.len());
    (piece.get(piece.len() - len..).unwrap_or_default(), is_made)
}

/// Words that say to whom the body behind them belongs, whose name stands before:
/// `县住建局是主管部门，其所属的县燃气管理处负责日常工作`.
const BELONGING: [&str; 4] = ["其所属的", "其所属", "其下属的", "其下属"];

/// What names of bodies begin with in which 经 is no preposition.
const OF_ECONOMY: [&str; 4] = ["经开区", "经济", "经信", "经发"];

/// Returns the names that fill a range, if each of them is a body of some level or a class.
pub(super) fn names_of(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    let range = without_note(text, range);
    let (piece, is_made) = behind_choice(text.get(range.clone())?);
    let piece = piece.strip_any_prefix(&BELONGING).unwrap_or(piece);
    let range = range.end - piece.len()..range.end;
    if let Some(departments) = departments(piece, range.start) {
        return Some(departments);
    }
    if piece.is_empty()
        || Brackets::CLAUSE.balance(piece) > 0
        || piece.contains(['的', '是', '“', '《', '：'])
        || piece.contains_any(&["作为", "为中心"])
        || piece.chars().count() > LONGEST
    {
        return None;
    }
    // 为区属企业履行社会责任创造条件, 纳入各市政府考核: the body is not the subject.
    let is_object = piece.starts_with(['为', '对', '使', '让', '促', '向', '报', '经', '将', '在'])
        && !piece.starts_with_any(&OF_ECONOMY)
        || piece.starts_with_any(&OBJECT);
    let is_object = is_object || asks_another(piece);
    let last = Brackets::ROUND.outside(piece).filter(|(_, c)| matches!(c, '、' | '和')).last();
    let last = last.map_or(Some(piece), |(at, c)| piece.get(at + c.len_utf8()..));
    let last = last.map(behind_with);
    if is_object || !last.is_some_and(names::is_name) {
        return None;
    }
    let found = names::names(text, range);
    // 相关部门 beside a body that is named, or 长江海事局 behind one.
    let beside = |name: &Name| {
        names::is_open(&name.text) && names::is_name(&name.text)
            || found.first().is_some_and(is_named) && is_unlisted(name)
    };
    let are_named =
        found.iter().any(is_named) && found.iter().all(|name| is_named(name) || beside(name));
    // What is brought about in general says nothing of each: 形成各部门负责的格局.
    let is_general = is_made && found.iter().any(is_class);
    (are_named && !is_general && found.iter().all(is_specific)).then_some(found)
}

/// Whether a name is that of a body by its end, though no table has it and it tells no level.
fn is_unlisted(name: &Name) -> bool {
    /// How long such a name is, in characters.
    const LENGTH: std::ops::RangeInclusive<usize> = 4..=14;
    LENGTH.contains(&name.text.chars().count())
        && name.text.chars().all(is_common_han)
        && names::is_a_body_by_its_end(&name.text)
        && !names::does_something(&name.text)
}

/// The names that fill a range behind a named body and 会同. They may be no more than 有关部门.
pub(super) fn partners(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    /// The maximum length of such a class, in characters: 有关职能部门.
    const LONGEST_OPEN: usize = 6;
    let may_act =
        |name: &Name| name.text.chars().nth(LONGEST_OPEN).is_none() && names::can_act(&name.text);
    let open = || {
        let found = names::names(text, range.clone());
        let are_open = found.iter().all(|name| names::is_open(&name.text) && may_act(name));
        (!found.is_empty() && are_open).then_some(found)
    };
    names_of(text, range.clone()).or_else(open)
}

/// The last of those who act together: 县财政局 in `县审计局会同县财政局`.
fn behind_with(list: &str) -> &str {
    list.rsplit_once("会同").filter(|(first, _)| !first.is_empty()).map_or(list, |(_, last)| last)
}

/// Whether a name is that of a body of some level, of a known one or of a class that can act.
fn is_named(name: &Name) -> bool {
    // In prose even a class has to end like a body: not 各有关部门要根据职责.
    let ends = names::ends_as_a_body(name.text.trim_end_matches(['）', '〕']))
        || names::is_known(&name.text)
        || is_of_villages(&name.text)
        || name.text.ends_with("（街）");
    names::is_name(&name.text)
        && !names::is_noted_level(&name.text)
        && ends
        && is_levelled(&name.text)
        && (!name.text.starts_with("各级")
            || name.text == "各级人民政府"
            || is_department(&name.text))
        && !names::begins_as_a_task(&name.text)
        && !acts_towards(&name.text)
}

/// Whether a name is that of a class of villages: 各村, 各沿海村, 各村居.
fn is_of_villages(name: &str) -> bool {
    let Some(stem) = name.strip_prefix('各') else { return false };
    matches!(stem, "村" | "村居" | "行政村") || stem.ends_with('村') && names::is_of_kind(stem)
}

/// Whether a name tells where its body belongs: by a level, as one of each, or by a kind of body of
/// which places have their own.
fn is_levelled(name: &str) -> bool {
    const STARTS: [&str; 8] =
        ["国", "盟", "行署", "武警", "中国", "村（", "同级人民政府", "本级人民政府"];
    const ENDS: [&str; 7] = ["街道", "林场", "派出所", "办事处", "海关", "学院", "大学"];
    is_of_street(name)
        || name.contains(LEVELS)
        || name.contains('各')
        || name.contains_any(&endings::OF_GROUP)
        || name.starts_with_any(&STARTS)
        || name.ends_with_any(&ENDS)
        || is_department(name)
        || names::is_known(name)
}

/// Whether a name is that of the office or the Party committee of a street: 城关街道办事处.
pub(super) fn is_of_street(name: &str) -> bool {
    const ENDS: [&str; 4] = ["街道办事处", "街道办", "街道党工委", "街道工委"];
    name.ends_with_any(&ENDS)
}

/// Whether a name is more than a word for all bodies of a kind: not 党委, 政府.
fn is_specific(name: &Name) -> bool {
    const LOOSE: [&str; 7] = ["党委", "党组", "政府", "地市", "市县", "县市", "区县"];
    !LOOSE.contains(&name.text.as_str())
        && !name.text.ends_with("以上政府")
        && !name.text.ends_with("部门和单位")
}
