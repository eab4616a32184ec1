//! 发文机关: the issuers of a document, as its title, masthead and signature name them.
//!
//! Joint issuers stand next to each other, with or without spaces: `滑县水利局　滑县财政局`,
//! `中共某县委某县人民政府`.

use std::ops::Range;

use super::super::text::Text;
use super::Block;
use crate::affix::AnyOf;
use crate::characters::is_common_han;
use crate::lexicon::divisions::divisions;
use crate::lexicon::endings::{RARELY_SIGNING, SIGNING};
use crate::lexicon::levels::OF_REGIONS;

/// The length of the longest name in characters, and of each of its characters in bytes.
const LONGEST: (usize, usize) = (40, '县'.len_utf8());

/// Whether a text can be the name of a body that signs.
pub(crate) fn is_body_name(text: &str) -> bool {
    // All characters allowed in a name have the same length.
    let n_chars = text.len() / LONGEST.1;
    (3..=LONGEST.0).contains(&n_chars)
        && text.len() == n_chars * LONGEST.1
        && (SIGNING.close(text) || has_rarer_end(text))
        && text.chars().all(|c| is_common_han(c) || matches!(c, '、' | '（' | '）' | '“' | '”'))
}

/// Whether a name ends like rarer bodies, and is not their kind alone, 街道办事处, or a class of
/// them, 各街道办事处.
fn has_rarer_end(text: &str) -> bool {
    let stem = RARELY_SIGNING.of(text).and_then(|end| text.strip_suffix(end));
    stem.is_some_and(|stem| !stem.is_empty() && stem != "街道" && !stem.starts_with('各'))
}

/// Whether the name of a body can end with this character; those of rarer ones are left out.
pub(crate) fn ends_body(c: char) -> bool {
    SIGNING.may_end_in(c)
}

/// The name that a line breaks off and `rest` completes, which is no name of its own:
/// `滑县法治政府建设` ⏎ `领导小组办公室`.
pub(crate) fn broken(line: &str, rest: &str) -> Option<String> {
    const RESTS: [&str; 8] = [
        "办公室",
        "领导小组",
        "领导小组办公室",
        "委员会",
        "委员会办公室",
        "指挥部",
        "指挥部办公室",
        "联席会议办公室",
    ];
    let is_begun = RESTS.contains(&rest) && divisions().leading(line).is_some();
    is_begun.then(|| format!("{line}{rest}")).filter(|whole| is_body_name(whole))
}

/// Central bodies: after another name, each of these begins a new one.
const CENTRAL: &[&str] = &["国务院", "中央军委", "中共中央", "最高人民法院", "最高人民检察院"];

/// What names of bodies of the party and the youth league begin with.
const PARTY: &[&str] = &["中共", "共青团"];

/// Words between the issuer and what it issues, in a title.
const ISSUES: &[&str] = &["关于", "转发", "批转", "印发", "对", "公布", "答复"];

/// Returns the issuers at the beginning of a title: 中共某县委 某县人民政府 关于 …,
/// 某县人民政府办公室 转发 某县水利局 关于 ….
pub(crate) fn title_issuers(title: &str) -> Vec<Range<usize>> {
    let verbs = ISSUES.iter().filter_map(|verb| title.find(verb));
    let head = verbs.min().and_then(|at| title.get(..at)).unwrap_or_default();
    side_by_side(head, &[])
}

/// Returns the issuers in a masthead with spaces at `gaps`: `滑县人民政府文件`, `广州市人民政府令`.
pub(crate) fn masthead_issuers(line: &str, gaps: &[usize]) -> Vec<Range<usize>> {
    let stem = line.strip_any_suffix(&["文件", "令", "公告"]).unwrap_or_default();
    // An order of the President names the office as its issuer.
    if stem.ends_with("主席") {
        return std::iter::once(0..stem.len()).collect();
    }
    let gaps: Vec<usize> = gaps.iter().copied().filter(|gap| *gap < stem.len()).collect();
    side_by_side(stem, &gaps)
}

/// The body at the beginning of the title of minutes: `滑县人民政府|专题会议纪要`. Returns `None`
/// for titles that say what the minutes are about.
pub(crate) fn minutes_issuer(title: &str) -> Option<Range<usize>> {
    let meeting = title.strip_suffix("会议纪要").filter(|head| !head.contains("关于"))?;
    let ends = meeting.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    // 办公会 is a meeting.
    let is_name = |end: &usize| {
        let (name, rest) = meeting.split_at_checked(*end).unwrap_or_default();
        let is_meeting = name.ends_with("办") && rest.starts_with('公');
        is_body_name(name) && !is_meeting
    };
    ends.into_iter().find(is_name).map(|end| 0..end)
}

/// Splits a line that consists only of names; `gaps` are the offsets where it had spaces. Returns
/// no names for any other line.
pub(crate) fn side_by_side(line: &str, gaps: &[usize]) -> Vec<Range<usize>> {
    let mut apart = at_gaps(line, gaps);
    if apart.is_empty() {
        apart.push(0..line.len());
    }
    let mut names = Vec::new();
    for part in apart {
        let mut start = part.start;
        while let Some(at) = joint(line.get(start..part.end).unwrap_or_default()) {
            names.push(start..start + at);
            start += at;
        }
        if !is_body_name(line.get(start..part.end).unwrap_or_default()) {
            return Vec::new();
        }
        names.push(start..part.end);
    }
    names
}

/// Splits a line at its gaps, if whole names result. A short word such as 办公室 after a gap
/// belongs to the name before it.
fn at_gaps(line: &str, gaps: &[usize]) -> Vec<Range<usize>> {
    /// The minimum length of a name after another one, in characters.
    const DEPENDENT: usize = 4;
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for end in gaps.iter().copied().chain([line.len()]) {
        let name = line.get(start..end).unwrap_or_default();
        if is_body_name(name) && (names.is_empty() || name.chars().count() >= DEPENDENT) {
            names.push(start..end);
            start = end;
        }
    }
    if start == line.len() && names.len() > 1 { names } else { Vec::new() }
}

/// Where the first issuer ends and the next begins: `中共某县委|某县人民政府`,
/// `某省财政厅、|某省司法厅`.
fn joint(text: &str) -> Option<usize> {
    if text.len() > 2 * LONGEST.0 * LONGEST.1 {
        return None;
    }
    text.char_indices().skip(3).map(|(at, _)| at).find(|at| {
        let (first, second) = text.split_at(*at);
        is_body_name(first) && is_body_name(second) && begins_anew(first, second)
    })
}

/// Whether `second`, which follows `first`, is the name of another body.
fn begins_anew(first: &str, second: &str) -> bool {
    let region: String = second.chars().take(2).collect();
    let party = PARTY
        .iter()
        .filter_map(|word| first.strip_prefix(word))
        .any(|name| name.starts_with(&region));
    let central = CENTRAL.iter().chain(PARTY).any(|name| second.starts_with(name));
    let state = first.ends_with("中央") && second.starts_with("国务院");
    let of_centre = first.ends_with("中央");
    state
        || !of_centre
            && (central || party || first.starts_with(&region) || is_level_again(first, second))
}

/// Whether both names begin with the same level of region: `省委办公厅|省政府办公厅`.
fn is_level_again(first: &str, second: &str) -> bool {
    let level = second.chars().next().filter(|c| OF_REGIONS.contains(c));
    level.is_some_and(|level| first.starts_with(level))
        && !second.chars().nth(1).is_some_and(|c| matches!(c, '级' | '直' | '属'))
}

/// The offsets within a block at which the source has spaces; none if it sets its letters apart.
pub(crate) fn gaps(text: &Text, block: &Block) -> Vec<usize> {
    let gaps: Vec<usize> = text.blanks(block.clone()).map(|at| at - block.start).collect();
    let n_letters = text.get(block.clone()).chars().count();
    if gaps.len() * 2 > n_letters { Vec::new() } else { gaps }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str, names: Vec<Range<usize>>) -> String {
        names.into_iter().filter_map(|name| line.get(name)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn titles_begin_with_their_issuers() {
        for (title, expected) in [
            ("中共某某县委某某县人民政府关于印发方案的通知", "中共某某县委 某某县人民政府"),
            ("国务院办公厅关于深入开展消费扶贫的指导意见", "国务院办公厅"),
            ("国务院办公厅转发国家发展改革委关于节水工作意见的通知", "国务院办公厅"),
            ("滑县人民政府办公室转发县水利局等部门关于节水的通知", "滑县人民政府办公室"),
            ("滑县人民政府办公室对县政协第41号提案的答复", "滑县人民政府办公室"),
            ("国务院办公厅中央军委办公厅关于节水的通知", "国务院办公厅 中央军委办公厅"),
            ("中共中央国务院关于节水的意见", "中共中央 国务院"),
            ("滑县水利局滑县财政局关于节水的通知", "滑县水利局 滑县财政局"),
            (
                "滑县水利局中共滑县县委宣传部滑县财政局关于节水的通知",
                "滑县水利局 中共滑县县委宣传部 滑县财政局",
            ),
            ("滑县财政局共青团滑县委关于节水的通知", "滑县财政局 共青团滑县委"),
            ("省委办公厅省政府办公厅关于节水的通知", "省委办公厅 省政府办公厅"),
            ("关于印发方案的通知", ""),
        ] {
            assert_eq!(told(title, title_issuers(title)), expected);
        }
    }

    #[test]
    fn minutes_are_those_of_a_body() {
        for (title, expected) in [
            ("滑县人民政府专题会议纪要", "滑县人民政府"),
            ("滑县人民政府第12次常务会议纪要", "滑县人民政府"),
            ("中共滑县县委常委会会议纪要", "中共滑县县委常委会"),
            ("滑县人民政府办公会议纪要", "滑县人民政府"),
            ("专题会议纪要", ""),
            ("滑县人民政府关于节水的会议纪要", ""),
        ] {
            assert_eq!(told(title, minutes_issuer(title).into_iter().collect()), expected);
        }
    }

    #[test]
    fn blanks_part_whole_names() {
        for (line, expected) in [
            ("国家能源局华中监管局|江西省能源局", "国家能源局华中监管局 江西省能源局"),
            ("滑县|人民政府", "滑县人民政府"),
            ("滑县人民政府|办公室", "滑县人民政府办公室"),
            ("各地要|抓好落实", ""),
        ] {
            let (mut plain, mut gaps) = (String::new(), Vec::new());
            for part in line.split('|') {
                gaps.extend((!plain.is_empty()).then_some(plain.len()));
                plain.push_str(part);
            }
            assert_eq!(told(&plain, side_by_side(&plain, &gaps)), expected);
        }
    }
}
