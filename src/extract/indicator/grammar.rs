//! The forms of targets: an operator and a quantity, a quantity with a bound after it, or a verb
//! that counts.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;

use super::amount::Amount;
use super::around::{Around, Whole};
use super::operator::{
    CAP, COUNT, FALL, FOR, HOLD, LEAST, LESS, MORE, MOST, REACH, RISE, SHARES, SHRINK,
};
use super::place::{Place, Reading};
use super::quantity::Quantity;
use super::{IndicatorMention, listing, operator};
use crate::characters::{HAN, han_regex};
use crate::context;
use crate::message;
use crate::patterns::{End, Patterns};

/// How many characters before the number are searched for an operator.
const HEAD: usize = 28;

/// Where the things are that are counted, or which of them: `改造城区12个小区`.
const SCOPE: &str = r"全[省市县区州国]|[省市县区]本?级|(?:主|老|中心|建成)?城区|县城|城镇|城乡|农村|乡村|本地|基层|剩余|其余|余下|年度|第[一二三四五]批|\p{Han}{1,4}(?:镇|乡|街道|社区|片区|园区|新区)";

/// The number of an item: `1.`, `（一）`, `一是`.
const ITEM: &str =
    "(?:[0-9]{1,3}[.、] ?|（[一二三四五六七八九十0-9]{1,3}）|[一二三四五六七八九十]是){0,2}";

/// A form: its rule, the pattern before the number, whether the number may be in Chinese numerals,
/// and whether it needs a bound after it.
struct Form {
    rule: &'static str,
    /// The pattern of the text before the number.
    before: String,
    /// The same pattern, compiled on first use.
    head: OnceLock<Regex>,
    numerals: bool,
    margin: bool,
}

impl Form {
    fn head(&self) -> &Regex {
        self.head.get_or_init(|| han_regex(&self.before).expect("the fragments make a pattern"))
    }
}

struct Grammar {
    /// The patterns before the number, in the order of the forms. Few of them match at a place.
    heads: Patterns,
    forms: Vec<Form>,
}

fn forms() -> Vec<Form> {
    let base = r"(?:(?:20[0-9]{2}年|\p{Han}{1,14})的)?";
    let form = |rule, head: String, numerals, margin| Form {
        rule,
        before: format!(r"(?:{head})\z"),
        head: OnceLock::new(),
        numerals,
        margin,
    };
    let least = format!(
        r"(?:力争|原则上)?(?:最多|至多)?(?P<op>{LEAST}|{MOST})(?:\p{{Han}}{{1,14}}的|\p{{Han}}{{0,12}})"
    );
    vec![
        form("indicator-bound", least, true, false),
        form("indicator-bound", format!("(?P<op>{MORE}|{LESS}){base}"), true, false),
        form("indicator-reach", format!("(?P<op>{REACH})(?:约|了)?{base}"), true, false),
        form(
            "indicator-change",
            format!("(?P<op>{RISE}|{FALL})(?:约|了|率|率为|率达|率达到|目标为|预期目标为)?"),
            false,
            false,
        ),
        form("indicator-span", format!("(?P<op>(?:{SHRINK})(?:到|至|在|为)|{CAP})"), true, false),
        form("indicator-rate", "(?P<op>率|占比|比重|增速|增幅)(?:为|在)?".to_owned(), false, false),
        form(
            "indicator-count",
            format!(
                r"(?P<op>{COUNT}|{HOLD}|{FOR})(?:{SCOPE}|\p{{Han}}{{2,12}}的)?(?:首批)?(?:约|近|了)?"
            ),
            false,
            false,
        ),
        form(
            "indicator-share",
            format!(r"(?:\A(?P<mark>{ITEM}(?:到?20[0-9]{{2}}年底?)?)|{SHARES})"),
            true,
            false,
        ),
        form("indicator-margin", String::new(), true, true),
        form("indicator-list", "约|近|各|".to_owned(), false, false),
    ]
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let forms = forms();
    let patterns: Vec<_> = forms.iter().map(|form| form.before.replace(r"\p{Han}", HAN)).collect();
    Grammar { heads: Patterns::new(End::End, &patterns), forms }
});

/// Decides what the figure at `range` is; `last` is the target before it.
pub(super) fn read<'t>(
    whole: &'t Whole<'t>,
    range: Range<usize>,
    last: Option<&'t IndicatorMention>,
) -> Reading {
    let text = whole.text;
    let Some(found) = text.get(range.clone()).and_then(Quantity::leading) else {
        return Reading::Passed(message!("passed-no-figure"));
    };
    let Some(amount) = Amount::of(&found) else {
        return Reading::Passed(message!("passed-numeral-word"));
    };
    let mut passed = None;
    let mut claims = amount.is_share() && !amount.is_numeral;
    let around = Around::new(text, range.clone());
    for place in places(whole, range, last, &amount, &around) {
        match place.reading() {
            Some(Reading::Passed(reason)) => passed = passed.or(Some(reason)),
            Some(reading) => return reading,
            None if place.op == FOR => claims |= place.follows("分别"),
            None if place.rule == "indicator-list" => claims |= place.may_list(),
            None => claims |= place.rule != "indicator-share",
        }
    }
    match passed {
        Some(reason) => Reading::Passed(reason),
        None if amount.is_span() => Reading::Passed(message!("passed-of-time")),
        None if claims || listing::is_wanted(&around, &amount) => Reading::Unread,
        None => Reading::Passed(message!("passed-count")),
    }
}

/// The targets that the forms read in the figure at `range`, in order; the first one counts.
pub(super) fn targets(whole: &Whole<'_>, range: Range<usize>) -> Vec<IndicatorMention> {
    let found = whole.text.get(range.clone()).and_then(Quantity::leading);
    let Some(amount) = found.and_then(|found| Amount::of(&found)) else { return Vec::new() };
    let around = Around::new(whole.text, range.clone());
    let readings = places(whole, range, None, &amount, &around).filter_map(|place| place.reading());
    readings.filter_map(Reading::target).collect()
}

/// The forms whose operator precedes the figure at `range`, in order.
fn places<'t, 'f>(
    whole: &'t Whole<'t>,
    range: Range<usize>,
    last: Option<&'t IndicatorMention>,
    amount: &'f Amount<'f>,
    around: &'f Around<'t>,
) -> impl Iterator<Item = Place<'t, 'f>>
where
    't: 'f,
{
    let clause = around.clause();
    let head = context::last_chars(clause, clause.len(), HEAD);
    let fits = move |form: &&Form| {
        (form.numerals || !amount.is_numeral)
            && (!form.margin || !amount.margin.is_empty())
            && match form.rule {
                "indicator-span" => amount.is_span(),
                "indicator-bound" | "indicator-reach" | "indicator-change" => true,
                _ => !amount.is_span(),
            }
    };
    let forms = GRAMMAR.heads.all(head).filter_map(|n| GRAMMAR.forms.get(n)).filter(fits);
    let places = forms.filter_map(move |form| {
        let before = form.head().captures(head)?;
        let said = before.get(0)?.as_str();
        let mark = before.name("mark").map_or(0, |mark| mark.len());
        let op = before.name("op").map(|op| op.as_str()).unwrap_or_default();
        let (said, op) = operator::own_bound(said, op).map_or((said, op), |own| (own, own));
        Some(Place {
            whole,
            // The mark or number of an item or a year before a share does not belong to it.
            start: range.start
                - said.get(mark..).unwrap_or_default().trim_start_matches('、').len(),
            number: range.start,
            end: range.end,
            last,
            rule: form.rule,
            op,
            amount,
            around,
        })
    });
    places.filter(Place::may_hold)
}
