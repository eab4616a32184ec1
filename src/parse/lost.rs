//! Restores numbers that a copy lost, where the sequence allows exactly one reading.
//!
//! After `（二）…` come eight items without a number, then `十一）…`: they are （三） to （十）. If
//! a gap has more paragraphs than missing numbers, only those with a stray bracket or directly
//! below a heading are counted; if their number does not match either, none is numbered.

mod mark;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::numbering::{self, Kind, Number};
use super::plans::without_annex_mark;
use super::unnumbered;
use mark::{bare_heading, before_figure, misread_mark};

/// Returns the numbers at the beginning of blocks, read or inferred, keyed by the index of the
/// block. The `len` of an inferred number is 0, or the length of a stray bracket.
pub(super) fn numbers(pieces: &[&str]) -> BTreeMap<usize, Number> {
    let mut numbers = BTreeMap::new();
    let (mut last_han, mut last_arabic) = (0, 0);
    for (n, piece) in pieces.iter().enumerate() {
        let number = numbering::leading(piece)
            .or_else(|| bare_heading(piece, last_han))
            .or_else(|| misread_mark(piece, last_arabic))
            .or_else(|| before_figure(pieces.get(n..)?, last_arabic));
        let Some(number) = number else { continue };
        match number.kind {
            Kind::Han => (last_han, last_arabic) = (number.value, 0),
            Kind::Arabic => last_arabic = number.value,
            kind if kind < Kind::Arabic => last_arabic = 0,
            _ => {}
        }
        numbers.insert(n, number);
    }
    let of_annexes = names_of_annexes(pieces);
    for kind in [Kind::HanBracketed, Kind::Arabic] {
        let inferred = infer(pieces, &numbers, kind, &of_annexes);
        numbers.extend(inferred);
    }
    numbers.retain(|_, number| number.value > 0);
    let others = unnumbered::numbers(pieces, &numbers);
    numbers.extend(others);
    numbers
}

/// The numbered names below the first in a list of annexes: `附件：1.节水方案` ⏎ `2.任务清单`.
fn names_of_annexes(pieces: &[&str]) -> BTreeSet<usize> {
    let mut is_listed = false;
    let names = pieces.iter().enumerate().filter(|(_, piece)| {
        let is_first = without_annex_mark(piece) != **piece;
        let number = numbering::leading(piece).filter(|_| is_listed);
        let is_next =
            number.is_some_and(|number| number.kind == Kind::Arabic) && !piece.contains('。');
        is_listed = is_first || is_next;
        is_next
    });
    names.map(|(n, _)| n).collect()
}

/// Infers the numbers of one kind that are missing from its sequence.
fn infer(
    pieces: &[&str],
    numbers: &BTreeMap<usize, Number>,
    kind: Kind,
    of_annexes: &BTreeSet<usize>,
) -> BTreeMap<usize, Number> {
    let mut found = BTreeMap::new();
    let mut from = 0;
    let mut last = 0;
    let is_known = |n: usize, number: &Number| {
        number.kind == kind && number.value > 0 && !of_annexes.contains(&n)
    };
    let known: Vec<_> = numbers.iter().filter(|(n, number)| is_known(**n, number)).collect();
    if known.is_empty() {
        return found;
    }
    for (n, number) in known {
        let restart = number.value <= last;
        let start =
            if restart { heading_before(numbers, from..*n, kind).unwrap_or(from) } else { from };
        let before = if restart { 0 } else { last };
        let gap = (number.value - before - 1) as usize;
        let above = pieces.get(start..*n).unwrap_or_default();
        if gap > 0 && !above.iter().any(|piece| stands_within(piece, kind, number.value - 1)) {
            let chosen = candidates(pieces, numbers, start..*n, kind, gap);
            for (place, (at, len)) in chosen.into_iter().enumerate() {
                let value = before + 1 + place as u32;
                found.insert(at, Number::damaged(kind, value, len));
            }
        }
        (from, last) = (n + 1, number.value);
    }
    found
}

/// Whether a number stands in the middle of a block, behind a stop or a heading.
fn stands_within(piece: &str, kind: Kind, value: u32) -> bool {
    let written = numbering::label(kind, value);
    let places = piece.match_indices(&written).map(|(at, _)| at);
    places.filter(|at| *at > 0).filter_map(|at| piece.split_at_checked(at)).any(|(before, rest)| {
        let number = numbering::leading(rest);
        let is_heading = || !before.contains('。') && numbering::leading(before).is_some();
        number.is_some_and(|number| number.kind == kind && number.value == value)
            && (before.ends_with(['。', '）', '；', '：', '”']) || is_heading())
    })
}

/// The last block in a range with a number of a wider kind.
fn heading_before(
    numbers: &BTreeMap<usize, Number>,
    range: Range<usize>,
    kind: Kind,
) -> Option<usize> {
    numbers.range(range).rev().find(|(_, number)| number.kind < kind).map(|(at, _)| *at)
}

/// Returns the blocks in `range` that must have the `gap` missing numbers, each with the length of
/// its stray bracket; nothing if that is not certain.
fn candidates(
    pieces: &[&str],
    numbers: &BTreeMap<usize, Number>,
    range: Range<usize>,
    kind: Kind,
    gap: usize,
) -> Vec<(usize, usize)> {
    let mut plain = Vec::new();
    for n in range {
        let piece = pieces.get(n).copied().unwrap_or_default();
        match numbers.get(&n) {
            Some(number) if number.value == 0 => plain.push((n, number.len, true)),
            Some(_) => {}
            None if is_item_like(piece) => {
                let above = n.checked_sub(1).and_then(|above| numbers.get(&above));
                let heads = |number: &Number| number.value > 0 && number.kind < kind;
                plain.push((n, 0, above.is_some_and(heads)));
            }
            None => {}
        }
    }
    // If there are too many, keep the certain ones: prose may precede items whose numbers were
    // lost.
    if plain.len() > gap {
        plain.retain(|(_, _, certain)| *certain);
    }
    let is_sure = plain.len() == gap;
    plain.into_iter().filter(|_| is_sure).map(|(n, len, _)| (n, len)).collect()
}

/// Whether a paragraph looks like an item: a short sentence, then more text.
fn is_item_like(piece: &str) -> bool {
    piece
        .split_once('。')
        .is_some_and(|(title, rest)| (4..=80).contains(&title.chars().count()) && !rest.is_empty())
}

/// The labels of the numbers of a text, each with the index of its line.
#[cfg(test)]
pub(super) fn told(text: &str) -> String {
    let pieces: Vec<&str> = text.lines().collect();
    let numbers = numbers(&pieces).into_iter();
    numbers.map(|(n, number)| format!("{n}:{}", number.label())).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_was_misread_is_told_by_the_sequence() {
        for (piece, last, expected) in [
            ("2，推进宣传", 1, Some((2, 4))),
            ("3·推进考核", 2, Some((3, 3))),
            ("2推进宣传。每年开展。", 1, Some((2, 1))),
            ("2推进宣传。每年开展。", 2, None),
            ("2个工作日内办结。每年开展。", 1, None),
            ("2小时内办结。每年开展。", 1, None),
            ("2公开招录干部。每年开展。", 1, Some((2, 1))),
            ("2推进宣传", 0, None),
        ] {
            let found = misread_mark(piece, last).map(|number| (number.value, number.len));
            assert_eq!(found, expected, "{piece}");
        }
    }

    #[test]
    fn only_what_was_lost_is_inferred() {
        for (text, expected) in [
            ("加强节水。建立制度。\n（二）装表。安装水表。", "0:（一） 1:（二）"),
            (
                "加强节水。建立制度。\n二、任务（一）改管。更新。\n（二）装表。安装水表。",
                "1:二 2:（二）",
            ),
            ("一、节水\n加强节水。建立制度。\n2.装表。安装水表。", "0:一 1:1 2:2"),
            ("一、节水\n加强节水。建立制度。\n附件：1.节水方案\n2.任务清单", "0:一 3:2"),
            (
                "一、节水\n加强节水。对照（一）整改。\n（二）装表。安装水表。",
                "0:一 1:（一） 2:（二）",
            ),
            ("附件：节水方案\n1.改管。更新。\n加强节水。建立制度。\n3.装表。", "1:1 2:2 3:3"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_figure_may_follow_the_mark() {
        for (pieces, last, expected) in [
            (&["2、30所学校完成改造。"][..], 1, Some((2, "2、".len()))),
            (&["5.90%以上的村达标。", "6.24小时值班。"], 4, Some((5, "5.".len()))),
            (&["1.30所学校完成改造。", "2.推进宣传。"], 0, Some((1, "1.".len()))),
            (&["2.30所学校完成改造。"], 1, None),
            (&["1、30所学校完成改造。"], 0, None),
            (&["2、3个乡镇完成改造。"], 1, None),
            (&["2、30所学校完成改造。"], 2, None),
            (&["1.8万亿元的产值。", "年底完成。"], 0, None),
            (&["13.5G项目。建设基站。"], 12, Some((13, "13.".len()))),
            (&["13.5G项目。建设基站。"], 11, None),
            (&["13.5GW光伏。建设电站。"], 12, None),
            (&["4294967295、30所学校完成改造。"], 1, None),
            (&["2、30所学校完成改造。", "4294967295、"], 1, Some((2, "2、".len()))),
        ] {
            let found = before_figure(pieces, last).map(|number| (number.value, number.len));
            assert_eq!(found, expected, "{pieces:?}");
        }
    }
}
