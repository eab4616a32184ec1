//! Names that open an item or make up a heading: `县财政局：落实工作经费`,
//! `一、区卫健局、区医保局`.

use std::ops::Range;

use super::Clause;
use super::label::labels;
use super::names::{self, Name};
use super::person::is_name as is_person;
use super::prose::{duties, is_department};
use super::verb::verb;
use crate::affix::AnyOf;
use crate::context::{self, is_han};
use crate::lexicon::endings;
use crate::lexicon::levels::begins_with_level;
use crate::lexicon::posts;
use crate::lexicon::verbs::begin_duty;
use crate::rule::{Rule, here};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "clause-opening",
        home: here!(),
        summary: "Names of bodies with a colon that open an item, and what they do behind it.",
        examples: &[
            "4.县财政局：落实工作经费，加强资金监管。",
            "3.县督查和绩效办：负责考核评价有关工作。",
            "3.县市场监督管理局、县水利局。负责沿线整治。",
            "3.县公安局。维护校园周边秩序。",
            "3.各中小学校。由校长负责组织走访。",
            "3.市场监督管理所。由分管领导带队负责走访超市。",
            "3.政法综治处：负责协调派出所，依法查处。",
            "3.农业农村处：做好船舶登记。",
            "3.综合协调组：负责现场工作。",
            "3.成员单位职责县公安局：负责现场工作。",
            "3.县财政局主要职责：落实经费保障。",
            "3.县财政局职责。保障节水经费。",
            "（三）县公安局\n具体负责校园周边治安。",
            "3.县委统战部：指导民族宗教领域矛盾化解。",
            "3.县教育局（体育局）：指导学校安全工作。",
            "3.临涣镇、城关街道：落实属地责任，组织开展检查。",
            "3.县电视台：开展宣传报道。",
        ],
        counterexamples: &[
            "4.特色小镇：落实资金五百万元。",
            "4.临涣镇：新建公厕三座。",
            "4.临涣镇：组织机构健全，人员到位。",
            "4.县特教学校：建设教学楼三座。",
            "4.县级学校：开展宣传活动。",
            "4.学习教育（集中部）：组织学习。",
            "（三）县公安局\n2023年预算支出增加。",
            "4.链长工作职责：统筹推进产业链发展。",
            "4.主要目标：到2025年基本建成。",
            "4.主要职责。保障节水经费。",
            "4.县财政局。本年度得分90分。",
            "4.县水利局：赵文杰 13900000000",
            "4.县水利局：赵文杰、王小红",
            "4.培育龙头企业。落实奖补政策。",
            "4.组织领导。由分管领导负责推进。",
            "4.违法行为的查处：严格依法进行。",
            "4.农业农村处：王小红",
            "4.低洼处：做好排水。",
            "4.会议室：加强消毒。",
            "4.考核分组：各小组交叉检查。",
            "4.工作专班。由分管领导牵头负责推进。",
            "4.进社区。由分管领导负责推进。",
        ],
    },
    Rule {
        id: "clause-heading",
        home: here!(),
        summary: "A heading over items that is nothing but names of bodies, or their 职责.",
        examples: &[
            "一、县水利局、县财政局\n（一）加强学习。认真组织培训。",
            "一、各乡镇（街道）\n（一）加强学习。认真组织培训。",
            "一、县水利局职责\n（一）加强学习。认真组织培训。",
            "一、县水利局、县财政局共同负责：\n（一）加强学习。认真组织培训。",
            "一、安全生产基础股\n（一）负责安全培训。",
            "一、财政部门职责\n（一）负责安排经费。",
        ],
        counterexamples: &[
            "一、组织机构\n（一）加强学习。认真组织培训。",
            "一、工作职责\n（一）加强学习。认真组织培训。",
            "一、形成服务格局\n（一）加强学习。认真组织培训。",
            "一、农业农村处\n（一）学习情况。全年培训两次。",
            "一、标准化卫生室\n（一）新建面积八百平方米，落实医务人员。",
            "一、数据中心\n（一）完善设施设备，提升服务能力。",
        ],
    },
];

/// Verbs whose subject is named before them, whether the name is known or not.
const TOLD: [&str; 7] = ["负责", "承担", "落实", "牵头", "配合", "组织", "做好"];

/// Verbs of which a body may be the place: `县特教学校：建设教学楼`.
const BUILDS: [&str; 6] = ["建设", "改造", "新建", "改建", "扩建", "装修"];

/// Labels of telephone numbers, without the number.
const PHONES: [&str; 3] = ["联系电话：", "电话：", "手机："];

/// The rule for headings that are names.
pub(crate) const HEADING: &str = "clause-heading";

/// The maximum length of names that open an item, in characters.
const LONGEST_OPENING: usize = 60;

/// Whether a text behind names begins a reply to these: `你局《关于节水的请示》收悉。`
pub(crate) fn begins_a_reply(rest: &str) -> bool {
    rest.starts_with(['你', '您', '贵'])
        && rest.split('。').next().is_some_and(|first| first.ends_with("收悉"))
}

/// Reads the names that open an item, `县财政局：落实工作经费`.
pub(crate) fn opening(text: &str, block: Range<usize>) -> Option<Clause> {
    let names = opening_names(text, block.clone())?;
    Some(Clause::opening(&block, names, "clause-opening"))
}

/// Returns the names at the beginning of a block, followed by a colon and what they do. A copy may
/// have a full stop instead of the colon.
pub(super) fn opening_names(text: &str, block: Range<usize>) -> Option<Vec<Name>> {
    let block = behind_heading(text, context::behind_mark(text, block));
    let piece = text.get(block.clone())?;
    let (end, stop) =
        piece.char_indices().take(LONGEST_OPENING).find(|(_, c)| matches!(c, '：' | '。'))?;
    let (list, rest) = (piece.get(..end)?, piece.get(end + stop.len_utf8()..)?);
    if rest.is_empty()
        || list.contains(['，', '；', '“', '《'])
        || begins_with_a_label(piece)
        || stop == '。' && begins_with_a_label(rest)
    {
        return None;
    }
    // Few sentences at the beginning of an item are names, and what follows most of them shows that
    // at once.
    let is_told =
        stop == '。' && (rest.starts_with_any(&TOLD) || by_its_head(rest) && may_have_head(list));
    let end = without_duties(list).len();
    let are_duties = list.len() > end;
    let is_named_at_once = is_told || are_duties || names::ends_as_a_body(list) && begin_duty(rest);
    if stop == '。' && !is_named_at_once {
        return None;
    }
    if begins_a_reply(rest) {
        return None;
    }
    // In `请各县局报送总结（联系人：李明）`, they are only mentioned.
    let is_whole = list.matches('（').count() == list.matches('）').count();
    if is_whole && are_people(rest) {
        return None;
    }
    let names = names::names(text, block.start..block.start + end);
    if !names.iter().all(|name| text.get(name.range.clone()) == Some(name.text.as_str())) {
        return None;
    }
    let is_named = |name: &Name| match stop {
        '：' if are_duties => names::is_known(&name.text),
        _ if are_duties => names::is_known(&name.text) && begins_with_level(&name.text),
        '：' => {
            is_body(&name.text)
                || names::is_governed(&name.text) && is_told_to_place(rest)
                || names::is_levelled_agency(&name.text)
                    && begin_duty(rest)
                    && !rest.starts_with_any(&BUILDS)
                || names::is_post(&name.text) && rest.contains('责')
                || (names::is_office(&name.text) || names::is_team(&name.text))
                    && is_told_to_office(&name.text, rest)
        }
        _ if !is_told => names::is_known(&name.text) && begins_with_level(&name.text),
        _ => is_body(&name.text) || names::ends_as_a_body(&name.text),
    };
    let says_what = |name: &Name| {
        let numbered = |c: char| c.is_ascii_digit() || c == '.';
        names::does_something(name.text.trim_start_matches(numbered))
    };
    (!names.is_empty() && names.iter().all(is_named) && !names.iter().any(says_what))
        .then_some(names)
}

/// A block without the heading that a copy put before its names:
/// `成员单位职责总值班室：负责应急值守`.
fn behind_heading(text: &str, block: Range<usize>) -> Range<usize> {
    const HEADS: [&str; 4] = ["成员单位职责", "部门职责", "工作职责", "职责分工"];
    let piece = text.get(block.clone()).unwrap_or_default();
    let rest = piece.strip_any_prefix(&HEADS).filter(|rest| rest.starts_with(is_han));
    block.end - rest.unwrap_or(piece).len()..block.end
}

/// Whether a text says that the head of a body, who is not named, does something:
/// `由分管领导带队负责走访`, `由所长负责`.
fn by_its_head(text: &str) -> bool {
    const ACTS: [&str; 5] = ["负责", "带队", "牵头", "组织", "亲自"];
    const HEADS: [&str; 4] = ["领导", "负责人", "负责同志", "责任人"];
    /// The maximum length of the post, in characters.
    const LONGEST: usize = 16;
    let Some(rest) = text.strip_prefix('由') else { return false };
    let rest = context::first_chars(rest, LONGEST);
    let who = ACTS.iter().filter_map(|act| rest.find(act)).filter(|at| *at > 0).min();
    // 由县委书记 names the head of another body.
    let who =
        who.and_then(|end| rest.get(..end)).filter(|who| !who.starts_with(['省', '市', '县']));
    who.is_some_and(|who| {
        who.ends_with_any(&HEADS)
            || posts::AT_BODY.close(who)
            || posts::last_in(who).is_some_and(|post| post.end == who.len())
    })
}

/// Whether a list is of bodies that have a head, not a heading: 组织领导, 工作专班, 主城区, 进社区.
fn may_have_head(list: &str) -> bool {
    let does = || list.starts_with('进') || names::begins_as_a_task(list);
    list.starts_with('各') || endings::WITH_HEAD.close(list) && !does()
}

/// Whether the text behind the name of a town and a colon says what those who govern it do, not how
/// it fares or what is built there: `组织机构健全`, `落实资金200万元`.
fn is_told_to_place(rest: &str) -> bool {
    const STATES: [&str; 5] = ["组织机构", "组织领导", "组织体系", "落实情况", "落实资金"];
    rest.starts_with_any(&TOLD) && !rest.starts_with_any(&STATES)
}

/// Whether the text behind the name of an office and a colon says what the office does. A short
/// name may be that of a place, too, `低洼处：开展排水`, `会议室：做好消毒`, which answers for
/// nothing.
fn is_told_to_office(office: &str, rest: &str) -> bool {
    /// The minimum length of a name that is no place, in characters.
    const SURE: usize = 5;
    let is_short = office.chars().nth(SURE - 1).is_none();
    let is_place = is_short || office.ends_with(['室', '组', '心']);
    let answers = || rest.starts_with_any(&["负责", "承担", "牵头"]);
    begin_duty(rest) && (!is_place || answers())
}

/// Reads names on a line of their own, `（三）县公安局`, if the next one says what they do:
/// `具体负责校园周边治安`.
pub(crate) fn above(text: &str, block: Range<usize>, next: Range<usize>) -> Option<Clause> {
    text.get(next.clone()).filter(|next| says_what_they_do(next))?;
    let own = heading(text, context::behind_mark(text, block.clone()));
    let mut clause = own.or_else(|| heading_over(text, block, next))?;
    clause.parts.iter_mut().for_each(|part| part.rule = "clause-opening");
    Some(clause)
}

/// Reads a heading that is nothing but offices or departments of a kind, `1.局办公室`,
/// `（二）财政部门职责`, over an item that says what they do: `①负责经费保障`.
pub(crate) fn heading_over(text: &str, block: Range<usize>, next: Range<usize>) -> Option<Clause> {
    /// The minimum length of what they do, in characters: more than 学习情况.
    const SHORTEST: usize = 6;
    let is_told = |act: &&str| {
        let first = act.split(['。', '；']).next().unwrap_or_default();
        first.chars().nth(SHORTEST - 1).is_some() && says_what_they_do(act)
    };
    let act = text.get(next).filter(is_told)?;
    named_as(text, context::behind_mark(text, block), |name| {
        is_department(name)
            || (names::is_office(name) || names::is_team(name))
                && is_told_to_office(name, without_how(act))
    })
}

/// Whether a text only names people, such as the holder of a post or those who attend a meeting:
/// `县级河长：赵国栋（副县长）`, `县水利局：赵文杰 13900000000`.
fn are_people(text: &str) -> bool {
    /// The maximum length of two names without a mark between them, in characters.
    const TWO: usize = 6;
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '。' | '；');
    let who = text.split_once('（').map_or(text, |(who, _)| who).trim_end_matches(is_of_number);
    let who = who.strip_any_suffix(&PHONES).unwrap_or(who);
    let are_two = |part: &str| {
        let mut places = part.char_indices().skip(2).map(|(at, _)| part.split_at(at));
        let is_short = part.chars().nth(TWO).is_none() && !begin_duty(part);
        is_short && places.any(|(one, other)| is_person(one) && is_person(other))
    };
    who.split(['、', '，']).all(|part| is_person(part) || are_two(part))
}

/// Whether a text without a subject says what a body does: `具体负责…`, `按其职责，对…负全责`.
fn says_what_they_do(text: &str) -> bool {
    let first = text.split(['。', '；']).next().unwrap_or_default();
    let act = first.split_once('，').filter(|(how, _)| says_how(how)).map_or(first, |(_, act)| act);
    let act = without_how(act);
    let is_liable =
        || act.starts_with('对') && act.ends_with_any(&["负全责", "负总责", "监管", "监管责任"]);
    begin_duty(act) && !begins_with_a_label(act) || is_liable()
}

/// Strips the words for how a body acts: `具体负责`.
fn without_how(act: &str) -> &str {
    const HOW: [&str; 7] = ["具体", "主要", "统一", "全面", "直接", "统筹", "综合"];
    HOW.iter().fold(act, |act, how| act.strip_prefix(how).unwrap_or(act))
}

/// Whether a clause says only how or under whom something is done: `在县政府的领导下`.
fn says_how(clause: &str) -> bool {
    clause.starts_with('在') && clause.ends_with('下')
        || clause.starts_with(['按', '依']) && clause.ends_with("职责")
}

/// Reads a heading that consists of names, `一、区卫健局、区医保局`: they are responsible for what
/// is below it.
pub(crate) fn heading(text: &str, block: Range<usize>) -> Option<Clause> {
    named_alone(text, block.clone()).or_else(|| charging(text, block))
}

/// Reads a heading that names bodies with a verb and a colon, unless prose is read in it:
/// `县司法局、县财政局共同负责：`.
fn charging(text: &str, block: Range<usize>) -> Option<Clause> {
    let whole = text.get(block.clone())?.strip_suffix('：')?;
    let (at, role) = verb(whole)?;
    let mut clause = named_alone(text, block.start..block.start + at)?;
    clause.parts.iter_mut().for_each(|part| part.role = role);
    clause.range = block.start + at..block.end;
    duties(text, block).is_empty().then_some(clause)
}

/// Reads a heading of nothing but names.
fn named_alone(text: &str, block: Range<usize>) -> Option<Clause> {
    let whole = text.get(block.clone())?.trim_end_matches(['：', '。']);
    let is_plain = without_duties(whole).len() == whole.len();
    // Other headings may end like names of bodies: 形成服务格局.
    named_as(text, block, |name| {
        let is_known = names::is_known(name);
        let is_sure = is_known || is_plain && (name.starts_with('各') || begins_with_level(name));
        is_body(name) && is_sure
    })
}

/// Reads a heading of nothing but names, or their duties, each of which `is_one` says that it may
/// answer for something.
fn named_as(text: &str, block: Range<usize>, is_one: impl Fn(&str) -> bool) -> Option<Clause> {
    let whole = text.get(block.clone())?.trim_end_matches(['：', '。']);
    let list = without_duties(whole);
    if list.is_empty() || list.chars().nth(LONGEST_OPENING).is_some() {
        return None;
    }
    let names = names::names(text, block.start..block.start + list.len());
    let n_read: usize = names.iter().map(|name| name.range.len()).sum();
    // The names are the whole heading, apart from the separators.
    let is_all = n_read + names.len() * '、'.len_utf8() >= list.len();
    let answers = |name: &Name| {
        let head = name.text.trim_end_matches(['）', '〕']);
        let is_written = text.get(name.range.clone()) == Some(name.text.as_str());
        is_one(&name.text) && is_written && names::ends_as_a_body(head)
    };
    let holds = !names.is_empty() && is_all && names.iter().all(answers);
    holds.then(|| Clause::opening(&block, names, HEADING))
}

/// Whether a line says whose items stand below it: `县司法局：`, `县司法局牵头负责：`.
pub(crate) fn names_who_acts(line: &str) -> bool {
    let Some(whole) = line.strip_suffix('：') else { return false };
    let names = |list: &str| named_alone(list, 0..list.len()).is_some();
    let list = || verb(whole).and_then(|(at, _)| whole.get(..at));
    whole.chars().nth(LONGEST_OPENING).is_none() && (names(whole) || list().is_some_and(names))
}

/// Names without the word for what they answer for: `县司法局工作职责`.
fn without_duties(list: &str) -> &str {
    const DUTIES: [&str; 3] = ["主要职责", "工作职责", "职责"];
    list.strip_any_suffix(&DUTIES).unwrap_or(list)
}

/// Whether a name is that of a body, known or recognised by its ending, or of a class of bodies.
fn is_body(name: &str) -> bool {
    const OFFICES: [&str; 6] = ["股", "科", "办公室", "监督室", "监察室", "审理室"];
    let name = names::without_alias(name);
    let is_office = || name.ends_with_any(&OFFICES) && names::ends_as_a_body(name);
    let is_class = name.starts_with('各') && names::is_name(name);
    is_class || names::is_known(name) || names::is_a_body_by_its_end(name) || is_office()
}

/// Whether a text begins with a label: 产业发展组 before `牵头单位：区农业农村局` is a heading.
fn begins_with_a_label(text: &str) -> bool {
    labels(text).next().is_some_and(|label| label.start == 0)
}
