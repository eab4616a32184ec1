//! Offices that two bodies have each, `市委、市政府督查室` is 市委督查室 and 市政府督查室, and
//! those of one body that share their last character: `县发改委工业、能源科`; also governments of
//! places, `哈尔滨、黑河市政府`.

use super::Name;
use super::kind::{is_a_body_by_its_end, is_known, is_name, is_office};
use crate::affix::AnyOf;
use crate::lexicon::divisions::divisions;
use crate::lexicon::levels::{LEVELS, begins_with_level};
use crate::lexicon::posts;
use crate::lexicon::quantifiers::OF_CLASSES;

/// The bodies of a region that have offices of the same name.
const BODIES: [&str; 7] = ["委", "人大常委会", "人大", "人民政府", "政府", "政协", "纪委"];

/// What such an office is called.
const OFFICES: [&str; 12] = [
    "办公室", "办公厅", "办", "督查室", "督查局", "督查办", "目标督查办", "政策研究室", "政研室",
    "研究室", "接待办", "信访局",
];

/// Gives a body its own office where it shares the word for it with the next name.
pub(super) fn share_offices(text: &str, names: &mut [Name]) {
    // From the last name, so that 市委、市人大、市政府办公室 are three offices.
    for at in (1..names.len()).rev() {
        let Some([left, right]) = names.get_mut(at - 1..=at) else { continue };
        let between = text.get(left.range.end..right.range.start);
        if !between.is_some_and(|mark| matches!(mark, "、" | "和" | "及" | "与")) {
            continue;
        }
        if let Some(office) = office_behind(&left.text, &right.text).map(str::to_owned) {
            left.text.push_str(&office);
        } else if shares_its_end(&left.text, &right.text) {
            left.text.extend(right.text.chars().next_back());
        } else if let Some(government) = government_behind(&left.text, &right.text) {
            left.text.push_str(&government);
        }
    }
}

/// The office of the second body, if the first is a bare body of the same region.
fn office_behind<'n>(left: &str, right: &'n str) -> Option<&'n str> {
    let level = body(left)?;
    let rest = right.strip_prefix(level)?;
    let mut offices = BODIES.iter().filter_map(|body| rest.strip_prefix(body));
    offices.find(|office| OFFICES.contains(office))
}

/// The word for its kind and for its government of a division whose short name is `left`, if they
/// share both with the division behind it: 市政府 for 哈尔滨 before 黑河市政府.
fn government_behind(left: &str, right: &str) -> Option<String> {
    const GOVERNMENTS: [&str; 4] = ["人民政府", "政府", "管委会", ""];
    let (government, place) =
        GOVERNMENTS.iter().find_map(|end| Some((*end, right.strip_suffix(end)?)))?;
    let kind = place.chars().next_back().filter(|c| LEVELS.contains(c))?;
    let divisions = divisions();
    let name = format!("{left}{kind}");
    let are_both = divisions.has_short(left)
        && !divisions.named(place).is_empty()
        && !divisions.named(&name).is_empty();
    are_both.then(|| format!("{kind}{government}"))
}

/// Whether a name is that of an office of a body without the last character, which it shares with
/// the office behind it: 县发改委工业 before 能源科.
fn shares_its_end(left: &str, right: &str) -> bool {
    /// The maximum length of the name of an office, in characters.
    const LONGEST: usize = 5;
    const PEOPLE: [&str; 5] = ["人员", "领导", "全体", "民警", "法官"];
    let is_short = |name: &str| name.chars().nth(LONGEST).is_none();
    let is_stem = |stem: &str| is_office(&format!("{stem}处")) && !PEOPLE.contains(&stem);
    let is_open = || right.starts_with_any(OF_CLASSES);
    is_short(right)
        && is_office(right)
        && !right.ends_with('室')
        && right != "办事处"
        && !is_open()
        && posts::last_in(left).is_none()
        && !begins_with_level(right)
        && !is_name(left)
        && left.char_indices().nth_back(1).is_some_and(|(at, _)| {
            let (body, stem) = left.split_at(at);
            let is_body =
                || is_known(body) || begins_with_level(body) && is_a_body_by_its_end(body);
            is_stem(stem) && is_body()
        })
}

/// The level before the word for a body at the end of a name: 市 of 枣阳市委.
fn body(name: &str) -> Option<char> {
    let mut stems = BODIES.iter().filter_map(|body| name.strip_suffix(body));
    stems.find_map(|stem| stem.chars().next_back().filter(|c| LEVELS.contains(c)))
}
