//! Names that begin with an owner: 县委宣传部, 县政府办公室, 盟行署教育局.

use super::full::{governed, spelled_out};
use super::place::{self, Place};
use super::{Named, of_kind, with_written};
use crate::affix::AnyOf;
use crate::lexicon::unit_types::{Scheme, unit_types};

/// Resolves what follows 县委: nothing, an office of the committee, or the government that shares
/// an office with it.
pub(super) fn of_party(tail: &str, place: Place) -> Named {
    let tail = tail.trim_start_matches(['、', '和']);
    let shared = place::level(tail)
        .filter(|_| unit_types().find(Scheme::Local, tail).is_none())
        .map_or(tail, |(_, rest)| rest);
    let shared = shared.strip_prefix(&place.name).unwrap_or(shared);
    if let Some(office) = shared.strip_prefix("人民政府").or_else(|| shared.strip_prefix("政府"))
    {
        let kind = if office.is_empty() {
            "党委、政府".to_owned()
        } else {
            format!("党委人民政府{}", spelled_out(office))
        };
        return of_kind(kind, place);
    }
    let types = unit_types();
    let (plain, written) = governed(shared).unzip();
    let plain = plain.as_deref().unwrap_or(shared);
    let known = types
        .find(Scheme::Local, &format!("党委{plain}"))
        .or_else(|| types.find(Scheme::Local, plain));
    let kind = known.map(|known| known.name.to_owned()).filter(|name| name.starts_with("党委"));
    let named = of_kind(kind.unwrap_or_else(|| format!("党委{}", spelled_out(plain))), place);
    with_written(named, written)
}

/// Resolves what follows 县政府: an office that the vocabulary has with or without its owner, or
/// any other.
pub(super) fn owned_by_government(rest: &str, place: &Place) -> Option<Named> {
    if let Some(tail) = rest.strip_any_prefix(&["行政公署", "行署"]) {
        return Some(owned_by_office(tail, place.clone()));
    }
    let tail = rest
        .strip_prefix("人民政府")
        .or_else(|| rest.strip_prefix("政府"))
        .filter(|tail| !tail.is_empty())?;
    let types = unit_types();
    let known = types
        .find(Scheme::Local, &format!("政府{tail}"))
        .or_else(|| types.find(Scheme::Local, &format!("人民政府{tail}")));
    let known = known
        .or_else(|| types.find(Scheme::Local, tail).filter(|one| !one.name.starts_with("党委")));
    let kind = known
        .map_or_else(|| format!("人民政府{}", spelled_out(tail)), |known| known.name.to_owned());
    Some(of_kind(kind, place.clone()))
}

/// Resolves what follows 行署, which governs a 盟 or 地区: nothing, an office of its own, or a
/// bureau of the region.
fn owned_by_office(tail: &str, place: Place) -> Named {
    let known = unit_types().find(Scheme::Local, tail).filter(|one| one.name.ends_with('局'));
    let kind = known
        .map_or_else(|| format!("行政公署{}", spelled_out(tail)), |known| known.name.to_owned());
    of_kind(kind, place)
}
