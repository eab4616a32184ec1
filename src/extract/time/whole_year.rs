//! Years that are a deadline only by what stands around them: `完成时限：2024年`,
//! `到2025年、2030年`, `2025年全面完成`, `（县教育局负责，2024年）`.

use super::listing;
use super::place::Place;
use super::reading::{Reading, date, number};
use crate::affix::AnyOf;
use crate::context;
use crate::patterns::Groups;

/// Words between a year and what is reached in it.
const ALL: &[&str] = &["全面", "基本", "全部", "力争", "初步", "如期"];
/// Words that say that something is reached.
const REACHED: &[&str] =
    &["完成", "建成", "实现", "达到", "竣工", "完工", "投产", "投用", "投入使用"];

/// Words of clauses that say what is reached in the year before them.
const AIMS: &[&str] = &["达到", "建成", "完成", "实现", "新建", "新增", "全面", "基本", "力争"];

/// Reads a year, or `全年` and `年底` behind the label of a deadline.
pub(super) fn read(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let is_set = fills_a_label(place, found)
        || closes_a_duty(place, found)
        || is_end_to_reach(place, found)
        || number(found, "y").is_some_and(|year: i16| {
            found.whole().ends_with('年')
                && (listing::follows_years(place.text, place.start)
                    || listing::ends_go_on(place.rest(found))
                    || shares_figures(place, place.rest(found), year)
                    || is_to_be_reached(place, place.rest(found), year))
        });
    let is_set = is_set && !place.splits_number(found) && !place.is_told(found);
    is_set.then(|| Reading::by(place.year(found).and_then(|year| date(year, 12, 31))))
}

/// Whether the year is all that stands behind the label of a deadline, up to 实施 or the like.
fn fills_a_label(place: &Place<'_>, found: &Groups<'_>) -> bool {
    let rest = place.rest(found);
    let done = ["实施", "推进", "开展", "完成", "整改"];
    let rest = rest.strip_any_prefix(&done).unwrap_or(rest);
    place.is_labelled() && rest.chars().next().is_none_or(|c| "，。；、）〕\n".contains(c))
}

/// Whether something is to be reached at the end of this year or in the next: `年底完成`,
/// `明年建成`.
fn is_end_to_reach(place: &Place<'_>, found: &Groups<'_>) -> bool {
    const ENDS: [&str; 4] = ["年底", "年末", "明年", "后年"];
    let is_free = place.opens() || place.previous().is_some_and(|c| "于在应须将要".contains(c));
    is_free && ENDS.contains(&found.whole()) && reaches(place.rest(found))
}

/// Whether something is to be reached in a year still to come, or in this one and more in the next:
/// `2024年完成60%，2025年全面完成`.
fn is_to_be_reached(place: &Place<'_>, rest: &str, year: i16) -> bool {
    let Some(base) = place.calendar.year else { return false };
    // 2025年，森林覆盖率达到45%
    let later = || {
        let sentence = context::after(rest, 0, context::SENTENCE);
        let next = sentence.split_once(&format!("{}年", year + 1));
        next.is_some_and(|(_, rest)| reaches(rest) || has_aim(rest))
    };
    (reaches(rest) || place.opens() && has_aim(rest)) && (year > base || year == base && later())
}

/// Whether the year is one of several, none of which is over, to which figures belong in order:
/// `2024年、2025年覆盖率分别达到60%、80%`.
fn shares_figures(place: &Place<'_>, rest: &str, year: i16) -> bool {
    const AND: [char; 2] = ['、', '和'];
    let base = place.calendar.year.unwrap_or(i16::MAX);
    let is_ahead = |digits: &str| digits.parse().is_ok_and(|year: i16| year >= base);
    let next = rest.strip_prefix(AND).and_then(|next| Some(next.split_once('年')?.0));
    let before = context::last_chars(place.text, place.start, "2024年、".chars().count());
    let last = before.strip_suffix(AND).and_then(|last| last.strip_suffix('年'));
    let clause = context::after(rest, 0, context::CLAUSE);
    let is_aim = |(_, aim): (&str, &str)| aim.contains_any(AIMS);
    year >= base
        && (place.opens() && next.is_some_and(is_ahead) || last.is_some_and(is_ahead))
        && clause.split_once("分别").is_some_and(is_aim)
}

/// Whether the year is that in which those named before it in brackets do the work; one that is
/// over may be that of a source.
fn closes_a_duty(place: &Place<'_>, found: &Groups<'_>) -> bool {
    !place.calendar.is_past(place.year(found)) && place.closes_a_duty(found)
}

/// Whether the clause behind a year, or the next one if the year stands alone, says what is reached
/// in it: `2025年，覆盖率达到45%`, `2025年覆盖率达到45%`, but not `2025年的目标是`.
fn has_aim(rest: &str) -> bool {
    const OTHER: &[char] = &[
        '是', '为', '的', '度', '上', '下', '第', '前', '初', '以', '起', '春', '夏', '秋', '冬',
        '年', '中', '内', '末', '底',
    ];
    let clause = context::after(rest.strip_prefix('，').unwrap_or(rest), 0, context::CLAUSE);
    let is_part = rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四".contains(c));
    // 2024年考核于次年1月15日前完成
    let is_dated = clause.contains(['月', '前', '底', '末']);
    !is_part && !is_dated && !rest.starts_with(OTHER) && clause.contains_any(AIMS)
}

/// Whether a text begins with what is reached, possibly in full.
pub(super) fn reaches(rest: &str) -> bool {
    let rest = rest.strip_any_prefix(ALL).unwrap_or(rest);
    rest.starts_with_any(REACHED)
}
