//! Years that are a deadline only by what stands around them: `完成时限：2024年`, `到2025年、2030年`,
//! `2025年全面完成`, `（县教育局负责，2024年）`.

use super::listing;
use super::place::Place;
use super::reading::{Reading, date, number};
use crate::context;
use crate::patterns::Groups;

/// Words between a year and what is reached in it.
const ALL: &[&str] = &["全面", "基本", "全部", "力争"];
/// Words that say that something is reached.
const REACHED: &[&str] =
    &["完成", "建成", "实现", "达到", "竣工", "完工", "投产", "投用", "投入使用"];

/// Words of clauses that say what is reached in the year before them.
const AIMS: &[&str] = &["达到", "建成", "完成", "实现", "新建", "新增", "全面", "基本", "力争"];

/// Reads a year, or `全年` and `年底` behind the label of a deadline.
pub(super) fn read(place: &Place<'_>, found: &Groups<'_>) -> Option<Reading> {
    let is_set = fills_a_label(place, found)
        || closes_a_duty(place, found)
        || number(found, "y").is_some_and(|year: i16| {
            found.whole().ends_with('年')
                && (listing::follows_years(place.text, place.start)
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
    let rest = done.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    place.is_labelled() && rest.chars().next().is_none_or(|c| "，。；、）〕\n".contains(c))
}

/// Whether something is to be reached in a year still to come, or in this one and more in the next:
/// `2024年完成60%，2025年全面完成`.
fn is_to_be_reached(place: &Place<'_>, rest: &str, year: i16) -> bool {
    let Some(base) = place.calendar.year else { return false };
    // 2025年，森林覆盖率达到45%
    let aim = rest.strip_prefix('，').map(|rest| context::after(rest, 0, context::CLAUSE));
    let has_aim = |clause: &str| AIMS.iter().any(|word| clause.contains(word));
    if year > base && place.opens() && aim.is_some_and(has_aim) {
        return true;
    }
    let later = || {
        let sentence = context::after(rest, 0, context::SENTENCE);
        sentence.split_once(&format!("{}年", year + 1)).is_some_and(|(_, rest)| reaches(rest))
    };
    reaches(rest) && (year > base || year == base && later())
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
    let is_aim = |(_, aim): (&str, &str)| AIMS.iter().any(|word| aim.contains(word));
    year >= base
        && (place.opens() && next.is_some_and(is_ahead) || last.is_some_and(is_ahead))
        && clause.split_once("分别").is_some_and(is_aim)
}

/// Whether the year is that in which those named before it in brackets do the work; one that is over
/// may be that of a source.
fn closes_a_duty(place: &Place<'_>, found: &Groups<'_>) -> bool {
    !place.calendar.is_past(place.year(found)) && place.closes_a_duty(found)
}

fn reaches(rest: &str) -> bool {
    let rest = ALL.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    REACHED.iter().any(|word| rest.starts_with(word))
}
