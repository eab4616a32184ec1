//! Finds the region of a document: that of the body that speaks in it.
//!
//! In: the head of the document and its body. Out: one division, or none if the text names none or
//! several equally. The evidence, strongest first: the issuers, the beginning of the title, the
//! number (`皖政办秘〔2021〕82号`), and what the body calls its own (`立足滑县实际`, `我县`). If
//! two regions share a name, such as 朝阳区, others named in the document decide.

mod body;
mod number;
mod zone;

use crate::affix::AnyOf;
use crate::lexicon::divisions::{Division, divisions};
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::model::Region;

pub use number::issuing;
pub(in crate::resolve) use zone::{is_zone, zone_before};

/// What a document says about where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionClues<'a> {
    /// Titles, that of the notice first.
    pub titles: Vec<&'a str>,
    /// 发文字号.
    pub numbers: Vec<&'a str>,
    /// Issuers and mastheads.
    pub issuers: Vec<&'a str>,
    /// Addressees.
    pub addressees: Vec<&'a str>,
    /// The text.
    pub body: &'a str,
}

/// Finds the region of a document.
///
/// ```
/// use zeren::resolve::region::{RegionClues, region};
///
/// let clues = RegionClues { issuers: vec!["中共濉溪县委", "濉溪县人民政府"],
/// ..RegionClues::default() }; assert_eq!(region(&clues).map(|one| one.code),
/// Some("340621".to_owned()));
/// ```
pub fn region(clues: &RegionClues) -> Option<Region> {
    let mut starts = clues.issuers.iter().chain(&clues.titles);
    if starts.any(|text| is_of_state(text))
        || clues.numbers.iter().any(|number| number.starts_with('国'))
    {
        return Some(state());
    }
    let titles = clues.titles.iter().flat_map(|title| beginnings(title));
    let headed = clues.issuers.iter().copied().chain(titles).find_map(|text| {
        zone::zone(text, clues).or_else(|| named(text, clues).map(Division::region))
    });
    let numbered = || clues.numbers.iter().find_map(|number| number::numbered(number, clues));
    let told = || numbered().or_else(|| body::of_body(clues)).map(Division::region);
    headed.or_else(told).or_else(|| body::addresses_the_state(clues).then(state))
}

/// The code of the whole state.
pub const STATE: &str = "000000";

/// The whole state, as a region: code 000000.
pub fn state() -> Region {
    Region {
        code: STATE.to_owned(),
        name: "中华人民共和国".to_owned(),
        level: "国家".to_owned(),
        within: Vec::new(),
    }
}

/// The places in a title where its region may be named: the beginning, and what it issues.
fn beginnings(title: &str) -> impl Iterator<Item = &str> {
    let marks = ["印发《", "印发", "关于", "《"]
        .into_iter()
        .filter_map(|mark| title.split_once(mark).map(|(_, rest)| rest));
    std::iter::once(title).chain(marks)
}

/// Whether a body of the state speaks: 国务院办公厅, 商务部关于….
fn is_of_state(text: &str) -> bool {
    const BODIES: &[&str] = &["国务院", "中共中央", "中央", "全国人民代表大会", "最高人民"];
    let name = text.split(['关', '印', '《']).next().unwrap_or_default();
    text.starts_with_any(BODIES) || is_ministry(name.trim())
}

fn is_ministry(name: &str) -> bool {
    let types = unit_types();
    types.find(Scheme::National, name).is_some() && types.find(Scheme::Local, name).is_none()
}

/// The division with which `text` begins, by its full name or, before a development zone, its short
/// name.
fn named(text: &str, clues: &RegionClues) -> Option<Division> {
    let text = without_party(text);
    if let Some((found, mut rest)) = divisions().leading(text) {
        let mut last = settle(&found, clues)?;
        while let Some((inner, after)) = divisions().leading(rest) {
            let within: Vec<_> = inner.into_iter().filter(|one| one.lies_in(last)).collect();
            let [one] = within.as_slice() else { break };
            (last, rest) = (*one, after);
        }
        return Some(last).filter(|_| !is_plain_word(text, rest));
    }
    const ZONES: &[&str] = &[
        "高新", "经济", "经开", "航空", "新区", "开发区", "示范区", "综合", "自由贸易", "出口",
        "保税", "两江",
    ];
    let cuts = text.char_indices().skip(2).take(6).filter_map(|(at, _)| text.split_at_checked(at));
    let zoned = cuts.filter(|(_, rest)| rest.starts_with_any(ZONES));
    zoned.filter_map(|(short, _)| shortened(short, clues)).next()
}

/// The text without the name of the Party with which it begins.
fn without_party(text: &str) -> &str {
    text.strip_any_prefix(&["中国共产党", "中共"]).unwrap_or(text)
}

/// 城区, 郊区 and the like at the beginning of a title are words, not names.
fn is_plain_word(text: &str, rest: &str) -> bool {
    let name = text.strip_suffix(rest).unwrap_or_default();
    name.chars().count() == 2
        && name.ends_with('区')
        && !rest.starts_with("人民政府")
        && !rest.starts_with('委')
}

/// Of several divisions with the same name, the only one whose province or city the document names.
fn settle(found: &[Division], clues: &RegionClues) -> Option<Division> {
    if let [one] = found {
        return Some(*one);
    }
    let widest = found.iter().filter(|one| one.is_province()).collect::<Vec<_>>();
    if let [one] = widest.as_slice() {
        return Some(**one);
    }
    let head: Vec<&str> =
        clues.titles.iter().chain(&clues.issuers).chain(&clues.addressees).copied().collect();
    let by_number = |one: &Division| {
        clues.numbers.iter().any(|number| number::province(number).is_some_and(|p| one.lies_in(p)))
    };
    let by_name = |one: &Division, text: &str| {
        let mut above = one.above().into_iter();
        above.any(|outer| {
            text.contains(outer.name) || outer.short().is_some_and(|short| text.contains(short))
        })
    };
    let tests: [&dyn Fn(&Division) -> bool; 3] =
        [&by_number, &|one| head.iter().any(|text| by_name(one, text)), &|one| {
            by_name(one, clues.body)
        }];
    tests.into_iter().find_map(|test| {
        let mut vouched = found.iter().filter(|one| test(one));
        vouched.next().filter(|_| vouched.next().is_none()).copied()
    })
}

/// The division with this short name; 安阳 alone is 安阳市, not the 安阳县 within it.
fn shortened(short: &str, clues: &RegionClues) -> Option<Division> {
    let found = divisions().shortened(short);
    let mut cities = found.iter().filter(|one| one.is_city());
    match (cities.next(), cities.next()) {
        (Some(city), None) if !found.iter().any(|one| one.is_province()) => Some(*city),
        _ => settle(&found, clues),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(clues: &RegionClues) -> Option<String> {
        region(clues).map(|one| one.code)
    }

    #[test]
    fn the_head_names_the_region() {
        for (issuer, title, number, expected) in [
            ("滑县法治政府建设领导小组", "", "", Some("410526")),
            ("中共濉溪县委", "", "", Some("340621")),
            ("", "驻马店市2023年度法治政府建设工作安排", "", Some("411700")),
            ("", "关于印发《滑县2023年度法治政府建设工作安排》的通知", "", Some("410526")),
            (
                "",
                "新密市法治政府建设领导小组关于印发新密市2023年度法治政府建设工作安排的通知",
                "",
                Some("410183"),
            ),
            ("国务院办公厅", "", "", Some("000000")),
            (
                "",
                "国务院关于推动创新创业高质量发展打造“双创”升级版的意见",
                "国发〔2018〕32号",
                Some("000000"),
            ),
            ("", "商务部关于做好工作的通知", "", Some("000000")),
            ("安徽省人民政府办公厅", "", "皖政办秘〔2021〕82号", Some("340000")),
            ("", "", "皖政办秘〔2021〕82号", Some("340000")),
            ("", "", "渝府发〔2019〕17号", Some("500000")),
            ("", "", "新密法政〔2023〕1号", Some("410183")),
            ("河南省郑州市新密市人民政府", "", "", Some("410183")),
            ("重庆市石柱土家族自治县人民政府", "", "", Some("500240")),
            ("合肥高新技术产业开发区管理委员会", "", "", Some("340100-合肥高新技术产业开发区")),
            ("", "关于印发《国家卫生县城创建方案》的通知", "", None),
            ("", "", "和政〔2021〕1号", None),
            ("", "", "新政发〔2021〕1号", None),
            ("朝阳区人民政府", "", "", None),
            ("朝阳区人民政府", "", "京政办发〔2020〕1号", Some("110105")),
            ("长春市朝阳区人民政府", "", "", Some("220104")),
            ("", "规则", "", None),
        ] {
            let clues = RegionClues {
                titles: vec![title],
                numbers: vec![number],
                issuers: vec![issuer],
                ..RegionClues::default()
            };
            assert_eq!(code(&clues).as_deref(), expected, "{issuer} {title} {number}");
        }
    }

    #[test]
    fn the_body_names_the_region_where_the_head_does_not() {
        for (body, expected) in [
            ("立足滑县实际，推进我县法治政府建设，落实《河南省优化营商环境条例》", Some("410526")),
            ("落实《河南省优化营商环境条例》，推进法治建设", None),
            ("（国家发展改革委牵头，国务院相关部门及各地区按职责分工负责）", Some("000000")),
            ("加快推进我市工作，全市上下", None),
        ] {
            assert_eq!(
                code(&RegionClues { body, ..RegionClues::default() }).as_deref(),
                expected,
                "{body}"
            );
        }
    }

    #[test]
    fn a_number_of_a_city_that_looks_like_a_province_s_is_no_evidence() {
        let clues = RegionClues {
            numbers: vec!["宁政发〔2020〕1号"],
            body: "我市全市我市",
            ..RegionClues::default()
        };
        assert_eq!(code(&clues), None);
    }
}
