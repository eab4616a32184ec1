//! Headers of two rows in copies that do not mark what spans what: `责任分工` in the upper row
//! spreads over `责任领导` and `责任单位` in the lower.

use super::cell::Cell;
use super::column::column_named;
use crate::affix::AnyOf;

/// How many labels the lower row has at least.
const LABELS: usize = 2;

/// The header made of an upper and a lower row, for rows of `width` cells. The word about
/// responsibility spreads over the labels of roles below it; if one more spreads, it is the next.
/// Returns `None` if that leaves open what spreads over what.
pub(super) fn joined<'s>(
    over: &[Cell<'s>],
    under: &[Cell<'s>],
    width: usize,
) -> Option<Vec<Cell<'s>>> {
    let n_spread = (over.len() + under.len()).checked_sub(width)?;
    let first = only(over, |name| name.contains_any(&["责任", "分工"]))?;
    let n_roles = under.iter().take_while(|cell| is_role(cell)).count();
    let is_whole = match n_spread {
        1 => n_roles == under.len(),
        2 => n_roles < under.len() && first + 1 < over.len(),
        _ => false,
    };
    let (roles, others) = under.split_at(n_roles);
    let (before, rest) = over.split_at(first);
    let behind = rest.get(n_spread..)?;
    (is_whole && n_roles >= LABELS).then(|| [before, roles, others, behind].concat())
}

/// A header whose cells a copy put in a row, with the labels of the lower row at its end.
pub(super) fn in_one_row(header: Vec<Cell<'_>>) -> Vec<Cell<'_>> {
    let n_roles = header.iter().rev().take_while(|cell| is_role(cell)).count();
    let (over, roles) = header.split_at(header.len() - n_roles);
    match only(over, |name| name.ends_with("分工") || name.ends_with("落实")) {
        Some(at) if n_roles >= LABELS => [&over[..at], roles, &over[at + 1..]].concat(),
        _ => header,
    }
}

/// The only cell of which something holds.
fn only(cells: &[Cell], holds: impl Fn(&str) -> bool) -> Option<usize> {
    let mut found = (0..cells.len()).filter(|at| holds(&cells[*at].plain()));
    found.next().filter(|_| found.next().is_none())
}

/// Whether a cell is a label of those who have a role.
fn is_role(cell: &Cell) -> bool {
    column_named(&cell.plain()).answers()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(names: &'static str) -> Vec<Cell<'static>> {
        names.split(' ').map(|raw| Cell { raw, at: 0, continued: false }).collect()
    }

    fn told(header: &[Cell]) -> String {
        header.iter().map(|cell| cell.raw).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_word_spreads_over_the_labels_below_it() {
        for (over, under, width, expected) in [
            (
                "序号 工作任务 责任分工 完成时限",
                "责任领导 责任单位",
                5,
                "序号 工作任务 责任领导 责任单位 完成时限",
            ),
            (
                "序号 内容清单 责任清单 措施清单",
                "责任领导 责任人 责任处室 普法对象 方式措施",
                7,
                "序号 内容清单 责任领导 责任人 责任处室 普法对象 方式措施",
            ),
            ("序号 工作任务 责任分工 完成时限", "责任领导 责任单位", 4, ""),
            ("序号 工作任务 责任分工", "责任领导 备注", 4, ""),
            ("序号 工作任务 备注", "责任领导 责任单位", 4, ""),
        ] {
            let found = joined(&cells(over), &cells(under), width);
            assert_eq!(told(&found.unwrap_or_default()), expected);
        }
    }

    #[test]
    fn labels_at_the_end_belong_below_a_word_before_them() {
        for (header, expected) in [
            (
                "序号 工作任务 责任分工 完成时限 责任领导 责任单位",
                "序号 工作任务 责任领导 责任单位 完成时限",
            ),
            ("序号 工作任务 完成时限 责任领导 责任单位", ""),
            ("序号 工作任务 职责分工 责任单位", ""),
        ] {
            let expected = if expected.is_empty() { header } else { expected };
            assert_eq!(told(&in_one_row(cells(header))), expected);
        }
    }
}
