//! Quantities: a number with its unit, `1.5万公里`, `百分之九十五`, `90%以上`.
//!
//! The text is read from left to right and gone back over where a numeral may be part of the unit:
//! `五千瓦` are 五 of 千瓦. A pattern for the same is many times slower to compile and to match.

use std::ops::Range;
use std::sync::LazyLock;

use super::operator::among;
use crate::affix::AnyOf;
use crate::characters::{CharSet, is_letter, leading_digits};
use crate::lexicon::measures::measures;
use crate::words::Words;

/// The characters of Chinese numerals.
const NUMERALS: &str = "一二两三四五六七八九十百千零〇";

/// The maximum length of a Chinese numeral, in characters.
const LONGEST_NUMERAL: usize = 9;

/// What a share in words begins with, and the sign for the same: 百分之九十五点五, 千分之五.
const PARTS: [(&str, &str); 2] = [("百分之", "%"), ("千分之", "‰")];

/// The number of a share in words, and its decimals, each with its maximum length.
const SHARE: (&str, usize) = ("一二三四五六七八九十百零〇", 5);
const DECIMALS: (&str, usize) = ("一二三四五六七八九零〇", 3);

/// The numerals of a share in tenths, 九成, and of the hundredths behind it, 九成五.
const TENTHS: &str = "一两二三四五六七八九十";
const HUNDREDTHS: &str = "一二三四五六七八九";

/// Signs between the ends of a range.
const DASHES: [char; 7] = ['—', '–', '－', '～', '~', '至', '-'];

/// Factors of units: 万 in 万公里.
const FACTORS: &str = "十百千万亿";

/// Units of time, for how long something takes.
const SPAN: &str = "个工作日|工作日|个自然日|自然日|个月|个小时|小时|分钟|天|日|周|年";

/// What a rate may refer to: 5人/10万.
const PER_MANY: [&str; 5] = ["/100万", "/10万", "/十万", "/百万", "/万"];

/// What may stand between a unit and the bound behind it.
const REMARKS: [&str; 4] = ["（含）", "（不含）", "（含本数）", "（不含本数）"];

/// Bounds behind a quantity.
const MARGINS: [&str; 9] =
    ["及以上", "以上", "及以下", "以下", "之下", "以内", "之内", "左右", "上下"];

/// The units of measure, to be looked for at the beginning of a text.
static UNITS: LazyLock<Words> =
    LazyLock::new(|| Words::new(measures().iter().map(|(unit, _)| *unit)));

/// The units of time.
static SPANS: LazyLock<Words> = LazyLock::new(|| Words::new(SPAN.split('|')));

/// The characters with which a unit may begin, with its factor.
static BEGIN: LazyLock<CharSet> = LazyLock::new(|| {
    let units = measures().iter().map(|(unit, _)| *unit).chain(SPAN.split('|'));
    let first = units.filter_map(|unit| unit.chars().next());
    first.chain(FACTORS.chars()).chain(['/']).collect()
});

/// A number with its unit, as written.
pub(super) struct Quantity<'t> {
    /// Its length, in bytes.
    pub(super) len: usize,
    /// The number, or the lower end of a range; with its 成 if it is a share in tenths.
    pub(super) number: &'t str,
    /// The upper end of a range: 5 in 3—5个.
    pub(super) upper: Option<&'t str>,
    /// The unit with its factor; `None` if the number is a share in words.
    pub(super) unit: Option<&'t str>,
    /// The sign for a share in words: `%`, `‰`, or 成 for tenths.
    pub(super) share: &'static str,
    /// The bound after it: 以上.
    pub(super) margin: &'t str,
}

impl<'t> Quantity<'t> {
    /// The quantity at the beginning of a text.
    pub(super) fn leading(text: &'t str) -> Option<Self> {
        let bare =
            Self::percent(text).or_else(|| Self::counted(text)).or_else(|| Self::tenths(text))?;
        let behind = text.get(bare.len..)?;
        let rest = behind.strip_any_prefix(&REMARKS).unwrap_or(behind);
        Some(match MARGINS.iter().find(|margin| rest.starts_with(**margin)) {
            Some(margin) => Self { len: text.len() - rest.len() + margin.len(), margin, ..bare },
            None => bare,
        })
    }

    /// Reads 百分之九十五点五, 百分之95, 百分之五至百分之十, 千分之五.
    fn percent(text: &'t str) -> Option<Self> {
        let (of, share) = PARTS.into_iter().find(|(of, _)| text.starts_with(of))?;
        let behind = text.strip_prefix(of)?;
        let words = run(behind, SHARE);
        let whole = if words.is_empty() { figure(behind) } else { words };
        let whole = Some(whole).filter(|whole| !whole.is_empty())?;
        let point = behind.get(whole.len()..)?.strip_prefix('点').filter(|_| !words.is_empty());
        let fraction = point.map(|rest| run(rest, DECIMALS)).filter(|rest| !rest.is_empty());
        let n_read = whole.len() + fraction.map_or(0, |fraction| '点'.len_utf8() + fraction.len());
        let (number, rest) = behind.split_at_checked(n_read)?;
        let upper = behind_dash(rest).and_then(|rest| rest.strip_prefix(of));
        let upper = upper.map(|rest| (rest, run(rest, (NUMERALS, LONGEST_NUMERAL))));
        let upper = upper.filter(|(_, upper)| !upper.is_empty());
        let left = upper.map_or(rest.len(), |(rest, upper)| rest.len() - upper.len());
        let upper = upper.map(|(_, upper)| upper);
        let len = text.len() - left;
        Some(Self { len, number, upper, unit: None, share, margin: "" })
    }

    /// Reads 1.5万公里, 三千余家, 3—5个, 3%—5%.
    fn counted(text: &'t str) -> Option<Self> {
        numbers(text).find_map(|number| {
            let behind = text.get(number.len()..)?;
            let to = behind.strip_prefix(['%', '‰', '万', '亿']).unwrap_or(behind);
            let ranges = behind_dash(to).into_iter().flat_map(|rest| {
                numbers(rest).map(move |upper| (Some(upper), rest.get(upper.len()..)))
            });
            ranges.chain([(None, Some(behind))]).find_map(|(upper, behind)| {
                let behind = behind?;
                let behind = behind_about(number, behind);
                let unit = unit(behind)?;
                let len = text.len() - behind.len() + unit.len();
                Some(Self { len, number, upper, unit: Some(unit), share: "", margin: "" })
            })
        })
    }

    /// Reads 九成, 3.5成, 九成五.
    fn tenths(text: &'t str) -> Option<Self> {
        let digit = |text: &'t str| text.strip_prefix(|c: char| c.is_ascii_digit());
        let tenth = |rest: &'t str| rest.strip_prefix('.').and_then(digit);
        let figure = || digit(text).map(|rest| tenth(rest).unwrap_or(rest));
        let rest = text.strip_prefix(|c| TENTHS.contains(c)).or_else(figure)?;
        let rest = rest.strip_prefix('成')?;
        // 九成五保户 are nine tenths of 五保户.
        let ends = |rest: &&str| {
            !rest.starts_with(|c: char| is_letter(c) || c == '.')
                || rest.starts_with('的')
                || rest.starts_with_any(&MARGINS)
        };
        let more = rest.strip_prefix(|c| HUNDREDTHS.contains(c)).or_else(|| digit(rest));
        let len = text.len() - more.filter(ends).unwrap_or(rest).len();
        let number = text.get(..len)?;
        Some(Self { len, number, upper: None, unit: None, share: "成", margin: "" })
    }

    /// Whether it is how long something takes.
    pub(super) fn is_span(&self) -> bool {
        self.unit.is_some_and(is_span)
    }

    /// Whether its number is in figures.
    pub(super) fn is_in_figures(&self) -> bool {
        self.number.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The characters of a kind with which a text begins, up to a number of them.
fn run<'t>(text: &'t str, (of, most): (&str, usize)) -> &'t str {
    let ends = text.char_indices().take(most).take_while(|(_, c)| of.contains(*c));
    text.get(..ends.last().map_or(0, |(at, c)| at + c.len_utf8())).unwrap_or_default()
}

/// The numbers with which a text begins, the longest first: 五千 and 五 in 五千瓦.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let figure = Some(figure(text)).filter(|figure| !figure.is_empty());
    let numeral = run(text, (NUMERALS, LONGEST_NUMERAL));
    let ends = numeral.char_indices().rev().map(|(at, c)| at + c.len_utf8());
    figure.into_iter().chain(ends.filter_map(|end| numeral.get(..end)))
}

/// The number in figures with which a text begins: 1,500.5.
fn figure(text: &str) -> &str {
    let (_, mut rest) = leading_digits(text);
    if rest.len() < text.len() {
        while let Some((thousands, behind)) =
            rest.strip_prefix(',').and_then(|rest| rest.split_at_checked(3))
            && thousands.bytes().all(|byte| byte.is_ascii_digit())
        {
            rest = behind;
        }
        let decimals = rest.strip_prefix('.').map(leading_digits);
        rest = decimals.filter(|(decimals, _)| !decimals.is_empty()).map_or(rest, |(_, rest)| rest);
    }
    text.get(..text.len() - rest.len()).unwrap_or_default()
}

/// The text behind a number without the 余 or 多 of one that is only about right: 2000多家.
fn behind_about<'t>(number: &str, text: &'t str) -> &'t str {
    // 三多 is a word.
    let is_round = || number.ends_with(['0', '十', '百', '千']);
    let more = text.strip_prefix('余').or_else(|| text.strip_prefix('多').filter(|_| is_round()));
    more.unwrap_or(text)
}

/// The text behind the dash with which it begins.
fn behind_dash(text: &str) -> Option<&str> {
    text.strip_prefix("——").or_else(|| text.strip_prefix(DASHES))
}

/// The unit with which a text begins, with its factor and what it is counted by: 万元/年.
fn unit(text: &str) -> Option<&str> {
    text.starts_with(|c| BEGIN.has(c)).then_some(())?;
    let span = || SPANS.leading(text).map(|(_, len)| len);
    let many = || PER_MANY.iter().find(|many| text.starts_with(**many)).map(|many| many.len());
    let alone =
        || ["万亿", "亿", "万"].iter().find(|one| text.starts_with(**one)).map(|one| one.len());
    let measure = || {
        let len = measure(text)?;
        let each = text.get(len..)?.strip_prefix('/').and_then(each);
        Some(len + each.map_or(0, |each| '/'.len_utf8() + each))
    };
    text.get(..span().or_else(many).or_else(measure).or_else(alone)?)
}

/// The length of the unit of measure with which a text begins, with its factor.
fn measure(text: &str) -> Option<usize> {
    behind_factors(text).find_map(|rest| {
        let (_, len) = UNITS.leading(rest)?;
        Some(text.len() - rest.len() + len)
    })
}

/// The length of what a rate is counted by, behind its slash: 万人 in 元/万人.
fn each(text: &str) -> Option<usize> {
    measure(text).or_else(|| {
        let rest = behind_factors(text).find(|rest| rest.starts_with(['年', '月', '日', '天']))?;
        Some(text.len() - rest.len() + '年'.len_utf8())
    })
}

/// The text without the factors with which it begins, of which there are at most two, and with the
/// last ones of them: 千瓦 begins like a factor.
fn behind_factors(text: &str) -> impl Iterator<Item = &str> {
    const MOST: usize = 2;
    let factors = run(text, (FACTORS, MOST));
    let ends = factors.char_indices().rev().map(|(at, c)| at + c.len_utf8()).chain([0]);
    ends.filter_map(|end| text.get(end..))
}

/// The first number with a unit at or after the byte `from`.
pub(super) fn next(text: &str, from: usize) -> Option<Range<usize>> {
    static DIGITS: LazyLock<CharSet> =
        LazyLock::new(|| NUMERALS.chars().chain('0'..='9').collect());
    let mut behind = from;
    DIGITS.places(text.get(from..)?).find_map(|(at, first)| {
        let start = from + at;
        let rest = text.get(start..).filter(|_| start >= behind)?;
        if let Some(found) = Quantity::leading(rest) {
            return Some(start..start + found.len);
        }
        // Of the digits of one figure, only the last may begin something else: 2成 in 12成.
        if first.is_ascii_digit() {
            behind = start + leading_digits(rest).0.len() - 1;
        }
        None
    })
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

/// The bound after the figure of a quantity: 以上 in `90%以上`.
pub(super) fn margin(quantity: &str) -> &str {
    Quantity::leading(quantity).map_or("", |found| found.margin)
}

#[cfg(test)]
mod tests;
