//! Short forms that a document writes out elsewhere: beside 县文化广电和旅游局, 县文旅局 is that
//! body, although the vocabulary has it for 文化和旅游局.

use rustc_hash::FxHashMap;

use crate::lexicon::levels::LEVELS;
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::model::Unit;

/// The place or owner of a unit, and the first and last character of what it is called there.
type Frame = (String, char, char);

/// The maximum number of full names in a frame; with more, a short form is of none of them.
const MOST: usize = 16;

/// Gives each short form the full name that the same document writes for it, if only one fits.
pub(in crate::resolve) fn follow_full_names(units: &mut [Unit]) {
    let mut named: FxHashMap<Frame, Vec<usize>> = FxHashMap::default();
    for (at, unit) in units.iter().enumerate().filter(|(_, unit)| !unit.collective) {
        if let Some(frame) = stem(unit).and_then(|stem| frame(unit, stem)) {
            named.entry(frame).or_default().push(at);
        }
    }
    for at in 0..units.len() {
        if let Some(full) = written_out(&units[at], units, &named) {
            let Unit { canonical, kind, .. } = units[full].clone();
            (units[at].canonical, units[at].kind) = (canonical, kind);
        }
    }
}

/// The only longer name for which a short form can stand.
fn written_out(unit: &Unit, units: &[Unit], named: &FxHashMap<Frame, Vec<usize>>) -> Option<usize> {
    let stem = stem(unit).filter(|stem| !unit.collective && is_short_form(stem, unit))?;
    let named = named.get(&frame(unit, stem)?).filter(|named| named.len() <= MOST)?;
    let stands_for = |at: &usize| self::stem(&units[*at]).is_some_and(|full| shortens(stem, full));
    let mut found = named.iter().copied().filter(stands_for);
    let first = found.next()?;
    let kind = &units[first].kind;
    // The document may write out what the vocabulary knows, too.
    let is_one = *kind != unit.kind && found.all(|other| units[other].kind == *kind);
    is_one.then_some(first)
}

/// Whether a name is not a full one: 文旅局, or 科工局, which the vocabulary does not know.
fn is_short_form(stem: &str, unit: &Unit) -> bool {
    /// The maximum length of a short form, in characters.
    const LONGEST: usize = 4;
    stem.ends_with(['局', '委', '办', '厅'])
        && stem.chars().nth(LONGEST).is_none()
        && (stem != unit.kind || unit_types().labelled(Scheme::Local, stem).is_none())
}

/// A unit's name without its place or level.
fn stem(unit: &Unit) -> Option<&str> {
    /// The minimum length of a short form, in characters.
    const LEAST: usize = 3;
    // 市场监管局 of no place has no level.
    let place = unit.canonical.strip_suffix(&unit.kind).filter(|place| !place.is_empty())?;
    let stem = unit.surface.strip_prefix(place).or_else(|| unit.surface.strip_prefix(LEVELS))?;
    stem.chars().nth(LEAST - 1).is_some().then_some(stem)
}

fn frame(unit: &Unit, stem: &str) -> Option<Frame> {
    let place = unit.canonical.strip_suffix(&unit.kind)?;
    Some((place.to_owned(), stem.chars().next()?, stem.chars().next_back()?))
}

/// Whether the characters of a short form occur in a name in the same order.
fn shortens(short: &str, name: &str) -> bool {
    let mut rest = name.chars();
    short.len() < name.len() && short.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::unit::{UnitContext, unit};

    fn kinds(surfaces: &[&str]) -> Vec<String> {
        let mut units: Vec<Unit> =
            surfaces.iter().map(|surface| unit(surface, None, &UnitContext::default())).collect();
        follow_full_names(&mut units);
        units.into_iter().map(|unit| unit.kind).collect()
    }

    #[test]
    fn a_document_says_what_its_short_forms_stand_for() {
        assert_eq!(kinds(&["县文旅局"]), ["文化和旅游局"]);
        let wide = "文化广电和旅游局";
        assert_eq!(kinds(&["县文旅局", "县文化广电和旅游局"]), [wide, wide]);
        assert_eq!(kinds(&["县文旅局", "市文化广电和旅游局"]), ["文化和旅游局", wide]);
        let data = "政务服务数据管理局";
        assert_eq!(kinds(&["县政数局", "县政务服务数据管理局"]), [data, data]);
        let wide = "文化广电旅游体育局";
        assert_eq!(kinds(&["县文旅局", "县文化广电体育和旅游局"]), [wide, wide]);
        let science = kinds(&["县科工局", "县科技和工业信息化局"]);
        assert_eq!(science[0], science[1]);
        let culture = ["县文旅局", "县文化和旅游局", "县文化广电和旅游局"];
        assert_eq!(kinds(&culture)[0], "文化和旅游局");
        // A full name is what it says.
        assert_eq!(kinds(&["县教育局", "县教育体育局"]), ["教育局", "教育体育局"]);
    }
}
