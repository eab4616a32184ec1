//! Gives numbers to lines that say whose items stand below them: `县司法局牵头负责：` ⏎
//! `1.开展培训。` ⏎ `县财政局牵头负责：` ⏎ `2.保障经费。`.
//!
//! Without a number, such a line would belong to the item above it.

use std::collections::BTreeMap;

use super::headings::KINDS;
use super::numbering::{Kind, Number};
use crate::clause::names_who_acts;

type Numbers = BTreeMap<usize, Number>;

/// Returns the numbers of such lines, keyed by their index; `numbers` are those of all others. A
/// single line may as well speak of the section that it stands in.
pub(super) fn numbers(pieces: &[&str], numbers: &Numbers) -> Numbers {
    let mut lists: BTreeMap<(Option<usize>, Kind), Vec<usize>> = BTreeMap::new();
    for (n, first) in numbers.iter().filter_map(|(n, first)| Some((n.checked_sub(1)?, first))) {
        let is_bare = !numbers.contains_key(&n);
        if is_bare && pieces.get(n).is_some_and(|piece| names_who_acts(piece)) {
            let mut above = numbers.range(..n).rev();
            let outer = above.find(|(_, number)| number.kind < first.kind).map(|(n, _)| *n);
            lists.entry((outer, first.kind)).or_default().push(n);
        }
    }
    let mut found = Numbers::new();
    for ((outer, inner), places) in lists.into_iter().filter(|(_, places)| places.len() > 1) {
        let Some(kind) = level(numbers, outer, inner, &places) else { continue };
        let number = |value| Number { kind, value, len: 0, damaged: true };
        found.extend(places.into_iter().zip((1..).map(number)));
    }
    found
}

/// The kind of number for lines in the section that begins at `outer`, above items of the kind
/// `inner`, if the section leaves a level for them and the first line stands above all its items.
fn level(numbers: &Numbers, outer: Option<usize>, inner: Kind, places: &[usize]) -> Option<Kind> {
    let heading = outer.and_then(|outer| numbers.get(&outer)).map(|number| number.kind);
    let kind = KINDS.into_iter().find(|kind| heading.is_none_or(|heading| *kind > heading))?;
    let from = outer.map_or(0, |outer| outer + 1);
    let is_within =
        |(_, number): &(&usize, &Number)| heading.is_none_or(|heading| number.kind > heading);
    let mut section = numbers.range(from..).take_while(is_within);
    let is_first = places.first().zip(numbers.range(from..).next());
    let is_first = is_first.is_some_and(|(place, (item, _))| place < item);
    (kind < inner && is_first && section.all(|(_, number)| number.kind > kind)).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::super::lost::told;

    #[test]
    fn lines_that_say_who_acts_head_what_is_below_them() {
        for (text, expected) in [
            (
                "一、分工\n县司法局牵头负责：\n1.培训。\n县财政局牵头：\n2.经费。\n二、要求\n（一）领导。",
                "0:一 1:（一） 2:1 3:（二） 4:2 5:二 6:（一）",
            ),
            ("县司法局：\n1.培训。\n县财政局：\n1.经费。", "0:一 1:1 2:二 3:1"),
            ("一、分工\n县司法局牵头负责：\n1.培训。\n2.经费。", "0:一 2:1 3:2"),
            (
                "一、分工\n1.培训。\n县司法局负责：\n2.经费。\n县财政局负责：\n3.审计。",
                "0:一 1:1 3:2 5:3",
            ),
            (
                "一、分工\n县司法局：\n（一）培训。\n县财政局：\n（二）经费。",
                "0:一 2:（一） 4:（二）",
            ),
            ("一、分工\n主要任务：\n1.培训。\n工作要求：\n2.经费。", "0:一 2:1 4:2"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
