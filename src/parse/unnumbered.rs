//! Gives numbers to headings without regular ones: `行动一：农村厕所革命`, `【保障措施】`, a bare
//! `保障措施` after the last section. Also numbers the blocks of a text that consists of labels.
//!
//! Nothing is numbered unless the other numbers of the document leave exactly one level for it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeFrom;

use super::charged;
use super::headings::KINDS;
use super::numbering::{self, Kind, Number};
use crate::affix::AnyOf;
use crate::clause::{label_kind, role_of, who_end};
use crate::context::is_han;
use crate::lexicon::headings;

/// The maximum length of a heading, in characters.
const HEADING: usize = 24;
/// The maximum length of the word before a numeral, in characters.
const WORD: usize = 6;
/// The maximum length of a label, in characters.
const LABEL: usize = 12;
/// Words whose numerals count something other than parts of the work.
const OTHERS: &[&str] =
    &["第", "附件", "附表", "附录", "表", "图", "专栏", "专题", "注", "案例", "问", "答", "方式"];

type Numbers = BTreeMap<usize, Number>;

/// Returns the numbers of such blocks, keyed by their index; `numbers` are those of all others.
pub(super) fn numbers(pieces: &[&str], numbers: &Numbers) -> Numbers {
    let mut found = counted(pieces, numbers);
    if found.is_empty() {
        found = bracketed(pieces, numbers);
    }
    if found.is_empty() {
        found = charged::numbers(pieces, numbers);
    }
    let all: Numbers = numbers.iter().chain(&found).map(|(n, number)| (*n, *number)).collect();
    if all.is_empty() {
        return labelled(pieces);
    }
    found.extend(bare(pieces, &all));
    found
}

/// Numbers headings that count with a word: `行动一：…` ⏎ `行动二：…`, `任务1：…`.
fn counted(pieces: &[&str], numbers: &Numbers) -> Numbers {
    let mut words: BTreeMap<&str, Vec<(usize, Number)>> = BTreeMap::new();
    for (n, piece) in pieces.iter().enumerate().filter(|(n, _)| !numbers.contains_key(n)) {
        let Some((word, value, len)) = counting(piece) else { continue };
        let list = words.entry(word).or_default();
        let last = list.last().map_or(0, |(_, last)| last.value);
        if value == 1 || value == last + 1 {
            list.push((n, Number::new(Kind::Han, value, len)));
        }
    }
    let mut lists = words.into_values().filter(|list| list.len() > 1);
    let Some(mut list) = lists.next().filter(|_| lists.next().is_none()) else {
        return Numbers::new();
    };
    let places: Vec<usize> = list.iter().map(|(n, _)| *n).collect();
    let Some(kind) = level(pieces, numbers, &places) else { return Numbers::new() };
    list.iter_mut().for_each(|(_, number)| number.kind = kind);
    list.into_iter().collect()
}

/// The word before the numeral that begins a block, the value, and the length of both with the mark
/// after them: `行动一：农村厕所革命`.
fn counting(piece: &str) -> Option<(&str, u32, usize)> {
    let is_numeral =
        |c: char| c.is_ascii_digit() || numbering::value(c.encode_utf8(&mut [0; 4])).is_some();
    let (at, _) = piece.char_indices().take(WORD + 1).find(|(_, c)| is_numeral(*c))?;
    let (word, rest) = piece.split_at_checked(at)?;
    let end = rest.find(|c: char| !is_numeral(c))?;
    let (numeral, behind) = rest.split_at_checked(end)?;
    let value = numeral.parse().ok().or_else(|| numbering::value(numeral))?;
    let mark = behind.chars().next().filter(|c| matches!(c, '：' | '、' | '.'))?;
    let text = behind.get(mark.len_utf8()..)?;
    let is_word = word.chars().nth(1).is_some() && word.chars().all(is_han);
    let is_other = word.ends_with_any(OTHERS);
    let is_heading = !text.is_empty() && (1..100).contains(&value);
    (is_word && !is_other && is_heading).then(|| (word, value, piece.len() - text.len()))
}

/// The kind of number for headings at `places`, if the other numbers leave one level for them:
/// wider than all numbers below them, and narrower than those of the heading above them.
fn level(pieces: &[&str], numbers: &Numbers, places: &[usize]) -> Option<Kind> {
    let first = *places.first()?;
    let used: BTreeSet<Kind> = numbers.values().map(|number| number.kind).collect();
    let Some((above, outer)) = numbers.range(..first).next_back() else {
        // Numbers below the headings begin anew.
        let (_, below) = match numbers.range(first..).next() {
            Some(next) => next,
            None => return Some(Kind::Han),
        };
        let widest = *used.first()?;
        let kind = if widest > Kind::Han { Kind::Han } else { Kind::Chapter };
        return (below.value == 1 && widest > kind).then_some(kind);
    };
    let is_heading = pieces.get(*above).is_some_and(|piece| !piece.contains('。'));
    let kind = KINDS.into_iter().find(|kind| *kind > outer.kind)?;
    (is_heading && used.first() == Some(&outer.kind) && !used.contains(&kind)).then_some(kind)
}

/// Numbers headings in brackets, `【重点任务】`, each above a list that begins again at 1, in a
/// document without numbers of that level or above.
fn bracketed(pieces: &[&str], numbers: &Numbers) -> Numbers {
    if numbers.values().any(|number| number.kind <= Kind::Han) {
        return Numbers::new();
    }
    let places: Vec<usize> = (0..pieces.len())
        .filter(|n| pieces.get(*n).is_some_and(|piece| in_brackets(piece).is_some()))
        .filter(|n| begins_list(numbers, n + 1..))
        .collect();
    let number = |value| Number::damaged(Kind::Han, value, 0);
    let several = places.len() > 1;
    places.into_iter().filter(|_| several).zip((1..).map(number)).collect()
}

/// The heading that a block consists of, without its brackets: 保障措施 in `〔保障措施〕`.
pub(super) fn in_brackets(piece: &str) -> Option<&str> {
    let inner = piece.strip_prefix('〔')?.strip_suffix('〕')?;
    let n_chars = inner.chars().take(HEADING + 1).count();
    let is_heading = (2..=HEADING).contains(&n_chars)
        && inner.chars().all(|c| is_han(c) || c == '、')
        && label_kind(inner).is_none();
    is_heading.then_some(inner)
}

/// Whether the block after a heading is the first item of a list.
fn begins_list(numbers: &Numbers, after: RangeFrom<usize>) -> bool {
    let next = numbers.get(&after.start);
    next.is_some_and(|number| number.kind > Kind::Han && number.value == 1 && !number.damaged)
}

/// Numbers a bare heading about generalities, `保障措施`, above a list after the last section.
/// Otherwise the list would belong to that section.
fn bare(pieces: &[&str], numbers: &Numbers) -> Numbers {
    let is_section = |(_, number): &(&usize, &Number)| number.kind == Kind::Han;
    let Some((last, number)) = numbers.iter().rfind(is_section) else {
        return Numbers::new();
    };
    let is_general = |piece: &str| {
        let words = in_brackets(piece).unwrap_or(piece).trim_end_matches('：');
        words.chars().nth(LABEL).is_none() && headings::is_general(words)
    };
    // 组织领导 may be a part of the section 保障措施.
    let section = pieces.get(*last).and_then(|piece| piece.get(number.len..)).unwrap_or_default();
    let found = (last + 1..pieces.len())
        .filter(|n| !numbers.contains_key(n) && begins_list(numbers, n + 1..))
        .find(|n| pieces.get(*n).is_some_and(|piece| is_general(piece)));
    let value = number.value + 1;
    let number = Number::damaged(Kind::Han, value, 0);
    found.filter(|_| value > 2 && !is_general(section)).map(|n| (n, number)).into_iter().collect()
}

/// Numbers the blocks of a text that, from some line on, consists only of labels. Each block must
/// have the same first label and name who is responsible: `工作任务：…` ⏎ `牵头单位：…` ⏎
/// `工作任务：…` ⏎ `牵头单位：…`.
fn labelled(pieces: &[&str]) -> Numbers {
    let labels: Vec<Option<&str>> = pieces.iter().map(|piece| label(piece)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    labels.iter().flatten().for_each(|label| *counts.entry(label).or_default() += 1);
    let repeats = |label: &&str| counts.get(label).is_some_and(|n| *n > 1);
    let Some(opener) = labels.iter().flatten().copied().find(repeats) else {
        return Numbers::new();
    };
    let starts: Vec<usize> =
        (0..labels.len()).filter(|n| labels.get(*n) == Some(&Some(opener))).collect();
    let ends = starts.iter().skip(1).copied().chain([labels.len()]);
    let is_whole = starts.iter().zip(ends).all(|(start, end)| {
        let block = labels.get(*start..end).unwrap_or_default();
        let own: Vec<&str> = block.iter().copied().map_while(|label| label).collect();
        // Other text may only follow the last block.
        (end == labels.len() || own.len() == block.len()) && is_block(&own)
    });
    let number = |value| Number::damaged(Kind::Han, value, 0);
    starts.into_iter().filter(|_| is_whole).zip((1..).map(number)).collect()
}

/// Whether labels make a block: all are different, at least one says who is responsible, and none
/// has an unknown role.
fn is_block(labels: &[&str]) -> bool {
    let distinct: BTreeSet<&str> = labels.iter().copied().collect();
    let is_role = |label: &&str| role_of(label).is_some();
    let is_unknown = |label: &&str| who_end(label).is_some() && label_kind(label).is_none();
    labels.len() > 1
        && distinct.len() == labels.len()
        && labels.iter().any(is_role)
        && !labels.iter().any(|label| is_unknown(label) || label.contains(['及', '和']))
}

/// The label that a block begins with: 工作任务.
fn label(piece: &str) -> Option<&str> {
    let end = piece.char_indices().take(LABEL + 1).find(|(_, c)| *c == '：')?.0;
    let label = piece.get(..end)?;
    let is_label = label.chars().all(is_han) && piece.len() > end + '：'.len_utf8();
    is_label.then_some(label)
}

#[cfg(test)]
mod tests {
    use super::super::lost::told;

    #[test]
    fn headings_without_usual_numbers_get_one() {
        for (text, expected) in [
            ("行动一：厕所革命\n牵头单位：甲\n行动二：污水治理\n牵头单位：乙", "0:一 2:二"),
            (
                "行动一：厕所革命\n主要任务：甲\n牵头单位：乙\n行动二：污水治理\n主要任务：丙\n牵头单位：丁",
                "0:一 3:二",
            ),
            ("任务1：甲\n1.建立。\n2.健全。\n任务2：乙\n1.建立。", "0:一 1:1 2:2 3:二 4:1"),
            ("一、任务\n行动一：甲\n行动二：乙\n二、要求", "0:一 1:（一） 2:（二） 3:二"),
            ("行动一：甲\n一、建立\n二、健全\n行动二：乙\n一、建立", "0:一 1:一 2:二 3:二 4:一"),
            ("一、任务\n1.加强。建立制度。\n行动一：甲\n行动二：乙", "0:一 1:1"),
            ("行动一：甲\n行动三：乙", ""),
            ("附件1：甲表\n附件2：乙表", ""),
            ("〔重点任务〕\n1.排查。\n〔保障措施〕\n1.领导。", "0:一 1:1 2:二 3:1"),
            ("一、任务\n〔甲类〕\n1.排查。\n〔乙类〕\n1.领导。", "0:一 2:1 4:1"),
            ("〔打印〕\n〔关闭〕", ""),
            (
                "一、甲\n二、乙\n保障措施\n（一）建立。\n（二）强化。",
                "0:一 1:二 2:三 3:（一） 4:（二）",
            ),
            ("一、甲\n二、乙\n主要任务\n（一）建立。", "0:一 1:二 3:（一）"),
            ("一、甲\n二、保障措施\n组织领导\n（一）建立。", "0:一 1:二 3:（一）"),
            ("一、甲\n保障措施\n（一）建立。\n二、乙", "0:一 2:（一） 3:二"),
            ("行动一：甲\n行动二：乙\n工作要求：\n（一）建立。", "0:一 1:二 2:三 3:（一）"),
            ("工作任务：甲\n牵头单位：县公安局\n工作任务：乙\n牵头单位：县司法局", "0:一 2:二"),
            ("普法责任单位：甲\n责任部门：乙\n普法责任单位：丙\n责任部门：丁", "0:一 2:二"),
            ("责任单位：县公安局\n完善制度。\n责任单位：县司法局\n建立机制。", ""),
            ("责任单位：县公安局\n责任单位：县司法局", ""),
            ("联系人：甲\n电话：1\n联系人：乙\n电话：2", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
