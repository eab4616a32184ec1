//! Classes named level by level: `各县、市、区政府`, `各市、县（区）财政局`.

use std::ops::Range;

use super::kind::is_known;

/// Rejoins `各县、市、区政府`: a single class named level by level.
pub(super) fn rejoined(list: &str, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let text = |range: &Range<usize>| list.get(range.clone()).unwrap_or_default();
    let mut whole: Vec<Range<usize>> = Vec::new();
    let mut n = 0;
    while let Some(piece) = pieces.get(n) {
        let levels = pieces
            .iter()
            .skip(n)
            .take_while(|piece| is_level(text(piece).trim_start_matches(['由', '各'])))
            .count();
        let last = pieces.get(n + levels).filter(|last| {
            levels > 0 && (is_government_of_level(text(last)) || is_lower(text(piece), text(last)))
        });
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
    ["人民政府", "政府", "党委", "管委会", "办事处", "相关部门", "有关部门", "有关单位"]
        .iter()
        .any(|end| text.strip_suffix(end).is_some_and(|head| is_level(head) || head == "街道办"))
}

/// Whether a name is that of a body of a lower level than the one that stands before it:
/// `各市、县（区）财政局`. `各区、市财政局` are two.
fn is_lower(level: &str, name: &str) -> bool {
    let Some(rank) = rank(level.trim_start_matches(['由', '各'])) else { return false };
    let ends = name.char_indices().skip(1).map(|(at, _)| at);
    ends.filter_map(|at| name.split_at_checked(at)).any(|(lower, body)| {
        is_level(lower) && self::rank(lower).is_some_and(|lower| lower > rank) && is_known(body)
    })
}

/// How far down a level is: 0 for provinces, 3 for towns.
fn rank(level: &str) -> Option<usize> {
    const RANKS: [&[char]; 4] =
        [&['省'], &['市', '州', '盟'], &['县', '区', '旗'], &['乡', '镇', '街']];
    let first = level.chars().find(|c| RANKS.iter().any(|rank| rank.contains(c)))?;
    RANKS.iter().position(|rank| rank.contains(&first))
}
