//! Amounts: what a quantity comes to, 0.9 of 九成, and what kind of unit it is in.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::quantity::{self, Quantity, is_span};
use crate::affix::AnyOf;
use crate::lexicon::measures::measures;
use crate::numeral;

/// The units of measure, and those of money and of sizes among them.
struct Units {
    all: BTreeSet<&'static str>,
    money: Vec<&'static str>,
    sizes: Vec<&'static str>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let of_kind = |kind: &str| {
        let of = measures().iter().filter(|(_, of)| of.starts_with(kind));
        of.map(|(unit, _)| *unit).collect()
    };
    let all = measures().iter().map(|(unit, _)| *unit).collect();
    Units { all, money: of_kind("money"), sizes: of_kind("size") }
});

/// What a number with its unit comes to.
pub(super) struct Amount<'f> {
    pub(super) value: f64,
    /// The upper bound of a range: 5 in 3—5个.
    pub(super) upper: Option<f64>,
    pub(super) unit: &'f str,
    /// The bound after it: 以上.
    pub(super) margin: &'f str,
    /// The number as written.
    pub(super) written: &'f str,
    /// Whether it is a count in Chinese numerals, which may be part of a word: 两次, 一批.
    pub(super) is_numeral: bool,
}

impl<'f> Amount<'f> {
    /// The amount of a quantity, if its number is one: not that of 一百二.
    pub(super) fn of(found: &Quantity<'f>) -> Option<Self> {
        let in_units = |number: f64| match (found.unit, found.share) {
            (Some(unit), _) => scaled(number, unit),
            (None, "成") => (number, "%"),
            (None, share) => (number, share),
        };
        let number = match found.number.split_once('成') {
            Some((tenths, more)) => {
                numeral::value(tenths)? * 10.0 + numeral::value(more).unwrap_or_default()
            }
            None => numeral::value(found.number)?,
        };
        let (value, unit) = in_units(number);
        let upper = found.upper.and_then(numeral::value).map(|number| in_units(number).0);
        let is_numeral = found.unit.is_some_and(|unit| unit != "倍") && !found.is_in_figures();
        Some(Self { value, upper, unit, margin: found.margin, written: found.number, is_numeral })
    }

    /// Whether it is a share of something.
    pub(super) fn is_share(&self) -> bool {
        matches!(self.unit, "%" | "‰" | "个百分点" | "百分点")
    }

    /// Whether it is a span of time.
    pub(super) fn is_span(&self) -> bool {
        is_span(self.unit)
    }

    /// Whether it is a size, weight or power rather than a count.
    pub(super) fn is_size(&self) -> bool {
        self.unit.ends_with_any(&UNITS.sizes)
    }

    /// Whether it is an amount of money.
    pub(super) fn is_money(&self) -> bool {
        self.unit.ends_with_any(&UNITS.money)
    }
}

/// Turns 5千万元 into 5000万元: 万 and 亿 stay in the unit, smaller factors do not.
fn scaled(value: f64, unit: &str) -> (f64, &str) {
    let counted = unit.split('/').next().unwrap_or(unit);
    if [unit, counted].iter().any(|unit| UNITS.all.contains(unit)) {
        return (value, unit);
    }
    let rest = unit.trim_start_matches(['十', '百', '千']);
    let factor = |c: char| match c {
        '十' => 10.0,
        '百' => 100.0,
        _ => 1000.0,
    };
    let scale: f64 =
        unit.get(..unit.len() - rest.len()).unwrap_or_default().chars().map(factor).product();
    (value * scale, rest)
}

/// Where the last quantity in `unit` begins in a text.
pub(super) fn last_in_unit(text: &str, unit: &str) -> Option<usize> {
    let is_alike = |found: &Range<usize>| {
        text.get(found.clone()).and_then(amount).is_some_and(|amount| amount.unit == unit)
    };
    quantity::all(text).filter(is_alike).last().map(|found| found.start)
}

/// The quantity at the beginning of a text.
fn amount(text: &str) -> Option<Amount<'_>> {
    Amount::of(&Quantity::leading(text)?)
}

/// Whether the quantity at the beginning of `text` is a share: `80%以上`.
pub(super) fn is_share(text: &str) -> bool {
    amount(text).is_some_and(|amount| amount.is_share())
}

/// Whether the quantity at the beginning of `text` is a size: `45公里`.
pub(super) fn is_size(text: &str) -> bool {
    amount(text).is_some_and(|amount| amount.is_size())
}
