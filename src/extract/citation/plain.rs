//! Documents named without 《 》: laws from the table, `关于…的意见` after a verb, plans with their
//! years, five-year plans for a field.

mod law;
mod plan;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::law::{in_row, law, short_law};
use self::plan::{five_year, of_years, with_years};
use super::{CitationMention, number, relation, title};
use crate::affix::AnyOf;
use crate::characters::han_regex;
use crate::context::{self, CLAUSE};
use crate::lexicon::{kinds, laws};
use crate::model::Relation;
use crate::words::Words;

/// The end of a title that begins with `关于`.
static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = kinds::about();
    han_regex(&format!(r"的(?P<how>\p{{Han}}{{0,4}}?)(?P<kind>{kinds})"))
        .expect("the pattern is one")
});

/// What a word says of the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// A verb for carrying something out or acting on its basis: the title of a regulation may
    /// follow.
    Verb,
    /// The beginning or end of a title written without 《 》.
    Title,
    /// The name of a law that other words contain.
    ShortLaw,
}

/// Words that tell that something is named, with what they say.
static SIGNS: LazyLock<(Words, Vec<Sign>)> = LazyLock::new(|| {
    const VERBS: [&str; 9] =
        ["落实", "贯彻", "执行", "实施", "根据", "按照", "依据", "依照", "遵守"];
    const TITLES: [&str; 8] =
        ["关于", "年）", "五", "现将", "年行动计划", "年行动方案", "年攻坚计划", "年提升计划"];
    let words = || {
        let verbs = VERBS.into_iter().map(|word| (word, Sign::Verb));
        let titles = TITLES.into_iter().map(|word| (word, Sign::Title));
        verbs.chain(titles).chain(laws::short().map(|word| (word, Sign::ShortLaw)))
    };
    (Words::new(words().map(|(word, _)| word)), words().map(|(_, sign)| sign).collect())
});

/// Names that are not part of a title: `落实党中央关于…的意见`.
const VAGUE: &[&str] = &[
    "党中央", "中央", "国家", "省", "市", "县", "区", "省委", "市委", "县委", "区委", "上级",
    "党和国家", "有关部门", "部门", "省政府", "市政府", "县政府", "区政府",
];

/// Everything named without marks, including overlaps.
pub(super) fn find(text: &str) -> Vec<CitationMention> {
    let (mut laws, mut regional, mut others) = (laws::named(text), Vec::new(), Vec::new());
    let (words, kinds) = &*SIGNS;
    for sign in words.all_in(text) {
        match kinds.get(sign.n) {
            Some(Sign::Verb) => regional.extend(law::regional(text, sign.range.end)),
            Some(Sign::ShortLaw) if short_law(text, &sign.range) => laws.push(sign.range),
            Some(Sign::Title) => others.extend(titled(text, &sign.range)),
            _ => {}
        }
    }
    let mut mentions: Vec<_> = laws.into_iter().filter_map(|found| law(text, found)).collect();
    mentions.extend(regional);
    let next: Vec<_> = mentions.iter().filter_map(|mention| in_row(text, mention)).collect();
    mentions.extend(next);
    mentions.extend(others);
    mentions.extend(number::bare(text).filter_map(|range| numbered(text, range)));
    mentions.retain(|mention| {
        !context::in_title(text, mention.range.start) && !is_short_form(text, mention.range.start)
    });
    mentions
}

/// Reads a title that begins or ends with a word.
fn titled(text: &str, sign: &Range<usize>) -> Option<CitationMention> {
    match text.get(sign.clone())? {
        "关于" => about(text, sign.start),
        "年）" => with_years(text, sign.end),
        "五" => five_year(text, sign.start),
        "现将" => issued(text, sign.end),
        _ => of_years(text, sign.end),
    }
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
    let (number, raw_number) = number::unzip(numbers.into_iter().next());
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
        || rest.starts_with_any(&["规定", "明确", "有关", "确定"]);
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

/// Reads `现将滑县2023年度法治政府建设工作安排印发给你们`.
fn issued(text: &str, start: usize) -> Option<CitationMention> {
    let clause = context::after(text, start, CLAUSE);
    let (name, _) = clause.split_once("印发给").or_else(|| clause.split_once("印发"))?;
    let base = name.split('（').next().unwrap_or(name);
    let is_title = base.chars().count() >= 6 && kinds::ISSUED.close(base);
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
        && rest.starts_with_any(&["文件", "要求", "精神", "规定"])
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
