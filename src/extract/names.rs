//! Lists of names: where one ends and the next begins, and whether a piece of text can be a name at all.
//!
//! `县委宣传部，县直党委（党组），各有关部门` is three names; `县自然资源和规划局` is one, `A等和各省级人民政府` two.

use std::borrow::Cow;
use std::ops::Range;

use crate::lexicon::split_names;
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::parse::letterhead::split;

/// A name as it stands, or with its last character restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it stands, in normal offsets.
    pub range: Range<usize>,
}

/// Words that a name of a body or of a class of bodies ends in.
const ENDS: &[&str] = &[
    "街道",
    "中心",
    "部门",
    "单位",
    "机构",
    "机关",
    "党校",
    "学校",
    "大学",
    "高校",
    "企业",
    "海关",
    "专班",
    "党总支",
    "领导",
    "各级",
    "组织",
    "团体",
    "基地",
    "电网",
    "电力",
    "电信",
    "移动",
    "联通",
    "铁塔",
    "科协",
];

/// Characters that such a word ends in, whatever stands before.
const ENDS_IN: &str = "局委办部厅院府室署会团行司社区县市镇乡州旗盟馆台队站所处园联组";

/// A run of names without a separator is not longer than this, in characters.
const LONGEST_RUN: usize = 30;

/// Two names side by side are not shorter than this, in characters: 县委县法院.
const SHORTEST_PAIR: usize = 5;

/// A name with what it has in brackets is not longer than this, in characters.
const LONGEST_NAME: usize = 80;

/// An unknown name at the end of prose is not longer than this, in characters.
const LONGEST_NAMED: usize = 10;

/// What a list ends in whose verb is left out: （县发改委、各有关单位按职责分工）.
const DIVIDED: &[&str] = &["按职责分工", "按照职责分工", "按各自职责", "按照各自职责", "依职责分工"];

/// What several bodies are together is said in no more characters: 等行政执法单位.
const LONGEST_KIND: usize = 10;

/// The last character of a name, when a copy lost it.
const LAST: &[&str] = &["院", "局", "委", "办", "部", "厅", "会"];

/// Words that begin a name behind 和, 及, 与.
const STARTS: &[&str] = &[
    "各",
    "有关",
    "相关",
    "其他",
    "省",
    "市",
    "县",
    "区",
    "州",
    "旗",
    "国家",
    "国务院",
    "中央",
    "乡镇",
    "街道",
    "人民银行",
    "财政部",
    "地方",
    "全国",
    "企业",
    "所在地",
    "属地",
];

/// Roles in brackets behind a name: 县林业局（牵头）.
pub(super) const OWN_ROLES: [&str; 8] = ["牵头", "牵头单位", "配合", "配合单位", "协助", "协办", "参与", "主办"];

/// What stands between names.
const SEPARATORS: &[char] = &['、', '，', '；', '。', ' ', '/'];

/// What ends a list: `等部门`, `等单位`, `等`.
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

/// The names in the list at `range` of `text`.
pub(crate) fn names(text: &str, range: Range<usize>) -> Vec<Name> {
    let list = text.get(range.clone()).unwrap_or_default();
    let mut names = Vec::new();
    for mark in rejoined(list, split(list, SEPARATORS)) {
        for joined in unjoined(list, mark) {
            let piece = list.get(joined.clone()).unwrap_or_default();
            for single in apart(piece) {
                let at = range.start + joined.start + single.start;
                names.extend(clean(piece.get(single).unwrap_or_default(), at));
            }
        }
    }
    names
}

/// Puts `各县、市、区政府` together again: one class, named level by level.
fn rejoined(list: &str, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let text = |range: &Range<usize>| list.get(range.clone()).unwrap_or_default();
    let mut whole: Vec<Range<usize>> = Vec::new();
    let mut n = 0;
    while let Some(piece) = pieces.get(n) {
        let levels = pieces.iter().skip(n).take_while(|piece| is_level(text(piece).trim_start_matches('各'))).count();
        let last = pieces
            .get(n + levels)
            .filter(|last| levels > 0 && text(piece).starts_with('各') && is_government_of_level(text(last)));
        whole.push(piece.start..last.unwrap_or(piece).end);
        n += if last.is_some() { levels + 1 } else { 1 };
    }
    whole
}

fn is_level(text: &str) -> bool {
    matches!(
        text,
        "省" | "自治区"
            | "直辖市"
            | "市"
            | "州"
            | "盟"
            | "县"
            | "区"
            | "旗"
            | "乡"
            | "镇"
            | "街道"
            | "区县"
            | "县区"
            | "市县"
            | "乡镇"
            | "县（市）"
            | "县（区）"
            | "县（市、区）"
            | "区（县）"
            | "市（州）"
            | "省辖市"
            | "地级市"
    )
}

fn is_government_of_level(text: &str) -> bool {
    ["人民政府", "政府", "党委", "管委会", "办事处"]
        .iter()
        .any(|end| text.strip_suffix(end).is_some_and(|head| is_level(head) || head == "街道办"))
}

/// Splits a piece whose separators were lost; also one whose last character was lost with them: 市法院市检察.
fn apart(piece: &str) -> Vec<Range<usize>> {
    if piece.len() < SHORTEST_PAIR * '局'.len_utf8() || listed_behind(piece) == Some(0) {
        return std::iter::once(0..piece.len()).collect();
    }
    let parts = split_names(piece);
    if parts.len() > 1 || is_name(piece) {
        return parts;
    }
    let longer = LAST.iter().map(|last| format!("{piece}{last}")).find_map(|whole| {
        let parts = split_names(&whole);
        let known = parts.len() > 1 && parts.iter().all(|part| whole.get(part.clone()).is_some_and(is_known));
        known.then_some(parts)
    });
    match longer {
        Some(longer) => longer.into_iter().map(|part| part.start..part.end.min(piece.len())).collect(),
        None => parts,
    }
}

/// Splits at 和, 及, 与, 以及 and 等 where they join two names.
fn unjoined(list: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    let text = list.get(piece.clone()).unwrap_or_default();
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '〔' => depth += 1,
            '）' | '〕' => depth = depth.saturating_sub(1),
            '和' | '及' | '与' | '等' | '会' if depth == 0 => {
                let word = if c == '会' { "会同" } else { text.get(at..at + c.len_utf8()).unwrap_or_default() };
                let left = text.get(start..at).unwrap_or_default().trim_end_matches(['以', '等']);
                let Some(right) = text.get(at..).and_then(|rest| rest.strip_prefix(word)) else { continue };
                if c == '等' && is_others(right) {
                    continue;
                }
                let right = if c == '等' { right.trim_start_matches(['和', '及', '与']) } else { right };
                if is_name(left) && begins_name(right) {
                    parts.push(piece.start + start..piece.start + start + left.len());
                    start = text.len() - right.len();
                }
            }
            _ => {}
        }
    }
    parts.push(piece.start + start.min(text.len())..piece.end);
    parts
}

fn begins_name(text: &str) -> bool {
    STARTS.iter().any(|start| text.starts_with(start)) && is_name(without_others(text))
        || unit_types().longest(Scheme::National, text).is_some()
}

/// Whether what stands behind 等 only closes the list: 等有关部门.
fn is_others(text: &str) -> bool {
    AND_OTHERS.iter().any(|end| end.strip_prefix('等') == Some(text))
}

fn without_others(text: &str) -> &str {
    let listed = AND_OTHERS.iter().find_map(|end| text.strip_suffix(end));
    // 县市场监管局等行政执法单位: what they are together.
    let together = || {
        let (head, rest) = text.rsplit_once('等')?;
        let is_kind = rest.chars().count() <= LONGEST_KIND
            && ["单位", "部门", "机关", "机构"].iter().any(|end| rest.ends_with(end));
        (is_kind && !rest.starts_with(['级', '各']) && is_name(head)).then_some(head)
    };
    listed.or_else(together).unwrap_or(text)
}

/// A name without what clings to it, or none when it is none: a time, a remark, a lone bracket.
fn clean(piece: &str, at: usize) -> Option<Name> {
    let lead = ["由", "请", "会同", "联合", "以及", "和", "及", "与", "等", "是", "为"]
        .iter()
        .find(|word| piece.starts_with(*word) && piece.len() > word.len() + 3);
    let text = lead.and_then(|word| piece.strip_prefix(word)).unwrap_or(piece);
    let at = at + piece.len() - text.len();
    let text = DIVIDED.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let text = without_others(text);
    // A closing bracket that the copy put into a name is no part of it: 各镇〕（园区）.
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

/// Strips brackets at the end that were not opened, and at the beginning that were not closed.
fn unclosed(mut text: &str) -> &str {
    let (open, close) = (text.matches(['（', '〔']).count(), text.matches(['）', '〕']).count());
    for _ in open..close {
        text = text.strip_suffix(['）', '〕']).unwrap_or(text);
    }
    for _ in close..open {
        text = text.strip_prefix(['（', '〔']).unwrap_or(text);
    }
    text
}

/// Leaves out a note on what a name answers for: `A（牵头制造业板块）`, its bracket closed or not.
fn without_scope(text: &str) -> &str {
    const NOTES: [&str; 5] = ["牵头", "负责", "板块", "以下简称", "排名"];
    match text.trim_end_matches(['）', '〕']).rsplit_once(['（', '〔']) {
        Some((name, note))
            if !note.contains('）') && !OWN_ROLES.contains(&note) && NOTES.iter().any(|word| note.contains(word)) =>
        {
            name
        }
        _ => text,
    }
}

fn is_time(text: &str) -> bool {
    let digits = text.contains(|c: char| c.is_ascii_digit());
    digits && text.contains(['年', '月', '日', '底'])
        || text.ends_with("完成")
        || text.ends_with("持续推进")
        || text == "下同"
}

/// The body that a piece of prose ends in, when it ends in one: `由县财政局`, `县审计局具体`.
pub(crate) fn names_a_body(prose: &str) -> Option<&str> {
    const MANNERS: [&str; 7] = ["具体", "分别", "共同", "积极", "要", "应当", "应"];
    const GROUPS: [&str; 5] = ["小组", "办公室", "专班", "指挥部", "委员会"];
    let prose = MANNERS.iter().fold(prose, |rest, word| rest.trim_end_matches(word));
    let last = prose.rsplit(['、', '和', '由', '与', '（', '〔']).next()?;
    let levelled = last.contains(['省', '市', '县', '区', '州', '旗', '乡', '镇', '各', '国']);
    let specific = levelled || GROUPS.iter().any(|end| last.ends_with(end));
    let unknown = || specific && ends_as_a_body(last) && last.chars().count() <= LONGEST_NAMED;
    (last != "政府" && is_name(last) && (is_known(last) || unknown())).then_some(last)
}

/// Whether a piece of text can be a name of a body, or of a class of them.
pub(crate) fn is_name(text: &str) -> bool {
    if text.len() > LONGEST_NAME * '局'.len_utf8() {
        return false;
    }
    let plain = without_brackets(text);
    let plain = plain.as_ref();
    let n = plain.chars().count();
    (2..=32).contains(&n)
        && !plain.contains(['。', '：', '；', '，', '《'])
        && plain.matches('“').count() == plain.matches('”').count()
        && !says_by_whom(plain)
        && (ends_as_a_body(plain) || is_class(plain) || is_known(plain))
}

/// Whether prose says by whom something is done, `考核工作由县司法局`; not by 由 within a word: 自由贸易试验区管委会.
pub(super) fn says_by_whom(text: &str) -> bool {
    text.match_indices('由').any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        !before.is_empty() && !before.ends_with(['自', '理', '事', '缘', '案'])
    })
}

/// Whether a name is that of one body by its end alone: 县督查和绩效办, not 工作机构 or 组织领导.
pub(super) fn is_a_body_by_its_end(name: &str) -> bool {
    const ENDS: &[&str] =
        &["局", "委", "办", "厅", "府", "院", "署", "办公室", "中心", "公司", "集团", "支队", "大队", "管委会"];
    name.chars().count() >= 3 && is_name(name) && ENDS.iter().any(|end| name.ends_with(end))
}

/// Whether a name ends in a word that bodies and classes of them are called by.
pub(super) fn ends_as_a_body(name: &str) -> bool {
    const OTHERS: [&str; 12] =
        ["另行", "进行", "实行", "执行", "推行", "施行", "先行", "试行", "履行", "运行", "举行", "全部"];
    !OTHERS.iter().any(|end| name.ends_with(end))
        && (name.ends_with(|c| ENDS_IN.contains(c)) || ENDS.iter().any(|end| name.ends_with(end)))
}

/// A name without what it has in brackets: 各区县（自治县，以下简称区县）政府 is 各区县政府.
fn without_brackets(text: &str) -> Cow<'_, str> {
    if !text.contains('（') {
        return Cow::Borrowed(text);
    }
    let mut depth = 0_usize;
    let outside = |c: &char| {
        let inside = depth > 0;
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        !inside && *c != '（'
    };
    Cow::Owned(text.chars().filter(outside).collect())
}

/// Whether it names a class: 各镇（园区）, 有关部门.
fn is_class(text: &str) -> bool {
    (text.starts_with('各') || text.starts_with("有关") || text.starts_with("相关")) && text.chars().count() <= 20
}

/// Whether the vocabulary has the name, with or without the level or region before it.
pub(super) fn is_known(text: &str) -> bool {
    text.ends_with("人民政府") || is_listed(text)
}

/// Whether a type of the vocabulary is all of the name but its level or region.
fn is_listed(text: &str) -> bool {
    listed_behind(text).is_some()
}

/// How many bytes of region stand before the level and the type of the vocabulary that make up the rest; none when they do not.
fn listed_behind(text: &str) -> Option<usize> {
    let types = unit_types();
    let listed = |name: &str| types.find(Scheme::Local, name).is_some();
    if types.find(Scheme::National, text).is_some() || listed(text) {
        return Some(0);
    }
    let (at, level) = text
        .char_indices()
        .take(4)
        .find(|(_, c)| matches!(c, '省' | '市' | '县' | '区' | '州' | '旗' | '镇' | '乡'))?;
    let bare = text.get(at + level.len_utf8()..)?;
    let party = || bare.strip_prefix('委').is_some_and(|rest| listed(&format!("党委{rest}")));
    let office = || bare.strip_prefix("政府").is_some_and(|rest| listed(&format!("人民政府{rest}")));
    let governs = matches!(bare, "委" | "政府" | "人民政府");
    (governs || listed(bare) || party() || office()).then_some(at)
}

/// Gives back the last character that a copy lost, when only one makes a known name: 市检察 is 市检察院.
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

/// Where a run of known names begins at the end of a piece in which prose stands before it: `…学习和实践司法局市委组织部`.
pub(super) fn known_tail(piece: &str) -> Option<usize> {
    let n_chars = piece.chars().count();
    piece.char_indices().map(|(at, _)| at).skip(n_chars.saturating_sub(LONGEST_RUN)).find(|at| {
        let tail = piece.get(*at..).unwrap_or_default();
        split_names(tail).into_iter().all(|range| tail.get(range).is_some_and(is_known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_apart_into_names() {
        for (list, expected) in [
            (
                "县委宣传部，县直党委（党组），各有关部门，各乡镇（街道）",
                &["县委宣传部", "县直党委（党组）", "各有关部门", "各乡镇（街道）"][..],
            ),
            ("县自然资源和规划局、县人力资源和社会保障局", &["县自然资源和规划局", "县人力资源和社会保障局"]),
            ("国家发展改革委、国务院扶贫办等和各省级人民政府", &["国家发展改革委", "国务院扶贫办", "各省级人民政府"]),
            ("国务院相关部门及各地区", &["国务院相关部门", "各地区"]),
            ("各镇〕（园区），县政府各部门", &["各镇（园区）", "县政府各部门"]),
            ("市法院市检察", &["市法院", "市检察院"]),
            ("县住建局（县人防办）、县民政局等", &["县住建局（县人防办）", "县民政局"]),
            ("有关部门各乡（镇）、街道", &["有关部门", "各乡（镇）", "街道"]),
            ("省司法厅，6月底完成", &["省司法厅"]),
        ] {
            let found: Vec<_> = names(list, 0..list.len()).into_iter().map(|name| name.text).collect();
            assert_eq!(found, expected, "{list}");
        }
    }
}
