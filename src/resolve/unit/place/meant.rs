//! Which division is meant where a document names one in short: by a name that several have, or by
//! its level.

use super::Place;
use crate::lexicon::divisions::{Division, divisions};
use crate::model::Region;
use crate::resolve::region::is_zone;

/// The division that is meant: the only one, or the only one within `outer` or, without it, related
/// to the region of the document.
pub(super) fn pick(
    found: &[Division],
    outer: Option<Division>,
    region: Option<&Region>,
) -> Option<Division> {
    let vouched: Vec<_> = match outer {
        Some(outer) => found.iter().filter(|one| one.lies_in(outer)).collect(),
        None => found.iter().filter(|one| is_related(**one, region)).collect(),
    };
    match (found, vouched.as_slice()) {
        ([one], _) => Some(*one),
        (_, [one]) => Some(**one),
        _ => None,
    }
}

/// Of several divisions with the same short name, the widest, if it is the only one of its width or
/// related to the region of the document.
pub(super) fn widest(found: &[Division], region: Option<&Region>) -> Option<Division> {
    let rank = |one: &Division| {
        u8::from(!one.is_province()) + u8::from(!one.is_province() && !one.is_city())
    };
    let best = found.iter().map(rank).min()?;
    let wide: Vec<_> = found.iter().filter(|one| rank(one) == best).copied().collect();
    pick(&wide, None, region)
}

/// Whether a division is the region of the document, or contains it, or lies within it.
pub(super) fn is_related(one: Division, region: Option<&Region>) -> bool {
    let Some(own) = region.and_then(|region| divisions().of(region)) else { return false };
    own == one || own.lies_in(one) || one.lies_in(own)
}

/// The region that a level means in the document: in that of a county, 市 is the city above it.
pub(super) fn at_level(level: char, rest: &str, region: Option<&Region>) -> Place {
    let unresolved = || Place::unresolved(level.encode_utf8(&mut [0; 4]));
    let Some(own) = region.and_then(|region| divisions().of(region)) else { return unresolved() };
    if let Some(zone) = region.filter(|region| level == '区' && is_zone(region)) {
        return Place::region(Some(zone));
    }
    let line: Vec<_> = std::iter::once(own).chain(own.above().into_iter().rev()).collect();
    let names_itself =
        rest.ends_with("分局") && own.short().is_some_and(|short| rest.contains(short));
    let skipped = usize::from(names_itself && own.level() != "地级市" && line.len() > 1);
    line.into_iter().skip(skipped).find(|one| is_at(level, *one)).map_or_else(unresolved, Place::of)
}

pub(super) fn is_at(level: char, one: Division) -> bool {
    match level {
        '省' => one.is_province() && one.level() == "省",
        '市' => one.level().ends_with('市'),
        '区' => matches!(one.level(), "市辖区" | "自治区" | "林区" | "特区"),
        '县' => one.level().ends_with('县'),
        '州' => one.level() == "自治州",
        '旗' => one.level().ends_with('旗'),
        '盟' => one.level() == "盟",
        _ => false,
    }
}
