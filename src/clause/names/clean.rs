//! Strips from a name what does not belong to it: 由, 等部门, a note in brackets, an unbalanced
//! bracket.

use super::Name;
use super::kind::{is_known, is_name};
use super::lead::without_lead;
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::characters::signs;
use crate::lexicon::roles::{self, Stands};
use crate::numeral;

/// What a list without a verb ends with: （县发改委、各有关单位按职责分工）.
const DIVIDED: &[&str] = &[
    "按职责分工", "按照职责分工", "按各自职责", "按照各自职责", "依职责分工", "按职责", "按照职责",
    "各负其责", "各司其职",
];

/// Whether a list says without a verb that its names share the work: `县发改委等按职责分工`.
pub(crate) fn is_divided(list: &str) -> bool {
    list.ends_with_any(DIVIDED)
}

/// Signs that a list puts beside some of its names, which a note explains: ★县教育局.
const MARKS: &[char] = &['★', '☆', '▲', '△', '●', '◆', '◇', '■', '□', '※', '*'];

/// The maximum length of a collective term after 等, in characters: 等行政执法单位.
const LONGEST_KIND: usize = 10;

/// Last characters of names that a copy may have lost.
pub(crate) const LAST: &[&str] = &["院", "局", "委", "办", "部", "厅", "会"];

/// Whether a note in brackets gives the role of a name: 县林业局（牵头）, 县教育局（配合单位）.
pub(crate) fn is_own_role(note: &str) -> bool {
    let word = note.strip_any_suffix(&["单位", "部门"]).unwrap_or(note);
    roles::standing(Stands::Verb).any(|one| one.word == word)
}

/// What closes a list: `等部门`, `等单位`, `等`.
const AND_OTHERS: &[&str] = &[
    "等有关部门和单位",
    "等相关部门和单位",
    "等部门和单位",
    "等有关部门",
    "等相关部门",
    "等有关单位",
    "等相关单位",
    "等部门",
    "等单位",
    "等",
];

/// Strips a piece down to the name in it. Returns `None` if it is not a name: a time, a remark, a
/// lone bracket.
pub(crate) fn clean(piece: &str, at: usize) -> Option<Name> {
    let text = without_number(without_lead(piece.trim_start_matches(MARKS)));
    let at = at + piece.len() - text.len();
    let text = text.trim_end_matches(MARKS);
    let text = text.strip_any_suffix(DIVIDED).unwrap_or(text);
    let text = without_day(without_others(text));
    if signs(text).next().is_none() {
        let is_none = text.is_empty() || is_time(text);
        return (!is_none)
            .then(|| Name { text: restored(text.to_owned()), range: at..at + text.len() });
    }
    // A closing bracket that the copy put inside a name: 各镇〕（园区）.
    let stray = text.contains('〕') && !text.contains('〔');
    let whole = if stray { text.replace('〕', "") } else { text.to_owned() };
    let name = without_scope(unclosed(&whole));
    if name.is_empty() || is_time(name) || name.chars().all(|c| !c.is_alphabetic()) {
        return None;
    }
    let start = text.find(name).unwrap_or_default();
    let len = if stray { text.trim_end_matches('〕').len() } else { name.len() };
    Some(Name { text: restored(name.to_owned()), range: at + start..at + start + len })
}

/// A known name without the number before it in a list that runs on:
/// `责任分工：1.县司法局负责培训`.
fn without_number(text: &str) -> &str {
    let marks =
        |c: char| c.is_ascii_digit() || matches!(c, '（' | '）' | '.') || ('①'..='⑳').contains(&c);
    let rest = text.trim_start_matches(marks);
    let is_number = rest.len() < text.len() && !text.starts_with('.');
    if is_number && is_known(rest) { rest } else { text }
}

/// A known name without the day behind it, from which a copy took the blank before it:
/// `县教育局2024年6月底前完成`.
fn without_day(text: &str) -> &str {
    let digit = text.find(|c: char| c.is_ascii_digit());
    let parts = digit.and_then(|at| text.split_at_checked(at));
    let is_day = |day: &str| is_time(day) && day.ends_with_any(&["前", "底", "日", "完成"]);
    parts.filter(|(name, day)| is_known(name) && is_day(day)).map_or(text, |(name, _)| name)
}

/// Whether the text after 等 merely closes the list: 等有关部门.
pub(crate) fn is_others(text: &str) -> bool {
    AND_OTHERS.iter().any(|end| end.strip_prefix('等') == Some(text))
}

pub(crate) fn without_others(text: &str) -> &str {
    let listed = text.strip_any_suffix(AND_OTHERS);
    // 县市场监管局等行政执法单位: a collective term.
    let together = || {
        let (head, rest) = text.rsplit_once('等')?;
        let is_kind = rest.chars().count() <= LONGEST_KIND
            && rest.ends_with_any(&["单位", "部门", "机关", "机构"]);
        (is_kind && !rest.starts_with(['级', '各']) && is_name(head)).then_some(head)
    };
    listed.or_else(together).unwrap_or(text)
}

/// Strips unbalanced closing brackets at the end and opening ones at the beginning.
fn unclosed(mut text: &str) -> &str {
    let balance = Brackets::CLAUSE.balance(text);
    for _ in balance..0 {
        text = text.strip_suffix(['）', '〕']).unwrap_or(text);
    }
    for _ in 0..balance {
        text = text.strip_prefix(['（', '〔']).unwrap_or(text);
    }
    text
}

/// Strips a note on what a name is responsible for, even if its bracket is not closed:
/// `A（牵头制造业板块）`, or on when: `A（2024年6月底前完成）`; also the number of the next item.
fn without_scope(text: &str) -> &str {
    const NOTES: [&str; 7] = ["牵头", "负责", "承办", "板块", "以下简称", "排名", "见附"];
    // The short name may have brackets of its own: （以下简称镇（街））.
    if text.ends_with('）')
        && let Some((name, _)) =
            text.split_once("（以下简称").or_else(|| text.split_once("（以下称"))
    {
        return name;
    }
    match text.trim_end_matches(['）', '〕']).rsplit_once(['（', '〔']) {
        Some((name, note))
            if !note.contains('）')
                && !note.contains('：')
                && !is_own_role(note)
                && (is_time(note) || is_number(note) || note.contains_any(&NOTES)) =>
        {
            name
        }
        _ => text,
    }
}

/// Whether a note in brackets is the number of an item: 二, 3.
fn is_number(note: &str) -> bool {
    numeral::chinese(note).is_some() || note.chars().all(|c| c.is_ascii_digit())
}

/// Whether a text is a time or another remark in the place of a name: 下同, or 无 in
/// `配合单位：无`.
fn is_time(text: &str) -> bool {
    let digits = text.contains(|c: char| c.is_ascii_digit());
    digits && text.contains(['年', '月', '日', '底'])
        || text.ends_with("完成")
        || text.ends_with("持续推进")
        || matches!(text, "下同" | "无" | "暂无" | "全年" | "常年")
}

/// Restores the last character that a copy lost, if only one makes a known name: 市检察 becomes
/// 市检察院.
fn restored(name: String) -> String {
    if is_name(&name) || name.chars().count() < 3 {
        return name;
    }
    let mut whole = LAST.iter().map(|end| format!("{name}{end}")).filter(|name| is_known(name));
    match (whole.next(), whole.next()) {
        (Some(only), None) => only,
        _ => name,
    }
}
