//! The word before a name that does not belong to it: 由 in 由县司法局, 和 in 和各乡镇.
//!
//! Some names begin with such a word: 和平镇, 会同县, 联合执法大队.

use super::kind::listed_behind;
use super::{STARTS, begins_with_place};
use crate::affix::AnyOf;
use crate::lexicon::divisions::divisions;
use crate::lexicon::{endings, fixed, is_branch};

/// Words that no name begins with, besides [`ASKING`].
const PLAIN: [&str; 7] = ["其中", "由", "请", "以及", "等", "是", "为"];

/// Words by which a body asks another one for something: `商请省财政厅配合`.
pub(in crate::clause) const ASKING: [&str; 5] = ["商请", "提请", "报请", "邀请", "恳请"];

/// Words that join a name to those before it, with which other names begin.
const JOINING: [&str; 5] = ["会同", "联合", "和", "及", "与"];

/// A piece without the word before its name.
pub(super) fn without_lead(piece: &str) -> &str {
    let behind = |words: &[&str]| {
        let mut rests = words.iter().filter_map(|word| piece.strip_prefix(word));
        rests.find(|rest| rest.chars().nth(1).is_some())
    };
    let plain = behind(&ASKING).or_else(|| behind(&PLAIN));
    if let Some(rest) = plain.filter(|_| !begins_like_a_name(piece)) {
        return rest;
    }
    behind(&JOINING).filter(|rest| joins(piece, rest)).unwrap_or(piece)
}

/// How many bytes at the beginning of a piece of a list join it to those before it, although it
/// could be the name of a place: 和 in `县委、和县政府`.
pub(super) fn joining_counties(list: &str, piece: &str) -> usize {
    const JOINS: &str = "和";
    let is_county = || list.starts_with('县') || list.contains("、县");
    if piece.starts_with("和县") && is_county() { JOINS.len() } else { 0 }
}

/// Whether a piece is a word that joins it to what stands before, and `rest`, rather than a name.
fn joins(piece: &str, rest: &str) -> bool {
    if begins_with_place_of_its_own(piece) {
        return false;
    }
    begins_surely(rest)
        || !begins_like_a_name(piece)
            && if piece.starts_with("联合") {
                rest.ends_with(['镇', '乡', '村', '道', '府']) || endings::OF_PARTNER.close(rest)
            } else {
                piece.starts_with("会同") || !is_seat(rest)
            }
}

/// Whether a piece begins with a word of names or a place without its level: 和谐家园社区,
/// 和田供电公司.
pub(super) fn begins_like_a_name(piece: &str) -> bool {
    fixed::FIRST.leading(piece).is_some()
        || piece.starts_with('和') && begins_with_short_place(piece)
}

fn begins_with_short_place(piece: &str) -> bool {
    let place = piece.char_indices().nth(2).and_then(|(at, _)| piece.get(..at));
    place.is_some_and(|place| !divisions().shortened(place).is_empty())
}

/// Whether a text certainly begins with a name: with a level, a class, a place or a known body.
fn begins_surely(text: &str) -> bool {
    text.starts_with_any(STARTS)
        || begins_with_place(text)
        || listed_behind(text) == Some(0)
        || is_branch(text)
}

/// Whether a piece begins with the name of a division of which the joining word is part: 和龙市.
/// 和县 and 会同县 must be followed by their government, since 会同县财政局 is mostly a bureau of
/// the county.
fn begins_with_place_of_its_own(piece: &str) -> bool {
    begins_with_place(piece)
        && behind_joining_county(piece).is_none_or(|rest| matches!(rest, "" | "政府" | "人民政府"))
}

/// Whether the word with which a text begins is part of the name of a division: 商 in 商南县.
pub(super) fn is_part_of_place(text: &str) -> bool {
    begins_with_place(text) && behind_joining_county(text).is_none()
}

/// What stands behind a joining word and a level, which may be the name of a county as well: 和县,
/// 会同县.
fn behind_joining_county(text: &str) -> Option<&str> {
    text.strip_any_prefix(&JOINING)?.strip_prefix('县')
}

/// Whether a text is what remains of the name of a place without its first character: 平镇. It
/// does not begin with a word for some places: 城区, 全县.
fn is_seat(text: &str) -> bool {
    const OTHERS: &str =
        "城园社学灾林库景辖牧山地片军矿厂全本该外农乡镇村集重特新老两三四五六七八九十";
    let mut chars = text.chars();
    chars.next().is_some_and(|first| !OTHERS.contains(first))
        && chars.next().is_some_and(|kind| "镇乡村街区县市旗".contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_join_names_are_left_out() {
        for (piece, name) in [
            ("由县司法局", "县司法局"),
            ("和各乡镇", "各乡镇"),
            ("和县财政局", "县财政局"),
            ("及滑县财政局", "滑县财政局"),
            ("和公安局", "公安局"),
            ("和城关镇", "城关镇"),
            ("和平顶山市", "平顶山市"),
            ("会同县公安局", "县公安局"),
            ("联合市场监管局", "市场监管局"),
            ("商请省财政厅", "省财政厅"),
            ("提请市司法局", "市司法局"),
            ("联合行业协会", "行业协会"),
            ("联合公安部门", "公安部门"),
            ("和镇街", "镇街"),
            ("和全县各单位", "全县各单位"),
        ] {
            assert_eq!(without_lead(piece), name);
        }
    }

    #[test]
    fn names_may_begin_with_such_a_word() {
        for name in [
            "和平镇",
            "和平区教育局",
            "和龙市政府",
            "和田地区",
            "和县人民政府",
            "会同县人民政府",
            "和谐家园社区",
            "和田供电公司",
            "及第街道",
            "与众村",
            "联合执法大队",
            "联合采购办公室",
            "联合执法部门",
            "联合工作组",
            "为民服务中心",
            "和风镇人民政府",
        ] {
            assert_eq!(without_lead(name), name);
        }
    }
}
