//! Splits lists of names.
//!
//! `县委宣传部，县直党委（党组），各有关部门` is three names; `县自然资源和规划局` is one,
//! `A等和各省级人民政府` two.

mod clean;
mod kind;
mod lead;
mod levelled;
mod shared;
mod told;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::affix::AnyOf;
use crate::bracket::{Brackets, split};
use crate::characters::is_common_han;
use crate::lexicon::divisions::divisions;
use crate::lexicon::split_names;
use crate::lexicon::unit_types::{Scheme, unit_types};
use clean::{LAST, clean, is_others};
use kind::{LONGEST_RUN, listed_behind};
use lead::{begins_like_a_name, is_part_of_place, joining_counties};
use levelled::rejoined;

pub(super) use clean::without_others;
pub(crate) use clean::{is_divided, is_own_role};
pub(crate) use kind::{
    begins_as_a_task, begins_with_known, can_act, does_something, ends_as_a_body,
    is_a_body_by_its_end, is_alias, is_governed, is_known, is_levelled_agency, is_of_kind,
    is_office, is_open, is_post, is_team, is_village, known_tail, may_be_levelled, on_whom,
    says_by_whom, tells_whose, without_alias,
};
pub(crate) use kind::{is_name, names_a_body};
pub(super) use lead::ASKING;
pub(crate) use levelled::{is_noted_level, is_second_half};

/// A name as written, or with its last character restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Its place, in normal offsets.
    pub range: Range<usize>,
}

impl Name {
    /// The same name, its range moved by `start`.
    fn at(&self, start: usize) -> Self {
        Self { text: self.text.clone(), range: start + self.range.start..start + self.range.end }
    }
}

/// The minimum length of two names without a separator, in characters: 县委县法院.
const SHORTEST_PAIR: usize = 5;

/// The maximum length of a name after 和 with the words that close its list, in characters.
const LONGEST_JOINED: usize = 100;

/// Words that begin a name after 和, 及, 与.
const STARTS: &[&str] = &[
    "各", "有关", "相关", "其他", "省", "市", "县", "区", "州", "旗", "盟", "行署", "国家",
    "国务院", "中央", "乡镇", "街道", "人民银行", "财政部", "地方", "全国", "企业", "所在地",
    "属地", "同级", "武警",
];

/// The separators of names.
const SEPARATORS: &[char] = &['、', '，', '；', '。', ' ', '/', '｜', '|'];

/// The names in the list at `range` of `text`.
pub(crate) fn names(text: &str, range: Range<usize>) -> Vec<Name> {
    let list = text.get(range.clone()).unwrap_or_default();
    let mut names = Vec::new();
    for mark in rejoined(list, split(list, SEPARATORS)) {
        let piece = list.get(mark.clone()).unwrap_or_default();
        let joined = joining_counties(list, piece);
        let at = range.start + mark.start + joined;
        let piece = piece.get(joined..).unwrap_or_default();
        names.extend(known_in(piece).iter().map(|name| name.at(at)));
    }
    shared::share_offices(text, &mut names);
    names
}

/// Returns the names in a piece without separators. Results are kept, since the same pieces recur
/// in a document and are tried in several roles.
fn known_in(piece: &str) -> Rc<[Name]> {
    /// The maximum number of results kept, enough for a large document.
    const MOST: usize = 4096;
    thread_local! {
        static READ: RefCell<FxHashMap<String, Rc<[Name]>>> = RefCell::default();
    }
    if let Some(known) = READ.with_borrow(|read| read.get(piece).cloned()) {
        return known;
    }
    let found: Rc<[Name]> = names_in(piece).into();
    // A longer piece is prose, which rarely recurs.
    if piece.chars().nth(LONGEST_RUN).is_none() {
        READ.with_borrow_mut(|read| {
            if read.len() == MOST {
                read.clear();
            }
            read.insert(piece.to_owned(), found.clone());
        });
    }
    found
}

/// The names in a piece without separators.
fn names_in(piece: &str) -> Vec<Name> {
    let mut names = Vec::new();
    for joined in unjoined(piece) {
        let part = piece.get(joined.clone()).unwrap_or_default();
        for single in apart(part) {
            let at = joined.start + single.start;
            names.extend(clean(part.get(single).unwrap_or_default(), at));
        }
    }
    names
}

/// Splits a piece that lost its separators, even if it lost its last character as well:
/// 市法院市检察.
fn apart(piece: &str) -> Vec<Range<usize>> {
    if piece.len() < SHORTEST_PAIR * '局'.len_utf8() || listed_behind(piece) == Some(0) {
        return std::iter::once(0..piece.len()).collect();
    }
    let parts = split_names(piece);
    // Most pieces that are not a name are prose, which does not begin with a name.
    if parts.len() > 1 || is_name(piece) || !begins_with_known(piece) {
        return parts;
    }
    let longer = LAST.iter().map(|last| format!("{piece}{last}")).find_map(|whole| {
        let parts = split_names(&whole);
        let known = parts.len() > 1
            && parts.iter().all(|part| whole.get(part.clone()).is_some_and(is_known));
        known.then_some(parts)
    });
    match longer {
        Some(longer) => {
            longer.into_iter().map(|part| part.start..part.end.min(piece.len())).collect()
        }
        None => parts,
    }
}

/// Splits at 和, 及, 与, 以及 and 等 where they join two names, and at points misread for `、`.
fn unjoined(text: &str) -> Vec<Range<usize>> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let joints =
        Brackets::CLAUSE.outside(text).filter(|(_, c)| "和及与或等会联协同商.·".contains(*c));
    for (at, c) in joints {
        let left = text.get(start..at).unwrap_or_default().trim_end_matches(['以', '等']);
        let rest = text.get(at..).unwrap_or_default();
        let Some(right) = behind_joint(rest, c) else { continue };
        // 县教育局和康县政府: 和康县 is one place, 康县 another.
        let joins_places = || matches!(c, '和' | '及' | '与') && begins_with_place(right);
        if is_part_of_place(rest) && !joins_places() {
            continue;
        }
        let is_bare = || {
            matches!(c, '和' | '及' | '与')
                && ends_as_a_body(left)
                && (is_body_alone(right)
                    || is_village(without_others(right))
                    || is_town(without_others(right))
                    || is_local_class(without_others(right)))
        };
        if is_name(left.trim_start_matches('由')) && (begins_name(right) || is_bare()) {
            parts.push(start..start + left.len());
            start = text.len() - right.len();
        }
    }
    parts.push(start.min(text.len())..text.len());
    parts
}

/// Returns the text after the 和, 及, 与, 或, 等, 同, 会同, 联合 or 协同 with which `text` begins;
/// `None` if 会 is part of a word, or 等 closes the list.
fn behind_joint(text: &str, joint: char) -> Option<&str> {
    match joint {
        '或' => text.strip_prefix("或者").or_else(|| text.strip_prefix('或')),
        '会' => text.strip_prefix("会同"),
        '联' => text.strip_prefix("联合"),
        '协' => text.strip_prefix("协同"),
        '等' => {
            let rest = text.strip_prefix('等').filter(|rest| !is_others(rest))?;
            Some(rest.trim_start_matches(['和', '及', '与']))
        }
        _ => text.strip_prefix(joint),
    }
}

/// Whether a text is the name of a body without its level: 生态环境分局 after 县住建局和.
fn is_body_alone(text: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 3..=12;
    let name = without_others(text);
    LENGTH.contains(&name.chars().count())
        && name.chars().all(is_common_han)
        && (is_known(name) || is_name(name) && is_a_body_by_its_end(name))
        && !begins_as_a_task(name)
}

/// Whether a text is the name of a town or something like it: 韩村乡, 城关街道.
fn is_town(text: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 3..=6;
    const ENDS: [&str; 6] = ["乡", "镇", "街道", "苏木", "园区", "林场"];
    LENGTH.contains(&text.chars().count())
        && text.ends_with_any(&ENDS)
        && text.chars().all(is_common_han)
        && !begins_as_a_task(text)
}

/// Whether a text is the name of a class told by its part in the work, 行业主管部门, or of a class
/// of places told by what happens or is there: 事发地乡镇, 项目所在街道.
fn is_local_class(text: &str) -> bool {
    const BY_PART: [&str; 4] = ["主管部门", "成员单位", "各单位", "各部门"];
    if text == "镇街" || text.ends_with_any(&BY_PART) {
        return true;
    }
    /// The maximum length of such a name, in characters.
    const LONGEST: usize = 10;
    const ENDS: [&str; 7] = ["乡镇", "镇街", "街道", "村", "社区", "政府", "（街道）"];
    let is_place = || text.contains_any(&["所在", "发地", "发生地", "属地", "辖区"]);
    text.chars().nth(LONGEST).is_none() && text.ends_with_any(&ENDS) && is_place()
}

/// Whether a text begins with the name of a division: 金台区 of 金台区政府.
fn begins_with_place(text: &str) -> bool {
    divisions().leading(text).is_some()
}

fn begins_name(text: &str) -> bool {
    let is_whole =
        || text.len() <= LONGEST_JOINED * '局'.len_utf8() && is_name(without_others(text));
    let begins =
        text.starts_with_any(STARTS) || begins_with_place(text) || begins_like_a_name(text);
    begins && is_whole() || unit_types().longest(Scheme::National, text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_apart_into_names() {
        for (list, expected) in [
            (
                "县委宣传部，县直党委（党组），各有关部门，各乡镇（街道）",
                &["县委宣传部", "县直党委（党组）", "各有关部门", "各乡镇（街道）"][..],
            ),
            (
                "县自然资源和规划局、县人力资源和社会保障局",
                &["县自然资源和规划局", "县人力资源和社会保障局"],
            ),
            (
                "国家发展改革委、国务院扶贫办等和各省级人民政府",
                &["国家发展改革委", "国务院扶贫办", "各省级人民政府"],
            ),
            ("县发改局或县财政局", &["县发改局", "县财政局"]),
            ("县政府同县发展改革委", &["县政府", "县发展改革委"]),
            ("省财政厅同大同市财政局、同心县政府", &["省财政厅", "大同市财政局", "同心县政府"]),
            ("1.县发改局、（2）县财政局", &["县发改局", "县财政局"]),
            ("国务院相关部门及各地区", &["国务院相关部门", "各地区"]),
            ("各镇〕（园区），县政府各部门", &["各镇（园区）", "县政府各部门"]),
            ("市法院市检察", &["市法院", "市检察院"]),
            ("县住建局（县人防办）、县民政局等", &["县住建局（县人防办）", "县民政局"]),
            ("有关部门各乡（镇）、街道", &["有关部门", "各乡（镇）", "街道"]),
            ("省、市、县相关部门", &["省、市、县相关部门"]),
            ("各区、市财政局", &["各区", "市财政局"]),
            ("各有关区、县级市，市财政局", &["各有关区、县级市", "市财政局"]),
            ("市人大和市政协办公室", &["市人大办公室", "市政协办公室"]),
            ("区住建局商区级相关部门", &["区住建局", "区级相关部门"]),
            ("省司法厅，6月底完成", &["省司法厅"]),
            ("各市、县（区）市场监管局", &["各市、县（区）市场监管局"]),
            ("各县（市、区）、市财政局", &["各县（市、区）", "市财政局"]),
            ("各乡镇党委、人民政府，县委办", &["各乡镇党委、人民政府", "县委办"]),
            ("哈尔滨、黑河市政府", &["哈尔滨市政府", "黑河市政府"]),
            ("县财政局、竹山、竹溪县人民政府", &["县财政局", "竹山县人民政府", "竹溪县人民政府"]),
            ("和平、黑河市政府", &["和平", "黑河市政府"]),
            ("县公安局及事发地乡镇、县财政局", &["县公安局", "事发地乡镇", "县财政局"]),
            ("县公安局及项目所在乡镇", &["县公安局", "项目所在乡镇"]),
            (
                "区“双随机、一公开”联席会议办公室、区财政局",
                &["区“双随机、一公开”联席会议办公室", "区财政局"],
            ),
            ("县委、县政府督查室、县公安局", &["县委督查室", "县政府督查室", "县公安局"]),
            (
                "市委、市人大、市政府、市政协办公室",
                &["市委办公室", "市人大办公室", "市政府办公室", "市政协办公室"],
            ),
            ("枣阳市委和市政府督查室", &["枣阳市委督查室", "市政府督查室"]),
            ("县委、县政府，县委办公室", &["县委", "县政府", "县委办公室"]),
            ("县委、市政府办公室", &["县委", "市政府办公室"]),
            ("由县和谐医院", &["县和谐医院"]),
            ("中央、省、市驻滑有关单位，县财政局", &["中央、省、市驻滑有关单位", "县财政局"]),
            ("各县、市直有关部门", &["各县", "市直有关部门"]),
            ("各镇人民政府、街道办事处（以下简称镇（街））", &["各镇人民政府", "街道办事处"]),
            ("县住建局、交通与建设处（详见附件1）", &["县住建局", "交通与建设处"]),
            ("新城联合党委及如意社区、山海社区", &["新城联合党委", "如意社区", "山海社区"]),
            ("草屿联合党委及陈厝村", &["草屿联合党委", "陈厝村"]),
            ("城关镇、县妇联和道口村", &["城关镇", "县妇联", "道口村"]),
            ("城市及农村社区", &["城市及农村社区"]),
            ("县农业和农村局", &["县农业和农村局"]),
            ("县财政局预算、国库科，县审计局", &["县财政局预算科", "国库科", "县审计局"]),
            ("县财政局预算、国库管理", &["县财政局预算", "国库管理"]),
            ("★县教育局、县财政局▲", &["县教育局", "县财政局"]),
            ("县教育局、县财政局各负其责", &["县教育局", "县财政局"]),
            ("县委宣传部和和平街道", &["县委宣传部", "和平街道"]),
            ("省财政厅和康县政府", &["省财政厅", "康县政府"]),
            ("市生态环境局商南县分局", &["市生态环境局商南县分局"]),
            ("县委、和县政府", &["县委", "县政府"]),
            ("含山县政府、和县政府", &["含山县政府", "和县政府"]),
            ("省财政厅和新建区政府", &["省财政厅", "新建区政府"]),
            ("市住建局及金台区、渭滨区政府", &["市住建局", "金台区", "渭滨区政府"]),
            ("县民政局和武警县中队", &["县民政局", "武警县中队"]),
            ("县教育局和和平镇人民政府", &["县教育局", "和平镇人民政府"]),
            ("县财政局.县水利局·县统计局", &["县财政局", "县水利局", "县统计局"]),
        ] {
            let found: Vec<_> =
                names(list, 0..list.len()).into_iter().map(|name| name.text).collect();
            assert_eq!(found, expected, "{list}");
        }
    }
}
