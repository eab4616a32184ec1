//! The subject of a sentence whose duty stands in a later clause:
//! `县林业局要强化巡查，负责山林防火`.

use std::ops::Range;
use std::sync::LazyLock;

use super::goes_on;
use super::who::{LONGEST, is_class, is_department, names_of, offices};
use crate::affix::AnyOf;
use crate::characters::is_common_han;
use crate::clause::names::{self, Name};
use crate::context;
use crate::lexicon::divisions::divisions;
use crate::lexicon::endings;
use crate::lexicon::levels::begins_with_level;
use crate::lexicon::quantifiers::OF_CLASSES;
use crate::words::Words;

/// The names that a clause makes the subject of its sentence. One that `opens` it may be nothing
/// but names.
pub(super) fn named(text: &str, range: Range<usize>, opens: bool) -> Option<Vec<Name>> {
    acting(text, range.clone())
        .or_else(|| acting_so(text, range.clone()))
        .or_else(|| composed(text, range.clone()))
        .or_else(|| urged(text, range.clone()))
        .or_else(|| office_below(text, range.clone()))
        .or_else(|| set_up(text, range.clone()))
        .or_else(|| opens.then(|| alone(text, range)).flatten())
}

/// Whether the clause behind the comma at `end` begins with what the subject of its sentence
/// answers for: `，负责道路安全`.
pub(super) fn is_before_answer(text: &str, end: usize) -> bool {
    let behind = text.get(end..).and_then(|rest| rest.strip_prefix('，'));
    behind.is_some_and(|rest| goes_on(context::after(rest, 0, context::CLAUSE)).is_some())
}

/// The bodies with which a sentence begins, set off with a comma from what they answer for:
/// `县公安局，负责道路安全`.
fn alone(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    /// The maximum number of lists of names before the last.
    const MOST: usize = 4;
    is_before_answer(text, range.end).then_some(())?;
    // 移送县公安局，会同县公安局 end with a body that has no part in the sentence.
    let is_sure = |name: &Name| {
        let text = &name.text;
        text.starts_with_any(OF_CLASSES)
            || begins_with_level(text)
            || is_department(text)
            || text.starts_with_any(&endings::OF_GROUP)
            || divisions().leading(text).is_some()
    };
    let list = |range: Range<usize>| {
        let is_first = |name: &Name| name.range.start == range.start;
        let names = names_of(text, range.clone())?;
        (names.first().is_some_and(is_first) && names.iter().all(is_sure)).then_some(names)
    };
    let mut names = list(range.clone())?;
    let mut start = range.start;
    for _ in 0..MOST {
        let Some(end) = text.get(..start)?.strip_suffix('，').map(str::len) else {
            return Some(names);
        };
        let clause = context::clause_before(text, end);
        // The first clause of an item has its number: （一）县公安局，县教育局，负责….
        let is_number = |head: &str| head.chars().all(|c| "（一二三四五六七八九十".contains(c));
        let own = clause.split_once('）').filter(|(head, _)| is_number(head));
        start = end - own.map_or(clause, |(_, own)| own).len();
        names = [list(start..end)?, names].concat();
    }
    None
}

/// The names that are the subject of a clause: `领导小组办公室设在县交通运输局`.
pub(crate) fn acting(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    static ACTS: LazyLock<Words> =
        LazyLock::new(|| Words::new(["设在", "设于", "作为", "是", "为", "由", "应当", "在各自"]));
    names_before(text, range.clone(), &ACTS).or_else(|| seated(text, range))
}

/// The office of a body that no table has, where a clause says at whose seat it is:
/// `协调委办公室设在县交通局`.
fn seated(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    const LENGTH: std::ops::RangeInclusive<usize> = 5..=20;
    let piece = text.get(range.clone())?;
    let office = ["设在", "设于"].iter().find_map(|word| piece.split_once(word))?.0;
    let is_office = office.ends_with("办公室")
        && LENGTH.contains(&office.chars().count())
        && office.chars().all(is_common_han)
        && names::is_name(office)
        && !office.contains(['的', '将', '由']);
    let range = range.start..range.start + office.len();
    is_office.then(|| vec![Name { text: office.to_owned(), range }])
}

/// A group for a certain work of which a clause says who belongs to it:
/// `后勤保障组由县财政局、县商务局组成`.
fn composed(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    let piece = text.get(range.clone())?.strip_suffix("组成")?;
    let (group, _) = piece.split_once('由')?;
    offices(text, range.start..range.start + group.trim_end_matches('：').len())
}

/// The bodies of which a clause says only how, where or on what ground they act:
/// `县商务局根据职责`, `各乡镇在县政府统一领导下`, `县林业局依法依规`.
fn acting_so(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    static HOW: LazyLock<Words> =
        LazyLock::new(|| Words::new(["按照", "根据", "依照", "依据", "依法", "按", "在", "结合"]));
    // 参加县林业局在县城举办的培训 begins with what somebody does at a body.
    let is_sure = |name: &Name| {
        is_class(name)
            || begins_with_level(&name.text)
            || name.text.ends_with_any(&endings::OF_GROUP)
            || divisions().leading(&name.text).is_some()
    };
    names_before(text, range, &HOW).filter(|names| names.iter().all(is_sure))
}

/// The names that stand before one of `words`, the first in their order that has names before it.
fn names_before(text: &str, range: Range<usize>, words: &Words) -> Option<Vec<Name>> {
    let piece = context::first_chars(text.get(range.clone())?, LONGEST);
    let ends = words.first_places(piece).into_iter().map(|(_, at)| at);
    ends.filter(|at| *at > 0).find_map(|end| names_of(text, range.start..range.start + end))
}

/// The bodies of which a clause says what they must do: `县林业局要强化巡查`. Classes other than
/// places are asked in general: `各部门要提高认识`.
fn urged(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    const PLACES: [char; 6] = ['县', '区', '市', '乡', '镇', '村'];
    static URGES: LazyLock<Words> =
        LazyLock::new(|| Words::new(["要", "应", "须", "严格", "切实"]));
    let names = names_before(text, range, &URGES)?;
    let may_answer = |name: &Name| !is_class(name) || name.text.contains(PLACES);
    names.iter().all(may_answer).then_some(names)
}

/// The office of a group that a clause sets up under it: 领导小组办公室 for
/// `领导小组下设办公室`.
fn office_below(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    const BELOW: [&str; 2] = ["下设", "设"];
    const OFFICE: &str = "办公室";
    /// The maximum length of a word for which office it is, in characters: 综合协调.
    const LONGEST_KIND: usize = 4;
    let piece = text.get(range.clone())?;
    let end = piece.find(OFFICE)? + OFFICE.len();
    let (head, office) =
        BELOW.iter().find_map(|word| piece.get(..end).and_then(|head| head.split_once(word)))?;
    // 设立办公室 and 设一个办公室 do not say which.
    let is_bare = |kind: &str| matches!(kind, "立" | "一个" | "立一个");
    let kind = office.strip_suffix(OFFICE)?;
    let kind = if is_bare(kind) { "" } else { kind };
    let group = names_of(text, range.start..range.start + head.len())?.pop();
    let is_kind = kind.chars().nth(LONGEST_KIND).is_none()
        && kind.chars().all(is_common_han)
        && !kind.starts_with('立')
        && !kind.contains('个');
    let group = group.filter(|group| is_kind && !is_class(group))?;
    let end = range.start + end;
    let place = end - OFFICE.len() - kind.len()..end;
    Some(vec![Name { text: group.text + kind + OFFICE, range: place }])
}

/// The names of what a clause establishes: `设立县级路长办公室`.
fn set_up(text: &str, range: Range<usize>) -> Option<Vec<Name>> {
    const SETS: [&str; 5] = ["成立", "设立", "组建", "设置", "建立"];
    let piece = text.get(range.clone())?;
    let begin = SETS.iter().find_map(|word| Some(piece.find(word)? + word.len()))?;
    names_of(text, range.start + begin..range.end)
}
