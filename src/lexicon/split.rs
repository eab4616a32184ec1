//! Splits a list of names that lost its separators.
//!
//! `司法局市委组织部` is two names, `市委市政府督查局` and `市公安局新城分局` are one each. A name
//! is split off only where it can end and another certainly begins; otherwise the text stays
//! together.

mod words;

use std::ops::Range;

use super::divisions::divisions;
use super::levels::{OF_REGIONS, begins_with_word};
use super::quantifiers::{CONCERNED, OF_CLASSES};
use super::unit_types::{Scheme, unit_types};
use super::{endings, zones};
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::characters::is_common_han;
use words::{BRANCHED, MEMBERS, NOT_A_LEVEL, OWNED, OWNERS, REST};

/// Splits `list` into names, in order. Returns a single range if it is one name or if nothing is
/// certain.
///
/// ```
/// let list = "市财政局市人大常委会办公室市司法局";
/// let names = zeren::lexicon::split_names(list).into_iter().filter_map(|at| list.get(at));
/// assert!(names.eq(["市财政局", "市人大常委会办公室", "市司法局"]));
/// ```
pub fn split_names(list: &str) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut start = 0;
    for (at, _) in Brackets::CLAUSE.outside(list) {
        let (left, right) =
            (list.get(start..at).unwrap_or_default(), list.get(at..).unwrap_or_default());
        let ends = || is_boundary(left, right) && !is_in_place(left, right);
        if at > start && (ends() || opens_rest(left, right)) {
            names.push(start..at);
            start = at + left_out(right);
        }
    }
    names.push(start..list.len());
    names.retain(|name| !name.is_empty());
    names
}

/// Whether a list continues with 等 and a class, 财政部|等|国务院有关部门, or ends with 等部门.
fn opens_rest(left: &str, right: &str) -> bool {
    let Some(rest) = right.strip_prefix('等') else { return false };
    let is_class = rest.starts_with_any(&["国务院有关", "国务院相关", "有关", "相关", "各"]);
    is_closed(without_alias(left)) && (is_class || REST.contains(&rest))
}

/// How many bytes at the beginning of `right` belong to neither name: 等, or 等部门 at the end.
fn left_out(right: &str) -> usize {
    match right.strip_prefix('等') {
        Some(rest) if REST.contains(&rest) => right.len(),
        Some(rest) => right.len() - rest.len(),
        None => 0,
    }
}

/// Whether a name ends with `left` and another begins with `right`.
fn is_boundary(left: &str, right: &str) -> bool {
    if !left.ends_with(|c| c == '）' || may_close(c)) || !may_open(right) {
        return false;
    }
    let base = without_alias(left);
    if !is_closed(base) || is_joined(base, right) {
        return false;
    }
    opens_class(base, right)
        || opens_with_level(base, right)
        || opens_bare(base, right)
        || opens_branch(base, right)
        || base.contains('各') && opens_zone(right)
}

/// Whether `left` and `right` share the name of a division: 金台|区政府, 山海关|区.
fn is_in_place(left: &str, right: &str) -> bool {
    /// The maximum number of characters of such a name in `left`.
    const LONGEST: usize = 6;
    let starts = left.char_indices().rev().map(|(at, _)| at).take(LONGEST);
    starts.filter_map(|at| left.get(at..)).any(|head| {
        let level = right.chars().next().map_or(0, char::len_utf8);
        let name = right.get(..level).map(|level| format!("{head}{level}"));
        name.is_some_and(|name| !divisions().named(&name).is_empty())
    })
}

/// Whether `right` begins with a zone that the vocabulary knows: 高新区管委会 behind 各乡镇.
fn opens_zone(right: &str) -> bool {
    longest_known(right).is_some_and(|name| behind_zone(name).is_some())
}

/// 人民银行某县支行 behind 县总工会: the branch of a body that has one in each region.
fn opens_branch(left: &str, right: &str) -> bool {
    left.chars().nth(2).is_some()
        && BRANCHED.iter().any(|head| {
            let rest = right.strip_prefix(head);
            rest.is_some_and(|rest| rest.contains_any(&endings::OF_BRANCH))
        })
}

/// Whether a name is that of the branch of a national body behind its place: 人民银行清河支行,
/// 国家金融监管总局清河监管分局.
pub(crate) fn is_branch(name: &str) -> bool {
    /// How long the name of a place may be, in characters.
    const PLACE: std::ops::RangeInclusive<usize> = 2..=8;
    const ALSO: [&str; 3] = ["分局", "支队", "支公司"];
    let Some(stem) = endings::OF_BRANCH.iter().chain(&ALSO).find_map(|end| name.strip_suffix(end))
    else {
        return false;
    };
    let head = BRANCHED
        .iter()
        .copied()
        .find(|head| stem.starts_with(head))
        .or_else(|| unit_types().longest(Scheme::National, stem));
    head.and_then(|head| stem.strip_prefix(head)).is_some_and(|place| {
        PLACE.contains(&place.chars().count())
            && place.chars().all(is_common_han)
            && !place.contains(['和', '与', '及', '会', '的', '各'])
    })
}

/// Whether a text may begin with a name: with a class, a level or a type of the vocabulary.
fn may_open(text: &str) -> bool {
    let begins =
        |c| matches!(c, '各' | '有' | '相' | '省' | '市' | '县' | '区' | '州' | '旗' | '盟' | '团');
    let types = unit_types();
    text.starts_with(begins)
        || types.may_begin(Scheme::National, text)
        || types.may_begin(Scheme::Local, text)
        || text.starts_with_any(BRANCHED)
}

/// Removes an alias in brackets: 县住建局（县人防办）.
fn without_alias(name: &str) -> &str {
    match name.ends_with('）') {
        true => name.rsplit_once('（').map_or(name, |(base, _)| base),
        false => name,
    }
}

/// Whether a name can end with this character.
fn may_close(c: char) -> bool {
    unit_types().may_end_in(c) || endings::IN_LIST.may_end_in(c)
}

fn is_closed(name: &str) -> bool {
    if !name.ends_with(may_close) {
        return false;
    }
    let stem = without_level(name);
    let is_committee = stem == "委" && stem.len() < name.len();
    is_committee
        || stem.chars().nth(1).is_some() && endings::IN_LIST.close(stem)
        || name.ends_with("乡（镇")
        || is_known(name)
}

/// Whether both sides are one name with two owners: 县委|县政府督查局, 市纪委|市监委.
fn is_joined(left: &str, right: &str) -> bool {
    let (Some(level), rest) = level(right) else { return false };
    if left.ends_with("纪委") && rest.starts_with("监") {
        return true;
    }
    if rest.starts_with('直')
        && left.strip_suffix('委').is_some_and(|before| before.ends_with(level))
    {
        return !rest.contains_any(&["单位", "部门", "企业"]);
    }
    let Some(tail) = rest.strip_prefix("人民政府").or_else(|| rest.strip_prefix("政府"))
    else {
        return false;
    };
    let government_ends = right.len() - tail.len();
    let government = right.get(..government_ends).unwrap_or_default();
    left.strip_suffix('委').is_some_and(|before| before.ends_with(level))
        && !tail.is_empty()
        && !is_boundary(government, tail)
}

/// Whether `right` begins with a class such as 各乡镇 or 有关部门 that does not belong to `left`.
fn opens_class(left: &str, right: &str) -> bool {
    let Some(members) = right.strip_any_prefix(OF_CLASSES) else { return false };
    // 成员单位 always belong to somebody.
    let is_owned = members.starts_with("成员")
        || left.ends_with_any(OWNERS) && members.starts_with_any(OWNED)
        || right.starts_with_any(CONCERNED) && left.ends_with("政府");
    !is_owned && members.starts_with_any(MEMBERS)
}

/// Whether `right` begins with a level: 市财政局, 县委办公室, 区直各单位.
fn opens_with_level(left: &str, right: &str) -> bool {
    let (Some(level), rest) = level(right) else { return false };
    if begins_with_word(right)
        || right.starts_with_any(NOT_A_LEVEL)
        || (left.ends_with('社') && level == '区')
    {
        return false;
    }
    let is_class =
        ["直", "级", "属", "管"].iter().filter_map(|word| rest.strip_prefix(word)).any(|members| {
            members.starts_with_any(&["各", "有关", "相关", "单位", "部门", "机关", "企"])
        });
    let is_committee = rest.strip_prefix('委').is_some_and(|tail| !tail.starts_with('员'));
    let is_league = level == '团' && rest.chars().nth(1) == Some('委');
    is_class || is_committee || is_league || longest_known(rest).is_some() || is_fellow(left, right)
}

/// Whether `right` is the name of an unknown unit at the same level as the known unit `left`.
fn is_fellow(left: &str, right: &str) -> bool {
    let (own, stem) = level(left);
    let is_subunit = endings::OF_SUBUNIT.of(right).is_some_and(|end| end != "中心");
    own.is_some() && own == level(right).0 && is_known(stem) && is_closed(right) && !is_subunit
}

/// Whether `right` begins with a known name without a level: 检察院 after 区法院, 工业和信息化部
/// after 财政部. Both are known, and neither is part of the other.
fn opens_bare(left: &str, right: &str) -> bool {
    let is_zone = |name: &str| name.ends_with_any(&zones::OF_BODY);
    // 高新区司法局 is a bureau of the zone.
    if is_zone(left) && behind_zone(right).is_none() {
        return false;
    }
    let types = unit_types();
    let stem = without_level(left);
    let stem = behind_zone(stem).filter(|bureau| !bureau.is_empty()).unwrap_or(stem);
    let schemes = [Scheme::National, Scheme::Local];
    schemes.into_iter().any(|scheme| {
        let Some(name) = types.longest(scheme, right) else { return false };
        let rest = right.strip_prefix(name).unwrap_or_default();
        let whole_is_one = types
            .longest(scheme, right)
            .is_some_and(|n| types.find(scheme, &format!("{stem}{n}")).is_some());
        types.find(scheme, stem).is_some()
            && !whole_is_one
            && name.chars().count() > 2
            && !OWNERS.iter().any(|owner| *owner != "委" && left.ends_with(owner))
            && !endings::OF_SUBUNIT.close(name)
            && (rest.is_empty()
                || rest.starts_with('（')
                || is_boundary(name, rest)
                || is_zone(name) && longest_known(rest).is_some())
    })
}

/// The text behind the zone with which a name begins: 司法局 of 高新区司法局.
fn behind_zone(name: &str) -> Option<&str> {
    name.strip_any_prefix(&zones::OF_BODY)
}

/// Splits off the level with which a name begins: 县|财政局, 团|市委.
fn level(name: &str) -> (Option<char>, &str) {
    let mut chars = name.chars();
    match chars.next() {
        Some(c) if OF_REGIONS.contains(&c) => (Some(c), chars.as_str()),
        Some('团') if name.chars().nth(2) == Some('委') => (Some('团'), chars.as_str()),
        _ => (None, name),
    }
}

/// Removes the level from a name, unless the whole is a known name: 市场监管局 has none.
fn without_level(name: &str) -> &str {
    if is_known(name) { name } else { level(name).1 }
}

fn is_known(name: &str) -> bool {
    [Scheme::Local, Scheme::National]
        .into_iter()
        .any(|scheme| unit_types().find(scheme, name).is_some())
}

fn longest_known(text: &str) -> Option<&str> {
    unit_types().longest(Scheme::Local, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &str) {
        let joined: String = list.split('|').collect();
        let names: Vec<_> =
            split_names(&joined).into_iter().filter_map(|at| joined.get(at)).collect();
        assert_eq!(names.join("|"), list);
    }

    #[test]
    fn lost_separators_are_found() {
        for list in [
            "司法局|市委组织部",
            "市财政局|市人大常委会办公室|市司法局",
            "有关部门|各乡（镇）",
            "县住建局（县人防办）|县民政局",
            "县委办公室|县政府办公室",
            "县委|县政府",
            "区法院|检察院",
            "省公安厅交通管理局|省财政厅",
            "市发改委粮食局|市住建局人防办",
            "区法院|检察院|区市场监管局|公安局",
            "市公安局|各县（区）人民政府",
            "财政部|人力资源社会保障部|国家发展改革委",
            "市总工会|团市委|市妇联",
            "县政府各部门|各乡镇（街道）",
            "市司法局|市文明建设事务服务中心|市财政局",
            "市市场监管局|市公安局|有关部门|各乡（镇）",
            "省司法厅|省发展改革委|各市人民政府",
            "县教育局|县直各有关部门",
            "大数据局（政务服务中心）|市发展改革委",
            "市委政法委|市法院|市检察院",
            "县总工会|人民银行滑县支行|国网滑县供电公司",
            "县财政局|国家税务总局滑县税务局|县统计局",
            "县财政局|高新区财政局",
            "高新区司法局|财政局|教育局",
            "各乡镇|高新区管委会",
            "县司法局|高新区|经开区财政局",
        ] {
            check(list);
        }
    }

    #[test]
    fn what_closes_a_list_is_left_out() {
        for (list, expected) in [
            ("财政部等国务院相关部门", "财政部|国务院相关部门"),
            ("质检总局等部门", "质检总局"),
            ("县数据资源管理局等", "县数据资源管理局"),
            ("商务部等有关部门", "商务部"),
            ("高等学校", "高等学校"),
        ] {
            let names: Vec<_> =
                split_names(list).into_iter().filter_map(|at| list.get(at)).collect();
            assert_eq!(names.join("|"), expected);
        }
    }

    #[test]
    fn branches_are_told_by_the_body_and_the_place() {
        for name in ["人民银行清河支行", "国家金融监管总局清河监管分局", "国网清河供电公司"]
        {
            assert!(is_branch(name), "{name}");
        }
        for name in ["人民银行支行", "人民银行各县支行", "清河支行", "财政部会同清河分局"]
        {
            assert!(!is_branch(name), "{name}");
        }
    }

    #[test]
    fn one_name_stays_one() {
        for name in [
            "县委县政府督查局",
            "郑州市生态环境局新密分局",
            "市场监管局综合行政执法大队",
            "市市场监管局",
            "县纪委监委",
            "县纪委县监委",
            "市政府口岸物流办",
            "县政府各部门",
            "市委各工作部门",
            "高新区司法局",
            "经开区建设局",
            "国务院办公厅",
            "国务院扶贫办",
            "人力资源和社会保障局",
            "市公安局交警支队",
            "金台区政府",
            "山海关区教育局",
            "四会市人民政府",
            "县法治政府建设领导小组各成员单位",
            "区安委会各成员单位",
            "县直各有关部门",
            "商务中心区管委会",
            "中共滑县委员会",
            "人行重庆营管部",
            "国家税务总局重庆市税务局",
            "县住房和城乡建设局",
            "市政务服务和大数据管理局",
            "县农业农村和乡村振兴局",
            "社区卫生服务中心",
            "中国银行保险监督管理委员会安徽监管局",
            "各乡镇人民政府",
            "省级有关部门",
        ] {
            check(name);
        }
    }
}
