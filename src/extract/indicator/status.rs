//! Figures that say how things stand: `46%的村没有污水设施`, `仅减少2.1%`.

use super::operator::{self, COUNTING};
use super::place::Place;
use crate::affix::AnyOf;
use crate::context::{self, CLAUSE};

/// Words before a verb that leads to a number which is not aimed at: `仅减少2.1%`.
const SHORT: &[&str] = &["仅", "只", "首次", "还将"];
/// What a share of things lacks that do not meet a norm.
const LACKING: &[&str] = &["没有", "未", "不到", "不足", "达不到", "不达标", "富营养化"];

impl Place<'_, '_> {
    /// Whether it says how things stand: `46%的村没有污水设施`, `仅减少2.1%`, `超标率16.1%`,
    /// `比2019年增加了5%`.
    pub(super) fn is_status(&self) -> bool {
        let clause = self.around.clause();
        let tail = self.rest().strip_prefix('的').unwrap_or_default();
        let tail = context::after(tail, 0, CLAUSE);
        let lacks = self.amount.is_share()
            && tail.contains_any(LACKING)
            && !tail.contains('的')
            && !clause.contains('不');
        let exceeds = self.rule.ends_with("rate") && clause.ends_with("超标率");
        let has_changed = clause.strip_suffix('了').is_some_and(operator::leads);
        falls_short(clause) || lacks || exceeds || has_changed || has_made(clause)
    }

    /// Whether the time behind 截至, which ends at byte `at` of a sentence, is the end of a year
    /// that is not over: `截至2024年底，覆盖率达到45%` in a document of that year.
    pub(super) fn is_to_come(&self, sentence: &str, at: usize) -> bool {
        const SO_FAR: &[&str] = &["已", "共", "累计"];
        let told = sentence.get(at..).unwrap_or_default();
        let Some((year, rest)) = told.split_once('年') else { return false };
        let rest = rest.trim_start_matches('年');
        let is_ahead = |base: i16| {
            year.parse().is_ok_and(|year: i16| year > base || year == base && ends_a_year(rest))
        };
        self.whole.base_year.is_some_and(is_ahead) && !told.contains_any(SO_FAR)
    }
}

/// Whether a clause says that a figure was reached only now or not quite: `仅减少`, `只完成`.
fn falls_short(clause: &str) -> bool {
    const WANTED: &[&str] = &["力争", "确保", "争取", "努力", "目标"];
    let heads = SHORT.iter().filter_map(|word| clause.rsplit_once(word));
    heads.filter(|(head, _)| !head.ends_with('不')).any(|(_, rest)| operator::begins(rest))
        && !clause.contains_any(WANTED)
}

/// Whether a clause says what has been made: `先后建成公园`, `新建了公园`.
fn has_made(clause: &str) -> bool {
    let behind =
        |text: &str| COUNTING.leading(text).and_then(|(_, len)| text.get(len..).map(str::len));
    let one_by_one = clause.rsplit_once("先后").and_then(|(_, rest)| behind(rest)).is_some();
    let verb = behind(clause).and_then(|left| clause.get(clause.len() - left..));
    one_by_one || verb.is_some_and(|rest| rest.starts_with('了'))
}

/// Whether a text behind a year says that its end is meant.
fn ends_a_year(rest: &str) -> bool {
    rest.starts_with_any(&["底", "末", "12月底", "12月31日"])
}
