//! Development zones and new areas. They are not divisions, but each has a committee that speaks
//! for a place within one.
//!
//! `合肥高新区管委会` speaks for 合肥高新技术产业开发区 within 合肥市; `滑县经济开发区建设方案` is
//! a title from 滑县.

use super::{RegionClues, named, without_party};
use crate::affix::AnyOf;
use crate::lexicon::divisions::{Division, divisions};
use crate::lexicon::zones;
use crate::model::Region;

/// What the committee of a zone is called, directly after the zone.
const BODIES: &[&str] = &["管理委员会", "管委会", "党工委", "工作委员会", "党政办", "党群工作部"];
/// The maximum length of the name of a zone, in characters.
const LONGEST: usize = 20;
/// What the name of a zone does not contain.
const OTHER: &[&str] = &[
    "人民政府", "政府", "委员会", "委", "局", "办公", "关于", "印发", "《", "的", "建设", "推进",
    "、", "和",
];

/// What the name of a bureau of a zone does not contain.
const OTHER_BODY: &[&str] = &["、", "印发", "《", "的", "和"];

/// The zone that speaks at the beginning of `text`, an issuer or a title.
pub(super) fn zone(text: &str, clues: &RegionClues) -> Option<Region> {
    let text = without_party(text);
    let mut rest = text;
    while let Some((_, after)) = divisions().leading(rest) {
        rest = after;
    }
    let (stem, end, full) = ends_of_zone(rest)?;
    let area = rest.get(..stem.len() + end.len())?;
    let of_division = named(text, clues).or_else(|| short_of(stem, clues))?;
    let last = text.strip_suffix(rest).filter(|head| !head.is_empty());
    let name = match last {
        // 滑县先进制造业开发区 is named after its county, 西咸新区 has a name of its own.
        Some(_) if stem.is_empty() => format!("{}{full}", of_division.name),
        _ => format!("{stem}{full}"),
    };
    (area.chars().count() <= LONGEST).then(|| region_of(of_division, name))
}

/// Splits the name of a zone before its committee: what precedes its kind, the kind as written, and
/// the kind in full.
fn ends_of_zone(rest: &str) -> Option<(&str, &'static str, &'static str)> {
    let body = BODIES.iter().filter_map(|body| rest.find(body)).min().or_else(|| bureau(rest))?;
    let area = rest.get(..body)?.trim_end_matches("开发建设");
    let (end, full) = zones::OF_REGION.iter().find(|(end, _)| area.ends_with(end))?;
    let stem = area.strip_suffix(end)?;
    (!stem.contains_any(OTHER)).then_some((stem, end, full))
}

/// Where a bureau of a zone begins, before 关于 or the end: 农村发展局 of 平潭综合实验区农村发展局.
fn bureau(rest: &str) -> Option<usize> {
    let (area, body) = zone_before(rest.split("关于").next()?)?;
    let is_one =
        body.ends_with('局') && body.chars().count() <= LONGEST && !body.contains_any(OTHER_BODY);
    is_one.then_some(area.len())
}

/// The division with whose short name a zone begins: 合肥 in 合肥高新区.
fn short_of(stem: &str, clues: &RegionClues) -> Option<Division> {
    let cuts = stem.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1).take(5);
    let shorts: Vec<_> = cuts.filter_map(|end| stem.get(..end)).collect();
    shorts.into_iter().rev().find_map(|short| super::shortened(short, clues))
}

fn region_of(division: Division, name: String) -> Region {
    let mut within: Vec<String> =
        division.above().into_iter().map(|one| one.name.to_owned()).collect();
    within.push(division.name.to_owned());
    Region {
        code: format!("{}-{name}", division.code), name, level: "功能区".to_owned(), within
    }
}

/// Splits the zone off the beginning of a name: 西咸新区|农业农村局.
pub(in crate::resolve) fn zone_before(name: &str) -> Option<(&str, &str)> {
    /// The minimum length of the proper name of a zone, in characters.
    const LEAST: usize = 2;
    // All zones end with one of these.
    if !name.contains(['区', '园', '城']) {
        return None;
    }
    let end =
        zones::OF_REGION.iter().filter_map(|(end, _)| Some(name.find(end)? + end.len())).min()?;
    let (area, rest) = name.split_at_checked(end)?;
    let is_own = area.chars().count() <= LONGEST && !area.contains(['各', '、', '（']);
    (is_own && area.chars().count() > LEAST + 1 && !rest.is_empty()).then_some((area, rest))
}

/// Whether a region is a zone rather than a division.
pub(in crate::resolve) fn is_zone(region: &Region) -> bool {
    region.code.contains('-')
}
