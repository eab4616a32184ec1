//! Laws of the table and regulations of regions, where the text says what is to be done with them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::{CitationMention, relation};
use super::named;
use crate::affix::AnyOf;
use crate::characters::han_regex;
use crate::context::{self, CLAUSE};
use crate::lexicon::divisions::provinces;
use crate::lexicon::levels::OF_REGIONS;
use crate::lexicon::{kinds, laws};
use crate::model::Relation;
use crate::words::Words;

/// A regulation of a region: `河南省重大行政决策程序规定`.
static REGIONAL: LazyLock<Regex> = LazyLock::new(|| {
    let provinces: Vec<_> = provinces().map(|province| province.name).collect();
    let provinces = provinces.join("|");
    let region = format!(r"(?:{provinces}|\p{{Han}}{{2,4}}?(?:市|县|自治州|自治县))");
    let name = format!(r"(?:\p{{Han}}|（试行）|（暂行）){{4,}}?(?:{})", kinds::regional());
    let ends = r"(?:[，。；、）和及等\n（]|要求|有关|相关|精神|\z)";
    han_regex(&format!(r"\A好?(?P<title>{region}{name}){ends}")).expect("the pattern is one")
});

/// What no title of a regulation contains: 我市有关规定, 大城市管理规定.
static LOOSE: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "我", "各", "全市", "全省", "全县", "市场", "有关", "相关", "关于", "规定和", "的",
        "大城市", "大农贸市", "大超市",
    ])
});

/// Joins the laws in a list.
const JOINTS: [char; 4] = ['、', '和', '及', '与'];

/// The maximum length of the title of a regulation with its region, in characters.
const LONGEST_TITLE: usize = 44;

/// How far to look for a law next to another, in characters.
const NEAR: usize = 40;

/// Reads a law of the table: `严格落实个人信息保护法`, but not `突发事件应对法治化` or `宪法宣誓`.
pub(super) fn law(text: &str, range: Range<usize>) -> Option<CitationMention> {
    let rest = text.get(range.end..)?;
    let name = text.get(range.clone())?;
    let goes_on =
        name.ends_with('法') && rest.starts_with(|c| "律规治制院官庭定人学理条务典".contains(c));
    let other = [
        "法律", "宣誓", "日", "宣传周", "宣传月", "广场", "公园", "主题", "相伴", "长廊", "教育馆",
    ];
    let part = context::previous(text, range.start).is_some_and(|c| "《〈·".contains(c));
    if goes_on || part || rest.starts_with_any(&other) {
        return None;
    }
    let start = range.start - prefix(text, range.start);
    let row = row_start(text, start);
    let relation = relation::governed(text, &(row..range.end)).or_else(|| labelled(text, row))?;
    Some(named(text, start..range.end, relation, "citation-law"))
}

/// The relation of the laws listed right after a label: `普法内容：宪法、民法典`.
fn labelled(text: &str, row: usize) -> Option<Relation> {
    let head = text.get(..row)?.strip_suffix('：')?;
    let label = context::before(head, head.len(), CLAUSE);
    let says = |words: &[&str]| label.contains_any(words);
    if says(&["依据"]) {
        Some(Relation::BasedOn)
    } else if says(&["普法", "宣传", "宣讲", "学习", "贯彻"]) {
        Some(Relation::Implements)
    } else {
        says(&["法律", "法规", "法治内容"]).then_some(Relation::Cites)
    }
}

/// Whether a short name that is also part of other words, 刑法, is that of a law: it must be an
/// entry of a list, next to another law.
pub(super) fn short_law(text: &str, range: &Range<usize>) -> bool {
    let (head, tail) = (text.get(..range.start), text.get(range.end..));
    let (head, tail) = (head.unwrap_or_default(), tail.unwrap_or_default());
    let clause = context::before(text, range.start, CLAUSE);
    let opens = clause.is_empty() && head.ends_with('：')
        || relation::ends_in_verb(clause)
        || head.ends_with(JOINTS);
    let closes =
        tail.is_empty() || tail.starts_with(['、', '和', '及', '与', '等', '，', '。', '；']);
    let next = || {
        let rest = tail.strip_prefix(JOINTS)?.trim_start_matches('《');
        let rest = rest.strip_prefix("中华人民共和国").unwrap_or(rest);
        let near = context::first_chars(rest, NEAR);
        laws::named(near).first().filter(|law| law.start == 0).cloned()
    };
    let before = || {
        let head = head.strip_suffix(JOINTS)?.trim_end_matches('》');
        let near = context::last_chars(head, head.len(), NEAR);
        laws::named(near).pop().filter(|law| law.end == near.len())
    };
    opens && closes && next().or_else(before).is_some()
}

/// Reads the regulation of a region after another law, whose relation it takes:
/// `行政许可法和河南省行政执法条例`.
pub(super) fn in_row(text: &str, mention: &CitationMention) -> Option<CitationMention> {
    let tail = text.get(mention.range.end..)?;
    let rest = tail.strip_any_prefix(&["以及", "、", "和", "及"])?;
    let next = regional(text, text.len() - rest.len())?;
    Some(CitationMention { relation: mention.relation, ..next })
}

/// Reads the regulation of a region directly after a verb: `严格执行河南省重大行政决策程序规定`,
/// but not `执行我市有关规定`.
pub(super) fn regional(text: &str, at: usize) -> Option<CitationMention> {
    let mut begin = text.get(at..)?.chars().take(8).skip(2);
    if !begin.any(|c| OF_REGIONS.contains(&c)) {
        return None;
    }
    let tail = context::after(text, at, &['。', '；', '\n', '《']);
    let title = REGIONAL.captures(tail)?.name("title")?;
    let is_town = title.as_str().starts_with_any(&["城市", "农贸市", "超市"]);
    let is_long = title.as_str().chars().nth(LONGEST_TITLE).is_some();
    if is_town || is_long || LOOSE.are_in(title.as_str()) {
        return None;
    }
    let range = at + title.start()..at + title.end();
    let relation = relation::governed(text, &range).unwrap_or(Relation::Cites);
    Some(named(text, range, relation, "citation-region"))
}

/// The length of 中华人民共和国 or the name of a region before a law, which belongs to its title.
fn prefix(text: &str, at: usize) -> usize {
    let head = context::last_chars(text, at, 7);
    if head.ends_with("中华人民共和国") {
        return "中华人民共和国".len();
    }
    let clause = context::before(text, at, &['，', '。', '；', '、', '：', '\n', '”', '）']);
    let region = relation::strong(clause)
        .map_or(Some(clause), |verb| clause.get(verb.end..))
        .unwrap_or_default();
    let is_region = region.ends_with(OF_REGIONS) && (3..=8).contains(&region.chars().count());
    if is_region { region.len() } else { 0 }
}

/// Where a row of laws begins, all governed by one verb: `违反安全生产法、传染病防治法`.
fn row_start(text: &str, start: usize) -> usize {
    let head = text.get(..start).unwrap_or_default();
    let Some(row) =
        head.strip_suffix(['、', '和', '及', '与']).or_else(|| head.strip_suffix("以及"))
    else {
        return start;
    };
    let clause = context::before(row, row.len(), &['，', '。', '；', '、', '：', '\n']);
    let name = clause.rsplit('和').next().unwrap_or_default();
    let last = laws::named(name).pop().or_else(|| laws::named_shortly(name).last());
    match last.filter(|law| law.end == name.len()) {
        Some(law) => row_start(text, row.len() - name.len() + law.start),
        None => start,
    }
}
