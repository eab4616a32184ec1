//! Tells a sentence that ends like a name from a name: `县财政局应当加强采购代理机构`,
//! `县卫健委督促各部门`.

use std::sync::LazyLock;

use super::kind::{ends_as_a_body, is_class, is_known, is_listed};
use super::lead::ASKING;
use crate::affix::AnyOf;
use crate::lexicon::endings;
use crate::lexicon::levels::LEVELS;
use crate::lexicon::quantifiers::{CONCERNED, OF_CLASSES};
use crate::words::Words;

/// Whether a text says what is done, in words that no name contains: `办公室设在县公安局`,
/// `重点工作实行县政府分管领导`, `各省政府要建立省政府办公厅`; 负责人 and 领导小组成员单位 do not.
pub(super) fn tells_what_is_done(text: &str) -> bool {
    static DONE: LazyLock<Words> = LazyLock::new(|| {
        Words::new([
            "负责", "设在", "设立", "成立", "组成", "实行", "推行", "采取", "自行", "并经", "并报",
            "争取", "给予", "予以", "将与",
        ])
    });
    says_what_must_be_done(text)
        || chooses_another(text)
        || tells_what_a_body_does(text)
        || DONE.find_iter(text).any(|found| {
            let rest = text.get(found.range.end..).unwrap_or_default();
            !(rest.starts_with(['人', '同']) && found.n == 0 || rest.starts_with('员'))
        })
}

/// Whether a text says what a body must do: `县教育局应当加强培训机构`; 应 in 县应急局 is part of a
/// word, and so is 要 in 县要素保障局.
fn says_what_must_be_done(text: &str) -> bool {
    const WORDS: [&str; 15] = [
        "应急", "应对", "应用", "应诉", "应届", "应收", "应援", "应变", "要素", "要情", "要闻",
        "要件", "要塞", "要案", "要事",
    ];
    static MUST: LazyLock<Words> = LazyLock::new(|| Words::new(["也要", "要", "应", "必须", "须"]));
    MUST.find_iter(text).any(|found| {
        let (body, rest) = text.split_at_checked(found.range.start).unwrap_or_default();
        ends_as_a_body(body) && !rest.starts_with_any(&WORDS)
    })
}

/// Whether a text says whom a body chooses or asks: `县委委托县司法局`, `县发改局提请县司法局`.
fn chooses_another(text: &str) -> bool {
    /// The word with which names of offices begin as well, the first of the list.
    const COORDINATES: &str = "协调";
    static CHOOSES: LazyLock<Words> = LazyLock::new(|| {
        let words = [COORDINATES, "明确", "责成", "委托", "授权", "指定"];
        Words::new(words.into_iter().chain(ASKING))
    });
    CHOOSES.find_iter(text).any(|found| {
        let rest = text.get(found.range.end..).unwrap_or_default();
        let is_open = || rest.starts_with_any(OF_CLASSES);
        let chooses = rest.starts_with(LEVELS) || is_open();
        // 区域合作协调县办 may be one name; 县发改局协调县财政局 names two bodies.
        let are_two = || is_known(rest) && text.get(..found.range.start).is_some_and(is_known);
        found.range.start > 0 && chooses && (found.n > 0 || are_two())
    })
}

/// Whether a text is a known body, a verb and what may end like a name: `县卫健委加强医疗机构`,
/// `县财政局制定办`, from `县财政局制定办法`.
fn tells_what_a_body_does(text: &str) -> bool {
    static PLAIN: LazyLock<Words> = LazyLock::new(|| Words::new(ACTS));
    static IN_NAMES: LazyLock<Words> = LazyLock::new(|| Words::new(ACTS_IN_NAMES));
    let says = |acts: &Words, may_go_on: fn(&str) -> bool| {
        acts.find_iter(text).any(|act| {
            let (body, rest) = (text.get(..act.range.start), text.get(act.range.end..));
            body.is_some_and(can_do) && rest.is_some_and(|rest| !may_go_on(rest))
        })
    };
    (says(&PLAIN, names_a_group) || says(&IN_NAMES, names_an_office) || is_cut(text))
        && !is_listed(text)
}

/// Whether a text is a known body or 有关部门, which may be said to be allowed to do something:
/// `县司法局可以`.
fn can_do(text: &str) -> bool {
    let body = text.strip_suffix("可以").or_else(|| text.strip_suffix('可')).unwrap_or(text);
    let is_open = || body.starts_with_any(CONCERNED) && ends_as_a_body(body);
    is_known(body) || is_open()
}

/// Whether a text is a known body and the first character of a verb: 县公安局组, from
/// `县公安局组建专班`.
fn is_cut(text: &str) -> bool {
    text.strip_suffix(['组', '处']).is_some_and(is_known)
}

/// Verbs of bodies with which no name of an office begins.
const ACTS: [&str; 26] = [
    "制定", "制订", "出台", "修订", "加强", "做好", "抓好", "督促", "接受", "会同", "组建", "依据",
    "依照", "按照", "根据", "配合", "协助", "开展", "参与", "参加", "每年", "每月", "定期", "接到",
    "收到", "请",
];

/// Verbs of bodies with which such names begin as well: 县委组织部, 县公安局监督室.
const ACTS_IN_NAMES: [&str; 11] =
    ["组织", "支持", "引导", "指导", "推进", "推动", "落实", "建设", "完善", "强化", "监督"];

/// Whether the text behind a verb makes it part of the name of a group: 县委加强基层治理领导小组.
fn names_a_group(rest: &str) -> bool {
    let group = rest.strip_suffix("办公室").unwrap_or(rest);
    endings::OF_GROUP
        .iter()
        .filter_map(|end| group.strip_suffix(end))
        .any(|what| what.chars().nth(1).is_some())
}

/// Whether the text behind a verb makes it the name of an office, 部 in 县委组织部; a known body or
/// a class is one of its own.
fn names_an_office(rest: &str) -> bool {
    const ENDS: [char; 12] =
        ['部', '局', '科', '股', '室', '处', '办', '所', '站', '队', '组', '岗'];
    let is_office = rest.starts_with(ENDS)
        || rest.ends_with(ENDS)
        || rest.ends_with("中心")
        || names_a_group(rest);
    is_office && !is_known(rest) && !is_class(rest)
}
