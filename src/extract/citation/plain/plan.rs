//! Plans, named with their years, as plans of so many years, or as five-year plans of one field.

use std::sync::LazyLock;

use regex::Regex;

use super::super::{CitationMention, relation};
use super::named;
use crate::affix::AnyOf;
use crate::characters::han_regex;
use crate::context::{self, CLAUSE};
use crate::lexicon::kinds;
use crate::lexicon::levels::OF_REGIONS;
use crate::model::Relation;
use crate::patterns::{Pattern, pattern};

/// The years of a plan at the end of a text: `（2023—2025年）`.
static YEARS: Pattern = pattern!(r"（20[0-9]{2}年?(?:[—–－~至-]|——)20[0-9]{2}年）\z");

/// A plan for a number of years at the end of a text: `三年行动计划`.
static SO_MANY: Pattern =
    pattern!(r"[一二两三四五六七八九十]年(?:行动|攻坚|提升)*(?:计划|方案|规划)\z");

/// What follows `五”` in the name of a five-year plan.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    let ends = r"(?:[，。；、：）和及等的\n]|\z)";
    han_regex(&format!(r"\A(?P<field>\p{{Han}}{{2,}}?(?:规划|纲要)){ends}"))
        .expect("the pattern is one")
});

/// The maximum length of the field of a five-year plan, in characters.
const LONGEST_FIELD: usize = 26;

/// Reads `落实国家即将出台的提升行政执法质量三年行动计划（2023—2025年）`.
pub(super) fn with_years(text: &str, end: usize) -> Option<CitationMention> {
    let head = context::before(text, end, CLAUSE);
    let name = head.get(..YEARS.find(head)?.start())?;
    if !kinds::OF_PLAN.close(name) {
        return None;
    }
    plan(text, head, end)
}

/// Reads `实施工业互联网三年行动计划`.
pub(super) fn of_years(text: &str, end: usize) -> Option<CitationMention> {
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
pub(super) fn five_year(text: &str, at: usize) -> Option<CitationMention> {
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
    let is_time = field.as_str().starts_with_any(&["时期", "期间", "以来", "末", "规划"]);
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
    name.ends_with(OF_REGIONS)
        && (2..=12).contains(&name.chars().count())
        && !name.contains(['我', '全', '各', '本', '的', '、'])
        && name.chars().all(context::is_han)
}
