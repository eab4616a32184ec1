//! Which labels of a clause stand before names.

use std::ops::Range;

use super::beside;
use crate::bracket::Brackets;
use crate::context;
use crate::lexicon::levels::OF_REGIONS;

/// The label of the members of a group.
pub(in crate::clause) const MEMBERS: &str = "成员单位：";

/// Labels of others, behind that of who leads: `牵头单位：甲局；相关单位：乙局`,
/// `牵头：甲局；落实：乙局`.
const OTHERS: [&str; 3] = ["相关单位：", "有关单位：", "落实："];

/// The end of the labels of leaders beside those of bodies: `县领导：张伟；牵头单位：甲局`.
pub(super) const LEADERS: &str = "领导：";
/// The labels with no open bracket before them; `labels` are in the order of the text.
pub(super) fn outside_brackets(
    piece: &str,
    labels: impl Iterator<Item = Range<usize>>,
) -> Vec<Range<usize>> {
    let (mut at, mut balance) = (0, 0);
    let mut is_outside = |label: &Range<usize>| {
        let before = piece.get(at..label.start).unwrap_or_default();
        balance += Brackets::CLAUSE.balance(before);
        at = label.start;
        balance <= 0
    };
    labels.filter(|label| is_outside(label)).collect()
}

/// Adds the labels of members and others if a label with a role precedes it,
/// `牵头单位：甲局；成员单位：乙局`, and those of leaders beside one. Alone such a label heads the
/// roster of a group.
pub(super) fn with_members(piece: &str, mut labels: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let Some(first) = labels.first().map(|label| label.start) else {
        return beside::leaders_first(piece).into_iter().collect();
    };
    let members = context::places(piece, MEMBERS).map(|at| at..at + MEMBERS.len());
    let is_apart = |at: &usize| piece.get(..*at).is_some_and(|head| head.ends_with(['；', '，']));
    let others = OTHERS.iter().flat_map(|label| {
        context::places(piece, label).filter(is_apart).map(|at| at..at + label.len())
    });
    let leaders = context::places(piece, LEADERS).filter_map(|at| {
        let head = piece.get(..at)?;
        let start = head.strip_suffix('级').unwrap_or(head).strip_suffix(OF_REGIONS)?.len();
        (start == 0 || is_apart(&start)).then_some(start..at + LEADERS.len())
    });
    let behind = members.chain(others).filter(|label| label.start > first);
    labels.extend(behind.chain(leaders));
    labels.sort_by_key(|label| label.start);
    labels
}
