//! Zones at the beginning of a name: 西咸新区|农业农村局.

use super::Place;
use crate::lexicon::divisions::divisions;
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::model::Region;
use crate::resolve::region::{is_zone, zone_before};

/// An office of the zone that the document is from: 长沙经济技术开发区|管理委员会办公室.
pub(super) fn of_own_zone<'n>(name: &'n str, region: Option<&Region>) -> Option<(Place, &'n str)> {
    let own = region.filter(|own| is_zone(own))?;
    let rest = name.strip_prefix(own.name.as_str()).filter(|rest| !is_committee(rest))?;
    (!rest.is_empty()).then(|| (Place::region(region), rest))
}

/// A bureau of a zone named in full: 西咸新区|农业农村局.
pub(super) fn of_zone<'n>(name: &'n str, region: Option<&Region>) -> Option<(Place, &'n str)> {
    let (area, rest) = zone_before(name).filter(|(_, rest)| !is_committee(rest))?;
    let is_known = unit_types().find(Scheme::Local, rest).is_some()
        && unit_types().find(Scheme::Local, name).is_none();
    let code = match region {
        Some(own) if is_zone(own) && own.name == area => Some(own.code.clone()),
        Some(own) => divisions()
            .of(own)
            .and_then(|one| one.short())
            .filter(|short| area.starts_with(*short))
            .map(|_| {
                let code = own.code.split('-').next().unwrap_or_default();
                format!("{code}-{area}")
            }),
        None => None,
    };
    is_known.then(|| (Place { name: area.to_owned(), short: area.to_owned(), code }, rest))
}

fn is_committee(rest: &str) -> bool {
    matches!(rest, "管委会" | "管理委员会")
}
