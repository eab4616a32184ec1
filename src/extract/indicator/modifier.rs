//! Words that say for which part of a whole something is measured: 城镇 and 农村 in
//! `城镇、农村居民人均可支配收入`, where the rest, 居民人均可支配收入, is written once for both.

use super::operator::COUNTING;
use crate::affix::AnyOf;
use crate::lexicon::levels::LEVELS;
use crate::lexicon::measured::{OF_PART, PARTS, PROPERTIES, SHARED, TOTALS};

/// Last characters of what can be measured.
const MEASURES: &[char] =
    &['率', '量', '值', '额', '数', '比', '重', '积', '入', '资', '度', '费', '产'];

/// Whether a name only says for which part of a whole something is measured.
pub(super) fn is_modifier(name: &str) -> bool {
    PARTS.contains(&name) || name.ends_with("地区")
}

/// What a verb counts in the place of what it counted before: 新建初中 for 初中 after 新建小学.
fn counted_too(name: &str, last: &str) -> Option<String> {
    const SCHOOLS: [&str; 4] = ["小学", "初中", "高中", "幼儿园"];
    let (verb, thing) = last.split_at_checked(COUNTING.leading(last)?.1)?;
    let is_school = SCHOOLS.contains(&name) && thing.ends_with("学校");
    (is_modifier(thing) || is_school).then(|| format!("{verb}{name}"))
}

/// Completes a name with the measure before it: 农村供水合格率 for 农村 after 城区供水合格率,
/// 粮食产量 for 产量 after 粮食面积. Returns `None` if it cannot.
pub(super) fn completed(name: &str, last: &str) -> Option<String> {
    if is_modifier(name) {
        let goes_on = !last.is_empty() && !is_modifier(last);
        if let Some(counted) = counted_too(name, last) {
            return Some(counted);
        }
        let (verb, rest) = without_verb(last);
        return goes_on.then(|| format!("{verb}{name}{}", without_modifier(rest)));
    }
    if TOTALS.contains(&name) && !last.is_empty() {
        let (_, len) = COUNTING.leading(last).unwrap_or_default();
        return last.get(len..).map(|thing| format!("{thing}{name}"));
    }
    let property = PROPERTIES.iter().filter(|_| PROPERTIES.contains(&name));
    let thing =
        property.filter_map(|one| last.strip_suffix(one)).min_by_key(|thing| thing.len())?;
    Some(format!("{thing}{name}"))
}

/// The full names of a list whose last name says what is measured for all. Returns `None` if it is
/// unclear where that part begins. Complete names are returned as they are.
pub(super) fn list(names: &[&str]) -> Option<Vec<String>> {
    let (last, earlier) = names.split_last()?;
    let complete = |name: &&str| {
        name.ends_with(MEASURES) && !name.ends_with("需氧量") || name.ends_with("GDP")
    };
    if let Some(full) = of_stages(earlier, last) {
        return Some(full);
    }
    if let Some((own, rest)) = of_signs(earlier, last).or_else(|| of_places(earlier, last)) {
        let all = earlier.iter().copied().chain([own]);
        return Some(all.map(|name| format!("{name}{rest}")).collect());
    }
    if let Some(rest) = shared(earlier, last) {
        let full =
            earlier.iter().map(|name| format!("{}{rest}", modifier_at_end(name).unwrap_or(name)));
        return Some(full.chain([(*last).to_owned()]).collect());
    }
    if let Some(measured) = SHARED.of(last)
        && !earlier.iter().any(complete)
        && last.len() > measured.len()
    {
        let full = earlier.iter().map(|name| format!("{name}{measured}"));
        return Some(full.chain([(*last).to_owned()]).collect());
    }
    if !last.ends_with(MEASURES) || earlier.iter().all(complete) {
        return Some(names.iter().map(|name| (*name).to_owned()).collect());
    }
    None
}

/// The full names if they are the stages of the work on one crop: 花生种植机械化率 and
/// 花生收获机械化率 of `花生种植、收获机械化率`.
fn of_stages(earlier: &[&str], last: &str) -> Option<Vec<String>> {
    const STAGES: [&str; 8] = ["耕整", "播种", "种植", "栽植", "管理", "收获", "采收", "加工"];
    let (first, others) = earlier.split_first()?;
    let crop = first.strip_any_suffix(&STAGES)?;
    let rest = last.strip_any_prefix(&STAGES)?;
    let are_stages = others.iter().all(|name| STAGES.contains(name));
    (are_stages && !crop.is_empty() && rest.ends_with(MEASURES)).then(|| {
        let more = others.iter().map(|name| format!("{crop}{name}{rest}"));
        let last = std::iter::once(format!("{crop}{last}"));
        std::iter::once(format!("{first}{rest}")).chain(more).chain(last).collect()
    })
}

/// The last name, and what is measured of all, if they are signs: PM10 and 浓度 of
/// `PM2.5、PM10浓度`.
fn of_signs<'n>(earlier: &[&str], last: &'n str) -> Option<(&'n str, &'n str)> {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let rest = last.trim_start_matches(is_sign);
    let own = last.strip_suffix(rest).filter(|own| !own.is_empty() && !rest.is_empty())?;
    let are_signs = !earlier.is_empty() && earlier.iter().all(|name| name.chars().all(is_sign));
    are_signs.then_some((own, rest))
}

/// The last name, and what is measured of all, if they are places: 乙镇 and 用水量 of
/// `甲镇、乙镇等区域用水量`.
fn of_places<'n>(earlier: &[&str], last: &'n str) -> Option<(&'n str, &'n str)> {
    const OTHERS: [&str; 4] = ["等区域", "等地区", "等地", "等"];
    let is_place = |name: &&str| name.ends_with(LEVELS) && !is_modifier(name);
    let (at, end) = last.char_indices().skip(1).find(|(_, c)| LEVELS.contains(c))?;
    let (own, rest) = last.split_at_checked(at + end.len_utf8())?;
    let rest = rest.strip_any_prefix(&OTHERS).unwrap_or(rest);
    let are_places = !earlier.is_empty() && earlier.iter().all(is_place) && !is_modifier(own);
    (are_places && rest.ends_with(MEASURES)).then_some((own, rest))
}

/// The part of the last name that all names share, if each begins with a modifier:
/// 居民人均可支配收入.
fn shared<'n>(earlier: &[&str], last: &'n str) -> Option<&'n str> {
    let (first, others) = earlier.split_first()?;
    let first = modifier_at_end(first)?;
    if !others.iter().all(|name| is_modifier(name)) {
        return None;
    }
    // 县、乡、村道日常养护资金 names three kinds of roads.
    let like = |word: &&&str| first.chars().count() > 1 || word.chars().count() == 1;
    let known = PARTS.iter().filter(|word| last.starts_with(**word)).filter(like);
    last.get(known.map(|word| word.len()).max()?..).filter(|rest| !rest.is_empty())
}

/// The longest modifier with which a name ends.
fn modifier_at_end(name: &str) -> Option<&'static str> {
    OF_PART.of(name)
}

/// A name without the modifier at its beginning, if it has one: 龙头企业 of 省级以上龙头企业.
fn without_modifier(name: &str) -> &str {
    if let Some(rest) = behind_area(name) {
        return rest;
    }
    let known = PARTS.iter().filter(|word| word.chars().count() > 1);
    let longest = known.filter_map(|word| name.strip_prefix(word)).min_by_key(|rest| rest.len());
    let rest = longest.map(|rest| rest.trim_start_matches('及').trim_start_matches("以上"));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// The text behind the area with which a name begins: 污水处理率 of 东部地区污水处理率, but not of
/// 地区生产总值.
fn behind_area(name: &str) -> Option<&str> {
    /// The maximum length of its proper name, in characters.
    const LONGEST: usize = 6;
    let (area, rest) = name.split_once("地区")?;
    let is_named = (1..=LONGEST).contains(&area.chars().count());
    (is_named && !rest.is_empty() && !rest.starts_with("生产总值")).then_some(rest)
}

/// The verb before a modifier, and the rest: 新增 in 新增国家级绿色工厂.
fn without_verb(name: &str) -> (&str, &str) {
    let verb = COUNTING.leading(name).and_then(|(_, len)| name.split_at_checked(len));
    verb.filter(|(_, rest)| without_modifier(rest).len() < rest.len()).unwrap_or(("", name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_on_from_the_measure_before() {
        for (name, last, full) in [
            ("农村", "城区供水水质综合合格率", Some("农村供水水质综合合格率")),
            ("农村", "供水合格率", Some("农村供水合格率")),
            ("总量", "新增市场主体", Some("市场主体总量")),
            ("省级", "新增国家级绿色工厂", Some("新增省级绿色工厂")),
            ("国家级", "省级以上龙头企业", Some("国家级龙头企业")),
            ("产量", "粮食面积", Some("粮食产量")),
            ("产量", "粮食播种面积", Some("粮食产量")),
            ("初中", "小学", None),
            ("初中", "新建小学", Some("新建初中")),
            ("小学", "新建学校", Some("新建小学")),
            ("玉米", "种植小麦", Some("种植玉米")),
            ("东部地区", "污泥处理率", Some("东部地区污泥处理率")),
            ("西部地区", "东部地区污泥处理率", Some("西部地区污泥处理率")),
            ("小学", "新增学位", Some("小学新增学位")),
            ("产量", "", None),
            ("合格率", "粮食面积", None),
        ] {
            assert_eq!(completed(name, last).as_deref(), full, "{name} behind {last}");
        }
    }

    #[test]
    fn the_last_name_completes_those_before_it() {
        for (names, full) in [
            ("城镇、农村居民收入", Some("城镇居民收入、农村居民收入")),
            ("机动车、非机动车、行人守法率", Some("机动车守法率、非机动车守法率、行人守法率")),
            ("农村公路县、乡、村道养护费", Some("县道养护费、乡道养护费、村道养护费")),
            ("自来水普及率、供水覆盖率", Some("自来水普及率、供水覆盖率")),
            ("食堂、农贸市场", Some("食堂、农贸市场")),
            ("花生种植、收获机械化率", Some("花生种植机械化率、花生收获机械化率")),
            ("种植、收获机械化率", None),
            ("高校、职业院校毕业生就业率", None),
            ("二氧化硫、氮氧化物排放量", Some("二氧化硫排放量、氮氧化物排放量")),
            (
                "化学需氧量、氨氮重点工程减排量",
                Some("化学需氧量重点工程减排量、氨氮重点工程减排量"),
            ),
            ("一、二、三产业", Some("一产业、二产业、三产业")),
        ] {
            let names: Vec<_> = names.split('、').collect();
            assert_eq!(list(&names).map(|full| full.join("、")).as_deref(), full);
        }
    }
}
