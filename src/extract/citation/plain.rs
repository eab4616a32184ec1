//! Documents named without 《 》: laws from the table, `关于…的意见` after a verb, plans with their
//! years, five-year plans for a field.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{CitationMention, number, relation, title};
use crate::characters::han_regex;
use crate::context::{self, CLAUSE};
use crate::lexicon::divisions::provinces;
use crate::lexicon::laws;
use crate::model::Relation;
use crate::words::Words;

/// The end of a title that begins with `关于`.
static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = "(?P<kind>意见|决定|通知|规定|办法|方案|措施|规划|纲要|批复|条例)";
    han_regex(&format!(r"的(?P<how>\p{{Han}}{{0,4}}?){kinds}")).expect("the pattern is one")
});

/// The years of a plan at the end of a text: `（2023—2025年）`.
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    han_regex(r"（20[0-9]{2}年?(?:[—–－~至-]|——)20[0-9]{2}年）\z").expect("the pattern is one")
});

/// A plan for a number of years at the end of a text: `三年行动计划`.
static SO_MANY: LazyLock<Regex> = LazyLock::new(|| {
    han_regex(r"[一二两三四五六七八九十]年(?:行动|攻坚|提升)*(?:计划|方案|规划)\z")
        .expect("the pattern is one")
});

/// What follows `五”` in the name of a five-year plan.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    let ends = r"(?:[，。；、：）和及等的\n]|\z)";
    han_regex(&format!(r"\A(?P<field>\p{{Han}}{{2,}}?(?:规划|纲要)){ends}"))
        .expect("the pattern is one")
});

/// Beginnings and endings of titles written without 《 》.
static SIGNS: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "关于",
        "年）",
        "五",
        "现将",
        "年行动计划",
        "年行动方案",
        "年攻坚计划",
        "年提升计划",
    ])
});

/// Verbs for carrying something out or acting on its basis.
static VERBS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(["落实", "贯彻", "执行", "实施", "根据", "按照", "依据", "依照", "遵守"])
});

/// A regulation of a region: `河南省重大行政决策程序规定`.
static REGIONAL: LazyLock<Regex> = LazyLock::new(|| {
    let provinces: Vec<_> = provinces().map(|province| province.name).collect();
    let provinces = provinces.join("|");
    let region = format!(r"(?:{provinces}|\p{{Han}}{{2,4}}?(?:市|县|自治州|自治县))");
    let name = r"(?:\p{Han}|（试行）|（暂行）){4,}?(?:条例|规定|办法|细则|规则)";
    let ends = r"(?:[，。；、）和及等\n（]|要求|有关|相关|精神|\z)";
    han_regex(&format!(r"\A好?(?P<title>{region}{name}){ends}")).expect("the pattern is one")
});

/// Joins the laws in a list.
const JOINTS: [char; 4] = ['、', '和', '及', '与'];
/// The maximum length of the title of a regulation with its region, in characters.
const LONGEST_TITLE: usize = 44;
/// The maximum length of the field of a five-year plan, in characters.
const LONGEST_FIELD: usize = 26;
/// How far to look for a law next to another, in characters.
const NEAR: usize = 40;

/// Words that end the name of a plan.
const PLANS: &[&str] = &["规划", "计划", "方案", "纲要", "行动", "意见", "措施", "要点", "安排"];
/// Words that end the title of what a notice issues.
const ISSUED: &[&str] = &[
    "规划", "计划", "方案", "纲要", "意见", "措施", "要点", "安排", "办法", "细则", "规定", "规则",
    "预案", "制度", "清单", "政策", "标准", "指南",
];
/// Names that are not part of a title: `落实党中央关于…的意见`.
const VAGUE: &[&str] = &[
    "党中央",
    "中央",
    "国家",
    "省",
    "市",
    "县",
    "区",
    "省委",
    "市委",
    "县委",
    "区委",
    "上级",
    "党和国家",
    "有关部门",
    "部门",
    "省政府",
    "市政府",
    "县政府",
    "区政府",
];

/// Everything named without marks, including overlaps.
pub(super) fn find(text: &str) -> Vec<CitationMention> {
    let mut mentions = Vec::new();
    let short = laws::named_shortly(text).filter(|found| short_law(text, found));
    mentions
        .extend(laws::named(text).into_iter().chain(short).filter_map(|found| law(text, found)));
    mentions.extend(VERBS.find_iter(text).filter_map(|found| regional(text, found.range.end)));
    let next: Vec<_> = mentions.iter().filter_map(|mention| in_row(text, mention)).collect();
    mentions.extend(next);
    mentions.extend(SIGNS.find_iter(text).filter_map(|sign| match text.get(sign.range.clone())? {
        "关于" => about(text, sign.range.start),
        "年）" => with_years(text, sign.range.end),
        "五" => five_year(text, sign.range.start),
        "现将" => issued(text, sign.range.end),
        _ => of_years(text, sign.range.end),
    }));
    mentions.extend(number::bare(text).filter_map(|range| numbered(text, range)));
    mentions.retain(|mention| {
        !context::in_title(text, mention.range.start) && !is_short_form(text, mention.range.start)
    });
    mentions
}

/// Whether the text at `start` is an abbreviation where it is defined: `以下简称“电子商务法”`.
fn is_short_form(text: &str, start: usize) -> bool {
    context::last_chars(text, start, 4).trim_end_matches(['“', '：', '为']).ends_with("简称")
}

fn named(
    text: &str,
    range: Range<usize>,
    relation: Relation,
    rule: &'static str,
) -> CitationMention {
    let (numbers, end) = number::behind(text, range.end);
    let (number, raw_number) = numbers
        .into_iter()
        .next()
        .map_or((None, None), |number| (Some(number.repaired), number.raw));
    CitationMention {
        title: text.get(range.clone()).unwrap_or_default().to_owned(),
        range: range.start..end,
        number,
        raw_number,
        inner: Vec::new(),
        relation,
        bracketed: false,
        short_for: None,
        rule,
    }
}

/// Reads a law of the table: `严格落实个人信息保护法`, but not `突发事件应对法治化` or `宪法宣誓`.
fn law(text: &str, range: Range<usize>) -> Option<CitationMention> {
    let rest = text.get(range.end..)?;
    let name = text.get(range.clone())?;
    let goes_on =
        name.ends_with('法') && rest.starts_with(|c| "律规治制院官庭定人学理条务典".contains(c));
    let other = [
        "法律",
        "宣誓",
        "日",
        "宣传周",
        "宣传月",
        "广场",
        "公园",
        "主题",
        "相伴",
        "长廊",
        "教育馆",
    ];
    let part = context::previous(text, range.start).is_some_and(|c| "《〈·".contains(c));
    if goes_on || part || other.iter().any(|word| rest.starts_with(word)) {
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
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
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
fn short_law(text: &str, range: &Range<usize>) -> bool {
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
fn in_row(text: &str, mention: &CitationMention) -> Option<CitationMention> {
    let tail = text.get(mention.range.end..)?;
    let rest = ["以及", "、", "和", "及"].iter().find_map(|word| tail.strip_prefix(word))?;
    let next = regional(text, text.len() - rest.len())?;
    Some(CitationMention { relation: mention.relation, ..next })
}

/// What no title of a regulation contains: 我市有关规定, 大城市管理规定.
static LOOSE: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "我",
        "各",
        "全市",
        "全省",
        "全县",
        "市场",
        "有关",
        "相关",
        "关于",
        "规定和",
        "的",
        "大城市",
        "大农贸市",
        "大超市",
    ])
});

/// Reads the regulation of a region directly after a verb: `严格执行河南省重大行政决策程序规定`,
/// but not `执行我市有关规定`.
fn regional(text: &str, at: usize) -> Option<CitationMention> {
    let mut begin = text.get(at..)?.chars().take(8).skip(2);
    if !begin.any(|c| matches!(c, '省' | '市' | '县' | '区' | '州')) {
        return None;
    }
    let tail = context::after(text, at, &['。', '；', '\n', '《']);
    let title = REGIONAL.captures(tail)?.name("title")?;
    let is_town = ["城市", "农贸市", "超市"].iter().any(|word| title.as_str().starts_with(word));
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
    let is_region = region.ends_with(['省', '市', '县', '区', '州', '盟', '旗'])
        && (3..=8).contains(&region.chars().count());
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

/// Reads `落实党中央关于加强对“一把手”和领导班子监督的意见`.
fn about(text: &str, at: usize) -> Option<CitationMention> {
    let clause = context::before(text, at, CLAUSE);
    let verb = relation::strong(clause)
        .filter(|verb| matches!(verb.relation, Relation::BasedOn | Relation::Implements))?;
    let title = context::after(text, at, &['，', '。', '；', '：', '！', '？', '\n', '《', '》']);
    let found = ABOUT.captures(title)?;
    let end = at + found.get(0)?.end();
    let rest = text.get(end..)?;
    let is_whole = rest.is_empty()
        || rest.starts_with(|c| "，。；、（）\n等和及精神要求部署中".contains(c))
        || ["规定", "明确", "有关", "确定"].iter().any(|word| rest.starts_with(word));
    let is_loose = ["有关", "相关", "具体", "各项", "一系列", "重要"]
        .iter()
        .any(|word| found["how"].contains(word));
    let who = clause.get(verb.end..)?.trim_start_matches('好');
    let is_vague = who.split(['、', '和']).all(|one| VAGUE.contains(&one));
    let is_generic = is_vague && matches!(&found["kind"], "规定" | "办法" | "措施" | "条例");
    let is_body =
        who.is_empty() || is_vague || title::ends_as_an_issuer(who) || who.ends_with("部门");
    if !is_whole || is_loose || !is_body || (is_generic && !who.is_empty()) {
        return None;
    }
    let start = if is_vague || who.contains("党中央") { at } else { at - who.len() };
    Some(named(text, start..end, verb.relation, "citation-about"))
}

/// Reads `落实国家即将出台的提升行政执法质量三年行动计划（2023—2025年）`.
fn with_years(text: &str, end: usize) -> Option<CitationMention> {
    let head = context::before(text, end, CLAUSE);
    let name = head.get(..YEARS.find(head)?.start())?;
    if !PLANS.iter().any(|plan| name.ends_with(plan)) {
        return None;
    }
    plan(text, head, end)
}

/// Reads `实施工业互联网三年行动计划`.
fn of_years(text: &str, end: usize) -> Option<CitationMention> {
    let head = context::before(text, end, CLAUSE);
    let rest = text.get(end..)?;
    let is_whole = rest.is_empty() || rest.starts_with(|c| "，。；、）\n等和及".contains(c));
    (is_whole && SO_MANY.is_match(head)).then(|| plan(text, head, end))?
}

/// Reads the plan whose name ends a clause, after the verb that governs it and words such as
/// `即将出台的`.
fn plan(text: &str, clause: &str, end: usize) -> Option<CitationMention> {
    let verb = relation::strong(clause)?;
    let name = clause.get(verb.end..)?;
    let issued = ["出台的", "印发的", "制定的", "发布的", "下发的"];
    let name = issued.iter().find_map(|word| name.rsplit_once(word)).map_or(name, |(_, name)| name);
    let name = name.trim_start_matches(['好', '“', '”']);
    let is_named = name.chars().count() >= 8
        && !name.contains(['、', '《'])
        && verb.relation != Relation::Issues;
    is_named.then(|| named(text, end - name.len()..end, verb.relation, "citation-plan"))
}

/// Reads `落实“八五”普法规划`; `“十四五”规划` alone is a time rather than a document.
fn five_year(text: &str, at: usize) -> Option<CitationMention> {
    let head = context::last_chars(text, at, 4);
    let (_, plan) = head.rsplit_once('“').or_else(|| {
        let n = head
            .char_indices()
            .rev()
            .take_while(|(_, c)| "一二三四五六七八九十".contains(*c))
            .last()?;
        Some(("", head.get(n.0..)?))
    })?;
    let n = crate::numeral::chinese(plan).filter(|n| (7..20).contains(n))?;
    let quoted = head.len() > plan.len() && context::previous(text, at - plan.len()) == Some('“');
    let rest = text.get(at + '五'.len_utf8()..)?;
    let rest = if quoted { rest.strip_prefix('”')? } else { rest };
    let field = FIELD.captures(rest)?.name("field")?;
    field.as_str().chars().nth(LONGEST_FIELD).is_none().then_some(())?;
    let is_time =
        ["时期", "期间", "以来", "末", "规划"].iter().any(|word| field.as_str().starts_with(word));
    let start = at - plan.len() - if quoted { '“'.len_utf8() } else { 0 };
    let end = text.len() - rest.len() + field.end();
    let clause = context::before(text, start, CLAUSE);
    let verb = relation::strong(clause)?;
    let region = clause.get(verb.end..).filter(|name| names_a_region(name));
    let start = start - region.map_or(0, str::len);
    (!is_time && n > 0).then(|| named(text, start..end, verb.relation, "citation-five-year"))
}

/// Whether the words before a plan are the name of a region, which belongs to its title.
fn names_a_region(name: &str) -> bool {
    name.ends_with(['省', '市', '县', '区', '州', '盟', '旗'])
        && (2..=12).contains(&name.chars().count())
        && !name.contains(['我', '全', '各', '本', '的', '、'])
        && name.chars().all(context::is_han)
}

/// Reads `现将滑县2023年度法治政府建设工作安排印发给你们`.
fn issued(text: &str, start: usize) -> Option<CitationMention> {
    let clause = context::after(text, start, CLAUSE);
    let (name, _) = clause.split_once("印发给").or_else(|| clause.split_once("印发"))?;
    let base = name.split('（').next().unwrap_or(name);
    let is_title = base.chars().count() >= 6 && ISSUED.iter().any(|kind| base.ends_with(kind));
    (is_title && !name.contains('《'))
        .then(|| named(text, start..start + name.len(), Relation::Issues, "citation-issued"))
}

/// Reads `按照国办发〔2022〕27号文件要求`: the number stands for a document that is not named.
fn numbered(text: &str, range: Range<usize>) -> Option<CitationMention> {
    let clause = context::before(text, range.start, CLAUSE);
    let is_alone = (!clause.ends_with(['》', '（', '〔', '”'])
        || is_of_body(text, clause, range.end))
        && !text.get(range.end..)?.trim_start_matches(['文', '件', '）']).starts_with('《');
    let relation = relation::strong(clause).filter(|_| is_alone)?.relation;
    let number::Number { repaired, raw } = number::repaired(text.get(range.clone())?);
    Some(CitationMention {
        title: repaired.clone(),
        range,
        number: Some(repaired),
        raw_number: raw,
        inner: Vec::new(),
        relation,
        bracketed: false,
        short_for: None,
        rule: "citation-number",
    })
}

/// Whether a number stands in brackets behind the body whose paper it is:
/// `按照省发改委（豫发改投资〔2023〕100号）文件要求`.
fn is_of_body(text: &str, clause: &str, end: usize) -> bool {
    let rest = text.get(end..).and_then(|rest| rest.strip_prefix('）')).unwrap_or_default();
    let body = clause.strip_suffix('（').unwrap_or_default();
    body.ends_with(context::is_han)
        && !body.ends_with("通知")
        && ["文件", "要求", "精神", "规定"].iter().any(|word| rest.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_without_marks_are_short() {
        for (head, end) in [("执行青河市", "规定，"), ("落实“十四五”", "规划，")]
        {
            let found = |n: usize| find(&format!("{head}{}{end}", "甲".repeat(n))).len();
            assert_eq!((found(20), found(50)), (1, 0), "{head}");
        }
    }
}
