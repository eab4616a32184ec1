//! Quantities: a number with its unit, `1.5万公里`, `百分之九十五`, `90%以上`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Captures;

use super::operator::among;
use crate::characters::CharSet;
use crate::lexicon::measures::measures;
use crate::numeral::{self, NUMERAL};
use crate::patterns::{Pattern, pattern};

const NUMBER: &str = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?";

const DASH: &str = "(?:[—–－~～至-]|——)";

/// A share in words: 百分之九十五点五.
const PERCENT: &str =
    "百分之(?P<p>[一二三四五六七八九十百零〇]{1,5}(?:点[一二三四五六七八九零〇]{1,3})?)";

/// A share in tenths: 九成, 3成.
const TENTHS: &str = "(?P<t>[0-9](?:\\.[0-9])?|[一二两三四五六七八九十])成";

/// Units of time, for how long something takes.
const SPAN: &str = "个工作日|工作日|个自然日|自然日|个月|个小时|小时|分钟|天|日|周|年";

const MARGIN: &str =
    "(?:（不?含(?:本数)?）)?(?P<m>及以上|以上|及以下|以下|之下|以内|之内|左右|上下)";

/// A quantity at the beginning of a text.
static QUANTITY: Pattern = pattern!(&format!(r"\A{}", quantity_pattern(measures())));

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

fn unit_pattern(units: &[(&str, &str)]) -> String {
    let words: Vec<_> = units.iter().map(|(unit, _)| regex::escape(unit)).collect();
    let words = words.join("|");
    let each = format!("(?:/[十百千万亿]{{0,2}}(?:{words}|年|月|日|天))?");
    let per_many = "/(?:100万|10万|十万|百万|万)";
    format!("(?:{per_many}|(?:万亿|[百千万亿十]{{0,2}})(?:{words}){each}|万亿|亿|万)")
}

fn quantity_pattern(units: &[(&str, &str)]) -> String {
    let unit = format!("(?:{SPAN}|{})", unit_pattern(units));
    let number =
        format!("(?P<v>{NUMBER}|{NUMERAL})(?:[%‰万亿]?{DASH}(?P<w>{NUMBER}|{NUMERAL}))?余?");
    format!(
        "(?:{PERCENT}(?:{DASH}百分之(?P<q>{NUMERAL}))?|{number}(?P<u>{unit})|{TENTHS}){MARGIN}?"
    )
}

/// The parts of the quantity at the beginning of a text, which are those of an [`Amount`].
pub(super) fn parts(text: &str) -> Option<Captures<'_>> {
    QUANTITY.captures(text)
}

/// The first number with a unit at or after the byte `from`.
pub(super) fn next(text: &str, from: usize) -> Option<Range<usize>> {
    let signs = &*SIGNS;
    let mut behind = from;
    signs.begin.places(text.get(from..)?).find_map(|(at, first)| {
        let start = from + at;
        let rest = text.get(start..).filter(|_| start >= behind)?;
        if let Some(found) = signs.may_follow(rest).then(|| QUANTITY.find(rest)).flatten() {
            return Some(start..start + found.end());
        }
        // Of the digits of one figure, only the last may begin something else: 2成 in 12成.
        if first.is_ascii_digit() {
            behind = start + n_digits(rest) - 1;
        }
        None
    })
}

/// The number of digits with which a text begins.
fn n_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// All quantities in a text, in order.
pub(super) fn all(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let quantity = next(text, from)?;
        from = quantity.end;
        Some(quantity)
    })
}

/// Characters by which a quantity is told before its pattern is tried.
struct Signs {
    /// Those with which a number begins.
    begin: CharSet,
    /// Those of numbers, with what may stand between two of them.
    number: CharSet,
    /// Those with which units begin.
    unit: CharSet,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    const DIGITS: &str = "0123456789一二两三四五六七八九十百千零〇";
    let units = SPAN.split('|').chain(measures().iter().map(|(unit, _)| *unit));
    // A unit may begin like a number does: 千瓦.
    let own = units.filter_map(|unit| unit.chars().find(|c| !DIGITS.contains(*c)));
    Signs {
        begin: DIGITS.chars().collect(),
        number: DIGITS.chars().chain(",.点—–－~～至-余".chars()).collect(),
        unit: own.chain("万亿%‰/成".chars()).collect(),
    }
});

impl Signs {
    /// Whether what follows the number at the beginning of a text may be its unit.
    fn may_follow(&self, text: &str) -> bool {
        /// The maximum length of a number, in characters; longer ones are left to the pattern.
        const LONGEST: usize = 64;
        let behind = text.chars().take(LONGEST).find(|c| !self.number.has(*c));
        behind.map_or(text.len() > LONGEST, |c| self.unit.has(c))
    }
}

/// Whether a unit is one of time, for how long something takes.
pub(super) fn is_span(unit: &str) -> bool {
    among(SPAN, unit)
}

/// Whether a text is a quantity and nothing else.
pub(super) fn is_quantity(text: &str) -> bool {
    next(text, 0).is_some_and(|found| found == (0..text.len()))
}

/// Where the quantity at the end of `text` begins, if there is one.
pub(super) fn closing_quantity(text: &str) -> Option<usize> {
    all(text).last().filter(|found| found.end == text.len()).map(|found| found.start)
}

/// Where the last quantity in `unit` begins in a text.
pub(super) fn last_in_unit(text: &str, unit: &str) -> Option<usize> {
    let is_alike = |found: &Range<usize>| {
        text.get(found.clone()).and_then(amount).is_some_and(|amount| amount.unit == unit)
    };
    all(text).filter(is_alike).last().map(|found| found.start)
}

/// The bound after the figure of a quantity: 以上 in `90%以上`.
pub(super) fn margin(quantity: &str) -> &str {
    parts(quantity).and_then(|found| found.name("m")).map_or("", |margin| margin.as_str())
}

/// The quantity at the beginning of a text.
fn amount(text: &str) -> Option<Amount<'_>> {
    Amount::of(&parts(text)?)
}

/// Whether the quantity at the beginning of `text` is a share: `80%以上`.
pub(super) fn is_share(text: &str) -> bool {
    amount(text).is_some_and(|amount| amount.is_share())
}

/// Whether the quantity at the beginning of `text` is a size: `45公里`.
pub(super) fn is_size(text: &str) -> bool {
    amount(text).is_some_and(|amount| amount.is_size())
}

/// A number with its unit.
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
    pub(super) fn of(found: &Captures<'f>) -> Option<Self> {
        let name = |name| found.name(name).map(|part| part.as_str());
        let margin = name("m").unwrap_or_default();
        let written = name("v").or_else(|| name("p")).or_else(|| name("t"))?;
        let in_units = |number: f64| match name("u") {
            Some(unit) => scaled(number, unit),
            None if found.name("t").is_some() => (number * 10.0, "%"),
            None => (number, "%"),
        };
        let (value, unit) = in_units(numeral::value(written)?);
        let upper = name("w")
            .or_else(|| name("q"))
            .and_then(numeral::value)
            .map(|number| in_units(number).0);
        let is_numeral = name("u").is_some_and(|unit| unit != "倍")
            && !written.starts_with(|c: char| c.is_ascii_digit());
        Some(Self { value, upper, unit, margin, written, is_numeral })
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
        UNITS.sizes.iter().any(|size| self.unit.ends_with(size))
    }

    /// Whether it is an amount of money.
    pub(super) fn is_money(&self) -> bool {
        UNITS.money.iter().any(|money| self.unit.ends_with(money))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_matches_only_where_it_is_tried() {
        let anywhere =
            regex::Regex::new(&quantity_pattern(measures())).expect("the pattern is fixed");
        let units = measures().iter().map(|(unit, _)| *unit).chain(SPAN.split('|'));
        let numbers =
            ["5", "1,500.5", "十", "3—5", "100余", "百分之九十五", "1.2.3", "一是12", "零"];
        let mut n_found = 0;
        for unit in units.chain(["万", "亿", "万亿", "/10万", "百万吨", "成", "分之一", "号"])
        {
            for number in numbers {
                let text = format!("约{number}{unit}，第{number}{number}{unit}以上。");
                let found: Vec<_> = all(&text).collect();
                n_found += found.len();
                assert!(found.into_iter().eq(anywhere.find_iter(&text).map(|one| one.range())));
            }
        }
        assert!(n_found > 2000);
        assert_eq!(next(&"1".repeat(1000), 0), None);
    }
}
