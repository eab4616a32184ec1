//! Lists in which several pieces are one name: classes named level by level, `各县、市、区政府`,
//! `各市、县（区）财政局`, pairs, `各镇党委、政府`, and names with quotation marks.

use std::iter;
use std::ops::Range;

use super::kind::is_known;
use crate::affix::AnyOf;
use crate::lexicon::endings;
use crate::lexicon::quantifiers::CONCERNED;

/// Rejoins `各县、市、区政府`, a single class named level by level, and `各镇党委、政府`.
pub(super) fn rejoined(list: &str, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let text = |range: &Range<usize>| list.get(range.clone()).unwrap_or_default();
    let mut whole: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
    let is_quoted = list.contains('“');
    let mut n = 0;
    while let Some(piece) = pieces.get(n) {
        let rest = pieces.get(n..).unwrap_or_default();
        let behind = rest.iter().skip(1).map(text);
        let more = further_levels(iter::once(last_class(text(piece))).chain(behind))
            .or_else(|| is_quoted.then(|| quoted_further(rest.iter().map(text))).flatten())
            .or_else(|| is_second_half(text(piece), rest.get(1).map(text)?).then_some(1));
        let more = more.unwrap_or_default();
        whole.push(piece.start..rest.get(more).unwrap_or(piece).end);
        n += more + 1;
    }
    whole
}

/// The class behind a joint in a piece: 各市 in 省财政厅及各市.
fn last_class(piece: &str) -> &str {
    let joints = ["和各", "及各", "与各"].iter().filter_map(|joint| piece.rfind(joint));
    joints.max().and_then(|at| piece.get(at + '和'.len_utf8()..)).unwrap_or(piece)
}

/// How many pieces continue a class that is named level by level: two in 各省、市、县政府.
fn further_levels<'t>(pieces: impl Iterator<Item = &'t str> + Clone) -> Option<usize> {
    /// The maximum number of levels.
    const MOST: usize = 8;
    let head = pieces.clone().next()?.trim_start_matches('由');
    let is_class = head.starts_with('各');
    let level = |piece: &'t str| {
        let bare = piece.trim_start_matches(['由', '各']);
        let open = bare.strip_any_prefix(CONCERNED);
        Some(open.filter(|_| is_class).unwrap_or(bare))
            .filter(|piece| is_level(piece) || *piece == CENTRE)
    };
    let first = pieces.clone().next().and_then(level)?;
    let levels = pieces.clone().take(MOST).take_while(|piece| level(piece).is_some()).count();
    // 各县、区 are one class; 各乡镇、街道 are two.
    let bare = pieces
        .clone()
        .take(levels)
        .skip(1)
        .all(|piece| !piece.starts_with('各') && !matches!(piece, "街道" | "园区"));
    match pieces.clone().nth(levels) {
        Some(last) if is_government_of_level(last) || is_lower(first, last) => Some(levels),
        Some(last) if !is_class && is_under_levels(first, last) => Some(levels),
        _ if is_class && bare && levels > 1 => Some(levels - 1),
        _ => None,
    }
}

/// Whether a name is that of the bodies under several levels, of which the first stands before it:
/// `中央、省驻县有关单位`, `市、县直有关部门`.
fn is_under_levels(first: &str, last: &str) -> bool {
    let Some(level) = last.split(['驻', '直', '属']).next() else { return false };
    let rank = |level: &str| if level == CENTRE { Some(0) } else { rank(level) };
    level.len() < last.len()
        && is_level(level)
        && rank(first).is_some_and(|first| rank(level).is_some_and(|last| first <= last))
        && endings::OF_CLASS.close(last)
}

/// The level above all others.
const CENTRE: &str = "中央";

/// How many pieces continue a name whose quotation marks they are in:
/// 区“双随机、|一公开”联席会议办公室.
fn quoted_further<'t>(pieces: impl Iterator<Item = &'t str>) -> Option<usize> {
    /// The maximum number of such pieces.
    const MOST: usize = 4;
    let mut n_open = 0_isize;
    let ends = pieces.take(MOST).position(|piece| {
        n_open += piece.matches('“').count() as isize - piece.matches('”').count() as isize;
        n_open <= 0
    });
    ends.filter(|further| *further > 0)
}

/// Whether a piece names the second body of each member of a class: 各镇党委、|政府.
pub(crate) fn is_second_half(first: &str, second: &str) -> bool {
    const BODIES: [&str; 8] =
        ["政府", "人民政府", "办事处", "管委会", "居委会", "村委会", "居民委员会", "村民委员会"];
    let first = first.trim_start_matches('由');
    let second = second.trim_end_matches('等');
    let is_zone = second == "管委会" && first.ends_with("政府");
    first.starts_with('各')
        && (is_zone
            || first.ends_with_any(&["党委", "党工委", "党支部", "党总支", "党组织"])
                && BODIES.contains(&second))
}

/// Whether a text is a level, or several joined ones: 县, 县（市、区）, 设区市, 盟市.
fn is_level(text: &str) -> bool {
    let plain = text.trim_end_matches(['）', '〕']);
    let (plain, noted) = plain.split_once(['（', '〔']).unwrap_or((plain, ""));
    let may_be = |level: &str| is_bare_level(level) || level == "街";
    is_bare_level(plain) && (noted.is_empty() || noted.split('、').all(may_be))
}

/// Whether a text is a level with another in brackets, which stands for those who govern it:
/// 镇（街道）, 县（市、区）.
pub(crate) fn is_noted_level(text: &str) -> bool {
    text.ends_with(['）', '〕']) && is_level(text)
}

fn is_bare_level(text: &str) -> bool {
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
            | "园区"
            | "特区"
            | "区县"
            | "县区"
            | "市县"
            | "县市"
            | "县市区"
            | "旗县"
            | "旗县区"
            | "盟市"
            | "市州"
            | "乡镇"
            | "镇街"
            | "省辖市"
            | "地级市"
            | "县级市"
            | "设区市"
            | "设区的市"
            | "地级以上市"
    )
}

fn is_government_of_level(text: &str) -> bool {
    const ENDS: [&str; 8] =
        ["人民政府", "政府", "党委", "管委会", "办事处", "相关部门", "有关部门", "有关单位"];
    // 各县、区人民政府（管委会）
    let noted = |text: &str| {
        let (body, note) = text.strip_suffix('）')?.split_once('（')?;
        (!body.is_empty() && ENDS.contains(&note)).then_some(body.len())
    };
    let text = noted(text).and_then(|end| text.get(..end)).unwrap_or(text);
    ENDS.iter()
        .any(|end| text.strip_suffix(end).is_some_and(|head| is_level(head) || head == "街道办"))
}

/// Whether a name is that of a body of a lower level than the one that stands before it:
/// `各市、县（区）财政局`. `各区、市财政局` are two.
fn is_lower(level: &str, name: &str) -> bool {
    let Some(rank) = rank(level.trim_start_matches(['由', '各'])) else { return false };
    let ends = name.char_indices().skip(1).map(|(at, _)| at);
    ends.filter_map(|at| name.split_at_checked(at)).any(|(lower, body)| {
        let is_body = || {
            is_known(body)
                || body.starts_with("人民政府") && body.ends_with("部门")
                || body.ends_with_any(&["行政部门", "主管部门"])
                || body.ends_with_any(&endings::OF_GROUP)
        };
        is_level(lower) && self::rank(lower).is_some_and(|lower| lower > rank) && is_body()
    })
}

/// How far down a level is: 0 for provinces, 3 for towns.
fn rank(level: &str) -> Option<usize> {
    const RANKS: [&[char]; 4] =
        [&['省'], &['市', '州', '盟'], &['县', '区', '旗'], &['乡', '镇', '街']];
    let first = level.chars().find(|c| RANKS.iter().any(|rank| rank.contains(c)))?;
    RANKS.iter().position(|rank| rank.contains(&first))
}
