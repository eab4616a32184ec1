//! Names of classes: 各有关部门, 县政府各部门, 各乡镇（街道）, 县直党委（党组）.

mod forms;
mod kind;
mod towns;

use self::forms::{direct, lower, members_of_group, stationed, towns, zones};
use self::kind::{government_kind, spelled, town_kind};
use self::towns::tokens;
use super::full::people_governments;
use super::place::{self, Place};
use super::{Named, UnitContext};
use crate::affix::AnyOf;
use crate::lexicon::endings;
use crate::lexicon::quantifiers::OF_CLASSES;
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::model::Region;

/// Words that introduce the name of a class.
const QUANTIFIERS: &[&str] =
    &["各级", "各", "有关", "相关", "其他", "其它", "全体", "所有", "乡镇级", "村级"];

/// Endings that only names of classes have.
const ENDINGS: &[&str] = &[
    "成员单位", "有关部门", "相关部门", "各部门", "有关单位", "相关单位", "企事业单位", "工作部门",
    "主管部门", "监管部门", "职能部门", "直属单位", "直属机构", "基层单位",
];

/// Names of classes that need no other word.
const BARE: &[&str] = &[
    "乡镇", "街道", "镇街", "乡镇街道", "街道办事处", "街道办", "园区", "片区", "区县", "县区",
    "部门", "单位", "镇", "乡", "社区", "办事处",
];

/// How the owner of a class is written, behind its place, and what it is.
const BODIES: &[(&str, &str)] = &[
    ("人民政府", "人民政府"),
    ("政府", "人民政府"),
    ("委员会", "党委"),
    ("党委", "党委"),
    ("委", "党委"),
    ("行政公署", "行政公署"),
    ("行署", "行政公署"),
];

/// The class that `name` stands for; `None` if it names a single unit.
pub(super) fn class(name: &str, region: Option<&Region>, context: &UnitContext) -> Option<Named> {
    let name = &name
        .replace("乡（镇）", "乡镇")
        .replace("乡、镇", "乡镇")
        .replace("党委政府", "党委、政府");
    // 各区县（自治县）人民政府 and 各区县政府 are one class: nobody leaves out autonomous counties
    // on purpose.
    let name = &name.replace("县（自治县）", "县");
    let owner = Owner::of(name, region);
    if !is_class(name, &owner) {
        return None;
    }
    let members = owner.members;
    let named = zones(name, &owner)
        .or_else(|| members_of_group(&owner, context))
        .or_else(|| towns(&owner))
        .or_else(|| lower(name, region, &owner))
        .or_else(|| stationed(name, &owner))
        .or_else(|| direct(&owner));
    let (canonical, kind) = named.unwrap_or_else(|| owner.class(members));
    let code = owner.place.code.or_else(|| Place::region(region).code);
    Some(Named { canonical, kind, code })
}

/// The owner of the class, and the rest of the name.
struct Owner<'n> {
    place: Place,
    /// The level with which the name begins, if any: 县 in 县直各单位.
    level: Option<char>,
    /// 人民政府, 党委, 国务院 or nothing.
    body: &'static str,
    members: &'n str,
    region: Option<&'n Region>,
}

impl<'n> Owner<'n> {
    fn of(name: &'n str, region: Option<&'n Region>) -> Self {
        if let Some(members) = name.strip_prefix("国务院") {
            return Self { place: Place::state(), level: None, body: "国务院", members, region };
        }
        let starts_bare = name.starts_with_any(QUANTIFIERS) || name.starts_with('驻');
        let (place, rest) = match starts_bare || is_run(name) && !is_owned(name) {
            true => (Place::region(region), name),
            false => place::place(
                name.strip_prefix("中共").unwrap_or(name),
                region,
                &UnitContext::default(),
            ),
        };
        let level = (!starts_bare)
            .then(|| place::level(name))
            .flatten()
            .map(|(level, _)| level)
            .filter(|_| rest != name);
        let found = owned(rest).filter(|(_, body)| rest != name || *body == "行政公署");
        let (members, body) = found.unwrap_or((rest, ""));
        Self { place, level, body, members, region }
    }

    /// The full name and type of the class with these members.
    fn class(&self, members: &str) -> (String, String) {
        let members = people_governments(&spelled(members));
        let (quantifier, bare) = quantified(&members);
        let place = &self.place.name;
        let owned = match self.body {
            "人民政府" => format!("{place}人民政府"),
            "党委" => format!("中共{place}委员会"),
            "行政公署" => format!("{place}行政公署"),
            "国务院" => "国务院".to_owned(),
            _ if bare == "直属机构" && place.is_empty() => "国务院".to_owned(),
            _ if bare == "直属机构" => format!("{place}人民政府"),
            _ => place.clone(),
        };
        let is_vague = quantifier.contains("有关")
            && bare.starts_with_any(&["部门", "单位", "企业", "地区", "方面"]);
        let kind = match (self.body, is_vague) {
            ("", true) => format!("有关{bare}"),
            ("", false) if bare == "直属机构" && place.is_empty() => {
                "国务院直属机构".to_owned()
            }
            ("", false) if bare == "直属机构" => "人民政府直属机构".to_owned(),
            (body, _) => {
                let bare = match bare.strip_prefix("直属各") {
                    Some(noun) => &format!("直属{noun}"),
                    None => bare,
                };
                format!("{body}{}", government_kind(&town_kind(bare)))
            }
        };
        let has_own = bare.starts_with_any(&["地方", "直属各"])
            || are_sections(bare)
            || bare.starts_with(|c: char| c.is_ascii_digit());
        let is_every = (quantifier.is_empty() && !has_own)
            || (quantifier == "有关" && self.body.is_empty() && is_vague);
        let quantifier = if is_every { format!("各{quantifier}") } else { quantifier };
        (format!("{owned}{quantifier}{bare}"), kind)
    }
}

fn is_class(name: &str, owner: &Owner) -> bool {
    let members = owner.members;
    let is_quantified = members.starts_with_any(QUANTIFIERS);
    let is_counted = name.starts_with(|c: char| c.is_ascii_digit()) && name.ends_with_any(ENDINGS);
    let is_direct = owner.level.is_some() && direct(owner).is_some();
    let is_stationed = name.starts_with('驻') && endings::OF_CLASS.close(name);
    let is_bare = BARE.contains(&members) || tokens(members).is_some();
    let is_local = name.starts_with_any(&["地方各级", "地方人民政府", "地方政府", "试点"]);
    let is_lower = lower(name, owner.region, owner).is_some();
    is_quantified
        || is_lower
        || is_local
        || is_counted
        || is_direct
        || is_stationed
        || is_bare
        || is_run(name)
        || (endings::BY_CHARGE.close(members) || members.ends_with_any(ENDINGS))
            && unit_types().find(Scheme::Local, members).is_none()
            && !is_department(members)
        || members.contains("各")
            && (members.ends_with_any(ENDINGS) || endings::OF_CLASS.close(members))
        || are_sections(members)
}

/// Whether members are sections of one body: 局机关各股室, 厅机关相关处室.
fn are_sections(members: &str) -> bool {
    members.ends_with_any(&["处室", "科室", "股室"]) && members.contains_any(OF_CLASSES)
}

/// Whether a name is that of one department by its field of work: 市场监管部门 is the 市场监管局.
fn is_department(name: &str) -> bool {
    let field = name.strip_suffix("部门").unwrap_or_default();
    !field.is_empty() && unit_types().find(Scheme::Local, &format!("{field}局")).is_some()
}

/// Whether a name consists of several: 开发区、示范区、高新区管委会.
fn is_run(name: &str) -> bool {
    let outside = outside_quotes(name.split('（').next().unwrap_or_default());
    let has_two_owners = outside.contains_any(&["党委、", "党工委、", "纪委、"]);
    let is_leadership = outside.split_once("委、").is_some_and(|(_, rest)| rest.ends_with("政府"));
    outside.contains('、') && !has_two_owners && !is_leadership
}

/// Splits 政府各部门 and 党委直属各单位 into the owner and its members.
fn owned(rest: &str) -> Option<(&str, &'static str)> {
    let opens =
        |members: &str| QUANTIFIERS.iter().chain(&["直属"]).any(|word| members.starts_with(word));
    BODIES.iter().find_map(|(short, body)| {
        Some((rest.strip_prefix(short).filter(|members| opens(members))?, *body))
    })
}

/// Whether a run belongs to one owner: 区政府各委、办、局.
fn is_owned(name: &str) -> bool {
    place::level(name).is_some_and(|(_, rest)| owned(rest).is_some())
}

/// The text without what stands in quotation marks: 区“双随机、一公开”联席会议办公室.
fn outside_quotes(name: &str) -> String {
    let mut is_inside = false;
    let outside = name.chars().filter(|c| {
        is_inside = matches!(c, '“') || is_inside && !matches!(c, '”');
        !is_inside
    });
    outside.collect()
}

/// Splits members into quantifiers and noun: 各有关|部门; 相关 becomes 有关.
fn quantified(members: &str) -> (String, &str) {
    let mut rest = members;
    let mut quantifier = String::new();
    while let Some(word) = QUANTIFIERS.iter().find(|word| rest.starts_with(**word)) {
        quantifier.push_str(if *word == "相关" { "有关" } else { word });
        rest = rest.strip_prefix(word).unwrap_or_default();
    }
    (quantifier, rest)
}
