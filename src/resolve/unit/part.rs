//! Parts and branches of bodies, which are named after them: 生态环境局新密分局,
//! 市场监管局综合行政执法大队.

use super::full::full_name;
use super::place::Place;
use super::{Named, of_kind, seat};
use crate::lexicon::endings::OF_PART;
use crate::lexicon::unit_types::{Scheme, unit_types};

/// 生态环境局新密分局: a branch has the type of its parent.
pub(super) fn branch(name: &str, place: &Place) -> Option<Named> {
    let stem = name.strip_suffix("分局")?;
    let types = unit_types();
    let (known, canonical) = match types.longest(Scheme::Local, name) {
        Some(head) => {
            let known = types.find(Scheme::Local, head)?;
            (known, full_name(known.name, place) + name.strip_prefix(head)?)
        }
        None => {
            let known = types.find(Scheme::Local, &format!("{stem}局"))?;
            let parent = full_name(known.name, place);
            (known, format!("{}分局", parent.strip_suffix('局').unwrap_or(&parent)))
        }
    };
    Some(Named { canonical, kind: known.name.to_owned(), code: place.code.clone() })
}

/// 市场监管局综合行政执法大队: a part is named after its owner.
pub(super) fn part(name: &str, place: &Place) -> Option<Named> {
    let head = unit_types().longest(Scheme::Local, name)?;
    let tail = name.strip_prefix(head).filter(|tail| OF_PART.close(tail))?;
    let owner = unit_types()
        .find(Scheme::Local, head)
        .filter(|one| one.name.ends_with(['局', '会', '院', '府']))?;
    let named = of_kind(format!("{}{tail}", owner.name), place.clone());
    Some(match seat::station_of(owner.name, tail) {
        Some(kind) => Named { kind, ..named },
        None => named,
    })
}
