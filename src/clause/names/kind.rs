//! Decides whether a text can be a name: by its ending, as a class of bodies, or because the
//! vocabulary has it.

use std::borrow::Cow;

use super::levelled::is_noted_level;
use super::told::tells_what_is_done;
use crate::affix::AnyOf;
use crate::bracket::Brackets;
use crate::characters::{is_common_han, signs};
use crate::context;
use crate::lexicon::divisions::divisions;
use crate::lexicon::levels::{LEVELS, begins_with_level};
use crate::lexicon::quantifiers::CONCERNED;
use crate::lexicon::unit_types::{Scheme, unit_types};
use crate::lexicon::{endings, fixed, is_branch, split_names, verbs};

/// The maximum length of a run of names without separators, in characters.
pub(super) const LONGEST_RUN: usize = 30;

/// Words with which prose about bodies begins, but no name.
const NEVER_FIRST: [&str; 5] = ["以下", "根据", "按照", "依据", "依照"];

/// The maximum length of a name with its brackets, in characters.
const LONGEST_NAME: usize = 80;

/// The maximum length of an unknown name at the end of prose, in characters.
const LONGEST_NAMED: usize = 10;

/// Whether a text can be the name of a body or of a class of bodies.
pub(crate) fn is_name(text: &str) -> bool {
    if text.len() > LONGEST_NAME * '局'.len_utf8() || !may_be_name(text) {
        return false;
    }
    if is_noted_level(text) {
        return true;
    }
    let plain = without_brackets(text);
    let plain = plain.as_ref();
    let n = plain.chars().count();
    (2..=32).contains(&n)
        && has_signs_of_names(plain)
        && !plain.starts_with('每')
        && !plain.starts_with_any(&NEVER_FIRST)
        && !says_by_whom(plain)
        && on_whom(plain).is_none()
        && !helps_another(plain)
        && !begins_with_whom(plain)
        && (ends_as_a_body(plain) || is_class(plain) || is_known(plain) || is_post(plain))
        && !tells_what_is_done(plain)
}

/// Whether a text says whom somebody helps: 配合县财政局.
fn helps_another(text: &str) -> bool {
    ["配合", "协助"].iter().filter_map(|word| text.strip_prefix(word)).any(is_known)
}

/// Whether a text has no stops and its quotation marks are balanced.
fn has_signs_of_names(text: &str) -> bool {
    let mut n_open = 0_isize;
    let may_be = signs(text).all(|(_, c)| {
        n_open += isize::from(c == '“') - isize::from(c == '”');
        !matches!(c, '。' | '：' | '；' | '，' | '《')
    });
    may_be && n_open == 0
}

/// Whether a text begins or ends like a name. Most texts do not.
fn may_be_name(text: &str) -> bool {
    text.starts_with(['各', '有', '相', '乡', '村'])
        // Also the last characters of names known by their level, and of posts.
        || text.ends_with(['长', '员'])
        || text.ends_with(|c| endings::OF_NAME.may_end_in(c) || unit_types().may_end_in(c))
        || text.contains(['（', '〔'])
}

/// Whether a name is that of a post with a level: 县级路长, 村级护林员.
pub(crate) fn is_post(name: &str) -> bool {
    const OF_LEVEL: [&str; 8] = ["省级", "市级", "县级", "区级", "乡镇级", "乡级", "镇级", "村级"];
    name.starts_with_any(&OF_LEVEL) && name.ends_with(['长', '员']) && name.chars().count() <= 8
}

/// Whether a name can be the subject of a verb: 各地区 and 各地 can, 各类 in 各类检查 cannot.
pub(crate) fn can_act(name: &str) -> bool {
    const PLACES: [&str; 8] = ["地", "方", "级", "方面", "成员", "员", "者", "人"];
    if !is_name(name) {
        return false;
    }
    let plain = without_brackets(name);
    ends_as_a_body(&plain) || plain.ends_with_any(&PLACES) || is_known(&plain) || is_post(&plain)
}

/// The body with which a piece of prose ends, if any: `由县财政局`, `县审计局具体`.
pub(crate) fn names_a_body(prose: &str) -> Option<&str> {
    const MANNERS: [&str; 7] = ["具体", "分别", "共同", "积极", "要", "应当", "应"];
    let prose = MANNERS.iter().fold(prose, |rest, word| context::without_end(rest, word));
    let prose = behind_number(prose);
    // 各省（市）人民政府 is one name; a bracket that is still open holds another.
    let prose = match Brackets::CLAUSE.balance(prose) {
        1.. => prose.rsplit(['（', '〔']).next()?,
        _ => prose,
    };
    let is_by = |at: usize| prose.get(..at).is_some_and(|before| !before.ends_with('自'));
    let parts = |(at, c): &(usize, char)| *c == '、' || *c == '由' && is_by(*at);
    let last = Brackets::CLAUSE.outside(prose).filter(parts).last();
    let whole = prose.get(last.map_or(0, |(at, c)| at + c.len_utf8())..)?;
    // 县发改局协调县财政局
    let whole =
        whole.rsplit_once("协调").filter(|(_, body)| is_known(body)).map_or(whole, |it| it.1);
    // 省经济和信息化厅 is one name, 县财政局和县审计局 are two.
    let last =
        Some(whole).filter(|name| is_known(name)).or_else(|| whole.rsplit(['和', '与']).next())?;
    let levelled = last.contains(LEVELS) || last.contains(['各', '国']);
    let is_set_up =
        last.ends_with_any(&endings::OF_GROUP) || last.ends_with_any(&["小组", "办公室", "委员会"]);
    let specific = levelled || is_set_up;
    let unknown = || specific && ends_as_a_body(last) && last.chars().count() <= LONGEST_NAMED;
    (last != "政府" && is_name(last) && (is_known(last) || unknown())).then_some(last)
}

/// A text without the number of the item that it begins: `（六）各镇`.
fn behind_number(text: &str) -> &str {
    let inner = text.strip_prefix('（').and_then(|rest| rest.split_once('）'));
    let is_number = |n: &str| n.chars().all(|c| "一二三四五六七八九十".contains(c));
    inner.filter(|(n, _)| is_number(n)).map_or(text, |(_, rest)| rest)
}

/// Whether a text begins like the description of a task rather than with the name of a body:
/// `加快建设县中医院`.
pub(crate) fn begins_as_a_task(text: &str) -> bool {
    // 新建区教育局
    let is_unit = || {
        listed_behind(text) == Some(0)
            || text.contains_any(&endings::OF_GROUP)
            || divisions().leading(text).is_some()
    };
    let builds = || text.strip_prefix("建设").is_some_and(|what| what.chars().nth(3).is_some());
    (verbs::begin_task(text) || builds()) && !is_unit()
}

/// Whether what looks like a name says what is done: `培育龙头企业`, `建强基层党组织`; not
/// `发展改革委`, `整治推进组`.
pub(crate) fn does_something(text: &str) -> bool {
    const OFFICES: [&str; 5] = ["科", "股", "室", "处", "办"];
    let is_group = text.ends_with('组') && !text.ends_with("小组");
    let is_unit = is_group || listed_behind(text) == Some(0) || text.ends_with_any(&OFFICES);
    !is_unit && (begins_as_a_task(text) || verbs::may_begin_name(text))
}

/// Whether prose says by whom something is done: `考核工作由县司法局`. A 由 within a word does not
/// count: 自由贸易试验区管委会.
pub(crate) fn says_by_whom(text: &str) -> bool {
    text.match_indices('由').any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let is_in_word = fixed::covers(&fixed::WITH_BY, text, at)
            && !before.ends_with_any(&["方案", "预案", "草案", "提案", "议案"]);
        !before.is_empty() && !is_in_word
    })
}

/// Where prose goes on to say on whom somebody acts: before 对 in `市教育局对学校`, not in
/// 对外联络办公室.
pub(crate) fn on_whom(text: &str) -> Option<usize> {
    let mut places = text.match_indices('对').map(|(at, _)| at);
    places.find(|at| *at >= 2 * '对'.len_utf8() && !fixed::covers(&fixed::WITH_ON, text, *at))
}

/// Whether prose begins with those on whom somebody acts: `对各乡镇`, not 对外联络办公室.
fn begins_with_whom(text: &str) -> bool {
    text.strip_prefix('对')
        .is_some_and(|rest| rest.starts_with(['各', '省', '市', '县', '区', '乡']))
}

/// Whether the ending of a name suffices to make it a body: 县督查和绩效办, but not 工作机构 or
/// 组织领导.
pub(crate) fn is_a_body_by_its_end(name: &str) -> bool {
    name.chars().count() >= 3 && is_name(name) && ends_as_a_body(name) && endings::SURE.close(name)
}

/// Whether a name is that of an office within a body, without the body: 农业农村处, 计财科.
pub(crate) fn is_office(name: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 3..=12;
    LENGTH.contains(&name.chars().count())
        && name.ends_with(['科', '股', '室', '处'])
        && ends_as_a_body(name)
        && is_name(name)
        && name.chars().all(is_common_han)
        && !begins_as_a_task(name)
        && !name.contains(['的', '是', '在', '为'])
}

/// Whether a name is that of a group or a centre for a certain work, without the body that it
/// belongs to: 综合协调组, 指挥中心; not 重组, 公司机组.
pub(crate) fn is_team(name: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 3..=10;
    LENGTH.contains(&name.chars().count())
        && name.ends_with_any(&["组", "中心"])
        && ends_as_a_body(name)
        && name.chars().all(is_common_han)
        && !does_something(name)
        && !name.contains(['的', '是', '在', '为', '以'])
        && is_name(name)
}

/// Whether a name is that of a school, a village or a works, whose last character ends other words
/// in prose: 李庄村, 县第一高级中学.
pub(crate) fn is_of_kind(name: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 3..=12;
    LENGTH.contains(&name.chars().count())
        && name.chars().all(is_common_han)
        && endings::OF_WORKS.close(name)
        && !fixed::LIKE_WORKS.close(name)
        && !begins_as_a_task(name)
        && !name.contains('的')
}

/// Whether a text is the name of a village or a community: 陈厝村, 如意社区; not 农村社区.
pub(crate) fn is_village(text: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 4..=8;
    let is_community = || {
        LENGTH.contains(&text.chars().count())
            && text.ends_with("社区")
            && !text.ends_with_any(&["农村社区", "智慧社区", "示范社区"])
            && text.chars().all(is_common_han)
            && !text.contains('的')
            && !begins_as_a_task(text)
    };
    text.ends_with('村') && is_of_kind(text) || is_community()
}

/// Whether a name is that of a place that stands for those who govern it: 临涣镇, 城关街道,
/// 滑县经济开发区; not 特色小镇, 工业园区.
pub(crate) fn is_governed(name: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 3..=8;
    const KINDS: [&str; 7] = ["镇", "乡", "苏木", "街道", "农场", "林场", "社区"];
    const ZONES: [&str; 2] = ["开发区", "园区"];
    const OTHERS: [&str; 17] = [
        "乡镇", "城镇", "集镇", "村镇", "小镇", "制镇", "心镇", "点镇", "强镇", "名镇", "古镇",
        "色镇", "城乡", "之乡", "下乡", "返乡", "家庭农场",
    ];
    const CLASSES: [&str; 9] = ["各", "全县", "全镇", "全乡", "本", "该", "每", "城乡", "进"];
    const WORDS: [&str; 15] = [
        "的", "示范", "试点", "农村", "城市", "村改", "老旧", "商业", "历史", "大型", "搬迁",
        "重点", "所在", "主要", "国营",
    ];
    let is_one = LENGTH.contains(&name.chars().count())
        && name.ends_with_any(&KINDS)
        && !name.ends_with_any(&OTHERS)
        && !name.starts_with_any(&CLASSES);
    let is_zone = || {
        let mut heads = name.char_indices().skip(2).take(4).map(|(at, _)| name.split_at(at));
        let names_place = |(place, kind): (&str, &str)| {
            kind.chars().nth(2).is_some()
                && (divisions().has_short(place) || divisions().leading(place).is_some())
        };
        name.ends_with_any(&ZONES) && heads.any(names_place)
    };
    (is_one || is_zone())
        && name.chars().all(is_common_han)
        && !begins_as_a_task(name)
        && !name.contains_any(&WORDS)
}

/// Whether a name is that of a body with a level which its end does not make one: 县电视台,
/// 县特教学校; not 县级学校, 县域医院.
pub(crate) fn is_levelled_agency(name: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 3..=12;
    const ENDS: [&str; 11] =
        ["台", "所", "站", "校", "馆", "队", "部", "社", "协会", "商会", "红会"];
    LENGTH.contains(&name.chars().count())
        && begins_with_level(name)
        && !name.chars().nth(1).is_some_and(|c| "级域城内外管直属村镇".contains(c))
        && name.ends_with_any(&ENDS)
        && is_name(name)
        && !name.contains('的')
}

/// A name without what else its body is called: 县教育局 in 县教育局（体育局）. A bracket may also
/// say what is built: 县医院（扩建）.
pub(crate) fn without_alias(name: &str) -> &str {
    let alias = name.strip_suffix('）').and_then(|name| name.split_once('（'));
    alias.filter(|(_, alias)| alias.split('、').all(is_alias)).map_or(name, |(name, _)| name)
}

/// Whether a text may be the other name of a body, not a part of a building: 主馆, 新院区.
pub(crate) fn is_alias(text: &str) -> bool {
    const PARTS: [&str; 5] = ["馆", "区", "期", "址", "楼"];
    let is_part = || text.ends_with_any(&PARTS) && !begins_with_level(text);
    (is_known(text) || ends_as_a_body(text)) && !is_part()
}

/// Whether what is no known name may be that of a body because of the level with which it begins,
/// where only names can stand: 县城投, 县一中; not 县级资金.
pub(crate) fn may_be_levelled(name: &str) -> bool {
    const LENGTH: std::ops::RangeInclusive<usize> = 3..=8;
    begins_with_level(name)
        && LENGTH.contains(&name.chars().count())
        && !name.chars().nth(1).is_some_and(|c| "级域内外场分别".contains(c))
        && name.chars().all(is_common_han)
        && !name.contains(['的', '等'])
}

/// Whether a name ends with a word for bodies or classes of bodies: 县财政局, not 布局.
pub(crate) fn ends_as_a_body(name: &str) -> bool {
    // 安全科 is an office, though 全科 is a word of its own.
    let is_longest =
        |end: &str| fixed::LIKE_BODIES.of(name).is_none_or(|other| other.len() < end.len());
    endings::OF_NAME.of(name).is_some_and(is_longest)
}

/// Removes brackets within a name: 各区县（自治县，以下简称区县）政府 becomes 各区县政府.
fn without_brackets(text: &str) -> Cow<'_, str> {
    if !text.contains(['（', '〔']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(Brackets::CLAUSE.outside(text).map(|(_, c)| c).collect())
}

/// Whether a name is that of a class: 各镇（园区）, 有关部门.
pub(super) fn is_class(text: &str) -> bool {
    text.starts_with_any(&["各", "有关", "相关", "乡镇级", "村级"]) && text.chars().count() <= 20
}

/// Whether a name is that of a class of which it is not said who belongs to it: 有关部门,
/// 县直有关部门.
pub(crate) fn is_open(text: &str) -> bool {
    text.starts_with_any(CONCERNED) || text.contains("有关") && tells_whose(text)
}

/// Whether a class begins with those to whom its members belong: 县直各单位, 驻滑各单位; not
/// 报送各单位.
pub(crate) fn tells_whose(class: &str) -> bool {
    begins_with_level(class) || class.starts_with(['全', '驻']) || class.starts_with("中央")
}

/// Whether the vocabulary has the name, with or without a level or region in front, or the body of
/// which it names a branch.
pub(crate) fn is_known(text: &str) -> bool {
    text.ends_with("人民政府") || is_listed(text) || is_branch(text)
}

/// Whether a text begins with a known name that is not all of it.
pub(crate) fn begins_with_known(text: &str) -> bool {
    let mut heads = text.char_indices().skip(1).filter_map(|(at, _)| text.get(..at));
    heads.any(is_known)
}

/// Whether a name is a type of the vocabulary, apart from its level or region.
pub(super) fn is_listed(text: &str) -> bool {
    listed_behind(text).is_some()
}

/// If a name is a type of the vocabulary, possibly after a region and level, returns the length of
/// the region in bytes.
pub(crate) fn listed_behind(text: &str) -> Option<usize> {
    let types = unit_types();
    let listed = |name: &str| types.find(Scheme::Local, name).is_some();
    if types.find(Scheme::National, text).is_some() || listed(text) {
        return Some(0);
    }
    // 行署林草局: a bureau of a 盟 or 地区.
    if text.strip_prefix("行署").is_some_and(listed) {
        return Some(0);
    }
    levelled(text).or_else(|| behind_short_place(text))
}

/// The length of the region before the level of a known type: 滑 of 滑县财政局.
fn levelled(text: &str) -> Option<usize> {
    let listed = |name: &str| unit_types().find(Scheme::Local, name).is_some();
    let (at, level) = text.char_indices().take(4).find(|(_, c)| LEVELS.contains(c))?;
    let bare = text.get(at + level.len_utf8()..)?;
    // 县委统战部: departments of the Party have short names without 党委.
    let of_party =
        |rest: &str| listed(&format!("党委{rest}")) || rest.ends_with('部') && listed(rest);
    let party = || bare.strip_prefix('委').is_some_and(of_party);
    let office =
        || bare.strip_prefix("政府").is_some_and(|rest| listed(&format!("人民政府{rest}")));
    let governs = matches!(bare, "委" | "政府" | "人民政府");
    (governs || listed(bare) || party() || office()).then_some(at)
}

/// The length of the short name of a division before a known type: 福建 of 福建海事局. 新建医院 may
/// be built anew, 会同公安局 says who takes part, and 比如医院 gives an example.
fn behind_short_place(text: &str) -> Option<usize> {
    const WORDS: [&str; 5] = ["新建", "会同", "合作", "公安", "比如"];
    /// How long such a name may be, in characters.
    const LENGTH: std::ops::RangeInclusive<usize> = 2..=4;
    let ends = text.char_indices().map(|(at, _)| at).skip(*LENGTH.start()).take(LENGTH.count());
    ends.filter_map(|at| text.split_at_checked(at)).find_map(|(place, kind)| {
        let is_one = divisions().has_short(place)
            && !WORDS.contains(&place)
            && unit_types().find(Scheme::Local, kind).is_some();
        is_one.then_some(place.len())
    })
}

/// Where a run of known names begins at the end of a piece that starts with prose:
/// `…学习和实践司法局市委组织部`.
pub(crate) fn known_tail(piece: &str) -> Option<usize> {
    let n_chars = piece.chars().count();
    piece.char_indices().map(|(at, _)| at).skip(n_chars.saturating_sub(LONGEST_RUN)).find(|at| {
        let tail = piece.get(*at..).unwrap_or_default();
        split_names(tail).into_iter().all(|range| tail.get(range).is_some_and(is_known))
    })
}
