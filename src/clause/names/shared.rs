//! Offices that several bodies share in a list: `市委、市政府督查室` names the 督查室 of both.

use super::Name;
use crate::lexicon::levels::LEVELS;

/// The offices that party committees, governments and councils have alike.
const OFFICES: [&str; 7] =
    ["督查室", "办公室", "办公厅", "研究室", "政研室", "督查局", "目标督查办"];

/// Gives the office of the last of several bodies to those that `、` or 和 joins with it.
pub(super) fn give_offices(text: &str, names: &mut [Name]) {
    for n in (1..names.len()).rev() {
        let Some([body, next]) = names.get_mut(n - 1..=n) else { continue };
        let joint = text.get(body.range.end..next.range.start);
        let office = OFFICES
            .iter()
            .find(|office| next.text.strip_suffix(**office).is_some_and(leads_a_place));
        if let Some(office) = office
            && matches!(joint, Some("、" | "和" | "及" | "与"))
            && leads_a_place(&body.text)
        {
            body.text.push_str(office);
        }
    }
}

/// Whether a name is that of a body that leads a place or its council: 市委, 县政府, 市人大.
fn leads_a_place(name: &str) -> bool {
    let stem = ["委", "政府", "人大", "人大常委会", "政协"]
        .iter()
        .find_map(|body| name.strip_suffix(body));
    stem.is_some_and(|place| place.ends_with(LEVELS))
}
