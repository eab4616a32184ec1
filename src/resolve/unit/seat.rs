//! Bodies with proper names, which no list can cover: towns and streets (`城关镇政府`), villages,
//! zones (`西咸新区管委会`), and stations of a county bureau in its towns (`城关派出所`). Without
//! the proper name, what remains is the type.

use super::Named;
use super::place::Place;
use crate::affix::AnyOf;
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::lexicon::zones;

/// The ending of a name, the full name with `{}` for what precedes it, and the type.
struct Seat(&'static str, &'static str, &'static str);

/// Where one ending ends with another, the longer one comes first.
const SEATS: &[Seat] = &[
    Seat("镇党委和政府", "中共{}镇委员会、{}镇人民政府", "镇党委、政府"),
    Seat("镇党委、政府", "中共{}镇委员会、{}镇人民政府", "镇党委、政府"),
    Seat("乡党委和政府", "中共{}乡委员会、{}乡人民政府", "乡党委、政府"),
    Seat("乡党委、政府", "中共{}乡委员会、{}乡人民政府", "乡党委、政府"),
    Seat("镇党委", "中共{}镇委员会", "镇党委"),
    Seat("乡党委", "中共{}乡委员会", "乡党委"),
    Seat("街道党工委", "中共{}街道工作委员会", "街道党工委"),
    Seat("街道工作委员会", "中共{}街道工作委员会", "街道党工委"),
    Seat("街道工委", "中共{}街道工作委员会", "街道党工委"),
    Seat("镇人民政府", "{}镇人民政府", "镇人民政府"),
    Seat("镇政府", "{}镇人民政府", "镇人民政府"),
    Seat("乡人民政府", "{}乡人民政府", "乡人民政府"),
    Seat("乡政府", "{}乡人民政府", "乡人民政府"),
    Seat("街道办事处", "{}街道办事处", "街道办事处"),
    Seat("街道办", "{}街道办事处", "街道办事处"),
    Seat("党工委和管委会", "{}党工委和管委会", "功能区党工委和管委会"),
    Seat("党工委、管委会", "{}党工委和管委会", "功能区党工委和管委会"),
    Seat("街道", "{}街道", "街道"),
    Seat("镇", "{}镇", "镇"),
    Seat("乡", "{}乡", "乡"),
    Seat("村民委员会", "{}村民委员会", "村民委员会"),
    Seat("村委会", "{}村民委员会", "村民委员会"),
    Seat("社区居民委员会", "{}社区居民委员会", "居民委员会"),
    Seat("社区居委会", "{}社区居民委员会", "居民委员会"),
    Seat("居民委员会", "{}居民委员会", "居民委员会"),
    Seat("居委会", "{}居民委员会", "居民委员会"),
];

/// Stations of a bureau: the ending, the bureau, and the ending in full.
const STATIONS: &[(&str, &str, &str)] = &[
    ("派出所", "公安局", "派出所"),
    ("司法所", "司法局", "司法所"),
    ("市场监督管理所", "市场监督管理局", "市场监督管理所"),
    ("市场监管所", "市场监督管理局", "市场监督管理所"),
    ("税务所", "税务局", "税务所"),
    ("人民法庭", "人民法院", "人民法庭"),
    ("中心卫生院", "", "卫生院"),
    ("卫生院", "", "卫生院"),
    ("中心学校", "", "中心学校"),
    ("中心校", "", "中心学校"),
    ("自然资源所", "", "自然资源所"),
    ("财政所", "", "财政所"),
    ("供电所", "", "供电所"),
];

/// Zones that need their committee in the name, since a park alone may be a mere place: the ending
/// and the zone.
const PARKS: &[(&str, &str)] = &[("工业园", "工业园区"), ("产业园", "产业园区")];

/// The body at `place` whose name is a proper name with one of these endings.
pub(super) fn seat(name: &str, place: &Place) -> Option<Named> {
    let named =
        |canonical: String, kind: String| Named { canonical, kind, code: place.code.clone() };
    if let Some((stem, Seat(_, full, kind))) =
        SEATS.iter().find_map(|seat| Some((stem(name, seat.0)?, seat)))
    {
        let own = format!("{}{stem}", place.name);
        return Some(named(full.replace("{}", &own), (*kind).to_owned()));
    }
    if let Some((stem, (_, bureau, station))) =
        STATIONS.iter().find_map(|row| Some((stem(name, row.0)?, row)))
    {
        let stem = stem.strip_prefix(bureau).filter(|own| !own.is_empty()).unwrap_or(stem);
        return Some(named(
            format!("{}{bureau}{stem}{station}", place.name),
            station_kind(bureau, station),
        ));
    }
    of_town(name, place).or_else(|| zone(name, place))
}

/// 道口镇综合行政执法大队: a body of a town, with a type of the vocabulary.
fn of_town(name: &str, place: &Place) -> Option<Named> {
    let ends = ["镇", "乡", "街道"].iter().filter_map(|end| Some(name.find(end)? + end.len()));
    let (town, rest) = name.split_at_checked(ends.min()?)?;
    let known = unit_types().find(Scheme::Local, rest).filter(|_| town.chars().count() > 2)?;
    let canonical = format!("{}{town}{}", place.name, known.name);
    Some(Named { canonical, kind: known.name.to_owned(), code: place.code.clone() })
}

/// The type of a station: 公安局派出所; without a bureau it may belong to towns: 乡镇卫生院.
fn station_kind(bureau: &str, station: &str) -> String {
    if station == "卫生院" { format!("乡镇{station}") } else { format!("{bureau}{station}") }
}

/// The type of a part of `owner` with a proper name: 公安局派出所 for 城关派出所 of 公安局.
pub(super) fn station_of(owner: &str, part: &str) -> Option<String> {
    let mut rows = STATIONS.iter().filter(|(_, bureau, _)| *bureau == owner);
    rows.find(|(end, ..)| stem(part, end).is_some())
        .map(|(_, bureau, station)| station_kind(bureau, station))
}

/// 西咸新区管委会, or 西咸新区 alone, which stands for its committee.
fn zone(name: &str, place: &Place) -> Option<Named> {
    let committee = ["管委会", "管理委员会"].iter().find_map(|end| stem(name, end));
    let area = committee.unwrap_or(name);
    let zone = zones::OF_BODY
        .iter()
        .find(|zone| stem(area, zone).is_some())
        .filter(|_| committee.is_some() || is_named(area));
    let park = PARKS.iter().find(|(end, _)| area.ends_with(end)).map_or("", |(_, full)| full);
    let kind = match (zone, committee) {
        (Some(zone), _) => format!("{zone}管理委员会"),
        (None, Some(_)) => format!("{park}管理委员会"),
        (None, None) => return None,
    };
    Some(Named {
        canonical: format!("{}{area}管理委员会", place.name),
        kind,
        code: place.code.clone(),
    })
}

/// Whether a zone has a name of its own, rather than being a class of zones.
fn is_named(area: &str) -> bool {
    let is_loose = area.contains_any(&["、", "（", "各", "所有", "国家级", "省级"]);
    let stem = zones::OF_BODY.iter().find_map(|zone| stem(area, zone)).unwrap_or_default();
    !is_loose && stem.chars().count() > 1
}

/// What precedes an ending, if anything does.
fn stem<'n>(name: &'n str, ending: &str) -> Option<&'n str> {
    name.strip_suffix(ending).filter(|stem| !stem.is_empty())
}
