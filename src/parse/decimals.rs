//! Numbers with several places, `2.1 指挥机构`, as emergency plans (应急预案) and standards use
//! them. Their items get the numbers of GB/T 9704-2012 instead, the level being the number of
//! places.
//!
//! Lines can begin with figures, too: `1.8万亿元`. So these numbers count only if they follow one
//! another through the text, from 1 or 1.1 on, and nothing else numbers its first levels.

use std::collections::BTreeMap;

use super::headings::{KINDS, Numbered, written};
use super::normalize::normal;
use super::numbering::{self, Kind};
use crate::context::is_han;

/// How many numbers with more than one place such a text has at least.
const LEAST: usize = 3;
/// The maximum length of a number, in characters.
const LONGEST: usize = 12;

/// A number at the beginning of a line.
struct Leading {
    places: Vec<u32>,
    /// Length of the number and the spaces around it, in bytes.
    len: usize,
    /// Whether it is a single place with a stop, `1.`, which may also number the entries of a list.
    is_entry: bool,
}

/// Finds the lines that begin with numbers of several places, keyed by their offsets.
pub(super) fn numbers(source: &str) -> BTreeMap<usize, Numbered> {
    // `1.` may be a number of the first level, unless it also numbers other lists.
    in_sequence(source, true).or_else(|| in_sequence(source, false)).unwrap_or_default()
}

/// Reads numbers that follow one another. With `takes_entries`, a number such as `1.` may be one of
/// them. Returns `None` if the numbers do not make an outline.
fn in_sequence(source: &str, takes_entries: bool) -> Option<BTreeMap<usize, Numbered>> {
    let mut numbers = BTreeMap::new();
    let mut last: Vec<u32> = Vec::new();
    let (mut n_deep, mut n_stray, mut at) = (0, 0, 0);
    for line in source.split('\n') {
        let start = at;
        at += line.len() + 1;
        let Some(Leading { places, len, is_entry }) = leading(line) else {
            if counts_otherwise(line) {
                return None;
            }
            continue;
        };
        let is_deep = usize::from(places.len() > 1);
        match follows(&places, &last) {
            _ if is_entry && !takes_entries => {}
            true => {
                n_deep += is_deep;
                let number = KINDS.get(places.len() - 1).zip(places.last());
                let number = number.map(|(kind, value)| written(*kind, *value))?;
                numbers.insert(start, Numbered { number, replaced: len });
                last = places;
            }
            false if is_entry => return None,
            // A figure that begins a line: 1.8万亿元.
            false => n_stray += is_deep,
        }
    }
    (n_deep >= LEAST && n_stray < n_deep).then_some(numbers)
}

/// Reads the number at the beginning of a line. A single place needs a space or a stop after it.
fn leading(line: &str) -> Option<Leading> {
    let bare = line.trim_start();
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '．');
    let end = bare.char_indices().take(LONGEST + 1).find(|(_, c)| !is_of_number(*c))?.0;
    let (number, rest) = bare.split_at_checked(end)?;
    let plain = number.trim_end_matches(['.', '．']);
    let places: Option<Vec<u32>> = plain.split(['.', '．']).map(place).collect();
    let places = places.filter(|places| places.len() <= KINDS.len())?;
    let text = rest.trim_start();
    let is_entry = places.len() == 1 && plain.len() < number.len();
    let is_parted = places.len() > 1 || is_entry || text.len() < rest.len();
    let len = line.len() - text.len();
    (is_parted && text.starts_with(is_han)).then_some(Leading { places, len, is_entry })
}

/// Reads one place of a number, from 1 to 99.
fn place(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|place| (1..100).contains(place) && digits.len() <= 2)
}

/// Whether a number comes directly after another: 2.2 or 3 after 2.1.4, 2.1.1 after 2.1.
fn follows(places: &[u32], last: &[u32]) -> bool {
    let Some((own, above)) = places.split_last() else { return false };
    match last.get(above.len()) {
        Some(before) => last.starts_with(above) && *own == before + 1,
        // The heading above the first number may be lost: 1.1.
        None => *own == 1 && (above == last || last.is_empty() && above == [1]),
    }
}

/// Whether a line begins with a number that other texts use for their first levels.
fn counts_otherwise(line: &str) -> bool {
    let bare = line.trim_start();
    let opens = bare.starts_with(|c| "（(一二三四五六七八九十".contains(c));
    let head = || normal(bare.get(..bare.len().min(40)).unwrap_or(bare));
    opens
        && numbering::leading(&head())
            .is_some_and(|number| matches!(number.kind, Kind::Han | Kind::HanBracketed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_those_of_items() {
        for (source, expected) in [
            (
                "某预案\n1 总则\n1.1 编制目的\n为做好工作。\n1.2编制依据\n2　组织体系\n2.1 指挥部\n2.1.1 职责\n2.1.2 成员\n",
                "一、 （一） （二） 二、 （一） 1. 2.",
            ),
            ("1.1 目的\n1.2 依据\n1.3 原则\n", "（一） （二） （三）"),
            ("1 总则\n1.1 目的\n1.8万亿元\n1.2 依据\n", ""),
            ("1 总则\n1.1 目的\n1.8万亿元\n1.2 依据\n1.3 原则\n", "一、 （一） （二） （三）"),
            ("一、总则\n1.1 目的\n1.2 依据\n1.3 原则\n", ""),
            ("1.总则\n1.1 目的\n1.2 依据\n2.体系\n2.1 机构\n", "一、 （一） （二） 二、 （一）"),
            (
                "1 总则\n1.1 目的\n1.甲\n2.乙\n3.丙\n1.2 依据\n2 体系\n2.1 机构\n",
                "一、 （一） （二） 二、 （一）",
            ),
            // Marks such as `1）` are not read as a first level.
            ("1）甲\n1.1 目的\n1.2 依据\n1.3 原则\n2）乙\n2.1 甲\n2.2 乙\n2.3 丙\n", ""),
            ("3 月底前\n2.1 万元\n2.2 万元\n2.3 万元\n", ""),
        ] {
            let numbers: Vec<_> = numbers(source).into_values().map(|one| one.number).collect();
            assert_eq!(numbers.join(" "), expected, "{source}");
        }
    }
}
