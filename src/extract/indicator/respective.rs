//! Values assigned in order to the same number of names: `城镇、农村居民收入分别增长5%和7.5%`.

use std::ops::Range;

use super::joined::AND;
use super::place::Place;
use super::{dated, measure, modifier, operator, quantity};
use crate::affix::AnyOf;
use crate::context::{self, CLAUSE};

const WORD: &str = "分别";
/// The maximum distance from the word to the first value, in characters.
const FURTHEST: usize = 12;

/// The name to which one of the values belongs.
pub(super) struct Share<'t> {
    /// What is measured; `None` if it is unclear which name the value belongs to.
    pub(super) measure: Option<String>,
    /// From the first name or, for a later value, from the value to its end.
    pub(super) range: Range<usize>,
    /// The bound after the last value, which applies to all: 以上.
    pub(super) margin: &'t str,
}

/// What the figure at `place` belongs to, if it is one of several values assigned to several names.
pub(super) fn share<'t>(place: &Place<'t, '_>) -> Option<Share<'t>> {
    let text = place.whole.text;
    let clause = place.around.clause();
    let Some((before, behind)) = clause.rsplit_once(WORD) else { return plain(place) };
    let word_end = place.number - behind.len();
    let from = place.number - dated::behind_comparison(behind).len();
    let values = values(text, from);
    let nth = values.iter().position(|value| value.start == place.number)?;
    let named = dated::without_time(dated::without_comparison(without_remark(before)));
    let list = measure::clean(behind_figures(named));
    let names = split(list, values.len());
    let first = text.get(from..values.first()?.start)?;
    let is_numbered = first.contains(|c: char| c.is_ascii_digit());
    // The beginning of a list may be lost: 资和利用外资分别占比达30%、20%和10%.
    let is_list = names.len() > 1 || (values.len() > 1 && list.contains_any(&AND));
    // 城镇收入达到4万元，农村收入达到2万元，分别增长6%、7%
    let is_of_clauses = list.is_empty() && values.len() > 1 && place.last.is_some();
    if is_of_clauses {
        let again = again(place, values.len());
        let measure = again.filter(|_| !is_numbered).and_then(|all| all.into_iter().nth(nth));
        let margin = shared_margin(text, &values);
        return Some(Share { measure, range: place.start..place.end, margin });
    }
    if !is_list || (values.len() < 2 && !is_numbered) {
        return None;
    }
    let list_at = word_end - WORD.len() - before.len() + before.rfind(list)?;
    let start = if nth == 0 { list_at } else { place.start };
    let is_plain = names.len() == values.len() && !is_numbered;
    let of = measure::clean(operator::without_operator(first));
    let full = match of {
        "" => modifier::list(&names),
        _ => Some(names.iter().map(|name| format!("{name}{of}")).collect()),
    };
    Some(Share {
        measure: full.filter(|_| is_plain).and_then(|full| full.into_iter().nth(nth)),
        range: start..place.end,
        margin: shared_margin(text, &values),
    })
}

/// The bound behind the last value if no other has one: 以上 of `8%、10%以上`.
fn shared_margin<'t>(text: &'t str, values: &[Range<usize>]) -> &'t str {
    let margin = |value: &Range<usize>| text.get(value.clone()).map_or("", quantity::margin);
    let (last, others) =
        values.split_last().map_or((None, values), |(last, all)| (Some(last), all));
    let is_alone = others.iter().all(|value| margin(value).is_empty());
    last.filter(|_| is_alone).map_or("", margin)
}

/// The names to which the clause before assigned as many values, which these go on from:
/// `排放量、用水量分别控制在5万吨、6万吨，比2020年分别下降8%、9%`.
fn again(place: &Place<'_, '_>, n: usize) -> Option<Vec<String>> {
    let sentence = place.around.sentence();
    let earlier = sentence.strip_suffix(place.around.clause())?.strip_suffix('，')?;
    let (before, values) = context::clause_before(earlier, earlier.len()).split_once(WORD)?;
    let named = dated::without_time(dated::without_comparison(without_remark(before)));
    let names = split(measure::clean(behind_figures(named)), n);
    let n_values = quantity::all(values).count();
    modifier::list(&names).filter(|names| names.len() == n && n_values == n)
}

/// A text without the remark in brackets at its end: `排放总量（含工业、生活）`.
fn without_remark(before: &str) -> &str {
    let inner = before.strip_suffix('）').and_then(|text| text.rsplit_once('（'));
    inner
        .filter(|(_, remark)| remark.starts_with(['含', '包', '其', '不']))
        .map_or(before, |(text, _)| text)
}

/// The name of one of as many values as names though no word says so: `化肥、农药使用量减少1%、2%`.
fn plain<'t>(place: &Place<'t, '_>) -> Option<Share<'t>> {
    let text = place.whole.text;
    let clause = place.around.clause();
    let at = place.number - clause.len();
    let first = quantity::next(text, at)?.start;
    let before = operator::without_operator(text.get(at..first)?);
    let list = measure::clean(before);
    if !list.contains('、') && !list.contains_any(&AND) {
        return None;
    }
    let values = values(text, first);
    let nth = values.iter().position(|value| value.start == place.number)?;
    let names = split(list, values.len());
    let is_even = values.len() > 1 && names.len() == values.len();
    let said = operator::leads(text.get(at..first)?).then(|| modifier::list(&names))?;
    let measure = said.filter(|_| is_even)?.into_iter().nth(nth)?;
    let start = if nth == 0 { at + before.rfind(list)? } else { place.start };
    Some(Share { measure: Some(measure), range: start..place.end, margin: "" })
}

/// The values after byte `from`: a figure, and the figures that follow it in a list.
fn values(text: &str, from: usize) -> Vec<Range<usize>> {
    let tail = context::after(text, from, CLAUSE);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    while let Some(value) = quantity::next(tail, end) {
        let gap = tail.get(end..value.start).unwrap_or_default();
        let goes_on = match found.is_empty() {
            true => gap.chars().count() <= FURTHEST,
            false => gap == "、" || AND.contains(&gap),
        };
        if !goes_on {
            break;
        }
        end = value.end;
        found.push(from + value.start..from + value.end);
    }
    found
}

/// The text after its last figure; names before that belong to another list.
fn behind_figures(text: &str) -> &str {
    let mut end = 0;
    let mut from = 0;
    while let Some(figure) = quantity::next(text, from) {
        from = figure.end;
        // 5岁以下儿童 and 5G基站 are names.
        if !text.get(figure.clone()).is_some_and(|figure| figure.contains(['岁', 'G'])) {
            end = figure.end;
        }
    }
    text.get(end..).unwrap_or(text).trim_start_matches('、')
}

/// The names in a list of `n`. A conjunction only separates the last name, since names may contain
/// one.
fn split(list: &str, n: usize) -> Vec<&str> {
    let mut names: Vec<&str> = list.split('、').collect();
    if names.len() + 1 == n
        && let Some(last) = names.pop()
    {
        let pairs = AND.iter().filter_map(|word| last.split_once(word));
        match pairs.into_iter().next() {
            Some((one, other)) => names.extend([one, other]),
            None => names.push(last),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[cfg(test)]
mod tests {
    use super::super::find;

    fn read(text: &str) -> Vec<String> {
        let said = find(text, None).into_iter();
        said.map(|one| format!("{} {} {}{}", one.measure, one.op, one.value, one.unit)).collect()
    }

    #[test]
    fn each_name_has_its_own_value() {
        for (text, targets) in [
            (
                "城镇、农村居民人均可支配收入分别增长5%和7.5%",
                &["城镇居民人均可支配收入 = 5%", "农村居民人均可支配收入 = 7.5%"][..],
            ),
            (
                "机动车、非机动车、行人守法率分别不低于98%、90%、85%",
                &["机动车守法率 >= 98%", "非机动车守法率 >= 90%", "行人守法率 >= 85%"],
            ),
            (
                "自来水普及率、供水覆盖率分别达到92%和60%以上",
                &["自来水普及率 >= 92%", "供水覆盖率 >= 60%"],
            ),
            (
                "货物贸易、对外投资和利用外资分别占比达30%、20%和10%",
                &["货物贸易占比 = 30%", "对外投资占比 = 20%", "利用外资占比 = 10%"],
            ),
            ("占比分别达30%、20%", &["占比 = 30%", "占比 = 20%"]),
            (
                "学前教育、义务教育毛入学率分别达到95%、100%",
                &["学前教育毛入学率 = 95%", "义务教育毛入学率 = 100%"],
            ),
            (
                "万元GDP用水量、工业增加值用水量较2020年分别下降16%、18%",
                &["万元GDP用水量 = 16%", "工业增加值用水量 = 18%"],
            ),
            (
                "二氧化硫、氮氧化物排放量分别比2020年减少8%和9%",
                &["二氧化硫排放量 = 8%", "氮氧化物排放量 = 9%"],
            ),
            (
                "集中供水率和水质达标率到2025年分别达到90%、80%以上",
                &["集中供水率 >= 90%", "水质达标率 >= 80%"],
            ),
            (
                "5岁以下儿童死亡率、婴儿死亡率分别控制在6‰和4‰以内",
                &["5岁以下儿童死亡率 <= 6‰", "婴儿死亡率 <= 4‰"],
            ),
            ("化肥、农药使用量减少1%、2%", &["化肥使用量 = 1%", "农药使用量 = 2%"]),
            (
                "交通运输、建筑施工死亡人数分别控制在10人、3人以内",
                &["交通运输死亡人数 <= 10人", "建筑施工死亡人数 <= 3人"],
            ),
            ("PM2.5、PM10浓度分别下降5%、6%", &["PM2.5浓度 = 5%", "PM10浓度 = 6%"]),
            ("5G、4G基站分别达到100个、200个", &["5G基站 = 100个", "4G基站 = 200个"]),
            ("GDP和财政收入分别增长7%和8%", &["GDP = 7%", "财政收入 = 8%"]),
            (
                "甲镇、乙镇、丙镇等区域细颗粒物浓度分别下降25%、20%、15%",
                &["甲镇细颗粒物浓度 = 25%", "乙镇细颗粒物浓度 = 20%", "丙镇细颗粒物浓度 = 15%"],
            ),
            (
                "化学需氧量和氨氮排放总量（含工业、生活）分别控制在10.9万吨、0.9万吨以内",
                &["化学需氧量排放总量 <= 10.9万吨", "氨氮排放总量 <= 0.9万吨"],
            ),
            (
                "用水量、排放量比2020年的12.4万吨、1.07万吨分别减少11.9%、15.5%",
                &["用水量 = 11.9%", "排放量 = 15.5%"],
            ),
            (
                "用水量、排放量分别控制在20万吨、7万吨以内，比2015年分别下降10%、12%",
                &["用水量 <= 20万吨", "排放量 <= 7万吨", "用水量 = 10%", "排放量 = 12%"],
            ),
            ("用水量、排放量分别下降8%、10%以上", &["用水量 >= 8%", "排放量 >= 10%"]),
            (
                "用水量、用电量、排放量分别下降8%、9%以上、10%以上",
                &["用水量 = 8%", "用电量 >= 9%", "排放量 >= 10%"],
            ),
            (
                "能耗下降到0.83吨标准煤，比2020年的1吨标准煤降低17%",
                &["能耗 = 0.83吨标准煤", "能耗 = 17%"],
            ),
            // It is unclear which value belongs to which name: a doubt, but no target.
            ("普及率、覆盖率分别达到92%、60%、50%", &[]),
            ("普及率、覆盖率分别达到92、60%", &[]),
            ("资和利用外资分别占比达30%、20%和10%", &[]),
            (
                "城镇收入达到4万元，农村收入达到2万元，分别年均增长6%、7%",
                &["城镇收入 = 4万元", "农村收入 = 2万元"],
            ),
            ("高校、职业院校毕业生就业率分别达到92%、60%", &[]),
        ] {
            assert_eq!(read(text), targets, "{text}");
        }
    }
}
