//! The places where a text may state a measure, whether or not it is read as a target.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::operator::{LEAST, MOST, REACH};
use super::quantity::{self, Quantity};
use crate::affix::AnyOf;
use crate::context;
use crate::words::Words;

/// The places where a text may state a measure, in order: a figure with a unit that is not one of
/// time. Chinese numerals only count as a share or a rank or with a bound, which is part of the
/// place if it stands before them. To double, `翻一番`, is not read.
pub(crate) fn figures(text: &str) -> Vec<Range<usize>> {
    static DOUBLES: LazyLock<Words> = LazyLock::new(|| Words::new(["翻一番", "翻两番"]));
    let quantities = quantity::all(text).filter_map(|found| figure(text, found));
    let doubles = DOUBLES.find_iter(text).map(|found| found.range);
    let mut figures: Vec<_> = quantities.chain(doubles).chain(ratios(text)).collect();
    figures.sort_by_key(|figure| figure.start);
    figures
}

/// The maximum length of what stands before and after a colon in a ratio, in characters.
const LONGEST: usize = 24;

static COLONS: LazyLock<Words> = LazyLock::new(|| {
    let colons = |digit| [":", "：", "∶"].map(|colon| format!("{digit}{colon}"));
    Words::new(('0'..='9').flat_map(colons))
});

static RATIO: LazyLock<Regex> = LazyLock::new(|| {
    let number = "[0-9]{1,4}(?:\\.[0-9]{1,3})?";
    let op = format!("(?:{LEAST}|{MOST}|{REACH}|调整为|优化为|为)");
    Regex::new(&format!("{op}{number}(?:[:：∶]{number}){{1,2}}")).expect("it is one")
});

/// The places of ratios that are to be reached: `医护比达到1:1.25`. They are not read.
fn ratios(text: &str) -> impl Iterator<Item = Range<usize>> {
    context::near(text, &RATIO, &COLONS, LONGEST).filter_map(|found| ratio(text, found))
}

/// The place of the ratio behind the operator of `found`, if its name is that of one.
fn ratio(text: &str, found: Range<usize>) -> Option<Range<usize>> {
    let op = text.get(found.clone())?.find(|c: char| c.is_ascii_digit())?;
    let clause = context::clause_before(text, found.start);
    let name = clause.trim_end_matches(|c| "力争确保应要".contains(c));
    let is_ratio = |name: &str| name.ends_with_any(&["比", "比例", "结构"]);
    let from = name.rsplit_once(['由', '从']).map_or("", |(name, _)| name);
    (is_ratio(name) || is_ratio(from)).then_some(found.start + op..found.end)
}

/// The place of a quantity that may be a measure, with the bound in front that makes it one.
fn figure(text: &str, quantity: Range<usize>) -> Option<Range<usize>> {
    const RANKS: [&str; 2] = ["名", "位"];
    let found = Quantity::leading(text.get(quantity.clone())?)?;
    if found.is_span() {
        return None;
    }
    if found.unit.is_none() || found.is_in_figures() || !found.margin.is_empty() {
        return Some(quantity);
    }
    let before = text.get(..quantity.start)?;
    let bounds = [LEAST, MOST, "超过|突破|超"].into_iter().flat_map(|words| words.split('|'));
    let bounds = bounds.chain(found.unit.is_some_and(|unit| RANKS.contains(&unit)).then_some("前"));
    let lengths = bounds.filter(|bound| before.ends_with(bound)).map(str::len);
    lengths.max().map(|length| quantity.start - length..quantity.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ratio_is_found() {
        context::reaches(&RATIO, &COLONS, LONGEST);
    }
}
