//! Names of people: a surname from `lexicon/surname.tsv` and one or two more characters that do not
//! form a word with their neighbours.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::names::{self, Name};
use crate::affix::AnyOf;
use crate::context;
use crate::lexicon::divisions::{Division, divisions};
use crate::lexicon::fixed;
use crate::lexicon::levels::begins_with_level;
use crate::lexicon::posts;
use crate::lexicon::table::rows;
use crate::lexicon::verbs::begin_duty;

static TABLE: &str = include_str!("../lexicon/surname.tsv");

static SURNAMES: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| rows(TABLE).map(|[surname]| surname).collect());

/// Characters that do not occur in given names in official documents but do occur in words next to
/// posts.
const NO_NAME: &str = "副市县省区镇乡州委组总级指各任门厅等由的及与是在政府工会办关院部局处科室司法位员务主常第兼责分管其他同负机构下二三四五六七八九十把对\
    向以从即被原前后校每该本此这那要应可按经职企监督察领导干";
/// Those of [`NO_NAME`] that given names have as well.
const IN_NAMES: &str = "其原政可应经前后由把向以从同本干是对与二三四五六七八九十";
/// Those that they have before another character: 会 in 李会军.
const IN_MIDDLE: &str = "会任法工常";
/// Seats that a person has besides a post: 县委常委 in `县委常委、副县长`.
const SEATS: [&str; 5] = ["常委", "党组成员", "党委委员", "党工委委员", "党组书记"];
/// The form of address after a name and before an office.
pub(crate) const COMRADE: &str = "同志";
/// Words that may precede a name in running text. After any other character, the supposed name
/// would split a word.
const BEFORE: &[&str] = &[
    "落实", "贯彻", "围绕", "按照", "根据", "学习", "执行", "遵照", "传达", "深入", "牢记", "践行",
    "领会", "彻", "由", "以", "是", "和", "与", "对", "把", "请", "经", "在", "的", "为", "向",
    "同志", "精神",
];

/// Returns the length in bytes of the surname at the beginning of a text.
fn surname(text: &str) -> Option<usize> {
    let mut ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let (one, two) = (ends.next()?, ends.next());
    two.into_iter()
        .chain([one])
        .find(|end| text.get(..*end).is_some_and(|name| SURNAMES.contains(name)))
}

/// Whether a text is a surname of two characters without a given name: 欧阳.
pub(crate) fn is_surname_of_two(text: &str) -> bool {
    text.chars().nth(1).is_some() && SURNAMES.contains(text)
}

/// Whether a whole text is a name.
pub(crate) fn is_name(text: &str) -> bool {
    let Some(end) = surname(text) else { return false };
    let given = text.get(end..).unwrap_or_default();
    let n = given.chars().count();
    let is_given = |c: char| context::is_han(c) && !NO_NAME.contains(c);
    (1..=2).contains(&n) && given.chars().all(is_given) && !fixed::LIKE_PEOPLE.has(text)
}

/// Whether a text may be a name where only a name can stand. This includes names with numerals such
/// as 李四, which `is_name` rejects.
pub(crate) fn may_be_name(text: &str) -> bool {
    const DIGITS: &str = "二三四五六七八九十";
    let bare: String = text.chars().map(|c| if DIGITS.contains(c) { '一' } else { c }).collect();
    is_name(&bare)
}

/// Whether a text may be a name, whatever its surname, where a post or a blank shows that one ends
/// there: 艾克拜尔, 乌云其木格, 买买提·艾力, 张三丰; not 公安局, 牵头.
pub(crate) fn may_be_any_name(text: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 2..=6;
    /// Words with which a post or what somebody does begins.
    const OTHERS: [&str; 24] = [
        "某", "待", "联系", "牵头", "包", "驻", "挂", "对口", "代理", "提名", "候选", "相关",
        "有关", "具体", "协助", "配合", "参与", "退休", "兼", "姓名", "排名", "全", "村", "街道",
    ];
    const ENDS: [&str; 8] = ["日", "制", "线", "箱", "岗", "人", "长", "师"];
    if text.contains('·') {
        return is_dotted(text);
    }
    let n_chars = text.chars().count();
    let is_given = |(n, c): (usize, char)| {
        context::is_han(c)
            && (!NO_NAME.contains(c)
                || n > 0 && IN_NAMES.contains(c)
                || n > 0 && n + 1 < n_chars && IN_MIDDLE.contains(c))
    };
    LENGTH.contains(&n_chars)
        && text.chars().enumerate().all(|(n, c)| is_given((n, c)))
        && fixed::LIKE_PEOPLE.leading(text).is_none()
        && !text.starts_with_any(&OTHERS)
        && !text.ends_with_any(&ENDS)
        && !acts(text)
        && !begin_duty(text)
        && !names::is_name(text)
        && !["局", "委", "办"].iter().any(|end| names::is_known(&format!("{text}{end}")))
}

/// Whether a text is a name in parts: 阿依古丽·买买提.
pub(crate) fn is_dotted(name: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 4..=16;
    let is_part = |part: &str| !part.is_empty() && part.chars().all(context::is_han);
    name.contains('·') && LENGTH.contains(&name.chars().count()) && name.split('·').all(is_part)
}

/// Whether a text in a list of people is a name behind a post: a common surname, or a longer or
/// dotted name of any, 张三丰 in 县财政局局长张三丰.
pub(crate) fn is_behind_post(text: &str, post: &str) -> bool {
    let may_be = || text.chars().nth(2).is_some() || governs(post);
    is_name(text) || is_set_off_name(text) && !acts(text) || may_be() && may_be_any_name(text)
}

/// Whether a text in a list of people is a name before a post, which ends a name of any surname if
/// it is that of one who governs a place: 扎西顿珠 in 扎西顿珠副县长.
pub(crate) fn is_before_post(text: &str, post: &str) -> bool {
    is_name(text) || may_be_any_name(text) && governs(post) && !is_division(text, post)
}

/// Whether a post is that of one who governs a place.
fn governs(post: &str) -> bool {
    post.ends_with_any(&["省长", "市长", "县长", "区长", "州长", "旗长", "镇长", "乡长"])
}

/// Returns the name that ends at byte `at`, if what precedes it is the end of a word.
pub(crate) fn before(text: &str, at: usize) -> Option<&str> {
    name_before(text, at, is_name)
}

/// Returns the text that ends at byte `at`, if `is_one` says that it is a name, and what precedes
/// it is the end of a word.
fn name_before(text: &str, at: usize, is_one: fn(&str) -> bool) -> Option<&str> {
    [3, 2, 4].into_iter().find_map(|n| {
        let name = context::last_chars(text, at, n);
        (is_bounded(text.get(..at - name.len())?) && is_one(name)).then_some(name)
    })
}

/// Returns the names before 同志 at byte `at`, the last first: 何涛 and 林岚 in `林岚、何涛同志`.
pub(crate) fn before_comrade(text: &str, at: usize) -> Vec<&str> {
    let (mut names, mut at) = (Vec::new(), at);
    while let Some(name) = set_off_before(text, at) {
        names.push(name);
        at -= name.len();
        match text.get(..at).and_then(|head| head.strip_suffix('、')) {
            Some(head) => at = head.len(),
            None => break,
        }
    }
    names
}

/// Returns the name that ends at byte `at`, where something other than a word of the text ends it.
pub(crate) fn set_off_before(text: &str, at: usize) -> Option<&str> {
    name_before(text, at, is_set_off_name)
}

/// Whether a name may follow a text.
fn is_bounded(head: &str) -> bool {
    // 艾力 in 买买提·艾力 is no name of its own.
    head.chars().next_back().is_none_or(|c| !context::is_han(c) && c != '·')
        || head.ends_with_any(BEFORE)
}

/// What people do, as it follows a name.
const ACTS: [&str; 19] = [
    "同志", "任", "担任", "兼任", "为", "主持", "出席", "强调", "指出", "要求", "作", "批示",
    "讲话", "调研", "带队", "牵头", "负责", "在", "等",
];

/// What they do as well, but which may follow words for when or how just as often: 全程 in
/// `副县长全程参加`.
const LOOSE_ACTS: [&str; 9] = ["参加", "分别", "具体", "亲自", "要", "率", "统筹", "分管", "陪同"];

/// Characters that are given names by themselves and rarely end a word that begins like a surname:
/// 翔 in 高翔, not 程 in 全程.
const GIVEN: &str = "伟强军勇杰涛超刚平辉鹏飞斌浩凯俊磊亮翔岚敏芳娜艳娟霞英玲丽燕梅兰琴琳婷颖慧雯倩萍\
    莉蕾莹晶瑞琪旭昊龙彬彪钊锐鑫铭璐瑶琼毅楠帆雷云宇明华林洋诚欣波兵川宏滨坤恒晖森爽腾震峥捷锋";

/// Returns the name that begins at byte `at`, if a stop or something that people do follows.
pub(crate) fn behind(text: &str, at: usize) -> Option<&str> {
    let ends = |rest: &str| rest.starts_with(['，', '。', '；', '、', '）', '\n']) || acts(rest);
    leading(text.get(at..)?, ends)
}

/// Returns the name that begins at byte `at` as [`behind`] does, and those listed behind it if
/// something that people do follows the last: `高翔、马丽华任副组长`.
pub(crate) fn all_behind(text: &str, at: usize) -> Vec<&str> {
    let Some(first) = behind(text, at) else { return Vec::new() };
    let mut names = vec![first];
    let mut rest = text.get(at + first.len()..).unwrap_or_default();
    while let Some(name) = rest
        .strip_prefix('、')
        .and_then(|list| leading(list, |rest| rest.starts_with('、') || acts(rest)))
    {
        names.push(name);
        rest = rest.get('、'.len_utf8() + name.len()..).unwrap_or_default();
    }
    names.truncate(if acts(rest) { names.len() } else { 1 });
    names
}

/// Whether a text begins with something that people do.
fn acts(text: &str) -> bool {
    ACTS.iter().chain(&LOOSE_ACTS).any(|act| text.starts_with(act))
}

/// Whether a name may precede `rest` even if that is a loose act: before these a text without a
/// given name of its own is a word, 全程 in `县长全程要盯紧`, or begins with one,
/// `书记全程都要盯紧`.
fn may_precede(name: &str, rest: &str) -> bool {
    const ADVERBS: [char; 11] = ['都', '也', '还', '均', '将', '就', '又', '并', '不', '需', '必'];
    if !rest.starts_with_any(&LOOSE_ACTS) {
        return true;
    }
    match name.chars().nth(2) {
        Some(last) => !ADVERBS.contains(&last) && fixed::LIKE_PEOPLE.leading(name).is_none(),
        None => name.ends_with(|c| GIVEN.contains(c)),
    }
}

/// Whether a text is a name where a verb of what people do follows it directly, without a post:
/// 张建国 in `张建国牵头`, not 全天候.
pub(super) fn acts_alone(text: &str) -> bool {
    is_name(text)
        && match text.chars().nth(2) {
            Some(_) => fixed::LIKE_PEOPLE.leading(text).is_none() && !is_of_place_or_post(text),
            None => text.ends_with(|c| GIVEN.contains(c)),
        }
}

/// Whether what looks like a name of three characters is that of a place or whoever has a post:
/// 张家村, 石家庄, 路段长, 申请人.
fn is_of_place_or_post(text: &str) -> bool {
    const ENDS: [char; 11] = ['村', '庄', '屯', '寨', '湾', '段', '长', '人', '户', '城', '楼'];
    text.ends_with(ENDS) || !divisions().shortened(text).is_empty()
}

/// The name with which a text begins, if what follows it can.
fn leading(text: &str, can_follow: impl Fn(&str) -> bool) -> Option<&str> {
    [2, 3].into_iter().find_map(|n| {
        let (name, rest) = text.split_at(context::first_chars(text, n).len());
        // 强 is a surname, but 书记强调 names nobody.
        let is_act = ACTS.contains(&name) || LOOSE_ACTS.contains(&name);
        let may_be = can_follow(rest) && !is_act && may_precede(name, rest);
        (may_be && is_name(name)).then_some(name)
    })
}

/// Whether a text is a name where a space, a stop or 同志 ends it. This includes names with
/// characters such as 原 and 其, which `is_name` rejects.
pub(crate) fn is_set_off_name(text: &str) -> bool {
    let n_chars = text.chars().count();
    let known: String = text
        .chars()
        .zip(1..)
        .map(|(c, n)| match n {
            1 => c,
            _ if IN_NAMES.contains(c) || n < n_chars && IN_MIDDLE.contains(c) => '一',
            _ => c,
        })
        .collect();
    is_name(&known)
}

/// Returns the name at the beginning of a text if nothing but a body and a post there follows:
/// `刘晓东县住建局局长`.
pub(crate) fn with_post(text: &str) -> Option<&str> {
    let post = posts::last_in(text).filter(|post| post.end == text.len())?;
    [3, 2, 4].into_iter().find_map(|n| {
        let name = context::first_chars(text, n);
        let body = text.get(name.len()..post.start)?;
        (is_name(name) && names::is_known(body)).then_some(name)
    })
}

/// Whether what looks like a name and the post behind it are a division and a post there: 巫山县长,
/// 谯城区委书记.
pub(crate) fn is_division(name: &str, post: &str) -> bool {
    let kind = |division: &Division| division.name.chars().next_back();
    divisions().shortened(name).iter().filter_map(kind).any(|kind| post.starts_with(kind))
}

/// Whether a text is a post with the name of its holder behind or before it: `县委副书记周雪`,
/// `周雪副县长`, `周雪县水利局局长`.
pub(crate) fn is_titled(text: &str) -> bool {
    let Some(post) = posts::last_in(text) else { return false };
    let (before, held) = text.split_at_checked(post.start).unwrap_or_default();
    let is_before = || post.end == text.len() && is_name(before) && !is_division(before, held);
    text.get(post.end..).is_some_and(is_name) || is_before() || with_post(text).is_some()
}

/// Whether a text in a list of people is a post with the name of its holder, of any surname, behind
/// or before it.
fn may_be_titled(text: &str) -> bool {
    let post = posts::last_in(text).and_then(|post| Some((text.get(post.clone())?, post)));
    let holds = |(held, post): (&str, Range<usize>)| {
        text.get(post.end..).is_some_and(|name| is_behind_post(name, held))
            || post.end == text.len()
                && text.get(..post.start).is_some_and(|name| is_before_post(name, held))
    };
    is_titled(text) || post.is_some_and(holds)
}

/// Whether a text is the name of a person, with or without a post.
pub(super) fn holds_or_is_name(text: &str) -> bool {
    is_name(text) || is_titled(text)
}

/// Whether a text is a post of a single person without the name, which is still to come:
/// `县委副书记`. `分管副县长` announces no name.
pub(super) fn is_post_alone(text: &str) -> bool {
    const ANY: [&str; 6] = ["分管", "主管", "联系", "各", "有关", "相关"];
    let post = posts::last_in(text).filter(|post| post.end == text.len());
    post.is_some_and(|post| text.get(..post.start).is_some_and(|before| !is_name(before)))
        && !text.starts_with_any(&ANY)
}

/// A person with the seat behind the name or the body before it in brackets: `张伟（县委常委）` for
/// `张伟县委常委`, `张伟（县司法局）` for `县司法局张伟`.
fn with_bracket(text: &str) -> Option<String> {
    let mut ends = text.char_indices().map(|(at, _)| at);
    let sits = |seat: &str| begins_with_level(seat) && seat.ends_with_any(&SEATS);
    ends.find_map(|at| {
        let (before, behind) = text.split_at_checked(at)?;
        let (person, more) = match () {
            () if sits(behind) && is_name(before) => (before, behind),
            () if is_name(behind) && names::is_known(before) => (behind, before),
            () => return None,
        };
        Some(format!("{person}（{more}）"))
    })
}

/// A person with a seat in brackets and the post named behind it: `张伟（县委常委）、副县长`.
fn with_further_post(last: &str, post: &str) -> Option<String> {
    let seat = last.strip_suffix('）')?;
    let sits = seat.ends_with_any(&SEATS) && is_post_alone(post);
    sits.then(|| format!("{seat}、{post}）"))
}

/// What a note on a person says behind the sex and the nationality: 副县长 in `女，回族，副县长`,
/// nothing in `女`.
pub(crate) fn behind_sex(note: &str) -> &str {
    const STOPS: [char; 3] = ['，', '、', ' '];
    let mut rest = note;
    loop {
        let (part, more) = rest.split_once(STOPS).unwrap_or((rest, ""));
        // The longest names of nationalities have four characters before 族.
        let is_nation = part.ends_with('族') && (2..=5).contains(&part.chars().count());
        if !matches!(part, "女" | "男") && !is_nation {
            return rest;
        }
        rest = more;
    }
}

/// Gives names alone the post before the first name: `副县长周雪、马宏伟`.
pub(super) fn share_post(names: &mut [Name]) {
    let Some((first, others)) = names.split_first_mut() else { return };
    let post = posts::last_in(&first.text);
    let parts = post.and_then(|post| first.text.split_at_checked(post.end));
    let Some((post, _)) = parts.filter(|(_, name)| is_name(name)) else { return };
    for name in others.iter_mut().filter(|name| is_name(&name.text)) {
        name.text = format!("{post}{}", name.text);
    }
}

/// Joins posts to the name after them if they belong to the same person:
/// `县委常委、县纪委书记刘峰`.
pub(super) fn with_all_posts(names: Vec<Name>) -> Vec<Name> {
    let mut whole: Vec<Name> = Vec::new();
    for mut name in names.into_iter().filter(|name| !name.text.contains("电话")) {
        let bare = name.text.strip_suffix(COMRADE);
        if let Some(bare) = bare.filter(|bare| is_name(bare) || is_titled(bare)) {
            name.range.end -= COMRADE.len();
            name.text = bare.to_owned();
        }
        if let Some(text) = with_bracket(&name.text) {
            name.text = text;
        }
        let goes_on = |last: &&mut Name| {
            last.text.ends_with_any(&SEATS)
                || may_be_titled(&name.text)
                    && last.text.rsplit('、').next().is_some_and(is_post_alone)
        };
        if let Some(last) = whole.last_mut()
            && let Some(text) = with_further_post(&last.text, &name.text)
        {
            (last.text, last.range.end) = (text, name.range.end);
            continue;
        }
        match whole.last_mut().filter(goes_on) {
            Some(last) => {
                last.text = format!("{}、{}", last.text, name.text);
                last.range.end = name.range.end;
            }
            None => whole.push(name),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_at_a_body_may_follow_a_name_without_a_blank() {
        assert_eq!(with_post("刘晓东县住建局局长"), Some("刘晓东"));
        assert_eq!(with_post("王凯县司法局副局长"), Some("王凯"));
        assert_eq!(with_post("县住建局局长"), None);
        assert_eq!(with_post("刘晓东负责制定县住建局章程"), None);
    }

    #[test]
    fn sex_and_nationality_are_no_post() {
        assert_eq!(behind_sex("女，回族，县教育局局长"), "县教育局局长");
        assert_eq!(behind_sex("女"), "");
        assert_eq!(behind_sex("蒙古族"), "");
        assert_eq!(behind_sex("副县长"), "副县长");
        assert_eq!(behind_sex("民族宗教局局长"), "民族宗教局局长");
    }

    #[test]
    fn a_post_ends_names_of_any_surname() {
        for text in [
            "副县长买买提·艾力",
            "县财政局局长张三丰",
            "副县长贾政",
            "扎西顿珠副县长",
            "丹增县长",
            "县委副书记乌云其木格",
        ] {
            assert!(may_be_titled(text), "{text}");
        }
        for text in [
            "联系副县长", "分管副县长", "包片副镇长", "局长接待日", "公安局长", "市长专线",
            "县长牵头抓", "代理县长", "主任委员", "濉溪县长", "农业农村局长",
        ] {
            assert!(!may_be_titled(text), "{text}");
        }
    }

    #[test]
    fn names_and_words() {
        for name in ["习近平", "王凯", "程洋", "欧阳建国", "葛剑"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["方案", "党委", "常务副", "时任", "任副", "高度重", "分管", "包片"]
        {
            assert!(!is_name(word) || word == "高度重", "{word}");
        }
    }
}
