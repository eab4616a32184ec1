//! What the number of a document says about its region: `皖政办秘〔2021〕82号` is one of 安徽省.

use super::body::speaks_as;
use super::{RegionClues, STATE, shortened};
use crate::affix::AnyOf;
use crate::lexicon::divisions::{Division, divisions};
use crate::model::Region;

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

/// Characters after the place in a number: 豫政, 渝府发.
const MARKS: &[char] = &[
    '政', '府', '发', '办', '委', '厅', '人', '财', '建', '教', '科', '工', '经', '商', '农', '司',
    '民', '卫', '环', '应',
];

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
    if number.starts_with_any(OF_STATE) {
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

/// The region of a number, by a short name (新密法政), or by the abbreviation of a province if
/// nothing in the text contradicts it.
pub(super) fn numbered(number: &str, clues: &RegionClues) -> Option<Division> {
    let stem = number.split('〔').next().unwrap_or_default();
    let cuts = stem.char_indices().skip(2).take(4).filter_map(|(at, _)| stem.get(..at));
    let short = cuts.filter_map(|short| self::shortened(short, clues)).find(|one| {
        let is_chance = stem.chars().nth(1).is_some_and(|c| MARKS.contains(&c));
        !is_chance || clues.body.contains(one.name)
    });
    short.or_else(|| province(number).filter(|one| speaks_as(*one, clues.body)))
}

/// The province with whose abbreviation a number begins.
pub(super) fn province(number: &str) -> Option<Division> {
    let mut chars = number.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let code = ABBREVIATIONS.iter().find(|(c, _)| *c == first).map(|(_, code)| *code)?;
    divisions().coded(code).filter(|_| MARKS.contains(&second))
}
