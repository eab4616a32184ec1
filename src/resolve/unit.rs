//! Resolves the names of units: to the full name with its region, the type that is the same in
//! every region, and whether it is a class.
//!
//! `县发展改革委` in a document of 滑县 is 滑县发展和改革委员会, a 发展和改革委员会; `各有关部门`
//! is a class. A name is read from the left: the place, then an owner (县委, 县政府), then a type
//! of the vocabulary or, if no list has it, the name spelled out. The surrounding text is not
//! searched: what a name does not say remains unknown.

mod class;
pub(super) mod combined;
mod full;
mod owned;
mod part;
mod place;
mod seat;
mod town;
mod written_out;

use std::borrow::Cow;

use self::full::{full_name, governed, spelled_out};
use self::owned::{of_party, owned_by_government};
use self::part::{branch, part};
use self::place::{Place, Rank, STATE, inside, place};
use self::town::Town;
use crate::affix::AnyOf;
use crate::lexicon::divisions::{Division, divisions};
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::model::{Region, Unit};

pub(super) use self::written_out::follow_full_names;

/// The context of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitContext<'a> {
    /// The list of names that contains it: 区法院, 检察院.
    pub list: &'a [&'a str],
    /// Its index in that list.
    pub at: usize,
    /// The full name of the issuer, whose offices are named without it.
    pub issuer: Option<&'a str>,
    /// The group to which 各成员单位 belong, such as 法治政府建设领导小组.
    pub group: Option<&'a str>,
}

/// What a name was resolved to.
struct Named {
    canonical: String,
    kind: String,
    code: Option<String>,
}

/// Resolves a name as a document of `region` writes it.
///
/// ```
/// use zeren::resolve::unit::{UnitContext, unit};
///
/// let unit = unit("县委编办", None, &UnitContext::default());
/// assert_eq!(unit.kind, "党委机构编制委员会办公室");
/// ```
pub fn unit(surface: &str, region: Option<&Region>, context: &UnitContext) -> Unit {
    let name = with_shared_tail(normal(surface), context);
    let town = Town::issuing(region, context);
    let name = town.and_then(|town| town.full(&name)).unwrap_or(name);
    let found = class::class(&name, region, context);
    let collective = found.is_some();
    let named = found.unwrap_or_else(|| single(&name, region, context));
    let named = match town {
        Some(town) => town.placed(&name, named),
        None => named,
    };
    Unit {
        surface: surface.to_owned(),
        canonical: named.canonical,
        kind: named.kind,
        collective,
        region: named.code,
    }
}

/// The names of a list, each with the region that a name before it gives to its level: 谷城县委,
/// 县政府 are 谷城县委, 谷城县政府 in a document of the city above.
pub(super) fn with_regions_of_list<'n>(
    list: &[&'n str],
    region: Option<&Region>,
) -> Vec<Cow<'n, str>> {
    let named = |(at, name): (usize, &&'n str)| match place::of_list(name, region, &list[..at]) {
        Some((division, rest)) => Cow::Owned(format!("{}{rest}", division.name)),
        None => Cow::Borrowed(*name),
    };
    list.iter().enumerate().map(named).collect()
}

/// Normalises brackets, and removes white space and a 等 at the end.
fn normal(surface: &str) -> String {
    let name: String = surface
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '(' | '〔' | '[' => '（',
            ')' | '〕' | ']' => '）',
            ',' => '，',
            _ => c,
        })
        .collect();
    without_short_form(name.strip_suffix('等').unwrap_or(&name))
}

/// Removes an abbreviation that the name defines: 各区县（自治县，以下简称区县）政府.
fn without_short_form(name: &str) -> String {
    let Some((head, tail)) = name.split_once("以下简称") else { return name.to_owned() };
    let (_, rest) = tail.split_once('）').unwrap_or_default();
    match head.strip_suffix('（') {
        Some(head) => format!("{head}{rest}"),
        None => format!("{}）{rest}", head.trim_end_matches('，')),
    }
}

/// Appends to a zone the ending that it shares with the other zones in its list:
/// 高铁商务区、龙王沟示范区党工委和管委会 names two of each.
fn with_shared_tail(name: String, context: &UnitContext) -> String {
    const TAILS: &[&str] = &["党工委和管委会", "党工委、管委会", "管委会", "管理委员会"];
    let mut row = context.list.iter().skip(context.at + 1).map(|next| normal(next));
    let last = row
        .by_ref()
        .find(|next| !next.ends_with('区'))
        .filter(|_| name.ends_with('区') && name.chars().count() > 3);
    let tail = last.and_then(|last| {
        TAILS.iter().find(|tail| last.strip_suffix(**tail).is_some_and(|stem| stem.ends_with('区')))
    });
    tail.map_or(name.clone(), |tail| name + tail)
}

/// Resolves a name that is not a class.
fn single(name: &str, region: Option<&Region>, context: &UnitContext) -> Named {
    let name = without_alias(name);
    if let Some(named) = office(name, context) {
        return named;
    }
    let station = district_police(name, region);
    let name = station.as_deref().unwrap_or(name);
    if let Some(named) = national(name, region).or_else(|| division(name, region)) {
        return named;
    }
    if let Some((place, kind)) =
        unit_types().find(Scheme::Local, name).is_none().then(|| inside(name, region)).flatten()
    {
        return of_type(&kind, place);
    }
    let party = name.strip_any_prefix(&["中共", "中国共产党"]);
    let own = party.unwrap_or(name);
    let (place, rest) = place(own.strip_prefix("国网").unwrap_or(own), region, context);
    let committee = rest
        .strip_prefix("委员会")
        .filter(|_| party.is_some())
        .or_else(|| rest.strip_prefix('委'))
        .or_else(|| rest.strip_prefix("地委"));
    match committee.or_else(|| rest.strip_prefix("党委").filter(|tail| !tail.is_empty())) {
        Some(tail) => of_party(tail, place),
        None => owned_by_government(rest, &place).unwrap_or_else(|| of_type(rest, place)),
    }
}

/// An office of the bureau that issues the document: 局机关党委, 乡村振兴处.
fn office(name: &str, context: &UnitContext) -> Option<Named> {
    const OFFICES: &[&str] = &["处", "科", "股", "机关党委"];
    let bureau = context.issuer.filter(|issuer| issuer.ends_with(['局', '厅']))?;
    let own = name.strip_prefix(['本', '我']).unwrap_or(name);
    let own = own.strip_prefix(['局', '厅']).filter(|own| !own.is_empty()).unwrap_or(own);
    let is_office =
        own.ends_with_any(OFFICES) && !own.ends_with("办事处") && !own.ends_with("管理处");
    let is_bare = place::level(own).is_none() && unit_types().longest(Scheme::Local, own).is_none()
        || own != name;
    (is_office && is_bare).then(|| Named {
        canonical: format!("{bureau}{own}"),
        kind: own.to_owned(),
        code: None,
    })
}

/// Writes 公安西青分局 and 西青公安分局 in full in documents of the district or its city:
/// 市公安局西青分局.
fn district_police(name: &str, region: Option<&Region>) -> Option<String> {
    let own = divisions().of(region?)?;
    let stem = name.strip_suffix("分局")?;
    let district = stem.strip_prefix("公安").or_else(|| stem.strip_suffix("公安"))?;
    let is_there = |one: &Division| *one == own || one.lies_in(own);
    let found = divisions().shortened(district).into_iter().find(is_there);
    found.filter(|one| one.level() == "市辖区").map(|_| format!("市公安局{district}分局"))
}

/// Removes an alias in brackets: 县住建局（县人防办） is one unit, known by its first name.
fn without_alias(name: &str) -> &str {
    let base = name.strip_suffix('）').and_then(|open| open.split_once('（')).map(|(base, _)| base);
    base.filter(|base| !base.is_empty() && unit_types().find(Scheme::National, name).is_none())
        .unwrap_or(name)
}

/// A body of the state: a name that says so, or any name if the document is from the State Council.
fn national(name: &str, region: Option<&Region>) -> Option<Named> {
    const OWN: &[&str] =
        &["国家", "国务院", "中央", "中共中央", "全国", "中华", "最高人民", "中国共产党中央"];
    let says_so = name.starts_with_any(OWN);
    let is_states = region.is_some_and(|region| region.code == STATE);
    let known = unit_types().find(Scheme::National, name);
    // 国家税务局 and 国家安全局 exist in regions, too.
    let is_local = unit_types().find(Scheme::Local, name).is_some();
    let only_there = known.is_some()
        && !is_local
        && (name.ends_with_any(&["部", "总局", "总署", "署", "总会", "总社", "团"])
            || name.starts_with("中国")
            || name.ends_with("监会"));
    let full = match known {
        Some(known) if says_so || is_states || only_there => known.name.to_owned(),
        None if says_so && !is_local && inside(name, region).is_none() => spelled_out(name),
        None if is_states && place::level(name).is_none() => spelled_out(name),
        _ => return None,
    };
    Some(Named { kind: full.clone(), canonical: full, code: Some(STATE.to_owned()) })
}

/// A region named in place of a unit: 新密市, of the type 县级市.
fn division(name: &str, region: Option<&Region>) -> Option<Named> {
    let (place, level) = place::whole(name, region)?;
    Some(Named { canonical: place.name, kind: level.to_owned(), code: place.code })
}

/// Resolves a name without an owner: a type of the vocabulary, a part of one, or an unknown name.
fn of_type(rest: &str, place: Place) -> Named {
    let (plain, written) = governed(rest).unzip();
    let plain = plain.as_deref().unwrap_or(rest);
    if let Some(known) = unit_types().find(Scheme::Local, plain) {
        return with_written(of_kind(at_level(known.name, &place), place), written);
    }
    branch(plain, &place)
        .or_else(|| part(plain, &place))
        .or_else(|| seat::seat(plain, &place))
        .unwrap_or_else(|| {
            let named = of_kind(spelled_out(plain), place);
            with_written(named, written)
        })
}

/// The type as it is called at the level of `place`: the court of a province is a 高级人民法院.
fn at_level(kind: &str, place: &Place) -> String {
    match (kind, place.rank()) {
        ("人民法院", Some(Rank::Province)) => "高级人民法院".to_owned(),
        ("人民法院", Some(Rank::City)) => "中级人民法院".to_owned(),
        ("供电公司", Some(Rank::Province)) => "电力有限公司".to_owned(),
        _ => kind.to_owned(),
    }
}

fn of_kind(kind: String, place: Place) -> Named {
    Named { canonical: full_name(&kind, &place), kind, code: place.code }
}

/// Restores 依法治县 in the full name.
fn with_written(named: Named, written: Option<String>) -> Named {
    match written {
        Some(written) => {
            Named { canonical: named.canonical.replacen("依法治理", &written, 1), ..named }
        }
        None => named,
    }
}

#[cfg(test)]
mod tests;
