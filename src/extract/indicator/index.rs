//! Targets for coefficients, indices and ratios, which have no unit:
//! `灌溉水有效利用系数提高到0.58以上`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::IndicatorMention;
use super::amount::Amount;
use super::around::{Around, Whole};
use super::operator::{LEAST, LESS, MORE, MOST, REACH};
use super::place::Place;
use crate::context;
use crate::words::Words;

const RULE: &str = "indicator-index";
/// Ends of names of what has no unit.
const NAMES: &str = "系数|指数|容积率|死亡率|浓度|收入比|倍差|医护比|床护比|师生比|生师比|桩比";
/// What may follow the number.
const ENDS: &[char] = &['，', '。', '；', '、', '）', '（', '和', '\n'];

static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    let op = format!("{LEAST}|{MOST}|{MORE}|{LESS}|{REACH}|为");
    Regex::new(&format!(
        "(?:{NAMES})(?P<op>{op})(?P<v>[0-9]{{1,9}}(?:\\.[0-9]{{1,8}})?)(?P<m>以上|以下|以内|之内|左右)?"
    ))
    .expect("the pattern is fixed")
});

static ENDS_OF_NAMES: LazyLock<Words> = LazyLock::new(|| Words::new(NAMES.split('|')));

/// The maximum length of what follows a name, in characters.
const LONGEST: usize = 24;

/// Finds the targets without unit.
pub(super) fn find(whole: &Whole<'_>) -> Vec<IndicatorMention> {
    let found = context::near(whole.text, &FIGURE, &ENDS_OF_NAMES, LONGEST);
    let parts = found.filter_map(|found| FIGURE.captures_at(whole.text, found.start));
    parts.filter_map(|found| target(whole, &found)).collect()
}

fn target(whole: &Whole<'_>, found: &Captures<'_>) -> Option<IndicatorMention> {
    let (all, op, number) = (found.get(0)?, found.name("op")?, found.name("v")?);
    if !context::next(whole.text, all.end()).is_none_or(|c| ENDS.contains(&c)) {
        return None;
    }
    let amount = Amount {
        value: number.as_str().parse().ok()?,
        upper: None,
        unit: "",
        margin: found.name("m").map_or("", |margin| margin.as_str()),
        written: number.as_str(),
        is_numeral: false,
    };
    let around = Around::new(whole.text, number.start()..all.end());
    let place = Place {
        whole,
        start: op.start(),
        number: number.start(),
        end: all.end(),
        last: None,
        rule: RULE,
        op: op.as_str(),
        amount: &amount,
        around: &around,
    };
    place.reading()?.target()
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::{ENDS_OF_NAMES, FIGURE, LONGEST, context};

    #[test]
    fn the_longest_figure_is_found() {
        context::reaches(&FIGURE, &ENDS_OF_NAMES, LONGEST);
    }

    #[test]
    fn what_has_no_unit_is_a_target_too() {
        for (text, expected) in [
            ("农田灌溉水有效利用系数提高到0.58以上。", Some("农田灌溉水有效利用系数 >= 0.58")),
            ("城乡居民收入比控制在2.2以内，", Some("城乡居民收入比 <= 2.2")),
            ("道路交通万车死亡率不超过1.5", Some("道路交通万车死亡率 <= 1.5")),
            (
                "亿元生产总值生产安全事故死亡率控制在0.011以内。",
                Some("亿元生产总值生产安全事故死亡率 <= 0.011"),
            ),
            ("截至目前，灌溉水有效利用系数达到0.58。", None),
            ("灌溉水有效利用系数提高到0.58的水平", None),
        ] {
            let said = find(text, None).into_iter().next();
            let said = said.map(|one| format!("{} {} {}", one.measure, one.op, one.value));
            assert_eq!(said.as_deref(), expected, "{text}");
        }
    }
}
