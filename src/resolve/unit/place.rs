//! Where a unit is: the region with which its name begins, in full or by its level.
//!
//! In a document of 滑县, `县财政局` belongs to 滑县 and `省司法厅` to 河南省; `陕西银保监局`
//! belongs to 陕西省 anywhere.

mod meant;
mod zone;

use self::meant::{at_level, is_at, is_related, pick, widest};
use self::zone::{of_own_zone, of_zone};
use super::UnitContext;
use crate::affix::AnyOf;
use crate::lexicon::divisions::{Division, divisions};
use crate::lexicon::endings::BEHIND_PLACE;
use crate::lexicon::levels::{OF_REGIONS, begins_with_word};
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::model::Region;
pub(super) use crate::resolve::region::STATE;

/// The region of a unit, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// What the full name begins with: 滑县, or the bare level (县) if its region is unknown.
    pub(super) name: String,
    /// The form used within the names of branches: 安徽 in 中国证券监督管理委员会安徽监管局.
    pub(super) short: String,
    /// The GB/T 2260 code.
    pub(super) code: Option<String>,
}

/// The rank of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    /// 省, 自治区, 直辖市.
    Province,
    /// 地级市, 自治州, 地区, 盟.
    City,
    /// 县, 县级市, 市辖区, 旗.
    County,
}

impl Place {
    fn of(division: Division) -> Self {
        let wide = division.is_province() || division.is_city();
        let short = division.short().filter(|_| wide).unwrap_or(division.name);
        Self {
            name: division.name.to_owned(),
            short: short.to_owned(),
            code: Some(division.code.to_owned()),
        }
    }

    fn unresolved(text: &str) -> Self {
        Self { name: text.to_owned(), short: text.to_owned(), code: None }
    }

    /// The whole state, whose bodies have no region in their names.
    pub(super) fn state() -> Self {
        Self { code: Some(STATE.to_owned()), ..Self::default() }
    }

    fn is_province(&self) -> bool {
        self.rank() == Some(Rank::Province)
    }

    /// The rank, if the region is known and is not the whole state.
    pub(super) fn rank(&self) -> Option<Rank> {
        let code = self.code.as_deref().filter(|code| *code != STATE)?;
        Some(match (code.ends_with("0000"), code.ends_with("00")) {
            (true, _) => Rank::Province,
            (false, true) => Rank::City,
            (false, false) => Rank::County,
        })
    }

    /// The place of a region of the model.
    pub(super) fn region(region: Option<&Region>) -> Self {
        match region {
            None => Self::default(),
            Some(region) if region.code == STATE => Self::state(),
            Some(region) => {
                divisions().of(region).filter(|one| one.name == region.name).map_or_else(
                    || Self {
                        name: region.name.clone(),
                        short: region.name.clone(),
                        code: Some(region.code.clone()),
                    },
                    Self::of,
                )
            }
        }
    }
}

/// Splits the place off the beginning of `name`; the rest is what the unit is called there.
pub(super) fn place<'n>(
    name: &'n str,
    region: Option<&Region>,
    context: &UnitContext,
) -> (Place, &'n str) {
    let name = ["我", "全", "本"].iter().find_map(|own| own_level(name, own)).unwrap_or(name);
    if let Some((division, rest)) = written_out(name, region) {
        return (division.map_or_else(Place::unresolved, Place::of), rest);
    }
    let zoned = || of_own_zone(name, region).or_else(|| of_zone(name, region));
    if let Some((place, rest)) = autonomous(name, region).or_else(zoned) {
        return (place, rest);
    }
    // 市场监管局 and its parts begin with the character of a level, but have none.
    if unit_types().longest(Scheme::Local, name).is_some() {
        return (elided(name, region, context), name);
    }
    if let Some((level, rest)) = level(name) {
        let inside = rest.strip_any_prefix(&["内", "域内"]).filter(|rest| rest.starts_with('各'));
        return (at_level(level, rest, region), inside.unwrap_or(rest));
    }
    if let Some((division, rest)) = shortened(name, region) {
        return (Place::of(division), rest);
    }
    (elided(name, region, context), name)
}

/// Strips 我, 全 or 本 before a level: 我市, 全县, 本级.
fn own_level<'n>(name: &'n str, own: &str) -> Option<&'n str> {
    name.strip_prefix(own).filter(|rest| level(rest).is_some())
}

/// Resolves 自治区, 地区 and the like to the one that contains the region of the document.
fn autonomous<'n>(name: &'n str, region: Option<&Region>) -> Option<(Place, &'n str)> {
    const LEVELS: &[&str] = &["自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区"];
    let (level, rest) =
        LEVELS.iter().find_map(|level| Some((*level, name.strip_prefix(level)?)))?;
    let own = region.and_then(|region| divisions().of(region))?;
    let mut line = std::iter::once(own).chain(own.above());
    let found = line.find(|one| one.level() == level).filter(|_| !rest.is_empty())?;
    Some((Place::of(found), rest))
}

/// Splits off the level with which a name begins.
pub(super) fn level(name: &str) -> Option<(char, &str)> {
    let mut chars = name.chars();
    let first = chars.next().filter(|c| OF_REGIONS.contains(c))?;
    let rest = chars.as_str();
    (!rest.is_empty() && !begins_with_word(name)).then_some((first, rest))
}

/// Reads one or more full names of regions at the beginning, the last of which is the unit's:
/// 河南省郑州市司法局.
fn written_out<'n>(
    name: &'n str,
    region: Option<&Region>,
) -> Option<(Result<Division, &'n str>, &'n str)> {
    let (found, mut rest) = divisions().leading(name)?;
    let mut last = pick(&found, None, region);
    if is_word(name, rest) && last.is_none_or(|one| !is_related(one, region)) {
        return None;
    }
    while let Some((inner, after)) = divisions().leading(rest) {
        let within = inner
            .iter()
            .copied()
            .filter(|one| last.is_none_or(|outer| one.lies_in(outer)))
            .collect::<Vec<_>>();
        let Some(one) = pick(&within, last, region) else { break };
        (last, rest) = (Some(one), after);
    }
    let text = name.strip_suffix(rest).unwrap_or(name);
    Some((last.ok_or(text), without_own_level(text, rest))).filter(|(_, rest)| !rest.is_empty())
}

/// The region that all of `name` names, with its level.
pub(super) fn whole(name: &str, region: Option<&Region>) -> Option<(Place, &'static str)> {
    let (found, rest) = divisions().leading(name)?;
    let one = pick(&found, None, region).filter(|_| rest.is_empty())?;
    (!is_word(name, rest) || is_related(one, region)).then(|| (Place::of(one), one.level()))
}

/// Drops a repeated level: 滑县县委.
fn without_own_level<'n>(region: &str, rest: &'n str) -> &'n str {
    let again = level(rest).filter(|(level, _)| {
        region.ends_with(*level) && unit_types().find(Scheme::Local, rest).is_none()
    });
    again.map_or(rest, |(_, after)| after)
}

/// Whether what was read as a region may be a plain word: 城区, 郊区.
fn is_word(name: &str, rest: &str) -> bool {
    let read = name.strip_suffix(rest).unwrap_or_default();
    read.ends_with('区') && read.chars().count() == 2
}

/// A short name before a known type: 陕西|银保监局.
fn shortened<'n>(name: &'n str, region: Option<&Region>) -> Option<(Division, &'n str)> {
    name.char_indices().skip(2).take(6).filter_map(|(at, _)| name.split_at_checked(at)).find_map(
        |(short, rest)| {
            const TOWNS: &[&str] = &["镇", "乡", "街道", "村", "社区"];
            // 平安镇人民政府 is that of a town, which may bear the name of a county elsewhere.
            if rest.starts_with_any(TOWNS) {
                return None;
            }
            let is_known = unit_types().find(Scheme::Local, rest).is_some();
            let is_likely = rest.chars().count() > 3 && BEHIND_PLACE.close(rest);
            let is_wide = |one: &Division| one.is_province() || one.is_city();
            let found = widest(&divisions().shortened(short), region);
            found
                .filter(|one| {
                    is_known && is_wide(one) || (is_known || is_likely) && is_related(*one, region)
                })
                .map(|one| (one, rest))
        },
    )
}

/// Reads a region within the name of a branch: 中国人民银行西安分行 is the 中国人民银行分行 of
/// 西安.
pub(super) fn inside(name: &str, region: Option<&Region>) -> Option<(Place, String)> {
    for (at, _) in name.char_indices().skip(2) {
        let (Some(head), Some(tail)) = (name.get(..at), name.get(at..)) else { continue };
        let ends = tail.char_indices().map(|(end, _)| end).skip(2).take(12);
        for end in ends {
            let (Some(read), Some(rest)) = (tail.get(..end), tail.get(end..)) else { continue };
            let kind = format!("{head}{rest}");
            if unit_types().find(Scheme::Local, &kind).is_none() {
                continue;
            }
            let found = divisions().named(read);
            let one =
                pick(&found, None, region).or_else(|| widest(&divisions().shortened(read), region));
            if let Some(one) = one {
                return Some((Place::of(one), kind));
            }
        }
    }
    None
}

/// The place of a name without one: the level that all names before it in the list have, or else
/// the region of the document.
fn elided(name: &str, region: Option<&Region>, context: &UnitContext) -> Place {
    let before = context.list.iter().take(context.at);
    let mut levels =
        before.filter_map(|one| level(one).filter(|_| !is_type(one))).map(|(level, _)| level);
    let of_list = levels.next().filter(|first| levels.all(|level| level == *first));
    let of_list =
        of_list.map(|level| at_level(level, name, region)).filter(|place| place.code.is_some());
    let provincial = || {
        ['省', '区'].map(|level| at_level(level, name, region)).into_iter().find(Place::is_province)
    };
    of_list
        .or_else(|| name.ends_with('厅').then(provincial).flatten())
        .unwrap_or_else(|| Place::region(region))
}

/// The region that a name before this one gives to its level, if the document means no or another
/// one by it, and the rest of the name: 谷城县 and 政府 for 县政府 behind 谷城县委.
pub(super) fn of_list<'n>(
    name: &'n str,
    region: Option<&Region>,
    before: &[&str],
) -> Option<(Division, &'n str)> {
    /// The maximum number of names in between.
    const MOST: usize = 32;
    let (level, rest) = self::level(name).filter(|_| !is_type(name))?;
    let is_fellow =
        |one: &&&str| self::level(one).is_some_and(|(other, _)| other == level) && !is_type(one);
    let fellows = before.iter().rev().take(MOST).take_while(is_fellow).count();
    let (one, tail) = written_out(before.iter().rev().nth(fellows)?, region)?;
    // A branch tells nothing of its neighbours: 郑州市生态环境局新密分局、市应急局.
    let one = one.ok().filter(|one| is_at(level, *one) && !tail.ends_with("分局"))?;
    let meant = at_level(level, rest, region).code;
    // 枣阳市委、市政府 are two of 枣阳市; 市水利局 behind 枣阳市政府 may be that of the city above.
    let is_pair = fellows == 0 && tail.starts_with('委') && is_government(rest);
    let is_other = meant.is_none() || is_pair && meant.as_deref() != Some(one.code);
    is_other.then_some((one, rest))
}

fn is_government(rest: &str) -> bool {
    rest.starts_with("政府") || rest.starts_with("人民政府")
}

fn is_type(name: &str) -> bool {
    unit_types().find(Scheme::Local, name).is_some()
}
