//! Offices that two bodies have each: `市委、市政府督查室` is 市委督查室 and 市政府督查室.

use super::Name;
use crate::lexicon::levels::LEVELS;

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

/// The level before the word for a body at the end of a name: 市 of 枣阳市委.
fn body(name: &str) -> Option<char> {
    let mut stems = BODIES.iter().filter_map(|body| name.strip_suffix(body));
    stems.find_map(|stem| stem.chars().next_back().filter(|c| LEVELS.contains(c)))
}
