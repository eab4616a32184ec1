//! Classes whose names have a form of their own: 各成员单位, 驻宝各单位, 县直各部门.

use super::towns::{Towns, tokens};
use super::{Owner, is_run, quantified};
use crate::affix::AnyOf;
use crate::lexicon::levels::OF_REGIONS;
use crate::model::Region;
use crate::resolve::unit::UnitContext;
use crate::resolve::unit::full::people_governments;
use crate::resolve::unit::place::Place;

/// 开发区、示范区、高新区管委会: the committees of several zones.
pub(super) fn zones(name: &str, owner: &Owner) -> Option<(String, String)> {
    let stem = name.strip_suffix("管委会").or_else(|| name.strip_suffix("管理委员会"))?;
    is_run(name).then(|| (format!("{}{stem}管理委员会", owner.place.name), "管理委员会".to_owned()))
}

/// 各成员单位 of the group that the document is about, or 县某领导小组各成员单位 of a group named
/// here.
pub(super) fn members_of_group(owner: &Owner, context: &UnitContext) -> Option<(String, String)> {
    let head = owner.members.strip_suffix("成员单位")?;
    let head = head.strip_suffix("各").unwrap_or(head);
    let place = &owner.place.name;
    Some(match (head, context.group) {
        ("", Some(group)) => (format!("{place}{group}成员单位"), "成员单位".to_owned()),
        ("", None) => (format!("{place}成员单位"), "成员单位".to_owned()),
        (group, _) => (format!("{place}{group}成员单位"), format!("{group}成员单位")),
    })
}

/// 区县政府, or 区政府 in a document of a city: all regions below it, since no single one can be
/// meant.
pub(super) fn lower(
    name: &str,
    region: Option<&Region>,
    owner: &Owner,
) -> Option<(String, String)> {
    let bare = name.strip_any_suffix(&["人民政府", "政府"]).unwrap_or(name);
    let levels = bare.chars().filter(|c| OF_REGIONS.contains(c)).count();
    let is_list = bare
        .replace("自治县", "县")
        .chars()
        .all(|c| OF_REGIONS.contains(&c) || matches!(c, '级' | '（' | '）' | '、'));
    let is_unknown =
        levels > 1 || owner.place.code.is_none() || bare == name || bare.ends_with('级');
    let has_lower = region.is_some_and(|region| region.code.ends_with("00"));
    (is_list && levels > 0 && is_unknown && has_lower).then(|| {
        let place = Place::region(region);
        let members = people_governments(name);
        (format!("{}各{members}", place.name), members)
    })
}

/// Reads 驻宝各单位: bodies that others have stationed in the region.
pub(super) fn stationed(name: &str, owner: &Owner) -> Option<(String, String)> {
    let rest = name.strip_prefix('驻')?;
    let noun = ["企事业单位", "单位", "企业", "部门", "机构"]
        .iter()
        .find(|noun| rest.ends_with(**noun))?;
    Some((format!("驻{}各{noun}", owner.place.name), format!("驻地{noun}")))
}

/// Reads 县直机关各单位, 县管各企事业单位, 省级有关部门, 县直党委（党组）.
pub(super) fn direct(owner: &Owner) -> Option<(String, String)> {
    let level = owner.level.filter(|_| owner.body.is_empty())?;
    let mut chars = owner.members.chars();
    let tie = chars.next().filter(|c| matches!(c, '直' | '级' | '管' | '属'))?;
    let members = chars.as_str();
    let place = match owner.place.name.strip_suffix(level) {
        Some(_) => owner.place.name.clone(),
        None => format!("{}{level}", owner.place.name),
    };
    let (quantifier, bare) =
        quantified(members.strip_prefix("机关").filter(|rest| !rest.is_empty()).unwrap_or(members));
    if bare.starts_with("党") {
        let unit = if quantifier.is_empty() { "单位" } else { "" };
        return Some((format!("{place}直属单位{bare}"), format!("直属{unit}{bare}")));
    }
    let is_members =
        bare.ends_with_any(&["部门", "单位", "企业", "机关", "机构", "团体", "学校", "医院"]);
    let organs = if members.starts_with("机关各") { "机关" } else { "" };
    let quantifier = if quantifier.contains("有关") { "有关".to_owned() } else { quantifier };
    is_members
        .then(|| (format!("{place}{tie}{organs}{quantifier}{bare}"), format!("{level}{tie}{bare}")))
}

/// 各乡镇（街道）, 各乡、镇、街道办人民政府: the same class however its members are listed.
pub(super) fn towns(owner: &Owner) -> Option<(String, String)> {
    let Towns { villages, towns, streets, office, government } =
        tokens(quantified(owner.members).1)?;
    let town = if villages || !towns { "乡镇" } else { "镇" };
    let place = &owner.place.name;
    let class = |town: &str| match (villages || towns, streets, government) {
        (true, true, true) => format!("{town}人民政府（街道办事处）"),
        (true, true, false) => format!("{town}（街道）"),
        (true, false, true) => format!("{town}人民政府"),
        (true, false, false) => town.to_owned(),
        (false, ..) if office || government => "街道办事处".to_owned(),
        (false, ..) => "街道".to_owned(),
    };
    Some((format!("{place}各{}", class(town)), class("乡镇")))
}
