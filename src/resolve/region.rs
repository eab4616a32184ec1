//! Finds the region of a document: that of the body that speaks in it.
//!
//! In: the head of the document and its body. Out: one division, or none if the text names none or
//! several equally. The evidence, strongest first: the issuers, the beginning of the title, the
//! number (`皖政办秘〔2021〕82号`), and what the body calls its own (`立足滑县实际`, `我县`). If
//! two regions share a name, such as 朝阳区, others named in the document decide.

mod zone;

use std::sync::LazyLock;

use crate::bracket::Brackets;
use crate::lexicon::divisions::{Division, divisions};
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::model::Region;
use crate::words::Words;

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

/// The first characters of the numbers of provincial documents: 皖政办, 渝府发.
const ABBREVIATIONS: &[(char, &str)] = &[
    ('京', "110000"),
    ('津', "120000"),
    ('冀', "130000"),
    ('晋', "140000"),
    ('辽', "210000"),
    ('吉', "220000"),
    ('黑', "230000"),
    ('沪', "310000"),
    ('苏', "320000"),
    ('浙', "330000"),
    ('皖', "340000"),
    ('闽', "350000"),
    ('赣', "360000"),
    ('鲁', "370000"),
    ('豫', "410000"),
    ('鄂', "420000"),
    ('湘', "430000"),
    ('粤', "440000"),
    ('桂', "450000"),
    ('琼', "460000"),
    ('渝', "500000"),
    ('川', "510000"),
    ('黔', "520000"),
    ('滇', "530000"),
    ('云', "530000"),
    ('藏', "540000"),
    ('陕', "610000"),
    ('甘', "620000"),
    ('青', "630000"),
    ('宁', "640000"),
    ('新', "650000"),
];

/// What a division calls itself, by its level.
const SELVES: &[(&str, &[&str])] = &[
    ("省", &["我省", "全省"]),
    ("自治区", &["我区", "全区"]),
    ("直辖市", &["我市", "全市"]),
    ("地级市", &["我市", "全市"]),
    ("县级市", &["我市", "全市"]),
    ("自治州", &["我州", "全州"]),
    ("县", &["我县", "全县"]),
    ("自治县", &["我县", "全县"]),
    ("市辖区", &["我区", "全区"]),
    ("旗", &["我旗", "全旗"]),
    ("自治旗", &["我旗", "全旗"]),
    ("盟", &["我盟", "全盟"]),
];

/// Finds the region of a document.
///
/// ```
/// use zeren::resolve::region::{RegionClues, region};
///
/// let clues = RegionClues { issuers: vec!["中共濉溪县委", "濉溪县人民政府"], ..RegionClues::default() };
/// assert_eq!(region(&clues).map(|one| one.code), Some("340621".to_owned()));
/// ```
pub fn region(clues: &RegionClues) -> Option<Region> {
    let mut starts = clues.issuers.iter().chain(&clues.titles);
    if starts.any(|text| is_of_state(text))
        || clues.numbers.iter().any(|number| number.starts_with('国'))
    {
        return Some(state());
    }
    let mut heads = clues
        .issuers
        .iter()
        .copied()
        .chain(clues.titles.iter().flat_map(|title| beginnings(title)));
    heads
        .find_map(|text| {
            zone::zone(text, clues).or_else(|| named(text, clues).map(Division::region))
        })
        .or_else(|| {
            clues.numbers.iter().find_map(|number| numbered(number, clues)).map(Division::region)
        })
        .or_else(|| of_body(clues).map(Division::region))
        .or_else(|| addresses_the_state(clues).then(state))
}

/// The code of the region that issued the document with this number, as far as a document of
/// `region` can tell: that of the state if the number begins like one of the state, otherwise that
/// of `region` or of a region above it, if the number begins with the name or abbreviation of
/// exactly one of them.
///
/// ```
/// use zeren::resolve::region::issuing;
///
/// assert_eq!(issuing("国办发〔2022〕27号", None).as_deref(), Some("000000"));
/// assert_eq!(issuing("法政〔2023〕1号", None), None);
/// ```
pub fn issuing(number: &str, region: Option<&Region>) -> Option<String> {
    const OF_STATE: &[&str] =
        &["国", "中发", "中办", "中委", "中组", "中宣", "厅字", "法释", "法发", "主席令"];
    let number = number.strip_prefix("中华人民共和国").unwrap_or(number);
    if OF_STATE.iter().any(|start| number.starts_with(start)) {
        return Some(STATE.to_owned());
    }
    let own = region.and_then(|region| divisions().of(region))?;
    let line = std::iter::once(own).chain(own.above());
    let mut issuers = line.filter(|one| {
        if one.is_province() { province(number) == Some(*one) } else { is_named_by(number, *one) }
    });
    issuers.next().filter(|_| issuers.next().is_none()).map(|one| one.code.to_owned())
}

/// Whether a number begins with the name of a division, or with its first character and a word such
/// as 政.
fn is_named_by(number: &str, one: Division) -> bool {
    let mut chars = number.chars();
    let first = chars.next().filter(|c| one.name.starts_with(*c));
    first.is_some()
        && (one.short().is_some_and(|short| number.starts_with(short))
            || chars.next().is_some_and(|c| MARKS.contains(&c) || c == '法'))
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
    BODIES.iter().any(|body| text.starts_with(body)) || is_ministry(name.trim())
}

fn is_ministry(name: &str) -> bool {
    let types = unit_types();
    types.find(Scheme::National, name).is_some() && types.find(Scheme::Local, name).is_none()
}

/// The division with which `text` begins, by its full name or, before a development zone, its short
/// name.
fn named(text: &str, clues: &RegionClues) -> Option<Division> {
    let text =
        ["中国共产党", "中共"].iter().find_map(|party| text.strip_prefix(party)).unwrap_or(text);
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
        "高新",
        "经济",
        "经开",
        "航空",
        "新区",
        "开发区",
        "示范区",
        "综合",
        "自由贸易",
        "出口",
        "保税",
        "两江",
    ];
    let cuts = text.char_indices().skip(2).take(6).filter_map(|(at, _)| text.split_at_checked(at));
    let zoned = cuts.filter(|(_, rest)| ZONES.iter().any(|zone| rest.starts_with(zone)));
    zoned.filter_map(|(short, _)| shortened(short, clues)).next()
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
        clues.numbers.iter().any(|number| province(number).is_some_and(|p| one.lies_in(p)))
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

/// Characters after the place in a number: 豫政, 渝府发.
const MARKS: &[char] = &[
    '政', '府', '发', '办', '委', '厅', '人', '财', '建', '教', '科', '工', '经', '商', '农', '司',
    '民', '卫', '环', '应',
];

/// The province with whose abbreviation a number begins.
fn province(number: &str) -> Option<Division> {
    let mut chars = number.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let code = ABBREVIATIONS.iter().find(|(c, _)| *c == first).map(|(_, code)| *code)?;
    divisions().coded(code).filter(|_| MARKS.contains(&second))
}

/// The region of a number, by a short name (新密法政), or by the abbreviation of a province if
/// nothing in the text contradicts it.
fn numbered(number: &str, clues: &RegionClues) -> Option<Division> {
    let stem = number.split('〔').next().unwrap_or_default();
    let cuts = stem.char_indices().skip(2).take(4).filter_map(|(at, _)| stem.get(..at));
    let short = cuts.filter_map(|short| self::shortened(short, clues)).find(|one| {
        let is_chance = stem.chars().nth(1).is_some_and(|c| MARKS.contains(&c));
        !is_chance || clues.body.contains(one.name)
    });
    short.or_else(|| province(number).filter(|one| speaks_as(*one, clues.body)))
}

/// Whether the body speaks for this province. If no other region shares its abbreviation, it is
/// enough that the body does not speak for another region.
fn speaks_as(one: Division, body: &str) -> bool {
    const SHARED: &[&str] = &["220000", "530000", "630000", "640000", "650000"];
    let own = selves(one.level(), body);
    let others = SELVES.iter().map(|(level, _)| selves(level, body)).max().unwrap_or_default();
    let is_named = body.contains(one.name) || one.short().is_some_and(|short| body.contains(short));
    own >= others && (own > 0 || is_named || !SHARED.contains(&one.code))
}

/// How often the body calls itself a region of this level: 我县, 全县.
fn selves(level: &str, body: &str) -> usize {
    let words = SELVES.iter().find(|(one, _)| *one == level).map_or(&[][..], |(_, words)| words);
    words.iter().map(|word| memchr::memmem::find_iter(body.as_bytes(), word).count()).sum()
}

/// The division that the body names most, at the level at which it speaks of itself.
fn of_body(clues: &RegionClues) -> Option<Division> {
    let text = outside_titles(clues.body);
    let most = SELVES.iter().map(|(level, _)| selves(level, &text)).max().filter(|n| *n > 0)?;
    let found = mentions(&text).into_iter().filter_map(|(name, n)| {
        let one = settle(&divisions().named(name), clues)?;
        (selves(one.level(), &text) == most).then(|| (n + own_mentions(&text, one), one))
    });
    let mut counts: Vec<(usize, Division)> = found.collect();
    counts.sort_by_key(|(n, one)| (std::cmp::Reverse(*n), one.code));
    match counts.as_slice() {
        [(_, one)] => Some(*one),
        [(n, one), (next, _), ..] if *n > 1 && *n >= next * 2 => Some(*one),
        _ => None,
    }
}

/// The text without titles in 《 》, which name other regions.
fn outside_titles(body: &str) -> String {
    Brackets::TITLE.outside(body).map(|(_, c)| c).collect()
}

/// Full names of present divisions, except those that may be words, to find in a single pass.
static NAMES: LazyLock<(Words, Vec<&'static str>)> = LazyLock::new(|| {
    let present = divisions().all().iter().filter(|one| one.until.is_none()).map(|one| one.name);
    let mut names: Vec<_> =
        present.filter(|name| !(name.ends_with('区') && name.chars().count() == 2)).collect();
    names.sort_unstable();
    names.dedup();
    (Words::new(names.iter().copied()), names)
});

/// Counts the full names of divisions in a text; sorted by name.
fn mentions(text: &str) -> Vec<(&'static str, usize)> {
    let (words, names) = &*NAMES;
    let mut counts = vec![0; names.len()];
    for found in words.find_iter(text) {
        if let Some(count) = counts.get_mut(found.n) {
            *count += 1;
        }
    }
    names.iter().copied().zip(counts).filter(|(_, n)| *n > 0).collect()
}

/// How often the text calls a division its own, times a weight: 立足滑县实际, 法治滑县.
fn own_mentions(text: &str, one: Division) -> usize {
    const WEIGHT: usize = 5;
    const BEFORE: &[&str] = &["立足", "结合", "法治", "平安", "现代化"];
    let names = [Some(one.name), one.short()];
    let own = names
        .into_iter()
        .flatten()
        .flat_map(|name| BEFORE.iter().map(move |word| format!("{word}{name}")));
    own.map(|phrase| text.matches(&phrase).count() * WEIGHT).sum()
}

/// Whether the document has the addressees of the State Council, either in its letterhead or in a
/// body that speaks for no region.
fn addresses_the_state(clues: &RegionClues) -> bool {
    const TO_ALL: &[&str] =
        &["国务院各部委", "各省、自治区、直辖市", "国务院有关部门", "国务院相关部门"];
    let is_regional = SELVES
        .iter()
        .flat_map(|(_, words)| words.iter())
        .any(|word| clues.body.contains(word) && word.starts_with('我'));
    let says = |text: &str| TO_ALL.iter().any(|word| text.contains(word));
    clues.addressees.iter().any(|one| says(one)) || (!is_regional && says(clues.body))
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
