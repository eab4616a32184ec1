//! Words that say for which part of a whole something is measured: 城镇 and 农村 in
//! `城镇、农村居民人均可支配收入`, where the rest, 居民人均可支配收入, is written once for both.

use super::operator::COUNTING;

/// Words for parts of a whole that are named side by side.
const MODIFIERS: &[&str] = &[
    "城镇",
    "农村",
    "城市",
    "乡村",
    "乡镇",
    "城区",
    "县城",
    "主城区",
    "中心城区",
    "镇区",
    "山区",
    "平原",
    "省级",
    "市级",
    "县级",
    "区级",
    "乡级",
    "镇级",
    "村级",
    "国家级",
    "省",
    "市",
    "县",
    "区",
    "乡",
    "镇",
    "村",
    "县道",
    "乡道",
    "村道",
    "小学",
    "初中",
    "高中",
    "幼儿园",
    "学前",
    "义务教育",
    "高等教育",
    "公办",
    "民办",
    "男性",
    "女性",
    "男",
    "女",
    "机动车",
    "非机动车",
    "行人",
    "驾驶人",
    "乘客",
    "第一产业",
    "第二产业",
    "第三产业",
    "一产",
    "二产",
    "三产",
    "工业",
    "农业",
    "服务业",
    "建筑业",
    "一",
    "二",
    "三",
    "生产",
    "生活",
    "重点人群",
    "粮食",
    "油料",
    "小麦",
    "玉米",
    "水稻",
    "大豆",
    "蔬菜",
    "棉花",
    "水果",
    "肉类",
    "水产品",
];
/// Properties of many things, whose names mean nothing alone: 产量 in `粮食面积80万亩、产量40万吨`.
const PROPERTIES: &[&str] = &[
    "面积",
    "播种面积",
    "种植面积",
    "收获面积",
    "产量",
    "总产",
    "总产量",
    "单产",
    "产值",
    "总产值",
];
/// Names of totals, which mean nothing alone either.
const TOTALS: &[&str] = &["总量", "总数", "总规模"];
/// Last characters of what can be measured.
const MEASURES: &[char] =
    &['率', '量', '值', '额', '数', '比', '重', '积', '入', '资', '度', '费', '产'];
/// What is measured of things of any kind, the longest first.
const SHARED: &[&str] = &[
    "重点工程减排量",
    "保险参保率",
    "毛入学率",
    "综合利用率",
    "集中处理率",
    "无害化处理率",
    "死亡人数",
    "排放总量",
    "排放强度",
    "排放量",
    "减排量",
    "使用量",
    "参保率",
    "入学率",
    "覆盖率",
    "处理率",
    "利用率",
    "回收率",
    "普及率",
    "增加值",
    "占比",
];

/// Whether a name only says for which part of a whole something is measured.
pub(super) fn is_modifier(name: &str) -> bool {
    MODIFIERS.contains(&name)
}

/// Completes a name with the measure before it: 农村供水合格率 for 农村 after 城区供水合格率,
/// 粮食产量 for 产量 after 粮食面积. Returns `None` if it cannot.
pub(super) fn completed(name: &str, last: &str) -> Option<String> {
    if is_modifier(name) {
        let goes_on = !last.is_empty() && !is_modifier(last);
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
    let complete = |name: &&str| name.ends_with(MEASURES) && !name.ends_with("需氧量");
    if let Some(rest) = shared(earlier, last) {
        let full =
            earlier.iter().map(|name| format!("{}{rest}", modifier_at_end(name).unwrap_or(name)));
        return Some(full.chain([(*last).to_owned()]).collect());
    }
    if let Some(measured) = SHARED.iter().find(|measured| last.ends_with(**measured))
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
    let known = MODIFIERS.iter().filter(|word| last.starts_with(**word)).filter(like);
    last.get(known.map(|word| word.len()).max()?..).filter(|rest| !rest.is_empty())
}

/// The longest modifier with which a name ends.
fn modifier_at_end(name: &str) -> Option<&'static str> {
    MODIFIERS.iter().filter(|word| name.ends_with(**word)).max_by_key(|word| word.len()).copied()
}

/// A name without the modifier at its beginning, if it has one: 龙头企业 of 省级以上龙头企业.
fn without_modifier(name: &str) -> &str {
    let known = MODIFIERS.iter().filter(|word| word.chars().count() > 1);
    let longest = known.filter_map(|word| name.strip_prefix(word)).min_by_key(|rest| rest.len());
    let rest = longest.map(|rest| rest.trim_start_matches('及').trim_start_matches("以上"));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(name)
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
