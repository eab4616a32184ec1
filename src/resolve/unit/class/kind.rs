//! Types of classes, the same however their members are written.

use crate::bracket::Brackets;
use crate::lexicon::unit_types::{Scheme, unit_types};

/// The type of members that are towns, the same whatever towns are called: 镇党委、政府 →
/// 乡镇党委、政府.
pub(super) fn town_kind(bare: &str) -> String {
    let bare =
        if bare.contains("（工）") { Brackets::ROUND.stripped(bare) } else { bare.to_owned() };
    if bare.starts_with('镇') { format!("乡{bare}") } else { bare }
}

/// The type of a class of governments: the same however provinces are listed, or counties selected.
pub(super) fn government_kind(kind: &str) -> String {
    const PROVINCES: &[&str] = &[
        "省、自治区、直辖市人民政府",
        "省（区、市）人民政府",
        "省（自治区、直辖市）人民政府",
        "省区市人民政府",
    ];
    const COUNTIES: &[&str] = &["区县人民政府", "县区人民政府"];
    if PROVINCES.contains(&kind) {
        return "省级人民政府".to_owned();
    }
    COUNTIES
        .iter()
        .find(|counties| kind.ends_with(**counties))
        .map_or_else(|| kind.to_owned(), |counties| (*counties).to_owned())
}

pub(super) fn spelled(members: &str) -> String {
    let zone = members.strip_suffix("管委会").map(|stem| format!("{stem}管理委员会"));
    zone.or_else(|| bureaus(members)).unwrap_or_else(|| members.to_owned())
}

/// Spells out the bureau of each region of a class: 各市、县（区）市场监管局.
fn bureaus(members: &str) -> Option<String> {
    const LEVELS: &str = "各省市州盟县区旗（、）";
    let levels = members.char_indices().take_while(|(_, c)| LEVELS.contains(*c));
    let cuts = levels.filter(|(_, c)| *c != '各').map(|(at, c)| at + c.len_utf8());
    cuts.filter_map(|end| members.split_at_checked(end)).find_map(|(levels, bureau)| {
        let known = unit_types().find(Scheme::Local, bureau)?;
        known.name.ends_with('局').then(|| format!("{levels}{}", known.name))
    })
}
