//! Decides whether a place in a normalised text reports on the past: `“十三五”时期，…下降35%` in a
//! plan of 2022, `2023年以来，…6月底前建成` in one of 2024.

use std::sync::LazyLock;

use regex::Captures;

use crate::affix::AnyOf;
use crate::context;
use crate::lexicon::deadlines;
use crate::numeral;
use crate::patterns::{Pattern, pattern};
use crate::words::Words;

/// How many characters before a place may name the past period to which it belongs.
const REACH: usize = 240;
/// Words after which a sentence speaks of the future again.
const WANTS: &[&str] =
    &["力争", "确保", "争取", "目标", "计划", "将", "下一步", "继续", "到20", "至20"];
/// Words before a year that serves as a comparison.
const COMPARES: &[char] = &['比', '较', '由', '从', '与', '在', '于'];
/// How a verb goes on that says which things are meant: `印发实施的`, `受理但未办结的`.
const ALSO: &[&str] = &["实施", "施行", "执行", "生效", "有效", "并", "且", "但", "未", "尚", "仍"];
/// Words for the year of the document and later ones; a report of the present begins with one, too:
/// `今年以来`, `今年1—6月`.
const THIS_YEAR: &[&str] = &["今年", "明年", "本年度"];
const SO_FAR: &[&str] = &["以来", "上半年", "前", "一季度", "1"];

/// The years of the five-year plan with the number `n`; the fourteenth is 2021 to 2025.
pub(super) fn plan_years(n: i16) -> Option<(i16, i16)> {
    (n >= 10).then_some((1951 + 5 * n, 1955 + 5 * n))
}

/// Whether the sentence, before byte `at`, reports on the time since some date: `2023年以来，…`.
pub(crate) fn is_since(text: &str, at: usize) -> bool {
    let sentence = context::before(text, at, context::SENTENCE);
    // 2019年以来建成的项目，5月底前完成验收
    let since = sentence.rsplit_once("以来").map(|(_, rest)| rest);
    since.is_some_and(|rest| !wants(rest) && !opens_with_what_was(rest))
}

/// Whether the clause before byte `at` reports what was done on a day: `已于`, `该项目于`; but not
/// `请于`, nor `务必于`.
pub(crate) fn is_done(text: &str, at: usize) -> bool {
    const DONE: &[&str] = &["已", "先后", "曾"];
    const ASKS: &[char] = &['请', '应', '须', '需', '将', '拟', '要', '限', '可', '自'];
    const ASKS_ANYWHERE: &[&str] =
        &["务必", "力争", "确保", "必须", "计划", "争取", "请各", "预计", "要求"];
    let clause = context::clause_before(text, at);
    let sentence = || context::before(text, at, context::SENTENCE);
    let is_asked = |head: &str| {
        head.ends_with(ASKS) || ASKS_ANYWHERE.iter().any(|word| sentence().contains(word))
    };
    clause.contains_any(DONE)
        || clause.strip_suffix(['于', '在']).is_some_and(|head| !is_asked(head))
}

/// Whether the text after a time names what was so by then: `建成的小区` of `2000年底前建成的小区`.
pub(crate) fn names_what_was(rest: &str) -> bool {
    /// How long an attribute such as `建成并投入使用的` may be, in characters.
    const ATTRIBUTE: usize = 16;
    let clause = context::first_chars(rest, ATTRIBUTE).split(context::CLAUSE).next();
    let Some((attribute, _)) = clause.and_then(|clause| clause.split_once('的')) else {
        return false;
    };
    deadlines::WAS.leading(attribute).is_some()
        || deadlines::MADE
            .leading(attribute)
            .and_then(|(_, len)| attribute.get(len..))
            .is_some_and(|more| more.is_empty() || more.starts_with_any(ALSO))
}

/// Whether the text behind 以来 names what was so since then, and goes on in another clause:
/// `建成的项目，5月底前`, `的问题，5月底前`.
fn opens_with_what_was(text: &str) -> bool {
    (text.starts_with('的') || names_what_was(text)) && text.contains(context::CLAUSE)
}

/// Whether the paragraph has named, before byte `at`, a time that was over in `base_year`, and has
/// not spoken of the future since.
pub(super) fn is_over(text: &str, at: usize, base_year: Option<i16>) -> bool {
    static NAMED: Pattern = pattern!(
        "“?(?P<plan>[一二三四五六七八九十]{1,3})五”?(?:时期|期间|以来|末)|(?P<y>20[0-9]{2})年(?:以来|，|[底末]，|全[国省市县区州]|我[国省市县区州])|(?P<last>过去[一二三四五]年|去年以来|去年，|去年全|近年来|近[0-9一二三四五六七八九十两]{1,2}年来|近几年|据统计)"
    );
    /// What each of these times contains.
    static SIGNS: LazyLock<Words> = LazyLock::new(|| {
        Words::new([
            "五”", "五时", "五期", "五以", "五末", "年以来", "年，", "年底，", "年末，", "年全",
            "年我", "过去", "年来", "近几年", "据统计",
        ])
    });
    let Some(base_year) = base_year else { return false };
    let paragraph = context::last_chars(text, at, REACH);
    let paragraph = paragraph.rsplit('\n').next().unwrap_or_default();
    let compared = |found: &Captures<'_>| {
        let before = paragraph.get(..found.get(0).map_or(0, |all| all.start())).unwrap_or_default();
        before.ends_with(COMPARES)
    };
    let named = || NAMED.captures_iter(paragraph).filter(|found| !compared(found)).last();
    let last = if SIGNS.are_in(paragraph) { named() } else { None };
    let named = last.is_some_and(|found| {
        let end = match (found.name("y"), found.name("last")) {
            (Some(year), _) => year.as_str().parse().ok(),
            (None, Some(_)) => Some(base_year - 1),
            (None, None) => numeral::chinese(&found["plan"])
                .and_then(|n| plan_years(i16::try_from(n).ok()?))
                .map(|(_, end)| end),
        };
        let rest = found.get(0).and_then(|all| paragraph.get(all.end()..)).unwrap_or_default();
        let says_which = found[0].ends_with("以来") && opens_with_what_was(rest);
        end.is_some_and(|end| end < base_year) && !turns(rest, Some(base_year)) && !says_which
    });
    named || is_of_past_year(context::clause_before(text, at), base_year)
}

/// Whether a clause begins with a year that is over: `2023年新建公园`. A year that says which
/// things are meant does not count: `2023年开工的项目`.
fn is_of_past_year(clause: &str, base_year: i16) -> bool {
    let clause = clause.strip_prefix("其中").unwrap_or(clause);
    let year = clause.split_once('年').filter(|(year, _)| year.len() == "2023".len());
    year.is_some_and(|(year, told)| {
        year.parse().is_ok_and(|year: i16| (2000..base_year).contains(&year))
            && !told.contains(['的', '前'])
            && !wants(told)
    })
}

/// Whether a text turns from the past to the future: by a word of wanting, or since one of its
/// clauses, other than the first, begins with a year that is not over in `base_year`.
pub(super) fn turns(text: &str, base_year: Option<i16>) -> bool {
    wants(text)
        || text.split(context::CLAUSE).skip(1).any(|clause| {
            begins_with_this_year(clause)
                || base_year.is_some_and(|base| begins_with_year_from(clause, base))
        })
}

fn begins_with_this_year(clause: &str) -> bool {
    let rest = clause.strip_any_prefix(THIS_YEAR);
    rest.is_some_and(|rest| !rest.starts_with_any(SO_FAR))
}

/// Whether a clause begins with `base_year` or a later year: `2025年底前`.
fn begins_with_year_from(clause: &str, base_year: i16) -> bool {
    let year =
        clause.split_once('年').and_then(|(year, rest)| Some((year.parse::<i16>().ok()?, rest)));
    year.is_some_and(|(year, rest)| {
        (base_year..2100).contains(&year) && !rest.starts_with_any(SO_FAR)
    })
}

fn wants(text: &str) -> bool {
    text.contains_any(WANTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_over_when_the_document_was_issued() {
        for (text, expected) in [
            ("“十三五”时期，", true),
            ("“十三五”时期，用水量下降35%。", true),
            ("“十三五”时期，用水量下降35%。“十四五”期间，", false),
            ("“十三五”时期，用水量下降35%。到2025年，", false),
            ("“十三五”时期，用水量下降35%\n", false),
            ("2021年，", true),
            ("2022年全市粮食总产量", true),
            ("2023年全市粮食总产量", false),
            ("过去一年，全市生产总值", true),
            ("2022年新建公园", true),
            ("2022年开工的项目新建公园", false),
            ("2022年底前建成", false),
            ("2022年，新建公园5座，今年新建", false),
            ("2022年，新建公园5座，2023年新建", false),
            ("2022年，新建公园5座，今年以来新建", true),
            ("到2025年，比2020年底，", false),
            ("2023年，", false),
        ] {
            assert_eq!(is_over(text, text.len(), Some(2023)), expected, "{text}");
            assert!(!is_over(text, text.len(), None), "{text}");
        }
        for (clause, expected) in [
            ("已于", true),
            ("该项目于", true),
            ("会议在", true),
            ("请于", false),
            ("各单位务必认真整改，并于", false),
            ("政策执行", false),
            ("", false),
        ] {
            assert_eq!(is_done(clause, clause.len()), expected, "{clause}");
        }
        assert!(is_since("2023年以来，全县先后于", "2023年以来，全县先后于".len()));
        assert!(!is_since("2023年以来，全县将于", "2023年以来，全县将于".len()));
    }
}
